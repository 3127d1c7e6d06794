//! The numbers of a figure as a table: on the page below the drawing, and as a file to take away.

use super::svg;
use crate::domain::SitePath;
use crate::plan::{Amount, Figure};
use crate::render::markdown::escape;
use crate::render::{RenderedFile, data};

/// Returns the figure as it stands in a text: name, drawing, numbers. Its ids begin with `id`, its name with `number`.
pub(in crate::render) fn html(figure: &Figure, id: &str, number: &str) -> String {
    let title = escape(&figure.title);
    let invented = if figure.synthetic { "<p class=\"liten\">Tallene er oppdiktet.</p>\n" } else { "" };
    let hidden = if figure.hides() {
        "<p class=\"liten\">Et skjult tall kunne røpet hva enkelte har svart. Boksen er like stor hver gang.</p>\n"
    } else {
        ""
    };
    let note = figure.note.as_ref().map_or_else(String::new, |note| format!("<p class=\"liten\">{}</p>\n", escape(note)));
    format!(
        "<figure class=\"figur\" id=\"{id}\">\n<figcaption>{number}{title}</figcaption>\n{}\n{note}{hidden}{invented}\
         <details class=\"skjerm\"><summary>Tallene i figuren<span class=\"skjult\">: {title}</span></summary>\n{}\
         <p><a href=\"{}\">Last ned tallene<span class=\"skjult\"> i «{title}»</span> (CSV)</a></p></details></figure>\n",
        svg(figure, id),
        table(figure, id),
        escape(&figure.href)
    )
}

fn table(figure: &Figure, id: &str) -> String {
    let unit = figure.counts();
    let column =
        |name: &String| format!("<th scope=\"col\" class=\"tall\">{}</th>", escape(if name.is_empty() { unit } else { name }));
    let heads: String = figure.groups.iter().map(column).collect();
    let row = |(category, amounts): (&String, &Vec<Amount>)| {
        let cells: String = amounts.iter().map(|amount| format!("<td class=\"tall\">{}</td>", figure.said(*amount))).collect();
        format!("<tr><th scope=\"row\">{}</th>{cells}</tr>\n", escape(category))
    };
    let rows: String = figure.categories.iter().zip(&figure.amounts).map(row).collect();
    let (title, category) = (escape(&figure.title), escape(&figure.category));
    format!(
        "<div class=\"tabell\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{id}-tabell\"><table class=\"talltabell\">\n\
         <caption id=\"{id}-tabell\">{title}</caption>\n\
         <thead><tr><th scope=\"col\">{category}</th>{heads}</tr></thead>\n<tbody>\n{rows}</tbody></table></div>\n"
    )
}

/// Returns the table of a figure as CSV: a row a category, as the table on the page has it.
pub(in crate::render) fn file(figure: &Figure) -> Option<RenderedFile> {
    let unit = figure.counts();
    let heads = figure.groups.iter().map(|name| if name.is_empty() { unit } else { name });
    let mut rows = vec![std::iter::once(figure.category.as_str()).chain(heads).map(str::to_owned).collect::<Vec<_>>()];
    for (category, amounts) in figure.categories.iter().zip(&figure.amounts) {
        let cell = |amount: &Amount| match amount {
            Amount::Number(_) => amount.written('.').unwrap_or_default(),
            Amount::Hidden => ":".to_owned(),
            Amount::Absent => String::new(),
        };
        rows.push(std::iter::once(category.clone()).chain(amounts.iter().map(cell)).collect());
    }
    let path = SitePath::new(figure.file.clone())?;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer("\u{FEFF}".as_bytes().to_vec());
    for row in rows {
        // Writing to memory cannot fail.
        drop(writer.write_record(row.into_iter().map(data::csv::defused)));
    }
    Some(RenderedFile { path, bytes: writer.into_inner().unwrap_or_default().into() })
}

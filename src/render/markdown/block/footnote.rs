//! Footnotes: numbered as they are referred to, set below the text.

use super::Writer;
use super::margin::is_marginal;

/// A footnote by its name: its number once it is referred to, its text once it is read.
pub(super) struct Footnote {
    name: String,
    number: Option<usize>,
    uses: usize,
    pub text: Option<String>,
}

impl Writer<'_, '_, '_> {
    pub(super) fn footnote(&mut self, name: &str) -> usize {
        match self.footnotes.iter().position(|footnote| footnote.name == name) {
            Some(index) => index,
            None => {
                self.footnotes.push(Footnote { name: name.to_owned(), number: None, uses: 0, text: None });
                self.footnotes.len() - 1
            }
        }
    }

    pub(super) fn footnote_reference(&mut self, name: &str) {
        let index = self.footnote(name);
        if is_marginal(name) {
            return self.margin_reference(index);
        }
        if self.footnotes[index].number.is_none() {
            self.sheet.footnotes += 1;
            self.footnotes[index].number = Some(self.sheet.footnotes);
        }
        self.footnotes[index].uses += 1;
        let (number, uses) = (self.footnotes[index].number.unwrap_or(0), self.footnotes[index].uses);
        let again = if uses > 1 { format!("-{uses}") } else { String::new() };
        self.html.push_str(&format!(
            "<sup class=\"fotnotelenke\"><a href=\"#fn-{number}\" id=\"fnref-{number}{again}\" aria-label=\"Fotnote {number}\">{number}</a></sup>"
        ));
    }

    pub(super) fn end_footnote(&mut self) {
        let Some((name, start, span)) = self.in_footnote.take() else { return };
        let text = self.html.split_off(start);
        self.check_margin_note(&name, &text, span);
        let index = self.footnote(&name);
        self.footnotes[index].text = Some(text);
    }

    pub(super) fn write_footnotes(&mut self) {
        let shown = |footnote: &mut Footnote| Some((footnote.number?, footnote.text.take()?));
        let mut footnotes: Vec<(usize, String)> = self.footnotes.iter_mut().filter_map(shown).collect();
        if footnotes.is_empty() {
            return;
        }
        footnotes.sort_by_key(|(number, _)| *number);
        let first = footnotes[0].0;
        // On a page of several texts only the first section is a landmark, so that no two have one name.
        let label = if first > 1 { "" } else { " aria-label=\"Fotnoter\"" };
        let start = if first > 1 { format!(" start=\"{first}\"") } else { String::new() };
        self.html.push_str(&format!("<section class=\"fotnoter\"{label}><ol{start}>\n"));
        for (number, text) in footnotes {
            let (text, end) = match text.trim_end().strip_suffix("</p>") {
                Some(inside) => (inside, "</p>"),
                None => (text.as_str(), ""),
            };
            self.html.push_str(&format!(
                "<li id=\"fn-{number}\">{text} <a href=\"#fnref-{number}\" class=\"tilbake\" \
                 aria-label=\"Tilbake til teksten ved fotnote {number}\">↩</a>{end}</li>\n"
            ));
        }
        self.html.push_str("</ol></section>\n");
    }
}

//! `utsyn links`: what leads nowhere, what leaves the site, what nobody leads to.

use clap::Args as ClapArgs;
use serde_json::{Value, json};

use super::query::{self, WhereArgs};
use super::{Ending, say};
use crate::ask::{Because, Orphan, Outside, Survey, broken, orphans, outside, survey};
use crate::problem::{self, Both, Fault, Problem, Tongue, both, draw};

/// Which links are told of, and how.
#[derive(ClapArgs)]
#[command(next_help_heading = "Valg")]
pub(super) struct LinksArgs {
    /// Bare lenker som ikke fører noe sted, slik `check` finner dem
    #[arg(long)]
    pub broken: bool,

    /// Bare adresser på andre nettsteder, ordnet etter vert. Åpne dem selv: utsyn spør aldri nettet
    #[arg(long)]
    pub external: bool,

    /// Bare sider som ingen lenker til, og vedlegg som derfor ikke publiseres. Lenker i tekst, lister, menyer og bunnen teller;
    /// stien øverst på siden, videresendinger, strømmer og nettstedskartet teller ikke
    #[arg(long)]
    pub orphans: bool,

    /// Skriver svaret som JSON
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,

    /// Skriver svaret som CSV
    #[arg(long)]
    pub csv: bool,

    #[command(flatten)]
    pub place: WhereArgs,
}

/// What was found; a part that was not asked for is none.
struct Told<'a> {
    broken: Option<Vec<&'a Problem>>,
    external: Option<Vec<Outside>>,
    orphans: Option<Vec<Orphan>>,
}

/// Most pages and places that are named of one address.
const MOST: usize = 3;

/// Tells about the links; the exit code is 1 where a broken one was asked for and found.
pub(super) fn links(args: &LinksArgs, tongue: Tongue) -> Result<Ending, Fault> {
    let survey = survey(&args.place.wanted()?)?;
    let all = !args.broken && !args.external && !args.orphans;
    let told = Told {
        broken: (all || args.broken).then(|| broken(&survey)),
        external: (all || args.external).then(|| outside(&survey)),
        orphans: (all || args.orphans).then(|| orphans(&survey)),
    };
    if args.json {
        say::out(&format!("{:#}\n", as_json(&told, tongue)));
    } else if args.csv {
        say::out(&query::csv(&csv_rows(&told, tongue))?);
    } else {
        say::out(&text(&told, &survey, tongue));
        query::tell_errors(&survey.problems, tongue);
    }
    let is_broken = told.broken.is_some_and(|broken| broken.iter().any(|problem| problem.is_error()));
    Ok(if is_broken { Ending::Problems } else { Ending::Fine })
}

fn text(told: &Told<'_>, survey: &Survey, tongue: Tongue) -> String {
    let mut parts = Vec::new();
    if let Some(broken) = &told.broken {
        parts.push(broken_text(broken, tongue));
    }
    if let Some(external) = &told.external {
        parts.push(external_text(external, survey, tongue));
    }
    if let Some(orphans) = &told.orphans {
        parts.push(orphans_text(orphans, tongue));
    }
    parts.join("\n")
}

fn line(said: &Both, tongue: Tongue) -> String {
    format!("{}\n", said.in_tongue(tongue))
}

fn broken_text(broken: &[&Problem], tongue: Tongue) -> String {
    if broken.is_empty() {
        return line(&both!("Alle lenker innenfor nettstedet fører fram.", "All links within the site lead somewhere."), tongue);
    }
    let problems: Vec<Problem> = broken.iter().map(|&problem| problem.clone()).collect();
    let count = problems.len();
    let head = line(&both!("Lenker som ikke fører noe sted: {count}\n", "Links that lead nowhere: {count}\n"), tongue);
    let drawn = draw(&problems, problem::Drawing { colour: false, ..say::drawing(tongue) });
    format!("{head}{}\n", drawn.trim_end())
}

fn external_text(external: &[Outside], survey: &Survey, tongue: Tongue) -> String {
    if external.is_empty() {
        return line(&both!("Ingen side lenker til andre nettsteder.", "No page links to another site."), tongue);
    }
    let count = external.len();
    let head = both!(
        "Adresser på andre nettsteder: {count}. Åpne dem selv; utsyn spør aldri nettet.",
        "Addresses on other sites: {count}. Open them yourself; utsyn never asks the network."
    );
    let mut text = line(&head, tongue);
    let mut host = "";
    for one in external {
        if host != one.host {
            host = &one.host;
            text.push_str(&format!("\n{host}\n"));
        }
        text.push_str(&format!("  {}\n", one.url));
        let places: Vec<String> = one.written.iter().map(|(file, line)| format!("{file}:{line}")).collect();
        let places = if places.is_empty() { on_pages(one, survey, tongue) } else { shortened(&places, tongue) };
        text.push_str(&format!("    {places}\n"));
    }
    text
}

/// An address that stands in no text of its own is made by the program or the theme.
fn on_pages(one: &Outside, survey: &Survey, tongue: Tongue) -> String {
    let all = survey.pages.iter().filter(|page| page.leads_to.is_none()).count();
    if one.pages.len() == all && all > 1 {
        return both!("på alle sider", "on all pages").in_tongue(tongue).to_owned();
    }
    shortened(&one.pages, tongue)
}

fn shortened(names: &[String], tongue: Tongue) -> String {
    let named = names.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MOST) {
        0 => named,
        more => both!("{named} og {more} til", "{named} and {more} more").in_tongue(tongue).to_owned(),
    }
}

fn orphans_text(orphans: &[Orphan], tongue: Tongue) -> String {
    if orphans.is_empty() {
        return line(&both!("Hver side har en lenke fra en tekst.", "Each page is linked to from a text."), tongue);
    }
    let mut text = String::new();
    for because in [Because::Nothing, Because::ListsAlone, Because::Unpublished] {
        let those: Vec<&Orphan> = orphans.iter().filter(|orphan| orphan.because == because).collect();
        if those.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&line(&head(because, those.len()), tongue));
        let rows: Vec<Vec<String>> = those
            .iter()
            .map(|orphan| vec![format!("  {}", orphan.address.as_deref().unwrap_or(&orphan.file)), shown_file(orphan)])
            .collect();
        text.push_str(&query::table(&rows));
    }
    text
}

fn shown_file(orphan: &Orphan) -> String {
    orphan.address.as_ref().map(|_| orphan.file.clone()).unwrap_or_default()
}

fn head(because: Because, count: usize) -> Both {
    match because {
        Because::Nothing => both!(
            "Sider som ingen lenker til, verken fra en tekst, en liste eller en meny: {count}",
            "Pages that nothing links to, neither a text nor a list nor a menu: {count}"
        ),
        Because::ListsAlone => {
            both!("Sider som bare lister og menyer lenker til: {count}", "Pages that only lists and menus link to: {count}")
        }
        Because::Unpublished => both!(
            "Vedlegg som ingen side lenker til, og som derfor ikke publiseres: {count}",
            "Attachments that no page links to, and that are not published therefore: {count}"
        ),
    }
}

fn word(because: Because) -> &'static str {
    match because {
        Because::Nothing => "nothing",
        Because::ListsAlone => "lists-alone",
        Because::Unpublished => "unpublished",
    }
}

fn as_json(told: &Told<'_>, tongue: Tongue) -> Value {
    let mut value = json!({});
    if let Some(broken) = &told.broken {
        value["broken"] = broken.iter().map(|problem| problem::json(problem, tongue)).collect();
    }
    if let Some(external) = &told.external {
        let place = |(file, line): &(String, usize)| json!({"file": file, "line": line});
        let one = |one: &Outside| {
            let written: Vec<Value> = one.written.iter().map(place).collect();
            json!({"host": one.host, "url": one.url, "pages": one.pages, "written": written})
        };
        value["external"] = external.iter().map(one).collect();
    }
    if let Some(orphans) = &told.orphans {
        let one = |orphan: &Orphan| json!({"address": orphan.address, "file": orphan.file, "title": orphan.title, "because": word(orphan.because)});
        value["orphans"] = orphans.iter().map(one).collect();
    }
    value
}

/// One row a link: what is wrong or where it leads, and where it stands.
fn csv_rows(told: &Told<'_>, tongue: Tongue) -> Vec<Vec<String>> {
    let mut rows = vec![["what", "address", "file", "line", "said"].map(str::to_owned).to_vec()];
    for problem in told.broken.iter().flatten() {
        let (file, line) = problem.place.as_ref().map(|place| (place.file.clone(), place.line)).unwrap_or_default();
        let said = problem.headline.in_tongue(tongue).to_owned();
        rows.push(vec!["broken".to_owned(), String::new(), file, line.to_string(), said]);
    }
    for one in told.external.iter().flatten() {
        let row =
            |file: &str, line: String| vec!["external".to_owned(), one.url.clone(), file.to_owned(), line, one.pages.join(" ")];
        match one.written.as_slice() {
            [] => rows.push(row("", String::new())),
            places => rows.extend(places.iter().map(|(file, line)| row(file, line.to_string()))),
        }
    }
    for orphan in told.orphans.iter().flatten() {
        let address = orphan.address.clone().unwrap_or_default();
        rows.push(vec!["orphan".to_owned(), address, orphan.file.clone(), String::new(), word(orphan.because).to_owned()]);
    }
    rows
}

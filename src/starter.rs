//! New files that are right as they stand: with every key, what it is for, and what can stand there.
//!
//! [`new_file`] is the way in.
//!
//! 1. `wish` says which things can be made, and where each lies;
//! 2. `facts` finds in the content what a new thing belongs to;
//! 3. `skeleton` writes the keys of a schema, those that are needed and, as comments, all others;
//! 4. `row` puts a municipality among those that are listed;
//! 5. `site` holds a whole site of invented content, to begin with.
//!
//! Must not know: the terminal, how a file is written.

mod facts;
mod row;
mod site;
mod skeleton;
mod wish;

use std::collections::BTreeMap;

pub(crate) use facts::{Facts, facts};
pub(crate) use row::municipality_file;
pub(crate) use site::site;
pub(crate) use wish::{Thing, Wish};

use crate::check::{KINDS, schema};
use crate::domain::{is_safe_name, slug};
use crate::editor::outline;
use crate::problem::{Both, Fault, both, nearest};

/// Longest id that is made of a title.
const LONGEST: usize = 60;

/// A new file: its path below the folder of the content, and its text.
#[derive(Debug)]
pub(crate) struct NewFile {
    pub within: String,
    pub text: String,
}

/// Makes the file of what is wished for.
///
/// # Errors
///
/// A usage [`Fault`] where it is not said to what it belongs, or no name can be made of the title.
pub(crate) fn new_file(wish: &Wish, facts: &Facts) -> Result<NewFile, Fault> {
    if let Some(option) = wish.idle().next() {
        let [en, nb] = wish.thing.names();
        return Err(Fault::usage(both!("`{option}` kan ikke brukes med `{nb}`", "`{option}` cannot be used with `{en}`")).help(
            both!(
                "ta det bort; `utsyn new --help` viser hva hvert valg er til",
                "take it away; `utsyn new --help` shows what each option is for"
            ),
        ));
    }
    let id = id(wish)?;
    let title = quoted(&wish.title);
    let year = wish.today.year().to_string();
    let mut given: BTreeMap<&str, String> = BTreeMap::new();
    let within = match wish.thing {
        Thing::Centre => {
            given.insert("name", title);
            format!("centres/{id}.md")
        }
        Thing::Priority => {
            given.insert("title", title);
            format!("priorities/{id}.md")
        }
        Thing::Mapping => {
            given.extend([("title", title), ("centre", centre(wish, facts)?), ("period.from", year)]);
            given.extend([("invited", "0".to_owned()), ("participated", "0".to_owned())]);
            given.extend([("themes.id", "forste-tema".to_owned()), ("themes.title", quoted("Første tema"))]);
            format!("mappings/{id}/mapping.yaml")
        }
        Thing::Finding => {
            let mapping = belonging(wish.mapping.as_deref(), facts.mappings.keys(), &Belongs::MAPPING)?;
            let themes = facts.mappings.get(&mapping).map_or(&[][..], Vec::as_slice);
            given.extend([("title", title), ("theme", theme(wish, themes)?)]);
            given.extend([("extent", "ikke-oppgitt".to_owned()), ("anonymised", "false".to_owned())]);
            format!("mappings/{mapping}/findings/{id}.md")
        }
        Thing::Report => {
            given.extend([("title", title), ("centre", centre(wish, facts)?), ("version", quoted("0.1"))]);
            given.extend([("published", wish.today.to_string()), ("summary", format!("|\n  {SUMMARY}"))]);
            if wish.mapping.is_some() {
                given.insert("mapping", belonging(wish.mapping.as_deref(), facts.mappings.keys(), &Belongs::MAPPING)?);
            }
            format!("reports/{id}/report.yaml")
        }
        Thing::Chapter => {
            let report = belonging(wish.report.as_deref(), facts.reports.keys(), &Belongs::REPORT)?;
            given.insert("title", title);
            let number = facts.reports.get(&report).copied().unwrap_or(0) + 1;
            format!("reports/{report}/{number:02}-{id}.md")
        }
        Thing::News | Thing::Activity => {
            given.extend([("title", title), ("date", wish.today.to_string())]);
            let folder = if wish.thing == Thing::News { "news" } else { "activities" };
            format!("{folder}/{id}.md")
        }
        Thing::Page => {
            given.insert("title", title);
            format!("{}/{id}.md", folder(wish)?)
        }
    };
    let kind = KINDS.iter().find(|kind| kind.id == wish.thing.kind());
    let keys = kind.map(|kind| outline(&schema(kind))).unwrap_or_default();
    let yaml = skeleton::skeleton(&keys, &given);
    let text = match wish.thing.body() {
        Some(body) => format!("---\n{yaml}---\n\n{body}\n"),
        None => yaml,
    };
    Ok(NewFile { within, text })
}

const SUMMARY: &str = "Skriv kort hva rapporten handler om, hva dere fant, og hva som skjer videre.";

/// Returns the id that was asked for, or one made of the title.
fn id(wish: &Wish) -> Result<String, Fault> {
    let mut id = wish.id.clone().unwrap_or_else(|| short(&slug(&wish.title)));
    if id.is_empty() {
        return Err(Fault::usage(both!("tittelen har verken bokstaver eller tall", "the title has neither letters nor digits"))
            .help(both!("gi filen et navn med `--id`", "name the file with `--id`")));
    }
    if slug(&id) != id {
        let better = slug(&id);
        id.retain(|letter| !letter.is_control());
        return Err(Fault::usage(both!("`{id}` kan ikke være en adresse", "`{id}` cannot be an address")).help(both!(
            "bruk små bokstaver, tall og bindestrek, som `{better}`",
            "use lower-case letters, digits and hyphens, like `{better}`"
        )));
    }
    if id == "index" || !is_safe_name(&format!("{id}.md")) {
        return Err(Fault::usage(both!("en fil kan ikke hete `{id}`", "a file cannot be named `{id}`"))
            .help(both!("gi den et annet navn med `--id`", "give it another name with `--id`")));
    }
    Ok(id)
}

/// Cuts a long id between two words.
fn short(id: &str) -> String {
    match id.get(..LONGEST) {
        Some(start) => start.rsplit_once('-').map_or(start, |(words, _)| words).to_owned(),
        None => id.to_owned(),
    }
}

/// Returns a text in quotes, as YAML and JSON both have it; on one line.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text.split_whitespace().collect::<Vec<_>>().join(" ")).to_string()
}

/// Words for what a thing can belong to.
struct Belongs {
    option: &'static str,
    nb: [&'static str; 2],
    en: [&'static str; 2],
}

impl Belongs {
    const CENTRE: Self = Self { option: "--centre", nb: ["senteret", "sentrene"], en: ["centre", "centres"] };
    const MAPPING: Self = Self { option: "--mapping", nb: ["kartleggingen", "kartleggingene"], en: ["mapping", "mappings"] };
    const REPORT: Self = Self { option: "--report", nb: ["rapporten", "rapportene"], en: ["report", "reports"] };
    const THEME: Self = Self { option: "--theme", nb: ["temaet", "temaene"], en: ["theme", "themes"] };

    fn choices(&self, known: &[&str]) -> Both {
        let ([_, nb], [_, en], list) = (self.nb, self.en, known.join("`, `"));
        both!("{nb} er `{list}`", "the {en} are `{list}`")
    }
}

fn centre(wish: &Wish, facts: &Facts) -> Result<String, Fault> {
    belonging(wish.centre.as_deref(), facts.centres.iter(), &Belongs::CENTRE)
}

/// Returns the theme that was asked for, or the first one.
fn theme(wish: &Wish, themes: &[String]) -> Result<String, Fault> {
    match (&wish.theme, themes) {
        (None, [first, ..]) => Ok(first.clone()),
        (asked, themes) => belonging(asked.as_deref(), themes.iter(), &Belongs::THEME),
    }
}

/// Returns what a thing belongs to: what was asked for, or the only one there is.
fn belonging<'a>(asked: Option<&str>, known: impl Iterator<Item = &'a String>, words: &Belongs) -> Result<String, Fault> {
    let known: Vec<&str> = known.map(String::as_str).collect();
    let ([nb, nb_all], [en, en_all], option) = (words.nb, words.en, words.option);
    match (asked, known.as_slice()) {
        (Some(asked), known) if known.contains(&asked) => Ok(asked.to_owned()),
        (Some(asked), known) => {
            let fault = Fault::usage(both!("{nb} `{asked}` finnes ikke", "there is no {en} `{asked}`"));
            Err(match nearest(asked, known.iter().copied()) {
                Some(near) => fault.help(both!("mente du `{near}`?", "did you mean `{near}`?")),
                None if known.is_empty() => fault.help(none_yet(words)),
                None => fault.help(words.choices(known)),
            })
        }
        (None, [only]) => Ok((*only).to_owned()),
        (None, []) => {
            Err(Fault::usage(both!("det er ingen av {nb_all} ennå", "there are no {en_all} yet")).help(none_yet(words)))
        }
        (None, known) => {
            Err(Fault::usage(both!("si hvilken av {nb_all} med `{option}`", "say which of the {en_all} with `{option}`"))
                .help(words.choices(known)))
        }
    }
}

fn none_yet(words: &Belongs) -> Both {
    let kind = words.option.trim_start_matches('-');
    match kind {
        "theme" => both!("skriv temaene i `mapping.yaml` først", "write the themes in `mapping.yaml` first"),
        kind => both!("lag en først, med `utsyn new {kind} \"Navn\"`", "make one first, with `utsyn new {kind} \"Name\"`"),
    }
}

/// Returns the folder a page shall lie in.
fn folder(wish: &Wish) -> Result<String, Fault> {
    let Some(folder) = &wish.folder else { return Ok("pages".to_owned()) };
    let folder = folder.replace('\\', "/");
    let folder = folder.trim_matches('/');
    let first = folder.split('/').next().unwrap_or_default();
    let taken = ["registry", "centres", "priorities", "mappings", "reports", "files"].contains(&first);
    if taken || !folder.split('/').all(is_safe_name) {
        return Err(Fault::usage(both!("sider kan ikke ligge i `{folder}`", "pages cannot lie in `{folder}`")).help(both!(
            "bruk `pages`, eller en mappe med et eget navn, som `kurs`",
            "use `pages`, or a folder with a name of its own, such as `courses`"
        )));
    }
    Ok(folder.to_owned())
}

#[cfg(test)]
mod tests;

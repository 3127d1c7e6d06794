//! What is wrong, in words.
//!
//! Invariant: no message shows a confidential value. Of a file with a leak nothing else is told, since the other
//! messages quote what stands in it, and such files are never proposed as what was meant.

#![expect(clippy::disallowed_types, reason = "remembers answers by question; never walked, so its order reaches nothing")]

use std::collections::HashMap;
use std::sync::Arc;

use super::address::{Index, decoded_id};
use super::flaw::{Flaw, Read, What};
use super::leak::Leak;
use super::{RenderedFile, Secret, Secrets};
use crate::problem::{Both, Code, Place, Problem, both, nearest};

/// What is known of a file, as the words need it.
#[derive(Debug, Clone, Default)]
pub(super) struct Judged {
    /// The path without what is confidential in it.
    pub shown: String,
    pub leaks: Vec<Leak>,
    /// Whether the path itself leaks.
    pub named: bool,
    pub flaws: Vec<Flaw>,
    /// The file of the content that the page is made of; none where the path leaks, for then its name may too.
    pub made_of: Option<Arc<str>>,
}

impl Judged {
    /// Says of what the page is made, for that is the file in which it is mended.
    fn tell_source(&self, problem: Problem) -> Problem {
        match &self.made_of {
            Some(source) => problem.note(both!("siden lages av `{source}`", "the page is made of `{source}`")),
            None => problem,
        }
    }
}

/// Most addresses for which the nearest one is sought: it takes time, and nobody reads more.
const MOST_NEAREST: usize = 40;

/// Puts all that was found into words.
pub(super) fn problems(
    files: &[RenderedFile],
    secrets: &Secrets,
    index: &Index,
    judged: &[&Judged],
    reads: &[&Read],
) -> Vec<Problem> {
    let mut nearest = Nearest { index, judged, addresses: None, known: HashMap::new() };
    let mut problems = Vec::new();
    for (file, one) in files.iter().zip(judged) {
        if !one.leaks.is_empty() {
            problems.extend(leaks(file, one, secrets));
            continue;
        }
        for flaw in &one.flaws {
            let (line, column) = line_and_column(&file.bytes, flaw.at);
            let place = Place::bare(one.shown.as_str(), line, column);
            problems.push(one.tell_source(problem(&flaw.what, files, judged, reads, &mut nearest).at(place)));
        }
    }
    problems
}

/// One problem for each line of the sources from which something leaks.
fn leaks(file: &RenderedFile, judged: &Judged, secrets: &Secrets) -> Vec<Problem> {
    let mut told: Vec<(&Secret, Option<usize>)> = Vec::new();
    for leak in &judged.leaks {
        let Some(secret) = secrets.0.get(leak.secret as usize) else { continue };
        match told.iter_mut().find(|(other, _)| (&other.file, other.line) == (&secret.file, secret.line)) {
            Some((_, place)) => *place = [*place, leak.place].into_iter().flatten().min(),
            None => told.push((secret, leak.place)),
        }
    }
    told.sort_by_key(|(secret, place)| (place.unwrap_or(usize::MAX), secret.file.as_str(), secret.line));
    told.into_iter().map(|(secret, place)| leak(file, judged, secret, place)).collect()
}

fn leak(file: &RenderedFile, judged: &Judged, secret: &Secret, place: Option<usize>) -> Problem {
    let shown = &judged.shown;
    let (headline, place) = match place {
        Some(at) => {
            let (line, column) = line_and_column(&file.bytes, at);
            let headline = both!(
                "en fortrolig opplysning står i `{shown}`, linje {line}",
                "a confidential value stands in `{shown}`, line {line}"
            );
            (headline, Place::bare(shown.as_str(), line, column))
        }
        None if judged.named => {
            let headline = both!(
                "en fortrolig opplysning står i navnet på eller i filen `{shown}`",
                "a confidential value stands in the name of the file `{shown}`, or in it"
            );
            (headline, Place::file(shown.as_str()))
        }
        None => {
            let headline = both!("en fortrolig opplysning står i `{shown}`", "a confidential value stands in `{shown}`");
            (headline, Place::file(shown.as_str()))
        }
    };
    let (source, line) = (&secret.file, secret.line);
    let problem = Problem::new(Code::Leak, headline)
        .at(place)
        .note(both!("den kommer fra `{source}`, linje {line}", "it comes from `{source}`, line {line}"));
    judged.tell_source(problem).help(both!(
        "skriv om det som vises på siden, eller gi opplysningen fri i kilden hvis den er anonym",
        "reword what the page shows, or release the value in its source if it is anonymous"
    ))
}

fn problem(what: &What, files: &[RenderedFile], judged: &[&Judged], reads: &[&Read], nearest: &mut Nearest) -> Problem {
    match what {
        What::DeadLink(address) => {
            let said = both!("lenken `{address}` fører ingen steder", "the link `{address}` leads nowhere");
            with_nearest(Problem::new(Code::DeadLinkInOutput, said), nearest.address(address))
        }
        What::DeadAnchor { fragment, file } => dead_anchor(fragment, *file as usize, files, judged, reads),
        What::Elsewhere(address) => Problem::new(
            Code::LoadsFromElsewhere,
            both!("siden henter `{address}` fra et annet sted", "the page loads `{address}` from elsewhere"),
        )
        .note(both!(
            "da får andre vite hvem som leser siden, og den slutter å virke når de gjør det",
            "others then learn who reads the page, and it fails when they do"
        ))
        .help(both!("legg filen i temaet eller i `content/files/`", "put the file into the theme or into `content/files/`")),
        What::DuplicateId(id) => Problem::new(
            Code::DuplicateHtmlId,
            both!("id-en `{id}` står to ganger på siden", "the id `{id}` stands twice on the page"),
        )
        .help(both!(
            "gi den ene et annet navn; en lenke kan bare føre til én av dem",
            "rename one of them; a link can lead to only one"
        )),
        What::NoAlt => Problem::new(Code::NoAltInOutput, both!("bildet mangler `alt`", "the picture has no `alt`")).help(both!(
            "si hva bildet viser, eller skriv `alt=\"\"` hvis det bare er pynt",
            "say what the picture shows, or write `alt=\"\"` if it is only decoration"
        )),
        What::Name(Both { nb, en }) => on_page(Code::NameInOutput, both!("siden viser {nb}", "the page shows {en}")),
        What::Number(Both { nb, en }) => on_page(Code::NumberInOutput, both!("siden viser {nb}", "the page shows {en}")),
        other => plain(other),
    }
}

fn on_page(code: Code, headline: Both) -> Problem {
    Problem::new(code, headline)
        .note(both!(
            "på en side om en kartlegging kan det peke ut en deltaker; det står ikke i tekstene siden er laget av",
            "on a page about a mapping it can single out a participant; it does not stand in the texts the page is made of"
        ))
        .help(both!(
            "se etter i listene siden viser (kilder, sentre, satsinger) og i temaets maler",
            "look in the lists that the page shows (references, centres, priorities) and in the theme's templates"
        ))
}

fn dead_anchor(fragment: &str, file: usize, files: &[RenderedFile], judged: &[&Judged], reads: &[&Read]) -> Problem {
    let fragment = super::flaw::shown(fragment.as_bytes());
    let target = judged.get(file).map_or("", |judged| judged.shown.as_str());
    let said = both!("ingenting i `{target}` heter `#{fragment}`", "nothing in `{target}` is called `#{fragment}`");
    let problem = Problem::new(Code::DeadAnchorInOutput, said);
    let (Some(target), Some(read)) = (files.get(file), reads.get(file)) else { return problem };
    if judged.get(file).is_none_or(|judged| !judged.leaks.is_empty()) {
        return problem;
    }
    let bytes = |id: &super::flaw::Id| target.bytes.get(id.from as usize..id.to as usize).unwrap_or_default();
    let known: Vec<String> = read.ids.iter().take(2000).map(|id| decoded_id(bytes(id))).collect();
    let near = nearest(&fragment, known.iter().map(String::as_str)).map(|id| format!("#{id}"));
    with_nearest(problem, near)
}

fn with_nearest(problem: Problem, near: Option<String>) -> Problem {
    match near {
        Some(near) => problem.help(both!("mente du `{near}`?", "did you mean `{near}`?")),
        None => problem,
    }
}

/// The problems that quote nothing.
fn plain(what: &What) -> Problem {
    let outside = || both!("legg det i en fil i temaet", "put it into a file of the theme");
    let close = || both!("lukk det i malen eller teksten det kommer fra", "close it in the template or text it comes from");
    let (code, headline, help): (Code, Both, Both) = match what {
        What::Script => (Code::InlineCode, both!("siden har et skript i seg", "the page has a script in it"), outside()),
        What::Handler => {
            (Code::InlineCode, both!("siden har en `on…`-hendelse i seg", "the page has an `on…` handler in it"), outside())
        }
        What::StyleAttribute => {
            (Code::InlineCode, both!("siden har et `style`-attributt", "the page has a `style` attribute"), outside())
        }
        What::StyleElement => {
            (Code::InlineCode, both!("siden har et `style`-element", "the page has a `style` element"), outside())
        }
        What::CodeAddress => (
            Code::InlineCode,
            both!(
                "en adresse kjører eller gjemmer kode (`javascript:`, `data:`)",
                "an address runs or hides code (`javascript:`, `data:`)"
            ),
            both!("lenk til en side eller en fil i stedet", "link to a page or a file instead"),
        ),
        What::OpenComment => (Code::HtmlBroken, both!("en kommentar blir aldri lukket", "a comment never ends"), close()),
        What::OpenTag => (Code::HtmlBroken, both!("en tagg blir aldri lukket", "a tag never ends"), close()),
        What::OpenElement => (
            Code::HtmlBroken,
            both!(
                "et element som `script`, `style` eller `title` blir aldri lukket",
                "an element such as `script`, `style` or `title` never ends"
            ),
            close(),
        ),
        What::NoLanguage => (
            Code::HtmlBroken,
            both!("siden sier ikke hvilket språk den er på", "the page does not say its language"),
            both!("skriv `<html lang=\"nb\">` i temaets `base.html`", "write `<html lang=\"nb\">` in the theme's `base.html`"),
        ),
        What::NoTitle => (
            Code::HtmlBroken,
            both!("siden har ingen tittel", "the page has no title"),
            both!("skriv `<title>` i temaets `base.html`", "write `<title>` in the theme's `base.html`"),
        ),
        What::Base => (
            Code::HtmlBroken,
            both!("`<base>` flytter alle lenkene på siden", "`<base>` moves all links of the page"),
            both!("ta den bort fra malen", "remove it from the template"),
        ),
        What::OddWorkbook => (
            Code::UnreadableFile,
            both!(
                "arbeidsboken har mer ved seg enn verdier, så ingen vet om den holder noe fortrolig",
                "the workbook has more in it than values, so nobody knows whether it holds anything confidential"
            ),
            both!("meld fra om feilen; dette er programmets egen fil", "report the error; this is the program's own file"),
        ),
        _ => (
            Code::UnreadableFile,
            both!(
                "filen kan ikke leses, så ingen vet om den holder noe fortrolig",
                "the file cannot be read, so nobody knows whether it holds anything confidential"
            ),
            both!(
                "publiser innholdet som tekst, CSV eller et bilde uten pakket tekst",
                "publish its content as text, CSV or a picture without packed text"
            ),
        ),
    };
    Problem::new(code, headline).help(help)
}

/// Finds the nearest address, once for each dead one.
struct Nearest<'a> {
    index: &'a Index<'a>,
    judged: &'a [&'a Judged],
    addresses: Option<Vec<String>>,
    known: HashMap<String, Option<String>>,
}

impl Nearest<'_> {
    fn address(&mut self, written: &str) -> Option<String> {
        if let Some(known) = self.known.get(written) {
            return known.clone();
        }
        if self.known.len() >= MOST_NEAREST {
            return None;
        }
        let may_name = |file: u32| self.judged.get(file as usize).is_some_and(|judged| judged.leaks.is_empty());
        let addresses = self.addresses.get_or_insert_with(|| self.index.addresses(may_name));
        let path = written.split(['#', '?']).next().unwrap_or_default();
        let below = self.index.below_base(path).filter(|below| addresses.binary_search(below).is_ok());
        let near = below.or_else(|| nearest(path, addresses.iter().map(String::as_str)).map(str::to_owned));
        self.known.insert(written.to_owned(), near.clone());
        near
    }
}

/// Counts the line and the column, in characters, of a byte; both from 1.
fn line_and_column(bytes: &[u8], at: usize) -> (usize, usize) {
    let before = bytes.get(..at.min(bytes.len())).unwrap_or_default();
    let line_start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
    let line = memchr::memchr_iter(b'\n', before).count() + 1;
    let is_first_byte = |byte: &&u8| **byte & 0xC0 != 0x80;
    let column = before.get(line_start..).unwrap_or_default().iter().filter(is_first_byte).count() + 1;
    (line, column)
}

//! The reports as PDF: of the page that holds the whole report, once its prose is set.
//!
//! [`print()`] is the way in, and [`set`] for what is not set at once.
//!
//! 1. `tree` reads the HTML of the prose, so that web and paper cannot differ;
//! 2. `link` finds out what stays within the report;
//! 3. `piece` says of each element what it is on paper;
//! 4. `manuscript` puts the values of the page and these pieces together: plain data;
//! 5. `kept` knows what was set before; the very same manuscript is not set again;
//! 6. a [`Typesetter`] sets it. There is one, `typst`, with the cargo feature `pdf`; without it there is no PDF, and no link
//!    to one.
//!
//! Must not know: how a page looks on the web, and what is confidential: it sees what the page shows.

mod kept;
mod link;
mod manuscript;
mod piece;
mod tree;
#[cfg(feature = "pdf")]
mod typst;

use std::sync::Arc;

use super::RenderedFile;
use crate::domain::SitePath;
use crate::plan::page::{Html, Site, WholeReport};
use crate::problem::{Both, Code, Problem, both};

#[cfg(feature = "serve")]
pub(crate) use kept::Finished;
pub(crate) use kept::{Job, Kept};
pub(super) use manuscript::Manuscript;
pub(super) use piece::Pictures;

/// Makes a PDF of a manuscript. The same manuscript gives the same bytes.
pub(super) trait Typesetter: Sync {
    fn set(&self, manuscript: &Manuscript) -> Result<Vec<u8>, Unset>;
}

/// Why a manuscript could not be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unset {
    /// No font has this letter.
    Letter(char),
    /// What the typesetter says.
    Refused(String),
}

/// Returns the typesetter this program is built with.
pub(super) fn typesetter() -> Option<&'static dyn Typesetter> {
    #[cfg(feature = "pdf")]
    return Some(&typst::Typst);
    #[cfg(not(feature = "pdf"))]
    None
}

/// A report on paper, and the digest of what it was made of.
#[derive(Debug, Clone)]
pub(super) struct Print {
    pub file: RenderedFile,
    pub digest: String,
}

/// What there is of a report on paper.
#[derive(Debug, Clone)]
pub(super) enum Printed {
    Set(Print),
    /// Not yet set; the path is where it will lie.
    Waiting(SitePath, Job),
}

/// Makes the PDF of a report, where its page says that there is one. What is `kept` is not set again; without a typesetter the
/// rest waits.
pub(super) fn print(
    report: &WholeReport<Html>,
    site: &Site,
    origin: &str,
    pictures: &Pictures,
    (kept, typesetter): (&Kept, Option<&dyn Typesetter>),
) -> Result<Option<Printed>, Problem> {
    let Some(path) = path(report, &site.home) else { return Ok(None) };
    let manuscript = Manuscript::of(report, site, origin, pictures);
    let digest = kept::digest(&manuscript);
    let set = match (kept.get(&digest), typesetter) {
        (Some(set), _) => set.clone(),
        (None, Some(typesetter)) => typesetter.set(&manuscript).map(Arc::from),
        (None, None) => return Ok(Some(Printed::Waiting(path, Job { digest, manuscript }))),
    };
    match set {
        Ok(bytes) => Ok(Some(Printed::Set(Print { file: RenderedFile { path, bytes }, digest }))),
        Err(unset) => Err(problem(&report.report.title, unset)),
    }
}

/// Sets what waits. The same job comes to the same end.
#[cfg(feature = "serve")]
pub(crate) fn set(Job { digest, manuscript }: &Job) -> Finished {
    let none = || Err(Unset::Refused("?".to_owned()));
    let set = typesetter().map_or_else(none, |typesetter| typesetter.set(manuscript).map(Arc::from));
    Finished { digest: digest.clone(), set }
}

/// Returns where the PDF of a report lies; none where its page says that there is none.
pub(super) fn path<P>(report: &WholeReport<P>, base_path: &str) -> Option<SitePath> {
    SitePath::new(report.pdf.as_deref()?.strip_prefix(base_path)?)
}

fn problem(title: &str, unset: Unset) -> Problem {
    let (code, headline, help): (Code, Both, Both) = match unset {
        Unset::Letter(letter) => {
            let code = u32::from(letter);
            (
                Code::LetterNotInFonts,
                both!(
                    "tegnet «{letter}» (U+{code:04X}) i rapporten «{title}» finnes ikke i skriftene PDF-en settes med",
                    "the sign “{letter}” (U+{code:04X}) in the report “{title}” is in none of the fonts of the PDF"
                ),
                both!(
                    "skriv det med ord, eller sett inn et bilde med en beskrivelse",
                    "write it in words, or put in a picture with a description"
                ),
            )
        }
        Unset::Refused(said) => (
            Code::PdfNotSet,
            both!("rapporten «{title}» kan ikke settes som PDF: {said}", "the report “{title}” cannot be set as PDF: {said}"),
            both!("se etter i bildene og tabellene i rapporten", "look at the pictures and the tables of the report"),
        ),
    };
    Problem::new(code, headline).help(help)
}

#[cfg(feature = "pdf")]
#[cfg(test)]
pub(super) mod tests;

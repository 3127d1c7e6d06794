//! References to take away, for reference managers, and how to cite a report.
//!
//! [`all`] says which files there are: one of all references, and one for each report, of the report itself.

use super::bibliography::entry;
use super::desk::{Desk, shown};
use super::page::{CiteThis, Link};
use crate::domain::{self, Author, PartialDate, Reference, ReferenceKind};

/// Where the file of all references lies, without its ending.
pub(super) const ALL: &str = "kilder/kilder";

/// The forms in which references are given away.
const FORMS: [(&str, &str); 3] = [("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "csl.json")];

/// Works that are given away together.
#[derive(Debug)]
pub(crate) struct Literature {
    /// The files' path without their endings.
    pub stem: String,
    pub works: Vec<Reference>,
    /// The file of the content that it is made of, as shown to people.
    pub made_of: Option<String>,
}

pub(super) fn all(desk: &Desk<'_>) -> Vec<Literature> {
    let works = domain::as_listed(&desk.order, desk.view.references.clone(), |work| work);
    let all = Literature { stem: ALL.to_owned(), works, made_of: None };
    let reports = desk.view.reports.iter().map(|report| Literature {
        stem: stem(report),
        works: vec![as_work(desk, report)],
        made_of: Some(report.source.shown().to_owned()),
    });
    std::iter::once(all).filter(|all| !all.works.is_empty()).chain(reports).collect()
}

/// Returns the links to the files with this stem.
pub(super) fn links(desk: &Desk<'_>, stem: &str) -> Vec<Link> {
    FORMS.iter().map(|(name, ending)| desk.link(name, &format!("/{stem}.{ending}"))).collect()
}

/// Returns how to cite a report.
pub(super) fn cite_this(desk: &Desk<'_>, report: &domain::Report) -> CiteThis {
    CiteThis { files: links(desk, &stem(report)), ..cite_at(desk, report, &desk.addresses.href(&address(report))) }
}

/// Returns how to cite one edition, which lies at `href`; the files are of the report as it is now.
pub(super) fn cite_at(desk: &Desk<'_>, report: &domain::Report, href: &str) -> CiteThis {
    let work = Reference { url: Some(desk.addresses.canonical(href)), ..as_work(desk, report) };
    CiteThis {
        entry: entry(&work),
        in_text: work.in_text(),
        version: report.version.clone(),
        dated: dated(report).map(shown),
        files: Vec::new(),
    }
}

/// Returns the day of the version that is shown.
fn dated(report: &domain::Report) -> Option<PartialDate> {
    report.changes.iter().find(|(version, _, _)| *version == report.version).map(|(_, date, _)| *date)
}

fn address(report: &domain::Report) -> String {
    format!("/rapporter/{}/", report.id)
}

fn stem(report: &domain::Report) -> String {
    format!("rapporter/{0}/{0}", report.id)
}

/// Returns a report as a work that can be cited. Where nobody is named, its centre made it.
fn as_work(desk: &Desk<'_>, report: &domain::Report) -> Reference {
    let centre = desk.view.centres.iter().find(|centre| centre.id == report.centre).map(|centre| centre.name.clone());
    let mut authors: Vec<Author> = report.authors.iter().map(|name| Author::of(name)).collect();
    if authors.is_empty() {
        authors.extend(centre.as_deref().map(Author::institution));
    }
    let by_persons = authors.iter().all(|author| matches!(author, Author::Person { .. }));
    let title = report.subtitle.as_ref().map_or_else(|| report.title.clone(), |more| format!("{}: {more}", report.title));
    let href = desk.addresses.href(&address(report));
    Reference {
        id: report.id.clone(),
        authors,
        year: Some(report.published.year()),
        date: Some(report.published).filter(|date| date.iso().len() > 4),
        publisher: centre.filter(|_| by_persons),
        series: Some(format!("Versjon {}", report.version)),
        url: Some(desk.addresses.canonical(&href)),
        ..Reference::titled(ReferenceKind::Report, &title)
    }
}

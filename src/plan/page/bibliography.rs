//! Lists of references: what each entry is made of, and the ways between an entry and where it is cited.

use serde::Serialize;

use super::site::FoundIn;
use super::{Head, Link, Page, ShownDate};

/// A piece of an entry: words, set in italics or leading somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Part {
    pub text: String,
    pub italic: bool,
    pub href: Option<String>,
}

impl Part {
    /// Returns a link; only to the web, whatever the source says.
    pub(crate) fn link(text: &str, href: &str) -> Self {
        let is_web = href.starts_with("https://") || href.starts_with("http://");
        Self { text: text.to_owned(), italic: false, href: is_web.then(|| href.to_owned()) }
    }
}

/// The way back from an entry to a place on the same page that cites it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct CitedAt {
    /// `#sitat-kpmg2023`.
    pub href: String,
    pub number: usize,
    /// The heading below which it stands.
    pub place: String,
}

/// How to cite a report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct CiteThis {
    /// As a list of references has it.
    pub entry: Vec<Part>,
    /// "(USHT Oppdiktet, 2025)".
    pub in_text: String,
    pub version: String,
    /// When this version was made.
    pub dated: Option<ShownDate>,
    /// The same for reference managers.
    pub files: Vec<Link>,
}

/// All references, with the pages that use them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Sources {
    pub head: Head,
    pub references: Vec<Reference>,
    /// All of them, for reference managers.
    pub files: Vec<Link>,
}

/// One entry of a bibliography, in its parts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Reference {
    /// The anchor on the page of sources: `ref-kpmg2023`.
    pub id: String,
    /// Its place on the page of sources.
    pub href: String,
    /// As the list of references has it.
    pub entry: Vec<Part>,
    /// As a text cites it: "KPMG & NEO Consulting, 2023".
    pub in_text: String,
    /// "KPMG og NEO Consulting".
    pub authors: String,
    /// "2023a" or "u.å.".
    pub year: String,
    pub title: String,
    /// What follows the title: series, publisher, place. "" where there is none.
    pub rest: String,
    pub url: Option<String>,
    /// "Lest 13. september 2024".
    pub accessed: Option<String>,
    pub note: Option<String>,
    /// The pages that use it.
    pub found_in: Vec<FoundIn>,
    /// Where on this page it is cited; known when the prose is set.
    pub cited_at: Vec<CitedAt>,
}

/// A citation on a page, as it was set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SetCitation {
    pub work: String,
    /// The id of its link.
    pub anchor: String,
    /// The part of the page in which it stands, where the page has parts.
    pub part: Option<String>,
    /// The last heading before it.
    pub heading: Option<String>,
}

impl<P> Page<P> {
    /// Returns the works to whose entries the page's own citations lead.
    pub(crate) fn listed(&self) -> &[Reference] {
        match self {
            Self::Home(page) => &page.references,
            Self::Centre(page) => &page.references,
            Self::Priority(page) => &page.references,
            Self::Mapping(page) => &page.references,
            Self::Theme(page) => &page.references,
            Self::Report(page) => &page.references,
            Self::Chapter(page) => &page.references,
            Self::WholeReport(page) => &page.references,
            Self::Article(page) => &page.references,
            Self::Section(page) => &page.references,
            _ => &[],
        }
    }

    fn listed_mut(&mut self) -> &mut [Reference] {
        match self {
            Self::Home(page) => &mut page.references,
            Self::Centre(page) => &mut page.references,
            Self::Priority(page) => &mut page.references,
            Self::Mapping(page) => &mut page.references,
            Self::Theme(page) => &mut page.references,
            Self::Report(page) => &mut page.references,
            Self::Chapter(page) => &mut page.references,
            Self::WholeReport(page) => &mut page.references,
            Self::Article(page) => &mut page.references,
            Self::Section(page) => &mut page.references,
            _ => &mut [],
        }
    }

    /// Tells each entry where on the page it is cited.
    pub(crate) fn lead_back(&mut self, citations: &[SetCitation]) {
        let title = self.head().title.clone();
        let chapters = match self {
            Self::WholeReport(page) => page.chapters.iter().map(|one| (one.id.clone(), one.title.clone())).collect(),
            _ => Vec::new(),
        };
        let place = |citation: &SetCitation| {
            let chapter = chapters.iter().find(|(id, _)| Some(id) == citation.part.as_ref());
            chapter.map(|(_, title)| title.clone()).or_else(|| citation.heading.clone()).unwrap_or_else(|| title.clone())
        };
        for reference in self.listed_mut() {
            let own = citations.iter().filter(|citation| reference.id.strip_prefix("ref-") == Some(&citation.work));
            let back = own.enumerate().map(|(index, citation)| CitedAt {
                href: format!("#{}", citation.anchor),
                number: index + 1,
                place: place(citation),
            });
            reference.cited_at = back.collect();
        }
    }
}

//! References: the literature behind the texts.

use super::PartialDate;

/// An entry of the bibliography.
#[derive(Debug, Clone)]
pub(crate) struct Reference {
    pub id: String,
    pub kind: ReferenceKind,
    /// Institutions are kept whole: "Helse- og omsorgsdepartementet" is one author.
    pub authors: Vec<String>,
    /// None: not stated (u.å.).
    pub year: Option<i16>,
    /// Tells works of one year apart: `a`, `b`.
    pub suffix: Option<String>,
    pub title: String,
    pub publisher: Option<String>,
    pub series: Option<String>,
    pub place: Option<String>,
    pub url: Option<String>,
    pub accessed: Option<PartialDate>,
    pub last_changed: Option<PartialDate>,
    pub note: Option<String>,
}

/// What sort of work it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReferenceKind {
    Report,
    WhitePaper,
    Web,
    News,
    Law,
    Dataset,
    Letter,
}

impl ReferenceKind {
    /// Returns its name in bokmål.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Report => "rapport",
            Self::WhitePaper => "stortingsmelding",
            Self::Web => "nettside",
            Self::News => "nyhet",
            Self::Law => "lov",
            Self::Dataset => "datasett",
            Self::Letter => "brev",
        }
    }
}

impl Reference {
    /// Returns "KPMG og NEO Consulting"; the title where no author is known.
    pub(crate) fn author_line(&self) -> String {
        match self.authors.as_slice() {
            [] => self.title.clone(),
            [only] => only.clone(),
            [first @ .., last] => format!("{} og {last}", first.join(", ")),
        }
    }

    /// Returns "2023a", or "u.å." where the year is not stated.
    pub(crate) fn year_line(&self) -> String {
        match self.year {
            Some(year) => format!("{year}{}", self.suffix.as_deref().unwrap_or("")),
            None => format!("u.å.{}", self.suffix.as_deref().map(|suffix| format!("-{suffix}")).unwrap_or_default()),
        }
    }

    /// Returns what stands in the text: "KPMG & NEO Consulting, 2023" is written "KPMG og NEO Consulting, 2023".
    pub(crate) fn in_text(&self) -> String {
        let authors = match self.authors.as_slice() {
            [first, _, _, ..] => format!("{first} mfl."),
            _ => self.author_line(),
        };
        format!("{authors}, {}", self.year_line())
    }

    /// Returns what follows the title: series, publisher, place.
    pub(crate) fn rest(&self) -> String {
        let publisher = self.publisher.as_ref().filter(|publisher| !self.authors.contains(publisher));
        let parts: Vec<&str> =
            [self.series.as_ref(), publisher, self.place.as_ref()].into_iter().flatten().map(String::as_str).collect();
        parts.join(", ")
    }
}

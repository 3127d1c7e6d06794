//! Mappings: who was asked, what came out, and what must not come out.

use super::{Confidential, PartialDate, Period, Source, Written};

/// A mapping (kartlegging) of municipalities' priorities and needs.
#[derive(Debug)]
pub(crate) struct Mapping {
    pub id: String,
    pub source: Source,
    pub title: String,
    pub description: Option<String>,
    pub centre: String,
    pub period: Period,
    pub invited: u32,
    pub participated: u32,
    pub questions: Vec<String>,
    pub invitation: Option<Written>,
    pub method: Option<Written>,
    pub themes: Vec<Theme>,
    /// Closed until `anonymise` has judged them.
    pub findings: Vec<Confidential<Finding>>,
    /// What one municipality said: never public.
    pub observations: Vec<Confidential<Observation>>,
    /// Notes on contacts and other inner matters: never public.
    pub notes: Vec<Confidential<Note>>,
    pub sources: Vec<String>,
    pub updated: Option<PartialDate>,
    pub aliases: Vec<String>,
}

/// A theme of a mapping.
#[derive(Debug)]
pub(crate) struct Theme {
    pub id: String,
    pub title: String,
    pub text: Option<Written>,
}

/// One finding (funn), as an editor wrote it; public only if `anonymise` says so.
#[derive(Debug)]
pub(crate) struct Finding {
    pub id: String,
    pub source: Source,
    pub title: String,
    pub description: Option<String>,
    pub theme: String,
    pub kind: FindingKind,
    pub extent: Option<Extent>,
    pub priorities: Vec<String>,
    /// What the file says of itself; anything but `Some(true)` means not public.
    pub anonymised: Option<bool>,
    pub draft: bool,
    pub synthetic: bool,
    pub order: u32,
    pub sources: Vec<String>,
    pub updated: Option<PartialDate>,
    pub body: Written,
}

/// What a finding tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FindingKind {
    Challenge,
    Practice,
    Wish,
    View,
    Action,
}

impl FindingKind {
    /// Returns its name in bokmål.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Challenge => "utfordring",
            Self::Practice => "praksis",
            Self::Wish => "ønske",
            Self::View => "vurdering",
            Self::Action => "tiltak",
        }
    }
}

/// How many a finding speaks of, in the source's own quantity word. Never turned into a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    Alle,
    NestenAlle,
    DeFleste,
    Brorparten,
    Mange,
    Flere,
    Noen,
    Enkelte,
}

impl Extent {
    /// Returns the word as it is written in front matter.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Alle => "alle",
            Self::NestenAlle => "nesten-alle",
            Self::DeFleste => "de-fleste",
            Self::Brorparten => "brorparten",
            Self::Mange => "mange",
            Self::Flere => "flere",
            Self::Noen => "noen",
            Self::Enkelte => "enkelte",
        }
    }

    /// Returns the word as it is read.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::NestenAlle => "nesten alle",
            Self::DeFleste => "de fleste",
            word => word.id(),
        }
    }
}

/// What one municipality said, did, was offered or declined.
#[derive(Debug)]
pub(crate) struct Observation {
    pub source: Source,
    pub line: usize,
    /// Every text of the entry: name, contact, answers, inner notes.
    pub texts: Vec<String>,
}

/// A note on a contact or another inner matter.
#[derive(Debug)]
pub(crate) struct Note {
    pub source: Source,
    pub line: usize,
    pub texts: Vec<String>,
}

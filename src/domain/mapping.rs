//! Mappings: who was asked, what came out, and what must not come out.

use super::listed::listed;
use super::{Allowance, Answer, Confidential, Counting, Editions, PartialDate, Period, Source, Written};

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
    /// Invented for a test or as an example; marked wherever it is shown.
    pub synthetic: bool,
    /// How answers become numbers; none where no numbers are to be made.
    pub counting: Option<Counting>,
    /// `release.yaml`: the numbers that may be published.
    pub release: Option<Editions>,
    /// `release-ledger.yaml`: all numbers that ever were.
    pub ledger: Option<Editions>,
    /// Closed until `anonymise` has judged them.
    pub findings: Vec<Confidential<Finding>>,
    /// What one municipality said: never public.
    pub observations: Vec<Confidential<Observation>>,
    /// Notes on contacts and other inner matters: never public.
    pub notes: Vec<Confidential<Note>>,
    pub sources: Vec<String>,
    pub updated: Option<PartialDate>,
    pub aliases: Vec<String>,
    pub allow_names: Vec<Allowance>,
    /// Places within the participants that would give them away too.
    pub villages: Vec<String>,
}

/// A theme of a mapping.
#[derive(Debug)]
pub(crate) struct Theme {
    pub id: String,
    pub title: String,
    pub text: Option<Written>,
    /// Addresses that it had before.
    pub aliases: Vec<String>,
}

/// One finding (funn), as an editor wrote it; public only if `anonymise` says so.
#[derive(Debug, Clone)]
pub(crate) struct Finding {
    pub id: String,
    pub source: Source,
    pub title: String,
    pub description: Option<String>,
    pub theme: String,
    pub kind: FindingKind,
    pub extent: Option<Extent>,
    /// Whether the word rests on the theme's answers, where those are counted.
    pub counted: bool,
    pub priorities: Vec<String>,
    /// What the file says of itself; anything but `Some(true)` means not public.
    pub anonymised: Option<bool>,
    pub draft: bool,
    pub synthetic: bool,
    pub order: u32,
    pub sources: Vec<String>,
    pub updated: Option<PartialDate>,
    pub allow_names: Vec<Allowance>,
    pub body: Written,
}

listed! {
    /// What a finding tells of.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(crate) enum FindingKind {
        Challenge,
        Practice,
        Wish,
        View,
        Action,
    }
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
    /// From the most to the fewest.
    pub(crate) const ALL: [Self; 8] =
        [Self::Alle, Self::NestenAlle, Self::DeFleste, Self::Brorparten, Self::Mange, Self::Flere, Self::Noen, Self::Enkelte];

    /// Returns the share that it means where `site.yaml` says nothing else: percent of those asked, at least and at most.
    ///
    /// A choice of ours, wide and overlapping as everyday use is; an editor who means something else says so.
    pub(crate) fn usual_share(self) -> (u32, u32) {
        match self {
            Self::Alle => (100, 100),
            Self::NestenAlle => (80, 99),
            Self::DeFleste => (51, 95),
            Self::Brorparten => (60, 95),
            Self::Mange => (34, 85),
            Self::Flere => (12, 66),
            Self::Noen => (8, 50),
            Self::Enkelte => (4, 25),
        }
    }

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

/// The share of those asked that a quantity word means on this site, in percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct QuantityWord {
    pub extent: Extent,
    pub least: u32,
    pub most: u32,
}

impl QuantityWord {
    /// Returns the fewest and the most of `asked` that it means, in whole numbers.
    pub(crate) fn of(self, asked: u32) -> (u32, u32) {
        ((asked * self.least).div_ceil(100), asked * self.most / 100)
    }
}

/// What one municipality said, did, was offered or declined.
#[derive(Debug)]
pub(crate) struct Observation {
    pub source: Source,
    pub line: usize,
    /// Whose it is, as written.
    pub participant: String,
    /// Theme and answer.
    pub answers: Vec<(String, Answer)>,
    /// Every text of the entry: name, contact, answers, inner notes.
    pub texts: Vec<String>,
    /// Invented.
    pub synthetic: bool,
}

/// A note on a contact or another inner matter.
#[derive(Debug)]
pub(crate) struct Note {
    pub source: Source,
    pub line: usize,
    pub texts: Vec<String>,
}

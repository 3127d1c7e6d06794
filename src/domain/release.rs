//! Releases: what of a mapping's answers may be told in numbers.
//!
//! A [`Counting`] is the editor's plan in `mapping.yaml`; an [`Edition`] is what was judged and published, one after the
//! other, in `release.yaml` and `release-ledger.yaml`. An edition holds public statements only: no participant, and
//! nothing made of one.

use super::{Date, Source};

/// What a participant answered on a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Answer {
    Yes,
    No,
    NotRaised,
}

impl Answer {
    /// Returns the name in files.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::NotRaised => "not_raised",
        }
    }

    /// Returns the name in bokmål.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Yes => "ja",
            Self::No => "nei",
            Self::NotRaised => "ikke tatt opp",
        }
    }
}

/// How the answers to a mapping become numbers.
#[derive(Debug, Clone)]
pub(crate) struct Counting {
    pub source: Source,
    /// Fewest on either side of a number that may be known: 3, 4 or 5.
    pub threshold: u32,
    /// The public facts by which participants are grouped.
    pub groupings: Vec<Grouping>,
    /// The answers that are counted, in the order of [`Answer`].
    pub answers: Vec<Answer>,
    pub waivers: Vec<Waiver>,
}

/// A public fact by which participants are grouped, such as their region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Grouping {
    pub id: String,
    pub title: String,
    /// Whether the values are the counties of the registry.
    pub by_county: bool,
    pub values: Vec<GroupValue>,
}

/// One value of a fact, and which municipalities have it, whether they took part or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GroupValue {
    pub id: String,
    pub title: String,
    pub municipalities: Vec<String>,
}

/// An editor answers for publishing what a rule refuses.
#[derive(Debug, Clone)]
pub(crate) struct Waiver {
    /// The exact statement, such as `rekruttering: ja, alle = 23`.
    pub statement: String,
    pub reason: String,
    /// Who answers for it, by role.
    pub role: String,
    pub date: Date,
    pub line: usize,
}

/// The numbers of a mapping as published at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edition {
    /// 1, 2, 3 …
    pub number: u32,
    pub date: Date,
    pub threshold: u32,
    pub synthetic: bool,
    /// Each grouping's id with the ids of its values.
    pub groupings: Vec<(String, Vec<String>)>,
    /// How many took part, for each combination of values that somebody has.
    pub atoms: Vec<Atom>,
    pub counts: Vec<Count>,
    /// The quantity words that findings said of themes.
    pub words: Vec<WordSaid>,
}

impl Edition {
    /// Returns how many took part.
    pub(crate) fn participants(&self) -> u32 {
        self.atoms.iter().map(|atom| atom.size).sum()
    }

    /// Returns how many of those who took part have a value of a grouping.
    pub(crate) fn size_of(&self, grouping: usize, value: usize) -> u32 {
        self.atoms.iter().filter(|atom| atom.values.get(grouping) == Some(&value)).map(|atom| atom.size).sum()
    }

    /// Returns the count of an answer to a theme, if there is one.
    pub(crate) fn count(&self, theme: &str, answer: Answer) -> Option<&Count> {
        self.counts.iter().find(|count| count.theme == theme && count.answer == answer)
    }
}

/// Participants that no public fact tells apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Atom {
    /// For each grouping, which of its values.
    pub values: Vec<usize>,
    pub size: u32,
}

/// How many gave an answer to a theme: in all, and by the values of each grouping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Count {
    pub theme: String,
    pub answer: Answer,
    pub all: Shown,
    pub by: Vec<Vec<Shown>>,
}

/// A number in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    Number(u32),
    /// All hidden ones look alike.
    Hidden,
}

impl Shown {
    /// The one sign for what is hidden.
    pub(crate) const SIGN: &'static str = ":";
}

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Hidden => f.write_str(Self::SIGN),
        }
    }
}

/// A finding said a quantity word of a theme, which means at least and at most so many.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct WordSaid {
    pub theme: String,
    pub word: String,
    pub least: u32,
    pub most: u32,
}

/// `release.yaml` or `release-ledger.yaml`, as read.
#[derive(Debug, Clone)]
pub(crate) struct Editions {
    pub source: Source,
    pub editions: Vec<Edition>,
}

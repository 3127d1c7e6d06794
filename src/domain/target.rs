//! What a text can refer to: `[[centre:oslo]]`, `[@kpmg2023]`.

use std::fmt;
use std::str::FromStr;

/// An entry of the registry as a text names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Target {
    pub kind: TargetKind,
    pub id: String,
}

/// What sort of entry a text refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum TargetKind {
    Centre,
    Municipality,
    County,
    Priority,
    Actor,
    Mapping,
    Theme,
    Finding,
    Report,
    Chapter,
    Reference,
    /// A heading, a figure or a table with a label: `[[sec:formal]]`, `[[fig:kart]]`, `[[tab:svar]]`.
    Section,
    Figure,
    Table,
    /// An entry of the glossary.
    Term,
}

impl TargetKind {
    /// All that `[[kind:id]]` may name; references are cited `[@id]`.
    pub(crate) const WRITTEN: [(&'static str, Self); 14] = [
        ("centre", Self::Centre),
        ("municipality", Self::Municipality),
        ("county", Self::County),
        ("priority", Self::Priority),
        ("actor", Self::Actor),
        ("mapping", Self::Mapping),
        ("theme", Self::Theme),
        ("finding", Self::Finding),
        ("report", Self::Report),
        ("chapter", Self::Chapter),
        ("sec", Self::Section),
        ("fig", Self::Figure),
        ("tab", Self::Table),
        ("term", Self::Term),
    ];
}

impl FromStr for TargetKind {
    type Err = ();

    /// `[[Fig:kart]]` is the figure too: what begins a sentence has a capital letter.
    fn from_str(word: &str) -> Result<Self, ()> {
        let word = match word {
            "Sec" => "sec",
            "Fig" => "fig",
            "Tab" => "tab",
            word => word,
        };
        Self::WRITTEN.iter().find(|(name, _)| *name == word).map(|(_, kind)| *kind).ok_or(())
    }
}

impl fmt::Display for TargetKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = Self::WRITTEN.iter().find(|(_, kind)| kind == self).map_or("reference", |(word, _)| word);
        f.write_str(word)
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind, self.id)
    }
}

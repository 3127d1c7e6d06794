//! What was left out, and why.

use crate::domain::Source;
use crate::problem::{Both, both};

/// One file (or entries of it) that is not public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LeftOut {
    pub kind: LeftOutKind,
    pub file: String,
    /// How many entries of the file.
    pub count: usize,
    pub why: Both,
}

/// What sort of thing was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LeftOutKind {
    Observation,
    Note,
    Finding,
    Draft,
}

impl LeftOutKind {
    /// Returns "3 funn", "3 findings".
    pub(crate) fn counted(self, count: usize) -> Both {
        let (nb, en) = match (self, count) {
            (Self::Observation, 1) => ("observasjon", "observation"),
            (Self::Observation, _) => ("observasjoner", "observations"),
            (Self::Note, 1) => ("notat", "note"),
            (Self::Note, _) => ("notater", "notes"),
            (Self::Finding, 1) => ("funn", "finding"),
            (Self::Finding, _) => ("funn", "findings"),
            (Self::Draft, 1) => ("kladd", "draft"),
            (Self::Draft, _) => ("kladder", "drafts"),
        };
        both!("{count} {nb}", "{count} {en}")
    }

    /// Returns the name for programs.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Observation => "observation",
            Self::Note => "note",
            Self::Finding => "finding",
            Self::Draft => "draft",
        }
    }
}

impl LeftOut {
    pub(crate) fn new(kind: LeftOutKind, file: &Source, why: Both) -> Self {
        Self { kind, file: file.shown().to_owned(), count: 1, why }
    }
}

impl PartialOrd for LeftOut {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for LeftOut {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.kind, &self.file).cmp(&(other.kind, &other.file))
    }
}

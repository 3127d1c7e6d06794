//! National priorities and improvement areas.

use super::{Language, PartialDate, Source, Written};

/// A priority (nasjonal satsing) or an improvement area.
#[derive(Debug, Clone)]
pub(crate) struct Priority {
    pub id: String,
    pub source: Source,
    pub title: String,
    pub kind: PriorityKind,
    /// Its place among those of its kind.
    pub order: u32,
    pub description: Option<String>,
    pub language: Language,
    /// The references behind it.
    pub references: Vec<String>,
    pub centres: PriorityCentres,
    pub sources: Vec<String>,
    pub updated: Option<PartialDate>,
    pub aliases: Vec<String>,
    pub body: Written,
}

/// What sort of priority it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PriorityKind {
    National,
    CrossCutting,
    ImprovementArea,
}

/// The centres that work with a priority.
#[derive(Debug, Clone)]
pub(crate) enum PriorityCentres {
    /// The assignment gives it to all.
    All,
    These(Vec<String>),
}

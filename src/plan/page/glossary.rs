//! The page of terms and abbreviations.

use serde::Serialize;

use super::site::FoundIn;
use super::{Head, Link};

/// All terms, in the order of the alphabet.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Glossary {
    pub head: Head,
    pub terms: Vec<GlossaryTerm>,
}

/// One term.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct GlossaryTerm {
    /// The anchor: `ord-kpr`.
    pub id: String,
    /// Written out.
    pub term: String,
    /// "KPR".
    pub abbreviation: Option<String>,
    pub explanation: String,
    pub see: Vec<Link>,
    pub sources: Vec<Link>,
    /// The pages that use it.
    pub found_in: Vec<FoundIn>,
}

//! What was planned last time, so that the preview plans only what would be something else.

use std::collections::BTreeMap;

use super::page::Part;
use super::{articles, bibliography, lands};
use crate::domain::Reference;

/// What is left of the last run.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    pub(super) lands: lands::Memory,
    pub(super) articles: articles::Memory,
    /// The works, and each as a list of references has it.
    entries: Option<(Vec<Reference>, Entries)>,
}

/// By the work's id.
type Entries = BTreeMap<String, Vec<Part>>;

impl Memory {
    /// Returns all works as the list of references has them, by id.
    pub(super) fn entries(&mut self, works: &[Reference]) -> Entries {
        let last = self.entries.take().filter(|(known, _)| known == works);
        let (known, entries) = last.unwrap_or_else(|| (works.to_vec(), bibliography::entries(works)));
        self.entries = Some((known, entries.clone()));
        entries
    }
}

//! What a publisher can hold the site to: what was published of each mapping, what can be worked out of it, and who
//! answers for the exceptions.

use super::release::{Inferred, statements};
use crate::domain::{Mapping, Waiver};

/// What was published of one mapping.
#[derive(Debug, Clone)]
pub(crate) struct MappingAudit {
    pub mapping: String,
    /// Fewest on either side of a number that may be known; none where no numbers are published.
    pub threshold: Option<u32>,
    /// Edition, and each statement in it.
    pub published: Vec<(u32, Vec<String>)>,
    /// What an outsider who knows all editions can work out.
    pub inferred: Vec<Inferred>,
    pub waivers: Vec<Waiver>,
}

impl MappingAudit {
    pub(super) fn of(mapping: &Mapping, inferred: Vec<Inferred>) -> Self {
        let editions = mapping.ledger.iter().flat_map(|ledger| &ledger.editions);
        Self {
            mapping: mapping.id.clone(),
            threshold: mapping.release.as_ref().and(mapping.counting.as_ref()).map(|counting| counting.threshold),
            published: editions.map(|edition| (edition.number, statements(edition))).collect(),
            inferred,
            waivers: mapping.counting.iter().flat_map(|counting| counting.waivers.clone()).collect(),
        }
    }
}

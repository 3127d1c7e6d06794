//! What there is that a new thing can belong to.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::check::check;
use crate::domain::Date;
use crate::load::{self, Confided};
use crate::problem::Fault;

/// What the content holds.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub centres: BTreeSet<String>,
    /// Mappings with the ids of their themes, in their order.
    pub mappings: BTreeMap<String, Vec<String>>,
    /// Reports with the number of their last chapter.
    pub reports: BTreeMap<String, u32>,
    /// The numbers of the counties.
    pub counties: BTreeSet<String>,
}

/// Reads what the content holds. What is wrong in it is not told here: `check` tells it.
///
/// # Errors
///
/// A [`Fault`] where the content cannot be read.
pub(crate) fn facts(content: &Path, today: Date) -> Result<Facts, Fault> {
    let (sources, _) = load::sources(content, &Confided { observations: None, identity: None })?;
    let (registry, _) = check(sources, today, None);
    let chapter = |stem: &str| stem.split_once('-').and_then(|(number, _)| number.parse::<u32>().ok());
    Ok(Facts {
        centres: registry.centres.iter().map(|centre| centre.id.clone()).collect(),
        mappings: registry
            .mappings
            .iter()
            .map(|mapping| (mapping.id.clone(), mapping.themes.iter().map(|theme| theme.id.clone()).collect()))
            .collect(),
        reports: registry
            .reports
            .iter()
            .map(|report| {
                let last = report.chapters.iter().filter_map(|one| chapter(one.source.stem())).max();
                (report.id.clone(), last.unwrap_or(0))
            })
            .collect(),
        counties: registry.counties.iter().map(|county| county.number.to_string()).collect(),
    })
}

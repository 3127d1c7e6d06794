//! What the last gate needs to read the finished pages of mappings and reports for what singles out.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::memory::Reading;
use crate::check::Registry;
use crate::domain::Reference;
use crate::scan::{Hit, Kind, Register, Severity, is_called, read_part};

/// Which pages are read once more, with which names, and what may stand on them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Watch {
    /// None: nothing comes from a mapping.
    register: Option<Arc<Register>>,
    /// The files that those pages are made of, as shown to people.
    sources: BTreeSet<String>,
    /// E-mail addresses that the site names as its own.
    addresses: BTreeSet<String>,
    /// Names that editors allow, and those that stand in the lists of references and centres, which such pages show.
    names: BTreeSet<String>,
}

impl Watch {
    pub(super) fn new(reading: &Reading, addresses: BTreeSet<String>, registry: &Registry) -> Self {
        let mappings = registry.mappings.iter().map(|mapping| mapping.source.shown());
        let of_mappings = || registry.all_reports().filter(|report| report.mapping.is_some());
        let chapters = of_mappings().flat_map(|report| report.chapters.iter().map(|chapter| &chapter.source));
        let reports = of_mappings().map(|report| &report.source).chain(chapters).map(|source| source.shown());
        let sources = mappings.chain(reports).map(str::to_owned).collect();

        let mut names: BTreeSet<String> = allowed_names(registry).map(str::to_owned).collect();
        for text in listed(registry) {
            let hits = reading.read(&text).into_iter().filter(|hit| hit.kind == Kind::Municipality);
            names.extend(hits.filter_map(|hit| text.get(hit.span).map(str::to_owned)));
        }
        Self { register: Some(Arc::clone(&reading.register)), sources, addresses, names }
    }

    /// Tells whether a page made of this file is to be read.
    pub(crate) fn is_watched(&self, source: &str) -> bool {
        self.sources.contains(source)
    }

    /// Returns what certainly singles out in a page's text, in a `part` of it or near: names, numbers, addresses; not what
    /// words may mean.
    pub(crate) fn hits(&self, text: &str, part: Range<usize>) -> Vec<Hit> {
        let Some(register) = &self.register else { return Vec::new() };
        let hits = read_part(register, text, part).into_iter().filter(|hit| hit.severity == Severity::Block);
        hits.filter(|hit| !self.may_stand(hit.kind, text.get(hit.span.clone()).unwrap_or_default())).collect()
    }

    fn may_stand(&self, kind: Kind, words: &str) -> bool {
        match kind {
            Kind::Municipality | Kind::Village => self.names.iter().any(|name| is_called(words, name)),
            Kind::Email => self.addresses.contains(&words.to_lowercase()),
            Kind::Phone | Kind::NationalId | Kind::OrganisationNumber | Kind::Coordinates => false,
            // Judged in the text it comes from, where an editor may have allowed it; observations are sought as secrets.
            Kind::MunicipalityNumber | Kind::Population | Kind::SinglingOut | Kind::Observation => true,
        }
    }
}

fn allowed_names(registry: &Registry) -> impl Iterator<Item = &str> {
    let mappings = registry.mappings.iter().flat_map(|mapping| &mapping.allow_names);
    let reports = registry
        .all_reports()
        .flat_map(|report| report.allow_names.iter().chain(report.chapters.iter().flat_map(|chapter| &chapter.allow_names)));
    mappings.chain(reports).map(|allowance| allowance.name.as_str())
}

/// What such pages show of the public lists.
fn listed(registry: &Registry) -> impl Iterator<Item = String> {
    let references = registry.references.iter().flat_map(|reference| {
        let Reference { authors, editors, title, published_in, publisher, series, place, .. } = reference;
        let more = [Some(title), published_in.as_ref(), publisher.as_ref(), series.as_ref(), place.as_ref()];
        authors.iter().chain(editors).map(ToString::to_string).chain(more.into_iter().flatten().cloned())
    });
    let centres = registry.centres.iter().flat_map(|centre| [Some(centre.name.as_str()), centre.long_name.as_deref()]);
    let priorities = registry.priorities.iter().map(|priority| priority.title.as_str());
    references.chain(centres.flatten().chain(priorities).map(str::to_owned))
}

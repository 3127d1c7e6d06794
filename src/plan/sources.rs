//! `/kilder/`: every reference, with the pages that use it.

use std::collections::{BTreeMap, BTreeSet};

use super::desk::{About, Desk};
use super::page::{FoundIn, Page, Reference, Sources};
use super::{Claimant, Planned, literature};
use crate::anonymise::PublicView;
use crate::domain::{self, Source, TargetKind, as_listed};

pub(super) fn pages(desk: &Desk<'_>) -> Vec<Planned> {
    if desk.view.references.is_empty() {
        return Vec::new();
    }
    let references = listed(desk, desk.view.references.iter().collect());
    let head = desk.head(About {
        kind: "sources",
        title: "Kilder",
        description: Some("Alle kildene som nettstedet bygger på, og sidene som bruker dem.".to_owned()),
        address: "/kilder/",
        language: None,
        updated: None,
        breadcrumbs: vec![desk.home()],
    });
    let page = Page::Sources(Sources { head, references, files: literature::links(desk, literature::ALL) });
    desk.planned("/kilder/", page, Claimant::Program(["litteraturlisten", "the list of references"])).into_iter().collect()
}

/// Returns references in the order of a list.
pub(super) fn listed(desk: &Desk<'_>, works: Vec<&domain::Reference>) -> Vec<Reference> {
    as_listed(&desk.order, works, |work| work).into_iter().map(|work| reference(desk, work)).collect()
}

/// Returns the references that each file cites.
pub(super) fn cited(view: &PublicView) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut cited: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (source, target) in view.mentions.iter().filter(|(_, target)| target.kind == TargetKind::Reference) {
        cited.entry(source.within()).or_default().insert(&target.id);
    }
    cited
}

/// Returns the references that a page stands on, as the list at its foot has them: those that its files cite, and those
/// that its front matter names.
pub(super) fn behind<'r>(
    desk: &Desk<'_>,
    files: impl IntoIterator<Item = &'r Source>,
    named: impl IntoIterator<Item = &'r String>,
) -> Vec<Reference> {
    let mut ids: BTreeSet<&str> = named.into_iter().map(String::as_str).collect();
    for file in files {
        ids.extend(desk.cited.get(file.within()).into_iter().flatten());
    }
    if ids.is_empty() {
        return Vec::new();
    }
    let works = desk.view.references.iter().filter(|known| ids.contains(known.id.as_str()));
    // Where else each is used is told on the page of all references.
    let used_here = |work| Reference { found_in: Vec::new(), ..parts(desk, work) };
    as_listed(&desk.order, works.collect(), |work: &&domain::Reference| *work).into_iter().map(used_here).collect()
}

/// Returns a reference in its parts, with the pages that use it.
pub(super) fn reference(desk: &Desk<'_>, reference: &domain::Reference) -> Reference {
    Reference { found_in: found_in(desk, &reference.id), ..parts(desk, reference) }
}

/// Returns a reference in its parts.
fn parts(desk: &Desk<'_>, reference: &domain::Reference) -> Reference {
    let accessed = reference.accessed.map(|date| format!("Lest {date}."));
    let changed = reference.last_changed.map(|date| format!("Siste faglige endring {date}."));
    let dates: Vec<String> = changed.into_iter().chain(accessed).collect();
    Reference {
        id: format!("ref-{}", reference.id),
        href: desk.addresses.href(&format!("/kilder/#ref-{}", reference.id)),
        entry: desk.entries.get(&reference.id).cloned().unwrap_or_default(),
        in_text: reference.in_text(),
        authors: reference.author_line(),
        year: reference.year_line(),
        title: reference.title.clone(),
        rest: reference.rest(),
        url: reference.url.clone(),
        accessed: Some(dates.join(" ")).filter(|text| !text.is_empty()),
        note: reference.note.clone(),
        found_in: Vec::new(),
        cited_at: Vec::new(),
    }
}

/// Returns the pages whose texts cite the reference, and the entries that name it as a source.
fn found_in(desk: &Desk<'_>, id: &str) -> Vec<FoundIn> {
    let cites = |(_, target): &&(Source, domain::Target)| target.kind == TargetKind::Reference && target.id == id;
    let texts = desk.view.mentions.iter().filter(cites).filter_map(|(source, _)| text_page(desk, source, id));
    let named = |sources: &[String]| sources.iter().any(|source| source == id);
    let centres = desk.view.centres.iter().filter(|centre| named(&centre.sources));
    let centres = centres.filter_map(|centre| desk.entry(TargetKind::Centre, &centre.id));
    let priorities = desk.view.priorities.iter().filter(|priority| named(&priority.references) || named(&priority.sources));
    let priorities = priorities.filter_map(|priority| desk.entry(TargetKind::Priority, &priority.id));
    let mappings = desk.view.mappings.iter().filter(|mapping| named(&mapping.about.sources));
    let mappings = mappings.filter_map(|mapping| desk.entry(TargetKind::Mapping, &mapping.about.id));
    let mut seen = BTreeSet::new();
    let entries = centres.chain(priorities).chain(mappings).map(|link| FoundIn { title: link.title, href: link.href });
    let page = |href: &str| href.split('#').next().unwrap_or("").to_owned();
    texts.chain(entries).filter(|found| seen.insert(page(&found.href))).collect()
}

/// Returns the page that a file becomes, at the place of its first citation of `id`.
fn text_page(desk: &Desk<'_>, source: &Source, id: &str) -> Option<FoundIn> {
    let within = source.within();
    let href = desk.addresses.of_file(within)?;
    let parts: Vec<&str> = within.split('/').collect();
    let title = match parts.as_slice() {
        ["reports", report, _] => {
            let report = desk.view.reports.iter().find(|known| known.id == *report)?;
            let chapter = report.chapters.iter().find(|chapter| chapter.source == *source)?;
            format!("{} – {}", report.title, chapter.title)
        }
        ["centres", ..] => desk.entry(TargetKind::Centre, source.stem())?.title,
        ["priorities", ..] => desk.entry(TargetKind::Priority, source.stem())?.title,
        ["mappings", ..] => desk.entry(TargetKind::Finding, source.stem())?.title,
        _ => desk.article_title(within)?.to_owned(),
    };
    // A finding stands among others on its theme's page; everywhere else the first citation has an anchor.
    let href = if href.contains('#') { href.to_owned() } else { format!("{href}#sitat-{id}") };
    Some(FoundIn { title, href })
}

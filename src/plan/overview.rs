//! `/kartlegginger/<id>/oversikt/`: the findings of a mapping by theme and quantity word, and by national priority.
//!
//! It counts findings, never participants: what it tells can be counted on the pages of the themes.

use super::Planned;
use super::desk::{About, Desk, file};
use super::mappings::of_theme;
use super::page::{FindingGroup, Link, Overview, OverviewFinding, OverviewRow, Page};
use super::priorities::in_order;
use crate::anonymise::PublicMapping;
use crate::domain::{Extent, Finding, TargetKind};

/// Returns the page; none where nothing is public.
pub(super) fn page(desk: &Desk<'_>, mapping: &PublicMapping) -> Option<Planned> {
    if mapping.findings.is_empty() {
        return None;
    }
    desk.planned(&address(&mapping.about.id), Page::Overview(Box::new(overview(desk, mapping))), file(&mapping.about.source))
}

/// Returns the way to the overview of the mapping `id`, if there is one.
pub(super) fn link(desk: &Desk<'_>, id: &str) -> Option<Link> {
    let mapping = desk.view.mappings.iter().find(|mapping| mapping.about.id == id)?;
    (!mapping.findings.is_empty()).then(|| desk.link("Funnene samlet", &address(id)))
}

fn address(id: &str) -> String {
    format!("/kartlegginger/{id}/oversikt/")
}

/// A finding with the link to its theme.
struct Found<'a> {
    finding: &'a Finding,
    theme: Link,
}

fn overview(desk: &Desk<'_>, mapping: &PublicMapping) -> Overview {
    let about = &mapping.about;
    let own = desk.link(&about.title, &format!("/kartlegginger/{}/", about.id));
    let title = format!("Funnene samlet: {}", about.title);
    let head = desk.head(About {
        kind: "overview",
        title: &title,
        description: Some("Alle funnene etter tema, etter hvor mange som står bak, og etter nasjonal satsing.".to_owned()),
        address: &address(&about.id),
        language: None,
        updated: mapping.findings.iter().filter_map(|finding| finding.get().updated).max().or(about.updated),
        breadcrumbs: vec![desk.home(), desk.link("Kartlegginger", "/kartlegginger/"), own.clone()],
    });
    let found: Vec<Vec<Found<'_>>> = about
        .themes
        .iter()
        .map(|theme| {
            let theme_link = desk.link(&theme.title, &format!("/kartlegginger/{}/{}/", about.id, theme.id));
            of_theme(mapping, &theme.id).into_iter().map(|finding| Found { finding, theme: theme_link.clone() }).collect()
        })
        .collect();
    let all: Vec<&Found<'_>> = found.iter().flatten().collect();
    let extents = extents(&all);
    let row = |found: &Vec<Found<'_>>| {
        let theme = found.first()?.theme.clone();
        let count = |extent: &Option<Extent>| found.iter().filter(|one| one.finding.extent == *extent).count();
        Some(OverviewRow { theme, counts: extents.iter().map(count).collect(), total: found.len() })
    };
    let words: Vec<FindingGroup> = extents.iter().map(|extent| of_word(desk, about.id.as_str(), &all, *extent)).collect();
    let reports = desk.view.reports.iter().filter(|report| report.mapping.as_ref() == Some(&about.id));
    Overview {
        head,
        mapping: own,
        synthetic: about.synthetic,
        finding_count: all.len(),
        totals: words.iter().map(|group| group.findings.len()).collect(),
        words,
        themes: found.iter().filter_map(row).collect(),
        priorities: priorities(desk, about.id.as_str(), &all),
        anonymity: desk.link("Slik er deltakerne beskyttet", &format!("/kartlegginger/{}/anonymitet/", about.id)),
        reports: reports.filter_map(|report| desk.entry(TargetKind::Report, &report.id)).collect(),
    }
}

/// Returns the words that findings have, from the most to the fewest, then that some have none.
fn extents(all: &[&Found<'_>]) -> Vec<Option<Extent>> {
    let words = Extent::ALL.into_iter().map(Some).chain([None]);
    words.filter(|extent| all.iter().any(|found| found.finding.extent == *extent)).collect()
}

fn of_word(desk: &Desk<'_>, mapping: &str, all: &[&Found<'_>], extent: Option<Extent>) -> FindingGroup {
    let findings = all.iter().filter(|found| found.finding.extent == extent);
    FindingGroup {
        id: format!("ord-{}", extent.map_or("uten", Extent::id)),
        title: extent.map_or("uten mengdeord", Extent::word).to_owned(),
        href: None,
        findings: findings.map(|found| shown(desk, mapping, found)).collect(),
    }
}

fn priorities(desk: &Desk<'_>, mapping: &str, all: &[&Found<'_>]) -> Vec<FindingGroup> {
    let touches = |found: &Found<'_>, id: &str| found.finding.priorities.iter().any(|touched| touched == id);
    let mut groups = Vec::new();
    for priority in in_order(desk) {
        let findings: Vec<OverviewFinding> =
            all.iter().filter(|found| touches(found, &priority.id)).map(|found| shown(desk, mapping, found)).collect();
        if !findings.is_empty() {
            let href = desk.addresses.href(&format!("/satsinger/{}/", priority.id));
            let (id, title) = (format!("satsing-{}", priority.id), priority.title.clone());
            groups.push(FindingGroup { id, title, href: Some(href), findings });
        }
    }
    let none: Vec<&&Found<'_>> = all.iter().filter(|found| found.finding.priorities.is_empty()).collect();
    if !groups.is_empty() && !none.is_empty() {
        let findings = none.into_iter().map(|found| shown(desk, mapping, found)).collect();
        groups.push(FindingGroup {
            id: "uten-satsing".to_owned(),
            title: "Ingen satsing er oppgitt".to_owned(),
            href: None,
            findings,
        });
    }
    groups
}

fn shown(desk: &Desk<'_>, mapping: &str, found: &Found<'_>) -> OverviewFinding {
    let Found { finding, theme } = found;
    OverviewFinding {
        title: finding.title.clone(),
        href: desk.addresses.href(&format!("/kartlegginger/{mapping}/{}/#funn-{}", finding.theme, finding.id)),
        theme: theme.clone(),
        extent: finding.extent.map(Extent::word),
        kind: finding.kind.name().to_owned(),
    }
}

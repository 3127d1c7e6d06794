//! `/kartlegginger/`: each mapping, and a page for each of its themes with the findings.

use super::desk::{About, Desk, extent, file};
use super::page::{Finding, FindingLink, Item, Mapping, MappingList, Page, Theme, ThemeSummary};
use super::sources::behind;
use super::{Claimant, Planned, numbers, overview};
use crate::anonymise::PublicMapping;
use crate::domain::{self, Bound, PartialDate, TargetKind, Written};

pub(super) fn pages(desk: &Desk<'_>) -> Vec<Planned> {
    if desk.view.mappings.is_empty() {
        return Vec::new();
    }
    let mut pages = Vec::new();
    pages.extend(desk.planned(
        "/kartlegginger/",
        Page::MappingList(list(desk)),
        Claimant::Program(["listen over kartlegginger", "the list of mappings"]),
    ));
    for mapping in &desk.view.mappings {
        let address = format!("/kartlegginger/{}/", mapping.about.id);
        pages.extend(desk.planned(&address, Page::Mapping(Box::new(page(desk, mapping))), file(&mapping.about.source)));
        pages.extend(numbers::page(desk, mapping));
        pages.extend(overview::page(desk, mapping));
        for index in 0..mapping.about.themes.len() {
            let of_theme = format!("{address}{}/", mapping.about.themes[index].id);
            pages.extend(desk.planned(
                &of_theme,
                Page::Theme(Box::new(theme(desk, mapping, index))),
                file(&mapping.about.source),
            ));
        }
    }
    pages
}

fn list(desk: &Desk<'_>) -> MappingList {
    let item = |mapping: &PublicMapping| Item {
        title: mapping.about.title.clone(),
        href: desk.addresses.href(&format!("/kartlegginger/{}/", mapping.about.id)),
        description: mapping.about.description.clone(),
        date: None,
        draft: false,
    };
    let head = desk.head(About {
        kind: "mapping_list",
        title: "Kartlegginger",
        description: Some("Kartleggingene der kommuner har fortalt om utfordringer, prioriteringer og behov.".to_owned()),
        address: "/kartlegginger/",
        language: None,
        updated: None,
        breadcrumbs: vec![desk.home()],
    });
    MappingList { head, mappings: desk.view.mappings.iter().map(item).collect() }
}

fn page(desk: &Desk<'_>, mapping: &PublicMapping) -> Mapping<Written> {
    let about = &mapping.about;
    let head = desk.head(About {
        kind: "mapping",
        title: &about.title,
        description: about.description.clone(),
        address: &format!("/kartlegginger/{}/", about.id),
        language: None,
        updated: about.updated,
        breadcrumbs: vec![desk.home(), desk.link("Kartlegginger", "/kartlegginger/")],
    });
    let reports = desk.view.reports.iter().filter(|report| report.mapping.as_ref() == Some(&about.id));
    Mapping {
        head,
        centre: desk.entry(TargetKind::Centre, &about.centre).unwrap_or_else(|| desk.home()),
        period: years(about.period),
        invited: about.invited,
        participated: about.participated,
        questions: about.questions.clone(),
        invitation: about.invitation.clone(),
        method: about.method.clone(),
        themes: about.themes.iter().map(|theme| summary(desk, mapping, theme)).collect(),
        finding_count: mapping.findings.len(),
        overview: overview::link(desk, &about.id),
        numbers: numbers::numbers(desk, mapping),
        synthetic: about.synthetic,
        anonymity: desk.link("Slik er deltakerne beskyttet", &format!("/kartlegginger/{}/anonymitet/", about.id)),
        reports: reports.filter_map(|report| desk.entry(TargetKind::Report, &report.id)).collect(),
        references: behind(desk, [&about.source], &about.sources),
        sources: desk.sources(&about.sources),
    }
}

/// Returns "2024–2025" or "2024".
fn years(period: domain::Period) -> String {
    let year = |bound: Bound| bound.date().map(PartialDate::year);
    match (year(period.from), year(period.to)) {
        (Some(from), Some(to)) if from != to => format!("{from}–{to}"),
        (Some(year), _) | (None, Some(year)) => year.to_string(),
        (None, None) => "ikke oppgitt".to_owned(),
    }
}

/// Returns the findings of a theme in their order.
pub(super) fn of_theme<'a>(mapping: &'a PublicMapping, theme: &str) -> Vec<&'a domain::Finding> {
    let mut findings: Vec<&domain::Finding> =
        mapping.findings.iter().map(|finding| finding.get()).filter(|finding| finding.theme == theme).collect();
    findings.sort_by(|one, other| (one.order, &one.id).cmp(&(other.order, &other.id)));
    findings
}

fn summary(desk: &Desk<'_>, mapping: &PublicMapping, theme: &domain::Theme) -> ThemeSummary<Written> {
    let href = desk.addresses.href(&format!("/kartlegginger/{}/{}/", mapping.about.id, theme.id));
    let link = |finding: &domain::Finding| FindingLink {
        title: finding.title.clone(),
        href: format!("{href}#funn-{}", finding.id),
        extent: extent(finding.extent),
        kind: finding.kind.name().to_owned(),
    };
    let findings = of_theme(mapping, &theme.id).into_iter().map(link).collect();
    ThemeSummary { id: theme.id.clone(), title: theme.title.clone(), text: theme.text.clone(), findings, href }
}

fn theme(desk: &Desk<'_>, mapping: &PublicMapping, index: usize) -> Theme<Written> {
    let about = &mapping.about;
    let theme = &about.themes[index];
    let findings = of_theme(mapping, &theme.id);
    let mapping_link = desk.link(&about.title, &format!("/kartlegginger/{}/", about.id));
    let count = findings.len();
    let head = desk.head(About {
        kind: "theme",
        title: &theme.title,
        description: Some(format!("{count} funn fra {}: {}.", lower_first(&about.title), lower_first(&theme.title))),
        address: &format!("/kartlegginger/{}/{}/", about.id, theme.id),
        language: None,
        updated: findings.iter().filter_map(|finding| finding.updated).max().or(about.updated),
        breadcrumbs: vec![desk.home(), desk.link("Kartlegginger", "/kartlegginger/"), mapping_link.clone()],
    });
    let neighbour = |index: Option<usize>| {
        let theme = about.themes.get(index?)?;
        desk.entry(TargetKind::Theme, &format!("{}/{}", about.id, theme.id))
    };
    // What the file of the mapping cites stands here where this theme's own text does.
    let of_mapping = desk.cited.get(about.source.within()).into_iter().flatten();
    let cites = |id: &&&str| theme.text.as_ref().is_some_and(|text| text.text.contains(&format!("@{id}")));
    let cited: Vec<String> = of_mapping.filter(cites).map(|id| (*id).to_owned()).collect();
    let references = behind(desk, findings.iter().map(|finding| &finding.source), about.sources.iter().chain(&cited));
    Theme {
        head,
        mapping: mapping_link,
        text: theme.text.clone(),
        findings: findings.into_iter().map(|found| finding(desk, mapping, found)).collect(),
        synthetic: about.synthetic,
        count: numbers::of_theme(mapping, &theme.id),
        previous: neighbour(index.checked_sub(1)),
        next: neighbour(index.checked_add(1)),
        references,
        sources: desk.sources(&about.sources),
    }
}

/// Puts a title into a sentence; abbreviations keep their capitals.
fn lower_first(title: &str) -> String {
    let mut letters = title.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => title.to_owned(),
    }
}

fn finding(desk: &Desk<'_>, mapping: &PublicMapping, finding: &domain::Finding) -> Finding<Written> {
    Finding {
        id: format!("funn-{}", finding.id),
        title: finding.title.clone(),
        extent: extent(finding.extent),
        count: numbers::of_theme(mapping, &finding.theme).filter(|_| finding.counted && finding.extent.is_some()),
        kind: finding.kind.name().to_owned(),
        body: finding.body.clone(),
        priorities: desk.entries(TargetKind::Priority, &finding.priorities),
        sources: desk.sources(&finding.sources),
    }
}

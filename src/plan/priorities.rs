//! `/satsinger/`: national priorities and improvement areas.

use super::desk::{About, Desk, extent, file, summary};
use super::page::{FindingRow, Item, Page, Priority, PriorityGroup, PriorityList};
use super::sources::behind;
use super::{Claimant, Planned};
use crate::domain::{self, PriorityCentres, PriorityKind, TargetKind, Written};

const KINDS: [(PriorityKind, &str, &str, &str); 3] = [
    (PriorityKind::National, "national", "Nasjonale satsinger", "Nasjonal satsing"),
    (PriorityKind::CrossCutting, "cross_cutting", "På tvers av satsingene", "Går på tvers av satsingene"),
    (PriorityKind::ImprovementArea, "improvement_area", "Forbedringsområder", "Forbedringsområde"),
];

pub(super) fn pages(desk: &Desk<'_>) -> Vec<Planned> {
    if desk.view.priorities.is_empty() {
        return Vec::new();
    }
    let own = desk.view.priorities.iter().filter_map(|priority| {
        desk.planned(
            &format!("/satsinger/{}/", priority.id),
            Page::Priority(Box::new(page(desk, priority))),
            file(&priority.source),
        )
    });
    let list = Page::PriorityList(list(desk));
    desk.planned("/satsinger/", list, Claimant::Program(["listen over satsinger", "the list of priorities"]))
        .into_iter()
        .chain(own)
        .collect()
}

/// Returns all priorities as they are listed.
pub(super) fn in_order<'a>(desk: &Desk<'a>) -> Vec<&'a domain::Priority> {
    let kind = |priority: &domain::Priority| KINDS.iter().position(|kind| kind.0 == priority.kind);
    let mut priorities: Vec<_> = desk.view.priorities.iter().collect();
    priorities.sort_by_key(|priority| (kind(priority), priority.order));
    priorities
}

fn list(desk: &Desk<'_>) -> PriorityList {
    let mut groups = Vec::new();
    for (kind, id, title, _) in KINDS {
        let mut priorities: Vec<_> = desk.view.priorities.iter().filter(|priority| priority.kind == kind).collect();
        priorities.sort_by_key(|priority| priority.order);
        let item = |priority: &domain::Priority| Item {
            title: priority.title.clone(),
            href: desk.addresses.href(&format!("/satsinger/{}/", priority.id)),
            description: priority.description.clone().or_else(|| summary(&priority.body.text, &desk.addresses)),
            date: None,
            draft: false,
        };
        if !priorities.is_empty() {
            groups.push(PriorityGroup { id, title: title.to_owned(), priorities: priorities.into_iter().map(item).collect() });
        }
    }
    let head = desk.head(About {
        kind: "priority_list",
        title: "Satsinger og forbedringsområder",
        description: Some(
            "Satsingene og forbedringsområdene i oppdraget til utviklingssentrene, og funnene som berører dem.".to_owned(),
        ),
        address: "/satsinger/",
        language: None,
        updated: None,
        breadcrumbs: vec![desk.home()],
    });
    PriorityList { head, groups }
}

fn page(desk: &Desk<'_>, priority: &domain::Priority) -> Priority<Written> {
    let head = desk.head(About {
        kind: "priority",
        title: &priority.title,
        description: priority.description.clone().or_else(|| summary(&priority.body.text, &desk.addresses)),
        address: &format!("/satsinger/{}/", priority.id),
        language: Some(priority.language),
        updated: priority.updated,
        breadcrumbs: vec![desk.home(), desk.link("Satsinger", "/satsinger/")],
    });
    let (all_centres, centres) = match &priority.centres {
        PriorityCentres::All => (true, Vec::new()),
        PriorityCentres::These(ids) => (false, desk.entries(TargetKind::Centre, ids)),
    };
    Priority {
        head,
        kind: KINDS.iter().find(|kind| kind.0 == priority.kind).map_or("", |kind| kind.3).to_owned(),
        body: priority.body.clone(),
        references: behind(desk, [&priority.source], priority.references.iter().chain(&priority.sources)),
        findings: findings(desk, &priority.id),
        all_centres,
        centres,
        sources: desk.sources(&priority.sources),
    }
}

/// Returns the public findings that touch a priority.
fn findings(desk: &Desk<'_>, priority: &str) -> Vec<FindingRow> {
    let mut rows = Vec::new();
    for mapping in &desk.view.mappings {
        let touching = mapping
            .findings
            .iter()
            .map(|finding| finding.get())
            .filter(|finding| finding.priorities.iter().any(|id| id == priority));
        for finding in touching {
            let theme = format!("{}/{}", mapping.about.id, finding.theme);
            let links = (
                desk.entry(TargetKind::Finding, &finding.id),
                desk.entry(TargetKind::Mapping, &mapping.about.id),
                desk.entry(TargetKind::Theme, &theme),
            );
            if let (Some(own), Some(mapping), Some(theme)) = links {
                rows.push(FindingRow { title: own.title, href: own.href, extent: extent(finding.extent), mapping, theme });
            }
        }
    }
    rows
}

//! One cause, one problem: what a file that cannot be read would have held is not told to be missing.

use crate::domain::{Source, Target, TargetKind};

/// Tells whether a target may be in one of the files that could not be understood.
pub(super) fn may_hold(lost: &[Source], target: &Target) -> bool {
    let id = &target.id;
    let is_lost = |path: &str| lost.iter().any(|source| source.within() == path);
    let is_lost_below = |folder: &str| lost.iter().any(|source| source.within().starts_with(folder));
    match target.kind {
        TargetKind::Municipality => is_lost("registry/municipalities.csv"),
        TargetKind::County => is_lost("registry/counties.yaml"),
        TargetKind::Actor => is_lost("registry/actors.yaml"),
        TargetKind::Reference => is_lost("registry/references.yaml"),
        TargetKind::Term => is_lost("registry/glossary.yaml"),
        TargetKind::Centre => is_lost(&format!("centres/{id}.md")),
        TargetKind::Priority => is_lost(&format!("priorities/{id}.md")),
        TargetKind::Mapping => is_lost(&format!("mappings/{id}/mapping.yaml")),
        TargetKind::Theme => match id.split_once('/') {
            Some((mapping, _)) => is_lost(&format!("mappings/{mapping}/mapping.yaml")),
            None => lost.iter().any(|source| is_mapping(source.within())),
        },
        TargetKind::Finding => lost.iter().any(|source| source.folder().ends_with("/findings") && source.stem() == id),
        TargetKind::Report => is_lost(&format!("reports/{id}/report.yaml")),
        TargetKind::Chapter => {
            let report = id.split_once('/').map_or("", |(report, _)| report);
            is_lost_below(&format!("reports/{report}/"))
        }
        TargetKind::Section | TargetKind::Figure | TargetKind::Table => {
            let scope = id.rsplit_once('/').map_or("", |(scope, _)| scope);
            !scope.is_empty() && is_lost_below(&format!("reports/{scope}/"))
        }
    }
}

fn is_mapping(path: &str) -> bool {
    path.starts_with("mappings/") && path.ends_with("/mapping.yaml")
}

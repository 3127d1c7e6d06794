//! One id, one entry. Ids that are file names are unique within their folder; what is left is checked here.

use std::collections::BTreeMap;

use crate::check::Registry;
use crate::domain::Source;
use crate::problem::{Code, Place, Problem, both};

pub(super) fn unique(registry: &Registry) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut centres: BTreeMap<&str, &Source> = BTreeMap::new();
    for centre in &registry.centres {
        if let Some(first) = centres.insert(&centre.name, &centre.source) {
            let name = &centre.name;
            problems.push(
                Problem::new(Code::DuplicateId, both!("to sentre heter `{name}`", "two centres are called `{name}`"))
                    .at(Place::file(centre.source.shown()))
                    .note(both!("det andre står i `{first}`", "the other one is in `{first}`"))
                    .help(both!("gi det ene et eget navn", "give one of them a name of its own")),
            );
        }
    }
    let mut chapters: BTreeMap<(&str, &str), &Source> = BTreeMap::new();
    for report in &registry.reports {
        for chapter in &report.chapters {
            if let Some(first) = chapters.insert((&report.id, &chapter.slug), &chapter.source) {
                let slug = &chapter.slug;
                problems.push(
                    Problem::new(Code::DuplicateId, both!("to kapitler heter `{slug}`", "two chapters are called `{slug}`"))
                        .at(Place::file(chapter.source.shown()))
                        .note(both!("det andre står i `{first}`", "the other one is in `{first}`"))
                        .help(both!(
                            "gi den ene filen et annet navn etter nummeret",
                            "give one of the files another name after its number"
                        )),
                );
            }
        }
    }
    problems
}

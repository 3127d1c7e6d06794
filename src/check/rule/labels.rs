//! One label, one thing: within a report, or within the file of another page.

use std::collections::BTreeMap;

use crate::check::Registry;
use crate::domain::Target;
use crate::problem::{Code, Place, Problem, both};

pub(super) fn unique(registry: &Registry) -> Vec<Problem> {
    let mut first: BTreeMap<&Target, &Place> = BTreeMap::new();
    let mut problems = Vec::new();
    for (label, place) in &registry.labels {
        match first.get(label) {
            Some(known) => problems.push(twice(label, place, known)),
            None => drop(first.insert(label, place)),
        }
    }
    problems
}

fn twice(label: &Target, place: &Place, first: &Place) -> Problem {
    let (file, line) = (&first.file, first.line);
    let problem = match place.excerpt {
        Some(_) => {
            let (kind, name) = (label.kind, label.id.rsplit_once('/').map_or("", |(_, name)| name));
            both!("merkelappen `{kind}:{name}` er brukt to ganger", "the label `{kind}:{name}` is used twice")
        }
        None => both!("en merkelapp er brukt to ganger", "a label is used twice"),
    };
    Problem::new(Code::LabelTwice, problem)
        .at(place.clone())
        .note(both!("den står først i `{file}`, linje {line}", "it stands first in `{file}`, line {line}"))
        .help(both!("gi den ene et annet navn", "give one of them another name"))
}

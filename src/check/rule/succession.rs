//! A municipality or a county that ended leads to ones that were there the day it ended.

use std::collections::BTreeSet;

use crate::check::Registry;
use crate::domain::CountyNo;
use crate::problem::{Code, Place, Problem, both};

pub(super) fn successors_exist(registry: &Registry) -> Vec<Problem> {
    let all = &registry.municipalities;
    let mut problems = Vec::new();
    for row in all.rows() {
        let Some(end) = row.valid_to else { continue };
        for &successor in &row.successors {
            if successor != row.number && all.on(successor, end).is_none() {
                let (number, name) = (row.number, &row.name);
                problems.push(
                    Problem::new(
                        Code::NotValidThen,
                        both!(
                            "{number} {name} skal ha blitt del av {successor}, men ingen kommune hadde det nummeret {end}",
                            "{number} {name} is said to have become part of {successor}, but no municipality had that number on {end}"
                        ),
                    )
                    .at(Place::file(&*registry.municipalities_file)),
                );
            }
        }
        if row.successors.contains(&row.number) && all.on(row.number, end).is_none_or(|next| all.row(next).valid_from < end) {
            let number = row.number;
            problems.push(
                Problem::new(Code::SuccessionRing, both!("{number} er sin egen etterfølger", "{number} is its own successor"))
                    .at(Place::file(&*registry.municipalities_file)),
            );
        }
    }
    for county in &registry.counties {
        problems.extend(ring(registry, county.number));
        for number in county.successors.iter().chain(&county.predecessors) {
            if !registry.counties.iter().any(|other| other.number == *number) {
                let of = county.number;
                problems.push(
                    Problem::new(
                        Code::UnknownTarget,
                        both!(
                            "fylke {of} viser til fylke {number}, som ikke finnes",
                            "county {of} names county {number}, which is not there"
                        ),
                    )
                    .at(Place::file(&*registry.counties_file)),
                );
            }
        }
    }
    problems
}

/// Follows a county to those that came after it; one that comes after itself is told once, by the lowest number.
fn ring(registry: &Registry, start: CountyNo) -> Option<Problem> {
    let successors = |number: CountyNo| registry.counties.iter().filter(move |county| county.number == number);
    let mut trails = vec![vec![start]];
    let mut seen = BTreeSet::new();
    while let Some(trail) = trails.pop() {
        for next in trail.last().copied().into_iter().flat_map(successors).flat_map(|county| county.successors.clone()) {
            if next == start && trail.iter().all(|&number| number >= start) {
                let ring = trail.iter().chain([&start]).map(CountyNo::to_string).collect::<Vec<_>>().join(" → ");
                let headline =
                    both!("fylkene etterfølger hverandre i ring: {ring}", "the counties succeed each other in a ring: {ring}");
                return Some(
                    Problem::new(Code::SuccessionRing, headline)
                        .at(Place::file(&*registry.counties_file))
                        .help(both!("rett `successors` hos det ene", "correct the `successors` of one of them")),
                );
            }
            if seen.insert(next) {
                trails.push(trail.iter().copied().chain([next]).collect());
            }
        }
    }
    None
}

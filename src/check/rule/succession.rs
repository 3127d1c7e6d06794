//! A municipality or a county that ended leads to ones that were there the day it ended.

use crate::check::Registry;
use crate::problem::{Code, Place, Problem, both};

pub(super) fn successors_exist(registry: &Registry) -> Vec<Problem> {
    let all = &registry.municipalities;
    let mut problems = Vec::new();
    for row in all.rows() {
        let Some(end) = row.valid_to else { continue };
        for &successor in &row.successors {
            if all.on(successor, end).is_none() {
                let (number, name) = (row.number, &row.name);
                problems.push(
                    Problem::new(
                        Code::NotValidThen,
                        both!(
                            "{number} {name} skal ha blitt del av {successor}, men ingen kommune hadde det nummeret {end}",
                            "{number} {name} is said to have become part of {successor}, but no municipality had that number on {end}"
                        ),
                    )
                    .at(Place::file("content/registry/municipalities.csv")),
                );
            }
        }
        if row.successors.contains(&row.number) && all.on(row.number, end).is_none_or(|next| all.row(next).valid_from < end) {
            let number = row.number;
            problems.push(
                Problem::new(Code::SuccessionRing, both!("{number} er sin egen etterfølger", "{number} is its own successor"))
                    .at(Place::file("content/registry/municipalities.csv")),
            );
        }
    }
    for county in &registry.counties {
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
                    .at(Place::file("content/registry/counties.yaml")),
                );
            }
        }
    }
    problems
}

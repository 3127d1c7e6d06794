//! A municipality is served by one centre: two that both claim it for certain contradict each other.

use rayon::prelude::*;

use crate::check::Registry;
use crate::domain::{Date, Servants, servants};
use crate::problem::{Code, Place, Problem, both};

pub(super) fn one_centre_each(registry: &Registry, today: Date) -> Vec<Problem> {
    let all = &registry.municipalities;
    let rows: Vec<usize> = all.valid_on(today).collect();
    let served = rows.par_iter().with_min_len(32).map(|row| (*row, servants(&registry.centres, all, *row, today)));
    let served: Vec<(usize, Servants)> = served.collect();
    let mut problems = Vec::new();
    for (row, known) in served {
        let Servants::Known(known) = known else { continue };
        if let [(first, _), (second, _), ..] = known.as_slice() {
            let (number, name) = (all.row(row).number, &all.row(row).name);
            let (first, second) = (&registry.centres[*first], &registry.centres[*second]);
            problems.push(
                Problem::new(
                    Code::TwoCentres,
                    both!(
                        "{number} {name} hører til både {} og {}",
                        "{number} {name} belongs both to {} and to {}",
                        first.name,
                        second.name
                    ),
                )
                .at(Place::file(second.source.shown()))
                .note(both!("det andre senteret står i `{}`", "the other centre is in `{}`", first.source))
                .help(both!(
                    "flytt kommunen til `unknown` hos begge hvis ingen kilde avgjør det",
                    "move it to `unknown` in both if no source decides"
                )),
            );
        }
    }
    problems
}

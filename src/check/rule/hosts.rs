//! A host or satellite is a municipality of its time, and a centre has one host at a time.

use crate::check::Registry;
use crate::domain::{Centre, Holder, PartialDate};
use crate::problem::{Both, Code, Place, Problem, both};

/// The number existed when the period began, and until it ended.
pub(super) fn hold_then(registry: &Registry) -> Vec<Problem> {
    let all = &registry.municipalities;
    if all.is_empty() {
        return Vec::new();
    }
    let mut problems = Vec::new();
    for centre in &registry.centres {
        for holder in centre.hosts.iter().chain(&centre.satellites) {
            if all.with_number(holder.municipality).is_empty() {
                continue;
            }
            let row = match holder.period.from.date() {
                Some(from) => all.on(holder.municipality, from.first_day()),
                None => all.with_number(holder.municipality).last().copied(),
            };
            match row.map(|row| all.row(row)) {
                None => problems.push(not_then(centre, holder)),
                Some(row) => {
                    let outlives = match (row.valid_to, holder.period.to.date()) {
                        (Some(end), Some(to)) => to.first_day() > end,
                        (Some(_), None) => holder.period.to == crate::domain::Bound::Open,
                        (None, _) => false,
                    };
                    if outlives && let Some(end) = row.valid_to {
                        problems.push(outlived(centre, holder, end));
                    }
                }
            }
        }
    }
    problems
}

fn not_then(centre: &Centre, holder: &Holder) -> Problem {
    let (number, period) = (holder.municipality, holder.period);
    let from = begin(holder);
    Problem::new(
        Code::NotValidThen,
        Both {
            nb: format!("ingen kommune hadde nummeret {number} da perioden begynte ({period})"),
            en: format!("no municipality had the number {number} when the period began ({from})"),
        },
    )
    .at(Place::file(centre.source.shown()))
    .help(both!(
        "numre ble nye i 2018, 2020 og 2024: bruk nummeret fra den tiden",
        "numbers changed in 2018, 2020 and 2024: use the number of the time"
    ))
}

/// Returns the beginning of a period as English messages have it: a period shows itself in bokmål.
fn begin(holder: &Holder) -> String {
    holder.period.from.date().map_or_else(|| "from a day not known".to_owned(), |from| format!("from {}", from.iso()))
}

fn outlived(centre: &Centre, holder: &Holder, end: crate::domain::Date) -> Problem {
    let (number, day) = (holder.municipality, PartialDate::from(end));
    let iso = day.iso();
    Problem::new(
        Code::NotValidThen,
        both!(
            "nummeret {number} gjaldt bare til {day}, men perioden varer lenger",
            "the number {number} was valid only until {iso}, but the period lasts longer"
        ),
    )
    .at(Place::file(centre.source.shown()))
    .help(both!(
        "sett `to: {iso}`, og legg til en linje til med det nye nummeret fra samme dag",
        "set `to: {iso}`, and add another entry with the new number from the same day"
    ))
}

/// Two hosts at the same time are a mistake; a satellite is the way to say that a centre has two homes.
pub(super) fn one_at_a_time(registry: &Registry) -> Vec<Problem> {
    let mut problems = Vec::new();
    for centre in &registry.centres {
        for (index, holder) in centre.hosts.iter().enumerate() {
            if centre.hosts[..index].iter().any(|earlier| earlier.period.overlaps(&holder.period)) {
                let (period, from) = (holder.period, begin(holder));
                problems.push(
                    Problem::new(
                        Code::OverlappingHosts,
                        Both {
                            nb: format!("senteret har to vertskommuner samtidig ({period})"),
                            en: format!("the centre has two hosts at the same time ({from})"),
                        },
                    )
                    .at(Place::file(centre.source.shown()))
                    .help(both!(
                        "avslutt den ene med `to:`, eller gjør den til satellitt",
                        "end one of them with `to:`, or make it a satellite"
                    )),
                );
            }
        }
    }
    problems
}

//! `utsyn judge`: what an outsider can work out from what is published.
//!
//! A file in, a verdict out: `wording` says it to people, `json` to programs, `reasons` how an outsider would go about it.

mod json;
mod reasons;
mod table;
mod wording;

use super::args::JudgeArgs;
use super::{Ending, report, say};
use crate::check::{Asked, StatementSet, Table, asked};
use crate::judge::{self, Budget, Conflict, Held, Judged, Suppression, Unprotected};
use crate::load;
use crate::problem::{Code, Fault, Place, Problem, Tongue, both};

/// Work for one file: far more than the tables we serve need, and some seconds at most.
const BUDGET: Budget = Budget(5_000_000);

/// What came of a file.
enum Found {
    Statements(StatementSet, Vec<Judged>),
    Table(Table, Suppression),
    Amounts(Vec<Held>),
}

/// Judges a file.
pub(super) fn judge(args: &JudgeArgs, tongue: Tongue) -> Ending {
    let file = match load::one(&args.file) {
        Ok(file) => file,
        Err(fault) => return tell_fault(&fault, args, tongue),
    };
    let (text, mut problems) = file;
    let (asked, found) = text.as_ref().map_or((None, Vec::new()), asked);
    problems.extend(found);
    match asked.map(answer) {
        Some(Ok(found)) => tell(&found, args, tongue),
        Some(Err(problem)) => tell_problems(vec![*problem], args, tongue),
        None => tell_problems(problems, args, tongue),
    }
}

fn answer(asked: Asked) -> Result<Found, Box<Problem>> {
    match asked {
        Asked::Statements(set) => {
            let groups: Vec<_> = set.groups.iter().map(|(_, group)| group.clone()).collect();
            match judge::judge(&set.system, &groups, set.threshold, BUDGET) {
                Ok(judged) => Ok(Found::Statements(set, judged)),
                Err(conflict) => Err(Box::new(contradiction(&set, &conflict))),
            }
        }
        Asked::Table(table) => match judge::protect(&table.system, &table.cells, &[], table.threshold, table.protect, BUDGET) {
            Ok(suppression) => Ok(Found::Table(table, suppression)),
            Err(unprotected) => Err(Box::new(cannot(&table, &unprotected))),
        },
        Asked::Amounts(amounts) => Ok(Found::Amounts(judge::dominance(&amounts.amounts, amounts.rules))),
    }
}

fn tell(found: &Found, args: &JudgeArgs, tongue: Tongue) -> Ending {
    if args.json {
        say::out(&json::json(found, args.explain, tongue));
    } else {
        say::out(&wording::wording(found, args.explain, tongue));
    }
    let is_fine = match found {
        Found::Statements(_, judged) => judged.iter().all(|judged| judged.verdict.is_publishable()),
        Found::Table(..) => true,
        Found::Amounts(held) => !held.iter().any(|held| held.is_dominant),
    };
    if is_fine { Ending::Fine } else { Ending::Problems }
}

fn tell_problems(problems: Vec<Problem>, args: &JudgeArgs, tongue: Tongue) -> Ending {
    if args.json {
        say::out(&report::problems_json(&problems, Ending::Problems, tongue));
    } else {
        say::shown(&problems, false, tongue);
    }
    Ending::Problems
}

fn tell_fault(fault: &Fault, args: &JudgeArgs, tongue: Tongue) -> Ending {
    if args.json {
        say::out(&report::fault_json(fault, Ending::Machine, tongue));
    } else {
        say::err(&fault.lines(tongue));
    }
    Ending::Machine
}

fn too_large(file: &str) -> Problem {
    let headline = both!("et tall er større enn utsyn regner med", "a number is larger than utsyn computes with");
    Problem::new(Code::NumberTooLarge, headline).at(Place::file(file))
}

/// Names the statements that cannot all be true.
fn contradiction(set: &StatementSet, conflict: &Conflict) -> Problem {
    let Conflict::Statements(named) = conflict else { return too_large(set.source.shown()) };
    let statements: Vec<_> = named.iter().filter_map(|id| set.statements.get(id.index())).collect();
    let place = statements.last().map_or_else(|| Place::file(set.source.shown()), |(_, place)| place.clone());
    let listed = statements.iter().map(|(text, _)| format!("«{text}»")).collect::<Vec<_>>().join(", ");
    let headline = match statements.len() {
        1 => both!("utsagnet kan ikke være sant", "the statement cannot be true"),
        _ => both!("utsagnene kan ikke være sanne samtidig", "the statements cannot all be true"),
    };
    Problem::new(Code::Contradiction, headline)
        .at(place)
        .note(both!(
            "ingen hele tall innenfor grensene oppfyller {listed}",
            "no whole numbers within the bounds satisfy {listed}"
        ))
        .help(both!(
            "tas ett av dem bort, kan de andre stemme; rett det som er feil",
            "without one of them the others can hold; mend the one that is wrong"
        ))
}

/// Says why a table cannot be protected.
fn cannot(table: &Table, unprotected: &Unprotected) -> Problem {
    let file = table.source.shown();
    let name = |cell: &usize| table.names.iter().nth(*cell).unwrap_or("").to_owned();
    let listed = |cells: &[usize]| cells.iter().map(|cell| format!("`{}`", name(cell))).collect::<Vec<_>>().join(", ");
    match unprotected {
        Unprotected::TooLarge => too_large(file),
        Unprotected::Conflict { cells, .. } => {
            let cells = listed(cells);
            let headline = both!("tallene i cellene passer ikke sammen", "the numbers in the cells do not fit together");
            Problem::new(Code::BrokenEquation, headline)
                .at(Place::file(file))
                .note(both!("det gjelder {cells}", "it concerns {cells}"))
        }
        Unprotected::Exposed { cells, .. } => {
            let place = cells.first().and_then(|cell| table.places.get(*cell)).cloned().unwrap_or_else(|| Place::file(file));
            let cells = listed(cells);
            let headline = both!("tabellen kan ikke beskyttes", "the table cannot be protected");
            Problem::new(Code::CannotProtect, headline)
                .at(place)
                .note(both!(
                    "også når alt som kan skjules, er skjult, kan en utenforstående regne ut for mye om {cells}",
                    "even with all hidden that may be, an outsider can work out too much about {cells}"
                ))
                .help(both!(
                    "la være å publisere tabellen, slå sammen grupper, eller ta noe ut av `never_suppress`",
                    "leave the table unpublished, put groups together, or take something out of `never_suppress`"
                ))
        }
    }
}

//! A municipality that is named where its number should stand: which one that is today, and what it is called now.
//!
//! What became of a municipality is followed through the register's own rows, whose dates say when.

use std::collections::BTreeSet;

use crate::domain::{EndKind, Municipalities, MunicipalityNo, PartialDate};
use crate::problem::{Both, Problem, both, nearest_only};

/// Adds what is known of a municipality's name: its number, the nearest name, or what it became.
pub(super) fn advise(mut problem: Problem, all: &Municipalities, name: &str) -> Problem {
    let rows = called(all, name);
    if !rows.is_empty() {
        problem.headline =
            both!("kommunen `{name}` er nevnt med navn, ikke med nummer", "the municipality `{name}` is named, not numbered");
        return of_rows(problem, all, name, name, &rows);
    }
    let Some(near) = nearest_name(all, name) else {
        return problem
            .help(both!("en kommune nevnes med nummer, som `0301`", "a municipality is named by its number, such as `0301`"));
    };
    let rows = called(all, &near);
    of_rows(problem, all, name, &near, &rows)
}

/// Returns the rows with a name in any language, without regard to capitals.
fn called(all: &Municipalities, name: &str) -> Vec<usize> {
    let name = name.to_lowercase();
    let has = |row: &usize| all.row(*row).every_name().any(|other| other.to_lowercase() == name);
    (0..all.rows().len()).filter(has).collect()
}

/// Returns the only nearest name, first among the municipalities of today.
fn nearest_name(all: &Municipalities, name: &str) -> Option<String> {
    let living = all.rows().iter().filter(|row| row.valid_to.is_none()).flat_map(|row| row.every_name());
    let today = nearest_only(name, living);
    today.or_else(|| nearest_only(name, all.names())).map(str::to_owned)
}

fn of_rows(problem: Problem, all: &Municipalities, written: &str, name: &str, rows: &[usize]) -> Problem {
    let meant = if written.to_lowercase() == name.to_lowercase() {
        Both { nb: String::new(), en: String::new() }
    } else {
        both!("mente du {name}? ", "did you mean {name}? ")
    };
    let say = |problem: Problem, said: Both| match meant.nb.is_empty() {
        true => problem.help(said),
        false => problem.help(Both { nb: meant.nb.clone() + &opened(&said.nb), en: meant.en.clone() + &opened(&said.en) }),
    };
    let living: Vec<MunicipalityNo> =
        rows.iter().map(|&row| all.row(row)).filter(|row| row.valid_to.is_none()).map(|row| row.number).collect();
    match living.as_slice() {
        [number] => {
            let said = both!("skriv nummeret: {number}", "write its number: {number}");
            say(problem, said).instead(written, &number.to_string())
        }
        [] => became(problem, all, rows, &say),
        several => {
            let listed: Vec<String> = several.iter().map(|number| format!("`{number}`")).collect();
            let listed = listed.join(", ");
            say(
                problem,
                both!(
                    "flere heter det; skriv nummeret til den du mener: {listed}",
                    "several are called so; write the number of the one you mean: {listed}"
                ),
            )
        }
    }
}

/// Returns a sentence with a capital.
fn opened(said: &str) -> String {
    let mut letters = said.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Tells what became of a municipality that is no more, step by step, and which is there today.
fn became(problem: Problem, all: &Municipalities, rows: &[usize], say: &dyn Fn(Problem, Both) -> Problem) -> Problem {
    let Some(&newest) = rows.iter().max_by_key(|&&row| all.row(row).valid_from) else { return problem };
    let mut problem = problem;
    let mut seen = BTreeSet::new();
    let mut row = newest;
    let mut today = Vec::new();
    while seen.insert(row) {
        let next = all.successors(row);
        if let Some(said) = step(all, row, &next) {
            problem = problem.note(said);
        }
        today = next;
        match today.as_slice() {
            [only] if all.row(*only).valid_to.is_some() => row = *only,
            _ => break,
        }
    }
    let then = all.row(newest);
    let number = then.number;
    match today.as_slice() {
        [only] => {
            let (name, now) = (&all.row(*only).name, all.row(*only).number);
            let said = both!(
                "skriv {now} for {name} i dag, eller {number} for kommunen slik den var",
                "write {now} for {name} today, or {number} for the municipality as it was"
            );
            say(problem, said)
        }
        _ => say(problem, both!("skriv {number} for kommunen slik den var", "write {number} for the municipality as it was")),
    }
}

/// "Førde ble en del av Sunnfjord 1. januar 2020".
fn step(all: &Municipalities, row: usize, next: &[usize]) -> Option<Both> {
    let old = all.row(row);
    let (name, day) = (&old.name, PartialDate::from(old.valid_to?));
    let iso = day.iso();
    let names = |and: &str| {
        let names: Vec<&str> = next.iter().map(|&row| all.row(row).name.as_str()).collect();
        names.join(and)
    };
    let (nb, en) = (names(" og "), names(" and "));
    let number = next.first().map(|&row| all.row(row).number);
    match (old.end_kind?, number) {
        (_, None) => None,
        (EndKind::Merged, _) => Some(both!("{name} ble en del av {nb} {day}", "{name} became part of {en} on {iso}")),
        (EndKind::Split, _) => Some(both!("{name} ble delt i {nb} {day}", "{name} was split into {en} on {iso}")),
        (EndKind::Renumbered, Some(number)) => {
            Some(both!("{name} fikk nummeret {number} {day}", "{name} was given the number {number} on {iso}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::municipality_rows;
    use crate::domain::Source;
    use crate::load::SourceText;
    use crate::problem::{Code, Lines};

    /// The register that comes with the repository: the real chain of dates.
    const REGISTER: &str = include_str!("../../../content/registry/municipalities.csv");

    fn advised(name: &str) -> (Vec<String>, String, Option<String>) {
        let file = SourceText { source: Source::alone("municipalities.csv"), text: REGISTER.into() };
        let all = Municipalities::new(municipality_rows(&file).0);
        let text = format!("  - {{municipality: \"{name}\"}}");
        let from = text.find('"').unwrap();
        let place = Lines { file: "a.md", first_line: 1, text: &text }.place(from..from + name.len() + 2);
        let problem = Problem::new(Code::UnknownTarget, both!("finnes ikke", "is not there")).at(place);
        let problem = advise(problem, &all, name);
        let notes = problem.notes.iter().map(|note| note.nb.clone()).collect();
        (notes, problem.help.as_ref().unwrap().nb.clone(), problem.edited().map(|(_, line)| line))
    }

    #[test]
    fn a_misspelt_municipality_is_known_by_the_nearest_name_of_today() {
        let (notes, help, line) = advised("Sunfjord");
        assert_eq!((notes.len(), help.as_str()), (0, "mente du Sunnfjord? Skriv nummeret: 4647"));
        assert_eq!(line.as_deref(), Some("  - {municipality: \"4647\"}"));
    }

    #[test]
    fn a_municipality_of_the_past_is_followed_to_the_one_of_today() {
        let (notes, help, line) = advised("Førde");
        assert_eq!(notes, ["Førde ble en del av Sunnfjord 1. januar 2020"]);
        assert_eq!(help, "skriv 4647 for Sunnfjord i dag, eller 1432 for kommunen slik den var");
        assert_eq!(line, None, "which of the two is meant, only the writer knows");
    }

    #[test]
    fn every_step_of_a_long_way_is_told() {
        // Merged in 2020, and what it became got another number in 2024.
        let (notes, help, _) = advised("Fet");
        assert_eq!(notes, ["Fet ble en del av Lillestrøm 1. januar 2020", "Lillestrøm fikk nummeret 3205 1. januar 2024"]);
        assert_eq!(help, "skriv 3205 for Lillestrøm i dag, eller 0227 for kommunen slik den var");
    }

    #[test]
    fn a_name_that_two_have_is_not_chosen_for_anybody() {
        let (_, help, line) = advised("Herøy");
        assert_eq!((help.as_str(), line), ("flere heter det; skriv nummeret til den du mener: `1515`, `1818`", None));
        assert_eq!(advised("Granvåg by").1, "en kommune nevnes med nummer, som `0301`");
    }
}

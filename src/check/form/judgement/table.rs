//! A table: cells with their values, the equations between them, and what may not be hidden.

use std::collections::BTreeMap;

use super::listed::Listed;
use super::statements::too_large;
use super::{EquationForm, ProtectForm, Table, unknown_name};
use crate::check::reader::{Reader, Text};
use crate::judge::{Cell, Interval, Names, Protect, Relation, Sum, System, Threshold, UnknownId};
use crate::problem::{Code, Place, Problem, both};

/// The keys of a table.
pub(super) struct Told {
    pub cells: Listed<i64>,
    pub equations: Vec<EquationForm>,
    pub never_suppress: Vec<Text>,
    pub sizes: Listed<i64>,
    pub protect: Option<ProtectForm>,
}

/// An equation between cells: the total, its parts, and how it is written.
struct Equation {
    total: UnknownId,
    parts: Vec<UnknownId>,
    written: String,
    place: Place,
}

pub(super) fn table(reader: &mut Reader<'_>, threshold: Threshold, told: Told) -> Table {
    let sizes: BTreeMap<&str, i64> = told.sizes.0.iter().map(|(name, size)| (name.value.as_str(), *size)).collect();
    let (mut names, mut system) = (Names::default(), System::new());
    for (name, _) in &told.cells.0 {
        let hi = sizes.get(name.value.as_str()).copied();
        names.add(&name.value, system.unknown_within(Interval { lo: Some(0), hi }));
    }
    for (name, _) in told.sizes.0.iter().filter(|(name, _)| names.id(&name.value).is_none()) {
        unknown_name(reader, name, &names);
    }
    let equations = equations(reader, &told.equations, &names);
    let mut never = vec![false; told.cells.0.len()];
    for name in &told.never_suppress {
        match names.id(&name.value) {
            Some(id) => never[id.index()] = true,
            None => unknown_name(reader, name, &names),
        }
    }
    let levels = levels(&equations, told.cells.0.len());
    let cell = |(at, id): (usize, UnknownId)| {
        let (name, value) = &told.cells.0[at];
        let size = sizes.get(name.value.as_str()).copied();
        Cell { sum: Sum::one(id), value: *value, size, hideable: !never[at], preference: levels[at] }
    };
    let cells: Vec<Cell> = system.unknowns().enumerate().map(cell).collect();
    let places: Vec<Place> = told.cells.0.iter().map(|(name, _)| reader.place(name)).collect();
    check_cells(reader, &cells, &names, &places);
    check_equations(reader, &cells, &equations);
    for equation in &equations {
        let parts = equation.parts.iter().map(|part| (*part, -1));
        system.state(Sum::of(parts.chain([(equation.total, 1)])), Relation::Equal, 0);
    }
    let protect = protect(reader, told.protect.as_ref());
    let equations = equations.into_iter().map(|equation| (equation.written, equation.place)).collect();
    Table { source: reader.page.source.clone(), threshold, protect, names, system, equations, cells, places }
}

fn equations(reader: &mut Reader<'_>, forms: &[EquationForm], names: &Names) -> Vec<Equation> {
    let mut equations = Vec::new();
    for form in forms {
        let place = reader.place(&form.total);
        let mut known = |text: &Text| {
            let id = names.id(&text.value);
            if id.is_none() {
                unknown_name(reader, text, names);
            }
            id
        };
        let (total, parts): (_, Vec<_>) = (known(&form.total), form.parts.iter().map(&mut known).collect());
        let written: Vec<&str> = form.parts.iter().map(|part| part.value.as_str()).collect();
        let written = format!("{} = {}", form.total.value, if written.is_empty() { "0".to_owned() } else { written.join(" + ") });
        if let (Some(total), Some(parts)) = (total, parts.into_iter().collect()) {
            equations.push(Equation { total, parts, written, place });
        }
    }
    equations
}

/// Returns how far each cell is above the finest detail: a total is hidden only where no detail will do.
fn levels(equations: &[Equation], cells: usize) -> Vec<u32> {
    let mut levels = vec![0; cells];
    // As many rounds as levels can stand above each other; equations that go in a ring stop there too.
    for _ in 0..equations.len().min(16) {
        for equation in equations {
            let below = equation.parts.iter().map(|part| levels[part.index()]).max().unwrap_or(0);
            let level = &mut levels[equation.total.index()];
            *level = (*level).max(below + 1).min(16);
        }
    }
    levels
}

fn check_cells(reader: &mut Reader<'_>, cells: &[Cell], names: &Names, places: &[Place]) {
    for (at, (cell, place)) in cells.iter().zip(places).enumerate() {
        let Some(name) = names.iter().nth(at) else { continue };
        let problem = if cell.value < 0 || cell.size.is_some_and(|size| size < cell.value) {
            let headline =
                both!("`{name}` er mindre enn 0 eller større enn gruppen", "`{name}` is less than 0 or more than the group");
            Problem::new(Code::BrokenEquation, headline)
                .help(both!("rett verdien eller størrelsen", "mend the value or the size"))
        } else if [Some(cell.value), cell.size].into_iter().flatten().any(|number| number > 1 << 40) {
            Problem::new(Code::NumberTooLarge, too_large())
        } else {
            continue;
        };
        reader.problems.push(problem.at(place.clone()));
    }
}

fn check_equations(reader: &mut Reader<'_>, cells: &[Cell], equations: &[Equation]) {
    let value = |id: UnknownId| i128::from(cells[id.index()].value);
    for equation in equations {
        if value(equation.total) != equation.parts.iter().map(|part| value(*part)).sum::<i128>() {
            let written = &equation.written;
            let problem = Problem::new(
                Code::BrokenEquation,
                both!("tallene oppfyller ikke `{written}`", "the numbers do not satisfy `{written}`"),
            );
            reader.problems.push(problem.at(equation.place.clone()).help(both!("rett en av cellene", "mend one of the cells")));
        }
    }
}

fn protect(reader: &mut Reader<'_>, form: Option<&ProtectForm>) -> Protect {
    let mut truth =
        |of: fn(&ProtectForm) -> Option<&crate::check::reader::Truth>| form.and_then(of).is_none_or(|truth| reader.truth(truth));
    Protect { zero: truth(|form| form.zero.as_ref()), all: truth(|form| form.all.as_ref()) }
}

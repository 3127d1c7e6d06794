//! Figures: what texts ask for, made of public tables.
//!
//! [`figures`] is the way in.
//!
//! 1. `table` is the table a figure names: one of those of `/data/`, which hold what the pages show and nothing else, or
//!    one that the editor wrote;
//! 2. rows are left out that the figure does not want, and the rest counted, or their numbers taken, category by category;
//! 3. categories and groups are put in order and named.
//!
//! Numbers are never added up: a number stands in one row, or rows are counted. So no sum can tell a hidden number.

mod counted;
mod table;

use std::collections::BTreeMap;

use super::data::DataSet;
use super::desk::Desk;
use super::figure::{Figure, Figures};
use crate::domain::{FigureBlock, Said};
use crate::problem::{Both, Code, Lines, Problem, both};
use table::Table;

pub(crate) use table::named_in;

/// Makes the figures that public texts ask for.
pub(super) fn figures(desk: &Desk<'_>, sets: &[DataSet]) -> (Figures, Vec<Problem>) {
    let (mut figures, mut problems) = (Figures::new(), Vec::new());
    let mut taken: BTreeMap<String, &FigureBlock> = BTreeMap::new();
    for block in &desk.view.figures {
        let file = file(block);
        if let Some(first) = taken.get(&file) {
            problems.push(twice(block, first));
            continue;
        }
        taken.insert(file.clone(), block);
        match figure(desk, sets, block, file) {
            Ok(figure) => drop(figures.insert((block.source.within().to_owned(), block.line), figure)),
            Err(problem) => problems.push(*problem),
        }
    }
    (figures, problems)
}

/// Returns the path of a figure's table: beside the report it belongs to, or with those of all other pages.
fn file(block: &FigureBlock) -> String {
    let id = &block.id.value;
    match block.source.within().split('/').collect::<Vec<_>>().as_slice() {
        ["reports", report, _] => format!("rapporter/{report}/figurer/{id}.csv"),
        _ => format!("figurer/{id}.csv"),
    }
}

fn figure(desk: &Desk<'_>, sets: &[DataSet], block: &FigureBlock, file: String) -> Result<Figure, Box<Problem>> {
    let table = Table::of(sets, block)?;
    let counted = counted::counted(desk, &table, block)?;
    Ok(Figure {
        id: block.id.value.clone(),
        kind: block.kind,
        title: block.title.clone(),
        description: block.description.clone(),
        unit: block.unit.clone(),
        percent: block.percent,
        category: block.heading.clone().unwrap_or_else(|| heading(&block.category.value)),
        categories: counted.categories,
        groups: counted.groups,
        amounts: counted.amounts,
        note: block.note.clone(),
        synthetic: block.synthetic || table.is_invented(desk, block),
        href: desk.addresses.href(&format!("/{file}")),
        file,
        made_of: block.source.shown().to_owned(),
        drawn_from: block.drawn_from.clone(),
    })
}

/// A column's name as a heading: `kommune_navn` is "Kommune navn".
fn heading(column: &str) -> String {
    capital(&column.replace('_', " "))
}

/// A word with a capital letter.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Objects to what stands at `said` in a block.
fn problem(block: &FigureBlock, said: &Said, code: Code, headline: Both) -> Problem {
    let lines = Lines { file: block.source.shown(), first_line: block.line + 1, text: &block.text };
    Problem::new(code, headline).at(lines.at(said.line, said.column, said.value.chars().count()))
}

fn twice(block: &FigureBlock, first: &FigureBlock) -> Problem {
    let (id, other, line) = (&block.id.value, first.source.shown(), first.line);
    problem(
        block,
        &block.id,
        Code::FigureTwice,
        both!(
            "to figurer heter `{id}`; den andre står i {other}, linje {line}",
            "two figures are called `{id}`; the other is in {other}, line {line}"
        ),
    )
    .help(both!("gi den ene et annet navn", "give one of them another name"))
}

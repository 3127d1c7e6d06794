//! The columns that a map names, found in the table.

use std::collections::BTreeSet;

use super::table::{Table, clean, column_of};
use crate::check::{AnswerColumns, Answers, Column, ColumnMap, word};
use crate::domain::Mapping;
use crate::problem::{Code, Place, Problem, both};

/// The columns of a map by their numbers in the table.
pub(super) struct Columns {
    pub municipality: usize,
    pub date: Option<usize>,
    pub meeting: Option<usize>,
    pub contact: [Option<usize>; 3],
    pub internal_note: Option<usize>,
    /// Where each row is of one theme: the column that says which.
    pub theme: Option<usize>,
    pub answers: Vec<AnswerAt>,
}

/// The columns of an answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct AnswerAt {
    /// The theme's number in its mapping; none where the row says it.
    pub theme: Option<usize>,
    pub raised: usize,
    pub text: Option<usize>,
}

/// Finds all columns, or says which are not there, are there twice, or have two meanings.
pub(super) fn find(table: &Table, map: &ColumnMap, mapping: &Mapping) -> (Option<Columns>, Vec<Problem>) {
    let mut search = Search { table, taken: BTreeSet::new(), problems: Vec::new() };
    let municipality = search.column(&map.municipality);
    let [name, email, phone] = &map.contact;
    let mut columns = Columns {
        municipality: municipality.unwrap_or(0),
        date: search.maybe(map.date.as_ref()),
        meeting: search.maybe(map.meeting.as_ref()),
        contact: [name, email, phone].map(|column| search.maybe(column.as_ref())),
        internal_note: search.maybe(map.internal_note.as_ref()),
        theme: None,
        answers: Vec::new(),
    };
    match &map.answers {
        Answers::Wide(themes) => {
            for (id, answer) in themes {
                let number = search.theme(id, &answer.raised.place, mapping);
                columns.answers.extend(search.answer(number, answer));
            }
        }
        Answers::Long(rows) => {
            columns.theme = search.column(&rows.theme);
            columns.answers.extend(search.answer(None, &rows.columns));
            for id in rows.names.values() {
                search.theme(id, &rows.theme.place, mapping);
            }
        }
    }
    // Problems are told in the order in which the cells stand.
    columns.answers.sort_by_key(|answer| answer.raised);
    let problems = search.problems;
    (Some(columns).filter(|_| problems.is_empty()), problems)
}

/// A search for columns, and what came of it so far.
struct Search<'a> {
    table: &'a Table,
    taken: BTreeSet<usize>,
    problems: Vec<Problem>,
}

impl Search<'_> {
    fn column(&mut self, column: &Column) -> Option<usize> {
        let named: Vec<usize> = self.named(&column.name);
        let lettered =
            word(&column.name).strip_prefix("kolonne ").or(word(&column.name).strip_prefix("column ")).and_then(column_of);
        let lettered = lettered.filter(|column| *column < self.table.headings.len());
        let number = match named.as_slice() {
            [only] => *only,
            [] if lettered.is_some() => lettered?,
            [] => {
                self.problems.push(missing(column));
                return None;
            }
            several => {
                self.problems.push(twice(column, several));
                return None;
            }
        };
        if !self.taken.insert(number) {
            self.problems.push(two_meanings(column));
        }
        Some(number)
    }

    fn maybe(&mut self, column: Option<&Column>) -> Option<usize> {
        column.and_then(|column| self.column(column))
    }

    fn answer(&mut self, theme: Option<usize>, answer: &AnswerColumns) -> Option<AnswerAt> {
        let raised = self.column(&answer.raised);
        let text = self.maybe(answer.text.as_ref());
        Some(AnswerAt { theme, raised: raised?, text })
    }

    /// Returns the number of a theme in its mapping.
    fn theme(&mut self, id: &str, place: &Place, mapping: &Mapping) -> Option<usize> {
        let number = mapping.themes.iter().position(|theme| theme.id == id);
        if number.is_none() {
            let problem = Problem::new(
                Code::UnknownTarget,
                both!("temaet `{id}` finnes ikke i kartleggingen", "there is no theme `{id}` in the mapping"),
            );
            self.problems.push(problem.at(place.clone()).nearest(id, mapping.themes.iter().map(|theme| theme.id.as_str())));
        }
        number
    }

    fn named(&self, name: &str) -> Vec<usize> {
        let name = clean(name);
        let headings = self.table.headings.iter().enumerate();
        headings.filter(|(_, heading)| **heading == name).map(|(number, _)| number).collect()
    }
}

/// Headings are not told: where the first row is no row of headings, they are answers.
fn missing(column: &Column) -> Problem {
    let name = &column.name;
    Problem::new(Code::ColumnMissing, both!("tabellen har ingen kolonne `{name}`", "the table has no column `{name}`"))
        .at(column.place.clone())
        .help(both!(
            "skriv overskriften nøyaktig som i den første raden, eller `kolonne C`. Står det noe over overskriftene, så slett det",
            "write the heading exactly as in the first row, or `kolonne C`. If something stands above the headings, delete it"
        ))
}

fn twice(column: &Column, several: &[usize]) -> Problem {
    let name = &column.name;
    let letters = several.iter().map(|number| super::table::letters(*number)).collect::<Vec<_>>().join(", ");
    Problem::new(
        Code::ColumnTwice,
        both!("flere kolonner heter `{name}`: {letters}", "several columns are called `{name}`: {letters}"),
    )
    .at(column.place.clone())
    .help(both!("skriv hvilken, som `kolonne C`", "write which one, such as `kolonne C`"))
}

fn two_meanings(column: &Column) -> Problem {
    let name = &column.name;
    Problem::new(
        Code::ColumnTwice,
        both!("kolonnen `{name}` er brukt to ganger i kartet", "the column `{name}` is used twice in the map"),
    )
    .at(column.place.clone())
    .help(both!("hver kolonne betyr én ting", "each column means one thing"))
}

//! The table that a figure is made of, whichever it is, as texts and numbers by column.

use super::problem;
use crate::domain::{FigureBlock, FigureData, FigureTable, Said, TargetKind};
use crate::plan::data::{self, DataSet, Value};
use crate::plan::desk::Desk;
use crate::plan::figure::Amount;
use crate::problem::{Code, Problem, both};

/// The table whose empty numbers are hidden ones.
const RELEASED: &str = "kartleggingstall";

/// A table of figures.
pub(super) enum Table<'a> {
    Set(&'a data::Table),
    Own(&'a FigureTable),
}

impl<'a> Table<'a> {
    /// Returns the table that a figure names.
    pub(super) fn of(sets: &'a [DataSet], block: &'a FigureBlock) -> Result<Self, Box<Problem>> {
        let name = match &block.data {
            FigureData::Table(table) => return Ok(Self::Own(table)),
            FigureData::Set(name) | FigureData::File(name) => name,
        };
        let known = || sets.iter().map(|set| set.table.id);
        sets.iter().find(|set| set.table.id == name.value).map(|set| Self::Set(&set.table)).ok_or_else(|| {
            let (id, all) = (&name.value, known().collect::<Vec<_>>().join("`, `"));
            let headline = both!("det er ingen tabell `{id}` under /data/", "there is no table `{id}` under /data/");
            let problem = problem(block, name, Code::NotInTable, headline).nearest(id, known());
            Box::new(match problem.help {
                Some(_) => problem,
                None => problem.help(both!("tabellene er `{all}`", "the tables are `{all}`")),
            })
        })
    }

    fn columns(&self) -> Vec<&'a str> {
        match self {
            Self::Set(set) => set.columns.iter().map(|column| column.name).collect(),
            Self::Own(table) => table.columns.iter().map(String::as_str).collect(),
        }
    }

    /// Returns the number of a column.
    pub(super) fn column(&self, block: &FigureBlock, named: &Said) -> Result<usize, Box<Problem>> {
        let columns = self.columns();
        columns
            .iter()
            .position(|column| *column == named.value)
            .ok_or_else(|| Box::new(self.no_column(block, named, &named.value)))
    }

    /// Objects to a column that is not there; `said` is where the block speaks of it.
    pub(super) fn no_column(&self, block: &FigureBlock, said: &Said, name: &str) -> Problem {
        let columns = self.columns();
        let all = columns.join("`, `");
        let headline = both!("tabellen har ingen kolonne `{name}`", "the table has no column `{name}`");
        let problem = problem(block, said, Code::NotInTable, headline);
        let problem = if said.value == name { problem.nearest(name, columns) } else { problem };
        match problem.help {
            Some(_) => problem,
            None => problem.help(both!("kolonnene er `{all}`", "the columns are `{all}`")),
        }
    }

    /// Returns the number of the column called `name`, where there is one.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.columns().iter().position(|column| *column == name)
    }

    pub(super) fn rows(&self) -> usize {
        match self {
            Self::Set(set) => set.rows.len(),
            Self::Own(table) => table.rows.len(),
        }
    }

    /// Returns the texts of a cell: none where it is empty.
    pub(super) fn texts(&self, row: usize, column: usize) -> Vec<String> {
        match self {
            Self::Own(table) => table.rows[row][column..=column].iter().filter(|text| !text.is_empty()).cloned().collect(),
            Self::Set(set) => match &set.rows[row][column] {
                Value::Text(text) => vec![text.clone()],
                Value::Texts(texts) => texts.clone(),
                Value::Whole(number) => vec![number.to_string()],
                Value::Degrees(degrees) => vec![degrees.to_string()],
                Value::Date(date) => vec![date.to_string()],
                Value::None => Vec::new(),
            },
        }
    }

    /// Returns the number of a cell; none where it holds none.
    pub(super) fn amount(&self, row: usize, column: usize) -> Option<Amount> {
        match self {
            Self::Own(table) => Amount::read(&table.rows[row][column]),
            Self::Set(set) => match &set.rows[row][column] {
                Value::Whole(number) => Amount::read(&number.to_string()),
                Value::Degrees(degrees) => Amount::read(&degrees.to_string()),
                Value::None if set.id == RELEASED => Some(Amount::Hidden),
                Value::None => Some(Amount::Absent),
                Value::Text(text) => Amount::read(text),
                Value::Texts(_) | Value::Date(_) => None,
            },
        }
    }

    /// Returns the name of an entry of the registry that a cell means by its id.
    pub(super) fn name(&self, desk: &Desk<'_>, column: &str, value: &str) -> Option<String> {
        let Self::Set(set) = self else { return None };
        desk.entry(named_in(set.id, column)?, value).map(|link| link.title)
    }

    /// Tells whether the numbers are invented: the table says so of a row that the figure wants.
    pub(super) fn is_invented(&self, desk: &Desk<'_>, block: &FigureBlock) -> bool {
        let Self::Set(set) = self else { return false };
        let mappings = desk.view.mappings.iter().filter(|mapping| mapping.about.synthetic);
        let mut invented = mappings.map(|mapping| mapping.about.id.as_str());
        let Some(column) = self.position("kartlegging") else { return false };
        let wanted = |row: &usize| super::counted::is_wanted(self, block, *row);
        invented.any(|id| (0..set.rows.len()).filter(wanted).any(|row| self.texts(row, column).iter().any(|text| text == id)))
    }
}

/// Returns what a column of a table of `/data/` names by its id, where it names other entries.
pub(crate) fn named_in(table: &str, column: &str) -> Option<TargetKind> {
    Some(match (table, column) {
        ("funn", "id") => TargetKind::Finding,
        ("funn" | RELEASED, "tema") => TargetKind::Theme,
        ("funn" | RELEASED, "kartlegging") => TargetKind::Mapping,
        ("funn", "satsinger") | ("satsinger", "id") => TargetKind::Priority,
        ("vertskommuner", "senter") | ("kommune-senter", "sentre") | ("sentre", "id") => TargetKind::Centre,
        ("kilder", "id") | (_, "kilder") => TargetKind::Reference,
        (_, "fylke") => TargetKind::County,
        _ => return None,
    })
}

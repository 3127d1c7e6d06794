//! Figures as an editor asks for them: which numbers, drawn how.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Source;

/// How numbers are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FigureKind {
    /// A bar for each category.
    Bars,
    /// A bar for each category, parted in groups.
    Stacked,
    /// A dot on a line for each category and group.
    Dots,
    /// Bars once more for each group, to one measure.
    Multiples,
    /// Categories down, groups across.
    Matrix,
}

/// A word of the block, and where in it that stands: line and column, counted from 1; 0 where it is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    pub value: String,
    pub line: usize,
    pub column: usize,
}

/// Which numbers a figure shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FigureData {
    /// A table of `/data/`, by its id.
    Set(Said),
    /// A table among the attachments, by its path within the content.
    File(Said),
    /// A table of its own.
    Table(FigureTable),
}

/// A table: the names of its columns, and as many cells in each row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct FigureTable {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// In which order categories stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FigureOrder {
    /// As they come in the data.
    Data,
    /// By their names.
    Name,
    /// The greatest first.
    Size,
    /// These first, then the others as they come.
    These(Vec<String>),
}

/// A figure as asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FigureBlock {
    pub source: Source,
    /// The line of the file on which the block begins.
    pub line: usize,
    /// What stands in the block; its first line follows `line`.
    pub text: Arc<str>,
    pub id: Said,
    pub kind: FigureKind,
    pub title: String,
    pub description: String,
    pub data: FigureData,
    /// The attachment that its table was read from, by its path within the content.
    pub drawn_from: Option<String>,
    pub category: Said,
    pub group: Option<Said>,
    /// The column of the numbers; without one, rows are counted.
    pub value: Option<Said>,
    /// Only rows that say this in a column.
    pub only: Vec<(String, Said)>,
    pub order: FigureOrder,
    pub group_order: Vec<String>,
    /// Words to show for values of the data.
    pub labels: BTreeMap<String, String>,
    /// What is shown for rows that have no category or group.
    pub missing: Option<String>,
    pub heading: Option<String>,
    pub unit: Option<String>,
    /// The numbers are per cent.
    pub percent: bool,
    pub note: Option<String>,
    pub synthetic: bool,
}

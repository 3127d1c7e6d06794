//! A table as read: headings and cells, whatever kind of file they come from.

use super::{csv, xlsx};
use crate::domain::PartialDate;
use crate::problem::{Both, Code, Place, Problem, both};

/// Most rows of a table.
pub(super) const MOST_ROWS: usize = 20_000;
/// Most columns of a table.
pub(super) const MOST_COLUMNS: usize = 1_000;

/// A table with a row of headings.
#[derive(Debug)]
pub(crate) struct Table {
    /// The file as people see it.
    pub(super) file: String,
    pub(super) kind: Kind,
    pub(super) headings: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// How places in a table are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// By line and column.
    Csv,
    /// As in a spreadsheet: `D12`.
    Xlsx,
}

/// A row that is not empty.
#[derive(Debug)]
pub(super) struct Row {
    /// The line, or the number of the row in its sheet, counted from 1.
    pub number: usize,
    /// As many as there are headings.
    pub cells: Vec<Cell>,
}

/// What stands in a cell. Its `Debug` shows only the kind.
#[derive(Clone, PartialEq, Default)]
pub(super) enum Cell {
    #[default]
    Empty,
    Text(String),
    Number(f64),
    Truth(bool),
    /// A day, perhaps with a time.
    Date(PartialDate),
    /// What it shows was reckoned, perhaps long ago.
    Formula,
    /// One of several cells that were made one.
    Merged,
    /// `#N/A`, a duration, a day before there were days: nothing that can be read.
    Unreadable,
}

impl std::fmt::Debug for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if *self == Self::Empty { "Empty" } else { "…" })
    }
}

/// Reads a table; of a workbook the sheet named, or the only one that is visible.
///
/// # Errors
///
/// What keeps the file from being read as a table.
pub(crate) fn read_table(file: &str, bytes: &[u8], sheet: Option<&str>) -> Result<(Table, Vec<Problem>), Problem> {
    match bytes {
        [b'P', b'K', 3, 4, ..] => xlsx::read(file, bytes, sheet),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Err(no_table(
            file,
            both!(
                "arbeidsboken er beskyttet med passord eller av det gamle slaget (`.xls`)",
                "the workbook has a password, or is of the old kind (`.xls`)"
            ),
            both!("lagre den på nytt som XLSX uten passord", "save it again as XLSX without a password"),
        )),
        _ if sheet.is_some() => Err(no_table(
            file,
            both!("filen er ingen arbeidsbok, så den har ingen ark", "the file is no workbook, so it has no sheets"),
            both!("ta bort `--sheet`", "leave out `--sheet`"),
        )),
        _ => csv::read(file, bytes),
    }
}

pub(super) fn no_table(file: &str, headline: Both, help: Both) -> Problem {
    Problem::new(Code::BadTable, headline).at(Place::file(file)).help(help)
}

impl Table {
    /// Makes a table of its rows, the first of which has the headings. Rows without anything are passed over.
    pub(super) fn new(file: &str, kind: Kind, rows: impl IntoIterator<Item = Row>) -> Result<Self, Problem> {
        let mut rows = rows.into_iter().filter(|row| row.cells.iter().any(|cell| *cell != Cell::Empty));
        let heading = |cell: &Cell| match cell {
            Cell::Text(text) => clean(text),
            Cell::Number(number) => number_text(*number).unwrap_or_default(),
            _ => String::new(),
        };
        let mut headings: Vec<String> = rows.next().iter().flat_map(|row| &row.cells).map(heading).collect();
        while headings.last().is_some_and(String::is_empty) {
            headings.pop();
        }
        let rows: Vec<Row> = rows.collect();
        if headings.is_empty() || rows.is_empty() {
            return Err(no_table(
                file,
                both!("tabellen har ingen rader", "the table has no rows"),
                both!(
                    "den første raden må ha overskriftene, og hver rad under den et svar",
                    "the first row must have the headings, and each row below it an answer"
                ),
            ));
        }
        if rows.len() > MOST_ROWS || headings.len() > MOST_COLUMNS {
            return Err(no_table(
                file,
                both!(
                    "tabellen er større enn {MOST_ROWS} rader eller {MOST_COLUMNS} kolonner",
                    "the table is larger than {MOST_ROWS} rows or {MOST_COLUMNS} columns"
                ),
                both!("ta bort det som ikke er svar", "take away what is no answer"),
            ));
        }
        Ok(Self { file: file.to_owned(), kind, headings, rows })
    }

    /// Says where a cell is, without saying what is in it.
    pub(super) fn cell(&self, row: &Row, column: usize) -> Both {
        let (number, letters) = (row.number, letters(column));
        match self.kind {
            Kind::Csv => both!("linje {number}, kolonne {letters}", "line {number}, column {letters}"),
            Kind::Xlsx => both!("celle {letters}{number}", "cell {letters}{number}"),
        }
    }

    /// Says which row is meant.
    pub(super) fn row(&self, row: &Row) -> Both {
        let number = row.number;
        match self.kind {
            Kind::Csv => both!("linje {number}", "line {number}"),
            Kind::Xlsx => both!("rad {number}", "row {number}"),
        }
    }

    /// Returns an objection to a cell.
    pub(super) fn object(&self, code: Code, row: &Row, column: usize, said: &Both) -> Problem {
        let at = self.cell(row, column);
        Problem::new(code, Both { nb: format!("{}: {}", at.nb, said.nb), en: format!("{}: {}", at.en, said.en) })
            .at(Place::file(&self.file))
    }

    /// Returns an objection to a row.
    pub(super) fn object_to_row(&self, row: &Row, said: &Both) -> Problem {
        let at = self.row(row);
        Problem::new(Code::BadRow, Both { nb: format!("{}: {}", at.nb, said.nb), en: format!("{}: {}", at.en, said.en) })
            .at(Place::file(&self.file))
    }
}

/// Returns the letters of a column, as spreadsheets have them: `A`, `Z`, `AA`.
pub(super) fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().map(|&letter| char::from(letter)).collect()
}

/// Returns the column of some letters.
pub(super) fn column_of(letters: &str) -> Option<usize> {
    let letters = letters.as_bytes();
    let number = |sum: usize, letter: &u8| {
        letter.is_ascii_alphabetic().then(|| sum * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1)
    };
    let fits = (1..=3).contains(&letters.len());
    fits.then(|| letters.iter().try_fold(0, number)).flatten().map(|number| number - 1)
}

/// Returns a text in one Unicode form, with plain line ends and nothing around it.
pub(super) fn clean(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.replace("\r\n", "\n").replace('\r', "\n").trim().nfc().collect()
}

/// Returns a number as it is written in Norwegian, or none where its digits are not certain.
pub(super) fn number_text(number: f64) -> Option<String> {
    const CERTAIN: f64 = 9_007_199_254_740_992.0;
    (number.abs() < CERTAIN).then(|| format!("{number}").replace('.', ","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_in_a_spreadsheet() {
        let some = [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")];
        for (column, name) in some {
            assert_eq!((letters(column).as_str(), column_of(name)), (name, Some(column)));
        }
        assert_eq!([column_of(""), column_of("A1"), column_of("ABCD"), column_of("å")], [None; 4]);
    }

    #[test]
    fn numbers_are_written_as_they_stand() {
        let some = [(17_384_629.0, "17384629"), (2.5, "2,5"), (-0.25, "-0,25"), (0.0, "0")];
        for (number, text) in some {
            assert_eq!(number_text(number).as_deref(), Some(text));
        }
        assert_eq!([number_text(1e300), number_text(f64::NAN), number_text(f64::INFINITY)], [None, None, None]);
    }
}

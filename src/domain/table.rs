//! Tables of data in a text, and how numbers and dates look in Norwegian.

use super::{Language, PartialDate};

/// A table as an editor gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DataTable {
    pub title: String,
    pub columns: Vec<DataColumn>,
    /// None in a cell: not known. Empty where the rows lie in a file.
    pub rows: Vec<Vec<Option<String>>>,
    /// A CSV file, by its path within the content.
    pub file: Option<String>,
    /// References, by id.
    pub sources: Vec<String>,
    pub note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DataColumn {
    pub title: String,
    /// What its cells hold.
    pub kind: DataKind,
    /// The column of the file that it shows.
    pub from: String,
}

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum DataKind {
    #[default]
    Text,
    Number,
    Percent,
    Date,
}

/// Why a file is no such table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoTable {
    /// There is no column of this name; those there are.
    Column(String, Vec<String>),
    /// A cell is not of its column's kind: row (from 1) and the column's title.
    Cell(usize, String),
    /// A row has more or fewer cells than there are columns: row (from 1).
    Width(usize),
}

impl DataKind {
    /// Tells whether cells of this kind stand to the right, digit below digit.
    pub(crate) fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Percent)
    }

    /// Returns a value as it is read; none where it is not of this kind.
    pub(crate) fn shown(self, value: &str) -> Option<String> {
        let value = value.trim();
        match self {
            Self::Text => Some(value.to_owned()),
            Self::Number => number(value),
            Self::Percent => number(value.trim_end_matches('%').trim_end()).map(|number| format!("{number}\u{a0}%")),
            Self::Date => value.parse::<PartialDate>().ok().map(|date| date.to_string()),
        }
    }
}

impl DataTable {
    /// Returns the cells as they are read, none for what is not known. `csv` is what the file holds.
    pub(crate) fn cells(&self, csv: Option<&str>) -> Result<Vec<Vec<Option<String>>>, NoTable> {
        let rows = match csv {
            Some(csv) => self.of_file(csv)?,
            None => self.rows.clone(),
        };
        let shown = |(number, row): (usize, Vec<Option<String>>)| {
            if row.len() != self.columns.len() {
                return Err(NoTable::Width(number + 1));
            }
            let cell = |(value, column): (Option<String>, &DataColumn)| match value {
                Some(value) if !value.trim().is_empty() => {
                    column.kind.shown(&value).map(Some).ok_or_else(|| NoTable::Cell(number + 1, column.title.clone()))
                }
                _ => Ok(None),
            };
            row.into_iter().zip(&self.columns).map(cell).collect()
        };
        rows.into_iter().enumerate().map(shown).collect()
    }

    fn of_file(&self, csv: &str) -> Result<Vec<Vec<Option<String>>>, NoTable> {
        let mut rows = records(csv).into_iter();
        let head: Vec<String> = rows.next().unwrap_or_default().iter().map(|name| name.trim().to_owned()).collect();
        let place = |column: &DataColumn| {
            let at = head.iter().position(|name| *name == column.from);
            at.ok_or_else(|| NoTable::Column(column.from.clone(), head.clone()))
        };
        let places: Vec<usize> = self.columns.iter().map(place).collect::<Result<_, _>>()?;
        let mut picked = Vec::new();
        for (number, row) in rows.enumerate() {
            if row.len() != head.len() {
                return Err(NoTable::Width(number + 1));
            }
            picked.push(places.iter().map(|&at| row.get(at).cloned()).collect());
        }
        Ok(picked)
    }
}

/// Returns the word for what is not known.
pub(crate) fn unknown(language: Language) -> &'static str {
    match language {
        Language::English => "unknown",
        Language::Nynorsk => "ukjend",
        _ => "ukjent",
    }
}

/// Returns the word before the sources of a table.
pub(crate) fn source(language: Language) -> &'static str {
    match language {
        Language::English => "Source",
        Language::Nynorsk => "Kjelde",
        _ => "Kilde",
    }
}

/// Returns a number with a comma before its decimals, and a space that holds between each three digits: 12 345,6.
fn number(written: &str) -> Option<String> {
    let (sign, digits) = match written.strip_prefix(['-', '−']) {
        Some(rest) => ("−", rest),
        None => ("", written),
    };
    let (whole, decimals) = match digits.split_once(['.', ',']) {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (digits, None),
    };
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !decimals.is_none_or(all_digits) {
        return None;
    }
    let mut shown = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            shown.push('\u{a0}');
        }
        shown.push(digit);
    }
    if let Some(decimals) = decimals {
        shown.push(',');
        shown.push_str(decimals);
    }
    Some(shown)
}

/// Returns the records of a CSV file. What parts the cells is what its first line has: semicolon, tab, else comma.
fn records(csv: &str) -> Vec<Vec<String>> {
    let csv = csv.trim_start_matches('\u{FEFF}');
    let first = csv.lines().next().unwrap_or("");
    let between = if first.contains(';') {
        ';'
    } else if first.contains('\t') {
        '\t'
    } else {
        ','
    };
    let (mut records, mut record, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = csv.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' if quoted || cell.is_empty() => quoted = !quoted,
            '\r' if !quoted => {}
            '\n' if !quoted => {
                record.push(std::mem::take(&mut cell));
                records.push(std::mem::take(&mut record));
            }
            letter if letter == between && !quoted => record.push(std::mem::take(&mut cell)),
            letter => cell.push(letter),
        }
    }
    if !cell.is_empty() || !record.is_empty() {
        record.push(cell);
        records.push(record);
    }
    records.retain(|record| record.iter().any(|cell| !cell.trim().is_empty()));
    records
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_are_written_as_in_norwegian() {
        let shown = |kind: DataKind, value: &str| kind.shown(value).unwrap_or_else(|| "-".to_owned()).replace('\u{a0}', "_");
        for (value, is) in
            [("7", "7"), ("1234,5", "1_234,5"), ("1234567.25", "1_234_567,25"), ("-1000", "−1_000"), ("007", "007")]
        {
            assert_eq!(shown(DataKind::Number, value), is);
        }
        for none in ["", "x", "1.2.3", "1,", ",5", "1 000", "1e5", "--1", "+1"] {
            assert_eq!(shown(DataKind::Number, none), "-", "{none}");
        }
        assert_eq!((shown(DataKind::Percent, "12.3"), shown(DataKind::Percent, "91 %")), ("12,3_%".into(), "91_%".into()));
        assert_eq!(
            (shown(DataKind::Date, "2024-02-03"), shown(DataKind::Date, "3.2.24")),
            ("3. februar 2024".into(), "-".into())
        );
    }

    #[test]
    fn a_file_gives_the_columns_that_are_asked_for() {
        let column = |from: &str, kind| DataColumn { title: from.to_uppercase(), kind, from: from.to_owned() };
        let mut table = DataTable {
            title: String::new(),
            columns: vec![column("navn", DataKind::Text), column("tall", DataKind::Number)],
            rows: Vec::new(),
            file: Some("files/x.csv".to_owned()),
            sources: Vec::new(),
            note: None,
        };
        let cell = |text: &str| Some(text.to_owned());
        assert_eq!(
            table.cells(Some("\u{FEFF}navn;annet;tall\r\n\"Ås; \"\"x\"\"\";y;1000\r\n\r\nBø;y;\r\n")),
            Ok(vec![vec![cell("Ås; \"x\""), cell("1\u{a0}000")], vec![cell("Bø"), None]])
        );
        assert_eq!(table.cells(Some("navn,tall\nA,x\n")), Err(NoTable::Cell(1, "TALL".to_owned())));
        assert_eq!(table.cells(Some("navn,tall\nA,1\nB\n")), Err(NoTable::Width(2)));
        assert_eq!(table.cells(Some("navn\nA\n")), Err(NoTable::Column("tall".to_owned(), vec!["navn".to_owned()])));
        table.rows = vec![vec![cell("A")]];
        assert_eq!(table.cells(None), Err(NoTable::Width(1)));
    }
}

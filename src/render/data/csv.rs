//! A table as CSV: RFC 4180, with a byte order mark so that spreadsheets read æøå.

use super::shown;
use crate::plan::{Table, Value};

pub(super) fn bytes(table: &Table) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer("\u{FEFF}".as_bytes().to_vec());
    // Writing to memory cannot fail.
    drop(writer.write_record(table.columns.iter().map(|column| column.name)));
    for row in &table.rows {
        drop(writer.write_record(row.iter().map(cell)));
    }
    writer.into_inner().unwrap_or_default()
}

fn cell(value: &Value) -> String {
    match value {
        Value::Text(_) | Value::Texts(_) => defused(shown(value)),
        Value::Whole(_) | Value::Degrees(_) | Value::Date(_) | Value::None => shown(value),
    }
}

/// A spreadsheet takes a cell that begins like this for a formula; an apostrophe in front makes it text.
pub(in crate::render) fn defused(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::cell;
    use crate::plan::Value;

    #[test]
    fn a_cell_that_looks_like_a_formula_is_defused() {
        let text = |text: &str| Value::Text(text.to_owned());
        assert_eq!(cell(&text("=1+1")), "'=1+1");
        assert_eq!(cell(&text("0301, \"Oslo\"")), "0301, \"Oslo\"");
        assert_eq!(cell(&Value::Texts(vec!["@a".to_owned(), "b".to_owned()])), "'@a; b");
        assert_eq!(cell(&Value::Degrees(-0.5)), "-0.5", "a number is no text");
    }
}

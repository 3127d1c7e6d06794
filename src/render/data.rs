//! Tables as CSV and JSON.

use serde_json::{Map, Value as Json, json};

use super::RenderedFile;
use crate::domain::SitePath;
use crate::plan::{DataSet, Value};

/// Returns the files of a table.
pub(super) fn files(set: &DataSet) -> Vec<RenderedFile> {
    let file = |ending: &str, bytes: Vec<u8>| {
        SitePath::new(format!("data/{}.{ending}", set.id)).map(|path| RenderedFile { path, bytes: bytes.into() })
    };
    [file("csv", csv(set)), file("json", json_file(set))].into_iter().flatten().collect()
}

/// CSV as RFC 4180 has it, with a byte order mark so that spreadsheets read æøå.
fn csv(set: &DataSet) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer("\u{FEFF}".as_bytes().to_vec());
    // Writing to memory cannot fail.
    drop(writer.write_record(set.columns.iter().map(|(name, _)| name)));
    for row in &set.rows {
        drop(writer.write_record(row.iter().map(cell)));
    }
    writer.into_inner().unwrap_or_default()
}

fn cell(value: &Value) -> String {
    match value {
        Value::Text(text) => defused(text.clone()),
        Value::Texts(texts) => defused(texts.join("; ")),
        Value::Number(number) => number.to_string(),
        Value::None => String::new(),
    }
}

/// A spreadsheet takes a cell that begins like this for a formula; an apostrophe in front makes it text.
pub(super) fn defused(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
}

fn json_file(set: &DataSet) -> Vec<u8> {
    let columns: Vec<Json> = set.columns.iter().map(|(name, text)| json!({"name": name, "description": text})).collect();
    let rows: Vec<Json> = set.rows.iter().map(|row| object(set, row)).collect();
    let file = json!({"title": set.title, "description": set.text, "columns": columns, "rows": rows});
    let mut bytes = serde_json::to_vec_pretty(&file).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn object(set: &DataSet, row: &[Value]) -> Json {
    let value = |value: &Value| match value {
        Value::Text(text) => json!(text),
        Value::Texts(texts) => json!(texts),
        Value::Number(number) => json!(number),
        Value::None => Json::Null,
    };
    let pairs = set.columns.iter().zip(row).map(|((name, _), cell)| ((*name).to_owned(), value(cell)));
    Json::Object(pairs.collect::<Map<String, Json>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_looks_like_a_formula_is_defused() {
        let set = DataSet {
            id: "x",
            title: "X",
            text: "",
            columns: vec![("a", ""), ("b", "")],
            rows: vec![vec![Value::Text("=1+1".to_owned()), Value::Text("0301, \"Oslo\"".to_owned())]],
            sources: Vec::new(),
        };
        assert_eq!(String::from_utf8(csv(&set)).unwrap(), "\u{FEFF}a,b\r\n'=1+1,\"0301, \"\"Oslo\"\"\"\r\n");
    }
}

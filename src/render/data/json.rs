//! A table as JSON, with what its reader must know.

use serde_json::{Map, Value as Json, json};

use crate::plan::{Column, DataSet, Table, Value};

pub(super) fn bytes(set: &DataSet) -> Vec<u8> {
    let table = &set.table;
    let columns: Vec<Json> = table.columns.iter().map(column).collect();
    let rows: Vec<Json> = table.rows.iter().map(|row| object(table, row)).collect();
    let licence = set.colophon.licence.as_ref().map(|(name, url)| json!({"name": name, "url": url}));
    let file = json!({
        "$schema": set.schema_address(),
        "title": table.title,
        "description": table.text,
        "publisher": set.colophon.publisher,
        "licence": licence,
        "credits": set.colophon.credits,
        "updated": set.colophon.updated.map(|date| date.iso()),
        "columns": columns,
        "rows": rows,
    });
    written(&file)
}

/// Returns the file, with a line end at its end.
pub(super) fn written(json: &Json) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(json).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn column(column: &Column) -> Json {
    json!({"name": column.name, "description": column.text, "type": column.kind_name()})
}

fn object(table: &Table, row: &[Value]) -> Json {
    let pairs = table.columns.iter().zip(row).map(|(column, cell)| (column.name.to_owned(), value(cell)));
    Json::Object(pairs.collect::<Map<String, Json>>())
}

pub(super) fn value(value: &Value) -> Json {
    match value {
        Value::Text(text) => json!(text),
        Value::Texts(texts) => json!(texts),
        Value::Whole(number) => json!(number),
        Value::Degrees(degrees) => json!(degrees),
        Value::Date(date) => json!(date.to_string()),
        Value::None => Json::Null,
    }
}

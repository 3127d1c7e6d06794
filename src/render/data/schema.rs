//! What the JSON of a table can hold, as JSON Schema 2020-12, made of the same columns.

use serde_json::{Map, Value as Json, json};

use super::json::written;
use crate::plan::{Column, DataSet, Kind};

pub(super) fn bytes(set: &DataSet) -> Vec<u8> {
    let table = &set.table;
    let text = || json!({"type": "string"});
    let column = json!({
        "type": "object",
        "properties": {"name": text(), "description": text(), "type": text()},
        "required": ["name", "description", "type"],
        "additionalProperties": false,
    });
    let licence = json!({
        "type": ["object", "null"],
        "properties": {"name": text(), "url": text()},
        "required": ["name", "url"],
        "additionalProperties": false,
    });
    written(&json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": set.schema_address(),
        "title": table.title,
        "description": table.text,
        "type": "object",
        "properties": {
            "$schema": {"const": set.schema_address()},
            "title": {"const": table.title},
            "description": text(),
            "publisher": text(),
            "licence": licence,
            "credits": {"type": "array", "items": text()},
            "updated": {"type": ["string", "null"], "pattern": PARTIAL_DATE},
            "columns": {"type": "array", "items": column},
            "rows": {"type": "array", "items": {"$ref": "#/$defs/row"}},
        },
        "required": ["$schema", "title", "description", "publisher", "licence", "credits", "updated", "columns", "rows"],
        "additionalProperties": false,
        "$defs": {"row": row(&table.columns)},
    }))
}

fn row(columns: &[Column]) -> Json {
    let properties: Map<String, Json> = columns.iter().map(|column| (column.name.to_owned(), property(column))).collect();
    let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
    json!({"type": "object", "properties": properties, "required": names, "additionalProperties": false})
}

fn property(column: &Column) -> Json {
    let one = if column.codes.is_empty() { kind(column.kind) } else { codes(&column.codes) };
    let mut property = match (column.is_list, column.is_optional) {
        (true, _) => json!({"type": "array", "items": one}),
        (false, true) => json!({"anyOf": [one, {"type": "null"}]}),
        (false, false) => one,
    };
    property["description"] = json!(column.text);
    property
}

fn codes(codes: &[(&'static str, String)]) -> Json {
    let codes: Vec<Json> = codes.iter().map(|(code, meaning)| json!({"const": code, "description": meaning})).collect();
    json!({"oneOf": codes})
}

/// A day, a month or a year.
const PARTIAL_DATE: &str = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$";

fn kind(kind: Kind) -> Json {
    match kind {
        Kind::Text => json!({"type": "string"}),
        Kind::Digits(length) => json!({"type": "string", "pattern": format!("^[0-9]{{{length}}}$")}),
        Kind::Whole => json!({"type": "integer", "minimum": 0}),
        Kind::Latitude => json!({"type": "number", "minimum": -90, "maximum": 90}),
        Kind::Longitude => json!({"type": "number", "minimum": -180, "maximum": 180}),
        Kind::Date => json!({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
        Kind::PartialDate => json!({"anyOf": [{"const": "unknown"}, {"type": "string", "pattern": PARTIAL_DATE}]}),
        Kind::Address => json!({"type": "string", "format": "uri", "pattern": "^https?://"}),
    }
}

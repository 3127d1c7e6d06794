//! A table whose rows have a place, as GeoJSON (RFC 7946): longitude first, WGS 84; no place, no geometry.

use serde_json::{Map, Value as Json, json};

use super::json::value;
use crate::plan::{DataSet, Value};

/// Returns the file, a feature a line; `at` says which columns are latitude and longitude.
pub(super) fn bytes(set: &DataSet, at: (usize, usize)) -> Vec<u8> {
    let features: Vec<String> = set.table.rows.iter().map(|row| feature(set, row, at).to_string()).collect();
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", features.join(",\n")).into_bytes()
}

fn feature(set: &DataSet, row: &[Value], (lat, lon): (usize, usize)) -> Json {
    let geometry = match (row.get(lon), row.get(lat)) {
        (Some(Value::Degrees(lon)), Some(Value::Degrees(lat))) => json!({"type": "Point", "coordinates": [lon, lat]}),
        _ => Json::Null,
    };
    let others = set.table.columns.iter().zip(row).enumerate().filter(|(index, _)| *index != lat && *index != lon);
    let properties = others.map(|(_, (column, cell))| (column.name.to_owned(), value(cell)));
    json!({"type": "Feature", "geometry": geometry, "properties": Json::Object(properties.collect::<Map<_, _>>())})
}

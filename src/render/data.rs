//! Tables as files: a workbook, CSV, JSON with its schema, GeoJSON.
//!
//! [`files`] is the way in, and [`catalogue()`] that of the list of them. Each form is made of the same [`DataSet`], so that all say the same.

mod catalogue;
pub(super) mod csv;
mod geojson;
mod json;
mod schema;
mod workbook;

use super::RenderedFile;
use crate::domain::SitePath;
use crate::plan::{ALL_TABLES, Catalogue, DataSet, Form, Value};

/// Returns the files of a table.
pub(super) fn files(set: &DataSet) -> Vec<RenderedFile> {
    let file = |form: Form| {
        let bytes = match form {
            Form::Xlsx => workbook::bytes(set)?,
            Form::Csv => csv::bytes(&set.table),
            Form::Json => json::bytes(set),
            Form::GeoJson => geojson::bytes(set, set.position()?),
            Form::Schema => schema::bytes(set),
        };
        SitePath::new(set.path(form)).map(|path| RenderedFile { path, bytes: bytes.into() })
    };
    set.files().into_iter().filter_map(file).collect()
}

/// Returns all tables as one workbook; none where there are none.
pub(super) fn all_tables(sets: &[DataSet]) -> Option<RenderedFile> {
    let bytes = workbook::of_all(sets)?;
    SitePath::new(ALL_TABLES).map(|path| RenderedFile { path, bytes: bytes.into() })
}

/// Returns the files of the catalogue: the same in both.
pub(super) fn catalogue(catalogue: &Catalogue) -> impl Iterator<Item = RenderedFile> {
    let files = [("ttl", catalogue::turtle(catalogue)), ("jsonld", catalogue::json_ld(catalogue))];
    files.into_iter().filter_map(|(ending, bytes)| {
        SitePath::new(format!("data/katalog.{ending}")).map(|path| RenderedFile { path, bytes: bytes.into() })
    })
}

/// Returns a value as one text, as a cell shows it.
fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Texts(texts) => texts.join("; "),
        Value::Whole(number) => number.to_string(),
        Value::Degrees(degrees) => degrees.to_string(),
        Value::Date(date) => date.to_string(),
        Value::None => String::new(),
    }
}

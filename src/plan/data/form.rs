//! The files in which a table is published.

use super::{DataSet, Kind};

/// A form of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// For those who work in a spreadsheet.
    Xlsx,
    Csv,
    Json,
    /// Where the rows have a place on the map.
    GeoJson,
    /// What the JSON can hold.
    Schema,
}

impl Form {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "Excel",
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::GeoJson => "GeoJSON",
            Self::Schema => "JSON Schema",
        }
    }

    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::GeoJson => "geojson",
            Self::Schema => "schema.json",
        }
    }
}

impl DataSet {
    /// Returns the forms in which the table is published.
    pub(crate) fn forms(&self) -> Vec<Form> {
        let mut forms = vec![Form::Xlsx, Form::Csv, Form::Json];
        if self.position().is_some() {
            forms.push(Form::GeoJson);
        }
        forms
    }

    /// Returns all files of the table: its forms, and what its JSON can hold.
    pub(crate) fn files(&self) -> Vec<Form> {
        let mut files = self.forms();
        files.push(Form::Schema);
        files
    }

    /// Returns the whole address of a file of this table.
    pub(crate) fn address(&self, form: Form) -> String {
        format!("{}{}.{}", self.colophon.address, self.table.id, form.ending())
    }

    pub(crate) fn schema_address(&self) -> String {
        self.address(Form::Schema)
    }

    /// Returns the path of a file of this table: `data/kommuner.csv`.
    pub(crate) fn path(&self, form: Form) -> String {
        format!("data/{}.{}", self.table.id, form.ending())
    }

    /// Returns which columns are latitude and longitude.
    pub(crate) fn position(&self) -> Option<(usize, usize)> {
        let at = |kind| self.table.columns.iter().position(|column| column.kind == kind);
        Some((at(Kind::Latitude)?, at(Kind::Longitude)?))
    }
}

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

    /// Says whom it is for.
    pub(crate) fn about(self) -> &'static str {
        match self {
            Self::Xlsx => "Arbeidsbok for regneark, med ett ark for radene og ett som forklarer kolonnene.",
            Self::Csv => "Tekst med komma mellom verdiene, i UTF-8.",
            Self::Json => "For programmer, med forklaring av kolonnene.",
            Self::GeoJson => "For kart, i WGS 84.",
            Self::Schema => "Hva JSON-filen kan inneholde.",
        }
    }

    /// Returns the media type, as IANA lists it.
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv",
            Self::Json => "application/json",
            Self::GeoJson => "application/geo+json",
            Self::Schema => "application/schema+json",
        }
    }

    /// Returns the name in the European list of file types.
    pub(super) fn file_type(self) -> &'static str {
        match self {
            Self::Xlsx => "XLSX",
            Self::Csv => "CSV",
            Self::Json | Self::Schema => "JSON",
            Self::GeoJson => "GEOJSON",
        }
    }

    /// Returns the address of the standard that files of this form keep.
    pub(super) fn standard(self) -> Option<&'static str> {
        match self {
            Self::Csv => Some("https://www.rfc-editor.org/info/rfc4180"),
            Self::GeoJson => Some("https://www.rfc-editor.org/info/rfc7946"),
            Self::Xlsx | Self::Json | Self::Schema => None,
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

    /// Returns where on the page of the tables a file is offered: `kommuner-csv`.
    pub(super) fn place_of(&self, form: Form) -> String {
        format!("{}-{}", self.table.id, form.ending())
    }

    /// Returns the whole address of what the JSON can hold.
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

//! What a table to take away is: typed columns, what their codes mean, and rows of values.

use std::sync::Arc;

use crate::domain::{Date, PartialDate};
use crate::plan::page::Link;

/// A table to take away: made of what the pages show, and of nothing else.
#[derive(Debug, PartialEq)]
pub(crate) struct DataSet {
    pub table: Table,
    pub colophon: Arc<Colophon>,
}

/// A table before it is known what goes with it.
#[derive(Debug, PartialEq)]
pub(crate) struct Table {
    /// The file's name without ending: `kommuner`.
    pub id: &'static str,
    pub title: &'static str,
    /// What it holds, in a sentence or two.
    pub text: &'static str,
    pub subject: Subject,
    pub columns: Vec<Column>,
    /// As many values in each as there are columns.
    pub rows: Vec<Vec<Value>>,
    pub sources: Vec<Link>,
}

impl Table {
    /// Returns a table of what the services do, which needs no sources beside those that its rows name.
    pub(super) fn new(id: &'static str, [title, text]: [&'static str; 2], columns: Vec<Column>, rows: Vec<Vec<Value>>) -> Self {
        Self { id, title, text, subject: Subject::Health, columns, rows, sources: Vec::new() }
    }

    pub(super) fn with(self, colophon: &Arc<Colophon>) -> DataSet {
        DataSet { table: self, colophon: Arc::clone(colophon) }
    }
}

/// What a table is about, in the words of the European list of themes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    Health,
    Government,
    Regions,
}

/// What goes with every table when it leaves the site: a file is read far from the page it came from.
#[derive(Debug, PartialEq)]
pub(crate) struct Colophon {
    /// Where the page that explains the tables lies: `https://…/data/`.
    pub address: String,
    pub publisher: String,
    /// Name and address.
    pub licence: Option<(String, String)>,
    /// Whom to name, as they ask for it.
    pub credits: Vec<String>,
    /// The newest date in the content.
    pub updated: Option<PartialDate>,
}

/// A column, with all that its reader must know.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Column {
    pub name: &'static str,
    pub text: &'static str,
    pub kind: Kind,
    /// Each value is a list; an empty one says that there are none.
    pub is_list: bool,
    /// A value can be missing.
    pub is_optional: bool,
    /// Where the column is a closed list: each value, and what it means.
    pub codes: Vec<(&'static str, String)>,
}

/// What sort of value a column has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    /// So many digits: a number that names something and is never counted with, such as `0301`.
    Digits(usize),
    Whole,
    /// Degrees north (WGS 84).
    Latitude,
    /// Degrees east (WGS 84).
    Longitude,
    Date,
    /// A day, a month or a year, as precise as the source; or `unknown`.
    PartialDate,
    Address,
}

impl Kind {
    /// Returns what people call it.
    pub(crate) fn name(self) -> String {
        match self {
            Self::Text => "tekst".to_owned(),
            Self::Digits(2) => "to siffer".to_owned(),
            Self::Digits(4) => "fire siffer".to_owned(),
            Self::Digits(length) => format!("{length} siffer"),
            Self::Whole => "heltall".to_owned(),
            Self::Latitude | Self::Longitude => "desimaltall, grader".to_owned(),
            Self::Date => "dato".to_owned(),
            Self::PartialDate => "dato, måned eller år".to_owned(),
            Self::Address => "nettadresse".to_owned(),
        }
    }
}

impl Column {
    pub(super) fn new(name: &'static str, kind: Kind, text: &'static str) -> Self {
        Self { name, text, kind, is_list: false, is_optional: false, codes: Vec::new() }
    }

    pub(super) fn text(name: &'static str, text: &'static str) -> Self {
        Self::new(name, Kind::Text, text)
    }

    /// A value can be missing.
    pub(super) fn optional(self) -> Self {
        Self { is_optional: true, ..self }
    }

    /// Each value is a list.
    pub(super) fn list(self) -> Self {
        Self { is_list: true, ..self }
    }

    /// No other values than these.
    pub(super) fn codes<T: Into<String>>(self, codes: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        Self { codes: codes.into_iter().map(|(value, meaning)| (value, meaning.into())).collect(), ..self }
    }

    /// Returns what people call its kind: "fire siffer, liste".
    pub(crate) fn kind_name(&self) -> String {
        let kind = if self.codes.is_empty() { self.kind.name() } else { "kode".to_owned() };
        if self.is_list { format!("{kind}, liste") } else { kind }
    }
}

/// A value of a table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Text(String),
    /// Several texts; where a cell holds one text, parted by `; `.
    Texts(Vec<String>),
    Whole(u32),
    Degrees(f64),
    Date(Date),
    /// Not stated, or not applicable.
    None,
}

pub(super) fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

pub(super) fn some(text: Option<impl Into<String>>) -> Value {
    text.map_or(Value::None, |text| Value::Text(text.into()))
}

pub(super) fn day(date: Option<Date>) -> Value {
    date.map_or(Value::None, Value::Date)
}

/// Returns latitude and longitude.
pub(super) fn position(position: Option<(f64, f64)>) -> [Value; 2] {
    position.map_or([Value::None, Value::None], |(lat, lon)| [Value::Degrees(lat), Value::Degrees(lon)])
}

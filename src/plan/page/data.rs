//! The page that explains the tables to take away.

use serde::Serialize;

use super::{Head, Link};

/// The page that explains the tables and their files.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct DataIndex {
    pub head: Head,
    pub files: Vec<DataFile>,
    /// All tables as one workbook.
    pub whole: Link,
    /// The list of the tables for other catalogues, in each of its forms.
    pub catalogue: Vec<Link>,
    /// How to name a table in another text.
    pub citation: Citation,
    /// The pages on how those who took part are protected.
    pub anonymity: Vec<Link>,
    /// Whether a table has numbers of which some can be hidden.
    pub has_numbers: bool,
}

/// One table, in one or more forms.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct DataFile {
    pub id: String,
    pub title: String,
    pub text: String,
    pub rows: usize,
    pub formats: Vec<DataForm>,
    /// What the JSON can hold.
    pub schema: Link,
    pub columns: Vec<Column>,
    /// The columns that are closed lists, with their codes.
    pub lists: Vec<CodeList>,
    pub sources: Vec<Link>,
}

/// A file of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct DataForm {
    pub id: String,
    pub name: &'static str,
    pub href: String,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Column {
    pub name: &'static str,
    pub kind: String,
    pub text: &'static str,
}

/// A column that is a closed list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct CodeList {
    pub column: &'static str,
    pub codes: Vec<CodeMeaning>,
}

/// A code, and what it means.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct CodeMeaning {
    pub code: &'static str,
    pub text: String,
}

/// A table as other texts name it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Citation {
    pub publisher: String,
    pub year: String,
    pub title: &'static str,
    pub address: String,
}

//! What helps a reader through a report: time, editions, and addresses that have changed.

use serde::Serialize;

use super::report::Change;
use super::{Head, Link, ShownDate};

/// The editions of a report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct EditionList {
    pub head: Head,
    pub report: Link,
    /// The present one.
    pub version: String,
    pub changes: Vec<Change>,
}

/// What the page of one edition says of itself.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct EditionNotice {
    pub version: String,
    pub date: ShownDate,
    pub newest: Link,
    pub is_newest: bool,
    pub all: Link,
}

/// How long a text takes to read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Reading {
    /// "omtrent 4 minutter".
    pub time: String,
}

/// A passage that stands in another chapter now.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct MovedRow {
    /// The id it had on this page.
    pub id: String,
    /// "overskrift", "avsnitt" …
    pub kind: &'static str,
    /// The chapter in which it stands, and its place there.
    pub to: Link,
}

/// A passage that was taken out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct GoneRow {
    /// The id it had on this page.
    pub id: String,
    /// The first version without it.
    pub version: String,
}

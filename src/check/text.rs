//! The values that forms are made of: a text, and a `true` or `false`, each with its place.
//!
//! They are what YAML hands over ([`Spanned`]), in types of our own: so their schema is said once.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde_yaml::{Location, Spanned};

/// A text with its place.
#[derive(Debug, Deserialize)]
#[serde(from = "Spanned<String>")]
pub(super) struct Text {
    pub value: String,
    pub defined: Location,
}

/// A `true` or `false` with its place: one in quotes is a text, which only its place tells.
#[derive(Debug, Deserialize)]
#[serde(from = "Spanned<bool>")]
pub(super) struct Truth {
    pub value: bool,
    pub defined: Location,
}

impl Text {
    /// Returns a text of which nobody asks where it stands.
    pub(super) fn nowhere(value: String) -> Self {
        Self { value, defined: Location::UNKNOWN }
    }
}

/// What an absent `draft:` or `synthetic:` means.
pub(super) fn no() -> Truth {
    Truth { value: false, defined: Location::UNKNOWN }
}

impl From<Spanned<String>> for Text {
    fn from(text: Spanned<String>) -> Self {
        Self { value: text.value, defined: text.defined }
    }
}

impl From<Spanned<bool>> for Truth {
    fn from(truth: Spanned<bool>) -> Self {
        Self { value: truth.value, defined: truth.defined }
    }
}

impl JsonSchema for Text {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    /// `title: 2026` is a text here: the key says what it is, not its look. Other readers take it for a number.
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": ["string", "number"]})
    }
}

impl JsonSchema for Truth {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Truth".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "boolean"})
    }
}

//! The forms that a text can have, for the schemas: a date, an address, an id, one of a few words.
//!
//! What is right is decided where it is read ([`crate::check::reader`]); a schema says the same so that an editor's own
//! tools see it while it is typed. A schema refuses nothing that is right, but for a number like `0301` without quotes, of
//! which other readers make 301. Closed lists come from the values that are read.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::release::THRESHOLDS;
use crate::domain::{Extent, Language};

/// Gives each form its schema. None of them is ever a value.
macro_rules! formats {
    ($($(#[$about:meta])* $name:ident => $schema:expr;)*) => {$(
        $(#[$about])*
        pub(super) enum $name {}

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    )*};
}

const DATE: &str = "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?";

formats! {
    /// A text with something in it.
    Line => json_schema!({"type": ["string", "number"], "pattern": r"\S"});
    /// To the day, the month or the year; a bare year is a number to other readers.
    Date => json_schema!({
        "type": ["string", "integer"],
        "pattern": format!(r"^\s*{DATE}\s*$"),
        "minimum": 0,
        "maximum": 9999,
        "examples": ["2026-11-21", "2026-11", 2026]
    });
    /// To the day.
    Day => json_schema!({
        "type": "string",
        "pattern": r"^\s*[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\s*$",
        "examples": ["2026-11-21"]
    });
    /// A date, or that nobody knows it.
    Bound => json_schema!({
        "type": ["string", "integer"],
        "pattern": format!(r"^\s*(unknown|{DATE})\s*$"),
        "minimum": 0,
        "maximum": 9999,
        "examples": ["2026-11-21", "2026-11", 2026, "unknown"]
    });
    /// The id of something: the name of its file.
    Id => json_schema!({"type": ["string", "integer"], "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"});
    /// The id of a reference, which may have capitals.
    ReferenceId => json_schema!({"type": ["string", "integer"], "pattern": "^[A-Za-z0-9-]+$"});
    WebAddress => json_schema!({
        "type": "string", "pattern": r#"^\s*https?://[^\s"<>\\]+\s*$"#, "minLength": 11,
        "examples": ["https://www.eksempel.no/"]
    });
    SiteAddress => json_schema!({
        "type": "string", "pattern": r"^\s*https?://[A-Za-z0-9.:-]+(/[A-Za-z0-9_~-]+)*/*\s*$",
        "examples": ["https://www.eksempel.no/"]
    });
    EmailAddress => json_schema!({
        "type": "string", "pattern": r#"^\s*[^\s@<>"'&?]+@[^\s<>"'&?]*\.[^\s<>"'&?]*\s*$"#,
        "examples": ["navn@eksempel.no"]
    });
    OrganisationNumber => json_schema!({
        "type": ["string", "integer"], "pattern": "^\\s*([0-9]\\s*){9}$", "minimum": 100_000_000, "maximum": 999_999_999,
        "examples": ["312345676"]
    });
    LanguageCode => json_schema!({
        "type": "string", "enum": Language::CODES, "enumDescriptions": languages()
    });
    /// Other readers take `3001` for a number.
    MunicipalityNumber => json_schema!({
        "type": ["string", "integer"], "pattern": "^[0-9]{4}$", "minimum": 1000, "maximum": 9999,
        "examples": ["0301"]
    });
    CountyNumber => json_schema!({
        "type": ["string", "integer"], "pattern": "^[0-9]{2}$", "minimum": 10, "maximum": 99, "examples": ["03"]
    });
    WholeNumber => json_schema!({"type": ["integer", "string"], "pattern": "^[0-9]+$", "minimum": 0, "maximum": 999_999});
    /// A number of a release, or that it is hidden.
    Shown => json_schema!({"type": ["integer", "string"], "pattern": "^([0-9]+|:)$", "minimum": 0, "maximum": 999_999});
    Threshold => json_schema!({"type": ["integer", "string"], "enum": thresholds()});
    /// An address on the site.
    SitePath => json_schema!({"type": "string", "pattern": "^/(?!/)", "examples": ["/sentre/"]});
    /// An address that something had before.
    Alias => json_schema!({"type": "string", "pattern": r"^\s*/[^/%#]", "examples": ["/gammel/adresse/"]});
    /// What each quantity word means, in percent.
    QuantityWords => json_schema!({
        "type": "object", "properties": quantity_words(), "additionalProperties": false
    });
}

fn languages() -> Vec<&'static str> {
    Language::CODES.iter().filter_map(|code| code.parse().ok().map(Language::name)).collect()
}

/// Each as a number and as a text: both are read.
fn thresholds() -> Vec<Value> {
    THRESHOLDS.map(|number| json!(number)).chain(THRESHOLDS.map(|number| json!(number.to_string()))).collect()
}

fn quantity_words() -> Map<String, Value> {
    let share = json!({"type": ["integer", "string"], "pattern": "^[0-9]+$", "minimum": 0, "maximum": 100});
    let word = |extent: Extent| {
        let (least, most) = extent.usual_share();
        let said = format!("Minst og mest i prosent. Ellers gjelder `[{least}, {most}]`.");
        (extent.id().to_owned(), json!({"description": said, "type": "array", "items": share, "minItems": 2, "maxItems": 2}))
    };
    Extent::ALL.into_iter().map(word).collect()
}

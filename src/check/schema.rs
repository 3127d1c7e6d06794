//! What each kind of file can hold, as JSON Schema: made of the very forms that read the files.
//!
//! [`KINDS`] says which kinds there are and where they lie, [`schema`] what they hold. The schemas are draft 07, without
//! references: what every editor's tools understand, and easy to walk.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::form;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kind {
    /// As it is named on the command line.
    pub id: &'static str,
    /// What it is, in bokmål.
    pub title: &'static str,
    pub title_en: &'static str,
    /// Where such files lie below the folder of the content, as patterns.
    pub files: &'static [&'static str],
}

impl Kind {
    /// Tells whether the keys stand above a text, between two lines of `---`.
    pub(crate) fn is_front_matter(&self) -> bool {
        self.files.iter().any(|pattern| pattern.ends_with(".md"))
    }
}

/// The kinds of files, in the order in which a site needs them.
pub(crate) const KINDS: [Kind; 18] = [
    kind("site", "Innstillinger for nettstedet", "Settings of the site", &["site.yaml"]),
    kind("counties", "Fylkene", "The counties", &["registry/counties.yaml"]),
    kind("actors", "Hvem som gjør hva", "Who does what", &["registry/actors.yaml"]),
    kind("references", "Kildene", "The references", &["registry/references.yaml"]),
    kind("centre", "Et senter", "A centre", &["centres/*.md"]),
    kind("priority", "En satsing", "A priority", &["priorities/*.md"]),
    kind("mapping", "En kartlegging", "A mapping", &["mappings/*/mapping.yaml"]),
    kind("finding", "Et funn", "A finding", &["mappings/*/findings/*.md"]),
    kind("observations", "Observasjoner (fortrolig)", "Observations (confidential)", &["mappings/*/observations.yaml"]),
    kind("notes", "Interne notater (fortrolig)", "Internal notes (confidential)", &["mappings/*/notes.yaml"]),
    kind("release", "Tallene som er publisert", "The published numbers", &["mappings/*/release.yaml"]),
    kind("release-ledger", "Alle publiserte utgaver", "All published editions", &["mappings/*/release-ledger.yaml"]),
    kind("report", "En rapport", "A report", &["reports/*/report.yaml", "reports/*/editions/*/report.yaml"]),
    kind("chapter", "Et kapittel i en rapport", "A chapter of a report", &["reports/*/*.md", "reports/*/editions/*/*.md"]),
    kind(
        "addresses",
        "Adressene i en rapport",
        "The addresses within a report",
        &["reports/*/addresses.yaml", "reports/*/editions/*/addresses.yaml"],
    ),
    kind("edition", "En utgave som er tatt vare på", "An edition that is kept", &["reports/*/editions/*/edition.yaml"]),
    kind("glossary", "Ordlisten", "The glossary", &["registry/glossary.yaml"]),
    kind("page", "En side, en nyhet eller en aktivitet", "A page, a piece of news or an activity", &PAGES),
];

/// A block in a text, which is no file.
pub(crate) const FIGURE: Kind = kind("figure", "En figur i en tekst", "A figure in a text", &[]);

/// Any other folder can hold pages too; these are the usual ones.
const PAGES: [&str; 4] = ["index.md", "pages/**/*.md", "news/**/*.md", "activities/**/*.md"];

const fn kind(id: &'static str, title: &'static str, title_en: &'static str, files: &'static [&'static str]) -> Kind {
    Kind { id, title, title_en, files }
}

/// Returns the schema of a kind.
pub(crate) fn schema(kind: &Kind) -> Value {
    let mut settings = SchemaSettings::draft07();
    settings.inline_subschemas = true;
    let made = form::schema_of(kind.id, settings.into_generator());
    let mut made = made.map_or_else(|| json!({}), Value::from);
    settle(&mut made);
    let Value::Object(made) = made else { return made };
    let mut named = Map::new();
    let title = format!("utsyn: {}", kind.title);
    named.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    named.insert("$id".to_owned(), json!(format!("urn:utsyn:schema:{}", kind.id)));
    named.insert("title".to_owned(), json!(title));
    named.extend(made.into_iter().filter(|(key, _)| !["$schema", "$id", "title"].contains(&key.as_str())));
    Value::Object(named)
}

/// Says everything in the plainest words of JSON Schema, all the way down.
fn settle(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            // Which integer of Rust it becomes, and what stands for an absent key, helps nobody who writes.
            object.remove("format");
            object.remove("default");
            choices(object);
            nullable(object);
            explain_null(object);
            object.values_mut().for_each(settle);
        }
        Value::Array(list) => list.iter_mut().for_each(settle),
        _ => {}
    }
}

/// Turns a choice of constants into a list of words with what they mean: that is what completion shows.
fn choices(object: &mut Map<String, Value>) {
    let Some(Value::Array(options)) = object.get("oneOf") else { return };
    let word = |option: &Value| Some((option.get("const")?.clone(), option.get("description").cloned().unwrap_or(json!(""))));
    let Some(words) = options.iter().map(word).collect::<Option<Vec<_>>>() else { return };
    let (words, about): (Vec<Value>, Vec<Value>) = words.into_iter().unzip();
    object.remove("oneOf");
    object.insert("type".to_owned(), json!("string"));
    object.insert("enum".to_owned(), Value::Array(words));
    object.insert("enumDescriptions".to_owned(), Value::Array(about));
}

/// Turns "this, or nothing" into one schema of two types.
fn nullable(object: &mut Map<String, Value>) {
    let Some(Value::Array(options)) = object.get("anyOf") else { return };
    let [Value::Object(this), nothing] = options.as_slice() else { return };
    if nothing.get("type") != Some(&json!("null")) || this.contains_key("anyOf") {
        return;
    }
    let mut this = this.clone();
    choices(&mut this);
    let Some(kind) = this.get("type").cloned() else { return };
    let kinds = kind.as_array().cloned().unwrap_or_else(|| vec![kind]);
    this.insert("type".to_owned(), Value::Array(kinds.into_iter().chain([json!("null")]).collect()));
    if let Some(Value::Array(words)) = this.get_mut("enum") {
        words.push(Value::Null);
    }
    object.remove("anyOf");
    object.extend(this.into_iter().filter(|(key, _)| key != "description"));
}

/// Says of the word for nothing what it means, as of the others.
fn explain_null(object: &mut Map<String, Value>) {
    let words = object.get("enum").and_then(Value::as_array).map_or(0, Vec::len);
    if let Some(Value::Array(about)) = object.get_mut("enumDescriptions")
        && about.len() + 1 == words
    {
        about.push(json!("Ikke sagt."));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn each(schema: &Value, path: &str, seen: &mut impl FnMut(&str, &Map<String, Value>)) {
        match schema {
            Value::Object(object) => {
                seen(path, object);
                for (key, value) in object {
                    each(value, &format!("{path}/{key}"), seen);
                }
            }
            Value::Array(list) => list.iter().for_each(|value| each(value, path, seen)),
            _ => {}
        }
    }

    #[test]
    fn every_key_of_every_kind_is_explained() {
        let mut keys = 0;
        for kind in KINDS {
            let schema = schema(&kind);
            each(&schema, kind.id, &mut |path, object| {
                let Some(Value::Object(properties)) = object.get("properties") else { return };
                assert_eq!(object.get("additionalProperties"), Some(&json!(false)), "{path}");
                for (key, value) in properties {
                    keys += 1;
                    let about = value.get("description").and_then(Value::as_str).unwrap_or_default();
                    assert!(about.len() > 3 && about.ends_with('.'), "{path}: {key}: {about:?}");
                    assert!(!about.contains('\n'), "{path}: {key}: {about:?}");
                }
            });
        }
        assert!(keys > 200, "{keys}");
    }

    #[test]
    fn schemas_are_said_in_plain_words() {
        for kind in KINDS {
            let schema = schema(&kind);
            each(&schema, kind.id, &mut |path, object| {
                for word in ["$ref", "allOf", "oneOf", "format", "default"] {
                    assert!(!object.contains_key(word) || path.ends_with("properties"), "{path}: {word}");
                }
                if let (Some(Value::Array(words)), Some(Value::Array(about))) =
                    (object.get("enum"), object.get("enumDescriptions"))
                {
                    assert_eq!(words.len(), about.len(), "{path}");
                }
            });
        }
    }

    #[test]
    fn closed_lists_are_those_that_are_read() {
        let finding = schema(&KINDS[7]);
        let words = finding.pointer("/properties/extent/enum").and_then(Value::as_array).unwrap();
        let extents: Vec<&str> = crate::domain::Extent::ALL.into_iter().map(crate::domain::Extent::id).collect();
        let written: Vec<&str> = words.iter().filter_map(Value::as_str).filter(|word| *word != "ikke-oppgitt").collect();
        assert_eq!(written, extents);
        assert_eq!(finding.pointer("/properties/kind/enumDescriptions/0"), Some(&json!("En utfordring.")));
        let centre = schema(&KINDS[4]);
        assert_eq!(centre.pointer("/required"), Some(&json!(["name"])));
    }
}

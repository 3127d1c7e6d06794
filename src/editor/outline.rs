//! A schema as a person sees it: keys, what each is for, and what can stand there.

use serde_json::{Map, Value};

/// A key that can be written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Key {
    pub name: String,
    pub about: String,
    pub required: bool,
    pub shape: Shape,
}

/// What can stand after a key.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    /// One of these words.
    Words(Vec<String>),
    /// `true` or `false`.
    Truth,
    Number,
    Date,
    /// A text; with what one looks like, if its form is not free.
    Text {
        example: Option<String>,
    },
    List(Box<Shape>),
    Keys(Vec<Key>),
    /// Keys of one's own.
    Free,
}

/// Returns the keys of an object's schema, in the order of the form.
pub(crate) fn outline(schema: &Value) -> Vec<Key> {
    let none = Map::new();
    let required = schema.get("required").and_then(Value::as_array);
    let properties = schema.get("properties").and_then(Value::as_object).unwrap_or(&none);
    properties
        .iter()
        .map(|(name, property)| Key {
            name: name.clone(),
            about: property.get("description").and_then(Value::as_str).unwrap_or_default().to_owned(),
            required: required.is_some_and(|required| required.iter().any(|one| one == name)),
            shape: shape(property),
        })
        .collect()
}

fn shape(schema: &Value) -> Shape {
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return Shape::Words(words.iter().filter(|word| !word.is_null()).filter_map(word).collect());
    }
    if let Some(options) = schema.get("anyOf").and_then(Value::as_array) {
        // A word, or a list: the list is what has to be written out.
        return options.iter().rev().map(shape).find(|shape| *shape != Shape::Free).unwrap_or(Shape::Free);
    }
    let is = |kind: &str| match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().any(|one| one == kind),
        Some(one) => one == kind,
        None => false,
    };
    let example = schema.pointer("/examples/0").and_then(Value::as_str);
    match example {
        Some("2026-11-21") => Shape::Date,
        _ if is("array") => Shape::List(Box::new(schema.get("items").map_or(Shape::Free, shape))),
        _ if is("object") && schema.get("properties").is_some() => Shape::Keys(outline(schema)),
        _ if is("string") => Shape::Text { example: example.map(str::to_owned) },
        _ if is("boolean") => Shape::Truth,
        _ if is("integer") || is("number") => Shape::Number,
        _ => Shape::Free,
    }
}

/// A word as it is written; those that are numbers stand twice in a schema, and once here.
fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(word) if word.bytes().all(|byte| byte.is_ascii_digit()) => None,
        // In quotes, since others read them as true and false.
        Value::String(word) if ["yes", "no"].contains(&word.as_str()) => Some(format!("\"{word}\"")),
        Value::String(word) => Some(word.clone()),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{KINDS, schema};

    #[test]
    fn every_kind_has_keys_and_each_a_shape() {
        fn free(keys: &[Key], path: &str, found: &mut Vec<String>) {
            for key in keys {
                let path = format!("{path}.{}", key.name);
                let mut shape = &key.shape;
                while let Shape::List(inner) = shape {
                    shape = inner;
                }
                match shape {
                    Shape::Keys(keys) => free(keys, &path, found),
                    Shape::Free => found.push(path),
                    _ => {}
                }
            }
        }
        let mut found = Vec::new();
        for kind in KINDS {
            let keys = outline(&schema(&kind));
            assert!(keys.len() > 1 || kind.files[0].ends_with(".yaml"), "{}", kind.id);
            // A list of addresses may be empty; the program writes it.
            assert!(keys.iter().any(|key| key.required) || kind.id == "addresses", "{}", kind.id);
            free(&keys, kind.id, &mut found);
        }
        assert_eq!(found, ["page.extra"]);
    }
}

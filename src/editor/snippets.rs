//! Pieces of text for front matter: each key with what it is for, and what can stand there to choose from.
//!
//! No schema reaches the keys at the top of a Markdown file: the YAML extension leaves Markdown alone. Snippets need no
//! extension. Each is offered in the files of its kind only.

use serde_json::{Map, Value, json};

use super::outline::{Key, Shape, outline};
use crate::check::{FIGURE, KINDS, Kind, schema};

/// Returns the text of `.vscode/utsyn.code-snippets`.
pub(super) fn snippets(content: &str) -> String {
    let mut all = Map::new();
    for kind in KINDS.iter().filter(|kind| kind.is_front_matter()) {
        let (include, exclude) = places(kind, content);
        let mut add = |name: &str, prefix: Value, body: Vec<String>, about: &str| {
            let snippet = json!({
                "scope": "markdown",
                "include": include,
                "exclude": exclude,
                "prefix": prefix,
                "body": body,
                "description": about
            });
            all.insert(format!("{} – {name}", kind.title), snippet);
        };
        let keys = outline(&schema(kind));
        add("hele filen", json!(["---", "utsyn"]), whole(&keys), &about_whole(kind));
        for key in &keys {
            add(&key.name, json!(key.name), lines(key, 0, &mut 0), &key.about);
        }
    }
    figure(&mut all, content);
    format!("{:#}\n", Value::Object(all))
}

/// Adds the block of a figure, which can stand in any text, and the keys that it can do without.
fn figure(all: &mut Map<String, Value>, content: &str) {
    let mut add = |name: &str, prefix: Value, body: Vec<String>, about: &str| {
        let include = [format!("**/{content}/**/*.md")];
        let snippet = json!({"scope": "markdown", "include": include, "prefix": prefix, "body": body, "description": about});
        all.insert(format!("{} – {name}", FIGURE.title), snippet);
    };
    let keys = outline(&schema(&FIGURE));
    let mut stop = 0;
    let mut body = vec![format!("```{}", FIGURE.id)];
    body.extend(keys.iter().filter(|key| key.required || key.name == "data").flat_map(|key| lines(key, 0, &mut stop)));
    body.push("```".to_owned());
    add("hele blokken", json!(["figure", "figur"]), body, "En figur, laget av tall som er publisert.");
    for key in keys.iter().filter(|key| !key.required) {
        add(&key.name, json!(key.name), lines(key, 0, &mut 0), &key.about);
    }
}

/// Returns the files a kind is in, and those that are others although they fit: pages lie in any other folder.
fn places(kind: &Kind, content: &str) -> (Vec<String>, Vec<String>) {
    let of = |kind: &Kind| kind.files.iter().map(|pattern| format!("**/{content}/{pattern}")).collect::<Vec<_>>();
    if kind.id != "page" {
        return (of(kind), Vec::new());
    }
    let others = KINDS.iter().filter(|other| other.is_front_matter() && other.id != kind.id);
    (vec![format!("**/{content}/**/*.md")], others.flat_map(of).collect())
}

fn about_whole(kind: &Kind) -> String {
    format!("{}: nøklene som må være der.", kind.title)
}

/// Returns the front matter that a file needs, and a place for its text.
fn whole(keys: &[Key]) -> Vec<String> {
    let mut stop = 0;
    let needed = keys.iter().filter(|key| key.required).flat_map(|key| lines(key, 0, &mut stop));
    let mut body = vec!["---".to_owned()];
    body.extend(needed);
    body.extend(["---".to_owned(), String::new(), "$0".to_owned()]);
    body
}

/// Returns the lines of a key; `stop` counts the places where something is to be typed.
fn lines(key: &Key, depth: usize, stop: &mut usize) -> Vec<String> {
    let indent = "  ".repeat(depth);
    let mut next = || {
        *stop += 1;
        *stop
    };
    match &key.shape {
        Shape::Keys(keys) => {
            let inner = written(keys).flat_map(|key| lines(key, depth + 1, stop));
            std::iter::once(format!("{indent}{}:", key.name)).chain(inner).collect()
        }
        Shape::List(inner) => match inner.as_ref() {
            Shape::Keys(keys) => {
                let mut inner: Vec<String> = written(keys).flat_map(|key| lines(key, depth + 2, stop)).collect();
                if let Some(first) = inner.first_mut() {
                    first.replace_range(..depth * 2 + 4, &format!("{indent}  - "));
                }
                std::iter::once(format!("{indent}{}:", key.name)).chain(inner).collect()
            }
            inner => vec![format!("{indent}{}: [{}]", key.name, value(inner, next()))],
        },
        shape => vec![format!("{indent}{}: {}", key.name, value(shape, next()))],
    }
}

/// Returns the keys that must be there; all of them where none must.
fn written(keys: &[Key]) -> impl Iterator<Item = &Key> {
    let some_must = keys.iter().any(|key| key.required);
    keys.iter().filter(move |key| key.required || !some_must)
}

fn value(shape: &Shape, stop: usize) -> String {
    match shape {
        Shape::Words(words) => format!("${{{stop}|{}|}}", words.iter().map(|word| escaped(word)).collect::<Vec<_>>().join(",")),
        Shape::Truth => format!("${{{stop}|true,false|}}"),
        Shape::Date => format!("${{{stop}:$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE}}"),
        Shape::Number => format!("${{{stop}:1}}"),
        Shape::Text { example: Some(example) } => format!("\"${{{stop}:{}}}\"", escaped(example)),
        Shape::Text { example: None } => format!("\"${stop}\""),
        Shape::List(_) | Shape::Keys(_) | Shape::Free => format!("${stop}"),
    }
}

/// Escapes what snippets and their choices read as their own.
fn escaped(text: &str) -> String {
    text.chars().flat_map(|letter| "\\$},|".contains(letter).then_some('\\').into_iter().chain([letter])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_front_matter_has_a_snippet_in_its_own_files() {
        let all: Map<String, Value> = serde_json::from_str(&snippets("innhold")).unwrap();
        for kind in KINDS.iter().filter(|kind| kind.is_front_matter()) {
            for key in outline(&schema(kind)) {
                let snippet = &all[&format!("{} – {}", kind.title, key.name)];
                assert_eq!(snippet["prefix"], json!(key.name));
                assert_eq!(snippet["description"], json!(key.about));
                assert!(snippet["include"][0].as_str().unwrap().starts_with("**/innhold/"), "{snippet}");
            }
        }
        assert_eq!(all["En side, en nyhet eller en aktivitet – tags"]["exclude"][0], json!("**/innhold/centres/*.md"));
        assert_eq!(all["Et funn – anonymised"]["body"], json!(["anonymised: ${1|true,false|}"]));
        assert_eq!(all["Et senter – hosts"]["body"], json!(["hosts:", "  - municipality: \"${1:0301}\""]));
        assert_eq!(all["Et funn – hele filen"]["body"][1], json!("title: \"$1\""));
    }

    #[test]
    fn a_figure_can_be_put_in_a_text() {
        let all: Map<String, Value> = serde_json::from_str(&snippets("content")).unwrap();
        let body: Vec<&str> =
            all["En figur i en tekst – hele blokken"]["body"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert_eq!((body[0], body[body.len() - 1]), ("```figure", "```"));
        assert!(body.contains(&"kind: ${2|bars,stacked,dots,multiples,matrix|}"), "{body:?}");
        assert_eq!(all["En figur i en tekst – percent"]["body"], json!(["percent: ${1|true,false|}"]));
    }
}

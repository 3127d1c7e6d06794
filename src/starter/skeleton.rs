//! The keys of a file, written out: those that are needed as they stand, all others as comments to be taken into use.
//!
//! Taking the `#` away that stands at the margin turns a key on; what explains it is a comment then, too.

use std::collections::BTreeMap;

use crate::editor::{Key, Shape};

/// Longest line of an explanation.
const WIDTH: usize = 100;

const LEGEND: &str = "# En nøkkel med «#» foran er ikke i bruk. Ta bort tegnet for å ta den i bruk.\n";

/// Returns the YAML of `keys`; `given` holds values by the key's path: `period.from`.
pub(super) fn skeleton(keys: &[Key], given: &BTreeMap<&str, String>) -> String {
    let mut sheet = Sheet { text: LEGEND.to_owned(), given };
    for key in keys {
        sheet.text.push('\n');
        sheet.key(key, &key.name, Line { indent: 0, dash: false, off: !sheet.is_on(key, &key.name) });
    }
    sheet.text
}

struct Sheet<'a> {
    text: String,
    given: &'a BTreeMap<&'a str, String>,
}

/// How a line begins.
#[derive(Clone, Copy)]
struct Line {
    indent: usize,
    /// The key is the first of an entry in a list.
    dash: bool,
    /// Commented out, at the margin.
    off: bool,
}

impl Sheet<'_> {
    fn is_on(&self, key: &Key, path: &str) -> bool {
        let within = format!("{path}.");
        key.required || self.given.keys().any(|given| *given == path || given.starts_with(&within))
    }

    fn key(&mut self, key: &Key, path: &str, line: Line) {
        let off = if line.off { "#" } else { "" };
        let indent = " ".repeat(line.indent);
        let mut about = key.about.clone();
        if let Some(words) = words(&key.shape) {
            about.push_str(&format!(" Velg: {}.", words.join(", ")));
        }
        // At the margin an explanation is a comment already.
        let before = if line.indent == 0 { String::new() } else { format!("{off}{indent}") };
        for said in wrapped(&about) {
            self.text.push_str(&format!("{before}# {said}\n"));
        }
        let name = if line.dash { format!("{}- {}", &indent[2..], key.name) } else { format!("{indent}{}", key.name) };
        match self.given.get(path) {
            Some(value) => self.text.push_str(&format!("{off}{name}: {value}\n")),
            None => self.shape(&key.shape, path, &format!("{off}{name}:"), line),
        }
    }

    /// Writes what stands after a key: `head` is the key with its colon.
    fn shape(&mut self, shape: &Shape, path: &str, head: &str, line: Line) {
        match shape {
            Shape::Keys(keys) => {
                self.text.push_str(&format!("{head}\n"));
                self.keys(keys, path, Line { indent: line.indent + 2, dash: false, off: line.off });
            }
            Shape::List(inner) => match inner.as_ref() {
                Shape::Keys(keys) => {
                    self.text.push_str(&format!("{head}\n"));
                    self.keys(keys, path, Line { indent: line.indent + 4, dash: true, off: line.off });
                }
                inner => self.text.push_str(&format!("{head} [{}]\n", listed(inner))),
            },
            shape => self.text.push_str(&format!("{head} {}\n", example(shape))),
        }
    }

    /// Writes the keys inside another; where none must be there, the first one is on, or it would hold nothing.
    fn keys(&mut self, keys: &[Key], path: &str, line: Line) {
        let paths: Vec<String> = keys.iter().map(|key| format!("{path}.{}", key.name)).collect();
        let none = !keys.iter().zip(&paths).any(|(key, path)| self.is_on(key, path));
        let is_on = |sheet: &Self, at: usize| sheet.is_on(&keys[at], &paths[at]) || none && at == 0;
        // The dash stands before the first key that is on: so what is off goes below it.
        let (on, off): (Vec<usize>, Vec<usize>) = (0..keys.len()).partition(|&at| is_on(self, at));
        for (place, &at) in on.iter().chain(&off).enumerate() {
            let key_line = Line { dash: line.dash && place == 0, off: line.off || place >= on.len(), ..line };
            self.key(&keys[at], &paths[at], key_line);
        }
    }
}

fn words(shape: &Shape) -> Option<&[String]> {
    match shape {
        Shape::Words(words) if words.len() > 1 => Some(words),
        Shape::List(inner) => words(inner),
        _ => None,
    }
}

fn example(shape: &Shape) -> String {
    match shape {
        Shape::Words(words) => words.first().cloned().unwrap_or_default(),
        Shape::Truth => "true".to_owned(),
        Shape::Number => "1".to_owned(),
        Shape::Date => "2026-11-21".to_owned(),
        Shape::Text { example } => format!("\"{}\"", example.as_deref().unwrap_or_default()),
        Shape::Free | Shape::Keys(_) => "{}".to_owned(),
        Shape::List(_) => "[]".to_owned(),
    }
}

/// Returns what a list of one holds; nothing where only the writer knows.
fn listed(shape: &Shape) -> String {
    match shape {
        Shape::Text { example: None } | Shape::Free | Shape::List(_) => String::new(),
        shape => example(shape),
    }
}

fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        if let Some(line) = lines.last_mut() {
            if line.is_empty() {
                line.push_str(word);
            } else if line.chars().count() + 1 + word.chars().count() <= WIDTH {
                line.push(' ');
                line.push_str(word);
            } else {
                lines.push(word.to_owned());
            }
        }
    }
    lines
}

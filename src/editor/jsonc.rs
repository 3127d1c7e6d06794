//! JSON with comments, as VS Code keeps its settings: puts a value in, and leaves every other byte as it is.
//!
//! [`set`] and [`append`] are the ways in. What cannot be read is not touched: the result is then none.

use std::ops::Range;

use serde_json::{Value, json};

/// Most levels inside each other.
const DEEPEST: usize = 64;

/// A value and where it stands.
struct Node {
    span: Range<usize>,
    kind: Kind,
}

enum Kind {
    Object(Vec<(String, Member)>),
    Array(Vec<Node>),
    Plain,
}

/// Where a member of an object begins, and its value.
struct Member {
    start: usize,
    value: Node,
}

/// Sets the value at a path of keys; what is missing on the way is made.
pub(super) fn set(text: &str, path: &[&str], value: &Value) -> Option<String> {
    let root = read(text)?;
    let mut node = &root;
    for (depth, key) in path.iter().enumerate() {
        let Kind::Object(members) = &node.kind else { return None };
        // Of two equal keys the last one holds.
        match members.iter().rev().find(|(name, _)| name == key) {
            Some((_, member)) => node = &member.value,
            None => {
                let inner = path[depth + 1..].iter().rev().fold(value.clone(), |inner, key| json!({*key: inner}));
                let written = |indent: &str| format!("{}: {}", json!(key), indented(&inner, indent, line_end(text)));
                return Some(put_first(text, node, members.first().map(|(_, member)| member.start), written));
            }
        }
    }
    if as_value(text, node).as_ref() == Some(value) {
        return Some(text.to_owned());
    }
    let indent = indent_of(text, node.span.start);
    Some(replaced(text, node.span.clone(), &indented(value, &indent, line_end(text))))
}

/// Puts a text into the list at `key`, unless it is there.
pub(super) fn append(text: &str, key: &str, entry: &str) -> Option<String> {
    let root = read(text)?;
    let Kind::Object(members) = &root.kind else { return None };
    let Some((_, member)) = members.iter().rev().find(|(name, _)| name == key) else {
        return set(text, &[key], &json!([entry]));
    };
    let Kind::Array(items) = &member.value.kind else { return None };
    if items.iter().any(|item| as_value(text, item) == Some(json!(entry))) {
        return Some(text.to_owned());
    }
    Some(put_first(text, &member.value, items.first().map(|item| item.span.start), |_| json!(entry).to_string()))
}

/// Puts something before the first of what an object or a list holds: so no comma after the last one can be in the way.
fn put_first(text: &str, node: &Node, first: Option<usize>, written: impl Fn(&str) -> String) -> String {
    let (open, end) = (node.span.start + 1, line_end(text));
    let outer = indent_of(text, node.span.start);
    match first {
        Some(first) if text[open..first].contains('\n') => {
            let indent = indent_of(text, first);
            replaced(text, open..open, &format!("{end}{indent}{},", written(&indent)))
        }
        Some(_) => replaced(text, open..open, &format!("{}, ", written(&outer))),
        None if text[open..node.span.end - 1].trim().is_empty() => {
            let indent = format!("{outer}{}", step(text));
            replaced(text, open..node.span.end - 1, &format!("{end}{indent}{}{end}{outer}", written(&indent)))
        }
        // Only comments stand in it.
        None => {
            let indent = format!("{outer}{}", step(text));
            replaced(text, open..open, &format!("{end}{indent}{}", written(&indent)))
        }
    }
}

fn replaced(text: &str, span: Range<usize>, with: &str) -> String {
    format!("{}{with}{}", &text[..span.start], &text[span.end..])
}

fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Returns the white space at the beginning of the line on which `at` stands.
fn indent_of(text: &str, at: usize) -> String {
    let line = &text[text[..at].rfind('\n').map_or(0, |end| end + 1)..];
    line.chars().take_while(|letter| *letter == ' ' || *letter == '\t').collect()
}

/// Returns one step of indentation as the file has it.
fn step(text: &str) -> String {
    let first = text.lines().map(|line| &line[..line.len() - line.trim_start().len()]).find(|indent| !indent.is_empty());
    first.unwrap_or("  ").to_owned()
}

fn indented(value: &Value, indent: &str, end: &str) -> String {
    format!("{value:#}").replace('\n', &format!("{end}{indent}"))
}

fn as_value(text: &str, node: &Node) -> Option<Value> {
    match &node.kind {
        Kind::Object(members) => {
            members.iter().map(|(name, member)| Some((name.clone(), as_value(text, &member.value)?))).collect()
        }
        Kind::Array(items) => items.iter().map(|item| as_value(text, item)).collect(),
        Kind::Plain => serde_json::from_str(&text[node.span.clone()]).ok(),
    }
}

/// Reads the whole text; an empty one is nothing.
fn read(text: &str) -> Option<Node> {
    let mut reader = Reader { text, at: if text.starts_with('\u{FEFF}') { 3 } else { 0 } };
    let node = reader.value(0)?;
    reader.skip()?;
    (reader.at == text.len()).then_some(node)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// Passes over white space and comments.
    fn skip(&mut self) -> Option<()> {
        loop {
            self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\t', '\r', '\n']).len();
            if self.rest().starts_with("//") {
                self.at += self.rest().find('\n').unwrap_or(self.rest().len());
            } else if self.rest().starts_with("/*") {
                self.at += self.rest().find("*/")? + 2;
            } else {
                return Some(());
            }
        }
    }

    fn take(&mut self, sign: char) -> Option<()> {
        self.rest().starts_with(sign).then(|| self.at += sign.len_utf8())
    }

    fn value(&mut self, depth: usize) -> Option<Node> {
        self.skip()?;
        let start = self.at;
        let kind = match self.rest().chars().next()? {
            _ if depth > DEEPEST => return None,
            '{' => self.object(depth)?,
            '[' => self.array(depth)?,
            '"' => self.string().map(|_| Kind::Plain)?,
            _ => self.word()?,
        };
        Some(Node { span: start..self.at, kind })
    }

    fn object(&mut self, depth: usize) -> Option<Kind> {
        self.take('{')?;
        let mut members = Vec::new();
        loop {
            self.skip()?;
            if self.take('}').is_some() {
                return Some(Kind::Object(members));
            }
            let start = self.at;
            let name = self.string()?;
            self.skip()?;
            self.take(':')?;
            let value = self.value(depth + 1)?;
            members.push((name, Member { start, value }));
            self.skip()?;
            if self.take(',').is_none() && !self.rest().starts_with('}') {
                return None;
            }
        }
    }

    fn array(&mut self, depth: usize) -> Option<Kind> {
        self.take('[')?;
        let mut items = Vec::new();
        loop {
            self.skip()?;
            if self.take(']').is_some() {
                return Some(Kind::Array(items));
            }
            items.push(self.value(depth + 1)?);
            self.skip()?;
            if self.take(',').is_none() && !self.rest().starts_with(']') {
                return None;
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        let start = self.at;
        self.take('"')?;
        loop {
            match self.rest().chars().next()? {
                '"' => break,
                '\\' => self.at += 1 + self.rest()[1..].chars().next()?.len_utf8(),
                letter => self.at += letter.len_utf8(),
            }
        }
        self.at += 1;
        serde_json::from_str(&self.text[start..self.at]).ok()
    }

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) -> Option<Kind> {
        let is_part = |letter: char| letter.is_ascii_alphanumeric() || "+-.".contains(letter);
        let length = self.rest().find(|letter| !is_part(letter)).unwrap_or(self.rest().len());
        let word: Value = serde_json::from_str(&self.rest()[..length]).ok()?;
        self.at += length;
        (!word.is_string()).then_some(Kind::Plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_else_stays_as_it_is() {
        let text = "{\r\n    // Skriften\r\n    \"editor.fontSize\": 14, /* to */\r\n    \"yaml.schemas\": {\r\n        \"a.json\": \"a.yaml\",\r\n    },\r\n}\r\n";
        let put = set(text, &["yaml.schemas", "b.json"], &json!(["b.yaml"])).unwrap();
        let added = "\r\n        \"b.json\": [\r\n          \"b.yaml\"\r\n        ],";
        assert_eq!(put.replace(added, ""), text);
        assert_eq!(set(&put, &["yaml.schemas", "b.json"], &json!(["b.yaml"])).unwrap(), put);
        let other = set(&put, &["yaml.schemas", "a.json"], &json!("c")).unwrap();
        assert_eq!(other, put.replace("\"a.yaml\"", "\"c\""));
    }

    #[test]
    fn objects_of_any_look_are_filled() {
        for (text, expected) in [
            ("{}", "{\n  \"a\": {\n    \"b\": 1\n  }\n}"),
            ("{ \"x\": [1, 2,], }", "{\"a\": {\n  \"b\": 1\n},  \"x\": [1, 2,], }"),
            ("{\n\t// tom\n}", "{\n\t\"a\": {\n\t  \"b\": 1\n\t}\n\t// tom\n}"),
            ("\u{FEFF}{\"a\": {}}", "\u{FEFF}{\"a\": {\n  \"b\": 1\n}}"),
            ("{\"a\": {\"b\": 2, \"b\": 3}}", "{\"a\": {\"b\": 2, \"b\": 1}}"),
        ] {
            let put = set(text, &["a", "b"], &json!(1)).unwrap();
            assert_eq!(put, expected);
            assert!(read(&put).is_some());
        }
    }

    #[test]
    fn a_list_is_added_to_once() {
        let text = "{\"recommendations\": [\n  \"a.b\" // en\n]}";
        let put = append(text, "recommendations", "c.d").unwrap();
        assert_eq!(put, "{\"recommendations\": [\n  \"c.d\",\n  \"a.b\" // en\n]}");
        assert_eq!(append(&put, "recommendations", "c.d").unwrap(), put);
        assert!(append("{\"recommendations\": 1}", "recommendations", "c.d").is_none());
    }

    #[test]
    fn what_cannot_be_read_is_not_touched() {
        let deep = "[".repeat(1000);
        for text in ["", "{", "[]", "{\"a\" 1}", "{\"a\": 1 \"b\": 2}", "{} {}", "{\"a\": nei}", "{/*", "{\"a\": \"\\", &deep] {
            assert!(set(text, &["a"], &json!(2)).is_none(), "{text}");
        }
    }
}

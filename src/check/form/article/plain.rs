//! The plainest front matter, read at a glance.
//!
//! Thousands of pages have nothing but a title, a date, tags and free values, each on a line of its own. Reading those
//! as what they are is ten times faster than reading YAML. Whatever is not exactly of that form, or not right, is left
//! to the full reader, which knows places and words: [`form`] then returns none.
//!
//! Invariant: where this reads a form, the full reader reads the same.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::Lines;

use super::ArticleForm;
use crate::check::reader::{Text, Truth, no};
use crate::domain::PartialDate;

/// Returns the form, if every line of it is plain.
pub(super) fn form(yaml: &str) -> Option<ArticleForm> {
    let mut form = ArticleForm::titled(Text::nowhere(String::new()));
    let mut lines = yaml.lines().peekable();
    let mut seen = 0_u8;
    while let Some(line) = lines.next() {
        let (key, value) = line.split_once(':')?;
        let bit = match key {
            "title" => 1,
            "date" => 2,
            "updated" => 4,
            "description" => 8,
            "tags" => 16,
            "extra" => 32,
            "draft" => 64,
            _ => return None,
        };
        if seen & bit != 0 {
            return None;
        }
        seen |= bit;
        match key {
            "tags" if value.is_empty() => form.tags = list(&mut lines)?,
            "extra" if value.is_empty() => form.extra = map(&mut lines)?,
            "draft" => form.draft = truth(value)?,
            "title" => form.title = text(value)?,
            "date" => form.date = Some(date(value)?),
            "updated" => form.updated = Some(date(value)?),
            "description" => form.description = Some(scalar(value)?),
            _ => return None,
        }
    }
    (seen & 1 != 0).then_some(form)
}

fn text(value: &str) -> Option<Text> {
    Some(Text::nowhere(scalar(value)?))
}

fn date(value: &str) -> Option<Text> {
    let text = text(value)?;
    text.value.parse::<PartialDate>().ok()?;
    Some(text)
}

fn truth(value: &str) -> Option<Truth> {
    match value {
        " true" => Some(Truth { value: true, ..no() }),
        " false" => Some(no()),
        _ => None,
    }
}

/// Returns ` "text"` without escapes, or ` text` of letters, digits and harmless signs.
fn scalar(value: &str) -> Option<String> {
    let value = value.strip_prefix(' ')?;
    if let Some(inside) = value.strip_prefix('"') {
        let inside = inside.strip_suffix('"')?;
        let plain = !inside.contains(['"', '\\']) && !inside.trim().is_empty();
        return plain.then(|| inside.to_owned());
    }
    let harmless = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | ',' | '-' | '–' | '/' | '(' | ')');
    let starts = value.starts_with(char::is_alphanumeric) && !value.ends_with(' ');
    let is_null = matches!(value, "null" | "Null" | "NULL");
    (starts && !is_null && value.chars().all(harmless)).then(|| value.to_owned())
}

/// Returns the lines `  - value` that follow; at least one, and each with a letter or a digit.
fn list(lines: &mut Peekable<Lines<'_>>) -> Option<Vec<Text>> {
    let mut list = Vec::new();
    while let Some(value) = lines.peek().and_then(|line| line.strip_prefix("  -")) {
        list.push(text(value).filter(|text| text.value.contains(|c: char| c.is_ascii_alphanumeric()))?);
        lines.next();
    }
    (!list.is_empty()).then_some(list)
}

/// Returns the lines `  key: value` that follow; at least one.
fn map(lines: &mut Peekable<Lines<'_>>) -> Option<BTreeMap<String, String>> {
    let mut map = BTreeMap::new();
    while let Some(line) = lines.peek().and_then(|line| line.strip_prefix("  ")) {
        let (key, value) = line.split_once(':')?;
        let is_word = key.starts_with(|c: char| c.is_ascii_alphabetic())
            && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let is_null = key.eq_ignore_ascii_case("null");
        if !is_word || is_null || map.insert(key.to_owned(), scalar(value)?).is_some() {
            return None;
        }
        lines.next();
    }
    (!map.is_empty()).then_some(map)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::reader::Page;
    use crate::check::yaml;
    use crate::domain::Source;

    fn full(text: &str) -> Option<ArticleForm> {
        let source = Source::new("content", "a.md");
        yaml::parse(&Page { source: &source, yaml: text, first_line: 2, secret: false }).ok()
    }

    fn shown(form: &ArticleForm) -> String {
        let dates = [&form.date, &form.updated].map(|date| date.as_ref().map(|date| &date.value));
        let tags: Vec<&str> = form.tags.iter().map(|tag| tag.value.as_str()).collect();
        format!("{:?} {:?} {dates:?} {tags:?} {:?} {}", form.title.value, form.description, form.extra, form.draft.value)
    }

    #[test]
    fn what_is_read_at_a_glance_is_what_the_full_reader_reads() {
        let parts = [
            "title: Møre og Romsdal",
            "title: \"Aktiv omsorg – erfaring 12: del 2 # nr. 1\"",
            "title: 0301",
            "title: NO",
            "title: null",
            "title: ja",
            "title: 12:30",
            "title: a # b",
            "title: \"\"",
            "title: \"a\\tb\"",
            "title:",
            "title: [a]",
            "title:  x",
            "title: x ",
            "date: 2025-12-08",
            "date: 2026-02-30",
            "date: \"2024\"",
            "draft: true",
            "draft: \"true\"",
            "draft: ja",
            "description: Kort (og godt), 1e3",
            "tags:\n  - \"Aktiv omsorg\"\n  - Demens",
            "tags:\n- Demens",
            "tags: []",
            "tags:",
            "extra:\n  county: \"Agder\"\n  n: 012",
            "extra:\n  a: 1\n  a: 2",
            "extra:\n  y: x\n    z",
            "  title: x",
            "titel: x",
            "",
        ];
        let mut read = 0;
        for one in parts {
            for other in parts {
                for third in ["date: 2020", "extra:\n  true: x", "title: Tre"] {
                    let text = format!("{one}\n{other}\n{third}\n");
                    if let Some(form) = form(&text) {
                        let full = full(&text).unwrap_or_else(|| panic!("the full reader refuses:\n{text}"));
                        assert_eq!(shown(&form), shown(&full), "{text}");
                        read += 1;
                    }
                }
            }
        }
        assert!(read > 100, "{read}");
    }
}

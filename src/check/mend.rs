//! What to write instead of YAML that cannot be read, where that is certain.
//!
//! An edit is safe when it changes how a thing is spelt and never what is said or published: those may be made without
//! being understood.

use serde_yaml::Location;

use super::reader::Page;
use crate::problem::{Change, Edit, Problem};

/// Keys that decide what is published: what was meant by a name near to one of them, its writer must say.
const NEVER_UNASKED: [&str; 6] = ["anonymised", "allow_names", "waivers", "threshold", "counted", "villages"];

/// Adds the edit that spells a key as the only near one.
pub(super) fn key(problem: Problem, page: &Page<'_>, location: Location, field: &str, known: &[&str]) -> Problem {
    let Some(near) = problem.near_name().filter(|near| known.contains(near)).map(str::to_owned) else { return problem };
    let is_bare = page.begins(location, &format!("{field}:"));
    let number = |number: u64| usize::try_from(number).unwrap_or(1);
    if !is_bare || has_sibling(page.yaml, number(location.line()), number(location.column()), &near) {
        return problem;
    }
    let edit = Edit::replace(number(location.column()), field.chars().count(), near.as_str());
    problem.with_edit(if NEVER_UNASKED.contains(&near.as_str()) { edit } else { edit.safe() })
}

/// Tells whether a mapping that has a key at a place has the key `name` too; of those within braces nothing is known.
fn has_sibling(yaml: &str, line: usize, column: usize, name: &str) -> bool {
    let lines: Vec<&str> = yaml.lines().collect();
    let Some(own) = lines.get(line - 1) else { return true };
    let before: String = own.chars().take(column - 1).collect();
    if !before.chars().all(|letter| letter == ' ' || letter == '-') {
        return true;
    }
    let is_name = |line: &str| {
        line.get(column - 1..).is_some_and(|rest| rest.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with(':')))
    };
    let depth = |line: &str| line.len() - line.trim_start_matches([' ', '-']).len();
    let is_within = |line: &&&str| line.trim().is_empty() || depth(line) + 1 >= column;
    let begins_item = |line: &str| line.get(..column - 1).is_some_and(|before| before.contains('-'));
    let after = lines[line..].iter().take_while(is_within).take_while(|line| !begins_item(line) || depth(line) + 1 > column);
    let mut found = after.filter(|line| is_name(line)).count();
    if !begins_item(own) {
        for line in lines[..line - 1].iter().rev().take_while(is_within) {
            found += usize::from(is_name(line));
            if begins_item(line) && depth(line) + 1 == column {
                break;
            }
        }
    }
    found > 0
}

/// Returns the edit that writes two spaces for each tab of an indent.
pub(super) fn tabs(indent: &str) -> Edit {
    let tabs = indent.chars().enumerate().filter(|(_, letter)| *letter == '\t');
    let changes = tabs.map(|(at, _)| Change { column: at + 1, length: 1, text: "  ".to_owned() }).collect();
    Edit { changes, is_safe: true }
}

/// Returns the edit that puts the value from byte `at` on in quotes; none where a comment follows it.
pub(super) fn quoted(line: &str, at: usize) -> Option<Edit> {
    let line = line.trim_end();
    let spaces = line.get(at..)?.len() - line.get(at..)?.trim_start().len();
    let at = at + spaces;
    if line.get(at..)?.contains(" #") {
        return None;
    }
    let column = |at: usize| line[..at].chars().count() + 1;
    let put_in = |at: usize, text: &str| Change { column: column(at), length: 0, text: text.to_owned() };
    let mut changes = vec![put_in(at, "\"")];
    changes.extend(line[at..].match_indices(['"', '\\']).map(|(within, _)| put_in(at + within, "\\")));
    changes.push(put_in(line.len(), "\""));
    Some(Edit { changes, is_safe: false })
}

/// Returns the edit that makes the typographic quotes around `value`, which begins at byte `at`, straight.
pub(super) fn straight(line: &str, at: usize, value: &str) -> Edit {
    let column = line[..at].chars().count() + 1;
    let length = value.chars().count();
    let mark = |column| Change { column, length: 1, text: "\"".to_owned() };
    let is_safe = !value.contains(['"', '\\']);
    Edit { changes: vec![mark(column), mark(column + length - 1)], is_safe }
}

/// Returns the edit that makes a list of the value at a place: what commas part, one item each.
pub(super) fn list(page: &Page<'_>, location: Location) -> Option<Edit> {
    let written = page.value(location);
    let inside = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(written);
    if inside.is_empty() || inside.contains(|c: char| "\"'\\[]{}#|>&*!:%@`".contains(c)) {
        return None;
    }
    let items: Vec<&str> = inside.split(',').map(str::trim).filter(|item| !item.is_empty()).collect();
    let is_plain = |item: &str| item.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '-') && !item.starts_with('-');
    let item = |item: &&str| if is_plain(item) { (*item).to_owned() } else { format!("\"{item}\"") };
    let list = items.iter().map(item).collect::<Vec<_>>().join(", ");
    let column = usize::try_from(location.column()).ok()?;
    Some(Edit::replace(column, written.chars().count(), format!("[{list}]")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_its_mapping_has_already_is_seen() {
        let yaml = "titel: A\ntitle: B\nlist:\n  - id: a\n    titel: X\n  - id: b\n    title: Y\n";
        assert!(has_sibling(yaml, 1, 1, "title"));
        assert!(!has_sibling(yaml, 5, 5, "title"), "the other is of another item");
        assert!(has_sibling(yaml, 5, 5, "id"), "an item's first key stands beside its dash");
        assert!(has_sibling(yaml, 6, 5, "title"));
        assert!(!has_sibling(yaml, 4, 5, "title"));
        assert!(has_sibling("a: {titel: b}", 1, 5, "x"), "of braces nothing is known");
    }

    #[test]
    fn quotes_are_put_around_a_value_and_those_within_it_escaped() {
        let line = "title: Å si: \"nei\"  ";
        assert_eq!(quoted(line, 7).unwrap().applied(line).unwrap(), "title: \"Å si: \\\"nei\\\"\"  ");
        assert_eq!(quoted("a: b: c # d", 3), None);
        let line = "title: “Bøker”";
        assert_eq!(straight(line, 7, "“Bøker”").applied(line).unwrap(), "title: \"Bøker\"");
        assert_eq!(tabs("\t \t").applied("\t \ta: b").unwrap(), "     a: b");
    }
}

//! Where in a file the bytes of a reference stand: from the place that a reader told, to the byte.

use std::ops::Range;

use super::Edit;
use crate::domain::{Piece, Target, TargetKind, pieces};
use crate::problem::Place;

/// How many lines a reference may stand below the place that is told: YAML folds lines of a text together.
const FOLDED: usize = 40;

/// A file as it stands, with its own ends of lines.
pub(super) struct Text<'a> {
    text: &'a str,
    /// Where each line begins.
    lines: Vec<usize>,
}

impl<'a> Text<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut lines = vec![if text.starts_with('\u{FEFF}') { 3 } else { 0 }];
        for (at, &byte) in bytes.iter().enumerate() {
            let ends = byte == b'\n' || byte == b'\r' && bytes.get(at + 1) != Some(&b'\n');
            if ends {
                lines.push(at + 1);
            }
        }
        Self { text, lines }
    }

    fn line(&self, number: usize) -> Option<usize> {
        self.lines.get(number.checked_sub(1)?).copied()
    }

    /// Returns the byte at a line and a column, both counted from 1.
    pub(super) fn at(&self, line: usize, column: usize) -> Option<usize> {
        let start = self.line(line)?;
        let rest = self.text.get(start..)?;
        let (offset, _) = rest.char_indices().nth(column.saturating_sub(1)).unwrap_or((rest.len(), ' '));
        Some(start + offset)
    }

    /// Returns the bytes of a value that stands whole at `place`, its quotes aside.
    pub(super) fn value(&self, place: &Place, value: &str) -> Option<Range<usize>> {
        let at = self.at(place.line, place.column)?;
        let quoted = self.text.get(at..)?.starts_with(['"', '\'']);
        let start = at + usize::from(quoted);
        let rest = self.text.get(start..)?.strip_prefix(value)?;
        let goes_on = rest.starts_with(|c: char| c.is_alphanumeric() || "-_/".contains(c));
        (!goes_on).then(|| start..start + value.len())
    }

    /// Returns the bytes of the id in a reference at `place`: a value of its own, or the first in a text from there on that
    /// is not taken yet.
    pub(super) fn find(&self, place: &Place, target: &Target, old: &str, taken: &[Edit]) -> Option<Range<usize>> {
        if !place.has_line() {
            return self.listed(target, old, taken);
        }
        self.value(place, old).or_else(|| self.mention(place, target, old, taken))
    }

    /// Of a list that may also be a word (`centres: all`) the reader knows no places: finds the value under its key.
    fn listed(&self, target: &Target, old: &str, taken: &[Edit]) -> Option<Range<usize>> {
        let key = if target.kind == TargetKind::Centre { "centres:" } else { return None };
        let found = self.under(&[key], 1..self.lines.len() + 1, old);
        found.into_iter().find(|span| is_free(taken, span))
    }

    /// Returns where a word stands whole under one of these keys, in these lines, which are counted from 1.
    pub(super) fn under(&self, keys: &[&str], lines: Range<usize>, old: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut in_list = false;
        for number in lines {
            let Some(start) = self.line(number) else { break };
            let end = self.line(number + 1).unwrap_or(self.text.len());
            let Some(line) = self.text.get(start..end) else { break };
            let is_key = keys.iter().any(|key| line.starts_with(key));
            in_list = is_key || in_list && line.starts_with([' ', '-']) && !line.starts_with("--");
            let is_whole = |at: usize| {
                let ends = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric() && letter != '-');
                ends(line[..at].chars().next_back()) && ends(line[at + old.len()..].chars().next())
            };
            let before_comment = line.find(" #").unwrap_or(line.len());
            let words = line.match_indices(old).map(|(at, _)| at).filter(|&at| in_list && at < before_comment && is_whole(at));
            found.extend(words.map(|at| start + at..start + at + old.len()));
        }
        found
    }

    /// Returns the name in a label: `{#fig:kart}`, or the `id:` of a block, with or without its kind.
    pub(super) fn label(&self, (line, column): (usize, usize), prefix: &str, name: &str) -> Option<Range<usize>> {
        let at = self.at(line, column)?;
        let rest = self.text.get(at..)?;
        let before = ["{#", "\"", "'"].iter().find(|sign| rest.starts_with(**sign)).map_or(0, |sign| sign.len());
        let after = rest.get(before..)?;
        let kind = after.strip_prefix(prefix).and_then(|after| after.strip_prefix(':')).map_or(0, |_| prefix.len() + 1);
        let start = at + before + kind;
        let ends = |rest: &str| !rest.starts_with(|letter: char| letter.is_alphanumeric() || letter == '-');
        self.text.get(start..)?.strip_prefix(name).filter(|rest| ends(rest)).map(|_| start..start + name.len())
    }

    /// Returns a value of which line and column are known, its quotes aside.
    pub(super) fn word(&self, (line, column): (usize, usize), value: &str) -> Option<Range<usize>> {
        self.value(&Place::bare("", line, column), value)
    }

    /// Returns a path, which may begin with a slash.
    pub(super) fn path(&self, (line, column): (usize, usize), path: &str) -> Option<Range<usize>> {
        let slashed = format!("/{path}");
        self.word((line, column), path).or_else(|| self.word((line, column), &slashed).map(|span| span.start + 1..span.end))
    }

    fn mention(&self, place: &Place, target: &Target, old: &str, taken: &[Edit]) -> Option<Range<usize>> {
        self.mention_at(place, target, old)
            .filter(|span| is_free(taken, span))
            .or_else(|| self.first_mention(place, target, old, taken))
    }

    /// Returns the reference that stands exactly at `place`.
    fn mention_at(&self, place: &Place, target: &Target, old: &str) -> Option<Range<usize>> {
        let start = self.at(place.line, place.column)?;
        let rest = self.text.get(start..)?;
        let line = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
        let piece = pieces(line).into_iter().find(|piece| !matches!(piece, Piece::Plain("")))?;
        let begins = match &piece {
            Piece::Registry { span, .. } | Piece::Cited { span, .. } => span.start == 0,
            _ => false,
        };
        let found = in_piece(line, piece, target, old).into_iter().next().filter(|_| begins)?;
        Some(start + found.start..start + found.end)
    }

    /// Returns the first that stands at or below the line of `place`, outside code.
    fn first_mention(&self, place: &Place, target: &Target, old: &str, taken: &[Edit]) -> Option<Range<usize>> {
        let start = self.line(place.line)?;
        let end = self.line(place.line + FOLDED).unwrap_or(self.text.len());
        let part = self.text.get(start..end)?;
        // A reference broken over two lines is one in the text that YAML makes of them; here it is not found, and told.
        let mut from = start;
        for line in part.split_inclusive(['\n', '\r']) {
            let spans = pieces(line).into_iter().flat_map(|piece| in_piece(line, piece, target, old));
            let in_code = |span: &Range<usize>| line[..span.start].matches('`').count() % 2 == 1;
            let spans = spans.filter(|span| !in_code(span)).map(|span| from + span.start..from + span.end);
            let found = { spans }.find(|span| is_free(taken, span));
            if found.is_some() {
                return found;
            }
            from += line.len();
        }
        None
    }

    /// Returns the first place of `words` at or after the line of `place` that is not taken yet.
    pub(super) fn literal(&self, (line, column): (usize, usize), words: &str, taken: &[Edit]) -> Option<Range<usize>> {
        if let Some(at) = self.at(line, column)
            && self.text.get(at..).is_some_and(|rest| rest.starts_with(words))
        {
            return Some(at..at + words.len());
        }
        let start = self.line(line)?;
        let end = self.line(line + FOLDED).unwrap_or(self.text.len());
        let begins_link = |at: usize| self.text[..at].ends_with(['(', '<', ' ']);
        let found = self.text.get(start..end)?.match_indices(words).map(|(at, _)| start + at);
        let mut found = found.filter(|&at| begins_link(at) && !taken.iter().any(|edit| edit.start == at));
        found.next().map(|at| at..at + words.len())
    }
}

fn is_free(taken: &[Edit], span: &Range<usize>) -> bool {
    !taken.iter().any(|edit| edit.start == span.start)
}

/// Returns where in a line the id of `target` stands within a piece of it.
fn in_piece(line: &str, piece: Piece<'_>, target: &Target, old: &str) -> Vec<Range<usize>> {
    match piece {
        // What is written may be shorter than what it means: `[[fig:kart]]` is the figure of this very report.
        Piece::Registry { target: found, span, .. } if found.kind == target.kind && found.id == old => {
            let within = &line[span.clone()];
            let from = within.find(':').map_or(0, |at| at + 1);
            within[from..].find(old).map(|at| span.start + from + at..span.start + from + at + old.len()).into_iter().collect()
        }
        Piece::Cited { works, span } if target.kind == TargetKind::Reference => {
            let base = line.as_ptr() as usize;
            let cited = works.iter().filter(|work| work.id == old);
            let spans = cited.map(|work| work.id.as_ptr() as usize - base).filter(|at| span.contains(at));
            spans.map(|at| at..at + old.len()).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(kind: TargetKind, id: &str) -> Target {
        Target { kind, id: id.to_owned() }
    }

    #[test]
    fn a_value_is_found_whole_in_files_of_every_kind() {
        for text in ["a: 1\ncentre: ost\n", "\u{FEFF}a: 1\r\ncentre: \"ost\"\r\n", "a: 1\rcentre: 'ost' # ost\r"] {
            let raw = Text::new(text);
            let span = raw.value(&Place::bare("x", 2, 9), "ost").unwrap();
            assert_eq!((&text[span.clone()], text[..span.start].matches("ost").count()), ("ost", 0), "{text:?}");
        }
        assert_eq!(Text::new("centre: oster\n").value(&Place::bare("x", 1, 9), "ost"), None);
    }

    #[test]
    fn a_value_without_a_place_is_found_under_its_key() {
        for text in ["---\ntitle: ost\ncentres: [ost-2, \"ost\"] # ost\n---\n", "---\ncentres:\n- ost-2\n- ost\n---\nost\n"] {
            let span = Text::new(text).find(&Place::file("x"), &target(TargetKind::Centre, "ost"), "ost", &[]).unwrap();
            assert_eq!(
                (&text[span.clone()], &text[span.start - 1..span.start]),
                ("ost", if text.contains('[') { "\"" } else { " " })
            );
        }
    }

    #[test]
    fn each_reference_of_a_line_is_found_once() {
        let text = "Se [[centre:ost|øst]], [@ost; @a, s. 1; @ost] og [[centre: ost]].\n";
        let raw = Text::new(text);
        let mut taken = Vec::new();
        for (kind, expected) in
            [(TargetKind::Centre, 12), (TargetKind::Centre, 60), (TargetKind::Reference, 26), (TargetKind::Reference, 42)]
        {
            let span = raw.find(&Place::bare("x", 1, 4), &target(kind, "ost"), "ost", &taken).unwrap();
            assert_eq!((span.start, &text[span.clone()]), (expected, "ost"));
            taken.push(Edit { start: span.start, end: span.end, new: String::new() });
        }
        assert_eq!(raw.find(&Place::bare("x", 1, 4), &target(TargetKind::Centre, "ost"), "ost", &taken), None);
    }
}

//! Lines with their own ends, so that all that is not mended stays to the byte.

use crate::problem::Edit;

/// The lines of a text, each with what ends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lines(Vec<(String, &'static str)>);

impl Lines {
    /// Parts a text as a build does: `\r\n`, `\n` and `\r` alone end a line.
    pub(super) fn of(text: &str) -> Self {
        let mut lines = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(['\r', '\n']) {
            let end = match &rest[at..] {
                after if after.starts_with("\r\n") => "\r\n",
                after if after.starts_with('\n') => "\n",
                _ => "\r",
            };
            lines.push((rest[..at].to_owned(), end));
            rest = &rest[at + end.len()..];
        }
        lines.push((rest.to_owned(), ""));
        Self(lines)
    }

    pub(super) fn text(&self) -> String {
        self.0.iter().flat_map(|(line, end)| [line.as_str(), end]).collect()
    }

    /// Returns the text as a build reads it, with `\n` at the ends of lines.
    pub(super) fn plain(&self) -> String {
        self.0.iter().flat_map(|(line, end)| [line.as_str(), if end.is_empty() { "" } else { "\n" }]).collect()
    }

    /// Returns the lines after an edit of the one with this number; none where it cannot be made.
    pub(super) fn edited(&self, number: usize, edit: &Edit) -> Option<Self> {
        let mut edited = self.clone();
        let (line, _) = edited.0.get_mut(number.checked_sub(1)?)?;
        *line = edit.applied(line)?;
        Some(edited)
    }

    /// Returns the lines with spaces for the tabs of every indent of the YAML that begins with one, and their numbers.
    ///
    /// After a space a tab may belong to a text, so it stays.
    pub(super) fn without_tabs(&self, has_fences: bool) -> (Vec<usize>, Self) {
        let fence = |(line, _): &&(String, &str)| line.trim_end() == "---";
        let end = match has_fences {
            true => self.0.iter().skip(1).position(|line| fence(&line)).map_or(0, |at| at + 1),
            false => self.0.len(),
        };
        let spaces = self.step(end);
        let mut numbers = Vec::new();
        let mut made = self.clone();
        for (index, (line, _)) in made.0.iter_mut().enumerate().take(end).filter(|(_, (line, _))| line.starts_with('\t')) {
            let rest = line.trim_start_matches(['\t', ' ']);
            let indent = line[..line.len() - rest.len()].replace('\t', &spaces);
            *line = format!("{indent}{rest}");
            numbers.push(index + 1);
        }
        (numbers, made)
    }

    /// Returns as many spaces as one level of the first lines has: the least there is, otherwise two.
    fn step(&self, end: usize) -> String {
        let depths = self.0[..end].iter().map(|(line, _)| line.len() - line.trim_start_matches(' ').len());
        " ".repeat(depths.filter(|depth| (2..=8).contains(depth)).min().unwrap_or(2))
    }

    /// Returns the lines that differ: number, before, after.
    pub(super) fn differing(&self, other: &Self) -> Vec<(usize, String, String)> {
        let pairs = self.0.iter().zip(&other.0).enumerate().filter(|(_, (one, other))| one != other);
        pairs.map(|(index, (one, other))| (index + 1, one.0.clone(), other.0.clone())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_parted_and_put_together_to_the_byte() {
        for text in ["", "a", "a\r\nb\n\rc\r", "\n\n", "å\r\n"] {
            assert_eq!(Lines::of(text).text(), text);
        }
        assert_eq!(Lines::of("a\r\nb\rc").plain(), "a\nb\nc");
    }

    #[test]
    fn tabs_are_as_wide_as_the_levels_of_the_file() {
        let lines = Lines::of("a:\n    b:\n\t\tc: d\n");
        assert_eq!(lines.without_tabs(false).1.text(), "a:\n    b:\n        c: d\n");
        assert_eq!(Lines::of("---\n\ta\n---\n\tb\n").without_tabs(true).1.text(), "---\n  a\n---\n\tb\n");
    }
}

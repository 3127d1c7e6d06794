//! Where a problem is.

use std::ops::Range;

/// A place in a file, with the line that stands there unless the file is confidential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// Path as shown to people, with `/`.
    pub file: String,
    /// Counted from 1; 0 where the file as a whole is meant.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
    /// The line, and the bytes in it that are meant.
    pub excerpt: Option<(String, Range<usize>)>,
}

/// Longest excerpt that is kept, in bytes; of a long line the drawing shows as much as is wide.
const EXCERPT: usize = 1000;

impl Place {
    /// Returns the place of a whole file.
    pub(crate) fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), line: 0, column: 0, excerpt: None }
    }

    /// Returns a place without its excerpt: for confidential files.
    pub(crate) fn bare(file: impl Into<String>, line: usize, column: usize) -> Self {
        Self { file: file.into(), line, column, excerpt: None }
    }

    /// Returns the same place without the excerpt.
    pub(crate) fn without_excerpt(mut self) -> Self {
        self.excerpt = None;
        self
    }

    /// Returns the line if it may be shown and is kept whole.
    pub(super) fn whole_line(&self) -> Option<&str> {
        let (line, span) = self.excerpt.as_ref()?;
        (line[..span.start].chars().count() + 1 == self.column && line.len() <= EXCERPT).then_some(line)
    }

    /// Returns the column after what is meant; none where that is not known.
    pub(super) fn end_column(&self) -> Option<usize> {
        let (line, span) = self.excerpt.as_ref()?;
        Some(self.column + line[span.clone()].chars().count().max(1))
    }

    /// Tells whether the place is a line rather than a whole file.
    pub(crate) fn has_line(&self) -> bool {
        self.line > 0
    }
}

/// A text and the number of its first line in the file: finds the place of a span of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lines<'a> {
    pub file: &'a str,
    pub first_line: usize,
    pub text: &'a str,
}

impl Lines<'_> {
    /// Returns the place of the bytes `span` of the text.
    pub(crate) fn place(&self, span: Range<usize>) -> Place {
        let bytes = self.text.as_bytes();
        let start = floor(self.text, span.start);
        let end = floor(self.text, span.end.max(span.start));
        let line_start = memchr::memrchr(b'\n', &bytes[..start]).map_or(0, |at| at + 1);
        let line_end = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |at| start + at);
        let line = self.first_line + memchr::memchr_iter(b'\n', &bytes[..line_start]).count();
        let column = self.text[line_start..start].chars().count() + 1;
        let in_line = start - line_start..end.min(line_end).max(start) - line_start;
        let excerpt = Some(crop(&self.text[line_start..line_end], in_line));
        Place { file: self.file.to_owned(), line, column, excerpt }
    }

    /// Returns the place of the text's line `line` (counted from 1 in the text) from the character `column` on.
    pub(crate) fn at(&self, line: usize, column: usize, length: usize) -> Place {
        let (start, rest) = self.line(line);
        let offset = |chars: usize| rest.char_indices().nth(chars).map_or(rest.len(), |(at, _)| at);
        let from = offset(column.saturating_sub(1));
        let to = offset(column.saturating_sub(1) + length).max(from);
        self.place(start + from..start + to)
    }

    /// Returns where the text's line `line` (counted from 1) begins, and what stands on it; beyond the last line, the end.
    pub(crate) fn line(&self, line: usize) -> (usize, &str) {
        let ends = |line: usize| memchr::memchr_iter(b'\n', self.text.as_bytes()).nth(line - 2);
        let start = if line < 2 { 0 } else { ends(line).map_or(self.text.len(), |at| at + 1) };
        let rest = &self.text[start..];
        (start, &rest[..memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())])
    }
}

/// Keeps the part of a long line around what is meant.
fn crop(line: &str, span: Range<usize>) -> (String, Range<usize>) {
    if line.len() <= EXCERPT {
        return (line.to_owned(), span);
    }
    let start = floor(line, span.start.saturating_sub(EXCERPT / 2));
    let end = floor(line, (start + EXCERPT).min(line.len()));
    let (before, after) = (if start > 0 { "…" } else { "" }, if end < line.len() { "…" } else { "" });
    let shift = |at: usize| at.clamp(start, end) - start + before.len();
    (format!("{before}{}{after}", &line[start..end]), shift(span.start)..shift(span.end))
}

/// Returns the start of the character in which byte `at` lies.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{EXCERPT, Lines};

    #[test]
    fn lines_and_columns_are_counted_as_people_do() {
        let lines = Lines { file: "a.md", first_line: 5, text: "æø\nåå feil\n" };
        let at = lines.text.find("feil").unwrap();
        let place = lines.place(at..at + 4);
        assert_eq!((place.line, place.column), (6, 4));
        assert_eq!(place.excerpt, Some(("åå feil".to_owned(), 5..9)));
    }

    #[test]
    fn a_long_line_is_cropped_around_what_is_meant() {
        let text = format!("{}HER{}", "å".repeat(1500), "b".repeat(1500));
        let lines = Lines { file: "a.md", first_line: 1, text: &text };
        let (line, span) = lines.place(3000..3003).excerpt.unwrap();
        assert!(line.len() < EXCERPT + 10, "{}", line.len());
        assert_eq!(&line[span], "HER");
    }
}

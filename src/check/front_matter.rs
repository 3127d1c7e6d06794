//! Parts a Markdown file into front matter and body.

use crate::problem::{Both, both};

/// The parts of a Markdown file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// The YAML between the fences.
    pub yaml: std::ops::Range<usize>,
    /// Where the body begins, in bytes.
    pub body: usize,
    /// The line on which the body begins, counted from 1.
    pub body_line: usize,
}

/// Why a file has no front matter.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoParts {
    /// The file does not begin with `---`.
    None,
    /// It begins with `---`, but there is no second one.
    Open,
    /// It ends with `...`.
    Dots { at: usize },
}

impl NoParts {
    /// Says what to do.
    pub(super) fn help(&self) -> Both {
        match self {
            Self::None => both!(
                "begynn filen slik, på første linje:\n---\ntitle: \"Tittel på siden\"\n---",
                "begin the file like this, on its first line:\n---\ntitle: \"Title of the page\"\n---"
            ),
            Self::Open => both!(
                "sett en linje med bare `---` mellom nøklene øverst og teksten",
                "put a line of only `---` between the keys at the top and the text"
            ),
            Self::Dots { .. } => both!("skriv `---` i stedet for `...`", "write `---` instead of `...`"),
        }
    }
}

/// Parts `text`. The second fence is a line of its own.
pub(super) fn parts(text: &str) -> Result<Parts, NoParts> {
    let first = text.find('\n').map_or(text, |at| &text[..at]);
    if first.trim_end() != "---" {
        return Err(NoParts::None);
    }
    let start = (first.len() + 1).min(text.len());
    let mut at = start;
    let mut line = 2;
    let mut dots = None;
    while at < text.len() {
        let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |length| at + length);
        match text[at..end].trim_end() {
            "---" => return Ok(Parts { yaml: start..at, body: (end + 1).min(text.len()), body_line: line + 1 }),
            "..." if dots.is_none() => dots = Some(at),
            _ => {}
        }
        at = end + 1;
        line += 1;
    }
    Err(dots.map_or(NoParts::Open, |at| NoParts::Dots { at }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_parted_at_its_second_fence() {
        let text = "---\ntitle: A\n---\nBody\n---\n";
        let parts = parts(text).unwrap();
        assert_eq!((&text[parts.yaml], &text[parts.body..], parts.body_line), ("title: A\n", "Body\n---\n", 4));
    }

    #[test]
    fn a_file_of_only_front_matter_has_an_empty_body() {
        let text = "---\ntitle: A\n---";
        assert_eq!(&text[parts(text).unwrap().body..], "");
    }

    #[test]
    fn a_missing_fence_is_told_by_its_kind() {
        assert_eq!(parts(""), Err(NoParts::None));
        assert_eq!(parts("title: A\n---\n"), Err(NoParts::None));
        assert_eq!(parts("---\ntitle: A\n"), Err(NoParts::Open));
        assert_eq!(parts("---\ntitle: A\n...\nText\n"), Err(NoParts::Dots { at: 13 }));
    }
}

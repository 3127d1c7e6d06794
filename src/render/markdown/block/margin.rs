//! Margin notes: a footnote whose name begins with `marg` stands beside the text, where it is referred to.
//!
//! On a narrow screen it stands in the sentence, in brackets. So it is one paragraph, and nothing but running text.

use std::ops::Range;

use super::Writer;
use crate::problem::{Code, Problem, both};

/// Surrounds the place of a note until its text is known. No text has this character: `load` refuses it.
const SIGN: char = '\u{1}';

/// Tells whether a footnote is a margin note.
pub(super) fn is_marginal(name: &str) -> bool {
    name.starts_with("marg")
}

impl Writer<'_, '_, '_> {
    pub(super) fn margin_reference(&mut self, index: usize) {
        self.html.push_str(&format!("{SIGN}{index}{SIGN}"));
    }

    /// Puts the margin notes where they are referred to.
    pub(super) fn place_margin_notes(&mut self) {
        if memchr::memchr(SIGN as u8, self.html.as_bytes()).is_none() {
            return;
        }
        let written = std::mem::take(&mut self.html);
        for (place, part) in written.split(SIGN).enumerate() {
            let note = part.parse::<usize>().ok().filter(|_| place % 2 == 1).and_then(|index| self.footnotes.get(index));
            let Some(note) = note else {
                self.html.push_str(part);
                continue;
            };
            let text = note.text.as_deref().unwrap_or("").trim();
            let text = text.strip_prefix("<p>").and_then(|text| text.strip_suffix("</p>")).unwrap_or(text);
            // A note within a note has no place: what is odd stood between two signs.
            let text: String = text.split(SIGN).step_by(2).collect();
            self.html.push_str(&format!(
                "<span class=\"marg\" role=\"note\"><span class=\"klamme\"> (</span>{text}<span class=\"klamme\">)</span></span>"
            ));
        }
    }

    /// A margin note stands within a sentence.
    pub(super) fn check_margin_note(&mut self, name: &str, text: &str, span: Range<usize>) {
        const BLOCKS: [&str; 10] = ["<p>", "<ul", "<ol", "<dl", "<div", "<pre", "<blockquote", "<aside", "<figure", "<h"];
        let inside = text.trim().strip_prefix("<p>").unwrap_or(text);
        if is_marginal(name) && BLOCKS.iter().any(|block| inside.contains(block)) {
            let problem = Problem::new(
                Code::MarginNote,
                both!("margnoten er mer enn ett avsnitt", "the margin note is more than one paragraph"),
            )
            .help(both!(
                "skriv den som ett avsnitt, eller som en fotnote: et navn som ikke begynner med `marg`",
                "write it as one paragraph, or as a footnote: a name that does not begin with `marg`"
            ));
            self.object(problem, span);
        }
    }
}

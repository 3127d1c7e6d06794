//! Runs of text, and the references to the registry and the literature in them.

use super::super::escaping::{push_address, push_text};
use super::Writer;
use super::caption::is_to_label;
use crate::domain::{Piece, Target, may_refer, pieces, qualified};

impl Writer<'_, '_, '_> {
    pub(super) fn text(&mut self, text: &str, start: usize) {
        if self.picture.is_some() {
            return self.note_words(text);
        }
        let alone = self.run.is_empty() && memchr::memchr2(b'[', b'@', text.as_bytes()).is_none() || self.in_code;
        if alone {
            self.note_words(text);
            return self.plain(text);
        }
        if self.run.is_empty() {
            self.run_start = start;
        }
        self.run.push_str(text);
    }

    /// Writes a run of text, its references as links.
    pub(super) fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        if !may_refer(&run) {
            self.note_words(&run);
            return self.plain(&run);
        }
        for piece in pieces(&run) {
            match piece {
                Piece::Plain(text) => {
                    self.note_words(text);
                    self.plain(text);
                }
                Piece::Registry { target, words, span } if is_to_label(target.kind) => {
                    let is_capital = run[span.start + 2..].starts_with(|first: char| first.is_ascii_uppercase());
                    self.refer_to_label(target, words, is_capital);
                }
                Piece::Registry { target, words, .. } => self.registry_link(&target, words),
                Piece::Cited { works, span } => self.citation(&works, &run[span]),
                Piece::Unknown { span, .. } => push_text(&mut self.html, &run[span]),
            }
        }
    }

    fn refer_to_label(&mut self, target: Target, words: Option<&str>, is_capital: bool) {
        let target = qualified(target, &self.written.source);
        if let Some(link) = self.sheet.target(&target) {
            self.label_link(target.kind, &target.id, link, words, is_capital);
        }
    }

    /// What is referred to exists: `check` has seen to it.
    pub(super) fn registry_link(&mut self, target: &Target, words: Option<&str>) {
        let Some(link) = self.sheet.target(target) else { return };
        let words = words.unwrap_or(&link.title).to_owned();
        self.note_words(&words);
        self.html.push_str("<a href=\"");
        push_address(&mut self.html, &link.href);
        self.html.push_str("\">");
        push_text(&mut self.html, &words);
        self.html.push_str("</a>");
    }
}

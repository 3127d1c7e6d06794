//! Addresses of the parts of a text, and the signs in the margin that give them.
//!
//! A sign is for who points at it; for a keyboard and a screen reader, a sign for every paragraph would be a hundred stops
//! on the way through a chapter. Those find the same addresses in one list below the text, made of what is noted here.

use std::ops::Range;
use std::sync::Arc;

use super::Writer;
use crate::domain::{PassageKind, Placed, Target};
use crate::plan::page::Passage;

/// The parts of a text that have addresses.
pub(super) struct Passages {
    /// In the order of their places in the text.
    placed: Arc<[Placed]>,
    /// Those that were set, as shown.
    pub shown: Vec<Passage>,
    /// Where in the text the heading begins that is being read.
    heading: usize,
    /// The list whose first entry bears its sign.
    list: Option<String>,
}

/// Returns the passages as they begin on the page: with the names that references show.
pub(super) fn named(placed: Arc<[Placed]>, mut name: impl FnMut(&Target) -> Option<String>) -> Arc<[Placed]> {
    if placed.iter().all(|one| one.refers.is_none()) {
        return placed;
    }
    placed.iter().map(|one| Placed { begins: one.begins(&mut name), ..one.clone() }).collect()
}

impl Passages {
    pub(super) fn new(placed: Arc<[Placed]>) -> Self {
        Self { placed, shown: Vec::new(), heading: 0, list: None }
    }

    pub(super) fn begin_heading(&mut self, start: usize) {
        self.heading = start;
    }

    fn at(&self, start: usize) -> Option<Placed> {
        let at = self.placed.binary_search_by_key(&start, |placed| placed.start).ok()?;
        self.placed.get(at).cloned()
    }
}

impl Writer<'_, '_, '_> {
    /// Opens an element, with its address if it has one.
    pub(super) fn open_passage(&mut self, tag: &str, span: &Range<usize>) {
        let line = if tag == "p" { "" } else { "\n" };
        let Some(placed) = self.passages.at(span.start) else {
            return ["<", tag, ">", line].iter().for_each(|part| self.html.push_str(part));
        };
        let id = self.take_id(&placed);
        if placed.kind == PassageKind::List {
            // A list holds entries only.
            self.old_ids(&placed);
            self.html.push_str(&format!("<{tag} id=\"{id}\">\n"));
            self.passages.list = Some(id);
        } else {
            self.html.push_str(&format!("<{tag} id=\"{id}\">{line}"));
            self.old_ids(&placed);
            self.html.push_str(&pointer(&id));
        }
    }

    /// Puts the address before an element that has an own way to begin.
    pub(super) fn anchor_passage(&mut self, span: &Range<usize>) {
        let Some(placed) = self.passages.at(span.start) else { return };
        let id = self.take_id(&placed);
        self.html.push_str(&anchor(&id));
        self.old_ids(&placed);
    }

    /// The first entry of a list bears the sign of the list.
    pub(super) fn end_pointer(&mut self) {
        if let Some(id) = self.passages.list.take() {
            self.html.push_str(&pointer(&id));
        }
    }

    /// Adds to a heading the ids it had, and its sign; `at` is where its words begin.
    pub(super) fn point_to_heading(&mut self, at: usize, id: &str) {
        let Some(placed) = self.passages.at(self.passages.heading) else { return };
        let words = self.html.split_off(at);
        self.old_ids(&placed);
        self.html.push_str(&words);
        self.html.push_str(&pointer(id));
        self.show(&placed, id);
    }

    fn take_id(&mut self, placed: &Placed) -> String {
        let wanted = self.in_part(self.part, &placed.id);
        let id = self.sheet.new_id(wanted);
        self.show(placed, &id);
        id
    }

    fn show(&mut self, placed: &Placed, id: &str) {
        // "Kilde:" and the like; nobody looks for it in a list.
        if placed.kind == PassageKind::Paragraph && placed.begins.split(' ').count() < 3 {
            return;
        }
        let text = placed.begins.clone();
        self.passages.shown.push(Passage { id: id.to_owned(), kind: placed.kind.word(), text });
    }

    /// Anchors for the addresses that the passage had: on the page of its chapter those there, on the whole page those of
    /// the chapters it has left too.
    fn old_ids(&mut self, placed: &Placed) {
        let mut old: Vec<String> = placed.also.iter().map(|id| self.in_part(self.part, id)).collect();
        if self.part.is_some() {
            old.extend(placed.elsewhere.iter().map(|(chapter, id)| self.in_part(Some(chapter), id)));
        }
        for id in old {
            if !self.sheet.ids.contains(&id) {
                self.html.push_str(&anchor(&id));
                self.sheet.ids.push(id);
            }
        }
    }

    fn in_part(&self, part: Option<&str>, id: &str) -> String {
        part.map_or_else(|| id.to_owned(), |part| format!("{part}-{id}"))
    }
}

fn anchor(id: &str) -> String {
    format!("<span class=\"anker\" id=\"{id}\"></span>")
}

fn pointer(id: &str) -> String {
    format!("<a class=\"peker\" href=\"#{id}\" tabindex=\"-1\" aria-hidden=\"true\"></a>")
}

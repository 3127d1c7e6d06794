//! Sets Markdown as HTML, in one run over its events.
//!
//! [`Setter`] is made once; [`Setter::sheet`] begins a page, whose texts share ids, footnote numbers and citations.
//!
//! 1. headings get ids and make the contents list;
//! 2. links are followed to the page or the attachment they mean (`link`);
//! 3. references to the registry and citations become links (`reference`);
//! 4. everything is escaped; raw HTML is refused.
//!
//! Invariant: nothing an editor writes becomes markup but through Markdown.

mod block;
mod escaping;
mod link;

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Parser};

pub(super) use escaping::escape;

use crate::domain::{Attachment, MARKDOWN, Written};
use crate::plan::Addresses;
use crate::plan::page::Html;
use crate::problem::{Code, Lines, Problem, both};
use block::Writer;

/// What all pages are set with.
pub(super) struct Setter<'a> {
    addresses: &'a Addresses,
    attachments: BTreeMap<&'a str, &'a Attachment>,
}

impl<'a> Setter<'a> {
    pub(super) fn new(addresses: &'a Addresses, attachments: &'a [Attachment]) -> Self {
        let attachments = attachments.iter().map(|attachment| (attachment.source.within(), attachment)).collect();
        Self { addresses, attachments }
    }

    /// Begins a page.
    pub(super) fn sheet(&self) -> Sheet<'_> {
        Sheet {
            setter: self,
            ids: Vec::new(),
            cited: Vec::new(),
            footnotes: 0,
            tables: 0,
            problems: Vec::new(),
            linked: Vec::new(),
        }
    }
}

/// A page being set.
pub(super) struct Sheet<'a> {
    setter: &'a Setter<'a>,
    /// The ids given so far on this page.
    ids: Vec<String>,
    /// The works cited so far on this page.
    cited: Vec<String>,
    /// How many footnotes the page has so far.
    footnotes: usize,
    tables: usize,
    problems: Vec<Problem>,
    linked: Vec<String>,
}

impl Sheet<'_> {
    /// Sets one text of the page. As a `part` of a longer page its headings are one level lower, and their ids begin
    /// with the part's own.
    pub(super) fn set(&mut self, written: Written, part: Option<&str>) -> Html {
        let lines = Lines { file: written.source.shown(), first_line: written.first_line, text: &written.text };
        let most_events = written.text.len() * 8 + 10_000;
        let mut writer = Writer::new(self, &written, lines, part);
        for (count, (event, span)) in Parser::new_ext(&written.text, MARKDOWN).into_offset_iter().enumerate() {
            if count > most_events {
                writer.object(
                    Problem::new(
                        Code::NestedTooDeep,
                        both!("teksten er for innviklet til å settes", "the text is too intricate to set"),
                    )
                    .help(both!("del opp tabellen eller listen her", "split the table or the list here")),
                    span,
                );
                break;
            }
            writer.event(event, span);
        }
        writer.finish()
    }

    /// Returns the problems of the page, and the attachments it links to.
    pub(super) fn finish(self) -> (Vec<Problem>, Vec<String>) {
        (self.problems, self.linked)
    }

    /// Returns an id that is new on this page.
    fn new_id(&mut self, wanted: String) -> String {
        let mut id = wanted.clone();
        let mut number = 2;
        while self.ids.contains(&id) {
            id = format!("{wanted}-{number}");
            number += 1;
        }
        self.ids.push(id.clone());
        id
    }
}

#[cfg(test)]
mod tests;

/// Tells whether an event ends a run of text.
fn is_text(event: &Event<'_>) -> bool {
    matches!(event, Event::Text(_))
}

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

mod asked;
mod block;
mod escaping;
mod link;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pulldown_cmark::{Event, Parser};

pub(super) use asked::Asked;
pub(super) use escaping::escape;
pub(crate) use link::{Destination, destination};

use crate::domain::{Attachment, InText, Language, MARKDOWN, Numbering, Placed, Target, Written, is_reserved};
use crate::plan::page::{Html, Link, Reference, SetCitation};
use crate::plan::{Addresses, Figure, Figures};
use crate::problem::{Code, Lines, Problem, both};
use block::Writer;

/// What all pages are set with.
pub(super) struct Setter<'a> {
    addresses: &'a Addresses,
    attachments: BTreeMap<&'a str, &'a Attachment>,
    figures: &'a Figures,
    /// Whether it is kept what a page asks.
    pub(super) notes: bool,
}

impl<'a> Setter<'a> {
    /// With `notes` it is kept what each page asks of the rest of the site.
    pub(super) fn new(addresses: &'a Addresses, attachments: &'a [Attachment], figures: &'a Figures, notes: bool) -> Self {
        let attachments = attachments.iter().map(|attachment| (attachment.source.within(), attachment)).collect();
        Self { addresses, attachments, figures, notes }
    }

    /// Returns the address of an attachment, and the attachment.
    pub(super) fn attachment(&self, within: &str) -> Option<(&str, &Attachment)> {
        Some((self.addresses.of_attachment(within)?, self.attachments.get(within)?))
    }

    /// Begins a page.
    pub(super) fn sheet(&self, language: Language) -> Sheet<'_> {
        Sheet {
            setter: self,
            ids: Vec::new(),
            citations: Vec::new(),
            named: BTreeSet::new(),
            listed: Vec::new(),
            footnotes: 0,
            tables: 0,
            callouts: 0,
            explained: Vec::new(),
            problems: Vec::new(),
            linked: Vec::new(),
            asked: Asked::default(),
            numbering: Some(Numbering::default()),
            language,
        }
    }
}

/// A page being set.
pub(super) struct Sheet<'a> {
    setter: &'a Setter<'a>,
    /// The ids given so far on this page.
    ids: Vec<String>,
    /// The works cited so far on this page, each time.
    citations: Vec<SetCitation>,
    /// The institutions with a short name that the page has named so far.
    named: BTreeSet<String>,
    /// The works whose entries stand on the page itself.
    listed: Vec<String>,
    /// How many footnotes the page has so far.
    footnotes: usize,
    tables: usize,
    callouts: usize,
    /// The abbreviations that led to the glossary so far.
    explained: Vec<String>,
    problems: Vec<Problem>,
    linked: Vec<String>,
    asked: Asked,
    /// What has been counted on this page; none where nothing is numbered.
    pub(super) numbering: Option<Numbering>,
    /// The language of the text being set.
    pub(super) language: Language,
}

impl<'a> Sheet<'a> {
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

    /// Tells which works have their entries on the page itself, so that citations lead there.
    pub(super) fn list(&mut self, references: &[Reference]) {
        self.ids.extend(references.iter().map(|reference| reference.id.clone()));
        self.listed.extend(references.iter().filter_map(|reference| reference.id.strip_prefix("ref-")).map(str::to_owned));
    }

    /// Returns the citations of the page so far, in the order in which they are read.
    pub(super) fn citations(&self) -> &[SetCitation] {
        &self.citations
    }

    /// Returns the problems of the page, the attachments it links to, and what it asked.
    pub(super) fn finish(self) -> (Vec<Problem>, Vec<String>, Asked) {
        (self.problems, self.linked, self.asked)
    }

    /// Returns what a reference leads to.
    fn target(&mut self, target: &Target) -> Option<&'a Link> {
        let link = self.setter.addresses.target(target)?;
        if self.setter.notes {
            self.asked.target(target, link);
        }
        Some(link)
    }

    /// Returns how a work is named where it is cited.
    fn work(&mut self, id: &str) -> Option<&'a InText> {
        let work = self.setter.addresses.work(id);
        if self.setter.notes {
            self.asked.work(id, work);
        }
        work
    }

    /// Tells whether the page has not named the institution before; from now on it has.
    fn names_first(&mut self, institution: &str) -> bool {
        self.named.insert(institution.to_owned())
    }

    /// Returns the address of the page that a file of the content becomes.
    fn of_file(&mut self, within: &str) -> Option<&'a str> {
        let href = self.setter.addresses.of_file(within);
        if self.setter.notes {
            self.asked.file(within, href);
        }
        href
    }

    /// Returns the address of an attachment, which is linked to from now on.
    fn of_attachment(&mut self, within: &str) -> Option<&'a str> {
        let href = self.setter.addresses.of_attachment(within)?;
        let attachment = self.setter.attachments.get(within)?;
        if self.setter.notes {
            self.asked.attachment(attachment, href);
        }
        self.linked.push(within.to_owned());
        Some(href)
    }

    /// Returns the id that a label gives. That no label is given twice is checked.
    fn label_id(&mut self, id: String) -> String {
        self.ids.push(id.clone());
        id
    }

    /// Returns the passages of a file, which have addresses of their own; none of most files.
    fn passages(&mut self, within: &str) -> Arc<[Placed]> {
        let Some(placed) = self.setter.addresses.passages(within) else { return Arc::default() };
        if self.setter.notes {
            self.asked.passages(within, placed);
        }
        Arc::clone(placed)
    }

    /// Returns the figure whose block begins on a line of a file.
    fn figure(&mut self, within: &str, line: usize) -> Option<&'a Figure> {
        let figure = self.setter.figures.get(&(within.to_owned(), line))?;
        if self.setter.notes {
            self.asked.figure(figure, within, line);
        }
        Some(figure)
    }

    /// Returns an id that is new on this page.
    fn new_id(&mut self, wanted: String) -> String {
        // What begins as a label's id does is left to labels.
        let wanted = if is_reserved(&wanted) { format!("del-{wanted}") } else { wanted };
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

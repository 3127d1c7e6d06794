//! Passages: the headings, paragraphs, lists, quotations, figures and tables of a report, each with an address of its own.
//!
//! [`passages`] takes a text apart; [`AddressBook`] is what is recorded of a report's passages; `recognise` finds today's
//! passages among those recorded, so that an address stays where it was when words are changed, added or moved.
//!
//! Must not know: where a page lies, how an address looks in the finished page.

mod likeness;
mod recognise;
mod renew;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::{MARKDOWN, Piece, Source, Target, TargetKind, label, pieces, slug};

pub(crate) use recognise::{Gone, Moved, Placed, Recognised, recognise};
pub(crate) use renew::{Renewal, renew};

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum PassageKind {
    Heading,
    Paragraph,
    List,
    Quotation,
    Figure,
    Table,
    Code,
}

impl PassageKind {
    /// Returns the name in files.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Paragraph => "paragraph",
            Self::List => "list",
            Self::Quotation => "quotation",
            Self::Figure => "figure",
            Self::Table => "table",
            Self::Code => "code",
        }
    }

    /// Returns the name in bokmål.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Heading => "overskrift",
            Self::Paragraph => "avsnitt",
            Self::List => "liste",
            Self::Quotation => "sitat",
            Self::Figure => "figur",
            Self::Table => "tabell",
            Self::Code => "kode",
        }
    }
}

/// A passage of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Passage {
    pub kind: PassageKind,
    /// Where in the text it begins.
    pub start: usize,
    /// Its first words, without marks.
    pub words: String,
    /// The id that a heading has from its words.
    pub own: Option<String>,
    /// Its whole text, where there are references in it.
    pub refers: Option<Arc<str>>,
}

/// A chapter's name in addresses, and the passages of its text.
#[derive(Debug, Clone)]
pub(crate) struct ChapterPassages<'a> {
    pub slug: &'a str,
    pub passages: Arc<[Passage]>,
}

/// What is recorded of the passages of a report: `addresses.yaml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AddressBook {
    pub source: Source,
    /// In the order of the report.
    pub kept: Vec<Kept>,
    pub retired: Vec<Retired>,
}

/// A passage that had an address when the register was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    pub id: String,
    pub chapter: String,
    pub kind: PassageKind,
    pub words: String,
    /// Other ids it has had: of a heading, from words it had before.
    pub also: Vec<String>,
    /// The chapters in which it stood before.
    pub was: Vec<String>,
}

/// An address whose passage was taken out. Its words are not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Retired {
    pub id: String,
    pub chapter: String,
    /// The first version without it.
    pub version: String,
}

/// The words of a passage that are recorded, and by which it is known again.
const MOST_WORDS: usize = 60;

/// Returns the passages of a text, in order. They depend on the text alone.
pub(crate) fn passages(text: &str) -> Vec<Passage> {
    let mut found = Vec::new();
    let mut ids = BTreeSet::new();
    let mut depth = 0_usize;
    let mut open: Option<Open> = None;
    for (event, span) in Parser::new_ext(text, MARKDOWN).into_offset_iter() {
        match event {
            Event::Start(tag) => {
                if depth == 0 {
                    let is_block = matches!(tag, Tag::CodeBlock(_));
                    open = kind(&tag).map(|kind| Open { is_block, ..Open::new(kind, span.start) });
                } else if let (Some(open), Tag::Image { .. }) = (&mut open, &tag) {
                    open.picture = true;
                }
                depth += 1;
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    found.extend(open.take().map(|open| open.close(&mut ids)));
                } else if let Some(open) = &mut open {
                    open.pause(tag);
                }
            }
            Event::Text(words) | Event::Code(words) => {
                if let Some(open) = &mut open {
                    open.text.push_str(&words);
                    open.bare &= depth > 1;
                }
            }
            Event::SoftBreak | Event::HardBreak => open.iter_mut().for_each(|open| open.text.push(' ')),
            _ => {}
        }
    }
    found
}

fn kind(tag: &Tag<'_>) -> Option<PassageKind> {
    Some(match tag {
        Tag::Heading { .. } => PassageKind::Heading,
        Tag::Paragraph => PassageKind::Paragraph,
        Tag::List(_) => PassageKind::List,
        Tag::BlockQuote(_) => PassageKind::Quotation,
        Tag::Table(_) => PassageKind::Table,
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => match info.split_whitespace().next() {
            Some("figure") => PassageKind::Figure,
            Some("table") => PassageKind::Table,
            _ => PassageKind::Code,
        },
        Tag::CodeBlock(CodeBlockKind::Indented) => PassageKind::Code,
        _ => return None,
    })
}

/// A passage being read.
struct Open {
    kind: PassageKind,
    start: usize,
    text: String,
    /// Whether there is a picture in it.
    picture: bool,
    /// Whether it is written as a block of its own between fences.
    is_block: bool,
    /// Whether no words stand right in it, but only in what it holds.
    bare: bool,
}

impl Open {
    fn new(kind: PassageKind, start: usize) -> Self {
        Self { kind, start, text: String::new(), picture: false, is_block: false, bare: true }
    }

    /// Words of neighbouring parts are not one word.
    fn pause(&mut self, tag: TagEnd) {
        if matches!(tag, TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::Heading(_)) {
            self.text.push(' ');
        }
    }

    fn close(self, ids: &mut BTreeSet<String>) -> Passage {
        let is_figure = self.kind == PassageKind::Paragraph && self.picture && self.bare;
        let kind = if is_figure { PassageKind::Figure } else { self.kind };
        let text = if self.is_block && kind != PassageKind::Code { title(&self.text) } else { &self.text };
        let (text, label) = label::at_end(text, 0);
        let labelled = label.as_ref().and_then(|label| label.name(TargetKind::Section).ok());
        let own = (kind == PassageKind::Heading).then(|| match labelled {
            Some(name) => label::anchor(TargetKind::Section, name),
            None => own_id(text, ids),
        });
        let refers = text.contains("[[").then(|| text.into());
        Passage { kind, start: self.start, words: first_words(text, |_| None), own, refers }
    }
}

/// Returns the title in the block of a figure or a table, by which people know it; the whole block where it has none.
fn title(block: &str) -> &str {
    let title = block.lines().find_map(|line| line.strip_prefix("title:"));
    title.map_or(block, |title| title.trim().trim_matches(['"', '\'']))
}

/// Returns the id of a heading as the page gives it.
fn own_id(words: &str, ids: &mut BTreeSet<String>) -> String {
    let wanted = Some(slug(words.trim())).filter(|id| !id.is_empty()).unwrap_or_else(|| "avsnitt".to_owned());
    let id = free(&wanted, |id| ids.contains(id));
    ids.insert(id.clone());
    id
}

/// Returns `wanted`, or with the first number that is free.
fn free(wanted: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|number| format!("{wanted}-{number}"));
    std::iter::once(wanted.to_owned()).chain(numbered).find(|id| !is_taken(id)).unwrap_or_default()
}

/// Returns the words that a passage begins with; `name` gives those that a reference shows.
fn first_words(text: &str, mut name: impl FnMut(&Target) -> Option<String>) -> String {
    let mut plain = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Plain(words) | Piece::Registry { words: Some(words), .. } => plain.push_str(words),
            Piece::Registry { target, .. } => plain.push_str(name(&target).as_deref().unwrap_or(" ")),
            Piece::Cited { .. } | Piece::Unknown { .. } => plain.push(' '),
        }
    }
    // An e-mail address is not taken apart: its parts are no words, and name who has it.
    let parts = plain.split_whitespace().filter(|part| !part.contains('@'));
    let words = parts.flat_map(|part| part.split(|sign: char| !sign.is_alphanumeric())).filter(|word| !word.is_empty());
    words.take(MOST_WORDS).collect::<Vec<_>>().join(" ")
}

/// Returns the id of a passage nobody has recorded, from its first words. The sign after the `a` stands in no heading's id.
fn derived(passage: &Passage, is_taken: impl Fn(&str) -> bool) -> String {
    const LONGEST: usize = 40;
    let words: Vec<&str> = passage.words.split(' ').take(4).collect();
    let mut name = slug(&words.join(" "));
    while name.len() > LONGEST {
        let cut = name.rfind('-').unwrap_or(LONGEST);
        name.truncate(cut);
    }
    let name = if name.is_empty() { passage.kind.word() } else { &name };
    free(&format!("a_{name}"), is_taken)
}

//! What is numbered or labelled in a text: its headings, and the captions of its tables and figures.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::escaping::{push_address, push_text};
use super::Writer;
use crate::domain::{
    Label, Language, Numbered, Numbering, TargetKind, anchor, capital, caption_of, is_labelled, label_word, may_label, outline,
};
use crate::plan::page::Link;

/// A heading, a table or a figure with the number it has here.
#[derive(Debug, Clone)]
pub(super) struct Counted {
    pub what: Numbered,
    pub number: Option<String>,
}

/// What is numbered or labelled in a text, by where its block begins.
#[derive(Debug, Default)]
pub(super) struct CountedBlocks {
    blocks: BTreeMap<usize, Counted>,
    /// By where the caption begins.
    captions: BTreeMap<usize, Counted>,
}

/// What the paragraph being read is.
#[derive(Debug, Default)]
pub(super) enum Paragraph {
    #[default]
    Plain,
    /// A picture whose caption follows.
    Picture,
    /// A caption, and where in the HTML it begins.
    Caption(Box<Counted>, usize),
}

impl CountedBlocks {
    /// Counts on from `numbering`.
    pub(super) fn read(text: &str, numbering: &mut Option<Numbering>) -> Self {
        let needed = may_label(text) || numbering.is_some_and(|numbering| numbering.numbers_headings());
        let mut counted = Self::default();
        if !needed {
            return counted;
        }
        for what in outline(text).numbered {
            let number = numbering.as_mut().and_then(|numbering| numbering.next(&what));
            let one = Counted { what, number };
            if let Some(at) = one.what.caption {
                counted.captions.insert(at, one.clone());
            }
            counted.blocks.insert(one.what.at, one);
        }
        counted
    }

    /// Returns what begins at this place of the text.
    pub(super) fn at(&self, at: usize) -> Option<&Counted> {
        self.blocks.get(&at)
    }

    /// Tells whether any table has a caption, so that others are told apart by another word.
    pub(super) fn has_captions(&self) -> bool {
        !self.captions.is_empty()
    }

    fn holds(&self, kind: TargetKind, name: &str) -> bool {
        self.blocks.values().any(|one| one.what.kind == kind && one.name() == Some(name))
    }
}

impl Counted {
    /// Returns the name its label gives it.
    pub(super) fn name(&self) -> Option<&str> {
        self.what.label.as_ref().and_then(|label| label.name(self.what.kind).ok())
    }
}

impl Writer<'_, '_, '_> {
    pub(super) fn begin_paragraph(&mut self, span: &Range<usize>) {
        if let Some(caption) = self.counted.captions.get(&span.start).cloned() {
            self.anchor_passage(span);
            return self.begin_caption(caption);
        }
        match self.counted.at(span.start) {
            Some(figure) if figure.what.kind == TargetKind::Figure && figure.what.caption.is_some() => {
                let figure = figure.clone();
                self.paragraph = Paragraph::Picture;
                self.anchor_passage(span);
                let id = self.id_of(&figure);
                self.html.push_str(&format!("<figure class=\"bilde\" id=\"{id}\">"));
            }
            _ => self.open_passage("p", span),
        }
    }

    pub(super) fn end_paragraph(&mut self) {
        match std::mem::take(&mut self.paragraph) {
            Paragraph::Plain if self.was_only_mark() => {}
            Paragraph::Plain => self.html.push_str("</p>\n"),
            Paragraph::Picture => self.html.push('\n'),
            Paragraph::Caption(counted, start) => self.end_caption(*counted, start),
        }
    }

    /// Begins the caption under a picture where its line breaks here; tells whether it does.
    pub(super) fn breaks_to_caption(&mut self, at: usize) -> bool {
        let caption = self.counted.captions.get(&at).cloned();
        let begins = matches!(self.paragraph, Paragraph::Picture);
        match caption {
            Some(caption) if begins => {
                self.html.push('\n');
                self.begin_caption(caption);
                true
            }
            _ => false,
        }
    }

    fn begin_caption(&mut self, counted: Counted) {
        self.paragraph = Paragraph::Caption(Box::new(counted), self.html.len());
    }

    /// The words that make it a caption, and its label, are not shown.
    fn end_caption(&mut self, counted: Counted, start: usize) {
        let written = self.html.split_off(start);
        let prefix = caption_of(&written).map_or(0, |(_, prefix)| prefix);
        let words = without_label(&written, counted.what.label.as_ref()).get(prefix..).unwrap_or("").trim();
        let caption = format!("{}{words}", self.number_of(&counted));
        match counted.what.kind {
            TargetKind::Figure => self.html.push_str(&format!("<figcaption>{caption}</figcaption></figure>\n")),
            _ => self.caption = Some((counted, caption)),
        }
    }

    /// Returns "Tabell 2" as it stands before a caption; `""` where nothing is counted.
    pub(super) fn number_of(&self, counted: &Counted) -> String {
        let Some(number) = &counted.number else { return String::new() };
        let (word, is_foreign) = label_word(counted.what.kind, self.sheet.language);
        let lang = if is_foreign { " lang=\"nb\"" } else { "" };
        format!("<span class=\"nummer\"{lang}>{} {number}</span> ", capital(word))
    }

    /// Returns the id of what has a label or a number.
    pub(super) fn id_of(&mut self, counted: &Counted) -> String {
        match (counted.name(), &counted.number) {
            (Some(name), _) => self.sheet.label_id(anchor(counted.what.kind, name)),
            (None, number) => {
                let (word, _) = label_word(counted.what.kind, Language::Bokmal);
                let number = number.as_ref().map_or(String::new(), |number| format!("-{number}"));
                self.sheet.new_id(format!("{word}{number}"))
            }
        }
    }

    /// Begins a table, with the caption that stood above it.
    pub(super) fn open_table(&mut self) {
        if let Some((counted, caption)) = self.caption.take() {
            let id = self.id_of(&counted);
            return self.html.push_str(&format!(
                "<div class=\"tabell\" id=\"{id}\" role=\"region\" tabindex=\"0\" aria-labelledby=\"_t-{id}\"><table>\n\
                 <caption id=\"_t-{id}\">{caption}</caption>\n"
            ));
        }
        self.sheet.tables += 1;
        let number = self.sheet.tables;
        let is_among_counted = self.counted.has_captions() || self.sheet.numbering.is_some_and(|now| now.numbers_headings());
        let name = if is_among_counted { "Tabell uten tittel" } else { "Tabell" };
        self.html
            .push_str(&format!("<div class=\"tabell\" role=\"region\" tabindex=\"0\" aria-label=\"{name} {number}\"><table>\n"));
    }

    /// Writes "figur 1" as a link. On the page that holds it, the link stays there.
    pub(super) fn label_link(&mut self, kind: TargetKind, id: &str, link: &Link, words: Option<&str>, is_capital: bool) {
        let (scope, name) = id.rsplit_once('/').unwrap_or(("", id));
        let is_here = self.counted.holds(kind, name) || self.part.is_some();
        let is_own = scope == crate::domain::scope(&self.written.source);
        let href = match link.href.split_once('#') {
            Some((_, anchor)) if is_own && is_here => format!("#{anchor}"),
            _ => link.href.clone(),
        };
        self.html.push_str("<a class=\"vis-til\" href=\"");
        push_address(&mut self.html, &href);
        self.html.push('"');
        let is_number = link.title.starts_with(|first: char| first.is_ascii_digit());
        let (word, is_foreign) = label_word(kind, self.sheet.language);
        let words = match words {
            Some(words) => words.to_owned(),
            None if !is_number => link.title.clone(),
            None => {
                self.html.push_str(if is_foreign { " lang=\"nb\"" } else { "" });
                let word = if is_capital { capital(word) } else { word.to_owned() };
                format!("{word}\u{a0}{}", link.title)
            }
        };
        self.html.push('>');
        self.note_words(&words);
        push_text(&mut self.html, &words);
        self.html.push_str("</a>");
    }
}

/// Returns HTML without the label that ends it.
pub(super) fn without_label<'h>(html: &'h str, label: Option<&Label>) -> &'h str {
    let html = html.trim_end();
    let Some(label) = label else { return html };
    let ending = format!("{{#{}}}", label.word);
    html.strip_suffix(ending.as_str()).map_or(html, str::trim_end)
}

/// Tells whether a reference is one to a label.
pub(super) fn is_to_label(kind: TargetKind) -> bool {
    is_labelled(kind)
}

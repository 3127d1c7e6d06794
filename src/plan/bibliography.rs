//! Works as a list of references has them, by the rules of Norwegian APA.
//!
//! [`entries`] is the way in.
//!
//! 1. `item` says what is known of the work in CSL-JSON, institutions kept whole;
//! 2. hayagriva sets it by the style in `norsk-apa.csl`, our own: names and initials, order, dates, punctuation;
//! 3. what it made is taken apart into words, italics and links; nothing it writes is ever taken for markup.
//!
//! How a work is named in a text is the work's own affair ([`Reference::cited`]); a test holds the two against each other.
//!
//! Must not know: pages, addresses, HTML.

mod item;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use hayagriva::citationberg::{FontStyle, IndependentStyle, json::Item};
use hayagriva::{BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild, ElemChildren, Rendered};
use rayon::prelude::*;
use serde_json::Value;

use super::page::Part;
use crate::domain::Reference;

#[expect(clippy::expect_used, reason = "the style is compiled in, and every test of an entry reads it")]
static STYLE: LazyLock<IndependentStyle> =
    LazyLock::new(|| IndependentStyle::from_xml(include_str!("bibliography/norsk-apa.csl")).expect("compiled in"));

/// Returns all works as the list of references has them, by id.
pub(super) fn entries(works: &[Reference]) -> BTreeMap<String, Vec<Part>> {
    works.par_iter().with_min_len(16).map(|work| (work.id.clone(), entry(work))).collect()
}

/// Returns a work as the list of references has it.
pub(super) fn entry(work: &Reference) -> Vec<Part> {
    let mut parts = Vec::new();
    let list = set(work).and_then(|rendered| rendered.bibliography);
    for item in list.iter().flat_map(|list| &list.items) {
        take(&item.content, &mut parts);
    }
    parts
}

/// Returns a work as CSL-JSON, for other programs.
pub(crate) fn csl_json(work: &Reference) -> Value {
    Value::Object(item::item(work))
}

fn set(work: &Reference) -> Option<Rendered> {
    let item: Item = serde_json::from_value(Value::Object(item::for_style(work))).ok()?;
    let mut driver = BibliographyDriver::new();
    driver.citation(CitationRequest::from_items(vec![CitationItem::with_entry(&item)], &STYLE, &[]));
    Some(driver.finish(BibliographyRequest::new(&STYLE, None, &[])))
}

fn take(children: &ElemChildren, parts: &mut Vec<Part>) {
    for child in &children.0 {
        match child {
            ElemChild::Text(text) => push(parts, &text.text, text.formatting.font_style == FontStyle::Italic),
            ElemChild::Elem(inner) => take(&inner.children, parts),
            ElemChild::Markup(text) => push(parts, text, false),
            ElemChild::Link { text, url } => parts.push(Part::link(&text.text, url)),
            ElemChild::Transparent { .. } => {}
        }
    }
}

/// Adds words to the last part where they are set alike.
fn push(parts: &mut Vec<Part>, text: &str, italic: bool) {
    let before = parts.last().and_then(|part| part.text.chars().next_back());
    // "Hva nå?" ends its own sentence.
    let text = if before.is_some_and(|sign| "?!.…".contains(sign)) { text.strip_prefix('.').unwrap_or(text) } else { text };
    if text.is_empty() {
        return;
    }
    match parts.last_mut().filter(|last| last.italic == italic && last.href.is_none()) {
        Some(last) => last.text.push_str(text),
        None => parts.push(Part { text: text.to_owned(), italic, href: None }),
    }
}

#[cfg(test)]
mod tests;

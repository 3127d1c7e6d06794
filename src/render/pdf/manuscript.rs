//! A report as plain data: what `report.typ` reads, and the pictures it names.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Value, json};

use super::link::Links;
use super::piece::{Pictures, Pieces};
use super::tree::{Element, Node, read};
use crate::plan::page::{Html, Link, ShownDate, Site, WholeReport};

/// All that a PDF is made of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::render) struct Manuscript {
    /// The values of the page as JSON, its prose as trees of pieces.
    pub content: String,
    /// The pictures, by the names that the content uses.
    pub files: Vec<(String, Arc<[u8]>)>,
    /// What makes this document another than all others: its address and its version.
    pub ident: String,
    /// `utsyn 0.1.0`.
    pub generator: String,
}

impl Manuscript {
    pub(super) fn of(report: &WholeReport<Html>, site: &Site, origin: &str, pictures: &Pictures) -> Self {
        let mut content = serde_json::to_value(report).unwrap_or_default();
        let mut texts = Vec::new();
        take_prose(&mut content, &mut texts);
        let links = links(report, origin, &texts);
        let mut notes = BTreeMap::new();
        texts.iter().for_each(|text| note_footnotes(text, &mut notes));
        let mut pieces =
            Pieces { links: &links, pictures, notes, told: BTreeSet::new(), files: Vec::new(), spaced: true, level: 1 };
        let mut trees: Vec<Value> = texts.iter().map(|text| pieces.of(text)).collect();
        let files = std::mem::take(&mut pieces.files);
        put_prose(&mut content, &mut trees);
        if let Value::Object(content) = &mut content {
            content.insert("site".to_owned(), about(report, site, origin));
        }
        let ident = format!("{origin}{} {}", report.report.href, report.version);
        Self { content: content.to_string(), files, ident, generator: site.generator.to_owned() }
    }
}

/// Returns what a report shows of the site it belongs to.
fn about(report: &WholeReport<Html>, site: &Site, origin: &str) -> Value {
    let address = |href: &str| if href.starts_with('/') { format!("{origin}{href}") } else { href.to_owned() };
    let licence = site.licence.as_ref().map(|Link { title, href }| json!({"title": title, "href": address(href)}));
    let date = report.head.updated.as_ref().unwrap_or(&report.published);
    json!({
        "publisher": site.publisher, "title": site.title, "licence": licence, "origin": origin, "date": parts(date),
        "keywords": [report.report.title, site.publisher], "draft": site.drafts || report.head.draft,
    })
}

/// Returns year, month and day; the first of what a partial date leaves open.
fn parts(date: &ShownDate) -> [u16; 3] {
    let mut parts = [2000, 1, 1];
    date.iso.split('-').zip(&mut parts).for_each(|(written, part)| *part = written.parse().unwrap_or(*part));
    parts
}

/// What takes the place of prose until it is made of pieces.
const PROSE: &str = "tree";

/// Takes the prose out of a value, wherever it stands, and leaves numbers in its place.
fn take_prose(value: &mut Value, texts: &mut Vec<Vec<Node>>) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(html)) = object.remove("html") {
                object.insert(PROSE.to_owned(), json!(texts.len()));
                texts.push(read(&html));
            }
            object.values_mut().for_each(|value| take_prose(value, texts));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| take_prose(value, texts)),
        _ => {}
    }
}

/// Puts the pieces where the numbers stand.
fn put_prose(value: &mut Value, trees: &mut [Value]) {
    match value {
        Value::Object(object) => {
            let number = object.get(PROSE).and_then(Value::as_u64).and_then(|number| usize::try_from(number).ok());
            if let Some(tree) = number.and_then(|number| trees.get_mut(number)) {
                object.insert(PROSE.to_owned(), tree.take());
                return;
            }
            object.values_mut().for_each(|value| put_prose(value, trees));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| put_prose(value, trees)),
        _ => {}
    }
}

fn links(report: &WholeReport<Html>, origin: &str, texts: &[Vec<Node>]) -> Links {
    let mut links = Links { origin: origin.to_owned(), whole: report.head.href.clone(), ..Links::default() };
    for chapter in &report.chapters {
        links.chapters.insert(chapter.href.clone(), chapter.id.clone());
        links.ids.insert(chapter.id.clone());
    }
    links.ids.extend(report.references.iter().map(|reference| reference.id.clone()));
    texts.iter().for_each(|text| links.note_ids(text));
    texts.iter().for_each(|text| links.note_links(text));
    links
}

/// Finds the footnotes that stand below a text.
fn note_footnotes<'t>(nodes: &'t [Node], notes: &mut BTreeMap<&'t str, &'t Element>) {
    for node in nodes {
        let Node::Element(element) = node else { continue };
        if !(element.name == "section" && element.has_class("fotnoter")) {
            note_footnotes(&element.children, notes);
            continue;
        }
        for note in element.find("ol").into_iter().flat_map(Element::elements) {
            notes.extend(note.get("id").map(|id| (id, note)));
        }
    }
}

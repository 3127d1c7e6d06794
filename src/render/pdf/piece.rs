//! What each element of a text is on paper: a tree in, the values in, which the setting template walks.
//!
//! [`Pieces::of`] is the way in. A value is a text, or an object whose `t` says what it is and whose `c` holds what stands in
//! it; `report.typ` knows the same names. Elements without a meaning of their own leave what stands in them.
//!
//! Must not know: how anything looks.

mod block;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::link::{Links, Way};
use super::tree::{Element, Node};

/// The pictures of a report, by the address under which a text shows them.
pub(in crate::render) type Pictures = BTreeMap<String, Arc<[u8]>>;

/// What is kept from text to text of one report.
pub(super) struct Pieces<'a> {
    pub links: &'a Links,
    pub pictures: &'a Pictures,
    /// The footnotes of all texts, by id.
    pub notes: BTreeMap<&'a str, &'a Element>,
    /// The footnotes that stand on paper already.
    pub told: BTreeSet<String>,
    /// The files that the values name, in their order.
    pub files: Vec<(String, Arc<[u8]>)>,
    /// Whether the last sign was a space, or a block has just begun.
    pub spaced: bool,
    /// The level of the last heading.
    pub level: u64,
}

impl<'a> Pieces<'a> {
    /// Returns the values of a whole text that stands below a heading of the top level.
    pub(super) fn of(&mut self, nodes: &[Node]) -> Value {
        self.level = 1;
        Value::Array(self.block(nodes))
    }

    /// Returns what stands in a block: no space at its ends.
    fn block(&mut self, nodes: &[Node]) -> Vec<Value> {
        self.spaced = true;
        let mut values = self.row(nodes);
        trim_end(&mut values);
        self.spaced = true;
        values
    }

    fn row(&mut self, nodes: &[Node]) -> Vec<Value> {
        let mut values = Vec::new();
        for node in nodes {
            match node {
                Node::Text(text) => values.extend(self.text(text)),
                Node::Element(element) => self.element(element, &mut values),
            }
        }
        values
    }

    /// Makes one space of each run of spaces.
    fn text(&mut self, text: &str) -> Option<Value> {
        let mut words = String::with_capacity(text.len());
        for c in text.chars() {
            let is_space = matches!(c, ' ' | '\n' | '\t' | '\r');
            if !(is_space && self.spaced) {
                words.push(if is_space { ' ' } else { c });
            }
            self.spaced = is_space;
        }
        (!words.is_empty()).then_some(Value::String(words))
    }

    fn element(&mut self, element: &Element, values: &mut Vec<Value>) {
        if is_for_the_screen(element) {
            return;
        }
        let mut own = Vec::new();
        if let Some(piece) = self.block_element(element) {
            trim_end(values);
            own = piece;
            self.spaced = true;
        } else {
            if element.name == "br" || element.has_class("fotnotelenke") {
                trim_end(values);
            }
            self.inline(element, &mut own);
        }
        // What lies in another language says so, whatever it is.
        match element.get("lang").filter(|_| !own.is_empty()) {
            Some(language) => values.push(json!({"t": "lang", "lang": language, "c": own})),
            None => values.append(&mut own),
        }
    }

    fn inline(&mut self, element: &Element, values: &mut Vec<Value>) {
        let kind = match element.name.as_str() {
            "em" | "i" | "cite" | "dfn" | "var" => "em",
            "strong" | "b" => "strong",
            "del" | "s" => "del",
            "code" | "kbd" | "samp" => "code",
            "sub" => "sub",
            "sup" if element.has_class("fotnotelenke") => return self.note(element, values),
            "sup" => "sup",
            "br" => {
                self.spaced = true;
                return values.push(json!({"t": "br"}));
            }
            "a" => return self.link(element, values),
            "img" => return values.extend(self.picture(element)),
            "svg" => return values.extend(self.drawing(element)),
            _ => {
                values.extend(self.anchor(element));
                return values.extend(self.row(&element.children));
            }
        };
        values.extend(self.anchor(element));
        let inside = self.row(&element.children);
        if !inside.is_empty() {
            values.push(json!({"t": kind, "c": inside}));
        }
    }

    /// Returns the place of an id that something leads to.
    fn anchor(&self, element: &Element) -> Option<Value> {
        let id = element.get("id").filter(|id| self.links.is_led_to(id))?;
        Some(json!({"t": "anchor", "id": id}))
    }

    fn link(&mut self, element: &Element, values: &mut Vec<Value>) {
        values.extend(self.anchor(element));
        let inside = self.row(&element.children);
        if inside.is_empty() {
            return;
        }
        let mut link = Map::from_iter([("t".to_owned(), json!("a")), ("c".to_owned(), Value::Array(inside))]);
        match element.get("href").map(|href| self.links.way(href)) {
            Some(Way::Inside(id)) => link.insert("to".to_owned(), json!(id)),
            Some(Way::Outside(url)) => link.insert("url".to_owned(), json!(url)),
            Some(Way::Nowhere) | None => None,
        };
        values.push(Value::Object(link));
    }

    /// A footnote stands at the foot of the page on which it is first referred to.
    fn note(&mut self, element: &Element, values: &mut Vec<Value>) {
        let link = element.find("a").and_then(|link| link.get("href"));
        let Some(id) = link.and_then(|href| href.strip_prefix('#')) else { return };
        let Some(&note) = self.notes.get(id) else { return };
        if !self.told.insert(id.to_owned()) {
            return values.push(json!({"t": "note", "again": id}));
        }
        let inside = self.block(&note.children);
        self.spaced = false;
        values.push(json!({"t": "note", "id": id, "c": inside}));
    }

    fn picture(&mut self, element: &Element) -> Option<Value> {
        let source = element.get("src")?;
        let bytes = Arc::clone(self.pictures.get(source)?);
        let ending = source.rsplit_once('.').map_or("png", |(_, ending)| ending).to_ascii_lowercase();
        let file = self.file(bytes, &ending);
        self.spaced = false;
        Some(json!({"t": "img", "file": file, "alt": element.get("alt").unwrap_or_default(), "width": pixels(element)}))
    }

    fn drawing(&mut self, element: &Element) -> Option<Value> {
        const NAMESPACE: &str = "xmlns=\"http://www.w3.org/2000/svg\"";
        let source = element.words();
        let source = match source.contains("xmlns=") {
            true => source,
            false => source.replacen("<svg", &format!("<svg {NAMESPACE}"), 1),
        };
        let alt = if element.get("aria-hidden") == Some("true") { String::new() } else { description(element, &source)? };
        let file = self.file(source.into_bytes().into(), "svg");
        self.spaced = false;
        Some(json!({"t": "img", "file": file, "alt": alt, "width": pixels(element)}))
    }

    fn file(&mut self, bytes: Arc<[u8]>, ending: &str) -> String {
        let name = format!("/bilde-{}.{ending}", self.files.len() + 1);
        self.files.push((name.clone(), bytes));
        name
    }
}

/// Returns a picture's width where it is given as a number.
fn pixels(element: &Element) -> Option<f64> {
    element.get("width")?.parse().ok()
}

/// Returns what a drawing shows, in words: its label, or its title and description.
fn description(element: &Element, source: &str) -> Option<String> {
    let document = roxmltree::Document::parse(source).ok()?;
    let root = document.root_element();
    let part = |name: &str| root.children().find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", name)))?.text();
    let said: Vec<&str> = [element.get("aria-label"), part("title"), part("desc")].into_iter().flatten().map(str::trim).collect();
    Some(said.join(" ")).filter(|said| !said.is_empty())
}

/// Tells whether an element has no place on paper: what leads about on a screen, and what is only heard there. An abbreviation
/// that leads to its meaning on a screen is written out on paper (`utskrevet`).
fn is_for_the_screen(element: &Element) -> bool {
    const NAMES: [&str; 8] = ["button", "form", "input", "nav", "noscript", "script", "style", "template"];
    const CLASSES: [&str; 3] = ["skjerm", "skjult", "tilbake"];
    let is_sign = element.name == "a" && matches!(element.words().trim(), "#" | "¶" | "§" | "↩");
    let is_hidden = element.get("aria-hidden") == Some("true") && element.name != "svg";
    let is_unseen = CLASSES.iter().any(|class| element.has_class(class)) && !element.has_class("utskrevet");
    is_sign || is_hidden || is_unseen || NAMES.contains(&element.name.as_str())
}

/// Takes the spaces from the end of a row.
fn trim_end(values: &mut Vec<Value>) {
    while let Some(last) = values.last_mut() {
        match last {
            Value::String(text) => text.truncate(text.trim_end_matches(' ').len()),
            Value::Object(piece) => {
                let is_inline = matches!(piece.get("t").and_then(Value::as_str), Some("em" | "strong" | "del" | "a"));
                if let Some(Value::Array(inside)) = piece.get_mut("c").filter(|_| is_inline) {
                    trim_end(inside);
                }
                return;
            }
            _ => return,
        }
        if last.as_str() != Some("") {
            return;
        }
        values.pop();
    }
}

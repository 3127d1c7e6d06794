//! Blocks: paragraphs, headings, lists, boxes, figures.

use serde_json::{Value, json};

use super::super::tree::{Element, Node};
use super::Pieces;

impl Pieces<'_> {
    /// Returns the values of a block; none where the element is no block of its own.
    pub(super) fn block_element(&mut self, element: &Element) -> Option<Vec<Value>> {
        Some(match element.name.as_str() {
            "p" | "summary" => self.paragraph(element),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(element),
            "ul" | "ol" => self.list(element),
            "dl" => self.descriptions(element),
            "blockquote" => self.boxed(element, "quote"),
            "aside" => self.boxed(element, "box"),
            "pre" => vec![json!({"t": "pre", "c": element.words().trim_end()})],
            "hr" => vec![json!({"t": "hr"})],
            "table" => self.table(element).into_iter().collect(),
            "figure" => self.figure(element),
            "section" if element.has_class("fotnoter") => Vec::new(),
            "article" | "details" | "div" | "footer" | "header" | "main" | "section" | "li" | "dt" | "dd" | "figcaption" => {
                let mut values: Vec<Value> = self.anchor(element).into_iter().collect();
                values.extend(self.block(&element.children));
                values
            }
            _ => return None,
        })
    }

    fn paragraph(&mut self, element: &Element) -> Vec<Value> {
        let anchor = self.anchor(element);
        let mut inside = self.block(&element.children);
        if inside.is_empty() {
            return anchor.into_iter().collect();
        }
        let is_title = element.name == "summary" || element.get("class").is_some_and(|class| class.contains("tittel"));
        if is_title {
            inside = vec![json!({"t": "strong", "c": inside})];
        }
        inside.splice(0..0, anchor);
        vec![json!({"t": "p", "c": inside, "title": is_title, "small": element.has_class("liten")})]
    }

    /// A heading's level is one lower than on the web, where the page's title is the first; no level is skipped.
    fn heading(&mut self, element: &Element) -> Vec<Value> {
        let written: u64 = element.name.get(1..).and_then(|digit| digit.parse().ok()).unwrap_or(2);
        let level = (written - 1).max(2).min(self.level + 1);
        let inside = self.block(&element.children);
        if inside.is_empty() {
            return Vec::new();
        }
        self.level = level;
        let id = element.get("id").filter(|id| self.links.is_led_to(id));
        vec![json!({"t": "h", "level": level, "id": id, "c": inside})]
    }

    fn list(&mut self, element: &Element) -> Vec<Value> {
        let anchor = self.anchor(element);
        let items: Vec<Value> = element.elements().filter(|child| child.name == "li").map(|item| self.item(item)).collect();
        if items.is_empty() {
            return anchor.into_iter().collect();
        }
        let kind = if element.name == "ol" { "ol" } else { "ul" };
        let start: u64 = element.get("start").and_then(|start| start.parse().ok()).unwrap_or(1);
        let is_loose = element.elements().any(|item| item.elements().any(|child| child.name == "p"));
        let list = json!({"t": kind, "start": start, "loose": is_loose, "c": items});
        anchor.into_iter().chain([list]).collect()
    }

    fn item(&mut self, item: &Element) -> Value {
        let anchor = self.anchor(item);
        let mut inside = self.block(&item.children);
        inside.splice(0..0, anchor);
        match item.get("lang") {
            Some(language) => json!([{"t": "lang", "lang": language, "c": inside}]),
            None => Value::Array(inside),
        }
    }

    /// Terms with what is said of each.
    fn descriptions(&mut self, element: &Element) -> Vec<Value> {
        let mut pairs: Vec<(Vec<Value>, Vec<Value>)> = Vec::new();
        let mut parts = Vec::new();
        gather(element, &mut parts);
        for part in parts {
            let anchor = self.anchor(part);
            let mut inside = self.block(&part.children);
            inside.splice(0..0, anchor);
            match pairs.last_mut() {
                Some((_, said)) if part.name == "dd" => said.extend(inside),
                Some((term, said)) if said.is_empty() => {
                    term.push(json!(", "));
                    term.extend(inside);
                }
                _ => pairs.push((inside, Vec::new())),
            }
        }
        let pairs: Vec<Value> = pairs.into_iter().map(|(term, said)| json!([term, said])).collect();
        if pairs.is_empty() { Vec::new() } else { vec![json!({"t": "dl", "c": pairs})] }
    }

    fn boxed(&mut self, element: &Element, kind: &str) -> Vec<Value> {
        let anchor = self.anchor(element);
        let mut inside = self.block(&element.children);
        inside.splice(0..0, anchor);
        vec![json!({"t": kind, "c": inside})]
    }

    /// A picture or a table with its caption; a figure without one is only what stands in it.
    fn figure(&mut self, element: &Element) -> Vec<Value> {
        let is_caption = |node: &&Node| matches!(node, Node::Element(child) if child.name == "figcaption");
        let captions: Vec<Node> = element.children.iter().filter(is_caption).cloned().collect();
        let others: Vec<Node> = element.children.iter().filter(|node| !is_caption(node)).cloned().collect();
        let id = element.get("id").filter(|id| self.links.is_led_to(id)).map(str::to_owned);
        // The numbers behind a drawing are in a table below it, which is for the screen.
        let is_picture = element.find("svg").is_some() || element.find("img").is_some();
        let kind = if !is_picture && element.find("table").is_some() { "table" } else { "image" };
        let inside = self.block(&others);
        let caption = self.block(&captions);
        vec![json!({"t": "figure", "kind": kind, "id": id, "c": inside, "caption": caption})]
    }
}

/// Gathers terms and descriptions, which may lie in groups.
fn gather<'e>(element: &'e Element, parts: &mut Vec<&'e Element>) {
    for child in element.elements() {
        if matches!(child.name.as_str(), "dt" | "dd") {
            parts.push(child);
        } else {
            gather(child, parts);
        }
    }
}

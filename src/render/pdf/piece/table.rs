//! Tables: heads that are repeated on each page, cells that say what they are the heads of.

use serde_json::{Value, json};

use super::super::tree::Element;
use super::Pieces;

/// Longest text, in letters, of a column that takes only the room it needs.
const SHORT: usize = 24;

impl Pieces<'_> {
    pub(super) fn table(&mut self, table: &Element) -> Option<Value> {
        let caption = table.elements().find(|child| child.name == "caption");
        let summary = caption.map(|caption| caption.words().split_whitespace().collect::<Vec<_>>().join(" "));
        // A caption that is only heard on the screen is the table's summary on paper.
        let caption = caption.filter(|caption| !caption.has_class("skjult")).map(|caption| self.block(&caption.children));
        let (mut head, mut body) = (Vec::new(), Vec::new());
        for part in table.elements() {
            match part.name.as_str() {
                "thead" => head.extend(rows(part)),
                "tbody" | "tfoot" => body.extend(rows(part)),
                "tr" => body.push(part),
                _ => {}
            }
        }
        let columns = head.iter().chain(&body).map(|row| width(row)).max().filter(|columns| *columns > 0)?;
        let room = room(head.iter().chain(&body).copied(), columns);
        let id = table.get("id").filter(|id| self.links.is_led_to(id));
        let mut cells = |rows: &[&Element]| -> Vec<Value> {
            rows.iter().map(|row| Value::Array(row.elements().map(|cell| self.cell(cell)).collect())).collect()
        };
        let (head, body) = (cells(&head), cells(&body));
        Some(json!({
            "t": "table", "id": id, "room": room, "head": head, "body": body, "caption": caption, "summary": summary,
        }))
    }

    fn cell(&mut self, cell: &Element) -> Value {
        let align = match cell {
            cell if cell.has_class("hoyre") || cell.has_class("tall") => "right",
            cell if cell.has_class("midt") => "center",
            _ => "left",
        };
        let anchor = self.anchor(cell);
        let mut inside = self.block(&cell.children);
        inside.splice(0..0, anchor);
        json!({
            "head": cell.name == "th", "scope": cell.get("scope").unwrap_or("col"), "align": align,
            "wide": span(cell, "colspan"), "high": span(cell, "rowspan"), "long": cell.words().chars().count() > 700, "c": inside,
        })
    }
}

fn rows(part: &Element) -> Vec<&Element> {
    part.elements().filter(|row| row.name == "tr").collect()
}

fn span(cell: &Element, name: &str) -> usize {
    cell.get(name).and_then(|span| span.parse().ok()).filter(|span| (1..=100).contains(span)).unwrap_or(1)
}

fn width(row: &Element) -> usize {
    row.elements().map(|cell| span(cell, "colspan")).sum()
}

/// Returns how much room each column gets: 0 as much as it needs, else its share of what is left.
fn room<'e>(rows: impl Iterator<Item = &'e Element>, columns: usize) -> Vec<f64> {
    let mut longest = vec![0_usize; columns];
    for row in rows {
        let mut column = 0;
        for cell in row.elements() {
            let wide = span(cell, "colspan");
            if let Some(most) = longest.get_mut(column).filter(|_| wide == 1) {
                *most = (*most).max(cell.words().trim().chars().count());
            }
            column += wide;
        }
    }
    let share = |letters: usize| if letters <= SHORT { 0.0 } else { (letters.min(600) as f64).sqrt().max(4.0) };
    longest.into_iter().map(share).collect()
}

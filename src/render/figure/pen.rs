//! The pen that figures are drawn with: shapes and words as SVG, in whole tenths of a unit, so that every machine draws
//! the same.
//!
//! Each shape has the look of paper by its attributes alone (for print, and for programs that know no style sheet) and a
//! class by which a theme gives it another.

use std::fmt::Write as _;

pub(super) use crate::plan::{width_of, wrapped};
use crate::render::markdown::escape;

/// A length in tenths of a unit; a drawing is 360 units wide.
pub(super) type Tenths = i64;

pub(super) const WIDTH: Tenths = 3600;
pub(super) const SIZE: Tenths = 130;
pub(super) const SMALL: Tenths = 110;
/// From one line of a text to the next.
pub(super) const LINE: Tenths = 160;

/// How many groups can be told apart by their fill.
pub(super) const FILLS: usize = 6;

const INK: &str = "#17282a";
const QUIET: &str = "#4a595a";
const MARK: &str = "#0a5a5e";
const PAPER: &str = "#fff";

/// The size and weight of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Words {
    Plain,
    Strong,
    Quiet,
}

/// Where words stand beside their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
}

/// A rectangle.
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    pub x: Tenths,
    pub y: Tenths,
    pub width: Tenths,
    pub height: Tenths,
}

pub(super) struct Pen<'a> {
    /// What the ids of the drawing begin with.
    prefix: &'a str,
    out: String,
    /// Which fills were used; the last is that of hidden numbers.
    used: [bool; FILLS + 1],
}

impl<'a> Pen<'a> {
    pub(super) fn new(prefix: &'a str) -> Self {
        Self { prefix, out: String::new(), used: [false; FILLS + 1] }
    }

    pub(super) fn words(&mut self, x: Tenths, y: Tenths, anchor: Anchor, words: Words, text: &str) {
        let (class, size, fill, weight) = match words {
            Words::Plain => ("ord", SIZE, INK, ""),
            Words::Strong => ("ord", SIZE, INK, " font-weight=\"600\""),
            Words::Quiet => ("smaaord", SMALL, QUIET, ""),
        };
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
        };
        self.put(&format!(
            "<text class=\"{class}\" x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{fill}\"{weight}{anchor}>{}</text>\n",
            shown(x),
            shown(y),
            shown(size),
            escape(text)
        ));
    }

    /// Writes words from the line whose top is `y`, as many lines as they take; returns the top of the line after them.
    pub(super) fn paragraph(&mut self, x: Tenths, y: Tenths, width: Tenths, words: Words, text: &str) -> Tenths {
        let mut top = y;
        for line in wrapped(text, width, size(words)) {
            self.words(x, top + SIZE - 10, Anchor::Start, words, &line);
            top += LINE;
        }
        top
    }

    /// Draws the bar of a group.
    pub(super) fn bar(&mut self, area: Area, group: usize) {
        if area.width > 0 {
            let fill = self.fill(group);
            self.rect("stolpe", area, &format!("fill=\"{fill}\" stroke=\"{MARK}\""));
        }
    }

    /// Draws the box that stands for a hidden number: always of the size that is asked for, never of a number's.
    pub(super) fn hidden(&mut self, area: Area) {
        self.used[FILLS] = true;
        let fill = format!("fill=\"url(#{}-skjult)\" stroke=\"{QUIET}\" stroke-dasharray=\"2 2\"", self.prefix);
        self.rect("skjulttall", area, &fill);
    }

    /// Draws the paper below words that stand on a fill.
    pub(super) fn paper(&mut self, area: Area) {
        self.rect("tallbunn", area, &format!("fill=\"{PAPER}\""));
    }

    fn rect(&mut self, class: &str, area: Area, look: &str) {
        let Area { x, y, width, height } = area;
        self.put(&format!(
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" {look}/>\n",
            shown(x),
            shown(y),
            shown(width),
            shown(height)
        ));
    }

    pub(super) fn line(&mut self, class: &'static str, from: (Tenths, Tenths), to: (Tenths, Tenths)) {
        let stroke = if class == "akse" { QUIET } else { "#d8d7cd" };
        self.put(&format!(
            "<path class=\"{class}\" d=\"M{} {}L{} {}\" fill=\"none\" stroke=\"{stroke}\"/>\n",
            shown(from.0),
            shown(from.1),
            shown(to.0),
            shown(to.1)
        ));
    }

    pub(super) fn circle(&mut self, x: Tenths, y: Tenths, radius: Tenths) {
        self.put(&format!(
            "<circle class=\"boble\" cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"#e2eeea\" stroke=\"{MARK}\"/>\n",
            shown(x),
            shown(y),
            shown(radius)
        ));
    }

    /// Draws the mark of a group on a line: each group has a shape of its own.
    pub(super) fn mark(&mut self, x: Tenths, y: Tenths, group: usize) {
        let at = |dx: Tenths, dy: Tenths| format!("{} {}", shown(x + dx), shown(y + dy));
        let path = match group % FILLS {
            0 => format!("M{}A4.5 4.5 0 1 1 {}A4.5 4.5 0 1 1 {}Z", at(-45, 0), at(45, 0), at(-45, 0)),
            1 => format!("M{}L{}L{}L{}Z", at(-40, -40), at(40, -40), at(40, 40), at(-40, 40)),
            2 => format!("M{}L{}L{}Z", at(0, -50), at(50, 40), at(-50, 40)),
            3 => format!("M{}L{}L{}L{}Z", at(0, -55), at(55, 0), at(0, 55), at(-55, 0)),
            4 => format!("M{}L{}L{}Z", at(-50, -40), at(50, -40), at(0, 50)),
            _ => format!("M{}L{}M{}L{}", at(-40, -40), at(40, 40), at(40, -40), at(-40, 40)),
        };
        let fill = if group.is_multiple_of(2) { MARK } else { PAPER };
        let class = if group.is_multiple_of(2) { "merketegn" } else { "merketegn tomt" };
        self.put(&format!("<path class=\"{class}\" d=\"{path}\" fill=\"{fill}\" stroke=\"{MARK}\" stroke-width=\"1.5\"/>\n"));
    }

    /// Draws a key of the groups from the top `y`: a fill or a mark, and the name. Returns the top of what follows.
    pub(super) fn key(&mut self, y: Tenths, names: &[String], marks: bool, hides: bool) -> Tenths {
        let (mut x, mut top) = (0, y);
        let hidden = if hides { Some((names.len(), "skjult tall")) } else { None };
        for (group, name) in names.iter().map(String::as_str).enumerate().chain(hidden) {
            let lines = wrapped(name, WIDTH - 220, SIZE);
            let longest = lines.iter().map(|line| width_of(line, SIZE)).max().unwrap_or(0);
            if x > 0 && x + 220 + longest > WIDTH {
                (x, top) = (0, top + LINE + 20);
            }
            let sample = Area { x: x + 5, y: top + 15, width: 140, height: 110 };
            match (group == names.len(), marks) {
                (true, _) => self.hidden(sample),
                (false, true) => self.mark(x + 75, top + 75, group),
                (false, false) => self.bar(sample, group),
            }
            let end = self.paragraph(x + 200, top, WIDTH - 220, Words::Plain, name);
            if lines.len() > 1 {
                (x, top) = (0, end + 20);
            } else {
                x += 200 + longest + 180;
            }
        }
        if x > 0 { top + LINE + 110 } else { top + 80 }
    }

    fn fill(&mut self, group: usize) -> String {
        let group = group % FILLS;
        self.used[group] = true;
        if group == 0 { MARK.to_owned() } else { format!("url(#{}-m{group})", self.prefix) }
    }

    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Returns the drawing, with its name and description for those who do not see it.
    pub(super) fn finish(self, height: Tenths, title: &str, description: &str) -> String {
        let (prefix, height) = (self.prefix, shown(height));
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {height}\" width=\"{0}\" height=\"{height}\" role=\"img\" \
             aria-labelledby=\"{prefix}-navn {prefix}-tekst\" font-family=\"sans-serif\" font-size=\"13\">\n\
             <title id=\"{prefix}-navn\">{}</title>\n<desc id=\"{prefix}-tekst\">{}</desc>\n",
            shown(WIDTH),
            escape(title),
            escape(description)
        );
        let patterns: String = (1..=FILLS).filter(|fill| self.used[*fill]).map(|fill| pattern(prefix, fill)).collect();
        if !patterns.is_empty() {
            let _ = writeln!(svg, "<defs>\n{patterns}</defs>");
        }
        svg.push_str(&self.out);
        svg.push_str("</svg>");
        svg
    }
}

/// The fills that tell groups apart without colour.
fn pattern(prefix: &str, fill: usize) -> String {
    let (name, shape) = match fill {
        1 => ("m1".to_owned(), stroke("M-1 1L1 -1M0 6L6 0M5 7L7 5", "1.6")),
        2 => ("m2".to_owned(), format!("<circle class=\"monsterfyll\" cx=\"3\" cy=\"3\" r=\"1.3\" fill=\"{MARK}\"/>")),
        3 => ("m3".to_owned(), String::new()),
        4 => ("m4".to_owned(), stroke("M0 3L6 3", "1.6")),
        5 => ("m5".to_owned(), stroke("M0 0L6 6M0 6L6 0", "1")),
        _ => {
            let lines =
                format!("<path class=\"skjultstrek\" d=\"M0 0L4 4M-1 3L1 5M3 -1L5 1\" stroke=\"{QUIET}\" stroke-width=\"0.7\"/>");
            return cell(prefix, "skjult", 4, &lines);
        }
    };
    cell(prefix, &name, 6, &shape)
}

fn stroke(path: &str, width: &str) -> String {
    format!("<path class=\"monster\" d=\"{path}\" stroke=\"{MARK}\" stroke-width=\"{width}\"/>")
}

fn cell(prefix: &str, name: &str, side: u8, shape: &str) -> String {
    format!(
        "<pattern id=\"{prefix}-{name}\" width=\"{side}\" height=\"{side}\" patternUnits=\"userSpaceOnUse\">\
         <rect class=\"tallbunn\" width=\"{side}\" height=\"{side}\" fill=\"{PAPER}\"/>{shape}</pattern>\n"
    )
}

/// Returns a length as SVG has it: `12` or `12.5`.
fn shown(tenths: Tenths) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, part) = (tenths.abs() / 10, tenths.abs() % 10);
    if part == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

pub(super) fn size(words: Words) -> Tenths {
    if words == Words::Quiet { SMALL } else { SIZE }
}

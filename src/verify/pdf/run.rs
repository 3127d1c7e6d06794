//! What a page says: runs of letters, each with its place.
//!
//! A page's description is followed as a viewer follows it, as far as letters are concerned: where each run begins and ends,
//! and to which piece of the document it belongs.

use std::collections::BTreeMap;

use super::file::File;
use super::font::Font;
use super::object::{Dict, Object, Reader};

/// Letters that are shown together.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    /// The number of the object that is the page, or the drawing within a page.
    pub page: u32,
    /// The number of the piece on its page.
    pub piece: Option<usize>,
    /// Head and foot of a page, which are no part of its text.
    pub is_aside: bool,
    pub text: String,
    pub from: (f64, f64),
    pub to: (f64, f64),
    pub size: f64,
}

/// From one space to another, as a PDF writes it.
type Matrix = [f64; 6];

const SAME: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn after(first: Matrix, second: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = first;
    let [g, h, i, j, k, l] = second;
    [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

fn place(matrix: Matrix, (x, y): (f64, f64)) -> (f64, f64) {
    let [a, b, c, d, e, f] = matrix;
    (a * x + c * y + e, b * x + d * y + f)
}

/// What stands around the letters.
#[derive(Debug, Clone, Default)]
struct Mark {
    piece: Option<usize>,
    is_aside: bool,
    /// What the letters mean, where they do not say it themselves.
    meant: Option<String>,
}

#[derive(Debug, Clone)]
struct State<'f> {
    space: Matrix,
    font: Option<&'f Font>,
    size: f64,
    letter_gap: f64,
    word_gap: f64,
    leading: f64,
    rise: f64,
    wide: f64,
}

/// Follows a page's description.
pub(super) struct Follower<'f> {
    page: u32,
    fonts: BTreeMap<Vec<u8>, Font>,
    properties: Option<&'f Dict>,
    /// What is shown, in the order in which it is written.
    pub runs: Vec<Run>,
    /// Letters whose meaning is said by something else: another reader may show them.
    pub covered: Vec<String>,
    /// Texts that stand beside the letters.
    pub said: Vec<Vec<u8>>,
}

impl<'f> Follower<'f> {
    pub(super) fn new(file: &'f File, page: u32, resources: Option<&'f Dict>) -> Option<Self> {
        let mut fonts = BTreeMap::new();
        let known = resources.and_then(|resources| file.get(resources, "Font")).and_then(Object::dict);
        for (name, font) in known.into_iter().flatten() {
            fonts.insert(name.clone(), Font::read(file, file.meant(font)?.dict()?)?);
        }
        let properties = resources.and_then(|resources| file.get(resources, "Properties")).and_then(Object::dict);
        Some(Self { page, fonts, properties, runs: Vec::new(), covered: Vec::new(), said: Vec::new() })
    }

    /// Follows one description; none where a letter's meaning cannot be told.
    pub(super) fn follow(&mut self, file: &File, description: &[u8]) -> Option<()> {
        let fonts = std::mem::take(&mut self.fonts);
        let done = self.follow_with(file, &fonts, description);
        self.fonts = fonts;
        done
    }

    fn follow_with(&mut self, file: &File, fonts: &BTreeMap<Vec<u8>, Font>, description: &[u8]) -> Option<()> {
        let plain =
            State { space: SAME, font: None, size: 1.0, letter_gap: 0.0, word_gap: 0.0, leading: 0.0, rise: 0.0, wide: 1.0 };
        let (mut state, mut kept) = (plain, Vec::new());
        let (mut line, mut at) = (SAME, SAME);
        let mut marks: Vec<Mark> = Vec::new();
        let mut values: Vec<Object> = Vec::new();
        let mut reader = Reader::new(description);
        loop {
            reader.skip(&mut Vec::new());
            if reader.at >= description.len() {
                return Some(());
            }
            let operator = match reader.object()? {
                Object::Operator(operator) => operator,
                value => {
                    values.push(value);
                    continue;
                }
            };
            let number = |index: usize| values.get(index).and_then(Object::number).unwrap_or(0.0);
            let six = || [number(0), number(1), number(2), number(3), number(4), number(5)];
            match operator.as_slice() {
                b"q" => kept.push(state.clone()),
                b"Q" => state = kept.pop()?,
                b"cm" => state.space = after(six(), state.space),
                b"BT" => (line, at) = (SAME, SAME),
                b"Tm" => (line, at) = (six(), six()),
                b"Td" | b"TD" | b"T*" => {
                    let (x, y) = if operator == b"T*" { (0.0, -state.leading) } else { (number(0), number(1)) };
                    if operator == b"TD" {
                        state.leading = -y;
                    }
                    line = after([1.0, 0.0, 0.0, 1.0, x, y], line);
                    at = line;
                }
                b"TL" => state.leading = number(0),
                b"Tc" => state.letter_gap = number(0),
                b"Tw" => state.word_gap = number(0),
                b"Tz" => state.wide = number(0) / 100.0,
                b"Ts" => state.rise = number(0),
                b"Tf" => {
                    state.font = fonts.get(values.first().and_then(Object::name)?);
                    state.size = number(1);
                }
                b"Tj" | b"TJ" => self.show(&state, &mut at, values.first()?, &marks)?,
                // No writer that we know uses them, and they move to the next line as well.
                b"'" | b"\"" => return None,
                b"BMC" | b"BDC" => {
                    let mark = self.mark(file, &values, marks.last());
                    marks.push(mark?);
                }
                b"EMC" => drop(marks.pop()?),
                // A picture within the description: its bytes are not values.
                b"BI" => return None,
                _ => {}
            }
            values.clear();
        }
    }

    fn mark(&mut self, file: &File, values: &[Object], outer: Option<&Mark>) -> Option<Mark> {
        let mut mark = outer.cloned().unwrap_or_default();
        mark.meant = None;
        mark.is_aside |= values.first().and_then(Object::name) == Some(b"Artifact");
        let properties = match values.get(1) {
            Some(Object::Name(name)) => file.meant(self.properties?.get(name)?)?.dict(),
            Some(value) => file.meant(value)?.dict(),
            None => None,
        };
        let Some(properties) = properties else { return Some(mark) };
        for (key, value) in properties {
            match (key.as_slice(), value) {
                (b"MCID", value) => mark.piece = Some(value.count()?),
                (b"ActualText", Object::Text(text)) => mark.meant = Some(super::said::plain(text)),
                (_, Object::Text(text)) => self.said.push(text.clone()),
                _ => {}
            }
        }
        if let Some(meant) = &mark.meant {
            self.said.push(meant.clone().into_bytes());
        }
        Some(mark)
    }

    /// Shows letters, and moves on by their width.
    fn show(&mut self, state: &State<'_>, at: &mut Matrix, shown: &Object, marks: &[Mark]) -> Option<()> {
        let font = state.font?;
        let meant = marks.iter().rev().find_map(|mark| mark.meant.as_deref());
        let parts = shown.array().unwrap_or(std::slice::from_ref(shown));
        let from = place(after(*at, state.space), (0.0, state.rise));
        let (mut text, mut x) = (String::new(), 0.0);
        for part in parts {
            match part {
                Object::Number(back) => {
                    x -= back / 1000.0 * state.size * state.wide;
                    // Some writers leave room in place of a space.
                    if *back < -180.0 && !text.ends_with(' ') {
                        text.push(' ');
                    }
                }
                Object::Text(codes) => {
                    for (letters, width) in font.codes(codes) {
                        text.push_str(letters.or(meant.map(|_| ""))?);
                        x += (width / 1000.0 * state.size + state.letter_gap) * state.wide;
                    }
                }
                _ => return None,
            }
        }
        *at = after([1.0, 0.0, 0.0, 1.0, x, 0.0], *at);
        let to = place(after(*at, state.space), (0.0, state.rise));
        let [a, b, ..] = after(*at, state.space);
        if let Some(meant) = meant {
            self.covered.push(std::mem::replace(&mut text, meant.to_owned()));
        }
        let mark = marks.last().cloned().unwrap_or_default();
        let size = state.size * a.hypot(b);
        self.runs.push(Run { page: self.page, piece: mark.piece, is_aside: mark.is_aside, text, from, to, size });
        Some(())
    }
}

/// Puts runs together: what follows on a line goes on, what begins a line is a word of its own.
pub(super) fn joined<'r>(runs: impl IntoIterator<Item = &'r Run>) -> String {
    let mut text = String::new();
    let mut last: Option<&Run> = None;
    for run in runs {
        if let Some(last) = last.filter(|last| !goes_on(last, run) && !text.ends_with('\u{AD}')) {
            // A word may be divided at the hyphen that it is written with: then the line's end says nothing.
            text.push(if last.page == run.page && is_beside(last, run) { ' ' } else { '\n' });
        }
        text.push_str(&run.text);
        last = Some(run);
    }
    text
}

/// Tells whether a run goes on where the last one ended; raised and lowered letters do.
fn goes_on(last: &Run, run: &Run) -> bool {
    let gap = run.from.0 - last.to.0;
    let size = last.size.max(run.size);
    last.page == run.page && gap.abs() < size * 0.2 && (run.from.1 - last.to.1).abs() < size * 0.6
}

fn is_beside(last: &Run, run: &Run) -> bool {
    (run.from.1 - last.to.1).abs() < last.size.max(run.size) * 0.6
}

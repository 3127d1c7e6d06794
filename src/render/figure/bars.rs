//! Bars: one for each category, parted in groups, or once more for each group.

use super::pen::{Anchor, Area, LINE, Pen, SIZE, Tenths, WIDTH, Words, width_of};
use crate::plan::{Amount, Figure, WHOLE};

const THICK: Tenths = 140;
const GAP: Tenths = 110;
/// The box of a hidden number.
const HIDDEN: Tenths = 240;

/// Where bars stand, and what they are measured by.
struct Measure {
    x: Tenths,
    width: Tenths,
    /// The longest bar.
    room: Tenths,
    most: i64,
}

impl Measure {
    /// Leaves room after the longest bar for the widest of the words that stand there.
    fn new(x: Tenths, width: Tenths, most: i64, said: impl Iterator<Item = String>) -> Self {
        let widest = said.map(|text| width_of(&text, SIZE)).max().unwrap_or(0);
        Self { x, width, room: (width - widest - 60).max(HIDDEN), most }
    }

    fn length(&self, number: i64) -> Tenths {
        if self.most <= 0 {
            0
        } else {
            Tenths::try_from(i128::from(number) * i128::from(self.room) / i128::from(self.most)).unwrap_or(0)
        }
    }
}

pub(super) fn bars(pen: &mut Pen<'_>, figure: &Figure, top: Tenths) -> Tenths {
    let amounts: Vec<Amount> = figure.amounts.iter().filter_map(|row| row.first().copied()).collect();
    let top = if figure.hides() { pen.key(top, &[], false, true) } else { top };
    let measure = Measure::new(0, WIDTH, longest(figure, most(amounts.iter())), said(figure));
    column(pen, &measure, figure, &amounts, top)
}

/// The same bars for each group, two beside each other, to one measure.
pub(super) fn multiples(pen: &mut Pen<'_>, figure: &Figure, top: Tenths) -> Tenths {
    const APART: Tenths = 240;
    let width = (WIDTH - APART) / 2;
    let most = longest(figure, most(figure.amounts.iter().flatten()));
    let mut top = if figure.hides() { pen.key(top, &[], false, true) } else { top };
    for pair in (0..figure.groups.len()).step_by(2) {
        let mut bottom = top;
        for (place, group) in (pair..(pair + 2).min(figure.groups.len())).enumerate() {
            let x = if place == 0 { 0 } else { width + APART };
            let amounts: Vec<Amount> = figure.amounts.iter().filter_map(|row| row.get(group).copied()).collect();
            let measure = Measure::new(x, width, most, said(figure));
            let under = pen.paragraph(x, top, width, Words::Strong, &figure.groups[group]) + 50;
            bottom = bottom.max(column(pen, &measure, figure, &amounts, under));
        }
        top = bottom + 120;
    }
    top - 120
}

fn column(pen: &mut Pen<'_>, measure: &Measure, figure: &Figure, amounts: &[Amount], top: Tenths) -> Tenths {
    let mut top = top;
    for (category, amount) in figure.categories.iter().zip(amounts) {
        let y = pen.paragraph(measure.x, top, measure.width, Words::Plain, category) + 20;
        shares(pen, measure, figure, (y - 15, y + THICK + 15));
        let end = single(pen, measure, *amount, y);
        let words = if amount.known().is_some() { Words::Strong } else { Words::Quiet };
        pen.words(end + 50, y + THICK - 25, Anchor::Start, words, &figure.said(*amount));
        pen.line("akse", (measure.x, y - 15), (measure.x, y + THICK + 15));
        top = y + THICK + GAP;
    }
    scale(pen, measure, figure, top - GAP + 20)
}

/// Draws one bar; returns where it ends.
fn single(pen: &mut Pen<'_>, measure: &Measure, amount: Amount, y: Tenths) -> Tenths {
    let area = |width| Area { x: measure.x, y, width, height: THICK };
    match amount {
        Amount::Number(number) => {
            let length = measure.length(number);
            pen.bar(area(length), 0);
            measure.x + length
        }
        Amount::Hidden => {
            pen.hidden(area(HIDDEN));
            measure.x + HIDDEN
        }
        Amount::Absent => measure.x,
    }
}

/// A bar for each category, parted in groups. With a hidden part the whole has no length: known parts, then a box.
pub(super) fn stacked(pen: &mut Pen<'_>, figure: &Figure, top: Tenths) -> Tenths {
    let mut top = pen.key(top, &figure.groups, false, figure.hides());
    let sum = |row: &[Amount]| row.iter().filter_map(|amount| amount.known()).sum::<i64>();
    let hides = |row: &[Amount]| row.contains(&Amount::Hidden);
    // The parts of a whole say enough: their sum is the whole, or all that is asked for.
    let said = |row: &[Amount]| match hides(row) {
        true => "skjult".to_owned(),
        false if figure.percent => String::new(),
        false => Amount::Number(sum(row)).shown(),
    };
    let most = longest(figure, figure.amounts.iter().map(|row| sum(row)).max().unwrap_or(0));
    let width = if figure.hides() { WIDTH - HIDDEN - 20 } else { WIDTH };
    let measure = Measure::new(0, width, most, figure.amounts.iter().map(|row| said(row)).chain(end_of_scale(figure)));
    for (category, row) in figure.categories.iter().zip(&figure.amounts) {
        let y = pen.paragraph(0, top, WIDTH, Words::Plain, category) + 20;
        shares(pen, &measure, figure, (y - 15, y + THICK + 35));
        let mut end = parts(pen, &measure, (figure, row), y);
        if hides(row) {
            pen.hidden(Area { x: end + 10, y, width: HIDDEN, height: THICK + 20 });
            end += HIDDEN + 10;
        }
        let words = if hides(row) { Words::Quiet } else { Words::Strong };
        pen.words(end + 50, y + THICK - 15, Anchor::Start, words, &said(row));
        pen.line("akse", (0, y - 15), (0, y + THICK + 35));
        top = y + THICK + 20 + GAP;
    }
    scale(pen, &measure, figure, top - GAP + 20)
}

/// Draws the known parts of a bar, each with its number where there is room; returns where they end.
fn parts(pen: &mut Pen<'_>, measure: &Measure, (figure, row): (&Figure, &[Amount]), y: Tenths) -> Tenths {
    let (mut sum, mut x) = (0, measure.x);
    for (group, amount) in row.iter().enumerate() {
        let Some(number) = amount.known() else { continue };
        sum += number;
        let end = measure.x + measure.length(sum);
        pen.bar(Area { x, y, width: end - x, height: THICK + 20 }, group);
        let said = figure.said(*amount);
        let wide = width_of(&said, SIZE);
        if number > 0 && end - x > wide + 60 {
            let middle = (x + end) / 2;
            pen.paper(Area { x: middle - wide / 2 - 15, y: y + 15, width: wide + 30, height: LINE - 30 });
            pen.words(middle, y + THICK - 15, Anchor::Middle, Words::Plain, &said);
        }
        x = end;
    }
    x
}

/// Returns the number that the longest bar stands for: where numbers are per cent, the whole.
fn longest(figure: &Figure, most: i64) -> i64 {
    if figure.percent { most.max(WHOLE) } else { most }
}

/// Returns what stands after the bars, so that there is room for it.
fn said(figure: &Figure) -> impl Iterator<Item = String> {
    figure.amounts.iter().flatten().map(|amount| figure.said(*amount)).chain(end_of_scale(figure))
}

/// Returns the last number of the scale, which stands on both sides of where it points.
fn end_of_scale(figure: &Figure) -> Option<String> {
    figure.percent.then(|| figure.said(Amount::Number(WHOLE)))
}

/// Returns the marks of the scale of per cent; fewer where there is less room.
fn marks(measure: &Measure, figure: &Figure) -> impl Iterator<Item = i64> {
    let steps = if measure.width < WIDTH / 2 { 2 } else { 4 };
    (0..=steps).map(move |step| WHOLE / steps * step).filter(|_| figure.percent)
}

/// Draws the lines of the scale behind a bar.
fn shares(pen: &mut Pen<'_>, measure: &Measure, figure: &Figure, (top, bottom): (Tenths, Tenths)) {
    for x in marks(measure, figure).skip(1).map(|mark| measure.x + measure.length(mark)) {
        pen.line("rutelinje", (x, top), (x, bottom));
    }
}

/// Writes the numbers of the scale below the bars; returns the top of what follows.
fn scale(pen: &mut Pen<'_>, measure: &Measure, figure: &Figure, top: Tenths) -> Tenths {
    for mark in marks(measure, figure) {
        let (x, anchor) = (measure.x + measure.length(mark), if mark == 0 { Anchor::Start } else { Anchor::Middle });
        let words = if mark == WHOLE { figure.said(Amount::Number(mark)) } else { Amount::Number(mark).shown() };
        pen.words(x, top + 130, anchor, Words::Quiet, &words);
    }
    if figure.percent { top + LINE + 40 } else { top }
}

/// Returns the greatest known number.
pub(super) fn most<'a>(amounts: impl Iterator<Item = &'a Amount>) -> i64 {
    amounts.filter_map(|amount| amount.known()).max().unwrap_or(0)
}

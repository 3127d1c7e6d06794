//! A matrix: categories down, groups across, a disc and its number where they meet.

use super::bars::most;
use super::pen::{Anchor, Area, LINE, Pen, SIZE, SMALL, Tenths, WIDTH, Words, width_of, wrapped};
use crate::plan::{Amount, Figure, WHOLE};

const ROW: Tenths = 300;
const GREATEST: Tenths = 140;

pub(super) fn matrix(pen: &mut Pen<'_>, figure: &Figure, top: Tenths) -> Tenths {
    let wide = WIDTH / Tenths::try_from(figure.groups.len().max(1)).unwrap_or(1);
    let middle = |group: usize| wide * Tenths::try_from(group).unwrap_or(0) + wide / 2;
    let short: Vec<Vec<String>> = figure.groups.iter().map(|group| wrapped(group, wide - 80, SMALL)).collect();
    let fits = short.iter().all(|lines| lines.len() <= 3 && lines.iter().all(|line| !line.ends_with('-')));
    let (heads, top) = if fits { (short, top) } else { letters(pen, figure, top) };
    let mut y = head(pen, &heads, middle, top) + 60;
    let most = if figure.percent { WHOLE } else { most(figure.amounts.iter().flatten()) };
    for (category, row) in figure.categories.iter().zip(&figure.amounts) {
        pen.line("rutelinje", (0, y), (WIDTH, y));
        y = pen.paragraph(0, y + 50, WIDTH, Words::Plain, category);
        for (group, amount) in row.iter().enumerate() {
            cell(pen, (*amount, &figure.said(*amount)), (middle(group), y + ROW / 2), (most, GREATEST.min(wide / 2 - 20)), wide);
        }
        y += ROW + 20;
    }
    pen.line("rutelinje", (0, y), (WIDTH, y));
    let y = if figure.categories.len() > 4 { head(pen, &heads, middle, y + 60) } else { y };
    if figure.hides() { pen.key(y + 80, &[], false, true) } else { y + 20 }
}

/// Names that are too wide for their columns get a letter each, told above the matrix.
fn letters(pen: &mut Pen<'_>, figure: &Figure, top: Tenths) -> (Vec<Vec<String>>, Tenths) {
    let letter = |group: usize| char::from(b'A' + u8::try_from(group % 26).unwrap_or(0)).to_string();
    let mut y = top;
    for (group, name) in figure.groups.iter().enumerate() {
        pen.words(0, y + 120, Anchor::Start, Words::Strong, &letter(group));
        y = pen.paragraph(180, y, WIDTH - 180, Words::Plain, name) + 10;
    }
    ((0..figure.groups.len()).map(|group| vec![letter(group)]).collect(), y + 80)
}

/// Writes the heads of the columns; returns the top of what follows.
fn head(pen: &mut Pen<'_>, heads: &[Vec<String>], middle: impl Fn(usize) -> Tenths, top: Tenths) -> Tenths {
    let most = heads.iter().map(Vec::len).max().unwrap_or(0);
    for (group, lines) in heads.iter().enumerate() {
        let words = if lines.iter().all(|line| line.chars().count() == 1) { Words::Strong } else { Words::Quiet };
        for (number, line) in lines.iter().enumerate() {
            let down = Tenths::try_from(most - lines.len() + number).unwrap_or(0) * (LINE - 20);
            pen.words(middle(group), top + 120 + down, Anchor::Middle, words, line);
        }
    }
    top + Tenths::try_from(most).unwrap_or(0) * (LINE - 20) + 20
}

/// Draws a disc whose surface is the number, a box for a hidden one, or only the number.
fn cell(
    pen: &mut Pen<'_>,
    (amount, said): (Amount, &str),
    (x, y): (Tenths, Tenths),
    (most, greatest): (i64, Tenths),
    wide: Tenths,
) {
    match amount {
        Amount::Number(number) if number > 0 => {
            let square = i128::from(number) * i128::from(greatest) * i128::from(greatest) / i128::from(most.max(1));
            disc(pen, Tenths::try_from(square.isqrt()).unwrap_or(0), (x, y), wide, said);
        }
        Amount::Hidden => {
            let half = greatest.min(110);
            pen.hidden(Area { x: x - half, y: y - 90, width: half * 2, height: 180 });
        }
        Amount::Number(_) | Amount::Absent => pen.words(x, y + 40, Anchor::Middle, Words::Quiet, said),
    }
}

/// Draws a disc with its number in it, or beside it where the disc is too small and there is room.
fn disc(pen: &mut Pen<'_>, radius: Tenths, (x, y): (Tenths, Tenths), wide: Tenths, said: &str) {
    let (long, short) = (width_of(said, SIZE), width_of(said, SMALL));
    let beside = |taken: Tenths| taken + 2 * radius + 50 < wide;
    let (taken, words) = if beside(long) || long < wide - 20 { (long, Words::Strong) } else { (short, Words::Quiet) };
    if radius > taken / 2 + 35 || !beside(taken) {
        pen.circle(x, y, radius);
        return pen.words(x, y + 45, Anchor::Middle, words, said);
    }
    let left = x - (taken + 30) / 2 - radius;
    pen.circle(left + radius, y, radius);
    pen.words(left + 2 * radius + 30, y + 45, Anchor::Start, words, said);
}

//! Dots on lines: a line for each category, a mark for each group, one measure below.

use super::bars::most;
use super::pen::{Anchor, LINE, Pen, SMALL, Tenths, WIDTH, Words, width_of};
use crate::plan::{Amount, Figure, WHOLE};

/// From the line of one group to that of the next: equal numbers never lie on each other.
const LANE: Tenths = 140;
const GAP: Tenths = 70;
/// Where the measure begins: a mark at nought is seen whole.
const START: Tenths = 70;

pub(super) fn dots(pen: &mut Pen<'_>, figure: &Figure, top: Tenths) -> Tenths {
    let top = if figure.is_grouped() || figure.hides() {
        let names = if figure.is_grouped() { figure.groups.as_slice() } else { &[] };
        pen.key(top, names, true, false)
    } else {
        top
    };
    let (step, steps) = if figure.percent { (WHOLE / 4, 4) } else { steps(most(figure.amounts.iter().flatten())) };
    let widest = figure.amounts.iter().flatten().map(|amount| width_of(&figure.said(*amount), SMALL)).max().unwrap_or(0);
    let room = WIDTH - START - widest - 120;
    let place = |number: i64| {
        let all = i128::from(step) * i128::from(steps);
        START + Tenths::try_from(i128::from(number) * i128::from(room) / all.max(1)).unwrap_or(0)
    };
    let mut y = top;
    for (category, row) in figure.categories.iter().zip(&figure.amounts) {
        y = pen.paragraph(0, y, WIDTH, Words::Plain, category) + 20;
        let lanes = Tenths::try_from(row.len().max(1)).unwrap_or(1);
        for number in 0..=steps {
            let x = place(number * step);
            pen.line(if number == 0 { "akse" } else { "rutelinje" }, (x, y), (x, y + lanes * LANE));
        }
        for (group, amount) in row.iter().enumerate() {
            lane(pen, (*amount, &figure.said(*amount)), group, y + LANE / 2, place(amount.known().unwrap_or(0)));
            y += LANE;
        }
        y += GAP;
    }
    let said =
        |number: i64| if number == step * steps { figure.said(Amount::Number(number)) } else { Amount::Number(number).shown() };
    for number in (0..=steps).map(|number| number * step) {
        pen.words(place(number), y + 60, Anchor::Middle, Words::Quiet, &said(number));
    }
    y + LINE
}

/// Draws the mark of one number. A hidden one has no place on the line: it is said at its beginning.
fn lane(pen: &mut Pen<'_>, (amount, said): (Amount, &str), group: usize, y: Tenths, x: Tenths) {
    match amount {
        Amount::Number(_) => {
            pen.line("rutelinje", (START, y), (x, y));
            pen.mark(x, y, group);
            pen.words(x + 85, y + 40, Anchor::Start, Words::Quiet, said);
        }
        Amount::Hidden | Amount::Absent => pen.words(START + 40, y + 40, Anchor::Start, Words::Quiet, &amount.shown()),
    }
}

/// Returns a round step and how many of them reach `most`: at most five.
fn steps(most: i64) -> (i64, i64) {
    let most = most.max(1000);
    let mut power: i64 = 1;
    loop {
        for step in [power, power.saturating_mul(2), power.saturating_mul(5)] {
            let needed = (most - 1) / step + 1;
            if needed <= 5 {
                return (step, needed);
            }
        }
        power = power.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::steps;

    #[test]
    fn a_measure_has_few_and_round_steps_and_reaches_the_greatest() {
        assert_eq!(steps(36_000), (10_000, 4));
        assert_eq!(steps(5_000), (1_000, 5));
        assert_eq!(steps(0), (200, 5));
        for most in [1, 999, 1_001, 123_456, 9_999_999, i64::MAX / 4] {
            let (step, count) = steps(most);
            assert!(step.saturating_mul(count) >= most && (1..=5).contains(&count), "{most}");
        }
    }
}

//! Figures: a [`Figure`] in, an SVG drawing, an HTML figure with its table, and a CSV file out.
//!
//! [`svg`], [`html`] and [`file()`] are the ways in. All are functions of the figure alone, in whole numbers.
//!
//! 1. `pen` draws shapes and words, and measures words;
//! 2. `bars`, `dots` and `matrix` lay out the kinds;
//! 3. `table` says the same in numbers.
//!
//! A drawing is 360 units wide: as wide as a phone, where its words have the size of other small text.
//!
//! Must not know: where a number comes from, or any number that is hidden.

mod bars;
mod dots;
mod matrix;
mod pen;
mod table;
#[cfg(test)]
mod tests;

pub(super) use table::{file, html};

use crate::domain::FigureKind;
use crate::plan::Figure;
use pen::{Pen, WIDTH, Words};

/// Draws a figure. Its ids begin with `prefix`, which stands once on a page.
pub(super) fn svg(figure: &Figure, prefix: &str) -> String {
    let mut pen = Pen::new(prefix);
    let top = match &figure.unit {
        Some(unit) => pen.paragraph(0, 0, WIDTH, Words::Quiet, unit) + 60,
        None => 20,
    };
    let bottom = match figure.kind {
        FigureKind::Bars => bars::bars(&mut pen, figure, top),
        FigureKind::Stacked => bars::stacked(&mut pen, figure, top),
        FigureKind::Dots => dots::dots(&mut pen, figure, top),
        FigureKind::Multiples => bars::multiples(&mut pen, figure, top),
        FigureKind::Matrix => matrix::matrix(&mut pen, figure, top),
    };
    pen.finish(bottom + 20, &figure.title, &figure.description)
}

//! Figures in a text: a block that asks for one becomes the drawing and its numbers.

use std::ops::Range;

use super::Writer;
use crate::render::figure;

impl Writer<'_, '_, '_> {
    /// Writes the figure that a block asks for.
    pub(super) fn figure(&mut self, span: Range<usize>) {
        self.skip_until = span.end;
        let line = self.lines.place(span.clone()).line;
        let Some(figure) = self.sheet.figure(self.written.source.within(), line) else { return };
        let counted = self.counted.at(span.start).cloned();
        let number = counted.as_ref().map(|counted| self.number_of(counted)).unwrap_or_default();
        let id = match &counted {
            Some(counted) => self.id_of(counted),
            None => self.sheet.new_id(format!("fig-{}", figure.id)),
        };
        self.html.push_str(&figure::html(figure, &id, &number));
    }
}

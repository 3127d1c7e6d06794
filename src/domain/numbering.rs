//! The numbers of headings, figures and tables: "3.2", "Figur 4", "Tabell 1".

use super::{Numbered, Outline, TargetKind};

/// What has been counted so far. Figures and tables are counted through a report; headings within a chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Numbering {
    /// None outside reports: headings have no numbers there.
    chapter: Option<usize>,
    section: usize,
    subsection: usize,
    figures: usize,
    tables: usize,
}

impl Numbering {
    /// Begins a chapter before which so many figures and tables were counted.
    pub(crate) fn of_chapter(number: usize, figures: usize, tables: usize) -> Self {
        Self { chapter: Some(number), figures, tables, ..Self::default() }
    }

    /// Returns how many figures and tables there are so far.
    pub(crate) fn so_far(&self) -> (usize, usize) {
        (self.figures, self.tables)
    }

    /// Tells whether headings are numbered.
    pub(crate) fn numbers_headings(&self) -> bool {
        self.chapter.is_some()
    }

    /// Counts one more, and returns its number; none for what has none.
    ///
    /// A table or a picture without a caption is not counted: nobody could see its number.
    pub(crate) fn next(&mut self, next: &Numbered) -> Option<String> {
        match next.kind {
            TargetKind::Figure if next.caption.is_some() => {
                self.figures += 1;
                Some(self.figures.to_string())
            }
            TargetKind::Table if next.caption.is_some() => {
                self.tables += 1;
                Some(self.tables.to_string())
            }
            TargetKind::Section => self.heading(next.level),
            _ => None,
        }
    }

    fn heading(&mut self, level: u8) -> Option<String> {
        let chapter = self.chapter?;
        match level {
            ..=2 => {
                (self.section, self.subsection) = (self.section + 1, 0);
                Some(format!("{chapter}.{}", self.section))
            }
            3 => {
                self.subsection += 1;
                Some(format!("{chapter}.{}.{}", self.section, self.subsection))
            }
            _ => None,
        }
    }

    /// Counts all that a text has.
    pub(crate) fn count(&mut self, outline: &Outline) {
        for one in &outline.numbered {
            self.next(one);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::outline;

    use super::*;

    #[test]
    fn headings_count_within_their_chapter_and_figures_go_on() {
        let text = "## a\n\n### b\n\n### c\n\n#### d\n\n## e\n\n### f\n\n![x](x.png)\nFigur: x\n\n| a |\n|---|\n\nTabell: y\n\n| b |\n|---|\n";
        let mut numbering = Numbering::of_chapter(3, 4, 0);
        let numbers: Vec<_> = outline(text).numbered.iter().map(|one| numbering.next(one).unwrap_or("-".to_owned())).collect();
        assert_eq!(numbers, ["3.1", "3.1.1", "3.1.2", "-", "3.2", "3.2.1", "5", "-", "1"]);
        assert_eq!(numbering.so_far(), (5, 1));
    }

    #[test]
    fn headings_of_other_pages_have_no_numbers() {
        let mut numbering = Numbering::default();
        assert_eq!(numbering.next(&outline("## a\n").numbered[0]), None);
    }
}

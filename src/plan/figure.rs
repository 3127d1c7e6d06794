//! A figure as it is drawn: words and public numbers, nothing of where they came from.
//!
//! [`Figure`] is made by [`super::figures`] from public tables alone, and drawn by `render`. A number that is hidden has no
//! value here, so nothing drawn can depend on one.

use std::collections::BTreeMap;

use crate::domain::FigureKind;

/// The whole, in thousandths of a per cent.
pub(crate) const WHOLE: i64 = 100 * THOUSAND;

/// Most decimals of a number; numbers are whole thousandths, so that they add up exactly.
const THOUSAND: i64 = 1000;

/// A figure, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figure {
    /// As written: `sterke-ord`. Its anchor is `fig-sterke-ord`.
    pub id: String,
    pub kind: FigureKind,
    pub title: String,
    /// What the figure shows, in words, for those who do not see it.
    pub description: String,
    /// What the numbers count: "funn".
    pub unit: Option<String>,
    /// The numbers are per cent of a whole: the measure is from 0 to 100, whatever they are.
    pub percent: bool,
    /// What the categories are: the first column of its table.
    pub category: String,
    pub categories: Vec<String>,
    /// The groups within each category; one without a name where there are none.
    pub groups: Vec<String>,
    /// By category, then by group.
    pub amounts: Vec<Vec<Amount>>,
    /// Where the numbers come from, and how they are to be read.
    pub note: Option<String>,
    /// Whether any number is invented.
    pub synthetic: bool,
    /// The path of its table as a file, within the site: `rapporter/x/figurer/sterke-ord.csv`.
    pub file: String,
    /// The same as an address.
    pub href: String,
    /// The file that the figure is written in, as shown to people.
    pub made_of: String,
    /// The attachment whose numbers it shows, by its path within the content.
    pub drawn_from: Option<String>,
}

/// A number of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Amount {
    /// In thousandths; never negative.
    Number(i64),
    /// It could tell what somebody answered; its value is not known here.
    Hidden,
    /// There is none.
    Absent,
}

/// The figures of a site, by the file they are written in (within the content) and the line of the block.
pub(crate) type Figures = BTreeMap<(String, usize), Figure>;

impl Amount {
    /// Reads a number as people write it, `12`, `3,5` or `3.5`, or the sign of a hidden one; none where it is no such thing.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        match text {
            "" => return Some(Self::Absent),
            ":" => return Some(Self::Hidden),
            _ => {}
        }
        let (whole, part) = text.split_once([',', '.']).unwrap_or((text, "0"));
        let digits = |text: &str| !text.is_empty() && text.len() <= 7 && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(part) || part.len() > 3 {
            return None;
        }
        let part: i64 = format!("{part:0<3}").parse().ok()?;
        Some(Self::Number(whole.parse::<i64>().ok()?.checked_mul(THOUSAND)?.checked_add(part)?))
    }

    /// Returns the number in thousandths, where there is one.
    pub(crate) fn known(self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(number),
            Self::Hidden | Self::Absent => None,
        }
    }

    /// Returns the number with `point` before its decimals.
    pub(crate) fn written(self, point: char) -> Option<String> {
        let number = self.known()?;
        let (whole, part) = (number / THOUSAND, number % THOUSAND);
        if part == 0 {
            return Some(whole.to_string());
        }
        Some(format!("{whole}{point}{}", format!("{part:03}").trim_end_matches('0')))
    }

    /// Returns the number as people read it.
    pub(crate) fn shown(self) -> String {
        match self {
            Self::Hidden => "skjult".to_owned(),
            Self::Absent => "–".to_owned(),
            Self::Number(_) => self.written(',').unwrap_or_default(),
        }
    }
}

impl Figure {
    /// Returns a number as the figure's readers see it: `12`, or `12 %`.
    pub(crate) fn said(&self, amount: Amount) -> String {
        match amount {
            Amount::Number(_) if self.percent => format!("{}\u{a0}%", amount.shown()),
            _ => amount.shown(),
        }
    }

    /// Returns what the numbers count, as the head of their column.
    pub(crate) fn counts(&self) -> &str {
        self.unit.as_deref().unwrap_or(if self.percent { "Prosent" } else { "Antall" })
    }

    /// Tells whether any number is hidden.
    pub(crate) fn hides(&self) -> bool {
        self.amounts.iter().flatten().any(|amount| *amount == Amount::Hidden)
    }

    /// Tells whether the categories are parted in groups.
    pub(crate) fn is_grouped(&self) -> bool {
        self.groups.len() > 1 || self.groups.iter().any(|group| !group.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::Amount;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        assert_eq!(Amount::read("12"), Some(Amount::Number(12_000)));
        assert_eq!(Amount::read(" 3,5 "), Some(Amount::Number(3_500)));
        assert_eq!(Amount::read("0.125"), Some(Amount::Number(125)));
        assert_eq!(Amount::read(":"), Some(Amount::Hidden));
        assert_eq!(Amount::read(""), Some(Amount::Absent));
        for wrong in ["-1", "1,2,3", "1e3", "12 stk", "0.1234", "99999999", "NaN"] {
            assert_eq!(Amount::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_hidden_number_has_no_value_to_be_written() {
        assert_eq!((Amount::Hidden.known(), Amount::Hidden.written('.')), (None, None));
        assert_eq!(Amount::Number(3_500).shown(), "3,5");
        assert_eq!(Amount::Number(0).shown(), "0");
    }
}

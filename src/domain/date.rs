//! Dates as sources know them: to the day, the month or the year, or not at all.

use std::fmt;
use std::str::FromStr;

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

/// A day of the calendar.
pub(crate) type Date = civil::Date;

/// Returns the day it is in Oslo, which is the default for "today". Called once, by the command line.
pub(crate) fn today_in_oslo() -> Date {
    let zone = TimeZone::get("Europe/Oslo").unwrap_or(TimeZone::UTC);
    #[expect(clippy::disallowed_methods, reason = "the one place where the program asks what day it is")]
    let now = Timestamp::now();
    now.to_zoned(zone).date()
}

const MONTHS: [&str; 12] =
    ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"];

/// A date as precise as its source: a day, a month or a year.
///
/// Written `2017-01-01`, `2017-01` or `2017`; shown as "1. januar 2017", "januar 2017" or "2017".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl PartialDate {
    pub(crate) fn year(self) -> i16 {
        self.year
    }

    /// Returns the first day that it can mean.
    pub(crate) fn first_day(self) -> Date {
        civil::date(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// Returns `2017-01-01`, `2017-01` or `2017`.
    pub(crate) fn iso(self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{:04}-{month:02}-{day:02}", self.year),
            (Some(month), None) => format!("{:04}-{month:02}", self.year),
            _ => format!("{:04}", self.year),
        }
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }
}

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoDate {
    /// Not of the form `2017-01-01`, `2017-01` or `2017`.
    Form,
    /// The form is right, but the calendar has no such day.
    Calendar,
}

impl FromStr for PartialDate {
    type Err = NoDate;

    fn from_str(text: &str) -> Result<Self, NoDate> {
        let mut parts = text.split('-');
        let year = digits(parts.next(), 4)?.ok_or(NoDate::Form)?;
        let month = digits(parts.next(), 2)?.map(|month| i8::try_from(month).unwrap_or(99));
        let day = digits(parts.next(), 2)?.map(|day| i8::try_from(day).unwrap_or(99));
        if parts.next().is_some() {
            return Err(NoDate::Form);
        }
        civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).map_err(|_| NoDate::Calendar)?;
        Ok(Self { year, month, day })
    }
}

fn digits(part: Option<&str>, length: usize) -> Result<Option<i16>, NoDate> {
    match part {
        None => Ok(None),
        Some(part) if part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()) => {
            part.parse().map(Some).map_err(|_| NoDate::Form)
        }
        Some(_) => Err(NoDate::Form),
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let month = self.month.and_then(|month| MONTHS.get(usize::try_from(month - 1).unwrap_or(99)));
        match (month, self.day) {
            (Some(month), Some(day)) => write!(f, "{day}. {month} {}", self.year),
            (Some(month), None) => write!(f, "{month} {}", self.year),
            _ => write!(f, "{}", self.year),
        }
    }
}

/// An end of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Bound {
    /// Nothing is said: it goes on, or has no known beginning.
    #[default]
    Open,
    /// A source says there is an end, but not when.
    Unknown,
    On(PartialDate),
}

impl Bound {
    /// Returns the date, where it is known.
    pub(crate) fn date(self) -> Option<PartialDate> {
        match self {
            Self::On(date) => Some(date),
            Self::Open | Self::Unknown => None,
        }
    }
}

/// A half-open time: `from` ≤ day < `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Period {
    pub from: Bound,
    pub to: Bound,
}

impl Period {
    /// Tells whether it holds on `day`. An end at an unknown time is not taken to hold: nobody says it does.
    pub(crate) fn holds_on(&self, day: Date) -> bool {
        let begun = self.from.date().is_none_or(|from| from.first_day() <= day);
        let lasts = match self.to {
            Bound::Open => true,
            Bound::Unknown => false,
            Bound::On(to) => day < to.first_day(),
        };
        begun && lasts
    }

    /// Tells whether `next` begins on the day this one ends.
    pub(crate) fn meets(&self, next: &Self) -> bool {
        self.to.date().is_some() && self.to == next.from
    }

    /// Tells whether some day lies in both.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        let before = |to: Bound, from: Bound| match (to.date(), from.date()) {
            (Some(to), Some(from)) => to.first_day() <= from.first_day(),
            _ => false,
        };
        !before(self.to, other.from) && !before(other.to, self.from)
    }
}

impl fmt::Display for Period {
    /// "fra 1. januar 2017 til 1. januar 2020", with an unknown end said.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (Bound::On(from), Bound::On(to)) => write!(f, "fra {from} til {to}"),
            (Bound::On(from), Bound::Open) => write!(f, "fra {from}"),
            (Bound::On(from), Bound::Unknown) => write!(f, "fra {from} til en ukjent dato"),
            (Bound::Open, Bound::On(to)) => write!(f, "til {to}"),
            (Bound::Unknown, Bound::On(to)) => write!(f, "fra en ukjent dato til {to}"),
            (Bound::Unknown, Bound::Open) => f.write_str("fra en ukjent dato"),
            (Bound::Unknown, Bound::Unknown) => f.write_str("tidspunktene er ukjente"),
            (Bound::Open, Bound::Unknown) => f.write_str("til en ukjent dato"),
            (Bound::Open, Bound::Open) => f.write_str("tidspunktet er ikke oppgitt"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: &str, to: &str) -> Period {
        let bound = |text: &str| match text {
            "" => Bound::Open,
            "?" => Bound::Unknown,
            date => Bound::On(date.parse().unwrap()),
        };
        Period { from: bound(from), to: bound(to) }
    }

    #[test]
    fn a_date_is_shown_as_norwegians_write_it() {
        let shown = |text: &str| text.parse::<PartialDate>().unwrap().to_string();
        assert_eq!(shown("2017-01-01"), "1. januar 2017");
        assert_eq!(shown("2024-11"), "november 2024");
        assert_eq!(shown("2018"), "2018");
    }

    #[test]
    fn a_day_the_calendar_lacks_is_no_date() {
        assert_eq!("2026-02-30".parse::<PartialDate>(), Err(NoDate::Calendar));
        assert_eq!("2026-13".parse::<PartialDate>(), Err(NoDate::Calendar));
        assert_eq!("1.1.2026".parse::<PartialDate>(), Err(NoDate::Form));
        assert_eq!("2026-1-1".parse::<PartialDate>(), Err(NoDate::Form));
        assert_eq!("".parse::<PartialDate>(), Err(NoDate::Form));
    }

    #[test]
    fn a_period_is_half_open_and_an_unknown_end_does_not_hold() {
        let day = civil::date(2020, 1, 1);
        assert!(!period("2017-01-01", "2020-01-01").holds_on(day));
        assert!(period("2017-01-01", "2020-01-02").holds_on(day));
        assert!(period("2020-01-01", "").holds_on(day));
        assert!(!period("2017-01-01", "?").holds_on(day));
        assert!(period("?", "").holds_on(day));
    }

    #[test]
    fn periods_that_only_touch_do_not_overlap() {
        assert!(!period("2017", "2020").overlaps(&period("2020", "")));
        assert!(period("2017", "2021").overlaps(&period("2020", "")));
        assert!(period("", "").overlaps(&period("2020", "2021")));
    }
}

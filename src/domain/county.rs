//! Counties through time.

use std::fmt;
use std::str::FromStr;

use super::{Bound, Date, Language, PartialDate, Period};

/// The two digits of a county, such as `03`. A county made again has another number, so a name alone never joins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct CountyNo(u8);

impl CountyNo {
    pub(super) fn of_municipality(number: u16) -> Self {
        Self(u8::try_from(number / 100).unwrap_or(0))
    }
}

impl FromStr for CountyNo {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        if digits { text.parse().map(Self).map_err(|_| ()) } else { Err(()) }
    }
}

impl fmt::Display for CountyNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.0)
    }
}

/// How a municipality or a county came to an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EndKind {
    /// One to one: only the number is new.
    Renumbered,
    /// Into a larger one.
    Merged,
    /// Into two or more.
    Split,
}

/// A county for the time it had its number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct County {
    pub number: CountyNo,
    pub name: String,
    /// Names in Sámi languages and Kven.
    pub names: Vec<(Language, String)>,
    /// None: before 2016, where the registry begins.
    pub valid_from: Option<Date>,
    pub valid_to: Option<Date>,
    pub end_kind: Option<EndKind>,
    pub predecessors: Vec<CountyNo>,
    /// The one with the largest part first.
    pub successors: Vec<CountyNo>,
    pub note: Option<String>,
    pub sources: Vec<String>,
    pub slug: String,
}

impl County {
    pub(crate) fn holds_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|end| day < end)
    }

    pub(crate) fn period(&self) -> Period {
        let bound = |date: Option<Date>| date.map_or(Bound::Open, |date| Bound::On(PartialDate::from(date)));
        Period { from: bound(self.valid_from), to: bound(self.valid_to) }
    }
}

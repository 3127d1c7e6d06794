//! Statements as people write them: `a + b = 12`, `a / 9 = 33 %`, `a / 9 er "de fleste"`.
//!
//! 1. `token` parts the text into words, numbers and signs;
//! 2. [`Statement::parse`] reads them, and [`Statement::written`] writes them again;
//! 3. [`Statement::claims`] says what they mean, in whole numbers: what an outsider can count on.
//!
//! The grammar, where `[…]` may be left out and `…*` repeated:
//!
//! ```text
//! statement = side sign side (sign side)*  |  share ("is" | "er") "word"
//! sign      = "=" | ">=" | "<=" | ">" | "<"
//! side      = sum | share | number "%"
//! share     = product "/" factor
//! sum       = ["-"] product (("+" | "-") product)*
//! product   = factor ("*" factor)*            2a and 2(a + b) need no "*"
//! factor    = number | name | "(" sum ")" | "sum(" sum ("," sum)* ")"
//! ```
//!
//! Meaning: a percentage is what any usual rounding to as many decimals may come from, so half a step on either side,
//! both ends included. A share is one of somebody, so what is divided by is at least 1. Compared with `>=` or `<`, a
//! percentage is taken as it stands. A word lies between its two shares, both included.

mod meaning;
mod parse;
mod token;

use std::collections::BTreeMap;
use std::ops::Range;

pub(crate) use meaning::Words;
pub(crate) use parse::group;
pub(crate) use token::{Decimal, is_name};

use super::sum::{Sum, UnknownId};

/// The names of the unknowns, in their order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    in_order: Vec<String>,
    ids: BTreeMap<String, UnknownId>,
}

impl Names {
    pub(crate) fn add(&mut self, name: &str, id: UnknownId) {
        self.in_order.push(name.to_owned());
        self.ids.insert(name.to_owned(), id);
    }

    pub(crate) fn id(&self, name: &str) -> Option<UnknownId> {
        self.ids.get(name).copied()
    }

    pub(crate) fn of(&self, id: UnknownId) -> &str {
        self.in_order.get(id.index()).map_or("", String::as_str)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.in_order.iter().map(String::as_str)
    }

    /// Writes a sum: `2*a - b`.
    pub(crate) fn sum(&self, sum: &Sum) -> String {
        parse::written_sum(sum, 0, self)
    }
}

/// One published statement: sides, and the signs between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Statement {
    sides: Vec<Side>,
    signs: Vec<Sign>,
}

/// What stands on one side of a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Side {
    Sum(Linear),
    Share { part: Linear, of: Linear },
    Percent(Decimal),
    Word(String),
}

/// A sum of unknowns and a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Linear {
    sum: Sum,
    constant: i64,
}

/// How two sides stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Equal,
    AtLeast,
    AtMost,
    MoreThan,
    LessThan,
    Is,
}

/// Why a text is no statement, and which bytes of it are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Misread {
    pub at: Range<usize>,
    pub why: Why,
}

/// What is wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Why {
    /// A character that has no meaning here.
    Character(char),
    /// Something else ought to stand here.
    Expected(Expected),
    /// There is no unknown of this name. `is_difference`: with spaces around its hyphens it would be a difference.
    UnknownName { name: String, is_difference: bool },
    /// There is no word of this name in the file.
    UnknownWord(String),
    /// Two unknowns are multiplied, or one is divided by.
    NotLinear,
    /// A share, a percentage or a word is compared with what it cannot be compared with.
    NotComparable,
    /// A number is larger than we compute with.
    TooLarge,
    /// Brackets stand too deep in each other.
    TooDeep,
    /// A group has a number added to it.
    Constant,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected {
    Term,
    Sign,
    Close,
    End,
    Quote,
    WholeNumber,
}

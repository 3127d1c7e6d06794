//! Parts a statement into words, numbers and signs.
//!
//! A hyphen with no space around it belongs to a name; with spaces it is a minus.

use std::fmt;
use std::ops::Range;

use super::{Misread, Names, Sign, Why};

/// A number with the decimals that were written: `56.30` has two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decimal {
    /// The number without its decimal mark: 5630.
    pub units: i64,
    pub decimals: u32,
}

/// Most decimals, and largest number without its decimal mark.
const MOST_DECIMALS: usize = 6;
const MOST: i64 = 1 << 40;

impl Decimal {
    /// Reads digits with a decimal point or comma among them.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (whole, decimals) = text.split_once(['.', ',']).unwrap_or((text, "0"));
        let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let has_mark = text.len() > whole.len();
        let digits = if has_mark { format!("{whole}{decimals}") } else { whole.to_owned() };
        let fits = is_digits(whole) && is_digits(decimals) && decimals.len() <= MOST_DECIMALS;
        let units: i64 = if fits { digits.parse().ok()? } else { return None };
        let decimals = if has_mark { u32::try_from(decimals.len()).ok()? } else { 0 };
        (units <= MOST).then_some(Self { units, decimals })
    }

    /// Returns what it is counted in: 100 for two decimals.
    pub(crate) fn scale(self) -> i64 {
        10_i64.pow(self.decimals)
    }

    pub(crate) fn whole(self) -> Option<i64> {
        (self.decimals == 0).then_some(self.units)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.units / self.scale(), self.units % self.scale());
        match self.decimals {
            0 => write!(f, "{whole}"),
            decimals => write!(f, "{whole}.{rest:0width$}", width = decimals as usize),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Word(String),
    Number(Decimal),
    Quote(String),
    Sign(Sign),
    Plus,
    Minus,
    Times,
    Slash,
    Percent,
    Comma,
    Open,
    Close,
}

/// Tells whether a text can name an unknown.
pub(crate) fn is_name(text: &str) -> bool {
    let has_letter = text.chars().any(|letter| letter.is_alphabetic() || letter == '_');
    has_letter && text.chars().next().is_some_and(is_of_word) && word_length(text) == text.len()
}

/// Parts `text` into tokens and where they stand. A name of `names` may begin with a digit; `2a` is otherwise 2 times a.
pub(super) fn tokens(text: &str, names: &Names) -> Result<Vec<(Token, Range<usize>)>, Misread> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (token, length) = next(&text[at..], first, names).map_err(|why| Misread { at: at..at + first.len_utf8(), why })?;
        tokens.push((token, at..at + length));
        at += length;
    }
    Ok(tokens)
}

fn next(rest: &str, first: char, names: &Names) -> Result<(Token, usize), Why> {
    if is_of_word(first) {
        return word_or_number(rest, names);
    }
    let signs = [
        (">=", Sign::AtLeast),
        ("<=", Sign::AtMost),
        ("==", Sign::Equal),
        ("≥", Sign::AtLeast),
        ("≤", Sign::AtMost),
        (">", Sign::MoreThan),
        ("<", Sign::LessThan),
        ("=", Sign::Equal),
    ];
    if let Some((sign, meant)) = signs.into_iter().find(|(sign, _)| rest.starts_with(sign)) {
        return Ok((Token::Sign(meant), sign.len()));
    }
    let token = match first {
        '+' => Token::Plus,
        '-' | '−' => Token::Minus,
        '*' | '·' | '×' => Token::Times,
        '/' => Token::Slash,
        '%' => Token::Percent,
        ',' => Token::Comma,
        '(' => Token::Open,
        ')' => Token::Close,
        '"' | '\'' | '«' | '“' => return quote(rest, first),
        _ => return Err(Why::Character(first)),
    };
    Ok((token, first.len_utf8()))
}

fn word_or_number(rest: &str, names: &Names) -> Result<(Token, usize), Why> {
    let length = word_length(rest);
    let word = &rest[..length];
    let is_known = is_name(word) && names.id(word).is_some();
    if !word.starts_with(|letter: char| letter.is_ascii_digit()) || is_known {
        return Ok((Token::Word(word.to_owned()), length));
    }
    let length = number_length(rest);
    let number = Decimal::parse(&rest[..length]).ok_or(Why::TooLarge)?;
    Ok((Token::Number(number), length))
}

/// Returns the length of the name that `rest` begins with: its marks stand between letters or digits only.
fn word_length(rest: &str) -> usize {
    let mut length = 0;
    let mut letters = rest.chars().peekable();
    while let Some(letter) = letters.next() {
        let joins = matches!(letter, '.' | '-') && letters.peek().is_some_and(|next| is_of_word(*next));
        if !is_of_word(letter) && !joins {
            break;
        }
        length += letter.len_utf8();
    }
    length
}

fn number_length(rest: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(rest);
    let after = &rest[whole..];
    let decimals = if after.starts_with(['.', ',']) { digits(&after[1..]) } else { 0 };
    if decimals > 0 { whole + 1 + decimals } else { whole }
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn quote(rest: &str, first: char) -> Result<(Token, usize), Why> {
    let last = match first {
        '«' => '»',
        '“' => '”',
        same => same,
    };
    let within = &rest[first.len_utf8()..];
    let end = within.find(last).ok_or(Why::Character(first))?;
    Ok((Token::Quote(within[..end].to_owned()), first.len_utf8() + end + last.len_utf8()))
}

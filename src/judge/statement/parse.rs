//! Reads tokens as a statement, and writes a statement as text.

use std::ops::Range;

use super::super::sum::{Sum, UnknownId};
use super::token::{Token, tokens};
use super::{Expected, Linear, Misread, Names, Side, Sign, Statement, Why};

/// Most brackets inside each other.
const DEEPEST: usize = 32;

impl Statement {
    /// Reads a statement over the unknowns of `names`.
    pub(crate) fn parse(text: &str, names: &Names) -> Result<Self, Misread> {
        let mut reader = Reader { tokens: tokens(text, names)?, at: 0, end: text.len(), names, depth: 0 };
        let mut statement = Self { sides: vec![reader.side()?], signs: Vec::new() };
        while let Some(sign) = reader.sign() {
            let side = if sign == Sign::Is { reader.word()? } else { reader.side()? };
            statement.signs.push(sign);
            statement.sides.push(side);
        }
        match (reader.peek(), statement.signs.is_empty()) {
            (None, false) => Ok(statement),
            (_, true) => Err(reader.wants(Expected::Sign)),
            _ => Err(reader.wants(Expected::End)),
        }
    }

    /// Writes the statement so that it is read as the same again.
    #[cfg_attr(not(test), expect(dead_code, reason = "the release writes its statements with it"))]
    pub(crate) fn written(&self, names: &Names) -> String {
        let mut text = self.sides.first().map(|side| side.written(names)).unwrap_or_default();
        for (sign, side) in self.signs.iter().zip(self.sides.iter().skip(1)) {
            let sign = match sign {
                Sign::Equal => "=",
                Sign::AtLeast => ">=",
                Sign::AtMost => "<=",
                Sign::MoreThan => ">",
                Sign::LessThan => "<",
                Sign::Is => "is",
            };
            text.push_str(&format!(" {sign} {}", side.written(names)));
        }
        text
    }
}

/// Reads a group: a sum of unknowns, with no number added.
pub(crate) fn group(text: &str, names: &Names) -> Result<Sum, Misread> {
    let mut reader = Reader { tokens: tokens(text, names)?, at: 0, end: text.len(), names, depth: 0 };
    let sum = reader.sum()?.linear;
    match reader.peek() {
        Some(_) => Err(reader.wants(Expected::End)),
        None if sum.constant != 0 || sum.sum.is_empty() => Err(Misread { at: 0..text.len(), why: Why::Constant }),
        None => Ok(sum.sum),
    }
}

impl Side {
    fn written(&self, names: &Names) -> String {
        match self {
            Self::Sum(linear) => linear.written(names),
            Self::Share { part, of } => format!("({}) / ({})", part.written(names), of.written(names)),
            Self::Percent(number) => format!("{number} %"),
            Self::Word(word) => {
                // A word lacks the end of the quotes it was read from.
                let ends = [('"', '"'), ('\'', '\''), ('«', '»'), ('“', '”')];
                let (first, last) = ends.into_iter().find(|(_, last)| !word.contains(*last)).unwrap_or(ends[0]);
                format!("{first}{word}{last}")
            }
        }
    }
}

impl Linear {
    fn written(&self, names: &Names) -> String {
        written_sum(&self.sum, self.constant, names)
    }

    fn times(self, by: i64) -> Option<Self> {
        let terms: Option<Vec<(UnknownId, i64)>> =
            self.sum.terms().iter().map(|&(unknown, own)| Some((unknown, own.checked_mul(by)?))).collect();
        Some(Self { sum: Sum::of(terms?), constant: self.constant.checked_mul(by)? })
    }

    fn plus(self, other: Self) -> Option<Self> {
        let terms = self.sum.terms().iter().chain(other.sum.terms());
        Self { sum: Sum::of(terms.copied()), constant: self.constant.checked_add(other.constant)? }.small()
    }

    /// Keeps numbers so small that a few of them can be added and multiplied.
    fn small(self) -> Option<Self> {
        let is_small = |number: i64| number.unsigned_abs() <= 1 << 40;
        (is_small(self.constant) && self.sum.terms().iter().all(|(_, by)| is_small(*by))).then_some(self)
    }
}

/// Writes a sum and a number: `2*a - b + 3`.
pub(super) fn written_sum(sum: &Sum, constant: i64, names: &Names) -> String {
    let mut text = String::new();
    let mut add = |number: i64, what: Option<&str>| {
        let sign = match (text.is_empty(), number < 0) {
            (true, true) => "-",
            (true, false) => "",
            (false, true) => " - ",
            (false, false) => " + ",
        };
        let number = number.unsigned_abs();
        text.push_str(sign);
        match what {
            Some(name) if number == 1 => text.push_str(name),
            Some(name) => text.push_str(&format!("{number}*{name}")),
            None => text.push_str(&number.to_string()),
        }
    };
    sum.terms().iter().for_each(|&(unknown, by)| add(by, Some(names.of(unknown))));
    if constant != 0 || sum.is_empty() {
        add(constant, None);
    }
    text
}

struct Reader<'a> {
    tokens: Vec<(Token, Range<usize>)>,
    at: usize,
    /// Where the text ends.
    end: usize,
    names: &'a Names,
    depth: usize,
}

/// A sum as read, and whether it stood without brackets, as more than one product.
struct Read {
    linear: Linear,
    is_several: bool,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    fn place(&self, at: usize) -> Range<usize> {
        self.tokens.get(at).map_or(self.end..self.end, |(_, place)| place.clone())
    }

    fn take(&mut self, wanted: &Token) -> bool {
        let is_it = self.peek() == Some(wanted);
        self.at += usize::from(is_it);
        is_it
    }

    fn wants(&self, expected: Expected) -> Misread {
        Misread { at: self.place(self.at), why: Why::Expected(expected) }
    }

    /// Objects to the token just read.
    fn objects(&self, why: Why) -> Misread {
        Misread { at: self.place(self.at.saturating_sub(1)), why }
    }

    fn sign(&mut self) -> Option<Sign> {
        let sign = match self.peek()? {
            Token::Sign(sign) => *sign,
            Token::Word(word) if word == "is" || word == "er" => Sign::Is,
            _ => return None,
        };
        self.at += 1;
        Some(sign)
    }

    fn word(&mut self) -> Result<Side, Misread> {
        match self.peek() {
            Some(Token::Quote(word)) => {
                let word = Side::Word(word.clone());
                self.at += 1;
                Ok(word)
            }
            _ => Err(self.wants(Expected::Quote)),
        }
    }

    fn side(&mut self) -> Result<Side, Misread> {
        if let (Some(Token::Number(number)), Some((Token::Percent, _))) = (self.peek(), self.tokens.get(self.at + 1)) {
            let side = Side::Percent(*number);
            self.at += 2;
            return Ok(side);
        }
        let read = self.sum()?;
        if !self.take(&Token::Slash) {
            return Ok(Side::Sum(read.linear));
        }
        if read.is_several {
            return Err(self.objects(Why::NotLinear));
        }
        let of = self.factor()?;
        match of.sum.is_empty() && of.constant <= 0 {
            true => Err(self.objects(Why::NotLinear)),
            false => Ok(Side::Share { part: read.linear, of }),
        }
    }

    fn sum(&mut self) -> Result<Read, Misread> {
        let is_negative = self.take(&Token::Minus);
        let mut read = Read { linear: self.product(is_negative)?, is_several: false };
        loop {
            let is_negative = match self.peek() {
                Some(Token::Plus) => false,
                Some(Token::Minus) => true,
                _ => return Ok(read),
            };
            self.at += 1;
            let linear = read.linear.plus(self.product(is_negative)?);
            read = Read { linear: linear.ok_or_else(|| self.objects(Why::TooLarge))?, is_several: true };
        }
    }

    fn product(&mut self, is_negative: bool) -> Result<Linear, Misread> {
        let mut product = self.factor()?;
        while self.take(&Token::Times) || product.sum.is_empty() && self.is_before_factor() {
            let factor = self.factor()?;
            let (linear, by) = match (product.sum.is_empty(), factor.sum.is_empty()) {
                (true, _) => (factor, product.constant),
                (_, true) => (product, factor.constant),
                _ => return Err(self.objects(Why::NotLinear)),
            };
            product = linear.times(by).and_then(Linear::small).ok_or_else(|| self.objects(Why::TooLarge))?;
        }
        product.times(if is_negative { -1 } else { 1 }).ok_or_else(|| self.objects(Why::TooLarge))
    }

    /// Tells whether a name or a bracket follows at once, as in `2a`.
    fn is_before_factor(&self) -> bool {
        match self.peek() {
            Some(Token::Word(word)) => !matches!(word.as_str(), "is" | "er") || self.names.id(word).is_some(),
            Some(Token::Open) => true,
            _ => false,
        }
    }

    fn factor(&mut self) -> Result<Linear, Misread> {
        let Some(token) = self.peek().cloned() else { return Err(self.wants(Expected::Term)) };
        self.at += 1;
        match token {
            Token::Number(number) => match number.whole() {
                Some(constant) => Ok(Linear { sum: Sum::default(), constant }),
                None => Err(self.objects(Why::Expected(Expected::WholeNumber))),
            },
            Token::Word(word) => match self.names.id(&word) {
                Some(unknown) => Ok(Linear { sum: Sum::one(unknown), constant: 0 }),
                None if word == "sum" && self.peek() == Some(&Token::Open) => self.listed(),
                None => Err(self.objects(self.unknown(word))),
            },
            Token::Open => {
                let read = self.deeper(Self::sum)?;
                if self.take(&Token::Close) { Ok(read.linear) } else { Err(self.wants(Expected::Close)) }
            }
            _ => {
                self.at -= 1;
                Err(self.wants(Expected::Term))
            }
        }
    }

    /// Reads `(a, b, c)` as the sum of all.
    fn listed(&mut self) -> Result<Linear, Misread> {
        self.take(&Token::Open);
        let mut linear = self.deeper(Self::sum)?.linear;
        while self.take(&Token::Comma) {
            let next = self.deeper(Self::sum)?.linear;
            linear = linear.plus(next).ok_or_else(|| self.objects(Why::TooLarge))?;
        }
        if self.take(&Token::Close) { Ok(linear) } else { Err(self.wants(Expected::Close)) }
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Misread>) -> Result<T, Misread> {
        if self.depth == DEEPEST {
            return Err(self.objects(Why::TooDeep));
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn unknown(&self, name: String) -> Why {
        let is_difference = name.contains('-') && name.split('-').all(|part| self.names.id(part).is_some());
        Why::UnknownName { name, is_difference }
    }
}

//! What a statement means: claims in whole numbers.

use std::collections::BTreeMap;

use super::super::sum::Sum;
use super::super::system::{Claim, Interval};
use super::token::Decimal;
use super::{Linear, Side, Sign, Statement, Why};

/// Words and the shares they lie between, both included: `de fleste: [0.5, 0.95]`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words(pub BTreeMap<String, (Decimal, Decimal)>);

impl Statement {
    /// Returns all that an outsider learns from the statement.
    pub(crate) fn claims(&self, words: &Words) -> Result<Vec<Claim>, Why> {
        let mut claims = Vec::new();
        for (at, sign) in self.signs.iter().enumerate() {
            claims.extend(between(&self.sides[at], *sign, &self.sides[at + 1], words)?);
        }
        Ok(claims)
    }
}

fn between(left: &Side, sign: Sign, right: &Side, words: &Words) -> Result<Vec<Claim>, Why> {
    match (left, right) {
        (Side::Sum(left), Side::Sum(right)) => Ok(vec![compared(left, 1, sign, right, 1)?]),
        (Side::Share { part, of }, Side::Percent(number)) => percentage(part, of, sign, *number),
        (Side::Percent(number), Side::Share { part, of }) => percentage(part, of, sign.turned(), *number),
        (Side::Share { part, of }, Side::Word(word)) => {
            let (least, greatest) = words.0.get(word).ok_or_else(|| Why::UnknownWord(word.clone()))?;
            let least = compared(part, least.scale(), Sign::AtLeast, of, least.units)?;
            let greatest = compared(part, greatest.scale(), Sign::AtMost, of, greatest.units)?;
            Ok([somebody(of)].into_iter().flatten().chain([least, greatest]).collect())
        }
        (Side::Share { part, of }, Side::Share { part: other, of: other_of }) => {
            match (of.sum.is_empty(), other_of.sum.is_empty()) {
                (true, true) => Ok(vec![compared(part, other_of.constant, sign, other, of.constant)?]),
                _ => Err(Why::NotLinear),
            }
        }
        _ => Err(Why::NotComparable),
    }
}

/// A share as a percentage: half a step on either side where it is said to be equal, as it stands where it is compared.
fn percentage(part: &Linear, of: &Linear, sign: Sign, number: Decimal) -> Result<Vec<Claim>, Why> {
    let whole = number.scale() * 100;
    let claims = match sign {
        Sign::Equal => {
            let (twice, units) = (whole * 2, number.units * 2);
            vec![compared(part, twice, Sign::AtLeast, of, units - 1)?, compared(part, twice, Sign::AtMost, of, units + 1)?]
        }
        Sign::Is => return Err(Why::NotComparable),
        sign => vec![compared(part, whole, sign, of, number.units)?],
    };
    Ok(somebody(of).into_iter().chain(claims).collect())
}

/// Returns the claim that there is somebody to have a share of.
fn somebody(of: &Linear) -> Option<Claim> {
    let within = Interval { lo: Some(1 - of.constant), hi: None };
    (!of.sum.is_empty()).then(|| Claim { sum: of.sum.clone(), within })
}

/// Returns the claim that `by * left` stands so to `other * right`.
fn compared(left: &Linear, by: i64, sign: Sign, right: &Linear, other: i64) -> Result<Claim, Why> {
    let scaled = |linear: &Linear, by: i64| -> Option<(Vec<_>, i64)> {
        let terms = linear.sum.terms().iter().map(|&(unknown, own)| Some((unknown, own.checked_mul(by)?)));
        Some((terms.collect::<Option<_>>()?, linear.constant.checked_mul(by)?))
    };
    let (terms, constant) = scaled(left, by).ok_or(Why::TooLarge)?;
    let (other_terms, other_constant) = scaled(right, other.checked_neg().ok_or(Why::TooLarge)?).ok_or(Why::TooLarge)?;
    let value = constant.checked_add(other_constant).and_then(i64::checked_neg).ok_or(Why::TooLarge)?;
    let sum = Sum::of(terms.into_iter().chain(other_terms));
    let within = match sign {
        Sign::Equal => Interval::exactly(value),
        Sign::AtLeast => Interval { lo: Some(value), hi: None },
        Sign::AtMost => Interval { lo: None, hi: Some(value) },
        Sign::MoreThan => Interval { lo: Some(value.checked_add(1).ok_or(Why::TooLarge)?), hi: None },
        Sign::LessThan => Interval { lo: None, hi: Some(value.checked_sub(1).ok_or(Why::TooLarge)?) },
        Sign::Is => return Err(Why::NotComparable),
    };
    Ok(Claim { sum, within })
}

impl Sign {
    /// Returns the sign as read from the other side.
    fn turned(self) -> Self {
        match self {
            Self::AtLeast => Self::AtMost,
            Self::AtMost => Self::AtLeast,
            Self::MoreThan => Self::LessThan,
            Self::LessThan => Self::MoreThan,
            same => same,
        }
    }
}

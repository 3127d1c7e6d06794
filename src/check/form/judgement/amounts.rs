//! Amounts that make up a sum, and the rules against one that dominates.

use super::statements::too_large;
use super::{Amounts, AmountsForm};
use crate::check::reader::{Reader, Text};
use crate::judge::{Decimal, Percent, Rules};
use crate::problem::{Code, Problem, both};

pub(super) fn amounts(reader: &mut Reader<'_>, form: &AmountsForm) -> Option<Amounts> {
    let parts: Option<Vec<Decimal>> = form.parts.0.iter().map(|(_, part)| number(reader, part)).collect();
    let (parts, total) = (parts?, number(reader, &form.total)?);
    let finest = parts.iter().chain([&total]).map(|number| number.decimals).max().unwrap_or(0);
    let whole = |number: &Decimal| number.units.checked_mul(10_i64.checked_pow(finest - number.decimals)?);
    let amounts: Option<Vec<i64>> = parts.iter().map(whole).collect();
    let (Some(amounts), Some(total)) = (amounts, whole(&total)) else {
        reader.object(Code::NumberTooLarge, too_large(), &form.total);
        return None;
    };
    if amounts.iter().copied().map(i128::from).sum::<i128>() != i128::from(total) {
        let headline = both!("delene er ikke til sammen totalen", "the parts do not make up the total");
        reader.object(Code::BrokenEquation, headline, &form.total);
        return None;
    }
    rules(reader, form).map(|rules| Amounts { amounts, rules })
}

fn rules(reader: &mut Reader<'_>, form: &AmountsForm) -> Option<Rules> {
    let count = form.n.as_ref().and_then(|text| number(reader, text)?.whole().and_then(|count| usize::try_from(count).ok()));
    let most = form.k.as_ref().and_then(|text| percent(reader, text));
    let closeness = form.p.as_ref().and_then(|text| percent(reader, text));
    let is_half = form.n.is_some() != form.k.is_some() || form.n.is_some() && count.is_none_or(|count| count == 0);
    if is_half || form.n.is_none() && form.p.is_none() {
        let headline = both!("en regel mangler: `n` og `k` sammen, eller `p`", "a rule is missing: `n` and `k` together, or `p`");
        let place = reader.place(&form.total);
        let problem = Problem::new(Code::NotOneQuestion, headline).at(place);
        reader.problems.push(
            problem.help(both!("skriv for eksempel `n: 1`, `k: 75` og `p: 10`", "write, say, `n: 1`, `k: 75` and `p: 10`")),
        );
        return None;
    }
    Some(Rules { largest: count.zip(most), closeness })
}

fn percent(reader: &mut Reader<'_>, text: &Text) -> Option<Percent> {
    number(reader, text).map(|number| Percent { units: number.units, scale: number.scale() })
}

/// Returns a number that is not negative, with or without decimals.
fn number(reader: &mut Reader<'_>, text: &Text) -> Option<Decimal> {
    let number = Decimal::parse(text.value.trim());
    if number.is_none() {
        let place = reader.place(text);
        let headline = both!("her må det stå et tall som ikke er negativt", "this must be a number that is not negative");
        let problem = Problem::new(Code::BadNumber, headline).at(place);
        reader.problems.push(problem.help(both!(
            "skriv tallet med siffer, som `4000` eller `37.5`",
            "write the number in digits, such as `4000` or `37.5`"
        )));
    }
    number
}

//! Sums of amounts: does one of those who make it up show through?
//!
//! Counts have [`judge`](super::judge); hours and money have these two rules, each of which condemns a sum alone:
//!
//! - `n`, `k`: the `n` largest are more than `k` per cent of the total;
//! - `p`: whoever is second can estimate the largest to within `p` per cent, because the others together are less.

/// The rules that are asked for. Amounts and percentages are whole numbers of one unit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rules {
    /// How many are the largest, and how many per cent of the total they may be.
    pub largest: Option<(usize, Percent)>,
    /// To how many per cent the largest must be hidden from whoever is second.
    pub closeness: Option<Percent>,
}

/// A percentage with decimals: `units / scale` per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Percent {
    pub units: i64,
    pub scale: i64,
}

/// What came of one rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Held {
    pub rule: Rule,
    /// What is measured: the sum of the largest, or the others together.
    pub measured: i128,
    /// What it is measured against: the total, or the largest.
    pub against: i128,
    pub is_dominant: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule {
    Largest { count: usize, most: Percent },
    Closeness(Percent),
}

/// Holds amounts, none of them negative, against the rules.
pub(crate) fn dominance(amounts: &[i64], rules: Rules) -> Vec<Held> {
    let mut sorted: Vec<i128> = amounts.iter().copied().map(i128::from).collect();
    sorted.sort_unstable_by(|one, other| other.cmp(one));
    let total: i128 = sorted.iter().sum();
    let largest = rules.largest.map(|(count, most)| {
        let measured = sorted.iter().take(count).sum();
        let is_dominant = is_more(measured, most, total);
        Held { rule: Rule::Largest { count, most }, measured, against: total, is_dominant }
    });
    let closeness = rules.closeness.map(|least| {
        let first = sorted.first().copied().unwrap_or(0);
        let others: i128 = sorted.iter().skip(2).sum();
        // Less than `least` per cent of the first, unless there is nothing to be hidden.
        let is_dominant = first > 0 && others * 100 * i128::from(least.scale) < first * i128::from(least.units);
        Held { rule: Rule::Closeness(least), measured: others, against: first, is_dominant }
    });
    largest.into_iter().chain(closeness).collect()
}

fn is_more(part: i128, most: Percent, total: i128) -> bool {
    part * 100 * i128::from(most.scale) > total * i128::from(most.units)
}

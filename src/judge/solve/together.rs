//! Statements added up, each so many times: the proof of a bound that a person can check by hand.

use super::model::{Model, Row};
use super::relaxed::{Relaxation, Relaxed};
use super::search::Work;
use crate::judge::sum::Sum;
use crate::judge::system::{Claim, Interval, StatementId, System};

/// How many times each statement is taken, and how many times the sum comes out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::judge) struct Together {
    pub times: Vec<(i64, StatementId)>,
    pub divisor: i64,
    /// Whether the unknowns' bounds are needed too.
    pub leans_on_bounds: bool,
}

/// Work for one proof.
const WORK: Work = Work { left: 100_000 };
/// Largest number that is understood here.
const MOST: u64 = 1 << 40;
/// Stands in for bounds that are not to be leant on.
const WIDE: i64 = 1 << 30;

/// Returns which equations, added up, fix the value of a sum whatever the bounds.
pub(in crate::judge) fn equations_together(system: &System, sum: &Sum, value: i64) -> Option<Together> {
    let wide = |_| Some((-WIDE, WIDE));
    added(system, wide, |claim| claim.within.exact().is_some(), sum, (1, value))
}

/// Returns which statements, added up, show that `sign * sum` is at most `most`, with the unknowns' bounds.
pub(in crate::judge) fn together(system: &System, sum: &Sum, sign: i64, most: i64) -> Option<Together> {
    let own = |bounds: Interval| number(bounds.lo).zip(number(bounds.hi));
    added(system, own, |_| true, sum, (sign, most))
}

fn number(bound: Option<i64>) -> Option<i64> {
    bound.filter(|bound| bound.unsigned_abs() <= MOST)
}

fn added(
    system: &System,
    bounds: impl Fn(Interval) -> Option<(i64, i64)>,
    counts: impl Fn(&Claim) -> bool,
    sum: &Sum,
    (sign, most): (i64, i64),
) -> Option<Together> {
    let mut model = Model::default();
    for unknown in system.unknowns() {
        let (lo, hi) = bounds(system.bounds(unknown))?;
        model.lo.push(lo);
        model.hi.push(hi);
    }
    let claims: Vec<_> = system.claims().iter().filter(|(_, claim)| counts(claim)).collect();
    for (_, claim) in &claims {
        let terms = terms(&model, &claim.sum, 1)?;
        let turned: Vec<_> = terms.iter().map(|&(unknown, by)| (unknown, -by)).collect();
        let lo = claim.within.lo.unwrap_or(-model.greatest(&turned));
        let hi = claim.within.hi.unwrap_or(model.greatest(&terms));
        model.rows.push(Row { terms, lo, hi });
    }
    let goal = terms(&model, sum, sign)?;
    let mut relaxed = Relaxed::of(&model, None)?;
    match relaxed.greatest(&goal, &mut WORK.clone()) {
        Relaxation::AtMost { value, .. } if value == most => {}
        _ => return None,
    }
    let (times, divisor, leans_on_bounds) = relaxed.times(&goal)?;
    let times = times.into_iter().zip(claims).filter(|(times, _)| *times != 0);
    Some(Together { times: times.map(|(times, (statement, _))| (times * sign, *statement)).collect(), divisor, leans_on_bounds })
}

fn terms(model: &Model, sum: &Sum, sign: i64) -> Option<Vec<(usize, i64)>> {
    let terms = sum.terms().iter().map(|&(unknown, by)| Some((unknown.index(), number(Some(by))?.checked_mul(sign)?)));
    terms.collect::<Option<Vec<_>>>().filter(|terms| model.fits(terms))
}

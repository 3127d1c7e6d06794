//! How an outsider would work a group out: a short chain of steps, or the plain word that only trying everything shows it.
//!
//! 1. `chain` draws conclusions one statement at a time, exact ones first, and remembers what each leans on;
//! 2. [`explain`] looks for a way from there to each end of the group's interval: by putting in, by one more statement,
//!    by adding several statements together, by trying all that fits;
//! 3. only the steps that the way leans on are kept.

mod chain;

use chain::Chain;

use super::judgement::Group;
use super::solve::{self, Budget, Solver, Together};
use super::sum::{Sum, UnknownId};
use super::system::{Interval, StatementId, System};

/// The way to what is known of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Explanation {
    pub steps: Vec<Step>,
    /// How each end follows from there; one that anybody knew before is left out.
    pub ends: Vec<End>,
}

/// A conclusion about one unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub unknown: UnknownId,
    /// What is known of it now.
    pub concluded: Interval,
    /// The statement it is concluded from, and which of its claims.
    pub statement: StatementId,
    pub claim: usize,
    /// What was known of the other unknowns in it.
    pub given: Vec<(UnknownId, Interval)>,
}

/// How the least, the greatest or the only value of a group follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct End {
    pub concluded: Interval,
    pub way: Way,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Way {
    /// From what is known of each unknown in the sum.
    Known(Vec<(UnknownId, Interval)>),
    /// From one more statement, and what is known of the unknowns that it has and the group has not, or the other way round.
    Statement { statement: StatementId, given: Vec<(UnknownId, Interval)> },
    /// By adding statements, each so many times; what comes out is the group `divisor` times.
    Together { times: Vec<(i64, StatementId)>, divisor: i64, leans_on_bounds: bool },
    /// By trying everything: so many combinations fit; none where there are too many to count.
    Trial(Option<u64>),
}

/// Most statements that are added together before a reader is lost.
const MOST_TOGETHER: usize = 6;
const MOST_DIVISOR: i64 = 12;
/// Most combinations that are counted.
const MOST_COUNTED: u64 = 100_000;

/// Explains the interval of a group, which must be the right one.
pub(crate) fn explain(system: &System, group: &Group, interval: Interval, budget: Budget) -> Explanation {
    let sum = &group.sum;
    let mut chain = Chain::of(system, sum, interval);
    chain.draw();
    if let Some(value) = interval.exact().filter(|_| interval != chain.before(sum)) {
        if let Some((way, leans)) = chain.way(sum, interval) {
            return Explanation { steps: chain.steps(&leans), ends: vec![End { concluded: interval, way }] };
        }
        if let Some(way) = readable(solve::equations_together(system, sum, value)) {
            return Explanation { steps: Vec::new(), ends: vec![End { concluded: interval, way }] };
        }
    }
    let mut leans = Vec::new();
    let mut ends = Vec::new();
    for end in ends_of(interval, chain.before(sum)) {
        let way = match chain.way(sum, end) {
            Some((way, uses)) => {
                leans.extend(uses);
                way
            }
            None => together(system, sum, end).unwrap_or_else(|| trial(system, sum, budget)),
        };
        ends.push(End { concluded: end, way });
    }
    Explanation { steps: chain.steps(&leans), ends: joined(ends) }
}

/// Returns the ends of an interval that were not known before.
fn ends_of(interval: Interval, before: Interval) -> Vec<Interval> {
    let lo = interval.lo.filter(|_| interval.lo != before.lo).map(|lo| Interval { lo: Some(lo), hi: None });
    let hi = interval.hi.filter(|_| interval.hi != before.hi).map(|hi| Interval { lo: None, hi: Some(hi) });
    lo.into_iter().chain(hi).collect()
}

/// Tells of two ends at once where both need everything to be tried.
fn joined(ends: Vec<End>) -> Vec<End> {
    match ends.as_slice() {
        [one, other] if one.way == other.way && matches!(one.way, Way::Trial(_)) => {
            vec![End { concluded: Interval { lo: one.concluded.lo, hi: other.concluded.hi }, way: one.way.clone() }]
        }
        _ => ends,
    }
}

fn together(system: &System, sum: &Sum, end: Interval) -> Option<Way> {
    readable(match end {
        Interval { hi: Some(hi), .. } => solve::together(system, sum, 1, hi),
        Interval { lo, .. } => solve::together(system, sum, -1, lo?.checked_neg()?),
    })
}

/// Returns a proof that a person can follow.
fn readable(found: Option<Together>) -> Option<Way> {
    let Together { times, divisor, leans_on_bounds } = found?;
    ((1..=MOST_TOGETHER).contains(&times.len()) && divisor <= MOST_DIVISOR).then_some(Way::Together {
        times,
        divisor,
        leans_on_bounds,
    })
}

fn trial(system: &System, sum: &Sum, budget: Budget) -> Way {
    let solver = Solver::new(system, &[], budget);
    Way::Trial(solver.ok().and_then(|mut solver| solver.count(sum, MOST_COUNTED)))
}

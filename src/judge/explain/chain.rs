//! Conclusions drawn one statement at a time, each with what it leans on.

use super::super::sum::{Sum, UnknownId};
use super::super::system::{Claim, Interval, StatementId, System};
use super::{Step, Way};

/// Rounds in which conclusions are drawn, at most.
const ROUNDS: usize = 30;
/// Most conclusions that are drawn.
const MOST: usize = 5_000;

/// All conclusions so far, and on which each bound leans.
pub(super) struct Chain<'a> {
    system: &'a System,
    goal: &'a Sum,
    wanted: Interval,
    known: Vec<Known>,
    conclusions: Vec<Conclusion>,
}

/// What is known of an unknown, and the conclusions that showed it; none where its bounds say so.
#[derive(Clone, Copy)]
struct Known {
    interval: Interval,
    lo_by: Option<usize>,
    hi_by: Option<usize>,
}

struct Conclusion {
    step: Step,
    uses: Vec<usize>,
}

/// A bound, and the conclusions it leans on.
type Bound = Option<(i64, Vec<usize>)>;

impl<'a> Chain<'a> {
    pub(super) fn of(system: &'a System, goal: &'a Sum, wanted: Interval) -> Self {
        let known = |unknown| Known { interval: system.bounds(unknown), lo_by: None, hi_by: None };
        Self { system, goal, wanted, known: system.unknowns().map(known).collect(), conclusions: Vec::new() }
    }

    /// Returns what the bounds alone say of a sum.
    pub(super) fn before(&self, sum: &Sum) -> Interval {
        let known = |unknown| Known { interval: self.system.bounds(unknown), lo_by: None, hi_by: None };
        let known: Vec<Known> = self.system.unknowns().map(known).collect();
        let value = |upper| reach(&known, sum.terms(), upper).and_then(|(value, _)| i64::try_from(value).ok());
        Interval { lo: value(false), hi: value(true) }
    }

    /// Draws conclusions until the goal is reached or nothing new follows.
    pub(super) fn draw(&mut self) {
        for _ in 0..ROUNDS {
            while self.draw_each(|chain, claim, unknown| chain.is_last(claim, unknown)) {}
            if self.is_reached() || !self.draw_each(|_, _, _| true) {
                break;
            }
        }
    }

    fn is_reached(&self) -> bool {
        let ends = [Interval { hi: None, ..self.wanted }, Interval { lo: None, ..self.wanted }];
        ends.into_iter().all(|end| self.way(self.goal, end).is_some())
    }

    /// Tells whether all other unknowns of a claim are known exactly.
    fn is_last(&self, claim: &Claim, unknown: UnknownId) -> bool {
        let exact = |other: UnknownId| self.known[other.index()].interval.exact().is_some();
        claim.within.exact().is_some() && claim.sum.terms().iter().all(|(other, _)| (*other == unknown) != exact(*other))
    }

    /// Draws a conclusion from each claim about each unknown that `may`; tells whether any was new.
    fn draw_each(&mut self, may: impl Fn(&Self, &Claim, UnknownId) -> bool) -> bool {
        let system = self.system;
        let mut any = false;
        for (number, (statement, claim)) in system.claims().iter().enumerate() {
            for &(unknown, by) in claim.sum.terms() {
                if self.conclusions.len() < MOST && may(self, claim, unknown) {
                    any |= self.conclude(number, *statement, claim, (unknown, by));
                }
            }
        }
        any
    }

    fn conclude(&mut self, number: usize, statement: StatementId, claim: &Claim, (unknown, by): (UnknownId, i64)) -> bool {
        let others: Vec<_> = claim.sum.terms().iter().copied().filter(|(other, _)| *other != unknown).collect();
        // `by * x` lies between these.
        let from = rest(claim.within.lo, reach(&self.known, &others, true));
        let to = rest(claim.within.hi, reach(&self.known, &others, false));
        let (low, high) = if by > 0 { (from, to) } else { (to, from) };
        let by = i128::from(by);
        let round = |bound: Option<(i128, Vec<usize>)>, up: bool| -> Bound {
            let (value, uses) = bound?;
            let value =
                if up { -(-value * by.signum()).div_euclid(by.abs()) } else { (value * by.signum()).div_euclid(by.abs()) };
            Some((i64::try_from(value).ok()?, uses))
        };
        let (low, high) = (round(low, true), round(high, false));
        let known = self.known[unknown.index()].interval;
        let low = low.filter(|(lo, _)| known.lo.is_none_or(|old| *lo > old));
        let high = high.filter(|(hi, _)| known.hi.is_none_or(|old| *hi < old));
        if low.is_none() && high.is_none() {
            return false;
        }
        let own = self.known[unknown.index()];
        let concluded =
            Interval { lo: low.as_ref().map(|low| low.0).or(known.lo), hi: high.as_ref().map(|high| high.0).or(known.hi) };
        let shown = match concluded.exact() {
            Some(_) => concluded,
            None => Interval { lo: low.as_ref().map(|low| low.0), hi: high.as_ref().map(|high| high.0) },
        };
        let mut uses: Vec<usize> = low.iter().chain(&high).flat_map(|(_, uses)| uses.iter().copied()).collect();
        // An exact value may owe its other end to an earlier conclusion.
        if concluded.exact().is_some() {
            uses.extend(if low.is_none() { own.lo_by } else { None });
            uses.extend(if high.is_none() { own.hi_by } else { None });
        }
        let turned: Vec<_> =
            others.iter().map(|&(other, own)| (other, if by > 0 { own.saturating_neg() } else { own })).collect();
        let given = self.given(&turned, shown);
        let at = self.conclusions.len();
        self.conclusions.push(Conclusion { step: Step { unknown, concluded: shown, statement, claim: number, given }, uses });
        let known = &mut self.known[unknown.index()];
        known.interval = concluded;
        known.lo_by = if low.is_some() { Some(at) } else { known.lo_by };
        known.hi_by = if high.is_some() { Some(at) } else { known.hi_by };
        true
    }

    /// Returns how `end` of a sum follows by putting in, or by one more statement.
    pub(super) fn way(&self, sum: &Sum, end: Interval) -> Option<(Way, Vec<usize>)> {
        if let Some(uses) = self.shows(sum.terms(), Interval { lo: Some(0), hi: Some(0) }, end) {
            return Some((Way::Known(self.given(sum.terms(), end)), uses));
        }
        self.system.claims().iter().find_map(|(statement, claim)| {
            times(sum, &claim.sum).into_iter().find_map(|by| {
                let taken = claim.sum.terms().iter().map(|&(unknown, own)| Some((unknown, own.checked_mul(-by)?)));
                let rest = Sum::of(sum.terms().iter().copied().chain(taken.collect::<Option<Vec<_>>>()?));
                let scaled = |bound: Option<i64>| bound.and_then(|bound| bound.checked_mul(by));
                let (one, other) = (scaled(claim.within.lo), scaled(claim.within.hi));
                let within = if by > 0 { Interval { lo: one, hi: other } } else { Interval { lo: other, hi: one } };
                let uses = self.shows(rest.terms(), within, end)?;
                Some((Way::Statement { statement: *statement, given: self.given(rest.terms(), end) }, uses))
            })
        })
    }

    /// Returns what is known of each unknown in a sum, of which one end shows one end of the sum.
    fn given(&self, terms: &[(UnknownId, i64)], shown: Interval) -> Vec<(UnknownId, Interval)> {
        let used = |&(unknown, by): &(UnknownId, i64)| {
            let known = self.known[unknown.index()].interval;
            let (needs_low, needs_high) = if by > 0 { (shown.lo, shown.hi) } else { (shown.hi, shown.lo) };
            let keep = |bound: Option<i64>, needed: Option<i64>| bound.filter(|_| needed.is_some() || known.exact().is_some());
            (unknown, Interval { lo: keep(known.lo, needs_low), hi: keep(known.hi, needs_high) })
        };
        terms.iter().map(used).collect()
    }

    /// Returns what is leant on where `terms` and something `within` bounds show `end`.
    fn shows(&self, terms: &[(UnknownId, i64)], within: Interval, end: Interval) -> Option<Vec<usize>> {
        let mut leans = Vec::new();
        for (wanted, own, upper) in [(end.lo, within.lo, false), (end.hi, within.hi, true)] {
            let Some(wanted) = wanted else { continue };
            let (value, uses) = reach(&self.known, terms, upper)?;
            (value + i128::from(own?) == i128::from(wanted)).then_some(())?;
            leans.extend(uses);
        }
        Some(leans)
    }

    /// Returns the steps that these conclusions lean on, in the order in which they were drawn.
    pub(super) fn steps(&self, leans: &[usize]) -> Vec<Step> {
        let mut kept = vec![false; self.conclusions.len()];
        let mut open = leans.to_vec();
        while let Some(at) = open.pop() {
            if !std::mem::replace(&mut kept[at], true) {
                open.extend(&self.conclusions[at].uses);
            }
        }
        let steps = self.conclusions.iter().zip(kept).filter(|(_, kept)| *kept);
        let steps: Vec<Step> = steps.map(|(conclusion, _)| conclusion.step.clone()).collect();
        // Of a statement that shows one end and then both, only the last is worth telling.
        let is_outdone = |at: usize| {
            let says_more = |later: &Step| {
                let step = &steps[at];
                (later.unknown, later.statement) == (step.unknown, step.statement) && later.concluded.exact().is_some()
            };
            steps[at + 1..].iter().any(says_more)
        };
        (0..steps.len()).filter(|at| !is_outdone(*at)).map(|at| steps[at].clone()).collect()
    }
}

/// Returns how many times a statement's sum may be taken towards a goal: as many as makes one unknown agree.
fn times(goal: &Sum, sum: &Sum) -> Vec<i64> {
    let mut times = Vec::new();
    for (unknown, by) in sum.terms() {
        let wanted = goal.terms().iter().find(|(other, _)| other == unknown).map(|(_, wanted)| *wanted);
        let ratio = wanted.filter(|wanted| wanted % by == 0).map(|wanted| wanted / by);
        times.extend(ratio.filter(|ratio| !times.contains(ratio)));
    }
    times
}

fn rest(bound: Option<i64>, others: Option<(i128, Vec<usize>)>) -> Option<(i128, Vec<usize>)> {
    let (value, uses) = others?;
    Some((i128::from(bound?) - value, uses))
}

/// Returns the greatest (or least) value of a sum, and the conclusions it leans on.
fn reach(known: &[Known], terms: &[(UnknownId, i64)], upper: bool) -> Option<(i128, Vec<usize>)> {
    let mut total = 0_i128;
    let mut uses = Vec::new();
    for &(unknown, by) in terms {
        let known = known[unknown.index()];
        let is_high = (by > 0) == upper;
        let (bound, because) = if is_high { (known.interval.hi, known.hi_by) } else { (known.interval.lo, known.lo_by) };
        total = total.checked_add(i128::from(by).checked_mul(i128::from(bound?))?)?;
        uses.extend(because);
    }
    Some((total, uses))
}

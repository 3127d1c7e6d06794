//! Judges groups: what an outsider can work out about each, and whether that may be public.

use super::solve::{Budget, Side, Solver, Unfit};
use super::sum::Sum;
use super::system::{Interval, StatementId, System};
use super::verdict::{Threshold, Verdict};

/// People an outsider could name together, and how many they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    pub sum: Sum,
    pub size: Option<i64>,
}

/// What came of judging a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Judged {
    /// The least and greatest value that fits. Where that is not `proved`, those that were found: there may be others.
    pub interval: Interval,
    /// Follows from the interval. More values could only make it milder, so a publishable verdict needs no proof.
    pub verdict: Verdict,
    pub proved: bool,
}

/// Why no judgement can be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Conflict {
    /// These statements cannot all be true, and without any one of them the others can. None of them: the bounds cannot.
    Statements(Vec<StatementId>),
    /// A number is larger than we compute with.
    TooLarge,
}

/// Judges `groups` by all that `system` says.
pub(crate) fn judge(system: &System, groups: &[Group], threshold: Threshold, budget: Budget) -> Result<Vec<Judged>, Conflict> {
    let explain = |unfit| conflict(system, unfit, budget);
    let mut solver = Solver::new(system, &[], budget).map_err(explain)?;
    groups.iter().map(|group| judge_one(&mut solver, group, threshold)).collect::<Result<_, _>>().map_err(explain)
}

pub(super) fn judge_one(solver: &mut Solver, group: &Group, threshold: Threshold) -> Result<Judged, Unfit> {
    let (least, greatest) = solver.range(&group.sum)?;
    let proved = least.is_proved && greatest.is_proved;
    let is_known = |side: Side| side.value.is_some() || side.is_endless;
    let interval = Interval { lo: least.value, hi: greatest.value };
    let verdict = match is_known(least) && is_known(greatest) {
        true => Verdict::of(interval, group.size, threshold),
        false => Verdict::Small,
    };
    Ok(Judged { interval, verdict, proved })
}

/// Finds the fewest statements, by leaving out one after the other, that cannot all be true.
pub(super) fn conflict(system: &System, unfit: Unfit, budget: Budget) -> Conflict {
    if unfit == Unfit::TooLarge {
        return Conflict::TooLarge;
    }
    let mut kept: Vec<bool> = vec![true; system.statements()];
    for out in 0..kept.len() {
        kept[out] = false;
        let fewer = system.with_only(|id| kept[id.index()]);
        kept[out] = !matches!(Solver::new(&fewer, &[], budget), Err(Unfit::Impossible));
    }
    let named = system.claims().iter().map(|(id, _)| *id).filter(|id| kept[id.index()]);
    let mut named: Vec<_> = named.collect();
    named.dedup();
    Conflict::Statements(named)
}

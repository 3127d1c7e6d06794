//! Random small systems against a search that tries every assignment, and larger ones against another solver.

use microlp::{ComparisonOp, OptimizationDirection, Problem};

use super::super::{Budget, Claim, Conflict, Relation, Verdict};
use super::chance::Chance;
use super::{Group, Interval, Sum, System, Threshold, judge};

/// A system as plain numbers: bounds, and sums between two ends.
#[derive(Debug)]
struct Made {
    bounds: Vec<(i64, i64)>,
    claims: Vec<(Vec<i64>, Interval)>,
    goals: Vec<Vec<i64>>,
    /// Whether the bounds are said as statements over unknowns that have none.
    is_loose: bool,
}

fn sum_at(sum: &[i64], point: &[i64]) -> i64 {
    sum.iter().zip(point).map(|(by, value)| by * value).sum()
}

/// Makes a system that mostly has a solution: its statements are made of one, and now and then missed by one.
fn made(chance: &mut Chance, most: i64, widest: i64) -> Made {
    let count = 1 + chance.below(most);
    let mut bounds = Vec::new();
    for _ in 0..count {
        let lo = if chance.one_in(5) { chance.below(4) - 2 } else { 0 };
        bounds.push((lo, lo + chance.below(widest)));
    }
    let truth: Vec<i64> = bounds.iter().map(|(lo, hi)| lo + chance.below(hi - lo + 1)).collect();
    let is_odd = chance.one_in(4);
    let sum = |chance: &mut Chance| -> Vec<i64> {
        let by = |chance: &mut Chance| match chance.below(4) {
            0 => 0,
            1 if is_odd => chance.below(13) - 6,
            2 if chance.one_in(4) => -1,
            _ => 1,
        };
        (0..count).map(|_| by(chance)).collect()
    };
    let mut claims = Vec::new();
    for _ in 0..chance.below(5) {
        let sum = sum(chance);
        let value = sum_at(&sum, &truth) + if chance.one_in(12) { chance.below(3) - 1 } else { 0 };
        let within = match chance.below(4) {
            0 => Interval { lo: Some(value - chance.below(3)), hi: None },
            1 => Interval { lo: None, hi: Some(value + chance.below(3)) },
            2 => Interval { lo: Some(value - 1), hi: Some(value + chance.below(3)) },
            _ => Interval::exactly(value),
        };
        claims.push((sum, within));
    }
    let alone = (0..count).map(|one| (0..count).map(|at| i64::from(at == one)).collect());
    let mut goals: Vec<Vec<i64>> = alone.collect();
    goals.extend([sum(chance), sum(chance)]);
    Made { bounds, claims, goals, is_loose: chance.one_in(6) }
}

/// Tries every assignment.
fn by_trying(made: &Made) -> Option<Vec<(i64, i64)>> {
    let mut found: Option<Vec<(i64, i64)>> = None;
    let mut point: Vec<i64> = made.bounds.iter().map(|(lo, _)| *lo).collect();
    loop {
        let holds = |(sum, within): &(Vec<i64>, Interval)| {
            let value = sum_at(sum, &point);
            within.lo.is_none_or(|lo| lo <= value) && within.hi.is_none_or(|hi| value <= hi)
        };
        if made.claims.iter().all(holds) {
            let values: Vec<i64> = made.goals.iter().map(|goal| sum_at(goal, &point)).collect();
            let ranges = found.get_or_insert_with(|| values.iter().map(|value| (*value, *value)).collect());
            ranges.iter_mut().zip(values).for_each(|(range, value)| *range = (range.0.min(value), range.1.max(value)));
        }
        let Some(next) = (0..point.len()).find(|at| point[*at] < made.bounds[*at].1) else { return found };
        point[next] += 1;
        (0..next).for_each(|at| point[at] = made.bounds[at].0);
    }
}

fn system(made: &Made) -> (System, Vec<Group>) {
    let mut system = System::new();
    let mut ids = Vec::new();
    for &(lo, hi) in &made.bounds {
        let id =
            if made.is_loose { system.unknown_within(Interval { lo: None, hi: None }) } else { system.unknown(lo, Some(hi)) };
        if made.is_loose {
            system.state(Sum::one(id), Relation::AtLeast, lo);
            system.state(Sum::of([(id, -2)]), Relation::AtLeast, -2 * hi - 1);
        }
        ids.push(id);
    }
    let sum = |by: &[i64]| Sum::of(ids.iter().copied().zip(by.iter().copied()));
    for (by, within) in &made.claims {
        system.state_all([Claim { sum: sum(by), within: *within }]);
    }
    let groups = made.goals.iter().map(|goal| Group { sum: sum(goal), size: Some(6) }).collect();
    (system, groups)
}

/// The rule once more, a line for a line.
fn by_the_rule(lo: i64, hi: i64, size: i64, threshold: i64) -> Verdict {
    if lo == 0 && hi == size {
        return Verdict::NothingLearnt;
    }
    if lo == hi && (lo == 0 || lo == size) {
        return Verdict::AllOrNone;
    }
    if lo == hi && threshold <= lo && lo <= size - threshold {
        return Verdict::ExactAndLarge;
    }
    if lo < hi && hi >= threshold && size - lo >= threshold {
        return Verdict::Open;
    }
    Verdict::Small
}

/// Judges a made system and holds every interval and verdict against the search; tells whether it had a solution.
fn agrees(seed: u64, made: &Made) -> bool {
    let (system, groups) = system(made);
    match (by_trying(made), judge(&system, &groups, Threshold(2), Budget(100_000))) {
        (None, Err(Conflict::Statements(named))) => {
            assert!(!named.is_empty(), "seed {seed}");
            false
        }
        (Some(ranges), Ok(judged)) => {
            for ((lo, hi), judged) in ranges.into_iter().zip(judged) {
                let interval = Interval { lo: Some(lo), hi: Some(hi) };
                assert_eq!((judged.interval, judged.proved), (interval, true), "seed {seed}: {made:?}");
                assert_eq!(judged.verdict, by_the_rule(lo, hi, 6, 2), "seed {seed}: {made:?}");
            }
            true
        }
        (searched, judged) => panic!("seed {seed}: {searched:?} against {judged:?}: {made:?}"),
    }
}

#[test]
fn every_interval_is_what_trying_everything_finds() {
    let mut without = 0;
    for seed in 0..18_000 {
        let made = made(&mut Chance::new(seed), 4, 4);
        without += usize::from(!agrees(seed, &made));
    }
    assert!((300..9_000).contains(&without), "{without} had no solution; the cases are lopsided");
}

#[test]
fn units_of_one_are_judged_alike_by_trying() {
    for seed in 0..2_000 {
        let mut made = made(&mut Chance::new(seed + 1_000_000), 11, 2);
        made.is_loose = false;
        agrees(seed, &made);
    }
}

/// Twelve to sixteen unknowns are past trying everything in a test. The other solver uses fractions and branches.
#[test]
fn another_solver_finds_the_same_bounds() {
    for seed in 0..150 {
        let mut chance = Chance::new(seed + 2_000_000);
        let mut made = made(&mut chance, 1, 4);
        let count = 12 + chance.below(5);
        made.bounds = (0..count).map(|_| (0, 1 + chance.below(4))).collect();
        let truth: Vec<i64> = made.bounds.iter().map(|(_, hi)| chance.below(hi + 1)).collect();
        let mut sum = || -> Vec<i64> { (0..count).map(|_| chance.below(2)).collect() };
        let (claims, goals): (Vec<_>, Vec<_>) = ((0..6).map(|_| sum()).collect(), (0..3).map(|_| sum()).collect());
        made.goals = goals;
        let slack = |at: usize| i64::try_from(at % 3 / 2).unwrap();
        made.claims = claims
            .into_iter()
            .enumerate()
            .map(|(at, sum): (usize, Vec<i64>)| {
                let value = sum_at(&sum, &truth);
                (sum, Interval { lo: Some(value - slack(at)), hi: Some(value + slack(at)) })
            })
            .collect();
        made.is_loose = false;
        let (system, groups) = system(&made);
        let judged = judge(&system, &groups, Threshold(2), Budget(2_000_000)).unwrap();
        for (goal, judged) in made.goals.iter().zip(judged) {
            let ends = [OptimizationDirection::Minimize, OptimizationDirection::Maximize].map(|end| by_microlp(&made, goal, end));
            assert_eq!((judged.interval.lo, judged.interval.hi), (Some(ends[0]), Some(ends[1])), "seed {seed}: {made:?}");
        }
    }
}

fn by_microlp(made: &Made, goal: &[i64], end: OptimizationDirection) -> i64 {
    let number = |value: i64| i32::try_from(value).unwrap();
    let mut problem = Problem::new(end);
    let variables: Vec<_> = made
        .bounds
        .iter()
        .zip(goal)
        .map(|((lo, hi), by)| problem.add_integer_var(f64::from(number(*by)), (number(*lo), number(*hi))))
        .collect();
    for (sum, within) in &made.claims {
        let terms: Vec<_> = variables.iter().copied().zip(sum.iter().map(|by| f64::from(number(*by)))).collect();
        problem.add_constraint(&terms, ComparisonOp::Ge, f64::from(number(within.lo.unwrap())));
        problem.add_constraint(&terms, ComparisonOp::Le, f64::from(number(within.hi.unwrap())));
    }
    let solution = problem.solve().unwrap().into_solution().unwrap();
    let text = format!("{:.0}", solution.objective());
    text.parse().unwrap()
}

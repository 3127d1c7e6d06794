//! Each line of the rule, and each kind of system, worked out by hand.

use super::super::{Claim, Conflict, Relation, UnknownId, Verdict};
use super::{BUDGET, Group, Interval, Sum, System, Threshold, between, judge, judged, stated};

fn verdict(lo: i64, hi: i64, size: i64) -> Verdict {
    Verdict::of(between(lo, hi), Some(size), Threshold(3))
}

#[test]
fn the_first_line_that_applies_is_the_verdict() {
    assert_eq!(verdict(0, 9, 9), Verdict::NothingLearnt);
    assert_eq!(verdict(0, 2, 2), Verdict::NothingLearnt);
    assert_eq!(verdict(0, 0, 9), Verdict::AllOrNone);
    assert_eq!(verdict(9, 9, 9), Verdict::AllOrNone);
    assert_eq!(verdict(3, 3, 9), Verdict::ExactAndLarge);
    assert_eq!(verdict(6, 6, 9), Verdict::ExactAndLarge);
    assert_eq!(verdict(7, 7, 9), Verdict::Small);
    assert_eq!(verdict(2, 2, 9), Verdict::Small);
    assert_eq!(verdict(0, 3, 9), Verdict::Open);
    assert_eq!(verdict(6, 9, 9), Verdict::Open);
    assert_eq!(verdict(0, 2, 9), Verdict::Small);
    assert_eq!(verdict(7, 9, 9), Verdict::Small);
    assert_eq!(verdict(22, 22, 24), Verdict::Small);
    assert_eq!(verdict(2, 2, 24), Verdict::Small);
}

#[test]
fn a_higher_threshold_refuses_more() {
    let of = |threshold| Verdict::of(between(4, 4), Some(9), Threshold(threshold));
    assert_eq!([3, 4, 5].map(of), [Verdict::ExactAndLarge, Verdict::ExactAndLarge, Verdict::Small]);
}

#[test]
fn a_group_without_a_size_is_judged_on_its_own_side() {
    let of = |lo, hi| Verdict::of(Interval { lo, hi }, None, Threshold(3));
    assert_eq!(of(Some(0), None), Verdict::NothingLearnt);
    assert_eq!(of(Some(0), Some(0)), Verdict::AllOrNone);
    assert_eq!(of(Some(3), Some(3)), Verdict::ExactAndLarge);
    assert_eq!(of(Some(0), Some(3)), Verdict::Open);
    assert_eq!(of(Some(1), None), Verdict::Open);
    assert_eq!(of(Some(0), Some(2)), Verdict::Small);
    assert_eq!(of(Some(-5), Some(-4)), Verdict::Small);
}

#[test]
fn the_example_of_the_manual() {
    let published = ["a + b = 12", "a >= 5", "2*a - b <= 9", "a + b + no_answer = 16"];
    let (system, names) = stated(&[("a", 0, 9), ("b", 0, 7), ("no_answer", 0, 4)], &published);
    let of = |sum, size| judged(&system, &names, sum, Some(size), 3);
    assert_eq!((of("a", 9).interval, of("a", 9).verdict), (between(5, 7), Verdict::Open));
    assert_eq!((of("b", 7).interval, of("b", 7).verdict), (between(5, 7), Verdict::Small));
    assert_eq!((of("no_answer", 4).interval, of("no_answer", 4).verdict), (between(4, 4), Verdict::AllOrNone));
    assert_eq!((of("a + b", 16).interval, of("a + b", 16).verdict), (between(12, 12), Verdict::ExactAndLarge));
    assert_eq!((of("a - b", 9).interval, of("a - b", 9).verdict), (between(-2, 2), Verdict::Small));
}

#[test]
fn whole_numbers_force_what_fractions_leave_open() {
    let (system, names) = stated(&[("a", 0, 5), ("b", 0, 5)], &["6a + 10b = 46"]);
    let a = judged(&system, &names, "a", Some(5), 3);
    // 6a + 10b = 46: a = 1 and b = 4 is all there is; with fractions a is anything from 0 to 5.
    assert_eq!((a.interval, a.verdict, a.proved), (between(1, 1), Verdict::Small, true));
    let (system, names) = stated(&[("a", 0, 1), ("b", 0, 1), ("c", 0, 1)], &["2a + 2b + 2c >= 3", "2a + 2b + 2c <= 5"]);
    assert_eq!(judged(&system, &names, "a + b + c", Some(3), 1).interval, between(2, 2));
}

#[test]
fn whole_numbers_find_a_contradiction_that_fractions_do_not() {
    let (system, names) = stated(&[("a", 0, 9), ("b", 0, 9)], &["2a + 4b = 7"]);
    let group = Group { sum: super::group("a", &names).unwrap(), size: None };
    assert!(matches!(judge(&system, &[group], Threshold(3), BUDGET), Err(Conflict::Statements(named)) if named.len() == 1));
}

#[test]
fn a_contradiction_names_the_fewest_statements() {
    let published = ["c <= 2", "a + b = 8", "a >= 5", "b >= 4", "a - b <= 5"];
    let (system, _) = stated(&[("a", 0, 9), ("b", 0, 9), ("c", 0, 2)], &published);
    let Err(Conflict::Statements(named)) = judge(&system, &[], Threshold(3), BUDGET) else { panic!("no contradiction") };
    assert_eq!(named.iter().map(|id| id.index()).collect::<Vec<_>>(), [1, 2, 3]);
}

#[test]
fn a_bound_that_nobody_knows_is_no_bound() {
    let mut system = System::new();
    let [a, b] = [(); 2].map(|()| system.unknown(0, None));
    let free = system.unknown_within(Interval { lo: None, hi: None });
    system.state(Sum::of([(a, 1), (b, -1)]), Relation::Equal, 2);
    system.state(Sum::one(free), Relation::AtMost, 4);
    let of = |sum: Sum| judge(&system, &[Group { sum, size: None }], Threshold(3), BUDGET).unwrap()[0];
    assert_eq!(of(Sum::one(a)).interval, Interval { lo: Some(2), hi: None });
    assert_eq!(of(Sum::of([(a, 1), (b, -1)])).interval, between(2, 2));
    assert_eq!(of(Sum::one(free)).interval, Interval { lo: None, hi: Some(4) });
    assert!(of(Sum::one(a)).proved && of(Sum::one(free)).proved);
}

#[test]
fn a_contradiction_without_bounds_is_found() {
    let mut system = System::new();
    let [a, b] = [(); 2].map(|()| system.unknown_within(Interval { lo: None, hi: None }));
    system.state(Sum::of([(a, 1), (b, -1)]), Relation::AtLeast, 1);
    system.state(Sum::of([(a, -1), (b, 1)]), Relation::AtLeast, 1);
    assert!(matches!(judge(&system, &[], Threshold(3), BUDGET), Err(Conflict::Statements(named)) if named.len() == 2));
}

#[test]
fn numbers_that_are_too_large_are_refused_rather_than_wrong() {
    let mut system = System::new();
    let a = system.unknown(0, Some(i64::MAX));
    assert_eq!(judge(&system, &[], Threshold(3), BUDGET), Err(Conflict::TooLarge));
    let mut small = System::new();
    let b = small.unknown(0, Some(1 << 50));
    small.state(Sum::of([(b, i64::MAX)]), Relation::AtMost, 7);
    assert_eq!(judge(&small, &[], Threshold(3), BUDGET), Err(Conflict::TooLarge));
    assert_eq!(a, b);
    assert_eq!(Sum::of([(a, i64::MAX), (a, i64::MAX)]).terms(), [(a, i64::MAX)]);
}

#[test]
fn large_amounts_are_halved_towards_rather_than_counted_towards() {
    let mut system = System::new();
    let [a, b]: [UnknownId; 2] = [(); 2].map(|()| system.unknown(0, Some(4_000_000)));
    system.state(Sum::of([(a, 3), (b, 5)]), Relation::AtMost, 7_000_001);
    system.state(Sum::of([(a, 1), (b, -2)]), Relation::AtLeast, 1);
    let group = Group { sum: Sum::of([(a, 7), (b, 11)]), size: None };
    let judged = judge(&system, &[group], Threshold(3), BUDGET).unwrap()[0];
    // The corner between the two lines: b = 636 363, a = 1 272 728 and a rest.
    let best = (0..=700_000_i64).map(|b| (b, (7_000_001 - 5 * b) / 3)).filter(|(b, a)| *a > 2 * b).map(|(b, a)| 7 * a + 11 * b);
    assert_eq!((judged.interval.hi, judged.proved), (best.max(), true));
}

#[test]
fn what_cannot_be_proved_within_the_budget_counts_as_small() {
    let mut system = System::new();
    let unknowns: Vec<UnknownId> = (0..40).map(|_| system.unknown(0, Some(1))).collect();
    for step in 1..9 {
        let sum = Sum::of(unknowns.iter().enumerate().map(|(at, id)| (*id, i64::try_from(at * at * step % 97).unwrap())));
        system.state_all([Claim { sum, within: between(900, 905) }]);
    }
    let group = Group { sum: Sum::of(unknowns.iter().map(|id| (*id, 1))), size: Some(40) };
    let judged = judge(&system, std::slice::from_ref(&group), Threshold(3), super::Budget(3)).unwrap()[0];
    assert_eq!((judged.verdict, judged.proved), (Verdict::Small, false));
    // The same question, the same answer.
    let again = judge(&system, &[group], Threshold(3), super::Budget(3)).unwrap()[0];
    assert_eq!(judged, again);
}

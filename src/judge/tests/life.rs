//! What happens to published numbers in life: answers that come late or not at all, tables that cross, readers who took part.

use super::super::{Protect, Relation, Verdict, protect};
use super::{BUDGET, Group, Sum, Threshold, between, judge, judged, stated};

#[test]
fn who_did_not_answer_is_a_group_too() {
    // 9 were asked, 5 said yes and 3 no: exactly one did not answer.
    let unknowns = [("yes", 0, 9), ("no", 0, 9), ("none", 0, 9)];
    let (system, names) = stated(&unknowns, &["yes + no + none = 9", "yes = 5", "no = 3"]);
    assert_eq!(judged(&system, &names, "none", Some(9), 3).verdict, Verdict::Small);
    let (system, names) = stated(&unknowns, &["yes + no + none = 9", "yes / (yes + no) = 60 %"]);
    let none = judged(&system, &names, "none", Some(9), 3);
    assert_eq!((none.interval, none.verdict), (between(4, 4), Verdict::ExactAndLarge));
}

#[test]
fn late_answers_show_in_the_difference_between_two_editions() {
    // Two late units: the first edition said 7 of 16, the second 9 of 18. Both late ones said yes.
    let (system, names) = stated(&[("early", 0, 16), ("late", 0, 2)], &["early = 7", "early + late = 9"]);
    assert_eq!(judged(&system, &names, "early", Some(16), 3).verdict, Verdict::ExactAndLarge);
    assert_eq!(judged(&system, &names, "early + late", Some(18), 3).verdict, Verdict::ExactAndLarge);
    assert_eq!(judged(&system, &names, "late", Some(2), 3).verdict, Verdict::AllOrNone);
}

#[test]
fn a_theme_within_a_theme_leaves_a_remainder() {
    // 8 of 12 mention falls, 7 of them falls at night: one mentions falls, but not at night.
    let (system, names) = stated(&[("night", 0, 12), ("rest", 0, 12)], &["night + rest = 8", "night = 7"]);
    assert_eq!(judged(&system, &names, "night", Some(12), 3).verdict, Verdict::ExactAndLarge);
    assert_eq!(judged(&system, &names, "rest", Some(12), 3).verdict, Verdict::Small);
}

#[test]
fn several_tables_over_the_same_units_are_judged_together() {
    let atoms = [("north_small", 0, 4), ("north_large", 0, 5), ("south_small", 0, 5), ("south_large", 0, 4)];
    let by_region = ["north_small + north_large = 5", "south_small + south_large = 4"];
    let (system, names) = stated(&atoms, &by_region);
    assert!(atoms.iter().all(|(name, _, size)| judged(&system, &names, name, Some(*size), 1).verdict.is_publishable()));
    // The table by size beside it tells all: none of the small ones, so all of the large ones.
    let both = [by_region[0], by_region[1], "north_small + south_small = 0"];
    let (system, names) = stated(&atoms, &both);
    assert_eq!(judged(&system, &names, "north_small", Some(4), 1).verdict, Verdict::AllOrNone);
    assert_eq!(judged(&system, &names, "north_large", Some(5), 1).verdict, Verdict::AllOrNone);
    assert_eq!(judged(&system, &names, "south_large", Some(4), 1).verdict, Verdict::AllOrNone);
}

#[test]
fn a_reader_who_took_part_knows_one_answer_more() {
    // 3 of 7 said yes. One of the three reads it: of the other six it is two, and at the threshold of 3 that is small.
    let (mut system, names) = stated(&[("own", 0, 1), ("others", 0, 6)], &["own + others = 3"]);
    assert_eq!(judged(&system, &names, "own + others", Some(7), 3).verdict, Verdict::ExactAndLarge);
    assert!(judged(&system, &names, "others", Some(6), 2).verdict.is_publishable());
    let own = names.id("own").unwrap();
    system.state(Sum::one(own), Relation::Equal, 1);
    let others = judged(&system, &names, "others", Some(6), 3);
    assert_eq!((others.interval, others.verdict), (between(2, 2), Verdict::Small));
    // With the threshold raised by one, what stays published is safe against each participant.
    assert_eq!(judged(&system, &names, "own + others", Some(7), 4).verdict, Verdict::Small);
}

#[test]
fn words_orders_and_rounded_shares_tell_too() {
    let (system, names) = stated(&[("a", 0, 9), ("b", 0, 9)], &["a >= b", "b / 9 = 89 %"]);
    assert_eq!(judged(&system, &names, "b", Some(9), 3).interval, between(8, 8));
    assert_eq!(judged(&system, &names, "a", Some(9), 3).interval, between(8, 9));
}

#[test]
fn a_union_that_nobody_printed_is_protected_too() {
    // Both cells pass alone; together they are all but one.
    let (system, names) = stated(&[("a", 0, 8), ("b", 0, 8)], &[]);
    let cell = |name: &str, value| super::super::Cell {
        sum: super::group(name, &names).unwrap(),
        value,
        size: Some(8),
        hideable: true,
        preference: 0,
    };
    let union = Group { sum: super::group("a + b", &names).unwrap(), size: Some(16) };
    let cells = [cell("a", 5), cell("b", 5)];
    let free = protect(&system, &cells, std::slice::from_ref(&union), Threshold(3), Protect::default(), BUDGET).unwrap();
    assert_eq!((free.primary, free.secondary, free.minimum), (vec![], vec![], true));
    let strict =
        protect(&system, &cells, &[Group { size: Some(12), ..union }], Threshold(3), Protect::default(), BUDGET).unwrap();
    assert_eq!((strict.primary, strict.secondary, strict.minimum), (vec![], vec![0], true));
    assert!(strict.groups[0].verdict.is_publishable());
}

#[test]
fn the_same_question_has_the_same_answer() {
    let (system, names) = stated(&[("a", 0, 9), ("b", 0, 9), ("c", 0, 9)], &["a + b + c = 13", "a - c <= 2"]);
    let groups: Vec<Group> =
        ["a", "b", "c", "a + c"].map(|sum| Group { sum: super::group(sum, &names).unwrap(), size: Some(9) }).to_vec();
    let once = judge(&system, &groups, Threshold(3), BUDGET).unwrap();
    assert!((0..5).all(|_| judge(&system, &groups, Threshold(3), BUDGET).unwrap() == once));
}

//! Explanations: the way that is shown leads where the judge went.

use super::super::{Explanation, Way, explain, group};
use super::{BUDGET, Group, Interval, between, judged, stated};

fn explained(unknowns: &[(&str, i64, i64)], published: &[&str], sum: &str) -> (Interval, Explanation) {
    let (system, names) = stated(unknowns, published);
    let interval = judged(&system, &names, sum, None, 3).interval;
    let group = Group { sum: group(sum, &names).unwrap(), size: None };
    (interval, explain(&system, &group, interval, BUDGET))
}

#[test]
fn a_remainder_is_one_step() {
    let (interval, way) = explained(&[("yes", 0, 9), ("no", 0, 9)], &["no = 3", "yes + no = 9"], "yes");
    assert_eq!(interval, between(6, 6));
    assert_eq!(way.steps.iter().map(|step| step.concluded).collect::<Vec<_>>(), [between(3, 3), between(6, 6)]);
    assert!(matches!(way.ends.as_slice(), [end] if matches!(end.way, Way::Known(_))));
}

#[test]
fn statements_are_added_where_no_single_one_shows_it() {
    let (interval, way) = explained(&[("a", 0, 9), ("b", 0, 9), ("c", 0, 9)], &["a + b = 8", "b + c = 8", "a + c = 8"], "a");
    assert_eq!(interval, between(4, 4));
    let Way::Together { times, divisor, leans_on_bounds } = &way.ends[0].way else { panic!("{way:?}") };
    let times: Vec<(i64, usize)> = times.iter().map(|(times, id)| (*times, id.index())).collect();
    assert_eq!((times, *divisor, *leans_on_bounds), (vec![(1, 0), (-1, 1), (1, 2)], 2, false));
}

#[test]
fn what_only_trying_shows_is_said_to_be_tried() {
    let unknowns = [("a", 0, 1), ("b", 0, 1), ("c", 0, 1), ("d", 0, 5)];
    let (interval, way) = explained(&unknowns, &["6a + 10b + 15c + 7d = 16"], "a");
    assert_eq!(interval, between(1, 1));
    assert!(matches!(way.ends.as_slice(), [end] if end.way == Way::Trial(Some(1)) && end.concluded.lo == Some(1)), "{way:?}");
}

#[test]
fn what_everybody_knew_before_is_not_explained() {
    let (interval, way) = explained(&[("a", 0, 9), ("b", 0, 9)], &["a + b <= 12"], "a");
    assert_eq!((interval, way.steps.len(), way.ends.len()), (between(0, 9), 0, 0));
}

//! The judge against rules worked out by hand, and against searches that are written another way.

mod by_chance;
mod by_hand;
mod chance;
mod explained;
mod life;
mod read;
mod tables;

use super::{Budget, Group, Interval, Judged, Names, Statement, Sum, System, Threshold, Words, group, judge};

/// Work for a question of a test.
const BUDGET: Budget = Budget(1_000_000);

/// Unknowns with their bounds, and statements about them, as a file would have them.
fn stated(unknowns: &[(&str, i64, i64)], published: &[&str]) -> (System, Names) {
    let (mut system, mut names) = (System::new(), Names::default());
    for &(name, least, greatest) in unknowns {
        names.add(name, system.unknown(least, Some(greatest)));
    }
    for text in published {
        let statement = Statement::parse(text, &names).unwrap();
        system.state_all(statement.claims(&Words::default()).unwrap());
    }
    (system, names)
}

/// Judges one group by its sum and size.
fn judged(system: &System, names: &Names, sum: &str, size: Option<i64>, threshold: u32) -> Judged {
    let group = Group { sum: group(sum, names).unwrap(), size };
    judge(system, &[group], Threshold(threshold), BUDGET).unwrap()[0]
}

fn between(lo: i64, hi: i64) -> Interval {
    Interval { lo: Some(lo), hi: Some(hi) }
}

//! A judgement for programs.

use serde_json::{Map, Value, json as value};

use super::{Found, reasons, wording};
use crate::check::{StatementSet, Table};
use crate::judge::{Held, Interval, Judged, Suppression};
use crate::problem::Tongue;

/// Returns what came of a file as JSON.
pub(super) fn json(found: &Found, explain: bool, tongue: Tongue) -> String {
    let value = match found {
        Found::Statements(set, judged) => statements(set, judged, explain, tongue),
        Found::Table(table, suppression) => protected(table, suppression, explain, tongue),
        Found::Amounts(held) => amounts(held, tongue),
    };
    format!("{value:#}\n")
}

fn statements(set: &StatementSet, judged: &[Judged], explain: bool, tongue: Tongue) -> Value {
    let mut groups = Map::new();
    for ((name, group), judged) in set.groups.iter().zip(judged) {
        let mut one = value!({
            "interval": interval(judged.interval),
            "size": group.size,
            "verdict": judged.verdict.word(),
        });
        if !judged.proved {
            one["proved"] = value!(false);
        }
        if explain && reasons::is_told(judged) {
            one["explanation"] = value!(reasons::of_group(set, group, judged, tongue));
        }
        groups.insert(name.clone(), one);
    }
    value!({"threshold": set.threshold.0, "groups": groups})
}

fn protected(table: &Table, suppression: &Suppression, explain: bool, tongue: Tongue) -> Value {
    let names: Vec<&str> = table.names.iter().collect();
    let named = |cells: &[usize]| cells.iter().map(|cell| names[*cell]).collect::<Vec<_>>();
    let intervals: Map<String, Value> =
        names.iter().zip(&suppression.cells).map(|(name, judged)| ((*name).to_owned(), interval(judged.interval))).collect();
    let mut all = value!({
        "primary": named(&suppression.primary),
        "secondary": named(&suppression.secondary),
        "minimum": suppression.minimum,
        "intervals": intervals,
    });
    if explain {
        all["explanation"] = value!(reasons::of_table(table, suppression, tongue));
    }
    all
}

fn amounts(held: &[Held], tongue: Tongue) -> Value {
    let is_dominant = held.iter().any(|held| held.is_dominant);
    let reason = |held: &Held| {
        value!({
            "rule": wording::rule_word(held),
            "dominant": held.is_dominant,
            "because": wording::rule(held).in_tongue(tongue),
        })
    };
    value!({
        "verdict": if is_dominant { "dominant" } else { "not_dominant" },
        "reasons": held.iter().map(reason).collect::<Vec<_>>(),
    })
}

fn interval(interval: Interval) -> Value {
    value!([interval.lo, interval.hi])
}

//! A judgement in words: a table that anybody at the centre can read.

use super::{Found, reasons, table};
use crate::check::{StatementSet, Table};
use crate::judge::{Held, Interval, Judged, Rule, Suppression, Verdict};
use crate::problem::{Both, Tongue, both};

/// Returns what came of a file as text.
pub(super) fn wording(found: &Found, explain: bool, tongue: Tongue) -> String {
    match found {
        Found::Statements(set, judged) => statements(set, judged, explain, tongue),
        Found::Table(table, suppression) => protected(table, suppression, explain, tongue),
        Found::Amounts(held) => amounts(held, tongue),
    }
}

fn statements(set: &StatementSet, judged: &[Judged], explain: bool, tongue: Tongue) -> String {
    let head = [
        both!("Gruppe", "Group"),
        both!("Det en utenforstående kan regne ut", "What an outsider can work out"),
        both!("Dom", "Verdict"),
        both!("Kan publiseres", "May be published"),
    ];
    let mut rows = vec![head.map(|said| said.in_tongue(tongue).to_owned()).to_vec()];
    for ((name, group), judged) in set.groups.iter().zip(judged) {
        let yes = if judged.verdict.is_publishable() { both!("ja", "yes") } else { both!("nei", "no") };
        let learnt = interval(judged, group.size);
        let cells = [learnt, verdict(judged, set.threshold.0), yes].map(|said| said.in_tongue(tongue).to_owned());
        rows.push([vec![name.clone()], cells.to_vec()].concat());
    }
    let mut text = table::drawn(&rows);
    if explain {
        for ((name, group), judged) in set.groups.iter().zip(judged).filter(|(_, judged)| reasons::is_told(judged)) {
            text.push_str(&format!("\n{name}\n"));
            reasons::of_group(set, group, judged, tongue).iter().for_each(|line| text.push_str(&format!("  {line}\n")));
        }
    }
    let refused = judged.iter().filter(|judged| !judged.verdict.is_publishable()).count();
    let all = judged.len();
    let sum = match refused {
        0 => both!("Alt kan publiseres.", "Everything may be published."),
        _ => both!("{refused} av {all} grupper kan ikke publiseres.", "{refused} of {all} groups may not be published."),
    };
    text + "\n" + sum.in_tongue(tongue) + "\n"
}

/// Says what can be worked out: `mellom 2 og 5 av 9`.
fn interval(judged: &Judged, size: Option<i64>) -> Both {
    let Interval { lo, hi } = judged.interval;
    let value = match (lo, hi) {
        _ if !judged.proved => both!("ikke bevist", "not proved"),
        (Some(lo), Some(hi)) if lo == hi => both!("nøyaktig {lo}", "exactly {lo}"),
        (Some(lo), Some(hi)) => both!("mellom {lo} og {hi}", "between {lo} and {hi}"),
        (Some(lo), None) => both!("minst {lo}", "at least {lo}"),
        (None, Some(hi)) => both!("høyst {hi}", "at most {hi}"),
        (None, None) => both!("ingenting", "nothing"),
    };
    match size {
        Some(size) if judged.proved => Both { nb: format!("{} av {size}", value.nb), en: format!("{} of {size}", value.en) },
        _ => value,
    }
}

fn verdict(judged: &Judged, threshold: u32) -> Both {
    match judged.verdict {
        Verdict::NothingLearnt => both!("ingenting røpes", "nothing is learnt"),
        Verdict::AllOrNone => both!("alle eller ingen: hvert svar er kjent", "all or none: every answer is known"),
        Verdict::ExactAndLarge => both!("kjent, og stort på begge sider", "known, and large on both sides"),
        Verdict::Open => both!("åpent: ingen side er kjent som liten", "open: neither side is known to be small"),
        Verdict::Small if !judged.proved => both!("ikke bevist, så det regnes som lite", "not proved, so it counts as small"),
        Verdict::Small => both!("lite: færre enn {threshold} på en side", "small: fewer than {threshold} on one side"),
    }
}

fn protected(table: &Table, suppression: &Suppression, explain: bool, tongue: Tongue) -> String {
    let head = [
        both!("Celle", "Cell"),
        both!("Publiseres", "Published"),
        both!("Det en utenforstående kan regne ut", "What an outsider can work out"),
        both!("Hvorfor", "Why"),
    ];
    let mut rows = vec![head.map(|said| said.in_tongue(tongue).to_owned()).to_vec()];
    for (at, (name, judged)) in table.names.iter().zip(&suppression.cells).enumerate() {
        let cell = &table.cells[at];
        let (shown, why) = match (suppression.primary.contains(&at), suppression.secondary.contains(&at)) {
            (true, _) => (":".to_owned(), both!("tallet selv er for lite", "the number itself is too small")),
            (_, true) => (":".to_owned(), both!("verner en annen celle", "protects another cell")),
            _ if !cell.hideable => (cell.value.to_string(), both!("skjules aldri", "never hidden")),
            _ => (cell.value.to_string(), both!("", "")),
        };
        let learnt = interval(judged, cell.size).in_tongue(tongue).to_owned();
        rows.push(vec![name.to_owned(), shown, learnt, why.in_tongue(tongue).to_owned()]);
    }
    let mut text = table::drawn(&rows);
    if explain {
        text.push('\n');
        reasons::of_table(table, suppression, tongue).iter().for_each(|line| text.push_str(&format!("{line}\n")));
    }
    let (primary, secondary) = (suppression.primary.len(), suppression.secondary.len());
    let count = both!(
        "Skjult for sin egen del: {primary}. Skjult for å verne dem: {secondary}.",
        "Hidden for their own sake: {primary}. Hidden to protect them: {secondary}."
    );
    let proof = match suppression.minimum {
        true => both!("Færre holder ikke; det er bevist.", "Fewer would not do; that is proved."),
        false => both!("Det er ikke bevist at færre ikke holder.", "It is not proved that fewer would not do."),
    };
    let sum = Both { nb: format!("{} {}", count.nb, proof.nb), en: format!("{} {}", count.en, proof.en) };
    text + "\n" + sum.in_tongue(tongue) + "\n"
}

fn amounts(held: &[Held], tongue: Tongue) -> String {
    let mut text = String::new();
    held.iter().for_each(|held| text.push_str(&format!("{}\n", rule(held).in_tongue(tongue))));
    let sum = match held.iter().any(|held| held.is_dominant) {
        true => both!(
            "Summen kan ikke publiseres: én eller noen få er så store i den at de vises.",
            "The sum may not be published: one or a few are so large in it that they show through."
        ),
        false => both!("Summen kan publiseres.", "The sum may be published."),
    };
    text + sum.in_tongue(tongue) + "\n"
}

/// Returns a rule's name for programs.
pub(super) fn rule_word(held: &Held) -> &'static str {
    match held.rule {
        Rule::Largest { .. } => "n_k",
        Rule::Closeness(_) => "p_percent",
    }
}

/// Says what came of a rule about amounts.
pub(super) fn rule(held: &Held) -> Both {
    let share = percent(held.measured, held.against);
    let number = |units: i64, scale: i64| {
        let text = format!("{}", units as f64 / scale as f64);
        Both { nb: text.replace('.', ","), en: text }
    };
    match held.rule {
        Rule::Largest { count, most } => {
            let most = number(most.units, most.scale);
            let (nb, en) = if held.is_dominant { ("mer enn", "more than") } else { ("ikke mer enn", "not more than") };
            let those = match count {
                1 => both!("Den største utgjør", "The largest is"),
                _ => both!("De {count} største utgjør", "The {count} largest are"),
            };
            Both {
                nb: format!("{} {} % av totalen, {nb} {} %.", those.nb, share.nb, most.nb),
                en: format!("{} {} % of the total, {en} {} %.", those.en, share.en, most.en),
            }
        }
        Rule::Closeness(least) => {
            let least = number(least.units, least.scale);
            let (nb, en) = if held.is_dominant { ("mindre enn", "less than") } else { ("ikke mindre enn", "not less than") };
            Both {
                nb: format!(
                    "De som er mindre enn de to største, utgjør til sammen {} % av den største, {nb} {} %.",
                    share.nb, least.nb
                ),
                en: format!("Those below the two largest are together {} % of the largest, {en} {} %.", share.en, least.en),
            }
        }
    }
}

/// Writes a share in per cent with one decimal.
fn percent(part: i128, of: i128) -> Both {
    let tenths = if of == 0 { 0 } else { (part * 2000 + of).div_euclid(of * 2) };
    let text = format!("{}.{}", tenths / 10, tenths % 10);
    Both { nb: text.replace('.', ","), en: text }
}

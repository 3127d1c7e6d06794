//! How an outsider would work something out, told step by step.

use super::BUDGET;
use crate::check::{StatementSet, Table};
use crate::judge::{
    End, Explanation, Group, Interval, Judged, Names, StatementId, Step, Suppression, System, UnknownId, Way, explain,
};
use crate::problem::{Both, Tongue, both};

/// Tells whether it is worth saying how a group is worked out: it fails, or it is known exactly.
pub(super) fn is_told(judged: &Judged) -> bool {
    judged.proved && (!judged.verdict.is_publishable() || judged.interval.exact().is_some())
}

/// Explains a group of a statement set, a line a step.
pub(super) fn of_group(set: &StatementSet, group: &Group, judged: &Judged, tongue: Tongue) -> Vec<String> {
    let written: Vec<&str> = set.statements.iter().map(|(text, _)| text.as_str()).collect();
    let telling = Telling { names: &set.names, system: &set.system, statements: &written, is_quoting: true, tongue };
    telling.lines(&explain(&set.system, group, judged.interval, BUDGET), &set.names.sum(&group.sum))
}

/// Explains a table: how each cell that fails would be worked out if nothing were hidden but those that must be.
pub(super) fn of_table(table: &Table, suppression: &Suppression, tongue: Tongue) -> Vec<String> {
    let mut known = System::new();
    for (at, cell) in table.cells.iter().enumerate() {
        let bounds = Interval { lo: Some(0), hi: cell.size };
        known.unknown_within(if suppression.primary.contains(&at) { bounds } else { Interval::exactly(cell.value) });
    }
    for statement in table.system.claims() {
        known.state_all([statement.1.clone()]);
    }
    let written: Vec<&str> = table.equations.iter().map(|(text, _)| text.as_str()).collect();
    let telling = Telling { names: &table.names, system: &known, statements: &written, is_quoting: false, tongue };
    let mut lines = Vec::new();
    let names: Vec<&str> = table.names.iter().collect();
    for &cell in &suppression.primary {
        let group = Group { sum: table.cells[cell].sum.clone(), size: table.cells[cell].size };
        let Ok(judged) = crate::judge::judge(&known, std::slice::from_ref(&group), table.threshold, BUDGET) else { continue };
        let told = judged.first().filter(|judged| is_told(judged));
        if let Some(judged) = told {
            lines.extend(telling.lines(&explain(&known, &group, judged.interval, BUDGET), names[cell]));
        }
    }
    if !suppression.secondary.is_empty() {
        let named = |cells: &[usize]| listed(&cells.iter().map(|cell| both!("{}", "{}", names[*cell])).collect::<Vec<_>>());
        let (primary, secondary) = (named(&suppression.primary), named(&suppression.secondary));
        let said = Both {
            nb: format!("Derfor er det ikke nok å skjule {}: også {} skjules.", primary.nb, secondary.nb),
            en: format!("So it is not enough to hide {}: {} must be hidden too.", primary.en, secondary.en),
        };
        lines.push(said.in_tongue(tongue).to_owned());
    }
    lines
}

/// What an explanation is told with.
struct Telling<'a> {
    names: &'a Names,
    system: &'a System,
    /// The statements as written.
    statements: &'a [&'a str],
    /// Whether a step names its statement; equations between cells everybody knows.
    is_quoting: bool,
    tongue: Tongue,
}

impl Telling<'_> {
    /// Returns a line for each step and each end, none of them twice.
    fn lines(&self, explanation: &Explanation, group: &str) -> Vec<String> {
        let is_said = |end: &&End| {
            let says_it = |step: &Step| self.names.of(step.unknown) == group && step.concluded == end.concluded;
            matches!(end.way, Way::Known(_)) && explanation.steps.iter().any(says_it)
        };
        let steps = explanation.steps.iter().map(|step| self.step(step));
        let ends = explanation.ends.iter().filter(|end| !is_said(end)).map(|end| self.end(end, group));
        let mut lines: Vec<String> = Vec::new();
        for said in steps.chain(ends) {
            let said = said.in_tongue(self.tongue).to_owned();
            if !lines.contains(&said) {
                lines.push(said);
            }
        }
        lines
    }

    fn step(&self, step: &Step) -> Both {
        let reckoning = Reckoning::of(self.system, step);
        let concluded = bounded(self.names.of(step.unknown), step.concluded, reckoning.as_ref());
        self.follows(self.is_quoting.then_some(step.statement), &step.given, &concluded)
    }

    fn end(&self, end: &End, group: &str) -> Both {
        let concluded = bounded(group, end.concluded, None);
        match &end.way {
            Way::Known(given) => self.follows(None, given, &concluded),
            Way::Statement { statement, given } => self.follows(Some(*statement), given, &concluded),
            Way::Together { times, divisor, leans_on_bounds } => {
                let concluded = repeated(*divisor, group, &concluded);
                self.together(times, &if *leans_on_bounds { within_bounds(&concluded) } else { concluded })
            }
            Way::Trial(fitting) => trial(group, end.concluded, *fitting),
        }
    }

    /// Says that something follows from a statement, from what is known, or from both.
    fn follows(&self, statement: Option<StatementId>, given: &[(UnknownId, Interval)], concluded: &Both) -> Both {
        let from = statement.and_then(|statement| self.statements.get(statement.index()));
        let known: Vec<Both> = given.iter().map(|(unknown, known)| bounded(self.names.of(*unknown), *known, None)).collect();
        let given = listed(&known);
        let Both { nb, en } = concluded;
        match (from, known.is_empty()) {
            (Some(from), true) => both!("Av «{from}» følger det at {nb}.", "From «{from}» it follows that {en}."),
            (Some(from), false) => Both {
                nb: format!("Av «{from}»: {}, så {nb}.", given.nb),
                en: format!("From «{from}»: {}, so {en}.", given.en),
            },
            (None, _) => Both { nb: format!("{}, så {nb}.", given.nb), en: format!("{}, so {en}.", given.en) },
        }
    }

    fn together(&self, parts: &[(i64, StatementId)], concluded: &Both) -> Both {
        let quoted = |wanted: fn(i64) -> bool| {
            let those = parts.iter().filter(|(times, _)| wanted(*times));
            let quoted = those.map(|(times, statement)| {
                let (text, times) = (self.statements.get(statement.index()).copied().unwrap_or(""), times.unsigned_abs());
                if times == 1 {
                    both!("«{text}»", "«{text}»")
                } else {
                    both!("{times} ganger «{text}»", "{times} times «{text}»")
                }
            });
            listed(&quoted.collect::<Vec<_>>())
        };
        let (added, taken, Both { nb, en }) = (quoted(|times| times > 0), quoted(|times| times < 0), concluded);
        match (added.nb.is_empty(), taken.nb.is_empty()) {
            (false, true) => Both { nb: format!("Legg sammen {}: {nb}.", added.nb), en: format!("Add {}: {en}.", added.en) },
            (true, _) => {
                Both { nb: format!("Snu fortegnet i {}: {nb}.", taken.nb), en: format!("Turn the signs of {}: {en}.", taken.en) }
            }
            (false, false) => Both {
                nb: format!("Ta {}, og trekk fra {}: {nb}.", added.nb, taken.nb),
                en: format!("Take {}, and subtract {}: {en}.", added.en, taken.en),
            },
        }
    }
}

/// Says that something follows with the help of what is known of each unknown beforehand.
fn within_bounds(Both { nb, en }: &Both) -> Both {
    both!("når grensene tas med, følger det at {nb}", "with the bounds it follows that {en}")
}

/// Says that something comes out so many times, before it is concluded.
fn repeated(divisor: i64, group: &str, Both { nb, en }: &Both) -> Both {
    match divisor {
        1 => both!("{nb}", "{en}"),
        _ => both!("det gir {divisor} ganger {group}, så {nb}", "that makes {divisor} times {group}, so {en}"),
    }
}

/// Says what only trying everything shows.
fn trial(group: &str, concluded: Interval, fitting: Option<u64>) -> Both {
    let tried = match fitting {
        Some(1) => both!("den eneste kombinasjonen som passer,", "the only combination that fits,"),
        Some(count) => both!("alle de {count} kombinasjonene som passer,", "all {count} combinations that fit,"),
        None => both!("alle kombinasjonene som passer, for mange til å telles,", "all combinations that fit, too many to count,"),
    };
    let concluded = bounded(group, concluded, None);
    Both {
        nb: format!("Ved å prøve alle muligheter: I {} {}.", tried.nb, turned(&concluded.nb, group)),
        en: format!("By trying everything: in {} {}.", tried.en, concluded.en),
    }
}

/// Puts the verb first, as bokmål does after a place: `er a minst 3`.
fn turned(said: &str, group: &str) -> String {
    match said.strip_prefix(group).and_then(|rest| rest.strip_prefix(" er")) {
        Some(rest) => format!("er {group}{rest}"),
        None => said.to_owned(),
    }
}

/// Says what is known of something: `a er minst 12 − 7 = 5`.
fn bounded(name: &str, known: Interval, reckoning: Option<&Reckoning>) -> Both {
    let sum = reckoning.map(|reckoning| format!("{} = ", reckoning.0)).unwrap_or_default();
    match (known.lo, known.hi) {
        (Some(lo), Some(hi)) if lo == hi => both!("{name} er {sum}{lo}", "{name} is {sum}{lo}"),
        (Some(lo), Some(hi)) => both!("{name} er mellom {lo} og {hi}", "{name} is between {lo} and {hi}"),
        (Some(lo), None) => both!("{name} er minst {sum}{lo}", "{name} is at least {sum}{lo}"),
        (None, Some(hi)) => both!("{name} er høyst {sum}{hi}", "{name} is at most {sum}{hi}"),
        (None, None) => both!("{name} er ukjent", "{name} is unknown"),
    }
}

/// Lists as people do: `a, b og c`.
fn listed(said: &[Both]) -> Both {
    let join = |of: fn(&Both) -> &str, and: &str| match said {
        [] => String::new(),
        [one] => of(one).to_owned(),
        [first @ .., last] => format!("{} {and} {}", first.iter().map(of).collect::<Vec<_>>().join(", "), of(last)),
    };
    Both { nb: join(|both| &both.nb, "og"), en: join(|both| &both.en, "and") }
}

/// The sum that gives a conclusion: `9 − 3`.
struct Reckoning(String);

impl Reckoning {
    /// Returns the sum of a step whose unknown stands alone in its statement, where it comes out at the conclusion.
    fn of(system: &System, step: &Step) -> Option<Self> {
        let (_, claim) = &system.claims()[step.claim];
        let own = claim.sum.terms().iter().find(|(unknown, _)| *unknown == step.unknown)?.1;
        let upper = match step.concluded {
            concluded if concluded.exact().is_some() => true,
            Interval { lo: None, .. } => true,
            Interval { hi: None, .. } => false,
            _ => return None,
        };
        let side = if (own > 0) == upper { claim.within.hi } else { claim.within.lo };
        let mut terms = vec![(1, side?.checked_mul(own)?)];
        for &(other, by) in claim.sum.terms().iter().filter(|(unknown, _)| *unknown != step.unknown) {
            let by = by.checked_mul(-own)?;
            let known = step.given.iter().find(|(given, _)| *given == other)?.1;
            terms.push((by, if (by > 0) == upper { known.hi? } else { known.lo? }));
        }
        let value = terms.iter().try_fold(0_i64, |sum, (by, value)| sum.checked_add(by.checked_mul(*value)?))?;
        let concluded = if upper { step.concluded.hi } else { step.concluded.lo };
        let is_sum = own.abs() == 1 && concluded == Some(value);
        terms.retain(|(_, value)| *value != 0);
        (is_sum && terms.len() > 1).then(|| Self(written(&mut terms)))
    }
}

/// Writes a sum of numbers, those that are added first.
fn written(terms: &mut [(i64, i64)]) -> String {
    terms.sort_by_key(|(by, value)| by.signum() * value.signum() < 0);
    let mut text = String::new();
    for (by, value) in terms {
        let sign = match (text.is_empty(), by.signum() * value.signum() < 0) {
            (true, false) => "",
            (true, true) => "−",
            (false, false) => " + ",
            (false, true) => " − ",
        };
        let times = if by.abs() == 1 { String::new() } else { format!("{} · ", by.abs()) };
        text.push_str(&format!("{sign}{times}{}", value.abs()));
    }
    text
}

//! Observations in, the next edition out.

use std::collections::BTreeMap;

use super::frame::{Frame, Part};
use super::question::{self, Number, Range};
use super::suppress::{self, Asked, Reason};
use super::tally::{Tally, tally};
use super::{objections, words};
use crate::domain::{Answer, Count, Counting, Date, Edition, Finding, Mapping, Observation, QuantityWord, Shown};
use crate::problem::Problem;

/// What would be published, beside what was.
#[derive(Debug)]
pub(crate) struct Proposal {
    pub edition: Edition,
    /// Every earlier edition.
    pub earlier: Vec<Edition>,
    /// Why each hidden number is hidden.
    pub reasons: BTreeMap<(String, Answer, Part), Reason>,
    /// The numbers themselves, hidden ones too.
    truth: Truth,
    /// Whether it is proved for every theme that no fewer numbers could be hidden; participants' own knowledge aside.
    pub minimum: bool,
    /// Whether it says just what the latest edition says.
    pub is_known: bool,
}

impl Proposal {
    /// Returns a number that may be hidden. For the eyes of who holds the answers, on their own screen.
    pub(crate) fn peek(&self, theme: &str, answer: Answer, part: Part) -> Option<u32> {
        self.truth.0.get(&(theme.to_owned(), answer, part)).copied()
    }
}

/// Every number, hidden ones too. Shows dots.
pub(crate) struct Truth(BTreeMap<(String, Answer, Part), u32>);

impl std::fmt::Debug for Truth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

/// Counts, judges and suppresses.
///
/// # Errors
///
/// Problems in the observations, in the mapping's groups, or with earlier editions. They show no value.
pub(crate) fn propose(
    mapping: &Mapping,
    observations: &[Observation],
    findings: &[&Finding],
    quantity_words: &[QuantityWord],
    today: Date,
) -> Result<Proposal, Vec<Problem>> {
    let Some(counting) = &mapping.counting else { return Err(vec![objections::no_counting(mapping)]) };
    if observations.is_empty() {
        return Err(vec![objections::no_observations(mapping)]);
    }
    let tally = tally(observations, counting)?;
    if tally.synthetic && !mapping.synthetic {
        return Err(vec![objections::invented(mapping)]);
    }
    let earlier = mapping.ledger.as_ref().map(|ledger| ledger.editions.clone()).unwrap_or_default();
    let mut edition = bare(mapping, counting, &tally, earlier.len(), today);
    edition.words = words::said(findings.iter().copied(), quantity_words, edition.participants());
    let all: Vec<&Edition> = earlier.iter().chain([&edition]).collect();
    let frame = Frame::over(&all).map_err(|_| vec![objections::grouped_anew(mapping)])?;

    let (mut reasons, mut truth, mut counts, mut minimum) = (BTreeMap::new(), BTreeMap::new(), Vec::new(), true);
    for theme in mapping.themes.iter().filter(|theme| tally.themes.contains(&theme.id)) {
        let numbers = numbers(&frame, counting, &tally, &theme.id, earlier.len());
        let (hidden, is_minimum) = hidden(&frame, counting, &earlier, &edition, &theme.id, &numbers);
        minimum &= is_minimum;
        counts.extend(counting.answers.iter().map(|&answer| count(&frame, &theme.id, answer, &numbers, &hidden)));
        let key = |answer, part| (theme.id.clone(), answer, part);
        reasons.extend(hidden.iter().map(|(&(answer, part), &reason)| (key(answer, part), reason)));
        truth.extend(numbers.iter().map(|number| (key(number.answer, number.part), number.value)));
    }
    edition.counts = counts;
    let is_known = earlier.last().is_some_and(|last| says_the_same(last, &edition));
    Ok(Proposal { edition, earlier, reasons, truth: Truth(truth), minimum, is_known })
}

/// Says that the answers at hand would give other numbers than those published, if they would.
pub(in crate::anonymise) fn outgrown(
    mapping: &Mapping,
    observations: &[Observation],
    findings: &[&Finding],
    quantity_words: &[QuantityWord],
) -> Option<Problem> {
    let release = mapping.release.as_ref().filter(|_| !observations.is_empty())?;
    let edition = release.editions.first()?;
    let differs = match propose(mapping, observations, findings, quantity_words, edition.date) {
        Ok(proposal) => !proposal.is_known,
        Err(_) => true,
    };
    differs.then(|| objections::out_of_date(release))
}

/// Tells whether two editions say the same, whenever they were made.
pub(super) fn says_the_same(one: &Edition, other: &Edition) -> bool {
    *one == Edition { number: one.number, date: one.date, ..other.clone() }
}

/// Returns the edition without its numbers.
fn bare(mapping: &Mapping, counting: &Counting, tally: &Tally, earlier: usize, today: Date) -> Edition {
    let ids = |grouping: &crate::domain::Grouping| {
        (grouping.id.clone(), grouping.values.iter().map(|value| value.id.clone()).collect())
    };
    Edition {
        number: u32::try_from(earlier).unwrap_or(u32::MAX).saturating_add(1),
        date: today,
        threshold: counting.threshold,
        synthetic: mapping.synthetic,
        groupings: counting.groupings.iter().map(ids).collect(),
        atoms: tally.atoms.clone(),
        counts: Vec::new(),
        words: Vec::new(),
    }
}

/// Returns the numbers on a theme as they are.
fn numbers(frame: &Frame, counting: &Counting, tally: &Tally, theme: &str, edition: usize) -> Vec<Number> {
    let mut numbers = Vec::new();
    for &answer in &counting.answers {
        let given = tally.given.get(&(theme.to_owned(), answer));
        for part in Part::of(&frame.groupings) {
            let those = given.iter().flat_map(|given| given.iter()).filter(|(atom, _)| part.holds(atom));
            numbers.push(Number { edition, answer, part, value: those.map(|(_, count)| count).sum() });
        }
    }
    numbers
}

fn hidden(
    frame: &Frame,
    counting: &Counting,
    earlier: &[Edition],
    edition: &Edition,
    theme: &str,
    numbers: &[Number],
) -> (BTreeMap<(Answer, Part), Reason>, bool) {
    let is_waived = |number: &&Number| {
        let statement = question::statement(theme, number.answer, number.part, &frame.groupings, number.value);
        counting.waivers.iter().any(|waiver| waiver.statement == statement)
    };
    let (waived, open): (Vec<Number>, Vec<Number>) = numbers.iter().partition(is_waived);
    let before = earlier.iter().enumerate().flat_map(|(index, edition)| question::numbers(index, edition, theme));
    let fixed: Vec<Number> = before.chain(waived.iter().copied()).collect();
    let said = earlier.iter().chain([edition]).enumerate();
    let ranges: Vec<Range> = said.flat_map(|(index, edition)| question::ranges(index, edition, theme)).collect();
    suppress::hidden(&Asked {
        frame,
        answers: &counting.answers,
        fixed: &fixed,
        waived: &waived,
        ranges: &ranges,
        numbers: &open,
        threshold: counting.threshold,
        last: earlier.len(),
    })
}

fn count(frame: &Frame, theme: &str, answer: Answer, numbers: &[Number], hidden: &BTreeMap<(Answer, Part), Reason>) -> Count {
    let shown = |part: Part| {
        let number = numbers.iter().find(|number| number.answer == answer && number.part == part);
        match number.filter(|_| !hidden.contains_key(&(answer, part))) {
            Some(number) => Shown::Number(number.value),
            None => Shown::Hidden,
        }
    };
    let by = frame
        .groupings
        .iter()
        .enumerate()
        .map(|(grouping, (_, values))| (0..values.len()).map(|value| shown(Part::Value { grouping, value })).collect());
    Count { theme: theme.to_owned(), answer, all: shown(Part::All), by: by.collect() }
}

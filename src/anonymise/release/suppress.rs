//! Which numbers on a theme stay hidden.
//!
//! The judge finds the fewest that must ([`crate::judge::protect`]); what participants could tell is looked at after that
//! (`insider`), and more is hidden where they could tell too much.

use std::collections::BTreeMap;

use super::frame::{Frame, Part};
use super::question::{Number, Question, Range};
use super::{BUDGET, insider};
use crate::domain::Answer;
use crate::judge::{Cell, Group, Interval, Protect, Threshold, Unprotected, Verdict, judge, protect};

/// Why a number is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reason {
    /// Fewer than the threshold are on one side of it.
    Small,
    /// Another hidden number could be worked out from it.
    Derivable,
    /// A participant who knows their own answer could work out those of others.
    Participant,
    /// What is public already tells so much that nothing may be added.
    Known,
    /// With an earlier edition it would tell who changed, joined or left.
    Editions,
}

impl Reason {
    /// Returns the name for programs.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Derivable => "derivable",
            Self::Participant => "participant",
            Self::Known => "known",
            Self::Editions => "editions",
        }
    }
}

/// The numbers of an edition on a theme that could be shown, and what is public whatever we decide.
pub(super) struct Asked<'a> {
    pub frame: &'a Frame,
    pub answers: &'a [Answer],
    /// Of earlier editions, and waived ones of this.
    pub fixed: &'a [Number],
    pub waived: &'a [Number],
    pub ranges: &'a [Range],
    /// Those to decide on.
    pub numbers: &'a [Number],
    pub threshold: u32,
    /// Index of this edition.
    pub last: usize,
}

/// Returns the numbers that stay hidden, each with the reason, and whether the judge proved that no fewer would do.
pub(super) fn hidden(asked: &Asked<'_>) -> (BTreeMap<(Answer, Part), Reason>, bool) {
    let mut hidden = BTreeMap::new();
    let torn = |number: &&Number| asked.frame.is_torn(number.part, number.edition);
    let (torn, open): (Vec<&Number>, Vec<&Number>) = asked.numbers.iter().partition(torn);
    hidden.extend(torn.into_iter().map(|number| ((number.answer, number.part), Reason::Editions)));
    let exempt = exempt(asked);
    let (first, minimum) = match suppressed(asked, &open, &exempt) {
        Ok(first) => first,
        Err(reason) => {
            hidden.extend(open.into_iter().map(|number| ((number.answer, number.part), reason)));
            return (hidden, true);
        }
    };
    let more = more_for_participants(asked, &open, &first, &exempt);
    hidden.extend(more.into_iter().map(|index| ((open[index].answer, open[index].part), Reason::Participant)));
    hidden.extend(first.into_iter().map(|(index, reason)| ((open[index].answer, open[index].part), reason)));
    (hidden, minimum)
}

/// Groups about which a waived number tells too much already, with what it tells.
pub(super) type Exempt = BTreeMap<(Vec<usize>, Vec<Answer>), Interval>;

/// Returns the groups about which waived numbers alone tell too much. Nothing else may tell more of them.
pub(super) fn exempt(asked: &Asked<'_>) -> Exempt {
    if asked.waived.is_empty() {
        return Exempt::new();
    }
    let mut question = Question::new(asked.frame, asked.answers);
    asked.waived.iter().for_each(|number| question.state(number));
    let groups = question.groups(asked.last);
    let sums: Vec<Group> = groups.iter().map(|(_, _, group)| group.clone()).collect();
    let Ok(judged) = judge(&question.system, &sums, Threshold(asked.threshold), BUDGET) else { return Exempt::new() };
    let fails = |verdict: Verdict| !verdict.is_publishable();
    let failed = groups.into_iter().zip(judged).filter(|(_, judged)| fails(judged.verdict));
    failed.map(|((slices, answers, _), judged)| ((slices, answers), judged.interval)).collect()
}

/// Returns the indices of the numbers that the judge hides, or why all have to be hidden.
fn suppressed(asked: &Asked<'_>, open: &[&Number], exempt: &Exempt) -> Result<(BTreeMap<usize, Reason>, bool), Reason> {
    let mut question = Question::new(asked.frame, asked.answers);
    asked.fixed.iter().for_each(|number| question.state(number));
    asked.ranges.iter().for_each(|range| question.state_range(range));
    let cell = |number: &&Number| Cell {
        sum: question.sum_of(number.answer, number.part, number.edition),
        value: i64::from(number.value),
        size: Some(i64::from(asked.frame.size(&asked.frame.members(number.part, number.edition)))),
        hideable: true,
        preference: u32::from(number.part == Part::All),
    };
    let cells: Vec<Cell> = open.iter().map(cell).collect();
    let groups = question
        .groups(asked.last)
        .into_iter()
        .filter(|(slices, answers, _)| !exempt.contains_key(&(slices.clone(), answers.clone())));
    let groups: Vec<Group> = groups.map(|(_, _, group)| group).collect();
    let both = Protect { zero: true, all: true };
    let found = protect(&question.system, &cells, &groups, Threshold(asked.threshold), both, BUDGET);
    match found {
        Ok(found) => {
            let primary = found.primary.into_iter().map(|index| (index, Reason::Small));
            let secondary = found.secondary.into_iter().map(|index| (index, Reason::Derivable));
            Ok((secondary.chain(primary).collect(), found.minimum))
        }
        // The editions contradict each other: somebody's answer has changed.
        Err(Unprotected::Conflict { .. }) => Err(Reason::Editions),
        // What is public already tells so much that nothing may be added.
        Err(Unprotected::Exposed { .. } | Unprotected::TooLarge) => Err(Reason::Known),
    }
}

/// Tells whether nobody learns more of an exempt group than the waived number tells.
fn keeps_exempt(asked: &Asked<'_>, numbers: &[Number], exempt: &Exempt) -> bool {
    if exempt.is_empty() {
        return true;
    }
    let mut question = Question::new(asked.frame, asked.answers);
    numbers.iter().for_each(|number| question.state(number));
    asked.ranges.iter().for_each(|range| question.state_range(range));
    let groups = question.groups(asked.last);
    let sums: Vec<Group> = groups.iter().map(|(_, _, group)| group.clone()).collect();
    let Ok(judged) = judge(&question.system, &sums, Threshold(asked.threshold), BUDGET) else { return false };
    groups
        .into_iter()
        .zip(judged)
        .all(|((slices, answers, _), judged)| exempt.get(&(slices, answers)).is_none_or(|told| *told == judged.interval))
}

/// Returns what has to be hidden besides so that no participant can tell too much: as little as a short search finds.
fn more_for_participants(asked: &Asked<'_>, open: &[&Number], first: &BTreeMap<usize, Reason>, exempt: &Exempt) -> Vec<usize> {
    let is_exempt = |slices: &[usize], answers: &[Answer]| exempt.contains_key(&(slices.to_vec(), answers.to_vec()));
    let holds = |more: &[usize]| {
        let shown = (0..open.len()).filter(|index| !first.contains_key(index) && !more.contains(index));
        let numbers: Vec<Number> = asked.fixed.iter().copied().chain(shown.map(|index| *open[index])).collect();
        keeps_exempt(asked, &numbers, exempt)
            && !insider::knows_too_much(
                asked.frame,
                asked.answers,
                &numbers,
                asked.ranges,
                &is_exempt,
                (asked.threshold, asked.last),
            )
    };
    if holds(&[]) {
        return Vec::new();
    }
    let mut shown: Vec<usize> = (0..open.len()).filter(|index| !first.contains_key(index)).collect();
    shown.sort_by_key(|&index| (open[index].part == Part::All, index));
    let single = shown.iter().map(|&one| vec![one]);
    let pairs = shown.iter().enumerate().flat_map(|(at, &one)| shown[at + 1..].iter().map(move |&other| vec![one, other]));
    let details: Vec<usize> = shown.iter().copied().filter(|&index| open[index].part != Part::All).collect();
    let mut tries = single.chain(pairs).chain([details, shown.clone()]);
    tries.find(|more| holds(more)).unwrap_or_else(|| shown.clone())
}

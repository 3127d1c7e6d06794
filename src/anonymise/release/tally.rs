//! Counts observations: how many gave which answer, for each combination of public facts.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Answer, Atom, Counting, Observation, Source};
use crate::problem::{Code, Place, Problem, both};

/// How many gave each answer. Confidential until it is judged: never printed, never written as it is.
pub(super) struct Tally {
    pub atoms: Vec<Atom>,
    /// For each theme and answer, how many of each atom.
    pub given: BTreeMap<(String, Answer), BTreeMap<Vec<usize>, u32>>,
    /// Themes that somebody was asked about.
    pub themes: BTreeSet<String>,
    /// Whether any of it is invented.
    pub synthetic: bool,
}

/// Counts the observations by the facts that the mapping names.
pub(super) fn tally(observations: &[Observation], counting: &Counting) -> Result<Tally, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut participants: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut answers: BTreeMap<(&str, &str), Answer> = BTreeMap::new();
    for observation in observations {
        let participant = observation.participant.trim();
        match place(participant, counting) {
            Ok(values) => drop(participants.insert(participant, values)),
            Err(grouping) => problems.push(ungrouped(observation, counting, grouping)),
        }
        for (theme, answer) in &observation.answers {
            if answers.insert((participant, theme), *answer).is_some() {
                problems.push(twice(observation));
            }
        }
    }
    if problems.is_empty() { Ok(count(&participants, &answers, observations)) } else { Err(problems) }
}

fn count(
    participants: &BTreeMap<&str, Vec<usize>>,
    answers: &BTreeMap<(&str, &str), Answer>,
    observations: &[Observation],
) -> Tally {
    let mut sizes: BTreeMap<Vec<usize>, u32> = BTreeMap::new();
    for values in participants.values() {
        *sizes.entry(values.clone()).or_default() += 1;
    }
    let mut given: BTreeMap<(String, Answer), BTreeMap<Vec<usize>, u32>> = BTreeMap::new();
    for ((participant, theme), answer) in answers {
        if let Some(values) = participants.get(participant) {
            *given.entry(((*theme).to_owned(), *answer)).or_default().entry(values.clone()).or_default() += 1;
        }
    }
    Tally {
        atoms: sizes.into_iter().map(|(values, size)| Atom { values, size }).collect(),
        given,
        themes: answers.keys().map(|(_, theme)| (*theme).to_owned()).collect(),
        synthetic: observations.iter().any(|observation| observation.synthetic),
    }
}

/// Returns the value that a participant has of each grouping, or the index of one in which it stands nowhere.
fn place(participant: &str, counting: &Counting) -> Result<Vec<usize>, usize> {
    let has = |grouping: &crate::domain::Grouping| {
        grouping.values.iter().position(|value| value.municipalities.iter().any(|name| name.trim() == participant))
    };
    counting.groupings.iter().enumerate().map(|(index, grouping)| has(grouping).ok_or(index)).collect()
}

fn at(source: &Source, line: usize) -> Place {
    Place::bare(source.shown(), line, 1)
}

fn ungrouped(observation: &Observation, counting: &Counting, grouping: usize) -> Problem {
    let title = &counting.groupings[grouping].title;
    let file = counting.source.shown();
    Problem::new(
        Code::UngroupedParticipant,
        both!("deltakeren her står ikke i noen gruppe av «{title}»", "the participant here stands in no group of “{title}”"),
    )
    .at(at(&observation.source, observation.line))
    .help(both!(
        "før kommunen opp under `release: groups:` i `{file}`, skrevet likt",
        "enter the municipality under `release: groups:` in `{file}`, written alike"
    ))
}

fn twice(observation: &Observation) -> Problem {
    Problem::new(
        Code::AnsweredTwice,
        both!("deltakeren her har to svar på samme tema", "the participant here has two answers to one theme"),
    )
    .at(at(&observation.source, observation.line))
    .help(both!("behold det ene svaret", "keep one of the answers"))
}

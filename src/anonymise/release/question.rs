//! The numbers on one theme as statements for the judge.
//!
//! For each slice and counted answer there is one unknown: how many of the slice gave it. Everything published about the
//! theme, in every edition, is a statement over them.

use std::collections::BTreeMap;

use super::frame::{Frame, Part};
use crate::domain::{Answer, Edition, Shown};
use crate::judge::{Group, Relation, Sum, System, UnknownId};

/// A number that was, or is to be, published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    /// Index of the edition.
    pub edition: usize,
    pub answer: Answer,
    pub part: Part,
    pub value: u32,
}

/// A word that was published: at least and at most so many of all said yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    pub edition: usize,
    pub least: u32,
    pub most: u32,
}

/// What one participant knows of their own answer: the slice they are in, and the answer, none where it is not counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Own {
    pub slice: usize,
    pub answer: Option<Answer>,
}

/// One theme before the judge.
pub(super) struct Question<'a> {
    frame: &'a Frame,
    answers: Vec<Answer>,
    unknowns: BTreeMap<(usize, Answer), UnknownId>,
    /// What a participant's own answer adds to each sum of their slice.
    own: Option<(Own, BTreeMap<Answer, UnknownId>)>,
    pub system: System,
}

impl<'a> Question<'a> {
    /// Begins with what everybody knows: the sizes.
    pub(super) fn new(frame: &'a Frame, answers: &[Answer]) -> Self {
        Self::asked_by(frame, answers, None)
    }

    /// The same as a participant sees it, who knows what they answered themselves.
    pub(super) fn asked_by(frame: &'a Frame, answers: &[Answer], own: Option<Own>) -> Self {
        let mut system = System::new();
        let mut unknowns = BTreeMap::new();
        for (slice, about) in frame.slices.iter().enumerate() {
            let others = about.size - u32::from(own.is_some_and(|own| own.slice == slice));
            for &answer in answers {
                unknowns.insert((slice, answer), system.unknown(0, Some(i64::from(others))));
            }
            if answers.len() > 1 {
                let sum = Sum::of(answers.iter().map(|&answer| (unknowns[&(slice, answer)], 1)));
                system.state(sum, Relation::AtMost, i64::from(others));
            }
        }
        let own = own.map(|own| {
            let known = |&answer: &Answer| {
                let value = i64::from(own.answer == Some(answer));
                (answer, system.unknown(value, Some(value)))
            };
            let knows: BTreeMap<Answer, UnknownId> = answers.iter().map(known).collect();
            (own, knows)
        });
        Self { frame, answers: answers.to_vec(), unknowns, own, system }
    }

    /// Returns how many of some slices gave an answer, the participant who asks among them.
    fn sum(&self, slices: &[usize], answers: &[Answer]) -> Sum {
        let own = self.own.iter().filter(|(own, _)| slices.contains(&own.slice));
        let known = own.flat_map(|(_, knows)| answers.iter().map(|answer| (knows[answer], 1)));
        let unknown = slices.iter().flat_map(|&slice| answers.iter().map(move |&answer| (slice, answer)));
        Sum::of(unknown.map(|key| (self.unknowns[&key], 1)).chain(known))
    }

    pub(super) fn sum_of(&self, answer: Answer, part: Part, edition: usize) -> Sum {
        self.sum(&self.frame.members(part, edition), &[answer])
    }

    pub(super) fn state(&mut self, number: &Number) {
        let sum = self.sum_of(number.answer, number.part, number.edition);
        self.system.state(sum, Relation::Equal, i64::from(number.value));
    }

    pub(super) fn state_range(&mut self, range: &Range) {
        let sum = self.sum_of(Answer::Yes, Part::All, range.edition);
        self.system.state(sum.clone(), Relation::AtLeast, i64::from(range.least));
        self.system.state(sum, Relation::AtMost, i64::from(range.most));
    }

    /// Returns every group an outsider can name, for each answer and for all counted answers together; of a participant's own
    /// groups, the others in them.
    pub(super) fn groups(&self, last: usize) -> Vec<(Vec<usize>, Vec<Answer>, Group)> {
        let mut kinds: Vec<Vec<Answer>> = self.answers.iter().map(|&answer| vec![answer]).collect();
        if self.answers.len() > 1 {
            kinds.push(self.answers.clone());
        }
        let mut groups = Vec::new();
        for slices in self.frame.groups(last) {
            let among = self.own.as_ref().is_some_and(|(own, _)| slices.contains(&own.slice));
            let size = self.frame.size(&slices) - u32::from(among);
            if size == 0 {
                continue;
            }
            for answers in &kinds {
                let unknown = slices.iter().flat_map(|&slice| answers.iter().map(move |&answer| (slice, answer)));
                let sum = Sum::of(unknown.map(|key| (self.unknowns[&key], 1)));
                groups.push((slices.clone(), answers.clone(), Group { sum, size: Some(i64::from(size)) }));
            }
        }
        groups
    }
}

/// Returns every number that an edition shows on a theme.
pub(super) fn numbers(index: usize, edition: &Edition, theme: &str) -> Vec<Number> {
    let mut numbers = Vec::new();
    for count in edition.counts.iter().filter(|count| count.theme == theme) {
        let shown = std::iter::once(count.all).chain(count.by.iter().flatten().copied());
        for (part, shown) in Part::of(&edition.groupings).into_iter().zip(shown) {
            if let Shown::Number(value) = shown {
                numbers.push(Number { edition: index, answer: count.answer, part, value });
            }
        }
    }
    numbers
}

/// Returns every word that an edition says on a theme.
pub(super) fn ranges(index: usize, edition: &Edition, theme: &str) -> Vec<Range> {
    let words = edition.words.iter().filter(|word| word.theme == theme);
    words.map(|word| Range { edition: index, least: word.least, most: word.most }).collect()
}

/// Returns every statement of an edition, as people read it.
pub(in crate::anonymise) fn statements(edition: &Edition) -> Vec<String> {
    let mut themes: Vec<&str> = edition.counts.iter().map(|count| count.theme.as_str()).collect();
    themes.dedup();
    let number = |theme: &str, number: &Number| statement(theme, number.answer, number.part, &edition.groupings, number.value);
    let numbers = themes.iter().flat_map(|theme| numbers(0, edition, theme).into_iter().map(|one| number(theme, &one)));
    let words = edition.words.iter().map(|said| format!("{}: {} ({}–{})", said.theme, said.word, said.least, said.most));
    numbers.chain(words).collect()
}

/// Returns how a statement is written in a waiver: `rekruttering: ja, region nord = 9`.
pub(super) fn statement(theme: &str, answer: Answer, part: Part, groupings: &[(String, Vec<String>)], value: u32) -> String {
    format!("{theme}: {}, {} = {value}", answer.word(), part.name(groupings))
}

//! What a participant can work out who knows their own answer.
//!
//! For every group of participants nobody can tell apart, and every answer one of them may have given, the others are judged
//! with that one answer known. Whoever took part knows one answer more, so among the others one fewer than the threshold
//! is asked for; that every answer of the others can be told is refused as for everybody.

use super::BUDGET;
use super::frame::Frame;
use super::question::{Number, Own, Question, Range};
use crate::domain::Answer;
use crate::judge::{Threshold, judge};

/// Tells whether some participant could tell more than they may of a group, going by the numbers and words published.
pub(super) fn knows_too_much(
    frame: &Frame,
    answers: &[Answer],
    numbers: &[Number],
    ranges: &[Range],
    exempt: &dyn Fn(&[usize], &[Answer]) -> bool,
    (threshold, last): (u32, usize),
) -> bool {
    let with_company = |slice: &usize| frame.slices[*slice].size > 1 && frame.slices[*slice].from <= last;
    let given = || answers.iter().copied().map(Some).chain([None]);
    let mut known =
        (0..frame.slices.len()).filter(with_company).flat_map(|slice| given().map(move |answer| Own { slice, answer }));
    known.any(|own| {
        let mut question = Question::asked_by(frame, answers, Some(own));
        numbers.iter().for_each(|number| question.state(number));
        ranges.iter().for_each(|range| question.state_range(range));
        let (names, groups): (Vec<_>, Vec<_>) =
            question.groups(last).into_iter().map(|(slices, answers, group)| ((slices, answers), group)).unzip();
        // Nobody has given an answer that contradicts what is published.
        let Ok(judged) = judge(&question.system, &groups, Threshold(threshold - 1), BUDGET) else { return false };
        judged.iter().zip(&names).any(|(judged, (slices, answers))| {
            let fails = !judged.verdict.is_publishable();
            fails && !exempt(slices, answers)
        })
    })
}

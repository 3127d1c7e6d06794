//! Judges everything ever published of a mapping, together: the release, its ledger, and the words of its findings.
//!
//! Needs no observation. What an outsider can work out of each group is kept for the audit ([`Inferred`]).

use std::collections::BTreeSet;

use super::frame::{Frame, Part};
use super::question::{self, Number, Question, Range};
use super::suppress::{self, Asked, Exempt};
use super::{BUDGET, insider, objections, words};
use crate::domain::{Answer, Counting, Edition, Editions, Finding, Mapping, QuantityWord, Written};
use crate::judge::{Group, Judged, Threshold, Verdict, judge};
use crate::problem::{Both, Problem, both};

/// What is proved of a mapping's numbers.
#[derive(Debug, Default)]
pub(in crate::anonymise) struct Proved {
    /// The edition to be shown; none where there is none, or it is not sound.
    pub edition: Option<Edition>,
    pub inferred: Vec<Inferred>,
    pub problems: Vec<Problem>,
}

/// What an outsider who knows all editions can work out of one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Inferred {
    pub theme: String,
    pub answers: Vec<Answer>,
    pub group: Both,
    pub size: u32,
    /// At least and at most so many.
    pub interval: (i64, i64),
    pub verdict: Verdict,
    /// An editor answers for it.
    pub waived: bool,
}

/// Proves that the mapping's release may be shown.
pub(in crate::anonymise) fn prove(mapping: &Mapping, findings: &[&Finding], quantity_words: &[QuantityWord]) -> Proved {
    let Some(release) = &mapping.release else { return Proved::default() };
    let refuse = |problem| Proved { problems: vec![problem], ..Proved::default() };
    let Some(counting) = &mapping.counting else { return refuse(objections::no_counting(mapping)) };
    // A file that could not be read has been told.
    let Some(edition) = release.editions.first() else { return Proved::default() };
    let Some(ledger) = &mapping.ledger else { return refuse(objections::ledger_lacks(release)) };
    if let Some(problem) = misfit(mapping, counting, release, edition, ledger) {
        return refuse(problem);
    }
    let all: Vec<&Edition> = ledger.editions.iter().collect();
    let Ok(frame) = Frame::over(&all) else { return refuse(objections::grouped_anew(mapping)) };

    let mut proved = Proved::default();
    let before = proved.problems.len();
    proved.problems.extend(lapsed(counting, edition));
    proved.problems.extend(findings.iter().flat_map(|finding| unfounded(finding, edition, quantity_words)));
    let themes: BTreeSet<&str> =
        ledger.editions.iter().flat_map(|edition| &edition.counts).map(|count| count.theme.as_str()).collect();
    for theme in themes {
        let case = Case { frame: &frame, counting, release, ledger: &ledger.editions, theme };
        case.judge(findings, quantity_words, &mut proved);
    }
    if proved.problems.len() == before {
        proved.edition = Some(edition.clone());
    }
    proved
}

/// Returns what does not fit between the files.
fn misfit(mapping: &Mapping, counting: &Counting, release: &Editions, edition: &Edition, ledger: &Editions) -> Option<Problem> {
    let in_order = ledger.editions.iter().zip(1..).all(|(edition, number)| edition.number == number);
    if !in_order {
        return Some(objections::editions_missing(ledger));
    }
    if ledger.editions.last() != Some(edition) {
        return Some(objections::ledger_lacks(release));
    }
    let ids: Vec<(&str, Vec<&str>)> = counting
        .groupings
        .iter()
        .map(|grouping| (grouping.id.as_str(), grouping.values.iter().map(|value| value.id.as_str()).collect()))
        .collect();
    let same = edition.groupings.len() == ids.len()
        && edition.groupings.iter().zip(&ids).all(|((id, values), (own, own_values))| id == own && values == own_values);
    if !same {
        return Some(objections::grouped_anew(mapping));
    }
    let is_known = |theme: &String| mapping.themes.iter().any(|known| known.id == *theme);
    if !edition.counts.iter().all(|count| is_known(&count.theme)) {
        return Some(objections::does_not_fit(release, &both!("et tema er ukjent", "a theme is unknown")));
    }
    if edition.synthetic != mapping.synthetic {
        let what = both!("bare den ene er merket `synthetic: true`", "only one of them is marked `synthetic: true`");
        return Some(objections::does_not_fit(release, &what));
    }
    None
}

/// Returns the waivers whose statement stands nowhere in the edition.
fn lapsed(counting: &Counting, edition: &Edition) -> Vec<Problem> {
    let stands = |statement: &str| {
        edition.counts.iter().any(|count| {
            let numbers = question::numbers(0, edition, &count.theme);
            numbers.iter().any(|number| statement == stated(edition, &count.theme, number))
        })
    };
    let lapsed = counting.waivers.iter().filter(|waiver| !stands(&waiver.statement));
    lapsed.map(|waiver| objections::waiver_lapsed(counting, waiver)).collect()
}

fn stated(edition: &Edition, theme: &str, number: &Number) -> String {
    question::statement(theme, number.answer, number.part, &edition.groupings, number.value)
}

/// Returns where the prose of a finding claims another share than the number shown on its theme. Its quantity word is judged
/// with the numbers.
fn unfounded(finding: &Finding, edition: &Edition, quantity_words: &[QuantityWord]) -> Vec<Problem> {
    let numbers = question::numbers(0, edition, &finding.theme);
    let all = numbers.iter().find(|number| number.answer == Answer::Yes && number.part == Part::All);
    let Some(yes) = all.filter(|_| finding.counted).map(|number| number.value) else { return Vec::new() };
    let asked = edition.participants();
    let holds = |word: &QuantityWord| {
        let (least, most) = word.of(asked);
        (least..=most).contains(&yes)
    };
    let Written { first_line, text, .. } = &finding.body;
    let claims = words::in_prose(text, quantity_words).into_iter().filter(|(_, word)| !holds(word));
    let line = |at: usize| first_line + text[..at].bytes().filter(|&byte| byte == b'\n').count();
    let prose = claims.map(|(at, word)| objections::word_does_not_hold(finding, line(at), edition, word.extent.word()));
    let titles = words::in_prose(&finding.title, quantity_words).into_iter().filter(|(_, word)| !holds(word));
    let title = titles.map(|(_, word)| objections::word_does_not_hold(finding, 1, edition, word.extent.word()));
    title.chain(prose).collect()
}

fn word_of(finding: &Finding) -> &'static str {
    finding.extent.map_or("", |extent| extent.word())
}

/// All that was ever published on one theme.
struct Case<'a> {
    frame: &'a Frame,
    counting: &'a Counting,
    release: &'a Editions,
    ledger: &'a [Edition],
    theme: &'a str,
}

impl Case<'_> {
    fn judge(&self, findings: &[&Finding], quantity_words: &[QuantityWord], proved: &mut Proved) {
        let numbers: Vec<Number> =
            self.ledger.iter().enumerate().flat_map(|(index, edition)| question::numbers(index, edition, self.theme)).collect();
        let torn = numbers.iter().find(|number| self.frame.is_torn(number.part, number.edition));
        if let Some(number) = torn {
            proved.problems.push(self.torn(number));
            return;
        }
        let mut ranges: Vec<Range> =
            self.ledger.iter().enumerate().flat_map(|(index, edition)| question::ranges(index, edition, self.theme)).collect();
        if !self.holds(&numbers, &ranges, proved) {
            return;
        }
        // Words said since the edition was made.
        let last = self.last();
        for finding in findings.iter().filter(|finding| finding.theme == self.theme) {
            let Some(said) = words::of_finding(finding, quantity_words, self.ledger[last].participants()) else { continue };
            ranges.push(Range { edition: last, least: said.least, most: said.most });
            let problem = match self.failures(&numbers, &ranges) {
                Ok(failures) if failures.is_empty() => continue,
                Ok(_) => objections::word_tells_too_much(finding, word_of(finding)),
                Err(Contradiction) => objections::word_does_not_hold(finding, 1, &self.ledger[last], word_of(finding)),
            };
            ranges.pop();
            proved.problems.push(problem);
        }
        if let Ok(inferred) = self.inferred(&numbers, &ranges) {
            proved.inferred.extend(inferred);
        }
    }

    fn last(&self) -> usize {
        self.ledger.len().saturating_sub(1)
    }

    /// The strictest threshold that any of the files asks for.
    fn threshold(&self) -> u32 {
        let editions = self.ledger.last().map_or(0, |edition| edition.threshold);
        editions.max(self.counting.threshold)
    }

    /// Returns the answers that any edition counts.
    fn answers(&self) -> Vec<Answer> {
        let counted = self.ledger.iter().flat_map(|edition| &edition.counts).filter(|count| count.theme == self.theme);
        let answers: BTreeSet<Answer> = counted.map(|count| count.answer).chain([Answer::Yes]).collect();
        answers.into_iter().collect()
    }

    fn torn(&self, number: &Number) -> Problem {
        let group = self.frame.describe(&self.frame.members(number.part, number.edition), number.edition);
        let why = both!(
            "noen som var med i en tidligere utgave, er ikke med lenger, så forskjellen ville gjelde dem",
            "some who were in an earlier edition are no longer in it, so the difference would be about them"
        );
        objections::unsafe_group(self.release, self.theme, &group, &why)
    }

    fn holds(&self, numbers: &[Number], ranges: &[Range], proved: &mut Proved) -> bool {
        match self.failures(numbers, ranges) {
            Err(Contradiction) => {
                proved.problems.push(objections::contradicts(self.release, self.theme));
                false
            }
            Ok(failures) => {
                proved.problems.extend(failures.iter().map(|failure| self.object(failure)));
                failures.is_empty()
            }
        }
    }

    fn object(&self, failure: &Failure) -> Problem {
        let why = match failure {
            Failure::ByParticipants => {
                let all = both!("deltakere", "participants");
                let why = both!(
                    "en deltaker som vet hva de selv svarte, kan regne ut hva andre svarte",
                    "a participant who knows their own answer can work out what others answered"
                );
                return objections::unsafe_group(self.release, self.theme, &all, &why);
            }
            Failure::Group { judged, .. } if !judged.proved => {
                both!("det lar seg ikke bevise at tallene er trygge", "that the numbers are safe cannot be proved")
            }
            Failure::Group { judged, .. } if judged.verdict == Verdict::AllOrNone => {
                both!("svaret til hver av dem kan regnes ut", "the answer of each of them can be worked out")
            }
            Failure::Group { .. } => {
                let least = self.threshold();
                both!(
                    "det kan regnes ut at færre enn {least} svarte det ene eller det andre",
                    "it can be worked out that fewer than {least} answered one way or the other"
                )
            }
        };
        let Failure::Group { group, .. } = failure else { return objections::contradicts(self.release, self.theme) };
        objections::unsafe_group(self.release, self.theme, group, &why)
    }

    fn question(&self, numbers: &[Number], ranges: &[Range]) -> Question<'_> {
        let mut question = Question::new(self.frame, &self.answers());
        numbers.iter().for_each(|number| question.state(number));
        ranges.iter().for_each(|range| question.state_range(range));
        question
    }

    fn waived(&self, numbers: &[Number]) -> Vec<Number> {
        let edition = &self.ledger[self.last()];
        let is_waived = |number: &&Number| {
            let statement = stated(edition, self.theme, number);
            number.edition == self.last() && self.counting.waivers.iter().any(|waiver| waiver.statement == statement)
        };
        numbers.iter().filter(is_waived).copied().collect()
    }

    /// Returns what can be worked out of every group.
    fn judged(&self, numbers: &[Number], ranges: &[Range]) -> Result<Vec<Told>, Contradiction> {
        let question = self.question(numbers, ranges);
        let groups = question.groups(self.last());
        let sums: Vec<Group> = groups.iter().map(|(_, _, group)| group.clone()).collect();
        let judged = judge(&question.system, &sums, Threshold(self.threshold()), BUDGET).map_err(|_| Contradiction)?;
        let exempt = self.exempt(numbers);
        let zipped = groups.into_iter().zip(judged);
        Ok(zipped
            .map(|((slices, answers, group), judged)| {
                let waived = exempt.get(&(slices.clone(), answers.clone())).is_some_and(|told| *told == judged.interval);
                Told { slices, answers, size: group.size.unwrap_or(0), judged, waived }
            })
            .collect())
    }

    /// Returns the groups about which waived numbers alone tell too much.
    fn exempt(&self, numbers: &[Number]) -> Exempt {
        let answers = self.answers();
        let waived = self.waived(numbers);
        suppress::exempt(&Asked {
            frame: self.frame,
            answers: &answers,
            fixed: &[],
            waived: &waived,
            ranges: &[],
            numbers: &[],
            threshold: self.threshold(),
            last: self.last(),
        })
    }

    fn failures(&self, numbers: &[Number], ranges: &[Range]) -> Result<Vec<Failure>, Contradiction> {
        let mut failures = Vec::new();
        for Told { slices, judged, waived, .. } in self.judged(numbers, ranges)? {
            let fails = !judged.verdict.is_publishable();
            if fails && !waived {
                failures.push(Failure::Group { group: self.frame.describe(&slices, self.last()), judged });
            }
        }
        let exempt = self.exempt(numbers);
        let is_exempt = |slices: &[usize], answers: &[Answer]| exempt.contains_key(&(slices.to_vec(), answers.to_vec()));
        let limits = (self.threshold(), self.last());
        if failures.is_empty() && insider::knows_too_much(self.frame, &self.answers(), numbers, ranges, &is_exempt, limits) {
            failures.push(Failure::ByParticipants);
        }
        Ok(failures)
    }

    fn inferred(&self, numbers: &[Number], ranges: &[Range]) -> Result<Vec<Inferred>, Contradiction> {
        let inferred = |Told { slices, answers, size, judged, waived }: Told| {
            let group = self.frame.describe(&slices, self.last());
            Inferred {
                theme: self.theme.to_owned(),
                answers,
                group,
                size: u32::try_from(size).unwrap_or(0),
                interval: (judged.interval.lo.unwrap_or(0), judged.interval.hi.unwrap_or(size)),
                verdict: judged.verdict,
                waived,
            }
        };
        Ok(self.judged(numbers, ranges)?.into_iter().map(inferred).collect())
    }
}

/// What can be worked out of one group, and whether a waiver covers it.
struct Told {
    slices: Vec<usize>,
    answers: Vec<Answer>,
    size: i64,
    judged: Judged,
    waived: bool,
}

struct Contradiction;

enum Failure {
    Group { group: Both, judged: Judged },
    ByParticipants,
}

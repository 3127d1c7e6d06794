//! Quantity words in texts are bound to the findings they cite.
//!
//! [`unfounded`] is the way in: "De fleste sa at det er [[finding:x|vanskelig]]" claims no more, and nothing else, than the
//! finding does.
//!
//! 1. a sentence that cites a finding is taken out of its text, its markup made blank;
//! 2. `claims` finds the quantity words in it that speak of those who were asked;
//! 3. each is bound to the findings that follow it, up to the next claim; where none does, to all of the sentence;
//! 4. one of these must say the word: as its `extent`, or in its own title or text.
//!
//! Knows only what is public: a finding that is withheld cannot be cited.

mod claims;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use rayon::prelude::*;

use crate::domain::{Extent, Finding, MARKDOWN, Piece, TargetKind, Written, pieces};
use crate::problem::{Code, Lines, Problem, both};
use claims::{Claim, claims};

/// What the texts of the last run claim, so that only those are read that have changed.
#[derive(Debug, Default)]
pub(super) struct Memory(BTreeMap<Arc<str>, Arc<[Bound]>>);

/// A claim, and the findings it is bound to.
#[derive(Debug)]
struct Bound {
    claim: Claim,
    findings: Vec<String>,
}

/// Returns where texts say another quantity word than the findings they cite.
pub(super) fn unfounded<'a>(
    texts: impl IntoIterator<Item = &'a Written>,
    findings: impl IntoIterator<Item = &'a Finding>,
    memory: Option<&mut Memory>,
) -> Vec<Problem> {
    let findings: BTreeMap<&str, Said> = findings.into_iter().map(|finding| (finding.id.as_str(), Said::of(finding))).collect();
    if findings.is_empty() {
        return Vec::new();
    }
    let cite: Vec<&Written> = texts.into_iter().filter(|text| text.text.contains("[[finding:")).collect();
    let last = memory.as_ref().map(|memory| &memory.0);
    let read = |text: &&Written| {
        let known = last.and_then(|last| last.get(&text.text)).map(Arc::clone);
        let bound = known.unwrap_or_else(|| bound(&text.text).into());
        let problems = judged(text, &bound, &findings);
        (bound, problems)
    };
    let (bound, problems): (Vec<_>, Vec<_>) = cite.par_iter().map(read).unzip();
    if let Some(memory) = memory {
        memory.0 = cite.iter().map(|text| Arc::clone(&text.text)).zip(bound).collect();
    }
    problems.concat()
}

/// Returns the claims of a text about findings.
fn bound(text: &str) -> Vec<Bound> {
    let plain = Plain::of(text);
    let all = claims(&plain.text, &plain.starts);
    let mut found = Vec::new();
    for sentence in sentences(&plain.text) {
        let within = |span: &Range<usize>| sentence.start <= span.start && span.end <= sentence.end;
        let cited: Vec<&Cited> = plain.cited.iter().filter(|cited| within(&cited.span)).collect();
        let claimed: Vec<&Claim> = all.iter().filter(|claim| !cited.is_empty() && within(&claim.span)).collect();
        for (index, claim) in claimed.iter().enumerate() {
            let next = claimed.get(index + 1).map_or(sentence.end, |next| next.span.start);
            let follows = |cited: &&&Cited| claim.span.start < cited.span.end && cited.span.start < next;
            let own: Vec<&&Cited> = cited.iter().filter(follows).collect();
            let ids = if own.is_empty() { cited.iter().collect() } else { own };
            found.push(Bound { claim: (*claim).clone(), findings: ids.iter().map(|cited| cited.id.clone()).collect() });
        }
    }
    found
}

/// Returns the claims of a text that none of their findings makes.
fn judged(written: &Written, bound: &[Bound], findings: &BTreeMap<&str, Said>) -> Vec<Problem> {
    let lines = Lines { file: written.source.shown(), first_line: written.first_line, text: &written.text };
    let mut problems = Vec::new();
    for Bound { claim, findings: ids } in bound {
        let bound: Vec<&Said> = ids.iter().filter_map(|id| findings.get(id.as_str())).collect();
        if let Some(first) = bound.first().filter(|_| !bound.iter().any(|said| said.says(claim.extent))) {
            let word = &written.text[claim.span.clone()];
            problems.push(says_otherwise(word, first.finding).at(lines.place(claim.span.clone())));
        }
    }
    problems
}

/// A finding, and what it claims in its own words.
struct Said<'a> {
    finding: &'a Finding,
    in_words: OnceLock<Vec<Option<Extent>>>,
}

impl<'a> Said<'a> {
    fn of(finding: &'a Finding) -> Self {
        Self { finding, in_words: OnceLock::new() }
    }

    /// Tells whether a finding says so: as its extent, or in its own words.
    fn says(&self, extent: Option<Extent>) -> bool {
        let read = || {
            let texts = [self.finding.title.as_str(), &self.finding.body.text];
            texts.iter().flat_map(|text| claims(text, &[])).map(|claim| claim.extent).collect()
        };
        extent.is_some() && (self.finding.extent == extent || self.in_words.get_or_init(read).contains(&extent))
    }
}

fn says_otherwise(word: &str, finding: &Finding) -> Problem {
    let (id, word) = (&finding.id, word.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase());
    let problem = Problem::new(
        Code::WordBeyondEvidence,
        both!(
            "setningen sier «{word}», men ikke funnet den viser til",
            "the sentence says “{word}”, but not the finding it cites"
        ),
    );
    match finding.extent.map(Extent::word) {
        Some(own) => problem.note(both!("funnet `{id}` sier «{own}»", "the finding `{id}` says “{own}”")).help(both!(
            "skriv «{own}», eller vis til et funn som sier «{word}»",
            "write “{own}”, or cite a finding that says “{word}”"
        )),
        None => problem
            .note(both!(
                "funnet `{id}` sier ikke hvor mange det gjelder",
                "the finding `{id}` does not say how many it holds for"
            ))
            .help(both!(
                "ta bort mengdeordet, eller vis til et funn som sier «{word}»",
                "take the quantity word away, or cite a finding that says “{word}”"
            )),
    }
}

/// A text whose markup is blank, each letter where it was.
struct Plain {
    text: String,
    cited: Vec<Cited>,
    /// Where the words of links to findings begin.
    starts: Vec<usize>,
}

/// A reference to a finding.
struct Cited {
    id: String,
    span: Range<usize>,
}

impl Plain {
    fn of(text: &str) -> Self {
        let mut plain = Self { text: without_code(text), cited: Vec::new(), starts: Vec::new() };
        let mut blank: Vec<Range<usize>> = Vec::new();
        for piece in pieces(&plain.text) {
            match piece {
                Piece::Plain(_) | Piece::Unknown { .. } => {}
                Piece::Cited { span, .. } => blank.push(span),
                Piece::Registry { target, words, span } => {
                    let shown = words.map(|words| words.as_ptr() as usize - plain.text.as_ptr() as usize);
                    let shown = shown.zip(words).map(|(start, words)| start..start + words.len());
                    if target.kind == TargetKind::Finding {
                        plain.starts.extend(shown.as_ref().map(|shown| shown.start));
                        plain.cited.push(Cited { id: target.id, span: span.clone() });
                    }
                    match shown {
                        Some(shown) => blank.extend([span.start..shown.start, shown.end..span.end]),
                        None => blank.push(span),
                    }
                }
            }
        }
        plain.text = blanked(&plain.text, blank);
        plain
    }
}

/// Makes blank what is no running text: code, comments, tables of data.
fn without_code(text: &str) -> String {
    let mut blank = Vec::new();
    let mut code = None;
    for (event, span) in Parser::new_ext(text, MARKDOWN).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => code = Some(span.start),
            Event::End(TagEnd::CodeBlock) => blank.extend(code.take().map(|start| start..span.end)),
            Event::Html(_) | Event::InlineHtml(_) | Event::Code(_) => blank.push(span),
            _ => {}
        }
    }
    blanked(text, blank)
}

/// Writes blanks for the letters in `spans`, in one walk however many they are.
fn blanked(text: &str, mut spans: Vec<Range<usize>>) -> String {
    spans.sort_unstable_by_key(|span| span.start);
    let mut spans = spans.into_iter().peekable();
    let mut until = 0;
    let mut plain = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        while let Some(span) = spans.next_if(|span| span.start <= at) {
            until = until.max(span.end);
        }
        match c {
            '\n' => plain.push('\n'),
            _ if at < until => plain.extend(std::iter::repeat_n(' ', c.len_utf8())),
            c => plain.push(c),
        }
    }
    plain
}

/// Returns the sentences of a text without markup: to a sign that ends one, an empty line, or a mark of a list.
fn sentences(plain: &str) -> Vec<Range<usize>> {
    let mut ends: Vec<usize> = claims::sentence_starts(plain);
    ends.push(plain.len());
    let mut from = 0;
    let mut sentences = Vec::new();
    for end in ends {
        if end > from {
            sentences.push(from..end);
        }
        from = end;
    }
    sentences
}

#[cfg(test)]
mod tests;

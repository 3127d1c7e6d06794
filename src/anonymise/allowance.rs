//! Which hits an editor has allowed: by name, in one sentence, with a reason.
//!
//! Only what names or points at a municipality can be allowed, never a number or an address of somebody.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, TagEnd};

use crate::domain::{Allowance, MARKDOWN, Source};
use crate::problem::{Code, Place, Problem, both};
use crate::scan::{Hit, Kind, is_called};

/// The allowances of a file, and which of them still hold.
pub(super) struct Allowed<'a> {
    source: &'a Source,
    allowances: &'a [Allowance],
    /// The sentences, as they are compared.
    sentences: Vec<String>,
    met: Vec<bool>,
}

impl<'a> Allowed<'a> {
    pub(super) fn new(source: &'a Source, allowances: &'a [Allowance]) -> Self {
        let plain = |allowance: &Allowance| {
            let parts: Vec<String> = sentences(&allowance.sentence).into_iter().map(|(sentence, _)| sentence).collect();
            parts.join(" ")
        };
        Self { source, allowances, sentences: allowances.iter().map(plain).collect(), met: vec![false; allowances.len()] }
    }

    /// Returns the hits that nobody has allowed.
    pub(super) fn rest(&mut self, text: &str, hits: Vec<Hit>) -> Vec<Hit> {
        if self.allowances.is_empty() {
            return hits;
        }
        let mut free: Vec<(usize, Range<usize>)> = Vec::new();
        for (sentence, span) in sentences(text) {
            for index in (0..self.sentences.len()).filter(|index| self.sentences.get(*index) == Some(&sentence)) {
                if let Some(met) = self.met.get_mut(index) {
                    *met = true;
                }
                free.push((index, span.clone()));
            }
        }
        let is_free = |hit: &Hit| {
            free.iter().filter(|(_, span)| span.start < hit.span.end && hit.span.start < span.end).any(|(index, _)| {
                let name = self.allowances.get(*index).map_or("", |allowance| allowance.name.as_str());
                may_be_allowed(hit.kind, text.get(hit.span.clone()).unwrap_or_default(), name)
            })
        };
        hits.into_iter().filter(|hit| !is_free(hit)).collect()
    }

    /// Returns what is wrong with the allowances once all texts of the file are read.
    pub(super) fn problems(self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (index, allowance) in self.allowances.iter().enumerate() {
            let place = Place::bare(self.source.shown(), allowance.line, 1);
            if !holds_name(&allowance.sentence, &allowance.name) {
                problems.push(without_name().at(place));
            } else if !self.met.get(index).copied().unwrap_or(false) {
                problems.push(lapsed().at(place));
            }
        }
        problems
    }
}

/// A name is allowed as itself; words and numbers that point at a municipality are allowed with its name.
fn may_be_allowed(kind: Kind, words: &str, name: &str) -> bool {
    match kind {
        Kind::Municipality | Kind::Village => is_called(words, name),
        Kind::SinglingOut | Kind::Population | Kind::MunicipalityNumber => true,
        Kind::Phone | Kind::Email | Kind::NationalId | Kind::OrganisationNumber | Kind::Coordinates | Kind::Observation => false,
    }
}

fn holds_name(sentence: &str, name: &str) -> bool {
    sentence.char_indices().any(|(at, _)| sentence.get(at..).is_some_and(|rest| is_called(rest, name)))
}

fn lapsed() -> Problem {
    Problem::new(
        Code::LapsedAllowance,
        both!(
            "tillatelsen gjelder ikke lenger: setningen står ikke i teksten",
            "the allowance has lapsed: its sentence does not stand in the text"
        ),
    )
    .help(both!(
        "skriv setningen slik den står nå, vurder grunnen på nytt, eller ta bort tillatelsen",
        "write the sentence as it stands now, weigh the reason again, or take the allowance away"
    ))
}

fn without_name() -> Problem {
    Problem::new(
        Code::NameNotInSentence,
        both!("navnet står ikke i setningen som tillatelsen gjelder", "the name does not stand in the sentence of the allowance"),
    )
    .help(both!("skriv navnet slik det står i setningen", "write the name as it stands in the sentence"))
}

/// Returns the sentences of Markdown as they are read, white space folded, each with its bytes of the text.
fn sentences(markdown: &str) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    let mut block = Block::default();
    for (event, span) in Parser::new_ext(markdown, MARKDOWN).into_offset_iter() {
        match event {
            Event::Text(text) | Event::Code(text) => block.add(&text, span.start),
            Event::SoftBreak | Event::HardBreak => block.add(" ", span.start),
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell | TagEnd::CodeBlock | TagEnd::HtmlBlock,
            ) => std::mem::take(&mut block).part(&mut found),
            _ => {}
        }
    }
    block.part(&mut found);
    found
}

/// A paragraph as it is read, with the place of each piece in the Markdown.
#[derive(Default)]
struct Block {
    text: String,
    /// Where a piece begins in `text`, and where in the Markdown.
    pieces: Vec<(usize, usize)>,
}

impl Block {
    fn add(&mut self, text: &str, from: usize) {
        self.pieces.push((self.text.len(), from));
        self.text.push_str(text);
    }

    /// Parts it in sentences.
    fn part(self, found: &mut Vec<(String, Range<usize>)>) {
        let mut from = 0;
        let ends = self.text.char_indices().filter(|(at, c)| matches!(c, '.' | '!' | '?') && ends_here(&self.text, *at));
        let ends: Vec<usize> = ends.map(|(at, _)| at + 1).chain([self.text.len()]).collect();
        for end in ends {
            let words: Vec<&str> = self.text.get(from..end).unwrap_or_default().split_whitespace().collect();
            if !words.is_empty() {
                found.push((words.join(" "), self.place(from)..self.place(end.saturating_sub(1)) + 1));
            }
            from = end;
        }
    }

    fn place(&self, at: usize) -> usize {
        let piece = self.pieces.iter().rev().find(|(start, _)| *start <= at);
        piece.map_or(0, |(start, from)| from + at - start)
    }
}

/// A sentence ends where a blank follows and no small letter after it.
fn ends_here(text: &str, at: usize) -> bool {
    let rest = text.get(at + 1..).unwrap_or_default().trim_start_matches(['»', '"', '”', ')']);
    let next = rest.trim_start().chars().next();
    rest.is_empty() || rest.starts_with(char::is_whitespace) && !next.is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn a_text_is_parted_in_sentences_as_they_are_read() {
        let text = "Vi var *der*\ni går. Det gikk fint, f.eks. slik!\n\n- Et [punkt](x.md)\n";
        let expected = ["Vi var der i går.", "Det gikk fint, f.eks. slik!", "Et punkt"];
        let found = sentences(text);
        assert_eq!(found.iter().map(|(sentence, _)| sentence.as_str()).collect::<Vec<_>>(), expected);
        assert_eq!(&text[found[0].1.clone()], "Vi var *der*\ni går.");
        assert_eq!(&text[found[2].1.clone()], "Et [punkt");
    }
}

//! Quantity words and the numbers behind them.
//!
//! A finding bound to a theme whose answers are counted says a word ("de fleste"): on this site it means at least and at
//! most so many. The word must hold for the answers, and publishing it must not tell more than the numbers may.

use crate::domain::{Finding, QuantityWord, WordSaid};

/// Returns what public findings say of themes, once each.
pub(super) fn said<'a>(findings: impl IntoIterator<Item = &'a Finding>, words: &[QuantityWord], asked: u32) -> Vec<WordSaid> {
    let mut said: Vec<WordSaid> = findings.into_iter().filter_map(|finding| of_finding(finding, words, asked)).collect();
    said.sort();
    said.dedup();
    said
}

/// Returns what a finding says of its theme, where its word rests on the theme's answers.
pub(super) fn of_finding(finding: &Finding, words: &[QuantityWord], asked: u32) -> Option<WordSaid> {
    let extent = finding.extent.filter(|_| finding.counted)?;
    let (least, most) = words.iter().find(|word| word.extent == extent)?.of(asked);
    Some(WordSaid { theme: finding.theme.clone(), word: extent.id().to_owned(), least, most })
}

/// A quantity word in prose that speaks of the participants: "de fleste kommunene", "noen av deltakerne".
pub(super) fn in_prose<'a>(text: &str, words: &'a [QuantityWord]) -> Vec<(usize, &'a QuantityWord)> {
    let lower = text.to_lowercase();
    // Where folding changes lengths, places would be off; Norwegian letters keep theirs.
    if lower.len() != text.len() {
        return Vec::new();
    }
    let mut found: Vec<(usize, &QuantityWord)> = Vec::new();
    for word in words {
        for (at, phrase) in lower.match_indices(word.extent.word()) {
            let before = lower[..at].chars().next_back();
            let rest = &lower[at + phrase.len()..];
            if !before.is_some_and(char::is_alphanumeric) && speaks_of_participants(rest) {
                found.push((at, word));
            }
        }
    }
    // "alle" within "nesten alle" is no word of its own.
    let covers = |one: &(usize, &QuantityWord), other: &(usize, &QuantityWord)| {
        let end = |(at, word): &(usize, &QuantityWord)| at + word.extent.word().len();
        one.0 < other.0 && end(one) >= end(other)
    };
    let all = found.clone();
    found.retain(|one| !all.iter().any(|other| covers(other, one)));
    found.sort_by_key(|(at, _)| *at);
    found
}

fn speaks_of_participants(rest: &str) -> bool {
    let mut words = rest.split_whitespace();
    if !rest.starts_with(char::is_whitespace) {
        return false;
    }
    let mut next = words.next().unwrap_or("");
    while matches!(next, "av" | "de" | "dei" | "som" | "deltok") {
        next = words.next().unwrap_or("");
    }
    ["kommune", "deltaker", "deltakar"].iter().any(|stem| next.starts_with(stem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Extent;

    #[test]
    fn a_word_in_prose_speaks_of_participants_or_is_no_claim() {
        let words: Vec<QuantityWord> =
            Extent::ALL.into_iter().map(|extent| QuantityWord { extent, least: 0, most: 100 }).collect();
        let found = |text: &str| in_prose(text, &words).into_iter().map(|(at, word)| (at, word.extent)).collect::<Vec<_>>();
        assert_eq!(found("De fleste kommunene sa det."), [(0, Extent::DeFleste)]);
        assert_eq!(found("Nesten alle deltakerne, og noen av kommunene."), [(0, Extent::NestenAlle), (27, Extent::Noen)]);
        assert_eq!(found("Alle ansatte får tilbud, og mange søkte."), []);
        assert_eq!(found("Kommunalleder i de fleste samarbeid."), []);
    }
}

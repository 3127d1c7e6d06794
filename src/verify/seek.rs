//! Looks for all patterns in a stream of letters.

use super::needles::{LONG, Needles, Pattern};
use super::stream::Stream;

/// A pattern that was found: these letters of the stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    pub pattern: u32,
    pub from: usize,
    pub to: usize,
}

/// What is looked for: short names mean nothing in the noise of a compressed picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    All,
    OnlyLong,
}

/// Adds all hits in `stream` to `hits`.
pub(super) fn seek(needles: &Needles, stream: &Stream, wanted: Wanted, hits: &mut Vec<Hit>) {
    seek_long(needles, stream.letters(), hits);
    if wanted == Wanted::All && needles.has_short() {
        seek_words(needles, stream, hits);
    }
}

/// Looks for long patterns at every letter.
#[inline(never)]
fn seek_long(needles: &Needles, letters: &[u8], hits: &mut Vec<Hit>) {
    for (at, eight) in letters.windows(LONG).enumerate() {
        let eight = eight.first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight));
        let rest = letters.get(at..).unwrap_or_default();
        if needles.may_begin(eight) && needles.may_go_on_long(eight, rest) {
            needles.long_at(eight, rest, &mut |pattern, length| hits.push(Hit { pattern, from: at, to: at + length }));
        }
    }
}

/// Looks for short patterns at every word.
#[inline(never)]
fn seek_words(needles: &Needles, stream: &Stream, hits: &mut Vec<Hit>) {
    for word in 0..stream.words() {
        let from = stream.start(word);
        let length = stream.start(word + 1) - from;
        // Nearly every word is passed over here.
        let known = needles.may_be_short(head(stream.eight(from), length)) & (length <= LONG);
        let spaced = length <= 2 && is_one_letter(stream, word) && is_one_letter(stream, word + 1);
        if known | spaced | stream.is_soft(word + 1) {
            seek_short(needles, stream, word, hits);
        }
    }
}

/// Returns the first letters of eight; all where more are asked for.
#[inline]
fn head(eight: u64, length: usize) -> u64 {
    if length < LONG { eight & ((1 << (8 * length)) - 1) } else { eight }
}

/// Looks for short patterns that begin with the word `first`.
#[inline(never)]
fn seek_short(needles: &Needles, stream: &Stream, first: usize, hits: &mut Vec<Hit>) {
    let from = stream.start(first);
    let eight = stream.eight(from);
    let mut letter_by_letter = true;
    for end in first + 1..=stream.words() {
        let length = stream.start(end) - from;
        if length > LONG {
            return;
        }
        let key = head(eight, length);
        letter_by_letter = letter_by_letter && is_one_letter(stream, end - 1);
        for &index in needles.short(key) {
            if needles
                .pattern(index)
                .is_some_and(|pattern| letter_by_letter && length > 3 || is_cut_alike(pattern, stream, first, end))
            {
                hits.push(Hit { pattern: index, from, to: from + length });
            }
        }
        if !(letter_by_letter || stream.is_soft(end) || needles.may_go_on(key)) {
            return;
        }
    }
}

/// Tells whether a word is one letter; `æ` is one that takes two.
fn is_one_letter(stream: &Stream, word: usize) -> bool {
    let (from, to) = (stream.start(word), stream.start(word + 1));
    to - from < 2 || stream.letters().get(from..to) == Some(b"ae")
}

/// Tells whether the words `first..end` are written as the pattern, or as one word.
fn is_cut_alike(pattern: &Pattern, stream: &Stream, first: usize, end: usize) -> bool {
    let from = stream.start(first);
    let length = stream.start(end) - from;
    let hard = (first + 1..end).filter(|&word| !stream.is_soft(word)).map(|word| stream.start(word) - from);
    let cuts: u16 = hard.filter(|cut| (1..length).contains(cut)).fold(0, |cuts, cut| cuts | 1 << cut);
    cuts == 0 || cuts == pattern.cuts
}

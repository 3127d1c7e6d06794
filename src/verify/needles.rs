//! The secrets, made ready to be looked for all at once.
//!
//! [`Needles::new`] is the way in. Each secret becomes patterns in the common form of letters:
//!
//! 1. long ones (eight letters and more) are found wherever their letters follow each other, whatever stands between;
//! 2. short ones are found as whole words, with `s` at the end, or letter by letter;
//! 3. prose is also cut into every run of six words.

#![expect(clippy::disallowed_types, reason = "looked up for each window of letters; never walked, so its order reaches nothing")]

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::decode::Escapes;
use super::fold::Depth;
use super::name::{QuickHash, mix};
use super::stream::Stream;
use super::{Secret, SecretKind, Secrets};

/// Letters from which on a pattern is long: eight bytes, which are compared as one number.
pub(super) const LONG: usize = 8;
/// Letters from which on a pattern is known by its first sixteen.
const VERY_LONG: usize = 16;
/// Consecutive words of a confidential text that betray it.
const RUN: usize = 6;
/// A short name that lost its marks may be an everyday word (`Hå`, `ha`): up to so many letters they count.
const EXACT: usize = 3;

/// A row of letters to look for.
#[derive(Debug)]
pub(super) struct Pattern {
    from: u32,
    length: u32,
    /// Whose it is, as an index into the secrets.
    pub secret: u32,
    /// Where it has its spaces: bit `n` says that a word begins at letter `n`.
    pub cuts: u16,
    pub is_number: bool,
    /// Looked for as a whole word.
    pub is_short: bool,
    /// As it must be written, marks included.
    pub exact: Option<Box<[u8]>>,
}

/// Patterns by a key; the range is one of `order`.
type Keyed = HashMap<u64, (u32, u32), QuickHash>;

/// All patterns.
#[derive(Debug, Default)]
pub(super) struct Needles {
    arena: Vec<u8>,
    patterns: Vec<Pattern>,
    order: Vec<u32>,
    short: Keyed,
    long: Keyed,
    very_long: Keyed,
    /// Which keys there may be: one look into it spares most looks into the tables.
    long_filter: Filter,
    short_filter: Filter,
    /// The most words that a short pattern has.
    pub most_words: usize,
}

impl Needles {
    pub(super) fn new(secrets: &Secrets) -> Self {
        let mut needles = Self { most_words: 1, ..Self::default() };
        let mut stream = Stream::default();
        for (index, secret) in secrets.0.iter().enumerate() {
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            for spelling in spellings(secret) {
                stream.clear();
                stream.add(spelling.as_bytes(), 0, Escapes::None);
                needles.add(&stream, secret.kind, &spelling, index);
            }
        }
        needles.sort();
        needles
    }

    pub(super) fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    pub(super) fn has_short(&self) -> bool {
        !self.short.is_empty()
    }

    pub(super) fn pattern(&self, index: u32) -> Option<&Pattern> {
        self.patterns.get(index as usize)
    }

    pub(super) fn letters(&self, pattern: &Pattern) -> &[u8] {
        self.arena.get(pattern.from as usize..(pattern.from + pattern.length) as usize).unwrap_or_default()
    }

    /// Returns the long patterns with which `letters` begin, if the filter let `eight`, their first letters, through.
    pub(super) fn long_at(&self, eight: u64, letters: &[u8], mut found: impl FnMut(u32, usize)) {
        let second = letters.get(8..16).and_then(|rest| rest.first_chunk()).map(|next| mix(eight, u64::from_le_bytes(*next)));
        let tables = [(&self.long, Some(eight)), (&self.very_long, second)];
        for (table, key) in tables {
            for &index in key.map_or(&[][..], |key| self.keyed(table, key)) {
                if let Some(pattern) = self.pattern(index)
                    && letters.starts_with(self.letters(pattern))
                {
                    found(index, pattern.length as usize);
                }
            }
        }
    }

    #[inline]
    pub(super) fn may_begin(&self, eight: u64) -> bool {
        self.long_filter.has(eight)
    }

    /// Returns the short patterns that are the letters `key`.
    #[inline]
    pub(super) fn short(&self, key: u64) -> &[u32] {
        if self.short_filter.has(key) { self.keyed(&self.short, key) } else { &[] }
    }

    fn keyed(&self, table: &Keyed, key: u64) -> &[u32] {
        table.get(&key).and_then(|&(from, to)| self.order.get(from as usize..to as usize)).unwrap_or_default()
    }

    /// Adds the patterns of one spelling of a secret.
    fn add(&mut self, stream: &Stream, kind: SecretKind, spelling: &str, secret: u32) {
        let from = u32::try_from(self.arena.len()).unwrap_or(u32::MAX);
        self.arena.extend_from_slice(stream.letters());
        let words = stream.words();
        let mut whole = pattern_of(stream, from, 0, words, secret);
        if kind == SecretKind::Prose && words > RUN {
            for first in 0..=words - RUN {
                let mut last = first + RUN;
                while last < words && stream.start(last) - stream.start(first) < LONG {
                    last += 1;
                }
                let run = pattern_of(stream, from, first, last, secret);
                self.patterns.push(run);
            }
            return;
        }
        if whole.length < 2 {
            return;
        }
        if whole.length as usize <= EXACT {
            whole.exact = Some(cased(spelling.as_bytes()).into());
        }
        if let Some(national) = national_number(stream.letters()) {
            return self.add_numbers(national, secret);
        }
        if whole.is_short {
            self.most_words = self.most_words.max(words);
            self.add_inflected(&whole, stream.letters());
        }
        self.patterns.push(whole);
    }

    /// Adds the genitive of a short name.
    fn add_inflected(&mut self, whole: &Pattern, letters: &[u8]) {
        if whole.is_number || letters.ends_with(b"s") {
            return;
        }
        let from = self.arena.len() as u32;
        self.arena.extend_from_slice(letters);
        self.arena.push(b's');
        let exact = whole.exact.as_ref().map(|exact| [exact, &b"s"[..]].concat().into());
        self.patterns.push(Pattern { from, length: whole.length + 1, exact, ..*whole });
    }

    /// Adds a telephone number with and without the country's number.
    fn add_numbers(&mut self, national: &[u8], secret: u32) {
        for before in ["", "47", "0047"] {
            let from = self.arena.len() as u32;
            self.arena.extend_from_slice(before.as_bytes());
            self.arena.extend_from_slice(national);
            let length = (before.len() + national.len()) as u32;
            self.patterns.push(Pattern { from, length, secret, cuts: 0, is_number: true, is_short: false, exact: None });
        }
    }

    /// Sorts the patterns into the tables.
    fn sort(&mut self) {
        let mut keyed: Vec<(u8, u64, u32)> = Vec::with_capacity(self.patterns.len());
        for (index, pattern) in self.patterns.iter().enumerate() {
            let letters = self.letters(pattern);
            let eight = first_eight(letters);
            let table = match letters.len() {
                _ if pattern.is_short => 0,
                ..VERY_LONG => 1,
                _ => 2,
            };
            let key = if table == 2 { mix(eight, first_eight(letters.get(8..).unwrap_or_default())) } else { eight };
            if table == 0 { &mut self.short_filter } else { &mut self.long_filter }.add(eight);
            keyed.push((table, key, index as u32));
        }
        keyed.sort_unstable();
        self.order = keyed.iter().map(|&(_, _, index)| index).collect();
        let mut from = 0;
        for group in keyed.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
            let to = from + group.len() as u32;
            if let Some(&(table, key, _)) = group.first() {
                [&mut self.short, &mut self.long, &mut self.very_long][usize::from(table)].insert(key, (from, to));
            }
            from = to;
        }
    }
}

/// Returns the pattern of some words of a stream whose letters begin at `arena`.
fn pattern_of(stream: &Stream, arena: u32, first: usize, last: usize, secret: u32) -> Pattern {
    let (begin, end) = (stream.start(first), stream.start(last));
    let letters = stream.letters().get(begin..end).unwrap_or_default();
    let cuts =
        (first + 1..last).map(|word| stream.start(word) - begin).filter(|cut| *cut < 16).fold(0, |cuts, cut| cuts | 1 << cut);
    Pattern {
        from: arena + begin as u32,
        length: (end - begin) as u32,
        secret,
        cuts,
        is_number: letters.iter().all(u8::is_ascii_digit),
        is_short: letters.len() < LONG,
        exact: None,
    }
}

/// Returns the ways in which a secret may be spelt: `Å` is `a` (always) or `aa`, `Ø` is `o` or `oe`, and back.
fn spellings(secret: &Secret) -> Vec<String> {
    let text: String = secret.text.nfc().collect();
    let long_a = |text: &str| text.replace(['å', 'Å'], "aa");
    let long_o = |text: &str| text.replace(['ø', 'Ø'], "oe");
    let back = |text: &str| {
        let pairs = [("aa", "å"), ("Aa", "å"), ("AA", "å"), ("oe", "ø"), ("Oe", "ø"), ("OE", "ø")];
        pairs.iter().fold(text.to_owned(), |text, (pair, letter)| text.replace(pair, letter))
    };
    let mut all = vec![long_a(&text), long_o(&text), long_o(&long_a(&text)), back(&text), text];
    all.sort();
    all.dedup();
    all
}

/// Returns the eight digits of a Norwegian telephone number that is written with or without the country's number.
fn national_number(letters: &[u8]) -> Option<&[u8]> {
    let national = match letters.len() {
        8 => Some(letters),
        10 => letters.strip_prefix(b"47"),
        12 => letters.strip_prefix(b"0047"),
        _ => None,
    };
    national.filter(|digits| digits.iter().all(u8::is_ascii_digit))
}

/// Returns the letters of a text with their marks.
pub(super) fn cased(text: &[u8]) -> Vec<u8> {
    let mut stream = Stream::with_places(Depth::Case);
    let text = String::from_utf8_lossy(text);
    stream.add(text.nfc().collect::<String>().as_bytes(), 0, Escapes::None);
    stream.letters().to_vec()
}

/// Returns the first eight letters as a number, noughts where there are fewer.
fn first_eight(letters: &[u8]) -> u64 {
    let mut eight = [0; 8];
    for (to, from) in eight.iter_mut().zip(letters) {
        *to = *from;
    }
    u64::from_le_bytes(eight)
}

/// Which keys may be in a table: some bits for each key. It may say yes too often, but never no wrongly.
#[derive(Debug)]
struct Filter(Vec<u64>);

/// 128 KB: enough that few other keys pass, little enough to stay near the processor.
const FILTER_BITS: u32 = 20;

impl Default for Filter {
    fn default() -> Self {
        Self(vec![0; 1 << (FILTER_BITS - 6)])
    }
}

impl Filter {
    fn add(&mut self, key: u64) {
        let (word, bit) = Self::bit(key);
        if let Some(word) = self.0.get_mut(word) {
            *word |= bit;
        }
    }

    #[inline]
    fn has(&self, key: u64) -> bool {
        let (word, bit) = Self::bit(key);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }

    #[inline]
    fn bit(key: u64) -> (usize, u64) {
        let hash = key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - FILTER_BITS);
        ((hash >> 6) as usize, 1 << (hash & 63))
    }
}

//! The secrets, made ready to be looked for all at once.
//!
//! [`Needles::new`] is the way in. Each secret becomes patterns in the common form of letters:
//!
//! 1. long ones (eight letters and more) are found wherever their letters follow each other, whatever stands between;
//! 2. short ones are found as whole words, with `s` at the end, or letter by letter;
//! 3. prose is also cut into every run of six words.

#![expect(clippy::disallowed_types, reason = "looked up for each window of letters; never walked, so its order reaches nothing")]

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use super::decode::Escapes;
use super::filter::Filter;
use super::fold::Depth;
use super::name::{QuickHash, hash, mix};
use super::spelling::{national_number, spellings};
use super::stream::Stream;
use super::{SecretKind, Secrets};

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
    long_filter: Filter<16_384>,
    only_long_filter: Filter<4096>,
    very_long_filter: Filter<16_384>,
    short_filter: Filter<1024>,
    /// The first words of short patterns that have more than one.
    first_words: Filter<1024>,
}

impl Needles {
    pub(super) fn new(secrets: &Secrets) -> Self {
        let mut needles = Self::default();
        let mut stream = Stream::default();
        let mut runs = HashSet::default();
        for (index, secret) in secrets.0.iter().enumerate() {
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            runs.clear();
            for spelling in spellings(secret) {
                stream.clear();
                stream.add(spelling.as_bytes(), 0, Escapes::None);
                if secret.kind == SecretKind::Prose && stream.words() > RUN {
                    needles.add_runs(&stream, index, &mut runs);
                } else {
                    needles.add(&stream, &spelling, index);
                }
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

    /// Tells whether a short pattern may be these whole words, or begin with them.
    #[inline]
    pub(super) fn may_be_short(&self, key: u64) -> bool {
        self.short_filter.has(key)
    }

    /// Tells whether a short pattern may begin with these whole words and go on with another.
    pub(super) fn may_go_on(&self, key: u64) -> bool {
        self.first_words.has(key)
    }

    /// Calls `found` with each long pattern with which `letters` begin, and its length. `eight` are their first letters.
    #[inline(never)]
    pub(super) fn long_at(&self, eight: u64, letters: &[u8], found: &mut dyn FnMut(u32, usize)) {
        let long = if self.only_long_filter.has(eight) { self.keyed(&self.long, eight) } else { &[] };
        let very_long = second_key(eight, letters).filter(|key| self.very_long_filter.has(*key));
        let very_long = very_long.map_or(&[][..], |key| self.keyed(&self.very_long, key));
        for &index in long.iter().chain(very_long) {
            if let Some(pattern) = self.pattern(index)
                && letters.starts_with(self.letters(pattern))
            {
                found(index, pattern.length as usize);
            }
        }
    }

    /// Tells whether a long pattern may begin with these eight letters.
    #[inline]
    pub(super) fn may_begin(&self, eight: u64) -> bool {
        self.long_filter.has(eight)
    }

    /// Looks closer, where [`Self::may_begin`] said yes.
    #[inline]
    pub(super) fn may_go_on_long(&self, eight: u64, letters: &[u8]) -> bool {
        self.only_long_filter.has(eight) || second_key(eight, letters).is_some_and(|key| self.very_long_filter.has(key))
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
    fn add(&mut self, stream: &Stream, spelling: &str, secret: u32) {
        let from = self.keep(stream.letters());
        let words = stream.words();
        let mut whole = pattern_of(stream, from, 0, words, secret);
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
            for word in 1..words {
                let head = first_eight(stream.letters().get(..stream.start(word)).unwrap_or_default());
                self.first_words.add(head);
                self.short_filter.add(head);
            }
            self.add_inflected(&whole, stream.letters());
        }
        self.patterns.push(whole);
    }

    /// Adds every run of six words, those of very short words with some more. `known` are the runs of other spellings.
    fn add_runs(&mut self, stream: &Stream, secret: u32, known: &mut HashSet<u64, QuickHash>) {
        let from = self.keep(stream.letters());
        let words = stream.words();
        for first in 0..=words.saturating_sub(RUN) {
            let mut last = first + RUN;
            while last < words && stream.start(last) - stream.start(first) < LONG {
                last += 1;
            }
            let run = pattern_of(stream, from, first, last, secret);
            if run.length as usize >= LONG && known.insert(hash(self.letters(&run))) {
                self.patterns.push(run);
            }
        }
    }

    /// Keeps letters and returns where.
    fn keep(&mut self, letters: &[u8]) -> u32 {
        let from = self.arena.len() as u32;
        self.arena.extend_from_slice(letters);
        from
    }

    /// Adds the genitive of a short name.
    fn add_inflected(&mut self, whole: &Pattern, letters: &[u8]) {
        if whole.is_number || letters.ends_with(b"s") {
            return;
        }
        let from = self.keep(letters);
        self.arena.push(b's');
        let exact = whole.exact.as_ref().map(|exact| [exact, &b"s"[..]].concat().into());
        self.patterns.push(Pattern { from, length: whole.length + 1, exact, ..*whole });
    }

    /// Adds a telephone number with and without the country's number.
    fn add_numbers(&mut self, national: &[u8], secret: u32) {
        for before in ["", "47", "0047"] {
            let from = self.keep(before.as_bytes());
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
            match table {
                0 => self.short_filter.add(key),
                1 => self.only_long_filter.add(key),
                _ => self.very_long_filter.add(key),
            }
            if table > 0 {
                self.long_filter.add(eight);
            }
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

/// Returns the key of a pattern of sixteen letters and more: the first eight are known.
#[inline]
fn second_key(eight: u64, letters: &[u8]) -> Option<u64> {
    letters.get(8..16)?.first_chunk().map(|next| mix(eight, u64::from_le_bytes(*next)))
}

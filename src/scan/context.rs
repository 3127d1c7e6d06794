//! What stands around a place: the words before and after, the signs between them, where a sentence begins.

use std::borrow::Cow;

use super::escape::escape;
use super::fold::{GOES_ON, is_invisible};
use super::letters::{GAP, Letters, is_block};

/// A text and its letters.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    pub text: &'a str,
    pub letters: &'a Letters,
}

/// A word, from its first letter to the gap after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    pub from: usize,
    pub to: usize,
}

impl<'a> Page<'a> {
    /// Returns the letters of a word as compared.
    pub(super) fn plain(self, word: Word) -> &'a [u8] {
        self.letters.bytes.get(word.from..word.to).unwrap_or_default()
    }

    /// Returns the letters of a word as shown.
    pub(super) fn shown(self, word: Word) -> impl Iterator<Item = char> {
        self.letters.shown.get(word.from..word.to).unwrap_or_default().iter().copied().filter(|c| *c != GOES_ON)
    }

    pub(super) fn is(self, word: Option<Word>, words: &[&str]) -> bool {
        word.is_some_and(|word| words.iter().any(|one| one.as_bytes() == self.plain(word)))
    }

    pub(super) fn begins(self, word: Option<Word>, heads: &[&str]) -> bool {
        word.is_some_and(|word| heads.iter().any(|head| self.plain(word).starts_with(head.as_bytes())))
    }

    /// Returns the word that ends at the gap `gap`.
    pub(super) fn before(self, gap: usize) -> Option<Word> {
        let head = self.letters.bytes.get(..gap)?;
        let from = memchr::memrchr(GAP, head)? + 1;
        (from < gap).then_some(Word { from, to: gap })
    }

    /// Returns the word that begins after the gap `gap`.
    pub(super) fn after(self, gap: usize) -> Option<Word> {
        let rest = self.letters.bytes.get(gap + 1..)?;
        let length = memchr::memchr(GAP, rest)?;
        (length > 0).then_some(Word { from: gap + 1, to: gap + 1 + length })
    }

    pub(super) fn previous(self, word: Word) -> Option<Word> {
        self.before(word.from.checked_sub(1)?)
    }

    pub(super) fn next(self, word: Word) -> Option<Word> {
        self.after(word.to)
    }

    /// Returns the next word if only white space stands between.
    pub(super) fn next_in_phrase(self, word: Word) -> Option<Word> {
        self.next(word).filter(|_| is_blank(self.between(word.to)))
    }

    /// Returns the word before if only white space stands between.
    pub(super) fn previous_in_phrase(self, word: Word) -> Option<Word> {
        self.previous(word).filter(|_| is_blank(self.between(word.from - 1)))
    }

    /// Returns what stands in the text in a gap.
    pub(super) fn between(self, gap: usize) -> &'a str {
        self.letters.between(gap, self.text)
    }

    /// Returns the bytes of the text from the letter `from` to before the letter `to`.
    pub(super) fn span(self, from: usize, to: usize) -> std::ops::Range<usize> {
        let start = self.letters.start(from);
        start..self.letters.end(to.saturating_sub(1).max(from), self.text).max(start)
    }

    pub(super) fn look(self, word: Word) -> Look {
        look(self.shown(word))
    }

    /// Tells whether a sentence, a cell, a heading or a quotation may begin after a gap, so that a capital proves nothing.
    pub(super) fn begins_sentence(self, gap: usize) -> bool {
        if gap == 0 {
            return true;
        }
        let between = seen(self.between(gap));
        let stops = between.contains(['.', '!', '?', '…']) && !self.is_abbreviated(gap, &between);
        let marks = [':', '«', '"', '“', '|', '#', '>', '•', ';', '[', '=', '{', '„', '”', '»'];
        let item = ["\n\n", "- ", "* ", "\n–"].iter().any(|sign| between.contains(sign));
        stops || item || between.contains(marks)
    }

    /// Tells whether a full stop is that of `f.eks.`, `nr.` or a number in an order, not of a sentence.
    fn is_abbreviated(self, gap: usize, between: &str) -> bool {
        const SHORT: [&str; 22] = [
            "eks", "bl", "a", "ca", "dvs", "nr", "m", "jf", "inkl", "ev", "evt", "kl", "pga", "st", "mv", "kap", "s", "dr",
            "adr", "tlf", "hhv", "o",
        ];
        let before = self.before(gap);
        between.starts_with('.') && !between.contains('\n') && self.is(before, &SHORT)
    }

    /// Returns the words of the sentence before a word, nearest first.
    pub(super) fn sentence_before(self, word: Word, most: usize) -> impl Iterator<Item = Word> {
        std::iter::successors(Some(word), move |word| {
            self.previous(*word).filter(|_| !ends_sentence(self.between(word.from - 1)))
        })
        .skip(1)
        .take(most)
    }

    /// Returns the words of the sentence after a word.
    pub(super) fn sentence_after(self, word: Word, most: usize) -> impl Iterator<Item = Word> {
        std::iter::successors(Some(word), move |word| self.next(*word).filter(|_| !ends_sentence(self.between(word.to))))
            .skip(1)
            .take(most)
    }

    /// Tells whether a word of the sentence around `word` is one that `wanted` wants.
    pub(super) fn sentence_has(self, word: Word, wanted: impl Fn(&[u8]) -> bool) -> bool {
        const MOST: usize = 40;
        self.sentence_before(word, MOST).chain(self.sentence_after(word, MOST)).any(|other| wanted(self.plain(other)))
    }
}

/// Which letters of a word are capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Small,
    Capital,
    /// All of them, and more than one.
    Capitals,
    Mixed,
}

pub(super) fn look(shown: impl Iterator<Item = char>) -> Look {
    let (mut first, mut capitals, mut letters) = (false, 0, 0);
    for c in shown.filter(|c| c.is_alphabetic()) {
        first |= letters == 0 && c.is_uppercase();
        capitals += usize::from(c.is_uppercase());
        letters += 1;
    }
    match (first, capitals) {
        (_, 0) => Look::Small,
        _ if capitals == letters && letters > 1 => Look::Capitals,
        (true, _) if capitals * 2 <= letters + 1 => Look::Capital,
        _ => Look::Mixed,
    }
}

/// Returns what a reader sees of a gap: escapes as they are meant, a blank line for a tag that begins a block, nothing for
/// other tags and for what is invisible.
pub(super) fn seen(between: &str) -> Cow<'_, str> {
    let plain = |byte: u8| byte < 0x80 && !matches!(byte, b'<' | b'&' | b'%' | b'\\');
    if between.bytes().all(plain) || !between.contains(['<', '&', '%', '\\']) && !between.chars().any(is_invisible) {
        return Cow::Borrowed(between);
    }
    let mut seen = String::new();
    let mut rest = between;
    while let Some(first) = rest.chars().next() {
        let tag = if first == '<' { rest.find('>') } else { None };
        let meant = if matches!(first, '&' | '%' | '\\') { escape(rest) } else { None };
        let length = match (tag, meant) {
            (Some(end), _) => {
                if is_block_tag(rest.get(1..end).unwrap_or_default()) {
                    seen.push_str("\n\n");
                }
                end + 1
            }
            (None, Some(meant)) => {
                seen.extend(Some(meant.character).filter(|c| !is_invisible(*c)));
                meant.length
            }
            (None, None) => {
                seen.extend(Some(first).filter(|c| !is_invisible(*c)));
                first.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    Cow::Owned(seen)
}

fn is_block_tag(tag: &str) -> bool {
    let name = tag.trim_start_matches('/');
    let name = name.get(..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())).unwrap_or_default();
    !name.is_empty() && is_block(name)
}

/// Tells whether nothing but white space, emphasis and inline tags stands in a gap.
pub(super) fn is_blank(between: &str) -> bool {
    let seen = seen(between);
    seen.chars().all(|c| c.is_whitespace() || matches!(c, '*' | '_' | '~' | '`')) && !seen.contains("\n\n")
}

/// Tells whether a gap is a hyphen, with white space beside it or without.
pub(super) fn is_hyphen(between: &str) -> bool {
    let seen = seen(between);
    seen.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–' | '−' | '*' | '_')) && !seen.contains("\n\n")
}

fn ends_sentence(between: &str) -> bool {
    let seen = seen(between);
    seen.contains(['.', '!', '?', '…', ':', ';', '|']) || seen.contains("\n\n")
}

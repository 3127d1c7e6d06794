//! How alike two passages are: by the words they share, the rare ones counting most.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// The words of passages that are compared, and how rare each is among all.
pub(super) struct Likeness {
    /// In each passage a word's number is listed as often as it stands there, in order; none in one that is not compared.
    texts: Vec<Vec<usize>>,
    weights: Vec<u32>,
}

impl Likeness {
    /// Reads all passages, to compare those whose places `is_compared` names.
    pub(super) fn new(all: &[&str], is_compared: impl Fn(usize) -> bool) -> Self {
        let mut numbers: BTreeMap<Cow<'_, str>, usize> = BTreeMap::new();
        let mut texts = vec![Vec::new(); all.len()];
        for (text, numbered) in all.iter().zip(&mut texts).enumerate().filter(|(at, _)| is_compared(*at)).map(|(_, one)| one) {
            for word in words(text) {
                let next = numbers.len();
                numbered.push(*numbers.entry(word).or_insert(next));
            }
            numbered.sort_unstable();
        }
        // In how many passages each word stands, and the last of them.
        let mut stands = vec![(0_u32, 0_usize); numbers.len()];
        for (text, at) in all.iter().zip(1..) {
            for number in words(text).filter_map(|word| numbers.get(&word)) {
                let (count, last) = &mut stands[*number];
                if *last != at {
                    (*count, *last) = (*count + 1, at);
                }
            }
        }
        let all = u32::try_from(all.len()).unwrap_or(u32::MAX);
        let weights = stands.into_iter().map(|(count, _)| 1 + (all / count.max(1)).max(1).ilog2()).collect();
        Self { texts, weights }
    }

    /// Returns how alike two passages are: 0 where they share no word, 1000 where they have the same words.
    pub(super) fn of(&self, one: usize, other: usize) -> u32 {
        let (one, other) = (&self.texts[one], &self.texts[other]);
        let whole = self.weight(one) + self.weight(other);
        let (mut shared, mut rest) = (0, other.as_slice());
        for word in one {
            while rest.first().is_some_and(|first| first < word) {
                rest = &rest[1..];
            }
            if rest.first() == Some(word) {
                shared += self.weights[*word];
                rest = &rest[1..];
            }
        }
        (2000 * shared).checked_div(whole).unwrap_or(0)
    }

    /// Returns how many words a passage has.
    pub(super) fn length(&self, text: usize) -> usize {
        self.texts[text].len()
    }

    fn weight(&self, words: &[usize]) -> u32 {
        words.iter().map(|word| self.weights[*word]).sum()
    }
}

/// Returns the words of a passage in lower case.
fn words(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let is_small = |word: &str| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let small = move |word| if is_small(word) { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) };
    text.split(' ').filter(|word| !word.is_empty()).map(small)
}

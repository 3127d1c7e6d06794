//! How alike two passages are: by the words they share, the rare ones counting most.

use std::collections::BTreeMap;

/// The words of many passages, and how rare each is among them.
pub(super) struct Likeness {
    /// In each passage a word's number is listed as often as it stands there, in order.
    texts: Vec<Vec<usize>>,
    weights: Vec<u32>,
}

impl Likeness {
    pub(super) fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        let mut in_texts: Vec<u32> = Vec::new();
        let texts: Vec<Vec<usize>> = texts
            .into_iter()
            .map(|text| {
                let mut words: Vec<usize> = Vec::new();
                for word in text.split(' ').filter(|word| !word.is_empty()) {
                    let next = numbers.len();
                    let number = *numbers.entry(word.to_lowercase()).or_insert(next);
                    if number == next {
                        in_texts.push(0);
                    }
                    words.push(number);
                }
                words.sort_unstable();
                let mut each = words.clone();
                each.dedup();
                each.into_iter().for_each(|number| in_texts[number] += 1);
                words
            })
            .collect();
        let all = u32::try_from(texts.len()).unwrap_or(u32::MAX);
        let weights = in_texts.into_iter().map(|count| 1 + (all / count.max(1)).max(1).ilog2()).collect();
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

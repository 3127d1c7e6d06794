//! Six words on end of a confidential text.

use super::letters::{GAP, Letters};

/// How many words tell a text from all others.
const RUN: usize = 6;

/// The runs of six words of confidential texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Observed(Vec<u64>);

impl Observed {
    pub(super) fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut runs = Vec::new();
        let mut letters = Letters::default();
        for text in texts {
            letters.read(text);
            each_run(&letters, |_, _, run| runs.push(run));
        }
        runs.sort_unstable();
        runs.dedup();
        Self(runs)
    }

    /// Calls `found` with the first and last letter of each stretch that stands in a confidential text.
    pub(super) fn look(&self, letters: &Letters, mut found: impl FnMut(usize, usize)) {
        if self.0.is_empty() {
            return;
        }
        let mut open: Option<(usize, usize)> = None;
        each_run(letters, |from, to, run| {
            if self.0.binary_search(&run).is_err() {
                return;
            }
            open = match open.take() {
                Some((begin, end)) if from <= end => Some((begin, to)),
                before => {
                    before.into_iter().for_each(|(begin, end)| found(begin, end));
                    Some((from, to))
                }
            };
        });
        open.into_iter().for_each(|(begin, end)| found(begin, end));
    }
}

/// Calls `each` with every six words on end: first letter, the gap after the last, and a number that stands for them.
fn each_run(letters: &Letters, mut each: impl FnMut(usize, usize, u64)) {
    let mut words: [(usize, u64); RUN] = [(0, 0); RUN];
    let (mut count, mut from, mut hash) = (0usize, 0, BASIS);
    for (index, &byte) in letters.bytes.iter().enumerate() {
        if byte != GAP {
            if hash == BASIS {
                from = index;
            }
            hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME);
            continue;
        }
        if hash == BASIS {
            continue;
        }
        if let Some(slot) = words.get_mut(count % RUN) {
            *slot = (from, hash);
        }
        count += 1;
        hash = BASIS;
        if count >= RUN {
            let in_order = (0..RUN).filter_map(|step| words.get((count + step) % RUN));
            let run = in_order.fold(BASIS, |run, (_, word)| (run.rotate_left(7) ^ word).wrapping_mul(PRIME));
            each(words.get(count % RUN).map_or(0, |word| word.0), index, run);
        }
    }
}

// FNV-1a; the numbers never leave memory.
const BASIS: u64 = 0xCBF2_9CE4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01B3;

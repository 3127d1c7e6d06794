//! A quick no: most keys are in no table, and one look at one bit says so.

/// Which keys there may be in a table: one bit for each key. It may say yes too often, but never no wrongly.
///
/// `WORDS` is a power of two: large enough that few other keys pass, small enough to stay near the processor.
#[derive(Debug)]
pub(super) struct Filter<const WORDS: usize>(Box<[u64; WORDS]>);

impl<const WORDS: usize> Default for Filter<WORDS> {
    fn default() -> Self {
        Self(Box::new([0; WORDS]))
    }
}

impl<const WORDS: usize> Filter<WORDS> {
    pub(super) fn add(&mut self, key: u64) {
        let (word, bit) = Self::bit(key);
        if let Some(word) = self.0.get_mut(word) {
            *word |= bit;
        }
    }

    #[inline]
    pub(super) fn has(&self, key: u64) -> bool {
        let (word, bit) = Self::bit(key);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }

    #[inline]
    fn bit(key: u64) -> (usize, u64) {
        // The highest bits of the product depend on all letters.
        let hash = key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (58 - WORDS.ilog2());
        ((hash >> 6) as usize & (WORDS - 1), 1 << (hash & 63))
    }
}

#[cfg(test)]
mod tests {
    use super::Filter;

    #[test]
    fn a_key_that_was_added_is_never_denied() {
        let mut filter = Filter::<64>::default();
        let keys: Vec<u64> = (0..200_u64).map(|n| n << 40 | n).collect();
        keys.iter().for_each(|key| filter.add(*key));
        assert!(keys.iter().all(|key| filter.has(*key)));
        assert!((1000..2000).any(|key| !filter.has(key)));
    }
}

//! What is looked for at the beginning of words, by its first letters.

use super::letters::GAP;

/// Entries that can be looked up at a place of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Index<T> {
    /// By the code of three letters: the first slot that has it.
    heads: Vec<u32>,
    slots: Vec<Slot<T>>,
    /// The letters of all entries.
    letters: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Slot<T> {
    /// The first eight letters.
    head: Head,
    /// The same without gaps.
    bare: Head,
    from: u32,
    length: u32,
    what: T,
}

/// Eight letters, and which of them count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Head {
    letters: u64,
    mask: u64,
}

impl Head {
    fn of(letters: &[u8]) -> Self {
        let mask = if letters.len() >= 8 { u64::MAX } else { (1 << (8 * letters.len())) - 1 };
        Self { letters: eight(letters), mask }
    }

    #[inline]
    fn begins(self, letters: u64) -> bool {
        letters & self.mask == self.letters
    }
}

const LETTERS: usize = 27;
const CODES: usize = LETTERS * LETTERS * LETTERS;

impl<T: Copy + Ord> Index<T> {
    pub(super) fn new(mut entries: Vec<(Vec<u8>, T)>) -> Self {
        entries.sort_by(|one, other| (code(&one.0), one).cmp(&(code(&other.0), other)));
        entries.dedup();
        let mut heads = Vec::with_capacity(CODES + 1);
        let mut at = 0;
        for head in 0..=CODES {
            while entries.get(at).is_some_and(|(letters, _)| code(letters) < head) {
                at += 1;
            }
            heads.push(at as u32);
        }
        let mut all = Vec::new();
        let slot = |(letters, what): (Vec<u8>, T)| {
            let without_gaps: Vec<u8> = letters.iter().copied().filter(|letter| *letter != GAP).collect();
            let (head, bare) = (Head::of(&letters), Head::of(&without_gaps));
            let slot = Slot { head, bare, from: all.len() as u32, length: letters.len() as u32, what };
            all.extend_from_slice(&letters);
            slot
        };
        let slots = entries.into_iter().map(slot).collect();
        Self { heads, slots, letters: all }
    }

    /// Calls `found` with each entry whose letters stand at the head of `rest`: how long it is, and what.
    #[inline]
    pub(super) fn look(&self, rest: &[u8], mut found: impl FnMut(usize, T)) {
        let head = eight(rest);
        for slot in self.near(code(rest)).filter(|slot| slot.head.begins(head)) {
            if rest.starts_with(self.of(slot)) {
                found(slot.length as usize, slot.what);
            }
        }
    }

    /// Calls `found` with each entry whose first letters, without gaps, are those of `rest` without gaps.
    #[inline]
    pub(super) fn look_through_gaps(&self, rest: &[u8], mut found: impl FnMut(&[u8], T)) {
        let mut head = [0; 8];
        match rest.first_chunk::<8>() {
            Some(eight) if !eight.contains(&GAP) => head = *eight,
            _ => {
                for (to, letter) in head.iter_mut().zip(rest.iter().take(24).filter(|letter| **letter != GAP)) {
                    *to = *letter;
                }
            }
        }
        let letters = u64::from_le_bytes(head);
        for slot in self.near(code(&head)).filter(|slot| slot.bare.begins(letters)) {
            found(self.of(slot), slot.what);
        }
    }

    fn of(&self, slot: &Slot<T>) -> &[u8] {
        self.letters.get(slot.from as usize..(slot.from + slot.length) as usize).unwrap_or_default()
    }

    /// Returns the slots of three letters, and those of the first two alone.
    #[inline]
    fn near(&self, three: usize) -> impl Iterator<Item = &Slot<T>> {
        let slots = |code: usize| {
            let at = |code: usize| self.heads.get(code).map_or(0, |head| *head as usize);
            self.slots.get(at(code)..at(code + 1)).unwrap_or_default()
        };
        let two = three - three % LETTERS;
        slots(three).iter().chain(if two == three { &[] } else { slots(two) })
    }
}

/// Returns the number of the first three letters; what is no letter ends them.
#[inline]
fn code(letters: &[u8]) -> usize {
    let one = |index: usize| match letters.get(index) {
        Some(letter @ b'a'..=b'z') => usize::from(letter - b'a') + 1,
        _ => 0,
    };
    let (first, second) = (one(0), one(1));
    let third = if second == 0 { 0 } else { one(2) };
    (first * LETTERS + second) * LETTERS + third
}

/// Returns the first eight letters as a number, noughts where there are fewer.
#[inline]
fn eight(letters: &[u8]) -> u64 {
    if let Some(eight) = letters.first_chunk() {
        return u64::from_le_bytes(*eight);
    }
    let mut eight = [0; 8];
    for (to, from) in eight.iter_mut().zip(letters) {
        *to = *from;
    }
    u64::from_le_bytes(eight)
}

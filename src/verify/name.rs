//! Names of tags and attributes, and short keys into tables, as numbers: compared in one step, without allocation.

use std::hash::{BuildHasherDefault, Hasher};

/// Returns a name of 16 bytes at most as a number, whatever its case; longer names are 0.
pub(super) const fn name(bytes: &[u8]) -> u128 {
    if bytes.len() > 16 {
        return 0;
    }
    let mut number = 0;
    let mut at = 0;
    while at < bytes.len() {
        number = (number << 8) | (bytes[at] | 0x20) as u128;
        at += 1;
    }
    number
}

/// Elements that stand within a line: a word may go on through them.
pub(super) fn joins(tag: u128) -> bool {
    const INLINE: [&str; 33] = [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
        "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "tspan",
    ];
    const NUMBERS: [u128; 33] = {
        let mut numbers = [0; 33];
        let mut at = 0;
        while at < 33 {
            numbers[at] = name(INLINE[at].as_bytes());
            at += 1;
        }
        numbers
    };
    NUMBERS.contains(&tag)
}

/// A quick hash for keys that nobody outside chooses to collide.
#[derive(Default)]
pub(super) struct Quick(u64);

pub(super) type QuickHash = BuildHasherDefault<Quick>;

const ODD: u64 = 0x9E37_79B9_7F4A_7C15;

/// Mixes two numbers into one.
pub(super) fn mix(one: u64, other: u64) -> u64 {
    let product = u128::from(one ^ ODD) * u128::from(other ^ 0xD6E8_FEB8_6659_FD93);
    (product as u64) ^ ((product >> 64) as u64)
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            for (to, from) in word.iter_mut().zip(chunk) {
                *to = *from;
            }
            self.0 = mix(self.0 ^ chunk.len() as u64, u64::from_le_bytes(word));
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = mix(self.0, number);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Returns the hash of an id or of another short text.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let mut quick = Quick(bytes.len() as u64);
    quick.write(bytes);
    quick.finish()
}

#[cfg(test)]
mod tests {
    use super::{joins, name};

    #[test]
    fn names_are_compared_whatever_their_case() {
        assert_eq!(name(b"SCRIPT"), name(b"script"));
        assert_ne!(name(b"script"), name(b"scrip"));
        assert!(joins(name(b"B")) && !joins(name(b"p")) && !joins(0));
    }
}

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

/// What an element does to the words around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    /// It stands within a line: a word may go on through it.
    Inline,
    /// It ends a line.
    Block,
    /// No element of HTML: its very name may say something.
    Unknown,
}

/// Tells what sort of element `tag` is.
pub(super) fn element(tag: u128) -> Element {
    let mut slot = slot(tag);
    while let Some(&(known, element)) = ELEMENTS.get(slot) {
        if known == tag && tag != 0 {
            return element;
        }
        if known == 0 {
            break;
        }
        slot = (slot + 1) % ELEMENTS.len();
    }
    Element::Unknown
}

/// Returns how many letters a name has.
pub(super) fn length(name: u128) -> usize {
    (u128::BITS - name.leading_zeros()).div_ceil(8) as usize
}

const INLINE: &str = "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strike strong sub sup \
                      time tt u var wbr tspan ";
const BLOCK: &str = "address article aside blockquote body br caption col colgroup dd details dialog div dl dt fieldset figcaption figure \
                     footer form g h1 h2 h3 h4 h5 h6 head header hr html img input label legend li link main meta nav ol option p path pre \
                     script section select source style summary svg table tbody td text tfoot th thead title tr ul ";

/// All elements of HTML that are in use, each in the slot of its name or in the next free one.
const ELEMENTS: [(u128, Element); 256] = with(BLOCK, Element::Block, with(INLINE, Element::Inline, [(0, Element::Unknown); 256]));

const fn with(names: &str, element: Element, mut table: [(u128, Element); 256]) -> [(u128, Element); 256] {
    let names = names.as_bytes();
    let (mut at, mut number) = (0, 0);
    while at < names.len() {
        if names[at] == b' ' {
            if number != 0 {
                let mut slot = slot(number);
                while table[slot].0 != 0 {
                    slot = (slot + 1) % 256;
                }
                table[slot] = (number, element);
            }
            number = 0;
        } else {
            number = number << 8 | (names[at] | 0x20) as u128;
        }
        at += 1;
    }
    table
}

const fn slot(name: u128) -> usize {
    let number = name as u64 ^ (name >> 64) as u64;
    (number.wrapping_mul(ODD) >> 56) as usize
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
        let (eights, rest) = bytes.as_chunks();
        for eight in eights {
            self.0 = mix(self.0, u64::from_le_bytes(*eight));
        }
        let last = rest.iter().fold(rest.len() as u64, |number, byte| number << 8 | u64::from(*byte));
        self.0 = mix(self.0, last);
    }

    fn write_usize(&mut self, number: usize) {
        self.0 ^= number as u64;
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
    use super::{Element, element, length, name};

    #[test]
    fn names_are_compared_whatever_their_case() {
        assert_eq!(name(b"SCRIPT"), name(b"script"));
        assert_ne!(name(b"script"), name(b"scrip"));
        assert_eq!((length(name(b"h1")), length(0)), (2, 0));
    }

    #[test]
    fn elements_are_known_by_their_names() {
        for (tag, expected) in [
            ("a", Element::Inline),
            ("TSPAN", Element::Inline),
            ("address", Element::Block),
            ("ul", Element::Block),
            ("kanari", Element::Unknown),
        ] {
            assert_eq!(element(name(tag.as_bytes())), expected, "{tag}");
        }
        assert_eq!(element(0), Element::Unknown);
    }
}

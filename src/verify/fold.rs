//! The common form of letters, in which a secret and a file are compared.
//!
//! `Å`, `å`, `A` + ring, `&aring;` and `a` are one letter; so are the look-alikes of other scripts. What is neither letter
//! nor digit is a separator, and what nobody sees is nothing at all.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a byte means for the common form: [`SEPARATOR`], [`SPECIAL`], or else the letter or digit it becomes.
pub(super) const BYTES: [u8; 256] = {
    let mut table = [SEPARATOR; 256];
    let mut byte = 0;
    while byte < 256 {
        let this = byte as u8;
        if this.is_ascii_alphanumeric() {
            table[byte] = this.to_ascii_lowercase();
        } else if this >= 0x80 || matches!(this, b'&' | b'%' | b'\\') {
            table[byte] = SPECIAL;
        }
        byte += 1;
    }
    table
};
pub(super) const SEPARATOR: u8 = 0;
/// The byte may be the first of several that mean one letter.
pub(super) const SPECIAL: u8 = 1;

/// What a character becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Folded {
    Separator,
    Nothing,
    /// Letters and digits: so many bytes of so many.
    Letters([u8; 8], usize),
}

/// How much is set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Depth {
    /// Case, marks and look-alikes: `Å` is `a`.
    #[default]
    Full,
    /// Only case and the form of the character: `Å` is `å`.
    Case,
}

const LATIN: u32 = 0x250;

static LATIN_LETTERS: LazyLock<Vec<Folded>> = LazyLock::new(|| {
    (0..LATIN).map(|code| char::from_u32(code).map_or(Folded::Separator, |c| compute(c, Depth::Full))).collect()
});

/// Returns the common form of `character`.
pub(super) fn fold(character: char, depth: Depth) -> Folded {
    if depth == Depth::Full
        && let Some(known) = LATIN_LETTERS.get(character as usize)
    {
        return known.clone();
    }
    compute(character, depth)
}

fn compute(character: char, depth: Depth) -> Folded {
    if is_invisible(character) {
        return Folded::Nothing;
    }
    let mut letters = ([0; 8], 0);
    let mut only_marks = true;
    let forms: &mut dyn Iterator<Item = char> = match depth {
        Depth::Full => &mut std::iter::once(character).nfkd(),
        Depth::Case => &mut std::iter::once(character).nfkc(),
    };
    for part in forms.filter(|part| !is_combining_mark(*part)).flat_map(char::to_lowercase) {
        only_marks = false;
        // Lower case may bring marks of its own: `İ` is `i` and a dot.
        if is_combining_mark(part) {
            continue;
        }
        match if depth == Depth::Full { plain(part) } else { None } {
            Some(text) => text.bytes().for_each(|byte| push(&mut letters, &[byte])),
            None if part.is_alphanumeric() => push(&mut letters, part.encode_utf8(&mut [0; 4]).as_bytes()),
            None => {}
        }
    }
    match letters {
        (_, 0) if only_marks => Folded::Nothing,
        (_, 0) => Folded::Separator,
        (bytes, length) => Folded::Letters(bytes, length),
    }
}

/// Adds bytes while there is room: a ligature of a whole phrase is cut, on both sides alike.
fn push((to, length): &mut ([u8; 8], usize), bytes: &[u8]) {
    if let Some(room) = to.get_mut(*length..*length + bytes.len()) {
        room.copy_from_slice(bytes);
        *length += bytes.len();
    }
}

/// Letters that Unicode does not take apart, and letters of other scripts that look like ours.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'æ' => "ae",
        'ø' | 'ο' | 'о' => "o",
        'đ' | 'ð' | 'ԁ' => "d",
        'ŋ' => "n",
        'ŧ' => "t",
        'ß' => "ss",
        'þ' => "th",
        'ł' | 'ӏ' | 'ǀ' => "l",
        'œ' => "oe",
        'ı' | 'ι' | 'і' | 'ɩ' => "i",
        'ſ' | 'ѕ' => "s",
        'ħ' | 'һ' => "h",
        'α' | 'а' | 'ɑ' => "a",
        'е' | 'ε' | 'ҽ' => "e",
        'ν' => "v",
        'ρ' | 'р' => "p",
        'с' | 'ϲ' => "c",
        'τ' | 'т' => "t",
        'υ' | 'у' | 'ү' => "y",
        'χ' | 'х' => "x",
        'κ' | 'к' => "k",
        'м' => "m",
        'н' => "h",
        'в' | 'β' => "b",
        'ј' | 'ϳ' => "j",
        'ɡ' => "g",
        'η' => "n",
        'ԛ' => "q",
        'ԝ' | 'ω' => "w",
        _ => return None,
    })
}

/// Signs that take no room: a word goes on through them.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Reads the first character of `bytes` and its length. A byte that is no UTF-8 is read as Latin-1.
pub(super) fn character(bytes: &[u8]) -> (char, usize) {
    let first = bytes.first().copied().unwrap_or(0);
    let length = match first {
        0xC2..0xE0 => 2,
        0xE0..0xF0 => 3,
        0xF0..0xF5 => 4,
        _ => return (char::from(first), 1),
    };
    let text = bytes.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok());
    text.and_then(|text| text.chars().next()).map_or((char::from(first), 1), |character| (character, length))
}

#[cfg(test)]
mod tests {
    use super::{Depth, Folded, fold};

    fn folded(text: &str, depth: Depth) -> String {
        let mut all = String::new();
        for c in text.chars() {
            match fold(c, depth) {
                Folded::Separator => all.push('|'),
                Folded::Nothing => {}
                Folded::Letters(bytes, length) => all.push_str(std::str::from_utf8(&bytes[..length]).unwrap()),
            }
        }
        all
    }

    #[test]
    fn one_letter_has_one_form() {
        assert_eq!(folded("ÅåA\u{30A}Á\u{FF21}\u{1D5EE}\u{430}", Depth::Full), "aaaaaaa");
        assert_eq!(folded("ÆæØøĐŊŧß\u{FB01}²", Depth::Full), "aeaeoodntssfi2");
        assert_eq!(folded("a\u{AD}\u{200B}\u{FEFF}b\u{A0}c·d", Depth::Full), "ab|c|d");
        assert_eq!(folded("ÅØÆ", Depth::Case), "åøæ");
    }
}

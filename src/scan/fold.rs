//! One character in the form in which texts are compared, and in the form in which it is shown.
//!
//! `Å`, `å`, `A` + ring, a full-width or mathematical `a` and a Cyrillic `а` are one letter, `a`; what is shown keeps
//! case, rings and strokes, so that `Vågå` and `våga` can be told apart later. What nobody sees is nothing.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, is_combining_mark};

/// What stands for a letter of a script that has nothing to do with ours.
pub(super) const FOREIGN: u8 = 0xFF;

/// Shown for the second half of a letter that is compared as two (`æ`).
pub(super) const GOES_ON: char = '\u{1}';

/// What a character is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// Takes no room: a word goes on through it.
    Nothing,
    /// Belongs to the letter before it.
    Mark,
    Gap,
    Letter,
}

/// Tells what `c` is and hands each letter that it is made of to `letter`: compared as, shown as.
pub(super) fn fold(c: char, letter: &mut dyn FnMut(u8, char)) -> Sign {
    if let Some(plain) = latin(c) {
        two(plain, c, letter);
        return Sign::Letter;
    }
    match c {
        '\u{AD}' => Sign::Nothing,
        '\u{80}'..='\u{A9}' | '\u{AB}'..='\u{B1}' | '\u{B4}' | '\u{B6}'..='\u{B8}' | '\u{BB}' | '\u{BF}' => Sign::Gap,
        '\u{2010}'..='\u{2029}' | '\u{202F}'..='\u{203F}' => Sign::Gap,
        _ if is_invisible(c) => Sign::Nothing,
        _ if is_combining_mark(c) => Sign::Mark,
        _ => slowly(c, letter),
    }
}

/// Returns the letter that `base` becomes with a mark: `a` and a ring are `å`.
pub(super) fn with_mark(base: char, mark: char) -> char {
    compose(base, mark).unwrap_or(match mark {
        // A stroke through a letter is no composition in Unicode.
        '\u{337}' | '\u{338}' if base == 'o' => 'ø',
        '\u{337}' | '\u{338}' if base == 'O' => 'Ø',
        _ => base,
    })
}

/// Returns how the letters of Latin-1 are compared; most of all text is done with here.
fn latin(c: char) -> Option<[u8; 2]> {
    let one = |letter: u8| Some([letter, 0]);
    match c {
        'a'..='z' | '0'..='9' => one(c as u8),
        'A'..='Z' => one((c as u8).to_ascii_lowercase()),
        'å' | 'Å' | 'à'..='ä' | 'À'..='Ä' => one(b'a'),
        'ø' | 'Ø' | 'ò'..='ö' | 'Ò'..='Ö' => one(b'o'),
        'æ' | 'Æ' => Some(*b"ae"),
        'è'..='ë' | 'È'..='Ë' => one(b'e'),
        'ì'..='ï' | 'Ì'..='Ï' => one(b'i'),
        'ù'..='ü' | 'Ù'..='Ü' => one(b'u'),
        'ç' | 'Ç' => one(b'c'),
        'ñ' | 'Ñ' => one(b'n'),
        _ => None,
    }
}

fn two(plain: [u8; 2], shown: char, letter: &mut dyn FnMut(u8, char)) {
    letter(plain[0], shown);
    if plain[1] != 0 {
        letter(plain[1], GOES_ON);
    }
}

fn slowly(c: char, letter: &mut dyn FnMut(u8, char)) -> Sign {
    let mut sign = Sign::Gap;
    for part in std::iter::once(c).nfkc().filter(|part| !is_combining_mark(*part)) {
        let base = |c: char| std::iter::once(c).nfkd().next().unwrap_or(c);
        let shown = if ours(part) == part && !part.is_ascii() && latin(part).is_none() { ours(base(part)) } else { ours(part) };
        let plain = latin(shown).or_else(|| latin(base(shown)));
        match plain {
            Some(plain) => two(plain, shown, letter),
            None if shown.is_alphanumeric() => letter(FOREIGN, shown),
            None => continue,
        }
        sign = Sign::Letter;
    }
    sign
}

/// Returns the letter of ours that a letter looks like or is a form of, in the same case.
fn ours(c: char) -> char {
    let small = c.to_lowercase().next().unwrap_or(c);
    if let Some(ours) = capital_looks_like(c) {
        return ours;
    }
    let Some(ours) = looks_like(small) else { return c };
    if c == small { ours } else { ours.to_ascii_uppercase() }
}

/// Capitals that look like another letter than their small form does.
fn capital_looks_like(c: char) -> Option<char> {
    Some(match c {
        'Η' => 'H',
        'Ν' => 'N',
        'Ρ' | 'Р' => 'P',
        'Υ' => 'Y',
        'Ζ' => 'Z',
        _ => return None,
    })
}

fn looks_like(small: char) -> Option<char> {
    Some(match small {
        'а' | 'α' | 'ɑ' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' | 'đ' | 'ð' => 'd',
        'е' | 'ε' | 'ҽ' => 'e',
        'ɡ' => 'g',
        'һ' | 'н' | 'ħ' => 'h',
        'і' | 'ι' | 'ı' | 'ɩ' => 'i',
        'ј' | 'ϳ' => 'j',
        'к' | 'κ' => 'k',
        'ӏ' | 'ł' | 'ǀ' => 'l',
        'м' => 'm',
        'η' | 'ŋ' => 'n',
        'о' | 'ο' | 'σ' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'ѕ' | 'ſ' => 's',
        'т' | 'τ' | 'ŧ' => 't',
        'υ' => 'u',
        'ν' | 'ѵ' => 'v',
        'ԝ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'ү' | 'γ' => 'y',
        'ɵ' | 'ө' => 'ø',
        _ => return None,
    })
}

/// Signs that take no room.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::{Sign, fold};

    fn folded(text: &str) -> (String, String) {
        let (mut compared, mut shown) = (String::new(), String::new());
        for c in text.chars() {
            let sign = fold(c, &mut |plain, c| {
                compared.push(char::from(plain));
                shown.push(c);
            });
            if sign == Sign::Gap {
                compared.push('|');
            }
        }
        (compared, shown.replace('\u{1}', ""))
    }

    #[test]
    fn one_letter_has_one_form_and_keeps_its_looks() {
        assert_eq!(folded("ÅåA\u{30A}Á\u{FF21}\u{1D5EE}\u{430}"), ("aaaaaaa".to_owned(), "ÅåAÁAaa".to_owned()));
        assert_eq!(folded("ÆæØøĐŋŧ\u{FB01}²"), ("aeaeoodntfi2".to_owned(), "ÆæØøDntfi2".to_owned()));
        assert_eq!(folded("a\u{AD}\u{200B}\u{FEFF}b\u{A0}c·d–e").0, "ab|c|d|e");
        assert_eq!(folded("Ѕќ").1, "Sk");
    }
}

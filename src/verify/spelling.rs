//! The ways in which one secret may be spelt.

use unicode_normalization::UnicodeNormalization;

use super::Secret;

/// Returns the ways in which a secret may be spelt: `Å` is `a` (always) or `aa`, `Ø` is `o` or `oe`, and back.
pub(super) fn spellings(secret: &Secret) -> Vec<String> {
    let text: String = secret.text.nfc().collect();
    let long_a = |text: &str| text.replace(['å', 'Å'], "aa");
    let long_o = |text: &str| text.replace(['ø', 'Ø'], "oe");
    let back = |text: &str| {
        let pairs = [("aa", "å"), ("Aa", "å"), ("AA", "å"), ("oe", "ø"), ("Oe", "ø"), ("OE", "ø")];
        pairs.iter().fold(text.to_owned(), |text, (pair, letter)| text.replace(pair, letter))
    };
    let mut all = vec![long_a(&text), long_o(&text), long_o(&long_a(&text)), back(&text), text];
    all.sort();
    all.dedup();
    all
}

/// Returns the eight digits of a Norwegian telephone number that is written with or without the country's number.
pub(super) fn national_number(letters: &[u8]) -> Option<&[u8]> {
    let national = match letters.len() {
        8 => Some(letters),
        10 => letters.strip_prefix(b"47"),
        12 => letters.strip_prefix(b"0047"),
        _ => None,
    };
    national.filter(|digits| digits.iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::super::SecretKind;
    use super::{Secret, national_number, spellings};

    #[test]
    fn long_letters_are_also_written_as_two() {
        let secret = |text: &str| Secret { text: text.to_owned(), kind: SecretKind::Value, file: String::new(), line: 1 };
        assert_eq!(spellings(&secret("Sør-Ås")), ["Soer-aas", "Soer-Ås", "Sør-aas", "Sør-Ås"]);
        assert_eq!(spellings(&secret("Aasnes")), ["Aasnes", "åsnes"]);
        assert_eq!(spellings(&secret("A\u{30A}l")), ["aal", "Ål"]);
    }

    #[test]
    fn a_telephone_number_is_eight_digits() {
        assert_eq!(national_number(b"004722334455"), Some(&b"22334455"[..]));
        assert_eq!(national_number(b"2233445a"), None);
        assert_eq!(national_number(b"12345678901"), None);
    }
}

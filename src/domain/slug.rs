//! The part of an address that a name becomes.

use unicode_normalization::UnicodeNormalization;

/// Returns `name` as a part of an address: lower-case ASCII letters, digits and single hyphens.
///
/// `æ` becomes `ae`, `ø` and `å` become `o` and `a`; Sámi and Kven letters lose their marks.
/// The result is empty where the name has no letter or digit.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    if name.chars().any(is_combining) {
        name.nfc().for_each(|letter| push(&mut slug, letter));
    } else {
        name.chars().for_each(|letter| push(&mut slug, letter));
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

fn push(slug: &mut String, letter: char) {
    match letter {
        'a'..='z' | '0'..='9' => slug.push(letter),
        'A'..='Z' => slug.push(letter.to_ascii_lowercase()),
        'æ' | 'Æ' => slug.push_str("ae"),
        'ø' | 'Ø' => slug.push('o'),
        'å' | 'Å' => slug.push('a'),
        'đ' | 'Đ' => slug.push('d'),
        'ŋ' | 'Ŋ' => slug.push('n'),
        'ŧ' | 'Ŧ' => slug.push('t'),
        'ß' => slug.push_str("ss"),
        // Seen by nobody: soft hyphen, zero-width signs, byte order mark.
        '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{FEFF}' => {}
        letter if letter.is_ascii() => push_hyphen(slug),
        letter => match std::iter::once(letter).nfd().find(char::is_ascii_alphanumeric) {
            Some(base) => slug.push(base.to_ascii_lowercase()),
            None => push_hyphen(slug),
        },
    }
}

fn push_hyphen(slug: &mut String) {
    if !slug.is_empty() && !slug.ends_with('-') {
        slug.push('-');
    }
}

/// Tells whether a mark joins the letter before it, so that the two may be one letter of the alphabet.
fn is_combining(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36F}')
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_name_becomes_a_part_of_an_address() {
        assert_eq!(slug("Møre og Romsdal"), "more-og-romsdal");
        assert_eq!(slug("Kárášjohka – Karasjok"), "karasjohka-karasjok");
        assert_eq!(slug("Åfjord (Sør)"), "afjord-sor");
        assert_eq!(slug("A\u{30A}fjord"), "afjord");
        assert_eq!(slug("Nåavmesjenjaelmie"), "naavmesjenjaelmie");
        assert_eq!(slug("  ¿?  "), "");
    }
}

//! The part of an address that a name becomes.

use unicode_normalization::UnicodeNormalization;

/// Returns `name` as a part of an address: lower-case ASCII letters, digits and single hyphens.
///
/// `æ` becomes `ae`, `ø` and `å` become `o` and `a`; Sámi and Kven letters lose their marks.
/// The result is empty where the name has no letter or digit.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for letter in name.nfc().flat_map(char::to_lowercase) {
        match plain(letter) {
            Some(plain) => slug.push_str(plain),
            None if letter.is_ascii_alphanumeric() => slug.push(letter),
            None => match std::iter::once(letter).nfd().find(char::is_ascii_alphanumeric) {
                Some(base) => slug.push(base),
                None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
                None => {}
            },
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'æ' => "ae",
        'ø' => "o",
        'å' => "a",
        'đ' => "d",
        'ŋ' => "n",
        'ŧ' => "t",
        'ß' => "ss",
        '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{FEFF}' => "",
        _ => return None,
    })
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

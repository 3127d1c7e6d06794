//! The ways in which a name is written: with `å` as `aa` or `a`, `ø` as `oe` or `o`, with or without its hyphen.

use super::fold::{GOES_ON, fold};
use super::letters::GAP;

/// How a name is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spelling {
    /// `Tromsø`, or a name without such letters.
    Exact,
    /// `Tromsoe`.
    InTwo,
    /// `Tromso`.
    Stripped,
}

/// Returns the letters of a name as they are compared, in every way it may be written.
pub(super) fn variants(name: &str) -> Vec<Vec<u8>> {
    let mut variants: Vec<Vec<u8>> = vec![Vec::new()];
    for c in name.chars().flat_map(char::to_lowercase) {
        let ways: Vec<Vec<u8>> = match c {
            'å' => vec![b"a".to_vec(), b"aa".to_vec()],
            'ø' => vec![b"o".to_vec(), b"oe".to_vec()],
            'æ' => vec![b"ae".to_vec(), b"a".to_vec(), b"e".to_vec()],
            '-' => vec![vec![GAP], Vec::new()],
            _ => vec![plain(c)],
        };
        variants = ways.iter().flat_map(|way| variants.iter().map(|head| [head.as_slice(), way].concat())).collect();
    }
    variants.sort_unstable();
    variants.dedup();
    variants
}

/// Returns one letter as it is compared; a gap for what is none.
fn plain(c: char) -> Vec<u8> {
    let mut letters = Vec::new();
    fold(c, &mut |letter, _| letters.push(letter));
    if letters.is_empty() { vec![GAP] } else { letters }
}

/// Tells how `name` (in small letters) is written in `shown`, or that something else is: `våga` is not `Vågå`.
pub(super) fn spelling(name: &[char], shown: &[char]) -> Option<Spelling> {
    let letters: Vec<char> = shown.iter().copied().filter(|c| *c != GOES_ON && *c != '\0').flat_map(char::to_lowercase).collect();
    // Swedes and old keyboards write ours otherwise.
    let ours = |c: &char| match c {
        'ö' => 'ø',
        'ä' => 'æ',
        c => *c,
    };
    as_written(name, &letters.iter().map(ours).collect::<Vec<_>>()).or_else(|| as_written(name, &letters))
}

fn as_written(name: &[char], letters: &[char]) -> Option<Spelling> {
    let mut rest = letters;
    let (mut exact, mut in_two, mut stripped) = (false, false, false);
    for c in name.iter().copied().filter(|c| c.is_alphanumeric()) {
        let (digraph, single): ([char; 2], &[char]) = match c {
            'å' => (['a', 'a'], &['a']),
            'ø' => (['o', 'e'], &['o']),
            'æ' => (['a', 'e'], &['a', 'e']),
            _ => (['\0'; 2], &[]),
        };
        rest = match rest {
            [first, more @ ..] if *first == c => {
                exact |= is_norse(c);
                more
            }
            [one, two, more @ ..] if digraph == [*one, *two] => {
                in_two = true;
                more
            }
            [first, more @ ..] if !is_norse(*first) && single.contains(&base(*first)) => {
                stripped = true;
                more
            }
            [first, more @ ..] if !is_norse(*first) && single.is_empty() && base(*first) == base(c) => more,
            _ => return None,
        };
    }
    match (rest.is_empty(), exact, in_two, stripped) {
        (false, ..) | (_, true, _, true) => None,
        (_, _, _, true) => Some(Spelling::Stripped),
        (_, _, true, _) => Some(Spelling::InTwo),
        _ => Some(Spelling::Exact),
    }
}

fn is_norse(c: char) -> bool {
    matches!(c, 'å' | 'ø' | 'æ')
}

/// Returns a letter without its accents.
fn base(c: char) -> char {
    if c.is_ascii() { c } else { plain(c).first().map_or(c, |letter| char::from(*letter)) }
}

#[cfg(test)]
mod tests {
    use super::{Spelling, spelling, variants};

    fn of(name: &str, shown: &str) -> Option<Spelling> {
        spelling(&name.to_lowercase().chars().collect::<Vec<_>>(), &shown.chars().collect::<Vec<_>>())
    }

    #[test]
    fn a_name_is_told_from_a_word_that_is_only_compared_alike() {
        for (name, shown, expected) in [
            ("Vågå", "vågå", Some(Spelling::Exact)),
            ("Vågå", "VAAGAA", Some(Spelling::InTwo)),
            ("Vågå", "Vaga", Some(Spelling::Stripped)),
            ("Vågå", "våga", None),
            ("Hol", "høl", None),
            ("Hol", "hól", Some(Spelling::Exact)),
            ("Tromsø", "Tromsö", Some(Spelling::Exact)),
            ("Gjøvik", "Gjóvik", Some(Spelling::Stripped)),
            ("Yykeä", "Yykeä", Some(Spelling::Exact)),
            ("Værøy", "Vaeroey", Some(Spelling::InTwo)),
            ("Kárášjohka", "Karasjohka", Some(Spelling::Exact)),
            ("Nord-Fron", "Nord\0Fron", Some(Spelling::Exact)),
        ] {
            assert_eq!(of(name, shown), expected, "{name} {shown}");
        }
    }

    #[test]
    fn every_way_to_write_a_name_is_known() {
        let written = |name| variants(name).into_iter().map(|way| String::from_utf8(way).unwrap()).collect::<Vec<_>>();
        assert_eq!(written("Bø"), ["bo", "boe"]);
        assert_eq!(written("Sør-Fron"), ["soer fron", "soerfron", "sor fron", "sorfron"]);
        assert_eq!(written("Værøy").len(), 6);
    }
}

//! Exact numbers of inhabitants, which name a municipality to anybody with a table.

use super::context::{Page, Word, seen};
use super::{Kind, Raw, Severity, Why};

/// Smaller numbers count groups, larger ones counties and the country.
const LEAST: u32 = 180;
const MOST: u32 = 800_000;

/// Adds the number of inhabitants told at a word such as `innbyggere` or `folketallet`.
pub(super) fn at_word(page: Page<'_>, word: Word, hits: &mut Vec<Raw>) {
    let plain = page.plain(word);
    let is_figure = plain.starts_with(b"folketal")
        || plain.starts_with(b"folkemengd")
        || plain.starts_with(b"befolkning")
        || plain.starts_with(b"innbyggertal")
        || plain.starts_with(b"innbyggjartal")
        || plain.starts_with(b"innbyggartal");
    let found = if is_figure { after(page, word) } else { before(page, word) };
    let Some((from, to, number)) = found.filter(|(_, _, number)| (LEAST..MOST).contains(number)) else { return };
    let about = page.previous_in_phrase(Word { from, to }).is_some_and(|about| {
        page.is(
            Some(about),
            &[
                "lag", "ca", "cirka", "omtrent", "rundt", "kring", "naer", "nesten", "over", "under", "drygt", "knapt",
                "naermere", "omkring", "enn", "per", "pr",
            ],
        )
    });
    let severity = match (number % 100, number % 10) {
        (0, _) | (50, _) => return,
        (_, 0) => Severity::Warn,
        _ if about => Severity::Warn,
        _ => Severity::Block,
    };
    let (from, to) = (from.min(word.from), to.max(word.to));
    hits.push(Raw { kind: Kind::Population, severity, why: Why::Population, from, to });
}

/// `4 512 innbyggere`.
fn before(page: Page<'_>, word: Word) -> Option<(usize, usize, u32)> {
    let mut last = page.previous_in_phrase(word)?;
    if page.is(Some(last), &["fastboende", "registrerte", "personer", "faste"]) {
        last = page.previous_in_phrase(last)?;
    }
    let digits = |word: Word| page.plain(word).iter().all(u8::is_ascii_digit);
    if !digits(last) {
        return None;
    }
    let mut from = last;
    // Thousands, millions.
    while let Some(earlier) = page.before(from.from - 1).filter(|earlier| {
        digits(*earlier)
            && from.to - from.from == 3
            && earlier.to - earlier.from <= 3
            && is_thousands(page.between(from.from - 1))
    }) {
        from = earlier;
    }
    Some((from.from, last.to, number(page, from.from, last.to)?))
}

/// `folketallet er 4 512`.
fn after(page: Page<'_>, word: Word) -> Option<(usize, usize, u32)> {
    let digits = |word: &Word| page.plain(*word).iter().all(u8::is_ascii_digit);
    let first = page.sentence_after(word, 3).take_while(|other| !page.is(Some(*other), &["ar", "aret", "i"])).find(digits)?;
    let mut last = first;
    while let Some(next) = page.after(last.to).filter(|next| {
        digits(next) && next.to - next.from == 3 && last.to - last.from <= 3 && is_thousands(page.between(last.to))
    }) {
        last = next;
    }
    let number = number(page, first.from, last.to)?;
    // `Befolkningen i 2024`: a year.
    (last != first || !(1900..2100).contains(&number)).then_some((first.from, last.to, number))
}

fn is_thousands(joint: &str) -> bool {
    let joint = seen(joint);
    joint == "." || joint.chars().all(char::is_whitespace) && joint.chars().count() == 1
}

fn number(page: Page<'_>, from: usize, to: usize) -> Option<u32> {
    let digits: Vec<u8> = page.plain(Word { from, to }).iter().copied().filter(u8::is_ascii_digit).collect();
    std::str::from_utf8(&digits).ok()?.parse().ok()
}

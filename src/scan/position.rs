//! Places on a map: degrees north and east, degrees with minutes, UTM.

use super::context::{Page, Word};
use super::{Kind, Raw, Severity, Why};

/// A number with decimals, as it stands in the text.
struct Decimal {
    word: Word,
    whole: u32,
    decimals: usize,
}

/// Adds the positions of a text: pairs of decimals, degrees and minutes, UTM.
pub(super) fn positions(page: Page<'_>, hits: &mut Vec<Raw>) {
    let mut add = |severity, from, to| {
        hits.push(Raw { kind: Kind::Coordinates, severity, why: Why::Coordinates, from, to });
    };
    let mut last: Option<Decimal> = None;
    let mut degrees: Option<(Word, u32)> = None;
    let mut east: Option<Word> = None;
    for &from in &page.letters.digits {
        let Some(group) = group(page, from as usize) else { continue };
        if let Some(found) = utm(page, group, &mut east) {
            add(found.0, found.1, group.to);
        }
        if let Some(value) = degree(page, group) {
            if let Some((first, north)) =
                degrees.take().filter(|(first, _)| group.from - first.from < 40 && group.from > first.from)
            {
                if is_here(north, value) || is_here(value, north) {
                    add(Severity::Block, first.from, end_of_degree(page, group));
                }
            } else {
                degrees = Some((group, value));
            }
        }
        // Both halves of `60.79` begin a group; the first is the whole number.
        let Some(decimal) = decimal(page, group) else { continue };
        if let Some(first) = last.take().filter(|first| decimal.word.from > first.word.to)
            && let Some(severity) = pair(page, &first, &decimal)
        {
            add(severity, first.word.from, decimal.word.to);
            continue;
        }
        last = Some(decimal);
    }
}

fn group(page: Page<'_>, from: usize) -> Option<Word> {
    let rest = page.letters.bytes.get(from..)?;
    let length = rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
    Some(Word { from, to: from + length })
}

fn value(page: Page<'_>, group: Word) -> u32 {
    page.plain(group).iter().take(9).fold(0, |number, digit| number * 10 + u32::from(*digit - b'0'))
}

/// Tells whether a degree north and one east meet in Norway.
fn is_here(north: u32, east: u32) -> bool {
    ((57..72).contains(&north) || (74..82).contains(&north)) && (4..33).contains(&east)
}

/// `60.79574`: a whole number of one or two digits, a dot or comma, digits.
fn decimal(page: Page<'_>, group: Word) -> Option<Decimal> {
    if group.to - group.from > 2 || !matches!(page.between(group.to), "." | "," | "%2E" | "%2C") {
        return None;
    }
    let rest = page.letters.bytes.get(group.to + 1..)?;
    let decimals = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let word = Word { from: group.from, to: group.to + 1 + decimals };
    (decimals >= 2).then(|| Decimal { word, whole: value(page, group), decimals })
}

fn pair(page: Page<'_>, first: &Decimal, second: &Decimal) -> Option<Severity> {
    if !is_here(first.whole, second.whole) && !is_here(second.whole, first.whole) {
        return None;
    }
    let between = page.between(first.word.to);
    let far = second.word.from - first.word.to > 16;
    let marked = is_marked(page, first.word)
        || is_marked(page, second.word)
        || between.contains('°')
        || page.between(second.word.to).starts_with('°');
    let adjacent = first.word.to + 1 == second.word.from;
    match first.decimals.min(second.decimals) {
        2.. if marked && !far => Some(Severity::Block),
        4.. if adjacent => Some(Severity::Block),
        3 if adjacent && !between.contains('\n') => Some(Severity::Warn),
        _ => None,
    }
}

/// Tells whether `lat`, `N`, `breddegrad` or the like stands beside a number.
fn is_marked(page: Page<'_>, number: Word) -> bool {
    const MARKS: [&str; 18] = [
        "n",
        "o",
        "e",
        "lat",
        "lon",
        "lng",
        "latitude",
        "longitude",
        "nord",
        "ost",
        "aust",
        "breddegrad",
        "lengdegrad",
        "breiddegrad",
        "lengdegrader",
        "posisjon",
        "koordinat",
        "geo",
    ];
    let near = |gap: usize| page.between(gap).chars().count() <= 4;
    let after = page.after(number.to).filter(|_| near(number.to));
    let before = page.before(number.from - 1).filter(|_| near(number.from - 1));
    page.is(after, &MARKS) || page.begins(before, &MARKS[3..]) || page.is(before, &MARKS[..3])
}

/// `60°47′44″N`: the degrees of such a position.
fn degree(page: Page<'_>, group: Word) -> Option<u32> {
    if group.to - group.from > 3 || !page.between(group.to).trim_start().starts_with(['°', 'º', '˚']) {
        return None;
    }
    let minutes = page.after(group.to).filter(|minutes| page.plain(*minutes).iter().all(u8::is_ascii_digit))?;
    page.between(minutes.to).starts_with(['\'', '′', '’', '.', ',']).then(|| value(page, group))
}

fn end_of_degree(page: Page<'_>, group: Word) -> usize {
    let minutes = page.after(group.to).map_or(group.to, |minutes| minutes.to);
    let letter = page.after(minutes).filter(|letter| page.is(Some(*letter), &["n", "e", "o"]));
    letter.map_or(minutes, |letter| letter.to)
}

/// Six digits east and seven north.
fn utm(page: Page<'_>, group: Word, east: &mut Option<Word>) -> Option<(Severity, usize)> {
    let length = group.to - group.from;
    if length == 6 {
        *east = Some(group);
        return None;
    }
    let is_north = length == 7 && (6_400_000..8_000_000).contains(&value(page, group));
    let other = east.take().filter(|other| is_north && group.from > other.to && group.from - other.to <= 8)?;
    let near = page.between(other.to).chars().count() <= 6;
    let zone = |word: Option<Word>| {
        word.is_some_and(|word| {
            let plain = page.plain(word);
            plain.starts_with(b"utm")
                || matches!(plain, [b'3', b'1'..=b'6', b'n' | b'v' | b'w' | b'x'])
                || matches!(plain, b"n" | b"o" | b"e" | b"ost" | b"nord" | b"sone")
        })
    };
    let before = page.previous(other);
    let marked = zone(before) || zone(before.and_then(|before| page.previous(before))) || zone(page.next(group));
    near.then_some((if marked { Severity::Block } else { Severity::Warn }, other.from))
}

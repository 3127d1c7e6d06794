//! Telephone numbers, and eight digits that are none: dates, amounts, cases, years.

use super::context::{Page, Word};
use super::numbers::{Cluster, Joint, is_amount, said_before, touches, touches_letters};
use super::{Kind, Raw, Severity, Why};

/// Words before a telephone number.
const CALL: [&str; 13] = [
    "tlf",
    "telefon",
    "tel",
    "mobil",
    "mob",
    "ring",
    "sms",
    "whatsapp",
    "nummeret",
    "kontaktnummer",
    "phone",
    "vakttelefon",
    "mobilnummer",
];
/// Words before numbers that are of things.
const THING: [&str; 30] = [
    "isbn",
    "issn",
    "doi",
    "pmid",
    "sak",
    "arkiv",
    "dok",
    "journal",
    "jnr",
    "ref",
    "id",
    "faktura",
    "kid",
    "konto",
    "postboks",
    "versjon",
    "gnr",
    "bnr",
    "prosjekt",
    "avtale",
    "ordre",
    "bestilling",
    "ephorte",
    "serie",
    "nus",
    "orcid",
    "artikkel",
    "kode",
    "lov",
    "forskrift",
];

/// Adds the telephone numbers in a cluster.
pub(super) fn phone(page: Page<'_>, cluster: &Cluster, hits: &mut Vec<Raw>) {
    // The shortest has five; a year, a share or a number in a list is passed over at once.
    if cluster.count() < 5 {
        return;
    }
    let whole = cluster.whole();
    let called = said_before(page, whole, &CALL);
    let mut say = |severity, why, part: Word| hits.push(Raw { kind: Kind::Phone, severity, why, from: part.from, to: part.to });
    if let Some(part) = foreign(page, cluster) {
        return say(Severity::Block, Why::Phone, part);
    }
    if said_before(page, whole, &THING) && !called {
        return;
    }
    let lengths = cluster.lengths();
    let lone = !touches_letters(page, whole) || is_called_in_one(page, whole);
    if lone && !touches(page, whole, &['/', '=', '#', '_']) && !is_amount(page, whole) {
        if called && lengths.len() <= 2 && matches!(lengths.iter().sum(), 5) && cluster.digits(page).first() == Some(&0) {
            return say(Severity::Block, Why::Phone, whole);
        }
        if let Some(severity) = grouped(page, cluster, called) {
            return say(severity, Why::Phone, whole);
        }
    }
    if lone {
        inside(page, cluster, called, &mut say);
    }
}

/// `+47 …`, `0047…`, or another country's.
fn foreign(page: Page<'_>, cluster: &Cluster) -> Option<Word> {
    let whole = cluster.whole();
    let digits = cluster.digits(page);
    let before = page.between(whole.from - 1);
    let plus =
        before.ends_with(['+', '＋']) || before.ends_with("%2B") || before.ends_with("&#43;") || before.ends_with("&plus;");
    let noughts = digits.starts_with(&[0, 0, 4, 7]) && digits.len() == 12;
    // `+47 (612) 34 567`: the country's number may be a cluster of its own.
    (plus && (8..=15).contains(&digits.len()) || noughts).then_some(whole)
}

/// `tlf61234567`.
fn is_called_in_one(page: Page<'_>, whole: Word) -> bool {
    let word = page.letters.bytes.get(..whole.from).and_then(|head| {
        let from = memchr::memrchr(super::letters::GAP, head)? + 1;
        head.get(from..)
    });
    word.is_some_and(|word| CALL.iter().any(|call| call.as_bytes() == word)) && page.letters.byte(whole.to) == super::letters::GAP
}

/// Judges a cluster that is as a whole grouped as a telephone number is.
fn grouped(page: Page<'_>, cluster: &Cluster, called: bool) -> Option<Severity> {
    let lengths = cluster.lengths();
    let digits = cluster.digits(page);
    let spread = digits.len() == 8 && lengths.iter().all(|length| *length == 1);
    let usual = matches!(lengths.as_slice(), [8] | [2, 2, 2, 2] | [3, 2, 3] | [4, 4]) || spread;
    let with_country =
        matches!(lengths.as_slice(), [2, 8] | [2, 2, 2, 2, 2] | [2, 3, 2, 3] | [10]) && digits.starts_with(&[4, 7]);
    if called && (digits.len() == 8 || with_country) && cluster.has_only(&[Joint::Blank, Joint::Dot, Joint::Hyphen, Joint::Line])
    {
        return Some(Severity::Block);
    }
    if !usual || is_date(&digits, &lengths) || are_years(&digits, &lengths) || counts_up(page, cluster) {
        return None;
    }
    if !matches!(digits.first(), Some(2..=9)) || digits.iter().all(|digit| Some(digit) == digits.first()) {
        return None;
    }
    if cluster.has_only(&[Joint::Blank, Joint::Line]) {
        // Four and four, or eight digits one by one, are written otherwise too; eight on end end in noughts when they are money.
        let doubtful =
            lengths == [4, 4] || spread || lengths == [8] && digits.ends_with(&[0, 0, 0]) || digits.first() == Some(&8);
        return Some(if doubtful { Severity::Warn } else { Severity::Block });
    }
    let uniform = cluster.has_only(&[Joint::Hyphen]) || cluster.has_only(&[Joint::Dot]);
    (uniform && lengths.len() > 2).then_some(Severity::Warn)
}

/// Looks for telephone numbers among more digits: several in a row, or one after a number of something else.
fn inside(page: Page<'_>, cluster: &Cluster, called: bool, say: &mut dyn FnMut(Severity, Why, Word)) {
    let lengths = cluster.lengths();
    if lengths.len() <= 4 || !cluster.has_only(&[Joint::Blank, Joint::Line]) {
        return;
    }
    if lengths.len().is_multiple_of(4) && lengths.len() <= 12 && lengths.iter().all(|length| *length == 2) && called {
        return say(Severity::Block, Why::Phone, cluster.whole());
    }
    for (from, size) in [(lengths.len() - 4, 4), (0, 4), (lengths.len() - 3, 3), (0, 3)] {
        let part = cluster.part(from..from + size);
        let neighbour = if from == 0 { lengths.get(size) } else { lengths.get(from - 1) };
        let apart = neighbour.is_some_and(|length| *length != 2 && *length != 3);
        if apart && matches!(part.lengths().as_slice(), [2, 2, 2, 2] | [3, 2, 3]) && grouped(page, &part, called).is_some() {
            return say(if called { Severity::Block } else { Severity::Warn }, Why::Phone, part.whole());
        }
    }
}

/// `20241121` or `21112024`.
fn is_date(digits: &[u8], lengths: &[usize]) -> bool {
    let number = |range: std::ops::Range<usize>| {
        digits.get(range).unwrap_or_default().iter().fold(0u32, |number, digit| number * 10 + u32::from(*digit))
    };
    let holds =
        |year: u32, month: u32, day: u32| (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    lengths == [8] && (holds(number(0..4), number(4..6), number(6..8)) || holds(number(4..8), number(2..4), number(0..2)))
}

/// `2024 2025`, `19992000`.
fn are_years(digits: &[u8], lengths: &[usize]) -> bool {
    let is_year = |year: &[u8]| matches!(year, [1, 9, ..] | [2, 0, ..]);
    (lengths == [4, 4] || lengths == [8]) && digits.chunks(4).all(is_year)
}

/// `21 22 23 24`: ticks of an axis, pages.
fn counts_up(page: Page<'_>, cluster: &Cluster) -> bool {
    let number = |group: &Word| page.plain(*group).iter().fold(0u32, |number, digit| number * 10 + u32::from(*digit - b'0'));
    let numbers: Vec<u32> = cluster.groups.iter().map(number).collect();
    let step = |pair: &[u32]| if let [one, two] = pair { two.checked_sub(*one) } else { None };
    let mut steps = numbers.windows(2).map(step);
    numbers.len() >= 4 && steps.next().flatten().is_some_and(|first| first > 0 && steps.all(|step| step == Some(first)))
}

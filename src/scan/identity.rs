//! National identity numbers and organisation numbers, by their check digits.

use super::context::Page;
use super::numbers::{Cluster, Joint, is_amount, said_before, touches_letters};
use super::{Kind, Raw, Severity, Why};

const PERSON: [&str; 8] = ["fodselsn", "fnr", "personn", "dnr", "dnummer", "fodselsdato", "pnr", "id"];
const ORGANISATION: [&str; 7] = ["org", "organisasjonsn", "foretaksn", "virksomhetsn", "verksemdsn", "mva", "bedriftsn"];

/// Adds the numbers of people in a cluster.
pub(super) fn person(page: Page<'_>, cluster: &Cluster, hits: &mut Vec<Raw>) {
    if !cluster.has_only(&[Joint::Blank, Joint::Dot, Joint::Hyphen, Joint::Line]) {
        return;
    }
    let lengths = cluster.lengths();
    for from in 0..lengths.len() {
        let mut total = 0;
        for to in from + 1..=lengths.len() {
            total += lengths.get(to - 1).copied().unwrap_or(0);
            if total > 11 {
                break;
            }
            if total == 11 {
                let part = cluster.part(from..to);
                let alone = from == 0 && to == lengths.len();
                if let Some((severity, why)) = judge_person(page, &part, alone) {
                    let part = part.whole();
                    hits.push(Raw { kind: Kind::NationalId, severity, why, from: part.from, to: part.to });
                    return;
                }
            }
        }
    }
}

fn judge_person(page: Page<'_>, part: &Cluster, alone: bool) -> Option<(Severity, Why)> {
    let digits: [u8; 11] = part.digits(page).try_into().ok()?;
    let lengths = part.lengths();
    let usual =
        matches!(lengths.as_slice(), [11] | [6, 5] | [2, 2, 2, 5] | [6, 3, 2]) || lengths.iter().all(|length| *length == 1);
    let said = said_before(page, part.whole(), &PERSON);
    let dated = is_dated(&digits) || matches!(digits.first(), Some(8 | 9));
    let checked = has_check_digits(&digits);
    if touches_letters(page, part.whole()) && !said {
        return None;
    }
    match (is_dated(&digits), checked) {
        (true, true) if usual || alone => Some((Severity::Block, Why::NationalId)),
        _ if said && (usual || alone) => Some((Severity::Block, Why::NationalId)),
        // Six and five, the six a day: written so, it is nothing else, though a digit may be wrong.
        (true, false) if lengths == [6, 5] && part.has_only(&[Joint::Blank]) && !is_amount(page, part.whole()) => {
            Some((Severity::Block, Why::NationalId))
        }
        // Help numbers have no date but the check digits; others may have a date and, from 2032, other check digits.
        (false, true) if usual && dated => Some((Severity::Warn, Why::MaybeNationalId)),
        (true, false) if matches!(lengths.as_slice(), [11] | [6, 5] | [2, 2, 2, 5]) && !is_amount(page, part.whole()) => {
            Some((Severity::Warn, Why::MaybeNationalId))
        }
        _ => None,
    }
}

/// Tells whether the first six digits can be a day: also one of a D-number (day + 40) or a made-up one (month + 40, 65, 80).
fn is_dated(digits: &[u8; 11]) -> bool {
    let two = |at: usize| digits.get(at).zip(digits.get(at + 1)).map_or(0, |(ten, one)| ten * 10 + one);
    let (day, month) = (two(0), two(2));
    let days = matches!(day, 1..=31 | 41..=71);
    days && matches!(month, 1..=12 | 41..=52 | 66..=77 | 81..=92)
}

fn has_check_digits(digits: &[u8; 11]) -> bool {
    const FIRST: [u32; 9] = [3, 7, 6, 1, 8, 9, 4, 5, 2];
    const SECOND: [u32; 10] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
    check_digit(digits, &FIRST) == digits.get(9).copied() && check_digit(digits, &SECOND) == digits.get(10).copied()
}

/// Returns the digit that makes the weighted sum divisible by eleven; none where it would be ten.
fn check_digit(digits: &[u8], weights: &[u32]) -> Option<u8> {
    let sum: u32 = digits.iter().zip(weights).map(|(digit, weight)| u32::from(*digit) * weight).sum();
    let check = (11 - sum % 11) % 11;
    u8::try_from(check).ok().filter(|check| *check < 10)
}

/// Adds an organisation's number, if the cluster is one.
pub(super) fn organisation(page: Page<'_>, cluster: &Cluster, hits: &mut Vec<Raw>) {
    let whole = cluster.whole();
    if !matches!(cluster.lengths().as_slice(), [9] | [3, 3, 3]) || !cluster.has_only(&[Joint::Blank, Joint::Dot]) {
        return;
    }
    let Ok(digits) = <[u8; 9]>::try_from(cluster.digits(page)) else { return };
    let valid =
        matches!(digits.first(), Some(8 | 9)) && check_digit(&digits, &[3, 2, 7, 6, 5, 4, 3, 2]) == digits.last().copied();
    let after = page.after(whole.to);
    let said = said_before(page, whole, &ORGANISATION) || page.is(after, &["mva"]);
    let severity = match (said, valid) {
        (true, _) => Severity::Block,
        (false, true) if !is_amount(page, whole) && !touches_letters(page, whole) => Severity::Warn,
        _ => return,
    };
    let why = if said { Why::Organisation } else { Why::MaybeOrganisation };
    hits.push(Raw { kind: Kind::OrganisationNumber, severity, why, from: whole.from, to: whole.to });
}

/// Adds a municipality's number, where the words before it say that it is one.
pub(super) fn municipality(page: Page<'_>, cluster: &Cluster, known: &[u16], hits: &mut Vec<Raw>) {
    const SAID: [&str; 8] =
        ["kommunenummer", "kommunenummeret", "kommunenr", "kommnr", "knr", "kommunekode", "kommunekoden", "municipality"];
    let Some(group) = cluster.groups.first().copied().filter(|group| group.to - group.from == 4) else { return };
    let number = page.plain(group).iter().fold(0u16, |number, digit| number * 10 + u16::from(*digit - b'0'));
    if known.binary_search(&number).is_err() {
        return;
    }
    let before = page.before(group.from - 1);
    let reference = page.is(before, &["municipality"]) && page.between(group.from - 1).starts_with(':');
    let close = page.between(group.from - 1).trim_matches([' ', '.', ':', '\u{A0}']).is_empty();
    let number_word = before.filter(|word| page.is(Some(*word), &["nr", "nummer"]));
    let of =
        number_word.and_then(|word| page.previous(word)).filter(|word| page.is(Some(*word), &["kommune", "komm", "kommunens"]));
    // `kommune 2024` is a year; `kommune 3407` is none.
    let bare = page.is(before, &["kommune"]) && cluster.groups.len() == 1 && !(1900..2100).contains(&number);
    if close && (page.is(before, &SAID) || of.is_some() || bare) || reference {
        let (kind, why) = (Kind::MunicipalityNumber, Why::MunicipalityNumber);
        hits.push(Raw { kind, severity: Severity::Block, why, from: group.from, to: group.to });
    }
}

#[cfg(test)]
mod tests {
    use super::{has_check_digits, is_dated};

    #[test]
    fn made_up_numbers_of_all_series_are_known() {
        // Computed here, so that nobody's number stands in the code.
        for head in ["010190123", "410190123", "014190123", "016690123", "018190123"] {
            let made = (0..100).filter_map(|end: u32| {
                let digits: Vec<u8> = format!("{head}{end:02}").bytes().map(|byte| byte - b'0').collect();
                let digits: [u8; 11] = digits.try_into().ok()?;
                (is_dated(&digits) && has_check_digits(&digits)).then_some(end)
            });
            assert!(made.count() <= 1, "{head}");
        }
        assert!(!is_dated(&[9, 9, 1, 3, 9, 0, 1, 2, 3, 4, 5]));
    }
}

//! What helps a reader through a report: how long a chapter takes, and what became of addresses that it has no more.

use super::desk::Desk;
use super::page::{GoneRow, MovedRow, Reading};
use super::reports::address;
use crate::domain::{Chapter, Report};

/// Words that an adult reads in a minute: somewhat fewer than of a novel, for a report has more names and numbers.
const WORDS_A_MINUTE: usize = 200;

/// Returns how long chapters take to read, in whole minutes.
pub(super) fn time<'a>(chapters: impl IntoIterator<Item = &'a Chapter>) -> Reading {
    of_words(chapters.into_iter().map(|chapter| chapter.words).sum())
}

fn of_words(words: usize) -> Reading {
    let minutes = (words + WORDS_A_MINUTE / 2) / WORDS_A_MINUTE;
    Reading {
        time: match minutes {
            0 | 1 => "omtrent 1 minutt".to_owned(),
            minutes => format!("omtrent {minutes} minutter"),
        },
    }
}

/// Returns the address to write to about a report, with a subject that says which report and version.
pub(super) fn feedback(report: &Report) -> Option<String> {
    let subject = encoded(&format!("Om «{}», utgave {}", report.title, report.version));
    report.email.as_ref().map(|email| format!("mailto:{email}?subject={subject}"))
}

/// Writes a text as a part of an address.
fn encoded(text: &str) -> String {
    let mut address = String::with_capacity(3 * text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address
}

/// Returns the addresses of a chapter that lead to other chapters now.
pub(super) fn moved(desk: &Desk<'_>, report: &Report, index: usize) -> Vec<MovedRow> {
    let left = desk.addresses.left(report.chapters[index].source.within());
    let row = |moved: &crate::domain::Moved| {
        let to = &report.chapters[moved.to];
        let place = format!("{}{}/#{}", address(report), to.slug, moved.to_id);
        MovedRow { id: moved.id.clone(), kind: moved.kind.word(), to: desk.link(&to.title, &place) }
    };
    left.iter().flat_map(|left| &left.moved).map(row).collect()
}

/// Returns the addresses of what was taken out of a chapter.
pub(super) fn gone(desk: &Desk<'_>, report: &Report, chapter: &Chapter) -> Vec<GoneRow> {
    let row = |gone: &crate::domain::Gone| GoneRow {
        id: gone.id.clone(),
        version: gone.version.clone().unwrap_or_else(|| report.version.clone()),
    };
    desk.addresses.left(chapter.source.within()).iter().flat_map(|left| &left.gone).map(row).collect()
}

/// Returns the addresses of what was taken out of the whole report, as the page with everything has them.
pub(super) fn gone_from_all(desk: &Desk<'_>, report: &Report) -> Vec<GoneRow> {
    let of = |chapter: &Chapter| {
        let rows = gone(desk, report, chapter);
        let slug = chapter.slug.clone();
        rows.into_iter().map(move |row| GoneRow { id: format!("{slug}-{}", row.id), ..row })
    };
    report.chapters.iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_said_in_whole_minutes() {
        let of = |words: usize| of_words(words).time;
        assert_eq!(of(0), "omtrent 1 minutt");
        assert_eq!(of(299), "omtrent 1 minutt");
        assert_eq!(of(300), "omtrent 2 minutter");
        assert_eq!(of(2000), "omtrent 10 minutter");
    }

    #[test]
    fn a_subject_can_hold_any_sign() {
        assert_eq!(encoded("«Å, ja» 1.0&x=y"), "%C2%AB%C3%85%2C%20ja%C2%BB%201.0%26x%3Dy");
    }
}

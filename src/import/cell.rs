//! What stands in a cell: a text, a day, a word. What is not certain is said to be so.

use super::table::{Cell, clean, number_text};
use crate::domain::PartialDate;
use crate::problem::{Both, both};

/// Longest text of a cell, in bytes: it must fit on a line of `observations.yaml`.
const LONGEST: usize = 60_000;

/// Returns the text of a cell; none where it is empty.
pub(super) fn text(cell: &Cell) -> Result<Option<String>, Both> {
    let text = match cell {
        Cell::Empty => return Ok(None),
        Cell::Text(text) => clean(text),
        Cell::Number(number) => number_text(*number).ok_or_else(uncertain_number)?,
        Cell::Truth(_) => {
            return Err(both!("her må det stå tekst, ikke sann eller usann", "this must be text, not true or false"));
        }
        Cell::Date(_) => {
            return Err(both!(
                "cellen er en dato; kanskje har regnearket gjort noe annet om til en",
                "the cell is a date; perhaps the spreadsheet has made one of something else"
            ));
        }
        Cell::Formula | Cell::Merged | Cell::Unreadable => return Err(unwritten(cell)),
    };
    if text.chars().any(|letter| letter.is_control() && letter != '\n' && letter != '\t') {
        return Err(both!("et usynlig styretegn står i cellen", "an invisible control character stands in the cell"));
    }
    if text.len() > LONGEST {
        let longest = LONGEST / 1000;
        return Err(both!("teksten er lengre enn {longest} kB", "the text is longer than {longest} kB"));
    }
    Ok(Some(text))
}

/// Returns what a cell has in the way of a word: a text, a number, or true and false.
pub(super) fn word_of(cell: &Cell) -> Result<String, Both> {
    match cell {
        Cell::Truth(truth) => Ok(truth.to_string()),
        cell => Ok(text(cell)?.unwrap_or_default()),
    }
}

/// Returns the day of a cell; none where it is empty.
pub(super) fn date(cell: &Cell) -> Result<Option<PartialDate>, Both> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Date(date) => Ok(Some(*date)),
        Cell::Text(text) => parsed_date(&clean(text)).map(Some).ok_or_else(|| {
            both!(
                "her må det stå en dato, som 2026-11-21 eller 21.11.2026",
                "this must be a date, such as 2026-11-21 or 21.11.2026"
            )
        }),
        Cell::Number(_) | Cell::Truth(_) => Err(both!(
            "her må det stå en dato, men cellen er ikke formatert som dato",
            "this must be a date, but the cell is not formatted as one"
        )),
        Cell::Formula | Cell::Merged | Cell::Unreadable => Err(unwritten(cell)),
    }
}

/// Reads `2026-11-21`, `2026-11`, `2026` or `21.11.2026`, the days with a time behind them too.
fn parsed_date(text: &str) -> Option<PartialDate> {
    let (day, time) = match text.split_once([' ', 'T']) {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    if time.is_some_and(|time| !is_time(time)) {
        return None;
    }
    let parts: Vec<&str> = day.split('.').collect();
    let date = match parts.as_slice() {
        [day, month, year] => {
            let digits =
                |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
            let fits = digits(day, 2) && digits(month, 2) && digits(year, 4) && year.len() == 4;
            fits.then(|| format!("{year}-{month:0>2}-{day:0>2}")).and_then(|iso| iso.parse().ok())
        }
        [iso] => iso.parse().ok(),
        _ => None,
    };
    // Only a day has a time.
    date.filter(|date: &PartialDate| time.is_none() || date.iso().len() == 10)
}

fn is_time(text: &str) -> bool {
    let text = text.strip_suffix('Z').unwrap_or(text);
    let (text, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let parts: Vec<&str> = text.split(':').collect();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    (2..=3).contains(&parts.len()) && parts.iter().all(|part| part.len() == 2 && digits(part)) && digits(fraction)
}

/// Says why a cell that somebody did not simply write is not read.
fn unwritten(cell: &Cell) -> Both {
    match cell {
        Cell::Formula => both!(
            "cellen er en formel; kopier kolonnen og lim den inn som verdier",
            "the cell is a formula; copy the column and paste it as values"
        ),
        Cell::Merged => both!(
            "cellen er slått sammen med andre; del dem, og fyll ut hver av dem",
            "the cell is merged with others; part them, and fill in each"
        ),
        _ => both!("cellen kan ikke leses", "the cell cannot be read"),
    }
}

fn uncertain_number() -> Both {
    both!(
        "tallet er så stort at sifrene ikke er sikre; gjør kolonnen om til tekst",
        "the number is so large that its digits are not certain; make the column text"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_they_are_written_here_and_in_no_other_way() {
        let iso = |text: &str| parsed_date(text).map(PartialDate::iso);
        for (written, meant) in [
            ("2024-04-16", "2024-04-16"),
            ("2024-04", "2024-04"),
            ("2024", "2024"),
            ("16.04.2024", "2024-04-16"),
            ("6.4.2024", "2024-04-06"),
            ("16.04.2024 10:22:31", "2024-04-16"),
            ("2024-04-16T10:22", "2024-04-16"),
            ("2024-04-16T10:22:31.123Z", "2024-04-16"),
        ] {
            assert_eq!(iso(written).as_deref(), Some(meant), "{written}");
        }
        for written in [
            "04/16/2024",
            "16/4-2024",
            "16.04.24",
            "31.02.2024",
            "16. april",
            "45398",
            "2024 10:00",
            "2024-04-16 morgen",
            "1.2",
            "",
        ] {
            assert_eq!(iso(written), None, "{written}");
        }
    }

    #[test]
    fn what_the_spreadsheet_made_of_a_cell_is_not_taken_for_what_was_written() {
        let date = Cell::Date("2024-02-01".parse().unwrap());
        for cell in [date, Cell::Formula, Cell::Merged, Cell::Unreadable, Cell::Truth(true), Cell::Number(1e20)] {
            assert!(text(&cell).is_err());
        }
        assert!(super::date(&Cell::Number(45_398.0)).is_err());
        assert_eq!(text(&Cell::Text(" a\r\nb\u{A0}".to_owned())), Ok(Some("a\nb".to_owned())));
        assert!(text(&Cell::Text("a\u{7}b".to_owned())).is_err());
        assert!(text(&Cell::Text("å".repeat(LONGEST))).is_err());
    }
}

//! CSV, strictly: a quote that is not closed, or letters after one that is, would shift all cells behind it.
//!
//! The sign between cells is found out (`;`, tab or `,`): the one by which all rows have as many cells.

use super::table::{Cell, Kind, Row, Table};
use crate::problem::{Both, Code, Place, Problem, both};

/// The signs that can stand between cells, in the order in which they are tried.
const SIGNS: [char; 3] = [';', '\t', ','];

/// Why a text is no CSV: the line, and what is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Broken {
    /// A quote is never closed.
    Open(usize),
    /// Something stands between a closing quote and the next cell.
    Behind(usize),
}

/// A row: its line, and the texts of its cells.
type Raw = (usize, Vec<String>);

/// Reads a table out of the bytes of a CSV file.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<(Table, Vec<Problem>), Problem> {
    let (text, note) = decoded(file, bytes)?;
    let (rows, cells) = parted(file, &text)?;
    let uneven = rows
        .iter()
        .filter(|(_, row)| row.len() != cells && !is_blank(row))
        .map(|(line, row)| uneven(file, *line, row.len(), cells));
    let mut problems: Vec<Problem> = uneven.collect();
    problems.extend(note);
    let rows = rows.into_iter().map(|(number, row)| Row {
        number,
        cells: row.into_iter().map(|text| if text.trim().is_empty() { Cell::Empty } else { Cell::Text(text) }).collect(),
    });
    let mut table = Table::new(file, Kind::Csv, rows)?;
    let width = table.headings.len();
    for row in &mut table.rows {
        row.cells.resize(width.max(row.cells.len()), Cell::Empty);
    }
    Ok((table, problems))
}

/// Parts the text at the sign that makes an even table; where none does, at the one that the headings have most of, so
/// that what is wrong can be told.
fn parted(file: &str, text: &str) -> Result<(Vec<Raw>, usize), Problem> {
    let (named, text) = sign_named(text);
    let headings = |rows: &[Raw]| rows.iter().find(|(_, row)| !is_blank(row)).map_or(0, |(_, row)| row.len());
    let is_even = |rows: &[Raw]| rows.iter().all(|(_, row)| is_blank(row) || row.len() == headings(rows));
    let signs: Vec<char> = named.map_or(SIGNS.to_vec(), |sign| vec![sign]);
    let even = signs.iter().filter_map(|sign| rows(text, *sign).ok()).find(|rows| headings(rows) > 1 && is_even(rows));
    let rows = match even {
        Some(rows) => rows,
        None => rows(text, most_used(text, &signs)).map_err(|why| broken(file, why))?,
    };
    let count = headings(&rows);
    Ok((rows, count))
}

/// Returns the sign of which the first line has most; of equals the first.
fn most_used(text: &str, signs: &[char]) -> char {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let count = |sign: char| first.chars().filter(|letter| *letter == sign).count();
    signs.iter().copied().rev().max_by_key(|sign| count(*sign)).unwrap_or(SIGNS[0])
}

/// Excel may say on the first line which sign it is: `sep=;`.
fn sign_named(text: &str) -> (Option<char>, &str) {
    let named = text.strip_prefix("sep=").and_then(|rest| {
        let sign = rest.chars().next().filter(|sign| SIGNS.contains(sign))?;
        // The line stays, so that the lines after it are counted right.
        let rest = &rest[sign.len_utf8()..];
        rest.starts_with(['\n', '\r']).then_some((sign, rest))
    });
    named.map_or((None, text), |(sign, rest)| (Some(sign), rest))
}

/// Parts a text into rows of cells.
fn rows(text: &str, sign: char) -> Result<Vec<Raw>, Broken> {
    let mut rows = Vec::new();
    let (mut row, mut cell) = (Vec::new(), String::new());
    let (mut line, mut row_line) = (1, 1);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if cell.is_empty() => {
                quoted(&mut letters, &mut cell, &mut line)?;
                if letters.peek().is_some_and(|&next| next != sign && next != '\n' && next != '\r') {
                    return Err(Broken::Behind(line));
                }
            }
            '\n' | '\r' => {
                if letter == '\r' {
                    letters.next_if_eq(&'\n');
                }
                row.push(std::mem::take(&mut cell));
                rows.push((row_line, std::mem::take(&mut row)));
                line += 1;
                row_line = line;
            }
            letter if letter == sign => row.push(std::mem::take(&mut cell)),
            letter => cell.push(letter),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push((row_line, row));
    }
    Ok(rows)
}

/// Reads on to the quote that closes a cell; a doubled one is a quote.
fn quoted(letters: &mut std::iter::Peekable<std::str::Chars<'_>>, cell: &mut String, line: &mut usize) -> Result<(), Broken> {
    let begun = *line;
    while let Some(letter) = letters.next() {
        match letter {
            '"' if letters.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' => return Ok(()),
            letter => {
                let ends = letter == '\n' || (letter == '\r' && letters.peek() != Some(&'\n'));
                *line += usize::from(ends);
                cell.push(letter);
            }
        }
    }
    Err(Broken::Open(begun))
}

fn is_blank(row: &[String]) -> bool {
    row.iter().all(|cell| cell.trim().is_empty())
}

fn broken(file: &str, why: Broken) -> Problem {
    let (line, headline) = match why {
        Broken::Open(line) => (line, both!("et anførselstegn lukkes aldri", "a quote is never closed")),
        Broken::Behind(line) => {
            (line, both!("noe står etter et anførselstegn som er lukket", "something stands behind a closing quote"))
        }
    };
    Problem::new(Code::BadTable, headline).at(Place::bare(file, line, 1)).help(both!(
        "lagre tabellen på nytt som CSV fra regnearket; et anførselstegn inne i en celle skrives dobbelt",
        "save the table again as CSV from the spreadsheet; a quote inside a cell is written twice"
    ))
}

fn uneven(file: &str, line: usize, cells: usize, headings: usize) -> Problem {
    Problem::new(
        Code::BadRow,
        both!(
            "linje {line}: raden har {cells} celler, men det er {headings} overskrifter",
            "line {line}: the row has {cells} cells, but there are {headings} headings"
        ),
    )
    .at(Place::file(file))
    .help(both!(
        "sett celler med skilletegn i, som 2,5 mellom komma, i anførselstegn",
        "put cells that hold the separator, such as 2,5 between commas, in quotes"
    ))
}

/// Returns the text of a file: UTF-8, or Windows-1252 with a note.
fn decoded(file: &str, bytes: &[u8]) -> Result<(String, Option<Problem>), Problem> {
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), None));
    }
    let wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let text: Option<String> = bytes.iter().map(|&byte| windows_1252(byte)).collect();
    match text.filter(|_| !wide) {
        Some(text) => Ok((text, Some(in_windows_1252(file)))),
        None => Err(Problem::new(Code::NotUtf8, both!("filen er ikke lagret som UTF-8", "the file is not saved as UTF-8"))
            .at(Place::file(file))
            .help(both!("lagre den som «CSV UTF-8», eller som XLSX", "save it as CSV UTF-8, or as XLSX"))),
    }
}

/// Returns the letter of a byte that Norwegian or Sámi text in Windows-1252 can have.
///
/// `¾` and `¿` are none: they are what the `æ` and `ø` of a Mac would become.
fn windows_1252(byte: u8) -> Option<char> {
    const ABOVE: [(u8, char); 16] = [
        (0x80, '€'),
        (0x85, '…'),
        (0x8A, 'Š'),
        (0x8E, 'Ž'),
        (0x91, '‘'),
        (0x92, '’'),
        (0x93, '“'),
        (0x94, '”'),
        (0x95, '•'),
        (0x96, '–'),
        (0x97, '—'),
        (0x99, '™'),
        (0x9A, 'š'),
        (0x9E, 'ž'),
        (0x8B, '‹'),
        (0x9B, '›'),
    ];
    match byte {
        0xBE | 0xBF => None,
        0..=0x7F | 0xA0..=0xFF => Some(char::from(byte)),
        _ => ABOVE.iter().find(|(known, _)| *known == byte).map(|(_, letter)| *letter),
    }
}

fn in_windows_1252(file: &str) -> Problem {
    let headline: Both = both!("filen er lest som Windows-1252, ikke UTF-8", "the file was read as Windows-1252, not UTF-8");
    Problem::new(Code::OtherEncoding, headline).at(Place::file(file)).help(both!(
        "se etter at æ, ø og å er riktige i det som ble skrevet; lagre som «CSV UTF-8» for å slippe meldingen",
        "see that æ, ø and å are right in what was written; save as CSV UTF-8 to be rid of this note"
    ))
}

#[cfg(test)]
mod tests;

//! A municipality as a new row of `registry/municipalities.csv`. Every other byte of the file stays as it is.

use crate::check::MUNICIPALITY_COLUMNS;
use crate::domain::{Date, MunicipalityNo};
use crate::problem::{Fault, both};

/// Returns the list with a municipality in it; `there` is the list as it is, if there is one.
///
/// # Errors
///
/// A usage [`Fault`] where the number is in use, or the list has no header that can be read.
pub(crate) fn municipality_file(there: Option<&str>, name: &str, number: MunicipalityNo, from: Date) -> Result<String, Fault> {
    let fresh = format!("{}\n", MUNICIPALITY_COLUMNS.join(","));
    let text = there.unwrap_or(&fresh);
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let header = text.lines().find(|line| !line.starts_with('#')).unwrap_or("").trim_start_matches('\u{FEFF}');
    let sign = if header.contains(';') { ';' } else { ',' };
    let columns: Vec<&str> = header.split(sign).map(|column| column.trim().trim_matches('"')).collect();
    if !columns.contains(&"number") || !columns.contains(&"valid_to") {
        return Err(Fault::usage(both!(
            "overskriften i `registry/municipalities.csv` kan ikke leses",
            "the header of `registry/municipalities.csv` cannot be read"
        ))
        .help(both!("rett den først; `utsyn check` sier hva som er galt", "mend it first; `utsyn check` says what is wrong")));
    }
    refuse_taken(text, &columns, sign, number, name)?;
    let row = columns.iter().map(|column| field(&value(column, name, number, from), sign)).collect::<Vec<_>>();
    Ok(inserted(text, &row.join(&sign.to_string()), number, &columns, sign, end))
}

fn value(column: &str, name: &str, number: MunicipalityNo, from: Date) -> String {
    match column {
        "number" => number.to_string(),
        "name" | "official_name" => name.split_whitespace().collect::<Vec<_>>().join(" "),
        "county" => number.county().to_string(),
        "valid_from" => from.to_string(),
        "valid_from_precision" => "exact".to_owned(),
        _ => String::new(),
    }
}

fn field(value: &str, sign: char) -> String {
    if value.contains([sign, '"']) { format!("\"{}\"", value.replace('"', "\"\"")) } else { value.to_owned() }
}

/// Returns the first cell of a row, which is its number where the columns stand as usual.
fn number_of(line: &str, columns: &[&str], sign: char) -> Option<MunicipalityNo> {
    let at = columns.iter().position(|column| *column == "number")?;
    line.split(sign).nth(at)?.trim().trim_matches('"').parse().ok()
}

fn refuse_taken(text: &str, columns: &[&str], sign: char, number: MunicipalityNo, name: &str) -> Result<(), Fault> {
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .delimiter(if sign == ';' { b';' } else { b',' })
        .flexible(true)
        .from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    let at = |column: &str| columns.iter().position(|known| *known == column);
    for record in reader.records().flatten() {
        let cell = |column: &str| at(column).and_then(|at| record.get(at)).unwrap_or("").trim().to_owned();
        let holds = cell("valid_to").is_empty();
        if holds && cell("number") == number.to_string() {
            let other = cell("name");
            return Err(Fault::usage(both!(
                "kommunenummeret {number} er i bruk: {other}",
                "the number {number} is in use: {other}"
            ))
            .help(both!(
                "skriv `valid_to` i den gamle raden først, om nummeret er brukt om igjen",
                "write `valid_to` in the old row first, if the number is used again"
            )));
        }
        if holds && cell("name") == name {
            let other = cell("number");
            return Err(Fault::usage(both!(
                "{name} står i listen allerede, med nummer {other}",
                "{name} is in the list already, as {other}"
            ))
            .help(both!(
                "fikk kommunen nytt nummer, så skriv `valid_to` og `successors` i den gamle raden først",
                "if its number is new, write `valid_to` and `successors` in the old row first"
            )));
        }
    }
    Ok(())
}

/// Puts the row before the first with a larger number, or last.
fn inserted(text: &str, row: &str, number: MunicipalityNo, columns: &[&str], sign: char, end: &str) -> String {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if number_of(line, columns, sign).is_some_and(|other| other > number) {
            return format!("{}{row}{end}{}", &text[..at], &text[at..]);
        }
        at += line.len();
    }
    let gap = if text.ends_with('\n') { "" } else { end };
    format!("{text}{gap}{row}{end}")
}

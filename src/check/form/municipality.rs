//! `registry/municipalities.csv`.

use std::str::FromStr;

use csv::{ReaderBuilder, StringRecord};

use super::{Outcome, Thing};
use crate::domain::{Date, EndKind, Language, MunicipalityNo, MunicipalityRow, PartialDate, Source};
use crate::problem::{Both, Code, Lines, Place, Problem, both};

const COLUMNS: [&str; 17] = [
    "number",
    "name",
    "qualifier",
    "official_name",
    "sami_name",
    "sami_lang",
    "kven_name",
    "county",
    "valid_from",
    "valid_from_precision",
    "valid_to",
    "end_kind",
    "successors",
    "predecessors",
    "lat",
    "lon",
    "former_names",
];

/// Reads the rows. Lines that begin with `#` are comments; columns are found by name.
pub(super) fn rows(source: &Source, text: &str) -> Outcome {
    let mut problems = Vec::new();
    let mut rows = Vec::new();
    let delimiter = if header(text).contains(';') { b';' } else { b',' };
    let mut reader = ReaderBuilder::new().comment(Some(b'#')).delimiter(delimiter).from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let missing: Vec<&str> = COLUMNS.into_iter().filter(|column| !header.iter().any(|name| name == *column)).collect();
    if !missing.is_empty() {
        let missing = missing.join("`, `");
        let problem = Problem::new(Code::CsvRow, both!("kolonnene `{missing}` mangler", "the columns `{missing}` are missing"))
            .at(Place::file(source.shown()));
        return (Thing::Nothing, vec![problem], Vec::new());
    }
    for record in reader.records() {
        match record {
            Ok(record) => match (Row { header: &header, record: &record }).read() {
                Ok(row) => rows.push(row),
                Err(said) => problems.push(Problem::new(Code::CsvRow, said).at(place(source, text, line(&record)))),
            },
            Err(error) => problems.push(ragged(source, text, &error)),
        }
    }
    (Thing::Municipalities(rows), problems, Vec::new())
}

fn header(text: &str) -> &str {
    text.lines().find(|line| !line.starts_with('#')).unwrap_or("")
}

fn line(record: &StringRecord) -> usize {
    record.position().map_or(1, |position| usize::try_from(position.line()).unwrap_or(1))
}

fn place(source: &Source, text: &str, line: usize) -> Place {
    Lines { file: source.shown(), first_line: 1, text }.at(line, 1, 4)
}

fn ragged(source: &Source, text: &str, error: &csv::Error) -> Problem {
    let line = error.position().map_or(1, |position| usize::try_from(position.line()).unwrap_or(1));
    let said = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            both!(
                "raden har {len} felt, men overskriften har {expected_len}",
                "the row has {len} fields, but the header has {expected_len}"
            )
        }
        _ => both!("raden kan ikke leses", "the row cannot be read"),
    };
    Problem::new(Code::CsvRow, said)
        .at(place(source, text, line))
        .help(both!("sett felt som har komma i, i anførselstegn", "put fields that hold a comma in quotes"))
}

struct Row<'a> {
    header: &'a StringRecord,
    record: &'a StringRecord,
}

impl Row<'_> {
    fn get(&self, column: &str) -> &str {
        let index = self.header.iter().position(|name| name == column);
        index.and_then(|index| self.record.get(index)).unwrap_or("").trim()
    }

    fn some(&self, column: &str) -> Option<String> {
        Some(self.get(column)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    fn number<T: FromStr>(&self, column: &str) -> Result<T, Both> {
        let text = self.get(column);
        text.parse().map_err(|_| {
            both!("`{text}` i kolonnen `{column}` kan ikke leses", "`{text}` in the column `{column}` cannot be read")
        })
    }

    fn numbers(&self, column: &str) -> Result<Vec<MunicipalityNo>, Both> {
        let text = self.get(column);
        let wrong = |part: &str| {
            both!(
                "`{part}` i kolonnen `{column}` er ikke et kommunenummer",
                "`{part}` in the column `{column}` is no municipality's number"
            )
        };
        text.split_whitespace().map(|part| part.parse().map_err(|()| wrong(part))).collect()
    }

    fn date(&self, column: &str) -> Result<Option<Date>, Both> {
        let text = self.get(column);
        if text.is_empty() {
            return Ok(None);
        }
        date(text, column).map(Some)
    }

    fn read(&self) -> Result<MunicipalityRow, Both> {
        let number: MunicipalityNo = self.number("number")?;
        let county = self.number("county")?;
        if number.county() != county {
            return Err(both!(
                "kommunenummeret {number} hører ikke til fylke {county}",
                "the municipality's number {number} does not belong to county {county}"
            ));
        }
        let valid_from = self.date("valid_from")?.ok_or_else(|| both!("`valid_from` mangler", "`valid_from` is missing"))?;
        let end_kind = match self.get("end_kind") {
            "" => None,
            "renumbered" => Some(EndKind::Renumbered),
            "merged" => Some(EndKind::Merged),
            "split" => Some(EndKind::Split),
            other => return Err(both!("`{other}` er ingen måte å slutte på", "`{other}` is no way to end")),
        };
        let sami = match (self.some("sami_name"), self.get("sami_lang").parse::<Language>()) {
            (Some(name), Ok(language)) => Some((language, name)),
            (Some(name), Err(())) => {
                return Err(both!("`{name}` mangler språk (`sami_lang`)", "`{name}` has no language (`sami_lang`)"));
            }
            (None, _) => None,
        };
        let kven = self.some("kven_name").map(|name| (Language::Kven, name));
        let position = match (self.get("lat"), self.get("lon")) {
            ("", _) | (_, "") => None,
            _ => Some((self.number("lat")?, self.number("lon")?)),
        };
        Ok(MunicipalityRow {
            number,
            name: self.get("name").to_owned(),
            qualifier: self.some("qualifier"),
            official_name: self.get("official_name").to_owned(),
            names: sami.into_iter().chain(kven).collect(),
            county,
            valid_from,
            older: self.get("valid_from_precision") == "on_or_before",
            valid_to: self.date("valid_to")?,
            end_kind,
            successors: self.numbers("successors")?,
            former_names: former_names(self.get("former_names"))?,
            note: self.some("note"),
            position,
        })
    }
}

/// Reads `2020-01-01|Hattfjelldal; …`: names, each with the day until which it held.
fn former_names(text: &str) -> Result<Vec<(Date, String)>, Both> {
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| match part.split_once('|') {
            Some((until, name)) => date(until.trim(), "former_names").map(|until| (until, name.trim().to_owned())),
            None => Err(both!(
                "`{part}` i kolonnen `former_names` mangler `dato|`",
                "`{part}` in the column `former_names` lacks `date|`"
            )),
        })
        .collect()
}

fn date(text: &str, column: &str) -> Result<Date, Both> {
    let parsed = text.parse::<PartialDate>().map_err(|_| ());
    parsed
        .map(PartialDate::first_day)
        .map_err(|()| both!("`{text}` i kolonnen `{column}` er ingen dato", "`{text}` in the column `{column}` is no date"))
}

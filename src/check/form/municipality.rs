//! `registry/municipalities.csv`.

use std::str::FromStr;
use std::sync::Arc;

use csv::{ReaderBuilder, StringRecord};

use super::{Outcome, Thing};
use crate::domain::{Date, EndKind, Language, Municipalities, MunicipalityNo, MunicipalityRow, PartialDate, Source};
use crate::problem::{Both, Code, Lines, Place, Problem, both, nearest};

/// The columns that the list must have.
pub(crate) const COLUMNS: [&str; 17] = [
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
        let foreign: Vec<&str> = header.iter().filter(|name| !COLUMNS.contains(name)).collect();
        let near = missing.iter().find_map(|column| nearest(column, foreign.iter().copied()).map(|name| (name, *column)));
        let missing = missing.join("`, `");
        let at = text.lines().position(|line| !line.starts_with('#')).map_or(1, |before| before + 1);
        let problem =
            Problem::new(Code::CsvRow, both!("disse kolonnene mangler: `{missing}`", "these columns are missing: `{missing}`"))
                .at(place(source, text, at, near.map_or("", |(name, _)| name)))
                .help(both!(
                    "rett navnene i overskriften, eller sett kolonnene tilbake (de kan stå tomme)",
                    "correct the names in the header, or put the columns back (they may be empty)"
                ));
        let problem = match near {
            Some((name, column)) => problem
                .help(both!("skal `{name}` hete `{column}`?", "should `{name}` be called `{column}`?"))
                .instead(name, column),
            None => problem,
        };
        return (Thing::Nothing, vec![problem], Vec::new(), Vec::new());
    }
    for record in reader.records() {
        match record {
            Ok(record) => match (Row { header: &header, record: &record }).read() {
                Ok(row) => rows.push(row),
                Err(Wrong { headline, help, value }) => {
                    let problem = Problem::new(Code::CsvRow, headline).at(place(source, text, line(&record), &value));
                    problems.push(match help {
                        Some(help) => problem.help(help),
                        None => problem,
                    });
                }
            },
            Err(error) => problems.push(ragged(source, text, &error)),
        }
    }
    (Thing::Municipalities(Arc::new(Municipalities::new(rows))), problems, Vec::new(), Vec::new())
}

fn header(text: &str) -> &str {
    text.lines().find(|line| !line.starts_with('#')).unwrap_or("")
}

fn line(record: &StringRecord) -> usize {
    record.position().map_or(1, |position| usize::try_from(position.line()).unwrap_or(1))
}

/// Returns the place of `value` in a line, or of the line's beginning.
fn place(source: &Source, text: &str, line: usize, value: &str) -> Place {
    let lines = Lines { file: source.shown(), first_line: 1, text };
    let found = text.lines().nth(line - 1).and_then(|line| line.find(value).map(|at| line[..at].chars().count()));
    match found {
        Some(before) if !value.is_empty() => lines.at(line, before + 1, value.chars().count()),
        _ => lines.at(line, 1, 4),
    }
}

/// What is wrong with a cell.
struct Wrong {
    headline: Both,
    help: Option<Both>,
    /// As it is written in the row.
    value: String,
}

fn wrong(value: &str, headline: Both) -> Wrong {
    Wrong { headline, help: None, value: value.to_owned() }
}

impl Wrong {
    fn help(self, help: Both) -> Self {
        Self { help: Some(help), ..self }
    }
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
        .at(place(source, text, line, ""))
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

    fn digits<T: FromStr>(&self, column: &str, example: &str) -> Result<T, Wrong> {
        let text = self.get(column);
        text.parse().map_err(|_| {
            let headline =
                both!("`{text}` i kolonnen `{column}` kan ikke leses", "`{text}` in the column `{column}` cannot be read");
            wrong(text, headline).help(both!("skriv det som `{example}`", "write it like `{example}`"))
        })
    }

    fn numbers(&self, column: &str) -> Result<Vec<MunicipalityNo>, Wrong> {
        let no_number = |part: &str| {
            let headline = both!(
                "`{part}` i kolonnen `{column}` er ikke et kommunenummer",
                "`{part}` in the column `{column}` is no municipality's number"
            );
            wrong(part, headline).help(both!(
                "skriv fire siffer, med mellomrom mellom numrene: `0301 3001`",
                "write four digits, with a space between numbers: `0301 3001`"
            ))
        };
        self.get(column).split_whitespace().map(|part| part.parse().map_err(|()| no_number(part))).collect()
    }

    fn date(&self, column: &str) -> Result<Option<Date>, Wrong> {
        let text = self.get(column);
        if text.is_empty() {
            return Ok(None);
        }
        date(text, column).map(Some)
    }

    fn read(&self) -> Result<MunicipalityRow, Wrong> {
        let number: MunicipalityNo = self.digits("number", "0301")?;
        let county = self.digits("county", "03")?;
        if number.county() != county {
            let headline = both!(
                "kommunenummeret {number} hører ikke til fylke {county}",
                "the municipality's number {number} does not belong to county {county}"
            );
            return Err(wrong(self.get("number"), headline)
                .help(both!("fylket er de to første sifrene i nummeret", "the county is the first two digits of the number")));
        }
        let valid_from = self
            .date("valid_from")?
            .ok_or_else(|| wrong(self.get("number"), both!("`valid_from` mangler", "`valid_from` is missing")))?;
        let end_kind = match self.get("end_kind") {
            "" => None,
            "renumbered" => Some(EndKind::Renumbered),
            "merged" => Some(EndKind::Merged),
            "split" => Some(EndKind::Split),
            other => {
                let headline =
                    both!("`{other}` i kolonnen `end_kind` finnes ikke", "there is no `{other}` for the column `end_kind`");
                return Err(wrong(other, headline)
                    .help(both!("velg en av `renumbered`, `merged`, `split`", "choose one of `renumbered`, `merged`, `split`")));
            }
        };
        let sami = match (self.some("sami_name"), self.get("sami_lang").parse::<Language>()) {
            (Some(name), Ok(language)) => Some((language, name)),
            (Some(name), Err(())) => {
                let headline = both!("`{name}` mangler språk (`sami_lang`)", "`{name}` has no language (`sami_lang`)");
                return Err(wrong(&name, headline).help(both!("skriv `se`, `smj` eller `sma`", "write `se`, `smj` or `sma`")));
            }
            (None, _) => None,
        };
        let kven = self.some("kven_name").map(|name| (Language::Kven, name));
        let position = match (self.get("lat"), self.get("lon")) {
            ("", _) | (_, "") => None,
            _ => Some((self.digits("lat", "61.5")?, self.digits("lon", "9.5")?)),
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
fn former_names(text: &str) -> Result<Vec<(Date, String)>, Wrong> {
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| match part.split_once('|') {
            Some((until, name)) => date(until.trim(), "former_names").map(|until| (until, name.trim().to_owned())),
            None => {
                let headline = both!(
                    "`{part}` i kolonnen `former_names` mangler `dato|`",
                    "`{part}` in the column `former_names` lacks `date|`"
                );
                Err(wrong(part, headline).help(both!(
                    "skriv dagen navnet gjaldt til, foran: `2020-01-01|{part}`",
                    "write the day until which the name held in front: `2020-01-01|{part}`"
                )))
            }
        })
        .collect()
}

fn date(text: &str, column: &str) -> Result<Date, Wrong> {
    let parsed = text.parse::<PartialDate>().map(PartialDate::first_day);
    parsed.map_err(|_| {
        let headline = both!("`{text}` i kolonnen `{column}` er ingen dato", "`{text}` in the column `{column}` is no date");
        wrong(text, headline).help(both!("skriv datoen som `2020-01-01`", "write the date as `2020-01-01`"))
    })
}

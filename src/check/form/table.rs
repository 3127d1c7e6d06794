//! Tables of data in a text: a block that begins with three backticks and `table`, with YAML in it.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use schemars::JsonSchema;
use serde::Deserialize;

use super::format;
use crate::check::loose::is_open;
use crate::check::reader::{Page, Reader, Text, Use};
use crate::check::yaml;
use crate::domain::{DataColumn, DataKind, DataTable, MARKDOWN, NoTable, Written};
use crate::problem::{Both, Code, Place, Problem, both};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TableForm {
    /// Navnet som `[[tab:…]]` viser til: små bokstaver, tall og bindestrek. Lest der teksten telles (`domain::outline`).
    #[expect(dead_code, reason = "read where the text is counted")]
    id: Option<Text>,
    /// Tittelen over tabellen.
    #[schemars(with = "format::Line")]
    title: Text,
    /// Kolonnene, fra venstre.
    columns: Vec<ColumnForm>,
    /// Radene, hver en liste med én verdi for hver kolonne. `null` blir «ukjent».
    rows: Option<Vec<Vec<Option<Text>>>>,
    /// En CSV-fil i `files/`, i stedet for `rows`.
    file: Option<Text>,
    /// Kilder fra registry/references.yaml, etter id.
    #[serde(default)]
    #[schemars(with = "Vec<format::ReferenceId>")]
    sources: Vec<Text>,
    /// Noe leseren bør vite om tallene.
    note: Option<Text>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ColumnForm {
    /// Overskriften.
    title: Text,
    /// Hva cellene er.
    #[serde(default)]
    kind: KindForm,
    /// Kolonnen i CSV-filen, hvis den heter noe annet.
    from: Option<Text>,
}

#[derive(Deserialize, JsonSchema, Default, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum KindForm {
    /// Tekst.
    #[default]
    Text,
    /// Tall: `1234.5` blir 1 234,5.
    Number,
    /// Prosent: `12.3` blir 12,3 %.
    Percent,
    /// Dato: `2024-02-03` blir 3. februar 2024.
    Date,
}

/// Most rows whose places are kept for a message.
const MOST_PLACED: usize = 1000;

/// The tables of a text, each with the byte at which its block begins, and with its place.
#[derive(Default)]
pub(super) struct Tables {
    pub tables: Vec<(usize, DataTable)>,
    pub places: Vec<(DataTable, Place)>,
    pub problems: Vec<Problem>,
    pub uses: Vec<Use>,
}

/// Reads the tables of a text, whose words no message repeats if they are `secret`.
pub(super) fn tables(written: &Written, secret: bool) -> Tables {
    let mut found = Tables::default();
    if !["```table", "~~~table"].iter().any(|sign| written.text.contains(sign)) {
        return found;
    }
    let mut block: Option<(usize, bool, Option<usize>, String)> = None;
    for (event, span) in Parser::new_ext(&written.text, MARKDOWN).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if info.split_whitespace().next() == Some("table") => {
                block = Some((span.start, is_open(&written.text[span]), None, String::new()));
            }
            Event::Text(text) => {
                if let Some((.., start, yaml)) = &mut block {
                    start.get_or_insert(span.start);
                    yaml.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((at, is_open, start, yaml)) = block.take() {
                    let lines = written.text[..start.unwrap_or(at)].matches('\n').count();
                    let page = Page { source: &written.source, yaml: &yaml, first_line: written.first_line + lines, secret };
                    found.read(page, at, is_open);
                }
            }
            _ => {}
        }
    }
    found
}

impl Tables {
    fn read(&mut self, page: Page<'_>, at: usize, is_open: bool) {
        let form = match yaml::parse::<TableForm>(&page) {
            Ok(form) => form,
            // That it never ends is told as such: what follows it is no part of it.
            Err(_) if is_open => return,
            Err(problems) => return self.problems.extend(problems),
        };
        let mut reader = Reader::new(page);
        let (place, title) = (reader.place(form.file.as_ref().unwrap_or(&form.title)), form.title.value.clone());
        if form.rows.is_some() == form.file.is_some() {
            let headline = both!("tabellen må ha enten `rows` eller `file`", "the table must have either `rows` or `file`");
            reader.object(Code::BadDataTable, headline, &form.title);
        }
        let column = |form: ColumnForm| DataColumn {
            from: form.from.map_or_else(|| form.title.value.clone(), |text| text.value),
            title: form.title.value,
            kind: kind(form.kind),
        };
        let place_of = |cell: &Option<Text>| cell.as_ref().map(|cell| reader.place(cell));
        let rows = form.rows.iter().flatten().take(MOST_PLACED);
        let places: Vec<Vec<Option<Place>>> = rows.map(|row| row.iter().map(place_of).collect()).collect();
        let titles: Vec<String> = form.columns.iter().map(|column| column.title.value.clone()).collect();
        let cells = |row: Vec<Option<Text>>| row.into_iter().map(|cell| cell.map(|text| text.value)).collect();
        let table = DataTable {
            title,
            columns: form.columns.into_iter().map(column).collect(),
            rows: form.rows.unwrap_or_default().into_iter().map(cells).collect(),
            file: form.file.map(|text| text.value.trim().trim_start_matches('/').to_owned()),
            sources: reader.sources(&form.sources),
            note: form.note.map(|text| text.value),
        };
        if let Err(why) = table.cells(None) {
            let row = |number: usize| places.get(number.checked_sub(1)?);
            let at = match &why {
                NoTable::Width(number) => row(*number).and_then(|row| row.iter().flatten().next()),
                NoTable::Cell(number, column) => {
                    let at = titles.iter().position(|title| title == column);
                    row(*number).zip(at).and_then(|(row, at)| row.get(at)?.as_ref())
                }
                NoTable::Column(..) => None,
            };
            self.problems.push(no_table(&why, at.unwrap_or(&place).clone()));
        }
        self.problems.extend(reader.problems);
        self.uses.extend(reader.uses);
        self.places.push((table.clone(), place));
        self.tables.push((at, table));
    }
}

fn kind(form: KindForm) -> DataKind {
    match form {
        KindForm::Text => DataKind::Text,
        KindForm::Number => DataKind::Number,
        KindForm::Percent => DataKind::Percent,
        KindForm::Date => DataKind::Date,
    }
}

/// Says what is wrong with the cells of a table.
pub(in crate::check) fn no_table(why: &NoTable, place: Place) -> Problem {
    let shown = place.excerpt.is_some();
    let (headline, near) = match why {
        NoTable::Column(name, known) if shown => {
            (both!("filen har ingen kolonne `{name}`", "the file has no column `{name}`"), Some((name, known)))
        }
        NoTable::Cell(row, column) if shown => (
            both!(
                "rad {row} i tabellen har noe i kolonnen `{column}` som ikke er av dens slag",
                "row {row} of the table has something in the column `{column}` that is not of its kind"
            ),
            None,
        ),
        NoTable::Width(row) => (
            both!(
                "rad {row} i tabellen har ikke én verdi for hver kolonne",
                "row {row} of the table has not one value for each column"
            ),
            None,
        ),
        _ => (both!("tabellen passer ikke til kolonnene sine", "the table does not fit its columns"), None),
    };
    let problem = Problem::new(Code::BadDataTable, headline).at(place);
    match near {
        Some((name, known)) => problem.nearest(name, known.iter().map(String::as_str)),
        None if matches!(why, NoTable::Width(_)) => {
            problem.help(both!("skriv `null` der verdien er ukjent", "write `null` where the value is not known"))
        }
        None => problem.help(Both {
            nb: "skriv tall som `1234.5`, prosent som `12.3`, datoer som `2024-02-03`, og `null` for det som er ukjent"
                .to_owned(),
            en: "write numbers as `1234.5`, percentages as `12.3`, dates as `2024-02-03`, and `null` for what is not known"
                .to_owned(),
        }),
    }
}

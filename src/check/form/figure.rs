//! Figures: blocks of a text that begin with ```` ```figure ````, as asked for.
//!
//! [`figures`] is the way in: it finds the blocks of a text and reads each as YAML. Which tables there are, and which
//! columns they have, only who has the public view can say; here it is found out whether the block makes sense.

use std::collections::BTreeMap;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::check::loose::is_open;
use crate::check::reader::{Page, Reader, Text, Truth, is_id, no};
use crate::check::yaml;
use crate::domain::{FigureBlock, FigureData, FigureKind, FigureOrder, FigureTable, MARKDOWN, Said, Written};
use crate::problem::{Both, Code, Lines, Problem, both};

/// The word after the fence.
const WORD: &str = "figure";

/// Most rows that stand in a block.
const MOST_ROWS: usize = 200;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FigureForm {
    /// Figurens navn i adresser og henvisninger: små bokstaver, tall og bindestrek.
    id: Text,
    /// Hva slags figur det er.
    kind: Kind,
    /// Figurens tittel. Den står over figuren.
    title: Text,
    /// Hva figuren viser, med ord, for den som ikke ser den.
    description: Text,
    /// En av tabellene under /data/: `funn`, `kartleggingstall`, `vertskommuner` …
    data: Option<Text>,
    /// En CSV-fil blant vedleggene, som `files/tall.csv`.
    file: Option<Text>,
    /// Egne rader, som `- {tema: "Demens", antall: 3}`. Kolonnene er de samme i alle.
    rows: Option<Vec<BTreeMap<String, String>>>,
    /// Kolonnen som deler radene i kategorier.
    category: Text,
    /// Kolonnen som deler hver kategori i grupper.
    group: Option<Text>,
    /// Kolonnen med tallene. Uten den telles radene.
    value: Option<Text>,
    /// Bare rader der kolonnen sier dette: `{kartlegging: "eksempel-2026"}`.
    #[serde(default, rename = "where")]
    only: BTreeMap<String, Text>,
    /// Rekkefølgen: `data`, `name`, `size`, eller en liste over kategoriene.
    order: Option<Order>,
    /// Gruppene i den rekkefølgen de skal stå.
    #[serde(default)]
    group_order: Vec<Text>,
    /// Andre ord for verdiene i tabellen: `{onsker: "Ønsker"}`.
    #[serde(default)]
    labels: BTreeMap<String, String>,
    /// Ordene for rader uten kategori eller gruppe, som «Ikke oppgitt».
    missing: Option<Text>,
    /// Overskriften over kategoriene i tabellen.
    heading: Option<Text>,
    /// Hva tallene er: «Antall funn».
    unit: Option<Text>,
    /// `true`: tallene er prosent. Da går figuren fra 0 til 100 %, og hvert tall får tegnet sitt.
    #[serde(default = "no")]
    percent: Truth,
    /// Hvor tallene kommer fra, og hvordan de skal leses.
    note: Option<Text>,
    /// `true`: tallene er oppdiktet.
    #[serde(default = "no")]
    synthetic: Truth,
}

#[derive(Deserialize, JsonSchema, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum Kind {
    /// Én stolpe for hver kategori.
    Bars,
    /// Stolper delt i grupper.
    Stacked,
    /// Punkter på linjer, ett for hver gruppe.
    Dots,
    /// De samme stolpene for hver gruppe, ved siden av hverandre.
    Multiples,
    /// Kategorier nedover, grupper bortover, en sirkel der de møtes.
    Matrix,
}

#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
enum Order {
    These(Vec<String>),
    Word(String),
}

/// Finds the figures of a text. Most texts have none and are not parsed.
pub(super) fn figures(written: &Written, secret: bool) -> (Vec<FigureBlock>, Vec<Problem>) {
    let (mut figures, mut problems) = (Vec::new(), Vec::new());
    if !written.text.contains(WORD) {
        return (figures, problems);
    }
    let lines = Lines { file: written.source.shown(), first_line: written.first_line, text: &written.text };
    let mut block: Option<(usize, bool, String)> = None;
    for (event, span) in Parser::new_ext(&written.text, MARKDOWN).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if info.split_whitespace().next() == Some(WORD) => {
                let is_open = is_open(&written.text[span.clone()]);
                block = Some((lines.place(span).line, is_open, String::new()));
            }
            Event::Text(text) => {
                if let Some((.., block)) = &mut block {
                    block.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((line, is_open, text)) = block.take() {
                    match figure(written, line, &text, secret) {
                        // That it never ends is told as such: what follows it is no part of it.
                        (None, _) if is_open => {}
                        (Some(figure), more) => {
                            figures.push(figure);
                            problems.extend(more);
                        }
                        (None, more) => problems.extend(more),
                    }
                }
            }
            _ => {}
        }
    }
    (figures, problems)
}

/// Reads one block.
fn figure(written: &Written, line: usize, text: &str, secret: bool) -> (Option<FigureBlock>, Vec<Problem>) {
    let page = Page { source: &written.source, yaml: text, first_line: line + 1, secret };
    let form = match yaml::parse::<FigureForm>(&page) {
        Ok(form) => form,
        Err(problems) => return (None, problems),
    };
    let mut reader = Reader::new(page);
    let figure = meant(&mut reader, form, line);
    (figure.filter(|_| reader.problems.is_empty()), reader.problems)
}

fn meant(reader: &mut Reader<'_>, form: FigureForm, line: usize) -> Option<FigureBlock> {
    if !is_id(&form.id.value) {
        let headline = both!("figurens navn kan ikke være en adresse", "the figure's name cannot be an address");
        bad(
            reader,
            &form.id,
            headline,
            both!("bruk små bokstaver a–z, tall og bindestrek", "use lower-case a–z, digits and hyphens"),
        );
    }
    if form.description.value.trim().is_empty() {
        let headline = both!("figuren er ikke beskrevet", "the figure is not described");
        let help =
            both!("si med ord hva den viser; en skjermleser leser det", "say in words what it shows; a screen reader reads it");
        bad(reader, &form.description, headline, help);
    }
    let kind = kind(reader, &form);
    let data = data(reader, form.data, form.file, form.rows, &form.id)?;
    let order = order(reader, form.order, &form.id);
    Some(FigureBlock {
        source: reader.page.source.clone(),
        line,
        text: reader.page.yaml.into(),
        kind,
        title: reader.title(form.title),
        description: form.description.value.split_whitespace().collect::<Vec<_>>().join(" "),
        data,
        drawn_from: None,
        category: said(form.category),
        group: form.group.map(said),
        value: form.value.map(said),
        only: form.only.into_iter().map(|(column, value)| (column, said(value))).collect(),
        order,
        group_order: form.group_order.into_iter().map(|text| text.value).collect(),
        labels: form.labels,
        missing: form.missing.map(|text| text.value),
        heading: form.heading.map(|text| text.value),
        unit: form.unit.map(|text| text.value),
        percent: reader.truth(&form.percent),
        note: form.note.map(|text| text.value),
        synthetic: reader.truth(&form.synthetic),
        id: said(form.id),
    })
}

fn said(text: Text) -> Said {
    let number = |number: u64| usize::try_from(number).unwrap_or(0);
    Said { line: number(text.defined.line()), column: number(text.defined.column()), value: text.value.trim().to_owned() }
}

fn bad(reader: &mut Reader<'_>, text: &Text, headline: Both, help: Both) {
    let place = reader.place(text);
    reader.problems.push(Problem::new(Code::BadFigure, headline).at(place).help(help));
}

/// Some kinds are nothing without groups, and bars have none.
fn kind(reader: &mut Reader<'_>, form: &FigureForm) -> FigureKind {
    let (kind, word, grouped) = match form.kind {
        Kind::Bars => (FigureKind::Bars, "bars", Some(false)),
        Kind::Stacked => (FigureKind::Stacked, "stacked", Some(true)),
        Kind::Dots => (FigureKind::Dots, "dots", None),
        Kind::Multiples => (FigureKind::Multiples, "multiples", Some(true)),
        Kind::Matrix => (FigureKind::Matrix, "matrix", Some(true)),
    };
    match (grouped, &form.group) {
        (Some(true), None) => bad(
            reader,
            &form.category,
            both!("`kind: {word}` må ha grupper", "`kind: {word}` must have groups"),
            both!(
                "legg til `group:` med kolonnen som deler kategoriene",
                "add `group:` with the column that parts the categories"
            ),
        ),
        (Some(false), Some(group)) => bad(
            reader,
            group,
            both!("`kind: {word}` har ingen grupper", "`kind: {word}` has no groups"),
            both!(
                "ta bort `group:`, eller velg `stacked`, `dots` eller `multiples`",
                "take `group:` away, or choose `stacked`, `dots` or `multiples`"
            ),
        ),
        _ => {}
    }
    kind
}

/// Returns the one table that the figure is made of.
fn data(
    reader: &mut Reader<'_>,
    set: Option<Text>,
    file: Option<Text>,
    rows: Option<Vec<BTreeMap<String, String>>>,
    id: &Text,
) -> Option<FigureData> {
    match (set, file, rows) {
        (Some(set), None, None) => Some(FigureData::Set(said(set))),
        (None, Some(file), None) => Some(FigureData::File(said(file))),
        (None, None, Some(rows)) if !rows.is_empty() && rows.len() <= MOST_ROWS => Some(FigureData::Table(table(rows))),
        (None, None, Some(_)) => {
            let headline = both!("`rows` må ha mellom 1 og {MOST_ROWS} rader", "`rows` must have between 1 and {MOST_ROWS} rows");
            let help =
                both!("legg lange tabeller i en CSV-fil, og skriv `file:`", "put long tables in a CSV file, and write `file:`");
            bad(reader, id, headline, help);
            None
        }
        _ => {
            let headline = both!("figuren må ha tallene sine fra ett sted", "the figure must have its numbers from one place");
            let help = both!("skriv én av `data:`, `file:` og `rows:`", "write one of `data:`, `file:` and `rows:`");
            bad(reader, id, headline, help);
            None
        }
    }
}

fn table(rows: Vec<BTreeMap<String, String>>) -> FigureTable {
    let mut columns: Vec<String> = rows.iter().flat_map(|row| row.keys().cloned()).collect();
    columns.sort();
    columns.dedup();
    let cells = |mut row: BTreeMap<String, String>| columns.iter().map(|column| row.remove(column).unwrap_or_default()).collect();
    let rows = rows.into_iter().map(cells).collect();
    FigureTable { columns, rows }
}

fn order(reader: &mut Reader<'_>, order: Option<Order>, id: &Text) -> FigureOrder {
    match order {
        None => FigureOrder::Data,
        Some(Order::These(names)) => FigureOrder::These(names),
        Some(Order::Word(word)) => match word.as_str() {
            "data" => FigureOrder::Data,
            "name" => FigureOrder::Name,
            "size" => FigureOrder::Size,
            _ => {
                let headline = match reader.page.secret {
                    true => both!("rekkefølgen er ingen vi kjenner", "the order is none that we know"),
                    false => both!("rekkefølgen `{word}` er ingen vi kjenner", "the order `{word}` is none that we know"),
                };
                let help = both!("skriv `data`, `name`, `size` eller en liste", "write `data`, `name`, `size` or a list");
                bad(reader, id, headline, help);
                FigureOrder::Data
            }
        },
    }
}

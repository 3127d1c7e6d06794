//! A table as a workbook: one sheet with the rows, one that explains the columns; and all tables as one workbook, the
//! explanation first.
//!
//! Each cell has its real type: a date is a date, a number a number, and everything else a text, also what looks like a
//! formula or begins with a nought. Nothing depends on the clock: the workbook says it was made on the day of the content.

use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::shown;
use crate::domain::Date;
use crate::plan::{Colophon, Column, DataSet, Kind, Table, Value};

type Done = Result<(), XlsxError>;

/// Returns the workbook; none where a table is too large for one, which no table here is.
pub(super) fn bytes(set: &DataSet) -> Option<Vec<u8>> {
    written(set).ok()
}

/// How hard the parts are packed, of 9. The usual 6 takes half as long again, and these files are small as it is.
const PACKED: u8 = 1;

fn written(set: &DataSet) -> Result<Vec<u8>, XlsxError> {
    let style = Style::new();
    let mut workbook = Workbook::new();
    workbook.set_zip_compression_level(PACKED);
    workbook.set_properties(&properties(&set.colophon, set.table.title, set.table.text)?);
    rows(workbook.add_worksheet().set_name("Data")?, set, &style)?;
    codebook(workbook.add_worksheet().set_name("Kodebok")?, set, &style)?;
    workbook.save_to_buffer()
}

/// Returns all tables as one workbook; none where there are none.
pub(super) fn of_all(sets: &[DataSet]) -> Option<Vec<u8>> {
    all_written(sets, &sets.first()?.colophon).ok()
}

fn all_written(sets: &[DataSet], colophon: &Colophon) -> Result<Vec<u8>, XlsxError> {
    let style = Style::new();
    let mut workbook = Workbook::new();
    workbook.set_zip_compression_level(PACKED);
    workbook.set_properties(&properties(colophon, ALL_TABLES, "Et ark for hver tabell, og først et som forklarer dem.")?);
    whole_codebook(workbook.add_worksheet().set_name("Kodebok")?, sets, colophon, &style)?;
    for set in sets {
        rows(workbook.add_worksheet().set_name(set.table.id)?, set, &style)?;
    }
    workbook.save_to_buffer()
}

const ALL_TABLES: &str = "Alle tabellene";

/// The sheet that explains all tables: what each is, its columns, their codes.
fn whole_codebook(sheet: &mut Worksheet, sets: &[DataSet], colophon: &Colophon, style: &Style) -> Done {
    for (x, width) in (0..).zip([20, 22, 24, 90]) {
        sheet.set_column_width(x, width)?;
    }
    let y = said(sheet, colophon_lines(vec![("Tabell", ALL_TABLES.to_owned())], colophon), style)? + 1;
    let tables = sets.iter().map(|set| {
        let Table { id, title, text, rows, .. } = &set.table;
        [(*id).to_owned(), (*title).to_owned(), format!("{} rader", rows.len()), (*text).to_owned()]
    });
    let y = lines(sheet, y, ["Ark", "Tabell", "Omfang", "Innhold"], tables.collect(), style)? + 1;
    let of = |set: &DataSet, [one, two, three]: [String; 3]| [set.table.id.to_owned(), one, two, three];
    let all_columns = sets.iter().flat_map(|set| columns(set).into_iter().map(|line| of(set, line)));
    let y = lines(sheet, y, ["Ark", "Kolonne", "Type", "Innhold"], all_columns.collect(), style)? + 1;
    let all_codes: Vec<[String; 4]> = sets.iter().flat_map(|set| codes(set).map(|line| of(set, line))).collect();
    if !all_codes.is_empty() {
        lines(sheet, y, ["Ark", "Kolonne", "Kode", "Betydning"], all_codes, style)?;
    }
    Ok(())
}

/// How cells look.
struct Style {
    header: Format,
    text: Format,
    date: Format,
    strong: Format,
}

impl Style {
    fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        Self {
            header: top()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(Color::RGB(0x1F_3B_4D))
                .set_border_bottom(FormatBorder::Thin)
                .set_text_wrap(),
            text: top().set_text_wrap(),
            date: top().set_num_format("yyyy-mm-dd"),
            strong: top().set_bold(),
        }
    }
}

fn properties(colophon: &Colophon, title: &str, text: &str) -> Result<DocProperties, XlsxError> {
    let made = colophon.updated.map_or_else(|| ExcelDateTime::from_ymd(1980, 1, 1), |date| day(date.first_day()))?;
    Ok(DocProperties::new()
        .set_title(title)
        .set_subject(text)
        .set_author(&colophon.publisher)
        .set_company(&colophon.publisher)
        .set_hyperlink_base(&colophon.address)
        .set_creation_datetime(&made))
}

fn day(date: Date) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    ExcelDateTime::from_ymd(u16::try_from(date.year()).unwrap_or(1980), part(date.month()), part(date.day()))
}

/// The sheet with the rows: a header that stays and filters, columns as wide as their texts.
fn rows(sheet: &mut Worksheet, set: &DataSet, style: &Style) -> Done {
    let table = &set.table;
    let (height, width) = (table.rows.len() as u32, table.columns.len() as u16);
    sheet.set_freeze_panes(1, 1)?.set_landscape().set_repeat_rows(0, 0)?.set_print_fit_to_pages(1, 0);
    for (x, column) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(0, x, column.name, &style.header)?;
        let cells = table.rows.iter().filter_map(|row| row.get(usize::from(x)));
        sheet.set_column_width(x, column_width(column, cells))?;
    }
    for (y, row) in (1..).zip(&table.rows) {
        for ((x, value), column) in (0..).zip(row).zip(&table.columns) {
            cell(sheet, (y, x), value, column, style)?;
        }
    }
    sheet.autofilter(0, 0, height, width.saturating_sub(1))?;
    Ok(())
}

fn cell(sheet: &mut Worksheet, (y, x): (u32, u16), value: &Value, column: &Column, style: &Style) -> Done {
    match value {
        Value::Whole(number) => sheet.write_number(y, x, f64::from(*number))?,
        Value::Degrees(degrees) => sheet.write_number(y, x, *degrees)?,
        // Before 1900 there are no dates in a workbook.
        Value::Date(date) if date.year() > 1900 => sheet.write_datetime_with_format(y, x, &day(*date)?, &style.date)?,
        Value::None => return Ok(()),
        Value::Date(_) | Value::Text(_) | Value::Texts(_) => {
            let text = shown(value);
            if column.kind == Kind::Text {
                sheet.write_string_with_format(y, x, text, &style.text)?
            } else {
                sheet.write_string(y, x, text)?
            }
        }
    };
    Ok(())
}

/// Widest and narrowest column, in letters.
const WIDTHS: (u32, u32) = (9, 60);

fn column_width<'a>(column: &Column, cells: impl Iterator<Item = &'a Value>) -> u32 {
    let length = |value: &Value| match value {
        Value::Text(text) => text.chars().count(),
        Value::Texts(texts) => texts.iter().map(|text| text.chars().count() + 2).sum(),
        Value::Whole(_) | Value::None => 0,
        Value::Degrees(_) | Value::Date(_) => 11,
    };
    let longest = cells.map(length).max().unwrap_or(0);
    // The button of the filter stands beside the name.
    let wanted = longest.max(column.name.chars().count() + 3);
    u32::try_from(wanted).unwrap_or(WIDTHS.1).clamp(WIDTHS.0, WIDTHS.1)
}

/// The sheet that explains: the table, its columns, its codes, and what must be said with it.
fn codebook(sheet: &mut Worksheet, set: &DataSet, style: &Style) -> Done {
    for (x, width) in (0..).zip([20, 22, 90]) {
        sheet.set_column_width(x, width)?;
    }
    let mut y = about(sheet, set, style)? + 1;
    y = lines(sheet, y, ["Kolonne", "Type", "Innhold"], columns(set), style)? + 1;
    let codes: Vec<[String; 3]> = codes(set).collect();
    if !codes.is_empty() {
        lines(sheet, y, ["Kolonne", "Kode", "Betydning"], codes, style)?;
    }
    Ok(())
}

/// Writes what the table is and returns the next free line.
fn about(sheet: &mut Worksheet, set: &DataSet, style: &Style) -> Result<u32, XlsxError> {
    let table = vec![("Tabell", set.table.title.to_owned()), ("Innhold", set.table.text.to_owned())];
    let mut about = colophon_lines(table, &set.colophon);
    about.extend(set.table.sources.iter().map(|source| ("Kilde", source.title.clone())));
    said(sheet, about, style)
}

/// Adds what goes with every table.
fn colophon_lines(mut about: Vec<(&'static str, String)>, colophon: &Colophon) -> Vec<(&'static str, String)> {
    let licence = colophon.licence.as_ref().map(|(name, url)| format!("{name}, {url}"));
    about.extend([("Utgiver", colophon.publisher.clone()), ("Adresse", colophon.address.clone())]);
    about.extend(colophon.updated.map(|date| ("Oppdatert", date.iso())));
    about.extend(licence.map(|licence| ("Lisens", licence)));
    about.extend(colophon.credits.iter().map(|credit| ("Bygger på", credit.clone())));
    about
}

/// Writes names and what they say from the first line on and returns the next free line.
fn said(sheet: &mut Worksheet, about: Vec<(&'static str, String)>, style: &Style) -> Result<u32, XlsxError> {
    let mut y = 0;
    for (name, text) in about {
        sheet.write_string_with_format(y, 0, name, &style.strong)?;
        sheet.write_string(y, 1, text)?;
        y += 1;
    }
    Ok(y)
}

fn columns(set: &DataSet) -> Vec<[String; 3]> {
    let line = |column: &Column| [column.name.to_owned(), column.kind_name(), column.text.to_owned()];
    set.table.columns.iter().map(line).collect()
}

fn codes(set: &DataSet) -> impl Iterator<Item = [String; 3]> {
    set.table.columns.iter().flat_map(|column| {
        column.codes.iter().map(|(code, meaning)| [column.name.to_owned(), (*code).to_owned(), meaning.clone()])
    })
}

/// Writes a small table from line `y` on and returns the next free line.
fn lines<const N: usize>(
    sheet: &mut Worksheet,
    y: u32,
    header: [&str; N],
    lines: Vec<[String; N]>,
    style: &Style,
) -> Result<u32, XlsxError> {
    for (x, name) in (0..).zip(header) {
        sheet.write_string_with_format(y, x, name, &style.header)?;
    }
    let end = y + 1 + lines.len() as u32;
    for (y, line) in (y + 1..).zip(lines) {
        for (x, text) in (0..).zip(line) {
            sheet.write_string_with_format(y, x, text, &style.text)?;
        }
    }
    Ok(end)
}

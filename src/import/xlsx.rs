//! XLSX: the cells of one sheet. What was reckoned, merged or went wrong is kept apart from what somebody wrote.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::table::{Cell, Kind, MOST_COLUMNS, MOST_ROWS, Row, Table, no_table};
use crate::domain::PartialDate;
use crate::problem::{Problem, both};

/// Most that a workbook may be unpacked, in bytes.
const MOST_UNPACKED: u64 = 512 << 20;

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads a table out of the bytes of a workbook.
pub(super) fn read(file: &str, bytes: &[u8], sheet: Option<&str>) -> Result<(Table, Vec<Problem>), Problem> {
    if unpacked(bytes).is_none_or(|size| size > MOST_UNPACKED) {
        return Err(unreadable(file));
    }
    let mut workbook: Workbook<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| unreadable(file))?;
    let name = sheet_name(file, &workbook, sheet)?;
    let mut cells = cells(&mut workbook, &name).map_err(|why| match why {
        Unread::TooLarge => no_table(
            file,
            both!(
                "arket er større enn {MOST_ROWS} rader eller {MOST_COLUMNS} kolonner",
                "the sheet is larger than {MOST_ROWS} rows or {MOST_COLUMNS} columns"
            ),
            both!(
                "ta bort det som ikke er svar, også formatering langt nede og til høyre",
                "take away what is no answer, also far below and to the right"
            ),
        ),
        Unread::Broken => unreadable(file),
    })?;
    merge(&mut workbook, &name, &mut cells).map_err(|_| unreadable(file))?;
    Ok((Table::new(file, Kind::Xlsx, rows(cells))?, Vec::new()))
}

/// Returns how large the parts of the workbook say they are.
fn unpacked(bytes: &[u8]) -> Option<u64> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let sizes: Option<Vec<u64>> = (0..archive.len()).map(|index| Some(archive.by_index_raw(index).ok()?.size())).collect();
    sizes?.into_iter().try_fold(0_u64, u64::checked_add)
}

fn unreadable(file: &str) -> Problem {
    no_table(
        file,
        both!("arbeidsboken kan ikke leses", "the workbook cannot be read"),
        both!("åpne den i regnearket og lagre den på nytt som XLSX", "open it in the spreadsheet and save it again as XLSX"),
    )
}

/// Returns the sheet that was asked for, or the only visible one. Names of sheets are not told: they may be names.
fn sheet_name(file: &str, workbook: &Workbook<'_>, wanted: Option<&str>) -> Result<String, Problem> {
    let sheets = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    if let Some(wanted) = wanted {
        let found = sheets.clone().find(|sheet| sheet.name == wanted).map(|sheet| sheet.name.clone());
        return found.ok_or_else(|| {
            no_table(
                file,
                both!("arbeidsboken har ikke noe ark `{wanted}`", "the workbook has no sheet `{wanted}`"),
                both!("skriv navnet som det står på arkfanen", "write the name as it stands on the sheet's tab"),
            )
        });
    }
    let visible: Vec<_> = sheets.filter(|sheet| sheet.visible == SheetVisible::Visible).collect();
    match visible.as_slice() {
        [only] => Ok(only.name.clone()),
        sheets => {
            let count = sheets.len();
            Err(no_table(
                file,
                both!("arbeidsboken har {count} synlige ark", "the workbook has {count} visible sheets"),
                both!("si hvilket som skal leses, med `--sheet`", "say which is to be read, with `--sheet`"),
            ))
        }
    }
}

enum Unread {
    TooLarge,
    Broken,
}

impl From<XlsxError> for Unread {
    fn from(_: XlsxError) -> Self {
        Self::Broken
    }
}

/// The cells of a sheet by row and column.
type Cells = BTreeMap<u32, BTreeMap<u32, Cell>>;

fn cells(workbook: &mut Workbook<'_>, sheet: &str) -> Result<Cells, Unread> {
    let mut reader = workbook.worksheet_cells_reader(sheet)?;
    let mut cells = Cells::new();
    while let Some(found) = reader.next_cell_with_formula_metadata()? {
        let cell = if found.formula.is_some() { Cell::Formula } else { cell(&found.value) };
        if cell == Cell::Empty {
            continue;
        }
        let (row, column) = found.pos;
        cells.entry(row).or_default().insert(column, cell);
        let is_large = |count: usize, most: usize| count > most;
        if is_large(cells.len(), MOST_ROWS) || is_large(usize::try_from(column).unwrap_or(usize::MAX), MOST_COLUMNS) {
            return Err(Unread::TooLarge);
        }
    }
    Ok(cells)
}

fn cell(value: &DataRef<'_>) -> Cell {
    let text = |text: &str| if text.trim().is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) };
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::String(said) => text(said),
        DataRef::SharedString(said) => text(said),
        #[expect(clippy::cast_precision_loss, reason = "numbers this large are refused when they are read")]
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::Bool(truth) => Cell::Truth(*truth),
        DataRef::DateTime(time) if time.is_datetime() && time.as_f64() >= 1.0 => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            date(&format!("{year:04}-{month:02}-{day:02}"))
        }
        DataRef::DateTimeIso(time) => date(time.get(..10).unwrap_or(time)),
        DataRef::DateTime(_) | DataRef::DurationIso(_) | DataRef::Error(_) => Cell::Unreadable,
    }
}

fn date(text: &str) -> Cell {
    text.parse::<PartialDate>().map_or(Cell::Unreadable, Cell::Date)
}

/// Marks cells that were made one. Each looks filled in the spreadsheet, but only the first holds anything.
fn merge(workbook: &mut Workbook<'_>, sheet: &str, cells: &mut Cells) -> Result<(), XlsxError> {
    let Some((&first, _)) = cells.first_key_value() else { return Ok(()) };
    let numbers: Vec<u32> = cells.keys().copied().collect();
    let widest = cells.values().filter_map(|row| row.last_key_value()).map(|(column, _)| *column).max().unwrap_or(0);
    for region in workbook.merge_cells_by_sheet_name(sheet)? {
        // Headings may be merged over columns: the name stands in the first.
        for row in numbers.iter().filter(|row| (region.start.0..=region.end.0).contains(row) && **row > first) {
            let columns = region.start.1..=region.end.1.min(widest);
            let merged = columns.map(|column| (column, Cell::Merged));
            cells.entry(*row).or_default().extend(merged);
        }
    }
    Ok(())
}

fn rows(cells: Cells) -> Vec<Row> {
    let index = |number: &u32| usize::try_from(*number).unwrap_or(usize::MAX);
    let width = cells.values().filter_map(|row| row.last_key_value()).map(|(column, _)| index(column) + 1).max().unwrap_or(0);
    let row = |(number, mut filled): (u32, BTreeMap<u32, Cell>)| Row {
        number: index(&number) + 1,
        cells: (0..width)
            .map(|column| u32::try_from(column).ok().and_then(|column| filled.remove(&column)).unwrap_or_default())
            .collect(),
    };
    cells.into_iter().map(row).collect()
}

#[cfg(test)]
mod tests;

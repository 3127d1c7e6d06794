//! Workbooks as people make them, written here by another library than reads them.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook as Made};

use super::*;
use crate::problem::Code;

fn made(fill: impl Fn(&mut Made)) -> Vec<u8> {
    let mut made = Made::new();
    fill(&mut made);
    made.save_to_buffer().unwrap()
}

fn read_one(bytes: &[u8], sheet: Option<&str>) -> Result<Table, Code> {
    read("a.xlsx", bytes, sheet).map(|(table, _)| table).map_err(|problem| problem.code)
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn day(text: &str) -> Cell {
    Cell::Date(text.parse().unwrap())
}

#[test]
fn each_kind_of_cell_is_known_for_what_it_is() {
    let bytes = made(|made| {
        let sheet = made.add_worksheet();
        let date = Format::new().set_num_format("dd.mm.yyyy");
        for (column, heading) in (0..).zip(["Kommune", "Dato", "Tatt opp", "Telefon", "Formel", "Feil", "Tid"]) {
            sheet.write(0, column, heading).unwrap();
        }
        sheet.write(1, 0, " Granvåg ").unwrap();
        sheet.write_with_format(1, 1, ExcelDateTime::from_ymd(2024, 4, 16).unwrap(), &date).unwrap();
        sheet.write(1, 2, true).unwrap();
        sheet.write(1, 3, 17_384_629).unwrap();
        sheet.write(1, 4, Formula::new("=A2").set_result("Granvåg")).unwrap();
        sheet.write(1, 5, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        sheet
            .write_with_format(1, 6, ExcelDateTime::from_hms(10, 30, 0).unwrap(), &Format::new().set_num_format("hh:mm"))
            .unwrap();
        sheet.write(3, 0, "0301").unwrap();
        sheet.write(3, 1, 45_398).unwrap();
        sheet.write(3, 2, "   ").unwrap();
        sheet.write_with_format(3, 6, ExcelDateTime::from_ymd(2024, 2, 29).unwrap().and_hms(23, 59, 59).unwrap(), &date).unwrap();
    });
    let table = read_one(&bytes, None).unwrap();
    assert_eq!(table.headings, ["Kommune", "Dato", "Tatt opp", "Telefon", "Formel", "Feil", "Tid"]);
    let first = [
        text(" Granvåg "),
        day("2024-04-16"),
        Cell::Truth(true),
        Cell::Number(17_384_629.0),
        Cell::Formula,
        Cell::Formula,
        Cell::Unreadable,
    ];
    let second = [text("0301"), Cell::Number(45_398.0), Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, day("2024-02-29")];
    assert_eq!(table.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 4]);
    assert!(table.rows[0].cells == first && table.rows[1].cells == second);
}

#[test]
fn merged_cells_are_not_taken_for_filled_or_empty_ones() {
    let bytes = made(|made| {
        let sheet = made.add_worksheet();
        for (column, heading) in (0..).zip(["Kommune", "Svar"]) {
            sheet.write(0, column, heading).unwrap();
        }
        sheet.merge_range(1, 1, 2, 1, "ja", &Format::new()).unwrap();
        sheet.write(1, 0, "Granvåg").unwrap();
        sheet.write(2, 0, "Tjernlia").unwrap();
        sheet.write(3, 0, "Kvelmundal").unwrap();
        sheet.write(3, 1, "nei").unwrap();
    });
    let table = read_one(&bytes, None).unwrap();
    let column: Vec<bool> = table.rows.iter().map(|row| row.cells[1] == Cell::Merged).collect();
    assert_eq!(column, [true, true, false]);
}

#[test]
fn a_hidden_sheet_is_read_only_by_its_name_and_several_are_not_guessed_among() {
    let sheet = |made: &mut Made, name: &str, answer: &str| {
        let sheet = made.add_worksheet().set_name(name).unwrap();
        sheet.write(0, 0, "Kommune").unwrap();
        sheet.write(1, 0, answer).unwrap();
    };
    let bytes = made(|made| {
        sheet(made, "Svar", "Granvåg");
        sheet(made, "Gammelt", "Tjernlia");
        made.worksheet_from_name("Gammelt").unwrap().set_hidden(true);
    });
    assert!(read_one(&bytes, None).unwrap().rows[0].cells[0] == text("Granvåg"));
    assert!(read_one(&bytes, Some("Gammelt")).unwrap().rows[0].cells[0] == text("Tjernlia"));
    assert_eq!(read_one(&bytes, Some("gammelt")).unwrap_err(), Code::BadTable);
    let bytes = made(|made| {
        sheet(made, "Svar", "Granvåg");
        sheet(made, "Andre", "Tjernlia");
    });
    assert_eq!(read_one(&bytes, None).unwrap_err(), Code::BadTable);
    assert!(read_one(&bytes, Some("Andre")).is_ok());
}

#[test]
fn a_cell_at_the_far_end_of_a_sheet_does_not_fill_the_memory() {
    for (row, column) in [(1_048_575, 0), (1, 16_383)] {
        let bytes = made(|made| {
            let sheet = made.add_worksheet();
            sheet.write(0, 0, "Kommune").unwrap();
            sheet.write(row, column, "x").unwrap();
        });
        match read_one(&bytes, None) {
            Ok(table) => assert_eq!((table.rows.len(), table.rows[0].number), (1, 1_048_576)),
            Err(code) => assert_eq!((code, column), (Code::BadTable, 16_383)),
        }
    }
}

#[test]
fn what_is_no_workbook_is_refused() {
    let whole = made(|made| {
        made.add_worksheet().write(0, 0, "Kommune").unwrap();
    });
    assert_eq!(read_one(&whole, None).unwrap_err(), Code::BadTable, "no rows");
    for end in [5, 100, whole.len() / 2, whole.len() - 1] {
        assert_eq!(read_one(&whole[..end], None).unwrap_err(), Code::BadTable, "cut at {end}");
    }
    let mut chance = 11_u64;
    for _ in 0..300 {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut bytes = whole.clone();
        let at = usize::try_from(chance >> 33).unwrap() % bytes.len();
        bytes[at] ^= u8::try_from((chance >> 20) & 0xFF).unwrap() | 1;
        // Whatever it says, it says it rather than falling over.
        drop(read_one(&bytes, None));
    }
}

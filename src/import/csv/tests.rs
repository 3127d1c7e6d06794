//! CSV as spreadsheets and survey programs write it, and as accidents leave it.

use super::*;
use crate::import::table::{Cell, Table};

/// Returns the headings and cells of a table, or the code of what is wrong with it.
fn cells(bytes: &[u8]) -> Result<(Vec<String>, Vec<Vec<String>>), Code> {
    let (table, problems) = read("a.csv", bytes).map_err(|problem| problem.code)?;
    match problems.iter().find(|problem| problem.is_error()) {
        Some(problem) => Err(problem.code),
        None => Ok((table.headings.clone(), texts(&table))),
    }
}

fn texts(table: &Table) -> Vec<Vec<String>> {
    let text = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        _ => String::new(),
    };
    table.rows.iter().map(|row| row.cells.iter().map(text).collect()).collect()
}

fn table(headings: &[&str], rows: &[&[&str]]) -> Result<(Vec<String>, Vec<Vec<String>>), Code> {
    let texts = |row: &[&str]| row.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    Ok((texts(headings), rows.iter().map(|row| texts(row)).collect()))
}

#[test]
fn the_sign_between_cells_is_found_out() {
    let expected = || table(&["Kommune", "Tid"], &[&["Granvåg", "2,5"], &["Tjernlia", "3"]]);
    for text in [
        "Kommune;Tid\nGranvåg;2,5\nTjernlia;3\n",
        "Kommune,Tid\nGranvåg,\"2,5\"\nTjernlia,3",
        "Kommune\tTid\r\nGranvåg\t2,5\r\nTjernlia\t3\r\n",
        "\u{FEFF}Kommune;Tid\rGranvåg;2,5\rTjernlia;3\r",
        "sep=;\nKommune;Tid\nGranvåg;2,5\nTjernlia;3\n",
        "\n;\nKommune;Tid\n\nGranvåg;2,5\n;\nTjernlia;3\n\n",
    ] {
        assert_eq!(cells(text.as_bytes()), expected(), "{text:?}");
    }
}

#[test]
fn a_comma_in_a_heading_does_not_part_it() {
    let text = "Hva er viktig, og hvorfor;Kommune\nalt, særlig natt;Granvåg\n";
    assert_eq!(cells(text.as_bytes()), table(&["Hva er viktig, og hvorfor", "Kommune"], &[&["alt, særlig natt", "Granvåg"]]));
}

#[test]
fn quotes_keep_signs_and_line_ends_inside() {
    let text = "a;b\n\"x;\ny\";\"si \"\"ja\"\"\"\n\"\";5\" rør\n";
    assert_eq!(cells(text.as_bytes()), table(&["a", "b"], &[&["x;\ny", "si \"ja\""], &["", "5\" rør"]]));
    let (table, _) = read("a.csv", b"a;b\r\n\"x\r\ny\";1\r\n2;3\r\n").unwrap();
    assert_eq!(table.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 4]);
}

#[test]
fn a_row_that_shifted_is_never_read() {
    for text in ["a;b\n1;2;3\n4;5\n", "Kommune,Tid\nGranvåg,2,5\n", "a;b\n1\n", "a;b\n\"1;2\n3;4\n", "a;b\n\"1\"x;2\n"] {
        assert!(matches!(cells(text.as_bytes()), Err(Code::BadRow | Code::BadTable)), "{text:?}");
    }
    assert_eq!(rows("a\n\"b", ';'), Err(Broken::Open(2)));
    assert_eq!(rows("a\n\"b\nc\"d", ';'), Err(Broken::Behind(3)));
}

#[test]
fn an_older_encoding_is_read_with_a_note_and_others_are_refused() {
    let latin: Vec<u8> =
        "Kommune;Svar\nGranvåg;–ærø\n".chars().map(|letter| if letter == '–' { 0x96 } else { letter as u8 }).collect();
    let (found, problems) = read("a.csv", &latin).unwrap();
    assert_eq!(texts(&found), [["Granvåg", "–ærø"]]);
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), [Code::OtherEncoding]);
    let mac = [b"a;b\nGr".as_slice(), &[0xBE, 0xBF, 0x8C], b";1\n"].concat();
    let wide: Vec<u8> = [0xFEFF].into_iter().chain("a;b\n1;å\n".encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [mac, wide, b"a;b\n\x81;1\n".to_vec()] {
        assert_eq!(cells(&bytes), Err(Code::NotUtf8));
    }
}

#[test]
fn what_is_no_table_is_refused() {
    for text in ["", "\n\n", "a;b\n", "a;b\n;\n", "\u{FEFF}"] {
        assert_eq!(cells(text.as_bytes()), Err(Code::BadTable), "{text:?}");
    }
}

/// Changes bytes of a table, a fixed sequence of chances. What is read has a row as wide as its headings, or is refused.
#[test]
fn no_bytes_make_the_reader_fall_over() {
    let whole = "Kommune;Svar;\"Hva de sa\"\r\nGranvåg;ja;\"natt; og \"\"dag\"\"\"\r\nTjernlia;nei;5\" rør\n".as_bytes();
    let mut chance = 3_u64;
    let mut next = |most: usize| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(chance >> 33).unwrap() % most
    };
    let mut read_some = 0;
    for _ in 0..20_000 {
        let mut bytes = whole.to_vec();
        for _ in 0..=next(4) {
            let at = next(bytes.len().max(1));
            match next(4) {
                0 if !bytes.is_empty() => bytes[at] = b";,\t\"\n\r\0a\xE5\xFF"[next(10)],
                1 if !bytes.is_empty() => drop(bytes.remove(at)),
                0..=2 => bytes.insert(at, b"\"\n;,"[next(4)]),
                _ => bytes.truncate(at.max(1)),
            }
        }
        if let Ok((headings, rows)) = cells(&bytes) {
            read_some += 1;
            assert!(rows.iter().all(|row| row.len() >= headings.len()));
        }
    }
    assert!(read_some > 1_000, "{read_some}");
}

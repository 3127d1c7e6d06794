//! Workbooks: what stands in any part is read, and whatever is more than values is refused.

use std::io::{Cursor, Write};

use rust_xlsxwriter::{DocProperties, Formula, Note, Workbook};
use zip::write::SimpleFileOptions;

use super::super::archive::unpack;
use super::leaks::values;
use super::problems_of;
use crate::problem::Code;

const SECRET: &str = "kanarifugl";

/// Returns the codes of what is objected to in a workbook of the site.
fn codes(bytes: &[u8]) -> Vec<Code> {
    problems_of(&[("data/tabell.xlsx", bytes)], "/", &values(&[SECRET])).iter().map(|problem| problem.code).collect()
}

fn workbook(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write_string(0, 0, "verdi").unwrap();
    fill(&mut workbook);
    workbook.save_to_buffer().unwrap()
}

/// Packs parts as they are given; the first names are those of a workbook.
fn packed(parts: &[(&str, &[u8])], options: SimpleFileOptions) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_of_values_passes() {
    assert_eq!(codes(&workbook(|_| {})), []);
    let mut filtered = Workbook::new();
    let sheet = filtered.add_worksheet();
    sheet.set_freeze_panes(1, 1).unwrap().set_repeat_rows(0, 0).unwrap();
    sheet.write_string(0, 0, "=1+1").unwrap().autofilter(0, 0, 1, 1).unwrap();
    assert_eq!(codes(&filtered.save_to_buffer().unwrap()), []);
}

#[test]
fn words_that_look_like_what_is_refused_are_words() {
    const WORDS: &str = "https://a.example/?state=\"hidden\" hidden=\"1\" \"External\" <f>1+1</f> <r> <!-- x -->";
    let in_cell = workbook(|book| drop(book.add_worksheet().write_string(0, 0, WORDS)));
    assert_eq!(codes(&in_cell), []);
    let in_property = workbook(|book| {
        book.set_properties(&DocProperties::new().set_title(WORDS));
    });
    assert_eq!(codes(&in_property), []);
}

#[test]
fn a_secret_is_found_in_every_part_of_a_workbook() {
    let in_cell = workbook(|book| drop(book.add_worksheet().write_string(3, 2, "en Kanarifugl her")));
    let in_name = workbook(|book| drop(book.add_worksheet().set_name("Kanarifugl")));
    let in_property = workbook(|book| {
        book.set_properties(&DocProperties::new().set_author("Kanarifugl"));
    });
    for bytes in [&in_cell, &in_name, &in_property] {
        assert_eq!(codes(bytes), [Code::Leak]);
    }
    let in_note = workbook(|book| drop(book.add_worksheet().insert_note(0, 0, &Note::new("Kanarifugl"))));
    assert_eq!(codes(&in_note), [Code::Leak]);
    assert!(unpack(&in_note).is_odd, "a note is more than a value, whatever it says");
    let in_part = packed(&[("xl/kanarifugl.xml", b"<?xml version=\"1.0\"?><a/>")], SimpleFileOptions::default());
    assert!(codes(&in_part).contains(&Code::Leak));
}

#[test]
fn a_workbook_with_more_than_values_is_refused() {
    let formula = workbook(|book| drop(book.add_worksheet().write_formula(0, 0, Formula::new("=1+1"))));
    let hidden = workbook(|book| {
        book.add_worksheet().set_hidden(true);
    });
    let link = workbook(|book| drop(book.add_worksheet().write_url(0, 0, "https://example.org/")));
    let named = workbook(|book| drop(book.define_name("Sats", "=Sheet1!$A$1")));
    for (what, bytes) in [("a formula", formula), ("a hidden sheet", hidden), ("a link", link), ("a name", named)] {
        assert_eq!(codes(&bytes), [Code::UnreadableFile], "{what}");
    }
}

#[test]
fn an_archive_that_is_no_plain_workbook_is_refused() {
    const XML: &[u8] = b"<?xml version=\"1.0\"?><a/>";
    let usual = SimpleFileOptions::default();
    assert!(!unpack(&packed(&[("xl/workbook.xml", XML)], usual)).is_odd, "otherwise this shows nothing");
    let inner = packed(&[("xl/workbook.xml", XML)], usual);
    let bomb = vec![b' '; (64 << 20) + 1];
    let odd: [(&str, Vec<u8>); 9] = [
        ("no archive", b"PK\x03\x04 og mer".to_vec()),
        ("an unknown part", packed(&[("xl/vbaProject.bin", XML)], usual)),
        ("a path out of it", packed(&[("../xl/workbook.xml", XML)], usual)),
        ("an archive within", packed(&[("xl/workbook.xml", &inner)], usual)),
        ("a bomb", packed(&[("xl/workbook.xml", &bomb)], usual)),
        ("something before it", [b"Moen".as_slice(), &inner].concat()),
        ("something behind it", [&inner, b"Moen".as_slice()].concat()),
        ("too many parts", {
            let names: Vec<String> = (0..70).map(|number| format!("xl/worksheets/sheet{number}.xml")).collect();
            packed(&names.iter().map(|name| (name.as_str(), XML)).collect::<Vec<_>>(), usual)
        }),
        ("two alphabets", packed(&[("xl/workbook.xml", b"\xFF\xFE<\0?\0")], usual)),
    ];
    for (what, bytes) in odd {
        assert!(unpack(&bytes).is_odd, "{what}");
        assert!(codes(&bytes).contains(&Code::UnreadableFile), "{what}");
    }
}

#[test]
fn a_gap_between_the_parts_and_a_locked_part_are_seen() {
    const XML: &[u8] = b"<?xml version=\"1.0\"?><a/>";
    let mut bytes = packed(&[("xl/workbook.xml", XML), ("xl/styles.xml", XML)], SimpleFileOptions::default());
    // The list of contents forgets the second part; its bytes stay.
    let list = memchr::memmem::rfind(&bytes, b"PK\x01\x02").unwrap();
    let end = memchr::memmem::rfind(&bytes, b"PK\x05\x06").unwrap();
    let mut short = [&bytes[..list], &bytes[end..]].concat();
    let tail = short.len() - 22;
    let size = (list - memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap()) as u32;
    short[tail + 8..tail + 10].copy_from_slice(&1_u16.to_le_bytes());
    short[tail + 10..tail + 12].copy_from_slice(&1_u16.to_le_bytes());
    short[tail + 12..tail + 16].copy_from_slice(&size.to_le_bytes());
    let read = unpack(&short);
    assert!(read.is_odd && read.parts.len() <= 1, "{}", read.parts.len());
    // The flag of a part that is locked, in both places where it stands.
    for (sign, at) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let found = memchr::memmem::find(&bytes, sign).unwrap();
        bytes[found + at] |= 1;
    }
    assert!(unpack(&bytes).is_odd);
}

#[test]
fn elsewhere_a_workbook_is_refused_unread() {
    let bytes = workbook(|_| {});
    for path in ["filer/tabell.xlsx", "data/mer/tabell.xlsx", "tabell.xlsx", "data/tabell.zip"] {
        let problems = problems_of(&[(path, &bytes)], "/", &values(&[SECRET]));
        assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), [Code::UnreadableFile], "{path}");
    }
}

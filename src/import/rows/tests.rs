//! That what rows say is what is written, and that nothing is guessed.

use super::*;
use crate::check::{column_map, mapping_alone, observations_alone};
use crate::domain::Source;
use crate::import::table::{Kind, read_table};
use crate::import::write;
use crate::load::SourceText;

const MAPPING: &str = "title: \"En\"\ncentre: a\nperiod: {from: 2024}\ninvited: 3\nparticipated: 2\nthemes:\n  \
                       - {id: natt, title: \"Om natten\"}\n  - {id: \"24\", title: \"Hele døgnet\"}\n";
const WIDE: &str = "municipality: Kommune\ndate: Dato\nmeeting: Form\ncontact: {name: Navn, phone: Tlf}\ninternal_note: Internt\n\
                    themes:\n  natt: {raised: Natt, text: Om natt}\n  \"24\": {raised: Døgn}\n\
                    values: {ja: yes, nei: no, \"\": not_raised, \"-\": unanswered}\n";
const LONG: &str = "municipality: Kommune\nrows: {theme: Tema, raised: Svar, text: Tekst, names: {Nattevakt: natt}}\n";

fn file(within: &str, text: &str) -> SourceText {
    SourceText { source: Source::new("content", within), text: text.into() }
}

fn mapping() -> Mapping {
    mapping_alone(file("mappings/a/mapping.yaml", MAPPING)).0.unwrap()
}

fn map(text: &str) -> ColumnMap {
    let (map, problems) = column_map(&file("kart.yaml", text));
    assert!(problems.is_empty(), "{problems:#?}");
    map.unwrap()
}

/// Reads a table by a map: the text written, and the codes and headlines of what is wrong.
fn read(table: &str, columns: &str) -> (String, Vec<String>) {
    let (table, notes) = read_table("a.csv", table.as_bytes(), None).unwrap();
    assert!(notes.is_empty());
    let (observed, problems) = observe(&table, &map(columns), &mapping());
    let said = problems.iter().map(|problem| format!("{} {}", problem.code.word(), problem.headline.en));
    (write(&observed), said.collect())
}

fn said(table: &str, columns: &str) -> Vec<String> {
    read(table, columns).1
}

#[test]
fn a_row_a_participant_is_written_in_the_form_that_is_read() {
    let table = "Kommune;Dato;Form;Navn;Tlf;Internt;Natt;Om natt;Døgn\n\
                 Tjernlia;16.04.2024;Fysisk;;;;NEI;;\n\
                 Granvåg;2024-04;digitalt;Tor «Tott»;17 38;\"to\nlinjer\\\";Ja;\"Si \"\"nei\"\": #1\";-\n";
    let expected = "# Skrevet av `utsyn import`. Fortrolig: skal aldri publiseres.\nobservations:\n\
                    \x20 - municipality: \"Granvåg\"\n    date: 2024-04\n    meeting: digital\n    \
                    contact: {name: \"Tor «Tott»\", phone: \"17 38\"}\n    answers:\n      \
                    - {theme: natt, raised: \"yes\", text: \"Si \\\"nei\\\": #1\"}\n    internal_note: \"to\\nlinjer\\\\\"\n\
                    \x20 - municipality: \"Tjernlia\"\n    date: 2024-04-16\n    meeting: in_person\n    answers:\n      \
                    - {theme: natt, raised: \"no\"}\n      - {theme: \"24\", raised: \"not_raised\"}\n";
    let (text, said) = read(table, WIDE);
    assert_eq!(text, expected);
    assert_eq!(said, [""; 0]);
    assert_eq!(observations_alone(file("mappings/a/observations.yaml", &text)).0, 2);
}

#[test]
fn a_row_an_answer_is_the_same_however_the_rows_are_sorted() {
    let rows = ["Granvåg;natt;ja;Mørkt", "Tjernlia;Hele døgnet;nei;", "Granvåg;24;ikke tatt opp;", "Tjernlia;nattevakt;Ja;Lyst"];
    let table = |rows: &[&str]| format!("Kommune;Tema;Svar;Tekst\n{}\n", rows.join("\n"));
    let (text, said) = read(&table(&rows), LONG);
    assert_eq!(said, [""; 0]);
    assert_eq!(text.matches("- {theme: ").count(), 4);
    let mut turned = rows;
    turned.reverse();
    assert_eq!(read(&table(&turned), LONG).0, text);
}

#[test]
fn what_is_not_certain_is_told_by_its_cell_and_never_quoted() {
    let table = |row: &str| format!("Kommune;Dato;Form;Navn;Tlf;Internt;Natt;Om natt;Døgn\nTjernlia;;;;;;ja;;ja\n{row}\n");
    for (row, expected) in [
        ("Granvåg;;;;;;kanskje;;ja", "unknown-word line 3, column G: the word does not stand below `values` in the map"),
        ("Granvåg;;zoom;;;;ja;;ja", "unknown-word line 3, column C: the word does not stand below `meetings` in the map"),
        ("Granvåg;i vår;;;;;ja;;ja", "bad-cell line 3, column B: this must be a date, such as 2026-11-21 or 21.11.2026"),
        (";;;;;;ja;;ja", "bad-cell line 3, column A: the municipality is missing"),
        (
            "301;;;;;;ja;;ja",
            "bad-cell line 3, column A: a municipality's number has four digits; the spreadsheet takes a leading nought away unless the column is text",
        ),
        ("tjernlia;;;;;;ja;;ja", "bad-row line 3: the participant is in line 2 too, or is spelt in two ways"),
        ("Granvåg;;;;;;-;Likevel et svar;ja", "bad-cell line 3, column H: by the map there is no answer, but there stands one"),
    ] {
        let said = said(&table(row), WIDE);
        assert_eq!(said.iter().filter(|said| !said.starts_with("count-differs")).collect::<Vec<_>>(), [expected], "{row}");
    }
    let said = said("Kommune;Tema;Svar\nGranvåg;natt;\nGranvåg;vaffel;ja\n", &LONG.replace(", text: Tekst", ""));
    let [empty, theme] = said.as_slice() else { panic!("{said:?}") };
    assert!(empty.starts_with("unknown-word line 2, column C: the cell is empty; say below `values`"), "{empty}");
    assert!(theme.starts_with("unknown-word line 3, column B: this is no theme of the mapping"), "{theme}");
}

#[test]
fn rows_of_one_participant_must_agree() {
    let columns = format!("{LONG}date: Dato\n");
    let table = |second: &str| format!("Kommune;Tema;Svar;Tekst;Dato\nTjernlia;natt;ja;;\nGranvåg;natt;ja;;2024\n{second}\n");
    assert_eq!(said(&table("Granvåg;24;ja;;"), &columns), [""; 0]);
    assert_eq!(
        said(&table("Granvåg;24;ja;;2025"), &columns),
        ["bad-row line 4: it says something else of the same participant than line 3"]
    );
    assert_eq!(
        said(&table("Granvåg;natt;nei;;"), &columns),
        ["bad-row line 4: the participant has answered on the theme before"]
    );
    assert_eq!(
        said(&table("granvåg;24;ja;;"), &columns),
        ["bad-row line 4: the participant is in line 3 too, or is spelt in two ways"]
    );
}

#[test]
fn columns_are_found_by_heading_or_letter_and_each_means_one_thing() {
    let columns = |kommune: &str, natt: &str| format!("municipality: {kommune}\nthemes:\n  natt: {{raised: {natt}}}\n");
    let table = "Kommune;Svar;Svar;Annet\nGranvåg;ja;nei;x\nTjernlia;nei;ja;\n";
    let of = |kommune: &str, natt: &str| said(table, &columns(kommune, natt));
    assert_eq!(of("Kommune", "kolonne C"), ["column-unused columns that are not in the map were not read: B, D"]);
    assert!(
        read(table, &columns("Kommune", "Kolonne c"))
            .0
            .contains("\"Granvåg\"\n    answers:\n      - {theme: natt, raised: \"no\"}")
    );
    assert_eq!(of("Kommune", "Svar"), ["column-twice several columns are called `Svar`: B, C"]);
    assert_eq!(of("Kommune", "kommune"), ["column-missing the table has no column `kommune`"]);
    assert_eq!(of("Kommune", "kolonne E"), ["column-missing the table has no column `kolonne E`"]);
    assert_eq!(of("Kommune", "Kommune"), ["column-twice the column `Kommune` is used twice in the map"]);
    let said = said(table, "municipality: Kommune\nthemes: {nat: {raised: kolonne B}}\n");
    assert_eq!(said, ["unknown-target there is no theme `nat` in the mapping"]);
}

#[test]
fn a_map_that_is_not_clear_is_refused() {
    let codes = |text: &str| {
        let (map, problems) = column_map(&file("kart.yaml", text));
        (map.is_some(), problems.iter().map(|problem| problem.code).collect::<Vec<_>>())
    };
    assert_eq!(codes("municipality: K\n"), (false, vec![Code::MissingKey]));
    assert_eq!(codes(&format!("{LONG}themes: {{natt: {{raised: B}}}}\n")), (false, vec![Code::MissingKey]));
    assert_eq!(codes("municipality: \"\"\nthemes: {}\n"), (true, vec![Code::EmptyValue]));
    assert_eq!(codes("municipality: K\nthemes: {}\nvalues: {Ja: yes, ja: no}\n"), (true, vec![Code::DuplicateKey]));
    assert_eq!(codes("municipality: K\nthemes: {}\nvalues: {ja: kanskje}\n"), (false, vec![Code::UnknownChoice]));
    assert_eq!(codes("municipality: K\ncolumns: {}\nthemes: {}\n"), (false, vec![Code::UnknownKey]));
}

/// Any text at all comes back from what is written, letter by letter but for what is around it.
#[test]
fn every_text_survives_being_written() {
    let mut chance = 5_u64;
    let mut next = |most: u32| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(chance >> 33).unwrap() % most
    };
    let odd = [
        '"', '\'', '\\', '#', ':', '-', '{', '}', '[', ',', '&', '*', '!', '|', '>', '%', '@', '`', '“', '\u{2028}', '\u{FEFF}',
        '\u{AD}', '😀', '\u{301}', 'æ', '\n', '\t', ' ',
    ];
    for _ in 0..2_000 {
        let text: String = (0..next(12)).map(|_| odd[usize::try_from(next(28)).unwrap()]).chain(['x']).collect();
        let text = crate::import::table::clean(&text);
        let cells = ["Granvåg", "ja", &text, &text].map(|text| Cell::Text(text.to_owned())).to_vec();
        let headings = ["K", "S", "T", "I"].map(|text| Cell::Text(text.to_owned())).to_vec();
        let rows = [Row { number: 1, cells: headings }, Row { number: 2, cells }];
        let table = Table::new("a", Kind::Xlsx, rows).unwrap();
        let columns = map("municipality: K\ninternal_note: I\nthemes: {natt: {raised: S, text: T}}\n");
        let (observed, _) = observe(&table, &columns, &mapping());
        let written = write(&observed);
        let (read, problems) = crate::check::check(
            crate::load::Sources {
                texts: vec![file("mappings/a/mapping.yaml", MAPPING), file("mappings/a/observations.yaml", &written)],
                attachments: Vec::new(),
                unread: Vec::new(),
            },
            jiff::civil::date(2026, 11, 21),
            None,
        );
        assert!(
            problems.iter().all(|problem| problem.place.as_ref().is_none_or(|place| !place.file.contains("observations"))),
            "{written}"
        );
        let debug = read.mappings.len();
        assert_eq!(debug, 1);
        assert_eq!(texts_of(&written), [text.clone(), text], "{written}");
    }
}

/// Reads the texts back with the parser alone.
fn texts_of(written: &str) -> Vec<String> {
    let value: BTreeMap<String, Vec<serde_json::Value>> = serde_yaml::from_str(written).unwrap();
    let entry = &value["observations"][0];
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    vec![text(&entry["answers"][0]["text"]), text(&entry["internal_note"])]
}

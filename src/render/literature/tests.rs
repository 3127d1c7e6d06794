//! What is given away is read back by readers that others wrote, or that know nothing of the writer.

use biblatex::{Bibliography, ChunksExt};
use hayagriva::citationberg::json::Item;

use super::{bibtex, files, json, ris};
use crate::domain::{Author, Reference, ReferenceKind};
use crate::plan::Literature;

const TITLE: &str = "50 % & <b>_x_</b> #1 ~ $5 ^2 \\alpha «Å» \"y\"";

fn hostile() -> Reference {
    Reference {
        id: "verk-1".to_owned(),
        authors: vec![Author::of("Helse- og omsorgsdepartementet"), Author::of("van Berg, Per-Ole"), Author::of("{A, B and C}")],
        editors: vec![Author::of("Moe, Siri")],
        year: Some(2023),
        date: "2023-02-03".parse().ok(),
        published_in: Some("Boka {1}".to_owned()),
        pages: Some("12–34".to_owned()),
        url: Some("https://example.org/a_b?c=1&d=%20#e".to_owned()),
        doi: Some("10.1000/a_b".to_owned()),
        ..Reference::titled(ReferenceKind::Chapter, TITLE)
    }
}

fn literature() -> Literature {
    Literature { stem: "kilder/kilder".to_owned(), works: vec![hostile()], made_of: None }
}

#[test]
fn a_bibtex_reader_finds_the_same_work() {
    let text = bibtex::text(&[hostile(), Reference::titled(ReferenceKind::Web, "To")]);
    let read = Bibliography::parse(&text).unwrap();
    assert_eq!(read.len(), 2);
    let entry = read.get("verk-1").unwrap();
    assert_eq!(entry.title().unwrap().format_verbatim(), TITLE);
    let authors = entry.author().unwrap();
    assert_eq!(authors[0].name, "Helse- og omsorgsdepartementet");
    assert_eq!(
        (authors[1].name.as_str(), authors[1].prefix.as_str(), authors[1].given_name.as_str()),
        ("Berg", "van", "Per-Ole")
    );
    assert_eq!((authors.len(), authors[2].name.as_str()), (3, "A, B and C"));
    assert_eq!(entry.url().unwrap(), "https://example.org/a_b?c=1&d=%20#e");
    assert_eq!(entry.doi().unwrap(), "10.1000/a_b");
    assert_eq!(entry.get("booktitle").unwrap().format_verbatim(), "Boka (1)");
    assert_eq!(entry.get("year").unwrap().format_verbatim(), "2023");
}

#[test]
fn every_line_of_ris_has_a_tag_and_the_work_ends() {
    let sly = Reference { note: None, ..Reference::titled(ReferenceKind::Report, "En\r\nER  - \r\nTY  - BOOK") };
    let text = ris::text(&[hostile(), sly]);
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
    let lines: Vec<(&str, &str)> =
        text.split("\r\n").filter(|line| !line.is_empty()).map(|line| line.split_once("  - ").unwrap()).collect();
    let of = |tag: &str| lines.iter().filter(|(found, _)| *found == tag).map(|(_, value)| *value).collect::<Vec<_>>();
    assert_eq!(of("TY"), ["CHAP", "RPRT"]);
    assert_eq!(of("ER"), ["", ""]);
    assert_eq!(of("TI"), [TITLE, "En ER - TY - BOOK"]);
    assert_eq!(of("AU"), ["Helse- og omsorgsdepartementet", "van Berg, Per-Ole", "A, B and C"]);
    assert_eq!((of("SP"), of("EP"), of("DA")), (vec!["12"], vec!["34"], vec!["2023/02/03/"]));
}

#[test]
fn csl_json_is_what_the_schema_asks_for() {
    let items: Vec<Item> = serde_json::from_str(&json(&literature())).unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(items[0].id().unwrap(), "verk-1");
    let whole: serde_json::Value = serde_json::from_str(&json(&literature())).unwrap();
    assert_eq!(whole[0]["title"], TITLE);
    assert_eq!(whole[0]["author"][0]["literal"], "Helse- og omsorgsdepartementet");
    assert_eq!(whole[0]["author"][1]["non-dropping-particle"], "van");
    assert_eq!(whole[0]["issued"]["date-parts"][0], serde_json::json!([2023, 2, 3]));
    // What only our own style reads stays inside.
    for inner in ["authority", "status", "call-number", "medium", "available-date"] {
        assert!(whole[0].get(inner).is_none(), "{inner}");
    }
}

#[test]
fn there_is_a_file_of_each_form() {
    let paths: Vec<String> = files(&literature()).iter().map(|file| file.path.as_str().to_owned()).collect();
    assert_eq!(paths, ["kilder/kilder.bib", "kilder/kilder.ris", "kilder/kilder.csl.json"]);
}

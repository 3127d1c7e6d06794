//! What holds for every work; the forms of the single kinds are a table in `tests/citations`.

use hayagriva::citationberg::taxonomy::Kind;

use super::{Part, entry, set, take};
use crate::domain::{Author, Reference, ReferenceKind};

fn text(parts: &[Part]) -> String {
    parts.iter().map(|part| part.text.as_str()).collect()
}

/// Returns works of every kind, with none to many authors, with and without a year.
fn works() -> Vec<Reference> {
    let authors = [
        vec![],
        vec!["Helse- og omsorgsdepartementet"],
        vec!["Dahl, Kari Marie", "van Berg, Per-Ole"],
        vec!["KPMG", "NEO Consulting"],
        vec!["Å", "B, C.", "D"],
    ];
    let mut works = Vec::new();
    for kind in ReferenceKind::ALL {
        for authors in &authors {
            for (year, suffix) in [(Some(2023), None), (Some(2023), Some("b")), (None, None), (None, Some("a"))] {
                works.push(Reference {
                    authors: authors.iter().map(|name| Author::of(name)).collect(),
                    year,
                    suffix: suffix.map(str::to_owned),
                    published_in: Some("Boka".to_owned()).filter(|_| !matches!(kind, ReferenceKind::Report | ReferenceKind::Web)),
                    ..Reference::titled(kind, "Tittelen")
                });
            }
        }
    }
    works
}

#[test]
fn a_text_and_its_list_name_a_work_alike() {
    for work in works() {
        let mut parts = Vec::new();
        take(&set(&work).unwrap().citations[0].citation, &mut parts);
        assert_eq!(text(&parts), work.in_text(), "{work:?}");
        let begins = work.cited().lead.replace(" et al.", "").replace(" & ", "");
        let begins = begins.trim_matches(['«', '»']);
        let listed = text(&entry(&work));
        assert!(listed.starts_with(&begins[..begins.len().min(4)]), "{listed}");
        assert!(listed.contains(&work.cited().year), "{listed}");
    }
}

#[test]
fn an_institution_stands_whole_and_a_year_stands_once() {
    for work in works() {
        let listed = text(&entry(&work));
        for author in work.authors.iter().filter(|author| matches!(author, Author::Institution { .. })) {
            assert!(listed.contains(&author.to_string()), "{listed}");
        }
        assert_eq!(listed.matches(&work.year_line()).count(), 1, "{listed}");
        assert!(
            !listed.contains("..") && !listed.contains("()") && !listed.contains(", )") && !listed.contains("  "),
            "{listed}"
        );
    }
}

#[test]
fn every_kind_is_one_that_the_style_language_knows() {
    for kind in ReferenceKind::ALL {
        let item = super::csl_json(&Reference::titled(kind, "T"));
        assert!(item["type"].as_str().unwrap().parse::<Kind>().is_ok(), "{item}");
    }
}

/// Titles are put together of what means something somewhere, by a row of numbers that is the same each time.
#[test]
fn nothing_in_a_title_becomes_markup() {
    const SIGNS: [&str; 20] = [
        "<script>",
        "</p>",
        "<i>",
        "{",
        "}",
        "$x$",
        "*",
        "_",
        "`",
        "\\",
        "&amp;",
        "&",
        "\"",
        "'",
        "[[a:b]]",
        "[@x]",
        "javascript:",
        "ø",
        "?",
        "%",
    ];
    let mut number = 20_231_u64;
    for round in 0..300 {
        let mut title = String::from("T");
        for _ in 0..6 {
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            title.push_str(SIGNS[usize::try_from(number >> 33).unwrap() % SIGNS.len()]);
            title.push('x');
        }
        let url = Some("javascript:alert(1)".to_owned());
        let work = Reference { url, ..Reference::titled(ReferenceKind::ALL[round % ReferenceKind::ALL.len()], &title) };
        let parts = entry(&work);
        assert!(text(&parts).contains(&title), "{title}: {parts:?}");
        assert!(parts.iter().all(|part| part.href.is_none()), "{parts:?}");
    }
}

//! The manual's own patterns, with works of our making.

use std::collections::{BTreeMap, BTreeSet};

use super::{CitationPart, InText, locator, said};
use crate::domain::{Author, Language, NorwegianOrder, Piece, Reference, ReferenceKind, as_listed, pieces, tell_apart};

fn works() -> BTreeMap<String, InText> {
    let work = |id: &str, authors: &[&str], year: Option<i16>| Reference {
        id: id.to_owned(),
        authors: authors.iter().map(|author| Author::of(author)).collect(),
        year,
        ..Reference::titled(ReferenceKind::Report, &format!("Om {id}"))
    };
    let paper = |id: &str, number: &str| Reference {
        series: Some(number.to_owned()),
        ..Reference { kind: ReferenceKind::WhitePaper, ..work(id, &["Departementet"], Some(2015)) }
    };
    let mut all = vec![
        work("kpmg", &["KPMG"], Some(2023)),
        work("hdir19", &["Helsedirektoratet"], Some(2019)),
        work("hdir23b", &["Helsedirektoratet"], Some(2023)),
        work("hdir23a", &["Helsedirektoratet"], Some(2023)),
        work("to", &["Moe, S.", "Lie, B."], Some(2019)),
        work("tre", &["Hansen, K.", "Berg, P.", "Øye, C."], Some(2021)),
        work("uten", &["Biblioteket"], None),
        work("hod", &["Helse- og omsorgsdepartementet [HOD]"], Some(2024)),
        work("hod25", &["Helse- og omsorgsdepartementet [HOD]"], Some(2025)),
        work("tittel", &[], Some(2022)),
        paper("melding", "Meld. St. 96 (2014–2015)"),
        paper("nou", "NOU 2016: 96"),
    ];
    tell_apart(&mut all);
    let listed = as_listed(&NorwegianOrder::new(), all, |work| work).into_iter().enumerate();
    listed.map(|(place, work)| (work.id.clone(), InText { place, ..work.cited() })).collect()
}

/// Returns a text as it is read; titles stand between stars.
fn read_in(text: &str, language: Language) -> String {
    let works = works();
    let mut seen = BTreeSet::new();
    let mut read = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Plain(words) => read.push_str(words),
            Piece::Cited { works: cited, .. } => {
                let named = |id: &str| works.get(id);
                for part in said(&cited, &named, language, &mut |name| seen.insert(name.to_owned())) {
                    match part {
                        CitationPart::Words(words) => read.push_str(&words),
                        CitationPart::Work { title, words, .. } if title.is_empty() => read.push_str(&words),
                        CitationPart::Work { title, words, .. } => read.push_str(&format!("*{title}*{words}")),
                    }
                }
            }
            other => panic!("{other:?}"),
        }
    }
    read
}

fn read(text: &str) -> String {
    read_in(text, Language::Bokmal)
}

#[test]
fn works_in_one_bracket_stand_as_the_list_has_them() {
    assert_eq!(read("[@kpmg; @hdir19]"), "(Helsedirektoratet, 2019; KPMG, 2023)");
    assert_eq!(read("[@uten; @kpmg, s. 3; @to]"), "(Biblioteket, u.å.; KPMG, 2023, s. 3; Moe & Lie, 2019)");
    assert_eq!(read("[se @kpmg; @hdir19]"), "(se Helsedirektoratet, 2019; KPMG, 2023)");
    // A word that leads from one to the next keeps its place.
    assert_eq!(read("[@kpmg; jf. @hdir19; @uten]"), "(KPMG, 2023; jf. Biblioteket, u.å.; Helsedirektoratet, 2019)");
    assert_eq!(read("[se @kpmg, s. 1, og @hdir19]"), "(se KPMG, 2023, s. 1, og Helsedirektoratet, 2019)");
}

#[test]
fn years_of_one_author_are_gathered() {
    assert_eq!(read("[@hdir23a; @hdir19; @kpmg]"), "(Helsedirektoratet, 2019, 2023a; KPMG, 2023)");
    assert_eq!(read("[@hdir23b; @hdir23a]"), "(Helsedirektoratet, 2023a, 2023b)");
    assert_eq!(read("[@hdir19, s. 2; @hdir23a]"), "(Helsedirektoratet, 2019, s. 2; Helsedirektoratet, 2023a)");
    assert_eq!(read("Direktoratet [-@hdir19; -@hdir23a]"), "Direktoratet (2019, 2023a)");
    assert_eq!(read("[@nou; @melding]"), "(Meld. St. 96 (2014–2015); NOU 2016: 96)");
}

#[test]
fn a_work_can_be_part_of_its_sentence() {
    assert_eq!(read("Ifølge @kpmg er det slik."), "Ifølge KPMG (2023) er det slik.");
    assert_eq!(read("@to [s. 12-14] og (@uten)."), "Moe og Lie (2019, s. 12–14) og (Biblioteket (u.å.)).");
    assert_eq!(read("@tre, @hdir23a."), "Hansen et al. (2021), Helsedirektoratet (2023a).");
    assert_eq!(
        read("@melding [kapittel 3]; @nou [s. 4]; @nou"),
        "Meld. St. 96 (2014–2015, kap. 3); NOU 2016: 96 (s. 4); NOU 2016: 96"
    );
    assert_eq!(read("@tittel"), "*Om tittel* (2022)");
    assert_eq!(read_in("@to [12, 14]", Language::English), "Moe and Lie (2019, pp. 12, 14)");
    assert_eq!(read("@kpmg [se under]"), "KPMG (2023) [se under]");
}

#[test]
fn an_institution_has_its_whole_name_the_first_time() {
    let text = "[@hod, s. 1]. [@hod; @hod25]. @hod25.";
    let shown = "(Helse- og omsorgsdepartementet [HOD], 2024, s. 1). (HOD, 2024, 2025). HOD (2025).";
    assert_eq!(read(text), shown);
    assert_eq!(read("@hod; [@hod25]"), "Helse- og omsorgsdepartementet (HOD, 2024); (HOD, 2025)");
}

#[test]
fn a_place_is_written_as_the_manual_has_it() {
    for (written, shown) in [
        ("s. 12", "s. 12"),
        ("side 12-14", "s. 12–14"),
        ("12--14, 20", "s. 12–14, 20"),
        ("pp. 3", "s. 3"),
        ("kapittel 3", "kap. 3"),
        ("avsnitt 4", "avsn. 4"),
        ("§ 3-2", "§ 3-2"),
        ("tabell 2", "tabell 2"),
        ("vår uthevning", "vår uthevning"),
        ("s. A-12", "s. A-12"),
    ] {
        assert_eq!(locator(written, Language::Bokmal), shown);
    }
    assert_eq!(locator("side 12-14", Language::English), "pp. 12–14");
}

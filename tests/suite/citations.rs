//! The forms of Norwegian APA, one row a work: `tests/citations`.
//!
//! `references.yaml` has works of our own making, by the patterns of the manual; `expected.txt` says how each stands in the
//! list of references (`*…*` in italics, `‹…›` a link) and, indented, how a text cites it. The rows stand as the list has them.

use std::fs;

use crate::case::{self, Place, run, usual};

/// Builds a site with these references and a page that cites all; returns the lists of references as the table has it.
#[test]
fn each_kind_of_work_stands_as_the_manual_has_it() {
    let folder = case::cases().join("../citations");
    let references = fs::read_to_string(folder.join("references.yaml")).unwrap();
    let ids: Vec<&str> = references.lines().filter_map(|line| line.trim_start().strip_prefix("- id: ")).collect();
    let cited: String = ids.iter().map(|id| format!("- {id}: [@{id}]\n")).collect();
    let place = Place::with_base();
    let settings = place.path().join("content/site.yaml");
    let standard = fs::read_to_string(&settings).unwrap().replace("theme: liten", "theme: standard");
    fs::write(&settings, standard).unwrap();
    place.write("content/registry/references.yaml", &references);
    place.write("content/pages/alle.md", format!("---\ntitle: \"Alle\"\n---\n\n{cited}"));
    let said = run(place.path(), "nb", &usual(&[]), &[]);
    assert_eq!(said.code, 0, "{}", said.text);
    let list = fs::read_to_string(place.path().join("output/public/kilder/index.html")).unwrap();
    let page = fs::read_to_string(place.path().join("output/public/alle/index.html")).unwrap();
    let mut rows = String::new();
    for entry in list.split("<li id=\"ref-").skip(1) {
        let id = &entry[..entry.find('"').unwrap()];
        let citation = between(&page, &format!("<li>{id}: "), "</li>");
        rows.push_str(&format!(
            "{id}\n    {}\n    {}\n",
            plain(between(entry, "<p class=\"oppforing\">", "</p>")),
            plain(citation)
        ));
    }
    assert_eq!(rows.matches("\n    ").count(), 2 * ids.len());
    let expected = folder.join("expected.txt");
    if case::refreshing() {
        fs::write(&expected, &rows).unwrap();
    }
    assert_eq!(rows, fs::read_to_string(&expected).unwrap());
}

#[test]
fn a_citation_leads_to_its_entry_and_the_entry_back() {
    let place = case::laid(&case::cases().join("build/mapping-and-report"));
    let settings = place.path().join("content/site.yaml");
    let standard = fs::read_to_string(&settings).unwrap().replace("theme: liten", "theme: standard");
    fs::write(&settings, standard).unwrap();
    let forms =
        "[se @evaluering2023, s. 12–14, og @vedtak2017; jf. @udatert]. Berg mfl. [-@evaluering2023]. post@usht.example og @usht.";
    place.write("content/pages/former.md", format!("---\ntitle: \"Former\"\n---\n\n{forms}\n"));
    let said = run(place.path(), "nb", &usual(&[]), &[]);
    assert_eq!(said.code, 0, "{}", said.text);
    let page = fs::read_to_string(place.path().join("output/public/former/index.html")).unwrap();
    assert_eq!(
        plain(between(&page, "<div class=\"prosa\"><p>", "</p>")),
        "(se Berg mfl., 2023, s. 12–14, og Departementet for oppdiktede saker, 2017; jf. *En side uten år*, u.å.). Berg mfl. (2023). \
         post@usht.example og @usht."
    );
    let whole = fs::read_to_string(place.path().join("output/public/rapporter/ost-2025/hele/index.html")).unwrap();
    for (anchor, label) in [
        ("sitat-evaluering2023", "Tilbake til henvisning 1 i «Innledning» (Berg mfl., 2023)"),
        ("sitat-evaluering2023_2", "Tilbake til henvisning 2 i «Funn» (Berg mfl., 2023)"),
    ] {
        assert!(whole.contains(&format!("id=\"{anchor}\" href=\"#ref-evaluering2023\"")), "{anchor}");
        assert!(whole.contains(&format!("<a href=\"#{anchor}\" aria-label=\"{label}\">↩")), "{label}");
    }
    assert_eq!(whole.matches("<li id=\"ref-evaluering2023\">").count(), 1);
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let rest = &text[text.find(start).unwrap_or_else(|| panic!("no {start}")) + start.len()..];
    &rest[..rest.find(end).unwrap()]
}

/// Returns HTML as the table has it; any tag but those of an entry stays, and is seen.
fn plain(html: &str) -> String {
    let mut plain = html.replace("<cite>", "*").replace("</cite>", "*").replace("<em>", "*").replace("</em>", "*");
    while let Some(at) = plain.find("<a ") {
        let end = at + plain[at..].find('>').unwrap();
        let is_citation = plain[at..end].contains("class=\"sitat\"");
        plain.replace_range(at..=end, if is_citation { "" } else { "‹" });
        let close = plain.find("</a>").unwrap();
        plain.replace_range(close..close + 4, if is_citation { "" } else { "›" });
    }
    plain.replace("&amp;", "&")
}

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

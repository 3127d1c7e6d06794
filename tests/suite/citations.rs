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
    in_standard_theme(&place);
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
    in_standard_theme(&place);
    let forms = "[se @evaluering2023, s. 12–14, og @vedtak2017; jf. @udatert]. Berg et al. [-@evaluering2023]. post@usht.example og @usht.";
    place.write("content/pages/former.md", format!("---\ntitle: \"Former\"\n---\n\n{forms}\n"));
    let said = run(place.path(), "nb", &usual(&[]), &[]);
    assert_eq!(said.code, 0, "{}", said.text);
    let page = fs::read_to_string(place.path().join("output/public/former/index.html")).unwrap();
    assert_eq!(
        plain(between(&page, "<div class=\"prosa\"><p>", "</p>")),
        "(se Berg et al., 2023, s. 12–14, og Departementet for oppdiktede saker, 2017; jf. *En side uten år*, u.å.). Berg et al. (2023). \
         post@usht.example og @usht."
    );
    let whole = fs::read_to_string(place.path().join("output/public/rapporter/ost-2025/hele/index.html")).unwrap();
    for (anchor, label) in [
        ("sitat-evaluering2023", "Tilbake til henvisning 1 i «Innledning» (Berg et al., 2023)"),
        ("sitat-evaluering2023_2", "Tilbake til henvisning 2 i «Funn» (Berg et al., 2023)"),
    ] {
        assert!(whole.contains(&format!("id=\"{anchor}\" href=\"#ref-evaluering2023\"")), "{anchor}");
        assert!(whole.contains(&format!("<a href=\"#{anchor}\" aria-label=\"{label}\">↩")), "{label}");
    }
    assert_eq!(whole.matches("<li id=\"ref-evaluering2023\">").count(), 1);
}

/// Each kind of page that has a text, cites in it, and names a work in its front matter where it can.
#[test]
fn every_page_that_cites_has_its_list_at_its_foot_with_ways_back() {
    let place = case::laid(&case::cases().join("build/mapping-and-report"));
    in_standard_theme(&place);
    let cites = "Ifølge @vedtak2017 er det slik [@udatert; @evaluering2023, side 3-4]. Følg oss som @usht.";
    let page = |keys: &str| format!("---\n{keys}\n---\n\n{cites}\n");
    let pages = [
        ("content/index.md", "title: \"Forsiden\"\nsources: [formel]", "index.html"),
        ("content/pages/former.md", "title: \"Former\"\nsources: [formel]", "former/index.html"),
        ("content/news/nytt.md", "title: \"Nytt\"\ndate: 2026-11-01\nsources: [formel]", "nyheter/nytt/index.html"),
        ("content/news/index.md", "title: \"Nyheter\"\nsources: [formel]", "nyheter/index.html"),
        ("content/centres/vest.md", "name: \"USHT Vest\"\nsources: [formel]", "sentre/vest/index.html"),
        (
            "content/priorities/prove.md",
            "title: \"Prøve\"\nkind: national\ncentres: all\nreferences: [formel]",
            "satsinger/prove/index.html",
        ),
    ];
    for (path, keys, _) in pages {
        place.write(path, page(keys));
    }
    let said = run(place.path(), "nb", &usual(&[]), &[]);
    assert_eq!(said.code, 0, "{}", said.text);
    for (_, _, path) in pages {
        let html = fs::read_to_string(place.path().join("output/public").join(path)).unwrap();
        let shown = "Ifølge Departementet for oppdiktede saker (2017) er det slik (Berg et al., 2023, s. 3–4; *En side uten år*, u.å.). \
                     Følg oss som @usht.";
        let text = between(&html, "<p>Ifølge", "</p>");
        assert_eq!(plain(&format!("Ifølge{text}")), shown, "{path}");
        let ids: Vec<&str> = html.split("<li id=\"ref-").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert_eq!(ids, ["formel", "evaluering2023", "vedtak2017", "udatert"], "{path}");
        for id in &ids[1..] {
            assert!(html.contains(&format!("id=\"sitat-{id}\" href=\"#ref-{id}\"")), "{path}: {id}");
            assert_eq!(html.matches(&format!("<a href=\"#sitat-{id}\" aria-label=")).count(), 1, "{path}: {id}");
        }
    }
    let all = fs::read_to_string(place.path().join("output/public/kilder/index.html")).unwrap();
    for (_, _, path) in pages {
        let address = path.strip_suffix("index.html").unwrap();
        assert!(all.contains(&format!("/{address}#sitat-vedtak2017")), "{address}");
    }
}

/// A work misspelt in a sentence is told; a name of a network is left alone.
#[test]
fn a_misspelt_work_in_a_sentence_is_told() {
    let place = case::laid(&case::cases().join("build/mapping-and-report"));
    place.write("content/pages/former.md", "---\ntitle: \"Former\"\n---\n\nIfølge @vedtak2071 og @usht.\n");
    let said = run(place.path(), "nb", &usual(&[]), &[]);
    assert_ne!(said.code, 0, "{}", said.text);
    assert!(
        said.text.contains("kilden `vedtak2071` finnes ikke") && said.text.contains("mente du `vedtak2017`?"),
        "{}",
        said.text
    );
    assert!(!said.text.contains("usht`"), "{}", said.text);
}

/// What is confidential leaks by no field of a reference: each form in which references are given away is read.
#[test]
fn a_leak_in_a_reference_is_found_in_each_file_that_has_it() {
    let fields = [
        ("title", "Om natten", true),
        ("publisher", "Forlaget", true),
        ("published_in", "Boka", true),
        ("place", "Byen", true),
        ("url", "https://kilde.example/om", true),
        ("note", "Lest på papir.", false),
    ];
    for (planted, _, is_given_away) in fields {
        let place = Place::with_base();
        in_standard_theme(&place);
        let value = |(field, value, _): &(&str, &str, bool)| match (*field == planted, *field == "url") {
            (true, true) => format!("    {field}: \"{value}/?q=langfredagsfisker%40plan.example\"\n"),
            (true, false) => format!("    {field}: \"{value} langfredagsfisker@plan.example\"\n"),
            (false, _) => format!("    {field}: \"{value}\"\n"),
        };
        let values: String = fields.iter().map(value).collect();
        let references =
            format!("references:\n  - id: bok\n    kind: chapter\n    authors: [\"Dahl, K.\"]\n    year: 2020\n{values}");
        place.write("content/registry/references.yaml", references);
        place.write("content/centres/ost.md", "---\nname: \"Senter Øst\"\n---\n");
        place.write("content/mappings/plan/mapping.yaml", MAPPING);
        place.write("content/mappings/plan/observations.yaml", OBSERVED);
        let said = run(place.path(), "nb", &usual(&[]), &[]);
        assert_eq!(said.code, 2, "{planted}: {}", said.text);
        assert!(!said.text.contains("langfredagsfisker"), "{planted}: {}", said.text);
        // The style of the list has no place.
        assert_eq!(said.text.contains("`kilder/index.html`"), planted != "place", "{planted}: {}", said.text);
        for ending in ["bib", "ris", "csl.json"] {
            let file = format!("`kilder/kilder.{ending}`");
            assert_eq!(said.text.contains(&file), is_given_away, "{planted}, {ending}: {}", said.text);
        }
        assert!(!place.path().join("output/public/kilder").exists(), "{planted}");
    }
}

const MAPPING: &str = "title: \"Kartleggingen\"\ncentre: ost\nperiod: {from: 2024}\ninvited: 3\nparticipated: 2\n\
                       themes:\n  - {id: sovn, title: \"Søvn\"}\n";
const OBSERVED: &str = "synthetic: true\nobservations:\n  - municipality: \"Kråkevik\"\n    \
                        contact: {name: \"Brit Tangvald\", email: \"langfredagsfisker@plan.example\", phone: \"17 38 46 29\"}\n    \
                        answers:\n      - {theme: sovn, raised: \"yes\", text: \"Ingenting å melde.\"}\n";

fn in_standard_theme(place: &Place) {
    let settings = place.path().join("content/site.yaml");
    let standard = fs::read_to_string(&settings).unwrap().replace("theme: liten", "theme: standard");
    fs::write(&settings, standard).unwrap();
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

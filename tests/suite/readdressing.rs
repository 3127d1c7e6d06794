//! `utsyn addresses` and `utsyn edition`: an address that was given leads to the same words, or says what became of them.

use std::collections::BTreeSet;

use crate::commands::{Session, play};

const REPORT: &str = "title: \"Rapporten\"\ncentre: ost\nversion: \"1.0\"\npublished: 2026-01-01\nsummary: \"Kort.\"\n\
                      changes:\n  - {version: \"1.0\", date: 2026-01-01, text: \"Første utgave.\"}\n";

const METHOD: &str = "---\ntitle: \"Framgangsmåte\"\n---\n\n## Møtene\n\nVi møtte alle som ville, og snakket med dem i to timer hver gang.\n\n\
                      - Først alle sammen i samme rom\n- Så hver for seg\n\n> Dette var den beste samtalen vi har hatt på lenge.\n\n\
                      Svarene ble skrevet ned samme dag og lest av to personer.\n";

const RESULTS: &str = "---\ntitle: \"Funn\"\n---\n\n## Folk\n\nMange steder er det vanskelig å finne vikarer om sommeren.\n\n\
                       | År | Vikarer |\n|---|---|\n| 2025 | 3 |\n\n## Kurs\n\nKorte kurs på nett er det flest som ber om.\n";

const PAGES: [&str; 3] =
    ["rapporter/r2026/metode/index.html", "rapporter/r2026/funn/index.html", "rapporter/r2026/hele/index.html"];

fn furnish(session: &Session) {
    session.write("content/reports/r2026/report.yaml", REPORT);
    session.write("content/reports/r2026/01-metode.md", METHOD);
    session.write("content/reports/r2026/02-funn.md", RESULTS);
}

/// Changes words, adds, moves, renames and takes out.
fn edit(session: &Session) {
    let quotation = "> Dette var den beste samtalen vi har hatt på lenge.\n\n";
    let answers = "Svarene ble skrevet ned samme dag og lest av to personer.\n";
    let method = METHOD.replace(quotation, "").replace("og snakket med dem i to timer", "og pratet med dem i nesten to timer");
    let method =
        method.replace(answers, "").replace("## Møtene\n", "Et nytt avsnitt står nå foran alt det andre her.\n\n## Samtalene\n");
    session.write("content/reports/r2026/01-metode.md", method);
    session.write("content/reports/r2026/02-funn.md", format!("{}\n{answers}", RESULTS.replace("| 3 |", "| 4 |")));
    session.write("content/reports/r2026/report.yaml", REPORT.replace("version: \"1.0\"\np", "version: \"1.1\"\np"));
}

fn page(session: &Session, page: &str) -> String {
    String::from_utf8(session.read(&format!("output/public/{page}"))).unwrap()
}

/// Returns the ids that stand on a page, but for those of its frame.
fn ids(html: &str) -> BTreeSet<String> {
    let found = html.match_indices(" id=\"").map(|(at, sign)| html[at + sign.len()..].split('"').next().unwrap().to_owned());
    found.filter(|id| !id.starts_with('_')).collect()
}

/// Returns the words that stand right after an id.
fn at<'a>(html: &'a str, id: &str) -> &'a str {
    let from = html.find(&format!(" id=\"{id}\"")).unwrap_or_else(|| panic!("{id} is nowhere"));
    &html[from..html.len().min(from + 300)]
}

#[test]
fn every_address_that_was_given_still_leads_somewhere_on_its_page() {
    let mut session = Session::new("prosjekt", "nb");
    furnish(&session);
    assert_eq!(session.run("build --date 2026-11-21"), 0, "{}", session.said());
    let given: Vec<BTreeSet<String>> = PAGES.iter().map(|name| ids(&page(&session, name))).collect();
    assert!(given[0].len() >= 5 && given[2].len() > given[0].len() + given[1].len() - 2, "{given:?}");
    assert_eq!(session.run("addresses --yes --date 2026-11-21"), 0, "{}", session.said());
    edit(&session);
    let mut now = Vec::new();
    // Before and after it is written down.
    for _ in 0..2 {
        assert_eq!(session.run("build --date 2026-11-21"), 0, "{}", session.said());
        for (name, given) in PAGES.iter().zip(&given) {
            let html = page(&session, name);
            let there = ids(&html);
            let lost: Vec<&String> = given.difference(&there).collect();
            assert!(lost.is_empty(), "{name}: {lost:?}");
        }
        let method = page(&session, PAGES[0]);
        assert!(at(&method, "a_vi-motte-alle-som").contains("Vi møtte alle som ville, og pratet"), "the words have changed");
        assert!(at(&method, "motene").contains("Samtalene"), "the heading has another name");
        assert!(at(&method, "a_svarene-ble-skrevet-ned").contains("/rapporter/r2026/funn/#a_svarene-ble-skrevet-ned"));
        assert!(at(&method, "a_dette-var-den-beste").contains("tatt ut i utgave 1.1"));
        assert!(at(&page(&session, PAGES[1]), "a_ar-vikarer-2025-3").contains("<table>"), "the table has another number");
        assert!(at(&page(&session, PAGES[2]), "metode-a_svarene-ble-skrevet-ned").contains("Svarene ble skrevet"));
        now.push(PAGES.map(|name| page(&session, name)));
        assert_eq!(session.run("addresses --yes --date 2026-11-21"), 0, "{}", session.said());
    }
    assert_eq!(now[0], now[1], "writing the addresses down changes no page");
    assert_eq!(session.run("addresses --check --date 2026-11-21"), 0, "{}", session.said());
    let known = String::from_utf8(session.read("content/reports/r2026/addresses.yaml")).unwrap();
    assert!(!known.contains("beste samtalen"), "words that were taken out are not kept: {known}");
}

#[test]
fn addresses_are_written_down_in_so_many_words() {
    play("addresses", |session| {
        furnish(session);
        session.run("addresses --check --date 2026-11-21");
        session.run("addresses --date 2026-11-21");
        session.run("addresses r2026 --yes --date 2026-11-21");
        edit(session);
        session.run("addresses --yes --date 2026-11-21");
        session.run("addresses r2025 --date 2026-11-21");
        session.run("addresses --check --date 2026-11-21");
    });
}

#[test]
fn a_kept_edition_stays_as_it_was() {
    let mut session = Session::new("prosjekt", "nb");
    furnish(&session);
    session.write("content/reports/r2026/02-funn.md", format!("{RESULTS}\nSe [møtene](01-metode.md).\n"));
    assert_eq!(session.run("addresses --yes --date 2026-11-21"), 0, "{}", session.said());
    assert_eq!(session.run("edition r2026 --yes --date 2026-11-21"), 0, "{}", session.said());
    edit(&session);
    let changes = "changes:\n  - {version: \"1.1\", date: 2026-06-01, text: \"Tok ut et sitat.\"}\n";
    let report = REPORT.replace("version: \"1.0\"\np", "version: \"1.1\"\np").replace("changes:\n", changes);
    session.write("content/reports/r2026/report.yaml", report);
    assert_eq!(session.run("build --date 2026-11-21 --strict"), 0, "{}", session.said());
    let old = page(&session, "rapporter/r2026/utgaver/1.0/index.html");
    assert!(old.contains("Dette var den beste samtalen") && old.contains("utgave 1.0") && old.contains("noindex"));
    assert!(old.contains("href=\"/rapporter/r2026/utgaver/1.0/#metode\""), "a link to a chapter stays within the edition");
    let new = page(&session, "rapporter/r2026/utgaver/1.1/index.html");
    assert!(!new.contains("Dette var den beste samtalen") && new.contains("som er den nyeste"));
    let list = page(&session, "rapporter/r2026/utgaver/index.html");
    let first = |version: &str| list.find(&format!("/rapporter/r2026/utgaver/{version}/")).unwrap();
    assert!(first("1.1") < first("1.0") && list.contains("Tok ut et sitat."));
    let map = page(&session, "sitemap.xml");
    assert!(map.contains("/rapporter/r2026/utgaver/<") && !map.contains("/utgaver/1.0/"));
    // The words of an edition pass the same gate as any others.
    let file = "content/reports/r2026/editions/1.0/01-metode.md";
    let text = String::from_utf8(session.read(file)).unwrap();
    session.write(file, text.replace("samtalen", "praten"));
    assert_eq!(session.run("build --date 2026-11-21"), 1, "{}", session.said());
    assert!(session.said().contains("U0846"), "{}", session.said());
}

#[test]
fn an_edition_is_kept_in_so_many_words() {
    play("edition", |session| {
        furnish(session);
        session.run("edition r2026 --date 2026-11-21");
        session.run("edition r2026 --yes --date 2026-11-21");
        session.run("check --strict --quiet --date 2026-11-21");
        session.run("edition r2026 --yes --date 2026-11-21");
        session.run("edition r2025 --yes --date 2026-11-21");
    });
}

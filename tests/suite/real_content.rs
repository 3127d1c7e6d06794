//! What must be true of the site that is made of the real content, read from the content once more and by other means.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::OnceLock;

use serde_json::Value;

use crate::place::{Tree, project, tree, with_real_content};

/// A row of a table, by the names of its columns.
type Row = BTreeMap<String, String>;

/// Returns the site, built once for all tests.
fn site() -> &'static Tree {
    static SITE: OnceLock<Tree> = OnceLock::new();
    SITE.get_or_init(|| {
        let place = with_real_content();
        place.build();
        place.site()
    })
}

fn text(path: &str) -> &'static str {
    let bytes = site().get(path).unwrap_or_else(|| panic!("{path} is not there"));
    std::str::from_utf8(bytes).unwrap()
}

fn has_page(address: &str) -> bool {
    site().contains_key(&format!("{}index.html", &address[1..]))
}

/// Returns the addresses of all pages with their HTML; redirects and the page for what is not found are none.
fn pages() -> Vec<(String, &'static str)> {
    let html = site().keys().filter(|path| path.ends_with("index.html")).map(|path| (path, text(path)));
    let pages = html.filter(|(_, html)| !html.contains("http-equiv=\"refresh\""));
    pages.map(|(path, html)| (format!("/{}", path.trim_end_matches("index.html")), html)).collect()
}

/// Returns the files of a folder of the content, with their text, by name without ending.
fn content(folder: &str) -> BTreeMap<String, String> {
    let files = tree(&project().join("content").join(folder)).into_iter();
    let name = |path: &str| path.rsplit('/').next().unwrap().split('.').next().unwrap().to_owned();
    files.map(|(path, bytes)| (name(&path), String::from_utf8(bytes).unwrap())).collect()
}

/// Returns a key of a file's front matter, as it is written there.
fn key<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let front = text.split("\n---").next()?;
    front.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": ")).map(|value| value.trim_matches('"'))
}

/// Returns the ids of a page that begin with `start`, without it.
fn ids(html: &str, start: &str) -> BTreeSet<String> {
    let begin = format!("id=\"{start}");
    html.match_indices(&begin).map(|(at, _)| html[at + begin.len()..].split('"').next().unwrap().to_owned()).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Reads a table: of the site, or of the content with its comments.
fn table(text: &str) -> Vec<Row> {
    let text = text.trim_start_matches('\u{FEFF}');
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let row = |record: csv::StringRecord| header.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn published(name: &str) -> Vec<Row> {
    table(text(&format!("data/{name}.csv")))
}

/// Returns the rows of the list of municipalities, as the editors keep it.
fn municipalities() -> Vec<Row> {
    table(&fs::read_to_string(project().join("content/registry/municipalities.csv")).unwrap())
}

fn column(rows: &[Row], name: &str) -> BTreeSet<String> {
    rows.iter().map(|row| row[name].clone()).collect()
}

#[test]
fn every_municipality_of_each_year_is_found_by_its_number() {
    const COUNTS: [(u32, usize); 10] = [
        (2017, 426),
        (2018, 422),
        (2019, 422),
        (2020, 356),
        (2021, 356),
        (2022, 356),
        (2023, 356),
        (2024, 357),
        (2025, 357),
        (2026, 357),
    ];
    let rows = municipalities();
    for (year, count) in COUNTS {
        let day = format!("{year}-01-01");
        let holds = |row: &&Row| row["valid_from"] <= day && (row["valid_to"].is_empty() || day < row["valid_to"]);
        let then: Vec<&Row> = rows.iter().filter(holds).collect();
        assert_eq!(then.len(), count, "municipalities on {day}");
        for row in then {
            assert!(has_page(&format!("/kommuner/{}/", row["number"])), "{} {} of {year}", row["number"], row["name"]);
        }
    }
}

#[test]
fn every_number_leads_to_the_municipality_that_had_it_last() {
    let rows = municipalities();
    let newest = |number: &str| {
        rows.iter()
            .filter(|row| row["number"] == number)
            .max_by(|one, other| one["valid_from"].cmp(&other["valid_from"]))
            .unwrap()
    };
    for number in column(&rows, "number") {
        let html = text(&format!("kommuner/{number}/index.html"));
        let target = html.split("content=\"0; url=").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let name = html.split(&format!("<a href=\"{target}\">")).nth(1).and_then(|rest| rest.split("</a>").next()).unwrap();
        // A municipality that only got another number is the same one, under the name that it has today.
        let mut row = newest(&number);
        while row["end_kind"] == "renumbered" {
            row = newest(&row["successors"]);
        }
        assert_eq!(name, escaped(&row["name"]), "where {number} leads");
        let page = text(&format!("{}index.html", &target[1..]));
        assert!(page.contains(&number), "{target} does not say that it had the number {number}");
    }
}

#[test]
fn every_row_of_the_register_is_in_the_published_table() {
    let [ours, theirs] = [municipalities(), published("kommuner")];
    let told = |rows: &[Row], [number, name, from]: [&str; 3], to: &str| -> BTreeSet<[String; 3]> {
        let from_known = |row: &Row| row.get("valid_from_precision").is_none_or(|precision| precision != "on_or_before");
        rows.iter()
            .map(|row| {
                [
                    row[number].clone(),
                    row[name].clone(),
                    if from_known(row) { row[from].clone() } else { String::new() } + "–" + &row[to],
                ]
            })
            .collect()
    };
    assert_eq!(
        told(&ours, ["number", "name", "valid_from"], "valid_to"),
        told(&theirs, ["nummer", "navn", "gyldig_fra"], "gyldig_til")
    );
    for row in &theirs {
        let address = row["side"].strip_prefix("https://utsyn.example").unwrap();
        assert!(has_page(address), "{address}");
    }
}

#[test]
fn every_municipality_has_its_centre_or_says_that_nobody_knows() {
    const COUNTS: [(&str, &str, usize); 24] = [
        ("ikke oppgitt", "akershus", 2),
        ("ikke oppgitt", "helse-fonna; rogaland", 21),
        ("ikke oppgitt", "helse-fonna; vestland-hordaland", 24),
        ("ikke oppgitt", "more-og-romsdal; trondelag-sor", 2),
        ("ikke oppgitt", "trondelag-nord; trondelag-sor", 1),
        ("kjent", "agder-ost", 15),
        ("kjent", "agder-vest", 10),
        ("kjent", "akershus", 19),
        ("kjent", "buskerud", 18),
        ("kjent", "finnmark", 18),
        ("kjent", "helse-fonna", 1),
        ("kjent", "innlandet-hedmark", 22),
        ("kjent", "innlandet-oppland", 24),
        ("kjent", "more-og-romsdal", 27),
        ("kjent", "nordland", 41),
        ("kjent", "oslo", 1),
        ("kjent", "ostfold", 12),
        ("kjent", "rogaland", 1),
        ("kjent", "telemark", 17),
        ("kjent", "troms", 21),
        ("kjent", "trondelag-nord", 18),
        ("kjent", "trondelag-sor", 17),
        ("kjent", "vestfold", 6),
        ("kjent", "vestland-hordaland", 1),
    ];
    let mut expected: BTreeMap<(&str, &str), usize> =
        COUNTS.into_iter().map(|(status, centres, count)| ((status, centres), count)).collect();
    expected.insert(("kjent", "vestland-sogn-og-fjordane"), 18);
    let rows = published("kommune-senter");
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for row in &rows {
        *counts.entry((&row["status"], &row["sentre"])).or_default() += 1;
    }
    assert_eq!(counts, expected);
    let living: BTreeSet<String> =
        municipalities().iter().filter(|row| row["valid_to"].is_empty()).map(|row| row["number"].clone()).collect();
    assert_eq!(column(&rows, "kommune"), living);
    assert_eq!(rows.len(), living.len());
}

#[test]
fn every_centre_has_its_page() {
    let files = content("centres");
    assert_eq!(files.len(), 21);
    for (id, centre) in &files {
        let name = escaped(key(centre, "name").unwrap());
        assert!(text(&format!("sentre/{id}/index.html")).contains(&format!("<h1>{name}</h1>")), "{id}");
    }
    assert_eq!(column(&published("sentre"), "id"), files.into_keys().collect());
}

#[test]
fn every_public_finding_is_published_and_no_other() {
    let is_public = |text: &String| {
        let said = |name: &str, value: &str| key(text, name) == Some(value);
        said("anonymised", "true") && !said("draft", "true") && !said("synthetic", "true")
    };
    let findings = content("mappings/innlandet-oppland-2024/findings");
    let public: BTreeMap<String, String> = findings.into_iter().filter(|(_, text)| is_public(text)).collect();
    for (id, finding) in &public {
        let [theme, title] = ["theme", "title"].map(|name| key(finding, name).unwrap());
        let html = text(&format!("kartlegginger/innlandet-oppland-2024/{theme}/index.html"));
        assert!(ids(html, "funn-").contains(id) && html.contains(&escaped(title)), "{id}");
    }
    let shown = pages().into_iter().filter(|(address, _)| address.starts_with("/kartlegginger/innlandet-oppland-2024/"));
    let mut shown: BTreeSet<String> = shown.flat_map(|(_, html)| ids(html, "funn-")).collect();
    // The heading of a finding has an id of its own.
    shown.retain(|id| !id.ends_with("-h"));
    assert_eq!(shown, public.keys().cloned().collect());
    assert_eq!(column(&published("funn"), "id"), shown);
}

#[test]
fn every_priority_has_its_page() {
    let files = content("priorities");
    for (id, priority) in &files {
        let title = escaped(key(priority, "title").unwrap());
        assert!(text(&format!("satsinger/{id}/index.html")).contains(&format!("<h1>{title}</h1>")), "{id}");
    }
    assert_eq!(column(&published("satsinger"), "id"), files.into_keys().collect());
}

#[test]
fn every_reference_is_listed() {
    let written = fs::read_to_string(project().join("content/registry/references.yaml")).unwrap();
    let id = |line: &str| {
        Some(
            line.trim_start()
                .strip_prefix("- ")?
                .trim_start_matches('{')
                .strip_prefix("id: ")?
                .split([',', ' ', '}'])
                .next()?
                .to_owned(),
        )
    };
    let written: BTreeSet<String> = written.lines().filter_map(id).collect();
    assert!(written.len() > 20);
    assert_eq!(ids(text("kilder/index.html"), "ref-"), written);
    assert_eq!(column(&published("kilder"), "id"), written);
}

#[test]
fn every_chapter_of_the_report_is_published() {
    let mut chapters = content("reports/innlandet-oppland-2025");
    chapters.remove("report");
    chapters.remove("addresses");
    assert_eq!(chapters.len(), 12);
    for (name, chapter) in &chapters {
        let (_, slug) = name.split_once('-').unwrap();
        let title = escaped(key(chapter, "title").unwrap());
        let html = text(&format!("rapporter/innlandet-oppland-2025/{slug}/index.html"));
        assert!(html.contains(&title), "{name}");
        let whole = pages().into_iter().find(|(address, _)| address == "/rapporter/innlandet-oppland-2025/hele/");
        assert!(whole.is_some_and(|(_, html)| html.contains(&title)), "{name} is missing in the whole report");
    }
}

#[test]
fn the_map_of_the_site_lists_every_page() {
    let map = roxmltree::Document::parse(text("sitemap.xml")).unwrap();
    let listed: Vec<String> = map
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.sitemaps.org/schemas/sitemap/0.9", "loc")))
        .filter_map(|node| node.text())
        .map(|address| address.strip_prefix("https://utsyn.example").unwrap().to_owned())
        .collect();
    let once: BTreeSet<String> = listed.iter().cloned().collect();
    assert_eq!(once.len(), listed.len(), "a page is listed twice");
    let indexed = pages().into_iter().filter(|(_, html)| !html.contains("content=\"noindex\""));
    assert_eq!(once, indexed.map(|(address, _)| address).collect());
}

#[test]
fn the_feed_is_well_formed_and_leads_to_pages() {
    let atom = |name| ("http://www.w3.org/2005/Atom", name);
    let feed = roxmltree::Document::parse(text("feed.xml")).unwrap();
    let entries: Vec<_> = feed.descendants().filter(|node| node.has_tag_name(atom("entry"))).collect();
    let mut led_to = BTreeSet::new();
    for entry in entries {
        for name in ["title", "id", "updated"] {
            assert!(entry.children().any(|node| node.has_tag_name(atom(name)) && node.text().is_some()), "{name}");
        }
        let link = entry.children().find(|node| node.has_tag_name(atom("link"))).and_then(|node| node.attribute("href")).unwrap();
        let address = link.strip_prefix("https://utsyn.example").unwrap();
        assert!(has_page(address), "{link}");
        led_to.insert(address.to_owned());
    }
    let news = content("news").into_iter().filter(|(_, text)| key(text, "draft").is_none());
    let mut expected: BTreeSet<String> = news.map(|(name, _)| format!("/nyheter/{name}/")).collect();
    expected.insert("/rapporter/innlandet-oppland-2025/".to_owned());
    assert_eq!(led_to, expected);
}

#[test]
fn each_table_says_the_same_in_both_its_forms() {
    let tables: Vec<&String> = site().keys().filter(|path| path.starts_with("data/") && path.ends_with(".csv")).collect();
    assert_eq!(tables.len(), 9);
    for path in tables {
        let rows = table(text(path));
        let json: Value = serde_json::from_str(text(&path.replace(".csv", ".json"))).unwrap();
        let columns: Vec<&str> =
            json["columns"].as_array().unwrap().iter().map(|column| column["name"].as_str().unwrap()).collect();
        let header = text(path).trim_start_matches('\u{FEFF}').lines().next().unwrap();
        assert_eq!(header.split(',').collect::<Vec<_>>(), columns, "{path}");
        let json = json["rows"].as_array().unwrap();
        assert_eq!(rows.len(), json.len(), "{path}");
        for (row, other) in rows.iter().zip(json) {
            assert_eq!(other.as_object().unwrap().len(), columns.len(), "{path}");
            for column in &columns {
                assert_eq!(row[*column], cell(&other[*column]), "{path}, {column}");
            }
        }
    }
}

/// Returns a value as a cell of a table shows it; what a spreadsheet could take for a formula is not one any more.
fn cell(value: &Value) -> String {
    let text = match value {
        Value::Null => return String::new(),
        Value::Number(number) => return number.to_string(),
        Value::Array(texts) => texts.iter().map(|text| text.as_str().unwrap()).collect::<Vec<_>>().join("; "),
        text => text.as_str().unwrap().to_owned(),
    };
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
}

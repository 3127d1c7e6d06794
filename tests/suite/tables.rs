//! The tables to take away: each form says the same, and the same as the pages.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::OnceLock;

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;

use crate::place::{Place, Tree, project, tree, with_real_content};

/// A table: the names of the columns, and the rows as texts.
type Table = (Vec<String>, Vec<Vec<String>>);

/// Returns the site of the real content, built once for all tests.
fn real() -> &'static Tree {
    static SITE: OnceLock<Tree> = OnceLock::new();
    SITE.get_or_init(|| {
        let place = with_real_content();
        place.build();
        place.site()
    })
}

/// Returns the site of the invented mapping with numbers, in the standard theme.
fn invented() -> &'static Tree {
    static SITE: OnceLock<Tree> = OnceLock::new();
    SITE.get_or_init(|| {
        let place = Place::new();
        for (path, bytes) in tree(&project().join("tests/cases/build/numbers/content")) {
            place.write(&format!("content/{path}"), bytes);
        }
        place.write("content/site.yaml", "title: \"Prøvenettstedet\"\nbase_url: \"https://prove.example/\"\n");
        place.build();
        place.site()
    })
}

fn text<'a>(site: &'a Tree, path: &str) -> &'a str {
    std::str::from_utf8(site.get(path).unwrap_or_else(|| panic!("{path} is not there"))).unwrap()
}

fn json(site: &Tree, path: &str) -> Value {
    serde_json::from_str(text(site, path)).unwrap()
}

/// Returns the names of the tables of a site.
fn names(site: &Tree) -> Vec<&str> {
    site.keys().filter_map(|path| path.strip_prefix("data/")?.strip_suffix(".csv")).collect()
}

fn csv(site: &Tree, name: &str) -> Table {
    let mut reader = csv::Reader::from_reader(text(site, &format!("data/{name}.csv")).trim_start_matches('\u{FEFF}').as_bytes());
    let columns = reader.headers().unwrap().iter().map(str::to_owned).collect();
    (columns, reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect())
}

/// Returns the rows of a table by the names of the columns.
fn rows(site: &Tree, name: &str) -> Vec<BTreeMap<String, String>> {
    let (columns, rows) = csv(site, name);
    rows.into_iter().map(|row| columns.iter().cloned().zip(row).collect()).collect()
}

/// Returns a value as a cell of CSV shows it, but for the apostrophe before what looks like a formula.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Array(texts) => texts.iter().map(|text| text.as_str().unwrap()).collect::<Vec<_>>().join("; "),
        Value::String(text) => text.clone(),
        number => number.to_string(),
    }
}

fn of_json(site: &Tree, name: &str) -> Table {
    let file = json(site, &format!("data/{name}.json"));
    let columns: Vec<String> =
        file["columns"].as_array().unwrap().iter().map(|column| column["name"].as_str().unwrap().to_owned()).collect();
    let row = |row: &Value| {
        assert_eq!(row.as_object().unwrap().len(), columns.len(), "{name}");
        columns.iter().map(|column| shown(&row[column])).collect()
    };
    let rows = file["rows"].as_array().unwrap().iter().map(row).collect();
    (columns, rows)
}

fn workbook(site: &Tree, name: &str) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(site[&format!("data/{name}.xlsx")].clone())).unwrap()
}

/// Returns what a cell shows, with its type as the first letter.
fn cell(data: &Data) -> (char, String) {
    match data {
        Data::Empty => ('-', String::new()),
        Data::String(text) => ('t', text.clone()),
        Data::Float(number) => ('n', number.to_string()),
        Data::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            ('d', format!("{year:04}-{month:02}-{day:02}"))
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_form_of_a_table_says_the_same() {
    for (site, count) in [(real(), 9), (invented(), 3)] {
        assert_eq!(names(site).len(), count);
        for name in names(site) {
            let (columns, rows) = csv(site, name);
            assert!(!rows.is_empty(), "{name}");
            let undone = |text: &String| match text.strip_prefix('\'') {
                Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest.to_owned(),
                _ => text.clone(),
            };
            let plain: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(undone).collect()).collect();
            assert_eq!((&columns, &plain), (&of_json(site, name).0, &of_json(site, name).1), "{name}.json");
            let range = workbook(site, name).worksheet_range("Data").unwrap();
            let mut lines = range.rows().map(|row| row.iter().map(|data| cell(data).1).collect::<Vec<_>>());
            assert_eq!(lines.next().unwrap(), columns, "{name}.xlsx");
            assert_eq!(lines.collect::<Vec<_>>(), plain, "{name}.xlsx");
        }
    }
}

#[test]
fn each_cell_of_a_workbook_has_the_type_of_its_column() {
    let mut seen = BTreeMap::new();
    for site in [real(), invented()] {
        for name in names(site) {
            let file = json(site, &format!("data/{name}.json"));
            let types: Vec<&str> =
                file["columns"].as_array().unwrap().iter().map(|column| column["type"].as_str().unwrap()).collect();
            let range = workbook(site, name).worksheet_range("Data").unwrap();
            for row in range.rows().skip(1) {
                for (data, kind) in row.iter().zip(&types) {
                    let (own, text) = cell(data);
                    let wanted = match *kind {
                        "heltall" | "desimaltall, grader" => 'n',
                        "dato" => 'd',
                        _ => 't',
                    };
                    assert!(own == '-' || own == wanted, "{name}: `{text}` is {own}, not {kind}");
                    *seen.entry((own, wanted)).or_insert(0) += 1;
                }
            }
        }
    }
    assert!(['n', 'd', 't'].iter().all(|kind| seen[&(*kind, *kind)] > 50), "{seen:?}");
}

#[test]
fn a_workbook_explains_its_columns_and_their_codes() {
    for name in names(real()) {
        let file = json(real(), &format!("data/{name}.json"));
        let schema = json(real(), &format!("data/{name}.schema.json"));
        let range = workbook(real(), name).worksheet_range("Kodebok").unwrap();
        let lines: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(|data| cell(data).1).collect()).collect();
        for column in file["columns"].as_array().unwrap() {
            let line: Vec<String> = ["name", "type", "description"].map(|key| column[key].as_str().unwrap().to_owned()).to_vec();
            assert!(lines.contains(&line), "{name}: {line:?}");
            let property = &schema["$defs"]["row"]["properties"][&line[0]];
            let codes = [property, &property["anyOf"][0]].into_iter().find_map(|property| property["oneOf"].as_array());
            for code in codes.into_iter().flatten() {
                let line = [line[0].as_str(), code["const"].as_str().unwrap(), code["description"].as_str().unwrap()];
                assert!(lines.iter().any(|own| own == &line), "{name}: {line:?}");
            }
        }
        for said in ["CC BY 4.0", "https://utsyn.example/data/", "2026-11-21", "© Kartverket"] {
            assert!(lines.iter().flatten().any(|text| text.contains(said)), "{name}: {said}");
        }
    }
}

#[test]
fn a_text_that_looks_like_a_formula_stays_a_text() {
    const NAME: &str = "=HYPERLINK(\"https://a.example\";\"se\")";
    let site = Place::with(&[
        ("content/site.yaml", "title: A\nbase_url: \"https://prove.example/\"\n"),
        ("content/centres/ost.md", &format!("---\nname: '{NAME}'\nplace: {{name: \"+47\", lat: -0.5, lon: 10}}\n---\n")),
    ]);
    site.build();
    let site = site.site();
    let mut book = workbook(&site, "sentre");
    let formulas = book.worksheet_formula("Data").unwrap();
    assert!(formulas.used_cells().next().is_none());
    let row = book.worksheet_range("Data").unwrap().rows().nth(1).unwrap().to_vec();
    assert_eq!(row[1], Data::String(NAME.to_owned()));
    assert_eq!((&row[4], &row[5]), (&Data::String("+47".to_owned()), &Data::Float(-0.5)));
    assert_eq!(rows(&site, "sentre")[0]["navn"], format!("'{NAME}"));
    assert_eq!(of_json(&site, "sentre").1[0][1], NAME);
}

#[test]
fn a_map_has_the_rows_of_its_table_at_their_places() {
    for name in ["sentre", "kommuner"] {
        let table = rows(real(), name);
        let map = json(real(), &format!("data/{name}.geojson"));
        assert_eq!((&map["type"], map.as_object().unwrap().len()), (&Value::from("FeatureCollection"), 2));
        let features = map["features"].as_array().unwrap();
        assert_eq!(features.len(), table.len(), "{name}");
        let mut without = 0;
        for (feature, row) in features.iter().zip(&table) {
            let mut row = row.clone();
            let place = (row.remove("lengdegrad").unwrap(), row.remove("breddegrad").unwrap());
            let own: BTreeMap<String, String> =
                feature["properties"].as_object().unwrap().iter().map(|(key, value)| (key.clone(), shown(value))).collect();
            assert_eq!(own, row);
            if place.0.is_empty() {
                without += 1;
                assert_eq!(feature["geometry"], Value::Null);
                continue;
            }
            let at = &feature["geometry"]["coordinates"];
            assert_eq!((&feature["geometry"]["type"], shown(&at[0]), shown(&at[1])), (&Value::from("Point"), place.0, place.1));
            let (lon, lat) = (at[0].as_f64().unwrap(), at[1].as_f64().unwrap());
            assert!((4.0..32.0).contains(&lon) && (57.0..72.0).contains(&lat), "Norway lies elsewhere: {lon} {lat}");
        }
        assert!(without < features.len());
    }
    assert!(!invented().contains_key("data/funn.geojson"));
}

/// Returns the main part of a page.
fn main_of<'a>(site: &'a Tree, address: &str) -> &'a str {
    let html = text(site, &format!("{}index.html", address.trim_start_matches('/')));
    html.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>")).unwrap().0
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Returns the text of markup, without its tags, in one line.
fn words(html: &str) -> String {
    let text: String = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_pages_show_the_centres_of_the_tables() {
    let site = real();
    for row in rows(site, "sentre") {
        let page = main_of(site, &format!("sentre/{}/", row["id"]));
        assert!(page.contains(&format!("<h1>{}</h1>", escaped(&row["navn"]))), "{}", row["id"]);
        assert!(page.contains(&escaped(&row["omrade"])), "{}", row["omrade"]);
        let mails = page.matches("<dd><a href=\"mailto:").count();
        assert_eq!(mails, usize::from(!row["e_post"].is_empty()), "{}", row["id"]);
        assert!(row["e_post"].is_empty() || page.contains(&format!("mailto:{}\"", row["e_post"])));
        for site in row["nettsteder"].split("; ").filter(|site| !site.is_empty()) {
            assert!(page.contains(&format!("href=\"{}\"", escaped(site))), "{site}");
        }
        assert!(row["siden"].is_empty() || page.contains(&format!("<time datetime=\"{}\">", row["siden"])), "{}", row["id"]);
        let hosts: Vec<String> = rows(site, "vertskommuner")
            .into_iter()
            .filter(|host| host["senter"] == row["id"])
            .map(|host| format!("{} {}", host["kommune"], host["rolle"].to_lowercase()))
            .collect();
        let line = |line: &str| {
            let number = line.split("class=\"tall liten\">").nth(1)?.split('<').next()?;
            Some(format!("{number} {}", words(line.split("<td>").nth(1)?.split("</td>").next()?).to_lowercase()))
        };
        let shown: Vec<String> = page.lines().filter(|line| line.contains("<th scope=\"row\">")).filter_map(line).collect();
        assert_eq!(shown, hosts, "{}", row["id"]);
    }
}

#[test]
fn the_pages_show_the_municipalities_of_the_tables() {
    let site = real();
    let known: BTreeMap<String, BTreeMap<String, String>> =
        rows(site, "kommune-senter").into_iter().map(|row| (row["kommune"].clone(), row)).collect();
    let mut served = 0;
    for row in rows(site, "kommuner") {
        let page = main_of(site, row["side"].strip_prefix("https://utsyn.example/").unwrap());
        for column in ["nummer", "navn", "offisielt_navn"] {
            let is_older = !row["gyldig_til"].is_empty() && column == "offisielt_navn";
            assert!(is_older || page.contains(&escaped(&row[column])), "{} {column}", row["nummer"]);
        }
        let Some(service) = known.get(&row["nummer"]).filter(|_| row["gyldig_til"].is_empty()) else { continue };
        served += 1;
        assert_eq!(page.contains("class=\"svar known\""), service["status"] == "kjent", "{}", row["nummer"]);
        for centre in service["sentre"].split("; ").filter(|centre| !centre.is_empty()) {
            assert!(page.contains(&format!("href=\"/sentre/{centre}/\"")), "{} {centre}", row["nummer"]);
        }
    }
    assert_eq!(served, known.len());
}

#[test]
fn the_pages_show_the_findings_of_the_table_and_no_others() {
    for site in [real(), invented()] {
        let table = rows(site, "funn");
        for row in &table {
            let (_, address) = row["side"].split_once(".example/").unwrap();
            let (address, id) = address.split_once('#').unwrap();
            let page = main_of(site, address);
            let finding = page.split_once(&format!("id=\"{id}\"")).unwrap().1.split("</article>").next().unwrap();
            let finding = words(&format!("<article {finding}"));
            assert!(finding.starts_with(&escaped(&row["tittel"])), "{finding}");
            let shown = &finding[escaped(&row["tittel"]).len()..].to_lowercase();
            let extent = if row["mengdeord"].is_empty() { "omfang ikke oppgitt" } else { &row["mengdeord"] };
            assert!(shown.trim_start().starts_with(extent), "{id}: {shown}");
            assert!(shown.contains(&row["slag"]), "{id}: {shown}");
        }
        let pages = site.iter().filter(|(path, _)| path.starts_with("kartlegginger/") && path.ends_with("index.html"));
        let shown: usize = pages.map(|(path, _)| text(site, path).matches("<article class=\"funn\"").count()).sum();
        assert_eq!(shown, table.len());
    }
}

#[test]
fn the_pages_show_the_numbers_of_the_table_and_hide_the_same() {
    let site = invented();
    let table = rows(site, "kartleggingstall");
    let page = main_of(site, "kartlegginger/fjellkartleggingen/");
    let mut seen = 0;
    for grouping in page.split("id=\"tall-").skip(1) {
        let id = grouping.split('"').next().unwrap();
        let sizes: Vec<&str> =
            grouping.split("<span class=\"liten\">(").skip(1).map(|rest| rest.split(')').next().unwrap()).collect();
        let body = grouping.split("</table>").next().unwrap();
        for line in body.lines().filter(|line| line.starts_with("<tr><th scope=\"row\">")) {
            let theme = line.split("href=\"").nth(1).unwrap().split('"').next().unwrap().trim_end_matches('/');
            let theme = theme.rsplit('/').next().unwrap();
            let answer =
                line.split("<td>").nth(1).map_or("ja".to_owned(), |cell| words(cell.split('<').next().unwrap()).to_lowercase());
            let shown: Vec<&str> =
                line.split("<td class=\"tall\">").skip(1).map(|cell| cell.split('<').next().unwrap()).collect();
            let own: Vec<(&str, &str)> = table
                .iter()
                .filter(|row| row["tema"] == theme && row["svar"] == answer && ["alle", id].contains(&row["inndeling"].as_str()))
                .map(|row| (row["deltakere"].as_str(), if row["antall"].is_empty() { ":" } else { &row["antall"] }))
                .collect();
            let page: Vec<(&str, &str)> = sizes.iter().copied().zip(shown).collect();
            assert_eq!(page, own, "{theme}, {answer}, {id}");
            seen += own.len();
        }
    }
    // Those of all are shown once in each of the two tables.
    let of_all = table.iter().filter(|row| row["inndeling"] == "alle").count();
    assert_eq!(seen, table.len() + of_all);
    assert!(table.iter().any(|row| row["antall"].is_empty()) && table.iter().any(|row| !row["antall"].is_empty()));
}

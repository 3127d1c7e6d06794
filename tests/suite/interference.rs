//! Non-interference: whatever the confidential files say, the site, the report and the exit code are the same.

use crate::place::{Place, Ran, Tree, assert_same, with_real_content};

const MAPPING: &str = "content/mappings/innlandet-oppland-2024";

/// Builds, and returns all that a stranger could see: the site, and what was said in either tongue and form.
fn seen(place: &Place) -> (Tree, Ran, String) {
    let built = place.build();
    // What is new since the last build is told first; here it is the same or nothing.
    let left_out = built.out.splitn(3, '\n').nth(2).unwrap();
    (place.site(), place.run(&["check", "--json", "--lang", "en"]), format!("{}{left_out}", built.err))
}

/// Exchanges the values of a key between the lines that have it, by turning their order round.
fn exchanged(text: &str, key: &str) -> String {
    let value = |line: &str| {
        let from = line.find(&format!("{key}: \""))? + key.len() + 3;
        Some((from, from + line[from..].find('"')?))
    };
    let values: Vec<&str> = text.lines().filter_map(|line| value(line).map(|(from, to)| &line[from..to])).collect();
    assert!(values.len() > 1, "`{key}` is not there");
    let mut turned = values.into_iter().rev();
    let lines = text.lines().map(|line| match value(line) {
        Some((from, to)) => format!("{}{}{}\n", &line[..from], turned.next().unwrap(), &line[to..]),
        None => format!("{line}\n"),
    });
    lines.collect()
}

fn change(place: &Place, file: &str, change: impl Fn(&str) -> String) {
    let path = format!("{MAPPING}/{file}");
    let text = std::fs::read_to_string(place.path(&path)).unwrap();
    let changed = change(&text);
    assert_ne!(text, changed, "{file}");
    place.write(&path, changed);
}

#[test]
fn who_said_what_changes_no_byte() {
    let place = with_real_content();
    let (site, said, report) = seen(&place);
    for keys in [&["municipality"][..], &["name", "email", "phone", "raised", "text", "internal_note"]] {
        change(&place, "observations.yaml", |text| keys.iter().fold(text.to_owned(), |text, key| exchanged(&text, key)));
        let (other, told, reported) = seen(&place);
        assert_same(&site, &other, &format!("{keys:?}"));
        assert_eq!((&said, &report), (&told, &reported), "{keys:?}");
    }
    change(&place, "notes.yaml", |text| exchanged(&exchanged(text, "text"), "about"));
    let (other, told, reported) = seen(&place);
    assert_same(&site, &other, "notes");
    assert_eq!((said, report), (told, reported), "notes");
}

#[test]
fn what_withheld_findings_and_drafts_say_changes_no_byte() {
    let place = with_real_content();
    let (site, said, report) = seen(&place);
    change(&place, "findings/synt-granvag-nattpatrulje.md", |text| {
        text.replacen("title: \"", "title: \"Helt annerledes ", 1) + "\nOg så ble det skrevet litt til.\n"
    });
    place.write(
        "content/news/utkast-papirbatene-i-regnet.md",
        "---\ntitle: \"Et helt annet utkast\"\ndraft: true\ntags: [nytt, annet]\n---\n\nNoe helt annet.\n",
    );
    let (other, told, reported) = seen(&place);
    assert_same(&site, &other, "withheld findings and drafts");
    assert_eq!((said, report), (told, reported));
}

#[test]
fn a_machine_that_has_no_confidential_files_makes_the_same_site() {
    let place = with_real_content();
    let (site, ..) = seen(&place);
    for file in ["observations.yaml", "notes.yaml"] {
        std::fs::remove_file(place.path(&format!("{MAPPING}/{file}"))).unwrap();
    }
    for (path, _) in crate::place::tree(&place.path("content")) {
        if path.contains("/synt-") || path.contains("/utkast-") {
            std::fs::remove_file(place.path(&format!("content/{path}"))).unwrap();
        }
    }
    let (other, _, reported) = seen(&place);
    assert_same(&site, &other, "without confidential files");
    assert_eq!(reported, "Ingenting er utelatt.\n");
}

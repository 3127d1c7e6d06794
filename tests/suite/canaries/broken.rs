//! Each way to break a closed file is told without repeating what stands in it.

use super::{Canaries, FINDINGS, NOTES, OBSERVATIONS, plant, runs, without_names};
use crate::place::{Place, assert_same};

/// Breaks a file of the planted site.
type Spoiler<'a> = &'a dyn Fn(&Place, &mut Canaries);

/// Builds the planted site, breaks it with `broken`, and asserts that the next build says so and nothing more.
fn assert_told_without_quoting(broken: &[(&str, &str, Spoiler<'_>)]) {
    let (place, canaries) = plant();
    place.build();
    let (old, content) = (place.site(), crate::place::tree(&place.path("content")));
    let planted = canaries.planted.len();
    let mut canaries = canaries;
    let mut failures = Vec::new();
    for (said, code, spoil) in broken {
        canaries.planted.truncate(planted);
        spoil(&place, &mut canaries);
        for ran in runs(&place) {
            let heard = canaries.heard(without_names(&ran.printed()).as_bytes());
            if !heard.is_empty() {
                failures.push(format!("{said}: lets out {heard:?}\n{}", ran.printed()));
            }
            if ran.code != 1 || !ran.printed().contains(code) {
                failures.push(format!("{said}: expected {code}, exit code {}\n{}", ran.code, ran.printed()));
            }
        }
        assert_same(&old, &place.site(), said);
        std::fs::remove_dir_all(place.path("content")).unwrap();
        for (path, bytes) in &content {
            place.write(&format!("content/{path}"), bytes);
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn an_error_elsewhere_lets_nothing_out() {
    assert_told_without_quoting(&[
        ("a dead link", "U0401", &|place, _| place.write("content/pages/ny.md", "---\ntitle: Ny\n---\n\n[Se](borte.md)\n")),
        ("an unknown key", "U0205", &|place, _| place.write("content/pages/ny.md", "---\ntitle: Ny\ntitel: Ny\n---\n")),
    ]);
}

#[test]
fn an_error_in_observations_is_told_without_quoting_them() {
    let whole = |text: &'static str| {
        move |place: &Place, c: &mut Canaries| {
            place.write(OBSERVATIONS, text.replace("QVX", &c.word("what is wrong with the observations")));
        }
    };
    let entry = |line: &'static str| {
        move |place: &Place, c: &mut Canaries| {
            let text = format!("observations:\n  - municipality: \"{}\"\n    {line}\n", c.word("municipality"));
            place.write(OBSERVATIONS, text.replace("QVX", &c.word("what is wrong with an observation")));
        }
    };
    assert_told_without_quoting(&[
        ("a quote that never ends", "U0203", &entry("internal_note: \"Si QVX muntlig")),
        ("a colon without quotes", "U0214", &entry("internal_note: Si QVX: bare muntlig QVX")),
        ("a tab", "U0204", &entry("\tinternal_note: \"QVX\"")),
        ("typographic quotes", "U0213", &entry("internal_note: “Si QVX muntlig”")),
        ("an unknown key", "U0205", &entry("QVX: \"Si QVX muntlig\"")),
        ("a key twice", "U0207", &entry("internal_note: \"QVX\"\n    internal_note: \"QVX\"")),
        ("an unknown key twice", "U0205", &entry("QVX: \"1\"\n    QVX: \"2\"")),
        ("a list for a text", "U0208", &entry("internal_note: [\"QVX\", \"QVX\"]")),
        ("a text for a list", "U0208", &entry("answers: \"QVX\"")),
        ("a text for a map", "U0208", &entry("contact: \"QVX\"")),
        ("a choice there is not", "U0215", &entry("meeting: \"QVX\"")),
        ("a nested choice there is not", "U0215", &entry("answers: [{theme: sovn, raised: \"QVX\"}]")),
        ("a theme there is not", "U0302", &entry("answers: [{theme: \"QVX\", raised: \"yes\"}]")),
        ("a missing key", "U0206", &entry("answers: [{text: \"QVX\"}]")),
        ("a date that is none", "U0210", &entry("date: \"QVX\"")),
        ("a date that is not in the calendar", "U0210", &entry("date: \"qv-x-qvxqvx\"")),
        ("a tag", "U0212", &entry("internal_note: !QVX \"QVX\"")),
        ("an anchor", "U0212", &entry("internal_note: &QVX \"QVX\"")),
        ("an alias", "U0212", &entry("internal_note: *QVX")),
        ("a merge key", "U0212", &entry("<<: {internal_note: \"QVX\"}")),
        ("no list at all", "U0208", &whole("QVX")),
        ("another key than the list", "U0205", &whole("QVX: [\"QVX\"]")),
        ("two documents", "U0212", &whole("observations: []\n---\nQVX: \"QVX\"\n")),
        ("a truth value that is none", "U0209", &whole("synthetic: QVX\nobservations: []\n")),
        ("a control character", "U0103", &whole("note: \"QVX \u{7}\"\nobservations: []\n")),
    ]);
}

#[test]
fn an_error_in_notes_is_told_without_quoting_them() {
    let entry = |line: &'static str| {
        move |place: &Place, c: &mut Canaries| {
            let text = format!("notes:\n  - {line}\n");
            place.write(NOTES, text.replace("QVX", &c.word("what is wrong with a note")));
        }
    };
    assert_told_without_quoting(&[
        ("a missing text", "U0206", &entry("about: \"QVX\"")),
        ("an empty text", "U0216", &entry("{about: \"QVX\", text: }")),
        ("an unknown key", "U0205", &entry("{text: \"QVX\", QVX: \"QVX\"}")),
        ("a key that is nearly right", "U0205", &entry("{text: \"QVX\", abuot: \"QVX\"}")),
        ("a list for a text", "U0208", &entry("text: [\"QVX\"]")),
        ("a date that is none", "U0210", &entry("{date: \"QVX\", text: \"QVX\"}")),
        ("a bracket that never ends", "U0203", &entry("{text: \"QVX\"")),
        ("a colon without quotes", "U0214", &entry("text: Om QVX: og QVX")),
    ]);
}

#[test]
fn an_error_in_a_withheld_finding_is_told_without_quoting_it() {
    // Withheld by a key of its own, however that key is written.
    const KEYS: [&str; 6] = [
        "anonymised: false",
        "anonymised: true\ndraft: true",
        "anonymised: true\ndraft: true # fordi",
        "anonymised: true\nsynthetic:  true",
        "anonymised: true\n\"draft\": true",
        "anonymised: true\ndraft: ja",
    ];
    let mut cases: Vec<(String, &str, String)> = Vec::new();
    for keys in KEYS {
        let yes = !keys.ends_with("ja");
        let mut case = |said: &str, code: &'static str, yaml: &str, body: &str| {
            let text = format!("---\ntheme: sovn\nkind: view\nextent: noen\n{yaml}\n{keys}\n---\n\n{body}\n");
            cases.push((format!("{said} with {keys:?}"), if yes { code } else { "U0209" }, text));
        };
        let title = "title: \"Om QVX\"";
        case("no error but in its key", if yes { "" } else { "U0209" }, title, "Om QVX.");
        case("a source there is not", "U0302", &format!("{title}\nsources: [QVX]"), "Om QVX.");
        case("a priority there is not", "U0302", &format!("{title}\npriorities: [QVX]"), "Om QVX.");
        case("a date that is none", "U0210", &format!("{title}\nupdated: QVX"), "Om QVX.");
        case("a reference to nothing", "U0302", title, "Om QVX [[centre:QVX]] QVX.");
        case("a finding there is not", "U0302", title, "Om QVX [[finding:QVX]] QVX.");
        case("a municipality by its name", "U0302", title, "Om QVX [[municipality:QVX]] QVX.");
        case("a work there is not", "U0302", title, "Om QVX [@QVX] QVX.");
        case("a reference of no kind", "U0314", title, "Om QVX [[QVX:QVX]] QVX.");
    }
    let findings = |text: String| {
        move |place: &Place, c: &mut Canaries| {
            place.write(&format!("{FINDINGS}/galt.md"), text.replace("QVX", &c.word("what is wrong with a finding")));
        }
    };
    let spoilers: Vec<_> = cases
        .into_iter()
        .filter(|(_, code, _)| !code.is_empty())
        .map(|(said, code, text)| (said, code, findings(text)))
        .collect();
    let whole = |said: &'static str, code: &'static str, text: &str| (said.to_owned(), code, findings(text.to_owned()));
    let others = [
        whole("a key twice", "U0207", "---\ntitle: \"QVX\"\ntitle: \"QVX\"\n---\n\nQVX\n"),
        whole("a misspelt key", "U0205", "---\ntitle: \"QVX\"\nanonymized: true\n---\n\nQVX\n"),
        whole("a word for true", "U0209", "---\ntitle: \"QVX\"\nanonymised: ja\n---\n\nQVX\n"),
        whole("an own word for true", "U0209", "---\ntitle: \"QVX\"\nanonymised: QVX\n---\n\nQVX\n"),
        whole("a colon without quotes", "U0214", "---\ntitle: Om QVX: og QVX\n---\n\nQVX\n"),
        whole("no front matter", "U0201", "Om QVX\n"),
        whole("an open front matter", "U0202", "---\ntitle: \"QVX\"\n\nQVX\n"),
        whole("a front matter that ends in dots", "U0202", "---\ntitle: \"QVX\"\n...\n\nQVX\n"),
    ];
    let spoilers: Vec<_> = spoilers.into_iter().chain(others).collect();
    let broken: Vec<(&str, &str, Spoiler<'_>)> =
        spoilers.iter().map(|(said, code, spoil)| (said.as_str(), *code, spoil as Spoiler<'_>)).collect();
    assert_told_without_quoting(&broken);
}

#[test]
fn an_error_in_a_draft_is_told_without_quoting_it() {
    const KEYS: [&str; 4] = ["draft: true", "draft: true # fordi", "draft:   true", "\"draft\": true"];
    let mut cases: Vec<(String, &str, String)> = Vec::new();
    for key in KEYS {
        let mut case = |said: &str, code: &'static str, yaml: &str, body: &str| {
            cases.push((format!("{said} with {key:?}"), code, format!("---\n{yaml}\n{key}\n---\n\n{body}\n")));
        };
        let title = "title: \"Om QVX\"";
        case("an unknown key", "U0205", &format!("{title}\nQVX: \"QVX\""), "Om QVX.");
        case("a list for a text", "U0208", "title: [\"QVX\"]", "Om QVX.");
        case("a date that is none", "U0210", &format!("{title}\ndate: QVX"), "Om QVX.");
        case("a language there is not", "U0215", &format!("{title}\nlanguage: QVX"), "Om QVX.");
        case("an address that cannot be", "U0219", &format!("{title}\naliases: [\"QVX:\"]"), "Om QVX.");
        case("a source there is not", "U0302", &format!("{title}\nsources: [QVX]"), "Om QVX.");
        case("a colon without quotes", "U0214", "title: Om QVX: og QVX", "Om QVX.");
        case("typographic quotes", "U0213", "title: “Om QVX”", "Om QVX.");
        case("a reference to nothing", "U0302", title, "Om QVX [[centre:QVX]] QVX.");
        case("a finding there is not", "U0302", title, "Om QVX [[finding:QVX]] QVX.");
        case("a reference of no kind", "U0314", title, "Om QVX [[QVX:QVX]] QVX.");
    }
    cases.push(("a word for true".to_owned(), "U0209", "---\ntitle: Om QVX\ndraft: ja, QVX\n---\n\nOm QVX.\n".to_owned()));
    let draft = |text: String| {
        move |place: &Place, c: &mut Canaries| {
            place.write("content/news/galt.md", text.replace("QVX", &c.word("what is wrong with a draft")));
        }
    };
    let spoilers: Vec<_> = cases.into_iter().map(|(said, code, text)| (said, code, draft(text))).collect();
    let broken: Vec<(&str, &str, Spoiler<'_>)> =
        spoilers.iter().map(|(said, code, spoil)| (said.as_str(), *code, spoil as Spoiler<'_>)).collect();
    assert_told_without_quoting(&broken);
}

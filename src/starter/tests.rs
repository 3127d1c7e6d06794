//! Every kind of file is right as it stands, and every key of it stands in it.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::check::check;
use crate::domain::{Date, Source};
use crate::editor::{Key, Shape};
use crate::load::{SourceText, Sources};
use crate::problem::{Problem, Tongue};

fn today() -> Date {
    jiff::civil::date(2026, 11, 21)
}

fn wish(thing: Thing, title: &str) -> Wish {
    let none = || None;
    Wish {
        thing,
        title: title.to_owned(),
        id: none(),
        centre: none(),
        mapping: none(),
        theme: none(),
        report: none(),
        folder: none(),
        today: today(),
    }
}

fn some() -> Facts {
    Facts {
        centres: BTreeSet::from(["nytt".to_owned()]),
        mappings: BTreeMap::from([("nytt".to_owned(), vec!["forste-tema".to_owned()])]),
        reports: BTreeMap::from([("nytt".to_owned(), 9)]),
        counties: BTreeSet::new(),
    }
}

fn problems(files: &[(String, String)]) -> Vec<Problem> {
    let text =
        |(within, text): &(String, String)| SourceText { source: Source::new("content", within), text: text.as_str().into() };
    let mut texts: Vec<SourceText> = files.iter().map(text).collect();
    texts.push(text(&("site.yaml".to_owned(), "title: A\nbase_url: \"https://a.example/\"\n".to_owned())));
    check(Sources { texts, attachments: Vec::new(), unread: Vec::new() }, today(), None).1
}

fn all() -> Vec<(Thing, NewFile)> {
    Thing::ALL.into_iter().map(|thing| (thing, new_file(&wish(thing, "Nytt"), &some()).unwrap())).collect()
}

#[test]
fn every_new_file_is_right_as_it_stands() {
    let files: Vec<(String, String)> = all().into_iter().map(|(_, file)| (file.within, file.text)).collect();
    assert_eq!(problems(&files).len(), 0, "{:?}", problems(&files));
    assert_eq!(files[5].0, "reports/nytt/10-nytt.md");
    assert!(files[3].1.contains("\nanonymised: false\n") && files[6].1.contains("\ndate: 2026-11-21\n"));
}

fn paths(keys: &[Key], path: &str, found: &mut Vec<String>) {
    for key in keys {
        let path = format!("{path}.{}", key.name);
        let mut shape = &key.shape;
        while let Shape::List(inner) = shape {
            shape = inner;
        }
        if let Shape::Keys(keys) = shape {
            paths(keys, &path, found);
        }
        found.push(path);
    }
}

/// `# text`, also where it is commented out once more: `#  # text`.
fn is_comment(line: &str) -> bool {
    let inner = line.strip_prefix('#').filter(|rest| rest.starts_with("  ")).unwrap_or(line);
    inner.trim_start().starts_with("# ")
}

#[test]
fn no_key_is_forgotten_and_each_is_explained_above_it() {
    for (thing, file) in all() {
        let kind = KINDS.iter().find(|kind| kind.id == thing.kind()).unwrap();
        let mut keys = Vec::new();
        paths(&outline(&schema(kind)), "", &mut keys);
        let mut written: BTreeMap<&str, usize> = BTreeMap::new();
        let mut before = "";
        for line in file.text.lines() {
            let bare = line.trim_start_matches(['#', ' ', '-']);
            let is_key = !is_comment(line);
            if let Some((name, _)) = bare.split_once(':').filter(|(name, _)| is_key && !name.contains(' ')) {
                *written.entry(name).or_default() += 1;
                assert!(is_comment(before), "{line}");
            }
            before = line;
        }
        let mut wanted: BTreeMap<&str, usize> = BTreeMap::new();
        keys.iter().filter_map(|key| key.rsplit_once('.')).for_each(|(_, name)| *wanted.entry(name).or_default() += 1);
        assert_eq!(written, wanted, "{thing:?}\n{}", file.text);
    }
}

#[test]
fn keys_that_are_taken_into_use_are_read() {
    for (thing, file) in all() {
        let on = |line: &str| match line.strip_prefix('#') {
            Some(rest) if !rest.starts_with(' ') || rest.trim_start().starts_with(['#', '-']) || rest.starts_with("  ") => {
                rest.to_owned()
            }
            _ => line.to_owned(),
        };
        let text: String = file.text.lines().map(|line| on(line) + "\n").collect();
        // Names of what there is not, and empty texts, are the writer's to fill in; the form must be right. Of keys that
        // exclude each other both are there.
        let said = |problem: &Problem| problem.headline.in_tongue(Tongue::Bokmal).to_owned();
        let formal = |problem: &Problem| match problem.code.code() {
            "U0203" | "U0205" | "U0207" | "U0209" => true,
            "U0206" | "U0208" => !["gruppene må stå i", "har enten"].iter().any(|words| said(problem).contains(words)),
            _ => false,
        };
        let found: Vec<Problem> = problems(&[(file.within, text.clone())]).into_iter().filter(formal).collect();
        assert!(found.is_empty(), "{thing:?}: {found:?}\n{text}");
    }
}

#[test]
fn titles_become_names_and_stay_as_they_are() {
    let named = |title: &str| new_file(&wish(Thing::Page, title), &Facts::default());
    let file = named("Om «oss»:  \"Sør\"\nog nord").unwrap();
    assert_eq!(file.within, "pages/om-oss-sor-og-nord.md");
    assert!(file.text.contains("\ntitle: \"Om «oss»: \\\"Sør\\\" og nord\"\n"), "{}", file.text);
    let long = named(&"lang tittel ".repeat(20)).unwrap();
    assert!(long.within.len() < 75 && long.within.ends_with("-lang-tittel.md"), "{}", long.within);
    for odd in ["¿?", "con", "index", "NUL"] {
        assert!(named(odd).is_err(), "{odd}");
    }
    let placed = |folder: &str| new_file(&Wish { folder: Some(folder.to_owned()), ..wish(Thing::Page, "A") }, &Facts::default());
    assert_eq!(placed("kurs\\vår/").unwrap().within, "kurs/vår/a.md");
    assert!(placed("../ut").is_err() && placed("registry").is_err());
}

#[test]
fn what_something_belongs_to_is_asked_for_only_where_there_is_a_choice() {
    let mut facts = some();
    assert!(new_file(&wish(Thing::Finding, "A"), &Facts::default()).unwrap_err().help.is_some());
    facts.mappings.insert("annen".to_owned(), Vec::new());
    assert!(new_file(&wish(Thing::Finding, "A"), &facts).is_err());
    let near = new_file(&Wish { mapping: Some("nyt".to_owned()), ..wish(Thing::Finding, "A") }, &facts).unwrap_err();
    assert!(near.lines(Tongue::Bokmal).contains("mente du `nytt`?"));
    assert!(new_file(&Wish { mapping: Some("nytt".to_owned()), ..wish(Thing::Finding, "A") }, &facts).is_ok());
}

#[test]
fn a_municipality_is_put_in_its_place_and_nothing_else_changes() {
    let number = |text: &str| text.parse().unwrap();
    let first = municipality_file(None, "Granvåg", number("9001"), today()).unwrap();
    assert!(first.ends_with("former_names\n9001,Granvåg,,Granvåg,,,,90,2026-11-21,exact,,,,,,,\n"), "{first}");
    let crlf = first.replace('\n', "\r\n").replace(',', ";");
    let second = municipality_file(Some(&crlf), "Nord; Øst", number("9000"), today()).unwrap();
    let row = "9000;\"Nord; Øst\";;\"Nord; Øst\";;;;90;2026-11-21;exact;;;;;;;\r\n";
    assert_eq!(second.replace(row, ""), crlf);
    assert!(second.find(row) < second.find("9001;"));
    for (name, taken) in [("Annet", "9001"), ("Granvåg", "9005")] {
        assert!(municipality_file(Some(&first), name, number(taken), today()).is_err());
    }
    assert!(municipality_file(Some("a,b\n"), "A", number("9001"), today()).is_err());
    let bare = first.trim_end();
    assert_eq!(municipality_file(Some(bare), "B", number("9002"), today()).unwrap().lines().count(), 3);
}

//! Everything is said in both tongues: no message is left in the other one.
//!
//! The words of the source (`both!`), of the explanations and of what every case is answered are read; what stands in
//! backticks or quotes is not ours to translate.

use std::collections::BTreeSet;

use crate::case;
use crate::place::{project, tree};

/// Words that only English has.
const ENGLISH: [&str; 19] = [
    "the", "and", "not", "this", "that", "with", "must", "cannot", "file", "which", "there", "was", "were", "of", "your", "it",
    "an", "has", "does",
];

/// Words that only bokmål has.
const BOKMAL: [&str; 20] = [
    "og", "ikke", "som", "er", "på", "av", "det", "må", "kan", "eller", "hvis", "filen", "finnes", "ble", "blir", "skal", "står",
    "mangler", "uten", "dette",
];

/// Cases in which another tongue than the environment's is asked for.
const CHOSEN: [&str; 3] = ["lang-en", "lang-nb", "no-such-language"];

/// A message as it stands somewhere.
struct Message {
    place: String,
    nb: String,
    en: String,
}

/// What stands before two texts that say the same; in a file with a pair `(nb, en)` also an arm of a `match`.
const PAIRS: [&str; 3] = ["both!(", "Both {", "Program(["];

/// Returns the two texts of every message in the source.
fn of_the_source() -> Vec<Message> {
    let mut messages = Vec::new();
    for (path, bytes) in tree(&project().join("src")).into_iter().filter(|(path, _)| path.ends_with(".rs")) {
        let code = String::from_utf8(bytes).unwrap();
        let signs: &[&str] = if code.contains("(nb, en)") { &["both!(", "Both {", "Program([", "=> ("] } else { &PAIRS };
        for (at, sign) in signs.iter().flat_map(|sign| code.match_indices(sign)) {
            let Some((nb, rest)) = said(&code[at + sign.len()..]) else { continue };
            let rest = rest.find("en: ").filter(|_| sign == "Both {").map_or(rest, |at| &rest[at + "en: ".len()..]);
            let Some((en, _)) = said(rest.trim_start().trim_start_matches(',')) else { continue };
            let line = code[..at].matches('\n').count() + 1;
            messages.push(Message { place: format!("src/{path}:{line}"), nb, en });
        }
    }
    messages
}

/// Returns the text of one tongue, and what follows it.
fn said(text: &str) -> Option<(String, &str)> {
    literal(text.trim_start().trim_start_matches("nb: ").trim_start_matches("format!("))
}

/// Returns the string literal that a text begins with, and what follows it.
fn literal(text: &str) -> Option<(String, &str)> {
    let text = text.trim_start().strip_prefix('"')?;
    let mut end = 0;
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => drop(letters.next()),
            '"' => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    Some((text[..end].replace("\\\"", "\"").replace("\\n", " "), &text[end + 1..]))
}

/// Returns each explanation, a part at a time.
fn of_the_explanations() -> Vec<Message> {
    let mut messages = Vec::new();
    for (path, bytes) in tree(&project().join("src/problem/explained")).into_iter().filter(|(path, _)| path.ends_with(".txt")) {
        let text = String::from_utf8(bytes).unwrap();
        for section in text.split("# U").skip(1) {
            for part in ["", " why", " do"] {
                let of = |tongue: &str| section.lines().find_map(|line| line.strip_prefix(&format!("{tongue}{part}: ")));
                let place = format!("{path}: U{}{part}", &section[..4]);
                let (nb, en) = (of("nb").unwrap_or_default().to_owned(), of("en").unwrap_or_default().to_owned());
                assert!(!nb.is_empty() && !en.is_empty(), "{place}: half of it is missing");
                messages.push(Message { place, nb, en });
            }
        }
    }
    messages
}

/// Returns the words of a text without what is not to be translated: code, quotes, values that are put in.
fn words(text: &str) -> Vec<String> {
    let mut ours = String::new();
    let mut ends: Vec<char> = Vec::new();
    for letter in text.chars() {
        match (letter, ends.last()) {
            (letter, Some(end)) if letter == *end => drop(ends.pop()),
            ('`', None) => ends.push('`'),
            ('{', None) => ends.push('}'),
            ('«', None) => ends.push('»'),
            ('“', None) => ends.push('”'),
            ('"', None) => ends.push('"'),
            (letter, None) => ours.push(letter),
            _ => {}
        }
        if letter == '`' && ends.is_empty() {
            ours.push(' ');
        }
    }
    ours.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

fn holds(text: &str, foreign: &[&str]) -> Option<String> {
    words(text).into_iter().find(|word| foreign.contains(&word.as_str()))
}

#[test]
fn no_message_of_the_source_is_left_in_the_other_tongue() {
    let messages: Vec<Message> = of_the_source().into_iter().chain(of_the_explanations()).collect();
    assert!(messages.len() > 700, "only {} messages were found", messages.len());
    let mut wrong = Vec::new();
    for Message { place, nb, en } in &messages {
        if words(nb) == words(en) && words(nb).iter().any(|word| word.len() > 2) {
            wrong.push(format!("{place}: the same in both: {nb}"));
        }
        wrong.extend(holds(nb, &ENGLISH).map(|word| format!("{place}: `{word}` in bokmål: {nb}")));
        wrong.extend(holds(en, &BOKMAL).map(|word| format!("{place}: `{word}` in English: {en}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Also where a message is put together of parts: what is said about each faulty input, line by line.
#[test]
fn no_answer_of_a_case_is_left_in_the_other_tongue() {
    let openings = ["error", "warning", "note", "feil", "advarsel", "merknad", "  = ", " = ", "help: ", "hjelp: ", "cause: "];
    let mut wrong = BTreeSet::new();
    let mut read = 0;
    for kind in ["problems", "made", "transcripts", "commands"] {
        for folder in case::all(kind) {
            for (tongue, foreign) in [("nb", ENGLISH.as_slice()), ("en", BOKMAL.as_slice())] {
                let said = std::fs::read_to_string(folder.join(format!("expected.{tongue}.txt"))).unwrap_or_default();
                let mut lines = said.lines().filter(|line| openings.iter().any(|opening| line.starts_with(opening)));
                let place = folder.file_name().unwrap().to_string_lossy().into_owned();
                if CHOSEN.contains(&place.as_str()) {
                    continue;
                }
                read += said.lines().count();
                wrong.extend(lines.find_map(|line| Some(format!("{place} ({tongue}): `{}`: {line}", holds(line, foreign)?))));
            }
        }
    }
    assert!(read > 3000, "the cases were not found");
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn what_these_tests_look_for_would_be_seen() {
    assert_eq!(holds("filen er `the file` «not» {this}", &ENGLISH), None);
    assert_eq!(holds("filen er not riktig", &ENGLISH).as_deref(), Some("not"));
    assert_eq!(literal("\n  \"a \\\"b\\\" {c}\", \"d\"").unwrap(), ("a \"b\" {c}".to_owned(), ", \"d\""));
}

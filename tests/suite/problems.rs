//! What the program objects to, and in which words.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::case;

#[test]
fn each_faulty_input_is_answered_in_exactly_these_words() {
    case::play_all("problems");
}

#[test]
fn each_command_line_is_answered_in_exactly_these_words() {
    case::play_all("transcripts");
}

/// Codes that no case shows, each with its reason, stand in `tests/cases/unseen.txt`.
#[test]
fn every_code_is_shown_by_a_case() {
    if case::refreshing() {
        return;
    }
    let codes = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/problem/code.rs")).unwrap();
    let codes: BTreeSet<&str> = codes.split('"').filter(|word| is_code(word)).collect();
    assert!(codes.len() > 50, "the codes are not found");
    let mut shown = String::new();
    for kind in ["problems", "made", "transcripts", "build", "commands"] {
        for folder in case::all(kind) {
            shown.push_str(&fs::read_to_string(folder.join("expected.nb.txt")).unwrap_or_default());
        }
    }
    let shown: BTreeSet<&str> = shown.split(['[', ']']).filter(|word| is_code(word)).collect();
    let unseen = fs::read_to_string(case::cases().join("unseen.txt")).unwrap();
    let unseen: BTreeMap<&str, &str> = unseen.lines().filter_map(|line| line.split_once(": ")).collect();
    let missing: Vec<_> = codes.iter().filter(|code| !shown.contains(*code) && !unseen.contains_key(*code)).collect();
    assert!(missing.is_empty(), "no case shows {missing:?}; write one, or say in `unseen.txt` why there is none");
    let stale: Vec<_> = unseen.keys().filter(|code| shown.contains(*code) || !codes.contains(*code)).collect();
    assert!(stale.is_empty(), "{stale:?} need not stand in `unseen.txt`");
}

#[test]
fn every_expectation_of_a_made_input_belongs_to_a_test() {
    let tests = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/made.rs")).unwrap();
    for folder in case::all("made") {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        assert!(tests.contains(&format!("\"{name}\"")) || tests.contains(&format!("made/{name}\"")), "no test makes `{name}`");
    }
}

fn is_code(word: &str) -> bool {
    word.len() == 5 && word.starts_with('U') && word[1..].bytes().all(|byte| byte.is_ascii_digit())
}

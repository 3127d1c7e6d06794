//! `utsyn scan` as it is used: with a pipe, on large texts, and with the list of names that comes with the program.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use crate::case::refreshing;
use crate::place::{Place, Ran, limited, project};

#[test]
fn what_comes_in_by_a_pipe_is_read() {
    let place = Place::new();
    let mut command = Command::new(env!("CARGO_BIN_EXE_utsyn"));
    command.args(["scan", "--json", "-"]).current_dir(place.path(".")).env_clear();
    let mut running = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    running.stdin.take().unwrap().write_all("Først en linje.\nNeste buss til Gjøvik går.\n".as_bytes()).unwrap();
    let output = running.wait_with_output().unwrap();
    let said = "{\"file\":\"-\",\"line\":2,\"start\":15,\"end\":21,\"kind\":\"municipality\",\"severity\":\"block\",\"reason\":\"et kommunenavn\"}\n";
    assert_eq!((String::from_utf8(output.stdout).unwrap().as_str(), output.status.code()), (said, Some(1)));
    assert!(output.stderr.is_empty());
}

/// Each makes a careless reader look at the whole text again and again.
#[test]
fn texts_made_to_take_long_are_read_in_time_that_grows_with_their_length() {
    let texts = [
        "G ",
        "&#1;",
        "1234567890",
        "12 34 ",
        "<!--",
        "<a ",
        "a@b.",
        "kommune ",
        "Os, Nes og ",
        "a\u{30A}",
        "eneste som ",
        "60.1, 10.1 ",
    ];
    for text in texts {
        let place = Place::new();
        place.write("lang.txt", text.repeat(1_000_000 / text.len()));
        let mut program = Command::new(env!("CARGO_BIN_EXE_utsyn"));
        program.args(["scan", "--json", "lang.txt"]).current_dir(place.path("."));
        let ran = Ran::of(limited(&program, 30).output().unwrap());
        assert!([0, 1].contains(&ran.code), "{text}: {}", ran.err);
    }
}

/// The program is used where there is no content, and packed without it, so it has a list of its own.
#[test]
fn the_names_in_the_program_are_those_of_the_content() {
    let path = project().join("src/scan/municipalities.txt");
    let written = fs::read_to_string(&path).unwrap();
    let head: String = written.lines().filter(|line| line.starts_with('#')).map(|line| format!("{line}\n")).collect();
    let names = names_of_the_content()
        .into_iter()
        .map(|(name, numbers)| format!("{name}|{}\n", numbers.into_iter().collect::<Vec<_>>().join(" ")));
    let expected = head + &names.collect::<String>();
    if refreshing() && expected != written {
        fs::write(&path, &expected).unwrap();
    }
    assert!(expected == written || refreshing(), "`UTSYN_REFRESH=1 cargo test --test suite` writes the list anew");
}

/// Every name in the content's list of municipalities, with the numbers it has had.
fn names_of_the_content() -> BTreeMap<String, BTreeSet<String>> {
    let list = fs::read_to_string(project().join("content/registry/municipalities.csv")).unwrap();
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(list.as_bytes());
    let header = reader.headers().unwrap().clone();
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for record in reader.records().map(Result::unwrap) {
        let cell = |name: &str| record[header.iter().position(|column| column == name).unwrap()].to_owned();
        let former = cell("former_names");
        let former = former.split("; ").filter_map(|one| one.split_once('|')).flat_map(|(_, name)| name.split(" - "));
        let former = former.map(|name| name.split(" (").next().unwrap().to_owned());
        for name in [cell("name"), cell("sami_name"), cell("kven_name")].into_iter().chain(former).filter(|name| !name.is_empty())
        {
            names.entry(name).or_default().insert(cell("number"));
        }
    }
    names
}

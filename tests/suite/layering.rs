//! What must stay true of the code: the stages know only what comes before them, and each power lies in one place.
//!
//! Reads `src/**/*.rs` as text, without comments. A new exception is a line in a table here, with its reason.

use std::collections::{BTreeMap, BTreeSet};

use crate::place::{Place, project, tree};

/// The stages in the order in which they run.
const STAGES: [&str; 7] = ["load", "check", "anonymise", "plan", "render", "verify", "write"];

/// What a stage may know beside the stage before it, `domain` and `problem`.
const ALLOWANCES: [(&str, &str, &[&str]); 2] = [
    // A page's bytes follow from its struct and the theme.
    ("render", "load", &["Theme", "Themes"]),
    // The last gate looks for what was kept inside.
    ("verify", "anonymise", &["Secret", "SecretKind", "Secrets", "Watch"]),
];

/// Most lines of a file.
const MOST_LINES: usize = 450;

/// A file of the sources, without its comments.
struct File {
    /// Below `src/`: `verify/page.rs`.
    path: String,
    /// The module right below the root in which it is: `verify`.
    top: String,
    raw: String,
    code: String,
}

fn sources() -> Vec<File> {
    let is_rust = |path: &String| path.ends_with(".rs");
    let files = tree(&project().join("src")).into_iter().filter(|(path, _)| is_rust(path));
    let files: Vec<File> = files
        .map(|(path, bytes)| {
            let raw = String::from_utf8(bytes).unwrap();
            let code = raw.lines().map(without_comment).collect::<Vec<_>>().join("\n");
            let top = path.split(['/', '.']).next().unwrap_or_default().to_owned();
            File { path, top, raw, code }
        })
        .collect();
    assert!(files.len() > 100, "the sources were not found");
    files
}

fn without_comment(line: &str) -> &str {
    let is_comment = line.trim_start().starts_with("//");
    if is_comment { "" } else { line.find(" // ").map_or(line, |at| &line[..at]) }
}

/// Returns what a file takes from other modules of the crate: the module and the names, none where it is named whole.
fn taken(code: &str) -> Vec<(&str, Vec<&str>)> {
    let mut taken = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_' || letter == '$') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
        let names = match rest[end..].strip_prefix("::") {
            Some(names) if names.starts_with('{') => names[1..names.find('}').unwrap()].split(',').map(str::trim).collect(),
            Some(names) => vec![names.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap()],
            None => Vec::new(),
        };
        taken.push((&rest[..end], names.into_iter().filter(|name| !name.is_empty()).collect()));
    }
    taken
}

fn is_allowed(file: &File, module: &str, names: &[&str]) -> bool {
    let number = |name: &str| STAGES.iter().position(|stage| *stage == name);
    let (Some(own), Some(other)) = (number(&file.top), number(module)) else { return true };
    let allowance = ALLOWANCES.iter().find(|(stage, known, _)| (*stage, *known) == (file.top.as_str(), module));
    let granted = allowance.is_some_and(|(_, _, granted)| !names.is_empty() && names.iter().all(|name| granted.contains(name)));
    other == own || other + 1 == own || granted
}

/// Fails with all that was found, a line each.
fn assert_none(found: impl IntoIterator<Item = String>, said: &str) {
    let found: Vec<String> = found.into_iter().collect();
    assert!(found.is_empty(), "{said}:\n{}", found.join("\n"));
}

/// Returns the lines outside `places` in which `holds` something.
fn lines_elsewhere(places: &[&str], holds: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for file in sources().iter().filter(|file| !places.iter().any(|place| file.path.starts_with(place))) {
        let lines = file.code.lines().enumerate().filter(|(_, line)| holds(line));
        found.extend(lines.map(|(number, line)| format!("src/{}:{}: {}", file.path, number + 1, line.trim())));
    }
    found
}

fn has_word(line: &str, word: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    line.match_indices(word).any(|(at, _)| !line[..at].ends_with(is_part) && !line[at + word.len()..].starts_with(is_part))
}

#[test]
fn the_modules_stand_in_the_order_in_which_the_stages_run() {
    let root = std::fs::read_to_string(project().join("src/lib.rs")).unwrap();
    let modules: Vec<&str> = root.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';')).collect();
    let stages: Vec<&str> = modules.into_iter().filter(|module| STAGES.contains(module)).collect();
    assert_eq!(stages, STAGES);
}

#[test]
fn a_stage_knows_the_stage_before_it_and_none_after_it() {
    let files = sources();
    let mut found = Vec::new();
    for file in &files {
        for (module, names) in taken(&file.code) {
            if !is_allowed(file, module, &names) {
                found.push(format!("src/{} takes {module}::{{{}}}", file.path, names.join(", ")));
            }
        }
    }
    assert_none(found, "a stage knows too much");
}

/// It stands beside `write`: what it shows has passed the last gate, and how that was made is not its affair.
#[test]
fn the_preview_knows_a_verified_site_and_nothing_of_how_it_was_made() {
    let known = ["pipeline", "verify", "problem", "domain"];
    let mut found = Vec::new();
    for file in sources() {
        for (module, names) in taken(&file.code) {
            let is_granted = match module {
                "verify" => names.iter().all(|name| ["ShownSite", "RenderedFile"].contains(name)),
                module => known.contains(&module),
            };
            if file.top == "preview" && !is_granted || module == "preview" && !["preview", "cli"].contains(&file.top.as_str()) {
                found.push(format!("src/{} takes {module}::{{{}}}", file.path, names.join(", ")));
            }
        }
    }
    assert_none(found, "the preview and the rest know too much of each other");
}

#[test]
fn every_allowance_is_needed() {
    let files = sources();
    let needs = |stage: &str, module: &str, name: &str| {
        files
            .iter()
            .filter(|file| file.top == stage)
            .any(|file| taken(&file.code).iter().any(|(known, names)| *known == module && names.contains(&name)))
    };
    let idle = ALLOWANCES.iter().flat_map(|(stage, module, names)| {
        names
            .iter()
            .filter(|name| !needs(stage, module, name))
            .map(|name| format!("{stage} does not take {module}::{name}"))
            .collect::<Vec<_>>()
    });
    assert_none(idle, "an allowance nobody needs");
}

#[test]
fn the_words_of_the_trade_and_problems_know_no_stage() {
    let files = sources();
    let mut found = Vec::new();
    for file in files.iter().filter(|file| ["domain", "problem"].contains(&file.top.as_str())) {
        let others = taken(&file.code).into_iter().map(|(module, _)| module);
        found.extend(others.filter(|module| *module != file.top).map(|module| format!("src/{} takes {module}", file.path)));
    }
    assert_none(found, "they stand below everything, and beside each other");
}

#[test]
fn the_reader_of_text_knows_no_stage() {
    let files = sources();
    let mut found = Vec::new();
    for file in files.iter().filter(|file| file.top == "scan") {
        let others =
            taken(&file.code).into_iter().map(|(module, _)| module).filter(|module| !["scan", "problem"].contains(module));
        found.extend(others.map(|module| format!("src/{} takes {module}", file.path)));
    }
    assert_none(found, "it reads any text, wherever it comes from");
}

#[test]
fn no_module_needs_another_that_needs_it() {
    let files = sources();
    let modules: BTreeSet<&str> = files.iter().map(|file| file.top.as_str()).collect();
    let mut needs: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for file in &files {
        let others = taken(&file.code).into_iter().map(|(module, _)| module);
        needs.entry(&file.top).or_default().extend(others.filter(|module| modules.contains(module) && *module != file.top));
    }
    // Takes away, again and again, what needs nothing that is left.
    while let Some(free) = needs.iter().find(|(_, others)| others.is_empty()).map(|(module, _)| *module) {
        needs.remove(free);
        for others in needs.values_mut() {
            others.remove(free);
        }
    }
    assert_eq!(needs, BTreeMap::new(), "these need each other in a ring");
}

#[test]
fn the_root_is_reached_by_its_name_alone() {
    // `super::super::` and `use crate::{…}` would pass the other tests by.
    let hidden = lines_elsewhere(&[], |line| {
        line.contains("super::super::super") || line.contains("crate::{") || line.contains("crate::*")
    });
    assert_none(hidden, "written so that these tests cannot see it");
    for file in sources() {
        let depth = file.path.matches('/').count() + 1;
        let inline = usize::from(file.code.contains("mod tests {"));
        let upwards = "super::".repeat(depth + inline);
        assert!(!file.code.contains(&upwards), "src/{} reaches the root by `super`", file.path);
    }
}

#[test]
fn only_the_stage_that_decides_opens_what_is_confidential() {
    let opens = |line: &str| line.contains(".open()") || line.contains("Confidential::open") || line.contains("Self::open");
    assert_none(lines_elsewhere(&["anonymise.rs", "anonymise/"], opens), "what is confidential is opened");
}

#[test]
fn only_the_values_of_pages_can_be_written_out() {
    let derives = |line: &str| has_word(line, "Serialize");
    assert_none(lines_elsewhere(&["plan/page.rs", "plan/page/"], derives), "`Serialize` outside the values of pages");
    let reads = |line: &str| has_word(line, "Deserialize");
    // The values that forms are made of, a text and a truth, are types of their own.
    assert_none(lines_elsewhere(&["check/form/", "check/text.rs"], reads), "`Deserialize` outside the forms");
}

#[test]
fn only_reading_and_writing_touch_the_disk() {
    let touches = |line: &str| line.contains("std::fs") || has_word(line, "fs") || has_word(line, "WalkDir");
    // Tests may read the corpus they are stored with.
    let places = ["load.rs", "load/", "write.rs", "write/", "embed_theme.rs", "check/form/fuzz.rs"];
    assert_none(lines_elsewhere(&places, touches), "the disk is touched");
}

#[test]
fn nothing_but_the_command_line_asks_the_machine_or_prints() {
    // The home folder is asked for only to be left alone.
    let asks = |line: &str| line.contains("std::env") && !line.contains("home_dir") || has_word(line, "env::var_os");
    assert_none(
        lines_elsewhere(&["cli.rs", "cli/", "main.rs", "embed_theme.rs", "write/tests", "load/steady/tests.rs"], asks),
        "the environment is read",
    );
    let clock = |line: &str| line.contains("::now(") || has_word(line, "SystemTime") || has_word(line, "Instant");
    // The lock says since when it is held; that reaches nobody but who is kept waiting. The preview waits until the folders
    // are still, and says how long a build took; that reaches no page.
    let places = ["domain/date.rs", "write/lock.rs", "preview/watch.rs", "preview/follow.rs"];
    assert_none(lines_elsewhere(&places, clock), "the clock is read");
    let today = |line: &str| line.contains("today_in_oslo()");
    assert_none(lines_elsewhere(&["domain/date.rs", "cli.rs", "cli/"], today), "the day is asked for");
    let prints = |line: &str| ["print!(", "println!(", "eprint!(", "eprintln!(", "dbg!("].iter().any(|sign| line.contains(sign));
    // A test prints how much of the known text is found, for whoever changes a rule.
    assert_none(lines_elsewhere(&["cli.rs", "cli/", "embed_theme.rs", "scan/tests.rs"], prints), "something is printed");
    let calls = |line: &str| {
        line.contains("std::process") && has_word(line, "Command")
            || line.contains("process::Command")
            || line.contains("process::{Command")
    };
    // What is staged, tracked or ignored, only git knows; the preview can open a browser.
    assert_none(lines_elsewhere(&["write/tests", "guard/git.rs", "cli/serve.rs"], calls), "another program is called");
    let network = |line: &str| ["std::net", "tokio::", "hyper::", "axum::"].iter().any(|sign| line.contains(sign));
    // The preview listens on this machine; the command line says at which address.
    let places = ["preview.rs", "preview/", "cli/serve.rs", "cli/args.rs"];
    assert_none(lines_elsewhere(&places, network), "another machine is reached");
}

#[test]
fn every_module_says_first_what_it_is() {
    let silent = sources().into_iter().filter(|file| !file.raw.starts_with("//! "));
    assert_none(silent.map(|file| format!("src/{}", file.path)), "these do not begin with `//!`");
}

#[test]
fn no_file_is_too_long_to_be_read_at_once() {
    let long = sources().into_iter().filter(|file| file.raw.lines().count() >= MOST_LINES);
    assert_none(long.map(|file| format!("src/{}: {} lines", file.path, file.raw.lines().count())), "too long");
}

#[test]
fn messages_name_only_commands_that_there_are() {
    let place = Place::new();
    let mut missing = BTreeSet::new();
    for file in sources() {
        for (at, sign) in file.code.match_indices("`utsyn ") {
            let rest = &file.code[at + sign.len()..];
            let command = &rest[..rest.find(['`', ' ']).unwrap_or(rest.len())];
            if !command.starts_with('-') && place.bare(&[command, "--help"]).code != 0 {
                missing.insert(format!("src/{}: `utsyn {command}`", file.path));
            }
        }
    }
    assert_none(missing, "messages advise what cannot be done");
}

#[test]
fn what_these_tests_look_for_would_be_seen() {
    let code =
        "use crate::plan::page::{Html, Page};\nlet x = crate::verify::verify(y);\nuse crate::render;\npub(crate) fn x() {}";
    assert_eq!(taken(code), [("plan", vec!["page"]), ("verify", vec!["verify"]), ("render", vec![])]);
    let file = |top: &str| File { path: String::new(), top: top.to_owned(), raw: String::new(), code: String::new() };
    assert!(!is_allowed(&file("plan"), "render", &["RenderedSite"]));
    assert!(!is_allowed(&file("verify"), "check", &["Registry"]));
    assert!(!is_allowed(&file("verify"), "anonymise", &["PublicView"]));
    assert!(!is_allowed(&file("render"), "anonymise", &["Secrets"]));
    assert!(is_allowed(&file("verify"), "anonymise", &["Secrets"]));
    assert!(has_word("#[derive(Debug, Serialize)]", "Serialize") && !has_word("Deserialize", "Serialize"));
}

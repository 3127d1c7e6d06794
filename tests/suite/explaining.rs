//! `utsyn explain`: each example in `src/problem/explained/` is true.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::case;

/// An example: the code, the case that shows it, and a part of its file, wrong and right.
struct Example {
    code: String,
    case: String,
    wrong: String,
    right: String,
}

fn examples() -> Vec<Example> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/problem/explained");
    let mut examples = Vec::new();
    for (_, bytes) in case::tree(&folder).into_iter().filter(|(name, _)| name.ends_with(".txt")) {
        let text = String::from_utf8(bytes).unwrap();
        for section in text.split("# U").skip(1) {
            let value = |key: &str| section.lines().find_map(|line| line.strip_prefix(key)).map(str::to_owned);
            let block = |key: &str| {
                let below = section.lines().skip_while(|line| *line != key).skip(1);
                below.map_while(|line| line.strip_prefix("    ")).collect::<Vec<_>>().join("\n")
            };
            let code = format!("U{}", &section[..4]);
            match value("case: ") {
                Some(case) => examples.push(Example { code, case, wrong: block("wrong:"), right: block("right:") }),
                None => assert!(!section.contains("\nwrong:") && !section.contains("\nright:"), "{code}: no case shows it"),
            }
        }
    }
    examples
}

/// The case says the code while the example stands as it is wrong, and no longer where it stands as it is right.
#[test]
fn every_example_is_told_when_wrong_and_not_when_right() {
    let examples = examples();
    assert!(examples.len() > 30, "the examples were not found");
    let mut false_ones = Vec::new();
    for Example { code, case, wrong, right } in examples {
        let folder = case::cases().join(&case);
        assert!(!wrong.is_empty() && !right.is_empty() && wrong != right, "{code}: half an example");
        let place = case::laid(&folder);
        let files: BTreeMap<String, Vec<u8>> = case::tree(place.path());
        let holds = |(name, bytes): (&String, &Vec<u8>)| {
            let text = std::str::from_utf8(bytes).ok().filter(|text| text.contains(&wrong));
            text.map(|text| (name.clone(), text.to_owned()))
        };
        let holding: Vec<(String, String)> = files.iter().filter_map(holds).collect();
        if holding.is_empty() {
            false_ones.push(format!("{code}: `{case}` does not hold {wrong:?}"));
            continue;
        }
        let says = |code: &str| case::run(place.path(), "nb", &case::arguments(&folder), &[]).text.contains(&format!("[{code}]"));
        if !says(&code) {
            false_ones.push(format!("{code}: `{case}` does not show it"));
        }
        // Of several files with these words one is at fault.
        let is_mended = holding.iter().any(|(name, text)| {
            fs::write(place.path().join(name), text.replace(&wrong, &right)).unwrap();
            let is_silent = !says(&code);
            fs::write(place.path().join(name), text).unwrap();
            is_silent
        });
        if !is_mended {
            false_ones.push(format!("{code}: `{case}` says it also with {right:?}"));
        }
    }
    assert!(false_ones.is_empty(), "{}", false_ones.join("\n"));
}

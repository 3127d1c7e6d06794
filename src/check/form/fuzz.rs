//! Files as no editor would write them: whatever stands in a file, reading it ends in a thing or in problems, and no problem
//! repeats what a confidential file says.
//!
//! The stored corpus is `tests/fuzz/forms`; a file's name is its path within the content, with `__` for `/`.

use std::fs;
use std::path::Path;

use super::read;
use crate::domain::Source;
use crate::load::SourceText;

/// How often each file is changed.
const TIMES: usize = 400;

/// Pieces that mean something in YAML, Markdown or CSV.
const PIECES: [&str; 24] = [
    "\n",
    "  ",
    "- ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "---\n",
    "...\n",
    "|\n",
    ">\n",
    "#",
    "&a ",
    "*a",
    "!!str ",
    "<<: ",
    "\t",
    "null",
    "yes",
    "\u{FEFF}",
    "99999999999999999999",
];

struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }
}

fn changed(text: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..=chance.below(4) {
        let (one, other) = (chance.below(letters.len()), chance.below(letters.len()));
        let (from, to) = (one.min(other), one.max(other));
        match chance.below(4) {
            0 => drop(letters.drain(from..to.min(from + 40))),
            1 => {
                let piece: Vec<char> = letters[from..to.min(from + 200)].to_vec();
                letters.splice(from..from, piece);
            }
            2 => drop(letters.splice(from..from, PIECES[chance.below(PIECES.len())].chars())),
            _ => letters.truncate(to),
        }
    }
    letters.into_iter().collect()
}

#[test]
fn no_file_brings_the_reader_down_or_makes_it_tell() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/forms");
    let mut files: Vec<_> = fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 10, "the corpus is not there");
    let mut chance = Chance(20_261_121);
    for path in files {
        let within = path.file_name().unwrap().to_str().unwrap().replace("__", "/");
        let text = fs::read_to_string(&path).unwrap();
        let secret = ["observations.yaml", "notes.yaml"].iter().any(|name| within.ends_with(name));
        for _ in 0..TIMES {
            let text = changed(&text, &mut chance);
            let (_, problems) = read(SourceText { source: Source::new("content", &within), text: text.as_str().into() });
            for problem in problems.iter().filter(|_| secret) {
                assert!(problem.place.as_ref().is_none_or(|place| place.excerpt.is_none()), "{within} is quoted");
                let said = format!("{:?} {:?} {:?}", problem.headline, problem.notes, problem.help);
                let told = ["Isvåglia", "Kvittinden", "example", "kanel", "Torgunda", "heisen"]
                    .iter()
                    .find(|word| said.contains(**word));
                assert_eq!(told, None, "{within} is told: {text}");
            }
        }
    }
}

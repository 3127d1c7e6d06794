//! The numbers of a mapping: whoever said it, the same is published; and an edition tells the next one's readers nothing.

use std::collections::BTreeMap;
use std::path::Path;

use crate::case;
use crate::place::{Place, Ran, Tree, assert_same, tree};

/// The invented mapping of 24 municipalities and 12 themes, in its second edition.
const LARGE: &str = "tests/cases/build/numbers";
/// An invented mapping of 16 municipalities and 2 themes.
const SMALL: &str = "tests/cases/transcripts/release-already-published";

/// Lays out the content of a case, above the base where it has no settings of its own.
fn place(of: &str) -> Place {
    let place = Place::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in [case::cases().join("base"), root.join(of)] {
        for part in ["content", "themes"] {
            for (path, bytes) in tree(&folder.join(part)) {
                place.write(&format!("{part}/{path}"), bytes);
            }
        }
    }
    place
}

/// Everything a stranger could see: the site, what was said in all forms, the exit codes.
fn seen(place: &Place, mapping: &str) -> (Tree, Vec<Ran>) {
    let mut said = vec![place.run(&["build", "--quiet"])];
    assert_eq!(said[0].code, 0, "{}", said[0].printed());
    said.push(place.run(&["check", "--json", "--lang", "en"]));
    said.push(place.run(&["audit", "--json"]));
    said.push(place.run(&["release", mapping, "--check"]));
    said.push(place.run(&["release", mapping, "--json", "--check"]));
    (place.site(), said)
}

/// What participants said, each with the combination of groups they are in.
struct Answers {
    head: String,
    entries: Vec<(String, String)>,
    atoms: BTreeMap<String, Vec<usize>>,
}

impl Answers {
    fn read(place: &Place, folder: &str) -> Self {
        let text = std::fs::read_to_string(place.path(&format!("{folder}/observations.yaml"))).unwrap();
        let mapping = std::fs::read_to_string(place.path(&format!("{folder}/mapping.yaml"))).unwrap();
        let mut entries = text.split("  - municipality: \"");
        let head = entries.next().unwrap().to_owned();
        let entries: Vec<(String, String)> = entries
            .map(|entry| entry.split_once("\"\n").map(|(name, rest)| (name.to_owned(), rest.to_owned())).unwrap())
            .collect();
        let mut atoms: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, (name, _)) in entries.iter().enumerate() {
            let groups: Vec<String> = mapping
                .lines()
                .filter(|line| line.contains("municipalities:") && line.contains(&format!("\"{name}\"")))
                .map(|line| line.split(',').next().unwrap().trim().to_owned())
                .collect();
            assert!(!groups.is_empty(), "{name}");
            atoms.entry(groups.join(" ")).or_default().push(index);
        }
        Self { head, entries, atoms }
    }

    /// Lets two participants whom no public fact tells apart have said what the other said.
    fn exchange(&mut self, chance: &mut u64) {
        let atoms: Vec<&Vec<usize>> = self.atoms.values().filter(|atom| atom.len() > 1).collect();
        let mut draw = |below: usize| {
            *chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(*chance >> 33).unwrap() % below
        };
        let atom = atoms[draw(atoms.len())];
        let (one, other) = (atom[draw(atom.len())], atom[draw(atom.len())]);
        let (first, second) = (self.entries[one].1.clone(), self.entries[other].1.clone());
        self.entries[one].1 = second;
        self.entries[other].1 = first;
    }

    fn text(&self) -> String {
        let entry = |(name, rest): &(String, String)| format!("  - municipality: \"{name}\"\n{rest}");
        self.head.clone() + &self.entries.iter().map(entry).collect::<String>()
    }
}

fn exchange(of: &str, mapping: &str, times: usize, each: usize) {
    let place = place(of);
    let folder = format!("content/mappings/{mapping}");
    let (site, said) = seen(&place, mapping);
    let mut answers = Answers::read(&place, &folder);
    let before = answers.text();
    let mut chance = 20_261_121;
    let mut changed = 0;
    for time in 0..times {
        (0..each).for_each(|_| answers.exchange(&mut chance));
        changed += usize::from(answers.text() != before);
        place.write(&format!("{folder}/observations.yaml"), answers.text());
        let (other, told) = seen(&place, mapping);
        assert_same(&site, &other, &format!("exchange {time}"));
        assert_eq!(said, told, "exchange {time}");
    }
    assert!(changed > times / 2, "the exchanges changed nothing");
}

#[test]
fn a_hundred_exchanges_between_like_participants_change_no_byte() {
    exchange(SMALL, "fjell-2026", 100, 3);
}

#[test]
fn exchanges_in_the_large_mapping_change_no_byte() {
    exchange(LARGE, "fjellkartleggingen", 1, 100);
}

/// The same mapping, with figures of every kind.
const FIGURES: &str = "tests/cases/build/figures";

#[test]
fn exchanges_change_no_byte_of_a_figure() {
    exchange(FIGURES, "fjellkartleggingen", 1, 100);
}

/// Every number of this theme is hidden: whatever is answered, nothing that is drawn, written or listed differs.
#[test]
fn hidden_answers_that_change_change_no_figure() {
    let place = place(FIGURES);
    let observations = "content/mappings/fjellkartleggingen/observations.yaml";
    let text = std::fs::read_to_string(place.path(observations)).unwrap();
    assert_eq!(place.run(&["build", "--quiet"]).code, 0);
    let site = place.site();
    assert!(site.keys().filter(|path| path.contains("/figurer/")).count() > 5, "the figures are missing");
    for answer in ["yes", "no"] {
        let changed: Vec<String> = text.lines().map(|line| flipped(line, answer)).collect();
        assert_ne!(changed.join("\n"), text.trim_end());
        place.write(observations, format!("{}\n", changed.join("\n")));
        assert_eq!(place.run(&["build", "--quiet"]).code, 0);
        assert_same(&site, &place.site(), answer);
    }
}

fn flipped(line: &str, answer: &str) -> String {
    const HIDDEN: &str = "      - {theme: frivillige, raised: ";
    if line.starts_with(HIDDEN) { format!("{HIDDEN}\"{answer}\"}}") } else { line.to_owned() }
}

#[test]
fn a_machine_without_the_answers_makes_the_same_site() {
    let place = place(LARGE);
    let (with, _) = seen(&place, "fjellkartleggingen");
    std::fs::remove_file(place.path("content/mappings/fjellkartleggingen/observations.yaml")).unwrap();
    place.build();
    assert_same(&with, &place.site(), "without observations");
}

/// Everything in an answer that nobody may read: names, contacts, notes; not the ids of themes, which are public.
fn said(place: &Place, mapping: &str) -> Vec<String> {
    let text = std::fs::read_to_string(place.path(&format!("content/mappings/{mapping}/observations.yaml"))).unwrap();
    let quoted = text.lines().filter(|line| !line.contains("raised:")).flat_map(|line| line.split('"').skip(1).step_by(2));
    let words: Vec<String> = quoted.map(str::to_owned).collect();
    assert!(words.len() > 100, "the answers were not found");
    words
}

#[test]
fn neither_the_site_nor_the_audit_nor_a_release_tells_who_said_what() {
    let place = place(LARGE);
    let words = said(&place, "fjellkartleggingen");
    let mapping = "content/mappings/fjellkartleggingen";
    std::fs::remove_file(place.path(&format!("{mapping}/release.yaml"))).unwrap();
    std::fs::remove_file(place.path(&format!("{mapping}/release-ledger.yaml"))).unwrap();
    let runs = [
        place.run(&["release", "fjellkartleggingen", "--yes", "--show-confidential"]),
        place.run(&["release", "fjellkartleggingen", "--json", "--check"]),
        place.run(&["build"]),
        place.run(&["audit"]),
        place.run(&["audit", "--json"]),
    ];
    assert!(runs.iter().all(|ran| ran.code == 0), "{runs:?}");
    let mut read: Vec<(String, Vec<u8>)> =
        runs.iter().map(|ran| ("what was printed".to_owned(), ran.printed().into_bytes())).collect();
    read.extend(tree(&place.path("output")));
    for file in ["release.yaml", "release-ledger.yaml"] {
        read.push((file.to_owned(), std::fs::read(place.path(&format!("{mapping}/{file}"))).unwrap()));
    }
    assert!(read.iter().any(|(path, _)| path == "revisjon.html"), "the audit left no page");
    for (path, bytes) in &read {
        let text = String::from_utf8_lossy(bytes);
        let told = words.iter().find(|word| text.contains(word.as_str()));
        assert_eq!(told, None, "{path}");
    }
}

#[test]
fn a_release_is_written_alike_wherever_and_however_often_it_is_made() {
    let mapping = "content/mappings/fjell-2026";
    let made = |answers: &dyn Fn(&str) -> String| {
        let place = place(SMALL);
        for file in ["release.yaml", "release-ledger.yaml"] {
            std::fs::remove_file(place.path(&format!("{mapping}/{file}"))).unwrap();
        }
        let observations = std::fs::read_to_string(place.path(&format!("{mapping}/observations.yaml"))).unwrap();
        place.write(&format!("{mapping}/observations.yaml"), answers(&observations));
        let ran = place.run(&["release", "fjell-2026", "--yes"]);
        assert_eq!(ran.code, 0, "{}", ran.printed());
        ["release.yaml", "release-ledger.yaml"]
            .map(|file| std::fs::read_to_string(place.path(&format!("{mapping}/{file}"))).unwrap())
    };
    let turned = |text: &str| {
        let (head, entries) = text.split_once("  - municipality").unwrap();
        let entries: Vec<&str> = entries.split("  - municipality").collect();
        format!("{head}{}", entries.iter().rev().map(|entry| format!("  - municipality{entry}")).collect::<String>())
    };
    assert_eq!(made(&|text| text.to_owned()), made(&turned), "the order of the answers shows");
}

#[test]
fn a_second_edition_that_would_tell_who_joined_is_hidden() {
    let place = place(SMALL);
    let mapping = "content/mappings/fjell-2026";
    // One more takes part in the north, and says yes to the first theme.
    let path = format!("{mapping}/mapping.yaml");
    let text = std::fs::read_to_string(place.path(&path)).unwrap();
    place.write(&path, text.replace("municipalities: [\"Isvåglia\"", "municipalities: [\"Sivbuktlia\", \"Isvåglia\""));
    let path = format!("{mapping}/observations.yaml");
    let text = std::fs::read_to_string(place.path(&path)).unwrap();
    let more = "  - municipality: \"Sivbuktlia\"\n    answers:\n      - {theme: folk, raised: \"yes\"}\n";
    place.write(&path, text + more);
    let ran = place.run(&["release", "fjell-2026", "--yes"]);
    assert_eq!(ran.code, 0, "{}", ran.printed());
    let release = std::fs::read_to_string(place.path(&format!("{mapping}/release.yaml"))).unwrap();
    // The south is as it was; the north and all would give the newcomer away.
    assert!(release.contains("theme: \"folk\"\n    answer: \"yes\"\n    all: \":\"\n    by: [[\":\", 5]]\n"), "{release}");
    place.build();
}

#[test]
fn numbers_of_a_group_that_lost_members_are_not_shown_again() {
    let place = place(SMALL);
    let path = "content/mappings/fjell-2026/observations.yaml";
    let text = std::fs::read_to_string(place.path(path)).unwrap();
    let (head, entries) = text.split_once("  - municipality").unwrap();
    let rest = entries.split_once("  - municipality").unwrap().1;
    place.write(path, format!("{head}  - municipality{rest}"));
    let ran = place.run(&["release", "fjell-2026", "--yes"]);
    assert_eq!(ran.code, 0, "{}", ran.printed());
    let release = std::fs::read_to_string(place.path("content/mappings/fjell-2026/release.yaml")).unwrap();
    assert!(release.contains("theme: \"folk\"\n    answer: \"yes\"\n    all: \":\"\n    by: [[\":\", 5]]\n"), "{release}");
}

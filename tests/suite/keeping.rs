//! A report that has not changed is not set again, and what was kept of it can do no harm.

use std::fs;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use crate::place::{Place, Tree, assert_same, copy, project, tree};

const CHAPTER: &str = "content/reports/ost-2025/01-innledning.md";

/// Makes a place with a report.
fn report() -> Place {
    let place = Place::new();
    let cases = project().join("tests/cases");
    for folder in [cases.join("base"), cases.join("build/mapping-and-report")] {
        copy(&folder.join("content"), &place.path("content"));
        copy(&folder.join("themes"), &place.path("themes"));
    }
    place
}

/// Returns the files that are kept.
fn kept(place: &Place) -> Vec<PathBuf> {
    let entries = fs::read_dir(place.path("output/.utsyn/pdf")).into_iter().flatten();
    entries.map(|entry| entry.unwrap().path()).collect()
}

fn pdf(site: &Tree) -> &[u8] {
    let mut pdfs = site.iter().filter(|(path, _)| path.ends_with(".pdf"));
    let (_, pdf) = pdfs.next().unwrap();
    assert!(pdfs.next().is_none(), "one report");
    pdf
}

fn change(place: &Place, from: &str, to: &str) {
    let text = fs::read_to_string(place.path(CHAPTER)).unwrap();
    assert!(text.contains(from));
    place.write(CHAPTER, text.replace(from, to));
}

/// Puts `bytes` in the place of what is kept, as whole as if they had been kept.
fn forge(file: &PathBuf, bytes: &[u8]) {
    let name = file.file_name().unwrap().to_str().unwrap();
    let sum = Sha256::new().chain_update(name).chain_update(bytes).finalize();
    let sum: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
    fs::write(file, [sum.as_bytes(), bytes].concat()).unwrap();
}

#[test]
fn the_second_build_is_the_first_to_the_byte_and_a_changed_word_is_set() {
    let place = report();
    place.build();
    let first = place.site();
    let [file] = &kept(&place)[..] else { panic!("one report is kept") };
    assert!(fs::read(file).unwrap().ends_with(pdf(&first)));
    place.build();
    assert_same(&place.site(), &first, "the second build");

    change(&place, "Vi ville vite mer", "Vi ville vite mye mer");
    place.build();
    let second = place.site();
    assert_ne!(pdf(&second), pdf(&first));
    let [other] = &kept(&place)[..] else { panic!("only the present report is kept") };
    assert_ne!(file, other);
    fs::remove_dir_all(place.path("output")).unwrap();
    place.build();
    assert_same(&place.site(), &second, "a fresh folder");

    change(&place, "Vi ville vite mye mer", "Vi ville vite mer");
    place.build();
    assert_same(&place.site(), &first, "the word as it was");
    fs::remove_dir_all(place.path("content/reports")).unwrap();
    place.build();
    assert!(kept(&place).is_empty(), "the report is gone");
}

#[test]
fn what_was_damaged_is_set_again() {
    let place = report();
    place.build();
    let site = place.site();
    let [file] = &kept(&place)[..] else { panic!("one report is kept") };
    let whole = fs::read(file).unwrap();
    let mut other = whole.clone();
    other[whole.len() / 2] ^= 1;
    for harmed in [other, whole[..whole.len() - 1].to_vec(), whole[..10].to_vec(), Vec::new()] {
        fs::write(file, harmed).unwrap();
        place.build();
        assert_same(&place.site(), &site, "after harm");
        assert!(fs::read(file).unwrap() == whole, "kept anew");
    }
}

/// Whoever can write to the output folder could exchange what is kept: the last gate reads it as it reads all else.
#[test]
fn what_is_kept_is_used_and_passes_the_last_gate_like_any_file() {
    let place = report();
    place.build();
    let site = place.site();
    let [file] = &kept(&place)[..] else { panic!("one report is kept") };
    forge(file, b"%PDF-1.7\nnothing that can be read");
    let ran = place.run(&["build"]);
    assert_eq!(ran.code, 1, "{}", ran.printed());
    assert!(ran.err.contains("ost-2025.pdf"), "{}", ran.err);
    assert_same(&place.site(), &site, "the old site stays");
    // A check reads no folder of a build.
    assert_eq!(place.run(&["check"]).code, 0);
}

#[test]
fn drafts_and_sites_that_are_refused_keep_nothing() {
    let place = report();
    assert_eq!(place.run(&["build", "--drafts"]).code, 0);
    assert!(place.path("output/drafts/index.html").exists() && kept(&place).is_empty());
    place.write(CHAPTER, "---\ntitle: \"Innledning\"\n---\n\nSe [[centre:borte]].\n");
    assert_ne!(place.run(&["build"]).code, 0);
    assert!(kept(&place).is_empty());
}

#[test]
fn what_cannot_be_kept_stops_nothing() {
    let place = report();
    place.write("output/.utsyn/pdf", "a file where the folder should be");
    place.build();
    let before = tree(&place.path("output/.utsyn"));
    place.build();
    assert_eq!(before.get("pdf").map(Vec::as_slice), Some(&b"a file where the folder should be"[..]));
}

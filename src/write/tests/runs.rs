//! Runs on a healthy disk.

use std::fs;
use std::path::Path;

use crate::problem::{Fault, FaultKind, Tongue};
use crate::verify::RenderedFile;
use crate::write::disk::RealDisk;
use crate::write::{Target, Written, lock, write_files};

use super::{Scratch, assert_tidy, content, content_of, site};

fn run(output: &Path, files: &[RenderedFile]) -> Result<Written, Fault> {
    write_files(&RealDisk, files, output, Target::Public)
}

fn refusal(output: &Path) -> String {
    // The lock tells who held it last, and when.
    let without_lock = || {
        let mut content = content(output);
        content.remove(".utsyn/lock");
        content
    };
    let before = without_lock();
    let fault = run(output, &site(&[("index.html", "new")])).unwrap_err();
    assert_eq!(fault.kind, FaultKind::Usage);
    assert_eq!(without_lock(), before, "nothing is changed by a refusal");
    fault.lines(Tongue::English).replace(&output.display().to_string(), "…")
}

#[test]
fn a_site_is_written_where_there_was_none() {
    let scratch = Scratch::new();
    let output = scratch.path().join("deep/output");
    let files =
        site(&[("index.html", "home"), ("sentre/oslo/index.html", "oslo"), ("sentre/index.html", ""), ("stil.css", "a{}")]);
    let written = run(&output, &files).unwrap();
    assert_eq!((written.files, written.written, written.unchanged, written.removed.len()), (4, 4, 0, 0));
    assert_eq!(content(&output.join("public")), content_of(&files));
    assert_tidy(&output);
}

#[test]
fn the_next_site_takes_the_place_of_the_old_one_and_what_is_gone_is_told() {
    let scratch = Scratch::new();
    let old = site(&[
        ("a/b/c.html", "c"),
        ("a/same.html", "same"),
        ("gone/index.html", "x"),
        ("changed.html", "1"),
        ("prefix.html", "12"),
    ]);
    run(scratch.path(), &old).unwrap();
    let new =
        site(&[("a/same.html", "same"), ("a/b", "now a file"), ("changed.html", "2"), ("new/x.html", ""), ("prefix.html", "1")]);
    let written = run(scratch.path(), &new).unwrap();
    assert_eq!((written.files, written.written, written.unchanged), (5, 4, 1));
    assert_eq!(written.removed, ["a/b/c.html", "gone/index.html"]);
    assert!(written.unfinished.is_none());
    assert_eq!(content(&scratch.path().join("public")), content_of(&new));
    assert_tidy(scratch.path());
}

#[test]
fn an_empty_site_follows_a_full_one_and_the_other_way_round() {
    let scratch = Scratch::new();
    for files in [site(&[("a/b.html", "b")]), site(&[]), site(&[("a/b.html", "b")])] {
        run(scratch.path(), &files).unwrap();
        assert_eq!(content(&scratch.path().join("public")), content_of(&files));
        assert_tidy(scratch.path());
    }
}

#[test]
fn a_file_longer_than_a_block_is_compared_to_its_end() {
    let scratch = Scratch::new();
    let long = "å".repeat(50_000);
    run(scratch.path(), &site(&[("long.txt", &long)])).unwrap();
    assert_eq!(run(scratch.path(), &site(&[("long.txt", &long)])).unwrap().unchanged, 1);
    let other = format!("{}e", &long[..99_998]);
    assert_eq!(run(scratch.path(), &site(&[("long.txt", &other)])).unwrap().unchanged, 0);
    assert_eq!(run(scratch.path(), &site(&[("long.txt", &format!("{other}e"))])).unwrap().unchanged, 0);
}

#[cfg(unix)]
#[test]
fn what_has_not_changed_is_the_same_file_as_before() {
    use std::os::unix::fs::MetadataExt;
    let scratch = Scratch::new();
    let number = |path: &str| fs::metadata(scratch.path().join("public").join(path)).unwrap().ino();
    run(scratch.path(), &site(&[("same.html", "same"), ("other.html", "1")])).unwrap();
    let (folder, same, other) = (number("."), number("same.html"), number("other.html"));

    run(scratch.path(), &site(&[("same.html", "same"), ("other.html", "1")])).unwrap();
    assert_eq!((number("."), number("same.html"), number("other.html")), (folder, same, other), "nothing changed");

    run(scratch.path(), &site(&[("same.html", "same"), ("other.html", "2")])).unwrap();
    assert_eq!(number("same.html"), same);
    assert_ne!(number("other.html"), other);
    assert_eq!(fs::metadata(scratch.path().join("public/same.html")).unwrap().nlink(), 1);
}

#[test]
fn drafts_and_the_public_site_do_not_disturb_each_other() {
    let scratch = Scratch::new();
    let (public, drafts) = (site(&[("index.html", "public")]), site(&[("index.html", "drafts"), ("draft.html", "")]));
    write_files(&RealDisk, &public, scratch.path(), Target::Public).unwrap();
    write_files(&RealDisk, &drafts, scratch.path(), Target::Drafts).unwrap();
    write_files(&RealDisk, &public, scratch.path(), Target::Public).unwrap();
    assert_eq!(content(&scratch.path().join("public")), content_of(&public));
    assert_eq!(content(&scratch.path().join("drafts")), content_of(&drafts));
}

#[test]
fn a_folder_that_utsyn_did_not_fill_is_refused() {
    let scratch = Scratch::new();
    fs::create_dir_all(scratch.path().join("public/b")).unwrap();
    fs::write(scratch.path().join("public/a.txt"), "mine").unwrap();
    fs::write(scratch.path().join("public/b/index.html"), "mine").unwrap();
    let said = refusal(scratch.path());
    assert!(said.starts_with("error: `…/public` holds 2 files that utsyn did not write: `a.txt`, `b/index.html`\n"), "{said}");
}

#[test]
fn an_empty_folder_and_what_systems_strew_are_no_hindrance() {
    let scratch = Scratch::new();
    fs::create_dir_all(scratch.path().join("public/empty")).unwrap();
    run(scratch.path(), &site(&[("a/index.html", "1")])).unwrap();
    fs::write(scratch.path().join("public/a/.DS_Store"), "strewn").unwrap();
    let written = run(scratch.path(), &site(&[("a/index.html", "2")])).unwrap();
    assert_eq!(written.removed, Vec::<String>::new());
    assert_eq!(content(&scratch.path().join("public")), content_of(&site(&[("a/index.html", "2")])));
    assert_tidy(scratch.path());
}

#[test]
fn a_file_that_somebody_put_into_the_site_is_named_and_kept() {
    let scratch = Scratch::new();
    run(scratch.path(), &site(&[("index.html", "old")])).unwrap();
    fs::write(scratch.path().join("public/notes.txt"), "mine").unwrap();
    let said = refusal(scratch.path());
    assert!(said.starts_with("error: `…/public` holds a file that utsyn did not write: `notes.txt`\n"), "{said}");
    fs::remove_file(scratch.path().join("public/notes.txt")).unwrap();
    run(scratch.path(), &site(&[("index.html", "new")])).unwrap();
}

#[test]
fn what_is_gone_is_no_longer_ours() {
    let scratch = Scratch::new();
    run(scratch.path(), &site(&[("index.html", "old"), ("gone.html", "")])).unwrap();
    run(scratch.path(), &site(&[("index.html", "old")])).unwrap();
    fs::write(scratch.path().join("public/gone.html"), "mine").unwrap();
    assert!(refusal(scratch.path()).contains("a file that utsyn did not write: `gone.html`"));
}

#[test]
fn a_changed_or_missing_file_of_ours_is_made_good() {
    let scratch = Scratch::new();
    let files = site(&[("a.html", "a"), ("b.html", "b"), ("c.html", "c")]);
    run(scratch.path(), &files).unwrap();
    fs::write(scratch.path().join("public/a.html"), "changed by hand").unwrap();
    fs::remove_file(scratch.path().join("public/b.html")).unwrap();
    assert_eq!(run(scratch.path(), &files).unwrap().written, 2);
    assert_eq!(content(&scratch.path().join("public")), content_of(&files));
}

#[cfg(unix)]
#[test]
fn links_are_neither_followed_nor_replaced() {
    use std::os::unix::fs::symlink;
    for link in ["public", "public/index.html", "public/folder", ".utsyn"] {
        let scratch = Scratch::new();
        let (output, elsewhere) = (scratch.path().join("output"), scratch.path().join("elsewhere"));
        if link != ".utsyn" {
            run(&output, &site(&[("index.html", "old")])).unwrap();
        }
        fs::create_dir_all(&elsewhere).unwrap();
        fs::write(elsewhere.join("index.html"), "precious").unwrap();
        let link = output.join(link);
        match link.symlink_metadata() {
            Ok(found) if found.is_dir() => fs::remove_dir_all(&link).unwrap(),
            Ok(_) => fs::remove_file(&link).unwrap(),
            Err(_) => fs::create_dir_all(link.parent().unwrap()).unwrap(),
        }
        symlink(&elsewhere, &link).unwrap();
        refusal(&output);
        assert_eq!(fs::read_to_string(elsewhere.join("index.html")).unwrap(), "precious");
    }
}

#[cfg(unix)]
#[test]
fn leftovers_are_cleared_away_without_following_links() {
    use std::os::unix::fs::symlink;
    let scratch = Scratch::new();
    let (output, precious) = (scratch.path().join("output"), scratch.path().join("precious"));
    fs::create_dir_all(&precious).unwrap();
    fs::write(precious.join("kept.txt"), "kept").unwrap();
    fs::create_dir_all(output.join(".utsyn/public.new/a/b")).unwrap();
    fs::write(output.join(".utsyn/public.new/a/b/half.html"), "ha").unwrap();
    symlink(&precious, output.join(".utsyn/public.new/a/link")).unwrap();
    symlink(&precious, output.join(".utsyn/public.old")).unwrap();
    fs::create_dir_all(output.join("public")).unwrap();
    fs::write(output.join(".utsyn/public.list.new"), "half a li").unwrap();
    run(&output, &site(&[("index.html", "new")])).unwrap();
    assert_tidy(&output);
    assert_eq!(content(&precious).len(), 1);
}

#[test]
fn a_second_build_is_turned_away_and_changes_nothing() {
    let scratch = Scratch::new();
    run(scratch.path(), &site(&[("index.html", "old")])).unwrap();
    let held = lock::lock(scratch.path(), &scratch.path().join(".utsyn/lock")).unwrap();
    let fault = run(scratch.path(), &site(&[("index.html", "new")])).unwrap_err();
    assert_eq!(fault.kind, FaultKind::Machine);
    assert_eq!(content(&scratch.path().join("public")), content_of(&site(&[("index.html", "old")])));
    drop(held);
    run(scratch.path(), &site(&[("index.html", "new")])).unwrap();
}

#[test]
fn a_file_in_the_way_of_the_site_is_refused() {
    let scratch = Scratch::new();
    fs::write(scratch.path().join("public"), "a file").unwrap();
    assert!(refusal(scratch.path()).starts_with("error: `…/public` is not a plain folder"));
}

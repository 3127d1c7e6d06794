//! The same content gives the same bytes: anywhere, under any settings of the machine, over any old site.

use std::process::Command;

use crate::place::{DAY, Place, Ran, Tree, assert_same, project, tree, with_real_content};

/// Builds the real content under the settings of another machine.
fn built(place: &Place, settings: &[(&str, &str)], mask: &str) -> (Tree, Ran) {
    // `umask` is the shell's; the program takes its place.
    let line = format!("umask {mask}; exec \"$0\" \"$@\"");
    let mut program = Command::new("/bin/sh");
    program.args(["-c", &line, env!("CARGO_BIN_EXE_utsyn"), "build", "--date", DAY, "--lang", "nb"]);
    let ran = Ran::of(program.current_dir(place.path("")).env_clear().envs(settings.iter().copied()).output().unwrap());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{settings:?}");
    (place.site(), ran)
}

#[test]
fn the_same_content_gives_the_same_bytes_on_every_machine() {
    const SETTINGS: [(&[(&str, &str)], &str); 4] = [
        (&[], "022"),
        (&[("LC_ALL", "C"), ("TZ", "Pacific/Kiritimati"), ("RAYON_NUM_THREADS", "1"), ("HOME", "/nowhere")], "077"),
        (&[("LC_ALL", "tr_TR.UTF-8"), ("TZ", "America/Adak"), ("RAYON_NUM_THREADS", "2"), ("COLUMNS", "40")], "000"),
        (&[("LC_ALL", "en_US.UTF-8"), ("TZ", "Asia/Kathmandu"), ("RAYON_NUM_THREADS", "7"), ("SOURCE_DATE_EPOCH", "1")], "027"),
    ];
    let first = with_real_content();
    let (site, ran) = built(&first, SETTINGS[0].0, SETTINGS[0].1);
    for (settings, mask) in &SETTINGS[1..] {
        let place = with_real_content();
        let (other, said) = built(&place, settings, mask);
        assert_same(&site, &other, &format!("{settings:?}"));
        assert_eq!(ran, said, "{settings:?}");
    }
}

#[test]
fn a_second_build_changes_nothing() {
    let place = with_real_content();
    let (first, _) = built(&place, &[], "022");
    let before = beside(&place);
    let (second, ran) = built(&place, &[("RAYON_NUM_THREADS", "3")], "022");
    assert_same(&first, &second, "the second build");
    assert_same(&before, &beside(&place), "what lies beside the site");
    let same = format!("Nye eller endrede filer: 0. Uendrede: {}.", parted(first.len()));
    assert_eq!(ran.out.lines().nth(1), Some(same.as_str()));
}

/// Returns the site and what the program keeps beside it, but for the lock, which says who held it last.
fn beside(place: &Place) -> Tree {
    let mut files = tree(&place.path("output"));
    files.remove(".utsyn/lock");
    files
}

#[test]
fn a_build_over_another_site_gives_the_same_bytes() {
    let place = with_real_content();
    let (site, _) = built(&place, &[], "022");
    let other = Place::with(&[("content/site.yaml", "title: \"Et annet\"\nbase_url: \"https://annet.example/\"\n")]);
    other.build();
    std::fs::remove_dir_all(other.path("content")).unwrap();
    crate::place::copy(&project().join("content"), &other.path("content"));
    let (over, _) = built(&other, &[], "022");
    assert_same(&site, &over, "built over another site");
}

#[test]
fn neither_the_order_nor_the_age_of_files_on_disk_is_seen() {
    let place = with_real_content();
    let (site, _) = built(&place, &[], "022");
    let backwards = Place::new();
    for (path, bytes) in tree(&project().join("content")).iter().rev() {
        backwards.write(&format!("content/{path}"), bytes);
    }
    let (other, _) = built(&backwards, &[], "022");
    assert_same(&site, &other, "written in another order, at another time");
}

#[test]
fn the_folder_from_which_a_build_is_run_is_not_seen() {
    let place = with_real_content();
    let (site, _) = built(&place, &[], "022");
    let [content, output] = ["content", "annet/ut"].map(|folder| place.path(folder).to_str().unwrap().to_owned());
    let mut program = place.program(&["build", "--content", &content, "--output", &output]);
    let ran = Ran::of(program.current_dir("/").output().unwrap());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_same(&site, &tree(&place.path("annet/ut/public")), "built from another folder");
}

#[test]
fn problems_are_told_in_one_order_however_many_look_for_them() {
    let place = with_real_content();
    for (path, bytes) in tree(&place.path("content")) {
        if path.ends_with(".md") {
            let text = String::from_utf8(bytes).unwrap();
            place.write(&format!("content/{path}"), text + "\n[[centre:borte]] [@borte] [Se](borte.md) <b>så</b>\n");
        }
    }
    let told =
        |threads: &str, arguments: &[&str]| Ran::of(place.program(arguments).env("RAYON_NUM_THREADS", threads).output().unwrap());
    for arguments in [&["check"][..], &["check", "--json"]] {
        let first = told("1", arguments);
        assert_eq!(first.code, 1);
        for threads in ["2", "7"] {
            assert_eq!(told(threads, arguments), first, "{threads} threads");
        }
    }
}

/// Writes a number as the program does.
fn parted(number: usize) -> String {
    match (number / 1000, number % 1000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{thousands}\u{A0}{rest:03}"),
    }
}

//! The guard: what may not enter a repository is stopped before it does, and found where it has.

use crate::commands::{NOTES, OBSERVATIONS, Session, play};

const PATH: &str = "content/mappings/a2024/observations.yaml";

/// A project in a repository, with one commit in it.
fn repository(session: &Session) {
    session.init();
    session.commit("den første");
}

/// Makes a key that is none of ours; its text stands nowhere in this repository.
fn secret_key() -> String {
    format!("AGE-SECRET-KEY-1{}", "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L".repeat(2))
}

#[test]
fn what_is_staged_is_judged_as_it_is_staged() {
    play("guard-staged", |session| {
        session.run("guard");
        session.init();
        session.run("guard");
        session.write(PATH, OBSERVATIONS);
        session.run("guard");
        // There is no commit yet.
        session.git(&["add", "--all"]);
        session.run("guard");
        // The work tree is another matter.
        session.write(PATH, "synthetic: true\nobservations: []\n");
        session.run("guard --staged");
        session.git(&["add", "--all"]);
        session.write(PATH, OBSERVATIONS);
        session.run("guard --staged");
        session.commit("alt");
        session.write("kopi av svar.txt", OBSERVATIONS);
        session.write("content/mappings/b/NOTES.yml", NOTES);
        session.write("content/mappings/a2024/observations.yaml.age", NOTES);
        session.write("content/mappings/a2024/findings/natt.md", "---\ntitle: \"Natt\"\n---\n\nRing 61 23 45 67.\n");
        session.write("æøå/nøkkel\twith tab.bin", format!("\0\0\n{}", secret_key()));
        session.git(&["add", "--all"]);
        session.run("guard");
        session.git(&["reset", "--quiet", "--hard"]);
        // What is deleted is no longer there to object to.
        session.git(&["rm", "--quiet", PATH]);
        session.run("guard");
    });
}

#[test]
fn what_is_tracked_and_what_ever_was_is_named() {
    play("guard-history", |session| {
        session.run("guard --all --history");
        session.init();
        session.run("guard --history");
        session.run("guard --all");
        session.commit("uten noe");
        session.write(PATH, OBSERVATIONS);
        session.commit("med");
        session.write(PATH, OBSERVATIONS.replace("Granvåg", "Kvelmundal"));
        session.write("nøkkel.txt", secret_key());
        session.commit("endret");
        session.run("guard --all");
        session.remove(PATH);
        session.remove("nøkkel.txt");
        session.commit("slettet");
        session.run("guard --all");
        session.run("guard --history");
    });
}

/// Also on another branch, in a merge, and in a stash.
#[test]
fn no_corner_of_the_history_is_left_out() {
    for corner in ["branch", "merge", "stash", "tag"] {
        let mut session = Session::new("prosjekt", "nb");
        repository(&session);
        match corner {
            "stash" => {
                session.write(PATH, OBSERVATIONS);
                session.git(&["stash", "--include-untracked", "--quiet"]);
            }
            "merge" => {
                session.git(&["switch", "--quiet", "--create", "annen"]);
                session.write("a.txt", "a");
                session.commit("annen");
                session.git(&["switch", "--quiet", "main"]);
                session.write("b.txt", "b");
                session.commit("egen");
                session.git(&["merge", "--quiet", "--no-commit", "annen"]);
                session.write(PATH, OBSERVATIONS);
                session.commit("flettet");
                session.remove(PATH);
                session.commit("slettet");
            }
            _ => {
                session.git(&["switch", "--quiet", "--create", "annen"]);
                session.write(PATH, OBSERVATIONS);
                session.commit("annen");
                session.git(&["switch", "--quiet", "main"]);
                if corner == "tag" {
                    session.git(&["tag", "gammel", "annen"]);
                    session.git(&["branch", "--quiet", "-D", "annen"]);
                }
            }
        }
        assert_eq!(session.run("guard --all"), 0, "{corner}: {}", session.said());
        assert_eq!(session.run("guard --history"), 1, "{corner}: {}", session.said());
        assert!(session.said().contains(PATH), "{corner}");
    }
}

#[test]
fn half_a_history_is_not_said_to_be_clean() {
    let mut session = Session::new("prosjekt", "en");
    repository(&session);
    session.write("a.txt", "a");
    session.commit("en til");
    let url = format!("file://{}", session.path("").canonicalize().unwrap().display());
    session.git(&["clone", "--quiet", "--depth=1", &url, "../grunn"]);
    let home = session.path("../grunn");
    session.environment.push(("GIT_DIR".to_owned(), home.join(".git").to_str().unwrap().to_owned()));
    assert_eq!(session.run("guard --history"), 3);
    assert!(session.said().contains("git fetch --unshallow"), "{}", session.said());
}

/// Links, submodules, a path that is no UTF-8, settings that change what git prints, and being below the top.
#[test]
fn odd_repositories_are_read_right() {
    let mut session = Session::new("prosjekt", "nb");
    repository(&session);
    for setting in [
        ["diff.relative", "true"],
        ["diff.renames", "copies"],
        ["core.quotePath", "true"],
        ["color.ui", "always"],
        ["log.showSignature", "true"],
    ] {
        session.git(&[&["config"], &setting[..]].concat());
    }
    let blob = session.git(&["rev-parse", "HEAD:content/site.yaml"]);
    let commit = session.git(&["rev-parse", "HEAD"]);
    session.git(&["update-index", "--add", "--cacheinfo", &format!("120000,{},lenke/mappings/a/notes.yaml", blob.trim())]);
    session.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{},undermodul", commit.trim())]);
    assert_eq!(session.run("guard"), 0, "{}", session.said());
    session.write("under/x", "");
    session.write(PATH, OBSERVATIONS);
    session.git(&["add", "content"]);
    let top = session.path("");
    let below = std::process::Command::new(env!("CARGO_BIN_EXE_utsyn"))
        .args(["guard"])
        .current_dir(top.join("under"))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .unwrap();
    assert_eq!(below.status.code(), Some(1), "{}", String::from_utf8_lossy(&below.stderr));
    session.git(&["commit", "--quiet", "--message", "alt"]);
    for range in ["--all", "--history"] {
        assert_eq!(session.run(&format!("guard {range}")), 1, "{}", session.said());
    }
}

#[cfg(unix)]
#[test]
fn a_path_that_is_no_text_is_read_all_the_same() {
    use std::os::unix::ffi::OsStrExt;
    let mut session = Session::new("prosjekt", "nb");
    session.init();
    let name = std::ffi::OsStr::from_bytes(b"\xE6\n :x.txt");
    if std::fs::write(session.path("").join(name), OBSERVATIONS).is_err() {
        return;
    }
    session.git(&["add", "--all"]);
    assert_eq!(session.run("guard"), 1, "{}", session.said());
    session.git(&["commit", "--quiet", "--message", "alt"]);
    assert_eq!(session.run("guard --history"), 1, "{}", session.said());
    assert_eq!(session.run("guard --all"), 1, "{}", session.said());
}

#[test]
fn a_hook_is_written_but_never_over_another() {
    play("guard-install", |session| {
        session.run("guard --install");
        session.init();
        session.run("guard --install");
        session.run("guard --install");
        session.write(".git/hooks/pre-commit", "#!/bin/sh\nexit 0\n");
        session.run("guard --install");
        assert_eq!(session.read(".git/hooks/pre-commit"), b"#!/bin/sh\nexit 0\n");
        session.git(&["config", "core.hooksPath", "../felles kroker"]);
        session.run("guard --install");
        session.git(&["config", "core.hooksPath", "kroker"]);
        session.run("guard --install");
        assert!(session.has("kroker/pre-commit"));
    });
}

/// A commit runs the hook, in a folder with spaces and letters of our own, also for a part of what is changed.
#[test]
fn a_commit_is_stopped_by_the_hook_and_nothing_else_is() {
    let mut session = Session::new("Ørjan Å/mitt prosjekt", "nb");
    session.init();
    assert_eq!(session.run("guard --install"), 0, "{}", session.said());
    let commit =
        |session: &mut Session, more: &[&str]| session.git_said(&[&["commit", "--quiet", "--message", "en"], more].concat());
    session.git(&["add", "--all"]);
    assert_eq!(commit(&mut session, &[]), 0, "{}", session.said());
    session.write(PATH, OBSERVATIONS);
    session.git(&["add", "--all"]);
    assert_eq!(commit(&mut session, &[]), 1, "{}", session.said());
    assert!(session.said().contains("U0750") && session.said().contains("Stanset"), "{}", session.said());
    // A commit of some files has an index of its own.
    session.write("content/site.yaml", "title: \"Et annet sted\"\nbase_url: \"https://prove.example/\"\n");
    assert_eq!(commit(&mut session, &["--only", "content/site.yaml"]), 0, "{}", session.said());
    assert_eq!(commit(&mut session, &["--only", PATH]), 1, "{}", session.said());
    session.git(&["rm", "--quiet", "--cached", PATH]);
    session.write(".gitignore", "**/mappings/*/observations.yaml\n");
    session.git(&["add", "--all"]);
    assert_eq!(commit(&mut session, &[]), 0, "{}", session.said());
    assert_eq!(session.run("guard --history"), 0, "{}", session.said());
    // From a second work tree, where git is found elsewhere.
    session.git(&["worktree", "add", "--quiet", "-b", "annet", "../et annet tre"]);
    session.write("../et annet tre/svar.yaml", OBSERVATIONS);
    session.git(&["-C", "../et annet tre", "add", "svar.yaml"]);
    assert_eq!(session.git_said(&["-C", "../et annet tre", "commit", "--quiet", "--message", "to"]), 1, "{}", session.said());
}

//! Files that fill themselves in: schemas for the editor's own tools, new files, a whole site to begin with, and
//! what a shell and its manual know of the commands.

use std::process::Command;

use crate::commands::{Session, play};
use crate::place::{Place, Ran, tree};

const SETTINGS: &str = "{\r\n  // Stor skrift\r\n  \"editor.fontSize\": 18,\r\n}\r\n";

#[test]
fn schemas_are_installed_among_the_settings_that_are_there() {
    play("schema-install", |session: &mut Session| {
        session.write(".vscode/settings.json", SETTINGS);
        session.run("schema --install");
        assert!(!session.has(".vscode/utsyn"));
        session.run("schema --install . --yes");
        let settings = String::from_utf8(session.read(".vscode/settings.json")).unwrap();
        assert!(settings.contains("// Stor skrift\r\n  \"editor.fontSize\": 18,\r\n}\r\n"), "{settings}");
        assert!(settings.contains("./.vscode/utsyn/mapping.schema.json") && !settings.replace("\r\n", "").contains('\n'));
        session.run("schema --install --yes");
        assert_eq!(String::from_utf8(session.read(".vscode/settings.json")).unwrap(), settings);
        session.write(".vscode/settings.json", "{\"editor.fontSize\": }");
        session.run("schema --install --yes");
        assert_eq!(session.read(".vscode/settings.json"), b"{\"editor.fontSize\": }");
        session.run("schema --install borte --yes");
    });
}

#[test]
fn a_site_is_made_where_nothing_was_and_is_right_as_it_stands() {
    play("init", |session: &mut Session| {
        session.run("init nytt");
        assert!(!session.has("nytt"));
        session.run("init nytt --yes");
        session.run("check --strict --date 2026-11-21 --content nytt/content");
        session.run("release eksempel-2026 --check --content nytt/content");
        session.run("init nytt --yes");
        session.write("fil.txt", "A");
        session.run("init fil.txt --yes");
    });
}

#[test]
fn a_site_is_made_in_a_repository_and_in_a_folder_of_any_name() {
    let place = Place::new();
    let folder = "Ørjan Å/mitt prosjekt";
    place.write(&format!("{folder}/.git/HEAD"), "ref: refs/heads/main\n");
    let made = place.bare(&["init", folder, "--yes"]);
    assert_eq!(made.code, 0, "{}", made.err);
    assert!(made.out.contains("cd \"Ørjan Å/mitt prosjekt\"\n"), "{}", made.out);
    let mut build = place.program(&["build", "--strict"]);
    let built = Ran::of(build.current_dir(place.path(folder)).output().unwrap());
    assert_eq!(built.code, 0, "{}", built.err);
    // The program alone is enough: neither themes nor anything else lie beside the content.
    assert!(place.path(folder).join("output/public/index.html").exists() && !place.path(folder).join("themes").exists());
}

#[test]
fn every_kind_of_file_is_made_in_its_place_and_nothing_is_wrong_with_it() {
    play("new", |session: &mut Session| {
        session.run("init nytt --yes");
        let content = "--content nytt/content --date 2026-11-21";
        for what in ["senter USHT-Ny", "satsing Ro", "nyhet Møte", "aktivitet Kurs", "side Historie --folder om-oss"] {
            session.run(&format!("new {what} {content} --yes"));
        }
        session.run(&format!("new kartlegging Oppfølging {content} --centre eksempel --yes"));
        session.run(&format!("new report Oppfølging {content} --centre eksempel --mapping oppfolging --yes"));
        session.run(&format!("new funn Søvn {content} --mapping oppfolging --yes"));
        session.run(&format!("new chapter Søvn {content} --report eksempel-2026 --yes"));
        session.run(&format!("new kommune Multemyra {content} --number 9713 --yes"));
        session.run(&format!("check --strict {content}"));
    });
}

#[test]
fn what_cannot_be_made_is_said_and_nothing_is_written() {
    play("new-refused", |session: &mut Session| {
        session.run("init nytt --yes");
        let before = tree(&session.path("nytt"));
        let content = "--content nytt/content --date 2026-11-21";
        let refused = [
            "nyhett Møte --yes",
            "nettside Møte --yes",
            "nyhet Møte",
            "nyhet ¿? --yes",
            "side Om --yes",
            "side Møte --folder registry --yes",
            "side Møte --id Møte --yes",
            "funn Søvn --mapping eksempel-2062 --yes",
            "funn Søvn --theme nat --yes",
            "nyhet Møte --theme natt --yes",
            "nyhet Møte --number 9713 --yes",
            "kommune Multemyra --yes",
            "kommune Multemyra --number 0101 --yes",
            "kommune Multemyra --number 9701 --yes",
            "kommune Tjernlia --number 9713 --yes",
        ];
        for what in refused {
            assert_eq!(session.run(&format!("new {what} {content}")), 3, "{what}");
        }
        session.run(&format!("new nyhet Møte {content} --print"));
        assert!(tree(&session.path("nytt")) == before);
        session.run("new nyhet Møte --content borte --yes");
    });
}

#[test]
fn a_shell_completes_commands_options_and_words() {
    let place = Place::new();
    place.write("utsyn.bash", place.bare(&["completions", "bash"]).out);
    let completed = |words: &str, current: usize| {
        let script = format!(
            "source ./utsyn.bash; COMP_WORDS=({words}); COMP_CWORD={current}; \
             _utsyn utsyn \"${{COMP_WORDS[{current}]}}\" \"${{COMP_WORDS[{current}-1]}}\"; echo \"${{COMPREPLY[*]}}\""
        );
        Command::new("bash").args(["--norc", "-c", &script]).current_dir(place.path("")).output()
    };
    // Where there is no bash nobody uses its script.
    if Command::new("bash").arg("--version").output().is_err() {
        return;
    }
    for (words, current, expected) in [
        ("utsyn sch", 1, "schema"),
        ("utsyn new ny", 2, "nyhet"),
        ("utsyn schema obs", 2, "observations"),
        ("utsyn release --sh", 2, "--show-confidential"),
    ] {
        let output = completed(words, current).unwrap();
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!((out.trim(), err.trim()), (expected, ""), "{words}");
    }
    for shell in ["zsh", "fish", "powershell", "elvish"] {
        let ran = place.bare(&["completions", shell]);
        assert!(ran.code == 0 && ran.out.contains("utsyn") && ran.out.contains("schema"), "{shell}");
    }
}

#[test]
fn every_command_has_a_manual_page_without_a_word_of_the_day() {
    let place = Place::new();
    assert_eq!(place.bare(&["man", "--output", "man", "--yes"]).code, 0);
    let pages = tree(&place.path("man"));
    let help = place.bare(&["--help"]).out;
    let is_command = |line: &&str| line.starts_with("  ") && !line.starts_with("   ") && !line.trim().starts_with('-');
    let commands: Vec<&str> = help.lines().filter(is_command).filter_map(|line| line.split_whitespace().next()).collect();
    assert!(commands.len() > 15, "{help}");
    for command in &commands {
        assert!(pages.contains_key(&format!("utsyn-{command}.1")), "{command}");
    }
    assert_eq!(pages.len(), commands.len() + 1);
    for (name, page) in &pages {
        let page = String::from_utf8(page.clone()).unwrap();
        assert!(page.contains("\n.SH NAVN\n") && page.contains("\n.SH BRUK\n") && !page.contains(".SH NAME"), "{name}");
    }
    assert!(pages["utsyn.1"] == place.bare(&["man"]).out.into_bytes());
}

//! Files that fill themselves in: schemas for the editor's own tools, new files, a whole site to begin with.

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

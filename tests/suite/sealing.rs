//! Confidential files that are sealed or kept elsewhere: opened by their keys alone, and the site is the same either way.

use std::collections::BTreeSet;
use std::path::Path;

use crate::commands::{INVENTED, NOTES, OBSERVATIONS, Session, play};
use crate::place::{assert_same, with_real_content};

const MAPPING: &str = "content/mappings/innlandet-oppland-2024";
const SEALED: &str = "content/mappings/a2024/observations.yaml.age";

/// Returns the recipient that a file of a key names.
fn recipient(key: &Path) -> String {
    let text = std::fs::read_to_string(key).unwrap();
    text.lines().find_map(|line| line.strip_prefix("# public key: ")).unwrap().to_owned()
}

/// Makes a key in `…/nøkler/<name>` and puts its recipient on the list.
fn key(session: &Session, name: &str) -> String {
    let path = format!("../nøkler/{name}");
    let made = std::process::Command::new(env!("CARGO_BIN_EXE_utsyn"))
        .args(["keygen", "--output", &path])
        .current_dir(session.path(""))
        .output()
        .unwrap();
    assert!(made.status.success());
    let list = if session.has("content/recipients.txt") { session.read("content/recipients.txt") } else { Vec::new() };
    let list = [list, format!("# {name}\n{}\n", recipient(&session.path(&path))).into_bytes()].concat();
    session.write("content/recipients.txt", list);
    path
}

#[test]
fn a_key_is_made_once_and_never_where_git_sees_it() {
    play("keygen", |session| {
        session.run("keygen");
        session.run("keygen");
        session.init();
        session.run("keygen --output min-nøkkel.txt");
        session.run("keygen --output ../annen/nøkkel.txt");
        assert!(!session.has("min-nøkkel.txt") && session.has("../annen/nøkkel.txt"));
        assert!(session.has("../hjem/.config/utsyn/identity.txt"));
    });
}

#[test]
fn what_is_sealed_comes_out_as_it_was() {
    play("seal-and-unseal", |session| {
        session.confide();
        let key = key(session, "kari");
        session.environment.push(("UTSYN_IDENTITY".to_owned(), key));
        session.run("seal a2024");
        assert!(!session.has("content/mappings/a2024/observations.yaml") && !session.has("content/mappings/a2024/notes.yaml"));
        session.run("check --date 2026-11-21");
        session.run("unseal a2024");
        assert_eq!(session.read("content/mappings/a2024/observations.yaml"), format!("{INVENTED}{OBSERVATIONS}").as_bytes());
        assert_eq!(session.read("content/mappings/a2024/notes.yaml"), format!("{INVENTED}{NOTES}").as_bytes());
        session.run("unseal a2024");
        session.run("check --date 2026-11-21 --quiet");
        session.run("check --date 2026-11-21");
        session.run("seal a2024 --keep");
        session.run("seal a2024");
        session.run("unseal a2024 --output ../ute");
        assert_eq!(session.read("../ute/notes.yaml"), format!("{INVENTED}{NOTES}").as_bytes());
        session.run("unseal a2024 --output -");
    });
}

#[test]
fn any_bytes_come_out_as_they_were() {
    let mut session = Session::new("prosjekt", "nb");
    let key = key(&session, "kari");
    for bytes in [b"".as_slice(), b"\xFF\xFE\0", b"observations: []\r\n\r\n", &[b'a'; 200_000]] {
        session.write("content/mappings/a2024/observations.yaml", bytes);
        assert_eq!(session.run(&format!("seal a2024 --identity {key}")), 0, "{}", session.said());
        assert!(!session.has("content/mappings/a2024/observations.yaml"));
        assert_eq!(session.run(&format!("unseal a2024 --identity {key}")), 0, "{}", session.said());
        assert_eq!(session.read("content/mappings/a2024/observations.yaml"), bytes);
    }
}

#[test]
fn nothing_is_sealed_that_could_not_be_opened_again() {
    play("seal-refused", |session| {
        session.run("seal finnes-ikke");
        session.run("seal ../a2024");
        session.confide();
        session.run("seal a2024");
        for list in ["# ingen\n", "age1enda-ikke-en-nøkkel\n", "\nssh-ed25519 AAAAC3\n", "AGE-SECRET-KEY-1QQQQ\n"] {
            session.write("content/recipients.txt", list);
            session.run("seal a2024");
        }
        session.write("content/recipients.txt", "");
        let kari = key(session, "kari");
        session.run("seal a2024");
        session.run("seal a2024 --keep");
        session.remove("content/recipients.txt");
        let ola = key(session, "ola");
        session.run(&format!("seal a2024 --identity {kari}"));
        session.run(&format!("seal a2024 --identity {ola}"));
        session.run(&format!("seal a2024 --identity {ola}x"));
        assert!(session.has("content/mappings/a2024/observations.yaml"));
        session.remove(SEALED);
        session.run(&format!("seal a2024 --identity {ola}"));
        session.write("content/mappings/a2024/notes.yaml", "notes: []\n");
        session.run(&format!("seal a2024 --identity {ola}"));
        session.remove("content/mappings/a2024/notes.yaml");
        session.run(&format!("seal a2024 --identity {ola}"));
    });
}

#[test]
fn clear_text_is_written_only_where_git_does_not_see_it() {
    play("unseal-refused", |session| {
        session.run("unseal a2024");
        session.confide();
        let key = key(session, "kari");
        session.run(&format!("seal a2024 --identity {key}"));
        session.run("unseal a2024");
        session.init();
        session.run(&format!("unseal a2024 --identity {key}"));
        session.run(&format!("unseal a2024 --identity {key} --output ny/mappe"));
        session.write(".gitignore", "/ny/\n**/mappings/*/observations.yaml\n**/mappings/*/notes.yaml\n");
        session.run(&format!("unseal a2024 --identity {key} --output ny/mappe"));
        session.write("content/mappings/a2024/notes.yaml", "notes: []\n");
        session.run(&format!("unseal a2024 --identity {key}"));
        assert!(!session.has("content/mappings/a2024/observations.yaml"));
        session.git(&["add", "--force", "content/mappings/a2024/notes.yaml"]);
        session.remove("content/mappings/a2024/notes.yaml");
        session.run(&format!("unseal a2024 --identity {key}"));
        session.write(SEALED, &session.read(SEALED)[..60_000]);
        session.run(&format!("unseal a2024 --identity {key}"));
    });
}

#[test]
fn a_build_says_once_what_it_did_not_open() {
    play("build-sealed", |session| {
        session.confide();
        let (kari, ola) = (key(session, "kari"), "../nøkler/ola");
        session.run(&format!("seal a2024 --identity {kari}"));
        session.run("build --date 2026-11-21");
        session.write("content/mappings/b2024/mapping.yaml", crate::commands::MAPPING);
        session.write("content/mappings/b2024/observations.yaml.age", session.read(SEALED));
        session.run("check --date 2026-11-21");
        key(session, "ola");
        session.run(&format!("check --date 2026-11-21 --identity {ola}"));
        session.run("check --date 2026-11-21 --identity ../nøkler/ingen");
        session.run("check --date 2026-11-21 --identity content/recipients.txt");
        let whole = session.read(SEALED);
        session.write("content/mappings/b2024/observations.yaml.age", &whole[..whole.len() - 1]);
        session.run("check --date 2026-11-21 --quiet");
        let mut changed = whole.clone();
        changed[whole.len() - 9] ^= 1;
        session.write("content/mappings/b2024/observations.yaml.age", changed);
        session.run(&format!("check --date 2026-11-21 --quiet --identity {kari}"));
        session.write("content/mappings/b2024/observations.yaml.age", OBSERVATIONS);
        session.run("check --date 2026-11-21 --quiet");
    });
}

#[test]
fn observations_can_lie_in_a_folder_of_their_own() {
    play("observations", |session| {
        session.write("../privat/a2024/observations.yaml", OBSERVATIONS);
        session.write("../privat/a2024/notes.yaml", NOTES);
        session.write("../privat/LES-MEG.md", "Om mappen.\n");
        session.run("build --date 2026-11-21 --observations ../privat");
        session.write("../alene/observations.yaml", OBSERVATIONS.replace("natt", "nett"));
        session.run("check --date 2026-11-21 --observations ../alene");
        session.run("check --date 2026-11-21 --observations ../ingen");
        session.run("build --date 2026-11-21 --observations ../privat --output ../privat/ut");
        session.write("../feil/a2023/observations.yaml", OBSERVATIONS);
        session.run("check --date 2026-11-21 --quiet --observations ../feil");
        session.write("../to/a2024/notes.yaml", NOTES);
        session.write("../to/notes.yaml", NOTES);
        session.run("check --date 2026-11-21 --quiet --observations ../to");
        session.confide();
        session.run("check --date 2026-11-21 --quiet --observations ../privat");
        session.remove("content/mappings/a2024/observations.yaml");
        session.remove("content/mappings/a2024/notes.yaml");
        session.write("content/mappings/b2024/mapping.yaml", crate::commands::MAPPING);
        session.run("check --date 2026-11-21 --quiet --observations ../alene");
    });
}

#[test]
fn the_site_is_the_same_whether_or_not_anything_is_opened() {
    let place = with_real_content();
    place.build();
    let site = place.site();
    assert!(site.len() > 500);
    let key = |name: &str| {
        let ran = place.bare(&["keygen", "--output", name]);
        assert_eq!(ran.code, 0, "{}", ran.err);
    };
    key("nøkkel");
    key("annen");
    let same = |arguments: &[&str], said: &str, what: &str| {
        std::fs::remove_dir_all(place.path("output")).unwrap();
        let ran = place.run(&[&["build"], arguments].concat());
        assert_eq!(ran.code, 0, "{}", ran.printed());
        assert!(ran.printed().contains(said), "{what}: {}", ran.printed());
        assert_same(&site, &place.site(), what);
    };
    place.write("content/recipients.txt", recipient(&place.path("nøkkel")));
    let clear = place.path("privat/innlandet-oppland-2024");
    crate::place::copy(&place.path(MAPPING), &clear);
    let ran = place.bare(&["seal", "innlandet-oppland-2024", "--identity", "nøkkel"]);
    assert_eq!(ran.code, 0, "{}", ran.printed());
    same(&["--identity", "nøkkel"], "23 observasjoner", "opened");
    same(&[], "U0740", "without a key");
    same(&["--identity", "annen"], "U0741", "with another key");
    std::fs::remove_file(place.path(&format!("{MAPPING}/observations.yaml.age"))).unwrap();
    same(&["--observations", "privat"], "23 observasjoner", "kept elsewhere");
    same(&[], "Utelatt", "not there at all");
}

/// What is opened is as closed as what lay there in clear text: it is looked for in the site.
#[test]
fn a_leak_of_what_was_sealed_is_found() {
    let session = Session::new("prosjekt", "nb");
    session.write("content/pages/om.md", "---\ntitle: \"Om\"\n---\n\nVi sover sjelden hele natten her ute, sa de.\n");
    session.confide();
    let key = key(&session, "kari");
    let mut session = session;
    assert_eq!(session.run("check --date 2026-11-21"), 2);
    assert_eq!(session.run(&format!("seal a2024 --identity {key}")), 0);
    assert_eq!(session.run(&format!("check --date 2026-11-21 --identity {key}")), 2);
    assert!(!session.said().contains("sjelden hele"), "{}", session.said());
}

/// A container can be neither linked to nor told apart by its size.
#[test]
fn a_container_is_no_attachment_and_its_size_tells_nothing() {
    let mut session = Session::new("prosjekt", "nb");
    let key = key(&session, "kari");
    session.write("content/pages/om.md", "---\ntitle: \"Om\"\n---\n\n[Filen](../mappings/a2024/observations.yaml.age)\n");
    let mut bodies = BTreeSet::new();
    for length in [10, 5_000, 60_000] {
        session.write("content/mappings/a2024/observations.yaml", format!("# {}\nobservations: []\n", "x".repeat(length)));
        assert_eq!(session.run(&format!("seal a2024 --identity {key}")), 0, "{}", session.said());
        let sealed = session.read(SEALED);
        bodies.insert(sealed.len() - sealed.windows(5).position(|five| five == b"\n--- ").unwrap());
    }
    assert_eq!(bodies.len(), 1);
    for identity in ["", " --identity ../nøkler/kari"] {
        assert_eq!(session.run(&format!("build --date 2026-11-21{identity}")), 1);
    }
    assert!(session.said().contains("U0401"), "{}", session.said());
}

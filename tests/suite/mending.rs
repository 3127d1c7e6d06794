//! `utsyn check --fix`: what is shown, what is changed, and that nothing else is.

use crate::commands::{self, INVENTED};

const PAGE: &str =
    "\u{FEFF}---\r\ntitel: “Å bo på bygda”  \r\ntags:\r\n\t- \"Fall\"\r\n---\r\n\r\nEn tekst med “sitat” og\ttabulator.\r\n";
const PAGE_AFTER: &str =
    "---\r\ntitle: \"Å bo på bygda\"  \r\ntags:\r\n  - \"Fall\"\r\n---\r\n\r\nEn tekst med “sitat” og\ttabulator.\r\n";

/// As an older program saves it: every letter a byte.
fn windows_1252(text: &str) -> Vec<u8> {
    text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect()
}

#[test]
fn what_is_safe_is_shown_and_mended_and_nothing_else_changes() {
    commands::play("check-fix", |session| {
        let secret = format!("{INVENTED}observations:\n\t- municipalty: \"Granvåg\"\n");
        let finding = "---\ntitle: \"Funnet\"\ntheme: natt\nanonymized: true\n---\n\nTekst.\n";
        session.write("content/nyheter/hei å.md", PAGE);
        session.write("content/nyheter/gammel.md", windows_1252("---\ntitle: \"Øvelse\"\n---\n\nPå ny.\n"));
        session.write("content/nyheter/urort.md", "---\ntitle: \"Urørt\"\n---\n\n“Sitat”.\n");
        session.write("content/mappings/a2024/observations.yaml", &secret);
        session.write("content/mappings/a2024/findings/funnet.md", finding);
        // Without a terminal nobody can agree.
        session.run("check --fix --date 2026-11-21");
        assert_eq!(session.read("content/nyheter/hei å.md"), PAGE.as_bytes());
        session.run("check --fix --plain --date 2026-11-21");
        session.run("check --fix --yes --date 2026-11-21");
        assert_eq!(session.read("content/nyheter/hei å.md"), PAGE_AFTER.as_bytes());
        assert_eq!(session.read("content/nyheter/gammel.md"), "---\ntitle: \"Øvelse\"\n---\n\nPå ny.\n".as_bytes());
        assert_eq!(session.read("content/nyheter/urort.md"), "---\ntitle: \"Urørt\"\n---\n\n“Sitat”.\n".as_bytes());
        assert_eq!(session.read("content/mappings/a2024/findings/funnet.md"), finding.as_bytes());
        let mended = format!("{INVENTED}observations:\n  - municipality: \"Granvåg\"\n");
        assert_eq!(session.read("content/mappings/a2024/observations.yaml"), mended.as_bytes());
        session.run("check --fix --yes --date 2026-11-21");
        session.run("check --yes");
        assert!(!session.said().contains("Granvåg"), "what is confidential is not shown");
    });
}

#[test]
fn what_another_program_reads_is_not_mixed_with_what_was_mended() {
    commands::play("check-fix-as-json", |session| {
        session.write("content/nyheter/hei.md", "---\ntitel: \"Hei\"\n---\n\nHei.\n");
        session.run("check --fix --yes --json --date 2026-11-21");
    });
}

#[test]
fn what_a_file_that_cannot_be_read_would_hold_is_not_told_to_be_missing() {
    commands::play("one-cause", |session| {
        session.write("content/centres/ost.md", windows_1252("---\nname: \"USHT Øst\"\n---\n\nSenteret i øst, ×.\n"));
        session.write("content/nyheter/hei.md", "---\ntitle: \"Hei\"\n---\n\nSe [[centre:ost]].\n");
        session.run("check --date 2026-11-21");
    });
}

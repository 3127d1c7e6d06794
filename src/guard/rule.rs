//! What a file must not be, by its path and its bytes.

use std::borrow::Cow;

use super::text;
use crate::problem::{Both, Code, Place, Problem, both};
use crate::seal;

/// Says what is wrong with committing `bytes` as `path`.
pub(super) fn objections(path: &str, bytes: &[u8]) -> Vec<Problem> {
    let lower = path.to_lowercase();
    let mut problems = Vec::new();
    if lower.ends_with(".age") && !seal::is_sealed(bytes) {
        problems.push(not_sealed(path));
    }
    let text = decoded(bytes);
    if let Some(line) = secret_key(&text) {
        problems.push(private_key(path, line));
    }
    if is_confidential(&lower) || (may_be_a_copy(&lower) && says_observations(&text)) {
        if !is_synthetic(&text) {
            problems.push(clear_text(path));
        }
    } else if is_read_for_participants(&lower) {
        let blocked = text::blocked(&text).into_iter();
        problems.extend(blocked.map(|(line, why)| blocked_text(path, line, &why)));
    }
    problems
}

/// Returns the bytes as text; what some Windows programs write in two bytes a letter too.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    let wide = |rest: &[u8], of: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.chunks_exact(2).map(|two| of([two[0], two[1]])).collect();
        Cow::Owned(String::from_utf16_lossy(&units))
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest),
        _ => String::from_utf8_lossy(bytes),
    }
}

/// `mappings/<mapping>/observations.yaml` and its like, wherever `mappings` lies.
fn is_confidential(lower: &str) -> bool {
    let parts: Vec<&str> = lower.rsplit('/').take(3).collect();
    let [name, _, "mappings"] = parts.as_slice() else { return false };
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    matches!(stem, "observations" | "notes") && ending.starts_with('y') && ending.ends_with("ml")
}

/// Names under which people and programs keep copies of YAML files.
fn may_be_a_copy(lower: &str) -> bool {
    let name = lower.rsplit('/').next().unwrap_or(lower);
    let endings = ["yaml", "yml", "txt", "bak", "old", "orig", "tmp", "rej", "save", "new"];
    name.rsplit_once('.').is_none_or(|(_, ending)| ending.ends_with('~') || endings.contains(&ending))
}

/// Tells whether a text has observations in it as `observations.yaml` has them.
fn says_observations(text: &str) -> bool {
    let mut lines = text.lines();
    let key = |line: &str, key: &str| {
        let line = line.trim_start_matches(['{', '[', '-', ' ', ',', '"', '\'']);
        line.strip_prefix(key).is_some_and(|rest| rest.trim_start_matches(['"', '\'']).trim_start().starts_with(':'))
    };
    let begins = lines.any(|line| !line.starts_with([' ', '\t']) && key(line, "observations"));
    begins && (lines.any(|line| key(line, "municipality")) || text.contains("municipality:"))
}

/// Only this very line says that everything in a file is invented.
fn is_synthetic(text: &str) -> bool {
    text.lines().any(|line| line.trim_end() == "synthetic: true")
}

/// Texts that are read for what singles out participants.
fn is_read_for_participants(lower: &str) -> bool {
    let in_folder = |folder: &str| lower.starts_with(&format!("{folder}/")) || lower.contains(&format!("/{folder}/"));
    let is_text = [".md", ".yaml", ".yml", ".csv", ".txt", ".json", ".svg"].iter().any(|ending| lower.ends_with(ending));
    is_text && (in_folder("mappings") || in_folder("reports"))
}

/// Returns the line on which a secret key of age stands. The bare prefix, as in a text about keys, is none.
fn secret_key(text: &str) -> Option<usize> {
    const PREFIX: &str = "AGE-SECRET-KEY-";
    const ENOUGH: usize = 16;
    let is_key = |after: &str| {
        let after = after.strip_prefix("PQ-").unwrap_or(after);
        let letters = after.strip_prefix('1').unwrap_or("");
        letters.bytes().take_while(|byte| b"QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L".contains(byte)).count() >= ENOUGH
    };
    let holds = |line: &str| {
        // Most lines of most files end here.
        let found = line.as_bytes().windows(4).any(|four| four.eq_ignore_ascii_case(b"AGE-"));
        let upper = if found { line.to_ascii_uppercase() } else { String::new() };
        upper.match_indices(PREFIX).any(|(at, _)| is_key(&upper[at + PREFIX.len()..]))
    };
    text.lines().position(holds).map(|index| index + 1)
}

fn clear_text(path: &str) -> Problem {
    Problem::new(
        Code::ClearText,
        both!("fortrolige observasjoner eller notater i klartekst", "confidential observations or notes in clear text"),
    )
    .at(Place::file(shown(path)))
    .help(both!(
        "hold filen utenfor lageret (`--observations`), eller forsegle den med `utsyn seal`; så `git rm --cached` og en linje i `.gitignore`",
        "keep the file outside the repository (`--observations`), or seal it with `utsyn seal`; then `git rm --cached` and a line in `.gitignore`"
    ))
}

fn not_sealed(path: &str) -> Problem {
    Problem::new(
        Code::NotSealed,
        both!("filen heter `.age`, men er ikke forseglet", "the file is called `.age`, but is not sealed"),
    )
    .at(Place::file(shown(path)))
    .help(both!(
        "forsegle den med `utsyn seal`, eller gi den et annet navn",
        "seal it with `utsyn seal`, or give it another name"
    ))
}

fn private_key(path: &str, line: usize) -> Problem {
    Problem::new(Code::PrivateKey, both!("her står en hemmelig nøkkel", "a secret key stands here"))
        .at(Place::bare(shown(path), line, 1))
        .note(both!(
            "den åpner alt som er forseglet for den, også det som ligger i historien",
            "it opens all that is sealed for it, also what lies in the history"
        ))
        .help(both!(
            "ta den ut av lageret. Har andre sett den, så lag en ny nøkkel og forsegle på nytt",
            "take it out of the repository. If others have seen it, make a new key and seal again"
        ))
}

fn blocked_text(path: &str, line: usize, why: &Both) -> Problem {
    let (nb, en) = (&why.nb, &why.en);
    Problem::new(Code::BlockedText, both!("teksten kan peke ut en deltaker: {nb}", "the text may single out a participant: {en}"))
        .at(Place::bare(shown(path), line, 1))
        .help(both!("skriv om teksten", "rewrite the text"))
}

/// A path as it can be printed.
fn shown(path: &str) -> String {
    path.replace(char::is_control, "\u{FFFD}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(path: &str, bytes: impl AsRef<[u8]>) -> Vec<Code> {
        objections(path, bytes.as_ref()).iter().map(|problem| problem.code).collect()
    }

    const OBSERVATIONS: &str = "observations:\n  - municipality: \"Granvåg\"\n";

    #[test]
    fn clear_text_is_known_by_its_path() {
        for path in [
            "content/mappings/a/observations.yaml",
            "mappings/a/notes.yml",
            "x/y/Mappings/A/OBSERVATIONS.YAML",
            "content/mappings/æ ø/observations.yaaml",
        ] {
            assert_eq!(codes(path, "hva som helst"), [Code::ClearText], "{path}");
            assert_eq!(codes(path, "\u{FEFF}synthetic: true\r\nnotes: []\n"), [], "{path}");
        }
        for path in
            ["content/mappings/a/mapping.yaml", "content/mappings/a/findings/notes.yaml", "notes.yaml", "mappings/notes.yaml"]
        {
            assert_eq!(codes(path, "notes: []\n"), [], "{path}");
        }
    }

    #[test]
    fn a_copy_is_known_by_what_it_says() {
        for path in ["kopi.yaml", "gammelt/obs.yaml.bak", "notat.txt", "a/observations.yaml~", "kopi", "a/.observations.yaml.new"]
        {
            assert_eq!(codes(path, OBSERVATIONS), [Code::ClearText], "{path}");
        }
        assert_eq!(codes("a.yaml", "\"observations\" :\n- {municipality: A}\n"), [Code::ClearText]);
        assert_eq!(codes("a.yaml", "note: x\nobservations: [{municipality: A}]\n"), [Code::ClearText]);
        let wide: Vec<u8> = [0xFEFF].into_iter().chain(OBSERVATIONS.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(codes("a.txt", wide), [Code::ClearText]);
        assert_eq!(codes("a.yaml", format!("synthetic: true\n{OBSERVATIONS}")), []);
        for other in
            ["x:\n  observations:\n    municipality: 1\n", "observations: 3\n", "municipality: A\n", "my-observations:\n"]
        {
            assert_eq!(codes("a.yaml", other), [], "{other}");
        }
        assert_eq!(codes("om.md", OBSERVATIONS), []);
    }

    #[test]
    fn only_the_very_line_says_that_all_is_invented() {
        for line in
            ["synthetic: false", "# synthetic: true", "  synthetic: true", "synthetic: true # nesten", "synthetic: \"true\""]
        {
            assert_eq!(codes("mappings/a/notes.yaml", format!("{line}\nnotes: []\n")), [Code::ClearText], "{line}");
        }
    }

    #[test]
    fn a_sealed_file_is_sealed() {
        assert_eq!(codes("a/observations.yaml.age", "age-encryption.org/v1\n-> X25519 …"), []);
        assert_eq!(codes("a.AGE", "-----BEGIN AGE ENCRYPTED FILE-----\n"), []);
        assert_eq!(codes("a.age", "age-encryption.org/v2\n"), [Code::NotSealed]);
        assert_eq!(codes("a.age", ""), [Code::NotSealed]);
    }

    #[test]
    fn a_secret_key_is_found_anywhere_and_talk_of_keys_is_not() {
        let key = format!("AGE-SECRET-KEY-1{}", "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L".repeat(2));
        let line =
            |text: &str| objections("bilde.png", text.as_bytes()).first().map(|problem| problem.place.clone().unwrap().line);
        assert_eq!(line(&format!("a\n\0\u{FFFD}x={key}\n")), Some(2));
        assert_eq!(line(&key.to_lowercase()), Some(1));
        assert_eq!(line(&key.replace("KEY-1", "KEY-PQ-1")), Some(1));
        assert_eq!(line(&key[..40]), Some(1));
        assert_eq!(line("En nøkkel begynner med AGE-SECRET-KEY-1…"), None);
        assert_eq!(line("AGE-SECRET-KEY-1QQQQ"), None);
        let wide: Vec<u8> = [0xFEFF].into_iter().chain(key.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        assert_eq!(codes("key.txt", wide), [Code::PrivateKey]);
    }
}

//! Mends what is safe in the editor's own files: how a thing is saved or spelt, never what it says.
//!
//! [`mends`] is the way in, for one file at a time.
//!
//! 1. `encoding` makes UTF-8 of what is certainly something else, and takes a byte order mark away;
//! 2. `check` says what is wrong with the text, and where an [`Edit`](crate::problem::Edit) is safe, `lines` makes it;
//! 3. again, until nothing more can be mended: one mend may show the next.
//!
//! Invariant: nothing else in the file changes, neither a line's end nor a space.
//! Invariant: a mend after which the file would be worse is not made.
//! Invariant: nothing is written here; [`Mended`] is shown first, and who runs the program decides.

mod encoding;
mod lines;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::check;
use crate::domain::Source;
use crate::load::{RawText, plain_text};
use crate::problem::{Both, Code, Problem, both};

use lines::Lines;

/// A file after mending, and what was mended.
#[derive(Debug)]
pub(crate) struct Mended {
    pub source: Source,
    pub path: PathBuf,
    pub before: Vec<u8>,
    pub after: Vec<u8>,
    /// Each kind with the lines it was done in, which are none where it is the whole file.
    pub kinds: BTreeMap<Kind, Vec<usize>>,
    /// The lines that differ: their number, before, after. None where the file's words are not shown.
    pub changed: Option<Vec<(usize, String, String)>>,
}

/// A kind of mend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Utf16,
    Windows1252,
    ByteOrderMark,
    Tabs,
    Quotes,
    Key,
}

impl Kind {
    /// Says what was done.
    pub(crate) fn done(self) -> Both {
        match self {
            Self::Utf16 => both!("lagres som UTF-8 i stedet for UTF-16", "is saved as UTF-8 instead of UTF-16"),
            Self::Windows1252 => {
                both!("lagres som UTF-8 i stedet for Windows-1252", "is saved as UTF-8 instead of Windows-1252")
            }
            Self::ByteOrderMark => {
                both!("det usynlige bytemerket (BOM) tas bort", "the invisible byte order mark is taken away")
            }
            Self::Tabs => both!("tabulatorer i innrykket blir mellomrom", "tabs in the indent become spaces"),
            Self::Quotes => both!("typografiske anførselstegn blir rette", "typographic quotes become straight"),
            Self::Key => both!("feilskrevne nøkler rettes", "misspelt keys are corrected"),
        }
    }
}

/// Most mends of one file: more would be no slip.
const MOST: usize = 1000;

/// Returns a file as it is after all safe mends; none where there is nothing to mend.
pub(crate) fn mends(raw: &RawText) -> Option<Mended> {
    let (text, saved) = encoding::utf8(&raw.bytes).filter(|_| check::is_ours(&raw.source))?;
    let mut kinds: BTreeMap<Kind, Vec<usize>> = saved.into_iter().map(|kind| (kind, Vec::new())).collect();
    let before = Lines::of(&text);
    let mut lines = before.clone();
    for _ in 0..MOST {
        let Some((kind, numbers, mended)) = next(&raw.source, &lines) else { break };
        kinds.entry(kind).or_default().extend(numbers);
        lines = mended;
    }
    if kinds.is_empty() {
        return None;
    }
    let is_secret = [&before, &lines].iter().any(|lines| check::is_secret(&raw.source, &lines.plain()));
    let changed = (!is_secret).then(|| before.differing(&lines));
    let after = lines.text().into_bytes();
    Some(Mended { source: raw.source.clone(), path: raw.path.clone(), before: raw.bytes.clone(), after, kinds, changed })
}

/// Returns the first mend that leaves the file better.
fn next(source: &Source, lines: &Lines) -> Option<(Kind, Vec<usize>, Lines)> {
    let problems = problems(source, lines);
    problems.iter().find_map(|problem| {
        let (kind, numbers, mended) = mend(source, lines, problem)?;
        is_better(problem, &self::problems(source, &mended)).then_some((kind, numbers, mended))
    })
}

fn mend(source: &Source, lines: &Lines, problem: &Problem) -> Option<(Kind, Vec<usize>, Lines)> {
    let (edit, place) = (problem.mend().filter(|edit| edit.is_safe)?, problem.place.as_ref()?);
    let kind = match problem.code {
        Code::Tab => {
            let (numbers, mended) = lines.without_tabs(source.within().ends_with(".md"));
            return (!numbers.is_empty()).then_some((Kind::Tabs, numbers, mended));
        }
        Code::SmartQuotes => Kind::Quotes,
        Code::UnknownKey => Kind::Key,
        _ => return None,
    };
    Some((kind, vec![place.line], lines.edited(place.line, edit)?))
}

/// Tells whether a problem is gone and none has come that says the mend was wrong.
fn is_better(problem: &Problem, after: &[Problem]) -> bool {
    let is_worse = |other: &Problem| match problem.code {
        Code::Tab => matches!(other.code, Code::Tab | Code::YamlSyntax | Code::UnquotedColon | Code::DuplicateKey),
        Code::UnknownKey => other.code == Code::DuplicateKey,
        _ => false,
    };
    !after.iter().any(|other| is_worse(other) || (other.code == problem.code && other.place == problem.place))
}

fn problems(source: &Source, lines: &Lines) -> Vec<Problem> {
    let (text, found) = plain_text(source, lines.text().as_bytes());
    text.map_or(found, check::problems_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(file: &str, bytes: impl AsRef<[u8]>) -> Option<Mended> {
        let raw = RawText { source: Source::new("content", file), path: file.into(), bytes: bytes.as_ref().to_vec() };
        mends(&raw)
    }

    fn after(file: &str, bytes: impl AsRef<[u8]>) -> Option<String> {
        mended(file, bytes).map(|mended| String::from_utf8(mended.after).unwrap())
    }

    #[test]
    fn one_mend_shows_the_next_and_nothing_else_changes() {
        let before = "\u{FEFF}---\r\ntitel: “Hei”  \r\ntags:\r\n\t- \"Fall\"\r\n---\r\n\r\nEn\ttekst med “sitat”.\n";
        let wanted = "---\r\ntitle: \"Hei\"  \r\ntags:\r\n  - \"Fall\"\r\n---\r\n\r\nEn\ttekst med “sitat”.\n";
        assert_eq!(after("nyheter/hei.md", before).as_deref(), Some(wanted));
        let kinds: Vec<Kind> = mended("nyheter/hei.md", before).unwrap().kinds.into_keys().collect();
        assert_eq!(kinds, [Kind::ByteOrderMark, Kind::Tabs, Kind::Quotes, Kind::Key]);
    }

    #[test]
    fn what_decides_what_is_published_is_never_mended() {
        assert_eq!(after("mappings/a/findings/b.md", "---\ntitle: \"A\"\nanonymized: true\n---\nTekst\n"), None);
        assert_eq!(after("nyheter/a.md", "---\ntitle: \"A\"\ndraft: ja\n---\n"), None);
    }

    #[test]
    fn a_key_that_is_there_already_is_not_made_twice() {
        assert_eq!(after("nyheter/a.md", "---\ntitel: \"A\"\ntitle: \"B\"\n---\n"), None);
    }

    #[test]
    fn other_encodings_become_utf_8_only_where_they_are_certain() {
        let fine = "---\ntitle: \"Å bo på bygda\"\n---\n";
        let utf16: Vec<u8> = format!("\u{FEFF}{fine}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(after("nyheter/a.md", utf16).as_deref(), Some(fine));
        let windows: Vec<u8> = fine.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
        assert_eq!(after("nyheter/a.md", windows).as_deref(), Some(fine));
        // As an older Mac has it: `å` is 0x8C, which no Norwegian text has in Windows-1252.
        assert_eq!(after("nyheter/a.md", b"---\ntitle: \"P\x8C\"\n---\n"), None);
        // Half of it is UTF-8 already.
        assert_eq!(after("nyheter/a.md", b"---\ntitle: \"\xC3\xA5 \xE5\"\n---\n"), None);
    }

    #[test]
    fn a_confidential_file_is_mended_without_being_shown() {
        let mended = mended("mappings/a/observations.yaml", "observations:\n\t- municipalty: \"Granvåg\"\n").unwrap();
        assert_eq!(String::from_utf8(mended.after).unwrap(), "observations:\n  - municipality: \"Granvåg\"\n");
        assert_eq!(mended.changed, None);
        assert_eq!(mended.kinds, BTreeMap::from([(Kind::Tabs, vec![2]), (Kind::Key, vec![2])]));
    }

    #[test]
    fn a_tab_after_spaces_may_belong_to_a_text_and_stays() {
        assert_eq!(after("nyheter/a.md", "---\ntitle: \"A\"\n  \tx: y\n---\n"), None);
    }

    #[test]
    fn a_file_that_is_not_ours_is_left_alone() {
        assert_eq!(after("registry/notat.md", "\u{FEFF}hei"), None);
        assert_eq!(after("nyheter/a.md", "---\ntitle: \"A\"\n---\n"), None);
    }
}

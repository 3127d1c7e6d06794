//! What each code means, why it matters, how it looks wrong and right, and what to do.
//!
//! The words lie in `explained/*.txt`, both tongues side by side, so that who writes them need not read Rust. All forms are
//! made of them: `utsyn explain`, the page of all codes, and the help of a rule in SARIF.
//!
//! A section begins with `# U0302`. `nb:` and `en:` say what it means, `… why:` why it matters, `… do:` what to do; `case:`
//! names a case of the tests that shows it, and `wrong:` and `right:` (indented by four) a part of its file. A test plays
//! the case with both, so the examples are true.

mod page;
mod text;

pub(crate) use page::page;
pub(crate) use text::{about, text};

use super::{Both, Code, Problem};

/// The words of all codes.
const SOURCES: [&str; 11] = [
    include_str!("explained/files.txt"),
    include_str!("explained/yaml.txt"),
    include_str!("explained/registry.txt"),
    include_str!("explained/texts.txt"),
    include_str!("explained/pages.txt"),
    include_str!("explained/finished.txt"),
    include_str!("explained/releases.txt"),
    include_str!("explained/judging.txt"),
    include_str!("explained/sealed.txt"),
    include_str!("explained/tables.txt"),
    include_str!("explained/figures.txt"),
];

/// A code, explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Explained {
    pub code: Code,
    pub meaning: Both,
    pub why: Both,
    pub todo: Both,
    /// A few lines as they should not be, and as they should.
    pub example: Option<(String, String)>,
}

/// Returns the explanation of a code; every code has one.
pub(crate) fn explained(code: Code) -> Option<Explained> {
    let head = format!("# {}\n", code.code());
    SOURCES.iter().find_map(|source| {
        let start = source.find(&head)? + head.len();
        let section = &source[start..];
        of(code, &section[..section.find("\n# ").unwrap_or(section.len())])
    })
}

/// Returns the explanations of all codes, in the order of their numbers.
pub(crate) fn all() -> Vec<Explained> {
    let mut codes = Code::ALL.to_vec();
    codes.sort_by_key(|code| code.code());
    codes.into_iter().filter_map(explained).collect()
}

/// Codes whose headlines say what to do, since it differs from one to the next.
const SAID_IN_HEADLINE: [Code; 5] = [Code::BadAddress, Code::BadCell, Code::UnknownWord, Code::BadId, Code::ColumnUnused];

impl Problem {
    /// Returns what to do: what is said of this problem or, where nothing is, what is said of its code.
    pub(crate) fn advice(&self) -> Option<Both> {
        let of_code = || explained(self.code).filter(|_| !SAID_IN_HEADLINE.contains(&self.code));
        self.help.clone().or_else(|| of_code().map(|one| Both { nb: beside(&one.todo.nb), en: beside(&one.todo.en) }))
    }
}

/// Writes a sentence as it stands after a colon: without a capital and, where it is alone, without a full stop.
fn beside(said: &str) -> String {
    let said = if said.contains(". ") { said } else { said.trim_end_matches('.') };
    let mut letters = said.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn of(code: Code, section: &str) -> Option<Explained> {
    let both = |key: &str| Some(Both { nb: line(section, &format!("nb{key}"))?, en: line(section, &format!("en{key}"))? });
    let example = block(section, "wrong").zip(block(section, "right"));
    Some(Explained { code, meaning: both("")?, why: both(" why")?, todo: both(" do")?, example })
}

fn line(section: &str, key: &str) -> Option<String> {
    section.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": ")).map(str::to_owned)
}

/// Returns the indented lines below a key.
fn block(section: &str, key: &str) -> Option<String> {
    let mut lines = section.lines().skip_while(|line| line.strip_suffix(':') != Some(key));
    lines.next()?;
    Some(lines.map_while(|line| line.strip_prefix("    ")).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained_in_both_tongues() {
        let explained = all();
        let missing: Vec<&str> =
            Code::ALL.iter().filter(|code| !explained.iter().any(|one| one.code == **code)).map(|code| code.code()).collect();
        assert!(missing.is_empty(), "{missing:?} are not explained, or not in both tongues");
        let sections = SOURCES.iter().flat_map(|source| source.lines()).filter(|line| line.starts_with("# ")).count();
        assert_eq!(sections, Code::ALL.len(), "a section that belongs to no code, or a code explained twice");
        for one in &explained {
            for both in [&one.meaning, &one.why, &one.todo] {
                assert!(both.nb != both.en, "{} is not translated: {}", one.code.code(), both.nb);
                for said in [&both.nb, &both.en] {
                    assert!(said.ends_with('.') || said.ends_with(".»") || said.ends_with('`'), "{}: {said}", one.code.code());
                }
            }
        }
    }

    #[test]
    fn a_problem_without_advice_of_its_own_has_that_of_its_code() {
        let problem = Problem::new(Code::BackwardPeriod, super::super::both!("omvendt", "the wrong way round"));
        let said = |problem: &Problem| problem.advice().map(|advice| advice.nb);
        assert_eq!(said(&problem).as_deref(), Some("bytt om `from` og `to`, eller rett året"));
        assert_eq!(said(&problem.help(super::super::both!("snu", "turn"))).as_deref(), Some("snu"));
    }

    #[test]
    fn an_example_is_read_with_its_indent() {
        let example = explained(Code::WrongType).and_then(|explained| explained.example).map(|(wrong, _)| wrong);
        assert_eq!(example.as_deref(), Some("title:\n  - Hei\n  - Hallo"));
    }
}

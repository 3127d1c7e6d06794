//! Words in a finding that single out a participant: a municipality's name, an address, a number.
//!
//! A hit tells its place and its kind, never the words.

use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::domain::{Finding, Municipalities, Written};
use crate::problem::{Both, Code, Lines, Place, Problem, both};

/// Every name a municipality has or had, ready to be looked for.
pub(super) struct Names(Option<AhoCorasick>);

impl Names {
    pub(super) fn new(municipalities: &Municipalities) -> Self {
        let mut names: BTreeSet<&str> = BTreeSet::new();
        for row in municipalities.rows() {
            names.insert(&row.name);
            names.extend(row.names.iter().map(|(_, name)| name.as_str()));
            names.extend(row.former_names.iter().flat_map(|(_, name)| name.split(" - ")));
        }
        Self(
            AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .build(names)
                .ok()
                .filter(|finder| finder.patterns_len() > 0),
        )
    }
}

impl Names {
    /// Tells whether `text` is, as a whole, a municipality's name: a public word.
    pub(super) fn is_one(&self, text: &str) -> bool {
        let text = text.trim();
        let text = text.strip_suffix(" kommune").unwrap_or(text);
        self.0.as_ref().is_some_and(|finder| finder.find(text).is_some_and(|found| found.len() == text.len()))
    }
}

/// Returns what singles out a participant in `finding`, if anything does.
pub(super) fn find(finding: &Finding, names: &Names) -> Option<Problem> {
    let source = finding.source.shown();
    let body = Lines { file: source, first_line: finding.body.first_line, text: &finding.body.text };
    let in_body = look(body.text, names).map(|(at, what)| (body.place(at..at + 1).without_excerpt(), what));
    let in_head = || {
        let head = [Some(&finding.title), finding.description.as_ref()];
        let what = head.into_iter().flatten().find_map(|text| look(text, names)).map(|(_, what)| what)?;
        Some((Place::bare(source, 1, 1), what))
    };
    let (place, what) = in_body.or_else(in_head)?;
    let (nb, en) = (what.nb, what.en);
    let problem = Problem::new(
        Code::SinglesOut,
        both!("funnet kan peke ut en deltaker: {nb}", "the finding may single out a participant: {en}"),
    );
    let note = both!(
        "ordene selv vises ikke her, for meldinger kan havne i logger",
        "the words themselves are not shown here, for messages may end up in logs"
    );
    let help =
        both!("skriv om setningen, eller ta bort `anonymised: true`", "rewrite the sentence, or take `anonymised: true` away");
    Some(problem.at(place).note(note).help(help))
}

/// Returns the first place in other prose of a mapping or its report where a municipality's name stands.
///
/// A warning: here a name may belong, as in the name of a policy; whether it points at a participant, its writer knows.
pub(super) fn name_in(written: &Written, names: &Names) -> Option<Problem> {
    let lines = Lines { file: written.source.shown(), first_line: written.first_line, text: &written.text };
    let at = municipality(&written.text, names)?;
    let headline = both!("teksten nevner en kommune", "the text names a municipality");
    Some(
        Problem::new(Code::MaySingleOut, headline)
            .at(lines.place(at..at + 1).without_excerpt())
            .note(both!(
                "i tekster fra en kartlegging kan et navn peke ut en deltaker",
                "in texts from a mapping a name can single out a participant"
            ))
            .help(both!(
                "skriv om setningen hvis navnet ikke må stå der",
                "rewrite the sentence unless the name must stand there"
            )),
    )
}

fn look(text: &str, names: &Names) -> Option<(usize, Both)> {
    let name = || municipality(text, names).map(|at| (at, both!("et kommunenavn", "a municipality's name")));
    let address =
        || text.find('@').filter(|&at| is_email(text, at)).map(|at| (at, both!("en e-postadresse", "an e-mail address")));
    name().or_else(address).or_else(|| number(text))
}

fn municipality(text: &str, names: &Names) -> Option<usize> {
    let finder = names.0.as_ref()?;
    let is_name = |found: &aho_corasick::Match| {
        let before = text[..found.start()].chars().next_back();
        let after = &text[found.end()..];
        let rest = after.strip_prefix('s').unwrap_or(after);
        let ends = [after, rest].iter().any(|rest| !rest.starts_with(char::is_alphanumeric));
        let is_common = COMMON.contains(&&text[found.range()]);
        !before.is_some_and(char::is_alphanumeric) && ends && !(is_common && begins_sentence(&text[..found.start()]))
    };
    finder.find_iter(text).find(is_name).map(|found| found.start())
}

/// Names that are ordinary words too; at the beginning of a sentence the capital letter proves nothing.
const COMMON: [&str; 24] = [
    "Alta", "Berg", "Bø", "Eid", "Eide", "Fet", "Flora", "Gran", "Hol", "Hole", "Lund", "Moss", "Nes", "Nome", "Os", "Sel",
    "Ski", "Strand", "Sund", "Time", "Tana", "Vik", "Ål", "Ås",
];

fn begins_sentence(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\n', '«', '"', '*', '_', '-']);
    before.is_empty() || before.ends_with(['.', '!', '?', ':'])
}

fn is_email(text: &str, at: usize) -> bool {
    let name = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    let host: String = text[at + 1..].chars().take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '-')).collect();
    name && host.trim_end_matches('.').contains('.')
}

/// Digits grouped as a telephone number (`61 23 45 67`, `612 34 567`) or a national identity number (`010190 12345`) is.
fn number(text: &str) -> Option<(usize, Both)> {
    let mut groups: Vec<usize> = Vec::new();
    let (mut start, mut first) = (0, ' ');
    let mut spaced = true;
    for (at, c) in text.char_indices().chain([(text.len(), '.')]) {
        match c {
            '0'..='9' => {
                if groups.is_empty() {
                    (start, first) = (at, c);
                }
                if spaced || groups.is_empty() {
                    groups.push(0);
                }
                if let Some(group) = groups.last_mut() {
                    *group += 1;
                }
                spaced = false;
            }
            ' ' | '\u{A0}' | '\u{202F}' if !spaced => spaced = true,
            _ => {
                match groups.as_slice() {
                    [11] | [6, 5] => {
                        return Some((
                            start,
                            both!(
                                "elleve siffer som kan være et fødselsnummer",
                                "eleven digits that can be a national identity number"
                            ),
                        ));
                    }
                    [8] | [2, 2, 2, 2] | [3, 2, 3] if matches!(first, '2'..='7' | '9') => {
                        return Some((
                            start,
                            both!("åtte siffer som kan være et telefonnummer", "eight digits that can be a telephone number"),
                        ));
                    }
                    _ => {}
                }
                groups.clear();
                spaced = true;
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        Names(Some(
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(["Nes", "Gjøvik", "Nordre Land"]).unwrap(),
        ))
    }

    fn kind(text: &str) -> Option<String> {
        look(text, &names()).map(|(_, what)| what.en)
    }

    #[test]
    fn names_and_numbers_are_found_and_ordinary_text_is_not() {
        assert_eq!(kind("Det var størst i Gjøvik.").as_deref(), Some("a municipality's name"));
        assert_eq!(kind("Gjøviks ledere sa det samme.").as_deref(), Some("a municipality's name"));
        assert_eq!(kind("I Nordre Land er det slik.").as_deref(), Some("a municipality's name"));
        assert_eq!(kind("Skriv til ola@granvag.example.").as_deref(), Some("an e-mail address"));
        assert_eq!(kind("Ring 61 23 45 67 i dag.").as_deref(), Some("eight digits that can be a telephone number"));
        assert_eq!(kind("Nummer 010190 12345.").as_deref(), Some("eleven digits that can be a national identity number"));
        for clean in [
            "Nes er et ord.",
            "Gjøvikregnet falt.",
            "I 2024 og 2025 var det 23 av 24.",
            "2020 2021 2022",
            "Pris: 45 908 000 kroner",
        ] {
            assert_eq!(kind(clean), None, "{clean}");
        }
    }
}

//! References inside a text: `[[centre:oslo]]`, `[[centre:oslo|senteret i Oslo]]`, `[@kpmg2023, s. 12; @ramboll2023]`.
//!
//! Citations are written as in Pandoc: `[se @a, s. 12; @b]`, and `[-@a]` for the year alone, where the sentence names who
//! wrote it; `@a` and `@a [s. 12]` for a work that is part of its sentence. An `@` within a word is an e-mail address, and one
//! outside brackets that names no work is nobody's but the writer's.

use std::ops::Range;

use super::citing::is_locator;
use super::{Target, TargetKind};

/// A piece of a run of text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    Plain(&'a str),
    /// A reference to the registry, with words of its own where it has some, and its bytes in the run.
    Registry {
        target: Target,
        words: Option<&'a str>,
        span: Range<usize>,
    },
    /// Works cited in one pair of brackets, or one that is part of its sentence.
    Cited {
        works: Vec<Cited<'a>>,
        span: Range<usize>,
    },
    /// Looks like a reference, but its kind is none we know.
    Unknown {
        word: &'a str,
        span: Range<usize>,
    },
}

/// A cited work and where in it: `kpmg2023`, `s. 12`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Cited<'a> {
    pub id: &'a str,
    pub locator: Option<&'a str>,
    /// What stands before it: `se`.
    pub prefix: Option<&'a str>,
    /// Whether only the year is shown.
    pub only_year: bool,
    /// Whether it follows the last one after a comma: `[@a, og @b]`.
    pub after_comma: bool,
    /// Whether it is part of its sentence: `@a`. There may be no such work; then the words are the writer's own.
    pub in_sentence: bool,
}

/// Tells whether `text` can hold a reference at all; most texts cannot, and are done.
pub(crate) fn may_refer(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut ats = memchr::memchr_iter(b'@', bytes);
    memchr::memmem::find(bytes, b"[[").is_some() || ats.any(|at| begins_citation(text, at) || in_sentence(text, at).is_some())
}

/// Takes a run of text apart.
pub(crate) fn pieces(run: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut done, mut from) = (0, 0);
    while let Some(open) = run[from..].find(['[', '@']).map(|at| from + at) {
        let found = if run[open..].starts_with('@') { in_sentence(run, open) } else { piece(run, open) };
        match found {
            Some((piece, end)) => {
                if open > done {
                    pieces.push(Piece::Plain(&run[done..open]));
                }
                pieces.push(piece);
                (done, from) = (end, end);
            }
            None => from = open + 1,
        }
    }
    if done < run.len() {
        pieces.push(Piece::Plain(&run[done..]));
    }
    pieces
}

fn piece(run: &str, open: usize) -> Option<(Piece<'_>, usize)> {
    let rest = &run[open..];
    if let Some(inside) = rest.strip_prefix("[[") {
        // One that is never ended does not swallow the next.
        let inside = Some(&inside[..inside.find("]]")?]).filter(|inside| !inside.contains("[["))?;
        let span = open..open + inside.len() + 4;
        let (kind, id) = inside.split_once(':')?;
        let (id, words) = match id.split_once('|') {
            Some((id, words)) => (id.trim_end_matches('\\'), Some(words.trim())),
            None => (id, None),
        };
        let end = span.end;
        let piece = match kind.trim().parse::<TargetKind>() {
            Ok(kind) => Piece::Registry { target: Target { kind, id: id.trim().to_owned() }, words, span },
            Err(()) => Piece::Unknown { word: kind, span },
        };
        return Some((piece, end));
    }
    let inside = &rest[1..];
    let end = inside.find(['[', ']'])?;
    let after = inside[end..].strip_prefix(']')?;
    let inside = &inside[..end];
    // The words of a link, where the text has not been parsed.
    if !inside.contains('@') || after.starts_with('(') {
        return None;
    }
    let mut works = Vec::new();
    for part in inside.split(';') {
        let first = works.is_empty();
        works.extend(cited(part).or_else(|| named(part, false).filter(|_| !first).map(|work| vec![work]))?);
    }
    let span = open..open + end + 2;
    let end = span.end;
    Some((Piece::Cited { works, span }, end))
}

/// Reads a work that is part of its sentence: `@a`, `@a [s. 12]`.
fn in_sentence(run: &str, at: usize) -> Option<(Piece<'_>, usize)> {
    let before = run[..at].chars().next_back();
    if before.is_some_and(|c| !c.is_whitespace() && !"(«\"–—/".contains(c)) {
        return None;
    }
    let rest = &run[at + 1..];
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
    let id = rest[..end].trim_end_matches('-');
    let after = &rest[id.len()..];
    // `@a@b.no` and `@a.b` are names of the web, `@a_b` of a network.
    let mut signs = after.chars();
    let (next, then) = (signs.next(), signs.next());
    let is_name = matches!(next, Some('@' | '_')) || matches!(next, Some('.')) && then.is_some_and(char::is_alphanumeric);
    if id.is_empty() || is_name {
        return None;
    }
    let inside = after.strip_prefix(" [").and_then(|inside| inside.split_once(']'));
    let inside = inside.filter(|(place, after)| !place.contains(['[', '@']) && !after.starts_with('(') && is_locator(place));
    let (locator, end) = match inside {
        Some((place, after)) => (Some(place.trim()), run.len() - after.len()),
        None => (None, run.len() - after.len()),
    };
    let works = vec![Cited { id, locator, in_sentence: true, ..Cited::default() }];
    Some((Piece::Cited { works, span: at..end }, end))
}

/// Reads the works of one part: `se @a, s. 12, og @b`.
fn cited(part: &str) -> Option<Vec<Cited<'_>>> {
    let ats: Vec<usize> = memchr::memchr_iter(b'@', part.as_bytes()).filter(|&at| begins_citation(part, at)).collect();
    let mut works: Vec<Cited<'_>> = Vec::new();
    let mut before = &part[..*ats.first()?];
    for (index, &at) in ats.iter().enumerate() {
        let own = &part[at + 1..ats.get(index + 1).copied().unwrap_or(part.len())];
        // What stands between two works belongs to the first up to the last comma, and to the second from there.
        let (own, next) = match own.rfind(',').filter(|_| index + 1 < ats.len()) {
            Some(comma) => (&own[..comma], &own[comma + 1..]),
            None if index + 1 < ats.len() => return None,
            None => (own, ""),
        };
        let only_year = before.ends_with('-');
        let prefix = before.strip_suffix('-').unwrap_or(before).trim();
        let work = named(own, only_year)?;
        works.push(Cited { prefix: Some(prefix).filter(|prefix| !prefix.is_empty()), after_comma: index > 0, ..work });
        before = next;
    }
    Some(works)
}

/// Reads `kpmg2023, s. 12`.
fn named(work: &str, only_year: bool) -> Option<Cited<'_>> {
    let (id, locator) = match work.split_once(',') {
        Some((id, locator)) => (id.trim(), Some(locator.trim()).filter(|locator| !locator.is_empty())),
        // A place needs no comma before it.
        None => match work.trim().split_once(' ').filter(|(_, place)| is_locator(place)) {
            Some((id, place)) => (id, Some(place.trim())),
            None => (work.trim(), None),
        },
    };
    let is_id = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    is_id.then_some(Cited { id, locator, only_year, ..Cited::default() })
}

/// Tells whether the `@` begins a citation and stands in no word: at the beginning, after a space, or after their `-`.
fn begins_citation(text: &str, at: usize) -> bool {
    let is_start = |before: &str| before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || c == '[' || c == ';');
    let before = &text[..at];
    is_start(before) || before.strip_suffix('-').is_some_and(is_start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_taken_out_of_a_run_of_text() {
        let pieces = pieces("Se [[centre:oslo|senteret]] og [@kpmg2023, s. 12; @ramboll2023] [1] [[x]].");
        assert_eq!(
            pieces,
            [
                Piece::Plain("Se "),
                Piece::Registry {
                    target: Target { kind: TargetKind::Centre, id: "oslo".to_owned() },
                    words: Some("senteret"),
                    span: 3..27
                },
                Piece::Plain(" og "),
                Piece::Cited {
                    works: vec![
                        Cited { id: "kpmg2023", locator: Some("s. 12"), ..Cited::default() },
                        Cited { id: "ramboll2023", ..Cited::default() }
                    ],
                    span: 31..63
                },
                Piece::Plain(" [1] [[x]]."),
            ]
        );
    }

    #[test]
    fn an_unknown_kind_is_told_and_an_e_mail_is_left_alone() {
        assert_eq!(pieces("[[senter:oslo]]"), [Piece::Unknown { word: "senter", span: 0..15 }]);
        assert_eq!(pieces("[@ola nordmann]"), [Piece::Plain("[@ola nordmann]")]);
    }

    /// Returns the works of the only citation in `run`, or none where it is plain text.
    fn works(run: &str) -> Option<Vec<Cited<'_>>> {
        match pieces(run).pop() {
            Some(Piece::Cited { works, .. }) => Some(works),
            _ => None,
        }
    }

    #[test]
    fn citations_have_words_before_them_and_can_be_the_year_alone() {
        let work = |id| Cited { id, ..Cited::default() };
        assert_eq!(works("[-@a]"), Some(vec![Cited { only_year: true, ..work("a") }]));
        assert_eq!(
            works("[se @a, s. 12–14; jf. -@b]"),
            Some(vec![
                Cited { prefix: Some("se"), locator: Some("s. 12–14"), ..work("a") },
                Cited { prefix: Some("jf."), only_year: true, ..work("b") }
            ])
        );
        assert_eq!(
            works("[se @a, s. 12–14, og @b]"),
            Some(vec![
                Cited { prefix: Some("se"), locator: Some("s. 12–14"), ..work("a") },
                Cited { prefix: Some("og"), after_comma: true, ..work("b") }
            ])
        );
        assert_eq!(works("[@a; b]"), Some(vec![work("a"), work("b")]));
    }

    #[test]
    fn an_address_is_no_citation() {
        for text in [
            "[post@kommune.no]",
            "[skriv til post@kommune.no, eller ring]",
            "[a @b c@d.no](x)",
            "[@a b]",
            "[a; b]",
            "@a@b.no",
            "@a.b",
            "x@a",
            "[@]",
        ] {
            assert_eq!(works(text), None, "{text}");
        }
        assert!(!may_refer("[post@kommune.no]") && may_refer("[-@a]") && may_refer("[se @a]") && may_refer("[[a:b]]"));
    }
}

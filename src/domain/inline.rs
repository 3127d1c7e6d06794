//! References inside a text: `[[centre:oslo]]`, `[[centre:oslo|senteret i Oslo]]`, `[@kpmg2023, s. 12; @ramboll2023]`.

use std::ops::Range;

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
    /// Works cited in one pair of brackets.
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
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Cited<'a> {
    pub id: &'a str,
    pub locator: Option<&'a str>,
}

/// Tells whether `text` can hold a reference at all; most texts cannot, and are done.
pub(crate) fn may_refer(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), b"[[").is_some() || memchr::memmem::find(text.as_bytes(), b"[@").is_some()
}

/// Takes a run of text apart.
pub(crate) fn pieces(run: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut done, mut from) = (0, 0);
    while let Some(open) = run[from..].find('[').map(|at| from + at) {
        match piece(run, open) {
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
        let inside = &inside[..inside.find("]]")?];
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
    let inside = rest.strip_prefix("[@")?;
    let inside = &inside[..inside.find(']')?];
    let works = inside.split(';').map(|work| cited(work.trim().trim_start_matches('@'))).collect::<Option<Vec<_>>>()?;
    let span = open..open + inside.len() + 3;
    let end = span.end;
    Some((Piece::Cited { works, span }, end))
}

fn cited(work: &str) -> Option<Cited<'_>> {
    let (id, locator) = match work.split_once(',') {
        Some((id, locator)) => (id.trim(), Some(locator.trim()).filter(|locator| !locator.is_empty())),
        None => (work, None),
    };
    let is_id = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    is_id.then_some(Cited { id, locator })
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
                    works: vec![Cited { id: "kpmg2023", locator: Some("s. 12") }, Cited { id: "ramboll2023", locator: None }],
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
}

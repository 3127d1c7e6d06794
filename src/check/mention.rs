//! Finds references inside a text without setting it.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::domain::{Piece, Target, TargetKind, Written, may_refer, pieces};
use crate::problem::{Code, Lines, Place, Problem, both};

/// What a text refers to.
#[derive(Default)]
pub(super) struct Found {
    /// Each with its place; one of a sentence's own `@` may name no work at all.
    pub targets: Vec<(Target, Place, bool)>,
    pub problems: Vec<Problem>,
}

/// Finds the references in `written`, whose words no message repeats if they are `secret`. Most texts have none and are
/// not parsed.
pub(super) fn find(written: &Written, secret: bool) -> Found {
    let mut found = Found::default();
    if !may_refer(&written.text) {
        return found;
    }
    let lines = Lines { file: written.source.shown(), first_line: written.first_line, text: &written.text };
    let mut run: Option<(String, usize)> = None;
    let mut in_code = false;
    for (event, span) in Parser::new_ext(&written.text, crate::domain::MARKDOWN).into_offset_iter() {
        match event {
            Event::Text(text) if !in_code => match &mut run {
                Some((run, _)) => run.push_str(&text),
                None => run = Some((text.into_string(), span.start)),
            },
            other => {
                if let Some((run, start)) = run.take() {
                    look_at(&run, start, &lines, secret, &mut found);
                }
                match other {
                    Event::Start(Tag::CodeBlock(_)) => in_code = true,
                    Event::End(TagEnd::CodeBlock) => in_code = false,
                    _ => {}
                }
            }
        }
    }
    if let Some((run, start)) = run {
        look_at(&run, start, &lines, secret, &mut found);
    }
    found
}

fn look_at(run: &str, start: usize, lines: &Lines<'_>, secret: bool, found: &mut Found) {
    for piece in pieces(run) {
        match piece {
            Piece::Plain(_) => {}
            Piece::Registry { target, span, .. } => {
                found.targets.push((target, lines.place(start + span.start..start + span.end), false));
            }
            Piece::Cited { works, span } => {
                for work in works {
                    let target = Target { kind: TargetKind::Reference, id: work.id.to_owned() };
                    found.targets.push((target, lines.place(start + span.start..start + span.end), work.in_sentence));
                }
            }
            Piece::Unknown { word, span } => {
                let place = lines.place(start + span.start..start + span.end);
                found.problems.push(unknown_kind(word, place, secret));
            }
        }
    }
}

/// What Norwegians write for the kinds, which are in English.
const NORWEGIAN: [(&str, &[&str]); 14] = [
    ("actor", &["aktør", "aktor"]),
    ("centre", &["senter", "usht"]),
    ("chapter", &["kapittel", "kap"]),
    ("county", &["fylke"]),
    ("fig", &["figur", "bilde"]),
    ("finding", &["funn"]),
    ("mapping", &["kartlegging"]),
    ("municipality", &["kommune"]),
    ("priority", &["satsing", "satsning"]),
    ("report", &["rapport"]),
    ("sec", &["avsnitt", "overskrift"]),
    ("tab", &["tabell"]),
    ("term", &["ord", "begrep"]),
    ("theme", &["tema"]),
];

/// A confidential text is not quoted.
fn unknown_kind(word: &str, place: Place, secret: bool) -> Problem {
    let kinds = TargetKind::WRITTEN.map(|(word, _)| word);
    let problem = if secret {
        Problem::new(Code::BadReference, both!("`[[…]]` har et slag som ikke finnes", "`[[…]]` has a kind that is not there"))
            .at(place.without_excerpt())
    } else {
        let headline = both!("`[[…]]` kjenner ikke slaget `{word}`", "`[[…]]` does not know the kind `{word}`");
        let problem = Problem::new(Code::BadReference, headline).at(place);
        let lower = word.to_lowercase();
        match NORWEGIAN.iter().find(|(_, words)| words.contains(&lower.as_str())) {
            Some((kind, _)) => problem.meant(word, kind),
            None => problem.nearest(word, kinds),
        }
    };
    let kinds = kinds.join("`, `");
    match problem.help {
        Some(_) => problem,
        None => problem.help(both!("slagene er `{kinds}`", "the kinds are `{kinds}`")),
    }
}

//! Names taken apart: `G j ø v i k`, `G.j.ø.v.i.k`, `Gjø-⏎vik`, `Gjø<br>vik`.

use super::context::{Look, Page, Word, is_blank, look};
use super::ending::Form;
use super::letters::GAP;
use super::names::Verdict;
use super::register::{Entry, Of, Register};
use super::spelling::spelling;
use super::words::Class;

/// A name whose letters do not stand together.
pub(super) struct Broken {
    pub name: u32,
    pub word: Word,
    pub verdict: Verdict,
}

/// Returns the longest name that is written with gaps within its words from `from` on.
pub(super) fn broken(register: &Register, page: Page<'_>, from: usize) -> Option<Broken> {
    let rest = page.letters.bytes.get(from..)?;
    let mut best: Option<Broken> = None;
    register.index.look_through_gaps(rest, |letters, entry| {
        let Entry::Name { name, form: Form::Whole } = entry else { return };
        let Some(to) = end_of(letters, rest).map(|length| from + length) else { return };
        if best.as_ref().is_some_and(|best| best.word.to >= to) {
            return;
        }
        let word = Word { from, to };
        if let Some(verdict) = judge(register, page, name, word) {
            best = Some(Broken { name, word, verdict });
        }
    });
    best
}

/// Returns how much of `rest` is a name with gaps that it does not have, if it ends with a word.
fn end_of(letters: &[u8], rest: &[u8]) -> Option<usize> {
    let mut at = 0;
    let mut gaps = 0;
    for letter in letters.iter().copied().filter(|letter| *letter != GAP) {
        while rest.get(at) == Some(&GAP) && at > 0 {
            at += 1;
            gaps += 1;
        }
        if rest.get(at) != Some(&letter) {
            return None;
        }
        at += 1;
    }
    if rest.get(at) == Some(&b's') && rest.get(at + 1) == Some(&GAP) {
        at += 1;
    }
    let own = letters.iter().filter(|letter| **letter == GAP).count();
    (gaps > own && rest.get(at) == Some(&GAP)).then_some(at)
}

/// What stands in the gaps of a broken name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Break {
    /// Nothing that anybody sees as a gap: a hyphen at the end of a line, a tag, a dot in the middle.
    Hidden,
    Hyphen,
    Blank,
}

fn judge(register: &Register, page: Page<'_>, name: u32, word: Word) -> Option<Verdict> {
    let known = register.names.get(name as usize)?;
    let bytes = page.plain(word);
    let pieces: Vec<&[u8]> = bytes.split(|byte| *byte == GAP).collect();
    let letters: usize = pieces.iter().map(|piece| piece.len()).sum();
    let shown = page.letters.shown.get(word.from..word.to)?;
    let trimmed = if spelling(&known.letters, shown).is_some() { shown } else { shown.split_last()?.1 };
    spelling(&known.letters, trimmed)?;
    let look = look(page.shown(word));
    let gaps = memchr::memchr_iter(GAP, bytes).map(|gap| page.between(word.from + gap));
    if gaps
        .clone()
        .any(|between| between.chars().count() > 12 || between.contains("\n\n") || between.contains([',', ';', '?', '!']))
    {
        return None;
    }
    // Letter by letter: nobody writes so but to hide, or to make it stand out.
    if pieces.iter().all(|piece| piece.len() == 1) && letters >= 3 {
        return match known.class {
            Class::Certain | Class::Proper => Some(Verdict::Certain),
            _ => (look != Look::Small).then_some(Verdict::Likely),
        };
    }
    let worst = gaps.map(kind_of_break).max()?;
    let later_capital = pieces_begin_with_capital(page, word) && look != Look::Capitals;
    if known.class != Class::Certain || later_capital || known.of == Of::Part && letters < 6 {
        return None;
    }
    match worst {
        Break::Hidden if letters >= 4 => Some(Verdict::Certain),
        Break::Hyphen if letters >= 5 && look != Look::Small => Some(Verdict::Certain),
        Break::Blank if letters >= 5 && look != Look::Small && !page.begins_sentence(word.from - 1) => Some(Verdict::Likely),
        _ => None,
    }
}

fn kind_of_break(between: &str) -> Break {
    let bare = between.trim_matches([' ', '\t', '\r']);
    let at_line_end = between.contains('\n') && bare.starts_with(['-', '\u{AD}', '‐', '‑', '&']);
    if at_line_end || between.contains(['<', '_', '·', '\\', '*', '|']) {
        Break::Hidden
    } else if matches!(bare, "-" | "‐" | "‑" | ".") {
        Break::Hyphen
    } else if is_blank(between) {
        Break::Blank
    } else {
        Break::Hyphen
    }
}

/// Tells whether a piece but the first begins with a capital.
fn pieces_begin_with_capital(page: Page<'_>, word: Word) -> bool {
    let shown = page.letters.shown.get(word.from..word.to).unwrap_or_default();
    shown.windows(2).any(|pair| matches!(pair, ['\0', next] if next.is_uppercase()))
}

//! E-mail addresses, also with a word for the sign: `ola (krøll) eksempel punktum no`.

use super::context::{Page, Word, is_blank, seen};
use super::{Kind, Raw, Severity, Why};

/// Adds the addresses around every `@`.
pub(super) fn addresses(page: Page<'_>, hits: &mut Vec<Raw>) {
    for &gap in &page.letters.at_signs {
        let gap = gap as usize;
        let between = seen(page.between(gap));
        let Some((left, right)) = between.split_once(['@', '＠', '﹫']) else { continue };
        let (Some(local), true, true) = (page.before(gap), joins(left), joins(right)) else { continue };
        if let Some(end) = page.after(gap).and_then(|host| domain(page, host, false)) {
            add(page, local, end, hits);
        }
    }
}

/// Adds the address around a word for the sign, if it is one.
pub(super) fn spelt(page: Page<'_>, sign: Word, bracketed: bool, hits: &mut Vec<Raw>) {
    let (Some(local), Some(host)) = (page.previous(sign), page.next(sign)) else { return };
    let (before, after) = (page.between(sign.from - 1), page.between(sign.to));
    let in_brackets = before.trim_end().ends_with(['(', '[', '{', '<']) && after.trim_start().starts_with([')', ']', '}', '>']);
    let in_phrase = (is_blank(before) || matches!(before, "-" | "_")) && (is_blank(after) || matches!(after, "-" | "_"));
    if (in_brackets || in_phrase && !bracketed)
        && let Some(end) = domain(page, host, true)
    {
        add(page, local, end, hits);
    }
}

fn add(page: Page<'_>, local: Word, end: usize, hits: &mut Vec<Raw>) {
    let mut from = local.from;
    // `ola.nordmann`: the parts before, as far as dots, hyphens and underlines join them.
    while let Some(before) = page.before(from - 1).filter(|_| matches!(page.between(from - 1), "." | "-" | "_" | "+")) {
        from = before.from;
    }
    hits.push(Raw { kind: Kind::Email, severity: Severity::Block, why: Why::Email, from, to: end });
}

/// Tells whether what stands beside the sign leaves it one address: nothing, or a blank.
fn joins(side: &str) -> bool {
    matches!(side.trim_matches(['*', '`']), "" | " ")
}

/// Returns where the domain that begins with `host` ends: a dot and at least two letters.
fn domain(page: Page<'_>, host: Word, words: bool) -> Option<usize> {
    let mut last = host;
    let mut end = None;
    for _ in 0..6 {
        let Some(next) = page.next(last) else { break };
        let between = seen(page.between(last.to));
        let is_name = |word: Word| page.plain(word).len() >= 2 && page.plain(word).iter().all(u8::is_ascii_alphabetic);
        match between.as_ref() {
            "." | " . " if is_name(next) => (last, end) = (next, Some(next.to)),
            "." => last = next,
            "-" | "_" => last = next,
            _ if words && page.is(Some(next), &["dot", "punktum", "prikk", "punkt"]) => {
                let Some(name) = page.next(next).filter(|name| is_name(*name)) else { break };
                (last, end) = (name, Some(name.to));
            }
            _ => break,
        }
    }
    end
}

//! The addresses in a style sheet.

use std::ops::Range;

use memchr::memmem;

use super::address::{Index, Leads};
use super::flaw::{Flaw, Read, What, shown};

/// Reads a style sheet: each address must lead to a file of the site.
pub(super) fn read(bytes: &[u8], path: &str, number: u32, index: &Index) -> Read {
    let mut read = Read::default();
    addresses(bytes, |range| {
        let written = bytes.get(range.clone()).unwrap_or_default();
        let what = match index.resolve(written, number, path) {
            Leads::To(_) => return,
            Leads::Elsewhere | Leads::Away => What::Elsewhere(shown(written)),
            Leads::Code => What::CodeAddress,
            Leads::Nowhere => What::DeadLink(shown(written)),
        };
        read.flaws.push(Flaw { what, at: range.start });
    });
    if let Some(at) = open_comment(bytes) {
        read.flaws.push(Flaw { what: What::OpenComment, at });
    }
    read
}

/// Calls `found` with each address: `url(…)`, `@import "…"`.
pub(super) fn addresses(bytes: &[u8], mut found: impl FnMut(Range<usize>)) {
    let lower = bytes.to_ascii_lowercase();
    for at in memmem::find_iter(&lower, b"url(") {
        if let Some(range) = quoted(bytes, at + 4, b')') {
            found(range);
        }
    }
    for at in memmem::find_iter(&lower, b"@import") {
        let begin = skip_space(bytes, at + 7);
        if matches!(bytes.get(begin), Some(b'"' | b'\''))
            && let Some(range) = quoted(bytes, begin, b';')
        {
            found(range);
        }
    }
}

fn skip_space(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(rest.len())
}

/// Returns the text from `from` on: between quotes, or up to `end`.
fn quoted(bytes: &[u8], from: usize, end: u8) -> Option<Range<usize>> {
    let begin = skip_space(bytes, from);
    match *bytes.get(begin)? {
        quote @ (b'"' | b'\'') => {
            let length = memchr::memchr(quote, bytes.get(begin + 1..)?)?;
            Some(begin + 1..begin + 1 + length)
        }
        _ => {
            let text = bytes.get(begin..)?;
            let length = text.get(..memchr::memchr(end, text)?)?.trim_ascii_end().len();
            Some(begin..begin + length)
        }
    }
}

/// Returns where a comment begins that never ends.
fn open_comment(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let begin = at + memmem::find(bytes.get(at..)?, b"/*")?;
        match memmem::find(bytes.get(begin + 2..)?, b"*/") {
            Some(end) => at = begin + 2 + end + 2,
            None => return Some(begin),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn every_form_of_an_address_is_read() {
        let css = "@import \"a.css\";@import url(b.css);x{src:url( 'c.woff2' ) , URL(\"d\")}";
        let mut found = Vec::new();
        addresses(css.as_bytes(), |range| found.push(&css[range]));
        found.sort_unstable();
        assert_eq!(found, ["a.css", "b.css", "c.woff2", "d"]);
    }
}

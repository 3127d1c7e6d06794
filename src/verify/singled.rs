//! Pages of mappings and reports, read once more for what singles out a participant.
//!
//! Their texts were read where they stand in the content. This finds what came to the page from elsewhere: a list, a
//! template, another stage's mistake.

use std::ops::Range;

use memchr::memmem;

use super::flaw::{Flaw, What};
use super::kind::Kind;
use super::{RenderedFile, Watch, pdf};
use crate::scan::{self, Hit};

/// Returns what singles out on a page that is made of the file `made_of`. Nothing did in the bytes that the page had
/// `before`: then only what is new is read, and what stands near it.
pub(super) fn out(watch: &Watch, made_of: Option<&str>, file: &RenderedFile, before: Option<&[u8]>) -> Vec<Flaw> {
    if !made_of.is_some_and(|source| watch.is_watched(source)) {
        return Vec::new();
    }
    if Kind::of(file.path.as_str(), &file.bytes) == Kind::Pdf {
        let said = pdf::read(&file.bytes).map(|printed| printed.text).unwrap_or_default();
        return watch.hits(&said, 0..said.len()).iter().map(|hit| Flaw { what: what(hit), at: 0 }).collect();
    }
    let (from, to) = main(&file.bytes);
    let Some(text) = file.bytes.get(from..to).and_then(|bytes| std::str::from_utf8(bytes).ok()) else { return Vec::new() };
    let part = before.map_or(0..text.len(), |before| {
        let (from, to) = main(before);
        changed(before.get(from..to).unwrap_or_default(), text.as_bytes())
    });
    watch.hits(text, part).iter().map(|hit| Flaw { what: what(hit), at: from + hit.span.start }).collect()
}

/// Returns the part of `new` that stands between what both begin with and what both end with.
fn changed(old: &[u8], new: &[u8]) -> Range<usize> {
    let head = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let (old, rest) = (old.get(head..).unwrap_or_default(), new.get(head..).unwrap_or_default());
    let tail = old.iter().rev().zip(rest.iter().rev()).take_while(|(old, new)| old == new).count();
    head..new.len() - tail
}

fn what(hit: &Hit) -> What {
    match hit.kind {
        scan::Kind::Municipality | scan::Kind::Village => What::Name(hit.reason()),
        _ => What::Number(hit.reason()),
    }
}

/// Returns where the main part of a page begins and ends; head, menus and foot are those of every page.
fn main(bytes: &[u8]) -> (usize, usize) {
    let from = memmem::find(bytes, b"<main").or_else(|| memmem::find(bytes, b"<body")).unwrap_or(0);
    let to = memmem::rfind(bytes, b"</main>").filter(|to| *to > from).unwrap_or(bytes.len());
    (from, to)
}

#[cfg(test)]
mod tests {
    use super::{changed, main};

    #[test]
    fn the_main_part_of_a_page_is_found() {
        let html = b"<body><nav>x</nav><main id=\"a\">y</main><footer>z</footer></body>";
        let (from, to) = main(html);
        assert_eq!(&html[from..to], b"<main id=\"a\">y");
        assert_eq!(main(b"<p>x"), (0, 4));
    }

    #[test]
    fn what_is_new_lies_between_what_stayed() {
        let changed = |old: &str, new: &str| changed(old.as_bytes(), new.as_bytes());
        assert_eq!(changed("abc", "abc"), 3..3);
        assert_eq!(changed("abc", "aXYbc"), 1..3);
        assert_eq!(changed("aaa", "aaaa"), 3..4);
        assert_eq!(changed("aXa", "aa"), 1..1);
        assert_eq!(changed("", "ab"), 0..2);
        assert_eq!(changed("ab", ""), 0..0);
    }
}

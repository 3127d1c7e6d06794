//! Pages of mappings and reports, read once more for what singles out a participant.
//!
//! Their texts were read where they stand in the content. This finds what came to the page from elsewhere: a list, a
//! template, another stage's mistake.

use memchr::memmem;

use super::flaw::{Flaw, What};
use super::kind::Kind;
use super::{RenderedFile, Watch, pdf};
use crate::scan::{self, Hit};

/// Returns what singles out on a page that is made of the file `made_of`.
pub(super) fn out(watch: &Watch, made_of: Option<&str>, file: &RenderedFile) -> Vec<Flaw> {
    if !made_of.is_some_and(|source| watch.is_watched(source)) {
        return Vec::new();
    }
    if Kind::of(file.path.as_str(), &file.bytes) == Kind::Pdf {
        let said = pdf::read(&file.bytes).map(|printed| printed.text).unwrap_or_default();
        return watch.hits(&said).iter().map(|hit| Flaw { what: what(hit), at: 0 }).collect();
    }
    let (from, to) = main(&file.bytes);
    let Some(text) = file.bytes.get(from..to).and_then(|bytes| std::str::from_utf8(bytes).ok()) else { return Vec::new() };
    watch.hits(text).iter().map(|hit| Flaw { what: what(hit), at: from + hit.span.start }).collect()
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
    use super::main;

    #[test]
    fn the_main_part_of_a_page_is_found() {
        let html = b"<body><nav>x</nav><main id=\"a\">y</main><footer>z</footer></body>";
        let (from, to) = main(html);
        assert_eq!(&html[from..to], b"<main id=\"a\">y");
        assert_eq!(main(b"<p>x"), (0, 4));
    }
}

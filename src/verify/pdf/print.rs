//! Follows the links of a PDF, as those of a page are followed.
//!
//! [`follow`] is the way in. An address on the site itself must lead to a file that is there, and to a place in it that is
//! there; a place in the PDF must be on one of its pages. A PDF has no addresses relative to itself: each is whole.

use memchr::memmem;

use super::Printed;
use super::links::Leading;
use crate::verify::address::{Index, Leads, fragment};
use crate::verify::flaw::{Anchor, Flaw, Read, What, shown};
use crate::verify::name::hash;

/// Returns what is wrong with the links of a PDF, and its links to places in other files.
pub(in crate::verify) fn follow(printed: &Printed, bytes: &[u8], path: &str, number: u32, index: &Index<'_>) -> Read {
    let mut read = Read::default();
    for link in &printed.links {
        match link {
            Leading::Inside => {}
            Leading::Nowhere(name) => read.flaws.push(Flaw { what: What::DeadLink(format!("#{name}")), at: 0 }),
            Leading::Address(address) => follow_address(address, bytes, path, number, index, &mut read),
        }
    }
    read
}

fn follow_address(address: &[u8], bytes: &[u8], path: &str, number: u32, index: &Index<'_>, read: &mut Read) {
    let at = memmem::find(bytes, address);
    let mut flaw = |what: What| read.flaws.push(Flaw { what, at: at.unwrap_or(0) });
    let file = match index.resolve(address, number, path) {
        Leads::Elsewhere | Leads::Away => return,
        Leads::Code => return flaw(What::CodeAddress),
        // An address without a host would lead to wherever the file has been put.
        Leads::To(_) if !address.starts_with(b"https://") && !address.starts_with(b"http://") => {
            return flaw(What::DeadLink(shown(address)));
        }
        Leads::Nowhere => return flaw(What::DeadLink(shown(address))),
        Leads::To(file) => file,
    };
    let Some(place) = fragment(address).filter(|place| !place.is_empty()) else { return };
    // Places are compared as they are written in the file; one that is written otherwise cannot be found, and is refused.
    match at.and_then(|at| anchor(at + address.len() - place.len(), place, file)) {
        Some(anchor) => read.anchors.push(anchor),
        None => flaw(What::DeadLink(shown(address))),
    }
}

fn anchor(from: usize, place: &[u8], file: u32) -> Option<Anchor> {
    Some(Anchor { file, hash: hash(place), from: u32::try_from(from).ok()?, to: u32::try_from(from + place.len()).ok()? })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::anonymise::{Secrets, Watch};
    use crate::domain::SitePath;
    use crate::problem::Code;
    use crate::render::{RenderedFile, RenderedSite};
    use crate::verify::pdf::tests::pdf;
    use crate::verify::verify;

    /// Returns what the gate says of a PDF with this link, beside a page with a place.
    fn codes(link: &str) -> Vec<Code> {
        let page = "<!doctype html>\n<html lang=\"nb\"><head><title>T</title></head>\n<body><p id=\"her\">a</p></body></html>\n";
        let file = |path: &str, bytes: &[u8]| RenderedFile { path: SitePath::new(path).unwrap(), bytes: bytes.into() };
        let site = RenderedSite {
            made_of: BTreeMap::new(),
            translations: BTreeMap::new(),
            set: BTreeMap::new(),
            unlinked: Vec::new(),
            files: vec![file("r/index.html", page.as_bytes()), file("r/r.pdf", &pdf("", &[link]))],
            base_path: "/".to_owned(),
            origin: "https://usht.example".to_owned(),
        };
        verify(site, &Secrets::default(), Watch::default(), None).1.iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn the_links_of_a_pdf_are_followed() {
        let to = |address: &str| codes(&format!("<</Subtype/Link/A<</S/URI/URI({address})>>>>"));
        for good in ["https://usht.example/r/", "https://usht.example/r/#her", "https://andre.example/x/#y", "mailto:a@b.no"] {
            assert_eq!(to(good), [], "{good}");
        }
        for dead in ["https://usht.example/borte/", "/r/", "r/", "", "file:///r/", "https://usht.example/r/#h\\145r"] {
            assert_eq!(to(dead), [Code::DeadLinkInOutput], "{dead}");
        }
        assert_eq!(to("https://usht.example/r/#borte"), [Code::DeadAnchorInOutput]);
        assert_eq!(to("javascript:alert"), [Code::InlineCode]);
        assert_eq!(codes("<</Subtype/Link/Dest[3 0 R/XYZ 0 0 0]>>"), []);
        assert_eq!(codes("<</Subtype/Link/Dest(borte)>>"), [Code::DeadLinkInOutput]);
    }
}

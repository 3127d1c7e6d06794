//! Which file links where: for those who ask, not for the gate.
//!
//! [`links`] is the way in. It reads the finished pages with the gate's own scanner and the gate's own table of addresses.

use rayon::prelude::*;

use super::address::{Index, Leads, decoded_fragment, fragment, unescaped};
use super::kind::Kind;
use super::name::name;
use super::scan::{Markup, Scanner, Token};
use crate::render::RenderedSite;

/// A link that a reader can follow.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Link {
    /// The path of the file it stands in.
    pub from: String,
    pub leading: Leading,
    /// The place within the file to which it leads, where it names one.
    pub part: Option<String>,
    /// Whether it stands in the page's own part, and not in what surrounds all pages.
    pub in_main: bool,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Leading {
    /// To the file of the site with this path.
    Within(String),
    /// To another site, by its whole address.
    Outside(String),
}

/// Returns the links of all pages to other files, each once, in order.
pub(crate) fn links(site: &RenderedSite) -> Vec<Link> {
    let index = Index::new(site);
    let of_file = |(number, file): (u32, &super::RenderedFile)| {
        let is_page = Kind::of(file.path.as_str(), &file.bytes) == Kind::Html;
        if is_page { of_page(number, file, &index, site) } else { Vec::new() }
    };
    let numbered: Vec<(u32, &super::RenderedFile)> = (0..).zip(&site.files).collect();
    let mut links: Vec<Link> = numbered.into_par_iter().with_min_len(16).flat_map_iter(of_file).collect();
    links.par_sort_unstable();
    links.dedup();
    links
}

fn of_page(number: u32, file: &super::RenderedFile, index: &Index<'_>, site: &RenderedSite) -> Vec<Link> {
    const A: u128 = name(b"a");
    const AREA: u128 = name(b"area");
    const HREF: u128 = name(b"href");
    const MAIN: u128 = name(b"main");
    let mut attributes = Vec::new();
    let mut scanner = Scanner::new(&file.bytes, Markup::Html, &mut attributes);
    let (mut links, mut in_main) = (Vec::new(), false);
    while let Some(token) = scanner.next() {
        match token {
            Token::Open(MAIN, _) => in_main = true,
            Token::Close(MAIN, _) => in_main = false,
            Token::Open(A | AREA, _) => {
                let href = scanner.attributes.iter().find(|attribute| attribute.name == HREF);
                let written = href.and_then(|href| file.bytes.get(href.value.clone()?));
                let leading = written.and_then(|written| leading(written, number, file.path.as_str(), index, site));
                let part = written.and_then(fragment).and_then(decoded_fragment);
                links.extend(leading.map(|leading| Link { from: file.path.as_str().to_owned(), leading, part, in_main }));
            }
            _ => {}
        }
    }
    links
}

fn leading(written: &[u8], number: u32, from: &str, index: &Index<'_>, site: &RenderedSite) -> Option<Leading> {
    match index.resolve(written, number, from) {
        Leads::To(file) if file == number => None,
        Leads::To(file) => site.files.get(file as usize).map(|file| Leading::Within(file.path.as_str().to_owned())),
        Leads::Elsewhere => Some(Leading::Outside(unescaped(written).trim().replace("&amp;", "&"))),
        Leads::Away | Leads::Code | Leads::Nowhere => None,
    }
}

//! The last gate: no published byte may hold a secret, no link may lead nowhere, no page may be broken.
//!
//! [`verify`] is the way in. It reads the finished bytes as a stranger would, as many files at a time as there are cores:
//!
//! 1. `needles` makes the [`Secrets`] ready to be looked for all at once;
//! 2. `scan` takes each page apart, once; `page` and `css` follow its addresses, `views` gathers its letters;
//! 3. `seek` looks for the secrets in the letters, whatever they are disguised as; `confirm` looks a second time;
//! 4. `singled` reads the pages of mappings and reports for names, numbers and addresses, by [`Watch`];
//! 5. `anchors` follows the links to places in files, when the ids of all files are known;
//! 6. `report` puts what was found into words.
//!
//! Invariant: knows neither `Registry` nor `PublicView`, so it cannot repeat their mistakes.
//! Invariant: only this module can make a [`VerifiedSite`]; its fields are private.
//! Invariant: no message shows a confidential value, nor how long it is.

mod address;
mod anchors;
mod binary;
mod classes;
mod confirm;
mod css;
mod decode;
mod filter;
mod flaw;
mod fold;
mod kind;
mod leak;
mod name;
mod needles;
mod page;
mod report;
mod scan;
mod seek;
mod singled;
mod spelling;
mod stream;
mod views;

#[cfg(feature = "serve")]
use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::anonymise::{Secret, SecretKind, Secrets, Watch};
use crate::problem::Problem;
pub(crate) use crate::render::RenderedFile;
use crate::render::RenderedSite;

use address::Index;
use flaw::{Flaw, Read, What};
use kind::Kind;
use leak::{Buffers, leaks, leaks_in_text};
use needles::Needles;
use page::Page;
use report::Judged;
use scan::{Markup, Scanner};

/// A site that has passed the last gate, or whose problems are known.
///
/// Only `verify` makes one; it cannot be put together elsewhere:
///
/// ```compile_fail
/// let site = utsyn::VerifiedSite { files: Vec::new() };
/// ```
pub struct VerifiedSite {
    files: Vec<RenderedFile>,
    #[cfg(feature = "serve")]
    made_of: BTreeMap<String, String>,
    #[cfg(feature = "serve")]
    base_path: String,
}

impl VerifiedSite {
    /// Returns the files in the order of their paths.
    pub(crate) fn files(&self) -> &[RenderedFile] {
        &self.files
    }
}

#[cfg(feature = "serve")]
impl VerifiedSite {
    /// Returns the file of the content that the page at `path` is made of, as shown to people.
    pub(crate) fn made_of(&self, path: &str) -> Option<&str> {
        self.made_of.get(path).map(String::as_str)
    }

    /// Returns what stands before each path in an address: `/`, or `/usht/`.
    pub(crate) fn base_path(&self) -> &str {
        &self.base_path
    }
}

/// Reads the finished site and returns it with all that is wrong in it.
pub(crate) fn verify(site: RenderedSite, secrets: &Secrets, watch: &Watch) -> (VerifiedSite, Vec<Problem>) {
    let problems = problems(&site, secrets, watch);
    let site = VerifiedSite {
        files: site.files,
        #[cfg(feature = "serve")]
        made_of: site.made_of,
        #[cfg(feature = "serve")]
        base_path: site.base_path,
    };
    (site, problems)
}

fn problems(site: &RenderedSite, secrets: &Secrets, watch: &Watch) -> Vec<Problem> {
    let needles = Needles::new(secrets);
    let index = Index::new(site);
    let read: Vec<(Judged, Read)> = (&site.files, 0..site.files.len())
        .into_par_iter()
        .with_min_len(16)
        .map_init(Buffers::default, |buffers, (file, number)| read(file, number as u32, &index, &needles, buffers))
        .collect();
    let (mut judged, reads): (Vec<Judged>, Vec<Read>) = read.into_iter().unzip();
    for (judged, file) in judged.iter_mut().zip(&site.files).filter(|(judged, _)| !judged.named) {
        judged.made_of = site.made_of.get(file.path.as_str()).cloned();
    }
    judged.par_iter_mut().enumerate().with_min_len(16).for_each(|(number, judged)| {
        judged.flaws.extend(anchors::dead(&site.files, &reads, number));
        judged.flaws.extend(singled::out(watch, judged.made_of.as_deref(), site.files.get(number)));
        judged.flaws.sort_by_key(|flaw| flaw.at);
    });
    report::problems(&site.files, secrets, &index, &judged, &reads)
}

/// Reads one file.
fn read(file: &RenderedFile, number: u32, index: &Index, needles: &Needles, buffers: &mut Buffers) -> (Judged, Read) {
    let path = file.path.as_str();
    let kind = Kind::of(path, &file.bytes);
    let mut read = match kind {
        Kind::Html | Kind::Xml | Kind::Svg => {
            let page = Page::new(&file.bytes, path, number, kind, index);
            read_markup(&file.bytes, kind, page, !needles.is_empty(), buffers)
        }
        Kind::Css => css::read(&file.bytes, path, number, index),
        Kind::Json | Kind::Text | Kind::Binary => Read::default(),
    };
    if kind == Kind::Binary && binary::is_closed(&file.bytes) {
        read.flaws.push(Flaw { what: What::Closed, at: 0 });
    }
    let mut leaks = leaks(needles, kind, &file.bytes, buffers);
    let in_path = leaks_in_text(needles, path, buffers);
    let named = !in_path.is_empty();
    let shown = if named { masked(path, needles, buffers) } else { path.to_owned() };
    leaks.extend(in_path.into_iter().map(|leak| leak::Leak { place: None, ..leak }));
    let flaws = std::mem::take(&mut read.flaws);
    (Judged { shown, leaks, named, flaws, made_of: None }, read)
}

/// Scans a file of markup once, for its links and for its letters.
fn read_markup(bytes: &[u8], kind: Kind, mut page: Page, wants_letters: bool, buffers: &mut Buffers) -> Read {
    let Buffers { views, attributes, .. } = buffers;
    views.clear();
    let markup = if kind == Kind::Html { Markup::Html } else { Markup::Xml };
    let mut scanner = Scanner::new(bytes, markup, attributes);
    while let Some(token) = scanner.next() {
        page.take(&token, scanner.attributes);
        if wants_letters {
            views.take(&token, bytes);
        }
    }
    page.finish()
}

/// Returns the path without the parts that are confidential.
fn masked(path: &str, needles: &Needles, buffers: &mut Buffers) -> String {
    let mut leaks = |text: &str| !leaks_in_text(needles, text, buffers).is_empty();
    let parts: Vec<&str> = path.split('/').map(|part| if leaks(part) { "…" } else { part }).collect();
    let whole = parts.join("/");
    if leaks(&whole) { "…".to_owned() } else { whole }
}

#[cfg(test)]
mod tests;

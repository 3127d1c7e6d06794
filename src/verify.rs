//! The last gate: no published byte may hold a secret, no link may lead nowhere, no page may be broken.
//!
//! [`verify`] is the way in. It reads the finished bytes as a stranger would, as many files at a time as there are cores:
//!
//! 1. `needles` makes the [`Secrets`] ready to be looked for all at once;
//! 2. `scan` takes each page apart, once; `page` and `css` follow its addresses, `views` gathers its letters; where no secret
//!    is sought, `shared` knows again what many pages have in common;
//!    `archive` unpacks a workbook, so that its parts are read like any text;
//!    a PDF is read by `pdf`, and what it says is looked through in the same way;
//! 3. `seek` looks for the secrets in the letters, whatever they are disguised as; `confirm` looks a second time;
//! 4. `singled` reads the pages of mappings and reports for names, numbers and addresses, by [`Watch`];
//! 5. `anchors` follows the links to places in files, when the ids of all files are known;
//! 6. `report` puts what was found into words;
//! 7. `memory` spares the preview the files that have not changed, and `shown` is what it may show: also a site that still waits
//!    for its PDFs.
//!
//! Invariant: knows neither `Registry` nor `PublicView`, so it cannot repeat their mistakes.
//! Invariant: only this module can make a [`VerifiedSite`]; its fields are private.
//! Invariant: no message shows a confidential value, nor how long it is.

mod address;
mod anchors;
mod archive;
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
mod links;
mod memory;
mod name;
mod needles;
mod page;
mod pdf;
mod report;
mod scan;
mod seek;
mod shared;
#[cfg(feature = "serve")]
mod shown;
mod singled;
mod spelling;
mod stream;
mod views;
mod words;

use std::collections::BTreeMap;
#[cfg(feature = "serve")]
use std::sync::Arc;

use rayon::prelude::*;

use crate::anonymise::{Secret, SecretKind, Secrets, Watch};
use crate::domain::SitePath;
use crate::problem::Problem;
pub(crate) use crate::render::RenderedFile;
use crate::render::RenderedSite;

pub(crate) use links::{Leading, Link, links};
#[cfg(feature = "serve")]
pub(crate) use shown::{ShownSite, verify_hastily};
pub(crate) use words::{Reading, reading};

use address::Index;
use flaw::{Flaw, Read, What};
use kind::Kind;
use leak::{Buffers, leaks, leaks_in_part, leaks_in_print, leaks_in_text};
pub(crate) use memory::Memory;
use memory::{Clean, Known, Left};
use needles::Needles;
use page::Page;
use report::Judged;
use scan::{Markup, Scanner, Token};
use shared::opens;

/// A site that has passed the last gate, or whose problems are known.
///
/// Only `verify` makes one; it cannot be put together elsewhere:
///
/// ```compile_fail
/// let site = utsyn::VerifiedSite { files: Vec::new() };
/// ```
pub struct VerifiedSite {
    files: Vec<RenderedFile>,
    set: BTreeMap<String, SitePath>,
    #[cfg(feature = "serve")]
    made_of: BTreeMap<SitePath, Arc<str>>,
    #[cfg(feature = "serve")]
    translations: BTreeMap<String, Vec<(String, String)>>,
    #[cfg(feature = "serve")]
    base_path: String,
}

impl VerifiedSite {
    /// Returns the files in the order of their paths.
    pub(crate) fn files(&self) -> &[RenderedFile] {
        &self.files
    }

    /// Returns the PDFs that were set, by the digests of what they were made of.
    pub(crate) fn set(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let bytes = |path: &SitePath| {
            let at = self.files.binary_search_by(|file| file.path.cmp(path)).ok()?;
            self.files.get(at).map(|file| &*file.bytes)
        };
        self.set.iter().filter_map(move |(digest, path)| Some((digest.as_str(), bytes(path)?)))
    }
}

/// Reads the finished site and returns it with all that is wrong in it; of the files in `memory` only the changed ones.
pub(crate) fn verify(
    site: RenderedSite,
    secrets: &Secrets,
    watch: Watch,
    memory: Option<&mut Memory>,
) -> (VerifiedSite, Vec<Problem>) {
    let problems = problems(&site, secrets, watch, memory);
    let site = VerifiedSite {
        files: site.files,
        set: site.set,
        #[cfg(feature = "serve")]
        made_of: site.made_of,
        #[cfg(feature = "serve")]
        translations: site.translations,
        #[cfg(feature = "serve")]
        base_path: site.base_path,
    };
    (site, problems)
}

fn problems(site: &RenderedSite, secrets: &Secrets, watch: Watch, mut memory: Option<&mut Memory>) -> Vec<Problem> {
    let (needles, left) = match memory.as_mut() {
        Some(memory) => memory.take(site, secrets, &watch),
        None => (Needles::new(secrets), site.files.iter().map(|_| Left::default()).collect()),
    };
    let index = Index::new(site);
    // Not in parts of many files: reports and workbooks lie side by side, and are large.
    let known: Vec<(Known, Option<Clean>)> = (&site.files, left, 0..site.files.len())
        .into_par_iter()
        .map_init(Buffers::default, |buffers, (file, left, number)| {
            let known = left.known.unwrap_or_else(|| read(file, number as u32, &index, &needles, buffers));
            (known, left.clean)
        })
        .collect();
    let (known, judged) = judged(site, &watch, known);
    let reads: Vec<&Read> = known.iter().map(|known| &known.read).collect();
    let judged: Vec<&Judged> =
        known.iter().zip(&judged).map(|(known, judged)| judged.as_ref().unwrap_or(&known.judged)).collect();
    let problems = report::problems(&site.files, secrets, &index, &judged, &reads);
    if let Some(memory) = memory {
        memory.keep(site, secrets, needles, watch, known);
    }
    problems
}

/// Says of each file what can be said only when all are read; none where there is nothing to add.
fn judged(site: &RenderedSite, watch: &Watch, known: Vec<(Known, Option<Clean>)>) -> (Vec<Known>, Vec<Option<Judged>>) {
    let made_of = |file: &RenderedFile| site.made_of.get(&file.path).cloned();
    let singled = |((mut known, clean), file): ((Known, Option<Clean>), &RenderedFile)| {
        known.judged.made_of = if known.judged.named { None } else { made_of(file) };
        let made_of = known.judged.made_of.as_deref();
        let before = clean.filter(|clean| made_of == Some(&*clean.made_of));
        known.singled.get_or_insert_with(|| singled::out(watch, made_of, file, before.as_ref().map(|clean| &*clean.bytes)));
        known
    };
    let known: Vec<Known> = (known, &site.files).into_par_iter().map(singled).collect();
    let reads: Vec<&Read> = known.iter().map(|known| &known.read).collect();
    let judge = |(number, known): (usize, &Known)| {
        let mut flaws = anchors::dead(&site.files, &reads, number);
        flaws.extend(known.singled.iter().flatten().cloned());
        if flaws.is_empty() {
            return None;
        }
        let mut judged = known.judged.clone();
        judged.flaws.append(&mut flaws);
        judged.flaws.sort_by_key(|flaw| flaw.at);
        Some(judged)
    };
    let judged = known.par_iter().enumerate().with_min_len(16).map(judge).collect();
    (known, judged)
}

/// Reads one file.
fn read(file: &RenderedFile, number: u32, index: &Index, needles: &Needles, buffers: &mut Buffers) -> Known {
    let path = file.path.as_str();
    let kind = Kind::of(path, &file.bytes);
    let mut read = match kind {
        Kind::Html | Kind::Xml | Kind::Svg => {
            let gathered = std::mem::take(&mut buffers.gathered);
            let page = Page::new(&file.bytes, (path, number), kind, index, gathered);
            buffers.gathered = read_markup(&file.bytes, kind, page, !needles.is_empty(), buffers);
            // What is kept has its exact size.
            buffers.gathered.clone()
        }
        Kind::Css => css::read(&file.bytes, path, number, index),
        Kind::Json | Kind::Text | Kind::Pdf | Kind::Binary => Read::default(),
    };
    let printed = (kind == Kind::Pdf).then(|| pdf::read(&file.bytes));
    if let Some(Some(printed)) = &printed {
        read = pdf::follow(printed, &file.bytes, path, number, index);
    }
    let mut leaks = leaks(needles, kind, &file.bytes, buffers);
    leaks.extend(printed.iter().flatten().flat_map(|printed| leaks_in_print(needles, printed, buffers)));
    if archive::is_workbook(path) {
        let workbook = archive::unpack(&file.bytes);
        read.flaws.extend(workbook.is_odd.then_some(Flaw { what: What::OddWorkbook, at: 0 }));
        leaks.extend(workbook.parts.iter().flat_map(|part| leaks_in_part(needles, part, buffers)));
    } else if matches!(printed, Some(None)) || kind == Kind::Binary && binary::is_closed(&file.bytes) {
        read.flaws.push(Flaw { what: What::Closed, at: 0 });
    }
    let in_path = leaks_in_text(needles, path, buffers);
    let named = !in_path.is_empty();
    let shown = if named { masked(path, needles, buffers) } else { path.to_owned() };
    leaks.extend(in_path.into_iter().map(|leak| leak::Leak { place: None, ..leak }));
    let mut flaws = std::mem::take(&mut read.flaws);
    flaws.sort_by_key(|flaw| flaw.at);
    Known { judged: Judged { shown, leaks, named, flaws, made_of: None }, read, singled: None }
}

/// Scans a file of markup once, for its links and for its letters.
fn read_markup(bytes: &[u8], kind: Kind, mut page: Page, wants_letters: bool, buffers: &mut Buffers) -> Read {
    let Buffers { views, attributes, shared, .. } = buffers;
    views.clear();
    let markup = if kind == Kind::Html { Markup::Html } else { Markup::Xml };
    let mut scanner = Scanner::new(bytes, markup, attributes);
    if wants_letters || kind != Kind::Html {
        while let Some(token) = scanner.next() {
            page.take(&token, scanner.attributes);
            if wants_letters {
                views.take(&token, bytes);
            }
        }
        return page.finish();
    }
    let mut open = None;
    while let Some(token) = scanner.next_markup() {
        if let Some((element, begin)) = opens(&token).filter(|_| page.is_in_body()) {
            if let Some(part) = bytes.get(begin..).and_then(|rest| shared.at(rest)) {
                page.take_again(part, begin);
                scanner.go_on(begin + part.len());
                continue;
            }
            open = Some((element, page.so_far(begin)));
        }
        page.take(&token, scanner.attributes);
        if let (Token::Close(element, range), Some((opened, so_far))) = (&token, &open)
            && element == opened
        {
            page.since(so_far, range.end).into_iter().for_each(|part| shared.keep(part));
            open = None;
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

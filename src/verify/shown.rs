//! What may be shown of a site: all of it, or all but the files that are still being made.
//!
//! Invariant: only a [`VerifiedSite`] can be written. One that lacks files cannot be taken out of a [`ShownSite`] again.

use std::sync::Arc;

use super::{Memory, RenderedFile, Secrets, VerifiedSite, Watch, verify};
use crate::domain::SitePath;
use crate::problem::Problem;
use crate::render::Hasty;

/// A site that has passed the last gate, as far as it is made.
pub(crate) struct ShownSite {
    site: VerifiedSite,
    /// Where the files lie that are still to be made, sorted.
    pending: Vec<SitePath>,
}

impl ShownSite {
    /// Returns the files in the order of their paths.
    pub(crate) fn files(&self) -> &[RenderedFile] {
        self.site.files()
    }

    /// Tells whether nothing is still to be made.
    pub(crate) fn is_whole(&self) -> bool {
        self.pending.is_empty()
    }

    /// Tells whether the file at `path` is still to be made.
    pub(crate) fn is_pending(&self, path: &str) -> bool {
        self.pending.iter().any(|pending| pending.as_str() == path)
    }

    /// Returns the files that are not set on paper: all that a page can show.
    pub(crate) fn on_screen(&self) -> impl Iterator<Item = &RenderedFile> {
        let is_set = |file: &RenderedFile| self.site.set.values().any(|path| *path == file.path);
        self.files().iter().filter(move |file| !is_set(file))
    }

    /// Returns the file of the content that the page at `path` is made of, as shown to people.
    pub(crate) fn made_of(&self, path: &str) -> Option<&str> {
        self.site.made_of.get(path).map(|file| &**file)
    }

    /// Returns the page at `path` in other languages: what each language calls itself, and the address.
    pub(crate) fn translations(&self, path: &str) -> &[(String, String)] {
        self.site.translations.get(path).map_or(&[], Vec::as_slice)
    }

    /// Returns what stands before each path in an address: `/`, or `/usht/`.
    pub(crate) fn base_path(&self) -> &str {
        &self.site.base_path
    }
}

/// Reads a site as [`verify`] does. The addresses of what is still to be made are there; what will lie at them is read when it
/// is made.
pub(crate) fn verify_hastily(
    Hasty { mut rest, pending }: Hasty,
    secrets: &Secrets,
    watch: Watch,
    memory: &mut Memory,
) -> (ShownSite, Vec<Problem>) {
    for path in &pending {
        let at = rest.files.partition_point(|file| file.path < *path);
        rest.files.insert(at, RenderedFile { path: path.clone(), bytes: Arc::default() });
    }
    let (mut site, problems) = verify(rest, secrets, watch, Some(memory));
    if !pending.is_empty() {
        site.files.retain(|file| pending.binary_search(&file.path).is_err());
    }
    (ShownSite { site, pending }, problems)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::RenderedSite;
    use super::{Hasty, Memory, RenderedFile, Secrets, ShownSite, Watch, verify_hastily};
    use crate::domain::SitePath;
    use crate::problem::Code;

    const PAGE: &str =
        "<!doctype html>\n<html lang=\"nb\"><head><title>T</title></head>\n<body><a href=\"/r.pdf\">PDF</a></body></html>\n";

    /// Returns what may be shown of a page that links to a PDF, and what is wrong with it.
    fn shown(pdf: Option<&[u8]>, pending: &[&str], memory: &mut Memory) -> (ShownSite, Vec<Code>) {
        let path = |path: &str| SitePath::new(path).unwrap();
        let file = |name: &str, bytes: &[u8]| RenderedFile { path: path(name), bytes: bytes.into() };
        let rest = RenderedSite {
            files: [Some(file("index.html", PAGE.as_bytes())), pdf.map(|pdf| file("r.pdf", pdf))].into_iter().flatten().collect(),
            made_of: BTreeMap::new(),
            translations: BTreeMap::new(),
            set: BTreeMap::new(),
            unlinked: Vec::new(),
            base_path: "/".to_owned(),
            origin: "https://usht.example".to_owned(),
        };
        let site = Hasty { rest, pending: pending.iter().copied().map(path).collect() };
        let (site, problems) = verify_hastily(site, &Secrets::default(), Watch::default(), memory);
        (site, problems.iter().map(|problem| problem.code).collect())
    }

    #[test]
    fn the_address_of_what_is_still_made_is_there_and_its_bytes_are_read_when_they_come() {
        let mut memory = Memory::default();
        for _ in 0..2 {
            let (site, codes) = shown(None, &["r.pdf"], &mut memory);
            assert_eq!((site.files().len(), site.is_whole(), site.is_pending("r.pdf"), codes), (1, false, true, vec![]));
            let (site, codes) = shown(None, &[], &mut memory);
            assert_eq!((site.files().len(), site.is_whole(), codes), (1, true, vec![Code::DeadLinkInOutput]));
            let (site, codes) = shown(None, &["r.pdf"], &mut memory);
            assert_eq!((site.files().len(), codes), (1, vec![]));
            let (site, codes) = shown(Some(b"%PDF-1.7\nnot one"), &[], &mut memory);
            assert_eq!((site.files().len(), site.is_whole(), codes), (2, true, vec![Code::UnreadableFile]));
        }
    }
}

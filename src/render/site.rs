//! The finished bytes, by path.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{Attachment, SitePath, collisions};
use crate::problem::{Code, Problem, both};

/// One output file.
#[derive(Debug, Clone)]
pub(crate) struct RenderedFile {
    pub path: SitePath,
    pub bytes: Arc<[u8]>,
}

/// The whole site in memory, sorted by path; each path once, also when case and Unicode form are set aside.
#[derive(Debug)]
pub(crate) struct RenderedSite {
    pub files: Vec<RenderedFile>,
    /// The file of the content that a page is made of, as shown to people, by the page's path.
    pub made_of: BTreeMap<SitePath, Arc<str>>,
    /// The same page in other languages, by the page's path: what each language calls itself, and the address.
    #[cfg_attr(not(feature = "serve"), expect(dead_code, reason = "only the preview leads from one to the other"))]
    pub translations: BTreeMap<String, Vec<(String, String)>>,
    /// The PDFs that were set, by the digests of what they were made of.
    pub set: BTreeMap<String, SitePath>,
    /// The attachments that no page brings along.
    pub unlinked: Vec<Attachment>,
    /// `/`, or `/usht/`.
    pub base_path: String,
    /// `https://host`.
    pub origin: String,
}

/// A site of which some files are still to be made: nothing that could be written.
#[cfg(feature = "serve")]
#[derive(Debug)]
pub(crate) struct Hasty {
    pub rest: RenderedSite,
    /// Where the files will lie, sorted.
    pub pending: Vec<SitePath>,
}

#[cfg(feature = "serve")]
impl Hasty {
    pub(super) fn new(mut rest: RenderedSite, mut pending: Vec<SitePath>) -> Self {
        pending.sort();
        if !pending.is_empty() {
            rest.files.retain(|file| pending.binary_search(&file.path).is_err());
        }
        Self { rest, pending }
    }
}

/// What is known of the pages beside their bytes: [`RenderedSite::made_of`] and [`RenderedSite::translations`].
type Made = (BTreeMap<SitePath, Arc<str>>, BTreeMap<String, Vec<(String, String)>>);

impl RenderedSite {
    pub(super) fn new(
        mut files: Vec<RenderedFile>,
        (made_of, translations): Made,
        base_path: String,
        origin: String,
    ) -> (Self, Vec<Problem>) {
        files.sort_by(|one, other| one.path.cmp(&other.path));
        let paths: Vec<&SitePath> = files.iter().map(|file| &file.path).collect();
        let problem = |(first, second): (usize, usize)| {
            let (path, other) = (paths[second], paths[first]);
            Problem::new(
                Code::PathTaken,
                both!("to filer vil ligge på `{path}` (`{other}`)", "two files want to lie at `{path}` (`{other}`)"),
            )
            .help(both!("gi den ene et annet navn", "rename one of them"))
        };
        let problems = collisions(&paths).into_iter().map(problem).collect();
        (Self { files, made_of, translations, set: BTreeMap::new(), unlinked: Vec::new(), base_path, origin }, problems)
    }
}

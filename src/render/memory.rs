//! The pages of the last run, so that only those are rendered whose values have changed.
//!
//! The bytes of a page follow from its value, the theme, what all pages share, and the answers it got when it asked where
//! its links lead. Where all four are the same, the bytes are. A page with something to object to is not remembered.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::RenderedFile;
use super::markdown::{Asked, Setter};
use super::pdf::Print;
#[cfg(feature = "serve")]
use super::pdf::{Finished, Kept};
use super::template::Templates;
use crate::domain::{Attachment, SitePath, Written};
use crate::load::Theme;
use crate::plan::page::{Link, Page, Site};
use crate::plan::{Addresses, Catalogue, DataSet, Planned};

/// How many manuscripts that are others by now are remembered, so that a change that is taken back is there at once.
#[cfg(feature = "serve")]
pub(super) const KEPT: usize = 16;

/// What is left of the last run.
#[derive(Default)]
pub(crate) struct Memory {
    last: Option<Last>,
    /// Attachments, and what is published of them.
    attached: Vec<(Attachment, RenderedFile)>,
    /// Tables, and their files.
    data: Vec<(DataSet, Vec<RenderedFile>)>,
    /// All tables in one file.
    all_data: Option<RenderedFile>,
    /// The catalogue, and its files.
    catalogue: Option<(Catalogue, Vec<RenderedFile>)>,
    /// What was set on paper.
    #[cfg(feature = "serve")]
    pub(super) kept: Kept,
    /// The pages before these, until there is time to let go of them.
    old: Vec<Known>,
}

struct Last {
    site: Site,
    base_path: String,
    /// What abbreviations stand for, which any page may say.
    abbreviations: BTreeMap<String, Link>,
    templates: Templates,
    /// In the order of their paths.
    pages: Vec<Known>,
}

/// A page, and what it became.
pub(super) struct Known {
    pub path: SitePath,
    pub page: Arc<Page<Written>>,
    pub set: Arc<SetPage>,
}

/// A rendered page.
pub(super) struct SetPage {
    pub bytes: Arc<[u8]>,
    /// The attachments that it links to, by path within the content.
    pub linked: Vec<String>,
    pub asked: Asked,
    /// The same on paper.
    pub print: Option<Print>,
}

impl Memory {
    /// Gives back the templates and the pages of the last run, where what all pages share is still the same.
    pub(super) fn take(&mut self, theme: &Theme, site: &Site, addresses: &Addresses) -> Option<(Templates, Vec<Known>)> {
        let last = self.last.take()?;
        let is_same = last.site == *site
            && last.base_path == addresses.base_path
            && last.abbreviations == *addresses.abbreviations()
            && last.templates.are_of(theme);
        is_same.then_some((last.templates, last.pages))
    }

    /// Remembers a run.
    pub(super) fn keep(&mut self, templates: Templates, site: Site, addresses: &Addresses, pages: Vec<Known>, old: Vec<Known>) {
        self.old = old;
        self.last = Some(Last {
            site,
            base_path: addresses.base_path.clone(),
            abbreviations: addresses.abbreviations().clone(),
            templates,
            pages,
        });
    }

    /// Begins with what was set on paper before.
    #[cfg(feature = "serve")]
    pub(crate) fn knowing(kept: Kept) -> Self {
        Self { kept, ..Self::default() }
    }

    /// Remembers what became of a manuscript.
    #[cfg(feature = "serve")]
    pub(crate) fn learn(&mut self, finished: Finished) {
        self.kept.add(finished);
    }

    /// Lets go of what is needed no more, which takes time where there is much.
    #[cfg(feature = "serve")]
    pub(crate) fn tidy(&mut self) {
        self.old = Vec::new();
    }

    /// Returns what is published of an attachment, where that is known.
    pub(super) fn attached(&self, attachment: &Attachment) -> Option<RenderedFile> {
        let known = self.attached.iter().find(|(known, _)| known == attachment);
        known.map(|(_, file)| file.clone())
    }

    /// Returns the files of the tables, each and all in one; those of the last run are not made again.
    pub(super) fn data(
        &mut self,
        sets: Vec<DataSet>,
        make: impl Fn(&DataSet) -> Vec<RenderedFile>,
        make_all: impl FnOnce(&[DataSet]) -> Option<RenderedFile>,
    ) -> Vec<RenderedFile> {
        if !self.data.iter().map(|(known, _)| known).eq(&sets) {
            self.all_data = make_all(&sets);
        }
        let mut last = std::mem::take(&mut self.data);
        for set in sets {
            let known = last.iter().position(|(known, _)| *known == set).map(|at| last.swap_remove(at));
            self.data.push(known.unwrap_or_else(|| {
                let files = make(&set);
                (set, files)
            }));
        }
        self.data.iter().flat_map(|(_, files)| files.iter().cloned()).chain(self.all_data.clone()).collect()
    }

    /// Returns the files of the catalogue; that of the last run is not written again.
    pub(super) fn catalogue(
        &mut self,
        catalogue: Option<Catalogue>,
        make: impl Fn(&Catalogue) -> Vec<RenderedFile>,
    ) -> Vec<RenderedFile> {
        let last = self.catalogue.take();
        self.catalogue = catalogue.map(|catalogue| match last.filter(|(known, _)| *known == catalogue) {
            Some(last) => last,
            None => {
                let files = make(&catalogue);
                (catalogue, files)
            }
        });
        self.catalogue.iter().flat_map(|(_, files)| files.iter().cloned()).collect()
    }

    /// Remembers what is published of the attachments.
    pub(super) fn keep_attached(&mut self, attached: Vec<(Attachment, RenderedFile)>) {
        self.attached = attached;
    }
}

/// Returns what a page became last time, where it would become the same again.
pub(super) fn same_again(known: &[Known], planned: &Planned, setter: &Setter<'_>) -> Option<Arc<SetPage>> {
    let at = known.binary_search_by(|known| known.path.cmp(&planned.path)).ok()?;
    let known = known.get(at).filter(|known| is_same(&known.page, &planned.page) && known.set.asked.holds(setter))?;
    Some(Arc::clone(&known.set))
}

fn is_same(one: &Arc<Page<Written>>, other: &Arc<Page<Written>>) -> bool {
    Arc::ptr_eq(one, other) || one == other
}

//! What was found in the files of the last run, so that only those are read that have changed.
//!
//! What is found in a file follows from its bytes, from the secrets that are sought, from the paths of all files (where links
//! lead) and, for the pages that are watched, from the watch. Where all of these are the same, so is what is found.

use std::sync::Arc;

use super::flaw::{Flaw, Read};
use super::needles::Needles;
use super::report::Judged;
use super::{RenderedFile, RenderedSite, Secret, Secrets, Watch};

/// What is left of the last run.
#[derive(Default)]
pub(crate) struct Memory(Option<Last>);

pub(super) struct Last {
    base_path: String,
    origin: String,
    secrets: Vec<Secret>,
    needles: Needles,
    watch: Watch,
    files: Vec<RenderedFile>,
    known: Vec<Known>,
}

/// What was found in a file.
#[derive(Clone)]
pub(super) struct Known {
    pub judged: Judged,
    pub read: Read,
    /// What singles out on it; none: it was not looked for.
    pub singled: Option<Vec<Flaw>>,
}

/// What is left of the last run for one file.
#[derive(Default)]
pub(super) struct Left {
    /// All that was found in it, where its bytes are the same.
    pub known: Option<Known>,
    pub clean: Option<Clean>,
}

/// The bytes that a file had when nothing on it singled out, and the file it was made of.
pub(super) struct Clean {
    pub bytes: Arc<[u8]>,
    pub made_of: Arc<str>,
}

impl Memory {
    /// Gives back the last run as far as it is good for `site`: the needles, and for each file what is known of it.
    pub(super) fn take(&mut self, site: &RenderedSite, secrets: &Secrets, watch: &Watch) -> (Needles, Vec<Left>) {
        let nothing = |needles| (needles, site.files.iter().map(|_| Left::default()).collect());
        let Some(last) = self.0.take().filter(|last| last.secrets == secrets.0) else { return nothing(Needles::new(secrets)) };
        let has_same_paths = last.files.len() == site.files.len()
            && last.files.iter().zip(&site.files).all(|(old, new)| old.path == new.path)
            && (&last.base_path, &last.origin) == (&site.base_path, &site.origin);
        if !has_same_paths {
            return nothing(last.needles);
        }
        let is_same_watch = last.watch == *watch;
        let known = last.known.into_iter().zip(&last.files).zip(&site.files).map(|((mut known, old), new)| {
            known.singled = known.singled.filter(|_| is_same_watch);
            if Arc::ptr_eq(&old.bytes, &new.bytes) || old.bytes == new.bytes {
                return Left { known: Some(known), clean: None };
            }
            let is_clean = known.singled.is_some_and(|singled| singled.is_empty());
            let made_of = known.judged.made_of.filter(|_| is_clean);
            Left { known: None, clean: made_of.map(|made_of| Clean { bytes: Arc::clone(&old.bytes), made_of }) }
        });
        (last.needles, known.collect())
    }

    /// Remembers a run.
    pub(super) fn keep(&mut self, site: &RenderedSite, secrets: &Secrets, needles: Needles, watch: Watch, known: Vec<Known>) {
        self.0 = Some(Last {
            base_path: site.base_path.clone(),
            origin: site.origin.clone(),
            secrets: secrets.0.clone(),
            needles,
            watch,
            files: site.files.clone(),
            known,
        });
    }
}

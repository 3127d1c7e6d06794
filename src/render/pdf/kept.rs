//! What was set before, by what it was made of: the very same manuscript is not set again.
//!
//! A PDF follows from its manuscript and from the typesetter. [`digest`] is of both, so that neither another word nor
//! another program ever meets a PDF that is not its own.

use std::collections::BTreeMap;
#[cfg(feature = "serve")]
use std::collections::VecDeque;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::{Manuscript, Unset};

/// What the typesetter is made of, as the build script found it: the sources beside this file and the versions of all crates.
const TYPESETTER: &str = env!("UTSYN_TYPESETTER");

/// What became of manuscripts, by their digests.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kept {
    sets: BTreeMap<String, Set>,
    /// The digests, the oldest first.
    #[cfg(feature = "serve")]
    order: VecDeque<String>,
}

/// What became of a manuscript.
pub(in crate::render) type Set = Result<Arc<[u8]>, Unset>;

impl Kept {
    /// Takes PDFs by the digests of their manuscripts.
    pub(crate) fn of(pdfs: BTreeMap<String, Arc<[u8]>>) -> Self {
        Self {
            #[cfg(feature = "serve")]
            order: pdfs.keys().cloned().collect(),
            sets: pdfs.into_iter().map(|(digest, bytes)| (digest, Ok(bytes))).collect(),
        }
    }

    pub(in crate::render) fn get(&self, digest: &str) -> Option<&Set> {
        self.sets.get(digest)
    }

    /// Adds what became of a manuscript.
    #[cfg(feature = "serve")]
    pub(in crate::render) fn add(&mut self, Finished { digest, set }: Finished) {
        if self.sets.insert(digest.clone(), set).is_none() {
            self.order.push_back(digest);
        }
    }

    /// Lets go of the oldest where there are more than `most`.
    #[cfg(feature = "serve")]
    pub(in crate::render) fn shrink(&mut self, most: usize) {
        while self.order.len() > most {
            self.order.pop_front().map(|digest| self.sets.remove(&digest));
        }
    }
}

/// A manuscript that is to be set.
#[derive(Debug, Clone)]
#[cfg_attr(not(feature = "serve"), expect(dead_code, reason = "only the preview lets something wait"))]
pub(crate) struct Job {
    /// What tells it from all others.
    pub digest: String,
    pub(in crate::render) manuscript: Manuscript,
}

/// What became of a [`Job`].
#[cfg(feature = "serve")]
#[derive(Debug, Clone)]
pub(crate) struct Finished {
    pub digest: String,
    pub(in crate::render) set: Set,
}

/// Returns what tells a manuscript from all others, and this typesetter from others: 64 hexadecimal digits.
pub(in crate::render) fn digest(manuscript: &Manuscript) -> String {
    let mut all = Sum(Sha256::new());
    // Derived, so that no part of a manuscript can be left out.
    (TYPESETTER, manuscript).hash(&mut all);
    all.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Sums up whatever can be hashed.
struct Sum(Sha256);

impl Hasher for Sum {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The trait asks for a short sum; here the whole one is taken.
    fn finish(&self) -> u64 {
        0
    }
}

//! What was set before, by what it was made of: the very same manuscript is not set again.
//!
//! A PDF follows from its manuscript and from the typesetter. [`digest`] is of both, so that neither another word nor
//! another program ever meets a PDF that is not its own.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::{Manuscript, Unset};

/// What the typesetter is made of, as the build script found it: the sources beside this file and the versions of all crates.
const TYPESETTER: &str = env!("UTSYN_TYPESETTER");

/// What became of manuscripts, by their digests.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kept(BTreeMap<String, Set>);

/// What became of a manuscript.
pub(in crate::render) type Set = Result<Arc<[u8]>, Unset>;

impl Kept {
    /// Takes PDFs by the digests of their manuscripts.
    pub(crate) fn of(pdfs: BTreeMap<String, Arc<[u8]>>) -> Self {
        Self(pdfs.into_iter().map(|(digest, bytes)| (digest, Ok(bytes))).collect())
    }

    pub(in crate::render) fn get(&self, digest: &str) -> Option<&Set> {
        self.0.get(digest)
    }
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

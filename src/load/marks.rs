//! How the sources look from outside: which files there are, how large, and when each was changed.

use std::fs::Metadata;
use std::path::Path;
#[cfg(feature = "serve")]
use std::path::PathBuf;
use std::time::{Duration, UNIX_EPOCH};

#[cfg(feature = "serve")]
use walkdir::WalkDir;

/// Deepest folder that is looked into; nothing that is read lies deeper.
#[cfg(feature = "serve")]
const DEEPEST: usize = 200;

/// What was seen of some folders. Two that differ mean that something has changed; two that are equal mean so of most things
/// only: a file can be changed twice in one tick of the disk's clock.
#[cfg(feature = "serve")]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Marks(Vec<(PathBuf, Option<Mark>)>);

/// Size, time, and what else tells a file from another that took its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    size: u64,
    changed: Option<Duration>,
    identity: [i64; 4],
}

/// Looks at all that lies in `folders`, without reading it. What cannot be looked at is noted as such.
#[cfg(feature = "serve")]
pub(crate) fn marks(folders: &[PathBuf]) -> Marks {
    Marks(folders.iter().flat_map(|folder| marks_of(folder)).collect())
}

#[cfg(feature = "serve")]
fn marks_of(folder: &Path) -> Vec<(PathBuf, Option<Mark>)> {
    let entries = WalkDir::new(folder).max_depth(DEEPEST).sort_by_file_name();
    let mark = |entry: walkdir::Result<walkdir::DirEntry>| match entry {
        Ok(entry) => (entry.path().to_path_buf(), entry.metadata().ok().map(|seen| Mark::of(&seen))),
        Err(error) => (error.path().unwrap_or(folder).to_path_buf(), None),
    };
    entries.into_iter().map(mark).collect()
}

impl Mark {
    /// Looks at one file; none where it cannot be looked at.
    pub(super) fn at(path: &Path) -> Option<Self> {
        path.symlink_metadata().ok().map(|seen| Self::of(&seen))
    }

    /// Returns when the file was last touched, by a clock that nobody sets back; none where the system has no such clock.
    #[cfg(feature = "serve")]
    pub(super) fn touched(&self) -> Option<Duration> {
        let [.., seconds, nanoseconds] = self.identity;
        let (seconds, nanoseconds) = (u64::try_from(seconds).ok()?, u32::try_from(nanoseconds).ok()?);
        Some(Duration::new(seconds, nanoseconds)).filter(|touched| !touched.is_zero())
    }

    /// Takes what is seen of a file.
    pub(super) fn of(seen: &Metadata) -> Self {
        let changed = seen.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        // What lies in a folder is seen for itself.
        let size = if seen.is_dir() { 0 } else { seen.len() };
        Self { size, changed, identity: identity(seen) }
    }
}

#[cfg(unix)]
fn identity(seen: &Metadata) -> [i64; 4] {
    use std::os::unix::fs::MetadataExt;
    [seen.dev().cast_signed(), seen.ino().cast_signed(), seen.ctime(), seen.ctime_nsec()]
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> [i64; 4] {
    [0; 4]
}

//! The last stage: puts a finished site on disk, whole or not at all.
//!
//! [`write()`] is the way in. Below the output folder lie `public` (or `drafts`), which is the site and nothing else, and
//! `.utsyn`, the workshop: the lock, the list of the files that utsyn wrote, the next site while it is being made, and the PDFs
//! of the public one (`kept`).
//!
//! 1. `folder` refuses output folders where writing could do harm;
//! 2. `lock` keeps a second build out;
//! 3. `swap` puts right what a killed run left behind;
//! 4. `tree` reads the old site, and `list` refuses to replace a file that utsyn did not write;
//! 5. `stage` makes the new site beside the old one; files with unchanged bytes are taken over by hard link;
//! 6. `swap` exchanges the two in one step; then the old one is deleted.
//!
//! Invariant: whoever looks at `public`, whenever the run is killed, sees the whole old site or the whole new one. Only a
//! file system without exchange has a moment without a site, and the next run mends that.
//! Invariant: a file is never changed in place, a link is never followed, nothing outside the two folders is touched.
//! Invariant: the list names every file in `public` at any time, so a killed run never makes the next one refuse.
//!
//! Of all files only the list is forced from memory to disk: a site can be built again, and waiting for the disk would cost
//! more than all the rest. After a loss of power, build again: the list still says what is ours, and files that came to
//! harm differ from the new ones and are replaced.
//!
//! Beside the site there are single files that commands write: a key, a sealed mapping, its clear text (`file`); and files of the editor that get
//! another name together (`exchange`), and a folder of new ones (`new_folder`).
//!
//! Must not know: what a page is.

mod beside;
mod disk;
mod exchange;
mod file;
mod folder;
mod kept;
mod list;
mod lock;
mod new_folder;
mod stage;
mod swap;
#[cfg(test)]
mod tests;
mod tree;

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::problem::{Fault, both};
use crate::verify::RenderedFile;
use crate::verify::VerifiedSite;

pub(crate) use beside::beside_site;
pub(crate) use exchange::{Rewritten, exchange};
pub(crate) use file::{Access, exchange_file, new_file, remove_file, replace_file};
pub(crate) use kept::{keep, kept};
pub(crate) use new_folder::new_folder;

use disk::{Disk, RealDisk};
use folder::Folders;
use tree::Tree;

/// Which site is written: each has its own folder and its own list of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    Public,
    /// With drafts: for the eyes of the house.
    Drafts,
}

impl Target {
    /// Returns the name of the folder below the output folder.
    pub(crate) fn folder(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Drafts => "drafts",
        }
    }
}

/// What became of the files.
#[derive(Debug)]
pub(crate) struct Written {
    pub files: usize,
    /// New or changed.
    pub written: usize,
    pub unchanged: usize,
    /// Paths of the files that stood in the old site and are gone, sorted.
    pub removed: Vec<String>,
    /// The new site stands, but tidying up after it failed. The next run does it.
    pub unfinished: Option<Fault>,
}

/// Makes `site` the content of its folder below `output`.
///
/// `protected` are the folders with the sources: the output folder may neither hold one nor lie in one.
///
/// # Errors
///
/// A usage [`Fault`] where the folder is refused, a machine one where the disk or another build is in the way. The old
/// site is untouched then.
pub(crate) fn write(site: &VerifiedSite, output: &Path, target: Target, protected: &[PathBuf]) -> Result<Written, Fault> {
    folder::check(output, std::env::home_dir().as_deref(), protected)?;
    write_files(&RealDisk, site.files(), output, target)
}

/// Writes `files`, sorted by path, to an output folder that may be written to.
fn write_files(disk: &dyn Disk, files: &[RenderedFile], output: &Path, target: Target) -> Result<Written, Fault> {
    let folders = Folders::make(disk, output, target)?;
    let _lock = lock::lock(output, &folders.lock)?;
    swap::recover(disk, &folders)?;
    let old = tree::read_site(disk, &folders)?;
    let mut list = list::read(disk, &folders)?;
    list.refuse_foreign(&folders, old.as_ref())?;

    let same = stage::compare(disk, &folders, files, old.as_ref());
    let mut written = account(files, &same, old.as_ref());
    if old.is_some() && written.written == 0 && written.removed.is_empty() {
        // A killed run may have left a list that names more.
        written.unfinished = list.replace(disk, &folders, files, None).err().map(unfinished);
        return Ok(written);
    }
    let leaving = old.as_ref().filter(|_| !written.removed.is_empty());
    let made = stage::make(disk, &folders, files, &same)
        .and_then(|()| list.replace(disk, &folders, files, leaving))
        .and_then(|()| swap::swap(disk, &folders, old.is_some()));
    if let Err(fault) = made {
        // What cannot be cleared away now is cleared away by the next run.
        let _ = tree::remove(disk, &folders.staged);
        return Err(fault);
    }
    written.unfinished = tidy(disk, &folders, &mut list, files, old.as_ref()).err().map(unfinished);
    Ok(written)
}

/// Counts what changes, and names what goes.
fn account(files: &[RenderedFile], same: &[bool], old: Option<&Tree>) -> Written {
    let unchanged = same.iter().filter(|&&same| same).count();
    let gone = |path: &&String| files.binary_search_by(|file| file.path.as_str().cmp(path)).is_err() && !list::is_litter(path);
    let removed = old.map(|old| old.files.par_iter().filter(gone).cloned().collect()).unwrap_or_default();
    Written { files: files.len(), written: files.len() - unchanged, unchanged, removed, unfinished: None }
}

/// Forgets and deletes the old site, which after the exchange lies where the new one was made.
fn tidy(
    disk: &dyn Disk,
    folders: &Folders,
    list: &mut list::List,
    files: &[RenderedFile],
    old: Option<&Tree>,
) -> Result<(), Fault> {
    list.replace(disk, folders, files, None)?;
    let Some(old) = old else { return Ok(()) };
    // A file that came in meanwhile keeps its folder from being removed: then look again.
    tree::remove_known(disk, &folders.staged, old).or_else(|_| tree::remove(disk, &folders.staged))
}

fn unfinished(fault: Fault) -> Fault {
    fault.help(both!(
        "det nye nettstedet er på plass; resten av det gamle ryddes bort ved neste kjøring",
        "the new site is in place; what is left of the old one is cleared away by the next run"
    ))
}

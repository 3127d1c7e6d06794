//! The list of the files that utsyn wrote. A file that it lacks is somebody else's, and is not replaced.
//!
//! Before the exchange the list names the files of the old site and of the new one, afterwards those of the new one. So it
//! covers whichever of the two a killed run leaves.

use std::collections::BTreeSet;

use crate::problem::{Fault, both};
use crate::verify::RenderedFile;

use super::disk::Disk;
use super::folder::Folders;
use super::tree::{self, Tree};

/// The list as it is on disk: a path a line, sorted; empty where there is none.
pub(super) struct List(Vec<u8>);

/// How many foreign files are named in a message.
const SHOWN: usize = 5;

/// Reads the list of the last run.
pub(super) fn read(disk: &dyn Disk, folders: &Folders) -> Result<List, Fault> {
    match disk.read(&folders.list) {
        Ok(text) => Ok(List(text)),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(List(Vec::new())),
        Err(cause) => Err(Fault::read(&folders.list, cause)),
    }
}

impl List {
    /// Refuses to go on where the old site holds what utsyn did not write.
    pub(super) fn refuse_foreign(&self, folders: &Folders, old: Option<&Tree>) -> Result<(), Fault> {
        let Some(old) = old else { return Ok(()) };
        if old.odd.is_empty() && text(&[], Some(old)) == self.0 {
            return Ok(());
        }
        let mut ours: Vec<&[u8]> = self.0.split(|&byte| byte == b'\n').collect();
        ours.sort_unstable();
        let known = |path: &str| ours.binary_search(&path.as_bytes()).is_ok() || is_litter(path);
        let foreign = old.files.iter().filter(|path| !known(path)).cloned();
        let odd = old.odd.iter().map(|path| path.to_string_lossy().into_owned());
        let foreign: BTreeSet<String> = foreign.chain(odd).collect();
        if foreign.is_empty() { Ok(()) } else { Err(refusal(folders, &foreign)) }
    }

    /// Puts the paths of `files`, and of `old` where there is one, in the place of the list, in one step.
    pub(super) fn replace(
        &mut self,
        disk: &dyn Disk,
        folders: &Folders,
        files: &[RenderedFile],
        old: Option<&Tree>,
    ) -> Result<(), Fault> {
        let text = text(files, old);
        if text == self.0 {
            return Ok(());
        }
        let path = &folders.next_list;
        tree::remove(disk, path)?;
        disk.make_lasting_file(path, &text).map_err(|cause| Fault::write(path, &cause))?;
        disk.rename(path, &folders.list).map_err(|cause| Fault::write(&folders.list, &cause))?;
        self.0 = text;
        Ok(())
    }
}

fn text(files: &[RenderedFile], old: Option<&Tree>) -> Vec<u8> {
    let mut paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    if let Some(old) = old {
        paths.extend(old.files.iter().map(String::as_str));
        paths.sort_unstable();
        paths.dedup();
    }
    let mut text = Vec::new();
    for path in paths {
        text.extend_from_slice(path.as_bytes());
        text.push(b'\n');
    }
    text
}

/// Tells whether the file is one that systems strew into every folder somebody looks at. It goes with the old site.
pub(super) fn is_litter(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    matches!(name, ".DS_Store" | "Thumbs.db" | "desktop.ini")
}

fn refusal(folders: &Folders, foreign: &BTreeSet<String>) -> Fault {
    let (shown, count) = (folders.site.display(), foreign.len());
    let mut names = foreign.iter().take(SHOWN).map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ");
    if count > SHOWN {
        names.push_str(", …");
    }
    let doing = if count == 1 {
        both!(
            "i `{shown}` ligger en fil som utsyn ikke har skrevet: {names}",
            "`{shown}` holds a file that utsyn did not write: {names}"
        )
    } else {
        both!(
            "i `{shown}` ligger {count} filer som utsyn ikke har skrevet: {names}",
            "`{shown}` holds {count} files that utsyn did not write: {names}"
        )
    };
    Fault::usage(doing).help(both!(
        "hele mappen byttes ut ved hvert bygg, så dette ville gått tapt. Flytt det ut, eller velg en annen utmappe. \
         Skal det publiseres, hører det hjemme i `content/files`",
        "the whole folder is replaced by each build, so this would be lost. Move it out, or choose another output folder. \
         If it is to be published, it belongs in `content/files`"
    ))
}

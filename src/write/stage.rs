//! Makes the new site beside the old one.

use rayon::prelude::*;

use crate::problem::Fault;
use crate::verify::RenderedFile;

use super::disk::Disk;
use super::folder::Folders;
use super::tree::{self, Tree};

/// Files a thread takes at least: neighbours share a folder, and two threads in one folder wait for each other.
const LEAST: usize = 16;

/// Tells of each file whether the old site holds it with the same bytes. One that cannot be read is written anew.
pub(super) fn compare(disk: &dyn Disk, folders: &Folders, files: &[RenderedFile], old: Option<&Tree>) -> Vec<bool> {
    let Some(old) = old else { return vec![false; files.len()] };
    let same = |file: &RenderedFile| {
        let path = file.path.as_str();
        old.files.binary_search_by(|known| known.as_str().cmp(path)).is_ok()
            && disk.holds(&folders.site.join(path), &file.bytes).unwrap_or(false)
    };
    files.par_iter().with_min_len(LEAST).map(same).collect()
}

/// Makes the whole new site: what is the same is linked to the old file, the rest is written.
pub(super) fn make(disk: &dyn Disk, folders: &Folders, files: &[RenderedFile], same: &[bool]) -> Result<(), Fault> {
    tree::make_folders(disk, &folders.staged, &levels(files))?;
    files.par_iter().zip(same).with_min_len(LEAST).try_for_each(|(file, &same)| {
        let path = folders.staged.join(file.path.as_str());
        // File systems without hard links, and files with too many, get a file of their own.
        if same && disk.link(&folders.site.join(file.path.as_str()), &path).is_ok() {
            return Ok(());
        }
        disk.make_file(&path, &file.bytes).map_err(|cause| Fault::write(&path, &cause))
    })
}

/// Returns the folders of `files` by depth, each once.
fn levels(files: &[RenderedFile]) -> Vec<Vec<&str>> {
    let mut levels: Vec<Vec<&str>> = Vec::new();
    for file in files {
        let path = file.path.as_str();
        for (depth, (end, _)) in path.match_indices('/').enumerate() {
            let Some(folder) = path.get(..end) else { continue };
            if levels.len() <= depth {
                levels.push(Vec::new());
            }
            // In sorted paths all that lies in one folder stands together.
            if let Some(level) = levels.get_mut(depth)
                && level.last() != Some(&folder)
            {
                level.push(folder);
            }
        }
    }
    levels
}

#[cfg(test)]
mod tests {
    use crate::write::tests::site;

    use super::levels;

    #[test]
    fn each_folder_is_named_once_and_after_its_parent() {
        let site = site(&[("a-b/x", ""), ("a/b/c/x", ""), ("a/b/y", ""), ("a/c/x", ""), ("a.html", ""), ("x", "")]);
        assert_eq!(levels(&site), [vec!["a-b", "a"], vec!["a/b", "a/c"], vec!["a/b/c"]]);
    }
}

//! A folder with all that is below it: read and deleted a level at a time, each level by all threads.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::problem::{Fault, both};

use super::disk::{Disk, Kind};
use super::folder::Folders;

/// What lies below a folder. Paths are relative to it and have `/` between their parts.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// Sorted.
    pub files: Vec<String>,
    /// The folders by depth: first those that lie in the folder itself.
    pub levels: Vec<Vec<String>>,
    /// Links, devices, names that are no text: nothing that utsyn made.
    pub odd: Vec<PathBuf>,
}

/// Fewer calls than this are not worth a second thread.
const LEAST: usize = 16;

/// Returns the old site, or none where there is none.
pub(super) fn read_site(disk: &dyn Disk, folders: &Folders) -> Result<Option<Tree>, Fault> {
    let shown = folders.site.display();
    match disk.kind(&folders.site).map_err(|cause| Fault::read(&folders.site, cause))? {
        None => Ok(None),
        Some(Kind::Folder) => read(disk, &folders.site).map(Some),
        Some(Kind::File | Kind::Other) => Err(Fault::usage(both!(
            "`{shown}` er ikke en vanlig mappe, og utsyn skriver ikke gjennom lenker eller over filer",
            "`{shown}` is not a plain folder, and utsyn writes neither through links nor over files"
        ))
        .help(both!("flytt den bort, eller velg en annen utmappe", "move it away, or choose another output folder"))),
    }
}

/// Reads what lies below `root`. Links are not followed.
pub(super) fn read(disk: &dyn Disk, root: &Path) -> Result<Tree, Fault> {
    let mut tree = Tree::default();
    let mut level = vec![String::new()];
    while !level.is_empty() {
        let found = level.par_iter().with_min_len(LEAST).map(|folder| {
            let path = root.join(folder);
            disk.names(&path).map_err(|cause| Fault::read(&path, cause))
        });
        let found: Vec<_> = found.collect::<Result<_, _>>()?;
        let mut below = Vec::new();
        for (folder, names) in level.iter().zip(found) {
            for (name, kind) in names {
                match (name.to_str(), kind) {
                    (Some(name), Kind::File) => tree.files.push(inside(folder, name)),
                    (Some(name), Kind::Folder) => below.push(inside(folder, name)),
                    _ => tree.odd.push(Path::new(folder).join(name)),
                }
            }
        }
        tree.levels.push(std::mem::replace(&mut level, below));
    }
    // The first level is the folder itself.
    tree.levels.remove(0);
    tree.files.par_sort_unstable();
    Ok(tree)
}

fn inside(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// Makes the folders of `levels` below `root`, parents first.
pub(super) fn make_folders(disk: &dyn Disk, root: &Path, levels: &[Vec<&str>]) -> Result<(), Fault> {
    let make = |path: &Path| disk.make_folder(path).map_err(|cause| Fault::write(path, &cause));
    make(root)?;
    levels.iter().try_for_each(|level| level.par_iter().with_min_len(LEAST).try_for_each(|folder| make(&root.join(folder))))
}

/// Deletes whatever lies at `path`. A link is deleted, not what it leads to.
pub(super) fn remove(disk: &dyn Disk, path: &Path) -> Result<(), Fault> {
    match disk.kind(path).map_err(|cause| Fault::read(path, cause))? {
        None => Ok(()),
        Some(Kind::Folder) => remove_known(disk, path, &read(disk, path)?),
        Some(Kind::File | Kind::Other) => disk.remove_file(path).map_err(|cause| Fault::write(path, &cause)),
    }
}

/// Deletes the folder `root` with what is known to lie below it: files first, then folders, the deepest first.
pub(super) fn remove_known(disk: &dyn Disk, root: &Path, tree: &Tree) -> Result<(), Fault> {
    let file = |path: &Path| disk.remove_file(path).map_err(|cause| Fault::write(path, &cause));
    let folder = |path: &Path| disk.remove_folder(path).map_err(|cause| Fault::write(path, &cause));
    tree.files.par_iter().with_min_len(LEAST).try_for_each(|path| file(&root.join(path)))?;
    tree.odd.iter().try_for_each(|path| file(&root.join(path)))?;
    for level in tree.levels.iter().rev() {
        level.par_iter().with_min_len(LEAST).try_for_each(|path| folder(&root.join(path)))?;
    }
    folder(root)
}

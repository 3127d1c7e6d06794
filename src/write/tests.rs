//! Whole runs in folders of their own, and a disk on which any call can fail.

mod beginnings;
mod faults;
mod kept;
mod runs;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::domain::SitePath;
use crate::verify::RenderedFile;

/// A folder for one test, deleted at its end.
pub(super) struct Scratch(PathBuf);

impl Scratch {
    pub(super) fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("utsyn-write-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path.canonicalize().unwrap())
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Returns the files of a site, in the order a site has them.
pub(super) fn site(files: &[(&str, &str)]) -> Vec<RenderedFile> {
    let mut files: Vec<_> = files
        .iter()
        .map(|(path, text)| RenderedFile { path: SitePath::new(*path).unwrap(), bytes: text.as_bytes().into() })
        .collect();
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

/// Returns what lies below `folder`, by path: the text of files, `->` for links, nothing for missing folders.
fn content(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(&at).into_iter().flatten() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            if path.is_symlink() {
                found.insert(name, "->".to_owned());
            } else if path.is_dir() {
                open.push(path);
            } else {
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

fn content_of(site: &[RenderedFile]) -> BTreeMap<String, String> {
    site.iter().map(|file| (file.path.to_string(), String::from_utf8(file.bytes.to_vec()).unwrap())).collect()
}

/// Says that nothing but the lock and the list is left in the workshop.
fn assert_tidy(output: &Path) {
    let left: Vec<_> = content(&output.join(".utsyn")).into_keys().collect();
    assert_eq!(left, ["lock", "public.list"]);
    let folders: Vec<_> = fs::read_dir(output.join(".utsyn")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(folders.len(), 2, "{folders:?}");
}

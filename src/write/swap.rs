//! Exchanges the old site with the new one, and puts right what a killed run left.

use std::io::ErrorKind;
use std::path::Path;

use crate::problem::{Fault, both};

use super::disk::Disk;
use super::folder::Folders;
use super::tree;

/// Puts the new site in place in one step. Afterwards the old one, if any, lies where the new one was made.
pub(super) fn swap(disk: &dyn Disk, folders: &Folders, has_old: bool) -> Result<(), Fault> {
    if !has_old {
        return rename(disk, &folders.staged, &folders.site);
    }
    match disk.exchange(&folders.staged, &folders.site) {
        Err(cause) if cause.kind() == ErrorKind::Unsupported => in_steps(disk, folders),
        done => done.map_err(|cause| Fault::write(&folders.site, &cause)),
    }
}

/// For file systems that cannot exchange: the old one steps aside. For a moment there is no site.
fn in_steps(disk: &dyn Disk, folders: &Folders) -> Result<(), Fault> {
    rename(disk, &folders.site, &folders.aside)?;
    if let Err(fault) = rename(disk, &folders.staged, &folders.site) {
        return Err(match rename(disk, &folders.aside, &folders.site) {
            Ok(()) => fault,
            Err(_) => fault.help(both!(
                "det gamle nettstedet er helt, men ligger i `{}`; neste kjøring legger det tilbake",
                "the old site is whole, but lies in `{}`; the next run puts it back",
                folders.aside.display()
            )),
        });
    }
    // The new site stands. Where the old one cannot be moved on, the next run deletes it where it lies.
    let _ = rename(disk, &folders.aside, &folders.staged);
    Ok(())
}

/// Puts back a site that a killed run had moved aside, and deletes what such a run left half made or half deleted.
pub(super) fn recover(disk: &dyn Disk, folders: &Folders) -> Result<(), Fault> {
    let lies = |path: &Path| disk.kind(path).map(|kind| kind.is_some()).map_err(|cause| Fault::read(path, cause));
    if lies(&folders.aside)? && !lies(&folders.site)? {
        rename(disk, &folders.aside, &folders.site)?;
    }
    tree::remove(disk, &folders.aside)?;
    tree::remove(disk, &folders.staged)
}

fn rename(disk: &dyn Disk, from: &Path, to: &Path) -> Result<(), Fault> {
    disk.rename(from, to).map_err(|cause| Fault::write(to, &cause))
}

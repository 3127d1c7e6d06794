//! A folder of new files, whole or not at all: they are made aside and take their place when all are there.
//!
//! A folder that is not there yet appears in one step. In one that is there, which holds nothing but perhaps a repository,
//! what has come into place is taken out again when the rest cannot follow.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::disk::{Disk, RealDisk};
use crate::problem::{Fault, both};

/// Makes `folder` with these files, by their paths within it, which have `/`.
///
/// # Errors
///
/// A usage [`Fault`] where something of theirs is there already, a machine one where the disk is in the way. Nothing is left
/// of it then.
pub(crate) fn new_folder(folder: &Path, files: &[(String, &str)]) -> Result<(), Fault> {
    make(&RealDisk, folder, files)
}

pub(super) fn make(disk: &dyn Disk, folder: &Path, files: &[(String, &str)]) -> Result<(), Fault> {
    let is_there = disk.kind(folder).map_err(|cause| fault(folder, cause))?.is_some();
    let made = if is_there { Vec::new() } else { above(disk, folder)? };
    let aside = if is_there { folder.join(".utsyn.new") } else { beside(folder) };
    // What a killed run left there is of no use to anyone; what is not ours stays, and is in the way.
    clear(disk, &aside, files);
    let done = stage(disk, &aside, files).and_then(|()| match is_there {
        true => place(disk, folder, &aside, files),
        false => disk.rename(&aside, folder).map_err(|cause| fault(folder, cause)),
    });
    if done.is_err() {
        clear(disk, &aside, files);
        for folder in made.iter().rev() {
            let _ = disk.remove_folder(folder);
        }
    }
    done
}

/// A hidden name in the same folder, so that it can be renamed.
fn beside(folder: &Path) -> PathBuf {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    folder.with_file_name(format!(".{name}.new"))
}

/// Makes the folders above one; returns those that were not there.
fn above(disk: &dyn Disk, folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let mut missing = Vec::new();
    for above in folder.ancestors().skip(1).filter(|above| !above.as_os_str().is_empty()) {
        match disk.kind(above).map_err(|cause| fault(above, cause))? {
            Some(_) => break,
            None => missing.push(above.to_owned()),
        }
    }
    missing.reverse();
    for (done, above) in missing.iter().enumerate() {
        if let Err(cause) = disk.make_folder(above) {
            for made in missing[..done].iter().rev() {
                let _ = disk.remove_folder(made);
            }
            return Err(fault(above, cause));
        }
    }
    Ok(missing)
}

/// Returns the folders below the new one, each after the one above it.
fn folders<'a>(files: &'a [(String, &str)]) -> BTreeSet<&'a Path> {
    let above = |within: &str| Path::new(within).ancestors().skip(1).count() - 1;
    files.iter().flat_map(|(within, _)| Path::new(within).ancestors().skip(1).take(above(within))).collect()
}

fn stage(disk: &dyn Disk, aside: &Path, files: &[(String, &str)]) -> Result<(), Fault> {
    let made = |path: PathBuf, done: io::Result<()>| done.map_err(|cause| fault(&path, cause));
    made(aside.to_owned(), disk.make_folder(aside))?;
    for within in folders(files) {
        made(aside.join(within), disk.make_folder(&aside.join(within)))?;
    }
    for (within, text) in files {
        made(aside.join(within), disk.make_lasting_file(&aside.join(within), text.as_bytes()))?;
    }
    Ok(())
}

/// Moves what was made aside into a folder that is there, one name after the other, or back again.
fn place(disk: &dyn Disk, folder: &Path, aside: &Path, files: &[(String, &str)]) -> Result<(), Fault> {
    let names: BTreeSet<&str> = files.iter().map(|(within, _)| within.split('/').next().unwrap_or(within)).collect();
    let mut moved: Vec<&str> = Vec::new();
    for name in names {
        let (from, to) = (aside.join(name), folder.join(name));
        let free = disk.kind(&to).and_then(|kind| if kind.is_none() { Ok(()) } else { Err(ErrorKind::AlreadyExists.into()) });
        if let Err(cause) = free.and_then(|()| disk.rename(&from, &to)) {
            for name in moved.iter().rev() {
                let _ = disk.rename(&folder.join(name), &aside.join(name));
            }
            return Err(fault(&to, cause));
        }
        moved.push(name);
    }
    // Empty now; should it stay, it does no harm.
    let _ = disk.remove_folder(aside);
    Ok(())
}

/// Takes away what was made aside, and nothing else.
fn clear(disk: &dyn Disk, aside: &Path, files: &[(String, &str)]) {
    for (within, _) in files {
        let _ = disk.remove_file(&aside.join(within));
    }
    for within in folders(files).into_iter().rev() {
        let _ = disk.remove_folder(&aside.join(within));
    }
    let _ = disk.remove_folder(aside);
}

fn fault(path: &Path, cause: io::Error) -> Fault {
    let path = path.display();
    match cause.kind() {
        ErrorKind::AlreadyExists => Fault::usage(both!("`{path}` finnes fra før", "`{path}` is there already"))
            .help(both!("flytt det, eller velg en annen mappe", "move it, or choose another folder")),
        _ => Fault::machine(both!("kunne ikke skrive `{path}`", "could not write `{path}`"), cause),
    }
}

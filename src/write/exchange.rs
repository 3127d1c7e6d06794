//! Several files of an editor at once: one moves, others change. All or nothing, as far as a file system lets one.

use std::fs;
use std::path::{Path, PathBuf};

use super::file::{Access, replace_file};
use crate::problem::{Fault, both};

/// A file that gets other bytes.
pub(crate) struct Rewritten<'a> {
    /// Where it lies before and after the move.
    pub old_path: &'a Path,
    pub new_path: &'a Path,
    pub old: &'a [u8],
    pub new: &'a [u8],
    /// Only its owner may read it.
    pub is_confidential: bool,
}

/// Moves a file or a folder and rewrites files; what was done is undone where something cannot be done.
///
/// # Errors
///
/// A usage [`Fault`] where a file is not as it was read, or the new place is taken; a machine one where the disk is in the way.
pub(crate) fn exchange(moved: Option<&(PathBuf, PathBuf)>, rewritten: &[Rewritten<'_>]) -> Result<(), Fault> {
    for file in rewritten {
        let now = fs::read(file.old_path).map_err(|cause| Fault::read(file.old_path, cause))?;
        if now != file.old {
            return Err(changed_meanwhile(file.old_path));
        }
    }
    if let Some((from, to)) = moved {
        relocate(from, to)?;
    }
    for (done, file) in rewritten.iter().enumerate() {
        if let Err(fault) = replace(file, file.new) {
            // The first fault is the one to be told.
            for file in &rewritten[..done] {
                let _ = replace(file, file.old);
            }
            if let Some((from, to)) = moved {
                let _ = relocate(to, from);
            }
            return Err(fault);
        }
    }
    if let Some(left) = moved.and_then(|(from, _)| from.parent()) {
        // A folder that has become empty goes; any other stays.
        let _ = fs::remove_dir(left);
    }
    Ok(())
}

fn replace(file: &Rewritten<'_>, bytes: &[u8]) -> Result<(), Fault> {
    let access = if file.is_confidential { Access::Owner } else { Access::Usual };
    replace_file(file.new_path, bytes, access)
}

fn relocate(from: &Path, to: &Path) -> Result<(), Fault> {
    let same =
        |one: &Path, other: &Path| matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other);
    // On some systems a name in other letters is the same file.
    if to.symlink_metadata().is_ok() && !same(from, to) {
        let to = to.display();
        return Err(Fault::usage(both!("`{to}` finnes fra før", "`{to}` is there already")));
    }
    let above = to.parent().map_or(Ok(()), fs::create_dir_all);
    above.and_then(|()| fs::rename(from, to)).map_err(|cause| {
        let (from, to) = (from.display(), to.display());
        Fault::machine(both!("kunne ikke flytte `{from}` til `{to}`", "could not move `{from}` to `{to}`"), cause).help(both!(
            "lukk programmer som har filer åpne i mappen (Word, OneDrive, antivirus), og kjør på nytt; ingenting er endret",
            "close programs that hold files in the folder (Word, OneDrive, antivirus), and run again; nothing was changed"
        ))
    })
}

fn changed_meanwhile(path: &Path) -> Fault {
    let path = path.display();
    Fault::usage(both!("`{path}` ble endret mens du leste", "`{path}` was changed while you were reading"))
        .help(both!("kjør kommandoen på nytt; ingenting er skrevet", "run the command again; nothing was written"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::FaultKind;
    use crate::write::tests::Scratch;

    fn rewritten<'a>(old_path: &'a Path, new_path: &'a Path, old: &'a [u8], new: &'a [u8]) -> Rewritten<'a> {
        Rewritten { old_path, new_path, old, new, is_confidential: false }
    }

    #[test]
    fn a_fault_leaves_everything_as_it_was() {
        let scratch = Scratch::new();
        let path = |name: &str| scratch.path().join(name);
        fs::create_dir_all(path("a")).unwrap();
        fs::create_dir_all(path("mappe/full")).unwrap();
        fs::write(path("a/x.md"), "x").unwrap();
        fs::write(path("y.md"), "y").unwrap();
        let moved = (path("a/x.md"), path("b/z.md"));
        let (y, gone) = (path("y.md"), path("mappe"));
        // The second cannot be written: a folder stands in its place.
        let files = [rewritten(&moved.0, &moved.1, b"x", b"X"), rewritten(&y, &gone, b"y", b"Y")];
        assert_eq!(exchange(Some(&moved), &files).unwrap_err().kind, FaultKind::Machine);
        assert_eq!((fs::read(path("a/x.md")).unwrap(), fs::read(&y).unwrap()), (b"x".to_vec(), b"y".to_vec()));
        assert!(!path("b/z.md").exists());

        let stale = [rewritten(&y, &y, b"z", b"Y")];
        assert_eq!(exchange(Some(&moved), &stale).unwrap_err().kind, FaultKind::Usage);
        assert!(path("a/x.md").exists());

        exchange(Some(&moved), &[rewritten(&moved.0, &moved.1, b"x", b"X")]).unwrap();
        assert_eq!(fs::read(path("b/z.md")).unwrap(), b"X");
        assert!(!path("a").exists());
        let taken = (path("b/z.md"), y.clone());
        assert_eq!(exchange(Some(&taken), &[]).unwrap_err().kind, FaultKind::Usage);
    }
}

//! One file alone: a key, a sealed file, clear text, a hook. Whole or not at all, and seen by no one it is not meant for.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::problem::{Fault, both};

/// Who may do what with a file, where the system knows such things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// As the system has it for any file.
    Usual,
    /// Its owner alone may read it: keys and clear text.
    Owner,
    /// It can be run.
    Program,
}

/// Makes a new file, and the folders above it; one that is there already is never overwritten.
///
/// # Errors
///
/// A usage [`Fault`] where there is a file already, a machine one where it cannot be written.
pub(crate) fn new_file(path: &Path, bytes: &[u8], access: Access) -> Result<(), Fault> {
    make_folders(path, access)?;
    make(path, bytes, access).map_err(|cause| match cause.kind() {
        ErrorKind::AlreadyExists => {
            let path = path.display();
            Fault::usage(both!("filen `{path}` finnes fra før", "the file `{path}` is there already"))
        }
        _ => fault(path, &cause),
    })
}

/// Puts a file in the place of the one that may be there, in one step.
///
/// # Errors
///
/// A machine [`Fault`]; the old file is as it was then.
pub(crate) fn replace_file(path: &Path, bytes: &[u8], access: Access) -> Result<(), Fault> {
    make_folders(path, access)?;
    let beside = beside(path);
    // What a killed run left there is of no use to anyone.
    let _ = fs::remove_file(&beside);
    let placed = make(&beside, bytes, access).and_then(|()| fs::rename(&beside, path));
    placed.map_err(|cause| {
        let _ = fs::remove_file(&beside);
        fault(path, &cause)
    })
}

/// Puts other bytes in the place of those that a file had when it was read; who may read it stays as it is.
///
/// # Errors
///
/// A usage [`Fault`] where another program has changed it since, a machine one where it cannot be written. It is as it was then.
pub(crate) fn exchange_file(path: &Path, before: &[u8], after: &[u8]) -> Result<(), Fault> {
    let now = fs::read(path).map_err(|cause| Fault::read(path, cause))?;
    if now != before {
        let path = path.display();
        return Err(Fault::usage(both!(
            "et annet program har endret `{path}` i mellomtiden",
            "another program has changed `{path}` in the meantime"
        ))
        .help(both!("lagre, og kjør kommandoen på nytt", "save, and run the command again")));
    }
    let beside = beside(path);
    let _ = fs::remove_file(&beside);
    let exchanged = fs::metadata(path).and_then(|old| {
        make(&beside, after, Access::Owner)?;
        fs::set_permissions(&beside, old.permissions())?;
        fs::rename(&beside, path)
    });
    exchanged.map_err(|cause| {
        let _ = fs::remove_file(&beside);
        fault(path, &cause)
    })
}

/// Deletes a file.
///
/// # Errors
///
/// A machine [`Fault`].
pub(crate) fn remove_file(path: &Path) -> Result<(), Fault> {
    fs::remove_file(path).map_err(|cause| {
        let path = path.display();
        Fault::machine(both!("kunne ikke slette `{path}`", "could not delete `{path}`"), cause)
    })
}

fn fault(path: &Path, cause: &io::Error) -> Fault {
    let path = path.display();
    Fault::machine(both!("kunne ikke skrive `{path}`", "could not write `{path}`"), cause)
}

/// A hidden name in the same folder, so that it can be renamed, and so that no build takes it for content.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.new"))
}

fn make_folders(path: &Path, access: Access) -> Result<(), Fault> {
    let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    if access == Access::Owner {
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    }
    let _ = access;
    builder.create(folder).map_err(|cause| fault(folder, &cause))
}

fn make(path: &Path, bytes: &[u8], access: Access) -> io::Result<()> {
    let mut file = open_new(path, access)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        // Half a file is worse than none.
        let _ = fs::remove_file(path);
    }
    written
}

#[cfg(unix)]
fn open_new(path: &Path, access: Access) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let mode = match access {
        Access::Usual => 0o666,
        Access::Owner => 0o600,
        Access::Program => 0o777,
    };
    OpenOptions::new().write(true).create_new(true).mode(mode).open(path)
}

#[cfg(not(unix))]
fn open_new(path: &Path, _: Access) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::FaultKind;
    use crate::write::tests::Scratch;

    #[test]
    fn a_new_file_never_overwrites_and_a_replaced_one_is_whole() {
        let scratch = Scratch::new();
        let path = scratch.path().join("a/b/nøkkel.txt");
        new_file(&path, b"en", Access::Owner).unwrap();
        assert_eq!(new_file(&path, b"to", Access::Owner).unwrap_err().kind, FaultKind::Usage);
        fs::write(path.with_file_name(".nøkkel.txt.new"), "rest").unwrap();
        replace_file(&path, b"tre", Access::Usual).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"tre");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
        remove_file(&path).unwrap();
        assert_eq!(remove_file(&path).unwrap_err().kind, FaultKind::Machine);
    }

    #[test]
    fn a_file_that_another_program_has_changed_is_not_exchanged() {
        let scratch = Scratch::new();
        let path = scratch.path().join("hei.md");
        fs::write(&path, "ny").unwrap();
        assert_eq!(exchange_file(&path, b"gammel", b"nyest").unwrap_err().kind, FaultKind::Usage);
        assert_eq!(fs::read(&path).unwrap(), b"ny");
        #[cfg(unix)]
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o640)).unwrap();
        let before = fs::metadata(&path).unwrap().permissions();
        exchange_file(&path, b"ny", b"nyest").unwrap();
        assert_eq!((fs::read(&path).unwrap(), fs::metadata(&path).unwrap().permissions()), (b"nyest".to_vec(), before));
    }

    #[test]
    fn a_file_that_cannot_be_replaced_leaves_nothing_behind() {
        let scratch = Scratch::new();
        let path = scratch.path().join("mappe");
        fs::create_dir_all(path.join("inni")).unwrap();
        assert_eq!(replace_file(&path, b"tre", Access::Usual).unwrap_err().kind, FaultKind::Machine);
        assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_key_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let scratch = Scratch::new();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let path = scratch.path().join("ny/nøkkel.txt");
        new_file(&path, b"", Access::Owner).unwrap();
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
        let hook = scratch.path().join("pre-commit");
        replace_file(&hook, b"", Access::Program).unwrap();
        assert_eq!(mode(&hook) & 0o500, 0o500);
    }
}

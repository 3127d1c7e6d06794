//! All that `write` asks of a file system, one method a call, so that tests can let any one of them fail.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

/// What lies at a path. Links are not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    /// A link, a pipe, a device: nothing that utsyn makes.
    Other,
}

impl From<fs::FileType> for Kind {
    fn from(kind: fs::FileType) -> Self {
        if kind.is_file() {
            Self::File
        } else if kind.is_dir() {
            Self::Folder
        } else {
            Self::Other
        }
    }
}

/// The calls. Threads share one disk.
pub(super) trait Disk: Sync {
    /// Tells what lies at `path`, or none where nothing does.
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>>;
    /// Returns the names in a folder, in any order.
    fn names(&self, folder: &Path) -> io::Result<Vec<(OsString, Kind)>>;
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// Tells whether the file at `path` holds exactly `bytes`.
    fn holds(&self, path: &Path, bytes: &[u8]) -> io::Result<bool>;
    fn make_folder(&self, path: &Path) -> io::Result<()>;
    /// Makes a new file; one that is there already is an error, never overwritten.
    fn make_file(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Makes a new file and waits until it would outlast a loss of power.
    fn make_lasting_file(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Lets two folders change places in one step; `Unsupported` where the file system cannot.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()>;
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes an empty folder.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
}

/// The file system of the machine.
pub(super) struct RealDisk;

/// How much of an old file is read at a time: most pages fit.
const BLOCK: usize = 16 * 1024;

impl Disk for RealDisk {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        match fs::symlink_metadata(path) {
            Ok(found) => Ok(Some(found.file_type().into())),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(cause),
        }
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<(OsString, Kind)>> {
        fs::read_dir(folder)?
            .map(|entry| {
                let entry = entry?;
                Ok((entry.file_name(), entry.file_type()?.into()))
            })
            .collect()
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn holds(&self, path: &Path, mut bytes: &[u8]) -> io::Result<bool> {
        let mut file = File::open(path)?;
        let mut block = [0; BLOCK];
        loop {
            let count = match file.read(&mut block) {
                Err(cause) if cause.kind() == io::ErrorKind::Interrupted => continue,
                count => count?,
            };
            if count == 0 {
                return Ok(bytes.is_empty());
            }
            match block.get(..count).and_then(|read| bytes.strip_prefix(read)) {
                Some(rest) => bytes = rest,
                None => return Ok(false),
            }
        }
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn make_file(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        File::create_new(path)?.write_all(bytes)
    }

    fn make_lasting_file(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = File::create_new(path)?;
        file.write_all(bytes)?;
        file.sync_data()
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    #[cfg(any(target_os = "linux", target_os = "macos"))]
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(|errno| match errno {
            // What network drives, FAT and old kernels say of a flag that they do not know.
            Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP => io::ErrorKind::Unsupported.into(),
            _ => errno.into(),
        })
    }

    #[cfg(not(any(target_os = "linux", target_os = "macos")))]
    fn exchange(&self, _: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }
}

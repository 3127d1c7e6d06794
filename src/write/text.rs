//! One text file of the content, replaced in one step.

use std::path::{Path, PathBuf};

use super::disk::{Disk, RealDisk};
use super::folder;
use crate::problem::Fault;

/// Puts `text` at `path`: whole, or the old file stays as it was.
///
/// # Errors
///
/// A machine [`Fault`] where the disk is in the way.
pub(crate) fn replace_text(path: &Path, text: &str) -> Result<(), Fault> {
    replace(&RealDisk, path, text)
}

/// Puts a page into the output folder, beside the site and never in it. Returns where it lies.
///
/// # Errors
///
/// A usage [`Fault`] where the folder is refused, a machine one where the disk is in the way.
pub(crate) fn beside_site(output: &Path, protected: &[PathBuf], name: &str, text: &str) -> Result<PathBuf, Fault> {
    folder::check(output, std::env::home_dir().as_deref(), protected)?;
    std::fs::create_dir_all(output).map_err(|cause| Fault::write(output, &cause))?;
    let path = output.join(name);
    replace_text(&path, text)?;
    Ok(path)
}

fn replace(disk: &dyn Disk, path: &Path, text: &str) -> Result<(), Fault> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".tmp");
    let beside = path.with_file_name(name);
    let fault = |cause| Fault::write(path, &cause);
    // What a killed run left there is ours.
    if disk.kind(&beside).map_err(fault)?.is_some() {
        disk.remove_file(&beside).map_err(fault)?;
    }
    let written = disk.make_lasting_file(&beside, text.as_bytes()).and_then(|()| disk.rename(&beside, path));
    written.map_err(|cause| {
        // The old file stands; what is left beside it is passed over when the content is read.
        let _ = disk.remove_file(&beside);
        fault(cause)
    })
}

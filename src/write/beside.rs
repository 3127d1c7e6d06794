//! A page beside the site, which is never published.

use std::path::{Path, PathBuf};

use super::file::{Access, replace_file};
use super::folder;
use crate::problem::Fault;

/// Puts a page into the output folder, beside the site and never in it. Returns where it lies.
///
/// # Errors
///
/// A usage [`Fault`] where the folder is refused, a machine one where the disk is in the way.
pub(crate) fn beside_site(output: &Path, protected: &[PathBuf], name: &str, text: &str) -> Result<PathBuf, Fault> {
    folder::check(output, std::env::home_dir().as_deref(), protected)?;
    let path = output.join(name);
    replace_file(&path, text.as_bytes(), Access::Usual)?;
    Ok(path)
}

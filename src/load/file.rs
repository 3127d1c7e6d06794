//! One file alone, for those commands that read no site.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use super::{SourceText, text};
use crate::domain::Source;
use crate::problem::{Fault, Problem, both};

/// Reads a file of at most `most` bytes.
///
/// # Errors
///
/// A usage [`Fault`] where it is not there or larger, a machine one where it cannot be read.
pub(crate) fn bytes(path: &Path, most: u64) -> Result<Vec<u8>, Fault> {
    let shown = path.display();
    let mut bytes = Vec::new();
    match File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes)) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => {
            Err(Fault::usage(both!("filen `{shown}` finnes ikke", "there is no file `{shown}`")))
        }
        Err(cause) => Err(Fault::read(path, cause)),
        Ok(length) if length as u64 > most => {
            let most = most >> 20;
            Err(Fault::usage(both!("filen `{shown}` er større enn {most} MB", "the file `{shown}` is larger than {most} MB")))
        }
        Ok(_) => Ok(bytes),
    }
}

/// Reads a text file as if it lay at `within` of the content; none where it is no text.
///
/// # Errors
///
/// As [`bytes`].
pub(crate) fn text_alone(path: &Path, within: &str) -> Result<(Option<SourceText>, Vec<Problem>), Fault> {
    let bytes = bytes(path, super::MOST_TEXT)?;
    let source = Source::outside(&path.display().to_string().replace('\\', "/"), within);
    let (text, problems) = text::plain(&source, &bytes);
    Ok((text.map(|text| SourceText { source, text }), problems))
}

/// Returns the names of what lies in a folder, in their order; nothing where there is no folder.
///
/// # Errors
///
/// A [`Fault`] where it is there and cannot be read.
pub(crate) fn names_in(folder: &Path) -> Result<Vec<String>, Fault> {
    let entries = match fs::read_dir(folder) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(|cause| Fault::read(folder, cause))?,
    };
    let name = |entry: io::Result<fs::DirEntry>| entry.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names = entries.map(name).collect::<io::Result<Vec<_>>>().map_err(|cause| Fault::read(folder, cause))?;
    names.sort();
    Ok(names)
}

/// Returns the names of the folders of `content/mappings` that hold a mapping, sorted; none where they cannot be read.
pub(crate) fn mappings(content: &Path) -> Vec<String> {
    let entries = fs::read_dir(content.join("mappings")).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| there_is(&entry.path().join("mapping.yaml")));
    let mut names: Vec<String> = folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Tells whether there is anything at `path`, be it a link that leads nowhere.
pub(crate) fn there_is(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

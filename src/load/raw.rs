//! Files of the content as they lie on the disk, to the byte: for who mends or renames them.

use std::fs;
use std::path::{Path, PathBuf};

use super::walk::{self, Found};
use super::{Confided, SourceText, is_text, observations, text};
use crate::domain::Source;
use crate::problem::{Fault, Problem};

/// A file of the content as it is on the disk.
#[derive(Debug, Clone)]
pub(crate) struct RawFile {
    /// Its path within the content, composed, with `/`.
    pub within: String,
    /// As people see it.
    pub shown: String,
    pub path: PathBuf,
    pub bytes: Vec<u8>,
}

/// Returns the files of the content folder, in the order of their paths.
///
/// # Errors
///
/// A [`Fault`] where the folder or a file in it cannot be read.
pub(crate) fn raw(folder: &Path) -> Result<Vec<RawFile>, Fault> {
    let (found, _) = walk::walk(folder)?;
    let file = |Found { source, path }: Found| {
        let bytes = fs::read(&path).map_err(|cause| Fault::read(&path, cause))?;
        Ok(RawFile { within: source.within().to_owned(), shown: source.shown().to_owned(), path, bytes })
    };
    found.into_iter().map(file).collect()
}

/// A text file as it is.
#[derive(Debug)]
pub(crate) struct RawText {
    pub source: Source,
    pub path: PathBuf,
    pub bytes: Vec<u8>,
}

/// Reads all texts of the content and of what is kept outside it; what is sealed stays so.
///
/// # Errors
///
/// A [`Fault`] where a folder or a file cannot be read.
pub(crate) fn raw_texts(folder: &Path, confided: &Confided) -> Result<Vec<RawText>, Fault> {
    let (mut files, _) = walk::walk(folder)?;
    if let Some(outside) = &confided.observations {
        observations::add(outside, &mut files)?;
    }
    let mut texts = Vec::new();
    for Found { source, path } in files.into_iter().filter(|file| is_text(&file.source)) {
        let size = fs::metadata(&path).map_err(|cause| Fault::read(&path, cause))?.len();
        if size <= super::MOST_TEXT {
            let bytes = fs::read(&path).map_err(|cause| Fault::read(&path, cause))?;
            texts.push(RawText { source, path, bytes });
        }
    }
    Ok(texts)
}

/// Returns the text of bytes as a build reads it, and what is wrong with them.
pub(crate) fn plain_text(source: &Source, bytes: &[u8]) -> (Option<SourceText>, Vec<Problem>) {
    let (text, problems) = text::plain(source, bytes);
    (text.map(|text| SourceText { source: source.clone(), text }), problems)
}

//! One file alone, for those commands that read no site.

use std::fs::File;
use std::io::{ErrorKind, Read};
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

/// Tells whether there is anything at `path`, be it a link that leads nowhere.
pub(crate) fn there_is(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

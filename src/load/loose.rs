//! Single files that are read and not published: texts to be scanned, a list of names, the list of municipalities.

use std::fs;
use std::path::Path;

use super::{SourceText, text};
use crate::domain::Source;
use crate::problem::{Fault, Problem};

/// The bytes are no text in UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotText;

/// Reads any file as text, as it is: places in it must stay what they are.
///
/// # Errors
///
/// A [`Fault`] where it cannot be read.
pub(crate) fn loose_text(path: &Path) -> Result<Result<String, NotText>, Fault> {
    fs::read(path).map(as_text).map_err(|cause| Fault::read(path, cause))
}

/// Returns the text of `bytes`; of programs, pictures and documents there is none.
pub(crate) fn as_text(bytes: Vec<u8>) -> Result<String, NotText> {
    // Zip archives and PDF files begin with plain letters, and may have no noughts for long.
    let is_closed =
        [&b"%PDF"[..], b"PK\x03\x04", b"\x1F\x8B", b"\x89PNG", b"\xFF\xD8", b"GIF8"].iter().any(|sign| bytes.starts_with(sign));
    if is_closed || memchr::memchr(0, &bytes).is_some() { Err(NotText) } else { String::from_utf8(bytes).map_err(|_| NotText) }
}

/// Reads the list of municipalities of a content folder; none where it has none.
///
/// # Errors
///
/// A [`Fault`] where it is there and cannot be read.
pub(crate) fn municipalities(content: &Path) -> Result<Option<(SourceText, Vec<Problem>)>, Fault> {
    const WITHIN: &str = "registry/municipalities.csv";
    let path = content.join(WITHIN);
    if !path.is_file() {
        return Ok(None);
    }
    let bytes = fs::read(&path).map_err(|cause| Fault::read(&path, cause))?;
    let source = Source::new(&content.display().to_string(), WITHIN);
    let (text, problems) = text::plain(&source, &bytes);
    Ok(Some((SourceText { source, text: text.unwrap_or_default() }, problems)))
}

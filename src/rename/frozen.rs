//! Kept editions: what names an entry in them is mended like anywhere else, and the digest that holds them with it.
//!
//! A digest is written anew only where it held before: an edition that somebody has changed stays told of.

use super::{Edit, Edits, edited, plain};
use crate::check::edition_digest;
use crate::domain::Source;
use crate::load::RawFile;

/// The file with the digest.
const MARK: &str = "edition.yaml";

/// Returns the edits with those of the digests of the editions that they change.
pub(super) fn with_digests(files: &[RawFile], edits: &Edits) -> Edits {
    let mut all = edits.clone();
    for mark in files.iter().filter(|file| is_mark(&file.within)) {
        let folder = mark.within.trim_end_matches(MARK);
        let own: Vec<&RawFile> =
            files.iter().filter(|file| file.within.starts_with(folder) && file.within != mark.within).collect();
        if !own.iter().any(|file| edits.contains_key(&file.within)) {
            continue;
        }
        let old = digest(&own, &Edits::new());
        let at = old.as_deref().and_then(|old| std::str::from_utf8(&mark.bytes).ok()?.find(old));
        if let (Some(old), Some(at), Some(new)) = (old, at, digest(&own, edits)) {
            all.entry(mark.within.clone()).or_default().push(Edit { start: at, end: at + old.len(), new });
        }
    }
    all
}

fn is_mark(within: &str) -> bool {
    within.ends_with(&format!("/{MARK}")) && Source::new("content", within).edition().is_some()
}

/// Returns the digest of an edition's files with these edits; none where one is no text.
fn digest(files: &[&RawFile], edits: &Edits) -> Option<String> {
    let text = |file: &&RawFile| {
        let bytes = edits.get(&file.within).map_or_else(|| file.bytes.clone(), |edits| edited(&file.bytes, edits));
        let name = file.within.rsplit('/').next().unwrap_or_default().to_owned();
        String::from_utf8(bytes).ok().map(|text| (name, plain(&text)))
    };
    let texts: Vec<(String, String)> = files.iter().map(text).collect::<Option<_>>()?;
    let named: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Some(edition_digest(&named))
}

//! Follows links to a place in a file, once the ids of all files are known.

use super::RenderedFile;
use super::address::decoded_fragment;
use super::flaw::{Anchor, Flaw, Id, Read, What};
use super::name::hash;

/// Returns the anchors of file `from` that no id answers to.
pub(super) fn dead(files: &[RenderedFile], reads: &[&Read], from: usize) -> Vec<Flaw> {
    let (Some(file), Some(read)) = (files.get(from), reads.get(from)) else { return Vec::new() };
    read.anchors.iter().filter_map(|anchor| flaw(&file.bytes, files, reads, anchor)).collect()
}

fn flaw(bytes: &[u8], files: &[RenderedFile], reads: &[&Read], anchor: &Anchor) -> Option<Flaw> {
    let target = files.get(anchor.file as usize)?;
    if !has_ids(target.path.as_str()) {
        return None;
    }
    let ids = &reads.get(anchor.file as usize)?.ids;
    if has(ids, anchor.hash) {
        return None;
    }
    let written = bytes.get(anchor.from as usize..anchor.to as usize)?;
    let fragment = decoded_fragment(written).filter(|fragment| !has(ids, hash(fragment.as_bytes())))?;
    Some(Flaw { what: What::DeadAnchor { fragment, file: anchor.file }, at: anchor.from as usize })
}

fn has(ids: &[Id], hash: u64) -> bool {
    ids.binary_search_by_key(&hash, |id| id.hash).is_ok()
}

fn has_ids(path: &str) -> bool {
    [".html", ".htm", ".svg", ".xhtml"].iter().any(|ending| path.ends_with(ending))
}

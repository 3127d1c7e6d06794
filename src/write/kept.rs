//! The PDFs of the published site, kept in the workshop so that the next build need not set them again.
//!
//! [`kept`] reads them, [`keep`] writes them. Each file is named by the digest of what its PDF was made of, and begins with
//! a digest of that name and of its bytes: one that is damaged, cut off or exchanged for another is as if it were not there.
//! What the site has no more is taken away, so that never anything lies here that is not public.
//!
//! Invariant: nothing here stops a build. What cannot be read is set again; what cannot be kept is not kept.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::disk::{Disk, Kind, RealDisk};
use super::lock;
use crate::verify::VerifiedSite;

/// Hexadecimal digits of a digest.
const DIGITS: usize = 64;

/// What a file is called that is not whole yet.
const HALF: &str = ".new";

/// Returns the PDFs that are kept in an output folder, by the digests of what they were made of.
pub(crate) fn kept(output: &Path) -> BTreeMap<String, Arc<[u8]>> {
    read(&RealDisk, output)
}

/// Keeps the PDFs of a site that was written to an output folder, and no others.
pub(crate) fn keep(site: &VerifiedSite, output: &Path) {
    replace(&RealDisk, &site.set().collect(), output);
}

pub(super) fn read(disk: &dyn Disk, output: &Path) -> BTreeMap<String, Arc<[u8]>> {
    let folder = folder(output);
    let read = |name: String| {
        let file = disk.read(&folder.join(&name)).ok()?;
        let (sum, bytes) = file.split_at_checked(DIGITS)?;
        (sum == summed(&name, bytes).as_bytes()).then(|| (name, Arc::from(bytes)))
    };
    ours(disk, &folder).into_iter().filter(|name| name.len() == DIGITS).filter_map(read).collect()
}

pub(super) fn replace(disk: &dyn Disk, set: &BTreeMap<&str, &[u8]>, output: &Path) {
    let folder = folder(output);
    let is_there = matches!(disk.kind(&folder), Ok(Some(Kind::Folder)));
    if set.is_empty() && !is_there {
        return;
    }
    // Another build writes: it keeps what is its own.
    let Ok(_lock) = lock::lock(output, &output.join(".utsyn/lock")) else { return };
    if !is_there && disk.make_folder(&folder).is_err() {
        return;
    }
    for name in ours(disk, &folder).iter().filter(|name| !set.contains_key(name.as_str())) {
        let _ = disk.remove_file(&folder.join(name));
    }
    for (name, bytes) in set {
        let (path, half) = (folder.join(name), folder.join(format!("{name}{HALF}")));
        let file = [summed(name, bytes).as_bytes(), bytes].concat();
        let is_kept = matches!(disk.kind(&path), Ok(Some(Kind::File))) && disk.holds(&path, &file).unwrap_or(false);
        if !is_kept && disk.make_file(&half, &file).and_then(|()| disk.rename(&half, &path)).is_err() {
            let _ = disk.remove_file(&half);
        }
    }
    if set.is_empty() {
        // Stays where somebody else has put something into it.
        let _ = disk.remove_folder(&folder);
    }
}

fn folder(output: &Path) -> PathBuf {
    output.join(".utsyn/pdf")
}

/// Returns the names of the files that `keep` made, also those that a killed run left half made. A folder that is a link is
/// not looked into.
fn ours(disk: &dyn Disk, folder: &Path) -> Vec<String> {
    if !matches!(disk.kind(folder), Ok(Some(Kind::Folder))) {
        return Vec::new();
    }
    let names = disk.names(folder).unwrap_or_default().into_iter();
    let names = names.filter(|(_, kind)| *kind == Kind::File).filter_map(|(name, _)| name.into_string().ok());
    names.filter(|name| is_digest(name.strip_suffix(HALF).unwrap_or(name))).collect()
}

fn is_digest(name: &str) -> bool {
    name.len() == DIGITS && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn summed(name: &str, bytes: &[u8]) -> String {
    let sum = Sha256::new().chain_update(name).chain_update(bytes).finalize();
    sum.iter().map(|byte| format!("{byte:02x}")).collect()
}

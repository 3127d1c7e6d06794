//! Files that do not lie where they will or did: an older edition of the content, a renamed one, a site built before.
//!
//! [`sources_of`] understands bytes as [`super::sources`] understands files.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

use super::walk::{self, Found};
use super::{Confided, Sources, Theme, Themes, observations, of_bytes, read, sealed};
use crate::domain::Source;
use crate::problem::{Fault, Problem, both};

/// Returns the sources that the content `folder` would be if it held `files`, with what is kept outside it today.
///
/// # Errors
///
/// A [`Fault`] where what is kept outside cannot be read.
pub(crate) fn sources_of(
    folder: &Path,
    files: Vec<(String, Vec<u8>)>,
    confided: &Confided,
) -> Result<(Sources, Vec<Problem>), Fault> {
    let shown = folder.file_name().and_then(OsStr::to_str).unwrap_or("content");
    let is_hidden = |within: &str| within.split('/').any(walk::is_left_behind);
    let composed = files.into_iter().map(|(within, bytes)| (within.nfc().collect::<String>(), bytes));
    let held: BTreeMap<String, Vec<u8>> = composed.filter(|(within, _)| !is_hidden(within)).collect();
    let in_memory = |within: &String| Found { source: Source::new(shown, within), path: PathBuf::new() };
    let mut found: Vec<Found> = held.keys().map(in_memory).collect();
    let mut problems = Vec::new();
    if let Some(outside) = &confided.observations {
        problems.extend(observations::add(outside, &mut found)?);
    }
    let mut sources = Sources::default();
    let mut buffer = Vec::new();
    for file in found {
        let bytes = held.get(file.source.within()).filter(|_| file.path.as_os_str().is_empty());
        let (read, more) = match bytes {
            Some(bytes) => of_bytes(file.source, bytes),
            None => read(&file, &mut buffer).0?,
        };
        problems.extend(more);
        sources.take(read);
    }
    problems.extend(sealed::open_all(&mut sources, confided.identity.as_deref())?);
    Ok((sources, problems))
}

/// Returns the themes of these files, by their path within the folder of themes, and the one that comes with the program.
///
/// # Errors
///
/// A usage [`Fault`] where a template is not UTF-8.
pub(crate) fn themes_of(files: Vec<(String, Vec<u8>)>) -> Result<Themes, Fault> {
    let mut themes = super::theme::themes(None)?;
    let mut own: BTreeMap<String, Theme> = BTreeMap::new();
    for (path, bytes) in files {
        let mut parts = path.splitn(3, '/');
        let (Some(name), Some(folder), Some(within)) = (parts.next(), parts.next(), parts.next()) else { continue };
        let theme = || Theme { shown: format!("themes/{name}"), ..Theme::default() };
        let theme = own.entry(name.to_owned()).or_insert_with(theme);
        match folder {
            "templates" => {
                let text = String::from_utf8(bytes).map_err(|_| {
                    Fault::usage(both!("malen `{path}` er ikke lagret som UTF-8", "the template `{path}` is not saved as UTF-8"))
                })?;
                theme.templates.insert(within.to_owned(), text.into());
            }
            "assets" => drop(theme.assets.insert(within.to_owned(), bytes.into())),
            _ => {}
        }
    }
    let own = own.into_iter().filter(|(_, theme)| !theme.templates.is_empty());
    themes.extend(own.map(|(name, theme)| (name, Arc::new(theme))));
    Ok(themes)
}

/// Returns the files of a site that was built into `folder`, by their path in it.
///
/// # Errors
///
/// A [`Fault`] where one cannot be read.
pub(crate) fn built(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, Fault> {
    let mut files = BTreeMap::new();
    let hidden = |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    for entry in WalkDir::new(folder).into_iter().filter_entry(|entry| !hidden(entry)) {
        let entry = entry.map_err(|error| Fault::read(error.path().unwrap_or(folder), &error))?;
        if entry.file_type().is_file() {
            let within = entry.path().strip_prefix(folder).unwrap_or(entry.path()).to_string_lossy().replace('\\', "/");
            let bytes = fs::read(entry.path()).map_err(|cause| Fault::read(entry.path(), cause))?;
            files.insert(within.nfc().collect(), bytes);
        }
    }
    Ok(files)
}

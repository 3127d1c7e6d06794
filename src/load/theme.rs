//! Themes: templates and assets, nothing else.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use walkdir::WalkDir;

use crate::problem::{Fault, both};

/// A theme as read: templates by name (`centre.html`), assets by path (`stil.css`).
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Theme {
    /// The folder as shown to people.
    pub shown: String,
    pub templates: BTreeMap<String, Cow<'static, str>>,
    pub assets: BTreeMap<String, Cow<'static, [u8]>>,
}

/// All themes at hand, by name.
pub(crate) type Themes = BTreeMap<String, Arc<Theme>>;

include!(concat!(env!("OUT_DIR"), "/standard_theme.rs"));

/// Reads the themes in `folder`; the theme that comes with the program is among them unless the folder has its own.
///
/// # Errors
///
/// A [`Fault`] where a file cannot be read or a template is not UTF-8.
pub(crate) fn themes(folder: Option<&Path>) -> Result<Themes, Fault> {
    let mut themes = Themes::from([("standard".to_owned(), Arc::new(built_in()))]);
    let Some(folder) = folder else { return Ok(themes) };
    let names = fs::read_dir(folder).map_err(|cause| Fault::read(folder, cause))?;
    for name in names {
        let name = name.map_err(|cause| Fault::read(folder, cause))?;
        // A link could lead out of the project.
        let is_folder = name.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && name.path().join("templates").is_dir() {
            let theme = Arc::new(read(&name.path())?);
            themes.insert(name.file_name().to_string_lossy().into_owned(), theme);
        }
    }
    Ok(themes)
}

fn built_in() -> Theme {
    Theme {
        shown: "themes/standard".to_owned(),
        templates: TEMPLATES.iter().map(|&(name, text)| (name.to_owned(), Cow::Borrowed(text))).collect(),
        assets: ASSETS.iter().map(|&(path, bytes)| (path.to_owned(), Cow::Borrowed(bytes))).collect(),
    }
}

fn read(folder: &Path) -> Result<Theme, Fault> {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut theme = Theme { shown: format!("themes/{name}"), ..Theme::default() };
    for (path, bytes) in files(&folder.join("templates"))? {
        let text = String::from_utf8(bytes).map_err(|_| {
            Fault::usage(both!("malen `{path}` er ikke lagret som UTF-8", "the template `{path}` is not saved as UTF-8"))
        })?;
        theme.templates.insert(path, Cow::Owned(text));
    }
    for (path, bytes) in files(&folder.join("assets"))? {
        theme.assets.insert(path, Cow::Owned(bytes));
    }
    Ok(theme)
}

/// Returns the files below `folder` with their paths in it; links and hidden files are passed over.
fn files(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, Fault> {
    let mut files = Vec::new();
    if !folder.symlink_metadata().is_ok_and(|folder| folder.is_dir()) {
        return Ok(files);
    }
    let hidden = |entry: &walkdir::DirEntry| entry.file_name().to_string_lossy().starts_with('.');
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(|entry| !hidden(entry)) {
        let entry = entry.map_err(|error| Fault::read(error.path().unwrap_or(folder), &error))?;
        if entry.file_type().is_file() {
            let within = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let bytes = fs::read(entry.path()).map_err(|cause| Fault::read(entry.path(), cause))?;
            files.push((within.to_string_lossy().replace('\\', "/"), bytes));
        }
    }
    Ok(files)
}

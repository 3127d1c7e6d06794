//! Prose as an editor wrote it, with the place it stands.

use std::fmt;
use std::sync::Arc;

use super::DataTable;

/// A file of the content: its path as shown to people, with `/`, and its path within the content folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Source {
    path: Arc<str>,
    /// Where the path within the folder begins.
    within: usize,
    /// The path as shown, where the file lies outside the content folder.
    outside: Option<Arc<str>>,
}

impl Source {
    /// Returns the file `within` of the folder that people see as `folder`.
    pub(crate) fn new(folder: &str, within: &str) -> Self {
        Self { path: format!("{folder}/{within}").into(), within: folder.len() + 1, outside: None }
    }

    /// Returns the file that lies at `shown` and counts as `within` of the content folder.
    pub(crate) fn outside(shown: &str, within: &str) -> Self {
        Self { path: format!("/{within}").into(), within: 1, outside: Some(shown.into()) }
    }

    /// Returns the file `name` in the same folder.
    pub(crate) fn beside(&self, name: &str) -> Self {
        let renamed = |path: &str| -> Arc<str> {
            path.rsplit_once('/').map_or(name.to_owned(), |(folder, _)| format!("{folder}/{name}")).into()
        };
        Self { path: renamed(&self.path), within: self.within, outside: self.outside.as_deref().map(renamed) }
    }

    /// Returns a file that lies in no folder of ours.
    pub(crate) fn alone(path: &str) -> Self {
        Self { path: path.into(), within: 0, outside: None }
    }

    /// Returns the path as people see it: `content/centres/oslo.md`.
    pub(crate) fn shown(&self) -> &str {
        self.outside.as_ref().unwrap_or(&self.path)
    }

    /// Returns the path as people see it, to be kept without a copy.
    pub(crate) fn shared(&self) -> Arc<str> {
        Arc::clone(self.outside.as_ref().unwrap_or(&self.path))
    }

    /// Returns the path within the content folder: `centres/oslo.md`.
    pub(crate) fn within(&self) -> &str {
        &self.path[self.within..]
    }

    /// Returns the folder it lies in, within the content folder; `""` at the top.
    pub(crate) fn folder(&self) -> &str {
        self.within().rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Returns the report and the version, where the file belongs to a kept edition: `reports/x/editions/1.0/report.yaml`.
    pub(crate) fn edition(&self) -> Option<(&str, &str)> {
        let rest = self.within().strip_prefix("reports/")?;
        let (report, rest) = rest.split_once("/editions/")?;
        let (version, name) = rest.split_once('/')?;
        (!report.contains('/') && !name.contains('/')).then_some((report, version))
    }

    /// Returns the file's name without folder and ending.
    pub(crate) fn stem(&self) -> &str {
        let name = self.within().rsplit_once('/').map_or(self.within(), |(_, name)| name);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.shown())
    }
}

/// Markdown, with its place. Not `Serialize`: a template sees it only after it is rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    pub source: Source,
    /// The line of the file on which `text` begins, counted from 1.
    pub first_line: usize,
    pub text: Arc<str>,
    /// The tables of data in it, by where their blocks begin.
    pub tables: Arc<[(usize, DataTable)]>,
}

/// The Markdown that utsyn reads: CommonMark with tables, footnotes, strikethrough, task lists and lists of
/// definitions.
pub(crate) const MARKDOWN: pulldown_cmark::Options = pulldown_cmark::Options::ENABLE_TABLES
    .union(pulldown_cmark::Options::ENABLE_FOOTNOTES)
    .union(pulldown_cmark::Options::ENABLE_STRIKETHROUGH)
    .union(pulldown_cmark::Options::ENABLE_TASKLISTS)
    .union(pulldown_cmark::Options::ENABLE_DEFINITION_LIST);

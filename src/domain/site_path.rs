//! Where a file lies within the site.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

/// The path of an output file, from the root of the site, without a leading slash: `sentre/oslo/index.html`.
///
/// Made only of parts that are safe on every system (see [`SitePath::new`]), so that it can neither leave the output
/// folder nor mean two files on one system and one on another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SitePath(Arc<str>);

impl SitePath {
    /// Returns the path, or none where a part is unsafe.
    ///
    /// Each part is a normal name: not empty, not `.` or `..`, no control or reserved sign, no Windows device name, no
    /// final dot or space, 120 bytes at most; the whole has 240 bytes at most.
    pub(crate) fn new(path: impl Into<Arc<str>>) -> Option<Self> {
        let path: Arc<str> = path.into();
        let safe = !path.is_empty() && path.len() <= 240 && path.split('/').all(is_safe_name);
        safe.then_some(Self(path))
    }

    /// Returns the path of the page with this address: `/sentre/oslo/` is `sentre/oslo/index.html`.
    pub(crate) fn of_page(address: &str) -> Option<Self> {
        let inside = address.strip_prefix('/')?;
        if inside.is_empty() {
            return Self::new("index.html");
        }
        match inside.strip_suffix('/') {
            Some(folder) => Self::new(format!("{folder}/index.html")),
            None => Self::new(inside),
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the path with case and Unicode form set aside; most paths are so already.
    fn folded(&self) -> Cow<'_, str> {
        let is_plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
        if self.0.bytes().all(is_plain) {
            return Cow::Borrowed(&self.0);
        }
        Cow::Owned(self.0.to_lowercase().nfc().collect())
    }

    /// Returns the address of the file: `index.html` is left out.
    pub(crate) fn address(&self) -> String {
        match self.0.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => format!("/{folder}"),
            _ => format!("/{}", self.0),
        }
    }
}

/// A path is looked up by its text; it is sorted as its text is.
impl Borrow<str> for SitePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns the pairs of `paths` that are one path when case and Unicode form are set aside, by their indices.
///
/// Where several share a path, each later one is paired with the first.
pub(crate) fn collisions(paths: &[&SitePath]) -> Vec<(usize, usize)> {
    let mut folded: Vec<(Cow<'_, str>, usize)> = paths.iter().enumerate().map(|(index, path)| (path.folded(), index)).collect();
    folded.sort_unstable();
    let mut collisions = Vec::new();
    let mut first = 0;
    for index in 1..folded.len() {
        if folded[index].0 == folded[first].0 {
            collisions.push((folded[first].1, folded[index].1));
        } else {
            first = index;
        }
    }
    collisions
}

/// Tells whether `name` is one and the same file name on every common system.
pub(crate) fn is_safe_name(name: &str) -> bool {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    let stem = name.split('.').next().unwrap_or("").to_lowercase();
    let numbered =
        (stem.starts_with("com") || stem.starts_with("lpt")) && stem.len() == 4 && stem.ends_with(|c: char| c.is_ascii_digit());
    !name.is_empty()
        && name.len() <= 120
        && !name.ends_with(['.', ' '])
        && !name.starts_with(' ')
        && !name.chars().any(|c| c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '\\' | '|' | '?' | '*'))
        && !DEVICES.contains(&stem.as_str())
        && !numbered
}

#[cfg(test)]
mod tests {
    use super::{SitePath, collisions};

    #[test]
    fn paths_that_differ_in_case_or_form_are_one() {
        let paths = ["b", "æ/X", "a", "B", "A\u{30A}", "å", "æ/x", "b"].map(|path| SitePath::new(path).unwrap());
        assert_eq!(collisions(&paths.each_ref()), [(0, 3), (0, 7), (4, 5), (1, 6)]);
    }

    #[test]
    fn a_path_cannot_leave_the_site_or_differ_between_systems() {
        for path in
            ["", "/", "../x", "a/../b", "a//b", "a/./b", "/a", "con", "a/AUX.html", "com1", "a.", "a ", "a:b", "a\\b", "a\u{0}"]
        {
            assert_eq!(SitePath::new(path), None, "{path:?}");
        }
        assert!(SitePath::new("sentre/oslo/index.html").is_some());
        assert!(SitePath::new("console/æøå.html").is_some());
    }

    #[test]
    fn an_address_ending_in_a_slash_is_a_folder() {
        assert_eq!(SitePath::of_page("/").unwrap().as_str(), "index.html");
        assert_eq!(SitePath::of_page("/a/b/").unwrap().as_str(), "a/b/index.html");
        assert_eq!(SitePath::of_page("/404.html").unwrap().as_str(), "404.html");
        assert_eq!(SitePath::of_page("/a/b/").unwrap().address(), "/a/b/");
    }
}

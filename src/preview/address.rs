//! From the path of a request to the path of a file of the site, or to none.
//!
//! Invariant: what comes out is only ever looked up in the list of the site's files. No path of the disk is made of it.

use crate::verify::{RenderedFile, ShownSite};

/// What a path stands for.
#[derive(Debug)]
pub(super) enum Found<'a> {
    File(&'a RenderedFile),
    /// A file of the site that is still being made.
    Pending,
    /// A folder with a page, asked for without its final slash: the address with it.
    Folder(String),
    Missing(String),
    /// Not a path that any file of any site could have.
    Unreadable,
}

/// Looks up the path of a request.
pub(super) fn look_up<'a>(site: &'a ShownSite, raw: &str) -> Found<'a> {
    let Some(address) = decoded(raw).filter(|address| is_plain(address)) else { return Found::Unreadable };
    let Some(within) = address.strip_prefix(site.base_path()) else { return missing_or_root(site, address) };
    if within.is_empty() || within.ends_with('/') {
        return file(site, &format!("{within}index.html")).map_or(Found::Missing(address), Found::File);
    }
    if let Some(file) = file(site, within) {
        return Found::File(file);
    }
    if site.is_pending(within) {
        return Found::Pending;
    }
    match file(site, &format!("{within}/index.html")) {
        Some(page) => Found::Folder(address_of(site, page)),
        None => Found::Missing(address),
    }
}

/// The root of a site below `/usht/` is a folder too when its slash is left out.
fn missing_or_root<'a>(site: &'a ShownSite, address: String) -> Found<'a> {
    match file(site, "index.html") {
        Some(page) if format!("{address}/") == site.base_path() => Found::Folder(address_of(site, page)),
        _ => Found::Missing(address),
    }
}

/// Returns the file at exactly this path.
pub(super) fn file<'a>(site: &'a ShownSite, path: &str) -> Option<&'a RenderedFile> {
    let files = site.files();
    files.binary_search_by(|file| file.path.as_str().cmp(path)).ok().and_then(|at| files.get(at))
}

/// Returns the address of a file as it can stand in a header or a link. It begins with one slash: it is made of the site's
/// own path, never of what was asked for.
pub(super) fn address_of(site: &ShownSite, file: &RenderedFile) -> String {
    let within = file.path.address();
    encoded(&format!("{}{}", site.base_path(), within.trim_start_matches('/')))
}

/// Returns the path with `%C3%A6` and its like read once; none where they cannot be read.
fn decoded(raw: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let (digits, after) = rest.split_at_checked(2)?;
        let digit = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
        bytes.push(digit(digits[0])? << 4 | digit(digits[1])?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

/// Tells whether a path is one that a site could have: no step upwards, no sign that some system takes for something else.
fn is_plain(address: &str) -> bool {
    address.starts_with('/')
        && !address.contains(|letter: char| letter.is_control() || matches!(letter, '\\' | ':'))
        && !address.split('/').any(|part| matches!(part, "." | ".."))
}

/// Writes all but plain letters, digits and slashes as `%C3%A6`.
pub(super) fn encoded(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => text.push(char::from(byte)),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{decoded, encoded, is_plain};

    #[test]
    fn a_path_is_read_once_and_no_more() {
        assert_eq!(decoded("/%C3%A6/a%20b").as_deref(), Some("/æ/a b"));
        assert_eq!(decoded("/%252e%252e/").as_deref(), Some("/%2e%2e/"));
        for raw in ["/%", "/%2", "/%zz", "/%ff", "/%+1", "/%c3"] {
            assert_eq!(decoded(raw), None, "{raw}");
        }
    }

    #[test]
    fn steps_upwards_and_odd_signs_are_no_paths() {
        for path in ["", "x", "/..", "/a/../b", "/./a", "/a\\b", "/c:/windows", "/a\0", "/a\r\nb"] {
            assert!(!is_plain(path), "{path:?}");
        }
        assert!(is_plain("/a/æ.html") && is_plain("/.git/config") && is_plain("//evil.example"));
    }

    #[test]
    fn what_is_written_can_be_read() {
        assert_eq!(decoded(&encoded("/å b/%2e.html")).as_deref(), Some("/å b/%2e.html"));
    }
}

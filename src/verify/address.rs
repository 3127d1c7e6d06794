//! Where an address in a file leads.
//!
//! [`Index::resolve`] is the way in. Most addresses are plain (`/sentre/oslo/`) and cost one look into a table; the
//! others are read as a browser does: entities, white space, per cent, dots.

#![expect(
    clippy::disallowed_types,
    reason = "looked up once for each link of the site; walked only to be sorted, so its order reaches nothing"
)]

use std::borrow::Cow;
use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::RenderedSite;
use super::name::QuickHash;

/// What an address means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leads {
    /// To a file of the site, by its index.
    To(u32),
    /// To another site.
    Elsewhere,
    /// To a mail program, a telephone.
    Away,
    /// Nowhere: `javascript:`, `data:` run or hide what stands in them.
    Code,
    Nowhere,
}

/// All addresses of the site.
pub(super) struct Index<'a> {
    /// By what follows the base path: `sentre/oslo/` and `sentre/oslo/index.html`.
    files: HashMap<Cow<'a, [u8]>, u32, QuickHash>,
    base: &'a str,
    origin: &'a str,
}

impl<'a> Index<'a> {
    pub(super) fn new(site: &'a RenderedSite) -> Self {
        let mut files = HashMap::with_capacity_and_hasher(site.files.len() * 2, QuickHash::default());
        for (number, file) in (0..).zip(&site.files) {
            let path = file.path.as_str();
            let path = if path.is_ascii() {
                Cow::Borrowed(path.as_bytes())
            } else {
                Cow::Owned(path.nfc().collect::<String>().into_bytes())
            };
            if path.ends_with(b"/index.html") || *path == *b"index.html" {
                files.insert(folder_of(&path), number);
            }
            files.insert(path, number);
        }
        Self { files, base: &site.base_path, origin: site.origin.trim_end_matches('/') }
    }

    /// Returns where `written`, which stands in the file `number` at `from`, leads.
    pub(super) fn resolve(&self, written: &[u8], number: u32, from: &str) -> Leads {
        self.plain(written, number).unwrap_or_else(|| self.thorough(written, number, from))
    }

    /// Resolves an address that means what it says, byte by byte; returns none for all others.
    fn plain(&self, written: &[u8], number: u32) -> Option<Leads> {
        if let Some(place) = written.strip_prefix(b"#") {
            return place.iter().all(|byte| IS_PLAIN[usize::from(*byte)]).then_some(Leads::To(number));
        }
        let written = written.strip_prefix(self.origin.as_bytes()).unwrap_or(written);
        let end = written.iter().position(|byte| !IS_PLAIN[usize::from(*byte)]).unwrap_or(written.len());
        if !matches!(written.get(end), None | Some(b'#' | b'?')) {
            return None;
        }
        let path = written.get(..end)?.strip_prefix(self.base.as_bytes())?;
        self.files.get(path).map(|&file| Leads::To(file))
    }

    #[inline(never)]
    fn thorough(&self, written: &[u8], number: u32, from: &str) -> Leads {
        let address = unescaped(written);
        let address = address.trim_matches(|c: char| c <= ' ');
        let path = match scheme(address) {
            Some(scheme) if matches!(scheme.as_str(), "http" | "https") => match self.own(address) {
                Some(path) => path,
                None => return Leads::Elsewhere,
            },
            Some(scheme) if matches!(scheme.as_str(), "mailto" | "tel" | "sms" | "geo") => return Leads::Away,
            Some(scheme) if matches!(scheme.as_str(), "javascript" | "vbscript" | "data" | "blob") => return Leads::Code,
            Some(_) => return Leads::Nowhere,
            None => address,
        };
        if path.starts_with(['/', '\\']) && path.get(1..).is_some_and(|rest| rest.starts_with(['/', '\\'])) {
            return Leads::Elsewhere;
        }
        let path = path.split(['#', '?']).next().unwrap_or_default();
        if path.is_empty() && path.len() == address.len() || path.is_empty() && address.starts_with(['#', '?']) {
            return Leads::To(number);
        }
        let found = self.within(path, from).and_then(|path| self.files.get(path.as_bytes()));
        found.map_or(Leads::Nowhere, |&file| Leads::To(file))
    }

    /// Returns the path of an address that begins with the site's own origin and base.
    fn own<'b>(&self, address: &'b str) -> Option<&'b str> {
        let own = address.get(..self.origin.len()).is_some_and(|head| head.eq_ignore_ascii_case(self.origin));
        let path = address.get(self.origin.len()..).filter(|_| own && !self.origin.is_empty())?;
        let path = if path.is_empty() || path.starts_with(['#', '?']) { "/" } else { path };
        // Beside the base another site may live on the same host.
        path.starts_with(self.base).then_some(path)
    }

    /// Returns `path` as it follows the base, or none where it leaves the site.
    fn within(&self, path: &str, from: &str) -> Option<String> {
        let path = decoded(path);
        let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut parts: Vec<&str> = Vec::new();
        let below = match path.strip_prefix('/') {
            Some(_) => path.strip_prefix(self.base)?,
            None => {
                parts.extend(folder.split('/').filter(|part| !part.is_empty()));
                &path
            }
        };
        let mut is_folder = true;
        for part in below.split('/') {
            is_folder = matches!(part, "" | "." | "..");
            match part {
                "" | "." => {}
                ".." => drop(parts.pop()?),
                part => parts.push(part),
            }
        }
        let mut whole = parts.join("/");
        if is_folder && !whole.is_empty() {
            whole.push('/');
        }
        Some(whole)
    }

    /// Returns a root-relative path as it would be below the base path.
    pub(super) fn below_base(&self, path: &str) -> Option<String> {
        Some(format!("{}{}", self.base, path.strip_prefix('/')?))
    }

    /// Returns the addresses of all files that `may_name` lets through.
    pub(super) fn addresses(&self, may_name: impl Fn(u32) -> bool) -> Vec<String> {
        let named = self.files.iter().filter(|(path, file)| may_name(**file) && !path.ends_with(b"index.html"));
        let mut all: Vec<String> = named.map(|(path, _)| format!("{}{}", self.base, String::from_utf8_lossy(path))).collect();
        all.sort_unstable();
        all
    }
}

/// Returns the path without `index.html`.
fn folder_of<'a>(path: &Cow<'a, [u8]>) -> Cow<'a, [u8]> {
    let length = path.len().saturating_sub("index.html".len());
    match path {
        Cow::Borrowed(path) => Cow::Borrowed(path.get(..length).unwrap_or_default()),
        Cow::Owned(path) => Cow::Owned(path.get(..length).unwrap_or_default().to_owned()),
    }
}

/// The bytes that mean themselves in an address. Dots and doubled slashes do not matter: no file has such a path.
const IS_PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        plain[byte] = matches!(byte as u8, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'~' | b'.' | b'/');
        byte += 1;
    }
    plain
};

/// Returns the scheme of an address in lower case.
fn scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

/// Reads the entities of an attribute, and leaves out what a browser does: line breaks and tabs.
pub(super) fn unescaped(written: &[u8]) -> String {
    let plain = super::views::without_entities(written);
    String::from_utf8_lossy(&plain).replace(['\n', '\r', '\t', '\0'], "")
}

/// Reads per cent escapes and returns the composed form.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let escaped = after.get(..2).filter(|_| first == b'%').and_then(|two| std::str::from_utf8(two).ok());
        match escaped
            .filter(|two| two.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|two| u8::from_str_radix(two, 16).ok())
        {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).nfc().collect()
}

/// Returns an id in the form in which ids and fragments are compared.
pub(super) fn decoded_id(written: &[u8]) -> String {
    unescaped(written).nfc().collect()
}

/// Returns a fragment in the form in which it is compared with ids; none where it means the whole page.
pub(super) fn decoded_fragment(written: &[u8]) -> Option<String> {
    let plain = decoded(&unescaped(written));
    let id = plain.split(":~:").next().unwrap_or_default();
    (!id.is_empty() && id != "top").then(|| id.to_owned())
}

/// Returns what stands after `#`, as it is written.
pub(super) fn fragment(written: &[u8]) -> Option<&[u8]> {
    let at = memchr::memchr_iter(b'#', written).find(|&at| at == 0 || written.get(at - 1) != Some(&b'&'))?;
    written.get(at + 1..).filter(|rest| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Index;
    use crate::domain::SitePath;
    use crate::verify::{RenderedFile, RenderedSite};

    #[test]
    fn a_plain_address_leads_where_a_thorough_look_says() {
        let file = |path: &str| RenderedFile { path: SitePath::new(path).unwrap(), bytes: [].into() };
        for (base, origin) in [("/", "https://usht.example"), ("/usht/", "https://usht.example"), ("/", "")] {
            let site = RenderedSite {
                made_of: BTreeMap::new(),
                translations: BTreeMap::new(),
                set: BTreeMap::new(),
                unlinked: Vec::new(),
                files: ["a/index.html", "bilde.png", "index.html"].map(file).into(),
                base_path: base.to_owned(),
                origin: origin.to_owned(),
            };
            let index = Index::new(&site);
            let paths =
                ["", "a", "a/", "a/index.html", "bilde.png", "b/", "usht/", "usht/a/", "/a/", "a/../a/", "a/#x", "a/?b#c"];
            let starts =
                ["", "/", base, "#", origin, &format!("{origin}{base}"), "https://usht.example.no/", "http://usht.example/"];
            let mut plain = 0;
            for written in starts.iter().flat_map(|start| paths.map(|path| format!("{start}{path}"))) {
                if let Some(leads) = index.plain(written.as_bytes(), 2) {
                    plain += 1;
                    assert_eq!(leads, index.thorough(written.as_bytes(), 2, "index.html"), "{written} at {origin}{base}");
                }
            }
            assert!(plain > 15, "{plain}");
        }
    }
}

//! Where a link in a text leads.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::problem::{Code, Problem, both};

/// What a written address means.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// Another host, an e-mail address, a telephone number: as written.
    Outside(String),
    /// An anchor on the same page.
    Anchor(String),
    /// An address within the site, from its root.
    Address(String),
    /// A file of the content, by its path within it, with what follows (`#anker`).
    File { within: String, rest: String },
}

/// Understands an address written in a file that lies in `folder`.
pub(crate) fn destination(written: &str, folder: &str) -> Result<Destination, Problem> {
    let written = written.trim();
    if let Some(anchor) = written.strip_prefix('#') {
        return Ok(Destination::Anchor(decoded(anchor).into_owned()));
    }
    if let Some(scheme) = scheme(written) {
        return match scheme.as_str() {
            "http" | "https" | "mailto" | "tel" => Ok(Destination::Outside(written.to_owned())),
            _ => Err(unsafe_scheme(&scheme)),
        };
    }
    if written.starts_with("//") || written.starts_with("\\\\") {
        return Err(Problem::new(
            Code::UnsafeScheme,
            both!("adressen sier ikke `https://`", "the address does not say `https://`"),
        )
        .help(both!("skriv hele adressen, med `https://` først", "write the whole address, with `https://` first")));
    }
    let (path, rest) = match written.find(['#', '?']) {
        Some(at) => written.split_at(at),
        None => (written, ""),
    };
    let path = decoded(path);
    let path = if path.contains('\\') { Cow::Owned(path.replace('\\', "/")) } else { path };
    let path = if path.is_ascii() { path } else { Cow::Owned(path.nfc().collect()) };
    if let Some(from_root) = path.strip_prefix('/') {
        let is_file = from_root.ends_with(".md") || from_root.starts_with("files/");
        return Ok(match is_file {
            true => Destination::File { within: from_root.to_owned(), rest: rest.to_owned() },
            false => Destination::Address(format!("{path}{rest}")),
        });
    }
    match resolved(folder, &path) {
        Some(within) => Ok(Destination::File { within, rest: rest.to_owned() }),
        None => Err(Problem::new(
            Code::LinkOutside,
            both!("lenken fører ut av innholdsmappen", "the link leads out of the content folder"),
        )
        .help(both!("bare filer i innholdsmappen kan lenkes til", "only files in the content folder can be linked to"))),
    }
}

/// Returns the scheme in lower case; entities and spaces in it are gone by now, a drive letter is one too.
fn scheme(written: &str) -> Option<String> {
    let (scheme, _) = written.split_once(':')?;
    let plain: String = scheme.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let is_scheme = plain.starts_with(|c: char| c.is_ascii_alphabetic())
        && plain.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let before_path = !scheme.contains(['/', '?', '#']);
    (is_scheme && before_path).then(|| plain.to_ascii_lowercase())
}

fn unsafe_scheme(scheme: &str) -> Problem {
    Problem::new(
        Code::UnsafeScheme,
        both!("lenker av slaget `{scheme}:` brukes ikke", "links of the kind `{scheme}:` are not used"),
    )
    .help(both!(
        "lenk til en nettside (`https://`), en fil eller en e-postadresse (`mailto:`)",
        "link to a web page (`https://`), a file or an e-mail address (`mailto:`)"
    ))
}

/// Returns `path` as seen from `folder`, within the content; none where it leads out.
fn resolved(folder: &str, path: &str) -> Option<String> {
    let mut whole = String::with_capacity(folder.len() + 1 + path.len());
    whole.push_str(folder);
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if whole.is_empty() => return None,
            ".." => whole.truncate(whole.rfind('/').unwrap_or(0)),
            part => {
                if !whole.is_empty() {
                    whole.push('/');
                }
                whole.push_str(part);
            }
        }
    }
    Some(whole)
}

/// Undoes percent escapes once; what is no UTF-8 then stays as written.
fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = |at: usize| tail.get(at).and_then(|&digit| char::from(digit).to_digit(16));
        match (first, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                rest = &tail[2..];
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(within: &str, rest: &str) -> Result<Destination, Code> {
        Ok(Destination::File { within: within.to_owned(), rest: rest.to_owned() })
    }

    #[test]
    fn an_address_is_understood_as_its_writer_meant_it() {
        let lead = |written| destination(written, "kurs/demens").map_err(|problem| problem.code);
        assert_eq!(lead("om.md"), file("kurs/demens/om.md", ""));
        assert_eq!(lead("../andre/x.md#del-2"), file("kurs/andre/x.md", "#del-2"));
        assert_eq!(lead("..\\x.md"), file("kurs/x.md", ""));
        assert_eq!(lead("p%C3%A5r%C3%B8rende.md"), file("kurs/demens/pårørende.md", ""));
        assert_eq!(lead("/sentre/"), Ok(Destination::Address("/sentre/".to_owned())));
        assert_eq!(lead("#mål"), Ok(Destination::Anchor("mål".to_owned())));
        assert_eq!(lead("https://www.ks.no/"), Ok(Destination::Outside("https://www.ks.no/".to_owned())));
    }

    #[test]
    fn an_address_that_leaves_or_runs_is_refused() {
        let lead = |written| destination(written, "kurs").map_err(|problem| problem.code).unwrap_err();
        for outside in ["../../etc/passwd", "..\\..\\x.md", "%2e%2e/%2e%2e/x"] {
            assert_eq!(lead(outside), Code::LinkOutside, "{outside}");
        }
        for unsafe_one in [
            "javascript:alert(1)",
            "JaVaScript:x",
            " data:text/html,x",
            "java\tscript:x",
            "file:///etc",
            "c:/windows",
            "//evil.example/x",
            "vbscript:x",
        ] {
            assert_eq!(lead(unsafe_one), Code::UnsafeScheme, "{unsafe_one}");
        }
    }
}

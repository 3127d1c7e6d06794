//! What a file is by its path alone, before it is read: `centres/oslo.md` is a centre, `nyheter/x.md` a page.

use super::front_matter;

/// What a file is by its path, before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Settings,
    Municipalities,
    Counties,
    Actors,
    References,
    Glossary,
    Centre,
    Priority,
    Mapping,
    Observations,
    Notes,
    Release,
    Ledger,
    Finding,
    Report,
    Chapter,
    Addresses,
    Frozen,
    Article,
}

/// Returns what the file at a path within the content is; none where it belongs nowhere.
pub(super) fn kind(path: &str) -> Option<Kind> {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["site.yaml"] => Some(Kind::Settings),
        ["registry", "municipalities.csv"] => Some(Kind::Municipalities),
        ["registry", "counties.yaml"] => Some(Kind::Counties),
        ["registry", "actors.yaml"] => Some(Kind::Actors),
        ["registry", "references.yaml"] => Some(Kind::References),
        ["registry", "glossary.yaml"] => Some(Kind::Glossary),
        ["centres", name] if name.ends_with(".md") => Some(Kind::Centre),
        ["priorities", name] if name.ends_with(".md") => Some(Kind::Priority),
        ["mappings", _, "mapping.yaml"] => Some(Kind::Mapping),
        ["mappings", _, "observations.yaml"] => Some(Kind::Observations),
        ["mappings", _, "notes.yaml"] => Some(Kind::Notes),
        ["mappings", _, "release.yaml"] => Some(Kind::Release),
        ["mappings", _, "release-ledger.yaml"] => Some(Kind::Ledger),
        ["mappings", _, "findings", name] if name.ends_with(".md") => Some(Kind::Finding),
        ["reports", _, "report.yaml"] => Some(Kind::Report),
        ["reports", _, "addresses.yaml"] => Some(Kind::Addresses),
        ["reports", _, "editions", _, "report.yaml"] => Some(Kind::Report),
        ["reports", _, "editions", _, "addresses.yaml"] => Some(Kind::Addresses),
        ["reports", _, "editions", _, "edition.yaml"] => Some(Kind::Frozen),
        ["reports", _, "editions", _, name] if name.ends_with(".md") => Some(Kind::Chapter),
        ["reports", _, name] if name.ends_with(".md") => Some(Kind::Chapter),
        ["registry" | "centres" | "priorities" | "mappings" | "reports", ..] => None,
        [.., name] if name.ends_with(".md") => Some(Kind::Article),
        _ => None,
    }
}

impl Kind {
    /// Tells whether the words of such a file are not shown.
    pub(super) fn is_secret(self, text: &str) -> bool {
        match self {
            Self::Observations | Self::Notes => true,
            Self::Finding => !says_it_is_public(text),
            Self::Article => may_say(text, "draft"),
            _ => false,
        }
    }
}

/// Tells whether a finding says of itself that it is public, so that a message may quote it.
fn says_it_is_public(text: &str) -> bool {
    front(text).lines().any(|line| line.trim_end() == "anonymised: true")
        && !may_say(text, "draft")
        && !may_say(text, "synthetic")
}

/// Tells whether a key may be set, however it is written: only `key: false` says for certain that it is not, or a comment.
fn may_say(text: &str, key: &str) -> bool {
    let front = front(text);
    memchr::memmem::find(front.as_bytes(), key.as_bytes()).is_some()
        && front
            .lines()
            .filter(|line| !line.starts_with('#'))
            .any(|line| line.contains(key) && line.trim_end().strip_prefix(key) != Some(": false"))
}

fn front(text: &str) -> &str {
    front_matter::parts(text).map_or(text, |parts| &text[parts.yaml])
}

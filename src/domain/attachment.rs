//! Files that are not text: pictures and data to take away. Published only where a page links to them.

use std::sync::Arc;

use super::Source;

/// A file below `content/`, as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attachment {
    pub source: Source,
    pub kind: AttachmentKind,
    pub bytes: Arc<[u8]>,
}

/// What a file can be, by its ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AttachmentKind {
    Jpeg,
    Png,
    WebP,
    Svg,
    /// CSV, plain text, JSON: UTF-8 that the last gate can read.
    Text,
    /// Anything else: the last gate cannot read it, so it cannot be published.
    Unreadable,
}

impl AttachmentKind {
    pub(crate) fn of(path: &str) -> Self {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        match ending.as_str() {
            "jpg" | "jpeg" => Self::Jpeg,
            "png" => Self::Png,
            "webp" => Self::WebP,
            "svg" => Self::Svg,
            "csv" | "txt" | "json" | "geojson" | "bib" => Self::Text,
            _ => Self::Unreadable,
        }
    }
}

//! What sort of file it is, by its ending and its first bytes.

use super::decode::Escapes;

/// How a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Html,
    /// Feeds and site maps.
    Xml,
    Svg,
    Css,
    Json,
    Text,
    Pdf,
    /// Pictures, fonts, and texts that are not UTF-8.
    Binary,
}

impl Kind {
    pub(super) fn of(path: &str, bytes: &[u8]) -> Self {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        let kind = match ending.as_str() {
            "html" | "htm" => Self::Html,
            "xml" | "atom" | "rss" | "xhtml" | "xsl" => Self::Xml,
            "svg" => Self::Svg,
            "css" => Self::Css,
            "json" | "geojson" | "jsonld" | "webmanifest" | "map" | "js" | "mjs" => Self::Json,
            "csv" | "txt" | "md" | "bib" | "ics" | "vcf" | "yaml" => Self::Text,
            _ if std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0')) => Self::Text,
            _ => Self::Binary,
        };
        if bytes.starts_with(b"%PDF") {
            return Self::Pdf;
        }
        if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") { Self::Binary } else { kind }
    }

    /// Tells whether the file is markup, so that its tags are no text.
    pub(super) fn is_markup(self) -> bool {
        matches!(self, Self::Html | Self::Xml | Self::Svg)
    }

    pub(super) fn escapes(self) -> Escapes {
        match self {
            Self::Css => Escapes::Css,
            Self::Json => Escapes::Json,
            Self::Html | Self::Xml | Self::Svg | Self::Text | Self::Pdf | Self::Binary => Escapes::None,
        }
    }
}

//! What `site.yaml` says about the site as a whole.

use super::{Language, QuantityWord, Source};

/// The settings of a site.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Settings {
    pub source: Source,
    pub title: String,
    pub short_title: Option<String>,
    pub description: Option<String>,
    /// Scheme and host, without a final slash: `https://www.example.org`.
    pub origin: String,
    /// The path below which the site lies, with slashes at both ends: `/` or `/usht/`.
    pub base_path: String,
    pub language: Language,
    pub theme: String,
    pub publisher: Option<String>,
    /// The publisher's, in the register of entities: nine digits.
    pub organisation_number: Option<String>,
    pub contact_email: Option<String>,
    pub contact_text: Option<String>,
    pub accessibility_statement: Option<String>,
    /// Name and address.
    pub licence: Option<(String, String)>,
    /// Words and address.
    pub credits: Vec<(String, Option<String>)>,
    /// None: the sections at the top make the menu.
    pub menu: Option<Vec<Menu>>,
    pub footer_menu: Vec<Menu>,
    /// What each quantity word means.
    pub quantity_words: Vec<QuantityWord>,
}

/// An entry of a menu.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Menu {
    pub title: String,
    /// Within the site, from its root: `/sentre/`.
    pub path: String,
}

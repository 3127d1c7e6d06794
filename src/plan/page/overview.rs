//! All findings of a mapping at a glance: by theme and quantity word, and by priority.

use serde::Serialize;

use super::{Head, Link};

/// How the findings of a mapping are spread.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Overview {
    pub head: Head,
    pub mapping: Link,
    /// Invented, as an example.
    pub synthetic: bool,
    pub finding_count: usize,
    /// The quantity words that findings have, from the most to the fewest; findings without one last.
    pub words: Vec<FindingGroup>,
    pub themes: Vec<OverviewRow>,
    /// How many findings each word has, in the order of `words`.
    pub totals: Vec<usize>,
    /// National priorities that findings touch; findings that touch none last.
    pub priorities: Vec<FindingGroup>,
    pub anonymity: Link,
    pub reports: Vec<Link>,
}

/// A theme and how many of its findings have each word.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct OverviewRow {
    pub theme: Link,
    /// In the order of the words.
    pub counts: Vec<usize>,
    pub total: usize,
}

/// Findings that have something in common.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct FindingGroup {
    /// The anchor: `ord-de-fleste`, `satsing-…`.
    pub id: String,
    /// "De fleste", "Uten mengdeord", the priority's title.
    pub title: String,
    /// The priority's own page.
    pub href: Option<String>,
    pub findings: Vec<OverviewFinding>,
}

/// A finding in such a group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct OverviewFinding {
    pub title: String,
    pub href: String,
    pub theme: Link,
    /// "de fleste"; none where the source has no word.
    pub extent: Option<&'static str>,
    pub kind: String,
}

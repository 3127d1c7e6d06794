//! The numbers of a mapping as pages show them, and the page that says how nobody is singled out.

use serde::Serialize;

use super::{Head, Link, ShownDate};

/// The numbers of a mapping, made of its release alone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Numbers {
    pub edition: u32,
    pub date: ShownDate,
    pub participants: u32,
    /// How many said yes to each theme, of all.
    pub bars: Vec<Bar>,
    /// One for each public fact, or one in all.
    pub tables: Vec<NumberTable>,
    /// Whether any number is hidden.
    pub hidden: bool,
}

/// A bar of the chart. One whose number is hidden has no length.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Bar {
    pub theme: Link,
    /// "14 av 24", or the sign for what is hidden.
    pub text: String,
    /// In thousandths of the whole.
    pub length: Option<u32>,
}

/// Themes by the values of one public fact.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct NumberTable {
    pub id: String,
    /// "Region"; "" where participants are not grouped.
    pub title: String,
    /// "Alle" first.
    pub columns: Vec<NumberColumn>,
    pub rows: Vec<ThemeRow>,
}

/// A group of participants.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct NumberColumn {
    pub title: String,
    /// How many there are in it.
    pub size: u32,
}

/// A theme in a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ThemeRow {
    pub theme: Link,
    /// "ja", "nei", "ikke tatt opp"; none where only one answer is counted.
    pub answer: Option<String>,
    /// A number each, or the sign for what is hidden.
    pub numbers: Vec<String>,
}

/// How nobody is singled out in a mapping: what is kept inside, by which rules, and what was published when.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Anonymity {
    pub head: Head,
    pub mapping: Link,
    pub synthetic: bool,
    /// None: no numbers are published.
    pub numbers: Option<NumberRules>,
    /// What is told of how much a quantity word means.
    pub words: Vec<WordMeaning>,
    pub reports: Vec<Link>,
}

/// The rules by which the numbers were judged.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct NumberRules {
    /// Fewest on either side of a number that may be known.
    pub threshold: u32,
    pub participants: u32,
    /// "region", "størrelse": the public facts by which participants are grouped.
    pub groupings: Vec<String>,
    pub editions: Vec<PublishedEdition>,
    pub waivers: Vec<ShownWaiver>,
    /// When the numbers were last proved.
    pub proved: ShownDate,
}

/// One edition of the numbers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct PublishedEdition {
    pub number: u32,
    pub date: ShownDate,
    pub participants: u32,
}

/// A number that is published though a rule refuses it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ShownWaiver {
    pub statement: String,
    pub reason: String,
    pub role: String,
    pub date: ShownDate,
}

/// What a quantity word means on this site, in percent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct WordMeaning {
    pub word: &'static str,
    pub least: u32,
    pub most: u32,
}

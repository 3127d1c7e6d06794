//! Reports: what is published of a mapping, and what is withheld.

use std::sync::Arc;

use super::{AddressBook, Allowance, ChapterPassages, Language, PartialDate, Passage, Source, Written};

/// A report with its chapters.
#[derive(Debug, Clone)]
pub(crate) struct Report {
    pub id: String,
    pub source: Source,
    pub title: String,
    pub subtitle: Option<String>,
    pub description: Option<String>,
    pub language: Language,
    pub centre: String,
    pub mapping: Option<String>,
    pub version: String,
    pub published: PartialDate,
    pub authors: Vec<String>,
    pub summary: Written,
    pub audience: Option<String>,
    /// To whom it was sent, and a note.
    pub distribution: Vec<(String, Option<String>)>,
    /// What, why, whom to ask.
    pub withheld: Vec<(String, String, Option<String>)>,
    /// Slips of the original that were corrected.
    pub corrections: Vec<String>,
    /// Version, date, what changed.
    pub changes: Vec<(String, PartialDate, String)>,
    pub email: Option<String>,
    pub sources: Vec<String>,
    pub updated: Option<PartialDate>,
    pub aliases: Vec<String>,
    pub allow_names: Vec<Allowance>,
    pub chapters: Vec<Chapter>,
    /// What is recorded of the addresses of its passages.
    pub addresses: Option<AddressBook>,
    /// Editions that were kept as they were, the oldest first.
    pub editions: Vec<Report>,
    /// Of a kept edition: what says so.
    pub frozen: Option<Frozen>,
}

/// Says that an edition is kept as it was.
#[derive(Debug, Clone)]
pub(crate) struct Frozen {
    pub source: Source,
    /// Of the edition's files when it was kept.
    pub digest: String,
}

impl Report {
    /// Returns the passages of its chapters, with their names in addresses.
    pub(crate) fn passages(&self) -> Vec<ChapterPassages<'_>> {
        self.chapters
            .iter()
            .map(|chapter| ChapterPassages { slug: &chapter.slug, passages: Arc::clone(&chapter.passages) })
            .collect()
    }
}

/// One chapter, in the order of its file's number.
#[derive(Debug, Clone)]
pub(crate) struct Chapter {
    /// The file's name without number and ending: the last part of its address.
    pub slug: String,
    pub source: Source,
    pub title: String,
    pub description: Option<String>,
    pub language: Option<Language>,
    pub sources: Vec<String>,
    pub updated: Option<PartialDate>,
    pub aliases: Vec<String>,
    pub allow_names: Vec<Allowance>,
    pub body: Written,
    /// Those of the body, in order.
    pub passages: Arc<[Passage]>,
    /// How many there are in the body: marks, addresses and references are none.
    pub words: usize,
}

/// Counts the words of a text; marks, addresses and references are none.
pub(crate) fn words(text: &str) -> usize {
    let is_word = |word: &&str| word.starts_with(|first: char| first.is_alphanumeric() || "«*_(„\"".contains(first));
    text.split_whitespace().filter(is_word).count()
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn marks_are_no_words() {
        assert_eq!(words("## To ord\n\n- ett\n- [to](x.md)\n\n[@kilde]. **Tre** – «fire»"), 5);
    }
}

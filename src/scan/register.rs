//! Whom to look for: municipalities and villages by every name, municipalities by number, confidential texts by six words.
//!
//! Built once, then read with often. Holds nothing of a text that was read.

use super::ending::Form;
use super::index::Index;
use super::observed::Observed;
use super::phrase::{self, Cue};
use super::spelling::variants;
use super::words::{Class, class, is_surname};

/// What is known of the world when a text is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Register {
    pub(super) names: Vec<Name>,
    pub(super) index: Index<Entry>,
    /// Municipalities' numbers, sorted.
    pub(super) numbers: Vec<u16>,
    pub(super) observed: Observed,
}

/// A name that singles out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// In small letters, with rings and strokes.
    pub letters: Vec<char>,
    pub class: Class,
    pub is_surname: bool,
    pub of: Of,
    /// `Sør-Fron`: begins with a direction, so that `Nord- og` may stand before it.
    pub has_direction: bool,
}

/// What bears a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Of {
    Municipality,
    /// What two or three municipalities share of their names: `Toten`, `Fron`, `Aurskog`.
    Part,
    Village,
}

/// What an entry of the index means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Entry {
    Name { name: u32, form: Form },
    Cue(Cue),
}

/// The public list that comes with the program: a name a line, then the numbers that it has had.
const STANDARD: &str = include_str!("municipalities.txt");

impl Register {
    /// Makes a register of municipalities' names, their numbers, and names of villages.
    pub(crate) fn new<'a>(
        municipalities: impl IntoIterator<Item = &'a str>,
        numbers: impl IntoIterator<Item = u16>,
        villages: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let mut all: Vec<(String, Of)> = Vec::new();
        for name in municipalities {
            let name = plain_name(name);
            all.extend(parts(name).into_iter().map(|part| (part.to_owned(), Of::Part)));
            all.push((name.to_owned(), Of::Municipality));
        }
        all.extend(villages.into_iter().map(|name| (plain_name(name).to_owned(), Of::Village)));
        all.retain(|(name, _)| name.chars().filter(|c| c.is_alphabetic()).count() >= 2);
        // The same name of a municipality and of a part or a village is the municipality's.
        all.sort();
        all.dedup_by(|one, other| one.0 == other.0);
        let names: Vec<Name> = all.iter().map(|(name, of)| Name::new(name, *of)).collect();
        let mut numbers: Vec<u16> = numbers.into_iter().collect();
        numbers.sort_unstable();
        numbers.dedup();
        Self { index: Index::new(entries(&all, &names)), names, numbers, observed: Observed::default() }
    }

    /// Returns the public register that comes with the program, and `more` names with it.
    pub(crate) fn with_standard<'a>(
        more: impl IntoIterator<Item = &'a str>,
        numbers: impl IntoIterator<Item = u16>,
        villages: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let standard = || STANDARD.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('|'));
        let names = standard().map(|(name, _)| name).chain(more);
        let known = standard().flat_map(|(_, numbers)| numbers.split(' ')).filter_map(|number| number.parse().ok());
        Self::new(names, known.chain(numbers), villages)
    }

    /// Adds texts that are confidential: six words of one of them on end are found.
    pub(crate) fn with_observations<'a>(mut self, texts: impl IntoIterator<Item = &'a str>) -> Self {
        self.observed = Observed::new(texts);
        self
    }

    /// Makes confidential texts ready to be looked for.
    pub(crate) fn observes<'a>(texts: impl IntoIterator<Item = &'a str>) -> Observed {
        Observed::new(texts)
    }

    /// Tells whether just these confidential texts are looked for.
    pub(crate) fn has(&self, observed: &Observed) -> bool {
        self.observed == *observed
    }

    /// Returns the same names and numbers with other confidential texts.
    pub(crate) fn with(&self, observed: Observed) -> Self {
        Self { observed, ..self.clone() }
    }
}

impl Name {
    fn new(name: &str, of: Of) -> Self {
        let letters: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
        let plain = variants(name).into_iter().min_by_key(Vec::len).unwrap_or_default();
        let plain = String::from_utf8_lossy(&plain).into_owned();
        let class = match (class(&plain), of) {
            // Of villages nobody has judged which are words: short ones, and those in the definite form, may be.
            (Class::Certain, Of::Village) if plain.len() <= 5 || plain.ends_with("en") || plain.ends_with("et") => Class::Rare,
            (Class::Certain, Of::Village) => Class::Proper,
            (class, _) => class,
        };
        let has_direction = name.split([' ', '-']).next().is_some_and(is_direction) && name.contains([' ', '-']);
        Self { letters, class, is_surname: is_surname(&plain), of, has_direction }
    }
}

/// Returns a name without what tells it from others: `Bø (Telemark)`, `Hol kommune`.
fn plain_name(name: &str) -> &str {
    let name = name.split(" (").next().unwrap_or(name).trim();
    name.strip_suffix(" kommune").unwrap_or(name)
}

const DIRECTIONS: [&str; 19] = [
    "Nord", "Sør", "Øst", "Aust", "Vest", "Nordre", "Søndre", "Søre", "Østre", "Østre", "Øystre", "Vestre", "Øvre", "Nedre",
    "Indre", "Ytre", "Midtre", "Midt", "Stor",
];

pub(super) fn is_direction(word: &str) -> bool {
    DIRECTIONS.contains(&word)
}

/// Returns what a name of several parts shares with others: `Toten` of `Østre Toten`, both of `Aurskog-Høland`.
fn parts(name: &str) -> Vec<&str> {
    // Regions of many municipalities, and words of their own.
    const OTHERS: [&str; 8] = ["Østfold", "Telemark", "Follo", "Fosen", "Varanger", "Elvdal", "Land", "Norge"];
    let Some((head, tail)) = name.split_once(" og ").or_else(|| name.split_once([' ', '-'])) else { return Vec::new() };
    let both = if is_direction(head) { vec![tail] } else { vec![head, tail] };
    both.into_iter().filter(|part| part.chars().count() >= 4 && !OTHERS.contains(part)).collect()
}

/// Inhabitants that are called otherwise than by an ending.
const IRREGULAR: [(&str, &str); 11] = [
    ("Toten", "totning"),
    ("Trondheim", "trondhjemm"),
    ("Lillehammer", "lillehamring"),
    ("Hitra", "hitterværing"),
    ("Eiker", "eikværing"),
    ("Arendal", "arendalitt"),
    ("Moss", "mossing"),
    ("Selbu", "selbygg"),
    ("Skien", "skiensmann"),
    ("Skien", "skiensfolk"),
    ("Hamar", "hamarsing"),
];

fn entries(all: &[(String, Of)], names: &[Name]) -> Vec<(Vec<u8>, Entry)> {
    let mut entries: Vec<(Vec<u8>, Entry)> = phrase::cues().map(|(letters, cue)| (letters.to_vec(), Entry::Cue(cue))).collect();
    for (index, ((name, _), known)) in all.iter().zip(names).enumerate() {
        let mut add = |text: &str, form| {
            let entry = Entry::Name { name: index as u32, form };
            entries.extend(variants(text).into_iter().map(|letters| (letters, entry)));
        };
        add(name, Form::Whole);
        let length = known.letters.len();
        if length >= 5 && known.class <= Class::Proper && name.ends_with(['e', 'a']) {
            add(name.trim_end_matches(['e', 'a']), Form::Stem);
        }
        if let Some(head) = name.strip_suffix("dal").filter(|head| head.len() >= 3) {
            add(&format!("{head}døl"), Form::Inhabitant);
        }
        for (_, people) in IRREGULAR.iter().filter(|(place, _)| place == name) {
            add(people, Form::Inhabitant);
        }
    }
    entries
}

//! The letters of a text in their common form, one after the other, with the places where words begin.
//!
//! [`Stream::add`] takes a text in. Separators are not kept, so that a word is found however it is spaced or broken;
//! where they stood is known from `starts`, so that a short word can be told from a part of another.

use super::decode::{Escapes, decode};
use super::fold::{BYTES, Depth, Folded, SEPARATOR, SPECIAL, fold};

/// A row of letters and digits.
#[derive(Debug, Default)]
pub(super) struct Stream {
    letters: Vec<u8>,
    /// How many of `letters` are in use.
    length: usize,
    starts: Vec<u32>,
    /// How many of `starts` are in use.
    words: usize,
    /// Whether the last thing taken in was a letter.
    within: bool,
    /// Where in the file each letter stands, if that is asked for.
    places: Option<Vec<u32>>,
    depth: Depth,
}

/// The mark of a word's beginning that may be none: a tag within a line stands there.
const SOFT: u32 = 1 << 31;
/// More letters than one character becomes.
const ROOM: usize = 8;

impl Stream {
    /// Returns a stream that knows where its letters stand.
    pub(super) fn with_places(depth: Depth) -> Self {
        Self { places: Some(Vec::new()), depth, ..Self::default() }
    }

    pub(super) fn clear(&mut self) {
        (self.length, self.words, self.within) = (0, 0, false);
        if let Some(places) = &mut self.places {
            places.clear();
        }
    }

    pub(super) fn letters(&self) -> &[u8] {
        self.letters.get(..self.length).unwrap_or_default()
    }

    /// Returns how many words, or pieces of words, there are.
    pub(super) fn words(&self) -> usize {
        self.words
    }

    /// Returns where word `index` begins (the end of the stream after the last one).
    pub(super) fn start(&self, index: usize) -> usize {
        if index < self.words {
            self.starts.get(index).map_or(self.length, |start| (start & !SOFT) as usize)
        } else {
            self.length
        }
    }

    /// Tells whether the piece `index` may go on from the piece before it.
    pub(super) fn is_soft(&self, index: usize) -> bool {
        index < self.words && self.starts.get(index).is_some_and(|start| start & SOFT != 0)
    }

    /// Returns the eight letters from `letter` on as a number; beyond the end they are anything.
    pub(super) fn eight(&self, letter: usize) -> u64 {
        self.letters.get(letter..).and_then(|rest| rest.first_chunk()).map_or(0, |eight| u64::from_le_bytes(*eight))
    }

    /// Returns the index of the first word that begins at `letter` or after it.
    pub(super) fn word_at(&self, letter: usize) -> usize {
        self.starts.get(..self.words).unwrap_or_default().partition_point(|start| ((start & !SOFT) as usize) < letter)
    }

    /// Returns where in the file the letter `index` stands.
    pub(super) fn place(&self, index: usize) -> Option<usize> {
        self.places.as_ref()?.get(index).map(|&place| place as usize)
    }

    /// Ends the word.
    pub(super) fn separate(&mut self) {
        self.within = false;
    }

    /// Marks that a word may end here and another begin.
    pub(super) fn separate_softly(&mut self) {
        let again = self.words > 0 && self.is_soft(self.words - 1) && self.start(self.words - 1) == self.length;
        if self.within && !again {
            self.make_room(0);
            if let Some(start) = self.starts.get_mut(self.words) {
                *start = u32::try_from(self.length).unwrap_or(0) | SOFT;
                self.words += 1;
            }
        }
    }

    fn make_room(&mut self, more: usize) {
        let need = self.length + more + ROOM;
        if self.letters.len() < need {
            self.letters.resize(need * 2, 0);
        }
        let need = self.words + more + ROOM;
        if self.starts.len() < need {
            self.starts.resize(need * 2, 0);
        }
    }

    /// Takes in a text that stands at `place` in the file.
    pub(super) fn add(&mut self, text: &[u8], place: usize, escapes: Escapes) {
        let mut at = 0;
        while at < text.len() {
            at += self.add_plain(text.get(at..).unwrap_or_default(), place + at);
            if at < text.len() {
                at += self.add_special(text.get(at..).unwrap_or_default(), place + at, escapes);
            }
        }
    }

    /// Takes in the bytes up to the first special one and returns how many they were.
    fn add_plain(&mut self, text: &[u8], place: usize) -> usize {
        self.make_room(text.len().min(4096));
        let (mut length, mut words, mut within) = (self.length, self.words, self.within);
        let mut taken = text.len().min(4096);
        let letters = self.letters.as_mut_slice();
        let starts = self.starts.as_mut_slice();
        for (at, &byte) in text.iter().take(4096).enumerate() {
            let folded = BYTES[usize::from(byte)];
            if folded == SPECIAL {
                taken = at;
                break;
            }
            let is_letter = folded != SEPARATOR;
            // Written always, counted only if it is one: no branch to guess wrong.
            if let (Some(letter), Some(start)) = (letters.get_mut(length), starts.get_mut(words)) {
                *letter = folded;
                *start = length as u32;
            }
            words += usize::from(is_letter & !within);
            length += usize::from(is_letter);
            within = is_letter;
        }
        if let Some(places) = &mut self.places {
            let letters = text.iter().take(taken).enumerate().filter(|(_, byte)| BYTES[usize::from(**byte)] != SEPARATOR);
            places.extend(letters.map(|(at, _)| u32::try_from(place + at).unwrap_or(u32::MAX)));
        }
        (self.length, self.words, self.within) = (length, words, within);
        taken
    }

    /// Takes in the character at the head of `text`, if a special byte is there, and returns its length.
    fn add_special(&mut self, text: &[u8], place: usize, escapes: Escapes) -> usize {
        if text.first().is_none_or(|byte| BYTES[usize::from(*byte)] != SPECIAL) {
            return 0;
        }
        let decoded = decode(text, escapes);
        match fold(decoded.character, self.depth) {
            Folded::Nothing => {}
            Folded::Separator => self.within = false,
            Folded::Letters(bytes, length) => self.push(bytes.get(..length).unwrap_or_default(), place),
        }
        decoded.length.max(1)
    }

    fn push(&mut self, bytes: &[u8], place: usize) {
        self.make_room(bytes.len());
        if !self.within
            && let Some(start) = self.starts.get_mut(self.words)
        {
            *start = self.length as u32;
            self.words += 1;
            self.within = true;
        }
        if let Some(room) = self.letters.get_mut(self.length..self.length + bytes.len()) {
            room.copy_from_slice(bytes);
            self.length += bytes.len();
        }
        if let Some(places) = &mut self.places {
            places.extend(bytes.iter().map(|_| u32::try_from(place).unwrap_or(u32::MAX)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Escapes, Stream};

    fn words(text: &str) -> Vec<String> {
        let mut stream = Stream::default();
        stream.add(text.as_bytes(), 0, Escapes::None);
        let piece = |at: usize| &stream.letters()[stream.start(at)..stream.start(at + 1)];
        (0..stream.words()).map(|at| String::from_utf8_lossy(piece(at)).into_owned()).collect()
    }

    #[test]
    fn a_text_becomes_its_words_in_their_common_form() {
        assert_eq!(words("Ås, k&aring;re_Moen-2 50 % &\n"), ["as", "kare", "moen", "2", "50"]);
        assert_eq!(words("so\u{AD}f&shy;t"), ["soft"]);
        assert_eq!(words(""), [""; 0]);
        let long = "ord ".repeat(3000);
        assert_eq!(words(&long).len(), 3000);
    }

    #[test]
    fn each_letter_knows_its_place() {
        let mut stream = Stream::with_places(Default::default());
        stream.add("a æb".as_bytes(), 10, Escapes::None);
        let places: Vec<_> = (0..4).map(|at| stream.place(at)).collect();
        assert_eq!((stream.letters(), places.as_slice()), (&b"aaeb"[..], &[Some(10), Some(12), Some(12), Some(14)][..]));
    }
}

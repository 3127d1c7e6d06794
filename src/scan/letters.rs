//! A text as its letters and digits, with a gap between words, each with the place it comes from.
//!
//! [`Letters::read`] is the way in. It undoes what hides a word: escapes, invisible characters, look-alike letters,
//! emphasis and tags in the middle of a word. What stands inside tags is read too, after the text around them.
//!
//! Must not know what is looked for.

use super::escape::escape;
use super::fold::{FOREIGN, GOES_ON, Sign, fold, with_mark};

/// Between words.
pub(super) const GAP: u8 = b' ';

/// Letters as compared and as shown; index by index the same.
#[derive(Debug, Default)]
pub(super) struct Letters {
    /// `a` to `z`, digits, [`FOREIGN`] and single [`GAP`]s; begins and ends with a gap.
    pub bytes: Vec<u8>,
    /// The byte of the text at which each begins.
    at: Vec<u32>,
    /// With case, ring and stroke; [`GOES_ON`] for the second half of `æ`, nothing for a gap.
    pub shown: Vec<char>,
    /// Where a run of digits begins.
    pub digits: Vec<u32>,
    /// The gaps that hold an `@`.
    pub at_signs: Vec<u32>,
    /// Insides of tags, to be read after the text.
    tags: Vec<(u32, u32)>,
    /// The next `>` and the next end of a comment; the end of the text where there is none.
    next_close: usize,
    next_end: usize,
}

/// What a byte is.
const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Gap; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Kind::Letter,
            b'0'..=b'9' => Kind::Digit,
            b'<' | b'&' | b'%' | b'\\' | b'*' | b'~' | b'`' | b'@' | 0x80.. => Kind::Special,
            _ => Kind::Gap,
        };
        byte += 1;
    }
    kinds
};

#[derive(Clone, Copy)]
enum Kind {
    Letter,
    Digit,
    Gap,
    Special,
}

/// Longest gap that can be one within a sentence; what is farther apart has nothing to do with each other.
const LONGEST_GAP: usize = 2 * LONGEST_TAG;
/// Longest tag.
const LONGEST_TAG: usize = 4096;

impl Letters {
    /// Reads `text` in place of what was there.
    pub(super) fn read(&mut self, text: &str) {
        self.bytes.clear();
        self.at.clear();
        self.shown.clear();
        self.digits.clear();
        self.at_signs.clear();
        self.tags.clear();
        (self.next_close, self.next_end) = (0, 0);
        self.gap(0);
        self.part(text, 0, text.len(), true);
        for index in 0..self.tags.len() {
            let Some(&(from, to)) = self.tags.get(index) else { break };
            self.gap(from as usize);
            self.part(text, from as usize, to as usize, false);
        }
        self.gap(text.len());
    }

    pub(super) fn byte(&self, index: usize) -> u8 {
        self.bytes.get(index).copied().unwrap_or(GAP)
    }

    /// Returns the byte of the text at which a letter begins.
    pub(super) fn start(&self, index: usize) -> usize {
        self.at.get(index).map_or(0, |at| *at as usize)
    }

    /// Returns the byte of the text after a letter and the marks on it.
    pub(super) fn end(&self, index: usize, text: &str) -> usize {
        let mut at = self.start(index);
        let (this, next) = (text.as_bytes().get(at), text.as_bytes().get(at + 1));
        // Most letters are plain, and so is what follows.
        if this.is_some_and(u8::is_ascii_alphanumeric) && next.is_none_or(|next| *next < 0x80 && *next != b'&') {
            return at + 1;
        }
        at += text.get(at..).map_or(0, |rest| unit(rest).1);
        while let Some(rest) = text.get(at..).filter(|rest| rest.bytes().next().is_some_and(|byte| byte >= 0x80 || byte == b'&'))
        {
            let (character, length) = unit(rest);
            match fold(character, &mut |_, _| {}) {
                Sign::Mark => at += length,
                _ => break,
            }
        }
        at
    }

    /// Returns what stands in the text between the letters on both sides of a gap; a blank line between what is far apart.
    pub(super) fn between<'t>(&self, gap: usize, text: &'t str) -> &'t str {
        let from = if gap == 0 { 0 } else { self.end(gap - 1, text) };
        let to = if gap + 1 < self.at.len() { self.start(gap + 1) } else { text.len() };
        text.get(from..to).filter(|between| between.len() <= LONGEST_GAP).unwrap_or("\n\n")
    }

    /// Reads a part of the text; `tags` are none within a tag.
    fn part(&mut self, text: &str, from: usize, to: usize, tags: bool) {
        let bytes = text.as_bytes();
        let mut at = from;
        while at < to {
            let Some(&byte) = bytes.get(at) else { break };
            match KINDS[byte as usize] {
                Kind::Letter => {
                    self.push(byte.to_ascii_lowercase(), at, char::from(byte));
                    at += 1;
                }
                Kind::Digit => {
                    self.digit(byte, at);
                    at += 1;
                }
                Kind::Gap => {
                    self.gap(at);
                    at += 1;
                }
                Kind::Special => at = self.special(text, at, tags).min(to),
            }
        }
    }

    #[inline]
    fn push(&mut self, byte: u8, at: usize, shown: char) {
        self.bytes.push(byte);
        self.at.push(at as u32);
        self.shown.push(shown);
    }

    fn digit(&mut self, byte: u8, at: usize) {
        if !self.bytes.last().is_some_and(u8::is_ascii_digit) {
            self.digits.push(self.bytes.len() as u32);
        }
        self.push(byte, at, char::from(byte));
    }

    #[inline]
    fn gap(&mut self, at: usize) {
        if self.bytes.last() != Some(&GAP) {
            self.push(GAP, at, '\0');
        }
    }

    /// Reads what is not plain at `at` and returns where it ends.
    fn special(&mut self, text: &str, at: usize, tags: bool) -> usize {
        let rest = text.get(at..).unwrap_or_default();
        match rest.as_bytes().first() {
            Some(b'<') if tags => self.tag(text, at),
            Some(b'*' | b'~' | b'`') => self.emphasis(rest, at),
            _ => {
                let (character, length) = unit(rest);
                self.character(character, at);
                at + length.max(1)
            }
        }
    }

    fn character(&mut self, character: char, at: usize) {
        let Self { bytes, at: places, shown, digits, .. } = self;
        let sign = fold(character, &mut |letter, look| {
            if letter.is_ascii_digit() && !bytes.last().is_some_and(u8::is_ascii_digit) {
                digits.push(bytes.len() as u32);
            }
            bytes.push(letter);
            places.push(at as u32);
            shown.push(look);
        });
        match sign {
            Sign::Nothing | Sign::Letter => {}
            Sign::Mark => {
                if let Some(last) = self.shown.last_mut().filter(|last| **last > GOES_ON) {
                    *last = with_mark(*last, character);
                }
            }
            Sign::Gap => {
                self.gap(at);
                if matches!(character, '@' | '＠' | '﹫') && self.at_signs.last() != Some(&(self.bytes.len() as u32 - 1)) {
                    self.at_signs.push(self.bytes.len() as u32 - 1);
                }
            }
        }
    }

    /// Emphasis within a word is nothing; beside one it is a gap.
    fn emphasis(&mut self, rest: &str, at: usize) -> usize {
        let signs = rest.bytes().take_while(|byte| matches!(byte, b'*' | b'~' | b'`')).count();
        let goes_on =
            rest.as_bytes().get(signs).is_some_and(|next| next.is_ascii_alphanumeric() || *next >= 0x80 || *next == b'&');
        if !goes_on || self.bytes.last() == Some(&GAP) {
            self.gap(at);
        }
        at + signs
    }

    /// A tag within a word is nothing, unless it begins a block of text of its own.
    fn tag(&mut self, text: &str, at: usize) -> usize {
        let Some((name, inside, end)) = self.tag_at(text, at) else {
            self.gap(at);
            return at + 1;
        };
        let goes_on = text
            .as_bytes()
            .get(end)
            .is_some_and(|next| next.is_ascii_alphanumeric() || *next >= 0x80 || matches!(next, b'<' | b'&' | b'*'));
        if !goes_on || is_block(name) {
            self.gap(at);
        }
        if inside < end - 1 {
            self.tags.push((inside as u32, end as u32 - 1));
        }
        end
    }

    /// Returns the name of the tag at `at`, where what follows the name begins, and where the tag ends.
    fn tag_at<'t>(&mut self, text: &'t str, at: usize) -> Option<(&'t str, usize, usize)> {
        let bytes = text.as_bytes();
        let after = at + 1 + usize::from(bytes.get(at + 1) == Some(&b'/'));
        let is_comment = text.get(at..).is_some_and(|rest| rest.starts_with("<!--"));
        if !bytes.get(after).is_some_and(u8::is_ascii_alphabetic) && !is_comment && bytes.get(after) != Some(&b'!') {
            return None;
        }
        if self.next_close < after {
            self.next_close = memchr::memchr(b'>', bytes.get(after..)?).map_or(bytes.len(), |found| after + found);
        }
        if self.next_close >= bytes.len() || self.next_close - at > LONGEST_TAG && !is_comment {
            return None;
        }
        let close = match is_comment {
            true => self.comment_end(bytes, at + 4)?,
            false => self.next_close,
        };
        let name = text.get(after.min(close)..close)?;
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        Some((name, after + name.len(), close + 1))
    }

    /// Returns where the `>` of the next end of a comment stands; looked for once, or many comments would take long.
    fn comment_end(&mut self, bytes: &[u8], from: usize) -> Option<usize> {
        if self.next_end < from + 2 {
            let found = memchr::memmem::find(bytes.get(from..)?, b"-->");
            self.next_end = found.map_or(bytes.len(), |found| from + found + 2);
        }
        Some(self.next_end).filter(|end| *end < bytes.len())
    }
}

/// Returns the character at the head of `rest` as it is meant, and how many bytes it is written with.
fn unit(rest: &str) -> (char, usize) {
    let Some(first) = rest.chars().next() else { return (' ', 0) };
    match first {
        '&' | '%' | '\\' => escape(rest).map_or((' ', 1), |meant| (meant.character, meant.length)),
        _ => (first, first.len_utf8()),
    }
}

/// Tells whether a tag of this name begins or ends a block of text, so that the words before and after it are two.
pub(super) fn is_block(name: &str) -> bool {
    const INLINE: [&str; 27] = [
        "", "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q",
        "s", "samp", "small", "span", "strong", "sub", "sup", "u", "wbr",
    ];
    let name = name.to_ascii_lowercase();
    !INLINE.contains(&name.as_str())
}

/// Tells whether a letter of ours or a digit stands there.
pub(super) fn is_letter(byte: u8) -> bool {
    byte != GAP && byte != FOREIGN
}

#[cfg(test)]
mod tests {
    use super::Letters;

    fn read(text: &str) -> String {
        let mut letters = Letters::default();
        letters.read(text);
        for index in 0..letters.bytes.len() {
            assert!(text.is_char_boundary(letters.start(index)) && text.is_char_boundary(letters.end(index, text)), "{text}");
        }
        letters.bytes.iter().map(|byte| char::from(*byte)).collect()
    }

    #[test]
    fn what_hides_a_word_is_undone() {
        for hidden in [
            "Gjøvik",
            "GJØVIK",
            "Gjo\u{338}vik",
            "Gj&oslash;vik",
            "G&#106;&#xF8;vik",
            "Gj%C3%B8vik",
            "Gj\\u00f8vik",
            "Gj\u{AD}ø\u{200B}v\u{FE0F}ik",
            "Gj&shy;&oslash;vik",
            "Gjø**vik**",
            "Gjø*v*ik",
            "Gjø<b>vik</b>",
            "<b>G</b><i>jøvik</i>",
            "Gjø<!-- nei -->vik",
            "Gj\u{F8}\u{432}i\u{43A}",
            "\u{1D406}jøvik",
        ] {
            assert!(
                matches!(read(hidden).as_str(), " gjovik " | " gjovik nei ") || hidden.contains('\u{432}'),
                "{hidden}: {}",
                read(hidden)
            );
        }
        assert_eq!(read("Nordre  Land,\nog"), " nordre land og ");
        assert_eq!(read("a<p>b</p>c"), " a b c ");
        assert_eq!(read("2 < 3 og 4 > 3"), " 2 3 og 4 3 ");
        assert_eq!(read("<a href=\"/kommuner/hol/\">x</a>y"), " xy href kommuner hol ");
    }
}

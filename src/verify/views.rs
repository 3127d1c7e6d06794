//! How a file looks to a stranger: its text, and what stands in its markup.
//!
//! Each byte goes into one stream: text into `text`, through inline tags as if they were not there; tags with their
//! attributes, comments, scripts and styles into `markup`.

use super::decode::{Escapes, decode};
use super::name::{Element, element, length};
use super::scan::{Attribute, Markup, SCRIPT, STYLE, Scanner, Token};
use super::stream::Stream;

/// The two streams of a file.
#[derive(Debug, Default)]
pub(super) struct Views {
    pub text: Stream,
    pub markup: Stream,
}

impl Views {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.markup.clear();
    }

    /// Takes in one token of a file.
    pub(super) fn take(&mut self, token: &Token, bytes: &[u8]) {
        let part = |range: &std::ops::Range<usize>| bytes.get(range.clone()).unwrap_or_default();
        match token {
            Token::Text(range) => self.text.add(part(range), range.start, Escapes::None),
            Token::Raw(SCRIPT, range) => self.add_markup(part(range), range.start, Escapes::Json),
            Token::Raw(STYLE, range) => self.add_markup(part(range), range.start, Escapes::Css),
            Token::Raw(_, range) => self.text.add(part(range), range.start, Escapes::None),
            Token::Open(tag, range) | Token::Close(tag, range) => {
                let element = element(*tag);
                if element == Element::Inline {
                    self.text.separate_softly();
                } else {
                    self.text.separate();
                }
                // `<p>` and `</li>` say nothing.
                let is_bare = range.len() <= length(*tag) + "</>".len();
                if !(is_bare && element != Element::Unknown) {
                    self.add_markup(part(range), range.start, Escapes::None);
                }
            }
            Token::Aside(range) | Token::Unclosed(_, range) => self.add_markup(part(range), range.start, Escapes::None),
        }
    }

    fn add_markup(&mut self, text: &[u8], place: usize, escapes: Escapes) {
        self.markup.add(text, place, escapes);
        self.markup.separate();
    }

    /// Takes in a whole file of markup.
    pub(super) fn take_markup(&mut self, bytes: &[u8], markup: Markup, attributes: &mut Vec<Attribute>) {
        let mut scanner = Scanner::new(bytes, markup, attributes);
        while let Some(token) = scanner.next() {
            self.take(&token, bytes);
        }
    }
}

/// Takes one layer of escapes off: `&lt;b&gt;` in a feed is a tag for who reads the feed.
pub(super) fn without_escapes(bytes: &[u8], escapes: Escapes) -> Vec<u8> {
    plainly(bytes, escapes, |byte| byte == b'&' || byte == b'\\')
}

/// Reads the entities of a text.
pub(super) fn without_entities(bytes: &[u8]) -> Vec<u8> {
    plainly(bytes, Escapes::None, |byte| byte == b'&')
}

fn plainly(bytes: &[u8], escapes: Escapes, is_escape: impl Fn(u8) -> bool) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(&byte) = rest.first() {
        let mut length = 1;
        let decoded = is_escape(byte).then(|| decode(rest, escapes)).filter(|decoded| decoded.length > 1);
        if let Some(decoded) = decoded {
            length = decoded.length;
            plain.extend_from_slice(decoded.character.encode_utf8(&mut [0; 4]).as_bytes());
        } else {
            plain.push(byte);
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    plain
}

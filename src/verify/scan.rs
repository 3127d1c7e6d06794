//! HTML and XML as a row of tokens over the bytes: no tree, no copies.
//!
//! [`Scanner::next`] is the way in. The attributes of the last opening tag are in [`Scanner::attributes`], a list that is
//! filled anew for each tag.
//!
//! Invariant: the tokens of a file lie one after the other and cover all its bytes.

use std::ops::Range;

use memchr::{memchr, memmem};

use super::classes::{ATTRIBUTE_NAME, BARE_VALUE, CLASSES, SPACE, SPACE_OR_SLASH, TAG_NAME};
use super::name::name;

/// HTML has elements whose content is no markup; XML has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Markup {
    Html,
    Xml,
}

/// A piece of a file. Ranges are in bytes of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Text(Range<usize>),
    /// The content of `script`, `style` and the like: shown to nobody, or (`title`, `textarea`) without tags in it.
    Raw(u128, Range<usize>),
    Open(u128, Range<usize>),
    Close(u128, Range<usize>),
    /// A comment, a doctype, a processing instruction.
    Aside(Range<usize>),
    /// Something that never ends, from here to the end of the file.
    Unclosed(Unclosed, Range<usize>),
}

/// What was left open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unclosed {
    Comment,
    Tag,
    Element,
}

/// An attribute: its name as a number (see [`name`]), where its name and its value stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attribute {
    pub name: u128,
    pub named: Range<usize>,
    /// None: it has no value.
    pub value: Option<Range<usize>>,
}

/// Goes through a file.
pub(super) struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    markup: Markup,
    /// The element whose raw content comes next.
    raw: Option<u128>,
    pub attributes: &'a mut Vec<Attribute>,
}

pub(super) const SCRIPT: u128 = name(b"script");
pub(super) const STYLE: u128 = name(b"style");
pub(super) const TITLE: u128 = name(b"title");
const RAW: [u128; 9] = [
    SCRIPT,
    STYLE,
    TITLE,
    name(b"textarea"),
    name(b"xmp"),
    name(b"iframe"),
    name(b"noembed"),
    name(b"noframes"),
    name(b"plaintext"),
];

/// Tells whether the content of such an element is no markup. Most names are too short for it.
fn is_raw(tag: u128) -> bool {
    tag > u128::from(u16::MAX) && RAW.contains(&tag)
}

impl<'a> Scanner<'a> {
    pub(super) fn new(bytes: &'a [u8], markup: Markup, attributes: &'a mut Vec<Attribute>) -> Self {
        Self { bytes, at: 0, markup, raw: None, attributes }
    }

    /// Returns the next token, or none at the end of the file.
    pub(super) fn next(&mut self) -> Option<Token> {
        if let Some(element) = self.raw.take() {
            return Some(self.raw_content(element));
        }
        let rest = self.bytes.get(self.at..).filter(|rest| !rest.is_empty())?;
        let begin = self.at;
        match markup_start(rest) {
            Some(0) => Some(self.markup()),
            found => {
                self.at += found.unwrap_or(rest.len());
                Some(Token::Text(begin..self.at))
            }
        }
    }

    /// Returns the next token that is no text.
    pub(super) fn next_markup(&mut self) -> Option<Token> {
        if let Some(element) = self.raw.take() {
            return Some(self.raw_content(element));
        }
        self.at += markup_start(self.bytes.get(self.at..)?)?;
        Some(self.markup())
    }

    /// Goes on from another place, which must be one where a token begins.
    pub(super) fn go_on(&mut self, at: usize) {
        self.at = at;
    }

    fn markup(&mut self) -> Token {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        match rest {
            [b'<', b'!', b'-', b'-', ..] => self.aside(4, b"-->", Unclosed::Comment),
            [b'<', b'!', b'[', b'C', ..] => self.character_data(),
            [b'<', b'?', ..] => self.aside(2, b">", Unclosed::Comment),
            [b'<', b'!', ..] => self.aside(2, b">", Unclosed::Tag),
            [b'<', b'/', ..] => self.tag(2),
            _ => self.tag(1),
        }
    }

    fn aside(&mut self, skip: usize, end: &[u8], unclosed: Unclosed) -> Token {
        let begin = self.at;
        let inside = self.bytes.get(begin + skip..).unwrap_or_default();
        // `<!-->` and `<!--->` are comments for a browser, and end there.
        let short =
            if skip == 4 { [&b">"[..], b"->"].iter().find(|end| inside.starts_with(end)).map(|end| end.len()) } else { None };
        match short.or_else(|| memmem::find(inside, end).map(|found| found + end.len())) {
            Some(length) => {
                self.at = begin + skip + length;
                Token::Aside(begin..self.at)
            }
            None => self.unclosed(unclosed, begin),
        }
    }

    fn character_data(&mut self) -> Token {
        let begin = self.at;
        match memmem::find(self.bytes.get(begin..).unwrap_or_default(), b"]]>") {
            Some(found) => {
                self.at = begin + found + 3;
                Token::Text(begin..self.at)
            }
            None => self.unclosed(Unclosed::Comment, begin),
        }
    }

    fn unclosed(&mut self, what: Unclosed, begin: usize) -> Token {
        self.at = self.bytes.len();
        Token::Unclosed(what, begin..self.at)
    }

    fn raw_content(&mut self, element: u128) -> Token {
        let begin = self.at;
        let mut from = begin;
        while let Some(found) = memmem::find(self.bytes.get(from..).unwrap_or_default(), b"</") {
            let end = from + found;
            let after = self.bytes.get(end + 2..).unwrap_or_default();
            let length = after.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(after.len());
            if name(after.get(..length).unwrap_or_default()) == element {
                self.at = end;
                return Token::Raw(element, begin..end);
            }
            from = end + 2;
        }
        self.unclosed(Unclosed::Element, begin)
    }

    /// Reads a tag whose name begins `skip` bytes from here.
    fn tag(&mut self, skip: usize) -> Token {
        let begin = self.at;
        self.attributes.clear();
        let mut at = begin + skip;
        let name_end = self.skip(at, TAG_NAME);
        let tag = name(self.bytes.get(at..name_end).unwrap_or_default());
        at = name_end;
        loop {
            at = self.skip(at, SPACE_OR_SLASH);
            match self.bytes.get(at) {
                None => return self.unclosed(Unclosed::Tag, begin),
                Some(b'>') => break,
                Some(_) => match self.attribute(at) {
                    Some(end) => at = end,
                    None => return self.unclosed(Unclosed::Tag, begin),
                },
            }
        }
        self.at = at + 1;
        if skip == 2 {
            return Token::Close(tag, begin..self.at);
        }
        if self.markup == Markup::Html && is_raw(tag) {
            self.raw = Some(tag);
        }
        Token::Open(tag, begin..self.at)
    }

    /// Reads the attribute that begins at `begin` and returns its end.
    fn attribute(&mut self, begin: usize) -> Option<usize> {
        let named_end = self.skip(begin + 1, ATTRIBUTE_NAME);
        let named = begin..named_end;
        let name = name(self.bytes.get(named.clone())?);
        let mut at = self.skip(named_end, SPACE);
        if self.bytes.get(at) != Some(&b'=') {
            self.attributes.push(Attribute { name, named, value: None });
            return Some(named_end);
        }
        at = self.skip(at + 1, SPACE);
        let (value, end) = match *self.bytes.get(at)? {
            quote @ (b'"' | b'\'') => {
                let end = at + 1 + memchr(quote, self.bytes.get(at + 1..)?)?;
                (at + 1..end, end + 1)
            }
            _ => {
                let end = self.skip(at, BARE_VALUE);
                (at..end, end)
            }
        };
        self.attributes.push(Attribute { name, named, value: Some(value) });
        Some(end)
    }

    /// Returns the first place from `from` on where a byte of another class stands.
    #[inline]
    fn skip(&self, from: usize, over: u8) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        from + rest.iter().position(|&byte| CLASSES[usize::from(byte)] & over == 0).unwrap_or(rest.len())
    }
}

/// Finds the next `<` that begins markup; one before a space or a digit is text.
fn markup_start(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + memchr(b'<', bytes.get(from..)?)?;
        match bytes.get(at + 1) {
            Some(byte) if byte.is_ascii_alphabetic() || matches!(byte, b'!' | b'/' | b'?' | b'_') => return Some(at),
            _ => from = at + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Markup, SCRIPT, Scanner, Token, Unclosed, name};

    fn tokens(text: &str) -> Vec<Token> {
        let mut attributes = Vec::new();
        let mut scanner = Scanner::new(text.as_bytes(), Markup::Html, &mut attributes);
        std::iter::from_fn(|| scanner.next()).collect()
    }

    #[test]
    fn tags_texts_and_comments_cover_the_file() {
        let p = name(b"p");
        assert_eq!(
            tokens("<p a='>' b>1 < 2<!-- <p> --></p >"),
            [Token::Open(p, 0..11), Token::Text(11..16), Token::Aside(16..28), Token::Close(p, 28..33)]
        );
        assert_eq!(tokens("<!---->x"), [Token::Aside(0..7), Token::Text(7..8)]);
        assert_eq!(tokens("<!-->x"), [Token::Aside(0..5), Token::Text(5..6)]);
    }

    #[test]
    fn a_script_is_raw_up_to_its_own_end() {
        let found = tokens("<script>a</p></SCRIPT>");
        assert_eq!(found, [Token::Open(SCRIPT, 0..8), Token::Raw(SCRIPT, 8..13), Token::Close(SCRIPT, 13..22)]);
    }

    #[test]
    fn what_never_ends_is_told() {
        for (text, what, at) in [
            ("a<!-- b", Unclosed::Comment, 1),
            ("a<p class=\"x>", Unclosed::Tag, 1),
            ("<p", Unclosed::Tag, 0),
            ("<p a=", Unclosed::Tag, 0),
            ("<style>a</p>", Unclosed::Element, 7),
        ] {
            assert_eq!(tokens(text).last(), Some(&Token::Unclosed(what, at..text.len())), "{text}");
        }
    }

    #[test]
    fn every_form_of_an_attribute_is_read() {
        let text = "<a b=c d = 'e f' g=\"h\" i j/>";
        let mut attributes = Vec::new();
        let mut scanner = Scanner::new(text.as_bytes(), Markup::Html, &mut attributes);
        scanner.next();
        let values: Vec<_> =
            scanner.attributes.iter().map(|one| (&text[one.named.clone()], one.value.clone().map(|v| &text[v]))).collect();
        assert_eq!(values, [("b", Some("c")), ("d", Some("e f")), ("g", Some("h")), ("i", None), ("j", None)]);
    }
}

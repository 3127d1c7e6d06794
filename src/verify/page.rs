//! Reads the markup of one file: ids, links, and what must not stand there.

use std::ops::Range;

use super::address::{Index, Leads, fragment, unescaped};
use super::css;
use super::flaw::{Anchor, Flaw, Id, Read, What, shown};
use super::kind::Kind;
use super::name::{hash, name};
use super::scan::{Attribute, SCRIPT, STYLE, TITLE, Token, Unclosed};
use super::shared::SharedPart;

/// Goes along while a file is scanned.
pub(super) struct Page<'a> {
    bytes: &'a [u8],
    path: &'a str,
    number: u32,
    kind: Kind,
    index: &'a Index<'a>,
    read: Read,
    /// What was seen of what each page must have.
    language: bool,
    title: bool,
    body: bool,
    /// The last opening tag, for the text in it.
    within: u128,
    /// How many addresses lead elsewhere on another page: those that do not begin at the root.
    own_addresses: usize,
}

/// How much was read of a page when a part of it began.
pub(super) struct SoFar {
    begin: usize,
    ids: usize,
    anchors: usize,
    flaws: usize,
    own_addresses: usize,
}

/// What an address is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// The reader may follow it.
    Link,
    /// The browser fetches it.
    Load,
}

const HREF: u128 = name(b"href");
const XLINK: u128 = name(b"xlink:href");
const SRC: u128 = name(b"src");
const SRCSET: u128 = name(b"srcset");
const IMAGE_SRCSET: u128 = name(b"imagesrcset");
const POSTER: u128 = name(b"poster");
const DATA: u128 = name(b"data");
const BACKGROUND: u128 = name(b"background");
const PING: u128 = name(b"ping");
const MANIFEST: u128 = name(b"manifest");
const ACTION: u128 = name(b"action");
const FORM_ACTION: u128 = name(b"formaction");
const CITE: u128 = name(b"cite");
const LONG_DESCRIPTION: u128 = name(b"longdesc");
const ID: u128 = name(b"id");
const NAME: u128 = name(b"name");
const ALT: u128 = name(b"alt");
const LANG: u128 = name(b"lang");
const REL: u128 = name(b"rel");
const TYPE: u128 = name(b"type");
const CONTENT: u128 = name(b"content");
const HTTP_EQUIV: u128 = name(b"http-equiv");
const PROPERTY: u128 = name(b"property");
const STYLE_ATTRIBUTE: u128 = STYLE;

const A: u128 = name(b"a");
const AREA: u128 = name(b"area");
const BASE: u128 = name(b"base");
const BODY: u128 = name(b"body");
const HTML: u128 = name(b"html");
const IMG: u128 = name(b"img");
const LINK: u128 = name(b"link");
const META: u128 = name(b"meta");
const USE: u128 = name(b"use");
const IMAGE: u128 = name(b"image");
const LOC: u128 = name(b"loc");
const IMAGE_LOC: u128 = name(b"image:loc");

impl<'a> Page<'a> {
    /// Begins a page; what is read is gathered in `read`, of which nothing but the memory is used again.
    pub(super) fn new(bytes: &'a [u8], (path, number): (&'a str, u32), kind: Kind, index: &'a Index<'a>, mut read: Read) -> Self {
        read.flaws.clear();
        read.anchors.clear();
        read.ids.clear();
        Self { bytes, path, number, kind, index, read, language: false, title: false, body: false, within: 0, own_addresses: 0 }
    }

    /// Takes in one token.
    pub(super) fn take(&mut self, token: &Token, attributes: &[Attribute]) {
        match token {
            Token::Open(tag, range) => self.open(*tag, range, attributes),
            Token::Close(..) => self.within = 0,
            Token::Text(range) if self.within == LOC || self.within == IMAGE_LOC => self.address(range.clone(), Use::Link),
            Token::Raw(TITLE, range) if !self.body => self.title |= !self.part(range).trim_ascii().is_empty(),
            Token::Unclosed(what, range) => {
                let what = match what {
                    Unclosed::Comment => What::OpenComment,
                    Unclosed::Tag => What::OpenTag,
                    Unclosed::Element => What::OpenElement,
                };
                self.flaw(what, range.start);
            }
            Token::Text(_) | Token::Raw(..) | Token::Aside(_) => {}
        }
    }

    /// Tells whether all was seen that a page must have, so that no part of its body makes a difference to that.
    pub(super) fn is_in_body(&self) -> bool {
        self.language && self.title && self.body
    }

    /// Tells how much was read, before a part that begins at `begin`.
    pub(super) fn so_far(&self, begin: usize) -> SoFar {
        let Read { flaws, anchors, ids } = &self.read;
        let own_addresses = self.own_addresses;
        SoFar { begin, ids: ids.len(), anchors: anchors.len(), flaws: flaws.len(), own_addresses }
    }

    /// Returns what was read since then, up to `end`; none where the same bytes may say something else on another page.
    pub(super) fn since(&self, so_far: &SoFar, end: usize) -> Option<SharedPart> {
        let SoFar { begin, ids, anchors, flaws, own_addresses } = *so_far;
        let (ids, anchors) = (self.read.ids.get(ids..)?, self.read.anchors.get(anchors..)?);
        let is_same = self.is_in_body() && self.read.flaws.len() == flaws && self.own_addresses == own_addresses;
        is_same.then(|| SharedPart::new(self.part(&(begin..end)), begin, ids, anchors))
    }

    /// Takes in a part that was read on another page.
    pub(super) fn take_again(&mut self, part: &SharedPart, begin: usize) {
        self.read.ids.extend(part.ids_at(begin));
        self.read.anchors.extend(part.anchors_at(begin));
        self.within = 0;
    }

    /// Returns what was read, at the end of the file, in the memory that [`Page::new`] was given.
    pub(super) fn finish(mut self) -> Read {
        if self.kind == Kind::Html {
            if !self.language {
                self.flaw(What::NoLanguage, 0);
            }
            if !self.title {
                self.flaw(What::NoTitle, 0);
            }
        }
        if self.kind == Kind::Svg {
            css::addresses(self.bytes, |range| self.address(range, Use::Load));
        }
        self.read.ids.sort_unstable();
        let twice = self.read.ids.windows(2).filter(|pair| pair.first().map(|id| id.hash) == pair.last().map(|id| id.hash));
        let twice: Vec<Id> = twice.filter_map(|pair| pair.last().copied()).collect();
        for id in twice {
            let written = shown(self.part(&(id.from as usize..id.to as usize)));
            self.flaw(What::DuplicateId(written), id.from as usize);
        }
        self.read
    }

    fn part(&self, range: &Range<usize>) -> &'a [u8] {
        self.bytes.get(range.clone()).unwrap_or_default()
    }

    fn flaw(&mut self, what: What, at: usize) {
        self.read.flaws.push(Flaw { what, at });
    }

    fn value(&self, attributes: &[Attribute], name: u128) -> Option<&'a [u8]> {
        let found = attributes.iter().find(|attribute| attribute.name == name)?;
        Some(found.value.as_ref().map_or(&[][..], |range| self.part(range)))
    }

    fn open(&mut self, tag: u128, range: &Range<usize>, attributes: &[Attribute]) {
        self.within = tag;
        for attribute in attributes {
            self.attribute(tag, attribute, attributes);
        }
        if self.kind != Kind::Xml {
            self.element(tag, range.start, attributes);
        }
    }

    /// Checks what an element must and must not have.
    fn element(&mut self, tag: u128, at: usize, attributes: &[Attribute]) {
        match tag {
            HTML => self.language = self.value(attributes, LANG).is_some_and(|lang| !lang.trim_ascii().is_empty()),
            BODY => self.body = true,
            BASE if self.kind == Kind::Html => self.flaw(What::Base, at),
            IMG if self.value(attributes, ALT).is_none() => self.flaw(What::NoAlt, at),
            STYLE if self.kind == Kind::Html => self.flaw(What::StyleElement, at),
            SCRIPT => {
                let data = self.value(attributes, TYPE).is_some_and(|kind| kind.eq_ignore_ascii_case(b"application/ld+json"));
                if !data && self.value(attributes, SRC).is_none() || self.kind == Kind::Svg {
                    self.flaw(What::Script, at);
                }
            }
            META => self.meta(attributes),
            _ => {}
        }
    }

    fn meta(&mut self, attributes: &[Attribute]) {
        let Some(content) = attributes.iter().find(|attribute| attribute.name == CONTENT).and_then(|one| one.value.clone())
        else {
            return;
        };
        if self.value(attributes, HTTP_EQUIV).is_some_and(|value| value.eq_ignore_ascii_case(b"refresh")) {
            let written = self.part(&content);
            if let Some(at) = memchr::memchr(b'=', written) {
                let inner = written.get(at + 1..).unwrap_or_default();
                let quotes = |byte: &u8| matches!(byte, b'\'' | b'"' | b' ');
                let begin = inner.iter().position(|byte| !quotes(byte)).unwrap_or(0);
                let end = inner.iter().rposition(|byte| !quotes(byte)).map_or(inner.len(), |last| last + 1);
                let from = content.start + at + 1;
                self.address(from + begin..from + end, Use::Link);
            }
        } else if self.value(attributes, PROPERTY).is_some_and(|value| matches!(value, b"og:url" | b"og:image")) {
            self.address(content, Use::Link);
        }
    }

    fn attribute(&mut self, tag: u128, attribute: &Attribute, attributes: &[Attribute]) {
        let Some(value) = attribute.value.clone() else {
            return self.handler(attribute);
        };
        match attribute.name {
            HREF | XLINK => {
                let purpose = self.purpose(tag, attributes);
                self.address(value, purpose);
            }
            SRC | POSTER | BACKGROUND | MANIFEST | PING => self.address(value, Use::Load),
            DATA if tag == name(b"object") => self.address(value, Use::Load),
            SRCSET | IMAGE_SRCSET => self.candidates(value),
            ACTION | FORM_ACTION | CITE | LONG_DESCRIPTION if self.kind != Kind::Xml => self.address(value, Use::Link),
            ID => self.id(value),
            NAME if tag == A && self.value(attributes, ID) != Some(self.part(&value)) => self.id(value),
            STYLE_ATTRIBUTE if self.kind == Kind::Html => self.flaw(What::StyleAttribute, attribute.named.start),
            _ => self.handler(attribute),
        }
    }

    fn purpose(&self, tag: u128, attributes: &[Attribute]) -> Use {
        match tag {
            A | AREA => Use::Link,
            LINK if self.kind != Kind::Xml => {
                const LOADED: [&[u8]; 12] = [
                    b"stylesheet",
                    b"icon",
                    b"preload",
                    b"prefetch",
                    b"modulepreload",
                    b"manifest",
                    b"preconnect",
                    b"dns-prefetch",
                    b"prerender",
                    b"mask-icon",
                    b"apple-touch-icon",
                    b"pingback",
                ];
                let rel = self.value(attributes, REL).unwrap_or_default();
                let loads =
                    rel.split(u8::is_ascii_whitespace).any(|word| LOADED.iter().any(|rel| word.eq_ignore_ascii_case(rel)));
                if loads { Use::Load } else { Use::Link }
            }
            USE | IMAGE => Use::Load,
            _ if self.kind == Kind::Svg => Use::Load,
            _ => Use::Link,
        }
    }

    /// `onclick`, `onload` …
    fn handler(&mut self, attribute: &Attribute) {
        if let [b'o' | b'O', b'n' | b'N', third, ..] = self.part(&attribute.named)
            && third.is_ascii_alphabetic()
            && self.kind != Kind::Xml
        {
            self.flaw(What::Handler, attribute.named.start);
        }
    }

    fn id(&mut self, value: Range<usize>) {
        let written = self.part(&value);
        if written.is_empty() {
            return;
        }
        let hash = if written.is_ascii() && !written.contains(&b'&') {
            hash(written)
        } else {
            hash(super::address::decoded_id(written).as_bytes())
        };
        self.read.ids.push(Id { hash, from: value.start as u32, to: value.end as u32 });
    }

    /// Reads `a.webp 1x, b.webp 2x`.
    fn candidates(&mut self, value: Range<usize>) {
        let mut at = value.start;
        for candidate in self.part(&value).split(|&byte| byte == b',') {
            let begin = candidate.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(candidate.len());
            let rest = candidate.get(begin..).unwrap_or_default();
            let length = rest.iter().position(u8::is_ascii_whitespace).unwrap_or(rest.len());
            if length > 0 {
                self.address(at + begin..at + begin + length, Use::Load);
            }
            at += candidate.len() + 1;
        }
    }

    /// Follows an address.
    fn address(&mut self, value: Range<usize>, purpose: Use) {
        let written = self.part(&value);
        self.own_addresses += usize::from(!written.starts_with(b"/"));
        match self.index.resolve(written, self.number, self.path) {
            Leads::To(file) => {
                if let Some(fragment) = fragment(written) {
                    let to = value.end as u32;
                    self.read.anchors.push(Anchor { file, hash: hash(fragment), from: to - fragment.len() as u32, to });
                }
            }
            Leads::Elsewhere if purpose == Use::Load => self.flaw(What::Elsewhere(shown(written)), value.start),
            Leads::Nowhere => self.flaw(What::DeadLink(shown(unescaped(written).as_bytes())), value.start),
            Leads::Code => self.flaw(What::CodeAddress, value.start),
            Leads::Elsewhere | Leads::Away => {}
        }
    }
}

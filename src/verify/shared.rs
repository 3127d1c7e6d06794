//! Parts that are byte for byte the same on many pages: the top with the menu, the foot.
//!
//! What is read in such a part follows from its bytes and from where the addresses in it lead. Where none of them depends on
//! the page it stands on, and nothing is wrong in it, it is the same on the next page.

use super::flaw::{Anchor, Id};
use super::name::name;
use super::scan::Token;

/// The parts met last, the latest first.
#[derive(Debug, Default)]
pub(super) struct SharedParts(Vec<SharedPart>);

/// A part without flaws.
#[derive(Debug)]
pub(super) struct SharedPart {
    bytes: Vec<u8>,
    /// With places counted from where it begins.
    ids: Vec<Id>,
    anchors: Vec<Anchor>,
}

/// How many are kept: a page has two, and those of the next section are others.
const KEPT: usize = 4;

const HEADER: u128 = name(b"header");
const FOOTER: u128 = name(b"footer");

/// Returns the element and where it begins, where the token opens one that pages share.
pub(super) fn opens(token: &Token) -> Option<(u128, usize)> {
    match token {
        Token::Open(tag @ (HEADER | FOOTER), range) => Some((*tag, range.start)),
        _ => None,
    }
}

impl SharedPart {
    /// Takes up what was read in a part of these bytes, which begins at `begin`.
    pub(super) fn new(bytes: &[u8], begin: usize, ids: &[Id], anchors: &[Anchor]) -> Self {
        let begin = begin as u32;
        let id = |id: &Id| Id { from: id.from - begin, to: id.to - begin, ..*id };
        let anchor = |anchor: &Anchor| Anchor { from: anchor.from - begin, to: anchor.to - begin, ..anchor.clone() };
        Self { bytes: bytes.to_owned(), ids: ids.iter().map(id).collect(), anchors: anchors.iter().map(anchor).collect() }
    }

    /// Returns the ids of such a part that begins at `begin`.
    pub(super) fn ids_at(&self, begin: usize) -> impl Iterator<Item = Id> {
        let begin = begin as u32;
        self.ids.iter().map(move |id| Id { from: id.from + begin, to: id.to + begin, ..*id })
    }

    /// Returns the anchors of such a part that begins at `begin`.
    pub(super) fn anchors_at(&self, begin: usize) -> impl Iterator<Item = Anchor> {
        let begin = begin as u32;
        self.anchors.iter().map(move |anchor| Anchor { from: anchor.from + begin, to: anchor.to + begin, ..anchor.clone() })
    }

    /// Returns how many bytes it has.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }
}

impl SharedParts {
    /// Returns the part that stands at the head of `rest`, if it is known.
    pub(super) fn at(&self, rest: &[u8]) -> Option<&SharedPart> {
        self.0.iter().find(|part| rest.starts_with(&part.bytes))
    }

    pub(super) fn keep(&mut self, part: SharedPart) {
        self.0.truncate(KEPT - 1);
        self.0.insert(0, part);
    }
}

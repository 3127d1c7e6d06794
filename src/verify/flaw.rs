//! What is wrong in a file, before it is put into words.

use crate::problem::Both;

/// Something wrong, at a byte of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Flaw {
    pub what: What,
    pub at: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// With the address as it is written.
    DeadLink(String),
    DeadAnchor {
        fragment: String,
        file: u32,
    },
    Elsewhere(String),
    DuplicateId(String),
    NoAlt,
    Script,
    Handler,
    StyleAttribute,
    StyleElement,
    CodeAddress,
    OpenComment,
    OpenTag,
    OpenElement,
    NoLanguage,
    NoTitle,
    Base,
    /// A municipality's name on a page about a mapping.
    Name(Both),
    /// A number or an address of somebody on such a page.
    Number(Both),
    /// Text that cannot be read without unpacking it.
    Closed,
    /// A workbook with more in it than values, or that cannot be unpacked.
    OddWorkbook,
}

/// A link to a place in a file, to be followed once the ids of all files are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Anchor {
    pub file: u32,
    /// Of what follows `#`.
    pub hash: u64,
    /// What follows `#`, as bytes of the file.
    pub from: u32,
    pub to: u32,
}

/// An id, as bytes of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Id {
    pub hash: u64,
    pub from: u32,
    pub to: u32,
}

/// What is known of a file once it is read.
#[derive(Debug, Clone, Default)]
pub(super) struct Read {
    pub flaws: Vec<Flaw>,
    pub anchors: Vec<Anchor>,
    /// Sorted.
    pub ids: Vec<Id>,
}

/// Returns a written text as it may be shown: whole lines, no control signs, not too long.
pub(super) fn shown(written: &[u8]) -> String {
    let text = String::from_utf8_lossy(written);
    let mut short: String = text.chars().take(100).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

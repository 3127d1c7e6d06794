//! The reader of text: finds in any text what singles out a participant, however it is written.
//!
//! [`read`] is the way in. Pure: a text and a [`Register`] in, [`Hit`]s out.
//!
//! 1. `letters` undoes what hides a word (`escape`, `fold`) and keeps where everything stands;
//! 2. `index` tells at each word whether a name or a cue begins there; `names` judges names, `broken` those that are taken
//!    apart, `phrase`, `rank` and `people` what is said around a cue;
//! 3. `numbers` gathers digits that stand together; `phone`, `identity` and `position` judge them, `mail` judges addresses;
//! 4. `observed` finds six words of a confidential text;
//! 5. of hits that say the same of one place, the gravest stays.
//!
//! Must not know: any stage, where a text comes from, what is done about a hit.

mod broken;
mod context;
mod ending;
mod escape;
mod fold;
mod identity;
mod index;
mod letters;
mod mail;
mod names;
mod numbers;
mod observed;
mod people;
mod phone;
mod phrase;
mod position;
mod rank;
mod register;
mod spelling;
mod words;

#[cfg(test)]
mod tests;

use std::ops::Range;

use rayon::prelude::*;

pub(crate) use register::Register;

use crate::problem::{Both, both};
use context::{Page, Word};
use letters::{GAP, Letters};
use register::Entry;

/// Something in a text that singles out, or may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hit {
    pub kind: Kind,
    pub severity: Severity,
    /// Bytes of the text that was read.
    pub span: Range<usize>,
    why: Why,
}

impl Hit {
    /// Returns what it is, never the words themselves.
    pub(crate) fn reason(&self) -> Both {
        self.why.said()
    }
}

/// What sort of thing singles out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Municipality,
    Village,
    MunicipalityNumber,
    Phone,
    Email,
    NationalId,
    OrganisationNumber,
    Coordinates,
    Population,
    SinglingOut,
    Observation,
}

impl Kind {
    /// Returns its name for programs.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Municipality => "municipality",
            Self::Village => "village",
            Self::MunicipalityNumber => "municipality_number",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::NationalId => "national_id",
            Self::OrganisationNumber => "organisation_number",
            Self::Coordinates => "coordinates",
            Self::Population => "population",
            Self::SinglingOut => "singling_out",
            Self::Observation => "observation",
        }
    }
}

/// How certain a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    /// Likely.
    Warn,
    /// Certain.
    Block,
}

impl Severity {
    /// Returns its name for programs.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Warn => "warn",
            Self::Block => "block",
        }
    }
}

/// Why a hit is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    Name,
    MaybeName,
    Inhabitant,
    Part,
    Village,
    MunicipalityNumber,
    Phone,
    Email,
    NationalId,
    MaybeNationalId,
    Organisation,
    MaybeOrganisation,
    Coordinates,
    Population,
    Singled,
    Observed,
}

impl Why {
    fn said(self) -> Both {
        match self {
            Self::Name => both!("et kommunenavn", "a municipality's name"),
            Self::MaybeName => both!("noe som kan være et kommunenavn", "what may be a municipality's name"),
            Self::Inhabitant => both!("innbyggere kalt opp etter en kommune", "people called after a municipality"),
            Self::Part => both!("et navn som få kommuner deler", "a name that few municipalities share"),
            Self::Village => both!("navnet på en bygd eller grend", "the name of a village"),
            Self::MunicipalityNumber => both!("et kommunenummer", "a municipality's number"),
            Self::Phone => both!("siffer som kan være et telefonnummer", "digits that can be a telephone number"),
            Self::Email => both!("en e-postadresse", "an e-mail address"),
            Self::NationalId => both!("et fødselsnummer eller D-nummer", "a national identity number"),
            Self::MaybeNationalId => {
                both!("elleve siffer som kan være et fødselsnummer", "eleven digits that can be a national identity number")
            }
            Self::Organisation => both!("et organisasjonsnummer", "an organisation's number"),
            Self::MaybeOrganisation => {
                both!("ni siffer som kan være et organisasjonsnummer", "nine digits that can be an organisation's number")
            }
            Self::Coordinates => both!("en posisjon på kartet", "a position on the map"),
            Self::Population => both!("et nøyaktig innbyggertall", "an exact number of inhabitants"),
            Self::Singled => both!("ord som peker ut én uten å nevne navnet", "words that single out one without naming it"),
            Self::Observed => {
                both!("seks ord på rad fra en fortrolig tekst", "six words on end of a confidential text")
            }
        }
    }
}

/// A hit among the letters: from its first to after its last.
#[derive(Debug, Clone, Copy)]
struct Raw {
    kind: Kind,
    severity: Severity,
    why: Why,
    from: usize,
    to: usize,
}

/// About how long the pieces are in which a long text is read, as many at a time as there are cores.
const PIECE: usize = 1 << 15;
/// How much of what stands before and after a piece is read with it. Nothing is judged by what is further away.
const MARGIN: usize = 1 << 11;

/// Returns what singles out in `text`, by place.
pub(crate) fn read(register: &Register, text: &str) -> Vec<Hit> {
    read_part(register, text, 0..text.len())
}

/// Returns what singles out in a part of `text` or near it: all that can differ where all the rest is as it was.
pub(crate) fn read_part(register: &Register, text: &str, part: Range<usize>) -> Vec<Hit> {
    let pieces = pieces(text, part);
    let in_piece = |piece: &Range<usize>| {
        let from = cut_before(text, piece.start.saturating_sub(MARGIN));
        let to = if text.len() - piece.end <= MARGIN { text.len() } else { cut_before(text, piece.end + MARGIN) };
        let around = text.get(from..to.max(piece.end)).unwrap_or_default();
        let mut letters = Letters::default();
        letters.read(around);
        let mut hits = in_piece(register, Page { text: around, letters: &letters });
        for hit in &mut hits {
            hit.span = from + hit.span.start..from + hit.span.end;
        }
        hits.retain(|hit| piece.contains(&hit.span.start));
        hits
    };
    gravest(match pieces.as_slice() {
        [whole] => in_piece(whole),
        pieces => pieces.par_iter().flat_map_iter(in_piece).collect(),
    })
}

/// Returns pieces of a text, which lie side by side and cover a part of it and what stands near.
fn pieces(text: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let mut from = if part.start <= MARGIN { 0 } else { cut_before(text, part.start - MARGIN) };
    let end = if text.len() - part.end <= 2 * MARGIN { text.len() } else { cut_before(text, part.end + 2 * MARGIN) };
    let mut pieces = Vec::new();
    while end - from > 2 * PIECE {
        let to = cut_before(text, from + PIECE);
        pieces.push(from..to);
        from = to;
    }
    pieces.push(from..end);
    pieces
}

/// Returns the last place up to `at` where a paragraph or a word ends; where both are far away, the last between two letters.
fn cut_before(text: &str, at: usize) -> usize {
    let floor = |at: usize| (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let (far, at) = (floor(at.saturating_sub(MARGIN)), floor(at));
    let near = text.get(far..at).unwrap_or_default();
    let paragraph = near.rfind("\n\n").map(|found| found + 2);
    let word = || near.rfind(char::is_whitespace).map(|found| found + near[found..].chars().next().map_or(1, char::len_utf8));
    paragraph.or_else(word).map_or(at, |found| far + found)
}

/// Tells whether `words` begin with `name`, however they are written: `Gjøviks` with `Gjøvik`.
pub(crate) fn is_called(words: &str, name: &str) -> bool {
    let plain = |text: &str| {
        let mut letters = Letters::default();
        letters.read(text);
        letters.bytes.into_iter().filter(|byte| *byte != GAP).collect::<Vec<u8>>()
    };
    let name = plain(name);
    !name.is_empty() && plain(words).starts_with(&name)
}

fn in_piece(register: &Register, page: Page<'_>) -> Vec<Hit> {
    let mut raw = Vec::new();
    let mut candidates = Vec::new();
    for gap in memchr::memchr_iter(GAP, &page.letters.bytes) {
        at_word(register, page, gap + 1, &mut candidates, &mut raw);
    }
    names::settle(register, page, &mut candidates, &mut raw);
    numbers::clusters(page, |cluster| {
        identity::person(page, cluster, &mut raw);
        identity::organisation(page, cluster, &mut raw);
        identity::municipality(page, cluster, &register.numbers, &mut raw);
        phone::phone(page, cluster, &mut raw);
    });
    position::positions(page, &mut raw);
    mail::addresses(page, &mut raw);
    register.observed.look(page.letters, |from, to| {
        raw.push(Raw { kind: Kind::Observation, severity: Severity::Block, why: Why::Observed, from, to });
    });
    let hit = |raw: Raw| {
        let span = page.span(raw.from, raw.to);
        Hit { kind: raw.kind, severity: raw.severity, span, why: raw.why }
    };
    raw.into_iter().map(hit).collect()
}

fn at_word(register: &Register, page: Page<'_>, from: usize, candidates: &mut Vec<names::Candidate>, raw: &mut Vec<Raw>) {
    let rest = page.letters.bytes.get(from..).unwrap_or_default();
    if rest.len() < 2 {
        return;
    }
    register.index.look(rest, |_, entry| {
        if let Entry::Cue(cue) = entry {
            let length = memchr::memchr(GAP, rest).unwrap_or(rest.len());
            phrase::at_cue(page, cue, Word { from, to: from + length }, raw);
        }
    });
    names::at_word(register, page, from, candidates);
}

/// Keeps of hits in one place the gravest of each kind; a name within an address is part of the address.
fn gravest(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by(|one, other| {
        (one.span.start, other.span.end, other.severity, one.kind).cmp(&(
            other.span.start,
            one.span.end,
            one.severity,
            other.kind,
        ))
    });
    let mut kept: Vec<Hit> = Vec::new();
    for hit in hits {
        let covers = |other: &Hit| other.span.start <= hit.span.start && hit.span.start < other.span.end;
        let same = kept.iter_mut().rev().take(8).find(|other| covers(other) && is_same(other.kind, hit.kind));
        match same {
            Some(other) => {
                other.span.end = other.span.end.max(hit.span.end);
                if hit.severity > other.severity && is_number(hit.kind) == is_number(other.kind) {
                    (other.severity, other.kind, other.why) = (hit.severity, hit.kind, hit.why);
                }
            }
            None => kept.push(hit),
        }
    }
    kept
}

/// Tells whether a hit of one kind says what a hit of the other would, in the same place.
fn is_same(kept: Kind, new: Kind) -> bool {
    let in_address = kept == Kind::Email && matches!(new, Kind::Municipality | Kind::Village | Kind::Phone);
    kept == new || in_address || is_number(kept) && is_number(new) || kept == Kind::Coordinates && is_number(new)
}

fn is_number(kind: Kind) -> bool {
    matches!(kind, Kind::Phone | Kind::NationalId | Kind::OrganisationNumber)
}

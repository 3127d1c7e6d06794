//! Secrets in one file.
//!
//! A first look goes over the streams without knowing where in the file they stand; nearly always there is nothing.
//! Only where there may be something, [`leaks`] looks once more, slowly, and says where.

use memchr::memmem;

use super::archive::Part;
use super::binary::{noise_free, wide_text};
use super::confirm::is_leak;
use super::decode::Escapes;
use super::flaw::Read;
use super::fold::Depth;
use super::kind::Kind;
use super::needles::Needles;
use super::pdf::Printed;
use super::scan::{Attribute, Markup};
use super::seek::{Hit, Wanted, seek};
use super::shared::SharedParts;
use super::stream::Stream;
use super::views::{Views, without_escapes};

/// A secret that stands in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Leak {
    /// Index of the secret.
    pub secret: u32,
    /// The byte at which it begins; none where the text had to be unpacked first.
    pub place: Option<usize>,
}

/// What is kept from file to file, so that memory is asked for once.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    pub views: Views,
    pub attributes: Vec<Attribute>,
    pub shared: SharedParts,
    pub gathered: Read,
    hits: Vec<Hit>,
}

/// Looks for leaks in the text of a file. In markup, `buffers.views` holds it already.
pub(super) fn leaks(needles: &Needles, kind: Kind, bytes: &[u8], buffers: &mut Buffers) -> Vec<Leak> {
    if needles.is_empty() {
        return Vec::new();
    }
    let mut found = match kind {
        Kind::Html => in_markup(needles, bytes, Markup::Html, buffers),
        Kind::Xml | Kind::Svg => in_markup(needles, bytes, Markup::Xml, buffers),
        Kind::Css | Kind::Json | Kind::Text => in_text(needles, bytes, kind.escapes(), Wanted::All, buffers),
        Kind::Binary => in_binary(needles, bytes, buffers),
        // It is packed; what it says is looked through once it is read.
        Kind::Pdf => Vec::new(),
    };
    if !matches!(kind, Kind::Binary | Kind::Pdf) && holds_markup_within(kind, bytes) {
        let plain = without_escapes(bytes, kind.escapes());
        found.extend(unpacked(in_unpacked_markup(needles, &plain)));
    }
    found
}

/// Looks for leaks in a short text, such as the path of a file.
pub(super) fn leaks_in_text(needles: &Needles, text: &str, buffers: &mut Buffers) -> Vec<Leak> {
    in_text(needles, text.as_bytes(), Escapes::None, Wanted::All, buffers)
}

/// Looks for leaks in a part of a workbook and in its name.
pub(super) fn leaks_in_part(needles: &Needles, part: &Part, buffers: &mut Buffers) -> Vec<Leak> {
    if needles.is_empty() {
        return Vec::new();
    }
    let mut found = leaks_in_text(needles, &part.name, buffers);
    let Buffers { views, attributes, .. } = buffers;
    views.clear();
    views.take_markup(&part.bytes, Markup::Xml, attributes);
    found.extend(leaks(needles, Kind::Xml, &part.bytes, buffers));
    unpacked(found)
}

/// Tells whether there may be markup in the file that is not its own: a feed's summaries, texts in a search index.
fn holds_markup_within(kind: Kind, bytes: &[u8]) -> bool {
    let has = |sign: &[u8]| memmem::find(bytes, sign).is_some();
    has(b"&lt;") || has(b"&#60;") || has(b"&#x3") || has(b"\\u003") || !kind.is_markup() && has(b"<") || has(b"<![CDATA[")
}

fn in_markup(needles: &Needles, bytes: &[u8], markup: Markup, buffers: &mut Buffers) -> Vec<Leak> {
    buffers.hits.clear();
    for stream in [&buffers.views.text, &buffers.views.markup] {
        seek(needles, stream, Wanted::All, &mut buffers.hits);
    }
    if buffers.hits.is_empty() {
        return Vec::new();
    }
    located(needles, bytes, markup)
}

fn in_unpacked_markup(needles: &Needles, bytes: &[u8]) -> Vec<Leak> {
    located(needles, bytes, Markup::Html)
}

/// Looks slowly, and says where.
fn located(needles: &Needles, bytes: &[u8], markup: Markup) -> Vec<Leak> {
    let stream = || Stream::with_places(Depth::Full);
    let mut views = Views { text: stream(), markup: stream() };
    views.take_markup(bytes, markup, &mut Vec::new());
    let mut leaks = confirmed(needles, &views.text, bytes, Wanted::All);
    leaks.extend(confirmed(needles, &views.markup, bytes, Wanted::All));
    leaks
}

fn confirmed(needles: &Needles, stream: &Stream, bytes: &[u8], wanted: Wanted) -> Vec<Leak> {
    let mut hits = Vec::new();
    seek(needles, stream, wanted, &mut hits);
    hits.retain(|hit| is_leak(needles, *hit, stream, bytes, wanted));
    let leak = |hit: &Hit| Some(Leak { secret: needles.pattern(hit.pattern)?.secret, place: stream.place(hit.from) });
    hits.iter().filter_map(leak).collect()
}

fn in_text(needles: &Needles, bytes: &[u8], escapes: Escapes, wanted: Wanted, buffers: &mut Buffers) -> Vec<Leak> {
    let stream = &mut buffers.views.text;
    stream.clear();
    stream.add(bytes, 0, escapes);
    buffers.hits.clear();
    seek(needles, stream, wanted, &mut buffers.hits);
    if buffers.hits.is_empty() {
        return Vec::new();
    }
    let mut stream = Stream::with_places(Depth::Full);
    stream.add(bytes, 0, escapes);
    confirmed(needles, &stream, bytes, wanted)
}

/// Looks at the bytes as they are, at what is not compressed, and at texts of two bytes a letter.
fn in_binary(needles: &Needles, bytes: &[u8], buffers: &mut Buffers) -> Vec<Leak> {
    let mut found = in_text(needles, bytes, Escapes::None, Wanted::OnlyLong, buffers);
    for range in noise_free(bytes) {
        let part = bytes.get(range).unwrap_or_default();
        found.extend(in_text(needles, part, Escapes::None, Wanted::All, buffers));
    }
    let wide = wide_text(bytes);
    found.extend(in_text(needles, wide.as_bytes(), Escapes::None, Wanted::All, buffers));
    unpacked(found)
}

/// Looks at what a PDF says, and at what is packed in it.
pub(super) fn leaks_in_print(needles: &Needles, printed: &Printed, buffers: &mut Buffers) -> Vec<Leak> {
    if needles.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for text in printed.texts() {
        found.extend(in_text(needles, text.as_bytes(), Escapes::None, Wanted::All, buffers));
    }
    for bytes in &printed.packed {
        found.extend(match std::str::from_utf8(bytes) {
            Ok(_) => in_text(needles, bytes, Escapes::None, Wanted::All, buffers),
            Err(_) => in_binary(needles, bytes, buffers),
        });
    }
    unpacked(found)
}

/// Forgets places: they are not those of the file.
fn unpacked(leaks: Vec<Leak>) -> Vec<Leak> {
    leaks.into_iter().map(|leak| Leak { place: None, ..leak }).collect()
}

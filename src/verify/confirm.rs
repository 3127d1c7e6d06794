//! A second look at what was found: whether it is the secret, or only looks like it once marks and spaces are gone.

use super::needles::{Needles, cased};
use super::seek::{Hit, Wanted};
use super::stream::Stream;

/// Tells whether `hit` is a leak. `bytes` is the text whose places `stream` knows.
pub(super) fn is_leak(needles: &Needles, hit: Hit, stream: &Stream, bytes: &[u8], wanted: Wanted) -> bool {
    let Some(pattern) = needles.pattern(hit.pattern) else { return false };
    let Some(written) = written(hit, stream, bytes) else { return false };
    let exact = pattern.exact.as_ref().is_none_or(|exact| cased(written) == **exact);
    exact
        && (!pattern.is_number || is_number_alone(hit, stream) && is_one_number(hit, stream, bytes))
        && (wanted == Wanted::All || is_written(written, hit))
}

/// Returns the bytes from the first to the last letter.
fn written<'a>(hit: Hit, stream: &Stream, bytes: &'a [u8]) -> Option<&'a [u8]> {
    let (from, last) = (stream.place(hit.from)?, stream.place(hit.to.checked_sub(1)?)?);
    let rest = bytes.get(last..)?;
    let escape = match rest.first() {
        Some(b'&' | b'%' | b'\\' | 0x80..) => super::decode::decode(rest, super::decode::Escapes::None).length,
        _ => 1,
    };
    bytes.get(from..last + escape)
}

/// Tells whether no digit stands right before or after the number: it is not a part of a longer one.
fn is_number_alone(hit: Hit, stream: &Stream) -> bool {
    let letters = stream.letters();
    let digit = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(u8::is_ascii_digit);
    let cut = |at: usize| stream.start(stream.word_at(at)) == at;
    let before = cut(hit.from) || !digit(hit.from.checked_sub(1));
    before && (cut(hit.to) || !digit(Some(hit.to)))
}

/// Tells whether what stands between the digits can stand in one number, so that two columns of a table, or the
/// points of a drawing, are none.
fn is_one_number(hit: Hit, stream: &Stream, bytes: &[u8]) -> bool {
    let between = |at: usize| -> Option<&[u8]> { bytes.get(stream.place(at)? + 1..stream.place(at + 1)?) };
    let gaps: Vec<&[u8]> = (hit.from..hit.to - 1).filter_map(between).filter(|gap| !gap.is_empty()).collect();
    let alike = gaps.windows(2).all(|pair| pair.first() == pair.last());
    let plain = |gap: &&[u8]| !gap.iter().any(|byte| matches!(byte, b'.' | b',' | b':'));
    let cell = |gap: &&[u8]| {
        [&b"<t"[..], b"</t", b"<li", b"</li", b"<p", b"</p"].iter().any(|tag| memchr::memmem::find(gap, tag).is_some())
    };
    (alike || gaps.iter().all(plain)) && !gaps.iter().any(cell)
}

/// Tells whether the bytes are written text rather than noise in which letters happen to follow each other.
fn is_written(bytes: &[u8], hit: Hit) -> bool {
    bytes.len() <= 4 * (hit.to - hit.from) && !bytes.iter().any(|&byte| byte < 0x20 && !byte.is_ascii_whitespace())
}

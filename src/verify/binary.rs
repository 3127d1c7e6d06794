//! What a stranger can read in a file that is no text: the descriptions in a picture, texts of two bytes a letter.
//!
//! What is compressed is not unpacked; a file that hides text in this way is refused ([`is_closed`]).

use std::ops::Range;

use memchr::memmem;

/// Tells whether the file holds text that cannot be read without unpacking it.
pub(super) fn is_closed(bytes: &[u8]) -> bool {
    const CLOSED: [&[u8]; 6] = [b"%PDF", b"PK\x03\x04", b"\x1F\x8B", b"\xFD7zXZ", b"7z\xBC\xAF", b"\xD0\xCF\x11\xE0"];
    let compressed_description =
        |bytes: &[u8]| png(bytes).iter().any(|(kind, data)| is_compressed_text(kind, bytes.get(data.clone())));
    CLOSED.iter().any(|head| bytes.starts_with(head)) || compressed_description(bytes)
}

/// Tells whether a part of a PNG is text that is compressed.
fn is_compressed_text(kind: &[u8; 4], data: Option<&[u8]>) -> bool {
    let flag = |data: &[u8]| data.iter().position(|byte| *byte == 0).and_then(|end| data.get(end + 1).copied());
    kind == b"zTXt" || kind == b"iTXt" && data.and_then(flag) == Some(1)
}

/// Returns the parts of a picture that are not its compressed image; of other files, their printable runs.
pub(super) fn noise_free(bytes: &[u8]) -> Vec<Range<usize>> {
    if bytes.starts_with(b"\x89PNG") {
        return png(bytes)
            .into_iter()
            .filter(|(kind, _)| !matches!(kind, b"IDAT" | b"fdAT" | b"iCCP"))
            .map(|(_, data)| data)
            .collect();
    }
    if bytes.starts_with(b"\xFF\xD8\xFF") {
        let scan = memmem::find(bytes, b"\xFF\xDA").unwrap_or(bytes.len());
        let end = memmem::rfind(bytes, b"\xFF\xD9").unwrap_or(bytes.len()).max(scan);
        return vec![0..scan, end..bytes.len()];
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return webp(bytes);
    }
    printable_runs(bytes)
}

/// Returns the kind and the data of each part of a PNG.
fn png(bytes: &[u8]) -> Vec<([u8; 4], Range<usize>)> {
    let mut parts = Vec::new();
    let mut at = 8;
    if !bytes.starts_with(b"\x89PNG") {
        return parts;
    }
    while let (Some(length), Some(kind)) = (four(bytes, at), four(bytes, at + 4)) {
        let begin = at + 8;
        let end = begin.saturating_add(u32::from_be_bytes(length) as usize).min(bytes.len());
        parts.push((kind, begin..end));
        at = end + 4;
    }
    // What stands behind the end is not part of the picture, and nobody looks there.
    parts.push((*b"tail", at.min(bytes.len())..bytes.len()));
    parts
}

fn webp(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = 12;
    while let (Some(kind), Some(length)) = (four(bytes, at), four(bytes, at + 4)) {
        let begin = at + 8;
        let length = u32::from_le_bytes(length) as usize;
        let end = begin.saturating_add(length).min(bytes.len());
        if !matches!(&kind, b"VP8 " | b"VP8L" | b"ALPH" | b"ANMF" | b"ICCP") {
            parts.push(begin..end);
        }
        at = end.saturating_add(length & 1);
    }
    parts.push(at.min(bytes.len())..bytes.len());
    parts
}

fn four(bytes: &[u8], at: usize) -> Option<[u8; 4]> {
    bytes.get(at..)?.first_chunk().copied()
}

/// Shortest run of printable signs that is taken for text rather than chance.
const RUN: usize = 12;

fn printable_runs(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut begin = 0;
    let printable = |byte: u8| byte >= 0x20 && byte != 0x7F || byte.is_ascii_whitespace();
    for part in bytes.split_inclusive(|&byte| !printable(byte)) {
        let end = begin + part.len();
        let text = part.iter().filter(|byte| byte.is_ascii()).count();
        if part.len() > RUN && text * 10 > part.len() * 9 {
            runs.push(begin..end);
        }
        begin = end;
    }
    runs
}

/// Least letters of two bytes each that are taken for text.
const WIDE: usize = 3;

/// Returns the texts of two bytes a letter, of either order, from any byte on.
pub(super) fn wide_text(bytes: &[u8]) -> String {
    let mut text = String::new();
    for (shift, order) in
        [(0, u16::from_le_bytes as fn([u8; 2]) -> u16), (1, u16::from_le_bytes), (0, u16::from_be_bytes), (1, u16::from_be_bytes)]
    {
        let mut run = String::new();
        let mut length = 0;
        for pair in bytes.get(shift..).unwrap_or_default().chunks_exact(2) {
            let unit = pair.first_chunk().map_or(0, |pair| order(*pair));
            match char::from_u32(u32::from(unit)).filter(|_| is_wide_letter(unit)) {
                Some(character) => {
                    run.push(character);
                    length += 1;
                }
                None => keep(&mut text, &mut run, &mut length),
            }
        }
        keep(&mut text, &mut run, &mut length);
    }
    text
}

/// Latin, Greek and Cyrillic, and the signs of running text.
fn is_wide_letter(unit: u16) -> bool {
    matches!(unit, 0x09 | 0x0A | 0x0D | 0x20..0x7F | 0xA0..0x500 | 0x1E00..0x1F00 | 0x2000..0x2070)
}

fn keep(text: &mut String, run: &mut String, length: &mut usize) {
    if *length >= WIDE {
        text.push('\n');
        text.push_str(run);
    }
    run.clear();
    *length = 0;
}

#[cfg(test)]
mod tests {
    use super::{is_closed, noise_free, wide_text};

    #[test]
    fn texts_of_two_bytes_a_letter_are_read_from_any_byte() {
        let mut bytes = vec![0xFF, 0xD8, 0x00, 0x9C, 0xFE];
        bytes.extend("Kåre Šoen".encode_utf16().flat_map(u16::to_le_bytes));
        assert!(wide_text(&bytes).contains("Kåre Šoen"));
        let bytes: Vec<u8> = "Kåre Moen".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert!(wide_text(&bytes).contains("Kåre Moen"));
    }

    #[test]
    fn the_descriptions_of_a_picture_are_apart_from_its_image() {
        let mut png = b"\x89PNG\r\n\x1A\n".to_vec();
        for (kind, data) in [(b"tEXt", &b"Author\0Moen"[..]), (b"IDAT", b"noise"), (b"zTXt", b"Author\0\0xx")] {
            png.extend((data.len() as u32).to_be_bytes());
            png.extend(kind);
            png.extend(data);
            png.extend([0; 4]);
        }
        let parts: Vec<_> = noise_free(&png).into_iter().map(|part| String::from_utf8_lossy(&png[part]).into_owned()).collect();
        assert_eq!(parts, ["Author\0Moen", "Author\0\0xx", ""]);
        assert!(is_closed(&png) && !is_closed(&png[..40]) && is_closed(b"%PDF-1.7"));
    }
}

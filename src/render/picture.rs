//! Takes from a picture what is needed to show it, and nothing else: an allow list, part by part.

use image::ImageFormat;

/// Returns the picture without what it carries along; none where its parts cannot be told.
pub(super) fn stripped(bytes: &[u8], format: ImageFormat) -> Option<Vec<u8>> {
    match format {
        ImageFormat::Jpeg => jpeg(bytes),
        ImageFormat::Png => png(bytes),
        ImageFormat::WebP => webp(bytes),
        _ => None,
    }
}

/// Keeps the segments that decoding needs, scan by scan; nothing after the end of the picture.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    /// Says that the colours are the usual ones; without thumbnail.
    const JFIF: &[u8] = b"\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";
    let mut rest = bytes.strip_prefix(b"\xFF\xD8")?;
    let mut kept = vec![0xFF, 0xD8];
    while let Some(at) = memchr::memchr(0xFF, rest) {
        let from = at + rest.get(at..)?.iter().take_while(|&&byte| byte == 0xFF).count();
        let (&marker, after) = rest.get(from..)?.split_first()?;
        if marker == 0xD9 {
            break;
        }
        if matches!(marker, 0x00 | 0x01 | 0xD0..=0xD8) {
            rest = after;
            continue;
        }
        let length = usize::from(u16::from_be_bytes(*after.first_chunk()?));
        let (segment, next) = after.split_at_checked(length)?;
        rest = next;
        match marker {
            0xE0 if segment.get(2..)?.starts_with(b"JFIF\0") => kept.extend(JFIF),
            // Frames, tables, restarts, scans; APP14 says how the colours are written.
            0xC0..=0xCF | 0xDA..=0xDD => kept.extend([&[0xFF, marker], segment].concat()),
            0xEE if segment.len() == 14 && segment.get(2..)?.starts_with(b"Adobe") => {
                kept.extend([&[0xFF, marker], segment].concat());
            }
            _ => {}
        }
        if marker == 0xDA {
            let (scan, next) = rest.split_at(scan_end(rest));
            kept.extend(scan);
            rest = next;
        }
    }
    kept.extend([0xFF, 0xD9]);
    Some(kept)
}

/// Returns where the data of a scan end: before the first marker that is no restart.
fn scan_end(data: &[u8]) -> usize {
    let within = |at: usize| matches!(data.get(at + 1), Some(0x00 | 0xD0..=0xD7 | 0xFF));
    memchr::memchr_iter(0xFF, data).find(|&at| !within(at)).unwrap_or(data.len())
}

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    const KEPT: [&[u8]; 11] = [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"sRGB", b"cHRM", b"sBIT", b"bKGD", b"pHYs"];
    let (signature, mut rest) = bytes.split_at_checked(8)?;
    let mut kept = signature.to_vec();
    loop {
        let length = usize::try_from(u32::from_be_bytes(*rest.first_chunk()?)).ok()?;
        let (chunk, next) = rest.split_at_checked(length.checked_add(12)?)?;
        rest = next;
        let kind = chunk.get(4..8)?;
        if KEPT.contains(&kind) {
            kept.extend(chunk);
        }
        if kind == b"IEND" {
            return Some(kept);
        }
    }
}

fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    const KEPT: [&[u8]; 6] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"];
    /// In the flags of `VP8X`: there is a colour profile, EXIF, XMP.
    const CARRIED: u8 = 0x20 | 0x08 | 0x04;
    let length = usize::try_from(u32::from_le_bytes(*bytes.get(4..)?.first_chunk()?)).ok()?;
    let mut rest = bytes.get(12..length.checked_add(8)?)?;
    let mut kept = b"RIFF\0\0\0\0WEBP".to_vec();
    while !rest.is_empty() {
        let length = usize::try_from(u32::from_le_bytes(*rest.get(4..)?.first_chunk()?)).ok()?;
        let even = length.checked_add(8 + length % 2)?.min(rest.len());
        let (chunk, next) = rest.split_at_checked(even)?;
        rest = next;
        let kind = chunk.get(..4)?;
        if !KEPT.contains(&kind) {
            continue;
        }
        let start = kept.len();
        kept.extend(chunk);
        if kind == b"VP8X" {
            *kept.get_mut(start + 8)? &= !CARRIED;
        }
    }
    let length = u32::try_from(kept.len() - 8).ok()?.to_le_bytes();
    kept.get_mut(4..8)?.copy_from_slice(&length);
    Some(kept)
}

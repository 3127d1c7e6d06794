//! Pictures that carry words along, in every part of a file that can hold one.

use super::{Canaries, plant as plant_site};
use crate::place::Place;

/// Pictures that pages show, with words in all that they can carry along.
pub(super) fn plant(place: &Place, c: &mut Canaries) {
    for (path, parts) in [("rute.jpg", jpeg(c)), ("rute.png", png(c)), ("rute.webp", webp(c))] {
        place.write(
            &format!("content/files/{path}"),
            parts.iter().map(|(_, bytes)| bytes.as_slice()).collect::<Vec<_>>().concat(),
        );
    }
}

/// A part of a picture, and what of it is published.
type Part = (Vec<u8>, Vec<u8>);

fn kept(bytes: Vec<u8>) -> Part {
    (bytes.clone(), bytes)
}

fn carried(bytes: Vec<u8>) -> Part {
    (Vec::new(), bytes)
}

/// Returns what is published of a picture.
fn shown(parts: &[Part]) -> Vec<u8> {
    parts.iter().flat_map(|(shown, _)| shown.clone()).collect()
}

/// A grey dot, with all segments that can hold a text.
fn jpeg(c: &mut Canaries) -> Vec<Part> {
    let segment = |marker: u8, bytes: &[u8]| {
        let length = u16::try_from(bytes.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker][..], &length, bytes].concat()
    };
    let told = |marker: u8, head: &[u8], text: &str| carried(segment(marker, &[head, text.as_bytes()].concat()));
    let mut w = |said| c.word(said);
    let wide: Vec<u8> = w("UTF-16 in JPEG EXIF").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let codes = |class: u8| [&[class, 1][..], &[0; 16]].concat();
    vec![
        kept(vec![0xFF, 0xD8]),
        told(0xE0, b"JFXX\0\x10", &w("thumbnail in JPEG JFXX")),
        told(0xE1, b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0", &w("JPEG EXIF")),
        carried(segment(0xE1, &[&b"Exif\0\0"[..], &wide].concat())),
        told(0xE1, b"http://ns.adobe.com/xap/1.0/\0", &w("JPEG XMP")),
        told(0xE2, b"MPF\0", &w("JPEG MPF")),
        told(0xED, b"Photoshop 3.0\08BIM\x04\x04\0\0", &w("JPEG IPTC")),
        told(0xEF, b"", &w("JPEG APP15")),
        told(0xFE, b"", &w("JPEG comment")),
        kept(segment(0xDB, &[&[0][..], &[1; 64]].concat())),
        kept(segment(0xC0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0])),
        kept(segment(0xC4, &codes(0x00))),
        kept(segment(0xC4, &codes(0x10))),
        kept(segment(0xDA, &[1, 1, 0, 0, 63, 0])),
        kept(vec![0x3F]),
        told(0xFE, b"", &w("JPEG comment after the scan")),
        kept(vec![0xFF, 0xD9]),
        carried(w("after the end of a JPEG").into_bytes()),
    ]
}

/// A grey dot, with all chunks that can hold a text.
fn png(c: &mut Canaries) -> Vec<Part> {
    let chunk = |kind: &[u8; 4], bytes: &[u8]| {
        let length = u32::try_from(bytes.len()).unwrap().to_be_bytes();
        let sum = crc32(&[&kind[..], bytes].concat()).to_be_bytes();
        [&length[..], kind, bytes, &sum].concat()
    };
    let mut w = |said| c.word(said);
    // One line of one dot: the filter and the shade, stored as they are.
    let data = [0x78, 0x01, 0x01, 2, 0, 0xFD, 0xFF, 0, 0x7F, 0, 0x81, 0, 0x80];
    vec![
        kept(b"\x89PNG\r\n\x1a\n".to_vec()),
        kept(chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
        carried(chunk(b"tEXt", format!("Comment\0{}", w("PNG tEXt")).as_bytes())),
        carried(chunk(b"iTXt", format!("XML:com.adobe.xmp\0\0\0\0\0{}", w("PNG iTXt")).as_bytes())),
        carried(chunk(b"eXIf", format!("II*\0\x08\0\0\0\0\0{}", w("PNG eXIf")).as_bytes())),
        carried(chunk(b"prVt", w("private PNG chunk").as_bytes())),
        kept(chunk(b"IDAT", &data)),
        carried(chunk(b"tEXt", format!("Author\0{}", w("PNG tEXt after the picture")).as_bytes())),
        kept(chunk(b"IEND", &[])),
        carried(w("after the end of a PNG").into_bytes()),
    ]
}

/// A dot, with all chunks that can hold a text.
fn webp(c: &mut Canaries) -> Vec<Part> {
    const DOT: [u8; 13] = [0x2F, 0, 0, 0, 0x10, 0x07, 0x10, 0x11, 0x11, 0x88, 0x88, 0xFE, 0x07];
    let chunk = |kind: &[u8; 4], bytes: &[u8]| {
        let length = u32::try_from(bytes.len()).unwrap().to_le_bytes();
        let even = if bytes.len() % 2 == 1 { &[0][..] } else { &[] };
        [&kind[..], &length, bytes, even].concat()
    };
    let mut w = |said| c.word(said);
    // The flags say that there is EXIF and XMP; afterwards there is not.
    let [open, closed] = [0x0C, 0].map(|flags| chunk(b"VP8X", &[flags, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    let chunks = vec![
        (closed, open),
        kept(chunk(b"VP8L", &DOT)),
        carried(chunk(b"EXIF", w("WebP EXIF").as_bytes())),
        carried(chunk(b"XMP ", w("WebP XMP").as_bytes())),
        carried(chunk(b"EXIF", w("second WebP EXIF").as_bytes())),
        carried(chunk(b"ownd", w("private WebP chunk").as_bytes())),
    ];
    let head = |lengths: Vec<usize>| {
        [b"RIFF", &u32::try_from(lengths.iter().sum::<usize>() + 4).unwrap().to_le_bytes(), &b"WEBP"[..]].concat()
    };
    let [ours, all] =
        [|part: &Part| part.0.len(), |part: &Part| part.1.len()].map(|length| head(chunks.iter().map(length).collect()));
    let end = carried(w("after the end of a WebP").into_bytes());
    [vec![(ours, all)], chunks, vec![end]].concat()
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum: u32, &byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 })
    })
}

#[test]
fn a_picture_keeps_what_shows_it_and_nothing_else() {
    let (place, _) = plant_site();
    place.build();
    let site = place.site();
    let mut c = Canaries::default();
    for (path, parts) in [("filer/rute.jpg", jpeg(&mut c)), ("filer/rute.png", png(&mut c)), ("filer/rute.webp", webp(&mut c))] {
        assert!(site[path] == shown(&parts), "{path}: {:02X?}", site[path]);
    }
}

/// A drawing's program writes folders, names and whole documents into attributes of its own.
#[test]
fn a_drawing_that_carries_something_along_is_refused() {
    for carried in [
        "xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" inkscape:export-filename=\"/home/WORD/a.svg\"",
        "xmlns:sodipodi=\"http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd\" sodipodi:docname=\"WORD.svg\"",
        "data-author=\"WORD\"",
        "xmlns:x=\"https://e.example/WORD\"",
    ] {
        let (place, mut canaries) = plant_site();
        let carried = carried.replace("WORD", &canaries.word("an attribute of a drawing"));
        let drawing =
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {carried} viewBox=\"0 0 1 1\"><path d=\"M0 0h1\"/></svg>");
        place.write("content/files/tegning.svg", drawing);
        place.write("content/pages/ny.md", "---\ntitle: \"Ny\"\n---\n\n![En strek](../files/tegning.svg)\n");
        let ran = place.run(&["build"]);
        canaries.assert_silent(super::without_names(&ran.printed()).as_bytes(), "the report");
        canaries.assert_silent_tree(&crate::place::tree(&place.path("output")));
        // Either without it, or not at all.
        assert!(ran.code == 0 || ran.code == 1 && ran.err.contains("U0505"), "{}", ran.printed());
    }
}

//! What a stranger can read in a workbook: the names and the texts of its parts, unpacked.
//!
//! [`unpack`] is the way in. A workbook is a ZIP archive of XML; whatever else one can be is odd, and an odd one is refused:
//! packed twice, locked, with bytes between its parts, with a part nobody knows, with a formula, or larger unpacked than any
//! table of a site. What can be read of an odd one is searched all the same.

use std::io::{Cursor, Read};

use memchr::memmem;
use zip::CompressionMethod;

/// A part of a workbook.
pub(super) struct Part {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// A workbook, as far as it could be read.
#[derive(Default)]
pub(super) struct Archive {
    pub parts: Vec<Part>,
    /// Whether something in it is not as it should be, or could not be read.
    pub is_odd: bool,
}

/// Tells whether the program publishes a workbook at this path; elsewhere a packed file is refused unread.
pub(super) fn is_workbook(path: &str) -> bool {
    path.strip_prefix("data/").is_some_and(|name| name.ends_with(".xlsx") && !name.contains('/'))
}

/// Most parts of a workbook.
const MOST_PARTS: usize = 64;
/// Most bytes of all parts together, unpacked.
const MOST_BYTES: u64 = 64 << 20;
/// Bytes of a part's head before its name.
const HEAD: u64 = 30;

/// Unpacks a workbook in memory.
pub(super) fn unpack(bytes: &[u8]) -> Archive {
    let odd = || Archive { parts: Vec::new(), is_odd: true };
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return odd() };
    if archive.len() > MOST_PARTS {
        return odd();
    }
    let mut read = Archive { parts: Vec::new(), is_odd: has_more(&archive, bytes) };
    let mut left = MOST_BYTES;
    let mut spans = Vec::new();
    for index in 0..archive.len() {
        let Some((part, span, is_odd)) = part(&mut archive, index, left, bytes) else {
            read.is_odd = true;
            continue;
        };
        left -= part.bytes.len() as u64;
        read.is_odd |= is_odd || holds_more_than_values(&part);
        spans.push(span);
        read.parts.push(part);
    }
    read.is_odd |= !follow_each_other(&mut spans, archive.central_directory_start());
    read
}

/// Tells whether the archive has something before it, behind it, or twice.
fn has_more(archive: &zip::ZipArchive<Cursor<&[u8]>>, bytes: &[u8]) -> bool {
    // What ends an archive is 22 bytes long when it says nothing.
    let ends = bytes.len().checked_sub(22).and_then(|at| bytes.get(at..)).is_some_and(|end| end.starts_with(b"PK\x05\x06"));
    archive.offset() != 0 || !archive.comment().is_empty() || archive.has_duplicate_names() || !ends
}

/// Reads one part, at most `most` bytes of it: the part, where it lies, and whether it is odd.
fn part(archive: &mut zip::ZipArchive<Cursor<&[u8]>>, index: usize, most: u64, whole: &[u8]) -> Option<(Part, (u64, u64), bool)> {
    let mut file = archive.by_index(index).ok()?;
    let name = String::from_utf8_lossy(file.name_raw()).into_owned();
    let (begin, from) = (file.header_start(), file.data_start()?);
    let is_odd = file.encrypted()
        || !matches!(file.compression(), CompressionMethod::Deflated | CompressionMethod::Stored)
        || !file.comment().is_empty()
        || file.extra_data().is_some_and(|extra| !extra.is_empty())
        || from != begin + HEAD + name.len() as u64
        || !is_known(&name);
    let (packed, size) = (file.compressed_size(), file.size());
    let end =
        from + packed + length_of_descriptor(whole.get(usize::try_from(from + packed).ok()?..)?, file.crc32(), packed, size);
    let mut bytes = Vec::new();
    file.by_ref().take(most + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= most).then_some((Part { name, bytes }, (begin, end), is_odd))
}

/// Returns the length of what says once more how large a part was, where that stands behind it and says the same.
fn length_of_descriptor(behind: &[u8], crc: u32, packed: u64, size: u64) -> u64 {
    let four = |number: u64| u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes();
    let descriptor = [*b"PK\x07\x08", crc.to_le_bytes(), four(packed), four(size)].concat();
    if behind.starts_with(&descriptor) { descriptor.len() as u64 } else { 0 }
}

/// The parts of a workbook of values; others could hold pictures, macros, comments or what is hidden.
fn is_known(name: &str) -> bool {
    const PARTS: [&str; 8] = [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
    ];
    let numbered = |name: &str, begin: &str| {
        let number = name.strip_prefix(begin).and_then(|rest| rest.strip_suffix(".xml"));
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    PARTS.contains(&name) || numbered(name, "xl/worksheets/sheet") || numbered(name, "xl/theme/theme")
}

/// Tells whether a part is no text, is reckoned, leads out of the workbook, is hidden, or has letters of several looks.
fn holds_more_than_values(part: &Part) -> bool {
    const TAGS: [&str; 6] = ["<f>", "<f ", "<f/", "<r>", "<definedName ", "<!"];
    const ATTRIBUTES: [&str; 3] = ["\"External\"", "hidden=", "state="];
    // On each sheet a filter has a name that is not shown, and printing has one; what stays in view when one scrolls has a state.
    let sheets = if part.name == "xl/workbook.xml" { 0..MOST_PARTS } else { 0..0 };
    let names = sheets.flat_map(|sheet| {
        let filter = format!("<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{sheet}\" hidden=\"1\">");
        [filter, format!("<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{sheet}\">")]
    });
    let known: Vec<String> = names.chain([" state=\"frozen\"".to_owned()]).collect();
    let Ok(text) = std::str::from_utf8(&part.bytes) else { return true };
    let count = |sign: &str| memmem::find_iter(text.as_bytes(), sign).count();
    let plain = |sign: &str| known.iter().filter(|plain| plain.contains(sign)).map(|plain| count(plain)).sum::<usize>();
    let has_more = |signs: &[&str]| signs.iter().any(|sign| count(sign) > plain(sign));
    // Where words stand, they may say anything; only a tag is no word.
    let holds_words = part.name == "xl/sharedStrings.xml" || part.name.starts_with("docProps/");
    !text.starts_with("<?xml") || has_more(&TAGS) || !holds_words && has_more(&ATTRIBUTES)
}

/// Tells whether the parts fill the archive up to its list of contents, without a gap to hide anything in.
fn follow_each_other(spans: &mut [(u64, u64)], list: u64) -> bool {
    spans.sort_unstable();
    let end = spans.iter().try_fold(0, |end, (begin, next)| (end == *begin).then_some(*next));
    end == Some(list)
}

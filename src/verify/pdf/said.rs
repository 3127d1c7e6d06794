//! What a PDF says beside its pages: titles, descriptions of pictures, addresses, names.

use unicode_normalization::UnicodeNormalization;

use super::file::{File, Stream};
use super::object::{Dict, Object};

/// Returns a text as it is meant: of two bytes a letter where it says so, else of one or as UTF-8.
pub(super) fn plain(bytes: &[u8]) -> String {
    if let Some(wide) = bytes.strip_prefix(b"\xFE\xFF") {
        let units = wide.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        return char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{FFFD}')).collect();
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.nfc().collect(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// Adds all texts in a value, wherever they stand, a line each; and names that are no words of the format.
pub(super) fn texts(value: &Object, all: &mut String) {
    match value {
        Object::Text(bytes) => line(all, bytes),
        Object::Name(name) if !is_of_the_format(name) => line(all, name),
        Object::Array(values) => values.iter().for_each(|value| texts(value, all)),
        Object::Dict(dict) => in_dict(dict, all),
        _ => {}
    }
}

fn in_dict(dict: &Dict, all: &mut String) {
    for (key, value) in dict {
        // A key of the format has letters only, and is short.
        if !is_of_the_format(key) {
            line(all, key);
        }
        texts(value, all);
    }
}

fn line(all: &mut String, bytes: &[u8]) {
    all.push_str(&plain(bytes));
    all.push('\n');
}

/// The format's own words are short and of plain letters; what is longer, or has other signs, may say something.
fn is_of_the_format(name: &[u8]) -> bool {
    name.len() <= 20 && name.first().is_none_or(u8::is_ascii_uppercase) && name.iter().all(u8::is_ascii_alphanumeric)
        || name.len() <= 4 && name.iter().all(u8::is_ascii_alphanumeric)
}

/// Returns what is packed in a file and is no page: descriptions in XML, profiles, fonts, pictures.
pub(super) fn packed(file: &File, is_page: impl Fn(u32) -> bool) -> Vec<&[u8]> {
    let streams = file.parts.iter().filter(|(number, _)| !is_page(**number)).filter_map(|(_, part)| part.stream.as_ref());
    streams
        .map(|stream| match stream {
            Stream::Unpacked(bytes) | Stream::Jpeg(bytes) => bytes.as_slice(),
        })
        .collect()
}

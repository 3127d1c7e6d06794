//! UTF-8 of what is certainly something else.

use super::Kind;
use crate::load::windows_1252 as windows_1252_letter;

/// Letters beyond ASCII that Norwegian texts have, by their number in Windows-1252; 0x92 is the apostrophe of `’`.
const USUAL: &str = "æøåÆØÅéÉèÈêÊëËóÓòÒôÔöÖáÁàÀâÂäÄüÜíÍñçÇ«»§°½´·\u{A0}\u{AD}";

/// Returns the text of `bytes` and what had to be done for it; none where they cannot be read for certain.
pub(super) fn utf8(bytes: &[u8]) -> Option<(String, Option<Kind>)> {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => Some((utf16(rest, u16::from_le_bytes)?, Some(Kind::Utf16))),
        [0xFE, 0xFF, rest @ ..] => Some((utf16(rest, u16::from_be_bytes)?, Some(Kind::Utf16))),
        [0xEF, 0xBB, 0xBF, rest @ ..] => Some((String::from_utf8(rest.to_vec()).ok()?, Some(Kind::ByteOrderMark))),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Some((text.to_owned(), None)),
            Err(_) => Some((windows_1252(bytes)?, Some(Kind::Windows1252))),
        },
    }
}

fn utf16(bytes: &[u8], number: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let text: Option<String> = char::decode_utf16(pairs.iter().copied().map(number)).map(Result::ok).collect();
    text.filter(|_| rest.is_empty())
}

/// Every letter must be one that our texts have, one of them Norwegian, and none may be part of UTF-8.
fn windows_1252(bytes: &[u8]) -> Option<String> {
    let has_utf8 = String::from_utf8_lossy(bytes).chars().any(|letter| !letter.is_ascii() && letter != '\u{FFFD}');
    if has_utf8 {
        return None;
    }
    let text: String = bytes.iter().map(|&byte| letter(byte)).collect::<Option<_>>()?;
    text.contains(['æ', 'ø', 'å', 'Æ', 'Ø', 'Å']).then_some(text)
}

fn letter(byte: u8) -> Option<char> {
    match byte {
        byte if byte.is_ascii() => Some(char::from(byte)),
        byte => windows_1252_letter(byte).filter(|&letter| byte < 0xA0 || USUAL.contains(letter)),
    }
}

//! Escapes: the other ways to write a character.

use super::fold::character;

/// The escapes of a language beyond entities, per cent and `\u`, which are read everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Escapes {
    None,
    /// JSON and scripts: `\n`, `\"`, `\x41`.
    Json,
    /// CSS: `\41 `, `\:`.
    Css,
}

/// A character as it is meant, and how many bytes it is written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decoded {
    pub character: char,
    pub length: usize,
}

/// Reads the character at the head of `bytes`, which begins with `&`, `%`, `\` or a byte beyond ASCII.
pub(super) fn decode(bytes: &[u8], escapes: Escapes) -> Decoded {
    let found = match bytes.first() {
        Some(b'&') => entity(bytes),
        Some(b'%') => per_cent(bytes),
        Some(b'\\') => backslash(bytes, escapes),
        _ => {
            let (character, length) = character(bytes);
            Some(Decoded { character, length })
        }
    };
    // A sign that begins no escape stands for itself, and separates.
    found.unwrap_or(Decoded { character: ' ', length: 1 })
}

/// Reads `&aring;`, `&#229;`, `&#xE5`, and the same escaped once more (`&amp;aring;`).
fn entity(bytes: &[u8]) -> Option<Decoded> {
    let mut at = 1;
    while bytes.get(at..)?.starts_with(b"amp;") {
        at += 4;
    }
    let rest = bytes.get(at..)?;
    let (character, length) = match rest {
        [b'#', b'x' | b'X', digits @ ..] => number(digits, 16).map(|(character, length)| (character, length + 2))?,
        [b'#', digits @ ..] => number(digits, 10).map(|(character, length)| (character, length + 1))?,
        _ => {
            let length = rest.iter().take(16).position(|byte| !byte.is_ascii_alphanumeric())?;
            (named(rest.get(..length)?)?, length)
        }
    };
    let semicolon = usize::from(rest.get(length) == Some(&b';'));
    Some(Decoded { character, length: at + length + semicolon })
}

/// Returns the letters that have names; a sign that only separates need not be known.
fn named(name: &[u8]) -> Option<char> {
    Some(match name {
        b"aring" | b"Aring" => 'å',
        b"oslash" | b"Oslash" => 'ø',
        b"aelig" | b"AElig" => 'æ',
        b"oelig" | b"OElig" => 'œ',
        b"szlig" => 'ß',
        b"eth" | b"ETH" => 'ð',
        b"thorn" | b"THORN" => 'þ',
        b"dstrok" | b"Dstrok" => 'đ',
        b"eng" | b"ENG" => 'ŋ',
        b"tstrok" | b"Tstrok" => 'ŧ',
        b"lstrok" | b"Lstrok" => 'ł',
        b"imath" | b"inodot" => 'i',
        b"shy" => '\u{AD}',
        b"zwnj" => '\u{200C}',
        b"zwj" => '\u{200D}',
        b"ZeroWidthSpace" | b"NegativeThinSpace" => '\u{200B}',
        b"NoBreak" => '\u{2060}',
        b"lrm" => '\u{200E}',
        b"rlm" => '\u{200F}',
        b"lt" => '<',
        b"gt" => '>',
        b"amp" => '&',
        b"quot" => '"',
        b"apos" => '\'',
        b"nbsp" => ' ',
        b"commat" => '@',
        b"period" => '.',
        b"lowbar" => '_',
        b"colon" => ':',
        b"sol" => '/',
        b"num" => '#',
        b"Tab" | b"NewLine" => '\n',
        _ => {
            // The marks are set aside in any case, so that the letter alone says enough.
            const MARKS: [&[u8]; 11] =
                [b"acute", b"grave", b"circ", b"tilde", b"uml", b"caron", b"cedil", b"macr", b"breve", b"ogon", b"dot"];
            let (letter, mark) = name.split_first()?;
            return MARKS.contains(&mark).then_some(char::from(*letter));
        }
    })
}

/// Reads digits and returns their character, and how many they are.
fn number(digits: &[u8], radix: u32) -> Option<(char, usize)> {
    let length = digits.iter().take(12).position(|byte| !char::from(*byte).is_digit(radix)).unwrap_or(digits.len().min(12));
    let text = std::str::from_utf8(digits.get(..length)?).ok()?;
    Some((char::from_u32(u32::from_str_radix(text, radix).ok()?)?, length))
}

/// Reads `%C3%A5`: all bytes of one character.
fn per_cent(bytes: &[u8]) -> Option<Decoded> {
    let (first, mut length) = escaped_byte(bytes)?;
    let mut raw = [first, 0, 0, 0];
    let mut ends = [length; 4];
    let most = if first < 0xC2 { 1 } else { raw.len() };
    for at in 1..most {
        let Some((byte @ 0x80..0xC0, more)) = bytes.get(length..).and_then(escaped_byte) else { break };
        length += more;
        if let (Some(to), Some(end)) = (raw.get_mut(at), ends.get_mut(at)) {
            (*to, *end) = (byte, length);
        }
    }
    let (character, bytes_read) = character(&raw);
    Some(Decoded { character, length: ends.get(bytes_read - 1).copied().unwrap_or(3) })
}

/// Reads `%C3`, and the same escaped once more (`%25C3`).
fn escaped_byte(bytes: &[u8]) -> Option<(u8, usize)> {
    let digits = |at: usize| -> Option<u8> {
        let two = std::str::from_utf8(bytes.get(at..at + 2)?).ok()?;
        two.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u8::from_str_radix(two, 16).ok())?
    };
    if bytes.first() != Some(&b'%') {
        return None;
    }
    let mut at = 1;
    let mut byte = digits(at)?;
    while byte == b'%' {
        match digits(at + 2) {
            Some(inner) => (byte, at) = (inner, at + 2),
            None => break,
        }
    }
    Some((byte, at + 2))
}

/// Reads `\u00e5` anywhere, and what else the language of the file writes with a backslash.
fn backslash(bytes: &[u8], escapes: Escapes) -> Option<Decoded> {
    let next = *bytes.get(1)?;
    if next == b'u' {
        let found = unicode_escape(bytes);
        if found.is_some() {
            return found;
        }
    }
    match escapes {
        Escapes::None => None,
        Escapes::Json if next == b'x' => {
            let (character, digits) = number(bytes.get(2..4)?, 16)?;
            Some(Decoded { character, length: digits + 2 })
        }
        // `\n`, `\t`, `\"`: the letter is not one.
        Escapes::Json => Some(Decoded { character: ' ', length: 2 }),
        Escapes::Css if next.is_ascii_hexdigit() => {
            let (character, digits) = number(bytes.get(1..bytes.len().min(7))?, 16)?;
            let space = usize::from(matches!(bytes.get(1 + digits), Some(b' ' | b'\n' | b'\t')));
            Some(Decoded { character, length: 1 + digits + space })
        }
        Escapes::Css => None,
    }
}

/// Reads `\u00e5`, `\u{e5}` and pairs such as `\ud83d\ude00`.
fn unicode_escape(bytes: &[u8]) -> Option<Decoded> {
    if bytes.get(2) == Some(&b'{') {
        let (character, digits) = number(bytes.get(3..)?, 16)?;
        return (bytes.get(3 + digits) == Some(&b'}')).then_some(Decoded { character, length: digits + 4 });
    }
    let unit = |at: usize| -> Option<u16> {
        let text = std::str::from_utf8(bytes.get(at..at + 6)?).ok()?.strip_prefix("\\u")?;
        text.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u16::from_str_radix(text, 16).ok())?
    };
    let first = unit(0)?;
    if let Some(character) = char::from_u32(u32::from(first)) {
        return Some(Decoded { character, length: 6 });
    }
    let character = char::decode_utf16([first, unit(6)?]).next()?.ok()?;
    Some(Decoded { character, length: 12 })
}

#[cfg(test)]
mod tests {
    use super::{Escapes, decode};

    #[test]
    fn each_way_to_write_a_character_is_read() {
        for (written, escapes, character) in [
            ("å", Escapes::None, 'å'),
            ("&aring;", Escapes::None, 'å'),
            ("&#229;", Escapes::None, 'å'),
            ("&#xE5;", Escapes::None, 'å'),
            ("&#x0000E5;", Escapes::None, 'å'),
            ("&amp;#229;", Escapes::None, 'å'),
            ("&eacute;", Escapes::None, 'e'),
            ("%C3%A5", Escapes::None, 'å'),
            ("%25C3%25A5", Escapes::None, 'å'),
            ("%E5", Escapes::None, 'å'),
            ("%41", Escapes::None, 'A'),
            ("\\u00e5", Escapes::None, 'å'),
            ("\\ud835\\udc00", Escapes::None, '\u{1D400}'),
            ("\\u{e5}", Escapes::Json, 'å'),
            ("\\xe5", Escapes::Json, 'å'),
            ("\\n", Escapes::Json, ' '),
            ("\\e5 ", Escapes::Css, 'å'),
            ("\\0000e5", Escapes::Css, 'å'),
        ] {
            let decoded = decode(written.as_bytes(), escapes);
            assert_eq!((decoded.character, decoded.length), (character, written.len()), "{written}");
        }
    }

    #[test]
    fn a_sign_that_begins_no_escape_separates() {
        for written in ["& ", "&", "%", "% a", "%4", "\\", "&x", "&#", "&#x;", "\\u12"] {
            assert_eq!(decode(written.as_bytes(), Escapes::None).length, 1, "{written}");
        }
    }
}

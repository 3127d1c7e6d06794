//! Other ways to write a character: `&oslash;`, `&#248;`, `%C3%B8`, `\u00f8`.

/// A character as it is meant, and how many bytes it is written with. A gap is a blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meant {
    pub character: char,
    pub length: usize,
}

/// Reads the escape at the head of `text`, which begins with `&`, `%` or `\`.
pub(super) fn escape(text: &str) -> Option<Meant> {
    match text.as_bytes().first()? {
        b'&' => entity(text),
        b'%' => per_cent(text),
        _ => backslash(text),
    }
}

/// Longest name of an entity that is known, with its `#` and digits.
const LONGEST: usize = 20;

fn entity(text: &str) -> Option<Meant> {
    let mut rest = text.get(1..)?;
    // Escaped once more: `&amp;oslash;`.
    while let Some(inner) = rest.strip_prefix("amp;") {
        rest = inner;
    }
    let bytes = rest.as_bytes();
    let is_part = |at: usize, byte: u8| byte.is_ascii_alphanumeric() || at == 0 && byte == b'#';
    let most = bytes.iter().take(LONGEST).enumerate().position(|(at, byte)| !is_part(at, *byte));
    let name = rest.get(..most.unwrap_or(bytes.len().min(LONGEST)))?;
    let (character, used) = match name.strip_prefix('#') {
        Some(number) => numbered(number).map(|(character, used)| (character, used + 1))?,
        None => (named(name)?, name.len()),
    };
    let semicolon = usize::from(bytes.get(used) == Some(&b';'));
    Some(Meant { character, length: text.len() - rest.len() + used + semicolon })
}

fn numbered(number: &str) -> Option<(char, usize)> {
    let (digits, radix, before) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16, 1),
        None => (number, 10, 0),
    };
    let used = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    let character = char::from_u32(u32::from_str_radix(digits.get(..used)?, radix).ok()?)?;
    Some((character, used + before))
}

/// Entities of letters that stand in Norwegian and Sámi names, and of signs that matter to what is looked for.
const NAMED: [(&str, char); 33] = [
    ("Aacute", 'Á'),
    ("AElig", 'Æ'),
    ("Aring", 'Å'),
    ("Eacute", 'É'),
    ("Oslash", 'Ø'),
    ("aacute", 'á'),
    ("aelig", 'æ'),
    ("apos", '\''),
    ("aring", 'å'),
    ("ccaron", 'č'),
    ("commat", '@'),
    ("dstrok", 'đ'),
    ("eacute", 'é'),
    ("emsp", ' '),
    ("eng", 'ŋ'),
    ("ensp", ' '),
    ("gt", '>'),
    ("hyphen", '-'),
    ("iuml", 'ï'),
    ("lowbar", '_'),
    ("lt", '<'),
    ("nbsp", '\u{A0}'),
    ("ndash", '–'),
    ("oslash", 'ø'),
    ("period", '.'),
    ("quot", '"'),
    ("scaron", 'š'),
    ("shy", '\u{AD}'),
    ("thinsp", ' '),
    ("tstrok", 'ŧ'),
    ("zcaron", 'ž'),
    ("zwj", '\u{200D}'),
    ("zwnj", '\u{200C}'),
];

fn named(name: &str) -> Option<char> {
    match name {
        "ZeroWidthSpace" | "NoBreak" | "lrm" | "rlm" => Some('\u{200B}'),
        "amp" => Some('&'),
        _ => NAMED.iter().find(|(known, _)| *known == name).map(|(_, character)| *character),
    }
}

/// Reads all bytes of one character; a byte that begins none is one of Latin-1.
fn per_cent(text: &str) -> Option<Meant> {
    let byte = |at: usize| -> Option<u8> {
        let digits = text.get(at..at + 3)?.strip_prefix('%')?;
        digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u8::from_str_radix(digits, 16).ok())?
    };
    let first = byte(0)?;
    // Escaped once more: `%25C3%25B8`.
    if first == b'%'
        && let Some(inner) = text.get(3..5).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
    {
        return twice_escaped(text, inner);
    }
    let raw: Vec<u8> = (0..4).map_while(|index| byte(index * 3)).collect();
    let length = (1..=raw.len()).find(|length| raw.get(..*length).is_some_and(|raw| std::str::from_utf8(raw).is_ok()));
    let character = length.and_then(|length| std::str::from_utf8(raw.get(..length)?).ok()?.chars().next());
    Some(Meant { character: character.unwrap_or(char::from(first)), length: 3 * length.unwrap_or(1) })
}

fn twice_escaped(text: &str, inner: &str) -> Option<Meant> {
    let mut plain = format!("%{inner}");
    let mut length = 5;
    while let Some(digits) = text.get(length..length + 5).and_then(|next| next.strip_prefix("%25")).filter(|_| length < 20) {
        plain.push('%');
        plain.push_str(digits);
        length += 5;
    }
    let meant = if inner == "25" { None } else { per_cent(&plain) };
    Some(meant.map_or(Meant { character: '%', length: 5 }, |meant| Meant { length: meant.length / 3 * 5, ..meant }))
}

fn backslash(text: &str) -> Option<Meant> {
    let next = *text.as_bytes().get(1)?;
    match next {
        b'u' => unicode(text),
        b'x' => {
            let digits = text.get(2..4).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
            Some(Meant { character: char::from(u8::from_str_radix(digits, 16).ok()?), length: 4 })
        }
        b'n' | b'r' | b't' => Some(Meant { character: ' ', length: 2 }),
        _ => None,
    }
}

fn unicode(text: &str) -> Option<Meant> {
    if let Some(rest) = text.get(2..).and_then(|rest| rest.strip_prefix('{')) {
        let (character, used) = numbered(&format!("x{}", rest.get(..rest.bytes().take(9).position(|byte| byte == b'}')?)?))?;
        return Some(Meant { character, length: used + 3 });
    }
    let unit = |at: usize| -> Option<u16> {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
    };
    let first = unit(0)?;
    if let Some(character) = char::from_u32(u32::from(first)) {
        return Some(Meant { character, length: 6 });
    }
    let character = char::decode_utf16([first, unit(6)?]).next()?.ok()?;
    Some(Meant { character, length: 12 })
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn each_way_to_write_a_character_is_read() {
        let cases = [
            ("&oslash;", 'ø'),
            ("&#248;", 'ø'),
            ("&#xF8;", 'ø'),
            ("&#x0000f8", 'ø'),
            ("&amp;oslash;", 'ø'),
            ("&amp;amp;#248;", 'ø'),
            ("%C3%B8", 'ø'),
            ("%F8", 'ø'),
            ("%47", 'G'),
            ("%25C3%25B8", 'ø'),
            ("\\u00f8", 'ø'),
            ("\\u{f8}", 'ø'),
            ("\\xf8", 'ø'),
            ("\\ud835\\udc00", '\u{1D400}'),
            ("\\n", ' '),
        ];
        for (written, character) in cases {
            let meant = escape(written).unwrap();
            assert_eq!((meant.character, meant.length), (character, written.len()), "{written}");
        }
    }

    #[test]
    fn a_sign_that_begins_no_escape_is_none() {
        for written in ["&", "& ", "&#", "&#x;", "&ukjent;", "%", "% a", "%4", "\\", "\\u12", "\\ø", "&ø", "%ø", "\\uø"] {
            assert_eq!(escape(written), None, "{written}");
        }
    }
}

//! Escapes text for HTML and XML.

use std::borrow::Cow;

/// Returns `text` fit to stand in an element or in a quoted attribute.
pub(in crate::render) fn escape(text: &str) -> Cow<'_, str> {
    match text.bytes().position(needs_escape) {
        None => Cow::Borrowed(text),
        Some(first) => {
            let mut escaped = String::with_capacity(text.len() + 16);
            escaped.push_str(&text[..first]);
            push_escaped(&mut escaped, &text[first..]);
            Cow::Owned(escaped)
        }
    }
}

/// Adds `text` to `html` as the text of an element.
pub(super) fn push_text(html: &mut String, text: &str) {
    let mut done = 0;
    for at in memchr::memchr3_iter(b'&', b'<', b'>', text.as_bytes()) {
        html.push_str(&text[done..at]);
        html.push_str(match text.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            _ => "&gt;",
        });
        done = at + 1;
    }
    html.push_str(&text[done..]);
}

/// Adds `text` to `html`, fit for a quoted attribute too.
pub(super) fn push_escaped(html: &mut String, text: &str) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        html.push_str(&text[done..at]);
        html.push_str(entity);
        done = at + 1;
    }
    html.push_str(&text[done..]);
}

fn needs_escape(byte: u8) -> bool {
    matches!(byte, b'&' | b'<' | b'>' | b'"')
}

/// Adds an address to `html`: what may not stand in one is percent-encoded.
pub(super) fn push_address(html: &mut String, address: &str) {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'#' | b':');
    if address.bytes().all(is_plain) {
        return html.push_str(address);
    }
    for c in address.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '\'' => html.push_str("%27"),
            ' ' | '"' | '<' | '>' | '`' | '{' | '}' | '|' | '\\' | '^' => html.push_str(&format!("%{:02X}", u32::from(c))),
            c if c.is_control() => {}
            c if c.is_ascii() => html.push(c),
            c => c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| html.push_str(&format!("%{byte:02X}"))),
        }
    }
}

//! The values a PDF is written with.

use std::collections::BTreeMap;

/// A dictionary.
pub(super) type Dict = BTreeMap<Vec<u8>, Object>;

/// A value, or an operator of a page's description.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Object {
    Null,
    Truth(bool),
    Number(f64),
    Name(Vec<u8>),
    Text(Vec<u8>),
    Array(Vec<Object>),
    Dict(Dict),
    /// Another object, by its number.
    Reference(u32),
    Operator(Vec<u8>),
}

impl Object {
    pub(super) fn dict(&self) -> Option<&Dict> {
        if let Self::Dict(dict) = self { Some(dict) } else { None }
    }

    pub(super) fn array(&self) -> Option<&[Self]> {
        if let Self::Array(array) = self { Some(array) } else { None }
    }

    pub(super) fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// Returns a number that counts something.
    pub(super) fn count(&self) -> Option<usize> {
        self.number().filter(|number| (0.0..4e9).contains(number) && number.fract() == 0.0).map(|number| number as usize)
    }

    pub(super) fn name(&self) -> Option<&[u8]> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }
}

/// Deepest nesting of arrays and dictionaries.
const DEEPEST: usize = 100;

/// Reads values one after the other.
pub(super) struct Reader<'a> {
    pub bytes: &'a [u8],
    pub at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    /// Passes over white space, and gives each comment to `heard`.
    pub(super) fn skip(&mut self, heard: &mut Vec<u8>) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                let end = self.bytes[self.at..].iter().position(|byte| matches!(byte, b'\r' | b'\n'));
                let end = end.map_or(self.bytes.len(), |end| self.at + end);
                heard.extend_from_slice(&self.bytes[self.at..end]);
                heard.push(b'\n');
                self.at = end;
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// Takes `word` where it stands next.
    pub(super) fn word(&mut self, word: &[u8]) -> bool {
        let is_next = self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word));
        if is_next {
            self.at += word.len();
        }
        is_next
    }

    /// Reads the next value; none where there is none, or none that can be understood.
    pub(super) fn object(&mut self) -> Option<Object> {
        self.nested(0)
    }

    fn nested(&mut self, depth: usize) -> Option<Object> {
        if depth > DEEPEST {
            return None;
        }
        self.skip(&mut Vec::new());
        match self.peek()? {
            b'/' => self.name().map(Object::Name),
            b'(' => self.text(),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => self.dict(depth),
            b'<' => self.hex(),
            b'[' => self.array(depth),
            b'+' | b'-' | b'.' | b'0'..=b'9' => self.number_or_reference(),
            _ => self.keyword(),
        }
    }

    fn name(&mut self) -> Option<Vec<u8>> {
        self.at += 1;
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|byte| !is_space(*byte) && !is_delimiter(*byte)) {
            self.at += 1;
            name.push(match byte {
                b'#' => {
                    let two = std::str::from_utf8(self.bytes.get(self.at..self.at + 2)?).ok()?;
                    self.at += 2;
                    u8::from_str_radix(two, 16).ok()?
                }
                byte => byte,
            });
        }
        Some(name)
    }

    fn text(&mut self) -> Option<Object> {
        self.at += 1;
        let (mut text, mut depth) = (Vec::new(), 1);
        loop {
            match self.take()? {
                b'(' => {
                    depth += 1;
                    text.push(b'(');
                }
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(Object::Text(text));
                    }
                    text.push(b')');
                }
                b'\\' => self.escape(&mut text)?,
                byte => text.push(byte),
            }
        }
    }

    fn escape(&mut self, text: &mut Vec<u8>) -> Option<()> {
        match self.take()? {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\r' => {
                self.word(b"\n");
            }
            b'\n' => {}
            digit @ b'0'..=b'7' => {
                let mut code = u32::from(digit - b'0');
                for _ in 0..2 {
                    let Some(next @ b'0'..=b'7') = self.peek() else { break };
                    self.at += 1;
                    code = code * 8 + u32::from(next - b'0');
                }
                text.push((code & 0xFF) as u8);
            }
            byte => text.push(byte),
        }
        Some(())
    }

    fn hex(&mut self) -> Option<Object> {
        self.at += 1;
        let mut digits = Vec::new();
        loop {
            match self.take()? {
                b'>' => break,
                byte if is_space(byte) => {}
                byte => digits.push(u8::try_from(char::from(byte).to_digit(16)?).ok()?),
            }
        }
        let byte = |pair: &[u8]| pair.first().copied().unwrap_or(0) << 4 | pair.get(1).copied().unwrap_or(0);
        Some(Object::Text(digits.chunks(2).map(byte).collect()))
    }

    fn array(&mut self, depth: usize) -> Option<Object> {
        self.at += 1;
        let mut values = Vec::new();
        loop {
            self.skip(&mut Vec::new());
            if self.word(b"]") {
                return Some(Object::Array(values));
            }
            values.push(self.nested(depth + 1)?);
        }
    }

    fn dict(&mut self, depth: usize) -> Option<Object> {
        self.at += 2;
        let mut dict = Dict::new();
        loop {
            self.skip(&mut Vec::new());
            if self.word(b">>") {
                return Some(Object::Dict(dict));
            }
            if self.peek()? != b'/' {
                return None;
            }
            let key = self.name()?;
            let value = self.nested(depth + 1)?;
            // A second value under one key would be seen by some readers and not by others.
            if dict.insert(key, value).is_some() {
                return None;
            }
        }
    }

    fn number_or_reference(&mut self) -> Option<Object> {
        let number = self.number()?;
        let back = self.at;
        if let Some(target) = Object::Number(number).count() {
            self.skip(&mut Vec::new());
            let is_digit = self.peek().is_some_and(|byte| byte.is_ascii_digit());
            if is_digit && self.number().is_some() {
                self.skip(&mut Vec::new());
                let ends = self.bytes.get(self.at + 1).is_none_or(|byte| is_space(*byte) || is_delimiter(*byte));
                if self.peek() == Some(b'R') && ends {
                    self.at += 1;
                    return u32::try_from(target).ok().map(Object::Reference);
                }
            }
            self.at = back;
        }
        Some(Object::Number(number))
    }

    pub(super) fn number(&mut self) -> Option<f64> {
        let rest = self.bytes.get(self.at..)?;
        let end = rest.iter().position(|byte| !matches!(byte, b'+' | b'-' | b'.' | b'0'..=b'9')).unwrap_or(rest.len());
        self.at += end;
        std::str::from_utf8(&rest[..end]).ok()?.parse().ok()
    }

    fn keyword(&mut self) -> Option<Object> {
        let rest = self.bytes.get(self.at..)?;
        let end = rest.iter().position(|byte| is_space(*byte) || is_delimiter(*byte)).unwrap_or(rest.len());
        let word = rest.get(..end).filter(|word| !word.is_empty())?;
        self.at += end;
        Some(match word {
            b"null" => Object::Null,
            b"true" => Object::Truth(true),
            b"false" => Object::Truth(false),
            word => Object::Operator(word.to_vec()),
        })
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

#[cfg(test)]
mod tests {
    use super::{Object, Reader};

    fn one(written: &str) -> Option<Object> {
        Reader::new(written.as_bytes()).object()
    }

    #[test]
    fn values_are_read_as_they_are_written() {
        let text = |bytes: &[u8]| Some(Object::Text(bytes.to_vec()));
        assert_eq!(one("(a\\(b(c)\\)\\101\\\n.)"), text(b"a(b(c))A."));
        assert_eq!(one("<48 65 6>"), text(b"He`"));
        assert_eq!(one("/A#20b"), Some(Object::Name(b"A b".to_vec())));
        assert_eq!(one("[1 0 R -2.5 null true]"), {
            Some(Object::Array(vec![Object::Reference(1), Object::Number(-2.5), Object::Null, Object::Truth(true)]))
        });
        assert_eq!(one("12 0 0").and_then(|value| value.count()), Some(12));
        assert_eq!(one("<</K [1 2]/T(x)>>").and_then(|value| Some(value.dict()?.len())), Some(2));
    }

    #[test]
    fn what_is_not_whole_is_nothing() {
        for broken in ["(open", "<4x>", "[1 2", "<</K>>", "<</K 1/K 2>>", "<</K 1", ")", ""] {
            assert_eq!(one(broken), None, "{broken}");
        }
        assert_eq!(one(&"[".repeat(100_000)), None);
    }
}

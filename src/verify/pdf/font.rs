//! What the codes of a font mean, and how wide they are.

use std::collections::BTreeMap;

use super::file::File;
use super::object::{Dict, Object, Reader};

/// A font of two bytes a code, with the letters that its codes mean.
#[derive(Debug, Default)]
pub(super) struct Font {
    letters: BTreeMap<u32, String>,
    widths: BTreeMap<u32, f64>,
    usual_width: f64,
}

impl Font {
    /// Reads a font; none where it does not say what its codes mean.
    pub(super) fn read(file: &File, dict: &Dict) -> Option<Self> {
        let is_wide = dict.get(&b"Subtype"[..]).and_then(Object::name) == Some(b"Type0");
        let map = file.stream(dict.get(&b"ToUnicode"[..])?).filter(|_| is_wide)?;
        let mut font = Self { letters: letters(map)?, usual_width: 1000.0, ..Self::default() };
        let descendant = file.meant(file.get(dict, "DescendantFonts")?.array()?.first()?)?.dict()?;
        if let Some(width) = descendant.get(&b"DW"[..]).and_then(Object::number) {
            font.usual_width = width;
        }
        if let Some(widths) = file.get(descendant, "W").and_then(Object::array) {
            font.note_widths(file, widths)?;
        }
        Some(font)
    }

    /// Takes in `first [width …]` and `first last width`.
    fn note_widths(&mut self, file: &File, widths: &[Object]) -> Option<()> {
        let mut rest = widths.iter();
        while let Some(first) = rest.next() {
            let first = u32::try_from(first.count()?).ok()?;
            let next = file.meant(rest.next()?)?;
            if let Some(each) = next.array() {
                for (code, width) in (first..).zip(each) {
                    self.widths.insert(code, width.number()?);
                }
            } else {
                let (last, width) = (u32::try_from(next.count()?).ok()?, rest.next()?.number()?);
                self.widths.extend((first..=last.min(0xFFFF)).map(|code| (code, width)));
            }
        }
        Some(())
    }

    /// Returns each code's letters, none where they are not known, and its width in thousandths.
    pub(super) fn codes<'f>(&'f self, text: &'f [u8]) -> impl Iterator<Item = (Option<&'f str>, f64)> {
        text.chunks(2).map(|pair| {
            let code = pair.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
            (self.letters.get(&code).map(String::as_str), self.widths.get(&code).copied().unwrap_or(self.usual_width))
        })
    }
}

/// Reads a map from codes to letters.
fn letters(map: &[u8]) -> Option<BTreeMap<u32, String>> {
    let mut reader = Reader::new(map);
    let mut letters = BTreeMap::new();
    let mut values = Vec::new();
    loop {
        reader.skip(&mut Vec::new());
        if reader.at >= map.len() {
            return Some(letters);
        }
        match reader.object()? {
            Object::Operator(word) => {
                match word.as_slice() {
                    b"endbfchar" => values.chunks_exact(2).try_for_each(|pair| single(pair, &mut letters))?,
                    b"endbfrange" => values.chunks_exact(3).try_for_each(|three| range(three, &mut letters))?,
                    _ => {}
                }
                values.clear();
            }
            value => values.push(value),
        }
    }
}

fn single(pair: &[Object], letters: &mut BTreeMap<u32, String>) -> Option<()> {
    let [code, Object::Text(meant)] = pair else { return None };
    letters.insert(code_of(code)?, wide(meant)?);
    Some(())
}

fn range(three: &[Object], letters: &mut BTreeMap<u32, String>) -> Option<()> {
    let [first, last, meant] = three else { return None };
    let (first, last) = (code_of(first)?, code_of(last)?.min(0xFFFF));
    for (code, step) in (first..=last).zip(0_u32..) {
        let text = match meant {
            Object::Text(bytes) => {
                let text = wide(bytes)?;
                let letter = text.chars().next_back()?;
                let next = char::from_u32(u32::from(letter).checked_add(step)?)?;
                format!("{}{next}", &text[..text.len() - letter.len_utf8()])
            }
            Object::Array(each) => match each.get(usize::try_from(step).ok()?)? {
                Object::Text(bytes) => wide(bytes)?,
                _ => return None,
            },
            _ => return None,
        };
        letters.insert(code, text);
    }
    Some(())
}

fn code_of(value: &Object) -> Option<u32> {
    let Object::Text(bytes) = value else { return None };
    (1..=2).contains(&bytes.len()).then(|| bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte)))
}

fn wide(bytes: &[u8]) -> Option<String> {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).ok()
}

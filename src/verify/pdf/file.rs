//! A PDF as a file: its objects, one after the other, with nothing between them.
//!
//! Readers follow a table of places; this one does not trust it. It reads the file from its first byte to its last, so that
//! nothing can lie where no table points. Whatever it does not understand, or does not know how to unpack, makes the file
//! one that cannot be read.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::ZlibDecoder;

use super::object::{Dict, Object, Reader};

/// An object with what is packed in it.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub value: Object,
    pub stream: Option<Stream>,
}

/// What is packed in an object.
#[derive(Debug, Clone)]
pub(super) enum Stream {
    Unpacked(Vec<u8>),
    /// A photograph, in its own packing.
    Jpeg(Vec<u8>),
}

/// All of a file.
#[derive(Debug, Default)]
pub(super) struct File {
    pub parts: BTreeMap<u32, Part>,
    pub trailer: Dict,
    /// Comments.
    pub aside: Vec<u8>,
}

/// Most bytes that a file may hold when it is unpacked.
const MOST: usize = 512 << 20;

/// What a report does not need: what runs, what is filled in, what lies in a file within the file, what is locked.
const REFUSED: [&[u8]; 13] = [
    b"AA",
    b"AcroForm",
    b"EmbeddedFile",
    b"EmbeddedFiles",
    b"Encrypt",
    b"Filespec",
    b"JavaScript",
    b"JS",
    b"Launch",
    b"ObjStm",
    b"OpenAction",
    b"RichMedia",
    b"XRef",
];

impl File {
    /// Reads a file; none where any part of it cannot be read.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let mut file = Self::default();
        let mut room = MOST;
        reader.word(b"%PDF-1.").then_some(())?;
        reader.number()?;
        loop {
            reader.skip(&mut file.aside);
            if reader.word(b"xref") {
                break;
            }
            let number = u32::try_from(Object::Number(reader.number()?).count()?).ok()?;
            let part = part(&mut reader, &mut file.aside, &mut room)?;
            if file.parts.insert(number, part).is_some() {
                return None;
            }
        }
        file.end(&mut reader)?;
        let is_refused = file.parts.values().any(|part| is_refused(&part.value)) || file.trailer.keys().any(|key| refused(key));
        (!is_refused).then_some(file)
    }

    /// Reads the table of places, the trailer, and the end, after which nothing follows.
    fn end(&mut self, reader: &mut Reader<'_>) -> Option<()> {
        loop {
            reader.skip(&mut self.aside);
            if reader.word(b"trailer") {
                break;
            }
            if !(reader.word(b"n") || reader.word(b"f")) {
                reader.number()?;
            }
        }
        let Some(Object::Dict(trailer)) = reader.object() else { return None };
        self.trailer = trailer;
        reader.skip(&mut self.aside);
        reader.word(b"startxref").then_some(())?;
        reader.skip(&mut self.aside);
        reader.number()?;
        reader.skip(&mut self.aside);
        let is_whole = self.aside.ends_with(b"%%EOF\n");
        (is_whole && reader.at == reader.bytes.len()).then_some(())
    }

    /// Returns what a value means: another object's value, where it refers to one.
    pub(super) fn meant<'f>(&'f self, value: &'f Object) -> Option<&'f Object> {
        match value {
            Object::Reference(number) => Some(&self.parts.get(number)?.value),
            value => Some(value),
        }
    }

    pub(super) fn get<'f>(&'f self, dict: &'f Dict, key: &str) -> Option<&'f Object> {
        self.meant(dict.get(key.as_bytes())?)
    }

    /// Returns the unpacked bytes of the object that a value refers to.
    pub(super) fn stream(&self, value: &Object) -> Option<&[u8]> {
        let Object::Reference(number) = value else { return None };
        match &self.parts.get(number)?.stream {
            Some(Stream::Unpacked(bytes)) => Some(bytes),
            _ => None,
        }
    }
}

/// Reads what follows an object's number.
fn part(reader: &mut Reader<'_>, aside: &mut Vec<u8>, room: &mut usize) -> Option<Part> {
    reader.skip(aside);
    reader.number()?;
    reader.skip(aside);
    reader.word(b"obj").then_some(())?;
    let value = reader.object()?;
    reader.skip(aside);
    let stream = match reader.word(b"stream") {
        true => Some(stream(reader, value.dict()?, room)?),
        false => None,
    };
    reader.skip(aside);
    reader.word(b"endobj").then_some(Part { value, stream })
}

fn stream(reader: &mut Reader<'_>, dict: &Dict, room: &mut usize) -> Option<Stream> {
    reader.word(b"\r");
    reader.word(b"\n").then_some(())?;
    let length = dict.get(&b"Length"[..])?.count()?;
    let packed = reader.bytes.get(reader.at..reader.at.checked_add(length)?)?;
    reader.at += length;
    reader.skip(&mut Vec::new());
    reader.word(b"endstream").then_some(())?;
    match dict.get(&b"Filter"[..]).map(|filter| filter.array().unwrap_or(std::slice::from_ref(filter))) {
        None | Some([]) => Some(Stream::Unpacked(packed.to_vec())),
        Some([Object::Name(filter)]) if filter == b"FlateDecode" => unpacked(packed, room).map(Stream::Unpacked),
        Some([Object::Name(filter)]) if filter == b"DCTDecode" => Some(Stream::Jpeg(packed.to_vec())),
        Some(_) => None,
    }
}

fn unpacked(packed: &[u8], room: &mut usize) -> Option<Vec<u8>> {
    let mut decoder = ZlibDecoder::new(packed);
    let mut bytes = Vec::new();
    let most = u64::try_from(*room).ok()?;
    decoder.by_ref().take(most).read_to_end(&mut bytes).ok()?;
    *room = room.checked_sub(bytes.len()).filter(|left| *left > 0)?;
    // What stands behind the packed bytes would be seen by nobody.
    (decoder.total_in() == packed.len() as u64).then_some(bytes)
}

fn refused(name: &[u8]) -> bool {
    REFUSED.contains(&name)
}

fn is_refused(value: &Object) -> bool {
    match value {
        Object::Name(name) => refused(name),
        Object::Dict(dict) => dict.iter().any(|(key, value)| refused(key) || is_refused(value)),
        Object::Array(values) => values.iter().any(is_refused),
        _ => false,
    }
}

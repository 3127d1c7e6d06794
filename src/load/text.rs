//! Makes a text plain: UTF-8, no byte order mark, `\n` at the ends of lines, no control characters.

use std::str;
use std::sync::Arc;

use crate::domain::Source;
use crate::problem::{Code, Lines, Place, Problem, both};

/// Longest line, in bytes. Prose is far below; a table of tens of thousands of columns is above.
const LONGEST_LINE: usize = 100_000;

/// Returns the text of `bytes`, or none where it cannot be read as one.
pub(super) fn plain(source: &Source, bytes: &[u8]) -> (Option<Arc<str>>, Vec<Problem>) {
    let mut problems = Vec::new();
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return (None, vec![utf16(source)]);
    }
    let (bytes, marked) = match bytes.strip_prefix("\u{FEFF}".as_bytes()) {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    if marked {
        problems.push(
            Problem::new(
                Code::ByteOrderMark,
                both!("filen begynner med et usynlig bytemerke (BOM)", "the file begins with an invisible byte order mark"),
            )
            .at(Place::file(source.shown()))
            .help(both!(
                "det gjør ingen skade; lagre som «UTF-8» uten BOM for å slippe meldingen",
                "it does no harm; save as UTF-8 without BOM to be rid of this note"
            )),
        );
    }
    let text = match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return (None, vec![not_utf8(source, bytes, error.valid_up_to())]),
    };
    if bytes.iter().fold(false, |found, &byte| found | is_control(byte)) {
        let at = bytes.iter().position(|&byte| is_control(byte)).unwrap_or(0);
        return (None, vec![control(source, text, at)]);
    }
    let text: Arc<str> = match memchr::memchr(b'\r', bytes) {
        Some(_) => text.replace("\r\n", "\n").replace('\r', "\n").into(),
        None => text.into(),
    };
    if text.len() > LONGEST_LINE
        && let Some(number) = text.lines().position(|line| line.len() > LONGEST_LINE)
    {
        return (None, vec![long_line(source, number + 1)]);
    }
    (Some(text), problems)
}

fn is_control(byte: u8) -> bool {
    (byte < 0x20 && byte != b'\n' && byte != b'\t' && byte != b'\r') || byte == 0x7F
}

fn utf16(source: &Source) -> Problem {
    Problem::new(Code::NotUtf8, both!("filen er lagret som UTF-16, ikke UTF-8", "the file is saved as UTF-16, not UTF-8"))
        .at(Place::file(source.shown()))
        .help(save_as_utf8())
}

/// Text of older Windows programs: guessed, and the first odd letter shown so that one can see the guess is right.
fn not_utf8(source: &Source, bytes: &[u8], at: usize) -> Problem {
    let line_start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |at| at + 1);
    let line = bytes[..at].iter().filter(|&&byte| byte == b'\n').count() + 1;
    let column = String::from_utf8_lossy(&bytes[line_start..at]).chars().count() + 1;
    let byte = bytes[at];
    let letter = windows_1252(byte);
    let place = Place::bare(source.shown(), line, column);
    match letter {
        Some(letter) => Problem::new(
            Code::NotUtf8,
            both!(
                "filen er ikke lagret som UTF-8, trolig som Windows-1252: tegnet her er nok «{letter}»",
                "the file is not saved as UTF-8, probably as Windows-1252: the character here is most likely “{letter}”"
            ),
        ),
        None => Problem::new(
            Code::NotUtf8,
            both!(
                "filen er ikke lagret som UTF-8: byten {byte:#04X} her hører ikke hjemme",
                "the file is not saved as UTF-8: the byte {byte:#04X} does not belong here"
            ),
        ),
    }
    .at(place)
    .help(save_as_utf8())
}

fn save_as_utf8() -> crate::problem::Both {
    both!(
        "åpne filen i programmet du skrev den i, og lagre den på nytt med koding «UTF-8»",
        "open the file in the program you wrote it in, and save it again with the encoding UTF-8"
    )
}

/// Returns the letter of a byte above ASCII in Windows-1252, as far as Norwegian text has it.
pub(crate) fn windows_1252(byte: u8) -> Option<char> {
    match byte {
        0xA0..=0xFF => Some(char::from(byte)),
        0x91 => Some('‘'),
        0x92 => Some('’'),
        0x93 => Some('“'),
        0x94 => Some('”'),
        0x96 => Some('–'),
        0x97 => Some('—'),
        0x85 => Some('…'),
        0x80 => Some('€'),
        _ => None,
    }
}

fn control(source: &Source, text: &str, at: usize) -> Problem {
    let byte = text.as_bytes()[at];
    let place = Lines { file: source.shown(), first_line: 1, text }.place(at..at + 1);
    Problem::new(
        Code::ControlCharacter,
        both!(
            "et usynlig styretegn ({byte:#04X}) står i teksten",
            "an invisible control character ({byte:#04X}) stands in the text"
        ),
    )
    .at(place.without_excerpt())
    .help(both!(
        "slett tegnet; det kommer ofte med når noe limes inn",
        "delete the character; it often comes along when something is pasted"
    ))
}

fn long_line(source: &Source, line: usize) -> Problem {
    let longest = LONGEST_LINE / 1000;
    Problem::new(Code::TooLarge, both!("linjen er lengre enn {longest} kB", "the line is longer than {longest} kB"))
        .at(Place::bare(source.shown(), line, 1))
        .help(both!(
            "del den opp; er det data, hører de hjemme i en CSV-fil",
            "split it; if it is data, it belongs in a CSV file"
        ))
}

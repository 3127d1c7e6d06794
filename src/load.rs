//! Files in, [`Sources`] and [`Themes`] out: the only stage that reads.
//!
//! 1. [`sources`] walks the content folder in sorted order, without following links, and reads every file, as many at
//!    a time as there are cores;
//! 2. `text` makes each text plain: UTF-8, no byte order mark, `\n` at the ends of lines;
//! 3. `observations` finds confidential files that are kept outside the content, `sealed` opens those that are sealed:
//!    both become ordinary sources, so that no later stage knows the difference;
//! 4. [`themes`] reads the themes; `standard` comes with the program;
//! 5. `raw` reads files to the byte, for who mends or renames them; `loose` reads single files that are not published, for
//!    `utsyn scan`;
//! 6. `elsewhere` makes sources of bytes that do not lie where they will or did, for questions about another edition;
//! 7. `marks` sees from outside whether anything has changed: while all is read (`steady`), and between two looks of the
//!    preview, for which `memory` holds what was read.
//!
//! Invariant: nothing is understood here. What a file says is the business of `check`.

mod elsewhere;
mod file;
mod loose;
mod marks;
#[cfg(feature = "serve")]
mod memory;
mod observations;
mod raw;
mod sealed;
mod steady;
mod text;
mod theme;
mod walk;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

pub(crate) use elsewhere::{built, sources_of, themes_of};
pub(crate) use file::{bytes, mappings, names_in, text_alone, there_is};
pub(crate) use loose::{NotText, as_text, loose_text, municipalities};
#[cfg(feature = "serve")]
pub(crate) use marks::{Marks, marks};
#[cfg(feature = "serve")]
pub(crate) use memory::Memory;
pub(crate) use raw::{RawFile, RawText, plain_text, raw, raw_texts};
pub(crate) use sealed::{damaged, identities, recipients};
pub(crate) use text::windows_1252;
pub(crate) use theme::{Theme, Themes, themes};

use crate::domain::{Attachment, AttachmentKind, Source};
use crate::problem::{Code, Fault, Place, Problem, both};
use marks::Mark;

/// All files of the content folder, as read.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    /// Markdown, YAML and CSV of the registry, in the order of their paths.
    pub texts: Vec<SourceText>,
    /// Everything else.
    pub attachments: Vec<Attachment>,
    /// Texts that could not be read as such; what is wrong with them has been told.
    pub unread: Vec<Source>,
}

impl Sources {
    fn take(&mut self, file: Option<ReadFile>) {
        match file {
            Some(ReadFile::Text(text)) => self.texts.push(text),
            Some(ReadFile::Attachment(attachment)) => self.attachments.push(attachment),
            Some(ReadFile::Unread(source)) => self.unread.push(source),
            None => {}
        }
    }
}

/// A text file.
#[derive(Debug, Clone)]
pub(crate) struct SourceText {
    pub source: Source,
    pub text: Arc<str>,
}

/// Largest text file, in bytes.
const MOST_TEXT: u64 = 16 << 20;
/// Largest attachment, in bytes.
const MOST_ATTACHMENT: u64 = 64 << 20;

#[derive(Debug, Clone)]
enum ReadFile {
    Text(SourceText),
    Attachment(Attachment),
    Unread(Source),
}

/// A file, unless it could not be understood as what it should be, and what is wrong with it.
type Outcome = Result<(Option<ReadFile>, Vec<Problem>), Fault>;

/// Reads one text file, or standard input where `path` is `-`.
///
/// # Errors
///
/// A [`Fault`] where it cannot be read.
pub(crate) fn one(path: &Path) -> Result<(Option<SourceText>, Vec<Problem>), Fault> {
    let mut bytes = Vec::new();
    let read = match path.to_str() {
        Some("-") => io::stdin().lock().take(MOST_TEXT + 1).read_to_end(&mut bytes),
        _ => File::open(path).and_then(|file| file.take(MOST_TEXT + 1).read_to_end(&mut bytes)),
    };
    read.map_err(|cause| Fault::read(path, cause))?;
    let source = Source::alone(&path.to_string_lossy().replace('\\', "/"));
    if bytes.len() as u64 > MOST_TEXT {
        return Ok((None, vec![too_large(&source, MOST_TEXT)]));
    }
    let (text, problems) = text::plain(&source, &bytes);
    Ok((text.map(|text| SourceText { source, text }), problems))
}

/// Where what is confidential is found, and the key to it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Confided {
    /// The folder outside the content in which observations and notes lie.
    pub observations: Option<PathBuf>,
    /// The file of one's own keys.
    pub identity: Option<PathBuf>,
}

/// Reads the content folder, and what is kept outside it, as they are at one moment.
///
/// # Errors
///
/// A [`Fault`] where the folder or a file in it cannot be read. What is wrong *in* a file is a problem.
pub(crate) fn sources(folder: &Path, confided: &Confided) -> Result<(Sources, Vec<Problem>), Fault> {
    steady::steadily(|seen| {
        gather(folder, confided, |files| {
            let noted = |buffer: &mut Vec<u8>, file: walk::Found| {
                let (outcome, mark) = read(&file, buffer);
                (outcome, (file.path, mark))
            };
            let outcomes;
            (outcomes, seen.0) = files.into_par_iter().with_min_len(16).map_init(Vec::new, noted).unzip();
            outcomes
        })
    })
}

/// Reads as [`sources`] does, but of the files that are in `memory` only those that have changed.
///
/// # Errors
///
/// As [`sources`].
#[cfg(feature = "serve")]
pub(crate) fn sources_again(folder: &Path, confided: &Confided, memory: &mut Memory) -> Result<(Sources, Vec<Problem>), Fault> {
    gather(folder, confided, |files| memory.read(files))
}

fn gather(
    folder: &Path,
    confided: &Confided,
    read_all: impl FnOnce(Vec<walk::Found>) -> Vec<Outcome>,
) -> Result<(Sources, Vec<Problem>), Fault> {
    let (mut files, mut problems) = walk::walk(folder)?;
    if let Some(outside) = &confided.observations {
        problems.extend(observations::add(outside, &mut files)?);
    }
    let read = read_all(files);
    let mut sources = Sources::default();
    sources.texts.reserve(read.len());
    for one in read {
        let (file, found) = one?;
        problems.extend(found);
        sources.take(file);
    }
    problems.extend(sealed::open_all(&mut sources, confided.identity.as_deref())?);
    Ok((sources, problems))
}

/// Reads a file, and tells how it looked when it was opened; none where it is gone.
fn read(file: &walk::Found, buffer: &mut Vec<u8>) -> (Outcome, Option<Mark>) {
    let walk::Found { source, path } = file;
    let is_text = is_text(source);
    let most = if is_text { MOST_TEXT } else { MOST_ATTACHMENT };
    let mark = match File::open(path).and_then(|file| fill(&file, most + 1, buffer)) {
        Ok(mark) => mark,
        Err(cause) => return (Err(Fault::read(path, cause)), Mark::at(path)),
    };
    let outcome = if buffer.len() as u64 > most {
        (is_text.then(|| ReadFile::Unread(source.clone())), vec![too_large(source, most)])
    } else {
        of_bytes(source.clone(), buffer)
    };
    (Ok(outcome), Some(mark))
}

/// Puts a file in place of what was in the buffer, and no more than `most` bytes of it.
fn fill(file: &File, most: u64, buffer: &mut Vec<u8>) -> io::Result<Mark> {
    let seen = file.metadata()?;
    buffer.clear();
    // One read brings all, and one byte less than is asked for tells so.
    let expected = seen.len().min(most);
    buffer.resize(usize::try_from((expected + 1).min(most)).unwrap_or(0), 0);
    let length = (&*file).read(buffer)?;
    buffer.truncate(length);
    if length as u64 != expected {
        file.take(most - length as u64).read_to_end(buffer)?;
    }
    Ok(Mark::of(&seen))
}

/// Takes the bytes of a file for what its path says they are.
fn of_bytes(source: Source, bytes: &[u8]) -> (Option<ReadFile>, Vec<Problem>) {
    if is_text(&source) {
        let (text, problems) = text::plain(&source, bytes);
        let file = match text {
            Some(text) => ReadFile::Text(SourceText { source, text }),
            None => ReadFile::Unread(source),
        };
        return (Some(file), problems);
    }
    let kind = AttachmentKind::of(source.within());
    let attachment = Attachment { source, kind, bytes: bytes.into() };
    (Some(ReadFile::Attachment(attachment)), Vec::new())
}

/// Markdown and YAML are texts of the content; of CSV files only those of the registry are.
fn is_text(source: &Source) -> bool {
    let path = source.within();
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending {
        "md" | "yaml" | "yml" => !path.starts_with("files/"),
        "csv" => path.starts_with("registry/"),
        _ => false,
    }
}

fn too_large(source: &Source, most: u64) -> Problem {
    let most = most >> 20;
    Problem::new(Code::TooLarge, both!("filen er større enn {most} MB", "the file is larger than {most} MB"))
        .at(Place::file(source.shown()))
        .help(both!("del den opp, eller legg den et annet sted enn i innholdet", "split it, or keep it outside the content"))
}

//! What a stranger can read in a PDF: its pages, and all that it says beside them.
//!
//! [`read`] is the way in.
//!
//! 1. `file` takes the file apart from its first byte to its last, and unpacks what is packed;
//! 2. `font` says what the codes of a font mean, `run` follows each page and gathers its letters;
//! 3. `order` puts them into the order in which they are read aloud, so that a word that goes on overleaf is whole;
//! 4. `said` gathers what stands beside: titles, descriptions, addresses, names;
//! 5. `links` tells where its links lead; `print` follows those to the site itself.
//!
//! A file with anything in it that cannot be read is not read at all, and the gate refuses it: locked files, other packings,
//! fonts that do not say what their letters are, scripts, forms, files within the file.
//!
//! Invariant: knows nothing of who makes a PDF here. Any PDF that says what it holds can be read.

mod file;
mod font;
mod links;
mod object;
mod order;
mod print;
mod run;
mod said;

use std::collections::BTreeMap;

use file::File;
use object::{Dict, Object};
use order::Piece;
pub(super) use print::follow;
use run::{Follower, Run, joined};

/// What stands in a PDF.
#[derive(Debug, Default)]
pub(super) struct Printed {
    /// What it says, in the order in which it is read.
    pub text: String,
    /// The same in the order in which it is written, with heads and feet; letters that mean something else; and what it
    /// says beside its pages.
    pub more: Vec<String>,
    /// What is packed in it and is no text of a page.
    pub packed: Vec<Vec<u8>>,
    /// Where its links lead.
    pub links: Vec<links::Leading>,
}

impl Printed {
    /// Returns all its texts, each also as if words divided at a hyphen were whole.
    pub(super) fn texts(&self) -> impl Iterator<Item = String> {
        let all = std::iter::once(&self.text).chain(&self.more);
        all.flat_map(|text| [text.clone(), text.replace("-\n", "")])
    }
}

/// Reads a PDF; none where any part of it cannot be read.
pub(super) fn read(bytes: &[u8]) -> Option<Printed> {
    let file = File::read(bytes)?;
    let mut printed = Printed::default();
    let mut runs: Vec<Run> = Vec::new();
    let mut beside = String::new();
    let mut shown = Vec::new();
    for (number, part) in &file.parts {
        said::texts(&part.value, &mut beside);
        let Some(dict) = part.value.dict() else { continue };
        let descriptions = descriptions(&file, *number, dict)?;
        if descriptions.is_empty() {
            continue;
        }
        let resources = resources(&file, dict, 0);
        let mut follower = Follower::new(&file, *number, resources)?;
        let mut description = Vec::new();
        for number in descriptions {
            description.extend_from_slice(file.stream(&Object::Reference(number))?);
            description.push(b'\n');
            shown.push(number);
        }
        follower.follow(&file, &description)?;
        runs.append(&mut follower.runs);
        printed.more.push(follower.covered.join("\n"));
        follower.said.iter().for_each(|text| beside.extend([said::plain(text).as_str(), "\n"]));
    }
    said::texts(&Object::Dict(file.trailer.clone()), &mut beside);
    shown.extend(file.parts.values().filter_map(|part| letters_of(&part.value)));
    printed.text = in_order(&runs, &order::pieces(&file)?);
    printed.more.extend([joined(&runs), joined(runs.iter().filter(|run| run.is_aside)), beside, said::plain(&file.aside)]);
    printed.packed = said::packed(&file, |number| shown.contains(&number)).into_iter().map(<[u8]>::to_vec).collect();
    printed.links = links::all(&file);
    Some(printed)
}

/// Returns the objects that describe what a page, or a drawing within a page, shows; of another object there are none.
fn descriptions(file: &File, number: u32, dict: &Dict) -> Option<Vec<u32>> {
    let name = |key: &str| file.get(dict, key).and_then(Object::name);
    if name("Subtype") == Some(b"Form") || name("Type") == Some(b"Pattern") || dict.contains_key(&b"PatternType"[..]) {
        let is_drawn = file.stream(&Object::Reference(number)).is_some();
        return Some(if is_drawn { vec![number] } else { Vec::new() });
    }
    let Some(contents) = dict.get(&b"Contents"[..]).filter(|_| name("Type") == Some(b"Page")) else { return Some(Vec::new()) };
    let all = match contents {
        Object::Reference(_) if file.stream(contents).is_some() => std::slice::from_ref(contents),
        contents => file.meant(contents)?.array()?,
    };
    all.iter().map(|one| if let Object::Reference(number) = one { Some(*number) } else { None }).collect()
}

/// Returns the object that says what the codes of a font mean: it has been read, and its codes are no words.
fn letters_of(font: &Object) -> Option<u32> {
    match font.dict()?.get(&b"ToUnicode"[..])? {
        Object::Reference(number) => Some(*number),
        _ => None,
    }
}

/// Returns the fonts and such of a page, which it may have from the pages it belongs to.
fn resources<'f>(file: &'f File, dict: &'f Dict, depth: usize) -> Option<&'f Dict> {
    match file.get(dict, "Resources") {
        Some(resources) => resources.dict(),
        None if depth < 50 => resources(file, file.get(dict, "Parent")?.dict()?, depth + 1),
        None => None,
    }
}

/// Puts the runs into the order of the document.
fn in_order(runs: &[Run], pieces: &[Piece]) -> String {
    let mut by_piece: BTreeMap<Piece, Vec<&Run>> = BTreeMap::new();
    for run in runs {
        if let Some(piece) = run.piece.filter(|_| !run.is_aside) {
            by_piece.entry((run.page, piece)).or_default().push(run);
        }
    }
    joined(pieces.iter().filter_map(|piece| by_piece.remove(piece)).flatten())
}

#[cfg(test)]
mod tests;

//! [`Sources`] in, [`Registry`] out: what the files say, understood, and every reference in it known to lead somewhere.
//!
//! [`check`] is the way in.
//!
//! 1. `front_matter` parts a Markdown file, `yaml` reads YAML by its type (never by the look of a value);
//! 2. `file_kind` says what a file is by its path, `form` turns what was written into domain types, one kind after the other;
//! 3. `mention` finds the references inside texts, `loose` what was begun there and never ended; `ending` the files whose names
//!    nearly say that they are texts;
//! 4. `rule` holds the registry together: ids, references, dates, areas;
//! 5. `memory` spares the preview the files that have not changed.
//!
//! All problems of all files are found before the door; nothing is published past one.
//!
//! [`asked`] reads a file for the judge; it belongs to no site, and no stage after this one sees it.
//!
//! Must not know: how a page looks, what may be published.

mod ending;
mod figure_file;
mod file_kind;
mod form;
mod front_matter;
mod labels;
mod loose;
mod memory;
mod mend;
mod mention;
mod reader;
mod registry;
mod rule;
mod schema;
mod text;
mod yaml;

use rayon::prelude::*;

pub(crate) use form::placed;
pub(crate) use form::{
    AnswerColumns, Answers, Asked, Column, ColumnMap, MUNICIPALITY_COLUMNS, Meeting, StatementSet, Table, USUAL_VALUES, Value,
    addresses_text, asked, municipality_rows, part_base_url, word,
};
pub(crate) use memory::Memory;
pub(crate) use registry::{Mention, Registry};
pub(crate) use rule::digest as edition_digest;
pub(crate) use schema::{FIGURE, KINDS, Kind, schema};

use crate::domain::{Date, FigureBlock, Mapping, Source, Target, Written};
use crate::load::{SourceText, Sources};
use crate::problem::{Place, Problem};

/// Understands all files, of those in `memory` only the changed ones, and checks what they say of each other on the day
/// `today`.
pub(crate) fn check(sources: Sources, today: Date, memory: Option<&mut Memory>) -> (Registry, Vec<Problem>) {
    let edition_digests = rule::digests(&sources.texts);
    let read = match memory {
        Some(memory) => memory.read(sources.texts),
        None => sources.texts.into_par_iter().with_min_len(32).map(form::read).collect(),
    };
    let (read, problems): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    let mut problems: Vec<Problem> = problems.into_iter().flatten().collect();
    let (mut registry, uses) = registry::assemble(read, &mut problems);
    registry.edition_digests = edition_digests;
    registry.attachments = sources.attachments;
    registry.lost.extend(sources.unread);
    problems.extend(ending::near_texts(&registry.attachments));
    problems.extend(figure_file::read(&mut registry.figures, &registry.attachments));
    problems.extend(rule::all(&registry, &uses, today));
    (registry, problems)
}

/// Returns what is wrong with one file by itself.
pub(crate) fn problems_of(file: SourceText) -> Vec<Problem> {
    form::read(file).1
}

/// Tells whether a file is of a kind we know, by its path.
pub(crate) fn is_ours(source: &Source) -> bool {
    file_kind::kind(source.within()).is_some()
}

/// Tells whether the words of a file are not shown in messages.
pub(crate) fn is_secret(source: &Source, text: &str) -> bool {
    file_kind::kind(source.within()).is_some_and(|kind| kind.is_secret(text))
}

/// Understands a `mapping.yaml` alone; none where it cannot be.
pub(crate) fn mapping_alone(file: SourceText) -> (Option<Mapping>, Vec<Problem>) {
    let (read, problems) = form::read(file);
    match read.thing {
        form::Thing::Mapping(mapping) => (Some(*mapping), problems),
        _ => (None, problems),
    }
}

/// Reads an `observations.yaml` alone, and counts what it holds.
pub(crate) fn observations_alone(file: SourceText) -> (usize, Vec<Problem>) {
    let (read, problems) = form::read(file);
    match read.thing {
        form::Thing::Observations(observations) => (observations.len(), problems),
        _ => (0, problems),
    }
}

/// What one file says of others: the entries it names, each with its place, the page it translates, and its prose.
pub(crate) struct Naming {
    pub named: Vec<(Target, Place)>,
    pub translated: Option<(String, Place)>,
    pub prose: Vec<Written>,
    /// What in its texts has a label, and the figures there have names of their own.
    pub labels: Vec<(Target, Place)>,
    pub figures: Vec<FigureBlock>,
    /// The attachments that tables of data are made of.
    pub attached: Vec<(String, Place)>,
}

/// Reads what one file says of others; for a command that mends it.
pub(crate) fn naming(file: SourceText) -> Naming {
    let (read, _) = form::read(file);
    let prose = form::prose(&read.thing).into_iter().cloned().collect();
    let translated = match &read.thing {
        form::Thing::Article(article, place) => article.translates.clone().zip(place.clone()),
        _ => None,
    };
    let attached = read.tables.into_iter().filter_map(|(table, place)| Some((table.file?, place))).collect();
    let named = read.uses.into_iter().map(|used| (used.target, used.place)).collect();
    Naming { translated, named, prose, labels: read.labels, figures: read.figures, attached }
}

/// Understands the column map of an import; none where it cannot be.
pub(crate) fn column_map(file: &SourceText) -> (Option<ColumnMap>, Vec<Problem>) {
    form::read_columns(file)
}

//! Names within blocks of a text: what a figure wants of a table of `/data/`, and the attachments that figures and tables of
//! data are made of.

use super::span::Text;
use super::wish::Wish;
use super::{Edit, unmendable};
use crate::check::Naming;
use crate::domain::{FigureBlock, FigureData, TargetKind};
use crate::load::RawFile;
use crate::plan::named_in;
use crate::problem::Fault;

/// The keys of a figure under which values of its table stand.
const KEYS: [&str; 3] = ["order:", "group_order:", "labels:"];

/// Finds what is renamed in the blocks of a file.
pub(super) fn rename(wish: &Wish, file: &RawFile, raw: &Text<'_>, naming: &Naming, own: &mut Vec<Edit>) -> Result<(), Fault> {
    let mut paths: Vec<(&str, usize, usize)> =
        naming.attached.iter().map(|(path, place)| (path.as_str(), place.line, place.column)).collect();
    for figure in &naming.figures {
        match &figure.data {
            FigureData::File(path) => paths.push((path.value.trim_start_matches('/'), figure.line + path.line, path.column)),
            FigureData::Set(table) => own.extend(values(wish, raw, figure, &table.value)),
            FigureData::Table(_) => {}
        }
    }
    for (path, line, column) in paths.into_iter().filter(|(path, ..)| wish.new_path(path) != **path) {
        let span = raw.path((line, column), path).ok_or_else(|| unmendable(&file.shown, line))?;
        own.push(Edit { start: span.start, end: span.end, new: wish.new_path(path) });
    }
    Ok(())
}

/// Returns the edits of the values that a figure takes from a table, where they are ids of what is renamed.
fn values(wish: &Wish, raw: &Text<'_>, figure: &FigureBlock, table: &str) -> Vec<Edit> {
    let names = |column: &str| named_in(table, column).is_some_and(|kind| wish.entry == Some(kind));
    let (old, new) = if wish.entry == Some(TargetKind::Theme) { &wish.short } else { &wish.long };
    let edit = |span: std::ops::Range<usize>| Edit { start: span.start, end: span.end, new: new.clone() };
    let wanted = figure.only.iter().filter(|(column, said)| names(column) && said.value == *old);
    let mut edits: Vec<Edit> =
        wanted.filter_map(|(_, said)| raw.word((figure.line + said.line, said.column), old)).map(edit).collect();
    let columns = [Some(&figure.category), figure.group.as_ref()];
    if columns.into_iter().flatten().any(|column| names(&column.value)) {
        let lines = figure.line + 1..figure.line + 1 + figure.text.lines().count();
        edits.extend(raw.under(&KEYS, lines, old).into_iter().map(edit));
    }
    edits
}

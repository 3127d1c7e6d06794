//! The file that a table takes its rows from is there, and holds its columns.

use crate::check::Registry;
use crate::check::form::no_table;
use crate::domain::{AttachmentKind, DataTable};
use crate::problem::{Code, Place, Problem, both};

pub(super) fn files_hold(registry: &Registry) -> Vec<Problem> {
    registry.tables.iter().filter_map(|(table, place)| object(registry, table, place)).collect()
}

fn object(registry: &Registry, table: &DataTable, place: &Place) -> Option<Problem> {
    let file = table.file.as_ref()?;
    let can_hold = || {
        registry
            .attachments
            .iter()
            .filter(|file| file.kind == AttachmentKind::Text && !file.source.within().starts_with("mappings/"))
    };
    let found = can_hold().find(|attachment| attachment.source.within() == file);
    let Some(found) = found.and_then(|found| std::str::from_utf8(&found.bytes).ok()) else {
        let headline = match place.excerpt {
            Some(_) => both!("tabellens fil `{file}` finnes ikke", "the file `{file}` of the table is not there"),
            None => both!("tabellens fil finnes ikke", "the file of the table is not there"),
        };
        let problem = Problem::new(Code::DeadLink, headline).at(place.clone());
        return Some(problem.nearest(file, can_hold().map(|attachment| attachment.source.within())));
    };
    table.cells(Some(found)).err().map(|why| no_table(&why, place.clone()))
}

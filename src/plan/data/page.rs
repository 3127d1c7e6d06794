//! The page that explains the tables.

use super::DataSet;
use crate::plan::desk::{About, Desk};
use crate::plan::page::{self, DataFile, DataIndex, Page};
use crate::plan::{Claimant, Planned};

/// Returns the page that explains the tables.
pub(crate) fn pages(desk: &Desk<'_>, sets: &[DataSet]) -> Vec<Planned> {
    if sets.is_empty() {
        return Vec::new();
    }
    let head = desk.head(About {
        kind: "data_index",
        title: "Data",
        description: Some("Registeret og funnene som tabeller i Excel, CSV og JSON, med forklaring av hver kolonne.".to_owned()),
        address: "/data/",
        language: None,
        updated: None,
        breadcrumbs: vec![desk.home()],
    });
    let page = Page::DataIndex(DataIndex { head, files: sets.iter().map(|set| file(desk, set)).collect() });
    desk.planned("/data/", page, Claimant::Program("datafilene")).into_iter().collect()
}

fn file(desk: &Desk<'_>, set: &DataSet) -> DataFile {
    let table = &set.table;
    DataFile {
        id: table.id.to_owned(),
        title: table.title.to_owned(),
        text: table.text.to_owned(),
        rows: table.rows.len(),
        formats: set.forms().into_iter().map(|form| desk.link(form.name(), &format!("/{}", set.path(form)))).collect(),
        columns: table.columns.iter().map(|column| page::Column { name: column.name, text: column.text }).collect(),
        sources: table.sources.clone(),
    }
}

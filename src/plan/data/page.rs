//! The page that explains the tables.

use super::{ALL_TABLES, Colophon, Column, DataSet, Form};
use crate::plan::desk::{About, Desk};
use crate::plan::page::{self, Citation, CodeList, CodeMeaning, DataFile, DataForm, DataIndex, Link, Page};
use crate::plan::{Claimant, Planned};

/// Returns the page that explains the tables.
pub(crate) fn pages(desk: &Desk<'_>, sets: &[DataSet]) -> Vec<Planned> {
    let Some(first) = sets.first() else { return Vec::new() };
    let mut head = desk.head(About {
        kind: "data_index",
        title: "Data",
        description: Some("Registeret og funnene som tabeller i Excel, CSV og JSON, med forklaring av hver kolonne.".to_owned()),
        address: "/data/",
        language: None,
        updated: None,
        breadcrumbs: vec![desk.home()],
    });
    head.json_ld = super::linked::catalogue(desk, sets);
    let page = DataIndex {
        head,
        files: sets.iter().map(|set| file(desk, set)).collect(),
        catalogue: [("Turtle", "ttl"), ("JSON-LD", "jsonld")]
            .map(|(name, ending)| desk.link(name, &format!("/data/katalog.{ending}")))
            .to_vec(),
        whole: desk.link("Alle tabellene i én arbeidsbok", &format!("/{ALL_TABLES}")),
        citation: citation(first.table.title, &first.colophon),
        anonymity: anonymity(desk),
        has_numbers: desk.view.mappings.iter().any(|mapping| mapping.numbers.is_some()),
    };
    desk.planned("/data/", Page::DataIndex(page), Claimant::Program(["datafilene", "the data files"])).into_iter().collect()
}

fn file(desk: &Desk<'_>, set: &DataSet) -> DataFile {
    let table = &set.table;
    let form = |form: Form| DataForm {
        id: set.place_of(form),
        name: form.name(),
        href: desk.addresses.href(&format!("/{}", set.path(form))),
    };
    DataFile {
        id: table.id.to_owned(),
        title: table.title.to_owned(),
        text: table.text.to_owned(),
        rows: table.rows.len(),
        formats: set.forms().into_iter().map(form).collect(),
        schema: desk.link("JSON Schema", &format!("/{}", set.path(Form::Schema))),
        columns: table.columns.iter().map(column).collect(),
        lists: table.columns.iter().filter(|column| !column.codes.is_empty()).map(list).collect(),
        sources: table.sources.clone(),
    }
}

fn column(column: &Column) -> page::Column {
    page::Column { name: column.name, kind: column.kind_name(), text: column.text }
}

fn list(column: &Column) -> CodeList {
    let code = |(code, text): &(&'static str, String)| CodeMeaning { code, text: text.clone() };
    CodeList { column: column.name, codes: column.codes.iter().map(code).collect() }
}

fn citation(title: &'static str, colophon: &Colophon) -> Citation {
    Citation {
        publisher: colophon.publisher.clone(),
        year: colophon.updated.map_or_else(|| "u.å.".to_owned(), |date| date.year().to_string()),
        title,
        address: colophon.address.clone(),
    }
}

fn anonymity(desk: &Desk<'_>) -> Vec<Link> {
    let link = |mapping: &crate::anonymise::PublicMapping| {
        let about = &mapping.about;
        desk.link(&about.title, &format!("/kartlegginger/{}/anonymitet/", about.id))
    };
    desk.view.mappings.iter().map(link).collect()
}

//! `/data/`: the public view as tables to take away, and the page that explains them.
//!
//! [`data`] is the way in: one table for each kind of thing the pages show, made of the same public view as the pages.
//!
//! 1. `table` says what a table is: typed columns, closed lists of codes, rows;
//! 2. each module below makes the tables of one kind;
//! 3. `form` says in which files a table is published;
//! 4. `catalogue` and `linked` tell other catalogues and search engines of them;
//! 5. `page` explains all of it.
//!
//! Must not know: bytes. How a table becomes a file is `render`'s affair.

mod actors;
mod catalogue;
mod centres;
mod counties;
mod findings;
mod form;
mod linked;
mod municipalities;
mod numbers;
mod page;
mod priorities;
mod references;
mod table;

use std::sync::Arc;

use super::desk::Desk;
pub(crate) use catalogue::{Catalogue, Term, Thing, VOCABULARIES};
pub(crate) use form::Form;
pub(super) use page::pages;
pub(crate) use table::{Colophon, Column, DataSet, Kind, Table, Value};
use table::{some, text};

/// Where the workbook of all tables lies.
pub(crate) const ALL_TABLES: &str = "data/alle-tabeller.xlsx";

/// What is published below `/data/`.
#[derive(Debug, PartialEq)]
pub(crate) struct Data {
    pub sets: Vec<DataSet>,
    /// None where there are no tables.
    pub catalogue: Option<Catalogue>,
}

pub(super) fn data(desk: &Desk<'_>) -> Data {
    let sets = sets(desk);
    let catalogue = catalogue::catalogue(desk, &sets);
    Data { sets, catalogue }
}

/// Returns the tables; one that would be empty is not made.
fn sets(desk: &Desk<'_>) -> Vec<DataSet> {
    let tables = [
        municipalities::table(desk),
        counties::table(desk),
        centres::table(desk),
        centres::hosts(desk),
        centres::service(desk),
        priorities::table(desk),
        findings::table(desk),
        numbers::table(desk),
        actors::table(desk),
        references::table(desk),
    ];
    let colophon = Arc::new(colophon(desk));
    let filled = tables.into_iter().filter(|table| !table.rows.is_empty());
    filled.map(|table| table.with(&colophon)).collect()
}

/// Returns what goes with every table when it leaves the site.
fn colophon(desk: &Desk<'_>) -> Colophon {
    let settings = &desk.view.settings;
    Colophon {
        address: desk.addresses.canonical(&desk.addresses.href("/data/")),
        publisher: settings.publisher.clone().unwrap_or_else(|| settings.title.clone()),
        licence: settings.licence.clone(),
        credits: settings.credits.iter().map(|(text, _)| text.clone()).collect(),
        updated: desk.newest,
    }
}

//! The counties through time, as a table.

use super::table::{Subject, day};
use super::{Column, Kind, Table, Value, text};
use crate::domain::{County, CountyNo};
use crate::plan::desk::Desk;

pub(super) fn table(desk: &Desk<'_>) -> Table {
    Table {
        id: "fylker",
        title: "Fylker",
        text: "Alle fylker som har vært til siden 2016, med nummer, navn og hvilke som tok over.",
        subject: Subject::Regions,
        columns: columns(),
        rows: desk.view.counties.iter().map(row).collect(),
        sources: desk.registry_sources(),
    }
}

fn columns() -> Vec<Column> {
    let number = |name, text| Column::new(name, Kind::Digits(2), text);
    vec![
        number("nummer", "Fylkesnummer, to siffer."),
        Column::text("navn", "Det norske navnet."),
        Column::text("andre_navn", "Samiske og kvenske navn, med språkkode.").list(),
        Column::new("gyldig_fra", Kind::Date, "Første dag. Tom: før 2016.").optional(),
        Column::new("gyldig_til", Kind::Date, "Første dag fylket ikke lenger er til. Tom: er til fortsatt.").optional(),
        number("etterfolgere", "Fylkesnumrene det ble til, det med størst del først.").list(),
        number("forgjengere", "Fylkesnumrene som ble til dette.").list(),
    ]
}

fn row(county: &County) -> Vec<Value> {
    let numbers = |numbers: &[CountyNo]| Value::Texts(numbers.iter().map(ToString::to_string).collect());
    vec![
        text(county.number.to_string()),
        text(&*county.name),
        Value::Texts(county.names.iter().map(|(language, name)| format!("{}: {name}", language.code())).collect()),
        day(county.valid_from),
        day(county.valid_to),
        numbers(&county.successors),
        numbers(&county.predecessors),
    ]
}

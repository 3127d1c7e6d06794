//! The municipalities through time, as a table.

use super::table::{Subject, day, position};
use super::{Column, Kind, Table, Value, text};
use crate::domain::MunicipalityRow;
use crate::plan::addresses::of_municipality;
use crate::plan::desk::Desk;

pub(super) fn table(desk: &Desk<'_>) -> Table {
    Table {
        id: "kommuner",
        title: "Kommuner",
        text: "Alle kommunenumre som har vært i bruk siden 2016, ett i hver rad for hvert tidsrom.",
        subject: Subject::Regions,
        columns: columns(),
        rows: desk.view.municipalities.rows().iter().enumerate().map(|(index, of)| row(desk, index, of)).collect(),
        sources: desk.sources(&["ssb-klass".to_owned(), "kartverket".to_owned(), "geonames".to_owned()]),
    }
}

fn columns() -> Vec<Column> {
    let number = |name, text| Column::new(name, Kind::Digits(4), text);
    vec![
        number("nummer", "Kommunenummer, fire siffer. Samme nummer kan være brukt om igjen; se datoene."),
        Column::text("navn", "Det norske navnet."),
        Column::text("offisielt_navn", "Navnene på alle offisielle språk, i den offisielle rekkefølgen."),
        Column::new("fylke", Kind::Digits(2), "Fylkesnummer, to siffer."),
        Column::new("gyldig_fra", Kind::Date, "Første dag. Tom: eldre enn 2016-listen eller uten kjent første dag.").optional(),
        Column::new("gyldig_til", Kind::Date, "Første dag nummeret ikke lenger gjelder. Tom: gjelder fortsatt.").optional(),
        number("etterfolgere", "Kommunenumrene den ble til.").list(),
        number("forgjengere", "Kommunenumrene som ble til denne.").list(),
        Column::new("breddegrad", Kind::Latitude, "Et punkt i kommunen (WGS 84).").optional(),
        Column::new("lengdegrad", Kind::Longitude, "Et punkt i kommunen (WGS 84).").optional(),
        Column::new("side", Kind::Address, "Kommunens side på dette nettstedet."),
    ]
}

fn row(desk: &Desk<'_>, index: usize, row: &MunicipalityRow) -> Vec<Value> {
    let all = &desk.view.municipalities;
    let page = of_municipality(&all.all()[all.owner(index)]);
    let numbers = |rows: &[usize]| Value::Texts(rows.iter().map(|&row| all.row(row).number.to_string()).collect());
    let [lat, lon] = position(row.position);
    vec![
        text(row.number.to_string()),
        text(&*row.name),
        text(&*row.official_name),
        text(row.county.to_string()),
        day(Some(row.valid_from).filter(|_| !row.older)),
        day(row.valid_to),
        numbers(&all.successors(index)),
        numbers(all.merged_into(index)),
        lat,
        lon,
        text(desk.addresses.canonical(&desk.addresses.href(&page))),
    ]
}

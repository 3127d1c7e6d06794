//! The bibliography, as a table.

use super::{Column, Kind, Table, Value, some, text};
use crate::domain::{Reference, ReferenceKind};
use crate::plan::desk::Desk;

pub(super) fn table(desk: &Desk<'_>) -> Table {
    let about = "Litteraturen som nettstedet bygger på, med forfatter, år, tittel og adresse.";
    Table::new("kilder", ["Kilder", about], columns(), desk.view.references.iter().map(row).collect())
}

fn columns() -> Vec<Column> {
    vec![
        Column::text("id", "Nøkkelen som andre tabeller viser til."),
        Column::text("forfattere", "Forfattere; institusjoner står hele.").list(),
        Column::text("ar", "Utgivelsesår, eller «u.å.»."),
        Column::text("tittel", "Tittel."),
        Column::text("slag", "Rapport, stortingsmelding, nettside, nyhet, lov, datasett, brev, bok, bokkapittel eller artikkel.")
            .codes(ReferenceKind::ALL.map(|kind| (kind.name(), meaning(kind)))),
        Column::text("resten", "Serie, utgiver og sted.").optional(),
        Column::new("adresse", Kind::Address, "Nettadresse.").optional(),
    ]
}

fn meaning(kind: ReferenceKind) -> &'static str {
    match kind {
        ReferenceKind::Report => "En rapport.",
        ReferenceKind::WhitePaper => "En stortingsmelding eller lignende.",
        ReferenceKind::Web => "En nettside.",
        ReferenceKind::News => "En nyhet.",
        ReferenceKind::Law => "En lov eller forskrift.",
        ReferenceKind::Dataset => "Et datasett.",
        ReferenceKind::Letter => "Et brev.",
        ReferenceKind::Book => "En bok.",
        ReferenceKind::Chapter => "Et kapittel i en bok.",
        ReferenceKind::Article => "En artikkel i et tidsskrift.",
    }
}

fn row(reference: &Reference) -> Vec<Value> {
    vec![
        text(&*reference.id),
        Value::Texts(reference.authors.iter().map(ToString::to_string).collect()),
        text(reference.year_line()),
        text(&*reference.title),
        text(reference.kind.name()),
        some(Some(reference.rest()).filter(|rest| !rest.is_empty())),
        some(reference.url.clone()),
    ]
}

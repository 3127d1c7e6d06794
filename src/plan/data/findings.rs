//! The findings of all mappings, as a table.

use super::{Column, Kind, Table, Value, some, text};
use crate::domain::{Extent, FindingKind, TargetKind};
use crate::plan::desk::Desk;

pub(super) fn table(desk: &Desk<'_>) -> Table {
    Table::new(
        "funn",
        ["Funn", "Funnene fra kartleggingene. Mengdeordet er kildens eget og er ikke gjort om til tall."],
        columns(desk),
        rows(desk),
    )
}

fn columns(desk: &Desk<'_>) -> Vec<Column> {
    let words = desk.view.settings.quantity_words.iter();
    let words = words.map(|word| (word.extent.word(), share(word.least, word.most)));
    vec![
        Column::text("id", "Funnets navn i adressene."),
        Column::text("kartlegging", "Kartleggingen det kommer fra."),
        Column::text("tema", "Temaet det hører til."),
        Column::text("slag", "Utfordring, praksis, ønske, vurdering eller tiltak.")
            .codes(FindingKind::ALL.map(|kind| (kind.name(), meaning(kind)))),
        Column::text("mengdeord", "Hvor mange funnet gjelder, med kildens ord. Tom: kilden sier det ikke.")
            .optional()
            .codes(words),
        Column::text("tittel", "Funnet i én setning."),
        Column::text("satsinger", "Satsingene det berører.").list(),
        Column::new("side", Kind::Address, "Der funnet står i sin helhet.").optional(),
    ]
}

/// Says what a quantity word means on this site.
fn share(least: u32, most: u32) -> String {
    if least == most {
        format!("{most} prosent av dem som ble spurt.")
    } else {
        format!("Fra {least} til {most} prosent av dem som ble spurt.")
    }
}

fn meaning(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::Challenge => "Noe kommunene strever med.",
        FindingKind::Practice => "Noe kommunene gjør.",
        FindingKind::Wish => "Noe kommunene ber om.",
        FindingKind::View => "Hva kommunene mener om noe.",
        FindingKind::Action => "Noe som er gjort eller skal gjøres.",
    }
}

fn rows(desk: &Desk<'_>) -> Vec<Vec<Value>> {
    let mut rows = Vec::new();
    for mapping in &desk.view.mappings {
        for finding in mapping.findings.iter().map(|finding| finding.get()) {
            let page = desk.entry(TargetKind::Finding, &finding.id).map(|link| desk.addresses.canonical(&link.href));
            rows.push(vec![
                text(&*finding.id),
                text(&*mapping.about.id),
                text(&*finding.theme),
                text(finding.kind.name()),
                some(finding.extent.map(Extent::word)),
                text(&*finding.title),
                Value::Texts(finding.priorities.clone()),
                some(page),
            ]);
        }
    }
    rows
}

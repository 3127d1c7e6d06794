//! The national priorities and improvement areas, as a table.

use super::{Column, Table, Value, text};
use crate::domain::{Priority, PriorityKind};
use crate::plan::desk::Desk;

pub(super) fn table(desk: &Desk<'_>) -> Table {
    const KINDS: [(PriorityKind, &str); 3] = [
        (PriorityKind::National, "En satsing som gjelder alle sentrene."),
        (PriorityKind::CrossCutting, "Noe som går på tvers av satsingene."),
        (PriorityKind::ImprovementArea, "Et område der tjenestene skal bli bedre."),
    ];
    Table::new(
        "satsinger",
        ["Nasjonale satsinger", "Satsingene og forbedringsområdene i oppdraget til sentrene."],
        vec![
            Column::text("id", "Satsingens navn i adressene."),
            Column::text("tittel", "Satsingens navn."),
            Column::text("slag", "Nasjonal satsing, på tvers eller forbedringsområde.")
                .codes(KINDS.map(|(kind, meaning)| (word(kind), meaning))),
            Column::text("kilder", "Dokumentene bak, med nøklene fra kildelisten.").list(),
        ],
        desk.view.priorities.iter().map(row).collect(),
    )
}

fn row(priority: &Priority) -> Vec<Value> {
    vec![text(&*priority.id), text(&*priority.title), text(word(priority.kind)), Value::Texts(priority.references.clone())]
}

fn word(kind: PriorityKind) -> &'static str {
    match kind {
        PriorityKind::National => "nasjonal satsing",
        PriorityKind::CrossCutting => "på tvers",
        PriorityKind::ImprovementArea => "forbedringsområde",
    }
}

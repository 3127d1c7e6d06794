//! Who does what, as a table.

use super::table::Subject;
use super::{Column, Table, Value, text};
use crate::domain::{Actor, ActorKind};
use crate::plan::desk::Desk;

pub(super) fn table(desk: &Desk<'_>) -> Table {
    Table {
        id: "hvem-gjor-hva",
        title: "Hvem gjør hva",
        text: "Aktørene og oppgavene deres, én oppgave i hver rad.",
        subject: Subject::Government,
        columns: columns(),
        rows: desk.view.who_does.actors.iter().flat_map(|actor| deeds(desk, actor)).collect(),
        sources: Vec::new(),
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::text("aktor", "Aktørens navn."),
        Column::text("slag", "Hva slags aktør det er.").codes(ActorKind::ALL.map(|kind| (kind.name(), meaning(kind)))),
        Column::text("oppgave", "Oppgaven."),
        Column::text("tekst", "Hva aktøren gjør."),
        Column::text("kilder", "Kildene, med nøklene fra kildelisten.").list(),
    ]
}

fn meaning(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Ministry => "Et departement.",
        ActorKind::Directorate => "Et direktorat.",
        ActorKind::State => "Staten ellers.",
        ActorKind::InterestOrganisation => "En interesseorganisasjon.",
        ActorKind::Municipal => "En kommune, eller noe kommunene eier.",
        ActorKind::Research => "Forskning og utdanning.",
        ActorKind::Competence => "En kompetansetjeneste.",
        ActorKind::HealthTrust => "Et helseforetak.",
        ActorKind::Cooperation => "Et samarbeid.",
        ActorKind::Consultant => "Et konsulentselskap.",
        ActorKind::Civil => "Frivillige og ideelle.",
    }
}

fn deeds(desk: &Desk<'_>, actor: &Actor) -> Vec<Vec<Value>> {
    let tasks = &desk.view.who_does.tasks;
    let name = |id: &str| tasks.iter().find(|task| task.id == id).map_or("", |task| &task.name).to_owned();
    let row = |deed: &crate::domain::Deed| {
        vec![
            text(&*actor.name),
            text(actor.kind.name()),
            text(name(&deed.task)),
            text(&*deed.text),
            Value::Texts(deed.sources.clone()),
        ]
    };
    actor.deeds.iter().map(row).collect()
}

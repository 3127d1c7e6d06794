//! `/hvem-gjor-hva/`: the actors against their tasks.

use super::desk::{About, Desk};
use super::page::{ActorRow, Cell, Page, WhoDoesWhat};
use super::{Claimant, Planned};
use crate::domain::{Actor, Task};

pub(super) fn pages(desk: &Desk<'_>) -> Vec<Planned> {
    let who = &desk.view.who_does;
    if who.actors.is_empty() {
        return Vec::new();
    }
    let head = desk.head(About {
        kind: "who_does_what",
        title: "Hvem gjør hva",
        description: Some(
            "Aktørene rundt kommunenes helse- og omsorgstjenester, og hva kildene sier at hver av dem gjør.".to_owned(),
        ),
        address: "/hvem-gjor-hva/",
        language: None,
        updated: None,
        breadcrumbs: vec![desk.home()],
    });
    let tasks = who.tasks.iter().map(|task| task.name.clone()).collect();
    let actors = who.actors.iter().map(|actor| row(desk, &who.tasks, actor)).collect();
    let page = Page::WhoDoesWhat(WhoDoesWhat { head, tasks, actors });
    desk.planned("/hvem-gjor-hva/", page, Claimant::Program(["aktørene i registeret", "the actors of the register"]))
        .into_iter()
        .collect()
}

fn row(desk: &Desk<'_>, tasks: &[Task], actor: &Actor) -> ActorRow {
    let cell = |task: &Task| {
        let deeds: Vec<_> = actor.deeds.iter().filter(|deed| deed.task == task.id).collect();
        let text = sentences(deeds.iter().map(|deed| deed.text.as_str()));
        let sources = deeds.iter().flat_map(|deed| desk.sources(&deed.sources)).collect();
        (!deeds.is_empty()).then(|| Cell { task: task.name.clone(), text, sources })
    };
    ActorRow {
        id: actor.id.clone(),
        name: actor.name.clone(),
        short: actor.short.clone(),
        kind: actor.kind.name().to_owned(),
        about: actor.about.clone(),
        url: actor.url.clone(),
        cells: tasks.iter().map(cell).collect(),
        sources: desk.sources(&actor.sources),
    }
}

/// Joins texts as sentences where there are several; one alone stays as written.
fn sentences<'a>(texts: impl ExactSizeIterator<Item = &'a str>) -> String {
    let several = texts.len() > 1;
    let end = |text: &'a str| if several && !text.ends_with(['.', '!', '?']) { format!("{text}.") } else { text.to_owned() };
    texts.map(end).collect::<Vec<_>>().join(" ")
}

//! `registry/actors.yaml`.

use serde::Deserialize;

use super::Thing;
use crate::check::reader::{Reader, Text, is_id};
use crate::domain::{Actor, ActorKind, Deed, Task, WhoDoes};
use crate::problem::{Code, Problem, both};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActorsForm {
    tasks: Vec<TaskForm>,
    actors: Vec<ActorForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TaskForm {
    id: Text,
    name: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActorForm {
    id: Text,
    name: Text,
    short: Option<Text>,
    kind: KindForm,
    about: Text,
    url: Option<Text>,
    #[serde(default)]
    does: Vec<DeedForm>,
    #[serde(default)]
    sources: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeedForm {
    task: Text,
    text: Text,
    #[serde(default)]
    sources: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum KindForm {
    Ministry,
    Directorate,
    State,
    InterestOrganisation,
    Municipal,
    Research,
    Competence,
    HealthTrust,
    Cooperation,
    Consultant,
    Civil,
}

pub(super) fn actors(reader: &mut Reader<'_>, form: ActorsForm) -> Thing {
    let tasks: Vec<Task> = form.tasks.into_iter().map(|task| Task { id: task.id.value, name: task.name.value }).collect();
    let mut actors: Vec<Actor> = Vec::new();
    for form in form.actors {
        if !is_id(&form.id.value) {
            reader.object(
                Code::BadId,
                both!("en id har små bokstaver, tall og bindestrek", "an id has lower-case letters, digits and hyphens"),
                &form.id,
            );
        }
        if actors.iter().any(|actor| actor.id == form.id.value) {
            let id = &form.id.value;
            reader.object(Code::DuplicateId, both!("aktøren `{id}` står to ganger", "the actor `{id}` stands twice"), &form.id);
            continue;
        }
        let mut deeds = Vec::new();
        for deed in form.does {
            if !tasks.iter().any(|task| task.id == deed.task.value) {
                let task = &deed.task.value;
                let headline = both!("oppgaven `{task}` står ikke under `tasks`", "the task `{task}` is not among `tasks`");
                let problem = Problem::new(Code::UnknownTarget, headline).at(reader.place(&deed.task));
                reader.problems.push(problem.nearest(task, tasks.iter().map(|task| task.id.as_str())));
            }
            let sources = reader.sources(&deed.sources);
            deeds.push(Deed { task: deed.task.value, text: deed.text.value, sources });
        }
        actors.push(Actor {
            url: form.url.as_ref().and_then(|url| reader.url(url)),
            sources: reader.sources(&form.sources),
            id: form.id.value,
            name: form.name.value,
            short: form.short.map(|text| text.value),
            kind: kind(&form.kind),
            about: form.about.value,
            deeds,
        });
    }
    Thing::Actors(WhoDoes { tasks, actors })
}

fn kind(form: &KindForm) -> ActorKind {
    match form {
        KindForm::Ministry => ActorKind::Ministry,
        KindForm::Directorate => ActorKind::Directorate,
        KindForm::State => ActorKind::State,
        KindForm::InterestOrganisation => ActorKind::InterestOrganisation,
        KindForm::Municipal => ActorKind::Municipal,
        KindForm::Research => ActorKind::Research,
        KindForm::Competence => ActorKind::Competence,
        KindForm::HealthTrust => ActorKind::HealthTrust,
        KindForm::Cooperation => ActorKind::Cooperation,
        KindForm::Consultant => ActorKind::Consultant,
        KindForm::Civil => ActorKind::Civil,
    }
}

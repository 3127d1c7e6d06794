//! `registry/actors.yaml`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Thing;
use super::closed::closed;
use super::format;
use crate::check::reader::{Reader, Text, is_id};
use crate::domain::{Actor, ActorKind, Deed, Task, WhoDoes};
use crate::problem::{Code, Problem, both};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ActorsForm {
    /// Oppgavene, i den rekkefølgen de vises.
    tasks: Vec<TaskForm>,
    /// De som gjør dem.
    actors: Vec<ActorForm>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TaskForm {
    /// Det oppgaven kalles under `does`: små bokstaver, tall og bindestrek.
    id: Text,
    /// Oppgavens navn.
    name: Text,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ActorForm {
    /// Små bokstaver, tall og bindestrek, som `helsedirektoratet`.
    #[schemars(with = "format::Id")]
    id: Text,
    /// Hele navnet.
    name: Text,
    /// Det korte navnet eller forkortelsen.
    short: Option<Text>,
    /// Hva slags aktør det er.
    kind: KindForm,
    /// Kort om aktøren.
    about: Text,
    /// Nettsiden, med `https://`.
    #[schemars(with = "Option<format::WebAddress>")]
    url: Option<Text>,
    /// Hva aktøren gjør, én oppføring for hver oppgave.
    #[serde(default)]
    does: Vec<DeedForm>,
    /// Kilder fra registry/references.yaml, etter id: `[ssb-klass, kpmg2023]`.
    #[serde(default)]
    #[schemars(with = "Vec<format::ReferenceId>")]
    sources: Vec<Text>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DeedForm {
    /// Id-en til oppgaven, fra `tasks`.
    task: Text,
    /// Hva aktøren gjør.
    text: Text,
    /// Kilder fra registry/references.yaml, etter id: `[ssb-klass, kpmg2023]`.
    #[serde(default)]
    #[schemars(with = "Vec<format::ReferenceId>")]
    sources: Vec<Text>,
}

closed! {
    KindForm means ActorKind {
        /// Et departement.
        Ministry,
        /// Et direktorat.
        Directorate,
        /// Staten ellers.
        State,
        /// En interesseorganisasjon.
        InterestOrganisation,
        /// En kommune, eller noe kommunene eier.
        Municipal,
        /// Forskning og utdanning.
        Research,
        /// En kompetansetjeneste.
        Competence,
        /// Et helseforetak.
        HealthTrust,
        /// Et samarbeid.
        Cooperation,
        /// Et konsulentselskap.
        Consultant,
        /// Frivillige og ideelle.
        Civil,
    }
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
            kind: form.kind.into(),
            about: form.about.value,
            deeds,
        });
    }
    Thing::Actors(WhoDoes { tasks, actors })
}

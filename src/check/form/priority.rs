//! `priorities/<id>.md`.

use serde::Deserialize;

use super::Thing;
use crate::check::reader::{Reader, Text};
use crate::domain::{Priority, PriorityCentres, PriorityKind, TargetKind, Written};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PriorityForm {
    title: Text,
    kind: KindForm,
    #[serde(default)]
    order: u32,
    description: Option<Text>,
    language: Option<Text>,
    #[serde(default)]
    references: Vec<Text>,
    centres: Option<CentresForm>,
    #[serde(default)]
    sources: Vec<Text>,
    updated: Option<Text>,
    #[serde(default)]
    aliases: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum KindForm {
    National,
    CrossCutting,
    ImprovementArea,
}

/// `all`, or a list of ids.
#[derive(Deserialize)]
#[serde(untagged)]
enum CentresForm {
    All(AllForm),
    These(Vec<Text>),
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum AllForm {
    All,
}

pub(super) fn priority(reader: &mut Reader<'_>, form: PriorityForm, body: Written) -> Thing {
    let priority = Priority {
        id: reader.id_of_file(),
        source: reader.page.source.clone(),
        title: reader.title(form.title),
        kind: match form.kind {
            KindForm::National => PriorityKind::National,
            KindForm::CrossCutting => PriorityKind::CrossCutting,
            KindForm::ImprovementArea => PriorityKind::ImprovementArea,
        },
        order: form.order,
        description: form.description.map(|text| text.value),
        language: reader.language(form.language.as_ref()).unwrap_or_default(),
        references: reader.sources(&form.references),
        centres: match form.centres {
            Some(CentresForm::All(AllForm::All)) => PriorityCentres::All,
            Some(CentresForm::These(ids)) => {
                PriorityCentres::These(ids.iter().map(|id| reader.names(TargetKind::Centre, id)).collect())
            }
            None => PriorityCentres::These(Vec::new()),
        },
        sources: reader.sources(&form.sources),
        updated: reader.date(form.updated.as_ref()),
        aliases: reader.aliases(&form.aliases),
        body,
    };
    Thing::Priority(Box::new(priority))
}

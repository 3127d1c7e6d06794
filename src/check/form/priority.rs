//! `priorities/<id>.md`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Thing;
use super::closed::closed;
use super::format;
use crate::check::reader::{Reader, Text};
use crate::domain::{Priority, PriorityCentres, PriorityKind, TargetKind, Written};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PriorityForm {
    /// Navnet på satsingen.
    #[schemars(with = "format::Line")]
    title: Text,
    /// Hva slags satsing det er.
    kind: KindForm,
    /// Plassen i listen. De laveste tallene står først.
    #[serde(default)]
    order: u32,
    /// Én eller to setninger om siden. Vises i lister og i søketreff.
    description: Option<Text>,
    /// Språket i teksten, når det er et annet enn nettstedets eget.
    #[schemars(with = "Option<format::LanguageCode>")]
    language: Option<Text>,
    /// Det som er skrevet om satsingen, etter id i registry/references.yaml.
    #[serde(default)]
    #[schemars(with = "Vec<format::ReferenceId>")]
    references: Vec<Text>,
    /// Sentrene som arbeider med den: `all`, eller en liste med id-er.
    centres: Option<CentresForm>,
    /// Kilder fra registry/references.yaml, etter id: `[ssb-klass, kpmg2023]`.
    #[serde(default)]
    #[schemars(with = "Vec<format::ReferenceId>")]
    sources: Vec<Text>,
    /// Når innholdet sist ble endret: `2026-11-21`, `2026-11` eller `2026`.
    #[schemars(with = "Option<format::Date>")]
    updated: Option<Text>,
    /// Gamle adresser som skal føre hit: `[/gammel/adresse/]`.
    #[serde(default)]
    #[schemars(with = "Vec<format::Alias>")]
    aliases: Vec<Text>,
}

closed! {
    KindForm means PriorityKind {
        /// En nasjonal satsing.
        National,
        /// Noe som går på tvers av satsingene.
        CrossCutting,
        /// Et forbedringsområde.
        ImprovementArea,
    }
}

/// `all`, or a list of ids.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
enum CentresForm {
    All(AllForm),
    These(#[schemars(with = "Vec<format::Id>")] Vec<Text>),
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum AllForm {
    /// Alle sentrene.
    All,
}

pub(super) fn priority(reader: &mut Reader<'_>, form: PriorityForm, body: Written) -> Thing {
    let priority = Priority {
        id: reader.id_of_file(),
        source: reader.page.source.clone(),
        title: reader.title(form.title),
        kind: form.kind.into(),
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

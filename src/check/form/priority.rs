//! `priorities/<id>.md`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Thing;
use super::closed::closed;
use super::format;
use crate::check::reader::{Reader, Text, Use};
use crate::domain::{Priority, PriorityCentres, PriorityKind, Target, TargetKind, Written};

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
                name_listed(reader, &ids);
                PriorityCentres::These(ids.into_iter().map(|id| id.value).collect())
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

/// Records the centres of a list. As it may also be a word, YAML tells no places: each id is looked for below its key, one
/// after the other.
fn name_listed(reader: &mut Reader<'_>, ids: &[Text]) {
    let yaml = reader.page.yaml;
    let mut from = yaml.find("\ncentres:").or_else(|| yaml.find("centres:")).unwrap_or(yaml.len());
    for id in ids {
        let is_part = |letter: char| letter.is_alphanumeric() || letter == '-';
        let is_whole = |at: usize| {
            let (before, after) = (&yaml[..at], &yaml[at + id.value.len()..]);
            !before.ends_with(is_part) && !after.starts_with(is_part)
        };
        let found = yaml[from..].match_indices(id.value.as_str()).map(|(at, _)| from + at).find(|&at| is_whole(at));
        let place = match found.filter(|_| !id.value.is_empty()) {
            Some(at) => {
                from = at + id.value.len();
                reader.page.span(at..from)
            }
            None => reader.place(id),
        };
        reader.uses.push(Use { target: Target { kind: TargetKind::Centre, id: id.value.clone() }, place, may_lack: false });
    }
}

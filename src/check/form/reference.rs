//! `registry/references.yaml`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Thing;
use super::format;
use crate::check::reader::{Reader, Text};
use crate::domain::{Reference, ReferenceKind};
use crate::problem::{Code, both};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReferencesForm {
    /// Kildene, én for hvert verk.
    references: Vec<ReferenceForm>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReferenceForm {
    /// Det kilden kalles i tekstene: bokstaver, tall og bindestrek, som `kpmg2023` for `[@kpmg2023]`.
    #[schemars(with = "format::ReferenceId")]
    id: Text,
    /// Hva slags kilde det er.
    kind: KindForm,
    /// Forfatterne, som `["Nordmann, K.", "Helsedirektoratet"]`.
    #[serde(default)]
    authors: Vec<Text>,
    /// Året den kom ut, som `2023`.
    year: Option<i16>,
    /// Bokstaven etter året når to kilder har samme forfatter og år, som `a`.
    suffix: Option<Text>,
    /// Kildens tittel.
    title: Text,
    /// Utgiveren.
    publisher: Option<Text>,
    /// Rapportserien og nummeret.
    series: Option<Text>,
    /// Stedet den kom ut.
    place: Option<Text>,
    /// Nettadressen, med `https://`.
    #[schemars(with = "Option<format::WebAddress>")]
    url: Option<Text>,
    /// Når nettsiden ble lest: `2026-11-21`.
    #[schemars(with = "Option<format::Date>")]
    accessed: Option<Text>,
    /// Når nettsiden sist ble endret, etter det den selv sier.
    #[schemars(with = "Option<format::Date>")]
    last_changed: Option<Text>,
    /// Noe leseren bør vite om kilden.
    note: Option<Text>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum KindForm {
    /// En rapport.
    Report,
    /// En stortingsmelding eller lignende.
    WhitePaper,
    /// En nettside.
    Web,
    /// En nyhet.
    News,
    /// En lov eller forskrift.
    Law,
    /// Et datasett.
    Dataset,
    /// Et brev.
    Letter,
}

pub(super) fn references(reader: &mut Reader<'_>, form: ReferencesForm) -> Thing {
    let mut references: Vec<Reference> = Vec::new();
    for form in form.references {
        let id = &form.id.value;
        if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            reader.object(
                Code::BadId,
                both!("en id har bokstaver, tall og bindestrek", "an id has letters, digits and hyphens"),
                &form.id,
            );
        }
        if references.iter().any(|reference| reference.id == *id) {
            reader.object(
                Code::DuplicateId,
                both!("kilden `{id}` står to ganger", "the reference `{id}` stands twice"),
                &form.id,
            );
            continue;
        }
        references.push(Reference {
            url: form.url.as_ref().and_then(|url| reader.url(url)),
            accessed: reader.date(form.accessed.as_ref()),
            last_changed: reader.date(form.last_changed.as_ref()),
            id: form.id.value,
            kind: kind(&form.kind),
            authors: form.authors.into_iter().map(|text| text.value).collect(),
            year: form.year,
            suffix: form.suffix.map(|text| text.value),
            title: form.title.value,
            publisher: form.publisher.map(|text| text.value),
            series: form.series.map(|text| text.value),
            place: form.place.map(|text| text.value),
            note: form.note.map(|text| text.value),
        });
    }
    Thing::References(references)
}

fn kind(form: &KindForm) -> ReferenceKind {
    match form {
        KindForm::Report => ReferenceKind::Report,
        KindForm::WhitePaper => ReferenceKind::WhitePaper,
        KindForm::Web => ReferenceKind::Web,
        KindForm::News => ReferenceKind::News,
        KindForm::Law => ReferenceKind::Law,
        KindForm::Dataset => ReferenceKind::Dataset,
        KindForm::Letter => ReferenceKind::Letter,
    }
}

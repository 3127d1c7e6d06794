//! `registry/references.yaml`.

use serde::Deserialize;

use super::Thing;
use crate::check::reader::{Reader, Text};
use crate::domain::{Reference, ReferenceKind};
use crate::problem::{Code, both};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReferencesForm {
    references: Vec<ReferenceForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReferenceForm {
    id: Text,
    kind: KindForm,
    #[serde(default)]
    authors: Vec<Text>,
    year: Option<i16>,
    suffix: Option<Text>,
    title: Text,
    publisher: Option<Text>,
    series: Option<Text>,
    place: Option<Text>,
    url: Option<Text>,
    accessed: Option<Text>,
    last_changed: Option<Text>,
    note: Option<Text>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum KindForm {
    Report,
    WhitePaper,
    Web,
    News,
    Law,
    Dataset,
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

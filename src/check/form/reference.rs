//! `registry/references.yaml`.

mod work;

use schemars::JsonSchema;
use serde::Deserialize;

use super::Thing;
use super::closed::closed;
use super::format;
use crate::check::reader::{Reader, Text};
use crate::domain::{Author, PartialDate, Reference, ReferenceKind, tell_apart};
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
    /// Forfatterne, som `["Nordmann, K.", "Helsedirektoratet [Hdir]", "{Direktoratet, Avdeling Sør}"]`; for en lov korttittelen.
    #[serde(default)]
    authors: Vec<Text>,
    /// Redaktørene av boken.
    #[serde(default)]
    editors: Vec<Text>,
    /// Året den kom ut, som `2023`.
    year: Option<i16>,
    /// Dagen eller måneden den kom ut, som `2023-02-03`.
    #[schemars(with = "Option<format::Date>")]
    date: Option<Text>,
    /// Bokstaven etter året når to kilder har samme forfatter og år, som `a`; ellers gis den etter titlene.
    suffix: Option<Text>,
    /// Kildens tittel.
    title: Text,
    /// Boken, avisen eller tidsskriftet den står i.
    published_in: Option<Text>,
    /// Utgiveren.
    publisher: Option<Text>,
    /// Rapportserien og nummeret, som `Meld. St. 26 (2014–2015)` eller `LOV-2011-06-24-29`.
    series: Option<Text>,
    /// Utgaven, som `2`, når det ikke er den første.
    edition: Option<Text>,
    /// Årgangen av tidsskriftet.
    volume: Option<Text>,
    /// Nummeret av tidsskriftet.
    issue: Option<Text>,
    /// Sidene den står på, som `12–34`.
    pages: Option<Text>,
    /// Stedet den kom ut.
    place: Option<Text>,
    /// DOI, som `10.1000/182`.
    doi: Option<Text>,
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

closed! {
    KindForm means ReferenceKind {
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
        /// En bok.
        Book,
        /// Et kapittel i en bok.
        Chapter,
        /// En artikkel i et tidsskrift.
        Article,
    }
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
        references.push(reference(reader, form));
    }
    tell_apart(&mut references);
    Thing::References(references)
}

fn reference(reader: &mut Reader<'_>, form: ReferenceForm) -> Reference {
    let text = |text: Option<Text>| text.map(|text| text.value.trim().to_owned()).filter(|text| !text.is_empty());
    let authors = |names: Vec<Text>| names.into_iter().map(|name| Author::of(&name.value)).collect();
    work::look_at(reader, &form);
    let date = reader.date(form.date.as_ref());
    let last_changed = reader.date(form.last_changed.as_ref());
    let dated = date.or(last_changed);
    let year = form.year.or(date.map(PartialDate::year));
    Reference {
        url: form.url.as_ref().and_then(|url| reader.url(url)),
        accessed: reader.date(form.accessed.as_ref()),
        date: dated.filter(|date| year == Some(date.year()) && date.iso().len() > 4),
        last_changed,
        id: form.id.value,
        kind: form.kind.into(),
        authors: authors(form.authors),
        editors: authors(form.editors),
        year,
        suffix: text(form.suffix),
        named: 1,
        with_initials: false,
        title: form.title.value,
        published_in: text(form.published_in),
        publisher: text(form.publisher),
        series: text(form.series),
        edition: text(form.edition),
        volume: text(form.volume),
        issue: text(form.issue),
        pages: text(form.pages),
        place: text(form.place),
        doi: form.doi.as_ref().and_then(|doi| work::doi(reader, doi)),
        note: text(form.note),
    }
}

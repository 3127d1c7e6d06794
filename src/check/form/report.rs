//! `reports/<id>/`: a report and its chapters.

use serde::Deserialize;

use super::Thing;
use super::allowance::{AllowanceForm, allowances};
use crate::check::reader::{Reader, Text, is_id};
use crate::domain::{Chapter, PartialDate, Report, TargetKind, Written};
use crate::problem::{Code, Place, Problem, both};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReportForm {
    title: Text,
    subtitle: Option<Text>,
    description: Option<Text>,
    language: Option<Text>,
    centre: Text,
    mapping: Option<Text>,
    version: Text,
    published: Text,
    #[serde(default)]
    authors: Vec<Text>,
    summary: Text,
    audience: Option<Text>,
    #[serde(default)]
    distribution: Vec<SentForm>,
    #[serde(default)]
    withheld: Vec<WithheldForm>,
    #[serde(default)]
    corrections: Vec<Text>,
    #[serde(default)]
    changes: Vec<ChangeForm>,
    contact: Option<ContactForm>,
    #[serde(default)]
    sources: Vec<Text>,
    updated: Option<Text>,
    #[serde(default)]
    aliases: Vec<Text>,
    #[serde(default)]
    allow_names: Vec<AllowanceForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SentForm {
    to: Text,
    note: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WithheldForm {
    what: Text,
    why: Text,
    ask: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeForm {
    version: Text,
    date: Text,
    text: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ContactForm {
    email: Text,
}

pub(super) fn report(reader: &mut Reader<'_>, form: ReportForm) -> Thing {
    let published = reader.date(Some(&form.published));
    let report = Report {
        id: reader.id_of_folder(),
        source: reader.page.source.clone(),
        title: reader.title(form.title),
        subtitle: form.subtitle.map(|text| text.value),
        description: form.description.map(|text| text.value),
        language: reader.language(form.language.as_ref()).unwrap_or_default(),
        centre: reader.names(TargetKind::Centre, &form.centre),
        mapping: form.mapping.map(|id| reader.names(TargetKind::Mapping, &id)),
        version: form.version.value,
        published: published.unwrap_or_else(|| PartialDate::from(jiff::civil::date(1, 1, 1))),
        authors: form.authors.into_iter().map(|text| text.value).collect(),
        summary: reader.prose(form.summary),
        audience: form.audience.map(|text| text.value),
        distribution: form.distribution.into_iter().map(|sent| (sent.to.value, sent.note.map(|text| text.value))).collect(),
        withheld: form
            .withheld
            .into_iter()
            .map(|withheld| (withheld.what.value, withheld.why.value, withheld.ask.map(|text| text.value)))
            .collect(),
        corrections: form.corrections.into_iter().map(|text| text.value).collect(),
        changes: form
            .changes
            .into_iter()
            .filter_map(|change| Some((change.version.value, reader.date(Some(&change.date))?, change.text.value)))
            .collect(),
        email: form.contact.and_then(|contact| reader.email(&contact.email)),
        sources: reader.sources(&form.sources),
        updated: reader.date(form.updated.as_ref()),
        aliases: reader.aliases(&form.aliases),
        allow_names: allowances(reader, form.allow_names),
        chapters: Vec::new(),
    };
    Thing::Report(Box::new(report))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChapterForm {
    title: Text,
    description: Option<Text>,
    language: Option<Text>,
    #[serde(default)]
    sources: Vec<Text>,
    updated: Option<Text>,
    #[serde(default)]
    aliases: Vec<Text>,
    #[serde(default)]
    allow_names: Vec<AllowanceForm>,
}

pub(super) fn chapter(reader: &mut Reader<'_>, form: ChapterForm, body: Written) -> Thing {
    let stem = reader.page.source.stem();
    let numbered = stem.split_once('-').filter(|(number, slug)| number.bytes().all(|byte| byte.is_ascii_digit()) && is_id(slug));
    let Some((_, slug)) = numbered else {
        let problem = Problem::new(
            Code::BadId,
            both!("kapittelfilen har ikke nummer og navn", "the chapter's file has no number and name"),
        )
        .at(Place::file(reader.page.source.shown()))
        .help(both!(
            "gi den et navn som `03-evaluering.md`: nummeret gir rekkefølgen, resten gir adressen",
            "name it like `03-evaluation.md`: the number gives the order, the rest the address"
        ));
        reader.problems.push(problem);
        return Thing::Nothing;
    };
    let chapter = Chapter {
        slug: slug.to_owned(),
        source: reader.page.source.clone(),
        title: reader.title(form.title),
        description: form.description.map(|text| text.value),
        language: reader.language(form.language.as_ref()),
        sources: reader.sources(&form.sources),
        updated: reader.date(form.updated.as_ref()),
        aliases: reader.aliases(&form.aliases),
        allow_names: allowances(reader, form.allow_names),
        body,
    };
    Thing::Chapter(Box::new(chapter))
}

//! `reports/<id>/`: a report and its chapters.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Thing;
use super::allowance::{AllowanceForm, allowances};
use super::format;
use crate::check::reader::{Reader, Text, is_id};
use crate::domain::{Chapter, PartialDate, Report, TargetKind, Written, passages, words};
use crate::problem::{Code, Place, Problem, both};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReportForm {
    /// Rapportens tittel.
    #[schemars(with = "format::Line")]
    title: Text,
    /// Undertittelen.
    subtitle: Option<Text>,
    /// Én eller to setninger om siden. Vises i lister og i søketreff.
    description: Option<Text>,
    /// Språket i teksten, når det er et annet enn nettstedets eget.
    #[schemars(with = "Option<format::LanguageCode>")]
    language: Option<Text>,
    /// Senteret som står bak: navnet på filen i centres/, uten .md.
    #[schemars(with = "format::Id")]
    centre: Text,
    /// Kartleggingen rapporten bygger på: navnet på mappen i mappings/.
    #[schemars(with = "Option<format::Id>")]
    mapping: Option<Text>,
    /// Utgaven, som `"1.0"`.
    version: Text,
    /// Når rapporten kom: `2026-11-21`, `2026-11` eller `2026`.
    #[schemars(with = "format::Date")]
    published: Text,
    /// De som har skrevet den.
    #[serde(default)]
    authors: Vec<Text>,
    /// Kort om rapporten, i Markdown. Begynn med `|` og skriv teksten med innrykk på linjene under.
    summary: Text,
    /// Hvem den er skrevet for.
    audience: Option<Text>,
    /// Hvem den er sendt til.
    #[serde(default)]
    distribution: Vec<SentForm>,
    /// Hva som ikke publiseres, og hvorfor.
    #[serde(default)]
    withheld: Vec<WithheldForm>,
    /// Rettelser etter at rapporten kom.
    #[serde(default)]
    corrections: Vec<Text>,
    /// Hva som er nytt i hver utgave.
    #[serde(default)]
    changes: Vec<ChangeForm>,
    /// Hvem leseren kan spørre.
    contact: Option<ContactForm>,
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
    /// Navn som kan stå i en bestemt setning, med grunn. Ellers stopper navn på kommuner byggingen.
    #[serde(default)]
    allow_names: Vec<AllowanceForm>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SentForm {
    /// Mottakeren, som «Kommunene som deltok».
    to: Text,
    /// Noe om utsendingen.
    note: Option<Text>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WithheldForm {
    /// Hva som ikke publiseres.
    what: Text,
    /// Hvorfor det ikke publiseres.
    why: Text,
    /// Hvem man kan spørre om det.
    ask: Option<Text>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ChangeForm {
    /// Utgaven, som `"1.1"`.
    version: Text,
    /// Når den kom: `2026-11-21`, `2026-11` eller `2026`.
    #[schemars(with = "format::Date")]
    date: Text,
    /// Hva som er endret.
    text: Text,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ContactForm {
    /// E-postadressen, som `navn@eksempel.no`.
    #[schemars(with = "format::EmailAddress")]
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
        addresses: None,
        editions: Vec::new(),
        frozen: None,
    };
    Thing::Report(Box::new(report))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChapterForm {
    /// Kapittelets tittel. Nummeret først i filnavnet gir plassen i rapporten.
    #[schemars(with = "format::Line")]
    title: Text,
    /// Én eller to setninger om siden. Vises i lister og i søketreff.
    description: Option<Text>,
    /// Språket i teksten, når det er et annet enn nettstedets eget.
    #[schemars(with = "Option<format::LanguageCode>")]
    language: Option<Text>,
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
    /// Navn som kan stå i en bestemt setning, med grunn. Ellers stopper navn på kommuner byggingen.
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
        passages: passages(&body.text).into(),
        words: words(&body.text),
        body,
    };
    Thing::Chapter(Box::new(chapter))
}

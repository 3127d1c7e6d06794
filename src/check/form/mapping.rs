//! `mappings/<id>/`: the mapping, its findings, and what must stay inside.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Thing;
use super::allowance::{AllowanceForm, allowances};
use super::closed::closed;
use super::format;
use super::release::{CountingForm, counting};
use crate::check::reader::{Reader, Text, Truth, is_id, no};
use crate::domain::{Answer, Confidential, Extent, Finding, FindingKind, Mapping, Note, Observation, TargetKind, Theme, Written};
use crate::problem::{Code, Place, Problem, both};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MappingForm {
    /// Kartleggingens navn.
    #[schemars(with = "format::Line")]
    title: Text,
    /// Én eller to setninger om siden. Vises i lister og i søketreff.
    description: Option<Text>,
    /// Senteret som kartla: navnet på filen i centres/, uten .md.
    #[schemars(with = "format::Id")]
    centre: Text,
    /// Når kartleggingen ble gjort.
    period: PeriodForm,
    /// Hvor mange kommuner som ble invitert.
    invited: u32,
    /// Hvor mange som deltok.
    participated: u32,
    /// Spørsmålene som ble stilt.
    #[serde(default)]
    questions: Vec<Text>,
    /// Invitasjonen, i Markdown.
    invitation: Option<Text>,
    /// Hvordan det ble gjort, i Markdown.
    method: Option<Text>,
    /// Temaene funnene og svarene deles i.
    themes: Vec<ThemeForm>,
    /// `true`: kartleggingen er oppdiktet. Det står overalt der den vises.
    #[serde(default = "no")]
    synthetic: Truth,
    /// Hvordan svarene telles, og hva som kan publiseres av tallene. `utsyn release` bruker det.
    release: Option<CountingForm>,
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
    /// Bygder og grender som ville røpet en deltaker. De letes etter i alle tekster.
    #[serde(default)]
    villages: Vec<Text>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PeriodForm {
    /// Når det begynte: en dato, eller `unknown`.
    #[schemars(with = "Option<format::Bound>")]
    from: Option<Text>,
    /// Når det var ferdig: en dato, eller `unknown`.
    #[schemars(with = "Option<format::Bound>")]
    to: Option<Text>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ThemeForm {
    /// Små bokstaver, tall og bindestrek, som `rekruttering`. Funn og svar viser til den.
    #[schemars(with = "format::Id")]
    id: Text,
    /// Temaets navn.
    title: Text,
    /// Kort om temaet, i Markdown.
    text: Option<Text>,
    /// Adresser temaet hadde før, som `/kartlegginger/eksempel-2026/gammelt/`. De leder hit. `utsyn mv` skriver dem.
    #[serde(default)]
    #[schemars(with = "Vec<format::Line>")]
    aliases: Vec<Text>,
}

pub(super) fn mapping(reader: &mut Reader<'_>, form: MappingForm) -> Thing {
    let mut themes: Vec<Theme> = Vec::new();
    for theme in form.themes {
        let id = &theme.id.value;
        if !is_id(id) {
            reader.object(
                Code::BadId,
                both!("en id har små bokstaver, tall og bindestrek", "an id has lower-case letters, digits and hyphens"),
                &theme.id,
            );
        }
        if themes.iter().any(|known| known.id == *id) {
            reader.object(Code::DuplicateId, both!("temaet `{id}` står to ganger", "the theme `{id}` stands twice"), &theme.id);
            continue;
        }
        themes.push(Theme {
            aliases: reader.aliases(&theme.aliases),
            id: theme.id.value,
            title: theme.title.value,
            text: theme.text.map(|text| reader.prose(text)),
        });
    }
    if form.participated > form.invited {
        let place = Place::file(reader.page.source.shown());
        reader.problems.push(
            Problem::new(Code::BadCount, both!("flere deltok enn det ble invitert", "more took part than were invited"))
                .at(place)
                .help(both!("rett `participated` eller `invited`", "correct `participated` or `invited`")),
        );
    }
    let mapping = Mapping {
        id: reader.id_of_folder(),
        source: reader.page.source.clone(),
        title: reader.title(form.title),
        description: form.description.map(|text| text.value),
        centre: reader.names(TargetKind::Centre, &form.centre),
        period: reader.period(form.period.from.as_ref(), form.period.to.as_ref()),
        invited: form.invited,
        participated: form.participated,
        questions: form.questions.into_iter().map(|text| text.value).collect(),
        invitation: form.invitation.map(|text| reader.prose(text)),
        method: form.method.map(|text| reader.prose(text)),
        themes,
        synthetic: reader.truth(&form.synthetic),
        counting: form.release.map(|release| counting(reader, release)),
        release: None,
        ledger: None,
        findings: Vec::new(),
        observations: Vec::new(),
        notes: Vec::new(),
        sources: reader.sources(&form.sources),
        updated: reader.date(form.updated.as_ref()),
        aliases: reader.aliases(&form.aliases),
        allow_names: allowances(reader, form.allow_names),
        villages: form.villages.into_iter().map(|name| name.value).filter(|name| !name.trim().is_empty()).collect(),
    };
    Thing::Mapping(Box::new(mapping))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FindingForm {
    /// Funnet i én setning, uten navn som peker ut noen.
    #[schemars(with = "format::Line")]
    title: Text,
    /// Én eller to setninger om siden. Vises i lister og i søketreff.
    description: Option<Text>,
    /// Temaet funnet hører til: en id fra `themes` i mapping.yaml.
    #[schemars(with = "format::Id")]
    theme: Text,
    /// Hva slags funn det er.
    kind: KindForm,
    /// Hvor mange det gjelder, med et ord. Ordet må stemme med svarene der de er talt.
    extent: ExtentForm,
    /// `false`: ordet bygger på noe annet enn svarene på temaet.
    counted: Option<Truth>,
    /// Satsingene funnet angår: navn på filer i priorities/, uten .md.
    #[serde(default)]
    #[schemars(with = "Vec<format::Id>")]
    priorities: Vec<Text>,
    /// `true`: teksten er lest og peker ikke ut noen. Bare da publiseres funnet.
    anonymised: Option<Truth>,
    /// `true`: funnet er en kladd og publiseres ikke.
    #[serde(default = "no")]
    draft: Truth,
    /// `true`: funnet er oppdiktet og publiseres ikke.
    #[serde(default = "no")]
    synthetic: Truth,
    /// Plassen under temaet. De laveste tallene står først.
    #[serde(default)]
    order: u32,
    /// Kilder fra registry/references.yaml, etter id: `[ssb-klass, kpmg2023]`.
    #[serde(default)]
    #[schemars(with = "Vec<format::ReferenceId>")]
    sources: Vec<Text>,
    /// Når innholdet sist ble endret: `2026-11-21`, `2026-11` eller `2026`.
    #[schemars(with = "Option<format::Date>")]
    updated: Option<Text>,
    /// Navn som kan stå i en bestemt setning, med grunn. Ellers stopper navn på kommuner byggingen.
    #[serde(default)]
    allow_names: Vec<AllowanceForm>,
}

closed! {
    KindForm means FindingKind {
        /// En utfordring.
        Challenge,
        /// Noe som gjøres.
        Practice,
        /// Et ønske.
        Wish,
        /// Et syn.
        View,
        /// Et tiltak.
        Action,
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum ExtentForm {
    /// Alle.
    Alle,
    /// Nesten alle.
    NestenAlle,
    /// De fleste.
    DeFleste,
    /// Brorparten.
    Brorparten,
    /// Mange.
    Mange,
    /// Flere.
    Flere,
    /// Noen.
    Noen,
    /// Enkelte.
    Enkelte,
    /// Ikke oppgitt: det er ikke sagt hvor mange.
    IkkeOppgitt,
}

pub(super) fn finding(reader: &mut Reader<'_>, form: FindingForm, body: Written) -> Thing {
    let mapping = reader.id_of_folder();
    let theme = Text { value: format!("{mapping}/{}", form.theme.value), ..form.theme };
    let theme_place = reader.place(&Text { value: form.theme.value.clone(), ..form.theme });
    reader.uses.push(crate::check::reader::Use {
        target: crate::domain::Target { kind: TargetKind::Theme, id: theme.value },
        place: theme_place,
        may_lack: false,
    });
    let finding = Finding {
        id: reader.id_of_file(),
        source: reader.page.source.clone(),
        title: reader.title(form.title),
        description: form.description.map(|text| text.value),
        theme: form.theme.value,
        kind: form.kind.into(),
        extent: match form.extent {
            ExtentForm::Alle => Some(Extent::Alle),
            ExtentForm::NestenAlle => Some(Extent::NestenAlle),
            ExtentForm::DeFleste => Some(Extent::DeFleste),
            ExtentForm::Brorparten => Some(Extent::Brorparten),
            ExtentForm::Mange => Some(Extent::Mange),
            ExtentForm::Flere => Some(Extent::Flere),
            ExtentForm::Noen => Some(Extent::Noen),
            ExtentForm::Enkelte => Some(Extent::Enkelte),
            ExtentForm::IkkeOppgitt => None,
        },
        counted: form.counted.is_none_or(|counted| reader.truth(&counted)),
        priorities: form.priorities.iter().map(|id| reader.names(TargetKind::Priority, id)).collect(),
        anonymised: form.anonymised.map(|anonymised| reader.truth(&anonymised)),
        draft: reader.truth(&form.draft),
        synthetic: reader.truth(&form.synthetic),
        order: form.order,
        sources: reader.sources(&form.sources),
        updated: reader.date(form.updated.as_ref()),
        allow_names: allowances(reader, form.allow_names),
        body,
    };
    Thing::Finding(Box::new(finding))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ObservationsForm {
    /// `true`: observasjonene er oppdiktet.
    #[serde(default)]
    synthetic: bool,
    /// Noe om filen. Det publiseres aldri.
    #[serde(default)]
    #[schemars(with = "Option<Text>")]
    note: Option<String>,
    /// Én oppføring for hver deltaker. Ingenting av dette publiseres.
    observations: Vec<ObservationForm>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ObservationForm {
    /// Deltakeren, som «Granvåg».
    municipality: Text,
    /// Når samtalen var: `2026-04-16`.
    #[schemars(with = "Option<format::Date>")]
    date: Option<Text>,
    /// Hvordan dere møttes.
    meeting: Option<MeetingForm>,
    /// Hvem dere snakket med.
    contact: Option<ContactForm>,
    /// Svarene, ett for hvert tema.
    #[serde(default)]
    answers: Vec<AnswerForm>,
    /// Et internt notat.
    internal_note: Option<Text>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum MeetingForm {
    /// Dere møttes.
    InPerson,
    /// Møtet var digitalt.
    Digital,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ContactForm {
    /// Navnet.
    name: Option<Text>,
    /// E-postadressen.
    email: Option<Text>,
    /// Telefonnummeret.
    phone: Option<Text>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AnswerForm {
    /// Temaet: en id fra `themes` i mapping.yaml.
    theme: Text,
    /// Om temaet ble tatt opp. Skriv `"yes"` og `"no"` i anførselstegn.
    raised: RaisedForm,
    /// Det deltakeren sa.
    text: Option<Text>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum RaisedForm {
    /// Ja.
    Yes,
    /// Nei.
    No,
    /// Ikke tatt opp.
    NotRaised,
}

impl RaisedForm {
    pub(super) fn answer(&self) -> Answer {
        match self {
            Self::Yes => Answer::Yes,
            Self::No => Answer::No,
            Self::NotRaised => Answer::NotRaised,
        }
    }
}

pub(super) fn observations(reader: &mut Reader<'_>, form: ObservationsForm) -> Thing {
    let mut observations = Vec::new();
    let mapping = reader.id_of_folder();
    let (mut note, synthetic) = (form.note, form.synthetic);
    for form in form.observations {
        reader.date(form.date.as_ref());
        let contact = form.contact.unwrap_or(ContactForm { name: None, email: None, phone: None });
        let line = usize::try_from(form.municipality.defined.line()).unwrap_or(1);
        let participant = form.municipality.value;
        let mut answers = Vec::new();
        let mut texts = vec![participant.clone()];
        texts.extend(note.take());
        texts.extend(
            [contact.name, contact.email, contact.phone, form.internal_note].into_iter().flatten().map(|text| text.value),
        );
        for answer in form.answers {
            let place = reader.place(&answer.theme);
            reader.uses.push(crate::check::reader::Use {
                target: crate::domain::Target { kind: TargetKind::Theme, id: format!("{mapping}/{}", answer.theme.value) },
                place,
                may_lack: false,
            });
            texts.extend(answer.text.map(|text| text.value));
            answers.push((answer.theme.value, answer.raised.answer()));
        }
        match form.meeting {
            Some(MeetingForm::InPerson | MeetingForm::Digital) | None => {}
        }
        let source = reader.page.source.clone();
        observations.push(Confidential::new(Observation { source, line, participant, answers, texts, synthetic }));
    }
    Thing::Observations(observations)
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NotesForm {
    /// `true`: notatene er oppdiktet.
    #[serde(default)]
    #[expect(dead_code, reason = "read so that it may stand there; synthetic or not, notes are never public")]
    synthetic: bool,
    /// Interne notater. Ingenting av dette publiseres.
    notes: Vec<NoteForm>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NoteForm {
    /// Når: `2026-11-21`.
    #[schemars(with = "Option<format::Date>")]
    date: Option<Text>,
    /// Hva eller hvem det gjelder.
    about: Option<Text>,
    /// Hvem dere snakket med.
    contact: Option<Text>,
    /// Selve notatet.
    text: Text,
}

pub(super) fn notes(reader: &mut Reader<'_>, form: NotesForm) -> Thing {
    let mut notes = Vec::new();
    for form in form.notes {
        reader.date(form.date.as_ref());
        let line = usize::try_from(form.text.defined.line()).unwrap_or(1);
        let texts = [form.about, form.contact, Some(form.text)].into_iter().flatten().map(|text| text.value).collect();
        notes.push(Confidential::new(Note { source: reader.page.source.clone(), line, texts }));
    }
    Thing::Notes(notes)
}

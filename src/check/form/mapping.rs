//! `mappings/<id>/`: the mapping, its findings, and what must stay inside.

use serde::Deserialize;

use super::Thing;
use super::allowance::{AllowanceForm, allowances};
use super::release::{CountingForm, counting};
use crate::check::reader::{Reader, Text, Truth, is_id, no};
use crate::domain::{Answer, Confidential, Extent, Finding, FindingKind, Mapping, Note, Observation, TargetKind, Theme, Written};
use crate::problem::{Code, Place, Problem, both};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MappingForm {
    title: Text,
    description: Option<Text>,
    centre: Text,
    period: PeriodForm,
    invited: u32,
    participated: u32,
    #[serde(default)]
    questions: Vec<Text>,
    invitation: Option<Text>,
    method: Option<Text>,
    themes: Vec<ThemeForm>,
    #[serde(default = "no")]
    synthetic: Truth,
    release: Option<CountingForm>,
    #[serde(default)]
    sources: Vec<Text>,
    updated: Option<Text>,
    #[serde(default)]
    aliases: Vec<Text>,
    #[serde(default)]
    allow_names: Vec<AllowanceForm>,
    #[serde(default)]
    villages: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeriodForm {
    from: Option<Text>,
    to: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeForm {
    id: Text,
    title: Text,
    text: Option<Text>,
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
        themes.push(Theme { id: theme.id.value, title: theme.title.value, text: theme.text.map(|text| reader.prose(text)) });
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FindingForm {
    title: Text,
    description: Option<Text>,
    theme: Text,
    kind: KindForm,
    extent: ExtentForm,
    /// `false`: the word rests on something else than the theme's answers.
    counted: Option<Truth>,
    #[serde(default)]
    priorities: Vec<Text>,
    anonymised: Option<Truth>,
    #[serde(default = "no")]
    draft: Truth,
    #[serde(default = "no")]
    synthetic: Truth,
    #[serde(default)]
    order: u32,
    #[serde(default)]
    sources: Vec<Text>,
    updated: Option<Text>,
    #[serde(default)]
    allow_names: Vec<AllowanceForm>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum KindForm {
    Challenge,
    Practice,
    Wish,
    View,
    Action,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum ExtentForm {
    Alle,
    NestenAlle,
    DeFleste,
    Brorparten,
    Mange,
    Flere,
    Noen,
    Enkelte,
    IkkeOppgitt,
}

pub(super) fn finding(reader: &mut Reader<'_>, form: FindingForm, body: Written) -> Thing {
    let mapping = reader.id_of_folder();
    let theme = Text { value: format!("{mapping}/{}", form.theme.value), ..form.theme };
    let theme_place = reader.place(&Text { value: form.theme.value.clone(), ..form.theme });
    reader.uses.push(crate::check::reader::Use {
        target: crate::domain::Target { kind: TargetKind::Theme, id: theme.value },
        place: theme_place,
    });
    let finding = Finding {
        id: reader.id_of_file(),
        source: reader.page.source.clone(),
        title: reader.title(form.title),
        description: form.description.map(|text| text.value),
        theme: form.theme.value,
        kind: match form.kind {
            KindForm::Challenge => FindingKind::Challenge,
            KindForm::Practice => FindingKind::Practice,
            KindForm::Wish => FindingKind::Wish,
            KindForm::View => FindingKind::View,
            KindForm::Action => FindingKind::Action,
        },
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ObservationsForm {
    #[serde(default)]
    synthetic: bool,
    #[serde(default)]
    /// Kept inside like everything else in the file.
    note: Option<String>,
    observations: Vec<ObservationForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ObservationForm {
    municipality: Text,
    date: Option<Text>,
    meeting: Option<MeetingForm>,
    contact: Option<ContactForm>,
    #[serde(default)]
    answers: Vec<AnswerForm>,
    internal_note: Option<Text>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum MeetingForm {
    InPerson,
    Digital,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ContactForm {
    name: Option<Text>,
    email: Option<Text>,
    phone: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerForm {
    theme: Text,
    raised: RaisedForm,
    text: Option<Text>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum RaisedForm {
    Yes,
    No,
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NotesForm {
    #[serde(default)]
    #[expect(dead_code, reason = "read so that it may stand there; synthetic or not, notes are never public")]
    synthetic: bool,
    notes: Vec<NoteForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoteForm {
    date: Option<Text>,
    about: Option<Text>,
    contact: Option<Text>,
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

//! `release:` in `mappings/<id>/mapping.yaml`, `release.yaml` and `release-ledger.yaml`.
//!
//! An edition is read as strictly as anything: what a program wrote, a hand may have changed.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Thing;
use super::format;
use super::mapping::RaisedForm;
use crate::check::reader::{Reader, Text, Truth, is_id, no};
use crate::domain::{
    Answer, Atom, Count, Counting, Date, Edition, Editions, GroupValue, Grouping, PartialDate, Shown, Waiver, WordSaid,
};
use crate::problem::{Both, Code, both};

/// The thresholds that can be chosen.
pub(super) const THRESHOLDS: std::ops::RangeInclusive<u32> = 3..=5;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CountingForm {
    /// Hvor få som er for få på hver side av et tall.
    #[schemars(with = "Option<format::Threshold>")]
    threshold: Option<Text>,
    /// De offentlige opplysningene deltakerne deles etter.
    groups: Vec<GroupingForm>,
    /// Hvilke svar som telles: `["yes"]`.
    #[serde(default)]
    answers: Vec<RaisedForm>,
    /// Unntak, hvert for nøyaktig ett tall.
    #[serde(default)]
    waivers: Vec<WaiverForm>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GroupingForm {
    /// Små bokstaver, tall og bindestrek, som `region`.
    #[schemars(with = "format::Id")]
    id: Text,
    /// Overskriften i tabellen, som «Region».
    title: Text,
    /// Hvor gruppene hentes fra, når de ikke står under `values`.
    from: Option<FromForm>,
    /// Gruppene. Hver deltaker står i én av dem.
    #[serde(default)]
    values: Vec<GroupValueForm>,
}

/// Where the groups come from, if they do not stand in the file.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum FromForm {
    /// Fylkene i registeret, slik de var da kartleggingen begynte.
    County,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GroupValueForm {
    /// Små bokstaver, tall og bindestrek, som `nord`.
    #[schemars(with = "format::Id")]
    id: Text,
    /// Gruppens navn.
    title: Text,
    /// Deltakerne i gruppen, skrevet som i observations.yaml.
    municipalities: Vec<Text>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WaiverForm {
    /// Nøyaktig det tallet som publiseres, som «bolig: ja, alle = 4».
    #[schemars(with = "format::Line")]
    statement: Text,
    /// Hvorfor det kan publiseres.
    #[schemars(with = "format::Line")]
    reason: Text,
    /// Rollen til den som bestemte det, som «Daglig leder».
    #[schemars(with = "format::Line")]
    role: Text,
    /// Dagen det ble bestemt: `2026-11-21`.
    #[schemars(with = "format::Day")]
    date: Text,
}

pub(super) fn counting(reader: &mut Reader<'_>, form: CountingForm) -> Counting {
    let mut answers: Vec<Answer> = form.answers.iter().map(RaisedForm::answer).collect();
    if answers.is_empty() {
        answers.push(Answer::Yes);
    }
    answers.sort();
    answers.dedup();
    let mut groupings: Vec<Grouping> = Vec::new();
    for grouping in form.groups {
        let taken = groupings.iter().any(|known| known.id == grouping.id.value);
        id(reader, &grouping.id, taken);
        groupings.push(self::grouping(reader, grouping));
    }
    Counting {
        source: reader.page.source.clone(),
        threshold: threshold(reader, form.threshold.as_ref()),
        groupings,
        answers,
        waivers: form.waivers.into_iter().filter_map(|form| waiver(reader, form)).collect(),
    }
}

fn line_of(text: &Text) -> usize {
    usize::try_from(text.defined.line()).unwrap_or(1)
}

fn threshold(reader: &mut Reader<'_>, text: Option<&Text>) -> u32 {
    let Some(text) = text else { return *THRESHOLDS.start() };
    match text.value.parse() {
        Ok(threshold) if THRESHOLDS.contains(&threshold) => threshold,
        _ => {
            reader.object(Code::BadCount, both!("terskelen må være 3, 4 eller 5", "the threshold must be 3, 4 or 5"), text);
            *THRESHOLDS.start()
        }
    }
}

fn id(reader: &mut Reader<'_>, text: &Text, taken: bool) {
    let id = &text.value;
    if !is_id(id) {
        let headline = both!("en id har små bokstaver, tall og bindestrek", "an id has lower-case letters, digits and hyphens");
        reader.object(Code::BadId, headline, text);
    } else if taken {
        reader.object(Code::DuplicateId, both!("`{id}` står to ganger", "`{id}` stands twice"), text);
    }
}

fn grouping(reader: &mut Reader<'_>, form: GroupingForm) -> Grouping {
    let by_county = matches!(form.from, Some(FromForm::County));
    if by_county != form.values.is_empty() {
        let headline = both!(
            "gruppene må stå i `values:`, eller hentes med `from: county`",
            "the groups must stand in `values:`, or be taken with `from: county`"
        );
        reader.object(Code::MissingKey, headline, &form.id);
    }
    let mut values: Vec<GroupValue> = Vec::new();
    for value in form.values {
        let taken = values.iter().any(|known| known.id == value.id.value);
        id(reader, &value.id, taken);
        for name in &value.municipalities {
            if values.iter().any(|other| other.municipalities.contains(&name.value)) {
                let headline = both!(
                    "kommunen står i to grupper av samme slag, og må stå i én",
                    "the municipality stands in two groups of one kind, and must stand in one"
                );
                reader.object(Code::DuplicateId, headline, name);
            }
        }
        let municipalities = value.municipalities.into_iter().map(|name| name.value).collect();
        values.push(GroupValue { id: value.id.value, title: value.title.value, municipalities });
    }
    Grouping { id: form.id.value, title: form.title.value, by_county, values }
}

fn waiver(reader: &mut Reader<'_>, form: WaiverForm) -> Option<Waiver> {
    for text in [&form.reason, &form.role] {
        if text.value.trim().is_empty() {
            let headline = both!("et unntak må ha grunn og rolle", "a waiver must have a reason and a role");
            reader.object(Code::EmptyValue, headline, text);
        }
    }
    let line = line_of(&form.statement);
    let date = day(reader, &form.date)?;
    let statement = form.statement.value.trim().to_owned();
    Some(Waiver { statement, reason: form.reason.value, role: form.role.value, date, line })
}

/// Returns a date to the day.
fn day(reader: &mut Reader<'_>, text: &Text) -> Option<Date> {
    let date = reader.date(Some(text))?;
    if PartialDate::from(date.first_day()) != date {
        reader.object(Code::NoDate, both!("datoen må ha dag", "the date must have a day"), text);
        return None;
    }
    Some(date.first_day())
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EditionForm {
    /// Utgavens nummer.
    #[schemars(with = "format::WholeNumber")]
    edition: Text,
    /// Dagen utgaven ble laget.
    #[schemars(with = "format::Day")]
    date: Text,
    /// Terskelen som gjaldt.
    #[schemars(with = "format::Threshold")]
    threshold: Text,
    /// `true`: tallene er oppdiktet.
    #[serde(default = "no")]
    synthetic: Truth,
    /// Gruppene det er delt etter.
    groups: Vec<GroupsForm>,
    /// Hvor mange deltakere hver gruppe har.
    participants: Vec<AtomForm>,
    /// Tallene. «:» er et skjult tall.
    counts: Vec<CountForm>,
    /// Hva mengdeordene i funnene sier om tallene.
    #[serde(default)]
    words: Vec<WordForm>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LedgerForm {
    /// Alle utgaver som er publisert. Slett ingen.
    editions: Vec<EditionForm>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GroupsForm {
    /// Opplysningen.
    id: Text,
    /// Gruppene.
    values: Vec<Text>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AtomForm {
    /// En gruppe fra hver opplysning.
    values: Vec<Text>,
    /// Antall deltakere.
    #[schemars(with = "format::WholeNumber")]
    count: Text,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CountForm {
    /// Temaet.
    theme: Text,
    /// Svaret.
    answer: RaisedForm,
    /// Antallet av alle.
    #[schemars(with = "format::Shown")]
    all: Text,
    /// Antallet i hver gruppe.
    #[schemars(with = "Vec<Vec<format::Shown>>")]
    by: Vec<Vec<Text>>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WordForm {
    /// Temaet.
    theme: Text,
    /// Ordet.
    word: Text,
    /// Minst så mange.
    #[schemars(with = "format::WholeNumber")]
    least: Text,
    /// Mest så mange.
    #[schemars(with = "format::WholeNumber")]
    most: Text,
}

pub(super) fn release(reader: &mut Reader<'_>, form: EditionForm) -> Thing {
    let edition = edition(reader, form);
    Thing::Release(Editions { source: reader.page.source.clone(), editions: edition.into_iter().collect() })
}

pub(super) fn ledger(reader: &mut Reader<'_>, form: LedgerForm) -> Thing {
    let editions = form.editions.into_iter().filter_map(|form| edition(reader, form)).collect();
    Thing::Ledger(Editions { source: reader.page.source.clone(), editions })
}

fn edition(reader: &mut Reader<'_>, form: EditionForm) -> Option<Edition> {
    let before = reader.problems.len();
    let groupings: Vec<(String, Vec<String>)> = form
        .groups
        .into_iter()
        .map(|groups| (groups.id.value, groups.values.into_iter().map(|value| value.value).collect()))
        .collect();
    let edition = Edition {
        number: number(reader, &form.edition),
        date: day(reader, &form.date).unwrap_or_default(),
        threshold: threshold(reader, Some(&form.threshold)),
        synthetic: reader.truth(&form.synthetic),
        atoms: form.participants.into_iter().map(|form| atom(reader, form, &groupings)).collect(),
        counts: form.counts.into_iter().map(|form| count(reader, form, &groupings)).collect(),
        words: form.words.into_iter().map(|form| word(reader, form)).collect(),
        groupings,
    };
    (reader.problems.len() == before).then_some(edition)
}

fn number(reader: &mut Reader<'_>, text: &Text) -> u32 {
    let parsed = text.value.parse().ok().filter(|&number: &u32| number < 1_000_000);
    if parsed.is_none() {
        reader.object(Code::BadCount, both!("her må det stå et helt tall", "this must be a whole number"), text);
    }
    parsed.unwrap_or(0)
}

fn shown(reader: &mut Reader<'_>, text: &Text) -> Shown {
    if text.value == Shown::SIGN { Shown::Hidden } else { Shown::Number(number(reader, text)) }
}

fn odd_length() -> Both {
    both!("antallet verdier stemmer ikke med `groups`", "the number of values does not fit `groups`")
}

fn atom(reader: &mut Reader<'_>, form: AtomForm, groupings: &[(String, Vec<String>)]) -> Atom {
    if form.values.len() != groupings.len() {
        reader.object(Code::BadCount, odd_length(), &form.count);
    }
    let mut values = Vec::new();
    for (text, (_, known)) in form.values.iter().zip(groupings) {
        match known.iter().position(|value| *value == text.value) {
            Some(value) => values.push(value),
            None => {
                let value = &text.value;
                let headline = both!("`{value}` står ikke i `groups`", "`{value}` does not stand in `groups`");
                reader.object(Code::UnknownChoice, headline, text);
            }
        }
    }
    Atom { values, size: number(reader, &form.count) }
}

fn count(reader: &mut Reader<'_>, form: CountForm, groupings: &[(String, Vec<String>)]) -> Count {
    let fits =
        form.by.len() == groupings.len() && form.by.iter().zip(groupings).all(|(by, (_, values))| by.len() == values.len());
    if !fits {
        reader.object(Code::BadCount, odd_length(), &form.theme);
    }
    Count {
        answer: form.answer.answer(),
        all: shown(reader, &form.all),
        by: form.by.iter().map(|by| by.iter().map(|text| shown(reader, text)).collect()).collect(),
        theme: form.theme.value,
    }
}

fn word(reader: &mut Reader<'_>, form: WordForm) -> WordSaid {
    let (least, most) = (number(reader, &form.least), number(reader, &form.most));
    WordSaid { theme: form.theme.value, word: form.word.value, least, most }
}

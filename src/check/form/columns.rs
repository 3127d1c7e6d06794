//! The column map of an import: which column of a table is what. Not a file of the content.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::check::reader::{Reader, Text, Truth, no};
use crate::problem::{Code, Place, both};

/// A column map as meant.
#[derive(Debug)]
pub(crate) struct ColumnMap {
    pub municipality: Column,
    pub date: Option<Column>,
    pub meeting: Option<Column>,
    /// Name, e-mail address, telephone number.
    pub contact: [Option<Column>; 3],
    pub internal_note: Option<Column>,
    pub answers: Answers,
    /// What the words of the table mean, spelt as [`word`] spells them.
    pub values: BTreeMap<String, Value>,
    pub meetings: BTreeMap<String, Meeting>,
    pub synthetic: bool,
    pub note: Option<String>,
}

/// The heading of a column, or `kolonne C`, and where the map says it.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub name: String,
    pub place: Place,
}

/// Where the answers stand.
#[derive(Debug)]
pub(crate) enum Answers {
    /// A row a participant; columns for each theme.
    Wide(Vec<(String, AnswerColumns)>),
    /// A row a participant and theme.
    Long(Box<AnswerRows>),
}

/// The columns of rows that are an answer each.
#[derive(Debug)]
pub(crate) struct AnswerRows {
    pub theme: Column,
    pub columns: AnswerColumns,
    /// More words for themes, spelt as [`word`] spells them.
    pub names: BTreeMap<String, String>,
}

/// The columns of an answer.
#[derive(Debug)]
pub(crate) struct AnswerColumns {
    pub raised: Column,
    pub text: Option<Column>,
}

/// What a word in the column `raised` means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Value {
    Yes,
    No,
    NotRaised,
    /// There is no answer: none is written.
    Unanswered,
}

/// How a meeting was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Meeting {
    InPerson,
    Digital,
}

/// What words mean where the map does not say. An empty cell is not among them: only the one who asked knows.
pub(crate) const USUAL_VALUES: [(&str, Value); 10] = [
    ("ja", Value::Yes),
    ("yes", Value::Yes),
    ("sann", Value::Yes),
    ("true", Value::Yes),
    ("nei", Value::No),
    ("no", Value::No),
    ("usann", Value::No),
    ("false", Value::No),
    ("ikke tatt opp", Value::NotRaised),
    ("not_raised", Value::NotRaised),
];

/// What words for meetings mean where the map does not say.
const USUAL_MEETINGS: [(&str, Meeting); 6] = [
    ("fysisk", Meeting::InPerson),
    ("besøk", Meeting::InPerson),
    ("in_person", Meeting::InPerson),
    ("digitalt", Meeting::Digital),
    ("digital", Meeting::Digital),
    ("nettmøte", Meeting::Digital),
];

/// Returns a word as words are compared: without outer and double spaces, in lower case.
pub(crate) fn word(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnsForm {
    municipality: Text,
    date: Option<Text>,
    meeting: Option<Text>,
    contact: Option<ContactForm>,
    internal_note: Option<Text>,
    themes: Option<BTreeMap<String, AnswerForm>>,
    rows: Option<RowsForm>,
    values: Option<BTreeMap<String, Value>>,
    meetings: Option<BTreeMap<String, Meeting>>,
    #[serde(default = "no")]
    synthetic: Truth,
    note: Option<Text>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct ContactForm {
    name: Option<Text>,
    email: Option<Text>,
    phone: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerForm {
    raised: Text,
    text: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowsForm {
    theme: Text,
    raised: Text,
    text: Option<Text>,
    #[serde(default)]
    names: BTreeMap<String, String>,
}

/// Makes the map of what was written; none where it does not say where the answers are.
pub(super) fn columns(reader: &mut Reader<'_>, form: ColumnsForm) -> Option<ColumnMap> {
    let contact = form.contact.unwrap_or_default();
    let answers = answers(reader, form.themes, form.rows)?;
    Some(ColumnMap {
        municipality: column(reader, form.municipality),
        date: form.date.map(|text| column(reader, text)),
        meeting: form.meeting.map(|text| column(reader, text)),
        contact: [contact.name, contact.email, contact.phone].map(|text| text.map(|text| column(reader, text))),
        internal_note: form.internal_note.map(|text| column(reader, text)),
        answers,
        values: words(reader, form.values, &USUAL_VALUES),
        meetings: words(reader, form.meetings, &USUAL_MEETINGS),
        synthetic: reader.truth(&form.synthetic),
        note: form.note.map(|text| text.value),
    })
}

fn column(reader: &mut Reader<'_>, text: Text) -> Column {
    let place = reader.place(&text);
    if text.value.trim().is_empty() {
        let nameless = both!("kolonnen har ikke noe navn", "the column has no name");
        reader.object(Code::EmptyValue, nameless, &text);
    }
    Column { name: text.value.trim().to_owned(), place }
}

fn answers(reader: &mut Reader<'_>, themes: Option<BTreeMap<String, AnswerForm>>, rows: Option<RowsForm>) -> Option<Answers> {
    match (themes, rows) {
        (Some(themes), None) => {
            let mut answer = |form: AnswerForm| AnswerColumns {
                raised: column(reader, form.raised),
                text: form.text.map(|text| column(reader, text)),
            };
            Some(Answers::Wide(themes.into_iter().map(|(theme, form)| (theme, answer(form))).collect()))
        }
        (None, Some(rows)) => {
            let columns = AnswerColumns { raised: column(reader, rows.raised), text: rows.text.map(|text| column(reader, text)) };
            let theme = column(reader, rows.theme);
            let names = rows.names.into_iter().map(|(name, theme)| (word(&name), theme)).collect();
            Some(Answers::Long(Box::new(AnswerRows { theme, columns, names })))
        }
        _ => {
            let place = Place::file(reader.page.source.shown());
            let headline = both!("kartet må ha enten `themes` eller `rows`", "the map must have either `themes` or `rows`");
            reader.problems.push(crate::problem::Problem::new(Code::MissingKey, headline).at(place).help(both!(
                "`themes` når hver deltaker har én rad, `rows` når hvert svar har sin egen",
                "`themes` where each participant has a row, `rows` where each answer has its own"
            )));
            None
        }
    }
}

/// Returns the words of a table, or the usual ones where the map has none; two that are one must mean one thing.
fn words<T: Copy + PartialEq>(
    reader: &mut Reader<'_>,
    written: Option<BTreeMap<String, T>>,
    usual: &[(&str, T)],
) -> BTreeMap<String, T> {
    let Some(written) = written else { return usual.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect() };
    let mut words = BTreeMap::new();
    for (name, value) in written {
        let name = word(&name);
        if words.insert(name.clone(), value).is_some_and(|other| other != value) {
            let place = Place::file(reader.page.source.shown());
            let headline = both!("ordet `{name}` betyr to ting", "the word `{name}` means two things");
            reader.problems.push(crate::problem::Problem::new(Code::DuplicateKey, headline).at(place));
        }
    }
    words
}

//! Rows in, observations out, by the map of the columns.

use std::collections::BTreeMap;

use super::cell;
use super::columns::{AnswerAt, Columns, find};
use super::table::{Cell, Row, Table, letters};
use crate::check::{Answers, ColumnMap, Meeting, Value, word};
use crate::domain::{Mapping, PartialDate};
use crate::problem::{Both, Code, Place, Problem, both};

/// What was read of a participant. Its `Debug` shows nothing.
#[derive(Default)]
pub(super) struct Observation {
    pub municipality: String,
    pub date: Option<PartialDate>,
    pub meeting: Option<Meeting>,
    /// Name, e-mail address, telephone number.
    pub contact: [Option<String>; 3],
    /// By the number of the theme in its mapping.
    pub answers: BTreeMap<usize, (Value, Option<String>)>,
    pub internal_note: Option<String>,
}

impl std::fmt::Debug for Observation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

/// The observations of a table, in the order of the participants' names.
#[derive(Debug)]
pub(crate) struct Observed {
    pub(super) observations: Vec<Observation>,
    /// The ids of the mapping's themes.
    pub(super) themes: Vec<String>,
    pub(crate) synthetic: bool,
    pub(super) note: Option<String>,
}

impl Observed {
    pub(crate) fn count(&self) -> usize {
        self.observations.len()
    }

    pub(crate) fn answers(&self) -> usize {
        self.observations.iter().map(|one| one.answers.len()).sum()
    }
}

/// Reads all rows, and says what is wrong with any of them.
pub(crate) fn observe(table: &Table, map: &ColumnMap, mapping: &Mapping) -> (Observed, Vec<Problem>) {
    let (columns, problems) = find(table, map, mapping);
    let mut observed = Observed {
        observations: Vec::new(),
        themes: mapping.themes.iter().map(|theme| theme.id.clone()).collect(),
        synthetic: map.synthetic,
        note: map.note.clone(),
    };
    let Some(columns) = columns else { return (observed, problems) };
    let mut reading = Reading { table, map, columns, themes: theme_words(map, mapping), problems };
    let mut participants = BTreeMap::new();
    for row in &table.rows {
        reading.row(row, &mut participants);
    }
    let mut problems = reading.problems;
    problems.extend(unused(table, &reading.columns));
    if !problems.iter().any(Problem::is_error) {
        problems.extend(differs(&table.file, participants.len(), mapping));
    }
    observed.observations = participants.into_values().map(|(_, observation)| observation).collect();
    // Names in one order, however the rows were sorted.
    observed.observations.sort_by(|one, other| one.municipality.cmp(&other.municipality));
    (observed, problems)
}

/// Participants by their name as names are compared, each with the row that is its first.
type Participants<'a> = BTreeMap<String, (&'a Row, Observation)>;

/// What is needed to read a row, and what was wrong with the rows so far.
struct Reading<'a> {
    table: &'a Table,
    map: &'a ColumnMap,
    columns: Columns,
    /// The themes by the words for them.
    themes: BTreeMap<String, usize>,
    problems: Vec<Problem>,
}

impl Reading<'_> {
    fn row<'r>(&mut self, row: &'r Row, participants: &mut Participants<'r>) {
        let Some(observation) = self.observation(row) else { return };
        let key = word(&observation.municipality);
        let Some((first, known)) = participants.get_mut(&key) else {
            participants.insert(key, (row, observation));
            return;
        };
        let before = self.table.row(first);
        if self.columns.theme.is_none() || known.municipality != observation.municipality {
            self.problems.push(self.table.object_to_row(row, &twice(&before)));
        } else if let Some(said) = join(known, observation, &before) {
            self.problems.push(self.table.object_to_row(row, &said));
        }
    }

    fn observation(&mut self, row: &Row) -> Option<Observation> {
        let municipality = self.municipality(row);
        let mut observation = Observation {
            municipality: municipality.clone().unwrap_or_default(),
            date: self.take(row, self.columns.date, cell::date),
            meeting: self.meeting(row),
            contact: self.columns.contact.map(|column| self.take(row, column, cell::text)),
            answers: BTreeMap::new(),
            internal_note: self.take(row, self.columns.internal_note, cell::text),
        };
        for answer in self.columns.answers.clone() {
            if let Some((theme, said)) = self.answer(row, answer) {
                observation.answers.insert(theme, said);
            }
        }
        municipality.is_some().then_some(observation)
    }

    /// Reads a cell of a column that may not be there; what is wrong with it is told.
    fn take<T>(&mut self, row: &Row, column: Option<usize>, read: fn(&Cell) -> Result<Option<T>, Both>) -> Option<T> {
        let column = column?;
        let taken = read(row.cells.get(column).unwrap_or(&Cell::Empty));
        taken.map_err(|said| self.object(Code::BadCell, row, column, &said)).ok().flatten()
    }

    fn object(&mut self, code: Code, row: &Row, column: usize, said: &Both) {
        self.problems.push(self.table.object(code, row, column, said));
    }

    fn municipality(&mut self, row: &Row) -> Option<String> {
        let column = self.columns.municipality;
        let before = self.problems.len();
        let name = self.take(row, Some(column), cell::text);
        if self.problems.len() > before {
            return None;
        }
        let Some(name) = name else {
            let said = both!("det mangler en kommune", "the municipality is missing");
            self.object(Code::BadCell, row, column, &said);
            return None;
        };
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.bytes().all(|byte| byte.is_ascii_digit()) && name.len() != 4 {
            let said = both!(
                "et kommunenummer har fire siffer; regnearket tar bort null foran hvis kolonnen ikke er tekst",
                "a municipality's number has four digits; the spreadsheet takes a leading nought away unless the column is text"
            );
            self.object(Code::BadCell, row, column, &said);
            return None;
        }
        Some(name)
    }

    /// Reads the word in a cell, which must be one that is known.
    fn known<T: Copy>(&mut self, row: &Row, column: usize, words: &BTreeMap<String, T>, said: &Both) -> Option<T> {
        match cell::word_of(row.cells.get(column).unwrap_or(&Cell::Empty)) {
            Err(said) => self.object(Code::BadCell, row, column, &said),
            Ok(text) => match words.get(&word(&text)) {
                Some(known) => return Some(*known),
                None => self.object(Code::UnknownWord, row, column, said),
            },
        }
        None
    }

    fn meeting(&mut self, row: &Row) -> Option<Meeting> {
        let column = self.columns.meeting?;
        if row.cells.get(column).is_none_or(|cell| *cell == Cell::Empty) {
            return None;
        }
        let said = both!("ordet står ikke under `meetings` i kartet", "the word does not stand below `meetings` in the map");
        self.known(row, column, &self.map.meetings, &said)
    }

    fn answer(&mut self, row: &Row, at: AnswerAt) -> Option<(usize, (Value, Option<String>))> {
        let theme = match (at.theme, self.columns.theme) {
            (Some(theme), _) => Some(theme),
            (None, Some(column)) => {
                let said = both!(
                    "dette er ikke et tema i kartleggingen; legg det til under `names` i kartet",
                    "this is no theme of the mapping; add it below `names` in the map"
                );
                let themes = std::mem::take(&mut self.themes);
                let theme = self.known(row, column, &themes, &said);
                self.themes = themes;
                theme
            }
            (None, None) => None,
        };
        let is_empty = row.cells.get(at.raised).is_none_or(|cell| *cell == Cell::Empty);
        let said = match is_empty {
            true => both!(
                "cellen er tom; si under `values` i kartet hva det betyr, som `\"\": not_raised` eller `\"\": unanswered`",
                "the cell is empty; say below `values` in the map what that means, such as `\"\": not_raised` or `\"\": unanswered`"
            ),
            false => both!("ordet står ikke under `values` i kartet", "the word does not stand below `values` in the map"),
        };
        let value = self.known(row, at.raised, &self.map.values, &said);
        let text = self.take(row, at.text, cell::text);
        match (theme?, value?, text) {
            (_, Value::Unanswered, None) => None,
            (_, Value::Unanswered, Some(_)) => {
                let said = both!(
                    "ifølge kartet er det ikke svart, men det står et svar",
                    "by the map there is no answer, but there stands one"
                );
                self.object(Code::BadCell, row, at.text.unwrap_or(at.raised), &said);
                None
            }
            (theme, value, text) => Some((theme, (value, text))),
        }
    }
}

/// Joins two rows of one participant, or says what they disagree in.
fn join(known: &mut Observation, more: Observation, before: &Both) -> Option<Both> {
    let (nb, en) = (&before.nb, &before.en);
    let disagree =
        both!("den sier noe annet om samme deltaker enn {nb}", "it says something else of the same participant than {en}");
    let mut agrees = join_one(&mut known.date, more.date);
    agrees &= join_one(&mut known.meeting, more.meeting);
    agrees &= join_one(&mut known.internal_note, more.internal_note);
    for (known, more) in known.contact.iter_mut().zip(more.contact) {
        agrees &= join_one(known, more);
    }
    for (theme, answer) in more.answers {
        if known.answers.insert(theme, answer).is_some() {
            return Some(both!("deltakeren har svart på temaet før", "the participant has answered on the theme before"));
        }
    }
    (!agrees).then_some(disagree)
}

/// Takes over what is not known yet, and tells whether the two agree.
fn join_one<T: PartialEq>(known: &mut Option<T>, more: Option<T>) -> bool {
    match (&known, more) {
        (_, None) => true,
        (None, more) => {
            *known = more;
            true
        }
        (Some(known), Some(more)) => *known == more,
    }
}

fn twice(before: &Both) -> Both {
    let (nb, en) = (&before.nb, &before.en);
    both!("deltakeren står også på {nb}, eller er skrevet på to måter", "the participant is in {en} too, or is spelt in two ways")
}

/// Returns the words for themes: ids, titles, and what the map adds.
fn theme_words(map: &ColumnMap, mapping: &Mapping) -> BTreeMap<String, usize> {
    let number = |id: &str| mapping.themes.iter().position(|theme| theme.id == id);
    let mut words = BTreeMap::new();
    for (index, theme) in mapping.themes.iter().enumerate() {
        words.insert(word(&theme.title), index);
        words.insert(theme.id.clone(), index);
    }
    if let Answers::Long(rows) = &map.answers {
        words.extend(rows.names.iter().filter_map(|(name, id)| Some((name.clone(), number(id)?))));
    }
    words
}

/// Columns that hold something and that the map does not name.
fn unused(table: &Table, columns: &Columns) -> Option<Problem> {
    let answers = columns.answers.iter().flat_map(|answer| [Some(answer.raised), answer.text]);
    let others = [Some(columns.municipality), columns.date, columns.meeting, columns.internal_note, columns.theme];
    let used: Vec<usize> = others.into_iter().chain(columns.contact).chain(answers).flatten().collect();
    let width = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let holds = |column: usize| table.rows.iter().any(|row| row.cells.get(column).is_some_and(|cell| *cell != Cell::Empty));
    let unused: Vec<String> = (0..width).filter(|column| !used.contains(column) && holds(*column)).map(letters).collect();
    let named = unused.join(", ");
    (!unused.is_empty()).then(|| {
        Problem::new(
            Code::ColumnUnused,
            both!(
                "kolonner som ikke er i kartet, er ikke lest: {named}",
                "columns that are not in the map were not read: {named}"
            ),
        )
        .at(Place::file(&table.file))
    })
}

/// The mapping says how many took part; that another number is read may mean that rows are missing.
fn differs(file: &str, count: usize, mapping: &Mapping) -> Option<Problem> {
    let told = usize::try_from(mapping.participated).unwrap_or(usize::MAX);
    (count != told).then(|| {
        Problem::new(
            Code::CountDiffers,
            both!(
                "tallet på deltakere i tabellen er {count}, men `mapping.yaml` sier at {told} deltok",
                "the number of participants in the table is {count}, but `mapping.yaml` says that {told} took part"
            ),
        )
        .at(Place::file(file))
        .help(both!(
            "rett det som er galt, før noe regnes ut av svarene",
            "mend what is wrong before anything is reckoned from the answers"
        ))
    })
}

#[cfg(test)]
mod tests;

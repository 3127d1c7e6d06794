//! A file for the judge: published statements, a table to protect, or amounts that make up a sum.
//!
//! [`asked`] is the way in. Which of the three a file is, its first key says: `unknowns`, `cells` or `amounts`. A table and
//! amounts hold what may be confidential, so no message about them repeats a line of the file.

mod amounts;
mod listed;
mod statements;
mod table;

use serde::Deserialize;

use listed::Listed;

use crate::check::reader::{Page, Reader, Text, Truth};
use crate::check::yaml;
use crate::domain::Source;
use crate::judge::{Cell, Group, Names, Protect, Rules, System, Threshold};
use crate::load::SourceText;
use crate::problem::{Code, Place, Problem, both};

/// What a file asks.
#[derive(Debug)]
pub(crate) enum Asked {
    Statements(StatementSet),
    Table(Table),
    Amounts(Amounts),
}

/// What can be worked out about groups from what is published?
#[derive(Debug)]
pub(crate) struct StatementSet {
    pub source: Source,
    pub threshold: Threshold,
    pub names: Names,
    pub system: System,
    /// In the order of the statements: as written, and where.
    pub statements: Vec<(String, Place)>,
    /// First every unknown, then the groups of the file.
    pub groups: Vec<(String, Group)>,
}

/// Which cells must be hidden?
#[derive(Debug)]
pub(crate) struct Table {
    pub source: Source,
    pub threshold: Threshold,
    pub protect: Protect,
    /// The cells' names: each cell is an unknown of its own.
    pub names: Names,
    /// The equations between the cells.
    pub system: System,
    pub equations: Vec<(String, Place)>,
    pub cells: Vec<Cell>,
    pub places: Vec<Place>,
}

/// Does one of those who make up a sum show through?
#[derive(Debug)]
pub(crate) struct Amounts {
    pub amounts: Vec<i64>,
    pub rules: Rules,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JudgementForm {
    threshold: Option<Text>,
    unknowns: Option<Listed<Vec<Option<i64>>>>,
    #[serde(default)]
    published: Vec<Text>,
    #[serde(default)]
    groups: Listed<Text>,
    #[serde(default)]
    sizes: Listed<i64>,
    #[serde(default)]
    words: Listed<Vec<Text>>,
    cells: Option<Listed<i64>>,
    #[serde(default)]
    equations: Vec<EquationForm>,
    #[serde(default)]
    never_suppress: Vec<Text>,
    protect: Option<ProtectForm>,
    amounts: Option<AmountsForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EquationForm {
    total: Text,
    parts: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProtectForm {
    zero: Option<Truth>,
    all: Option<Truth>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AmountsForm {
    total: Text,
    parts: Listed<Text>,
    n: Option<Text>,
    k: Option<Text>,
    p: Option<Text>,
}

/// Understands a file; none where something is wrong with it.
pub(crate) fn asked(file: &SourceText) -> (Option<Asked>, Vec<Problem>) {
    let holds = |key: &str| file.text.lines().any(|line| line.starts_with(key));
    let secret = holds("cells") || holds("amounts");
    let page = Page { source: &file.source, yaml: &file.text, first_line: 1, secret };
    let form = match yaml::parse::<JudgementForm>(&page) {
        Ok(form) => form,
        Err(problems) => return (None, problems),
    };
    let mut reader = Reader::new(page);
    let asked = one_of(&mut reader, form);
    (asked.filter(|_| reader.problems.is_empty()), reader.problems)
}

/// A file is one of three things, and has no keys of another.
fn one_of(reader: &mut Reader<'_>, form: JudgementForm) -> Option<Asked> {
    let is_statements = !form.published.is_empty() || !form.groups.0.is_empty() || !form.words.0.is_empty();
    let is_table = !form.equations.is_empty() || !form.never_suppress.is_empty() || form.protect.is_some();
    let has_sizes = !form.sizes.0.is_empty();
    let threshold = threshold(reader, form.threshold.as_ref());
    match (form.unknowns, form.cells, form.amounts) {
        (Some(unknowns), None, None) if !is_table => {
            let told = statements::Told {
                unknowns,
                published: form.published,
                groups: form.groups,
                sizes: form.sizes,
                words: form.words,
            };
            Some(Asked::Statements(statements::statements(reader, threshold, told)))
        }
        (None, Some(cells), None) if !is_statements => {
            let told = table::Told {
                cells,
                equations: form.equations,
                never_suppress: form.never_suppress,
                sizes: form.sizes,
                protect: form.protect,
            };
            Some(Asked::Table(table::table(reader, threshold, told)))
        }
        (None, None, Some(amounts)) if !is_statements && !is_table && !has_sizes => {
            amounts::amounts(reader, &amounts).map(Asked::Amounts)
        }
        _ => {
            reader.problems.push(not_one(reader.page.source));
            None
        }
    }
}

fn not_one(source: &Source) -> Problem {
    Problem::new(
        Code::NotOneQuestion,
        both!("filen er ikke nøyaktig ett av det som kan bedømmes", "the file is not exactly one thing that can be judged"),
    )
    .at(Place::file(source.shown()))
    .note(both!(
        "utsagn har `unknowns`, og kan ha `published`, `groups`, `sizes` og `words`; en tabell har `cells`, og kan ha `equations`, `never_suppress`, `sizes` og `protect`; beløp har `amounts`",
        "statements have `unknowns`, and may have `published`, `groups`, `sizes` and `words`; a table has `cells`, and may have `equations`, `never_suppress`, `sizes` and `protect`; amounts have `amounts`"
    ))
    .help(both!("se `utsyn judge --help`", "see `utsyn judge --help`"))
}

fn threshold(reader: &mut Reader<'_>, text: Option<&Text>) -> Threshold {
    let Some(text) = text else { return Threshold::default() };
    match text.value.parse() {
        Ok(threshold) if (1..=1000).contains(&threshold) => Threshold(threshold),
        _ => {
            let place = reader.place(text);
            let problem = Problem::new(
                Code::BadNumber,
                both!("terskelen må være et helt tall fra 1 til 1000", "the threshold must be a whole number from 1 to 1000"),
            );
            reader.problems.push(problem.at(place).help(both!("skriv `threshold: 3`", "write `threshold: 3`")));
            Threshold::default()
        }
    }
}

/// Objects to a name that the file does not have.
fn unknown_name(reader: &mut Reader<'_>, text: &Text, names: &Names) {
    let place = reader.place(text);
    let name = &text.value;
    let problem =
        Problem::new(Code::UnknownName, both!("navnet `{name}` finnes ikke i filen", "there is no name `{name}` in the file"));
    reader.problems.push(problem.at(place).nearest(name, names.iter()));
}

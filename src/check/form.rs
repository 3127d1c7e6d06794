//! What was written, file by file, as domain types.
//!
//! [`read`] is the way in: the path of a file says what it is; `centres/oslo.md` is a centre, `nyheter/x.md` a page. A
//! form (`CentreForm` …) is a file as written; what is made of it is the thing as meant.
//!
//! The comments on the fields of a form are what an editor reads beside each key ([`schema_of`]), so they are in bokmål.

mod actor;
mod addresses;
mod allowance;
mod article;
mod centre;
mod closed;
mod columns;
mod county;
mod figure;
mod format;
mod frozen;
#[cfg(test)]
mod fuzz;
mod glossary;
mod judgement;
mod mapping;
mod municipality;
mod places;
mod priority;
mod reference;
mod release;
mod report;
mod settings;
mod table;

pub(crate) use addresses::addresses_text;
pub(crate) use columns::{AnswerColumns, Answers, Column, ColumnMap, Meeting, USUAL_VALUES, Value, word};
use std::sync::Arc;

use schemars::{Schema, SchemaGenerator};
use serde::de::DeserializeOwned;

pub(crate) use places::placed;

pub(crate) use judgement::{Asked, StatementSet, Table, asked};
pub(crate) use municipality::COLUMNS as MUNICIPALITY_COLUMNS;
pub(crate) use settings::part_base_url;
pub(in crate::check) use table::no_table;

use super::ending;
use super::file_kind::{Kind, kind};
use super::front_matter::{self, NoParts};
use super::mention;
use super::reader::{Page, Reader, Use};
use super::registry::Mention;
use super::yaml;
use crate::domain::{
    AddressBook, Article, Centre, Chapter, Confidential, County, DataTable, Editions, FigureBlock, Finding, Frozen, Mapping,
    Municipalities, MunicipalityRow, Note, Observation, Priority, Reference, Report, Settings, Source, Target, TargetKind, Term,
    WhoDoes, Written, qualified,
};
use crate::load::SourceText;
use crate::problem::{Code, Lines, Place, Problem, both};

/// Reads the rows of a list of municipalities that stands alone.
pub(crate) fn municipality_rows(file: &SourceText) -> (Vec<MunicipalityRow>, Vec<Problem>) {
    match municipality::rows(&file.source, &file.text) {
        (Thing::Municipalities(all), problems, ..) => (all.rows().to_vec(), problems),
        (_, problems, ..) => (Vec::new(), problems),
    }
}

/// Returns the schema of the form that a kind of file is read as; none where no kind has that name.
pub(super) fn schema_of(kind: &str, generator: SchemaGenerator) -> Option<Schema> {
    Some(match kind {
        "site" => generator.into_root_schema_for::<settings::SettingsForm>(),
        "counties" => generator.into_root_schema_for::<county::CountiesForm>(),
        "actors" => generator.into_root_schema_for::<actor::ActorsForm>(),
        "references" => generator.into_root_schema_for::<reference::ReferencesForm>(),
        "glossary" => generator.into_root_schema_for::<glossary::GlossaryForm>(),
        "centre" => generator.into_root_schema_for::<centre::CentreForm>(),
        "priority" => generator.into_root_schema_for::<priority::PriorityForm>(),
        "mapping" => generator.into_root_schema_for::<mapping::MappingForm>(),
        "finding" => generator.into_root_schema_for::<mapping::FindingForm>(),
        "observations" => generator.into_root_schema_for::<mapping::ObservationsForm>(),
        "notes" => generator.into_root_schema_for::<mapping::NotesForm>(),
        "release" => generator.into_root_schema_for::<release::EditionForm>(),
        "release-ledger" => generator.into_root_schema_for::<release::LedgerForm>(),
        "report" => generator.into_root_schema_for::<report::ReportForm>(),
        "addresses" => generator.into_root_schema_for::<addresses::AddressesForm>(),
        "edition" => generator.into_root_schema_for::<frozen::FrozenForm>(),
        "chapter" => generator.into_root_schema_for::<report::ChapterForm>(),
        "figure" => generator.into_root_schema_for::<figure::FigureForm>(),
        "page" => generator.into_root_schema_for::<article::ArticleForm>(),
        _ => return None,
    })
}

/// One file, understood.
pub(super) struct ReadFile {
    pub source: Source,
    pub thing: Thing,
    pub uses: Vec<Use>,
    pub mentions: Vec<Mention>,
    pub labels: Vec<(Target, Place)>,
    pub tables: Vec<(DataTable, Place)>,
    pub figures: Vec<FigureBlock>,
}

/// What a file is.
pub(super) enum Thing {
    Settings(Box<Settings>),
    Municipalities(Arc<Municipalities>),
    Counties(Vec<County>),
    Actors(WhoDoes),
    References(Vec<Reference>),
    Glossary(Vec<Term>),
    Centre(Box<Centre>),
    Priority(Box<Priority>),
    Mapping(Box<Mapping>),
    Finding(Box<Finding>),
    Observations(Vec<Confidential<Observation>>),
    Notes(Vec<Confidential<Note>>),
    Release(Editions),
    Ledger(Editions),
    Report(Box<Report>),
    Chapter(Box<Chapter>),
    Addresses(AddressBook),
    Frozen(Frozen),
    /// With the place of the page that it translates.
    Article(Arc<Article>, Option<Place>),
    /// Not understood; its problem is told.
    Nothing,
}

/// Reads one file by the kind its path says.
pub(super) fn read(file: SourceText) -> (ReadFile, Vec<Problem>) {
    let SourceText { source, text } = file;
    let kind = kind(source.within());
    let secret = kind.is_some_and(|kind| kind.is_secret(&text));
    let (thing, mut problems, uses, tables) = match kind {
        Some(Kind::Settings) => whole(&source, &text, secret, settings::settings),
        Some(Kind::Municipalities) => municipality::rows(&source, &text),
        Some(Kind::Counties) => whole(&source, &text, secret, county::counties),
        Some(Kind::Actors) => whole(&source, &text, secret, actor::actors),
        Some(Kind::References) => whole(&source, &text, secret, reference::references),
        Some(Kind::Glossary) => whole(&source, &text, secret, glossary::glossary),
        Some(Kind::Centre) => parted(&source, &text, secret, centre::centre, |_| None),
        Some(Kind::Priority) => parted(&source, &text, secret, priority::priority, |_| None),
        Some(Kind::Mapping) => whole(&source, &text, secret, mapping::mapping),
        Some(Kind::Observations) => whole(&source, &text, secret, mapping::observations),
        Some(Kind::Notes) => whole(&source, &text, secret, mapping::notes),
        Some(Kind::Release) => whole(&source, &text, secret, release::release),
        Some(Kind::Ledger) => whole(&source, &text, secret, release::ledger),
        Some(Kind::Finding) => parted(&source, &text, secret, mapping::finding, |_| None),
        Some(Kind::Report) => whole(&source, &text, secret, report::report),
        Some(Kind::Chapter) => parted(&source, &text, secret, report::chapter, |_| None),
        Some(Kind::Addresses) => whole(&source, &text, secret, addresses::addresses),
        Some(Kind::Frozen) => whole(&source, &text, secret, frozen::frozen),
        Some(Kind::Article) => parted(&source, &text, secret, article::article, article::at_a_glance),
        None => stray(&source),
    };
    let (mut mentions, uses) = mentions(&thing, uses, &mut problems);
    let cited = tables.iter().flat_map(|(table, _)| &table.sources).cloned();
    mentions.extend(cited.map(|id| Mention { source: source.clone(), target: Target { kind: TargetKind::Reference, id } }));
    let labels = labels(&thing, &mut problems);
    let figures = figures(&thing, &mut problems);
    problems.extend(prose(&thing).into_iter().flat_map(|written| super::loose::loose(written, is_secret(&thing))));
    (ReadFile { source, thing, uses, mentions, labels, tables, figures }, problems)
}

/// Reads the column map of an import; none where it cannot be understood.
pub(super) fn read_columns(file: &SourceText) -> (Option<ColumnMap>, Vec<Problem>) {
    let page = Page { source: &file.source, yaml: &file.text, first_line: 1, secret: false };
    match yaml::parse(&page) {
        Ok(form) => {
            let mut reader = Reader::new(page);
            let map = columns::columns(&mut reader, form);
            (map, reader.problems)
        }
        Err(problems) => (None, problems),
    }
}

/// What a file is, what is wrong with it, what it names, and the tables of data in its text.
type Outcome = (Thing, Vec<Problem>, Vec<Use>, Vec<(DataTable, Place)>);

/// Reads a YAML file.
fn whole<T: DeserializeOwned>(source: &Source, text: &str, secret: bool, make: fn(&mut Reader<'_>, T) -> Thing) -> Outcome {
    let page = Page { source, yaml: text, first_line: 1, secret };
    if yaml::says_nothing(text) {
        return (Thing::Nothing, vec![empty(source)], Vec::new(), Vec::new());
    }
    understood(page, make)
}

/// Reads a Markdown file with front matter; `quick` may read the plainest of it.
fn parted<T: DeserializeOwned>(
    source: &Source,
    text: &str,
    secret: bool,
    make: fn(&mut Reader<'_>, T, Written) -> Thing,
    quick: fn(&str) -> Option<T>,
) -> Outcome {
    let parts = match front_matter::parts(text) {
        Ok(parts) => parts,
        Err(why) => return (Thing::Nothing, vec![no_front_matter(source, text, &why, secret)], Vec::new(), Vec::new()),
    };
    let text_of = text[parts.body..].into();
    let mut body = Written { source: source.clone(), first_line: parts.body_line, text: text_of, tables: [].into() };
    let tables = table::tables(&body, secret);
    body.tables = tables.tables.into();
    let page = Page { source, yaml: &text[parts.yaml], first_line: 2, secret };
    if let Some(form) = quick(page.yaml) {
        let mut reader = Reader::new(page);
        let thing = make(&mut reader, form, body);
        return (thing, with(reader.problems, tables.problems), with(reader.uses, tables.uses), tables.places);
    }
    let (thing, problems, uses, _) = understood(page, |reader, form| make(reader, form, body));
    (thing, with(problems, tables.problems), with(uses, tables.uses), tables.places)
}

fn with<T>(mut some: Vec<T>, more: Vec<T>) -> Vec<T> {
    some.extend(more);
    some
}

fn understood<T: DeserializeOwned>(page: Page<'_>, make: impl FnOnce(&mut Reader<'_>, T) -> Thing) -> Outcome {
    match yaml::parse::<T>(&page) {
        Ok(form) => {
            let mut reader = Reader::new(page);
            let thing = make(&mut reader, form);
            (thing, reader.problems, reader.uses, Vec::new())
        }
        Err(problems) => (Thing::Nothing, problems, Vec::new(), Vec::new()),
    }
}

fn empty(source: &Source) -> Problem {
    Problem::new(Code::EmptyValue, both!("filen er tom", "the file is empty"))
        .at(Place::file(source.shown()))
        .help(both!("skriv det den skal inneholde, eller slett den", "write what it should hold, or delete it"))
}

fn no_front_matter(source: &Source, text: &str, why: &NoParts, secret: bool) -> Problem {
    let lines = Lines { file: source.shown(), first_line: 1, text };
    let (code, headline, place) = match why {
        NoParts::None if text.trim().is_empty() => return empty(source),
        NoParts::None => (
            Code::NoFrontMatter,
            both!("filen mangler nøkler øverst (`---`)", "the file has no keys at its top (`---`)"),
            lines.at(1, 1, 3),
        ),
        NoParts::Open => (
            Code::OpenFrontMatter,
            both!("nøklene øverst i filen slutter aldri", "the keys at the top of the file never end"),
            lines.at(1, 1, 3),
        ),
        NoParts::Dots { at } => (
            Code::OpenFrontMatter,
            both!("nøklene øverst slutter med `...`", "the keys at the top end with `...`"),
            lines.place(*at..at + 3),
        ),
    };
    let place = if secret { place.without_excerpt() } else { place };
    Problem::new(code, headline).at(place).help(why.help())
}

fn stray(source: &Source) -> Outcome {
    if let Some(meant) = ending::meant(source) {
        return (Thing::Nothing, vec![ending::stray(source, &meant)], Vec::new(), Vec::new());
    }
    let problem = Problem::new(
        Code::StrayFile,
        both!(
            "filen hører ikke til noe sted vi kjenner, og blir ikke brukt",
            "the file belongs nowhere that we know, and is not used"
        ),
    )
    .at(Place::file(source.shown()))
    .help(both!(
        "se i README-en hvor hver slags fil skal ligge; vedlegg hører hjemme i `files/`",
        "see in the README where each kind of file goes; attachments belong in `files/`"
    ));
    (Thing::Nothing, vec![problem], Vec::new(), Vec::new())
}

/// Finds the references in all prose of a thing; each is a use to be checked, and those of public texts are shown.
fn mentions(thing: &Thing, mut uses: Vec<Use>, problems: &mut Vec<Problem>) -> (Vec<Mention>, Vec<Use>) {
    let mut mentions = Vec::new();
    for written in prose(thing) {
        let found = mention::find(written, is_secret(thing));
        problems.extend(found.problems);
        for (target, place, may_lack) in found.targets {
            let target = qualified(target, &written.source);
            mentions.push(Mention { source: written.source.clone(), target: target.clone() });
            let place = if is_secret(thing) { place.without_excerpt() } else { place };
            uses.push(Use { target, place, may_lack });
        }
    }
    (mentions, uses)
}

/// Finds the labels in all prose of a thing.
fn labels(thing: &Thing, problems: &mut Vec<Problem>) -> Vec<(Target, Place)> {
    let can_be = matches!(thing, Thing::Chapter(_) | Thing::Article(..) | Thing::Centre(_) | Thing::Priority(_));
    let mut labels = Vec::new();
    for written in prose(thing) {
        let found = super::labels::labels(written, is_secret(thing), can_be);
        problems.extend(found.problems);
        labels.extend(found.labels);
    }
    labels
}

/// Finds the figures in all prose of a thing.
fn figures(thing: &Thing, problems: &mut Vec<Problem>) -> Vec<FigureBlock> {
    let mut figures = Vec::new();
    for written in prose(thing) {
        let (found, objections) = figure::figures(written, is_secret(thing));
        figures.extend(found);
        problems.extend(objections);
    }
    figures
}

fn is_secret(thing: &Thing) -> bool {
    match thing {
        Thing::Finding(finding) => finding.anonymised != Some(true) || finding.draft || finding.synthetic,
        Thing::Article(article, _) => article.draft,
        _ => false,
    }
}

pub(super) fn prose(thing: &Thing) -> Vec<&Written> {
    match thing {
        Thing::Centre(centre) => vec![&centre.body],
        Thing::Priority(priority) => vec![&priority.body],
        Thing::Mapping(mapping) => {
            let themes = mapping.themes.iter().filter_map(|theme| theme.text.as_ref());
            mapping.invitation.iter().chain(&mapping.method).chain(themes).collect()
        }
        Thing::Finding(finding) => vec![&finding.body],
        Thing::Report(report) => vec![&report.summary],
        Thing::Chapter(chapter) => vec![&chapter.body],
        Thing::Article(article, _) => vec![&article.body],
        _ => Vec::new(),
    }
}

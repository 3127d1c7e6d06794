//! Everything the content says, in domain types, by kind.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::form::{ReadFile, Thing};
use super::reader::Use;
use crate::domain::{
    AddressBook, Article, Attachment, Centre, Confidential, County, DataTable, Editions, FigureBlock, Finding, Frozen,
    GroupValue, Language, Mapping, Municipalities, MunicipalityRow, Note, Observation, PartialDate, Priority, Reference, Report,
    Settings, Source, Target, Term, WhoDoes, slug,
};
use crate::problem::{Code, Place, Problem, both};

/// What the content says. What may not be public is still closed: see [`Confidential`].
#[derive(Debug, Default)]
pub(crate) struct Registry {
    pub settings: Option<Settings>,
    pub municipalities: Arc<Municipalities>,
    pub counties: Vec<County>,
    pub centres: Vec<Centre>,
    pub priorities: Vec<Priority>,
    pub who_does: WhoDoes,
    pub references: Vec<Reference>,
    pub terms: Vec<Term>,
    pub mappings: Vec<Mapping>,
    pub reports: Vec<Report>,
    pub articles: Vec<Arc<Article>>,
    pub drafts: Vec<Confidential<Article>>,
    pub attachments: Vec<Attachment>,
    /// The file that lists the municipalities, as shown to people.
    pub municipalities_file: String,
    /// The file that lists the counties, as shown to people.
    pub counties_file: String,
    /// Who refers to what, in texts.
    pub mentions: Vec<Mention>,
    /// Which page says the same as which, in another language.
    pub translations: Vec<Translation>,
    /// All files that become pages, or would if they were finished, by their paths within the content.
    pub page_files: Vec<String>,
    /// What texts have labelled, and where.
    pub labels: Vec<(Target, Place)>,
    /// The tables of data in texts, and where they are given.
    pub tables: Vec<(DataTable, Place)>,
    /// The figures that texts ask for.
    pub figures: Vec<FigureBlock>,
    /// Files that could not be read or understood: what they hold is not known.
    pub lost: Vec<Source>,
    /// The ids of findings, by mapping, and whether each may be named in public.
    pub finding_ids: BTreeMap<String, FindingState>,
    /// The digests of kept editions, by folder within the content.
    pub edition_digests: BTreeMap<String, String>,
}

impl Registry {
    /// Returns the reports, each with the editions that are kept of it.
    pub(crate) fn all_reports(&self) -> impl Iterator<Item = &Report> {
        self.reports.iter().flat_map(|report| std::iter::once(report).chain(&report.editions))
    }

    /// Gives the site another address than `site.yaml` does: scheme and host, and the path below.
    pub(crate) fn move_to(&mut self, base_url: Option<&(String, String)>) {
        if let (Some((origin, base_path)), Some(settings)) = (base_url, &mut self.settings) {
            settings.origin.clone_from(origin);
            settings.base_path.clone_from(base_path);
        }
    }
}

/// Whether a finding can be referred to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FindingState {
    Public,
    Draft,
    Withheld,
}

/// A text refers to an entry.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    pub source: Source,
    pub target: Target,
}

/// A page says that it is a translation.
#[derive(Debug, Clone)]
pub(crate) struct Translation {
    pub source: Source,
    pub language: Option<Language>,
    /// The file of the page that it translates, as written.
    pub original: String,
    pub place: Place,
}

/// Puts the files together. Returns the uses of entries too, which the rules check.
pub(super) fn assemble(files: Vec<ReadFile>, problems: &mut Vec<Problem>) -> (Registry, Vec<Use>) {
    let mut registry = Registry::default();
    let mut uses = Vec::new();
    let mut loose = Loose::default();
    for file in files {
        if matches!(file.thing, Thing::Article(..) | Thing::Centre(_) | Thing::Priority(_) | Thing::Chapter(_)) {
            registry.page_files.push(file.source.within().to_owned());
        }
        uses.extend(file.uses);
        registry.mentions.extend(file.mentions);
        registry.labels.extend(file.labels);
        registry.tables.extend(file.tables);
        registry.figures.extend(file.figures);
        place(&mut registry, &mut loose, file.thing, &file.source);
    }
    loose.join(&mut registry, problems);
    group_by_county(&mut registry);
    name_counties(&mut registry.counties);
    if registry.settings.is_none() && problems.is_empty() {
        problems.push(no_settings());
    }
    (registry, uses)
}

fn place(registry: &mut Registry, loose: &mut Loose, thing: Thing, source: &Source) {
    match thing {
        Thing::Settings(settings) => registry.settings = Some(*settings),
        Thing::Municipalities(all) => {
            registry.municipalities = all;
            registry.municipalities_file = source.shown().to_owned();
        }
        Thing::Counties(counties) => {
            registry.counties = counties;
            registry.counties_file = source.shown().to_owned();
        }
        Thing::Actors(who_does) => registry.who_does = who_does,
        Thing::References(references) => registry.references = references,
        Thing::Glossary(terms) => registry.terms = terms,
        Thing::Centre(centre) => registry.centres.push(*centre),
        Thing::Priority(priority) => registry.priorities.push(*priority),
        Thing::Mapping(mapping) => registry.mappings.push(*mapping),
        Thing::Finding(finding) => {
            registry.finding_ids.insert(finding.id.clone(), state(&finding));
            loose.findings.push((folder(source), *finding));
        }
        Thing::Observations(observations) => loose.observations.push((folder(source), source.clone(), observations)),
        Thing::Notes(notes) => loose.notes.push((folder(source), source.clone(), notes)),
        Thing::Release(release) => loose.releases.push((folder(source), release)),
        Thing::Ledger(ledger) => loose.ledgers.push((folder(source), ledger)),
        Thing::Report(report) if source.edition().is_some() => loose.editions.push((folder(source), *report)),
        Thing::Frozen(frozen) => loose.frozen.push((folder(source), frozen)),
        Thing::Report(report) => registry.reports.push(*report),
        Thing::Chapter(chapter) => loose.chapters.push((folder(source), *chapter)),
        Thing::Addresses(register) => loose.addresses.push((folder(source), register)),
        Thing::Article(article, _) if article.draft => registry.drafts.push(Confidential::new(Arc::unwrap_or_clone(article))),
        Thing::Article(article, original) => {
            registry.translations.extend(article.translates.clone().zip(original).map(|(original, place)| Translation {
                source: source.clone(),
                language: article.language,
                original,
                place,
            }));
            registry.articles.push(article);
        }
        Thing::Nothing => registry.lost.push(source.clone()),
    }
}

fn state(finding: &Finding) -> FindingState {
    if finding.draft {
        FindingState::Draft
    } else if finding.anonymised == Some(true) && !finding.synthetic {
        FindingState::Public
    } else {
        FindingState::Withheld
    }
}

/// Returns the folder that says to which mapping or report a file belongs.
fn folder(source: &Source) -> String {
    if let Some((report, version)) = source.edition() {
        return format!("{report}/{version}");
    }
    source.within().split('/').nth(1).unwrap_or("").to_owned()
}

/// What belongs to a mapping or a report that may come later in the order of the files.
#[derive(Default)]
struct Loose {
    findings: Vec<(String, Finding)>,
    observations: Vec<(String, Source, Vec<Confidential<Observation>>)>,
    notes: Vec<(String, Source, Vec<Confidential<Note>>)>,
    releases: Vec<(String, Editions)>,
    ledgers: Vec<(String, Editions)>,
    chapters: Vec<(String, crate::domain::Chapter)>,
    addresses: Vec<(String, AddressBook)>,
    editions: Vec<(String, Report)>,
    frozen: Vec<(String, Frozen)>,
}

impl Loose {
    fn join(self, registry: &mut Registry, problems: &mut Vec<Problem>) {
        let told_already = !problems.is_empty();
        let mut orphan = |source: &Source, file: &str| {
            if !told_already {
                problems.push(no_owner(source, file));
            }
        };
        for (id, finding) in self.findings {
            match registry.mappings.iter_mut().find(|mapping| mapping.id == id) {
                Some(mapping) => mapping.findings.push(Confidential::new(finding)),
                None => orphan(&finding.source, "mapping.yaml"),
            }
        }
        for (id, source, observations) in self.observations {
            match registry.mappings.iter_mut().find(|mapping| mapping.id == id) {
                Some(mapping) => mapping.observations.extend(observations),
                None => orphan(&source, "mapping.yaml"),
            }
        }
        for (id, source, notes) in self.notes {
            match registry.mappings.iter_mut().find(|mapping| mapping.id == id) {
                Some(mapping) => mapping.notes.extend(notes),
                None => orphan(&source, "mapping.yaml"),
            }
        }
        for (id, release) in self.releases {
            match registry.mappings.iter_mut().find(|mapping| mapping.id == id) {
                Some(mapping) => mapping.release = Some(release),
                None => orphan(&release.source, "mapping.yaml"),
            }
        }
        for (id, ledger) in self.ledgers {
            match registry.mappings.iter_mut().find(|mapping| mapping.id == id) {
                Some(mapping) => mapping.ledger = Some(ledger),
                None => orphan(&ledger.source, "mapping.yaml"),
            }
        }
        let mut reports = Reports { now: &mut registry.reports, kept: self.editions };
        for (id, chapter) in self.chapters {
            match reports.find(&id) {
                Some(report) => report.chapters.push(chapter),
                None => orphan(&chapter.source, "report.yaml"),
            }
        }
        for (id, register) in self.addresses {
            match reports.find(&id) {
                Some(report) => report.addresses = Some(register),
                None => orphan(&register.source, "report.yaml"),
            }
        }
        for (id, frozen) in self.frozen {
            match reports.find(&id) {
                Some(report) => report.frozen = Some(frozen),
                None => orphan(&frozen.source, "report.yaml"),
            }
        }
        for (_, edition) in reports.kept {
            match registry.reports.iter_mut().find(|report| report.id == edition.id) {
                Some(report) => report.editions.push(edition),
                None => orphan(&edition.source, "report.yaml"),
            }
        }
    }
}

/// Reports as they are now, by id, and as they were, by id and version.
struct Reports<'a> {
    now: &'a mut Vec<Report>,
    kept: Vec<(String, Report)>,
}

impl Reports<'_> {
    fn find(&mut self, folder: &str) -> Option<&mut Report> {
        let kept = self.kept.iter_mut().find(|(known, _)| known == folder).map(|(_, report)| report);
        kept.or_else(|| self.now.iter_mut().find(|report| report.id == folder))
    }
}

fn no_owner(source: &Source, file: &str) -> Problem {
    Problem::new(
        Code::MissingKey,
        both!(
            "mappen mangler `{file}`, som sier hva filene hører til",
            "the folder lacks `{file}`, which says what the files belong to"
        ),
    )
    .at(Place::file(source.shown()))
}

/// Fills the groups that a mapping takes from the registry: the municipalities of each county when the mapping began.
///
/// A name that two municipalities have stands for neither; those are called by their numbers.
fn group_by_county(registry: &mut Registry) {
    let Registry { mappings, municipalities, counties, .. } = registry;
    for mapping in mappings {
        let Some(day) = mapping.period.from.date().map(PartialDate::first_day) else { continue };
        let valid: Vec<&MunicipalityRow> = municipalities.valid_on(day).map(|row| municipalities.row(row)).collect();
        let is_unique = |name: &str| valid.iter().filter(|row| row.name == name).count() == 1;
        let names = |row: &&MunicipalityRow| {
            [row.number.to_string()].into_iter().chain(is_unique(&row.name).then(|| row.name.clone())).collect::<Vec<_>>()
        };
        let value = |county: &County| GroupValue {
            id: county.number.to_string(),
            title: county.name.clone(),
            municipalities: valid.iter().filter(|row| row.county == county.number).flat_map(names).collect(),
        };
        let groupings = mapping.counting.iter_mut().flat_map(|counting| &mut counting.groupings);
        for grouping in groupings.filter(|grouping| grouping.by_county) {
            grouping.values = counties.iter().map(value).filter(|value| !value.municipalities.is_empty()).collect();
        }
    }
}

/// Today's county has its plain name; one of the past whose name is taken adds its number.
fn name_counties(counties: &mut [County]) {
    let names: Vec<(String, bool)> = counties.iter().map(|county| (slug(&county.name), county.valid_to.is_none())).collect();
    for (index, county) in counties.iter_mut().enumerate() {
        let (name, living) = &names[index];
        let taken = names
            .iter()
            .enumerate()
            .any(|(other, (other_name, other_living))| other != index && other_name == name && (!living || *other_living));
        county.slug = if taken { format!("{name}-{}", county.number) } else { name.clone() };
    }
}

fn no_settings() -> Problem {
    Problem::new(Code::NoContent, both!("`site.yaml` mangler", "`site.yaml` is missing")).help(both!(
        "lag filen `site.yaml` øverst i innholdsmappen:\ntitle: \"Navnet på nettstedet\"\nbase_url: \"https://www.eksempel.no/\"\nlanguage: nb",
        "make the file `site.yaml` at the top of the content folder:\ntitle: \"Name of the site\"\nbase_url: \"https://www.example.org/\"\nlanguage: nb"
    ))
}

//! [`Registry`] in, [`PublicView`] and [`Secrets`] out: decides what is public.
//!
//! [`anonymise`] is the way in.
//!
//! 1. what was closed is opened here, and only here;
//! 2. a finding is let out when it says `anonymised: true` *and* nothing in it singles out a participant
//!    (`singling_out`, which also warns of names in the other prose of a mapping and its report); observations, notes
//!    and drafts never are;
//! 3. numbers are shown only as a release that is proved anew (`release`);
//! 4. all that stays inside becomes [`Secrets`], which the last gate looks for in the finished bytes;
//! 5. each thing left out is listed with its reason ([`LeftOut`]).
//!
//! Invariant: a [`Public`] value is made here alone.

mod audit;
mod left_out;
mod release;
mod secrets;
mod singling_out;

use std::collections::BTreeSet;

pub(crate) use audit::MappingAudit;
pub(crate) use left_out::{LeftOut, LeftOutKind};
pub(crate) use release::{Part, Proposal, Reason, ledger_text, release_text};
pub(crate) use secrets::{Secret, SecretKind, Secrets};

use crate::check::{Mention, Registry};
use crate::domain::{
    Article, Attachment, Centre, Confidential, County, Date, Edition, Editions, Finding, Mapping, Municipalities, Observation,
    Priority, Reference, Report, Settings, Source, Target, WhoDoes, Written,
};
use crate::problem::{Problem, both};

/// A thing that was judged and let out.
#[derive(Debug)]
pub(crate) struct Public<T>(T);

impl<T> Public<T> {
    pub(crate) fn get(&self) -> &T {
        &self.0
    }
}

/// A mapping, its public findings and its proved numbers. Its observations and notes are gone.
#[derive(Debug)]
pub(crate) struct PublicMapping {
    pub about: Mapping,
    pub findings: Vec<Public<Finding>>,
    /// None: no numbers are published.
    pub numbers: Option<Public<Edition>>,
}

/// All that may be shown.
#[derive(Debug)]
pub(crate) struct PublicView {
    pub settings: Settings,
    pub municipalities: Municipalities,
    pub counties: Vec<County>,
    pub centres: Vec<Centre>,
    pub priorities: Vec<Priority>,
    pub who_does: WhoDoes,
    pub references: Vec<Reference>,
    pub mappings: Vec<PublicMapping>,
    pub reports: Vec<Report>,
    /// With drafts among them in a build of drafts.
    pub articles: Vec<Article>,
    pub attachments: Vec<Attachment>,
    /// Who refers to what, in public texts.
    pub mentions: Vec<(Source, Target)>,
}

/// Whether drafts are shown: in a build that is never published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Drafts {
    LeaveOut,
    Show,
}

/// What this stage says beside the public view.
#[derive(Debug, Default)]
pub(crate) struct Withheld {
    pub secrets: Secrets,
    pub left_out: Vec<LeftOut>,
    /// What was published of each mapping.
    pub mappings: Vec<MappingAudit>,
}

/// Decides what is public.
pub(crate) fn anonymise(registry: Registry, drafts: Drafts) -> ((PublicView, Withheld), Vec<Problem>) {
    let mut withheld = Withheld::default();
    let mut problems = Vec::new();
    let mut hidden = BTreeSet::new();
    let names = singling_out::Names::new(&registry.municipalities);

    let mut mappings = Vec::new();
    for mut mapping in registry.mappings {
        let mut findings = Vec::new();
        for finding in std::mem::take(&mut mapping.findings) {
            let finding = finding.open();
            match judge(&finding, &names) {
                Ok(()) => findings.push(Public(finding)),
                Err(Refusal { why, problem }) => {
                    problems.extend(problem.map(|problem| *problem));
                    hidden.insert(finding.source.clone());
                    withheld.left_out.push(LeftOut::new(LeftOutKind::Finding, &finding.source, why));
                    withheld.secrets.of_finding(finding);
                }
            }
        }
        let numbers = numbers(&mut mapping, &findings, registry.settings.as_ref(), &mut withheld, &mut problems);
        problems.extend(prose_of_mapping(&mapping).filter_map(|text| singling_out::name_in(text, &names)));
        keep_inside(&mut mapping, &names, &mut withheld);
        mappings.push(PublicMapping { about: mapping, findings, numbers });
    }

    let of_mappings = registry.reports.iter().filter(|report| report.mapping.is_some());
    problems.extend(of_mappings.flat_map(prose_of_report).filter_map(|text| singling_out::name_in(text, &names)));

    let mut articles = registry.articles;
    for draft in registry.drafts {
        let draft = draft.open();
        if drafts == Drafts::Show {
            articles.push(draft);
        } else {
            hidden.insert(draft.source.clone());
            withheld.left_out.push(LeftOut::new(
                LeftOutKind::Draft,
                &draft.source,
                both!("er en kladd (`draft: true`)", "is a draft (`draft: true`)"),
            ));
            withheld.secrets.of_draft(draft, &articles);
        }
    }

    withheld.left_out.sort();
    let mentions = registry.mentions.into_iter().filter(|mention| !hidden.contains(&mention.source));
    let view = PublicView {
        settings: registry.settings.unwrap_or_else(unnamed),
        municipalities: registry.municipalities,
        counties: registry.counties,
        centres: registry.centres,
        priorities: registry.priorities,
        who_does: registry.who_does,
        references: registry.references,
        mappings,
        reports: registry.reports,
        articles,
        attachments: registry.attachments,
        mentions: mentions.map(|Mention { source, target }| (source, target)).collect(),
    };
    ((view, withheld), problems)
}

/// Proves the numbers of a mapping, and says where the answers at hand have outgrown them.
fn numbers(
    mapping: &mut Mapping,
    findings: &[Public<Finding>],
    settings: Option<&Settings>,
    withheld: &mut Withheld,
    problems: &mut Vec<Problem>,
) -> Option<Public<Edition>> {
    let findings: Vec<&Finding> = findings.iter().map(Public::get).collect();
    let words = settings.map_or(&[][..], |settings| &settings.quantity_words);
    let proved = release::prove(mapping, &findings, words);
    problems.extend(proved.problems);
    withheld.mappings.push(MappingAudit::of(mapping, proved.inferred));
    let edition = proved.edition?;
    let observations = opened(mapping);
    problems.extend(release::outgrown(mapping, &observations, &findings, words));
    mapping.observations = observations.into_iter().map(Confidential::new).collect();
    Some(Public(edition))
}

fn opened(mapping: &mut Mapping) -> Vec<Observation> {
    std::mem::take(&mut mapping.observations).into_iter().map(Confidential::open).collect()
}

/// Counts, judges and suppresses the answers to the mapping `id`: the next edition of its numbers.
///
/// # Errors
///
/// Problems that keep it from being made. None of them shows an answer, or who gave it.
pub(crate) fn propose_release(registry: Registry, id: &str, today: Date) -> Result<(Mapping, Proposal), Vec<Problem>> {
    let names = singling_out::Names::new(&registry.municipalities);
    let settings = registry.settings;
    let Some(mut mapping) = registry.mappings.into_iter().find(|mapping| mapping.id == id) else { return Err(Vec::new()) };
    let findings: Vec<Finding> = std::mem::take(&mut mapping.findings).into_iter().map(Confidential::open).collect();
    let public: Vec<&Finding> = findings.iter().filter(|finding| judge(finding, &names).is_ok()).collect();
    let words = settings.as_ref().map_or(&[][..], |settings| &settings.quantity_words);
    let observations = opened(&mut mapping);
    let proposal = release::propose(&mapping, &observations, &public, words, today)?;
    // What is written is proved as every build will prove it, without the observations.
    let file = |name: &str, editions: Vec<Edition>| Some(Editions { source: mapping.source.beside(name), editions });
    let all = proposal.earlier.iter().chain([&proposal.edition]).cloned().collect();
    let (release, ledger) = (file("release.yaml", vec![proposal.edition.clone()]), file("release-ledger.yaml", all));
    (mapping.release, mapping.ledger) = (release, ledger);
    let proved = release::prove(&mapping, &public, words);
    if proved.problems.is_empty() { Ok((mapping, proposal)) } else { Err(proved.problems) }
}

fn prose_of_mapping(mapping: &Mapping) -> impl Iterator<Item = &Written> {
    let themes = mapping.themes.iter().filter_map(|theme| theme.text.as_ref());
    mapping.invitation.iter().chain(&mapping.method).chain(themes)
}

fn prose_of_report(report: &Report) -> impl Iterator<Item = &Written> {
    report.chapters.iter().map(|chapter| &chapter.body).chain([&report.summary])
}

/// Why a finding stays inside; with a problem where it claims to be public but must not be.
struct Refusal {
    why: crate::problem::Both,
    problem: Option<Box<Problem>>,
}

fn judge(finding: &Finding, names: &singling_out::Names) -> Result<(), Refusal> {
    let refuse = |why| Err(Refusal { why, problem: None });
    if finding.draft {
        return refuse(both!("er en kladd (`draft: true`)", "is a draft (`draft: true`)"));
    }
    match finding.anonymised {
        Some(true) => {}
        Some(false) => {
            return refuse(both!("er ikke anonymisert (`anonymised: false`)", "is not anonymised (`anonymised: false`)"));
        }
        None => {
            return refuse(both!(
                "sier ikke at det er anonymisert (`anonymised` mangler)",
                "does not say it is anonymised (`anonymised` is missing)"
            ));
        }
    }
    if finding.synthetic {
        return refuse(both!(
            "er oppdiktet (`synthetic: true`) og publiseres ikke som fakta",
            "is invented (`synthetic: true`) and is not published as fact"
        ));
    }
    match singling_out::find(finding, names) {
        None => Ok(()),
        Some(problem) => Err(Refusal { why: problem.headline.clone(), problem: Some(Box::new(problem)) }),
    }
}

/// Turns observations and notes into secrets.
///
/// That a municipality exists is public, so its name alone is none; what it said, and with whom one spoke, is.
fn keep_inside(mapping: &mut Mapping, names: &singling_out::Names, withheld: &mut Withheld) {
    let telling = |texts: Vec<String>| texts.into_iter().filter(|text| !names.is_one(text)).collect();
    let mut observations: Vec<Source> = Vec::new();
    for observation in std::mem::take(&mut mapping.observations) {
        let observation = observation.open();
        observations.push(observation.source.clone());
        withheld.secrets.of_entry(&observation.source, observation.line, telling(observation.texts));
    }
    let mut notes: Vec<Source> = Vec::new();
    for note in std::mem::take(&mut mapping.notes) {
        let note = note.open();
        notes.push(note.source.clone());
        withheld.secrets.of_entry(&note.source, note.line, telling(note.texts));
    }
    for (kind, sources) in [(LeftOutKind::Observation, observations), (LeftOutKind::Note, notes)] {
        let why = || both!("er alltid fortrolig", "is always confidential");
        let files: BTreeSet<&Source> = sources.iter().collect();
        for file in files {
            let count = sources.iter().filter(|source| *source == file).count();
            withheld.left_out.push(LeftOut { count, ..LeftOut::new(kind, file, why()) });
        }
    }
}

/// Settings for a site without any; the run has stopped before they could be used.
fn unnamed() -> Settings {
    Settings {
        source: Source::new("content", "site.yaml"),
        title: String::new(),
        short_title: None,
        description: None,
        origin: String::new(),
        base_path: "/".to_owned(),
        language: crate::domain::Language::Bokmal,
        theme: "standard".to_owned(),
        publisher: None,
        contact_email: None,
        contact_text: None,
        accessibility_statement: None,
        licence: None,
        credits: Vec::new(),
        menu: None,
        footer_menu: Vec::new(),
        quantity_words: Vec::new(),
    }
}

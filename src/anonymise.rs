//! [`Registry`] in, [`PublicView`] and [`Secrets`] out: decides what is public.
//!
//! [`anonymise`] is the way in.
//!
//! 1. what was closed is opened here, and only here;
//! 2. a finding is let out when it says `anonymised: true` *and* nothing in it singles out a participant
//!    (`singling_out`, which reads all other texts of a mapping and its report too); observations, notes and drafts
//!    never are;
//! 3. numbers are shown only as a release that is proved anew (`release`);
//! 4. all that stays inside becomes [`Secrets`], which the last gate looks for in the finished bytes; with the names and
//!    what is allowed, [`Watch`], it reads the pages of mappings and reports once more;
//! 5. each thing left out is listed with its reason ([`LeftOut`]);
//! 6. `memory` spares the preview the texts that have not changed.
//!
//! Invariant: a [`Public`] value is made here alone.

mod allowance;
mod audit;
mod evidence;
mod left_out;
mod memory;
mod release;
mod secrets;
mod singling_out;
mod watch;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(crate) use audit::MappingAudit;
pub(crate) use left_out::{Held, LeftOut, LeftOutKind, why_unlinked};
pub(crate) use memory::Memory;
pub(crate) use release::{Part, Proposal, Reason, ledger_text, release_text};
pub(crate) use secrets::{Secret, SecretKind, Secrets};
use singling_out::Texts;
pub(crate) use watch::Watch;

use crate::check::{Mention, Registry};
use crate::domain::{
    Allowance, Article, Attachment, Centre, Confidential, County, Date, Edition, Editions, FigureBlock, Finding, Mapping,
    Municipalities, Note, Observation, Priority, QuantityWord, Reference, Report, Settings, Source, Target, Term, WhoDoes,
};
use crate::problem::{Both, Problem, both};

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
    pub municipalities: Arc<Municipalities>,
    pub counties: Vec<County>,
    pub centres: Vec<Centre>,
    pub priorities: Vec<Priority>,
    pub who_does: WhoDoes,
    pub references: Vec<Reference>,
    pub terms: Vec<Term>,
    pub mappings: Vec<PublicMapping>,
    pub reports: Vec<Report>,
    /// With drafts among them in a build of drafts.
    pub articles: Vec<Arc<Article>>,
    pub attachments: Vec<Attachment>,
    /// Who refers to what, in public texts.
    pub mentions: Vec<(Source, Target)>,
    /// The public files in whose texts something has a label, as shown to people.
    pub labelled: BTreeSet<String>,
    /// The figures that public texts ask for.
    pub figures: Vec<FigureBlock>,
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
    pub watch: Watch,
    pub left_out: Vec<LeftOut>,
    /// The names that editors allow, each with the file it stands in.
    pub allowances: Vec<(String, Allowance)>,
    /// What was published of each mapping.
    pub mappings: Vec<MappingAudit>,
}

/// Decides what is public. Of the texts in `memory` only the changed ones are read for what singles out.
pub(crate) fn anonymise(
    mut registry: Registry,
    drafts: Drafts,
    mut memory: Option<&mut Memory>,
) -> ((PublicView, Withheld), Vec<Problem>) {
    let mut withheld = Withheld::default();
    let mut problems = Vec::new();
    let mut hidden = BTreeSet::new();

    let opened = open(&mut registry.mappings);
    withheld.allowances = allowances(&registry, &opened);
    let verdicts = if registry.mappings.is_empty() && registry.reports.is_empty() {
        Vec::new()
    } else {
        let texts = Texts::new(&registry, opened.iter().flat_map(Opened::confidential), memory.as_deref_mut());
        problems.extend(registry.mappings.iter().flat_map(|mapping| texts.of_mapping(mapping)));
        let of_mappings = registry.all_reports().filter(|report| report.mapping.is_some());
        problems.extend(of_mappings.flat_map(|report| texts.of_report(report)));
        let mut verdict = |finding| judge(finding, &texts, &mut problems);
        let verdicts = opened.iter().map(|opened| opened.findings.iter().map(&mut verdict).collect::<Vec<_>>()).collect();
        withheld.watch = texts.into_watch(&registry, memory.as_deref_mut());
        verdicts
    };

    let names: BTreeSet<&str> = registry.municipalities.names().collect();
    let words = registry.settings.as_ref().map_or(&[][..], |settings| &settings.quantity_words);
    let mut mappings = Vec::new();
    for ((about, opened), verdicts) in registry.mappings.into_iter().zip(opened).zip(verdicts) {
        let mut findings = Vec::new();
        for (finding, verdict) in opened.findings.into_iter().zip(verdicts) {
            match verdict {
                Ok(()) => findings.push(Public(finding)),
                Err(why) => {
                    hidden.insert(finding.source.clone());
                    withheld.left_out.push(LeftOut::new(LeftOutKind::Finding, &finding.source, why));
                    withheld.secrets.of_finding(finding);
                }
            }
        }
        let numbers = numbers(&about, &opened.observations, &findings, words, (&mut withheld, &mut problems));
        keep_inside(opened.observations, opened.notes, &names, &mut withheld);
        mappings.push(PublicMapping { about, findings, numbers });
    }

    let mut articles = registry.articles;
    for draft in registry.drafts {
        let draft = draft.open();
        if drafts == Drafts::Show {
            articles.push(Arc::new(draft));
        } else {
            hidden.insert(draft.source.clone());
            let why = both!("er en kladd (`draft: true`)", "is a draft (`draft: true`)");
            withheld.left_out.push(LeftOut::new(LeftOutKind::Draft, &draft.source, (Held::Draft, why)));
            withheld.secrets.of_draft(draft, &articles);
        }
    }

    let prose = registry.priorities.iter().map(|priority| &priority.body);
    let prose =
        prose.chain(registry.centres.iter().map(|centre| &centre.body)).chain(articles.iter().map(|article| &article.body));
    let chapters = registry.reports.iter().flat_map(|report| &report.chapters).map(|chapter| &chapter.body);
    let findings = mappings.iter().flat_map(|mapping| &mapping.findings).map(Public::get);
    problems.extend(evidence::unfounded(chapters.chain(prose), findings, memory.map(Memory::claims)));

    withheld.left_out.sort();
    let figures = registry.figures.into_iter().filter(|figure| !hidden.contains(&figure.source)).collect();
    let mentions = registry.mentions.into_iter().filter(|mention| !hidden.contains(&mention.source));
    let labelled = registry.labels.into_iter().map(|(_, place)| place.file);
    let labelled = labelled.filter(|file| !hidden.iter().any(|source| source.shown() == file)).collect();
    let view = PublicView {
        settings: registry.settings.unwrap_or_else(unnamed),
        municipalities: registry.municipalities,
        counties: registry.counties,
        centres: registry.centres,
        priorities: registry.priorities,
        who_does: registry.who_does,
        references: registry.references,
        terms: registry.terms,
        mappings,
        reports: registry.reports,
        articles,
        attachments: registry.attachments,
        mentions: mentions.map(|Mention { source, target }| (source, target)).collect(),
        labelled,
        figures,
    };
    ((view, withheld), problems)
}

/// Returns what editors allow in the texts of mappings, findings, reports and chapters.
fn allowances(registry: &Registry, opened: &[Opened]) -> Vec<(String, Allowance)> {
    let of = |source: &Source, allowed: &[Allowance]| {
        allowed.iter().map(|allowance| (source.shown().to_owned(), allowance.clone())).collect::<Vec<_>>()
    };
    let mappings = registry.mappings.iter().flat_map(|mapping| of(&mapping.source, &mapping.allow_names));
    let findings = opened.iter().flat_map(|opened| &opened.findings).filter(|finding| finding.anonymised == Some(true));
    let findings = findings.flat_map(|finding| of(&finding.source, &finding.allow_names));
    let reports = registry.all_reports().flat_map(|report| of(&report.source, &report.allow_names));
    let chapters = registry.all_reports().flat_map(|report| &report.chapters);
    let chapters = chapters.flat_map(|chapter| of(&chapter.source, &chapter.allow_names));
    mappings.chain(findings).chain(reports).chain(chapters).collect()
}

/// Proves the numbers of a mapping, and says where the answers at hand have outgrown them.
fn numbers(
    mapping: &Mapping,
    observations: &[Observation],
    findings: &[Public<Finding>],
    words: &[QuantityWord],
    (withheld, problems): (&mut Withheld, &mut Vec<Problem>),
) -> Option<Public<Edition>> {
    let findings: Vec<&Finding> = findings.iter().map(Public::get).collect();
    let proved = release::prove(mapping, &findings, words);
    problems.extend(proved.problems);
    withheld.mappings.push(MappingAudit::of(mapping, proved.inferred));
    let edition = proved.edition?;
    problems.extend(release::outgrown(mapping, observations, &findings, words));
    Some(Public(edition))
}

/// Counts, judges and suppresses the answers to the mapping `id`: the next edition of its numbers.
///
/// # Errors
///
/// Problems that keep it from being made. None of them shows an answer, or who gave it.
pub(crate) fn propose_release(mut registry: Registry, id: &str, today: Date) -> Result<(Mapping, Proposal), Vec<Problem>> {
    let opened = open(&mut registry.mappings);
    let Some(index) = registry.mappings.iter().position(|mapping| mapping.id == id) else { return Err(Vec::new()) };
    let texts = Texts::new(&registry, opened.iter().flat_map(Opened::confidential), None);
    let is_public = |finding: &&Finding| judge(finding, &texts, &mut Vec::new()).is_ok();
    let findings: Vec<&Finding> = opened[index].findings.iter().filter(is_public).collect();
    let words = registry.settings.as_ref().map_or(&[][..], |settings| &settings.quantity_words);
    let mut mapping = registry.mappings.swap_remove(index);
    let proposal = release::propose(&mapping, &opened[index].observations, &findings, words, today)?;
    // What is written is proved as every build will prove it, without the observations.
    let file = |name: &str, editions: Vec<Edition>| Some(Editions { source: mapping.source.beside(name), editions });
    let all = proposal.earlier.iter().chain([&proposal.edition]).cloned().collect();
    let (release, ledger) = (file("release.yaml", vec![proposal.edition.clone()]), file("release-ledger.yaml", all));
    (mapping.release, mapping.ledger) = (release, ledger);
    let proved = release::prove(&mapping, &findings, words);
    if proved.problems.is_empty() { Ok((mapping, proposal)) } else { Err(proved.problems) }
}

/// What was closed in a mapping.
struct Opened {
    findings: Vec<Finding>,
    observations: Vec<Observation>,
    notes: Vec<Note>,
}

impl Opened {
    /// Returns every text that is never public.
    fn confidential(&self) -> impl Iterator<Item = &str> {
        let observed = self.observations.iter().flat_map(|observation| &observation.texts);
        observed.chain(self.notes.iter().flat_map(|note| &note.texts)).map(String::as_str)
    }
}

fn open(mappings: &mut [Mapping]) -> Vec<Opened> {
    let open = |mapping: &mut Mapping| Opened {
        findings: std::mem::take(&mut mapping.findings).into_iter().map(Confidential::open).collect(),
        observations: std::mem::take(&mut mapping.observations).into_iter().map(Confidential::open).collect(),
        notes: std::mem::take(&mut mapping.notes).into_iter().map(Confidential::open).collect(),
    };
    mappings.iter_mut().map(open).collect()
}

/// Tells whether a finding is let out, and why not; what its text says of a participant is a problem.
fn judge(finding: &Finding, texts: &Texts<'_>, problems: &mut Vec<Problem>) -> Result<(), (Held, Both)> {
    if finding.draft {
        return Err((Held::Draft, both!("er en kladd (`draft: true`)", "is a draft (`draft: true`)")));
    }
    match finding.anonymised {
        Some(true) => {}
        Some(false) => {
            let why = both!("er ikke anonymisert (`anonymised: false`)", "is not anonymised (`anonymised: false`)");
            return Err((Held::Confidential, why));
        }
        None => {
            let why = both!(
                "sier ikke at det er anonymisert (`anonymised` mangler)",
                "does not say it is anonymised (`anonymised` is missing)"
            );
            return Err((Held::Confidential, why));
        }
    }
    if finding.synthetic {
        let why = both!(
            "er oppdiktet (`synthetic: true`) og publiseres ikke som fakta",
            "is invented (`synthetic: true`) and is not published as fact"
        );
        return Err((Held::Invented, why));
    }
    let found = texts.of_finding(finding);
    let refusal = found.iter().find(|problem| problem.is_error()).map(|problem| (Held::Confidential, problem.headline.clone()));
    let verdict = refusal.map_or(Ok(()), Err);
    problems.extend(found);
    verdict
}

/// Turns observations and notes into secrets.
///
/// That a municipality exists is public, so its name alone is none; what it said, and with whom one spoke, is.
fn keep_inside(observations: Vec<Observation>, notes: Vec<Note>, names: &BTreeSet<&str>, withheld: &mut Withheld) {
    let is_name = |text: &str| names.contains(text.trim().strip_suffix(" kommune").unwrap_or(text.trim()));
    let telling = |texts: Vec<String>| texts.into_iter().filter(|text| !is_name(text)).collect();
    let entries = observations.into_iter().map(|entry| (LeftOutKind::Observation, entry.source, entry.line, entry.texts));
    let notes = notes.into_iter().map(|entry| (LeftOutKind::Note, entry.source, entry.line, entry.texts));
    let mut counts: BTreeMap<(LeftOutKind, Source), usize> = BTreeMap::new();
    for (kind, source, line, texts) in entries.chain(notes) {
        withheld.secrets.of_entry(&source, line, telling(texts));
        *counts.entry((kind, source)).or_default() += 1;
    }
    for ((kind, file), count) in counts {
        let why = (Held::Confidential, both!("er alltid fortrolig", "is always confidential"));
        withheld.left_out.push(LeftOut { count, ..LeftOut::new(kind, &file, why) });
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
        organisation_number: None,
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

//! The stages in order.
//!
//! [`make_site`] is pure: sources and themes in, a verified site or problems out. [`build`] reads before it and writes
//! after it. `again` does the same for the preview, and does again only what has changed.

#[cfg(feature = "serve")]
mod again;

use std::path::{Path, PathBuf};

use crate::anonymise::{
    self, Drafts, LeftOut, MappingAudit, Proposal, Withheld, anonymise, ledger_text, propose_release, release_text,
};
use crate::check::{self, addresses_text, check, edition_digest, municipality_rows};
use crate::domain::{AddressBook, Allowance, Date, Edition, Mapping, Municipalities, Renewal, Report, renew};
use crate::load::{self, Confided, Sources, Themes};
use crate::plan::{self, SitePlan, plan};
use crate::problem::{Fault, Problem, Problems, Stopped, both};
use crate::render::{Kept, render};
use crate::scan::Register;
use crate::verify::{VerifiedSite, verify};
use crate::write::{self, Access, Target, Written};

#[cfg(feature = "serve")]
pub(crate) use crate::load::Marks;
#[cfg(feature = "serve")]
pub(crate) use crate::render::{Job, set};
#[cfg(feature = "serve")]
pub(crate) use again::{Finished, Memory, look_again, marks};

/// What is asked of a run.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    pub content: PathBuf,
    pub confided: Confided,
    /// None: only the theme that comes with the program.
    pub themes: Option<PathBuf>,
    /// The day the site is built for.
    pub today: Date,
    pub drafts: Drafts,
    /// Warnings stop the run too.
    pub strict: bool,
    /// Scheme and host, and the path below: in place of the one in `site.yaml`.
    pub base_url: Option<(String, String)>,
}

#[cfg(feature = "serve")]
impl Wanted {
    pub(crate) fn shows_drafts(&self) -> bool {
        matches!(self.drafts, Drafts::Show)
    }

    pub(crate) fn with_drafts(self, show: bool) -> Self {
        Self { drafts: if show { Drafts::Show } else { Drafts::LeaveOut }, ..self }
    }
}

/// A stage of the way, for those who show progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    Load,
    Check,
    Anonymise,
    Plan,
    Render,
    Verify,
    Write,
}

/// What came of a run.
pub(crate) struct Made<S = VerifiedSite> {
    /// None: there were errors.
    pub site: Option<S>,
    pub problems: Vec<Problem>,
    pub left_out: Vec<LeftOut>,
    /// The names that editors allow, each with the file it stands in.
    pub allowances: Vec<(String, Allowance)>,
    /// What was published of each mapping, and what can be worked out of it.
    pub mappings: Vec<MappingAudit>,
    /// Pages, redirects aside.
    pub pages: usize,
    /// What is still to be set before the site is whole.
    #[cfg(feature = "serve")]
    pub jobs: Vec<Job>,
}

impl<S> Default for Made<S> {
    fn default() -> Self {
        Self {
            site: None,
            problems: Vec::new(),
            left_out: Vec::new(),
            allowances: Vec::new(),
            mappings: Vec::new(),
            pages: 0,
            #[cfg(feature = "serve")]
            jobs: Vec::new(),
        }
    }
}

/// Reads, makes the site, and writes it below `output` if nothing stops it. What is set on paper is kept there for the next
/// time, once it is published.
///
/// # Errors
///
/// A [`Fault`] of the machine or of the command line; what is wrong in the content is in [`Made::problems`].
pub(crate) fn build(wanted: &Wanted, output: &Path, tell: &mut dyn FnMut(Stage)) -> Result<(Made, Option<Written>), Fault> {
    let kept = Kept::of(write::kept(output));
    let made = look_with(&kept, wanted, tell)?;
    let Some(site) = &made.site else { return Ok((made, None)) };
    tell(Stage::Write);
    let target = match wanted.drafts {
        Drafts::LeaveOut => Target::Public,
        Drafts::Show => Target::Drafts,
    };
    let written = write::write(site, output, target, &protected(wanted))?;
    if target == Target::Public {
        write::keep(site, output);
    }
    Ok((made, Some(written)))
}

/// Reads and makes the site, and writes nothing.
///
/// # Errors
///
/// A [`Fault`] where the content or a theme cannot be read.
pub(crate) fn look(wanted: &Wanted, tell: &mut dyn FnMut(Stage)) -> Result<Made, Fault> {
    look_with(&Kept::default(), wanted, tell)
}

fn look_with(kept: &Kept, wanted: &Wanted, tell: &mut dyn FnMut(Stage)) -> Result<Made, Fault> {
    tell(Stage::Load);
    let read = load::sources(&wanted.content, &wanted.confided)?;
    let themes = load::themes(wanted.themes.as_deref())?;
    Ok(make_site(read, &themes, wanted, tell, kept))
}

/// What came of counting a mapping's answers.
pub(crate) struct Counted {
    /// The mapping and the next edition of its numbers; none where problems keep it from being made.
    pub proposal: Option<(Mapping, Proposal)>,
    pub problems: Vec<Problem>,
    /// The ids of all mappings.
    pub mappings: Vec<String>,
}

/// Reads the content and makes the next edition of the numbers of the mapping `id`. Writes nothing.
///
/// # Errors
///
/// A [`Fault`] where the content cannot be read.
pub(crate) fn count(wanted: &Wanted, id: &str) -> Result<Counted, Fault> {
    let (sources, mut found) = load::sources(&wanted.content, &wanted.confided)?;
    let (registry, more) = check(sources, wanted.today, None);
    found.extend(more);
    let mappings = registry.mappings.iter().map(|mapping| mapping.id.clone()).collect();
    let mut problems = Problems::default();
    let proposal = problems.gate((registry, found), wanted.strict).ok().and_then(|registry| {
        let proposed = propose_release(registry, id, wanted.today);
        proposed.map_err(|refused| problems.add(refused)).ok()
    });
    Ok(Counted { proposal, problems: problems.into_sorted(), mappings })
}

/// The addresses of a report's passages as they should be written down.
pub(crate) struct Renewed {
    /// The report.
    pub id: String,
    /// Where they are written down, within the content.
    pub within: String,
    pub renewal: Renewal,
    pub text: String,
    /// Whether something else is written there now, or nothing.
    pub is_new: bool,
}

/// Reads the content and brings the addresses of all reports up to date; none where problems keep the content from being
/// understood. Writes nothing.
///
/// # Errors
///
/// A [`Fault`] where the content cannot be read.
pub(crate) fn renew_addresses(wanted: &Wanted) -> Result<(Option<Vec<Renewed>>, Vec<Problem>), Fault> {
    let (sources, mut found) = load::sources(&wanted.content, &wanted.confided)?;
    let (registry, more) = check(sources, wanted.today, None);
    found.extend(more);
    let mut problems = Problems::default();
    let reports =
        problems.gate((registry, found), wanted.strict).ok().map(|registry| registry.reports.iter().map(renewed).collect());
    Ok((reports, problems.into_sorted()))
}

fn renewed(report: &Report) -> Renewed {
    let source = report.source.beside("addresses.yaml");
    let within = source.within().to_owned();
    let nothing = AddressBook { source, kept: Vec::new(), retired: Vec::new() };
    let known = report.addresses.as_ref().unwrap_or(&nothing);
    let renewal = renew(known, &report.passages(), &report.version);
    let is_new = renewal.addresses != *known;
    Renewed { id: report.id.clone(), within, text: addresses_text(&renewal.addresses), is_new, renewal }
}

/// Files to be written: their paths within the content, and their texts.
pub(crate) type NewFiles = Vec<(String, String)>;

/// Returns the files that keep the present edition of the report `id`; none where problems keep the content from being
/// understood. Writes nothing.
///
/// # Errors
///
/// A [`Fault`] where the content cannot be read, there is no such report, or the edition is kept already.
pub(crate) fn edition(wanted: &Wanted, id: &str) -> Result<(Option<NewFiles>, Vec<Problem>), Fault> {
    let (sources, mut found) = load::sources(&wanted.content, &wanted.confided)?;
    let of_report: Vec<_> =
        sources.texts.iter().filter(|file| file.source.folder() == format!("reports/{id}")).cloned().collect();
    let (registry, more) = check(sources, wanted.today, None);
    found.extend(more);
    let mut problems = Problems::default();
    let Ok(registry) = problems.gate((registry, found), wanted.strict) else { return Ok((None, problems.into_sorted())) };
    let Some(report) = registry.reports.iter().find(|report| report.id == id) else {
        return Err(Fault::usage(both!("rapporten `{id}` finnes ikke", "there is no report `{id}`")));
    };
    let version = &report.version;
    if report.editions.iter().any(|edition| edition.version == *version) {
        let fault = Fault::usage(both!("utgave {version} er tatt vare på allerede", "edition {version} is kept already"));
        return Err(fault.help(both!("gi rapporten en ny `version` først", "give the report a new `version` first")));
    }
    let mut files: NewFiles = of_report
        .iter()
        .map(|file| (file.source.within().rsplit('/').next().unwrap_or_default().to_owned(), two_folders_down(&file.text)))
        .collect();
    let named: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let digest = edition_digest(&named);
    let kept = wanted.today;
    files.push((
        "edition.yaml".to_owned(),
        format!("# Skrevet av `utsyn edition`. Utgaven skal ikke endres.\nkept: {kept}\ndigest: \"{digest}\"\n"),
    ));
    let folder = format!("reports/{id}/editions/{version}");
    Ok((Some(files.into_iter().map(|(name, text)| (format!("{folder}/{name}"), text)).collect()), problems.into_sorted()))
}

/// Lets the links of a text that lead out of its folder lead to the same files from two folders further down.
fn two_folders_down(text: &str) -> String {
    text.replace("](../", "](../../../").replace("]: ../", "]: ../../../").replace("](<../", "](<../../../")
}

/// Writes an edition and the ledger that holds it, the ledger first: what may have been read is never forgotten.
///
/// # Errors
///
/// A [`Fault`] where a file cannot be written.
pub(crate) fn keep(content: &Path, (mapping, proposal): &(Mapping, Proposal)) -> Result<(), Fault> {
    let folder = content.join("mappings").join(&mapping.id);
    let all: Vec<Edition> = proposal.earlier.iter().chain([&proposal.edition]).cloned().collect();
    write::replace_file(&folder.join("release-ledger.yaml"), ledger_text(&all).as_bytes(), Access::Usual)?;
    write::replace_file(&folder.join("release.yaml"), release_text(&proposal.edition).as_bytes(), Access::Usual)
}

/// Writes the page of an audit, which lies beside the site and never in it.
///
/// # Errors
///
/// A [`Fault`] where it cannot be written.
pub(crate) fn keep_audit(wanted: &Wanted, output: &Path, name: &str, page: &str) -> Result<PathBuf, Fault> {
    write::beside_site(output, &protected(wanted), name, page)
}

/// Returns the folders that hold sources.
pub(crate) fn protected(wanted: &Wanted) -> Vec<PathBuf> {
    let sources = [Some(&wanted.content), wanted.themes.as_ref(), wanted.confided.observations.as_ref()];
    sources.into_iter().flatten().cloned().collect()
}

/// Returns the names and numbers that texts are scanned for: the public ones that come with the program, those of the
/// content's list of municipalities, and `villages`.
///
/// # Errors
///
/// A [`Fault`] where the list cannot be read; what is wrong in it is among the problems.
pub(crate) fn register(content: Option<&Path>, villages: &str) -> Result<(Register, Vec<Problem>), Fault> {
    let list = load::municipalities(content.unwrap_or(Path::new("content")))?;
    if let (None, Some(content)) = (&list, content) {
        let missing = content.join("registry").join("municipalities.csv");
        let missing = missing.display();
        let fault = Fault::usage(both!("filen `{missing}` finnes ikke", "there is no file `{missing}`"));
        return Err(fault.help(both!(
            "uten `--content` brukes listen over kommuner som følger med programmet",
            "without `--content` the list of municipalities that comes with the program is used"
        )));
    }
    let (rows, problems) = list.map_or_else(Default::default, |(file, mut problems)| {
        let (rows, more) = municipality_rows(&file);
        problems.extend(more);
        (rows, problems)
    });
    let municipalities = Municipalities::new(rows);
    let villages = villages.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    Ok((Register::with_standard(municipalities.names(), municipalities.numbers(), villages), problems))
}

/// Makes the site of what was read. Pure: the same input gives the same bytes, on any machine, at any time; what is `kept` spares
/// work and changes none of them.
pub(crate) fn make_site(
    read: (Sources, Vec<Problem>),
    themes: &Themes,
    wanted: &Wanted,
    tell: &mut dyn FnMut(Stage),
    kept: &Kept,
) -> Made {
    let mut made = Made::default();
    let mut problems = Problems::default();
    made.site = stages(read, themes, wanted, tell, kept, (&mut made, &mut problems)).ok();
    made.problems = problems.into_sorted();
    made
}

fn stages(
    read: (Sources, Vec<Problem>),
    themes: &Themes,
    wanted: &Wanted,
    tell: &mut dyn FnMut(Stage),
    kept: &Kept,
    (made, problems): (&mut Made, &mut Problems),
) -> Result<VerifiedSite, Stopped> {
    let (plan, withheld) = planned(read, wanted, tell, None, (made, problems))?;

    tell(Stage::Render);
    let site = problems.gate(render(plan, themes, None, kept), wanted.strict)?;
    made.left_out.extend(LeftOut::unlinked(&site.unlinked));

    tell(Stage::Verify);
    problems.gate(verify(site, &withheld.secrets, withheld.watch, None), wanted.strict)
}

/// What is remembered of the stages before rendering.
#[derive(Default)]
struct PlanMemory {
    check: check::Memory,
    anonymise: anonymise::Memory,
    plan: plan::Memory,
}

/// The stages up to the plan: what is public, and which pages show it.
fn planned<S>(
    (sources, mut found): (Sources, Vec<Problem>),
    wanted: &Wanted,
    tell: &mut dyn FnMut(Stage),
    memory: Option<&mut PlanMemory>,
    (made, problems): (&mut Made<S>, &mut Problems),
) -> Result<(SitePlan, Withheld), Stopped> {
    let strict = wanted.strict;
    tell(Stage::Check);
    // What is wrong with reading a file and what is wrong in the others is told together.
    let (checked, judged, planned) = match memory {
        Some(PlanMemory { check, anonymise, plan }) => (Some(check), Some(anonymise), Some(plan)),
        None => (None, None, None),
    };
    let (mut registry, more) = check(sources, wanted.today, checked);
    found.extend(more);
    registry.move_to(wanted.base_url.as_ref());
    let registry = problems.gate((registry, found), strict)?;

    tell(Stage::Anonymise);
    let (view, mut withheld) = problems.gate(anonymise(registry, wanted.drafts, judged), strict)?;
    made.left_out = std::mem::take(&mut withheld.left_out);
    made.allowances = std::mem::take(&mut withheld.allowances);
    made.mappings = std::mem::take(&mut withheld.mappings);

    tell(Stage::Plan);
    let plan = problems.gate(plan(view, wanted.today, wanted.drafts, planned), strict)?;
    made.pages = plan.pages.iter().filter(|planned| planned.page.head().kind != "redirect").count();
    Ok((plan, withheld))
}

//! Runs the stages in memory, and keeps what each of them knows.
//!
//! Errors do not stop it, so that what is there can be told though something else is broken; the problems told are those
//! that `check` tells: of the stages up to the first one with an error.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::{self, Entry};
use crate::anonymise::{Drafts, anonymise};
use crate::check::check;
use crate::guard::files_at;
use crate::load::{self, SourceText, Sources, Themes};
use crate::pipeline::Wanted;
use crate::plan::page::Page;
use crate::plan::{Claimant, Planned, plan};
use crate::problem::{Code, Fault, Problem, Problems};
use crate::render::{Kept, render};
use crate::verify::{Link, VerifiedSite, links, verify};

/// What there is to be known of a site.
pub(crate) struct Survey {
    /// What the content holds, sorted.
    pub entries: Vec<Entry>,
    /// All pages, redirects among them, in the order of their paths.
    pub pages: Vec<PageSeen>,
    pub links: Vec<Link>,
    pub problems: Vec<Problem>,
    /// All files that were read, as shown to people.
    pub files: Vec<String>,
    /// Where a web address stands in the texts: file and line, by the address.
    pub urls: BTreeMap<String, Vec<(String, usize)>>,
    /// `/`, or `/usht/`.
    pub base_path: String,
    /// The site, where nothing is wrong with it.
    pub site: Option<VerifiedSite>,
}

/// A page, as far as questions go.
#[derive(Debug, Clone)]
pub(crate) struct PageSeen {
    pub path: String,
    /// Within the site, without the base path.
    pub address: String,
    pub title: String,
    pub kind: &'static str,
    pub maker: Maker,
    /// The address to which a redirect leads.
    pub leads_to: Option<String>,
    /// The addresses of its trail from the front page.
    pub trail: Vec<String>,
}

/// What a page is made by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Maker {
    File(String),
    /// A line of `aliases:` in this file.
    Alias(String),
    /// The program, of what these words say in bokmål and in English.
    Program([&'static str; 2]),
}

/// Reads the content and asks every stage.
///
/// # Errors
///
/// A [`Fault`] where the content or a theme cannot be read.
pub(crate) fn survey(wanted: &Wanted) -> Result<Survey, Fault> {
    let read = load::sources(&wanted.content, &wanted.confided)?;
    let themes = load::themes(wanted.themes.as_deref())?;
    Ok(survey_of(read, &themes, wanted))
}

/// Asks every stage about the content and the themes as they were at a revision; none where there is no such revision.
///
/// # Errors
///
/// A [`Fault`] where git cannot be asked.
pub(crate) fn survey_at(wanted: &Wanted, revision: &str) -> Result<Option<Survey>, Fault> {
    let Some(files) = files_at(revision, &wanted.content)? else { return Ok(None) };
    let of_themes = wanted.themes.as_deref().map(|folder| files_at(revision, folder)).transpose()?.flatten();
    let themes = load::themes_of(of_themes.unwrap_or_default())?;
    let read = load::sources_of(&wanted.content, files, &wanted.confided)?;
    Ok(Some(survey_of(read, &themes, wanted)))
}

/// Asks every stage about what was read. Pure.
pub(crate) fn survey_of((sources, mut found): (Sources, Vec<Problem>), themes: &Themes, wanted: &Wanted) -> Survey {
    let mut heard = Heard { problems: Problems::default(), has_stopped: false };
    let files = files(&sources);
    let urls = super::lead::urls(&sources.texts);
    let (mut registry, more) = check(sources, wanted.today, None);
    registry.move_to(wanted.base_url.as_ref());
    found.extend(more);
    heard.hear(found);
    let (counties, municipalities) = (registry.counties_file.clone(), registry.municipalities_file.clone());

    let ((view, withheld), found) = anonymise(registry, Drafts::LeaveOut, None);
    heard.hear(found);
    let mut seeds = entry::seeds(&view, [&counties, &municipalities], wanted.today);
    seeds.extend(view.attachments.iter().map(entry::attachment));

    let (plan, found) = plan(view, wanted.today, Drafts::LeaveOut, None);
    heard.hear(found);
    let addresses = &plan.addresses;
    let base_path = addresses.base_path.clone();
    let pages: Vec<PageSeen> = plan.pages.iter().map(|planned| seen(planned, &base_path)).collect();
    let known = addresses.clone();

    let (site, found) = render(plan, themes, None, &Kept::default());
    heard.hear(found);
    let made: BTreeSet<String> = site.files.iter().map(|file| file.path.as_str().to_owned()).collect();
    let is_made = |address: &str| made.contains(address.trim_start_matches('/'));
    let mut entries: Vec<Entry> = seeds.into_iter().map(|seed| seed.grown(&known, is_made)).collect();
    let links = links(&site);

    let (site, found) = verify(site, &withheld.secrets, withheld.watch, None);
    heard.hear(found);
    let may_quote = !heard.tells();
    let problems = heard.problems.into_sorted();
    entries.extend(withheld.left_out.iter().map(entry::left_out));
    entry::sort(&mut entries);
    let site = Some(site).filter(|_| !problems.iter().any(Problem::is_error));
    let mut survey = Survey { entries, pages, links, problems, files, urls, base_path, site };
    if !may_quote {
        survey.be_silent();
    }
    survey
}

/// The problems of the stages up to the first one with an error: what later ones say only follows from it.
struct Heard {
    problems: Problems,
    has_stopped: bool,
}

impl Heard {
    fn hear(&mut self, found: Vec<Problem>) {
        if self.has_stopped {
            return;
        }
        self.has_stopped = found.iter().any(Problem::is_error);
        self.problems.add(found);
    }

    /// Tells whether something confidential was found where it must not stand: then no title is repeated.
    fn tells(&self) -> bool {
        const TELLING: [Code; 4] = [Code::Leak, Code::SinglesOut, Code::NameInOutput, Code::NumberInOutput];
        self.problems.any(|problem| TELLING.contains(&problem.code))
    }
}

impl Survey {
    /// Takes away all words that come from texts.
    fn be_silent(&mut self) {
        for entry in &mut self.entries {
            entry.title = None;
        }
        for page in &mut self.pages {
            page.title.clear();
        }
    }

    /// Returns the page at an address within the site, without the base path.
    pub(crate) fn page(&self, address: &str) -> Option<&PageSeen> {
        let address = address.split('#').next().unwrap_or_default();
        self.pages.iter().find(|page| page.address == address)
    }

    /// Returns the page at a path.
    pub(crate) fn page_at(&self, path: &str) -> Option<&PageSeen> {
        self.pages.binary_search_by(|page| page.path.as_str().cmp(path)).ok().map(|index| &self.pages[index])
    }
}

fn files(sources: &Sources) -> Vec<String> {
    let texts = sources.texts.iter().map(|SourceText { source, .. }| source);
    let all = texts.chain(sources.attachments.iter().map(|attachment| &attachment.source));
    let files: BTreeSet<String> = all.map(|source| source.shown().to_owned()).collect();
    files.into_iter().collect()
}

fn seen(planned: &Planned, base_path: &str) -> PageSeen {
    let head = planned.page.head();
    let without_base = |href: &str| href.strip_prefix(base_path).map_or_else(|| href.to_owned(), |rest| format!("/{rest}"));
    let leads_to = match &*planned.page {
        Page::Redirect(redirect) => Some(without_base(&redirect.to.href)),
        _ => None,
    };
    PageSeen {
        path: planned.path.as_str().to_owned(),
        address: planned.path.address(),
        title: head.title.clone(),
        kind: head.kind,
        maker: match &planned.claimant {
            Claimant::File(source) => Maker::File(source.shown().to_owned()),
            Claimant::Alias(source) => Maker::Alias(source.shown().to_owned()),
            Claimant::Program(what) => Maker::Program(*what),
        },
        leads_to,
        trail: head.breadcrumbs.iter().map(|link| without_base(&link.href)).collect(),
    }
}

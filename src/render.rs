//! [`SitePlan`] and a theme in, [`RenderedSite`] out: every byte of the site, in memory.
//!
//! [`render`] is the way in.
//!
//! 1. `markdown` sets the prose of a page and finds out where its links lead;
//! 2. `template` fills the page's template with its struct: the bytes follow from (struct, theme) alone;
//! 3. `data`, `literature`, `feed`, `sitemap` and `attachment` make the files that are not pages;
//! 4. `figure` draws figures, and makes their files;
//! 5. `pdf` sets the reports on paper, each of the value of its page;
//! 6. `memory` spares the preview the pages that have not changed.
//!
//! Pages are rendered side by side; the result is sorted, so that it never depends on timing.
//!
//! Must not know: [`Registry`](crate::check), [`PublicView`](crate::anonymise): a page shows what its struct holds.

mod attachment;
mod data;
mod feed;
mod figure;
mod literature;
mod markdown;
mod memory;
#[cfg_attr(not(feature = "pdf"), expect(dead_code, reason = "without the feature nothing is set on paper"))]
mod pdf;
mod picture;
mod site;
mod sitemap;
mod template;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

#[cfg(all(test, feature = "pdf"))]
pub(crate) use pdf::tests::printed;

pub(crate) use markdown::{Destination, destination};
#[cfg(feature = "serve")]
pub(crate) use pdf::{Finished, set};
pub(crate) use pdf::{Job, Kept};
#[cfg(feature = "serve")]
pub(crate) use site::Hasty;
pub(crate) use site::{RenderedFile, RenderedSite};

use crate::domain::{Attachment, Language, Numbering, SitePath, Written};
use crate::load::{Theme, Themes};
use crate::plan::page::{ChapterText, Html, Page, Site, Standing, WholeReport};
use crate::plan::{Claimant, Planned, SitePlan};
use crate::problem::{Code, Place, Problem, both};
pub(crate) use memory::Memory;

use markdown::{Asked, Setter, Sheet};
use memory::{Known, SetPage, same_again};
use pdf::{Print, Printed};
use template::Templates;

/// Renders the whole site; of the pages in `memory` only those that would be others now, and nothing is set that is `kept`.
pub(crate) fn render(plan: SitePlan, themes: &Themes, memory: Option<&mut Memory>, kept: &Kept) -> (RenderedSite, Vec<Problem>) {
    let (site, _, problems) = rendered(plan, themes, memory, (kept, true));
    (site, problems)
}

/// Renders the whole site but for what must be set on paper first, and returns that.
#[cfg(feature = "serve")]
pub(crate) fn render_hastily(plan: SitePlan, themes: &Themes, memory: &mut Memory) -> ((Hasty, Vec<Job>), Vec<Problem>) {
    let mut kept = std::mem::take(&mut memory.kept);
    kept.shrink(memory::KEPT + 2 * plan.pages.iter().filter(|planned| matches!(*planned.page, Page::WholeReport(_))).count());
    let (site, waiting, problems) = rendered(plan, themes, Some(memory), (&kept, false));
    memory.kept = kept;
    let (pending, jobs): (Vec<_>, _) = waiting.into_iter().unzip();
    ((Hasty::new(site, pending), jobs), problems)
}

/// Renders; what is neither `kept` nor set at once is returned.
fn rendered(
    plan: SitePlan,
    themes: &Themes,
    memory: Option<&mut Memory>,
    (kept, at_once): (&Kept, bool),
) -> (RenderedSite, Vec<(SitePath, Job)>, Vec<Problem>) {
    let SitePlan { site, pages, addresses, data, figures, literature, feed, attachments, theme } = plan;
    let (base_path, origin) = (addresses.base_path.clone(), addresses.origin.clone());
    let nothing =
        |problems| (RenderedSite::new(Vec::new(), Default::default(), base_path.clone(), origin.clone()).0, Vec::new(), problems);
    let mut memory = memory;
    let Some(theme) = themes.get(&theme) else { return nothing(vec![no_theme(&theme, themes)]) };
    let last = memory.as_mut().and_then(|memory| memory.take(theme, &site, &addresses));
    let templates = last.map_or_else(|| Templates::new(theme, &site).map(|made| (made, Vec::new())), Ok);
    let (templates, known) = match templates {
        Ok(templates) => templates,
        Err(problems) => return nothing(problems),
    };

    let mut files: Vec<RenderedFile> = literature.iter().flat_map(literature::files).collect();
    files.extend(feed.iter().filter_map(|feed| feed::file(feed, &site, &addresses)));
    files.extend(sitemap::files(&pages, &site, &addresses));
    files.extend(assets(theme));
    files.extend(figures.values().filter_map(figure::file));

    let of_literature = literature.iter().flat_map(literature::made_of);
    let of_figures = figures.values().filter_map(|figure| Some((SitePath::new(&*figure.file)?, Arc::from(&*figure.made_of))));
    let of_pages = pages.iter().flat_map(|planned| made_of(planned, &base_path));
    let made_of = (of_pages.chain(of_literature).chain(of_figures).collect(), pages.iter().filter_map(translations).collect());
    let setter = Setter::new(&addresses, &attachments, &figures, memory.is_some());
    let press = Press { setter, templates, known, site: &site, origin: &origin, kept, at_once };
    let rendered =
        || pages.into_par_iter().with_min_len(8).map_init(Vec::new, |buffer, planned| press.page(planned, buffer)).collect();
    files.extend(match memory.as_mut() {
        Some(memory) => memory.catalogue(data.catalogue, |catalogue| data::catalogue(catalogue).collect()),
        None => data.catalogue.iter().flat_map(data::catalogue).collect(),
    });
    let tables = || match memory.as_mut() {
        Some(memory) => memory.data(data.sets, data::files, data::all_tables),
        None => {
            let each = || data.sets.par_iter().flat_map_iter(data::files).collect();
            let (mut files, all): (Vec<RenderedFile>, _) = rayon::join(each, || data::all_tables(&data.sets));
            files.extend(all);
            files
        }
    };
    let (tables, rendered): (Vec<RenderedFile>, Vec<Outcome>) = rayon::join(tables, rendered);
    files.extend(tables);
    let mut problems = Vec::new();
    let mut linked = BTreeSet::new();
    let (mut known, mut set, mut waiting) = (Vec::new(), BTreeMap::new(), Vec::new());
    files.reserve(rendered.len());
    for outcome in rendered {
        files.extend(outcome.file);
        match outcome.printed {
            Some(Printed::Set(Print { file, digest })) => {
                set.insert(digest, file.path.clone());
                files.push(file);
            }
            Some(Printed::Waiting(path, job)) => {
                // Its address is taken.
                files.push(RenderedFile { path: path.clone(), bytes: Arc::default() });
                waiting.push((path, job));
            }
            None => {}
        }
        problems.extend(outcome.problems);
        linked.extend(outcome.linked);
        known.extend(outcome.known);
    }
    let (attached, found) = linked_files(&attachments, &linked, memory.as_deref_mut());
    let drawn: BTreeSet<&str> = figures.values().filter_map(|figure| figure.drawn_from.as_deref()).collect();
    let is_used = |within: &str| linked.contains(within) || drawn.contains(within);
    let unlinked = attachments.iter().filter(|attachment| !is_used(attachment.source.within())).cloned().collect();
    files.extend(attached);
    problems.extend(found);
    if let Some(memory) = memory {
        let Press { templates, known: old, .. } = press;
        memory.keep(templates, site, &addresses, known, old);
    }
    let (site, found) = RenderedSite::new(files, made_of, base_path, origin);
    problems.extend(found);
    (RenderedSite { set, unlinked, ..site }, waiting, problems)
}

/// Returns a page's path and the file it is made of, as shown to people.
/// A report's PDF is made of the same file as the page that holds the whole report.
fn made_of(planned: &Planned, base_path: &str) -> Vec<(SitePath, Arc<str>)> {
    match &planned.claimant {
        Claimant::File(source) => {
            let pdf = match &*planned.page {
                Page::WholeReport(report) => pdf::path(report, base_path),
                _ => None,
            };
            let paths = [Some(planned.path.clone()), pdf].into_iter().flatten();
            paths.map(|path| (path, source.shared())).collect()
        }
        Claimant::Alias(_) | Claimant::Program(_) => Vec::new(),
    }
}

/// Returns a page's path and the same page in other languages, if there are any.
fn translations(planned: &Planned) -> Option<(String, Vec<(String, String)>)> {
    let translations = planned.page.head().translations.iter();
    let translations: Vec<_> = translations.map(|one| (one.language_name.to_owned(), one.href.clone())).collect();
    (!translations.is_empty()).then(|| (planned.path.as_str().to_owned(), translations))
}

/// What became of one page.
struct Outcome {
    file: Option<RenderedFile>,
    /// The same on paper.
    printed: Option<Printed>,
    problems: Vec<Problem>,
    /// The attachments that it links to, by path within the content.
    linked: Vec<String>,
    /// To be remembered.
    known: Option<Known>,
}

/// What pages are rendered with.
struct Press<'a> {
    setter: Setter<'a>,
    templates: Templates,
    /// The pages of the last run.
    known: Vec<Known>,
    site: &'a Site,
    origin: &'a str,
    kept: &'a Kept,
    /// What is not kept is set now, and does not wait.
    at_once: bool,
}

impl Press<'_> {
    fn page(&self, planned: Planned, buffer: &mut Vec<u8>) -> Outcome {
        if !self.setter.notes {
            return self.render(planned, buffer).0;
        }
        if let Some(set) = same_again(&self.known, &planned, &self.setter) {
            let Planned { path, page, .. } = planned;
            let file = Some(RenderedFile { path: path.clone(), bytes: Arc::clone(&set.bytes) });
            let (linked, printed) = (set.linked.clone(), set.print.clone().map(Printed::Set));
            return Outcome { file, printed, problems: Vec::new(), linked, known: Some(Known { path, page, set }) };
        }
        let page = Arc::clone(&planned.page);
        let (outcome, asked) = self.render(planned, buffer);
        // What waits is not known.
        let print = match &outcome.printed {
            Some(Printed::Set(print)) => Some(Some(print.clone())),
            Some(Printed::Waiting(..)) => None,
            None => Some(None),
        };
        let known = outcome.file.as_ref().filter(|_| outcome.problems.is_empty()).zip(print).map(|(file, print)| {
            let set = SetPage { bytes: Arc::clone(&file.bytes), linked: outcome.linked.clone(), asked, print };
            Known { path: file.path.clone(), page, set: Arc::new(set) }
        });
        Outcome { known, ..outcome }
    }

    fn render(&self, planned: Planned, buffer: &mut Vec<u8>) -> (Outcome, Asked) {
        let Planned { path, page, claimant } = planned;
        let mut sheet = self.setter.sheet(language(&page.head().language));
        if self.templates.list_references(page.head().kind) {
            sheet.list(page.listed());
        }
        match page.as_ref() {
            Page::Chapter(chapter) => sheet.numbering = Some(numbering(&chapter.standing)),
            Page::Report(_) => sheet.numbering = None,
            _ => {}
        }
        let mut page = match Arc::unwrap_or_clone(page) {
            Page::Mapping(mapping) => {
                Page::Mapping(Box::new(mapping.set_parts(&mut |text, part: Option<&str>| sheet.set(text, part))))
            }
            Page::WholeReport(report) => Page::WholeReport(Box::new(whole(*report, &mut sheet))),
            page => page.set(&mut |text| sheet.set(text, None)),
        };
        page.lead_back(sheet.citations());
        let (mut problems, linked, asked) = sheet.finish();
        let on_paper = || self.print(&page, &linked);
        let mut on_screen = || self.templates.render(&page, buffer);
        // A page that is printed too is a long one.
        let (printed, shown) = match &page {
            Page::WholeReport(_) => rayon::join(on_paper, on_screen),
            _ => (Ok(None), on_screen()),
        };
        let printed = printed.unwrap_or_else(|problem| {
            problems.push(match &claimant {
                Claimant::File(source) => problem.at(Place::file(source.shown())),
                Claimant::Alias(_) | Claimant::Program(_) => problem,
            });
            None
        });
        let file = match shown {
            Ok(bytes) => Some(RenderedFile { path, bytes }),
            Err(problem) => {
                problems.push(problem);
                None
            }
        };
        (Outcome { file, printed, problems, linked, known: None }, asked)
    }

    /// Sets a whole report on paper, with the pictures that its texts show; nothing else is.
    fn print(&self, page: &Page<Html>, linked: &[String]) -> Result<Option<Printed>, Problem> {
        let (Page::WholeReport(report), Some(typesetter)) = (page, pdf::typesetter()) else { return Ok(None) };
        let picture = |within: &String| {
            let (href, attachment) = self.setter.attachment(within)?;
            Some((href.to_owned(), attachment::file(attachment).ok()?.bytes))
        };
        let pictures: pdf::Pictures = linked.iter().filter_map(picture).collect();
        pdf::print(report, self.site, self.origin, &pictures, (self.kept, self.at_once.then_some(typesetter)))
    }
}

/// Sets a whole report; each chapter is numbered as on its own page, and what stands before them not at all.
fn whole(report: WholeReport<Written>, sheet: &mut Sheet<'_>) -> WholeReport<Html> {
    let standing = |chapter: &ChapterText<Written>| (chapter.id.clone(), chapter.standing.clone());
    let chapters: BTreeMap<String, Standing> = report.chapters.iter().map(standing).collect();
    report.set_parts(&mut |text, part: Option<&str>| {
        let standing = part.and_then(|part| chapters.get(part));
        sheet.numbering = standing.map(numbering);
        if let Some(standing) = standing {
            sheet.language = language(&standing.language);
        }
        sheet.set(text, part)
    })
}

fn numbering(standing: &Standing) -> Numbering {
    Numbering::of_chapter(standing.chapter, standing.figures, standing.tables)
}

fn language(code: &str) -> Language {
    code.parse().unwrap_or_default()
}

/// Only what a page links to leaves the house.
fn linked_files(
    attachments: &[Attachment],
    linked: &BTreeSet<String>,
    memory: Option<&mut Memory>,
) -> (Vec<RenderedFile>, Vec<Problem>) {
    let wanted: Vec<&Attachment> = attachments.iter().filter(|attachment| linked.contains(attachment.source.within())).collect();
    let known = memory.as_deref();
    let make = |one: &&Attachment| known.and_then(|memory| memory.attached(one)).map_or_else(|| attachment::file(one), Ok);
    let made: Vec<Result<RenderedFile, Problem>> = wanted.par_iter().map(make).collect();
    if let Some(memory) = memory {
        let made = wanted.iter().zip(&made).filter_map(|(one, made)| Some(((*one).clone(), made.as_ref().ok()?.clone())));
        memory.keep_attached(made.collect());
    }
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for one in made {
        match one {
            Ok(file) => files.push(file),
            Err(problem) => problems.push(problem),
        }
    }
    (files, problems)
}

fn assets(theme: &Theme) -> Vec<RenderedFile> {
    let asset = |(path, bytes): (&String, &std::borrow::Cow<'static, [u8]>)| {
        SitePath::new(format!("assets/{path}")).map(|path| RenderedFile { path, bytes: bytes.as_ref().into() })
    };
    theme.assets.iter().filter_map(asset).collect()
}

fn no_theme(name: &str, themes: &Themes) -> Problem {
    let known: Vec<&str> = themes.keys().map(String::as_str).collect();
    let all = known.join("`, `");
    let problem =
        Problem::new(Code::ThemeMissing, both!("temaet `{name}` finnes ikke", "there is no theme `{name}`")).nearest(name, known);
    match problem.help {
        Some(_) => problem,
        None => problem.help(both!("temaene er `{all}`", "the themes are `{all}`")),
    }
}

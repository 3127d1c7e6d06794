//! [`PublicView`] in, [`SitePlan`] out: which pages exist, at which address, and what each of them shows.
//!
//! [`plan`] is the way in.
//!
//! 1. [`Addresses`] gives every entry its address, once;
//! 2. each module below makes the pages of one kind as plain values ([`page`]); nothing is rendered here; `lands` gathers
//!    those of municipalities and counties, which are many;
//! 3. every page claims its path; a second claim is a problem that names both claimants;
//! 4. `memory` spares the preview what would be planned as it was.
//!
//! Must not know: Markdown, templates, bytes.

mod actors;
mod addresses;
mod articles;
mod bibliography;
mod centres;
mod counties;
mod data;
mod desk;
mod editions;
mod feed;
mod figure;
mod figures;
mod glossary;
mod home;
mod labels;
mod lands;
mod letters;
mod literature;
mod map;
mod mappings;
mod memory;
mod municipalities;
mod numbers;
mod overview;
pub(crate) mod page;
mod priorities;
mod reading;
mod redirects;
mod reports;
mod site;
mod sources;
mod translations;

use std::sync::Arc;

use rayon::prelude::*;

pub(crate) use addresses::{Addresses, of_attachment as attachment_address};
pub(crate) use bibliography::csl_json;
pub(crate) use data::{
    ALL_TABLES, Catalogue, Colophon, Column, Data, DataSet, Form, Kind, Table, Term, Thing, VOCABULARIES, Value,
};
pub(crate) use feed::Feed;
pub(crate) use figure::{Amount, Figure, Figures, WHOLE};
pub(crate) use figures::named_in;
pub(crate) use letters::{width_of, wrapped};
pub(crate) use literature::Literature;
pub(crate) use memory::Memory;
use page::{Page, Site};

use crate::anonymise::{Drafts, PublicView};
use crate::domain::{Attachment, Date, Menu, Settings, SitePath, Source, Written, collisions};
use crate::problem::{Both, Code, Place, Problem, both};
use desk::Desk;

/// A page and where it lies.
#[derive(Debug, Clone)]
pub(crate) struct Planned {
    pub path: SitePath,
    pub page: Arc<Page<Written>>,
    /// The file it is made of, or the words that say what makes it.
    pub claimant: Claimant,
}

/// Who wants an address.
#[derive(Debug, Clone)]
pub(crate) enum Claimant {
    File(Source),
    /// A file's `aliases:`.
    Alias(Source),
    /// The program itself: a list, a letter, a number; in bokmål and in English.
    Program([&'static str; 2]),
}

/// The whole site before it is rendered.
#[derive(Debug)]
pub(crate) struct SitePlan {
    pub site: Site,
    pub pages: Vec<Planned>,
    pub addresses: Addresses,
    pub data: Data,
    /// References for other programs.
    pub literature: Vec<Literature>,
    pub figures: Figures,
    pub feed: Option<Feed>,
    pub attachments: Vec<Attachment>,
    /// The theme's name.
    pub theme: String,
}

/// Decides which pages exist and what they show on the day `today`; of what is in `memory` only what would be something else.
pub(crate) fn plan(
    mut view: PublicView,
    today: Date,
    drafts: Drafts,
    mut memory: Option<&mut Memory>,
) -> (SitePlan, Vec<Problem>) {
    let articles = std::mem::take(&mut view.articles);
    let entries = || match memory.as_mut() {
        Some(memory) => memory.entries(&view.references),
        None => bibliography::entries(&view.references),
    };
    let (addresses, entries) = rayon::join(|| Addresses::new(&view, &articles), entries);
    let attachments = std::mem::take(&mut view.attachments);
    let mut desk = Desk::new(&view, (addresses, entries), &articles, today);
    let lands = lands::lands(&desk, memory.as_deref_mut().map(|memory| &mut memory.lands));
    (desk.map, desk.letters) = (lands.map, lands.letters);

    let kinds = [centres::pages, priorities::pages, mappings::pages, reports::pages, actors::pages, sources::pages];
    let of_kinds = || kinds.par_iter().flat_map_iter(|pages| pages(&desk)).collect::<Vec<_>>();
    let (mut pages, data) = rayon::join(of_kinds, || data::data(&desk));
    pages.extend(lands.pages);
    pages.extend(redirects::below(&desk, &pages));
    let more = || {
        let tables = || data::pages(&desk, &data.sets);
        let terms = || glossary::pages(&desk, &articles);
        let (mut more, terms) = rayon::join(tables, terms);
        more.extend(terms);
        more.extend(redirects::of_registry(&desk));
        more.extend(redirects::of_articles(&desk, &articles));
        let literature = literature::all(&desk);
        let feed = feed::feed(&desk, &articles);
        let site = site::site(&desk, feed.is_some(), drafts);
        (more, literature, feed, site)
    };
    let of_articles = || {
        let (of_articles, home) = articles::pages(&desk, articles.clone(), memory.map(|memory| &mut memory.articles));
        (of_articles, home::pages(&desk, home.as_deref()))
    };
    let ((more, literature, feed, site), (of_articles, home)) = rayon::join(more, of_articles);
    drop(articles);
    pages.extend(more);
    pages.extend(home);
    pages.extend(of_articles);

    let theme = view.settings.theme.clone();
    let mut problems = claims(&mut pages);
    let (figures, found) = figures::figures(&desk, &data.sets);
    problems.extend(found);
    problems.extend(menus(&view.settings, &pages));
    let addresses = desk.into_addresses();
    (SitePlan { site, pages, addresses, data, figures, literature, feed, attachments, theme }, problems)
}

/// Sorts the pages by path and refuses a second claim on one, also when they differ only in case or Unicode form.
fn claims(pages: &mut [Planned]) -> Vec<Problem> {
    let paths: Vec<&SitePath> = pages.iter().map(|planned| &planned.path).collect();
    let taken_twice = collisions(&paths).into_iter();
    let problems =
        taken_twice.map(|(first, second)| taken(&pages[second].path, &pages[first].claimant, &pages[second].claimant)).collect();
    pages.sort_by(|one, other| one.path.cmp(&other.path));
    problems
}

/// A menu leads to pages that there are; told here once, not on every page that shows it.
fn menus(settings: &Settings, pages: &[Planned]) -> Vec<Problem> {
    let paths: Vec<&str> = pages.iter().map(|planned| planned.path.as_str()).collect();
    let made_later = |path: &str| ["feed.xml", "sitemap.xml", "data/", "filer/"].iter().any(|made| path.starts_with(made));
    let entries = settings.menu.iter().flatten().chain(&settings.footer_menu);
    let dead = entries.filter(|entry| {
        let address = entry.path.split(['#', '?']).next().unwrap_or("");
        let path = SitePath::of_page(address);
        !path.is_some_and(|path| paths.binary_search(&path.as_str()).is_ok() || made_later(path.as_str()))
    });
    let problem = |entry: &Menu| {
        let (title, path) = (&entry.title, &entry.path);
        let addresses: Vec<String> = pages.iter().map(|planned| planned.path.address()).collect();
        Problem::new(
            Code::DeadLink,
            both!(
                "menypunktet «{title}» fører til `{path}`, og der er det ingen side",
                "the menu entry “{title}” leads to `{path}`, and there is no page there"
            ),
        )
        .at(Place::file(settings.source.shown()))
        .nearest(path, addresses.iter().map(String::as_str))
    };
    dead.map(problem).collect()
}

fn taken(path: &SitePath, first: &Claimant, second: &Claimant) -> Problem {
    let address = path.address();
    let (file, other) = match (first, second) {
        (_, Claimant::File(source) | Claimant::Alias(source)) => (Some(source), first),
        (Claimant::File(source) | Claimant::Alias(source), _) => (Some(source), second),
        _ => (None, first),
    };
    let other = other.said();
    let problem = Problem::new(
        Code::PathTaken,
        Both {
            nb: format!("adressen `{address}` er tatt av {}", other.nb),
            en: format!("the address `{address}` is taken by {}", other.en),
        },
    );
    let problem = match file {
        Some(source) => problem.at(Place::file(source.shown())),
        None => problem,
    };
    problem.help(both!("gi filen et annet navn, eller ta bort aliaset", "give the file another name, or take the alias away"))
}

impl Claimant {
    fn said(&self) -> Both {
        match self {
            Self::File(source) => both!("`{source}`", "`{source}`"),
            Self::Alias(source) => both!("`aliases:` i `{source}`", "`aliases:` in `{source}`"),
            Self::Program([nb, en]) => {
                Both { nb: format!("{nb}, som programmet lager"), en: format!("{en}, which the program makes") }
            }
        }
    }
}

//! Understands how people name a thing, and puts together what there is to say of it.
//!
//! [`find`] is the way in: a file (`content/centres/x.md`, `centres\x.md`, an absolute path), a file of the site, an address
//! with or without its host, an id (`x`, `centre:x`, `[[centre:x]]`, `[@x]`), a title.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use super::entry::Entry;
use super::survey::{Maker, PageSeen, Survey};
use crate::problem::{Problem, nearest};
use crate::verify::Leading;

/// What a name means.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Found {
    /// A file of the content, as shown to people.
    File(String),
    /// A line of a register, or another part of a file, by its index among the entries.
    Entry(usize),
    /// A page that no file of its own makes, by its path.
    Page(String),
}

/// All that is to be said of one thing.
pub(crate) struct Answer<'a> {
    /// The thing itself, where it is one; none for a page that the program makes.
    pub entry: Option<&'a Entry>,
    /// What else stands in the same file.
    pub beside: Vec<&'a Entry>,
    pub file: Option<String>,
    /// Its pages, redirects aside.
    pub pages: Vec<&'a PageSeen>,
    /// The file, if it was one that was asked for, is read but nothing comes of it.
    pub makes_nothing: bool,
    /// Other files whose words or numbers its pages show.
    pub shows: Vec<String>,
    /// Addresses that lead to its pages.
    pub redirects: Vec<&'a PageSeen>,
    /// Pages that link to its pages in their own part.
    pub linked_from: Vec<&'a PageSeen>,
    /// How many pages link to it in what surrounds them: menus, the foot.
    pub linked_around: usize,
    pub problems: Vec<&'a Problem>,
}

/// Returns what `asked` may mean, and the nearest name where it means nothing.
pub(crate) fn find(survey: &Survey, asked: &str) -> Result<Vec<Found>, Option<String>> {
    let plain: String = asked.trim().nfc().collect();
    let mut found = BTreeSet::new();
    let ways = [by_file, by_address, by_id];
    for way in ways {
        found.extend(way(survey, &plain));
        if !found.is_empty() {
            return Ok(found.into_iter().collect());
        }
    }
    Err(near(survey, &plain))
}

fn by_file(survey: &Survey, asked: &str) -> Vec<Found> {
    let path = asked.replace('\\', "/");
    let path = path.trim_start_matches("./");
    let is_meant = |file: &&String| {
        **file == path || path.ends_with(&format!("/{file}")) || path.contains(['/', '.']) && file.ends_with(&format!("/{path}"))
    };
    survey.files.iter().filter(is_meant).map(|file| Found::File(file.clone())).collect()
}

fn by_address(survey: &Survey, asked: &str) -> Vec<Found> {
    let Some(address) = address(survey, asked) else { return Vec::new() };
    let (page, part) = address.split_once('#').map_or((address.as_str(), ""), |(page, part)| (page, part));
    if !part.is_empty()
        && let Some(index) = survey.entries.iter().position(|entry| entry.address.as_deref() == Some(&address))
    {
        return vec![of_entry(survey, index)];
    }
    let spellings = [page.to_owned(), format!("{page}/"), page.trim_end_matches("index.html").to_owned()];
    for spelling in &spellings {
        if let Some(page) = survey.page(spelling) {
            return vec![of_page(page)];
        }
        if let Some(index) = survey.entries.iter().position(|entry| entry.address.as_ref() == Some(spelling)) {
            return vec![of_entry(survey, index)];
        }
    }
    Vec::new()
}

/// Returns the address within the site: without host, without the base path, without what stands before `public/`.
fn address(survey: &Survey, asked: &str) -> Option<String> {
    let asked = asked.replace('\\', "/");
    let asked = asked.split('?').next().unwrap_or_default();
    let path = match asked.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]),
        None => asked,
    };
    let path = ["public/", "drafts/"].iter().find_map(|folder| path.split_once(folder).map(|(_, rest)| rest)).unwrap_or(path);
    let below = path.strip_prefix(&survey.base_path).unwrap_or(path);
    (!below.is_empty() || path.starts_with('/')).then(|| format!("/{}", below.trim_start_matches("./").trim_start_matches('/')))
}

fn by_id(survey: &Survey, asked: &str) -> Vec<Found> {
    let bare = asked.trim_start_matches(['[', '@']).trim_end_matches(']');
    let (kind, id) = bare.split_once(':').map_or((None, bare), |(kind, id)| (Some(kind.trim()), id.trim()));
    let id = id.split('|').next().unwrap_or(id).trim();
    let is_kind = |entry: &Entry| kind.is_none_or(|kind| kind.parse() == Ok(entry.kind));
    let title = asked.to_lowercase();
    let ways: [&dyn Fn(&Entry) -> bool; 3] = [
        &|entry| is_kind(entry) && entry.id.as_deref() == Some(id),
        &|entry| is_kind(entry) && entry.id.as_deref().is_some_and(|known| known.ends_with(&format!("/{id}"))),
        &|entry| entry.title.as_ref().is_some_and(|known| known.to_lowercase() == title),
    ];
    let indices = |way: &&dyn Fn(&Entry) -> bool| {
        let all = survey.entries.iter().enumerate();
        all.filter(|(_, entry)| way(entry)).map(|(index, _)| index).collect::<Vec<_>>()
    };
    let found = ways.iter().map(indices).find(|found| !found.is_empty()).unwrap_or_default();
    found.into_iter().map(|index| of_entry(survey, index)).collect()
}

fn of_entry(survey: &Survey, index: usize) -> Found {
    let entry = &survey.entries[index];
    if entry.kind.is_of_register() { Found::Entry(index) } else { Found::File(entry.file.clone()) }
}

fn of_page(page: &PageSeen) -> Found {
    match (&page.maker, &page.leads_to) {
        (Maker::File(file), None) => Found::File(file.clone()),
        _ => Found::Page(page.path.clone()),
    }
}

fn near(survey: &Survey, asked: &str) -> Option<String> {
    let named = survey.entries.iter().flat_map(|entry| [entry.id.as_deref(), entry.title.as_deref(), entry.address.as_deref()]);
    let within = survey.files.iter().map(|file| file.split_once('/').map_or(file.as_str(), |(_, within)| within));
    let pages = survey.pages.iter().map(|page| page.address.as_str());
    let names = named.flatten().chain(survey.files.iter().map(String::as_str)).chain(within).chain(pages);
    let names: Vec<&str> = names.collect();
    let id = asked.trim_start_matches(['[', '@']).trim_end_matches(']').rsplit(':').next().unwrap_or(asked);
    nearest(asked, names.iter().copied()).or_else(|| nearest(id, names)).map(str::to_owned)
}

impl Survey {
    /// Puts together what there is to say of a thing.
    pub(crate) fn answer(&self, found: &Found) -> Answer<'_> {
        let (entry, file) = match found {
            Found::File(file) => (self.main_entry(file), Some(file.clone())),
            Found::Entry(index) => (self.entries.get(*index), self.entries.get(*index).map(|entry| entry.file.clone())),
            Found::Page(_) => (None, None),
        };
        let pages = self.pages_of(found, entry);
        let of_file = |entry: &&Entry| matches!(found, Found::File(file) if entry.file == *file);
        let beside: Vec<&Entry> = self.entries.iter().filter(of_file).filter(|one| !is_same(Some(one), entry)).collect();
        let paths: BTreeSet<&str> = pages.iter().map(|page| page.path.as_str()).collect();
        let addresses: BTreeSet<&str> = pages.iter().map(|page| page.address.as_str()).collect();
        let leads_here = |page: &&PageSeen| {
            page.leads_to.as_deref().is_some_and(|to| addresses.contains(to.split('#').next().unwrap_or_default()))
        };
        let (linked_from, linked_around) = self.leading_to(&paths, entry);
        let is_whole = is_whole(entry) && pages.iter().all(|page| page.leads_to.is_none());
        Answer {
            makes_nothing: pages.is_empty() && entry.is_none() && beside.is_empty(),
            shows: if is_whole { self.shown_by(&paths, &pages, file.as_deref()) } else { Vec::new() },
            redirects: self.pages.iter().filter(leads_here).collect(),
            linked_from,
            linked_around,
            problems: self.problems_in(file.as_deref()),
            entry,
            beside,
            file,
            pages,
        }
    }

    /// The thing that a file is, where it is one thing.
    fn main_entry(&self, file: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.file == file && !entry.kind.is_of_register())
    }

    fn pages_of(&self, found: &Found, entry: Option<&Entry>) -> Vec<&PageSeen> {
        let own: Vec<&PageSeen> = match found {
            Found::Page(path) => self.page_at(path).into_iter().collect(),
            Found::File(file) => self
                .pages
                .iter()
                .filter(|page| matches!(&page.maker, Maker::File(maker) if maker == file) && page.leads_to.is_none())
                .collect(),
            Found::Entry(_) => Vec::new(),
        };
        let own = main_first(own, entry);
        // A finding or a line of a register is shown on a page that something else makes.
        let shown_on = entry.and_then(|entry| entry.address.as_deref()).and_then(|address| self.page(address));
        if own.is_empty() { shown_on.into_iter().collect() } else { own }
    }

    fn leading_to(&self, paths: &BTreeSet<&str>, entry: Option<&Entry>) -> (Vec<&PageSeen>, usize) {
        let address = entry.and_then(|entry| entry.address.as_deref());
        let attached = address.map(|address| address.trim_start_matches('/'));
        let part = address.and_then(|address| address.split_once('#')).map(|(_, part)| part);
        let (mut within, mut around) = (BTreeSet::new(), BTreeSet::new());
        for link in &self.links {
            let Leading::Within(to) = &link.leading else { continue };
            let is_part = part.is_none() || link.part.as_deref() == part;
            let is_here = paths.contains(to.as_str()) && is_part || attached == Some(to);
            let Some(from) = self.page_at(&link.from).filter(|_| is_here && !paths.contains(link.from.as_str())) else {
                continue;
            };
            let to = self.page_at(to);
            let is_trail = !link.in_main && to.is_some_and(|to| from.trail.contains(&to.address));
            match (from.leads_to.is_none(), link.in_main) {
                (true, true) => drop(within.insert(&from.path)),
                (true, false) if !is_trail => drop(around.insert(&from.path)),
                _ => {}
            }
        }
        (within.into_iter().filter_map(|path| self.page_at(path)).collect(), around.len())
    }

    /// Returns the files behind what the pages link to in their own part: a link has at least a name from there.
    fn shown_by(&self, paths: &BTreeSet<&str>, pages: &[&PageSeen], own: Option<&str>) -> Vec<String> {
        let mut files = BTreeSet::new();
        for link in self.links.iter().filter(|link| link.in_main && paths.contains(link.from.as_str())) {
            let Leading::Within(to) = &link.leading else { continue };
            match self.page_at(to).map(|page| (&page.maker, page)) {
                Some((Maker::File(file), _)) => drop(files.insert(file.clone())),
                Some((_, page)) => files.extend(self.register_of(page)),
                None => files.extend(self.attached_at(to)),
            }
        }
        files.extend(pages.iter().filter_map(|page| self.register_of(page)));
        files.into_iter().filter(|file| Some(file.as_str()) != own).collect()
    }

    /// Returns the register that a page without a file of its own is made of.
    fn register_of(&self, page: &PageSeen) -> Option<String> {
        let name = match page.kind {
            "municipality" | "municipality_list" | "number_list" => "registry/municipalities.csv",
            "county" | "county_list" => "registry/counties.yaml",
            "sources" => "registry/references.yaml",
            "glossary" => "registry/glossary.yaml",
            "who_does_what" => "registry/actors.yaml",
            _ => return None,
        };
        self.files.iter().find(|file| file.ends_with(name)).cloned()
    }

    fn attached_at(&self, path: &str) -> Option<String> {
        let is_it = |entry: &&Entry| entry.address.as_deref().is_some_and(|address| address.trim_start_matches('/') == path);
        self.entries.iter().find(is_it).map(|entry| entry.file.clone())
    }

    fn problems_in(&self, file: Option<&str>) -> Vec<&Problem> {
        let is_there = |problem: &&Problem| problem.place.as_ref().is_some_and(|place| Some(place.file.as_str()) == file);
        self.problems.iter().filter(is_there).collect()
    }
}

/// Puts the page that is the thing itself before those that are parts of it.
fn main_first<'a>(mut pages: Vec<&'a PageSeen>, entry: Option<&Entry>) -> Vec<&'a PageSeen> {
    pages.sort_by_key(|page| entry.is_some_and(|entry| entry.address.as_deref() != Some(&page.address)));
    pages
}

/// A thing with pages of its own, rather than a part of a page.
fn is_whole(entry: Option<&Entry>) -> bool {
    !entry.and_then(|entry| entry.address.as_deref()).is_some_and(|address| address.contains('#'))
}

fn is_same(one: Option<&Entry>, other: Option<&Entry>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if std::ptr::eq(one, other))
}

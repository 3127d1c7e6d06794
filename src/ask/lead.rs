//! The links of the finished pages, turned round: who links here, what nobody links to, what leaves the site, what is broken.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::{Kind, State};
use super::survey::{Maker, PageSeen, Survey};
use crate::load::SourceText;
use crate::problem::{Code, Problem};
use crate::verify::Leading;

/// A web address outside the site.
#[derive(Debug)]
pub(crate) struct Outside {
    pub host: String,
    pub url: String,
    /// The addresses of the pages it stands on, sorted.
    pub pages: Vec<String>,
    /// File and line where it is written.
    pub written: Vec<(String, usize)>,
}

/// A page, or a file, to which too little leads.
#[derive(Debug)]
pub(crate) struct Orphan {
    /// None: it has no address, for nobody links to it.
    pub address: Option<String>,
    pub file: String,
    pub title: String,
    pub because: Because,
}

/// How little leads there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Because {
    /// No page at all, nor a menu.
    Nothing,
    /// Only menus and lists that the program makes.
    ListsAlone,
    /// A file that no page links to, and that is not published therefore.
    Unpublished,
}

/// Returns the problems that are links to what is not there, in the words of the stage that found them.
pub(crate) fn broken(survey: &Survey) -> Vec<&Problem> {
    const CODES: [Code; 10] = [
        Code::UnknownTarget,
        Code::WithheldTarget,
        Code::DraftTarget,
        Code::BadReference,
        Code::DeadLink,
        Code::DeadAnchor,
        Code::LinkOutside,
        Code::UnsafeScheme,
        Code::DeadLinkInOutput,
        Code::DeadAnchorInOutput,
    ];
    survey.problems.iter().filter(|problem| CODES.contains(&problem.code)).collect()
}

/// Returns the addresses outside the site, by host.
pub(crate) fn outside(survey: &Survey) -> Vec<Outside> {
    let mut pages: BTreeMap<(String, &str), BTreeSet<String>> = BTreeMap::new();
    for link in &survey.links {
        if let (Leading::Outside(url), Some(page)) = (&link.leading, survey.page_at(&link.from)) {
            pages.entry((host(url), url)).or_default().insert(page.address.clone());
        }
    }
    let open = |file: &str| !survey.entries.iter().any(|entry| entry.file == file && entry.state != State::Public);
    let written = |url: &str| {
        let places = survey.urls.get(trimmed(url)).into_iter().flatten();
        places.filter(|(file, _)| open(file)).cloned().collect::<Vec<_>>()
    };
    pages
        .into_iter()
        .map(|((host, url), pages)| Outside {
            host,
            url: url.to_owned(),
            pages: pages.into_iter().collect(),
            written: written(url),
        })
        .collect()
}

fn host(url: &str) -> String {
    let rest = url.split_once("//").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.trim_start_matches("www.").to_lowercase()
}

/// Returns where each web address stands in the texts.
pub(super) fn urls(texts: &[SourceText]) -> BTreeMap<String, Vec<(String, usize)>> {
    let mut urls: BTreeMap<String, Vec<(String, usize)>> = BTreeMap::new();
    for SourceText { source, text } in texts {
        for (number, line) in (1..).zip(text.lines()) {
            for url in in_line(line) {
                let places = urls.entry(trimmed(url).to_owned()).or_default();
                let place = (source.shown().to_owned(), number);
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
        }
    }
    urls
}

fn in_line(line: &str) -> impl Iterator<Item = &str> {
    let begins = line.match_indices("http").map(|(at, _)| &line[at..]);
    let is_web = |rest: &&str| rest.starts_with("http://") || rest.starts_with("https://");
    begins.filter(is_web).map(|rest| {
        let end = rest.find(|c: char| c.is_whitespace() || "\"'<>)]}|`,".contains(c)).unwrap_or(rest.len());
        &rest[..end]
    })
}

/// Two ways of writing one address: with a final slash, or with the stop of the sentence.
fn trimmed(url: &str) -> &str {
    url.trim_end_matches(['.', ';', ':', '/'])
}

/// Returns the pages that a person can hardly find, and the files that are not published, sorted.
///
/// What counts is a link on another page: in its text or a list (`main`), in a menu or at the foot. What does not: the trail
/// at the top, which leads only upwards; redirects; feeds and the sitemap, which people do not read.
pub(crate) fn orphans(survey: &Survey) -> Vec<Orphan> {
    let mut leading: BTreeMap<&str, bool> = BTreeMap::new();
    for link in &survey.links {
        let (Leading::Within(to), Some(from)) = (&link.leading, survey.page_at(&link.from)) else { continue };
        let Some(page) = survey.page_at(to) else { continue };
        if from.leads_to.is_some() || !link.in_main && from.trail.contains(&page.address) {
            continue;
        }
        *leading.entry(to).or_default() |= link.in_main && !is_list(from);
    }
    let mut orphans: Vec<Orphan> = survey.pages.iter().filter_map(|page| orphan(page, leading.get(page.path.as_str()))).collect();
    let unlinked = survey.entries.iter().filter(|entry| entry.kind == Kind::Attachment && entry.state == State::Unlinked);
    orphans.extend(unlinked.map(|entry| Orphan {
        address: None,
        file: entry.file.clone(),
        title: entry.title.clone().unwrap_or_default(),
        because: Because::Unpublished,
    }));
    orphans.sort_by(|one, other| (one.because, &one.address, &one.file).cmp(&(other.because, &other.address, &other.file)));
    orphans
}

fn orphan(page: &PageSeen, leading: Option<&bool>) -> Option<Orphan> {
    let Maker::File(file) = &page.maker else { return None };
    let because = match leading {
        Some(true) => return None,
        _ if page.leads_to.is_some() || page.kind == "home" => return None,
        Some(false) => Because::ListsAlone,
        None => Because::Nothing,
    };
    Some(Orphan { address: Some(page.address.clone()), file: file.clone(), title: page.title.clone(), because })
}

/// A page that lists others of itself, whatever anybody writes.
fn is_list(page: &PageSeen) -> bool {
    matches!(page.kind, "section" | "home" | "tag" | "tag_list" | "data_index") || page.kind.ends_with("_list")
}

#[cfg(test)]
mod tests {
    use super::{host, in_line, trimmed};

    #[test]
    fn addresses_are_found_where_they_stand_in_a_line() {
        let line = "- {url: \"https://a.example/x\"} [b](http://b.example/), <https://c.example>. httpx";
        let found: Vec<&str> = in_line(line).map(trimmed).collect();
        assert_eq!(found, ["https://a.example/x", "http://b.example", "https://c.example"]);
    }

    #[test]
    fn a_host_is_one_with_and_without_its_three_letters() {
        assert_eq!((host("https://www.A.example/x"), host("//a.example?y")), ("a.example".to_owned(), "a.example".to_owned()));
    }
}

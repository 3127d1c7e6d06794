//! Pages of prose in any folder, the sections they lie in, and their tags.
//!
//! [`pages`] is the way in.
//!
//! 1. `card` says of each article what lists need to know;
//! 2. `own` makes the page of each, of that article and of [`Shared`] alone;
//! 3. the sections and tags are made of the cards;
//! 4. `memory` spares the preview the articles that have not changed.

mod card;
mod memory;
mod own;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::addresses::of_article;
use super::desk::{About, Desk, file, summary};
use super::page::{Item, Link, Page, Section, Tag, TagList, TagRow};
use super::sources::behind;
use super::{Claimant, Planned};
use crate::domain::{Article, Folder, Written};
use card::{Card, by_date, card};
pub(super) use memory::Memory;
use memory::{Cards, Known, Last};
use own::{Shared, own_page, trail};

/// Returns the pages, and the article of the front page; those in `memory` are not made again.
pub(super) fn pages(
    desk: &Desk<'_>,
    articles: Vec<Arc<Article>>,
    mut memory: Option<&mut Memory>,
) -> (Vec<Planned>, Option<Arc<Article>>) {
    let last = memory.as_mut().and_then(|memory| memory.take(&desk.addresses.base_path));
    let find = |article| last.as_ref().and_then(|last| last.find(article));
    let known: Vec<Option<&Known>> = articles.par_iter().with_min_len(64).map(find).collect();
    let cards = cards(desk, &articles, &known, last.as_ref());
    let lists = Lists::of(&articles);
    let shared = Shared::of(desk, section_titles(&articles, &cards.folders));
    let is_same = last.as_ref().is_some_and(|last| last.is_of(&shared));
    let view = shared.view();
    let desk = shared.desk(&view);
    let own = || {
        let own = |(article, known): (&Arc<Article>, &Option<&Known>)| match known {
            _ if lists.has(article) => None,
            Some(Known { page: Some(page), .. }) if is_same => Some(page.clone()),
            _ => own_page(&desk, &shared.titles, article),
        };
        articles.par_iter().zip(&known).with_min_len(64).map(own).collect()
    };
    let of_lists = || {
        let section = |(folder, content): (&Folder, &Content)| {
            section(&desk, &shared.titles, folder, content, lists.indexes.get(folder).map(|index| &***index))
        };
        let sections: Vec<Planned> = cards.folders.0.iter().filter_map(section).collect();
        let last = last.as_ref().filter(|last| is_same && last.cards(&cards.all).is_some());
        let tags = last.map_or_else(|| tags(&desk, &cards.sorted), |last| last.tags().to_vec());
        (sections, tags)
    };
    let (own, (sections, tags)): (Vec<Option<Planned>>, _) = rayon::join(own, of_lists);
    let mut pages: Vec<Planned> = own.iter().flatten().cloned().collect();
    pages.extend(sections);
    pages.extend(tags.iter().cloned());
    let home = lists.home.cloned();
    if let Some(memory) = memory {
        let made = articles.iter().zip(&cards.all).zip(own);
        let known = |((article, card), page)| Known { article: Arc::clone(article), card: Arc::clone(card), page };
        memory.keep(shared, made.map(known).collect(), cards, tags);
    }
    (pages, home)
}

/// Returns what lists are made of.
fn cards(desk: &Desk<'_>, articles: &[Arc<Article>], known: &[Option<&Known>], last: Option<&Last>) -> Cards {
    // What a file's card was is sought among all; of many the lists are made anew.
    const FEW: usize = 100;
    let last = last.filter(|_| known.iter().filter(|known| known.is_none()).count() <= FEW);
    let made = |(article, known): (&Arc<Article>, &Option<&Known>)| match (known, last) {
        (Some(known), _) => Arc::clone(&known.card),
        (None, Some(last)) => last.card(article, card(&desk.addresses, article)),
        (None, None) => Arc::new(card(&desk.addresses, article)),
    };
    let all: Vec<Arc<Card>> = articles.par_iter().zip(known).with_min_len(64).map(made).collect();
    if let Some(cards) = last.and_then(|last| last.cards(&all)) {
        return cards.clone();
    }
    let mut sorted = all.clone();
    sorted.par_sort_by(|one, other| by_date(desk, one, other));
    let folders = Arc::new(Folders::new(&sorted));
    Cards { all, sorted: sorted.into(), folders }
}

/// The articles that are texts of lists, and have no page of their own.
struct Lists<'a> {
    home: Option<&'a Arc<Article>>,
    /// By folder.
    indexes: BTreeMap<&'a Folder, &'a Arc<Article>>,
}

impl<'a> Lists<'a> {
    fn of(articles: &'a [Arc<Article>]) -> Self {
        let mut indexes = BTreeMap::new();
        for article in articles.iter().filter(|article| article.slug.is_empty()) {
            indexes.entry(&article.folder).or_insert(article);
        }
        Self { home: indexes.remove(&Folder::new()), indexes }
    }

    fn has(&self, article: &Arc<Article>) -> bool {
        let list = || self.indexes.get(&article.folder).copied().or(self.home.filter(|_| article.folder.is_empty()));
        article.slug.is_empty() && list().is_some_and(|list| Arc::ptr_eq(list, article))
    }
}

/// The sections at the top, as a menu shows them.
pub(super) fn top_sections(desk: &Desk<'_>, articles: &[Arc<Article>]) -> Vec<Link> {
    let mut tops: BTreeMap<&str, Option<&Article>> = BTreeMap::new();
    for article in articles {
        if let [top, rest @ ..] = article.folder.as_slice() {
            let entry = tops.entry(top).or_default();
            if rest.is_empty() && article.slug.is_empty() {
                *entry = Some(article);
            }
        }
    }
    let order = |index: Option<&Article>| index.and_then(|article| article.order).unwrap_or(u32::MAX);
    let mut sections: Vec<(u32, Link)> = tops
        .into_iter()
        .map(|(top, index)| {
            let title = index.map_or_else(|| default_title(top), |article| article.title.clone());
            (order(index), desk.link(&title, &format!("/{top}/")))
        })
        .collect();
    desk.order.sort_by(&mut sections, |(_, link)| &link.title);
    sections.sort_by_key(|(order, _)| *order);
    sections.into_iter().map(|(_, link)| link).collect()
}

/// Returns the newest news, five at most.
pub(super) fn news(desk: &Desk<'_>, articles: &[Arc<Article>]) -> Vec<Item> {
    let is_news =
        |article: &&Arc<Article>| article.folder.first().is_some_and(|top| top == "nyheter") && !article.slug.is_empty();
    let mut news: Vec<Card> = articles.iter().filter(is_news).map(|article| card(&desk.addresses, article)).collect();
    news.sort_by(|one, other| by_date(desk, one, other));
    news.into_iter().take(5).map(|card| Arc::unwrap_or_clone(card.item)).collect()
}

fn default_title(folder: &str) -> String {
    match folder {
        "nyheter" => "Nyheter".to_owned(),
        "aktiviteter" => "Aktiviteter".to_owned(),
        _ => {
            let words = folder.replace('-', " ");
            let mut letters = words.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
        }
    }
}

/// What lies in a folder.
#[derive(Debug, Default)]
struct Content {
    pages: Vec<Arc<Item>>,
    folders: BTreeSet<Folder>,
}

/// The folders below the top, with what lies in each.
#[derive(Debug, Default)]
struct Folders(BTreeMap<Folder, Content>);

impl Folders {
    fn new(cards: &[Arc<Card>]) -> Self {
        let mut folders: BTreeMap<Folder, Content> = BTreeMap::new();
        for card in cards {
            for depth in 1..=card.folder.len() {
                let folder = card.folder[..depth].to_vec();
                if depth > 1 {
                    folders.entry(card.folder[..depth - 1].to_vec()).or_default().folders.insert(folder.clone());
                }
                folders.entry(folder).or_default();
            }
            if !card.is_index && !card.folder.is_empty() {
                folders.entry(card.folder.clone()).or_default().pages.push(Arc::clone(&card.item));
            }
        }
        Self(folders)
    }
}

fn section_titles(articles: &[Arc<Article>], folders: &Folders) -> BTreeMap<Folder, String> {
    let mut titles: BTreeMap<Folder, String> =
        folders.0.keys().map(|folder| (folder.clone(), default_title(folder.last().map_or("", String::as_str)))).collect();
    for article in articles.iter().filter(|article| article.slug.is_empty()) {
        titles.insert(article.folder.clone(), article.title.clone());
    }
    titles
}

fn section(
    desk: &Desk<'_>,
    titles: &BTreeMap<Folder, String>,
    folder: &Folder,
    content: &Content,
    index: Option<&Article>,
) -> Option<Planned> {
    let address = of_article(folder, "");
    let title = titles.get(folder).map_or("", String::as_str);
    let description = index.and_then(|index| index.description.clone().or_else(|| summary(&index.body.text, &desk.addresses)));
    let mut head = desk.head(About {
        kind: "section",
        title,
        description,
        address: &address,
        language: index.and_then(|index| index.language),
        updated: index.and_then(|index| index.updated.or(index.date)),
        breadcrumbs: trail(desk, titles, &folder[..folder.len() - 1]),
    });
    head.draft = index.is_some_and(|index| index.draft);
    let claimant =
        index.map_or(Claimant::Program(["en mappe i innholdet", "a folder of the content"]), |index| file(&index.source));
    let item = |folder: &Folder| Item {
        title: titles.get(folder).cloned().unwrap_or_default(),
        href: desk.addresses.href(&of_article(folder, "")),
        description: None,
        date: None,
        draft: false,
    };
    let mut sections: Vec<Item> = content.folders.iter().map(item).collect();
    desk.order.sort_by(&mut sections, |section| &section.title);
    let references = index.map_or_else(Vec::new, |index| behind(desk, [&index.source], &index.sources));
    let body: Option<Written> = index.map(|index| index.body.clone());
    desk.planned(&address, Page::Section(Section { head, body, references, sections, pages: content.pages.clone() }), claimant)
}

fn tags(desk: &Desk<'_>, cards: &[Arc<Card>]) -> Vec<Planned> {
    // Tags that make one address are one tag, under the name that comes first; the cards keep their order.
    let mut tags: BTreeMap<&str, (&str, Vec<Arc<Item>>)> = BTreeMap::new();
    for card in cards {
        for (slug, tag) in &card.tags {
            let (name, items) = tags.entry(slug).or_insert_with(|| (tag, Vec::new()));
            *name = (*name).min(tag);
            if items.last().is_none_or(|last| last.href != card.item.href) {
                items.push(Arc::clone(&card.item));
            }
        }
    }
    if tags.is_empty() {
        return Vec::new();
    }
    let mut rows = Vec::new();
    let mut pages = Vec::new();
    for (slug, (tag, items)) in tags {
        let address = format!("/emner/{slug}/");
        rows.push(TagRow { link: desk.link(tag, &address), count: items.len() });
        let head = desk.head(About {
            kind: "tag",
            title: tag,
            description: Some(format!("Sider om {}.", tag.to_lowercase())),
            address: &address,
            language: None,
            updated: None,
            breadcrumbs: vec![desk.home(), desk.link("Emner", "/emner/")],
        });
        pages.extend(desk.planned(&address, Page::Tag(Tag { head, pages: items }), Claimant::Program(["`tags:`", "`tags:`"])));
    }
    desk.order.sort_by(&mut rows, |row| &row.link.title);
    let head = desk.head(About {
        kind: "tag_list",
        title: "Emner",
        description: Some("Alle emner på nettstedet.".to_owned()),
        address: "/emner/",
        language: None,
        updated: None,
        breadcrumbs: vec![desk.home()],
    });
    pages.extend(desk.planned("/emner/", Page::TagList(TagList { head, tags: rows }), Claimant::Program(["`tags:`", "`tags:`"])));
    pages
}

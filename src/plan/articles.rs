//! Pages of prose in any folder, the sections they lie in, and their tags.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde_json::json;

use super::addresses::{of_article, of_tag};
use super::desk::{About, Desk, file, json_ld, shown, summary};
use super::page::{self, Item, Link, Page, Section, Tag, TagList, TagRow};
use super::sources::behind;
use super::{Claimant, Planned};
use crate::domain::{Article, Folder, PartialDate, TargetKind, Written, slug};

/// What a list needs to know of an article.
struct Card {
    item: Item,
    folder: Folder,
    /// Whether it is the text of its folder.
    is_index: bool,
    date: Option<PartialDate>,
    order: Option<u32>,
    tags: Vec<String>,
}

/// Returns the pages, and the article of the front page.
pub(super) fn pages(desk: &Desk<'_>, articles: Vec<Article>) -> (Vec<Planned>, Option<Article>) {
    let mut cards: Vec<Card> = articles.par_iter().with_min_len(64).map(|article| card(desk, article)).collect();
    cards.par_sort_by(|one, other| by_date(desk, one, other));
    let folders = Folders::new(&cards);
    let titles = section_titles(&articles, &folders);
    let mut home = None;
    let mut indexes: BTreeMap<Folder, Article> = BTreeMap::new();
    let mut plain = Vec::with_capacity(articles.len());
    for article in articles {
        match (article.slug.is_empty(), article.folder.is_empty()) {
            (true, true) if home.is_none() => home = Some(article),
            (true, false) if !indexes.contains_key(&article.folder) => drop(indexes.insert(article.folder.clone(), article)),
            _ => plain.push(article),
        }
    }
    let own = || plain.into_par_iter().with_min_len(64).filter_map(|article| own_page(desk, &titles, article)).collect();
    let lists = || {
        let sections = folders.0.into_iter().filter_map(|(folder, content)| {
            let index = indexes.remove(&folder);
            section(desk, &titles, &folder, content, index)
        });
        let mut lists: Vec<Planned> = sections.collect();
        lists.extend(tags(desk, &cards));
        lists
    };
    let (mut pages, lists): (Vec<Planned>, Vec<Planned>) = rayon::join(own, lists);
    pages.extend(lists);
    (pages, home)
}

/// The sections at the top, as a menu shows them.
pub(super) fn top_sections(desk: &Desk<'_>, articles: &[Article]) -> Vec<Link> {
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
pub(super) fn news(desk: &Desk<'_>, articles: &[Article]) -> Vec<Item> {
    let is_news = |article: &&Article| article.folder.first().is_some_and(|top| top == "nyheter") && !article.slug.is_empty();
    let mut news: Vec<Card> = articles.iter().filter(is_news).map(|article| card(desk, article)).collect();
    news.sort_by(|one, other| by_date(desk, one, other));
    news.into_iter().take(5).map(|card| card.item).collect()
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

fn card(desk: &Desk<'_>, article: &Article) -> Card {
    let item = Item {
        title: article.title.clone(),
        href: desk.addresses.href(&of_article(&article.folder, &article.slug)),
        description: article.description.clone(),
        date: article.date.map(shown),
        draft: article.draft,
    };
    Card {
        item,
        folder: article.folder.clone(),
        is_index: article.slug.is_empty(),
        date: article.date,
        order: article.order,
        tags: article.tags.clone(),
    }
}

/// Those with a number first, by it; then the newest; then by title.
fn by_date(desk: &Desk<'_>, one: &Card, other: &Card) -> std::cmp::Ordering {
    let order = |card: &Card| card.order.unwrap_or(u32::MAX);
    order(one)
        .cmp(&order(other))
        .then_with(|| other.date.cmp(&one.date))
        .then_with(|| desk.order.compare(&one.item.title, &other.item.title))
        .then_with(|| one.item.href.cmp(&other.item.href))
}

/// What lies in a folder.
#[derive(Default)]
struct Content {
    pages: Vec<Item>,
    folders: BTreeSet<Folder>,
}

/// The folders below the top, with what lies in each.
struct Folders(BTreeMap<Folder, Content>);

impl Folders {
    fn new(cards: &[Card]) -> Self {
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
                folders.entry(card.folder.clone()).or_default().pages.push(card.item.clone());
            }
        }
        Self(folders)
    }
}

fn section_titles(articles: &[Article], folders: &Folders) -> BTreeMap<Folder, String> {
    let mut titles: BTreeMap<Folder, String> =
        folders.0.keys().map(|folder| (folder.clone(), default_title(folder.last().map_or("", String::as_str)))).collect();
    for article in articles.iter().filter(|article| article.slug.is_empty()) {
        titles.insert(article.folder.clone(), article.title.clone());
    }
    titles
}

/// Returns the trail to a page in `folder`: the front page and every section above.
fn trail(desk: &Desk<'_>, titles: &BTreeMap<Folder, String>, folder: &[String]) -> Vec<Link> {
    let sections = (1..=folder.len()).map(|depth| {
        let title = titles.get(&folder[..depth]).map_or("", String::as_str);
        desk.link(title, &of_article(&folder[..depth], ""))
    });
    [desk.home()].into_iter().chain(sections).collect()
}

fn own_page(desk: &Desk<'_>, titles: &BTreeMap<Folder, String>, article: Article) -> Option<Planned> {
    let address = of_article(&article.folder, &article.slug);
    let mut head = desk.head(About {
        kind: "article",
        title: &article.title,
        description: article.description.clone().or_else(|| summary(&article.body.text, &desk.addresses)),
        address: &address,
        language: article.language,
        updated: article.updated.or(article.date),
        breadcrumbs: trail(desk, titles, &article.folder),
    });
    head.draft = article.draft;
    if let (Some("nyheter"), Some(date)) = (article.folder.first().map(String::as_str), article.date) {
        head.json_ld = json_ld(&json!({
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": article.title,
            "description": article.description,
            "datePublished": date.iso(),
            "dateModified": article.updated.map(|updated| updated.iso()),
            "inLanguage": head.language,
            "url": head.canonical,
            "mainEntityOfPage": head.canonical,
            "author": {"@type": "Organization", "name": desk.view.settings.publisher.as_ref().unwrap_or(&desk.view.settings.title)},
        }));
    }
    let page = page::Article {
        head,
        date: article.date.map(shown),
        tags: article.tags.iter().map(|tag| desk.link(tag, &of_tag(tag))).collect(),
        extra: article.extra,
        body: article.body,
        references: behind(desk, [&article.source], &article.sources),
        sources: desk.entries(TargetKind::Reference, &article.sources),
    };
    desk.planned(&address, Page::Article(page), file(&article.source))
}

fn section(
    desk: &Desk<'_>,
    titles: &BTreeMap<Folder, String>,
    folder: &Folder,
    content: Content,
    index: Option<Article>,
) -> Option<Planned> {
    let address = of_article(folder, "");
    let title = titles.get(folder).map_or("", String::as_str);
    let description =
        index.as_ref().and_then(|index| index.description.clone().or_else(|| summary(&index.body.text, &desk.addresses)));
    let mut head = desk.head(About {
        kind: "section",
        title,
        description,
        address: &address,
        language: index.as_ref().and_then(|index| index.language),
        updated: index.as_ref().and_then(|index| index.updated.or(index.date)),
        breadcrumbs: trail(desk, titles, &folder[..folder.len() - 1]),
    });
    head.draft = index.as_ref().is_some_and(|index| index.draft);
    let claimant = index
        .as_ref()
        .map_or(Claimant::Program(["en mappe i innholdet", "a folder of the content"]), |index| file(&index.source));
    let item = |folder: &Folder| Item {
        title: titles.get(folder).cloned().unwrap_or_default(),
        href: desk.addresses.href(&of_article(folder, "")),
        description: None,
        date: None,
        draft: false,
    };
    let mut sections: Vec<Item> = content.folders.iter().map(item).collect();
    desk.order.sort_by(&mut sections, |section| &section.title);
    let references = index.as_ref().map_or_else(Vec::new, |index| behind(desk, [&index.source], &index.sources));
    let body: Option<Written> = index.map(|index| index.body);
    desk.planned(&address, Page::Section(Section { head, body, references, sections, pages: content.pages }), claimant)
}

fn tags(desk: &Desk<'_>, cards: &[Card]) -> Vec<Planned> {
    // Tags that make one address are one tag, under the name that comes first; the cards keep their order.
    let mut tags: BTreeMap<String, (&str, Vec<Item>)> = BTreeMap::new();
    for card in cards {
        for tag in &card.tags {
            let (name, items) = tags.entry(slug(tag)).or_insert_with(|| (tag, Vec::new()));
            *name = (*name).min(tag);
            if items.last().is_none_or(|last| last.href != card.item.href) {
                items.push(card.item.clone());
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

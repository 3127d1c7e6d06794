//! The page of one article, made of that article and of [`Shared`] alone: where both are the same, so is the page.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::json;

use super::super::Planned;
use super::super::addresses::{Addresses, of_article, of_tag};
use super::super::desk::{About, Desk, bare_view, file, json_ld, shown, summary};
use super::super::page::{self, Link, Page, Part, Translation};
use super::super::sources::{behind, cited};
use crate::anonymise::PublicView;
use crate::domain::{Article, Date, Folder, PartialDate, Reference, Settings, Source, Target, TargetKind};

/// All that the pages of articles are made of, the articles aside.
#[derive(Debug, PartialEq)]
pub(super) struct Shared {
    /// The titles of all sections.
    pub titles: BTreeMap<Folder, String>,
    settings: Settings,
    /// Of entries and works.
    addresses: Addresses,
    translations: BTreeMap<String, Vec<Translation>>,
    menu: Vec<String>,
    today: Date,
    newest: Option<PartialDate>,
    references: Vec<Reference>,
    entries: BTreeMap<String, Vec<Part>>,
    /// Which files cite which works.
    cited: Vec<(Source, Target)>,
}

impl Shared {
    pub(super) fn of(desk: &Desk<'_>, titles: BTreeMap<Folder, String>) -> Self {
        let view = desk.view;
        let cites = |(_, target): &&(Source, Target)| target.kind == TargetKind::Reference;
        Self {
            titles,
            settings: view.settings.clone(),
            addresses: desk.addresses.only_named(),
            translations: desk.translations.clone(),
            menu: desk.menu.clone(),
            today: desk.today,
            newest: desk.newest,
            references: view.references.clone(),
            entries: desk.entries.clone(),
            cited: view.mentions.iter().filter(cites).cloned().collect(),
        }
    }

    /// Returns what stands before each address of the site.
    pub(super) fn base_path(&self) -> &str {
        &self.addresses.base_path
    }

    /// Returns the public view with nothing else in it.
    pub(super) fn view(&self) -> PublicView {
        PublicView { references: self.references.clone(), mentions: self.cited.clone(), ..bare_view(self.settings.clone()) }
    }

    /// Returns a desk where nothing else lies.
    pub(super) fn desk<'a>(&self, view: &'a PublicView) -> Desk<'a> {
        Desk {
            translations: self.translations.clone(),
            menu: self.menu.clone(),
            newest: self.newest,
            entries: self.entries.clone(),
            cited: cited(view),
            ..Desk::bare(view, self.addresses.clone(), self.today)
        }
    }
}

/// Returns the trail to a page in `folder`: the front page and every section above.
pub(super) fn trail(desk: &Desk<'_>, titles: &BTreeMap<Folder, String>, folder: &[String]) -> Vec<Link> {
    let sections = (1..=folder.len()).map(|depth| {
        let title = titles.get(&folder[..depth]).map_or("", String::as_str);
        desk.link(title, &of_article(&folder[..depth], ""))
    });
    [desk.home()].into_iter().chain(sections).collect()
}

pub(super) fn own_page(desk: &Desk<'_>, titles: &BTreeMap<Folder, String>, article: &Article) -> Option<Planned> {
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
        extra: Arc::clone(&article.extra),
        body: article.body.clone(),
        references: behind(desk, [&article.source], &article.sources),
        sources: desk.entries(TargetKind::Reference, &article.sources),
    };
    desk.planned(&address, Page::Article(page), file(&article.source))
}

//! The Atom feed of news and reports.

use std::sync::Arc;

use super::addresses::of_article;
use super::desk::Desk;
use super::reports;
use crate::domain::{Article, PartialDate};

/// What the feed holds, the newest first.
#[derive(Debug)]
pub(crate) struct Feed {
    pub entries: Vec<Entry>,
}

/// One entry.
#[derive(Debug)]
pub(crate) struct Entry {
    pub title: String,
    /// The whole address, which is its id too.
    pub canonical: String,
    pub date: PartialDate,
    pub updated: PartialDate,
    pub summary: String,
}

/// How many entries the feed has at the most.
const MOST: usize = 30;

/// Returns the feed, if there is anything to tell.
pub(super) fn feed(desk: &Desk<'_>, articles: &[Arc<Article>]) -> Option<Feed> {
    let canonical = |address: &str| desk.addresses.canonical(&desk.addresses.href(address));
    let is_news =
        |article: &&Arc<Article>| article.folder.first().is_some_and(|top| top == "nyheter") && !article.slug.is_empty();
    let news = articles.iter().filter(is_news).filter_map(|article| {
        Some(Entry {
            title: article.title.clone(),
            canonical: canonical(&of_article(&article.folder, &article.slug)),
            date: article.date?,
            updated: article.updated.or(article.date)?,
            summary: article
                .description
                .clone()
                .or_else(|| super::desk::summary(&article.body.text, &desk.addresses))
                .unwrap_or_default(),
        })
    });
    let reports = desk.view.reports.iter().map(|report| Entry {
        title: report.title.clone(),
        canonical: canonical(&format!("/rapporter/{}/", report.id)),
        date: report.published,
        updated: report.updated.unwrap_or(report.published),
        summary: reports::description(desk, report),
    });
    let mut entries: Vec<Entry> = news.chain(reports).collect();
    entries.sort_by(|one, other| other.updated.cmp(&one.updated).then_with(|| one.canonical.cmp(&other.canonical)));
    entries.truncate(MOST);
    (!entries.is_empty()).then_some(Feed { entries })
}

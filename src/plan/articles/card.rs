//! What a list needs to know of an article. It follows from the article, and from where the site lies.

use std::sync::Arc;

use super::super::addresses::{Addresses, of_article};
use super::super::desk::{Desk, shown};
use super::super::page::Item;
use crate::domain::{Article, Folder, PartialDate, slug};

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Card {
    pub item: Arc<Item>,
    pub folder: Folder,
    /// Whether it is the text of its folder.
    pub is_index: bool,
    pub date: Option<PartialDate>,
    pub order: Option<u32>,
    /// The part of an address that each tag makes, and the tag.
    pub tags: Vec<(String, String)>,
}

pub(super) fn card(addresses: &Addresses, article: &Article) -> Card {
    let item = Item {
        title: article.title.clone(),
        href: addresses.href(&of_article(&article.folder, &article.slug)),
        description: article.description.clone(),
        date: article.date.map(shown),
        draft: article.draft,
    };
    Card {
        item: Arc::new(item),
        folder: article.folder.clone(),
        is_index: article.slug.is_empty(),
        date: article.date,
        order: article.order,
        tags: article.tags.iter().map(|tag| (slug(tag), tag.clone())).collect(),
    }
}

/// Those with a number first, by it; then the newest; then by title.
pub(super) fn by_date(desk: &Desk<'_>, one: &Card, other: &Card) -> std::cmp::Ordering {
    let order = |card: &Card| card.order.unwrap_or(u32::MAX);
    order(one)
        .cmp(&order(other))
        .then_with(|| other.date.cmp(&one.date))
        .then_with(|| desk.order.compare(&one.item.title, &other.item.title))
        .then_with(|| one.item.href.cmp(&other.item.href))
}

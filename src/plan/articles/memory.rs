//! The articles of the last run, with what was made of each.

use std::sync::Arc;

use super::super::Planned;
use super::Folders;
use super::card::Card;
use super::own::Shared;
use crate::domain::Article;

/// What is left of the last run.
#[derive(Debug, Default)]
pub(in crate::plan) struct Memory(Option<Last>);

/// The last run.
#[derive(Debug)]
pub(super) struct Last {
    shared: Shared,
    /// In the order of where the articles lie in memory: one that is kept is the same value as long as it is kept.
    known: Vec<Known>,
    cards: Cards,
    /// The pages of tags.
    tags: Vec<Planned>,
}

/// What lists are made of.
#[derive(Debug, Clone)]
pub(super) struct Cards {
    /// In the order of the articles.
    pub all: Vec<Arc<Card>>,
    /// In the order of a list.
    pub sorted: Arc<[Arc<Card>]>,
    pub folders: Arc<Folders>,
}

/// An article, and what was made of it.
#[derive(Debug)]
pub(super) struct Known {
    pub article: Arc<Article>,
    pub card: Arc<Card>,
    /// None: it is the text of a list.
    pub page: Option<Planned>,
}

impl Memory {
    /// Gives back the last run, where the site lay at the same place.
    pub(super) fn take(&mut self, base_path: &str) -> Option<Last> {
        self.0.take().filter(|last| last.shared.base_path() == base_path)
    }

    pub(super) fn keep(&mut self, shared: Shared, mut known: Vec<Known>, cards: Cards, tags: Vec<Planned>) {
        known.sort_unstable_by_key(|known| Arc::as_ptr(&known.article));
        self.0 = Some(Last { shared, known, cards, tags });
    }
}

impl Last {
    /// Tells whether all that pages share was the same.
    pub(super) fn is_of(&self, shared: &Shared) -> bool {
        self.shared == *shared
    }

    /// Returns what was made of an article.
    pub(super) fn find(&self, article: &Arc<Article>) -> Option<&Known> {
        let at = self.known.binary_search_by_key(&Arc::as_ptr(article), |known| Arc::as_ptr(&known.article)).ok()?;
        self.known.get(at)
    }

    /// Returns the card of an article, or the one that its file had, where that says the same.
    pub(super) fn card(&self, article: &Article, card: Card) -> Arc<Card> {
        let known = self.known.iter().find(|known| known.article.source == article.source);
        let same = known.filter(|known| *known.card == card).map(|known| Arc::clone(&known.card));
        same.unwrap_or_else(|| Arc::new(card))
    }

    /// Returns what lists were made of, where it was these very cards.
    pub(super) fn cards(&self, all: &[Arc<Card>]) -> Option<&Cards> {
        let are_same =
            self.cards.all.len() == all.len() && self.cards.all.iter().zip(all).all(|(one, other)| Arc::ptr_eq(one, other));
        are_same.then_some(&self.cards)
    }

    /// Returns the pages of tags.
    pub(super) fn tags(&self) -> &[Planned] {
        &self.tags
    }
}

//! The pages of any site: home, articles, sections, tags, data, redirects; and what all pages share.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::bibliography::Reference;
use super::map::SmallMap;
use super::{Head, Link, ShownDate};

/// What all pages share; templates see it as `site`. Made once.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Site {
    pub title: String,
    pub short_title: String,
    pub description: String,
    pub language: String,
    pub publisher: String,
    pub contact_email: Option<String>,
    pub contact_text: Option<String>,
    /// The statement made at uustatus.no, once there is one.
    pub accessibility_statement: Option<String>,
    pub licence: Option<Link>,
    /// Who is thanked for which data; `href` may be "".
    pub credits: Vec<Link>,
    pub menu: Vec<Link>,
    pub footer_menu: Vec<Link>,
    /// The front page.
    pub home: String,
    /// The Atom feed, where there is one.
    pub feed: Option<String>,
    /// Where the theme's assets lie, with a final `/`.
    pub assets: String,
    /// Whether this is a build of drafts, which must say so on every page.
    pub drafts: bool,
    /// `utsyn 0.1.0`.
    pub generator: &'static str,
}

/// What the top and the bottom of a page depend on. Pages that agree in it share them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Frame {
    pub language: String,
    /// The `href` of the menu entry the page belongs to, or "".
    pub menu: String,
    /// The page's own `href` where the frame leads to it, else "".
    pub here: String,
    pub draft: bool,
    /// The front page's last change; no other's.
    pub updated: Option<ShownDate>,
}

/// The front page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Home<P> {
    pub head: Head,
    pub body: P,
    /// The letters of the list of municipalities, as links into it; empty without a registry.
    pub letters: Vec<Link>,
    /// Today's counties, as links; empty without a registry.
    pub counties: Vec<Link>,
    pub municipalities: Option<Link>,
    pub centres: Option<Link>,
    pub centre_count: usize,
    /// Where in the country they are.
    pub small_map: Option<SmallMap>,
    pub municipality_count: usize,
    /// The newest first, five at most.
    pub news: Vec<Item>,
    pub news_list: Option<Link>,
    pub reports: Vec<Item>,
    /// The works that the page cites or names, in the order of the list of references.
    pub references: Vec<Reference>,
    /// The sections at the top of the site.
    pub sections: Vec<Item>,
}

impl<P> Home<P> {
    pub(super) fn set<Q>(self, set: &mut impl FnMut(P) -> Q) -> Home<Q> {
        Home {
            body: set(self.body),
            head: self.head,
            letters: self.letters,
            counties: self.counties,
            municipalities: self.municipalities,
            centres: self.centres,
            centre_count: self.centre_count,
            small_map: self.small_map,
            municipality_count: self.municipality_count,
            news: self.news,
            news_list: self.news_list,
            reports: self.reports,
            references: self.references,
            sections: self.sections,
        }
    }
}

/// A page in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Item {
    pub title: String,
    pub href: String,
    pub description: Option<String>,
    pub date: Option<ShownDate>,
    pub draft: bool,
}

/// Shows names with their values.
fn by_name<S: Serializer>(pairs: &[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(name, value)| (name, value)))
}

/// Shows items that several lists share.
fn items<S: Serializer>(items: &[Arc<Item>], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(items.iter().map(Arc::as_ref))
}

/// A page of prose: an article, a news item, "om".
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Article<P> {
    pub head: Head,
    pub date: Option<ShownDate>,
    pub tags: Vec<Link>,
    /// The free values of the front matter.
    #[serde(serialize_with = "by_name")]
    pub extra: Arc<[(String, String)]>,
    pub body: P,
    /// The works that the page cites or names, in the order of the list of references.
    pub references: Vec<Reference>,
    pub sources: Vec<Link>,
}

impl<P> Article<P> {
    pub(super) fn set<Q>(self, set: &mut impl FnMut(P) -> Q) -> Article<Q> {
        Article {
            body: set(self.body),
            head: self.head,
            date: self.date,
            tags: self.tags,
            extra: self.extra,
            references: self.references,
            sources: self.sources,
        }
    }
}

/// A section: its own text, its sections, its pages (newest first, then by title).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Section<P> {
    pub head: Head,
    pub body: Option<P>,
    /// The works that the page cites or names, in the order of the list of references.
    pub references: Vec<Reference>,
    pub sections: Vec<Item>,
    #[serde(serialize_with = "items")]
    pub pages: Vec<Arc<Item>>,
}

impl<P> Section<P> {
    pub(super) fn set<Q>(self, set: &mut impl FnMut(P) -> Q) -> Section<Q> {
        Section {
            body: self.body.map(set),
            head: self.head,
            references: self.references,
            sections: self.sections,
            pages: self.pages,
        }
    }
}

/// The pages that carry one tag.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Tag {
    pub head: Head,
    #[serde(serialize_with = "items")]
    pub pages: Vec<Arc<Item>>,
}

/// All tags.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct TagList {
    pub head: Head,
    pub tags: Vec<TagRow>,
}

/// A tag and the number of its pages.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct TagRow {
    pub link: Link,
    pub count: usize,
}

/// The page for addresses that lead nowhere.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct NotFound {
    pub head: Head,
    pub suggestions: Vec<Link>,
}

/// An old address that leads on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Redirect {
    pub head: Head,
    pub to: Link,
    /// The whole address it leads to.
    pub canonical_to: String,
}

/// Where a reference is used.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct FoundIn {
    pub title: String,
    pub href: String,
}

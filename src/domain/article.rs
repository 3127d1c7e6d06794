//! Pages of prose: articles, news, the pages of any site.

use std::sync::Arc;

use super::{Language, PartialDate, Source, Written};

/// A page of prose, or the text of a section (`index.md`).
#[derive(Debug, Clone)]
pub(crate) struct Article {
    pub source: Source,
    pub folder: Folder,
    /// The last part of its address; "" for the text of a section.
    pub slug: String,
    pub title: String,
    pub description: Option<String>,
    pub language: Option<Language>,
    /// The file of the page that this one says in another language, by its path within the content.
    pub translates: Option<String>,
    pub date: Option<PartialDate>,
    pub updated: Option<PartialDate>,
    pub tags: Vec<String>,
    /// Free values, by name.
    pub extra: Arc<[(String, String)]>,
    /// Where it stands among its neighbours; those without a number come last.
    pub order: Option<u32>,
    pub draft: bool,
    pub sources: Vec<String>,
    pub aliases: Vec<String>,
    pub body: Written,
}

/// The folder of an article, as parts of its address: `["nyheter"]`; empty at the top.
pub(crate) type Folder = Vec<String>;

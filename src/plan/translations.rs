//! Which pages say the same in different languages.
//!
//! [`of_pages`] is the way in. A translation names the page it translates; those that translate the same page, and that
//! page, lead to each other.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Addresses;
use super::page::Translation;
use crate::anonymise::PublicView;
use crate::domain::{Article, Language};

/// Returns for each page that there is in several languages the others, by its `href`, in the order of their languages.
pub(super) fn of_pages(
    view: &PublicView,
    addresses: &Addresses,
    articles: &[Arc<Article>],
) -> BTreeMap<String, Vec<Translation>> {
    let mut groups: BTreeMap<&str, Vec<Page>> = BTreeMap::new();
    let mut known = Articles::new();
    if articles.iter().any(|article| article.translates.is_some()) {
        known.extend(articles.iter().map(|article| (article.source.within(), &**article)));
    }
    let translating = articles.iter().filter_map(|article| Some((article, article.translates.as_deref()?)));
    for (article, original) in translating {
        // One that translates a translation says the same as what that one translates.
        let original = origin(&known, original);
        let group = groups.entry(original).or_insert_with(|| page(view, &known, original).into_iter().collect());
        group.extend(page(view, &known, article.source.within()));
    }
    let mut all = BTreeMap::new();
    for mut group in groups.into_values() {
        group.sort_by_key(|page| page.language);
        let made: Vec<Translation> = group.into_iter().filter_map(|page| translation(addresses, page)).collect();
        for one in &made {
            let others = made.iter().filter(|other| other.href != one.href).cloned();
            all.insert(one.href.clone(), others.collect());
        }
    }
    all
}

/// The articles by their files.
type Articles<'a> = BTreeMap<&'a str, &'a Article>;

/// A page of a group.
struct Page<'a> {
    within: &'a str,
    language: Language,
    title: &'a str,
}

/// Returns the page at the beginning of a row of translations.
fn origin<'a>(articles: &Articles<'a>, mut within: &'a str) -> &'a str {
    // A ring has no beginning; any of it will do.
    for _ in 0..articles.len() {
        match articles.get(within).and_then(|article| article.translates.as_deref()) {
            Some(earlier) => within = earlier,
            None => break,
        }
    }
    within
}

fn page<'a>(view: &'a PublicView, articles: &Articles<'a>, within: &'a str) -> Option<Page<'a>> {
    let of_site = view.settings.language;
    let made = |title: &'a str, language: Option<Language>| Page { within, language: language.unwrap_or(of_site), title };
    if let Some(article) = articles.get(within) {
        return Some(made(&article.title, article.language));
    }
    if let Some(centre) = view.centres.iter().find(|centre| centre.source.within() == within) {
        return Some(made(&centre.name, None));
    }
    if let Some(priority) = view.priorities.iter().find(|priority| priority.source.within() == within) {
        return Some(made(&priority.title, None));
    }
    let chapters = view.reports.iter().flat_map(|report| report.chapters.iter().map(move |chapter| (report, chapter)));
    let (report, chapter) = chapters.into_iter().find(|(_, chapter)| chapter.source.within() == within)?;
    Some(made(&chapter.title, chapter.language.or(Some(report.language))))
}

fn translation(addresses: &Addresses, page: Page<'_>) -> Option<Translation> {
    let href = addresses.of_file(page.within)?.to_owned();
    Some(Translation {
        language: page.language.code(),
        language_name: page.language.own_name(),
        title: page.title.to_owned(),
        canonical: addresses.canonical(&href),
        href,
    })
}

//! What all pages are planned from: the public view, the addresses, the day, and the words that recur.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::Value;

use super::addresses::{self, Addresses};
use super::page::{CentreMap, Extent, Head, Item, Link, LocalName, Page, Part, ShownDate, Translation};
use super::{Claimant, Planned, labels, translations};
use crate::anonymise::PublicView;
use crate::domain::{
    Article, CountyNo, Date, Language, NorwegianOrder, PartialDate, Piece, Servants, Settings, Source, TargetKind, WhoDoes,
    Written, is_labelled, pieces, servants,
};

/// The desk at which the pages are planned.
pub(super) struct Desk<'a> {
    pub view: &'a PublicView,
    pub addresses: Addresses,
    pub order: NorwegianOrder,
    pub today: Date,
    /// The newest date in the content: the age of pages that have none of their own.
    pub newest: Option<PartialDate>,
    /// Which centre serves each municipality that is valid today, by row.
    pub served: Arc<BTreeMap<usize, Servants>>,
    /// The pages that say the same in other languages, by the address of each.
    pub translations: BTreeMap<String, Vec<Translation>>,
    /// The sections at the top of the site, for menus: title and address.
    pub sections: Vec<Link>,
    /// The newest news, five at most.
    pub news: Vec<Item>,
    /// The references as a list has them, by id.
    pub entries: BTreeMap<String, Vec<Part>>,
    /// The references that a file cites, by the file's path within the content.
    pub cited: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// The menu's addresses, the longest first.
    pub menu: Vec<String>,
    /// Titles of the articles that refer to something, by their path within the content.
    pub titles: BTreeMap<String, String>,
    /// The letters of the list of municipalities, as links into it; none before they are known.
    pub letters: Vec<Link>,
    /// The map of the centres; none before it is drawn, or where no place is known.
    pub map: Option<CentreMap>,
}

/// What a page says of itself in its `<head>`.
pub(super) struct About<'a> {
    pub kind: &'static str,
    pub title: &'a str,
    pub description: Option<String>,
    /// Within the site: `/sentre/oslo/`.
    pub address: &'a str,
    pub language: Option<Language>,
    pub updated: Option<PartialDate>,
    pub breadcrumbs: Vec<Link>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(
        view: &'a PublicView,
        (addresses, entries): (Addresses, BTreeMap<String, Vec<Part>>),
        articles: &[Arc<Article>],
        today: Date,
    ) -> Self {
        let rows: Vec<usize> = view.municipalities.valid_on(today).collect();
        let served = |row: usize| (row, servants(&view.centres, &view.municipalities, row, today));
        let served: Vec<_> = rows.into_par_iter().with_min_len(32).map(served).collect();
        let mut desk = Self {
            newest: newest(view, articles),
            order: NorwegianOrder::new(),
            menu: Vec::new(),
            news: Vec::new(),
            titles: titles(view, articles),
            translations: translations::of_pages(view, &addresses, articles),
            sections: Vec::new(),
            entries,
            cited: super::sources::cited(view),
            view,
            addresses,
            today,
            served: Arc::new(served.into_iter().collect()),
            letters: Vec::new(),
            map: None,
        };
        desk.sections = super::articles::top_sections(&desk, articles);
        desk.news = super::articles::news(&desk, articles);
        desk.menu = super::site::menu(&desk).into_iter().map(|link| link.href).collect();
        desk.menu.sort_by_key(|href| std::cmp::Reverse(href.len()));
        desk
    }

    /// Returns a desk on which nothing lies but the public view and the addresses.
    pub(super) fn bare(view: &'a PublicView, addresses: Addresses, today: Date) -> Self {
        Self {
            view,
            addresses,
            order: NorwegianOrder::new(),
            today,
            newest: None,
            served: Arc::default(),
            translations: BTreeMap::new(),
            sections: Vec::new(),
            news: Vec::new(),
            entries: BTreeMap::new(),
            cited: BTreeMap::new(),
            menu: Vec::new(),
            titles: BTreeMap::new(),
            letters: Vec::new(),
            map: None,
        }
    }

    pub(super) fn into_addresses(self) -> Addresses {
        self.addresses
    }

    /// Puts a page in its place.
    pub(super) fn planned(&self, address: &str, page: Page<Written>, claimant: Claimant) -> Option<Planned> {
        addresses::path(address).map(|path| Planned { path, page: Arc::new(page), claimant })
    }

    /// Returns the head of a page.
    pub(super) fn head(&self, about: About<'_>) -> Head {
        let href = self.addresses.href(about.address);
        let settings = &self.view.settings;
        let menu = self.menu.iter().find(|menu| href.starts_with(menu.as_str()) && **menu != self.addresses.base_path);
        Head {
            canonical: self.addresses.canonical(&href),
            menu: menu.cloned().unwrap_or_default(),
            title: about.title.to_owned(),
            description: about.description.unwrap_or_else(|| format!("{} – {}", about.title, settings.title)),
            language: about.language.unwrap_or(settings.language).code().to_owned(),
            kind: about.kind,
            updated: about.updated.or(self.newest).map(shown),
            breadcrumbs: about.breadcrumbs,
            og_type: if about.kind == "article" || about.kind == "chapter" { "article" } else { "website" },
            json_ld: None,
            translations: self.translations.get(&href).cloned().unwrap_or_default(),
            draft: false,
            href,
        }
    }

    pub(super) fn article_title(&self, within: &str) -> Option<&str> {
        self.titles.get(within).map(String::as_str)
    }

    /// Returns the first step of every trail.
    pub(super) fn home(&self) -> Link {
        self.link("Forsiden", "/")
    }

    pub(super) fn link(&self, title: &str, address: &str) -> Link {
        Link { title: title.to_owned(), href: self.addresses.href(address) }
    }

    /// Returns the link to an entry; entries named in checked content exist.
    pub(super) fn entry(&self, kind: TargetKind, id: &str) -> Option<Link> {
        self.addresses.entry(kind, id).cloned()
    }

    pub(super) fn entries(&self, kind: TargetKind, ids: &[String]) -> Vec<Link> {
        ids.iter().filter_map(|id| self.entry(kind, id)).collect()
    }

    pub(super) fn sources(&self, ids: &[String]) -> Vec<Link> {
        self.entries(TargetKind::Reference, ids)
    }

    /// Returns the county as it is named, with its page.
    pub(super) fn county(&self, number: CountyNo) -> Link {
        self.entry(TargetKind::County, &number.to_string())
            .unwrap_or_else(|| Link { title: format!("fylke {number}"), href: self.addresses.href("/fylker/") })
    }

    /// Returns the sources of the registry of municipalities, where the bibliography has them.
    pub(super) fn registry_sources(&self) -> Vec<Link> {
        self.sources(&["ssb-klass".to_owned()])
    }
}

/// Returns a public view with nothing in it but the settings.
pub(super) fn bare_view(settings: Settings) -> PublicView {
    PublicView {
        settings,
        municipalities: Arc::default(),
        counties: Vec::new(),
        centres: Vec::new(),
        priorities: Vec::new(),
        who_does: WhoDoes::default(),
        references: Vec::new(),
        terms: Vec::new(),
        mappings: Vec::new(),
        reports: Vec::new(),
        articles: Vec::new(),
        attachments: Vec::new(),
        mentions: Vec::new(),
        labelled: BTreeSet::new(),
        figures: Vec::new(),
    }
}

fn titles(view: &PublicView, articles: &[Arc<Article>]) -> BTreeMap<String, String> {
    let referring: BTreeSet<&Source> = view.mentions.iter().map(|(source, _)| source).collect();
    let referring = articles.iter().filter(|article| referring.contains(&article.source));
    referring.map(|article| (article.source.within().to_owned(), article.title.clone())).collect()
}

fn newest(view: &PublicView, articles: &[Arc<Article>]) -> Option<PartialDate> {
    let articles = articles.iter().filter(|article| !article.draft).filter_map(|article| article.updated.or(article.date));
    let centres = view.centres.iter().filter_map(|centre| centre.updated);
    let priorities = view.priorities.iter().filter_map(|priority| priority.updated);
    let reports = view.reports.iter().filter_map(|report| report.updated);
    let mappings = view.mappings.iter().filter_map(|mapping| mapping.about.updated);
    articles.chain(centres).chain(priorities).chain(reports).chain(mappings).max()
}

/// Returns a date as it is shown.
pub(super) fn shown(date: PartialDate) -> ShownDate {
    ShownDate { iso: date.iso(), text: date.to_string() }
}

pub(super) fn names(names: &[(Language, String)]) -> Vec<LocalName> {
    let named = |(language, name): &(Language, String)| LocalName {
        language: language.code().to_owned(),
        language_name: language.name().to_owned(),
        name: name.clone(),
    };
    names.iter().map(named).collect()
}

pub(super) fn extent(extent: Option<crate::domain::Extent>) -> Option<Extent> {
    extent.map(|extent| Extent { id: extent.id(), text: extent.word() })
}

pub(super) fn file(source: &Source) -> Claimant {
    Claimant::File(source.clone())
}

/// Returns JSON-LD that cannot end the element it stands in; what is not known is left out.
pub(super) fn json_ld(value: &Value) -> Option<String> {
    Some(known(value).to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"))
}

/// Returns a value without what is null or empty.
fn known(value: &Value) -> Value {
    let is_known = |value: &&Value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty());
    match value {
        Value::Object(map) => {
            map.iter().filter(|(_, value)| is_known(value)).map(|(name, value)| (name.clone(), known(value))).collect()
        }
        Value::Array(list) => list.iter().map(known).collect(),
        value => value.clone(),
    }
}

/// Returns the beginning of a text as one plain sentence or so, for lists and search engines.
pub(super) fn summary(markdown: &str, addresses: &Addresses) -> Option<String> {
    const LONGEST: usize = 160;
    let begins = |text: &&str| text.starts_with(|c: char| c.is_alphanumeric() || "«*[".contains(c));
    let paragraph = markdown.split("\n\n").map(str::trim).find(begins)?;
    let mut plain = String::with_capacity(2 * LONGEST);
    for piece in pieces(paragraph) {
        match piece {
            Piece::Plain(text) => push_plain(&mut plain, text),
            Piece::Registry { words: Some(words), .. } => plain.push_str(words),
            Piece::Registry { target, .. } if is_labelled(target.kind) => plain.push_str(labels::in_short(target.kind)),
            Piece::Registry { target, .. } => plain.push_str(addresses.target(&target).map_or("", |link| &link.title)),
            Piece::Cited { works, span } if works.iter().any(|work| work.in_sentence) => {
                let named = works.first().and_then(|work| addresses.work(work.id));
                plain.push_str(named.map_or(&paragraph[span], |named| &named.lead));
            }
            Piece::Cited { .. } | Piece::Unknown { .. } => plain.truncate(plain.trim_end().len()),
        }
        if plain.len() > 2 * LONGEST {
            break;
        }
    }
    let plain = plain.trim();
    if plain.chars().count() <= LONGEST {
        return Some(plain.to_owned()).filter(|plain| !plain.is_empty());
    }
    let cut: String = plain.chars().take(LONGEST).collect();
    if let Some(whole) = whole_sentences(&cut) {
        return Some(whole.to_owned());
    }
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    Some(format!("{} …", cut.trim_end_matches([',', '.', ':', ';', '–', ' '])))
}

/// Returns the whole sentences that a text begins with, where they say enough. A sentence ends with more than a short word
/// or number, "21. november" and "bl.a. X" do not, and another begins with a capital.
fn whole_sentences(text: &str) -> Option<&str> {
    const ENOUGH: usize = 60;
    const SHORT: usize = 3;
    let begins = |rest: &str| {
        let next = rest.strip_prefix(' ').and_then(|rest| rest.chars().next());
        next.is_some_and(|next| next.is_uppercase() || next == '«')
    };
    let mut ends = text.match_indices(['.', '?', '!']).filter(|(at, _)| begins(&text[at + 1..]));
    let is_long = |at: usize| text[..at].chars().rev().take_while(|c| c.is_alphanumeric()).count() > SHORT;
    let (at, _) = ends.rfind(|(at, _)| is_long(*at))?;
    (text[..at].chars().count() >= ENOUGH).then(|| &text[..=at])
}

/// Adds Markdown without its marks.
fn push_plain(plain: &mut String, text: &str) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '*' | '_' | '`' => {}
            '[' if rest.starts_with('^') => rest = &rest[rest.find(']').map_or(rest.len(), |at| at + 1)..],
            '[' => {}
            ']' if rest.starts_with('(') => rest = &rest[rest.find(')').map_or(rest.len(), |at| at + 1)..],
            '\n' => plain.push(' '),
            c => plain.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::whole_sentences;

    #[test]
    fn a_summary_ends_where_a_sentence_does() {
        let long = "Alle de 24 kommunene i området fikk tilbud om et besøk av senteret i 2024";
        let whole = |rest: &str| whole_sentences(&format!("{long}{rest}")).map(|whole| whole[long.len()..].to_owned());
        assert_eq!(whole(". De fleste sa at det er"), Some(".".to_owned()));
        assert_eq!(whole(", og noen tidlig i 2025. De fleste"), Some(", og noen tidlig i 2025.".to_owned()));
        assert_eq!(whole(" på Østlandet. Åtte – «på ord» – sa"), Some(" på Østlandet.".to_owned()));
        for rest in [", nærmere bestemt 21. November", ", bl.a. Oslo og", ", f.eks. på", " og mer"] {
            assert_eq!(whole(rest), None, "{rest}");
        }
        assert_eq!(whole_sentences("For kort. Mer følger"), None);
    }
}

//! `/ordliste/`: the terms and abbreviations of the texts, and the pages that use them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::addresses::of_article;
use super::desk::{About, Desk};
use super::page::{FoundIn, Glossary, GlossaryTerm, Link, Page};
use super::{Claimant, Planned};
use crate::domain::{Article, Target, TargetKind, Term, abbreviations};

pub(super) fn pages(desk: &Desk<'_>, articles: &[Arc<Article>]) -> Vec<Planned> {
    if desk.view.terms.is_empty() {
        return Vec::new();
    }
    let texts = texts(desk, articles);
    let mut terms: Vec<GlossaryTerm> = desk.view.terms.iter().map(|term| shown(desk, term, &texts)).collect();
    let name = |term: &GlossaryTerm| term.abbreviation.clone().unwrap_or_else(|| term.term.clone());
    terms.sort_by(|one, other| desk.order.compare(&name(one), &name(other)));
    let head = desk.head(About {
        kind: "glossary",
        title: "Ordliste",
        description: Some("Ord og forkortelser som brukes på nettstedet, forklart.".to_owned()),
        address: "/ordliste/",
        language: None,
        updated: None,
        breadcrumbs: vec![desk.home()],
    });
    let page = Page::Glossary(Glossary { head, terms });
    desk.planned("/ordliste/", page, Claimant::Program(["ordlisten", "the glossary"])).into_iter().collect()
}

fn shown(desk: &Desk<'_>, term: &Term, texts: &[Text]) -> GlossaryTerm {
    GlossaryTerm {
        id: format!("ord-{}", term.id),
        term: term.term.clone(),
        abbreviation: term.abbreviation.clone(),
        explanation: term.explanation.clone(),
        see: term.see.iter().filter_map(|id| desk.entry(TargetKind::Term, id)).collect(),
        sources: desk.entries(TargetKind::Reference, &term.sources),
        found_in: found_in(desk, term, texts),
    }
}

/// A public text with its page, the abbreviations in it, and the file it stands in.
struct Text {
    page: Link,
    words: BTreeSet<String>,
    file: String,
}

fn texts(desk: &Desk<'_>, articles: &[Arc<Article>]) -> Vec<Text> {
    let text = |page: Link, text: &str, file: &str| Text {
        page,
        words: abbreviations(text).map(|(_, word)| word.to_owned()).collect(),
        file: file.to_owned(),
    };
    let mut texts = Vec::new();
    for report in &desk.view.reports {
        for chapter in &report.chapters {
            let id = format!("{}/{}", report.id, chapter.slug);
            if let Some(link) = desk.entry(TargetKind::Chapter, &id) {
                let title = format!("{} – {}", report.title, link.title);
                texts.push(text(Link { title, ..link }, &chapter.body.text, chapter.source.within()));
            }
        }
    }
    for priority in &desk.view.priorities {
        let link = desk.entry(TargetKind::Priority, &priority.id);
        texts.extend(link.map(|link| text(link, &priority.body.text, priority.source.within())));
    }
    for centre in &desk.view.centres {
        let link = desk.entry(TargetKind::Centre, &centre.id);
        texts.extend(link.map(|link| text(link, &centre.body.text, centre.source.within())));
    }
    for article in articles {
        let link = desk.link(&article.title, &of_article(&article.folder, &article.slug));
        texts.push(text(link, &article.body.text, article.source.within()));
    }
    texts
}

/// Returns the pages that use a term: by its abbreviation, or by `[[term:…]]`.
fn found_in(desk: &Desk<'_>, term: &Term, texts: &[Text]) -> Vec<FoundIn> {
    let own = Target { kind: TargetKind::Term, id: term.id.clone() };
    let refers = |file: &str| desk.view.mentions.iter().any(|(source, target)| *target == own && source.within() == file);
    let uses = |text: &&Text| term.abbreviation.as_ref().is_some_and(|short| text.words.contains(short)) || refers(&text.file);
    let found = |text: &Text| FoundIn { title: text.page.title.clone(), href: text.page.href.clone() };
    texts.iter().filter(uses).map(found).collect()
}

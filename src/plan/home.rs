//! The front page, and the page for addresses that lead nowhere.

use serde_json::json;

use super::desk::{About, Desk, file, json_ld, shown};
use super::page::{Home, Item, Link, NotFound, Page};
use super::sources::behind;
use super::{Claimant, Planned, reports};
use crate::domain::{Article, Source, Written};

pub(super) fn pages(desk: &Desk<'_>, article: Option<&Article>) -> Vec<Planned> {
    let claimant = article.map_or(Claimant::Program(["forsiden", "the front page"]), |article| file(&article.source));
    let home = desk.planned("/", Page::Home(Box::new(home(desk, article))), claimant);
    let not_found = desk.planned(
        "/404.html",
        Page::NotFound(not_found(desk)),
        Claimant::Program(["siden for adresser som ikke finnes", "the page for addresses that are not there"]),
    );
    home.into_iter().chain(not_found).collect()
}

fn home(desk: &Desk<'_>, article: Option<&Article>) -> Home<Written> {
    let settings = &desk.view.settings;
    let title = article.map_or(&settings.title, |article| &article.title).clone();
    let mut head = desk.head(About {
        kind: "home",
        title: &title,
        description: article.and_then(|article| article.description.clone()).or_else(|| settings.description.clone()),
        address: "/",
        language: article.and_then(|article| article.language),
        updated: article.and_then(|article| article.updated.or(article.date)),
        breadcrumbs: Vec::new(),
    });
    head.json_ld = json_ld(&json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": settings.title,
        "description": settings.description,
        "inLanguage": settings.language.code(),
        "url": head.canonical,
    }));
    let view = desk.view;
    let has_municipalities = !view.municipalities.is_empty();
    let mut counties: Vec<Link> = view
        .counties
        .iter()
        .filter(|county| county.holds_on(desk.today))
        .map(|county| desk.link(&county.name, &format!("/fylker/{}/", county.slug)))
        .collect();
    desk.order.sort_by(&mut counties, |county| &county.title);
    let references = article.map_or_else(Vec::new, |article| behind(desk, [&article.source], &article.sources));
    let written = article.map(|article| article.body.clone());
    Home {
        head,
        body: written.unwrap_or_else(|| Written {
            source: Source::new("content", "index.md"),
            first_line: 1,
            text: "".into(),
            tables: [].into(),
        }),
        letters: desk.letters.clone(),
        counties,
        municipalities: has_municipalities.then(|| desk.link("Finn kommunen din", "/kommuner/")),
        centres: (!view.centres.is_empty()).then(|| desk.link("Utviklingssentrene", "/sentre/")),
        centre_count: view.centres.len(),
        small_map: super::map::small_map(desk),
        municipality_count: view.municipalities.valid_on(desk.today).count(),
        news: desk.news.clone(),
        news_list: (!desk.news.is_empty()).then(|| desk.link("Alle nyheter", "/nyheter/")),
        reports: report_items(desk),
        references,
        sections: sections(desk),
    }
}

fn report_items(desk: &Desk<'_>) -> Vec<Item> {
    let mut reports: Vec<_> = desk.view.reports.iter().collect();
    reports.sort_by_key(|report| std::cmp::Reverse(report.published));
    let item = |report: &crate::domain::Report| Item {
        title: report.title.clone(),
        href: desk.addresses.href(&format!("/rapporter/{}/", report.id)),
        description: Some(reports::description(desk, report)),
        date: Some(shown(report.published)),
        draft: false,
    };
    reports.into_iter().map(item).collect()
}

/// The sections of prose at the top; news has a place of its own.
fn sections(desk: &Desk<'_>) -> Vec<Item> {
    let news = desk.addresses.href("/nyheter/");
    let others = desk.sections.iter().filter(|link| link.href != news);
    let item =
        |link: &Link| Item { title: link.title.clone(), href: link.href.clone(), description: None, date: None, draft: false };
    others.map(item).collect()
}

fn not_found(desk: &Desk<'_>) -> NotFound {
    let head = desk.head(About {
        kind: "not_found",
        title: "Siden finnes ikke",
        description: Some("Adressen fører ikke til noen side.".to_owned()),
        address: "/404.html",
        language: None,
        updated: None,
        breadcrumbs: Vec::new(),
    });
    NotFound { head, suggestions: super::site::menu(desk) }
}

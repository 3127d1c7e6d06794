//! Old addresses that lead on: `aliases:` of every file, and every number a municipality or a county has had.

use std::sync::Arc;

use super::addresses::{of_article, of_municipality};
use super::desk::{About, Desk};
use super::page::{Link, Page, Redirect};
use super::{Claimant, Planned};
use crate::domain::{Article, TargetKind};

/// Returns the redirects to entries of the registry, mappings and reports.
pub(super) fn of_registry(desk: &Desk<'_>) -> Vec<Planned> {
    let view = desk.view;
    let mut redirects = Vec::new();
    let mut add = |aliases: &[String], source, kind, id: &str| {
        for alias in aliases {
            let to = desk.entry(kind, id);
            redirects.extend(to.and_then(|to| redirect(desk, alias, to, Claimant::Alias(Clone::clone(source)))));
        }
    };
    for centre in &view.centres {
        add(&centre.aliases, &centre.source, TargetKind::Centre, &centre.id);
    }
    for priority in &view.priorities {
        add(&priority.aliases, &priority.source, TargetKind::Priority, &priority.id);
    }
    for mapping in &view.mappings {
        let about = &mapping.about;
        add(&about.aliases, &about.source, TargetKind::Mapping, &about.id);
        for theme in &about.themes {
            add(&theme.aliases, &about.source, TargetKind::Theme, &format!("{}/{}", about.id, theme.id));
        }
    }
    for report in &view.reports {
        add(&report.aliases, &report.source, TargetKind::Report, &report.id);
        for chapter in &report.chapters {
            add(&chapter.aliases, &chapter.source, TargetKind::Chapter, &format!("{}/{}", report.id, chapter.slug));
        }
    }
    redirects
}

/// An address that a mapping or a report had before stands for the pages below it too: `/rapporter/gammel/metode/` leads to
/// the chapter, not to the front of the report.
pub(super) fn below(desk: &Desk<'_>, pages: &[Planned]) -> Vec<Planned> {
    let mappings = desk.view.mappings.iter().map(|mapping| ("/kartlegginger/", &mapping.about.id, &mapping.about.aliases));
    let reports = desk.view.reports.iter().map(|report| ("/rapporter/", &report.id, &report.aliases));
    let mut redirects = Vec::new();
    for (root, id, aliases) in mappings.chain(reports) {
        let own = format!("{root}{id}/");
        let is_name = |alias: &&String| alias.strip_prefix(root).is_some_and(|name| !name.trim_end_matches('/').contains('/'));
        for alias in aliases.iter().filter(is_name) {
            for planned in pages.iter().filter(|planned| planned.page.head().kind != "redirect") {
                let address = planned.path.address();
                let Some(rest) = address.strip_prefix(&own).filter(|rest| !rest.is_empty()) else { continue };
                let from = format!("{}/{rest}", alias.trim_end_matches('/'));
                let to = desk.link(&planned.page.head().title, &address);
                let Claimant::File(source) = &planned.claimant else { continue };
                redirects.extend(redirect(desk, &from, to, Claimant::Alias(source.clone())));
            }
        }
    }
    redirects
}

/// `/kommuner/0502/` leads to the municipality that had the number last, `/fylker/05/` to the county.
pub(super) fn of_numbers(desk: &Desk<'_>) -> Vec<Planned> {
    let all = &desk.view.municipalities;
    let mut redirects = Vec::new();
    for municipality in all.all() {
        let to = desk.link(&all.newest(municipality).name, &of_municipality(municipality));
        let mut numbers: Vec<_> = municipality.rows.iter().map(|&row| all.row(row).number).collect();
        numbers.dedup();
        for number in numbers {
            let newest = all.with_number(number).last();
            if newest.is_some_and(|row| municipality.rows.contains(row)) {
                redirects.extend(redirect(
                    desk,
                    &format!("/kommuner/{number}/"),
                    to.clone(),
                    Claimant::Program(["kommunenumrene", "the numbers of municipalities"]),
                ));
            }
        }
    }
    for county in &desk.view.counties {
        let to = desk.link(&county.name, &format!("/fylker/{}/", county.slug));
        redirects.extend(redirect(
            desk,
            &format!("/fylker/{}/", county.number),
            to,
            Claimant::Program(["fylkesnumrene", "the numbers of counties"]),
        ));
    }
    redirects
}

/// Returns the redirects to articles.
pub(super) fn of_articles(desk: &Desk<'_>, articles: &[Arc<Article>]) -> Vec<Planned> {
    let with_aliases = articles.iter().filter(|article| !article.aliases.is_empty());
    with_aliases
        .flat_map(|article| {
            let to = desk.link(&article.title, &of_article(&article.folder, &article.slug));
            let lead = move |alias: &String| redirect(desk, alias, to.clone(), Claimant::Alias(article.source.clone()));
            article.aliases.iter().filter_map(lead)
        })
        .collect()
}

fn redirect(desk: &Desk<'_>, from: &str, to: Link, claimant: Claimant) -> Option<Planned> {
    let is_file = from.rsplit('/').next().is_some_and(|last| last.contains('.'));
    let address = if from.ends_with('/') || is_file { from.to_owned() } else { format!("{from}/") };
    let head = desk.head(About {
        kind: "redirect",
        title: &to.title,
        description: None,
        address: &address,
        language: None,
        updated: None,
        breadcrumbs: Vec::new(),
    });
    let canonical_to = desk.addresses.canonical(&to.href);
    desk.planned(&address, Page::Redirect(Redirect { head, to, canonical_to }), claimant)
}

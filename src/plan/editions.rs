//! `/rapporter/<id>/utgaver/`: what is new in each edition of a report, and each edition at an address of its own.
//!
//! An edition that was kept is shown as it was; the present one has its address already, so that it can be cited.

use super::Planned;
use super::desk::{About, Desk, file, shown};
use super::page::{Change, EditionList, EditionNotice, Link, Page};
use super::reports::{address, whole_at};
use crate::domain::{PartialDate, Report};

/// Where the editions lie, below the report.
const EDITIONS: &str = "utgaver";

pub(super) fn pages(desk: &Desk<'_>, report: &Report) -> Vec<Planned> {
    let mut pages: Vec<Planned> =
        desk.planned(&of_all(report), Page::EditionList(list(desk, report)), file(&report.source)).into_iter().collect();
    for edition in kept_and_present(report) {
        let own = of_edition(report, &edition.version);
        let notice = EditionNotice {
            version: edition.version.clone(),
            date: shown(date(report, edition)),
            newest: desk.link(&format!("utgave {}", report.version), &address(report)),
            is_newest: edition.version == report.version,
            all: all(desk, report),
        };
        pages.extend(desk.planned(
            &own,
            Page::WholeReport(Box::new(whole_at(desk, edition, &own, Some(notice)))),
            file(&edition.source),
        ));
    }
    pages
}

/// Returns the kept editions, and the present one unless it is kept too.
fn kept_and_present(report: &Report) -> impl Iterator<Item = &Report> {
    let is_kept = report.editions.iter().any(|edition| edition.version == report.version);
    report.editions.iter().chain((!is_kept).then_some(report))
}

fn of_all(report: &Report) -> String {
    format!("{}{EDITIONS}/", address(report))
}

fn of_edition(report: &Report, version: &str) -> String {
    format!("{}{EDITIONS}/{version}/", address(report))
}

/// Returns the way to the list of editions.
pub(super) fn all(desk: &Desk<'_>, report: &Report) -> Link {
    desk.link("Alle utgaver", &of_all(report))
}

/// Returns the permanent address of the present edition.
pub(super) fn permanent(desk: &Desk<'_>, report: &Report) -> String {
    desk.addresses.canonical(&desk.addresses.href(&of_edition(report, &report.version)))
}

/// Returns when an edition came, as the list of changes says it.
fn date(report: &Report, edition: &Report) -> PartialDate {
    let said = report.changes.iter().find(|(version, ..)| *version == edition.version);
    said.map_or(edition.published, |(_, date, _)| *date)
}

/// Returns what is new in each edition, the newest first, with its address where its text is there.
pub(super) fn changes(desk: &Desk<'_>, report: &Report) -> Vec<Change> {
    let mut rows: Vec<Change> = Vec::new();
    for (version, date, text) in &report.changes {
        let is_there = kept_and_present(report).any(|edition| edition.version == *version);
        let href = is_there.then(|| desk.addresses.href(&of_edition(report, version)));
        rows.push(Change { version: version.clone(), date: shown(*date), text: text.clone(), href });
    }
    for edition in kept_and_present(report) {
        if !rows.iter().any(|row| row.version == edition.version) {
            let href = Some(desk.addresses.href(&of_edition(report, &edition.version)));
            let date = shown(edition.published);
            rows.push(Change { version: edition.version.clone(), date, text: String::new(), href });
        }
    }
    let is_newest_last = rows.first().zip(rows.last()).is_some_and(|(first, last)| first.date.iso < last.date.iso);
    if is_newest_last {
        rows.reverse();
    }
    rows
}

fn list(desk: &Desk<'_>, report: &Report) -> EditionList {
    let own = desk.link(&report.title, &address(report));
    let title = format!("Utgaver av «{}»", report.title);
    let head = desk.head(About {
        kind: "edition_list",
        title: &title,
        description: Some("Hva som er nytt i hver utgave av rapporten, og hver utgave på sin faste adresse.".to_owned()),
        address: &of_all(report),
        language: Some(report.language),
        updated: report.updated,
        breadcrumbs: vec![desk.home(), desk.link("Rapporter", "/rapporter/"), own.clone()],
    });
    EditionList { head, report: own, version: report.version.clone(), changes: changes(desk, report) }
}

//! `/rapporter/`: each report with its contents, a page a chapter, and everything on one page.

use serde_json::json;

use super::desk::{About, Desk, file, json_ld, shown, summary};
use super::labels::numberings;
use super::page::{
    Chapter, ChapterLink, ChapterText, EditionNotice, Head, Link, Page, Reference, Report, ReportList, ReportRow, Sent, Standing,
    WholeReport, Withheld,
};
use super::sources::behind;
use super::{Claimant, Planned, editions, literature, overview, reading};
use crate::domain::{self, Author, Numbering, TargetKind, Written};

/// Where the page with everything lies, below the report.
const WHOLE: &str = "hele";

pub(super) fn pages(desk: &Desk<'_>) -> Vec<Planned> {
    if desk.view.reports.is_empty() {
        return Vec::new();
    }
    let mut pages = Vec::new();
    pages.extend(desk.planned(
        "/rapporter/",
        Page::ReportList(list(desk)),
        Claimant::Program(["listen over rapporter", "the list of reports"]),
    ));
    for report in &desk.view.reports {
        let address = address(report);
        pages.extend(desk.planned(&address, Page::Report(Box::new(front(desk, report))), file(&report.source)));
        pages.extend(desk.planned(
            &format!("{address}{WHOLE}/"),
            Page::WholeReport(Box::new(whole(desk, report))),
            file(&report.source),
        ));
        pages.extend(editions::pages(desk, report));
        let contents = contents(desk, report);
        for (index, standing) in standings(report).into_iter().enumerate() {
            let each = &report.chapters[index];
            let page = Page::Chapter(Box::new(chapter(desk, report, index, (&contents, standing))));
            pages.extend(desk.planned(&format!("{address}{}/", each.slug), page, file(&each.source)));
        }
    }
    pages
}

pub(super) fn address(report: &domain::Report) -> String {
    format!("/rapporter/{}/", report.id)
}

/// Returns where the PDF of a report lies. Its name says which report it is, wherever it is saved.
fn pdf(desk: &Desk<'_>, report: &domain::Report) -> Option<String> {
    let id = &report.id;
    cfg!(feature = "pdf").then(|| desk.addresses.href(&format!("{}{id}.pdf", address(report))))
}

pub(super) fn description(desk: &Desk<'_>, report: &domain::Report) -> String {
    let written = report.description.clone().or_else(|| report.subtitle.clone());
    written.or_else(|| summary(&report.summary.text, &desk.addresses)).unwrap_or_else(|| report.title.clone())
}

fn list(desk: &Desk<'_>) -> ReportList {
    let mut reports: Vec<&domain::Report> = desk.view.reports.iter().collect();
    reports.sort_by_key(|report| std::cmp::Reverse(report.published));
    let row = |report: &domain::Report| ReportRow {
        title: report.title.clone(),
        subtitle: report.subtitle.clone(),
        href: desk.addresses.href(&address(report)),
        centre: centre(desk, report),
        published: shown(report.published),
        version: report.version.clone(),
        description: summary(&report.summary.text, &desk.addresses).unwrap_or_default(),
    };
    let head = desk.head(About {
        kind: "report_list",
        title: "Rapporter",
        description: Some("Rapportene fra utviklingssentrene, kapittel for kapittel og i sin helhet.".to_owned()),
        address: "/rapporter/",
        language: None,
        updated: None,
        breadcrumbs: vec![desk.home()],
    });
    ReportList { head, reports: reports.into_iter().map(row).collect() }
}

fn centre(desk: &Desk<'_>, report: &domain::Report) -> Link {
    desk.entry(TargetKind::Centre, &report.centre).unwrap_or_else(|| desk.home())
}

fn front(desk: &Desk<'_>, report: &domain::Report) -> Report<Written> {
    let mut head = desk.head(About {
        kind: "report",
        title: &report.title,
        description: Some(description(desk, report)),
        address: &address(report),
        language: Some(report.language),
        updated: report.updated,
        breadcrumbs: vec![desk.home(), desk.link("Rapporter", "/rapporter/")],
    });
    head.json_ld = linked_data(report, &head);
    Report {
        head,
        subtitle: report.subtitle.clone(),
        centre: centre(desk, report),
        mapping: report.mapping.as_ref().and_then(|id| desk.entry(TargetKind::Mapping, id)),
        anonymity: report
            .mapping
            .as_ref()
            .map(|id| desk.link("Slik er deltakerne beskyttet", &format!("/kartlegginger/{id}/anonymitet/"))),
        version: report.version.clone(),
        published: shown(report.published),
        authors: report.authors.clone(),
        summary: report.summary.clone(),
        audience: report.audience.clone(),
        distribution: report.distribution.iter().map(|(to, note)| Sent { to: to.clone(), note: note.clone() }).collect(),
        withheld: withheld(report),
        corrections: report.corrections.clone(),
        changes: editions::changes(desk, report),
        editions: editions::all(desk, report),
        permanent: editions::permanent(desk, report),
        email: report.email.clone(),
        feedback: reading::feedback(report),
        chapters: contents(desk, report),
        reading: reading::time(&report.chapters),
        overview: report.mapping.as_ref().and_then(|id| overview::link(desk, id)),
        whole: desk.addresses.href(&format!("{}{WHOLE}/", address(report))),
        pdf: pdf(desk, report),
        references: references(desk, report, &report.chapters),
        sources: desk.sources(&report.sources),
        cite: literature::cite_this(desk, report),
    }
}

fn linked_data(report: &domain::Report, head: &Head) -> Option<String> {
    let author = |name: &String| match Author::of(name) {
        Author::Person { given, family, .. } => json!({"@type": "Person", "name": format!("{given} {family}")}),
        Author::Institution { name, .. } => json!({"@type": "Organization", "name": name}),
    };
    let authors: Vec<_> = report.authors.iter().map(author).collect();
    json_ld(&json!({
        "@context": "https://schema.org",
        "@type": "Report",
        "name": report.title,
        "alternativeHeadline": report.subtitle,
        "inLanguage": head.language,
        "version": report.version,
        "datePublished": report.published.iso(),
        "dateModified": head.updated.as_ref().map(|date| &date.iso),
        "author": authors,
        "description": head.description,
        "isAccessibleForFree": true,
        "url": head.canonical,
    }))
}

fn withheld(report: &domain::Report) -> Vec<Withheld> {
    let shown =
        |(what, why, ask): &(String, String, Option<String>)| Withheld { what: what.clone(), why: why.clone(), ask: ask.clone() };
    report.withheld.iter().map(shown).collect()
}

fn contents(desk: &Desk<'_>, report: &domain::Report) -> Vec<ChapterLink> {
    let link = |(index, chapter): (usize, &domain::Chapter)| ChapterLink {
        number: index + 1,
        title: chapter.title.clone(),
        href: desk.addresses.href(&format!("{}{}/", address(report), chapter.slug)),
        description: chapter.description.clone(),
        current: false,
        reading: reading::time([chapter]),
    };
    report.chapters.iter().enumerate().map(link).collect()
}

/// Returns the references that the chapters cite or name as sources, as the page of sources orders them.
fn references(desk: &Desk<'_>, report: &domain::Report, chapters: &[domain::Chapter]) -> Vec<Reference> {
    let files = chapters.iter().map(|chapter| &chapter.source).chain([&report.source]);
    behind(desk, files, chapters.iter().flat_map(|chapter| &chapter.sources))
}

/// Returns where each chapter stands.
fn standings(report: &domain::Report) -> Vec<Standing> {
    let of = |((chapter, numbering), number): ((&domain::Chapter, Numbering), usize)| {
        let (figures, tables) = numbering.so_far();
        let language = chapter.language.unwrap_or(report.language).code().to_owned();
        Standing { chapter: number, figures, tables, language }
    };
    report.chapters.iter().zip(numberings(report)).zip(1..).map(of).collect()
}

fn chapter(
    desk: &Desk<'_>,
    report: &domain::Report,
    index: usize,
    (contents, standing): (&[ChapterLink], Standing),
) -> Chapter<Written> {
    let chapter = &report.chapters[index];
    let own = desk.link(&report.title, &address(report));
    let head = desk.head(About {
        kind: "chapter",
        title: &chapter.title,
        description: chapter.description.clone().or_else(|| summary(&chapter.body.text, &desk.addresses)),
        address: &format!("{}{}/", address(report), chapter.slug),
        language: Some(chapter.language.unwrap_or(report.language)),
        updated: chapter.updated.or(report.updated),
        breadcrumbs: vec![desk.home(), desk.link("Rapporter", "/rapporter/"), own.clone()],
    });
    let mut chapters = contents.to_vec();
    chapters.iter_mut().enumerate().for_each(|(at, link)| link.current = at == index);
    let neighbour = |index: Option<usize>| {
        let link = chapters.get(index?)?;
        Some(Link { title: link.title.clone(), href: link.href.clone() })
    };
    Chapter {
        head,
        report: own,
        number: index + 1,
        standing,
        body: chapter.body.clone(),
        previous: neighbour(index.checked_sub(1)),
        next: neighbour(index.checked_add(1)),
        chapters,
        whole: desk.addresses.href(&format!("{}{WHOLE}/", address(report))),
        references: references(desk, report, std::slice::from_ref(chapter)),
        reading: contents[index].reading.clone(),
        moved: reading::moved(desk, report, index),
        gone: reading::gone(desk, report, chapter),
    }
}

fn whole(desk: &Desk<'_>, report: &domain::Report) -> WholeReport<Written> {
    whole_at(desk, report, &format!("{}{WHOLE}/", address(report)), None)
}

/// Returns the report on one page, which lies at `place`: as it is now, or an edition of it.
pub(super) fn whole_at(
    desk: &Desk<'_>,
    report: &domain::Report,
    place: &str,
    edition: Option<EditionNotice>,
) -> WholeReport<Written> {
    let own = desk.link(&report.title, &address(report));
    let (kind, title, about) = match &edition {
        None => ("whole_report", "hele rapporten".to_owned(), "Hele rapporten på én side, for lesing og utskrift."),
        Some(edition) => ("edition", format!("utgave {}", edition.version), "Rapporten slik den er i denne utgaven."),
    };
    let title = format!("{} – {title}", report.title);
    let mut breadcrumbs = vec![desk.home(), desk.link("Rapporter", "/rapporter/"), own.clone()];
    breadcrumbs.extend(edition.as_ref().map(|edition| edition.all.clone()));
    let head = desk.head(About {
        kind,
        title: &title,
        description: Some(format!("{about} {}", description(desk, report))),
        address: place,
        language: Some(report.language),
        updated: report.updated,
        breadcrumbs,
    });
    let text = |(chapter, standing): (&domain::Chapter, Standing)| ChapterText {
        number: standing.chapter,
        id: chapter.slug.clone(),
        title: chapter.title.clone(),
        href: desk.addresses.href(&format!("{}{}/", address(report), chapter.slug)),
        standing,
        body: chapter.body.clone(),
    };
    WholeReport {
        head,
        report: own,
        subtitle: report.subtitle.clone(),
        version: report.version.clone(),
        published: shown(report.published),
        authors: report.authors.clone(),
        summary: report.summary.clone(),
        chapters: report.chapters.iter().zip(standings(report)).map(text).collect(),
        withheld: withheld(report),
        corrections: report.corrections.clone(),
        references: references(desk, report, &report.chapters),
        cite: match &edition {
            None => literature::cite_this(desk, report),
            Some(_) => literature::cite_at(desk, report, &desk.addresses.href(place)),
        },
        pdf: if edition.is_none() { pdf(desk, report) } else { None },
        edition,
        reading: reading::time(&report.chapters),
        gone: reading::gone_from_all(desk, report),
    }
}

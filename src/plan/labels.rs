//! What texts have labelled: `[[fig:kart]]` leads to the figure, and says its number.
//!
//! A report is counted through its chapters in their order. Elsewhere figures and tables are counted a page, and a heading is
//! called by its words.

use std::sync::Arc;

use super::addresses::of_article;
use super::page::Link;
use crate::anonymise::PublicView;
use crate::domain::{
    Article, Chapter, Numbered, Numbering, Report, Target, TargetKind, Written, anchor, may_label, outline, scope,
};

/// Returns all labels: what each leads to, and its number or, for a heading without one, its words.
pub(super) fn all(view: &PublicView, articles: &[Arc<Article>]) -> Vec<(Target, Link)> {
    let mut labels = Vec::new();
    for report in &view.reports {
        for (chapter, numbering) in report.chapters.iter().zip(numberings(report)) {
            let address = format!("/rapporter/{}/{}/", report.id, chapter.slug);
            labels.extend(of_text(&chapter.body, &address, numbering));
        }
    }
    for article in articles.iter().filter(|article| view.labelled.contains(article.source.shown())) {
        labels.extend(of_text(&article.body, &of_article(&article.folder, &article.slug), Numbering::default()));
    }
    for centre in &view.centres {
        labels.extend(of_text(&centre.body, &format!("/sentre/{}/", centre.id), Numbering::default()));
    }
    for priority in &view.priorities {
        labels.extend(of_text(&priority.body, &format!("/satsinger/{}/", priority.id), Numbering::default()));
    }
    labels
}

/// Returns for each chapter what has been counted before it.
pub(super) fn numberings(report: &Report) -> Vec<Numbering> {
    let (mut figures, mut tables) = (0, 0);
    let of = |(chapter, number): (&Chapter, usize)| {
        let before = Numbering::of_chapter(number, figures, tables);
        if may_label(&chapter.body.text) {
            let mut counted = Numbering::of_chapter(number, figures, tables);
            counted.count(&outline(&chapter.body.text));
            (figures, tables) = counted.so_far();
        }
        before
    };
    report.chapters.iter().zip(1..).map(of).collect()
}

fn of_text(written: &Written, address: &str, mut numbering: Numbering) -> Vec<(Target, Link)> {
    if !may_label(&written.text) {
        return Vec::new();
    }
    let scope = scope(&written.source);
    let label = |one: &Numbered| {
        let number = numbering.next(one);
        let name = one.label.as_ref()?.name(one.kind).ok()?;
        let title = number.unwrap_or_else(|| format!("«{}»", one.words));
        let link = Link { title, href: format!("{address}#{}", anchor(one.kind, name)) };
        Some((Target { kind: one.kind, id: format!("{scope}/{name}") }, link))
    };
    outline(&written.text).numbered.iter().filter_map(label).collect()
}

/// Returns how a summary without links names what is referred to.
pub(super) fn in_short(kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::Figure => "figuren",
        TargetKind::Table => "tabellen",
        _ => "kapitlet",
    }
}

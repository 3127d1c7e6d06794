//! What texts have labelled: `[[fig:kart]]` leads to the figure, and says its number.
//!
//! A report is counted through its chapters in their order. Elsewhere figures and tables are counted a page, and a heading is
//! called by its words.

use super::addresses::of_article;
use super::page::Link;
use crate::anonymise::PublicView;
use crate::domain::{Article, Numbered, Numbering, Report, Target, TargetKind, Written, anchor, may_label, outline, scope};

/// Returns all labels: what each leads to, and its number or, for a heading without one, its words.
pub(super) fn all(view: &PublicView, articles: &[Article]) -> Vec<(Target, Link)> {
    let mut labels = Vec::new();
    for report in &view.reports {
        for (index, chapter) in report.chapters.iter().enumerate() {
            let address = format!("/rapporter/{}/{}/", report.id, chapter.slug);
            labels.extend(of_text(&chapter.body, &address, before(report, index)));
        }
    }
    for article in articles {
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

/// Returns what has been counted before the chapter with this index.
pub(super) fn before(report: &Report, index: usize) -> Numbering {
    let mut counted = Numbering::of_chapter(index + 1, 0, 0);
    for chapter in report.chapters.iter().take(index).filter(|chapter| may_label(&chapter.body.text)) {
        counted.count(&outline(&chapter.body.text));
    }
    let (figures, tables) = counted.so_far();
    Numbering::of_chapter(index + 1, figures, tables)
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

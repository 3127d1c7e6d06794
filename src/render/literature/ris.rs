//! RIS: a line a value, each with its tag; the lines end as on Windows, which the format asks for.

use super::on_one_line;
use crate::domain::{PartialDate, Reference, ReferenceKind};

pub(super) fn text(works: &[Reference]) -> String {
    works.iter().map(entry).collect::<Vec<_>>().join("\r\n")
}

fn entry(work: &Reference) -> String {
    let mut entry = line("TY", kind(work.kind));
    for (tag, value) in values(work) {
        entry.push_str(&line(tag, &value));
    }
    entry.push_str("ER  - \r\n");
    entry
}

fn line(tag: &str, value: &str) -> String {
    format!("{tag}  - {}\r\n", on_one_line(value))
}

fn kind(kind: ReferenceKind) -> &'static str {
    match kind {
        ReferenceKind::Report => "RPRT",
        ReferenceKind::WhitePaper => "GOVDOC",
        ReferenceKind::Web => "ELEC",
        ReferenceKind::News => "NEWS",
        ReferenceKind::Law => "STAT",
        ReferenceKind::Dataset => "DATA",
        ReferenceKind::Letter => "PCOMM",
        ReferenceKind::Book => "BOOK",
        ReferenceKind::Chapter => "CHAP",
        ReferenceKind::Article => "JOUR",
    }
}

fn values(work: &Reference) -> Vec<(&'static str, String)> {
    let mut values: Vec<(&'static str, String)> = Vec::new();
    values.extend(work.authors.iter().map(|author| ("AU", author.to_string())));
    values.extend(work.editors.iter().map(|editor| ("ED", editor.to_string())));
    let (first, last) = match work.pages.as_deref().map(|pages| pages.split_once(['–', '-']).unwrap_or((pages, ""))) {
        Some((first, last)) => (Some(first.to_owned()), Some(last.to_owned()).filter(|last| !last.is_empty())),
        None => (None, None),
    };
    let more = [
        ("TI", Some(work.title.clone())),
        ("T2", work.published_in.clone()),
        ("PY", work.year.map(|year| year.to_string())),
        ("DA", work.date.map(date)),
        ("PB", work.publisher.clone()),
        ("CY", work.place.clone()),
        ("M1", work.series.clone()),
        ("ET", work.edition.clone()),
        ("VL", work.volume.clone()),
        ("IS", work.issue.clone()),
        ("SP", first),
        ("EP", last),
        ("DO", work.doi.clone()),
        ("UR", work.url.clone()),
        ("Y2", work.accessed.map(date)),
        ("ID", Some(work.id.clone())),
    ];
    values.extend(more.into_iter().filter_map(|(tag, value)| value.map(|value| (tag, value))));
    values
}

/// "2019/05/02/": year, month and day as far as they are known.
fn date(date: PartialDate) -> String {
    let iso = date.iso();
    let mut parts = iso.split('-');
    let mut part = || parts.next().unwrap_or("").to_owned();
    format!("{}/{}/{}/", part(), part(), part())
}

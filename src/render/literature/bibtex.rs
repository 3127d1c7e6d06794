//! BibTeX, in UTF-8. Institutions and titles stand in braces of their own, so that neither names nor capitals are taken apart.

use super::on_one_line;
use crate::domain::{Author, PartialDate, Reference, ReferenceKind};

pub(super) fn text(works: &[Reference]) -> String {
    works.iter().map(entry).collect::<Vec<_>>().join("\n")
}

fn entry(work: &Reference) -> String {
    let mut entry = format!("@{}{{{},\n", kind(work.kind), work.id);
    for (name, value) in fields(work) {
        entry.push_str(&format!("  {name} = {{{value}}},\n"));
    }
    entry.push_str("}\n");
    entry
}

fn kind(kind: ReferenceKind) -> &'static str {
    match kind {
        ReferenceKind::Report | ReferenceKind::WhitePaper => "techreport",
        ReferenceKind::Book => "book",
        ReferenceKind::Chapter => "incollection",
        ReferenceKind::Article => "article",
        ReferenceKind::Web | ReferenceKind::News | ReferenceKind::Law | ReferenceKind::Dataset | ReferenceKind::Letter => "misc",
    }
}

/// Returns the fields that the work has, their values escaped.
fn fields(work: &Reference) -> Vec<(&'static str, String)> {
    let own = |text: &Option<String>| text.as_deref().map(escaped);
    let whole = |text: &str| format!("{{{}}}", escaped(text));
    let (host, issuer) = match work.kind {
        ReferenceKind::Chapter => ("booktitle", "publisher"),
        ReferenceKind::Article => ("journal", "publisher"),
        ReferenceKind::Report | ReferenceKind::WhitePaper => ("howpublished", "institution"),
        _ => ("howpublished", "publisher"),
    };
    // Classic BibTeX requires an institution.
    let institution = work.publisher.clone().or_else(|| {
        let only = work.authors.iter().find(|author| matches!(author, Author::Institution { .. }));
        only.filter(|_| issuer == "institution").map(ToString::to_string)
    });
    let month = work.date.and_then(month);
    let fields = [
        ("author", names(&work.authors)),
        ("editor", names(&work.editors)),
        ("title", Some(whole(&work.title))),
        (host, work.published_in.as_deref().map(whole)),
        ("year", work.year.map(|year| year.to_string())),
        ("month", month),
        (issuer, institution.as_deref().map(whole)),
        ("address", own(&work.place)),
        ("number", own(&work.series).or_else(|| own(&work.issue))),
        ("edition", own(&work.edition)),
        ("volume", own(&work.volume)),
        ("pages", work.pages.as_deref().map(|pages| escaped(pages).replace('–', "--"))),
        ("doi", work.doi.as_deref().map(address)),
        ("url", work.url.as_deref().map(address)),
        ("urldate", work.accessed.map(PartialDate::iso)),
    ];
    fields.into_iter().filter_map(|(name, value)| value.map(|value| (name, value))).collect()
}

fn month(date: PartialDate) -> Option<String> {
    date.iso().split('-').nth(1).map(|month| month.trim_start_matches('0').to_owned())
}

fn names(authors: &[Author]) -> Option<String> {
    let name = |author: &Author| match author {
        Author::Person { given, .. } => format!("{}, {}", escaped(&author.short()), escaped(given)),
        Author::Institution { name, .. } => format!("{{{}}}", escaped(name)),
    };
    Some(authors.iter().map(name).collect::<Vec<_>>().join(" and ")).filter(|names| !names.is_empty())
}

/// BibTeX counts every brace, also one after a backslash, so a brace becomes a parenthesis.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in on_one_line(text).chars() {
        match c {
            '{' => escaped.push('('),
            '}' => escaped.push(')'),
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '&' | '%' | '$' | '#' | '_' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}

/// An address is read as it stands; what would end it is percent-encoded.
fn address(address: &str) -> String {
    on_one_line(address).replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C").replace(' ', "%20")
}

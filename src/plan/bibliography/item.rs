//! A work as CSL-JSON: as it is given away, and as the style reads it.
//!
//! [`item`] says what is true of the work, with the variables that other programs know. [`for_style`] says the same to our
//! own style, which cannot tell a number of the Storting from a report's, nor a description from a title; it uses some
//! variables for what CSL has no name for, and they never leave the program.

use serde_json::{Map, Value, json};

use crate::domain::{Author, PartialDate, Reference, ReferenceKind};

/// Returns what is given away.
pub(super) fn item(work: &Reference) -> Map<String, Value> {
    let mut item = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            item.insert(name.to_owned(), value);
        }
    };
    let text = |text: &Option<String>| text.as_ref().map(|text| json!(text));
    let is_law = work.kind == ReferenceKind::Law;
    put("id", Some(json!(work.id)));
    put("type", Some(json!(kind(work.kind))));
    put("title", Some(json!(work.title)));
    put("title-short", work.authors.first().filter(|_| is_law).map(|short| json!(short.to_string())));
    put("author", Some(names(&work.authors)).filter(|_| !is_law && !work.authors.is_empty()));
    put("editor", Some(names(&work.editors)).filter(|_| !work.editors.is_empty()));
    put("issued", work.date.map(date).or_else(|| work.year.map(|year| json!({"date-parts": [[year]]}))));
    put("container-title", text(&work.published_in));
    put("publisher", text(&work.publisher));
    put("publisher-place", text(&work.place));
    put("number", text(&work.series));
    put("edition", text(&work.edition));
    put("volume", text(&work.volume));
    put("issue", text(&work.issue));
    put("page", text(&work.pages));
    put("DOI", text(&work.doi));
    put("URL", text(&work.url));
    put("accessed", work.accessed.map(date));
    item
}

/// Returns what the style reads.
pub(super) fn for_style(work: &Reference) -> Map<String, Value> {
    let mut item = item(work);
    if let Some(number) = work.number() {
        item.insert("authority".to_owned(), json!(number));
        let by = work.authors.iter().map(ToString::to_string).collect::<Vec<_>>().join(" & ");
        item.entry("publisher").or_insert_with(|| json!(by));
    } else if let Some(series) = item.get("number").cloned() {
        // As a `number`, its hyphens would be taken for ranges.
        item.insert("call-number".to_owned(), series);
    }
    item.remove("number");
    item.remove("publisher-place");
    if work.kind == ReferenceKind::Law {
        item.insert("author".to_owned(), names(&work.authors));
    }
    dates(work, &mut item);
    describe(work, &mut item);
    if work.authors.iter().any(|author| Some(&author.to_string()) == work.publisher.as_ref()) && work.number().is_none() {
        item.remove("publisher");
    }
    item
}

fn dates(work: &Reference, item: &mut Map<String, Value>) {
    item.remove("issued");
    if work.session().is_some() {
        return;
    }
    if let Some(year) = work.year {
        item.insert("issued".to_owned(), json!({"date-parts": [[year]]}));
    }
    if let Some(day) = work.date {
        item.insert("available-date".to_owned(), date(day));
    }
    if let Some(suffix) = &work.suffix {
        item.insert("status".to_owned(), json!(suffix));
    }
}

/// A title in brackets is a description; a data set and a letter say what they are.
fn describe(work: &Reference, item: &mut Map<String, Value>) {
    if work.is_described() {
        item.remove("title");
        item.insert("genre".to_owned(), json!(work.title));
        return;
    }
    let medium = match work.kind {
        ReferenceKind::Dataset => "Datasett",
        ReferenceKind::Letter => "Brev",
        _ => return,
    };
    item.insert("medium".to_owned(), json!(medium));
}

fn kind(kind: ReferenceKind) -> &'static str {
    match kind {
        ReferenceKind::Report | ReferenceKind::WhitePaper => "report",
        ReferenceKind::Web => "webpage",
        ReferenceKind::News => "article-newspaper",
        ReferenceKind::Law => "legislation",
        ReferenceKind::Dataset => "dataset",
        ReferenceKind::Letter => "personal_communication",
        ReferenceKind::Book => "book",
        ReferenceKind::Chapter => "chapter",
        ReferenceKind::Article => "article-journal",
    }
}

fn names(authors: &[Author]) -> Value {
    let name = |author: &Author| match author {
        Author::Person { particle: Some(particle), family, given } => {
            json!({"family": family, "given": given, "non-dropping-particle": particle})
        }
        Author::Person { family, given, .. } => json!({"family": family, "given": given}),
        // Kept whole: a plain name would be split at its spaces.
        Author::Institution { name, .. } => json!({"literal": name}),
    };
    authors.iter().map(name).collect()
}

fn date(date: PartialDate) -> Value {
    let parts: Vec<i16> = date.iso().split('-').filter_map(|part| part.parse().ok()).collect();
    json!({"date-parts": [parts]})
}

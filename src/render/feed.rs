//! The Atom feed.

use super::RenderedFile;
use super::markdown::escape;
use crate::domain::{PartialDate, SitePath};
use crate::plan::page::Site;
use crate::plan::{Addresses, Feed};

pub(super) fn file(feed: &Feed, site: &Site, addresses: &Addresses) -> Option<RenderedFile> {
    let own = addresses.canonical(&addresses.href("/feed.xml"));
    let home = addresses.canonical(&site.home);
    let updated = feed.entries.iter().map(|entry| entry.updated).max().map(instant).unwrap_or_default();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n",
        escape(&site.language)
    );
    let author = if site.publisher.is_empty() { &site.title } else { &site.publisher };
    xml.push_str(&format!(
        "<title>{}</title>\n<id>{home}</id>\n<link rel=\"self\" href=\"{own}\"/>\n<link href=\"{home}\"/>\n<updated>{updated}</updated>\n<author><name>{}</name></author>\n",
        escape(&site.title),
        escape(author),
    ));
    for entry in &feed.entries {
        xml.push_str(&format!(
            "<entry>\n<title>{}</title>\n<id>{link}</id>\n<link href=\"{link}\"/>\n<published>{}</published>\n<updated>{}</updated>\n<summary>{}</summary>\n</entry>\n",
            escape(&entry.title),
            instant(entry.date),
            instant(entry.updated),
            escape(&entry.summary),
            link = escape(&entry.canonical),
        ));
    }
    xml.push_str("</feed>\n");
    SitePath::new("feed.xml").map(|path| RenderedFile { path, bytes: xml.into_bytes().into() })
}

/// Atom asks for an instant; midnight UTC stands for the day.
fn instant(date: PartialDate) -> String {
    format!("{}T00:00:00Z", date.first_day())
}

//! `sitemap.xml` and `robots.txt`.

use super::RenderedFile;
use super::markdown::escape;
use crate::domain::SitePath;
use crate::plan::page::{Page, Site};
use crate::plan::{Addresses, Planned};

pub(super) fn files(pages: &[Planned], site: &Site, addresses: &Addresses) -> Vec<RenderedFile> {
    let file = |path: &str, text: String| SitePath::new(path).map(|path| RenderedFile { path, bytes: text.into_bytes().into() });
    if site.drafts {
        return file("robots.txt", "User-agent: *\nDisallow: /\n".to_owned()).into_iter().collect();
    }
    let address = addresses.canonical(&addresses.href("/sitemap.xml"));
    let robots = format!("User-agent: *\nAllow: /\nSitemap: {address}\n");
    [file("robots.txt", robots), file("sitemap.xml", sitemap(pages))].into_iter().flatten().collect()
}

fn sitemap(pages: &[Planned]) -> String {
    let mut xml = String::with_capacity(pages.len() * 96);
    xml.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    let real = pages.iter().filter(|planned| !matches!(*planned.page, Page::Redirect(_) | Page::NotFound(_)));
    // An edition of its own says to search engines that it is not the one to find.
    for head in real.map(|planned| planned.page.head()).filter(|head| head.kind != "edition") {
        xml.push_str("<url><loc>");
        xml.push_str(&escape(&head.canonical));
        xml.push_str("</loc>");
        if let Some(updated) = &head.updated {
            xml.push_str("<lastmod>");
            xml.push_str(&updated.iso);
            xml.push_str("</lastmod>");
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}

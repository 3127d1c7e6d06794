//! What all pages share: menus, publisher, contact, licence.

use super::desk::Desk;
use super::page::{Link, Site};
use crate::anonymise::Drafts;
use crate::domain::Menu;

pub(super) fn site(desk: &Desk<'_>, has_feed: bool, drafts: Drafts) -> Site {
    let settings = &desk.view.settings;
    Site {
        title: settings.title.clone(),
        short_title: settings.short_title.clone().unwrap_or_else(|| settings.title.clone()),
        description: settings.description.clone().unwrap_or_default(),
        language: settings.language.code().to_owned(),
        publisher: settings.publisher.clone().unwrap_or_else(|| settings.title.clone()),
        contact_email: settings.contact_email.clone(),
        contact_text: settings.contact_text.clone(),
        accessibility_statement: settings.accessibility_statement.clone(),
        licence: settings.licence.clone().map(|(title, href)| Link { title, href }),
        credits: settings
            .credits
            .iter()
            .map(|(title, href)| Link { title: title.clone(), href: href.clone().unwrap_or_default() })
            .collect(),
        menu: menu(desk),
        footer_menu: settings.footer_menu.iter().map(|entry| link(desk, entry)).collect(),
        home: desk.addresses.href("/"),
        feed: has_feed.then(|| desk.addresses.href("/feed.xml")),
        assets: desk.addresses.href("/assets/"),
        drafts: drafts == Drafts::Show,
        generator: concat!("utsyn ", env!("CARGO_PKG_VERSION")),
    }
}

/// Returns the menu: as written, or the sections at the top.
pub(super) fn menu(desk: &Desk<'_>) -> Vec<Link> {
    match &desk.view.settings.menu {
        Some(entries) => entries.iter().map(|entry| link(desk, entry)).collect(),
        None => desk.sections.clone(),
    }
}

fn link(desk: &Desk<'_>, entry: &Menu) -> Link {
    desk.link(&entry.title, &entry.path)
}

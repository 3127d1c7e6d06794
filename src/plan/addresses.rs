//! Every entry's address, given once.

#![expect(clippy::disallowed_types, reason = "looked up for every link; where it is walked, the result is sorted")]

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::labels;
use crate::anonymise::PublicView;
use crate::domain::{
    Article, Attachment, Gone, InText, Moved, Municipality, NorwegianOrder, Placed, Recognised, Report, SitePath, Target,
    TargetKind, as_listed, recognise, slug,
};
use crate::plan::page::Link;

/// Where everything lies: what `[[…]]`, `[@…]` and relative links lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Addresses {
    /// `https://host`, without a final slash.
    pub origin: String,
    /// `/`, or `/usht/`.
    pub base_path: String,
    targets: BTreeMap<Target, Link>,
    /// How each work is named where it is cited.
    works: BTreeMap<String, InText>,
    /// Address of the page that a Markdown file becomes, by the file's path within the content.
    files: HashMap<String, String>,
    /// Address of an attachment, by its path within the content.
    attachments: BTreeMap<String, String>,
    /// Abbreviations of the glossary: what each stands for, and where that is explained.
    abbreviations: BTreeMap<String, Link>,
    /// The passages of a chapter, by its file's path within the content.
    passages: BTreeMap<String, Arc<[Placed]>>,
    /// What became of the addresses that a chapter has no more, by the same.
    left: BTreeMap<String, Left>,
}

/// Addresses that a chapter has no more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Left {
    pub moved: Vec<Moved>,
    pub gone: Vec<Gone>,
}

impl Addresses {
    pub(super) fn new(view: &PublicView, articles: &[Arc<Article>]) -> Self {
        let settings = &view.settings;
        let mut addresses = Self::none(&settings.origin, &settings.base_path);
        addresses.add_registry(view);
        addresses.add_terms(view);
        addresses.add_mappings_and_reports(view);
        addresses.add_labels(labels::all(view, articles));
        for report in view.reports.iter().flat_map(|report| std::iter::once(report).chain(&report.editions)) {
            addresses.add_passages(report);
        }
        for article in articles {
            let href = addresses.href(&of_article(&article.folder, &article.slug));
            addresses.files.insert(article.source.within().to_owned(), href);
        }
        // What lies with a mapping is working material: it has no address, so nothing can link to it.
        for attachment in view.attachments.iter().filter(|attachment| !attachment.source.within().starts_with("mappings/")) {
            let href = addresses.href(&of_attachment(attachment));
            addresses.attachments.insert(attachment.source.within().to_owned(), href);
        }
        addresses
    }

    /// Returns the addresses of these kinds of entries, and no others.
    pub(super) fn only(&self, kinds: &[TargetKind]) -> Self {
        let of_kinds = self.targets.iter().filter(|(target, _)| kinds.contains(&target.kind));
        let targets = of_kinds.map(|(target, link)| (target.clone(), link.clone())).collect();
        Self { targets, ..Self::none(&self.origin, &self.base_path) }
    }

    /// Returns what entries and works are called, and where they lie; files and passages aside.
    pub(super) fn only_named(&self) -> Self {
        Self { targets: self.targets.clone(), works: self.works.clone(), ..Self::none(&self.origin, &self.base_path) }
    }

    /// Returns no address at all, on this host and below this path.
    fn none(origin: &str, base_path: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            base_path: base_path.to_owned(),
            targets: BTreeMap::new(),
            works: BTreeMap::new(),
            files: HashMap::new(),
            attachments: BTreeMap::new(),
            abbreviations: BTreeMap::new(),
            passages: BTreeMap::new(),
            left: BTreeMap::new(),
        }
    }

    /// Returns the addresses of an empty site.
    #[cfg(test)]
    pub(crate) fn of_nothing() -> Self {
        Self::none("https://example.org", "/")
    }

    /// Adds an abbreviation.
    #[cfg(test)]
    pub(crate) fn abbreviation_in_test(&mut self, short: &str, title: &str, href: &str) {
        self.abbreviations.insert(short.to_owned(), Link { title: title.to_owned(), href: href.to_owned() });
    }

    /// Adds a label.
    #[cfg(test)]
    pub(crate) fn label_in_test(&mut self, target: Target, title: &str, href: &str) {
        self.targets.insert(target, Link { title: title.to_owned(), href: href.to_owned() });
    }

    /// Returns the abbreviations that the glossary explains.
    pub(crate) fn abbreviations(&self) -> &BTreeMap<String, Link> {
        &self.abbreviations
    }

    /// Returns an address within the site with the base path in front: `/sentre/` is `/usht/sentre/`.
    pub(crate) fn href(&self, address: &str) -> String {
        format!("{}{}", self.base_path, address.strip_prefix('/').unwrap_or(address))
    }

    /// Returns the whole address of an `href`.
    pub(crate) fn canonical(&self, href: &str) -> String {
        format!("{}{href}", self.origin)
    }

    /// Returns what a reference in a text leads to.
    pub(crate) fn target(&self, target: &Target) -> Option<&Link> {
        self.targets.get(target)
    }

    /// Returns how a work is named where it is cited.
    pub(crate) fn work(&self, id: &str) -> Option<&InText> {
        self.works.get(id)
    }

    pub(super) fn entry(&self, kind: TargetKind, id: &str) -> Option<&Link> {
        self.targets.get(&Target { kind, id: id.to_owned() })
    }

    /// Returns the address of the page that a file of the content becomes.
    pub(crate) fn of_file(&self, within: &str) -> Option<&str> {
        self.files.get(within).map(String::as_str)
    }

    /// Returns the address of an attachment.
    pub(crate) fn of_attachment(&self, within: &str) -> Option<&str> {
        self.attachments.get(within).map(String::as_str)
    }

    /// Returns the passages of a file, with their ids, in order; none where it has none of its own.
    pub(crate) fn passages(&self, within: &str) -> Option<&Arc<[Placed]>> {
        self.passages.get(within)
    }

    /// Returns what became of the addresses that a chapter has no more.
    pub(super) fn left(&self, within: &str) -> Option<&Left> {
        self.left.get(within)
    }

    /// Returns the paths of all files that become pages, in order.
    pub(crate) fn files(&self) -> Vec<&str> {
        let mut files: Vec<&str> = self.files.keys().chain(self.attachments.keys()).map(String::as_str).collect();
        files.sort_unstable();
        files
    }

    fn add(&mut self, kind: TargetKind, id: &str, title: &str, address: &str, file: Option<&str>) {
        let href = self.href(address);
        if let Some(within) = file {
            self.files.insert(within.to_owned(), href.clone());
        }
        self.targets.insert(Target { kind, id: id.to_owned() }, Link { title: title.to_owned(), href });
    }

    fn add_labels(&mut self, labels: Vec<(Target, Link)>) {
        for (target, link) in labels {
            let href = self.href(&link.href);
            self.targets.insert(target, Link { href, ..link });
        }
    }

    fn add_passages(&mut self, report: &Report) {
        let Recognised { chapters, moved, gone } = recognise(report.addresses.as_ref(), &report.passages());
        let files: Vec<&str> = report.chapters.iter().map(|chapter| chapter.source.within()).collect();
        for (file, placed) in files.iter().zip(chapters) {
            self.passages.insert((*file).to_owned(), placed.into());
        }
        for moved in moved {
            self.left.entry(files[moved.from].to_owned()).or_default().moved.push(moved);
        }
        for gone in gone {
            self.left.entry(files[gone.chapter].to_owned()).or_default().gone.push(gone);
        }
    }

    fn add_registry(&mut self, view: &PublicView) {
        for centre in &view.centres {
            self.add(
                TargetKind::Centre,
                &centre.id,
                &centre.name,
                &format!("/sentre/{}/", centre.id),
                Some(centre.source.within()),
            );
        }
        for municipality in view.municipalities.all() {
            let address = of_municipality(municipality);
            // A number used again by another municipality leads to the newer one: rows come oldest first.
            for &row in &municipality.rows {
                let row = view.municipalities.row(row);
                let newest = view.municipalities.with_number(row.number).last();
                if newest.is_some_and(|&newest| municipality.rows.contains(&newest)) {
                    self.add(TargetKind::Municipality, &row.number.to_string(), &row.name, &address, None);
                }
            }
        }
        for county in &view.counties {
            let address = format!("/fylker/{}/", county.slug);
            self.add(TargetKind::County, &county.number.to_string(), &county.name, &address, None);
        }
        for priority in &view.priorities {
            let address = format!("/satsinger/{}/", priority.id);
            self.add(TargetKind::Priority, &priority.id, &priority.title, &address, Some(priority.source.within()));
        }
        for actor in &view.who_does.actors {
            let address = format!("/hvem-gjor-hva/#{}", actor.id);
            self.add(TargetKind::Actor, &actor.id, &actor.name, &address, None);
        }
        let listed = as_listed(&NorwegianOrder::new(), view.references.iter().collect(), |reference| *reference);
        for (place, reference) in listed.into_iter().enumerate() {
            let address = format!("/kilder/#ref-{}", reference.id);
            self.add(TargetKind::Reference, &reference.id, &reference.in_text(), &address, None);
            self.works.insert(reference.id.clone(), InText { place, ..reference.cited() });
        }
    }

    fn add_terms(&mut self, view: &PublicView) {
        for term in &view.terms {
            let address = format!("/ordliste/#ord-{}", term.id);
            self.add(TargetKind::Term, &term.id, term.in_text(), &address, None);
            if let Some(short) = &term.abbreviation {
                let link = Link { title: term.term.clone(), href: self.href(&address) };
                self.abbreviations.insert(short.clone(), link);
            }
        }
    }

    fn add_mappings_and_reports(&mut self, view: &PublicView) {
        for mapping in &view.mappings {
            let about = &mapping.about;
            let address = format!("/kartlegginger/{}/", about.id);
            self.add(TargetKind::Mapping, &about.id, &about.title, &address, None);
            for theme in &about.themes {
                let of_theme = format!("{address}{}/", theme.id);
                self.add(TargetKind::Theme, &format!("{}/{}", about.id, theme.id), &theme.title, &of_theme, None);
                self.add(TargetKind::Theme, &theme.id, &theme.title, &of_theme, None);
            }
            for finding in &mapping.findings {
                let finding = finding.get();
                let of_finding = format!("{address}{}/#funn-{}", finding.theme, finding.id);
                self.add(TargetKind::Finding, &finding.id, &finding.title, &of_finding, Some(finding.source.within()));
            }
        }
        for report in &view.reports {
            let address = format!("/rapporter/{}/", report.id);
            self.add(TargetKind::Report, &report.id, &report.title, &address, None);
            for chapter in &report.chapters {
                let id = format!("{}/{}", report.id, chapter.slug);
                let of_chapter = format!("{address}{}/", chapter.slug);
                self.add(TargetKind::Chapter, &id, &chapter.title, &of_chapter, Some(chapter.source.within()));
            }
            for edition in &report.editions {
                for chapter in &edition.chapters {
                    let href = self.href(&format!("{address}utgaver/{}/#{}", edition.version, chapter.slug));
                    self.files.insert(chapter.source.within().to_owned(), href);
                }
            }
        }
    }
}

/// Returns the address of an article in `folder`: `/nyheter/x/`; of a section's text: `/nyheter/`.
pub(super) fn of_article(folder: &[String], slug: &str) -> String {
    let mut address = String::from("/");
    for part in folder.iter().map(String::as_str).chain([slug]).filter(|part| !part.is_empty()) {
        address.push_str(part);
        address.push('/');
    }
    address
}

pub(super) fn of_municipality(municipality: &Municipality) -> String {
    format!("/kommuner/{}/", municipality.slug)
}

/// Returns the address of a tag's page.
pub(super) fn of_tag(tag: &str) -> String {
    format!("/emner/{}/", slug(tag))
}

/// Returns the path at which an attachment is published: its name in ASCII, its folders kept.
pub(crate) fn of_attachment(attachment: &Attachment) -> String {
    let within = attachment.source.within();
    let within = within.strip_prefix("files/").unwrap_or(within);
    let parts: Vec<String> = within
        .split('/')
        .map(|part| match part.rsplit_once('.') {
            Some((stem, ending)) => format!("{}.{}", slug(stem), ending.to_ascii_lowercase()),
            None => slug(part),
        })
        .collect();
    format!("/filer/{}", parts.join("/"))
}

/// Returns the path of the page with this address. Addresses made of slugs and ids are safe.
pub(super) fn path(address: &str) -> Option<SitePath> {
    SitePath::of_page(address)
}

//! What a page learnt of the rest of the site while it was set: where its references and links lead.
//!
//! A page that is the same, and to which the site would give the same answers, is set the same again.

use std::sync::Arc;

use super::Setter;
use crate::domain::{Attachment, InText, Placed, Target};
use crate::plan::Figure;
use crate::plan::page::Link;

/// Questions, each with its answer.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    targets: Vec<(Target, Link)>,
    /// Works, and how they are named; none where an `@` names no work.
    works: Vec<(String, Option<InText>)>,
    /// Files of the content, and the pages they become.
    files: Vec<(String, Option<String>)>,
    /// Attachments, and their addresses.
    attachments: Vec<(Attachment, String)>,
    /// Files of the content, and the addresses of their passages.
    passages: Vec<(String, Arc<[Placed]>)>,
    /// Figures, by the file and the line of their blocks.
    figures: Vec<((String, usize), Figure)>,
}

impl Asked {
    pub(super) fn target(&mut self, target: &Target, link: &Link) {
        self.targets.push((target.clone(), link.clone()));
    }

    pub(super) fn work(&mut self, id: &str, work: Option<&InText>) {
        self.works.push((id.to_owned(), work.cloned()));
    }

    pub(super) fn file(&mut self, within: &str, href: Option<&str>) {
        self.files.push((within.to_owned(), href.map(str::to_owned)));
    }

    pub(super) fn attachment(&mut self, attachment: &Attachment, href: &str) {
        self.attachments.push((attachment.clone(), href.to_owned()));
    }

    pub(super) fn passages(&mut self, within: &str, placed: &Arc<[Placed]>) {
        self.passages.push((within.to_owned(), Arc::clone(placed)));
    }

    pub(super) fn figure(&mut self, figure: &Figure, within: &str, line: usize) {
        self.figures.push(((within.to_owned(), line), figure.clone()));
    }

    /// Tells whether every question has the same answer now.
    pub(crate) fn holds(&self, now: &Setter<'_>) -> bool {
        let addresses = now.addresses;
        self.targets.iter().all(|(target, link)| addresses.target(target) == Some(link))
            && self.works.iter().all(|(id, work)| addresses.work(id) == work.as_ref())
            && self.files.iter().all(|(within, href)| addresses.of_file(within) == href.as_deref())
            && self.passages.iter().all(|(within, placed)| addresses.passages(within) == Some(placed))
            && self.figures.iter().all(|(block, figure)| now.figures.get(block) == Some(figure))
            && self.attachments.iter().all(|(attachment, href)| {
                let within = attachment.source.within();
                addresses.of_attachment(within) == Some(href) && now.attachments.get(within) == Some(&attachment)
            })
    }
}

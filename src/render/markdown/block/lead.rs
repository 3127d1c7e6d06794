//! Where the links of a text lead.

use std::ops::Range;

use super::super::escaping::{push_address, push_escaped};
use super::super::link::{Destination, destination};
use super::Writer;
use crate::problem::{Code, Problem, both, nearest};

impl Writer<'_, '_, '_> {
    pub(super) fn begin_link(&mut self, written: &str, title: &str, span: Range<usize>) {
        self.in_link += 1;
        let href = self.href(written, &span);
        self.html.push_str("<a href=\"");
        push_address(&mut self.html, &href);
        if !title.is_empty() {
            self.html.push_str("\" title=\"");
            push_escaped(&mut self.html, title);
        }
        self.html.push_str("\">");
    }

    /// Returns the address a link leads to; `#` where it leads nowhere, which is a problem told.
    pub(super) fn href(&mut self, written: &str, span: &Range<usize>) -> String {
        match destination(written, self.written.source.folder()) {
            Ok(Destination::Outside(address)) => address,
            Ok(Destination::Address(address)) => self.sheet.setter.addresses.href(&address),
            Ok(Destination::Anchor(anchor)) => {
                let own = match self.part {
                    Some(part) if !anchor.starts_with("fn") => format!("{part}-{anchor}"),
                    _ => anchor,
                };
                self.anchors.push((own.clone(), span.clone()));
                format!("#{own}")
            }
            Ok(Destination::File { within, rest }) => self.file(&within, &rest, span),
            Err(problem) => {
                self.object(problem, span.clone());
                "#".to_owned()
            }
        }
    }

    pub(super) fn file(&mut self, within: &str, rest: &str, span: &Range<usize>) -> String {
        let page = self.sheet.of_file(within);
        let folder = || self.sheet.of_file(format!("{within}/index.md").trim_start_matches('/'));
        if let Some(href) = page.or_else(folder).map(str::to_owned) {
            // A page that is itself an anchor (a finding) has no further one.
            return if href.contains('#') { href } else { href + rest };
        }
        if let Some(href) = self.sheet.of_attachment(within) {
            return href.to_owned();
        }
        let near = self.nearest_file(within);
        let problem = Problem::new(
            Code::DeadLink,
            both!(
                "lenken fører til `{within}`, som ikke finnes blant det som publiseres",
                "the link leads to `{within}`, which is not among what is published"
            ),
        );
        let problem = match near {
            Some(near) => problem.help(both!("mente du `{near}`?", "did you mean `{near}`?")),
            None if !is_page(within) => problem.help(both!(
                "sjekk navnet og mappen; bilder og vedlegg ligger i `files/`, og store og små bokstaver er ikke det samme",
                "check the name and the folder; pictures and attachments lie in `files/`, and capital letters count"
            )),
            None => problem.help(both!(
                "sjekk navnet; en kladd eller et tilbakeholdt funn kan ikke lenkes til",
                "check the name; a draft or a withheld finding cannot be linked to"
            )),
        };
        self.object(problem, span.clone());
        "#".to_owned()
    }

    /// Returns the file of the same sort whose name is nearest; not for every dead link of a page, for it reads the names of
    /// all files.
    fn nearest_file(&self, within: &str) -> Option<String> {
        const MOST: usize = 3;
        if self.sheet.problems.len() >= MOST {
            return None;
        }
        let name = |file: &str| file.rsplit('/').next().unwrap_or(file).to_owned();
        let files = self.sheet.setter.addresses.files();
        let files: Vec<&str> = files.into_iter().filter(|file| is_page(file) == is_page(within)).collect();
        let names: Vec<String> = files.iter().map(|file| name(file)).collect();
        let near = nearest(&name(within), names.iter().map(String::as_str))?;
        files.into_iter().find(|file| name(file) == near).map(str::to_owned)
    }

    /// An anchor on the same page is checked here, where the editor's line is known.
    pub(super) fn check_anchors(&mut self) {
        for (anchor, span) in std::mem::take(&mut self.anchors) {
            let known = self.sheet.ids.iter().map(String::as_str);
            if anchor.is_empty()
                || known.clone().any(|id| id == anchor)
                || anchor.starts_with("fn")
                || anchor.starts_with("sitat-")
            {
                continue;
            }
            let problem = Problem::new(
                Code::DeadAnchor,
                both!(
                    "siden har ingen overskrift med ankeret `#{anchor}`",
                    "the page has no heading with the anchor `#{anchor}`"
                ),
            )
            .nearest(&anchor, known);
            self.object(problem, span);
        }
    }
}

/// Tells whether a file is a page by its name, or may be one: it says no ending.
fn is_page(within: &str) -> bool {
    let name = within.rsplit('/').next().unwrap_or(within);
    name.ends_with(".md") || !name.contains('.')
}

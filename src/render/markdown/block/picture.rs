//! Pictures: from the house, with their size and a text for those who do not see them.

use std::ops::Range;

use pulldown_cmark::CowStr;

use super::super::escaping::{push_address, push_escaped};
use super::super::link::{Destination, destination};
use super::Writer;
use crate::problem::{Code, Problem, both};
use crate::render::attachment::size;

/// A picture whose alternative text is being read.
pub(super) struct Picture {
    /// The tag up to the alternative text.
    pub tag: String,
    pub title: String,
    pub alt: String,
    pub span: Range<usize>,
}

impl Writer<'_, '_, '_> {
    pub(super) fn begin_picture(&mut self, written: &str, title: CowStr<'_>, span: Range<usize>) {
        let href = self.href(written, &span);
        if matches!(destination(written, self.written.source.folder()), Ok(Destination::Outside(_))) {
            self.object(
                Problem::new(Code::LoadsFromElsewhere, both!("bildet ligger hos andre", "the picture lies with others"))
                    .note(both!("da får de vite hvem som leser siden", "then they learn who reads the page"))
                    .help(both!(
                        "legg bildet i `files/` og lenk til det der",
                        "put the picture into `files/` and link to it there"
                    )),
                span.clone(),
            );
        }
        let attachment = self.sheet.linked.last().and_then(|within| self.sheet.setter.attachments.get(within.as_str()));
        let mut tag = String::from("<img src=\"");
        push_address(&mut tag, &href);
        tag.push('"');
        if let Some((width, height)) = attachment.and_then(|attachment| size(attachment)) {
            tag.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        tag.push_str(" loading=\"lazy\" alt=\"");
        self.picture = Some(Picture { tag, title: title.into_string(), alt: String::new(), span });
    }

    pub(super) fn end_picture(&mut self) {
        let Some(Picture { tag, title, alt, span }) = self.picture.take() else { return };
        if alt.trim().is_empty() {
            self.object(
                Problem::new(Code::MissingAlt, both!("bildet mangler alternativ tekst", "the picture has no alternative text"))
                    .note(both!(
                        "den som ikke ser bildet, får bare teksten",
                        "whoever does not see the picture has only the text"
                    ))
                    .help(both!(
                        "skriv hva bildet viser: `![To sykepleiere ved et bord](bilde.jpg)`",
                        "write what it shows: `![Two nurses at a table](picture.jpg)`"
                    )),
                span,
            );
        }
        self.html.push_str(&tag);
        push_escaped(&mut self.html, alt.trim());
        if !title.is_empty() {
            self.html.push_str("\" title=\"");
            push_escaped(&mut self.html, &title);
        }
        self.html.push_str("\">");
    }
}

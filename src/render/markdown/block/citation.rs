//! Citations: "(KPMG, 2023, s. 12; Rambøll, 2023)", "KPMG (2023)", each work a link to its entry.
//!
//! An entry on the same page is led to there; every citation has an anchor, so that the entry can lead back.

use super::super::escaping::{push_address, push_text};
use super::Writer;
use crate::domain::{CitationPart, Cited, InText, Target, TargetKind, cited_as};
use crate::plan::page::SetCitation;

impl Writer<'_, '_, '_> {
    /// Writes works cited together; `written` is how they stand in the text. What is cited in brackets exists: `check` has
    /// seen to it.
    pub(super) fn citation(&mut self, works: &[Cited<'_>], written: &str) {
        let known: Vec<(&str, &InText)> = works.iter().filter_map(|work| Some((work.id, self.sheet.work(work.id)?))).collect();
        if known.is_empty() {
            self.note_words(written);
            return self.plain(written);
        }
        let named = |id: &str| known.iter().find(|(known, _)| *known == id).map(|(_, named)| *named);
        let language = self.sheet.language;
        let parts = cited_as(works, &named, language, &mut |institution| self.sheet.names_first(institution));
        let in_sentence = works.iter().any(|work| work.in_sentence);
        for part in parts {
            match part {
                CitationPart::Words(words) => push_text(&mut self.html, &words),
                CitationPart::Work { id, title, words } => {
                    if in_sentence {
                        self.note_words(&format!("{title}{words}"));
                    }
                    self.cited_work(id, &title, &words);
                }
            }
        }
    }

    fn cited_work(&mut self, id: &str, title: &str, words: &str) {
        let target = Target { kind: TargetKind::Reference, id: id.to_owned() };
        let link = self.sheet.target(&target).filter(|_| self.in_link == 0);
        if let Some(link) = link {
            let own = format!("#ref-{id}");
            let href = if self.sheet.listed.iter().any(|listed| listed == id) { own.as_str() } else { link.href.as_str() };
            let anchor = self.new_citation(id);
            self.html.push_str("<a class=\"sitat\" id=\"");
            self.html.push_str(&anchor);
            self.html.push_str("\" href=\"");
            push_address(&mut self.html, href);
            self.html.push_str("\">");
        }
        if !title.is_empty() {
            self.html.push_str("<em>");
            push_text(&mut self.html, title);
            self.html.push_str("</em>");
        }
        push_text(&mut self.html, words);
        if link.is_some() {
            self.html.push_str("</a>");
        }
    }

    /// Keeps a citation, and returns its anchor. An id has no underscore, so that no two works share one.
    fn new_citation(&mut self, id: &str) -> String {
        let earlier = self.sheet.citations.iter().filter(|citation| citation.work == id).count();
        let anchor = if earlier == 0 { format!("sitat-{id}") } else { format!("sitat-{id}_{}", earlier + 1) };
        self.sheet.citations.push(SetCitation {
            work: id.to_owned(),
            anchor: anchor.clone(),
            part: self.part.map(str::to_owned),
            heading: self.contents.last().map(|heading| heading.text.clone()),
        });
        anchor
    }
}

//! Citations: "(KPMG, 2023, s. 12; Rambøll, 2023)", each work a link to its entry.
//!
//! An entry on the same page is led to there; every citation has an anchor, so that the entry can lead back.

use super::super::escaping::{push_address, push_text};
use super::Writer;
use crate::domain::{Cited, InText, Lead, Target, TargetKind};
use crate::plan::page::SetCitation;

impl Writer<'_, '_, '_> {
    /// What is cited exists: `check` has seen to it.
    pub(super) fn citation(&mut self, works: &[Cited<'_>]) {
        self.html.push('(');
        for (index, work) in works.iter().enumerate() {
            if index > 0 {
                self.html.push_str(if work.after_comma && work.prefix.is_some() { ", " } else { "; " });
            }
            if let Some(prefix) = work.prefix {
                push_text(&mut self.html, prefix);
                self.html.push(' ');
            }
            self.cited_work(work);
            if let Some(locator) = work.locator {
                self.html.push_str(", ");
                push_text(&mut self.html, locator);
            }
        }
        self.html.push(')');
    }

    fn cited_work(&mut self, work: &Cited<'_>) {
        let target = Target { kind: TargetKind::Reference, id: work.id.to_owned() };
        let (Some(link), Some(named)) = (self.sheet.target(&target), self.sheet.work(work.id)) else { return };
        let own = format!("#ref-{}", work.id);
        let href = if self.sheet.listed.iter().any(|id| id == work.id) { own.as_str() } else { link.href.as_str() };
        let anchor = self.new_citation(work.id);
        self.html.push_str("<a class=\"sitat\" id=\"");
        self.html.push_str(&anchor);
        self.html.push_str("\" href=\"");
        push_address(&mut self.html, href);
        self.html.push_str("\">");
        self.words(named, work.only_year);
        self.html.push_str("</a>");
    }

    fn words(&mut self, named: &InText, only_year: bool) {
        if only_year {
            return push_text(&mut self.html, &named.year);
        }
        let title = named.lead_is == Lead::Title;
        self.html.push_str(if title { "<em>" } else { "" });
        push_text(&mut self.html, &named.lead);
        self.html.push_str(if title { "</em>" } else { "" });
        push_text(&mut self.html, &named.rest);
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

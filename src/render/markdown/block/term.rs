//! Abbreviations of the glossary: the first on a page leads there, and says to those who listen what it stands for.

use super::super::escaping::{push_address, push_text};
use super::Writer;
use crate::domain::{abbreviations, is_explained};

impl Writer<'_, '_, '_> {
    /// Writes plain text, the first of each abbreviation as a link. Headings, links, quotations and code are left alone.
    pub(super) fn plain(&mut self, text: &str) {
        let glossary = self.sheet.setter.addresses.abbreviations();
        let is_running = self.heading.is_none() && self.in_link == 0 && self.quotes.is_empty() && !self.in_code && !self.in_head;
        if glossary.is_empty() || !is_running {
            return push_text(&mut self.html, text);
        }
        let mut done = 0;
        for (start, word) in abbreviations(text) {
            let Some(link) = glossary.get(word).filter(|_| !self.sheet.explained.iter().any(|known| known == word)) else {
                continue;
            };
            self.sheet.explained.push(word.to_owned());
            push_text(&mut self.html, &text[done..start]);
            done = start + word.len();
            self.html.push_str("<a class=\"ord\" href=\"");
            push_address(&mut self.html, &link.href);
            self.html.push_str("\">");
            push_text(&mut self.html, word);
            if !is_explained(text, start, done) {
                self.html.push_str("<span class=\"skjult utskrevet\"> (");
                push_text(&mut self.html, &link.title);
                self.html.push_str(")</span>");
            }
            self.html.push_str("</a>");
        }
        push_text(&mut self.html, &text[done..]);
    }
}

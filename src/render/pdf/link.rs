//! Where a link leads from paper: to a place in the report, or to the whole address of a page.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::{Element, Node};

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Way {
    /// A place in the report, by its id.
    Inside(String),
    /// A whole address.
    Outside(String),
    Nowhere,
}

/// The places of a report.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// `https://host`.
    pub origin: String,
    /// The page with the whole report.
    pub whole: String,
    /// The pages of the chapters, each with its id in the whole report.
    pub chapters: BTreeMap<String, String>,
    /// The ids that stand in the texts, the chapters and the list of references.
    pub ids: BTreeSet<String>,
    /// The ids that something leads to.
    pub led_to: BTreeSet<String>,
}

impl Links {
    /// Notes the ids of a text.
    pub(super) fn note_ids(&mut self, nodes: &[Node]) {
        for element in elements(nodes) {
            self.ids.extend(element.get("id").map(str::to_owned));
            self.note_ids(&element.children);
        }
    }

    /// Notes where the links of a text lead, once all ids are known.
    pub(super) fn note_links(&mut self, nodes: &[Node]) {
        for element in elements(nodes) {
            if let Some(Way::Inside(id)) = element.get("href").map(|href| self.way(href)) {
                self.led_to.insert(id);
            }
            self.note_links(&element.children);
        }
    }

    pub(super) fn is_led_to(&self, id: &str) -> bool {
        self.led_to.contains(id)
    }

    /// Tells where an address leads.
    pub(super) fn way(&self, href: &str) -> Way {
        let (page, anchor) = href.split_once('#').unwrap_or((href, ""));
        let inside = self.inside(page, anchor).filter(|id| self.ids.contains(id.as_str()));
        if let Some(id) = inside {
            return Way::Inside(id);
        }
        match page {
            "" if anchor.is_empty() => Way::Nowhere,
            "" => Way::Outside(format!("{}{}#{anchor}", self.origin, self.whole)),
            page if page.starts_with('/') => Way::Outside(format!("{}{href}", self.origin)),
            _ => Way::Outside(href.to_owned()),
        }
    }

    /// Returns the id that stands for an address, if the report has it.
    fn inside(&self, page: &str, anchor: &str) -> Option<String> {
        let chapter = self.chapters.get(page);
        match (page, anchor) {
            (_, "") => chapter.cloned(),
            ("", anchor) => Some(anchor.to_owned()),
            (page, anchor) if page == self.whole => Some(anchor.to_owned()),
            // A work is in the report's own list, too.
            (_, anchor) if anchor.starts_with("ref-") => Some(anchor.to_owned()),
            (_, anchor) => chapter.map(|chapter| format!("{chapter}-{anchor}")),
        }
    }
}

fn elements(nodes: &[Node]) -> impl Iterator<Item = &Element> {
    nodes.iter().filter_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Links, Way};

    #[test]
    fn a_link_stays_in_the_report_where_it_can() {
        let links = Links {
            origin: "https://x.example".to_owned(),
            whole: "/r/a/hele/".to_owned(),
            chapters: [("/r/a/funn/".to_owned(), "funn".to_owned())].into(),
            ids: ["funn", "funn-del", "ref-b", "mål"].map(str::to_owned).into(),
            ..Links::default()
        };
        let inside = |id: &str| Way::Inside(id.to_owned());
        let outside = |url: &str| Way::Outside(url.to_owned());
        assert_eq!(links.way("/r/a/funn/"), inside("funn"));
        assert_eq!(links.way("/r/a/funn/#del"), inside("funn-del"));
        assert_eq!(links.way("/r/a/hele/#mål"), inside("mål"));
        assert_eq!(links.way("/kilder/#ref-b"), inside("ref-b"));
        assert_eq!(links.way("#funn"), inside("funn"));
        assert_eq!(links.way("/kilder/#ref-c"), outside("https://x.example/kilder/#ref-c"));
        assert_eq!(links.way("/r/a/funn/#borte"), outside("https://x.example/r/a/funn/#borte"));
        assert_eq!(links.way("#borte"), outside("https://x.example/r/a/hele/#borte"));
        assert_eq!(links.way("mailto:a@b.example"), outside("mailto:a@b.example"));
        assert_eq!(links.way("#"), Way::Nowhere);
    }
}

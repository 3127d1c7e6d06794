//! What must stand nowhere in the output.

use std::sync::Arc;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use pulldown_cmark::{Event, Parser, TagEnd};

use crate::domain::{Article, Finding, Source};

/// A text that must stand nowhere in the output.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret {
    pub text: String,
    pub kind: SecretKind,
    /// The path of its file, as shown to people.
    pub file: String,
    pub line: usize,
}

/// How a secret is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SecretKind {
    /// A name, a title, an e-mail address, a telephone number: whole.
    Value,
    /// Prose: whole and in every run of six words.
    Prose,
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Secret({:?} from {}:{})", self.kind, self.file, self.line)
    }
}

/// All secrets of a site.
#[derive(Debug, Default)]
pub(crate) struct Secrets(pub Vec<Secret>);

impl Secrets {
    /// Keeps an entry of a confidential file: every text of it.
    pub(super) fn of_entry(&mut self, source: &Source, line: usize, texts: Vec<String>) {
        for text in texts {
            self.add(&text, source, line);
        }
    }

    /// Keeps a finding that is not public: title, text, and its file's name, which would be its anchor.
    pub(super) fn of_finding(&mut self, finding: Finding) {
        let source = finding.source;
        self.add_if_telling(&finding.title, &source, 1);
        self.add_if_telling(&source.stem().replace('-', " "), &source, 1);
        if let Some(text) = finding.description {
            self.add_if_telling(&text, &source, 1);
        }
        for (line, text) in paragraphs(&finding.body.text) {
            self.add_if_telling(&text, &source, finding.body.first_line + line);
        }
    }

    /// Keeps a draft, but for what public pages say word for word too: a draft is often a public page's next version.
    pub(super) fn of_draft(&mut self, draft: Article, public: &[Arc<Article>]) {
        let first = self.0.len();
        let source = draft.source;
        self.add_if_telling(&draft.title, &source, 1);
        self.add_if_telling(&source.stem().replace('-', " "), &source, 1);
        for text in draft.description.into_iter().chain(draft.extra.iter().map(|(_, value)| value.clone())) {
            self.add_if_telling(&text, &source, 1);
        }
        for (line, text) in paragraphs(&draft.body.text) {
            self.add_if_telling(&text, &source, draft.body.first_line + line);
        }
        let said = said_in_public(&self.0[first..], public);
        let mut at = first;
        self.0.retain(|_| {
            at += 1;
            at <= first || !said.get(at - first - 1).copied().unwrap_or(false)
        });
    }

    /// One word alone tells nothing about anybody, and may stand on any page; two do.
    fn add_if_telling(&mut self, text: &str, source: &Source, line: usize) {
        if text.split_whitespace().count() >= 2 {
            self.add(text, source, line);
        }
    }

    fn add(&mut self, text: &str, source: &Source, line: usize) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let kind = if text.split_whitespace().count() > 6 { SecretKind::Prose } else { SecretKind::Value };
        self.0.push(Secret { text: text.to_owned(), kind, file: source.shown().to_owned(), line });
    }
}

/// Tells of each secret whether it stands word for word on a public page, as title or in its text.
fn said_in_public(secrets: &[Secret], public: &[Arc<Article>]) -> Vec<bool> {
    let mut said = vec![false; secrets.len()];
    // Long texts, sought in not too much: the quickest to make is the quickest in all.
    let mut finder = AhoCorasick::builder();
    let Ok(finder) = finder.kind(Some(AhoCorasickKind::ContiguousNFA)).build(secrets.iter().map(|secret| secret.text.as_str()))
    else {
        return said;
    };
    for article in public {
        for text in [article.title.as_str(), &article.body.text] {
            for found in finder.find_overlapping_iter(text) {
                said[found.pattern().as_usize()] = true;
            }
        }
    }
    said
}

/// Returns the paragraphs of Markdown as plain text, each with the number of lines before it.
fn paragraphs(markdown: &str) -> Vec<(usize, String)> {
    let mut paragraphs = Vec::new();
    let (mut text, mut start) = (String::new(), 0);
    for (event, span) in Parser::new_ext(markdown, crate::domain::MARKDOWN).into_offset_iter() {
        match event {
            Event::Text(piece) | Event::Code(piece) | Event::Html(piece) | Event::InlineHtml(piece) => {
                if text.is_empty() {
                    start = span.start;
                }
                text.push_str(&piece);
            }
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell | TagEnd::CodeBlock | TagEnd::HtmlBlock,
            ) => {
                if !text.trim().is_empty() {
                    let line = markdown[..start].bytes().filter(|&byte| byte == b'\n').count();
                    paragraphs.push((line, std::mem::take(&mut text)));
                }
                text.clear();
            }
            _ => {}
        }
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn markdown_is_kept_as_the_words_that_would_be_read() {
        let text = "Vi *sa* at\nnatten er lang.\n\n- ett\n- to\n\n<!-- hemmelig -->\n";
        let expected = [(0, "Vi sa at natten er lang."), (3, "ett"), (4, "to"), (6, "<!-- hemmelig -->\n")];
        let expected = expected.map(|(line, text)| (line, text.to_owned()));
        assert_eq!(paragraphs(text), expected);
    }
}

//! What of a text is numbered or has a label: its headings, its tables and figures with their captions.
//!
//! [`outline`] is the way in. The one who sets the text, the one who gives addresses and the one who checks all read it
//! here, so that they count alike.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::label::{Label, at_end, is_name};
use super::{MARKDOWN, TargetKind};

/// A heading, a table or a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Numbered {
    /// A section, a table or a figure.
    pub kind: TargetKind,
    /// Where its block begins in the text.
    pub at: usize,
    /// A heading's level as written; 0 for others.
    pub level: u8,
    pub label: Option<Label>,
    /// The words of the heading, or of the caption without `Tabell:`, as written.
    pub words: String,
    /// Where the paragraph of its caption begins; for a caption in the picture's own paragraph, where its line breaks.
    pub caption: Option<usize>,
}

/// What a text has that can be numbered.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Outline {
    /// In the order of the text.
    pub numbered: Vec<Numbered>,
    /// Captions with a label that stand beside neither table nor picture.
    pub alone: Vec<Label>,
}

/// Tells whether a text has labels or captions at all; most have none.
pub(crate) fn may_label(text: &str) -> bool {
    const CAPTIONS: [&[u8]; 6] = [b"Tabell", b"Table", b"Tabealla", b"Figur", b"Figure", b"Govus"];
    let text = text.as_bytes();
    let is_label = |at: usize| match text[at] {
        b'{' => text[at + 1..].starts_with(b"#"),
        _ => CAPTIONS.iter().any(|word| text[..at].ends_with(word)),
    };
    let is_block = |at: usize| {
        let (fence, word) = text.split_at(at + 1);
        (fence.ends_with(b"```") || fence.ends_with(b"~~~")) && (word.starts_with(b"figure") || word.starts_with(b"table"))
    };
    memchr::memchr2_iter(b'{', b':', text).any(is_label) || memchr::memchr2_iter(b'`', b'~', text).any(is_block)
}

/// Reads the outline of a text.
pub(crate) fn outline(text: &str) -> Outline {
    let mut reader = OutlineReader { text, ..OutlineReader::default() };
    for (event, span) in Parser::new_ext(text, MARKDOWN).into_offset_iter() {
        reader.event(&event, span);
    }
    reader.let_go();
    reader.outline
}

/// Returns what a paragraph is the caption of, and how long the word that says so is.
pub(crate) fn caption_of(paragraph: &str) -> Option<(TargetKind, usize)> {
    let words = [
        ("Tabell:", TargetKind::Table),
        ("Table:", TargetKind::Table),
        ("Tabealla:", TargetKind::Table),
        ("Figur:", TargetKind::Figure),
        ("Figure:", TargetKind::Figure),
        ("Govus:", TargetKind::Figure),
    ];
    words.iter().find(|(word, _)| paragraph.starts_with(word)).map(|(word, kind)| (*kind, word.len()))
}

#[derive(Default)]
struct OutlineReader<'t> {
    text: &'t str,
    outline: Outline,
    /// The paragraph being read.
    paragraph: Option<Paragraph>,
    /// A caption of a table that may come next.
    waiting: Option<Caption>,
    /// Whether the block that has just ended is a picture without a caption yet.
    after_picture: bool,
}

struct Paragraph {
    span: Range<usize>,
    pictures: usize,
    /// Whether something else stands in it, up to the line break.
    others: bool,
    /// Where the line after the picture begins.
    line: Option<(usize, usize)>,
}

struct Caption {
    at: usize,
    label: Option<Label>,
    words: String,
}

impl OutlineReader<'_> {
    fn event(&mut self, event: &Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => self.heading(*level as u8, span),
            Event::Start(Tag::Paragraph) => {
                self.paragraph = Some(Paragraph { span, pictures: 0, others: false, line: None });
            }
            Event::End(TagEnd::Paragraph) => self.end_paragraph(),
            Event::Start(Tag::Table(_)) => {
                let caption = self.waiting.take();
                self.captioned(TargetKind::Table, span.start, caption);
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => self.block(info, span),
            Event::Start(Tag::Image { .. }) if self.paragraph.is_some() => self.note(|paragraph| paragraph.pictures += 1),
            Event::SoftBreak => self.note(|paragraph| {
                if paragraph.pictures == 1 && !paragraph.others && paragraph.line.is_none() {
                    paragraph.line = Some((span.start, span.end));
                }
            }),
            Event::End(TagEnd::Image) => {}
            // The alternative text comes between the picture's start and its end.
            Event::Text(_)
                if self.paragraph.as_ref().is_some_and(|now| span.start > now.span.start && self.in_picture(&span)) => {}
            Event::Start(_) if self.paragraph.is_none() => self.let_go(),
            _ => self.note(|paragraph| paragraph.others |= paragraph.line.is_none()),
        }
    }

    fn note(&mut self, change: impl FnOnce(&mut Paragraph)) {
        if let Some(paragraph) = &mut self.paragraph {
            change(paragraph);
        }
    }

    /// Tells whether a text is that of the picture with which the paragraph begins.
    fn in_picture(&self, span: &Range<usize>) -> bool {
        let Some(paragraph) = &self.paragraph else { return false };
        let before = &self.text[paragraph.span.start..span.start];
        paragraph.pictures == 1 && before.starts_with("![") && !before.contains("](")
    }

    fn heading(&mut self, level: u8, span: Range<usize>) {
        self.let_go();
        let line = &self.text[span.clone()];
        let line = line.lines().next().unwrap_or("");
        let (words, label) = at_end(line, span.start);
        let words = words.trim_start_matches('#').trim().to_owned();
        self.outline.numbered.push(Numbered { kind: TargetKind::Section, at: span.start, level, label, words, caption: None });
    }

    fn captioned(&mut self, kind: TargetKind, at: usize, caption: Option<Caption>) {
        self.let_go();
        let (label, words, caption) = match caption {
            Some(Caption { at, label, words }) => (label, words, Some(at)),
            None => (None, String::new(), None),
        };
        self.outline.numbered.push(Numbered { kind, at, level: 0, label, words, caption });
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraph.take() else { return };
        let was_picture = std::mem::take(&mut self.after_picture);
        let start = paragraph.span.start;
        let words = self.text[paragraph.span.clone()].trim_end();
        let is_picture = paragraph.pictures == 1 && !paragraph.others;
        match (caption_of(words), paragraph.line) {
            (Some((TargetKind::Figure, prefix)), _) if was_picture => {
                let Caption { label, words, .. } = caption(words, start, prefix);
                if let Some(figure) = self.outline.numbered.last_mut() {
                    (figure.caption, figure.label, figure.words) = (Some(start), label, words);
                }
            }
            (Some((kind, prefix)), _) => {
                self.let_go();
                let caption = caption(words, start, prefix);
                match kind {
                    TargetKind::Table => self.waiting = Some(caption),
                    _ => self.outline.alone.extend(caption.label),
                }
            }
            (None, Some((broken, line))) if is_picture => {
                let under = &self.text[line..paragraph.span.end];
                let under = (line + (under.len() - under.trim_start().len()), under.trim());
                match caption_of(under.1) {
                    Some((TargetKind::Figure, prefix)) => {
                        let caption = Caption { at: broken, ..caption(under.1, under.0, prefix) };
                        self.captioned(TargetKind::Figure, start, Some(caption));
                    }
                    _ => self.let_go(),
                }
            }
            (None, None) if is_picture => {
                self.captioned(TargetKind::Figure, start, None);
                self.after_picture = true;
            }
            _ => self.let_go(),
        }
    }

    /// A block that is a figure or a table of data names itself: `id: svar`, `title: …`.
    fn block(&mut self, info: &str, span: Range<usize>) {
        let kind = match info.split_whitespace().next() {
            Some("figure") => TargetKind::Figure,
            Some("table") => TargetKind::Table,
            _ => return self.let_go(),
        };
        let prefix = super::label::prefix(kind);
        let mut own = Caption { at: span.start, label: None, words: String::new() };
        let mut at = span.start;
        for line in self.text[span.clone()].split_inclusive('\n') {
            if let Some(id) = line.strip_prefix("id:") {
                let id = value(id);
                let name = id.strip_prefix(prefix).and_then(|rest| rest.strip_prefix(':')).unwrap_or(id);
                let key = "id:".len();
                let begin = at + line[key..].find(id).filter(|_| !id.is_empty()).map_or(0, |found| key + found);
                let label = Label { word: format!("{prefix}:{name}"), span: begin..begin + id.len() };
                own.label = Some(label).filter(|_| is_name(name));
            } else if let Some(title) = line.strip_prefix("title:") {
                value(title).clone_into(&mut own.words);
            }
            at += line.len();
        }
        self.captioned(kind, span.start, Some(own));
    }

    /// Whatever waited for a table waited in vain.
    fn let_go(&mut self) {
        self.after_picture = false;
        if let Some(Caption { label, .. }) = self.waiting.take() {
            self.outline.alone.extend(label);
        }
    }
}

fn caption(words: &str, start: usize, prefix: usize) -> Caption {
    let (before, label) = at_end(words, start);
    Caption { at: start, label, words: before.get(prefix..).unwrap_or("").trim().to_owned() }
}

/// Returns the value of a plain line of YAML.
fn value(written: &str) -> &str {
    let written = written.split(" #").next().unwrap_or(written).trim();
    written.trim_matches(['"', '\''])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows an outline, a line each: kind, label, words, whether a caption was found.
    fn shown(text: &str) -> Vec<String> {
        let outline = outline(text);
        let one = |one: &Numbered| {
            let label = one.label.as_ref().map_or("-", |label| &text[label.span.clone()]);
            format!(
                "{} {} {label} {}",
                one.kind,
                one.words,
                one.caption.map_or("-".to_owned(), |at| text[at..].chars().take(5).collect())
            )
        };
        let alone = outline.alone.iter().map(|label| format!("alone {}", label.word));
        outline.numbered.iter().map(one).chain(alone).collect()
    }

    #[test]
    fn headings_tables_and_figures_are_found_in_their_order() {
        let text = "## Mål {#sec:mal}\n\nTabell: Svar *i tall* {#tab:svar}\n\n| A |\n|---|\n| 1 |\n\n![Et kart](k.png)\n\n\
                    Figur: Kartet {#fig:kart}\n\n### Mer\n\n![To](k.png)\nFigur: Det andre\n";
        assert_eq!(
            shown(text),
            [
                "sec Mål {#sec:mal} -",
                "tab Svar *i tall* {#tab:svar} Tabel",
                "fig Kartet {#fig:kart} Figur",
                "sec Mer - -",
                "fig Det andre - \nFigu"
            ]
        );
    }

    #[test]
    fn a_caption_may_stand_right_upon_its_table() {
        assert_eq!(shown("Table: x {#tab:y}\n| a |\n|---|\n"), ["tab x {#tab:y} Table"]);
        assert_eq!(shown("- Tabell: x {#tab:y}\n\n  | a |\n  |---|\n"), ["tab x {#tab:y} Tabel"]);
    }

    #[test]
    fn a_caption_beside_nothing_is_told() {
        assert_eq!(shown("Tabell: x {#tab:y}\n\nTekst.\n"), ["alone tab:y"]);
        assert_eq!(shown("Tekst.\n\nFigur: x {#fig:y}\n"), ["alone fig:y"]);
        assert_eq!(shown("Tabell: x {#tab:y}\n\n## H\n\n| a |\n|---|\n"), ["sec H - -", "tab  - -", "alone tab:y"]);
        assert_eq!(shown("Tabell: x {#tab:y}"), ["alone tab:y"]);
        assert_eq!(shown("Tekst ![a](b.png) mer.\n\nFigur: x\n"), Vec::<String>::new());
        assert_eq!(shown("![a](b.png) mer\n\nFigur: x {#fig:y}\n"), ["alone fig:y"]);
    }

    #[test]
    fn a_block_of_data_names_itself() {
        let text = "```figure\nid: fig:ord   # fritt valgt\ntitle: \"Funn\"\n```\n\n```table\nid: svar\n```\n\n```\nid: x\n```\n";
        assert_eq!(shown(text), ["fig Funn fig:ord ```fi", "tab  svar ```ta"]);
    }
}

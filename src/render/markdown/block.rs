//! Writes the events of a text as HTML: blocks here, what stands inside them in the modules below.

mod callout;
mod caption;
mod citation;
mod data;
mod figure;
mod footnote;
mod lead;
mod margin;
mod passage;
mod picture;
mod run;
mod term;

use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::escaping::push_text;
use super::{Sheet, is_text};
use crate::domain::{Target, Written, slug};
use crate::plan::page::{Heading, Html};
use crate::problem::{Code, Lines, Problem, both};
use caption::{Counted, CountedBlocks, Paragraph, is_to_label, without_label};
use footnote::Footnote;
use passage::{Passages, named};
use picture::Picture;

/// Writes one text.
pub(super) struct Writer<'s, 'p, 't> {
    sheet: &'s mut Sheet<'p>,
    written: &'t Written,
    lines: Lines<'t>,
    part: Option<&'t str>,
    html: String,
    contents: Vec<Heading>,
    /// Text not yet written: a reference may be spread over several events.
    run: String,
    run_start: usize,
    heading: Option<(usize, u8, String)>,
    last_level: u8,
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    in_code: bool,
    /// Where in `html` the alternative text of a picture begins.
    picture: Option<Picture>,
    /// Footnotes by name: number (once used) and text (once read).
    footnotes: Vec<Footnote>,
    /// Where in `html` the footnote being read begins.
    in_footnote: Option<(String, usize, Range<usize>)>,
    anchors: Vec<(String, Range<usize>)>,
    /// What is numbered or labelled.
    counted: CountedBlocks,
    section: Option<Counted>,
    paragraph: Paragraph,
    /// The caption of the table that comes next.
    caption: Option<(Counted, String)>,
    /// The quotations that are open, and whether each is a callout.
    quotes: Vec<bool>,
    /// What begins before this place is set already.
    skip_until: usize,
    /// How many links are open.
    in_link: usize,
    passages: Passages,
}

impl<'s, 'p, 't> Writer<'s, 'p, 't> {
    pub(super) fn new(sheet: &'s mut Sheet<'p>, written: &'t Written, lines: Lines<'t>, part: Option<&'t str>) -> Self {
        let counted = CountedBlocks::read(&written.text, &mut sheet.numbering);
        let placed = sheet.passages(written.source.within());
        // What a label means depends on where it is numbered; in a list of beginnings it is left out.
        let name = |target: &Target| sheet.target(target).filter(|_| !is_to_label(target.kind)).map(|link| link.title.clone());
        let passages = Passages::new(named(placed, name));
        Self {
            passages,
            sheet,
            written,
            lines,
            part,
            html: String::with_capacity(written.text.len() * 3 / 2),
            contents: Vec::new(),
            run: String::new(),
            run_start: 0,
            heading: None,
            last_level: 1,
            alignments: Vec::new(),
            column: 0,
            in_head: false,
            in_code: false,
            picture: None,
            footnotes: Vec::new(),
            in_footnote: None,
            anchors: Vec::new(),
            counted,
            section: None,
            paragraph: Paragraph::default(),
            caption: None,
            quotes: Vec::new(),
            skip_until: 0,
            in_link: 0,
        }
    }

    pub(super) fn object(&mut self, problem: Problem, span: Range<usize>) {
        let place = self.lines.place(span);
        self.sheet.problems.push(problem.at(place));
    }

    pub(super) fn event(&mut self, event: Event<'_>, span: Range<usize>) {
        if !self.run.is_empty() && !is_text(&event) {
            self.end_run();
        }
        if self.is_of_callout_mark(&event, &span) {
            return;
        }
        match event {
            Event::Text(text) => self.text(&text, span.start),
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag),
            Event::Code(code) => {
                self.note_words(&code);
                self.html.push_str("<code>");
                push_text(&mut self.html, &code);
                self.html.push_str("</code>");
            }
            Event::SoftBreak if self.breaks_to_caption(span.start) => {}
            Event::SoftBreak => self.space('\n'),
            Event::HardBreak => self.html.push_str("<br>\n"),
            Event::Rule => self.html.push_str("<hr>\n"),
            Event::Html(html) | Event::InlineHtml(html) => self.raw(&html, span),
            Event::FootnoteReference(name) => self.footnote_reference(&name),
            Event::TaskListMarker(done) => self.html.push_str(if done { "☑ " } else { "☐ " }),
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn space(&mut self, space: char) {
        match &mut self.picture {
            Some(picture) => picture.alt.push(' '),
            None => self.html.push(space),
        }
        if let Some((_, _, words)) = &mut self.heading {
            words.push(' ');
        }
    }

    /// Keeps the words of a heading, and of a picture's alternative text.
    fn note_words(&mut self, words: &str) {
        if let Some((_, _, heading)) = &mut self.heading {
            heading.push_str(words);
        }
        if let Some(picture) = &mut self.picture {
            picture.alt.push_str(words);
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Range<usize>) {
        match tag {
            Tag::Paragraph => self.begin_paragraph(&span),
            Tag::Heading { level, .. } => self.begin_heading(level, span),
            Tag::BlockQuote(_) => self.begin_quote(span),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) if info.split_whitespace().next() == Some("table") => {
                self.anchor_passage(&span);
                self.data_table(span);
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) if info.split_whitespace().next() == Some("figure") => {
                self.anchor_passage(&span);
                self.figure(span);
            }
            Tag::CodeBlock(kind) => {
                self.anchor_passage(&span);
                self.begin_code(&kind);
            }
            Tag::List(Some(1)) => self.open_passage("ol", &span),
            Tag::List(Some(first)) => self.open_passage(&format!("ol start=\"{first}\""), &span),
            Tag::List(None) => self.open_passage("ul", &span),
            Tag::Item => {
                self.html.push_str("<li>");
                self.end_pointer();
            }
            Tag::FootnoteDefinition(name) => self.in_footnote = Some((name.into_string(), self.html.len(), span)),
            Tag::Table(alignments) => {
                self.anchor_passage(&span);
                self.begin_table(alignments);
            }
            Tag::TableHead => {
                self.in_head = true;
                self.column = 0;
                self.html.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.html.push_str("<tr>");
            }
            Tag::TableCell => self.begin_cell(),
            Tag::DefinitionList => self.html.push_str("<dl>\n"),
            Tag::DefinitionListTitle => self.html.push_str("<dt>"),
            Tag::DefinitionListDefinition => self.html.push_str("<dd>"),
            Tag::Emphasis => self.html.push_str("<em>"),
            Tag::Strong => self.html.push_str("<strong>"),
            Tag::Strikethrough => self.html.push_str("<del>"),
            Tag::Link { link_type: LinkType::Email, dest_url, title, .. } => {
                self.begin_link(&format!("mailto:{dest_url}"), &title, span);
            }
            Tag::Link { dest_url, title, .. } => self.begin_link(&dest_url, &title, span),
            Tag::Image { dest_url, title, .. } => self.begin_picture(&dest_url, title, span),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(_) => self.end_quote(),
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.html.push_str("</code></pre>\n");
            }
            TagEnd::List(true) => self.html.push_str("</ol>\n"),
            TagEnd::List(false) => self.html.push_str("</ul>\n"),
            TagEnd::Item => self.html.push_str("</li>\n"),
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::Table => self.html.push_str("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.in_head = false;
                self.html.push_str("</tr></thead><tbody>\n");
            }
            TagEnd::TableRow => self.html.push_str("</tr>\n"),
            TagEnd::TableCell => self.html.push_str(if self.in_head { "</th>" } else { "</td>" }),
            TagEnd::DefinitionList => self.html.push_str("</dl>\n"),
            TagEnd::DefinitionListTitle => self.html.push_str("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.html.push_str("</dd>\n"),
            TagEnd::Emphasis => self.html.push_str("</em>"),
            TagEnd::Strong => self.html.push_str("</strong>"),
            TagEnd::Strikethrough => self.html.push_str("</del>"),
            TagEnd::Link => {
                self.in_link = self.in_link.saturating_sub(1);
                self.html.push_str("</a>");
            }
            TagEnd::Image => self.end_picture(),
            _ => {}
        }
    }

    fn begin_heading(&mut self, level: HeadingLevel, span: Range<usize>) {
        self.section = self.counted.at(span.start).cloned();
        let level = level as u8;
        if level == 1 || level > self.last_level.max(1) + 1 {
            let problem = if level == 1 {
                Problem::new(
                    Code::HeadingLevel,
                    both!("teksten har en overskrift på øverste nivå", "the text has a heading of the top level"),
                )
                .note(both!("sidens tittel er den eneste på øverste nivå", "the page's title is the only one of that level"))
                .help(both!("begynn med `##`", "begin with `##`"))
            } else {
                Problem::new(Code::HeadingLevel, both!("overskriften hopper over et nivå", "the heading skips a level")).note(
                    both!("skjermlesere bruker nivåene som en innholdsliste", "screen readers use the levels as a contents list"),
                )
            };
            let end = span.end;
            self.object(problem, span.start..end);
        }
        self.last_level = level;
        let shown = (level.max(2) + u8::from(self.part.is_some())).min(6);
        self.passages.begin_heading(span.start);
        self.heading = Some((self.html.len(), shown, String::new()));
    }

    fn end_heading(&mut self) {
        let Some((start, level, words)) = self.heading.take() else { return };
        let section = self.section.take();
        let label = section.as_ref().and_then(|section| section.what.label.as_ref());
        let words = without_label(words.trim(), label).to_owned();
        self.html.truncate(start + without_label(&self.html[start..], label).len());
        let own = slug(&words);
        let own = if own.is_empty() { "avsnitt".to_owned() } else { own };
        let id = match &section {
            Some(section) if section.name().is_some() => self.id_of(section),
            _ => self.sheet.new_id(match self.part {
                Some(part) => format!("{part}-{own}"),
                None => own,
            }),
        };
        let number = section.and_then(|section| section.number);
        let shown = number.as_ref().map_or(String::new(), |number| format!("<span class=\"nummer\">{number}</span> "));
        let tag = format!("<h{level} id=\"{id}\">{shown}");
        self.html.insert_str(start, &tag);
        self.point_to_heading(start + tag.len(), &id);
        self.html.push_str(match level {
            2 => "</h2>\n",
            3 => "</h3>\n",
            4 => "</h4>\n",
            5 => "</h5>\n",
            _ => "</h6>\n",
        });
        self.contents.push(Heading { level, id, number, text: words });
    }

    fn begin_code(&mut self, kind: &CodeBlockKind<'_>) {
        self.in_code = true;
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or(""),
            CodeBlockKind::Indented => "",
        };
        let is_plain =
            !language.is_empty() && language.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-_".contains(&byte));
        if is_plain {
            self.html.push_str(&format!("<pre tabindex=\"0\"><code class=\"language-{language}\">"));
        } else {
            self.html.push_str("<pre tabindex=\"0\"><code>");
        }
    }

    fn begin_table(&mut self, alignments: Vec<Alignment>) {
        self.alignments = alignments;
        self.open_table();
    }

    fn begin_cell(&mut self) {
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Right) => " class=\"hoyre\"",
            Some(Alignment::Center) => " class=\"midt\"",
            _ => "",
        };
        self.column += 1;
        self.html.push_str(if self.in_head { "<th scope=\"col\"" } else { "<td" });
        self.html.push_str(class);
        self.html.push('>');
    }

    /// Comments stay with the editor; a few plain tags are let through; all else is refused.
    fn raw(&mut self, html: &str, span: Range<usize>) {
        const PLAIN: [&str; 9] = ["<br>", "<br/>", "<br />", "<sub>", "</sub>", "<sup>", "</sup>", "<kbd>", "</kbd>"];
        let text = html.trim();
        if PLAIN.contains(&text.to_ascii_lowercase().as_str()) {
            return self.html.push_str(&text.to_ascii_lowercase());
        }
        let inside_comment =
            self.lines.text[..span.start].rfind("<!--").is_some_and(|open| !self.lines.text[open..span.start].contains("-->"));
        if text.is_empty() || text.starts_with("<!--") || inside_comment {
            return;
        }
        let end = span.start + html.trim_end().len();
        self.object(
            Problem::new(Code::RawHtml, both!("HTML-koder brukes ikke i tekstene", "HTML tags are not used in the texts"))
                .note(both!("de kan kjøre eller laste noe som ingen har vurdert", "they can run or load what nobody has judged"))
                .help(both!(
                    "skriv det med Markdown; skal tegnet `<` vises, skriv `\\<`",
                    "write it in Markdown; to show the sign `<`, write `\\<`"
                )),
            span.start..end,
        );
    }

    /// Returns the text with its footnotes below it.
    pub(super) fn finish(mut self) -> Html {
        if !self.run.is_empty() {
            self.end_run();
        }
        self.write_footnotes();
        self.place_margin_notes();
        self.check_anchors();
        Html { html: self.html, contents: self.contents, passages: self.passages.shown }
    }
}

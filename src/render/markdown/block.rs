//! Writes the events of a text as HTML.

use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, Tag, TagEnd};

use super::escaping::{push_address, push_escaped};
use super::link::{Destination, destination};
use super::{Sheet, is_text};
use crate::domain::{Cited, Piece, Target, TargetKind, Written, may_refer, pieces, slug};
use crate::plan::page::{Heading, Html};
use crate::problem::{Code, Lines, Problem, both, nearest};
use crate::render::attachment::size;

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
    in_footnote: Option<(String, usize)>,
    anchors: Vec<(String, Range<usize>)>,
}

struct Picture {
    /// The tag up to the alternative text.
    tag: String,
    title: String,
    alt: String,
    span: Range<usize>,
}

struct Footnote {
    name: String,
    number: Option<usize>,
    uses: usize,
    text: Option<String>,
}

impl<'s, 'p, 't> Writer<'s, 'p, 't> {
    pub(super) fn new(sheet: &'s mut Sheet<'p>, written: &'t Written, lines: Lines<'t>, part: Option<&'t str>) -> Self {
        Self {
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
        match event {
            Event::Text(text) => self.text(&text, span.start),
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag),
            Event::Code(code) => {
                self.note_words(&code);
                self.html.push_str("<code>");
                push_escaped(&mut self.html, &code);
                self.html.push_str("</code>");
            }
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

    fn text(&mut self, text: &str, start: usize) {
        if self.picture.is_some() {
            return self.note_words(text);
        }
        let alone = self.run.is_empty() && !text.contains('[') || self.in_code;
        if alone {
            self.note_words(text);
            return push_escaped(&mut self.html, text);
        }
        if self.run.is_empty() {
            self.run_start = start;
        }
        self.run.push_str(text);
    }

    /// Writes a run of text, its references as links.
    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        if !may_refer(&run) {
            self.note_words(&run);
            return push_escaped(&mut self.html, &run);
        }
        for piece in pieces(&run) {
            match piece {
                Piece::Plain(text) => {
                    self.note_words(text);
                    push_escaped(&mut self.html, text);
                }
                Piece::Registry { target, words, .. } => self.registry_link(&target, words),
                Piece::Cited { works, .. } => self.citation(&works),
                Piece::Unknown { span, .. } => push_escaped(&mut self.html, &run[span]),
            }
        }
    }

    /// What is referred to exists: `check` has seen to it.
    fn registry_link(&mut self, target: &Target, words: Option<&str>) {
        let Some(link) = self.sheet.setter.addresses.target(target) else { return };
        let words = words.unwrap_or(&link.title).to_owned();
        self.note_words(&words);
        self.html.push_str("<a href=\"");
        push_address(&mut self.html, &link.href);
        self.html.push_str("\">");
        push_escaped(&mut self.html, &words);
        self.html.push_str("</a>");
    }

    /// Writes "(KPMG, 2023, s. 12; Rambøll, 2023)". The first citation of a work on a page has an anchor, so that the
    /// list of references can lead back to it.
    fn citation(&mut self, works: &[Cited<'_>]) {
        self.html.push('(');
        for (index, work) in works.iter().enumerate() {
            if index > 0 {
                self.html.push_str("; ");
            }
            let target = Target { kind: TargetKind::Reference, id: work.id.to_owned() };
            let Some(link) = self.sheet.setter.addresses.target(&target) else { continue };
            let first = !self.sheet.cited.iter().any(|cited| cited == work.id);
            self.html.push_str("<a class=\"sitat\" ");
            if first {
                self.html.push_str(&format!("id=\"sitat-{}\" ", work.id));
                self.sheet.cited.push(work.id.to_owned());
            }
            self.html.push_str("href=\"");
            push_address(&mut self.html, &link.href);
            self.html.push_str("\">");
            push_escaped(&mut self.html, &link.title);
            self.html.push_str("</a>");
            if let Some(locator) = work.locator {
                self.html.push_str(", ");
                push_escaped(&mut self.html, locator);
            }
        }
        self.html.push(')');
    }

    fn start(&mut self, tag: Tag<'_>, span: Range<usize>) {
        match tag {
            Tag::Paragraph => self.html.push_str("<p>"),
            Tag::Heading { level, .. } => self.begin_heading(level, span),
            Tag::BlockQuote(_) => self.html.push_str("<blockquote>\n"),
            Tag::CodeBlock(kind) => self.begin_code(&kind),
            Tag::List(Some(1)) => self.html.push_str("<ol>\n"),
            Tag::List(Some(first)) => self.html.push_str(&format!("<ol start=\"{first}\">\n")),
            Tag::List(None) => self.html.push_str("<ul>\n"),
            Tag::Item => self.html.push_str("<li>"),
            Tag::FootnoteDefinition(name) => self.in_footnote = Some((name.into_string(), self.html.len())),
            Tag::Table(alignments) => self.begin_table(alignments),
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
            Tag::Emphasis => self.html.push_str("<em>"),
            Tag::Strong => self.html.push_str("<strong>"),
            Tag::Strikethrough => self.html.push_str("<del>"),
            Tag::Link { dest_url, title, .. } => self.begin_link(&dest_url, &title, span),
            Tag::Image { dest_url, title, .. } => self.begin_picture(&dest_url, title, span),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.html.push_str("</p>\n"),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(_) => self.html.push_str("</blockquote>\n"),
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
            TagEnd::Emphasis => self.html.push_str("</em>"),
            TagEnd::Strong => self.html.push_str("</strong>"),
            TagEnd::Strikethrough => self.html.push_str("</del>"),
            TagEnd::Link => self.html.push_str("</a>"),
            TagEnd::Image => self.end_picture(),
            _ => {}
        }
    }

    fn begin_heading(&mut self, level: HeadingLevel, span: Range<usize>) {
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
        self.heading = Some((self.html.len(), shown, String::new()));
    }

    fn end_heading(&mut self) {
        let Some((start, level, words)) = self.heading.take() else { return };
        let words = words.trim().to_owned();
        let own = slug(&words);
        let own = if own.is_empty() { "avsnitt".to_owned() } else { own };
        let id = self.sheet.new_id(match self.part {
            Some(part) => format!("{part}-{own}"),
            None => own,
        });
        let tag = format!("<h{level} id=\"{id}\">");
        self.html.insert_str(start, &tag);
        self.html.push_str(match level {
            2 => "</h2>\n",
            3 => "</h3>\n",
            4 => "</h4>\n",
            5 => "</h5>\n",
            _ => "</h6>\n",
        });
        self.contents.push(Heading { level, id, text: words });
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
        self.sheet.tables += 1;
        let number = self.sheet.tables;
        self.alignments = alignments;
        self.html
            .push_str(&format!("<div class=\"tabell\" role=\"region\" tabindex=\"0\" aria-label=\"Tabell {number}\"><table>\n"));
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

    fn begin_link(&mut self, written: &str, title: &str, span: Range<usize>) {
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
    fn href(&mut self, written: &str, span: &Range<usize>) -> String {
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

    fn file(&mut self, within: &str, rest: &str, span: &Range<usize>) -> String {
        let addresses = self.sheet.setter.addresses;
        let page = addresses.of_file(within).map(str::to_owned);
        let page = page.or_else(|| addresses.of_file(format!("{within}/index.md").trim_start_matches('/')).map(str::to_owned));
        if let Some(href) = page {
            // A page that is itself an anchor (a finding) has no further one.
            return if href.contains('#') { href } else { href + rest };
        }
        if let Some(href) = addresses.of_attachment(within) {
            let href = href.to_owned();
            self.sheet.linked.push(within.to_owned());
            return href;
        }
        let name = within.rsplit('/').next().unwrap_or(within);
        let near = nearest(name, addresses.files().map(|file| file.rsplit('/').next().unwrap_or(file)))
            .and_then(|near| addresses.files().find(|file| file.rsplit('/').next() == Some(near)));
        let problem = Problem::new(
            Code::DeadLink,
            both!(
                "lenken fører til `{within}`, som ikke finnes blant det som publiseres",
                "the link leads to `{within}`, which is not among what is published"
            ),
        );
        let problem = match near {
            Some(near) => problem.help(both!("mente du `{near}`?", "did you mean `{near}`?")),
            None => problem.help(both!(
                "sjekk navnet; en kladd eller et tilbakeholdt funn kan ikke lenkes til",
                "check the name; a draft or a withheld finding cannot be linked to"
            )),
        };
        self.object(problem, span.clone());
        "#".to_owned()
    }

    fn begin_picture(&mut self, written: &str, title: CowStr<'_>, span: Range<usize>) {
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

    fn end_picture(&mut self) {
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

    fn footnote(&mut self, name: &str) -> usize {
        match self.footnotes.iter().position(|footnote| footnote.name == name) {
            Some(index) => index,
            None => {
                self.footnotes.push(Footnote { name: name.to_owned(), number: None, uses: 0, text: None });
                self.footnotes.len() - 1
            }
        }
    }

    fn footnote_reference(&mut self, name: &str) {
        let index = self.footnote(name);
        if self.footnotes[index].number.is_none() {
            self.sheet.footnotes += 1;
            self.footnotes[index].number = Some(self.sheet.footnotes);
        }
        self.footnotes[index].uses += 1;
        let (number, uses) = (self.footnotes[index].number.unwrap_or(0), self.footnotes[index].uses);
        let again = if uses > 1 { format!("-{uses}") } else { String::new() };
        self.html.push_str(&format!(
            "<sup class=\"fotnotelenke\"><a href=\"#fn-{number}\" id=\"fnref-{number}{again}\" aria-label=\"Fotnote {number}\">{number}</a></sup>"
        ));
    }

    fn end_footnote(&mut self) {
        let Some((name, start)) = self.in_footnote.take() else { return };
        let text = self.html.split_off(start);
        let index = self.footnote(&name);
        self.footnotes[index].text = Some(text);
    }

    /// Returns the text with its footnotes below it.
    pub(super) fn finish(mut self) -> Html {
        if !self.run.is_empty() {
            self.end_run();
        }
        self.write_footnotes();
        self.check_anchors();
        Html { html: self.html, contents: self.contents }
    }

    fn write_footnotes(&mut self) {
        let mut footnotes: Vec<Footnote> = std::mem::take(&mut self.footnotes);
        footnotes.retain(|footnote| footnote.number.is_some() && footnote.text.is_some());
        if footnotes.is_empty() {
            return;
        }
        footnotes.sort_by_key(|footnote| footnote.number);
        let first = footnotes[0].number.unwrap_or(1);
        let start = if first > 1 { format!(" start=\"{first}\"") } else { String::new() };
        self.html.push_str(&format!("<section class=\"fotnoter\" aria-label=\"Fotnoter\"><ol{start}>\n"));
        for footnote in footnotes {
            let (number, text) = (footnote.number.unwrap_or(0), footnote.text.unwrap_or_default());
            let back = format!(
                " <a href=\"#fnref-{number}\" class=\"tilbake\" aria-label=\"Tilbake til teksten ved fotnote {number}\">↩</a>"
            );
            let text = match text.trim_end().strip_suffix("</p>") {
                Some(inside) => format!("{inside}{back}</p>"),
                None => format!("{text}{back}"),
            };
            self.html.push_str(&format!("<li id=\"fn-{number}\">{text}</li>\n"));
        }
        self.html.push_str("</ol></section>\n");
    }

    /// An anchor on the same page is checked here, where the editor's line is known.
    fn check_anchors(&mut self) {
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

//! Callouts: a quotation that begins with `[!MERK]` is no quotation, but a box with a title.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::super::escaping::push_text;
use super::Writer;
use crate::domain::Language;
use crate::problem::{Code, Problem, both};

/// A kind of callout: what may be written for it, its class, its title in bokmål, nynorsk and English.
struct Kind {
    words: &'static [&'static str],
    class: &'static str,
    titles: [&'static str; 3],
}

const KINDS: [Kind; 5] = [
    Kind { words: &["MERK", "NOTE"], class: "merk", titles: ["Merk", "Merk", "Note"] },
    Kind { words: &["TIPS", "TIP"], class: "tips", titles: ["Tips", "Tips", "Tip"] },
    Kind { words: &["VIKTIG", "IMPORTANT"], class: "viktig", titles: ["Viktig", "Viktig", "Important"] },
    Kind {
        words: &["ADVARSEL", "ÅTVARING", "WARNING", "CAUTION"],
        class: "advarsel",
        titles: ["Advarsel", "Åtvaring", "Warning"],
    },
    Kind { words: &["EKSEMPEL", "DØME", "EXAMPLE"], class: "eksempel", titles: ["Eksempel", "Døme", "Example"] },
];

/// How a quotation begins that is a callout.
struct Mark<'t> {
    word: &'t str,
    /// Where the word stands in the text.
    span: Range<usize>,
    /// The title of its own.
    title: &'t str,
    /// Where the line after it begins.
    end: usize,
}

impl Writer<'_, '_, '_> {
    pub(super) fn begin_quote(&mut self, span: Range<usize>) {
        let text = self.lines.text;
        let mark = mark(&text[span.clone()], span.start);
        self.quotes.push(mark.is_some());
        let Some(mark) = mark else { return self.open_passage("blockquote", &span) };
        self.anchor_passage(&span);
        self.skip_until = mark.end;
        let word = mark.word.to_uppercase();
        let kind = KINDS.iter().find(|kind| kind.words.contains(&word.as_str())).unwrap_or_else(|| {
            self.object(unknown(mark.word), mark.span.clone());
            &KINDS[0]
        });
        self.sheet.callouts += 1;
        let (class, number) = (kind.class, self.sheet.callouts);
        let (title, is_foreign) = match (mark.title, self.sheet.language) {
            ("", Language::Bokmal) => (kind.titles[0], false),
            ("", Language::Nynorsk) => (kind.titles[1], false),
            ("", Language::English) => (kind.titles[2], false),
            ("", _) => (kind.titles[0], true),
            (own, _) => (own, false),
        };
        let lang = if is_foreign { " lang=\"nb\"" } else { "" };
        self.html.push_str(&format!(
            "<aside class=\"boks boks-{class}\" role=\"note\" aria-labelledby=\"_boks-{number}\">\n\
             <p class=\"boks-tittel\" id=\"_boks-{number}\"{lang}>"
        ));
        push_text(&mut self.html, title);
        self.html.push_str("</p>\n");
    }

    pub(super) fn end_quote(&mut self) {
        let is_callout = self.quotes.pop().unwrap_or(false);
        self.html.push_str(if is_callout { "</aside>\n" } else { "</blockquote>\n" });
    }

    /// Tells whether an event is of the line that begins a callout, which is set already.
    pub(super) fn is_of_callout_mark(&self, event: &Event<'_>, span: &Range<usize>) -> bool {
        let is_block = matches!(
            event,
            Event::Start(Tag::Paragraph | Tag::BlockQuote(_)) | Event::End(TagEnd::Paragraph | TagEnd::BlockQuote(_))
        );
        span.start < self.skip_until && !is_block
    }

    /// Takes back a paragraph in which the mark of a callout stood alone.
    pub(super) fn was_only_mark(&mut self) -> bool {
        let is_empty = self.quotes.last() == Some(&true) && self.html.ends_with("<p>");
        if is_empty {
            self.html.truncate(self.html.len() - "<p>".len());
        }
        is_empty
    }
}

fn mark(quote: &str, start: usize) -> Option<Mark<'_>> {
    let line = quote.lines().next()?;
    let open = line.find("[!")?;
    let is_first = line[..open].chars().all(|c| c == '>' || c == ' ') && line[..open].matches('>').count() == 1;
    let inside = &line[open + 2..];
    let (word, title) = inside.split_once(']')?;
    let is_word = !word.is_empty() && word.chars().all(char::is_alphabetic);
    (is_first && is_word).then(|| Mark {
        word,
        span: start + open + 2..start + open + 2 + word.len(),
        title: title.trim(),
        end: start + line.len() + 1,
    })
}

fn unknown(word: &str) -> Problem {
    let known = || KINDS.iter().flat_map(|kind| kind.words.iter().copied());
    let upper = word.to_uppercase();
    let problem = Problem::new(
        Code::UnknownCallout,
        both!("det finnes ingen ramme av slaget `{word}`", "there is no callout of the kind `{word}`"),
    )
    .nearest(&upper, known());
    match problem.help {
        Some(_) => problem,
        None => problem.help(both!(
            "skriv `MERK`, `TIPS`, `VIKTIG`, `ADVARSEL` eller `EKSEMPEL`",
            "write `NOTE`, `TIP`, `IMPORTANT`, `WARNING` or `EXAMPLE`"
        )),
    }
}

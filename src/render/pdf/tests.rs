//! What a report is on paper: its structure, its bytes, its words.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use flate2::read::ZlibDecoder;

use super::kept::{Kept, digest};
use super::{Manuscript, Pictures, Printed, Typesetter, Unset, print, typesetter};
use crate::plan::page::{ChapterText, CiteThis, Head, Html, Link, Reading, ShownDate, Site, Standing, WholeReport};

fn site() -> Site {
    let text = |text: &str| text.to_owned();
    Site {
        title: text("Nettstedet"),
        short_title: text("Nettstedet"),
        description: String::new(),
        language: text("nb"),
        publisher: text("Utgiveren"),
        contact_email: None,
        contact_text: None,
        accessibility_statement: None,
        licence: Some(Link { title: text("CC BY 4.0"), href: text("https://creativecommons.org/licenses/by/4.0/") }),
        credits: Vec::new(),
        menu: Vec::new(),
        footer_menu: Vec::new(),
        home: text("/"),
        feed: None,
        assets: text("/assets/"),
        drafts: false,
        generator: "utsyn 0",
    }
}

fn report(body: &str) -> WholeReport<Html> {
    let text = |text: &str| text.to_owned();
    let html = |html: &str| Html { html: html.to_owned(), contents: Vec::new(), passages: Vec::new() };
    let head = Head {
        title: text("Rapporten – hele rapporten"),
        description: text("Om rapporten."),
        href: text("/rapporter/r/hele/"),
        canonical: text("https://x.example/rapporter/r/hele/"),
        language: text("nb"),
        kind: "whole_report",
        updated: None,
        breadcrumbs: Vec::new(),
        og_type: "article",
        json_ld: None,
        menu: String::new(),
        translations: Vec::new(),
        draft: false,
    };
    let standing = Standing { chapter: 1, figures: 0, tables: 0, language: text("nb") };
    let (id, title, href) = (text("del"), text("Kapitlet"), text("/rapporter/r/del/"));
    let chapter = ChapterText { number: 1, id, title, href, standing, body: html(body) };
    WholeReport {
        head,
        report: Link { title: text("Rapporten"), href: text("/rapporter/r/") },
        subtitle: None,
        version: text("1.0"),
        published: ShownDate { iso: text("2025"), text: text("2025") },
        authors: vec![text("Senteret")],
        summary: html("<p>Kort.</p>"),
        chapters: vec![chapter],
        withheld: Vec::new(),
        corrections: Vec::new(),
        references: Vec::new(),
        cite: CiteThis {
            entry: Vec::new(),
            in_text: text("Senteret, 2025"),
            version: text("1.0"),
            dated: None,
            files: Vec::new(),
        },
        edition: None,
        reading: Reading { time: text("omtrent 1 minutt") },
        gone: Vec::new(),
        pdf: Some(text("/rapporter/r/r.pdf")),
    }
}

fn manuscript(report: &WholeReport<Html>) -> Manuscript {
    Manuscript::of(report, &site(), "https://x.example", &Pictures::new())
}

fn set(report: &WholeReport<Html>) -> Result<Vec<u8>, Unset> {
    typesetter().unwrap().set(&manuscript(report))
}

/// Returns a PDF of a report with this title, whose one chapter has this body.
pub(crate) fn printed(title: &str, body: &str) -> Vec<u8> {
    let mut report = report(body);
    report.report.title = title.to_owned();
    set(&report).unwrap()
}

/// Counts the pieces of each kind in a PDF's structure, which is written without packing.
fn kinds(bytes: &[u8]) -> BTreeMap<String, usize> {
    let text = String::from_utf8_lossy(bytes);
    let mut kinds = BTreeMap::new();
    for piece in text.split("/S/").skip(1) {
        let kind: String = piece.chars().take_while(char::is_ascii_alphanumeric).collect();
        *kinds.entry(kind).or_default() += 1;
    }
    kinds
}

/// Returns a PDF as text, what is packed in it too.
fn unpacked(bytes: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    for (at, start) in memchr::memmem::find_iter(bytes, b"stream\n").map(|at| (at, "stream\n".len())) {
        let mut packed = Vec::new();
        if ZlibDecoder::new(&bytes[at + start..]).read_to_end(&mut packed).is_ok() {
            text.push_str(&String::from_utf8_lossy(&packed));
        }
    }
    text
}

const TABLE: &str = "<div class=\"tabell\"><table><thead><tr><th scope=\"col\">A</th><th scope=\"col\">B</th></tr></thead>\
                     <tbody><tr><th scope=\"row\">C</th><td>1</td></tr></tbody></table></div>";
const FIGURE: &str = "<figure id=\"f\"><svg viewBox=\"0 0 9 9\" role=\"img\"><title>Andel</title><desc>To av tre.</desc>\
                      <path d=\"M0 0H9V9z\"/></svg><figcaption>Figur 1. Andel</figcaption></figure>";
const NOTE: &str = "<p>Ord<sup class=\"fotnotelenke\"><a href=\"#fn-1\" id=\"fnref-1\">1</a></sup></p><section class=\"fotnoter\">\
                    <ol><li id=\"fn-1\"><p>Noten. <a href=\"#fnref-1\" class=\"tilbake\">↩</a></p></li></ol></section>";

#[test]
fn the_structure_of_a_report_is_that_of_its_page() {
    let body = format!("<h3 id=\"del-a\">Del</h3><p lang=\"se\">Čáhci</p><ul><li>én</li><li>to</li></ul>{TABLE}{FIGURE}{NOTE}");
    let bytes = set(&report(&body)).unwrap();
    let kinds = kinds(&bytes);
    for (kind, least) in
        [("H1", 3), ("H2", 1), ("L", 1), ("LI", 2), ("Table", 1), ("TH", 3), ("TD", 1), ("Figure", 1), ("Note", 1)]
    {
        assert!(kinds.get(kind).is_some_and(|count| *count >= least), "{kind}: {kinds:?}");
    }
    let text = unpacked(&bytes);
    for part in [
        "/Scope/Column",
        "/Scope/Row",
        "/Alt(Andel To av tre.)",
        "/Lang(nb)",
        "/Lang(se)",
        "/Outlines",
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
    ] {
        assert!(text.contains(part), "{part}");
    }
}

#[test]
fn the_same_report_is_the_same_to_the_byte() {
    let report = report(&format!("<p>Tekst.</p>{TABLE}{FIGURE}{NOTE}"));
    let with = |threads: usize| {
        ::typst::comemo::evict(0);
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(|| set(&report))
    };
    let first = with(1).unwrap();
    assert!(first == with(2).unwrap() && first == with(3).unwrap());
}

#[test]
fn what_a_text_holds_is_no_command() {
    let body = "<p>#panic(\"x\") *ikke fet* $a$ #include \"/etc/passwd\" @ref &lt;merke&gt; \\ // </p>";
    assert!(set(&report(body)).is_ok());
    assert!(manuscript(&report(body)).content.contains("#panic"));
}

#[test]
fn a_letter_that_no_font_has_is_told() {
    assert_eq!(set(&report("<p>Bra 😀</p>")), Err(Unset::Letter('😀')));
    assert!(set(&report("<p>Àâ čđŋšŧž ÆØÅ – — « » … ☑ ☐ → ≥ ½ αβ Жж</p>")).is_ok());
}

#[test]
fn a_chapter_in_another_language_says_so() {
    let mut report = report("<p>Words.</p>");
    report.chapters[0].standing.language = "en".to_owned();
    let text = unpacked(&set(&report).unwrap());
    assert!(text.contains("/Lang(en)") && text.contains("/Lang(nb)"));
}

#[test]
fn an_abbreviation_is_written_out_on_paper() {
    let body =
        "<p><a class=\"ord\" href=\"/ordliste/#ord-kpr\">KPR<span class=\"skjult utskrevet\"> (et register)</span></a></p>";
    assert!(manuscript(&report(body)).content.contains("KPR") && manuscript(&report(body)).content.contains(" (et register)"));
}

#[test]
fn what_is_only_for_the_screen_stays_there() {
    let body = "<p>Ord <a href=\"#del\" class=\"skjerm\">skjult lenke</a><span aria-hidden=\"true\">prikk</span></p>";
    let content = manuscript(&report(body)).content;
    assert!(content.contains("\"Ord\"") && !content.contains("skjult") && !content.contains("prikk"));
}

/// Sets nothing, and counts how often it was asked.
#[derive(Default)]
struct Idle(AtomicUsize);

impl Typesetter for Idle {
    fn set(&self, _: &Manuscript) -> Result<Vec<u8>, Unset> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Ok(b"set anew".to_vec())
    }
}

#[test]
fn the_same_report_is_not_set_again_and_another_word_is() {
    let idle = Idle::default();
    let printed =
        |body: &str, kept: &Kept| match print(&report(body), &site(), "https://x.example", &Pictures::new(), (kept, Some(&idle)))
        {
            Ok(Some(Printed::Set(print))) => print,
            other => panic!("{other:?}"),
        };
    let first = printed("<p>Tekst.</p>", &Kept::default());
    let kept = Kept::of([(first.digest.clone(), Arc::from(&b"set before"[..]))].into());
    let again = printed("<p>Tekst.</p>", &kept);
    assert_eq!((&*again.file.bytes, &again.digest, idle.0.load(Ordering::Relaxed)), (&b"set before"[..], &first.digest, 1));
    let other = printed("<p>Teksten.</p>", &kept);
    assert_eq!((&*other.file.bytes, idle.0.load(Ordering::Relaxed)), (&b"set anew"[..], 2));
    assert!(first.digest.len() == 64 && other.digest != first.digest);
}

#[test]
fn every_part_of_a_manuscript_counts() {
    let files = |files: &[(&str, &str)]| -> Vec<(String, Arc<[u8]>)> {
        files.iter().map(|(name, bytes)| ((*name).to_owned(), Arc::from(bytes.as_bytes()))).collect()
    };
    let made = |content: &str, parts: &[(&str, &str)], ident: &str, generator: &str| {
        let (content, ident, generator) = (content.to_owned(), ident.to_owned(), generator.to_owned());
        digest(&Manuscript { content, files: files(parts), ident, generator })
    };
    let all = [
        made("a", &[], "b", "c"),
        made("ab", &[], "", "c"),
        made("a", &[], "bc", ""),
        made("a", &[("b", "")], "b", "c"),
        made("a", &[("", "b")], "b", "c"),
        made("a", &[("b", ""), ("", "")], "b", "c"),
        made("a", &[("", ""), ("b", "")], "b", "c"),
        made("x", &[], "b", "c"),
        made("a", &[], "x", "c"),
        made("a", &[], "b", "x"),
    ];
    for (number, one) in all.iter().enumerate() {
        assert!(!all[..number].contains(one), "{number}");
    }
    assert_eq!(made("a", &[("b", "d")], "b", "c"), made("a", &[("b", "d")], "b", "c"));
}

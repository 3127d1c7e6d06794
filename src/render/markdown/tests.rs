//! What each construct of Markdown becomes, and which are refused.

use crate::domain::{Source, Written};
use crate::plan::Addresses;
use crate::problem::Code;

use super::Setter;

/// Sets a text alone on its page; returns its HTML and the codes of its problems.
fn set(text: &str) -> (String, Vec<Code>) {
    let addresses = Addresses::of_nothing();
    let setter = Setter::new(&addresses, &[], false);
    let mut sheet = setter.sheet();
    let written = Written { source: Source::new("content", "a/b.md"), first_line: 1, text: text.into() };
    let html = sheet.set(written, None).html;
    let (problems, _, _) = sheet.finish();
    (html, problems.into_iter().map(|problem| problem.code).collect())
}

fn html(text: &str) -> String {
    let (html, problems) = set(text);
    assert_eq!(problems, [], "{text}");
    html
}

#[test]
fn headings_have_ids_of_their_own() {
    assert_eq!(
        html("## Mål\n\n### Hva & *hvem*\n\n## Mål\n"),
        "<h2 id=\"mal\">Mål</h2>\n<h3 id=\"hva-hvem\">Hva &amp; <em>hvem</em></h3>\n<h2 id=\"mal-2\">Mål</h2>\n"
    );
}

#[test]
fn an_address_of_mail_in_angle_brackets_is_one() {
    assert_eq!(
        html("Skriv til <post@prove.example>.\n"),
        "<p>Skriv til <a href=\"mailto:post@prove.example\">post@prove.example</a>.</p>\n"
    );
}

#[test]
fn footnotes_stand_below_the_text_in_the_order_they_are_used() {
    assert_eq!(
        html("En[^b] og to[^a].\n\n[^a]: Andre.\n\n[^b]: Første.\n"),
        "<p>En<sup class=\"fotnotelenke\"><a href=\"#fn-1\" id=\"fnref-1\" aria-label=\"Fotnote 1\">1</a></sup> og to\
         <sup class=\"fotnotelenke\"><a href=\"#fn-2\" id=\"fnref-2\" aria-label=\"Fotnote 2\">2</a></sup>.</p>\n\
         <section class=\"fotnoter\" aria-label=\"Fotnoter\"><ol>\n\
         <li id=\"fn-1\"><p>Første. <a href=\"#fnref-1\" class=\"tilbake\" aria-label=\"Tilbake til teksten ved fotnote 1\">↩</a></p></li>\n\
         <li id=\"fn-2\"><p>Andre. <a href=\"#fnref-2\" class=\"tilbake\" aria-label=\"Tilbake til teksten ved fotnote 2\">↩</a></p></li>\n\
         </ol></section>\n"
    );
}

#[test]
fn tables_have_heads_and_a_region_that_can_be_scrolled() {
    assert_eq!(
        html("| A | B |\n| --- | ---: |\n| x | 1 |\n"),
        "<div class=\"tabell\" role=\"region\" tabindex=\"0\" aria-label=\"Tabell 1\"><table>\n\
         <thead><tr><th scope=\"col\">A</th><th scope=\"col\" class=\"hoyre\">B</th></tr></thead><tbody>\n\
         <tr><td>x</td><td class=\"hoyre\">1</td></tr>\n</tbody></table></div>\n"
    );
}

#[test]
fn nothing_an_editor_writes_becomes_markup() {
    assert_eq!(html("a < b & \"c\" > d\n"), "<p>a &lt; b &amp; \"c\" &gt; d</p>\n");
    assert_eq!(html("```\"><img onerror=x>\n<script>\n```\n"), "<pre tabindex=\"0\"><code>&lt;script&gt;\n</code></pre>\n");
    assert_eq!(html("`<script>`\n"), "<p><code>&lt;script&gt;</code></p>\n");
    assert_eq!(html("<!-- bare for oss -->\n\nTekst.\n"), "<p>Tekst.</p>\n");
    assert_eq!(html("H<sub>2</sub>O<br>x\n"), "<p>H<sub>2</sub>O<br>x</p>\n");
}

#[test]
fn what_could_run_or_load_is_refused() {
    for (text, code) in [
        ("<script>alert(1)</script>\n", Code::RawHtml),
        ("x <b onclick=\"y\">z</b>\n", Code::RawHtml),
        ("<iframe src=\"https://evil.example\"></iframe>\n", Code::RawHtml),
        ("[x](javascript:alert(1))\n", Code::UnsafeScheme),
        ("[x](JaVaScript&colon;alert(1))\n", Code::UnsafeScheme),
        ("[x](&#106;avascript:alert(1))\n", Code::UnsafeScheme),
        ("<javascript:alert(1)>\n", Code::UnsafeScheme),
        ("[x](data:text/html;base64,AA)\n", Code::UnsafeScheme),
        ("![x](https://evil.example/p.png)\n", Code::LoadsFromElsewhere),
        ("![](p.png)\n", Code::DeadLink),
    ] {
        let (html, problems) = set(text);
        assert!(problems.contains(&code), "{text} {problems:?}");
        assert!(!html.contains("\"javascript:") && !html.contains("<script") && !html.contains("onclick"), "{html}");
    }
}

#[test]
fn an_anchor_on_the_same_page_must_be_there() {
    assert_eq!(set("[x](#mål)\n\n## Mål\n").1, [Code::DeadAnchor]);
    assert_eq!(html("[x](#mal)\n\n## Mål\n"), "<p><a href=\"#mal\">x</a></p>\n<h2 id=\"mal\">Mål</h2>\n");
}

#[test]
fn intricate_texts_are_set_in_linear_time() {
    for text in ["*a ".repeat(20_000), "[".repeat(50_000), "> ".repeat(5_000) + "x", "a**b".repeat(20_000), "`".repeat(50_000)] {
        let (html, _) = set(&text);
        assert!(html.len() < text.len() * 60 + 1_000);
    }
}

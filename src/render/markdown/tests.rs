//! What each construct of Markdown becomes, and which are refused.

use crate::domain::{DataColumn, DataKind, DataTable, Language, Numbering, Source, Target, TargetKind, Written};
use crate::plan::Addresses;
use crate::problem::Code;

use super::{Setter, Sheet};

/// Sets a text alone on its page; returns its HTML and the codes of its problems.
fn set(text: &str) -> (String, Vec<Code>) {
    let addresses = Addresses::of_nothing();
    let figures = crate::plan::Figures::new();
    let setter = Setter::new(&addresses, &[], &figures, false);
    set_as(text, setter.sheet(Language::Bokmal), None)
}

/// Sets a text on this page.
fn set_as(text: &str, mut sheet: Sheet<'_>, part: Option<&str>) -> (String, Vec<Code>) {
    let written =
        Written { source: Source::new("content", "reports/natt/02-b.md"), first_line: 1, text: text.into(), tables: [].into() };
    let html = sheet.set(written, part).html;
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

/// Sets a text as the third chapter of a report in which much is labelled.
fn chapter(text: &str, language: Language, part: Option<&str>) -> String {
    let mut addresses = Addresses::of_nothing();
    for (kind, id, title, anchor) in [
        (TargetKind::Section, "natt/mal", "3.1", "sec-mal"),
        (TargetKind::Table, "natt/svar", "2", "tab-svar"),
        (TargetKind::Figure, "natt/kart", "5", "fig-kart"),
        (TargetKind::Table, "dag/svar", "7", "tab-svar"),
    ] {
        let (report, _) = id.split_once('/').unwrap();
        let target = Target { kind, id: id.to_owned() };
        addresses.label_in_test(target, title, &format!("/rapporter/{report}/b/#{anchor}"));
    }
    let figures = crate::plan::Figures::new();
    let setter = Setter::new(&addresses, &[], &figures, false);
    let mut sheet = setter.sheet(language);
    sheet.numbering = Some(Numbering::of_chapter(3, 4, 1));
    let (html, problems) = set_as(text, sheet, part);
    assert_eq!(problems, [], "{text}");
    html
}

const NUMBERED: &str = "## Mål {#sec:mal}\n\n### Del\n\nTabell: Svar *i tall* {#tab:svar}\n\n| A |\n|---|\n| 1 |\n\n\
                        | B |\n|---|\n\nTable: Mer\n| C |\n|---|\n";

#[test]
fn a_chapter_has_numbers_and_captions() {
    assert_eq!(
        chapter(NUMBERED, Language::Bokmal, None),
        "<h2 id=\"sec-mal\"><span class=\"nummer\">3.1</span> Mål</h2>\n\
         <h3 id=\"del\"><span class=\"nummer\">3.1.1</span> Del</h3>\n\
         <div class=\"tabell\" id=\"tab-svar\" role=\"region\" tabindex=\"0\" aria-labelledby=\"_t-tab-svar\"><table>\n\
         <caption id=\"_t-tab-svar\"><span class=\"nummer\">Tabell 2</span> Svar <em>i tall</em></caption>\n\
         <thead><tr><th scope=\"col\">A</th></tr></thead><tbody>\n<tr><td>1</td></tr>\n</tbody></table></div>\n\
         <div class=\"tabell\" role=\"region\" tabindex=\"0\" aria-label=\"Tabell uten tittel 1\"><table>\n\
         <thead><tr><th scope=\"col\">B</th></tr></thead><tbody>\n</tbody></table></div>\n\
         <div class=\"tabell\" id=\"tabell-3\" role=\"region\" tabindex=\"0\" aria-labelledby=\"_t-tabell-3\"><table>\n\
         <caption id=\"_t-tabell-3\"><span class=\"nummer\">Tabell 3</span> Mer</caption>\n\
         <thead><tr><th scope=\"col\">C</th></tr></thead><tbody>\n</tbody></table></div>\n"
    );
}

#[test]
fn a_chapter_has_the_same_numbers_and_labels_on_the_whole_page() {
    let kept = |html: &str, sign: &str, end: char| -> Vec<String> {
        html.match_indices(sign).map(|(at, _)| html[at..].split(end).next().unwrap_or("").to_owned()).collect()
    };
    let (alone, whole) = (chapter(NUMBERED, Language::Bokmal, None), chapter(NUMBERED, Language::Bokmal, Some("b")));
    assert_eq!(kept(&alone, "class=\"nummer\"", '/'), kept(&whole, "class=\"nummer\"", '/'));
    assert_eq!(kept(&alone, "id=\"tab", '>'), kept(&whole, "id=\"tab", '>'));
    assert!(whole.contains("<h4 id=\"b-del\">") && whole.contains("<h3 id=\"sec-mal\">"), "{whole}");
}

#[test]
fn references_to_labels_are_numbers_in_the_words_of_the_language() {
    let text = "Se [[sec:mal]], [[fig:kart]], [[tab:dag/svar]] og [[tab:svar|tabellen]]. [[Fig:kart]] viser.\n";
    let link = |href: &str, words: &str| format!("<a class=\"vis-til\" href=\"{href}\">{words}</a>");
    let own = |anchor: &str| format!("/rapporter/natt/b/#{anchor}");
    assert_eq!(
        chapter(text, Language::Bokmal, None),
        format!(
            "<p>Se {}, {}, {} og {}. {} viser.</p>\n",
            link(&own("sec-mal"), "kapittel\u{a0}3.1"),
            link(&own("fig-kart"), "figur\u{a0}5"),
            link("/rapporter/dag/b/#tab-svar", "tabell\u{a0}7"),
            link(&own("tab-svar"), "tabellen"),
            link(&own("fig-kart"), "Figur\u{a0}5"),
        )
    );
    let english = chapter("[[sec:mal]] [[Tab:svar]]\n", Language::English, Some("b"));
    assert_eq!(english, format!("<p>{} {}</p>\n", link("#sec-mal", "chapter\u{a0}3.1"), link("#tab-svar", "Table\u{a0}2")));
    assert!(chapter("[[fig:kart]]\n", Language::NorthSami, None).contains(">govus\u{a0}5<"));
    assert!(chapter("[[fig:kart]]\n", Language::Kven, None).contains(" lang=\"nb\">figur\u{a0}5<"));
}

#[test]
fn a_heading_that_is_called_like_a_label_leaves_its_id_alone() {
    assert_eq!(html("## Fig 1\n\n## Mål {#sec:mal}\n"), "<h2 id=\"del-fig-1\">Fig 1</h2>\n<h2 id=\"sec-mal\">Mål</h2>\n");
}

#[test]
fn a_quotation_with_a_mark_is_a_box() {
    let boxed = |class: &str, number: u8, title: &str, inside: &str| {
        format!(
            "<aside class=\"boks boks-{class}\" role=\"note\" aria-labelledby=\"_boks-{number}\">\n\
             <p class=\"boks-tittel\" id=\"_boks-{number}\">{title}</p>\n{inside}</aside>\n"
        )
    };
    assert_eq!(html("> [!MERK]\n> Tekst\n"), boxed("merk", 1, "Merk", "<p>Tekst</p>\n"));
    assert_eq!(
        html("> [!warning] Pass <på> *nå*\n> Tekst\n> mer.\n\n> [!EKSEMPEL]\n>\n> - a\n"),
        boxed("advarsel", 1, "Pass &lt;på&gt; *nå*", "<p>Tekst\nmer.</p>\n")
            + &boxed("eksempel", 2, "Eksempel", "<ul>\n<li>a</li>\n</ul>\n")
    );
    assert_eq!(html("> [!TIPS]\n"), boxed("tips", 1, "Tips", ""));
    assert_eq!(html("> Se [!MERK]\n"), "<blockquote>\n<p>Se [!MERK]</p>\n</blockquote>\n");
    assert_eq!(set("> [!MERKK]\n> x\n").1, [Code::UnknownCallout]);
}

#[test]
fn words_are_explained_in_a_list() {
    assert_eq!(
        html("Sal\n: Et rom *med* senger.\n\nBod\n: Et lite rom.\n"),
        "<dl>\n<dt>Sal</dt>\n<dd>Et rom <em>med</em> senger.</dd>\n<dt>Bod</dt>\n<dd>Et lite rom.</dd>\n</dl>\n"
    );
}

#[test]
fn a_margin_note_stands_where_it_is_referred_to() {
    assert_eq!(
        html("En[^marg-a] og to[^b].\n\n[^marg-a]: Siden, med *vekt*.\n\n[^b]: Under.\n").split("<section").next(),
        Some(
            "<p>En<span class=\"marg\" role=\"note\"><span class=\"klamme\"> (</span>Siden, med <em>vekt</em>.\
             <span class=\"klamme\">)</span></span> og to<sup class=\"fotnotelenke\"><a href=\"#fn-1\" id=\"fnref-1\" \
             aria-label=\"Fotnote 1\">1</a></sup>.</p>\n"
        )
    );
    assert_eq!(set("En[^marg].\n\n[^marg]: Ett.\n\n    To.\n").1, [Code::MarginNote]);
}

#[test]
fn a_table_of_data_has_heads_and_norwegian_numbers() {
    let column = |title: &str, kind| DataColumn { title: title.to_owned(), kind, from: title.to_owned() };
    let table = DataTable {
        title: "Utgifter & <b>".to_owned(),
        columns: vec![column("Hva", DataKind::Text), column("Kr", DataKind::Number)],
        rows: vec![vec![Some("<i>".to_owned()), Some("1234.5".to_owned())], vec![Some("x".to_owned()), None]],
        file: None,
        sources: Vec::new(),
        note: Some("a < b".to_owned()),
    };
    let text = "Før.\n\n```table\nid: kr\ntitle: x\n```\n\nSe her.\n";
    let addresses = Addresses::of_nothing();
    let figures = crate::plan::Figures::new();
    let setter = Setter::new(&addresses, &[], &figures, false);
    let mut sheet = setter.sheet(Language::Bokmal);
    let source = Source::new("content", "a/b.md");
    let tables = [("Før.\n\n".len(), table)].into();
    let html = sheet.set(Written { source, first_line: 1, text: text.into(), tables }, None).html;
    assert_eq!(
        html,
        "<p>Før.</p>\n<div class=\"tabell\" id=\"tab-kr\" role=\"region\" tabindex=\"0\" aria-labelledby=\"_t-tab-kr\"><table>\n\
         <caption id=\"_t-tab-kr\"><span class=\"nummer\">Tabell 1</span> Utgifter &amp; &lt;b&gt;</caption>\n\
         <thead><tr><th scope=\"col\">Hva</th><th scope=\"col\" class=\"hoyre\">Kr</th></tr></thead><tbody>\n\
         <tr><th scope=\"row\">&lt;i&gt;</th><td class=\"hoyre\">1\u{a0}234,5</td></tr>\n\
         <tr><th scope=\"row\">x</th><td class=\"hoyre\">ukjent</td></tr>\n</tbody></table></div>\n\
         <p class=\"tabellnote\">a &lt; b</p>\n<p>Se her.</p>\n"
    );
    assert_eq!(set("```table\ntitle: x\n```\n").1, [Code::BadDataTable]);
}

#[test]
fn only_the_first_abbreviation_in_running_text_leads_to_the_glossary() {
    let mut addresses = Addresses::of_nothing();
    addresses.abbreviation_in_test("KPR", "Kommunalt <register>", "/ordliste/#ord-kpr");
    let figures = crate::plan::Figures::new();
    let setter = Setter::new(&addresses, &[], &figures, false);
    let set = |text: &str| set_as(text, setter.sheet(Language::Bokmal), None).0;
    let link = "<a class=\"ord\" href=\"/ordliste/#ord-kpr\">KPR";
    let told = "<span class=\"skjult utskrevet\"> (Kommunalt &lt;register&gt;)</span></a>";
    assert_eq!(
        set("## KPR\n\n> KPR\n\n[KPR](https://a.no) `KPR` KPR-data KPRs. KPR og KPR.\n"),
        format!(
            "<h2 id=\"kpr\">KPR</h2>\n<blockquote>\n<p>KPR</p>\n</blockquote>\n<p><a href=\"https://a.no\">KPR</a> <code>KPR</code> \
             KPR-data KPRs. {link}{told} og KPR.</p>\n"
        )
    );
    assert_eq!(set("Registeret (KPR) er nytt.\n"), format!("<p>Registeret ({link}</a>) er nytt.</p>\n"));
}

/// Whatever is put together of what the constructs are made of, no text becomes markup, and both pages count alike.
#[test]
fn no_text_becomes_markup_however_constructs_are_mixed() {
    const PIECES: [&str; 20] = [
        "## ",
        "\n",
        "\n\n",
        "Tabell: ",
        "Figur: ",
        "{#tab:x}",
        "{#sec:\"><b>}",
        "> ",
        "[!MERK] ",
        "| a |\n|---|\n",
        ": ",
        "[^marg]",
        "[^marg]: ",
        "<script>",
        "\" onclick=\"",
        "![a](b.png)",
        "```table\n",
        "[[tab:x]]",
        "- ",
        "&lt;",
    ];
    let mut chance: u64 = 7;
    let mut next = |end: usize| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(chance >> 33).unwrap_or(0) % end
    };
    for _ in 0..3_000 {
        let text: String = (0..next(24)).map(|_| PIECES[next(PIECES.len())]).collect();
        let (html, _) = set(&text);
        assert!(!html.contains("<script") && !html.contains("<b>"), "{text}\n{html}");
        let tags = || html.split('<').skip(1).map(|tag| tag.split('>').next().unwrap_or(""));
        assert!(tags().all(|tag| !tag.contains(" onclick=")), "{text}\n{html}");
        assert!(!html.contains('\u{1}'), "{text}\n{html}");
        let numbers = |part| {
            let addresses = Addresses::of_nothing();
            let figures = crate::plan::Figures::new();
            let setter = Setter::new(&addresses, &[], &figures, false);
            let mut sheet = setter.sheet(Language::Bokmal);
            sheet.numbering = Some(Numbering::of_chapter(2, 0, 0));
            let (html, _) = set_as(&text, sheet, part);
            let found =
                html.match_indices("class=\"nummer\">").map(|(at, _)| html[at..].split('<').next().unwrap_or("").to_owned());
            found.collect::<Vec<_>>()
        };
        assert_eq!(numbers(None), numbers(Some("del")), "{text}");
    }
}

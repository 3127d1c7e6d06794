//! What the gate lets through and what it stops.

mod leaks;
mod shared;
mod workbooks;

use std::collections::BTreeMap;

use super::{RenderedFile, RenderedSite, Secrets, Watch, verify};
use crate::domain::SitePath;
use crate::problem::{Code, Problem};

/// Returns a page with this text in its body.
fn page(body: &str) -> String {
    format!("<!doctype html>\n<html lang=\"nb\"><head><title>T</title></head>\n<body>{body}</body></html>\n")
}

fn problems_of(files: &[(&str, &[u8])], base: &str, secrets: &Secrets) -> Vec<Problem> {
    let file = |(path, bytes): &(&str, &[u8])| RenderedFile { path: SitePath::new(*path).unwrap(), bytes: (*bytes).into() };
    let site = RenderedSite {
        made_of: BTreeMap::new(),
        translations: BTreeMap::new(),
        set: BTreeMap::new(),
        unlinked: Vec::new(),
        files: files.iter().map(file).collect(),
        base_path: base.to_owned(),
        origin: "https://usht.example".to_owned(),
    };
    verify(site, secrets, Watch::default(), None).1
}

/// Returns the codes of the problems of one page.
fn codes(body: &str) -> Vec<(Code, usize)> {
    let html = page(body);
    let files: [(&str, &[u8]); 5] = [
        ("a/index.html", page("<p id=\"her\">a</p>").as_bytes().to_vec().leak()),
        ("bilde.png", b"\x89PNG\r\n\x1A\n"),
        ("index.html", html.as_bytes()),
        ("stil.css", b"a{}"),
        ("tegn.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"><g id=\"x\"/></svg>"),
    ];
    let problems = problems_of(&files, "/", &Secrets::default());
    problems.iter().map(|problem| (problem.code, problem.place.as_ref().unwrap().line)).collect()
}

#[test]
fn links_lead_to_files_and_ids_of_the_site() {
    for good in [
        "/",
        "/a/",
        "/a/index.html",
        "a/",
        "./a/",
        "a/../a/",
        "#top",
        "?x",
        "/a/#her",
        "a/?x=1&amp;y#her",
        "/%61/",
        "https://usht.example/a/",
        "https://USHT.example",
        "https://andre.example/",
        "mailto:a@b.no",
        "tel:+47",
        "/tegn.svg#x",
        "",
        " /a/ ",
        "/a/#:~:text=a",
    ] {
        assert_eq!(codes(&format!("<a href=\"{good}\">x</a>")), [], "{good}");
    }
    for dead in ["/b/", "/a", "b/", "../x", "/../a/", "file:///x", "https://usht.example/b/", "/A/", "//", "ukjent:x"] {
        let expected = if dead == "//" { vec![] } else { vec![(Code::DeadLinkInOutput, 3)] };
        assert_eq!(codes(&format!("<a href=\"{dead}\">x</a>")), expected, "{dead}");
    }
    for dead in ["/a/#der", "#ukjent", "/tegn.svg#y", "a/#h%65"] {
        assert_eq!(codes(&format!("<a href=\"{dead}\">x</a>")), [(Code::DeadAnchorInOutput, 3)], "{dead}");
    }
    assert_eq!(codes("<img alt='' src='/bilde.png' srcset='/bilde.png 1x, /b.png 2x'>"), [(Code::DeadLinkInOutput, 3)]);
    assert_eq!(
        codes("<meta http-equiv=refresh content='0; url=/b/'><meta http-equiv=refresh content='0;URL=/a/'>"),
        [(Code::DeadLinkInOutput, 3)]
    );
    assert_eq!(codes("<form action='/b/'><blockquote cite='/b/'><object data='/b/'>").len(), 3);
}

#[test]
fn the_base_path_is_part_of_every_address() {
    let html = page(
        "<a href='/usht/a/'></a><a href='/usht/'></a><a href='../'></a>\n<a href='/a/'></a>\n<a href='https://usht.example/annet/'></a>\n<a href='../../'></a>",
    );
    let problems =
        problems_of(&[("a/index.html", html.as_bytes()), ("index.html", page("").as_bytes())], "/usht/", &Secrets::default());
    let lines: Vec<_> = problems.iter().map(|problem| (problem.code, problem.place.as_ref().unwrap().line)).collect();
    assert_eq!(lines, [(Code::DeadLinkInOutput, 4), (Code::DeadLinkInOutput, 6)]);
    assert_eq!(problems[0].help.as_ref().unwrap().en, "did you mean `/usht/a/`?");
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    for load in [
        "<img alt='' src='https://x.example/a.png'>",
        "<script src='//x.example/a.js'></script>",
        "<link rel='preload Stylesheet' href='http://x.example/a.css'>",
        "<iframe src='https://x.example/'></iframe>",
        "<video poster='https://x.example/'></video>",
        "<img alt='' src='/bilde.png' srcset='https://x.example/a.png 2x'>",
        "<svg><use href='https://x.example/a.svg#b'/></svg>",
        "<a href='/a/' ping='https://x.example/'>x</a>",
    ] {
        assert_eq!(codes(load), [(Code::LoadsFromElsewhere, 3)], "{load}");
    }
    assert_eq!(codes("<link rel=license href='https://x.example/'><a href='https://x.example/'>x</a>"), []);
    let css = b"@import 'https://x.example/a.css';\na{background:url(//x.example/b)}\nb{background:url(c.png)}";
    let problems = problems_of(&[("stil.css", css)], "/", &Secrets::default());
    let found: Vec<_> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(found, [Code::LoadsFromElsewhere, Code::LoadsFromElsewhere, Code::DeadLinkInOutput]);
}

#[test]
fn feeds_and_site_maps_lead_to_pages() {
    let map = b"<urlset><url><loc>https://usht.example/</loc></url>\n<url><loc>https://usht.example/b/</loc></url></urlset>";
    let feed = b"<feed><link href=\"https://usht.example/\"/>\n<entry><link href=\"https://usht.example/c/\"/></entry></feed>";
    let files: [(&str, &[u8]); 3] = [("atom.xml", feed), ("index.html", page("").leak().as_bytes()), ("sitemap.xml", map)];
    let problems = problems_of(&files, "/", &Secrets::default());
    let lines: Vec<_> = problems.iter().map(|problem| (problem.code, problem.place.as_ref().unwrap().line)).collect();
    assert_eq!(lines, [(Code::DeadLinkInOutput, 2), (Code::DeadLinkInOutput, 2)]);
}

#[test]
fn no_bytes_make_the_gate_fall_over() {
    const PIECES: [&[u8]; 26] = [
        b"<p",
        b"<script>",
        b"</script",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"]]>",
        b"<a href=\"",
        b"\"",
        b"'",
        b"=",
        b">",
        b"&#",
        b"&amp;",
        b"%C3",
        b"\\u",
        b"\\ud83d",
        b"#",
        b"/",
        b"..",
        b"\xC3",
        b"\xA5",
        b"\xFF\xFE",
        b"\0",
        b"kana",
        b"url(",
    ];
    let secrets = leaks::values(&["kanari", "22334455", "kana kana"]);
    let mut chance = leaks::Chance(3);
    for round in 0..4000 {
        let bytes: Vec<u8> = (0..chance.next(12)).flat_map(|_| PIECES[chance.next(PIECES.len())].to_vec()).collect();
        let path = ["a.html", "a.xml", "a.svg", "a.css", "a.json", "a.txt", "a.png", "a.bin"][round % 8];
        let head: &[u8] = if path == "a.png" { b"\x89PNG\r\n\x1A\n" } else { b"" };
        problems_of(&[(path, &[head, &bytes].concat())], "/", &secrets);
    }
}

#[test]
fn packed_text_is_refused() {
    let problems = problems_of(&[("a.pdf", b"%PDF-1.7\n\xFF")], "/", &Secrets::default());
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), [Code::UnreadableFile]);
}

#[test]
fn pages_hold_no_code_and_are_whole() {
    for code in [
        "<script>a()</script>",
        "<p onclick='a()'>x</p>",
        "<p ONCLICK=a()>x</p>",
        "<p style='color:red'>x</p>",
        "<style>a{}</style>",
        "<a href='javascript:a()'>x</a>",
        "<a href='&#106;ava\nScript:a()'>x</a>",
        "<img alt='' src='data:image/png;base64,AA'>",
    ] {
        assert_eq!(codes(code).first().map(|(code, _)| *code), Some(Code::InlineCode), "{code}");
    }
    assert_eq!(codes("<script type='application/ld+json'>{}</script>"), []);
    assert_eq!(codes("<p id=a></p>\n<p id=b></p><p id='a'></p>"), [(Code::DuplicateHtmlId, 4)]);
    assert_eq!(codes("<img src='/bilde.png'>"), [(Code::NoAltInOutput, 3)]);
    for broken in ["<!-- x", "<p class='x", "<textarea>x"] {
        assert_eq!(codes(broken), [(Code::HtmlBroken, 3)], "{broken}");
    }
    let bare: [(&str, &[u8]); 1] = [("index.html", b"<html><p>x")];
    let bare = problems_of(&bare, "/", &Secrets::default());
    assert_eq!(bare.iter().map(|problem| problem.code).collect::<Vec<_>>(), [Code::HtmlBroken, Code::HtmlBroken]);
}

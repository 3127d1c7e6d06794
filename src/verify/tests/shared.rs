//! What is read of a page is the same whichever pages were read before it.

use super::super::address::Index;
use super::super::leak::Buffers;
use super::super::needles::Needles;
use super::super::{RenderedFile, RenderedSite, Secrets, read};
use super::page;
use crate::domain::SitePath;

const PARTS: [&str; 14] = [
    "<header><a href=\"/a/#her\">A</a><p id=\"meny\">m</p></header>",
    "<header class=\"x\"><a href=\"/a/\">A</a></header>",
    "<header><a href=\"#her\">her</a></header>",
    "<header><a href=\"a/\">A</a></header>",
    "<header><img src=\"/bilde.png\"></header>",
    "<header><a href=\"/borte/\">B</a></header>",
    "<header><header><b id=\"i\">i</b></header><b id=\"o\">o</b></header>",
    "<header><footer>",
    "</header>",
    "<footer><a href=\"https://usht.example/a/#her\">A</a></footer>",
    "<footer id=\"fot\"><script src=\"/s.js\"></script></footer>",
    "<header><title>T</title></header>",
    "<p id=\"her\">Tekst <a href=\"/#meny\">m</a></p>",
    "<!-- <header> --><main><header",
];

#[test]
fn a_page_is_read_alike_whatever_was_read_before() {
    let mut pages = Vec::new();
    let mut state = 1_u64;
    let mut pick = |from: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % from
    };
    for _ in 0..600 {
        let body: String = (0..pick(6)).map(|_| PARTS[pick(PARTS.len())]).collect();
        // Some pages have no head: there a title in the body counts.
        pages.push(if pick(4) == 0 { body } else { page(&body) });
    }
    let path = |number: usize| {
        SitePath::new(format!("{}/{number}/index.html", if number.is_multiple_of(3) { "a" } else { "b" })).unwrap()
    };
    let file = |(number, page): (usize, &String)| RenderedFile { path: path(number), bytes: page.as_bytes().into() };
    let mut files: Vec<RenderedFile> = pages.iter().enumerate().map(file).collect();
    for (name, bytes) in [("a/index.html", page("<p id=\"her\">a</p>")), ("bilde.png", String::new()), ("index.html", page(""))] {
        files.push(RenderedFile { path: SitePath::new(name).unwrap(), bytes: bytes.as_bytes().into() });
    }
    let site = RenderedSite {
        made_of: Default::default(),
        translations: Default::default(),
        set: Default::default(),
        unlinked: Vec::new(),
        files,
        base_path: "/".to_owned(),
        origin: "https://usht.example".to_owned(),
    };
    let (index, needles) = (Index::new(&site), Needles::new(&Secrets::default()));
    let mut buffers = Buffers::default();
    let (mut ids, mut anchors, mut flaws) = (0, 0, 0);
    for (number, file) in site.files.iter().enumerate() {
        let known = read(file, number as u32, &index, &needles, &mut buffers);
        let fresh = read(file, number as u32, &index, &needles, &mut Buffers::default());
        let shown = String::from_utf8_lossy(&file.bytes);
        assert_eq!(format!("{:?}", known.read), format!("{:?}", fresh.read), "{shown}");
        assert_eq!(known.judged.flaws, fresh.judged.flaws, "{shown}");
        (ids, anchors, flaws) =
            (ids + known.read.ids.len(), anchors + known.read.anchors.len(), flaws + known.judged.flaws.len());
    }
    assert!(ids > 300 && anchors > 300 && flaws > 300, "{ids} {anchors} {flaws}");
}

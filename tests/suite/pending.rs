//! The preview shows a saved chapter before its report is set on paper, and never an old PDF.

use std::fs;
use std::time::Duration;

use crate::place::{Place, Ran, Tree, tree};
use crate::serving::{ANY_PORT, Serving, case};

const FILE: &str = "content/reports/ost-2025/01-innledning.md";
const CHAPTER: &str = "/rapporter/ost-2025/innledning/";
const PDF: &str = "/rapporter/ost-2025/ost-2025.pdf";

fn write(place: &Place, text: &str) {
    place.write(FILE, format!("---\ntitle: \"Innledning\"\n---\n\n## Bakgrunn\n\n{text}\n"));
}

/// Returns the PDF that a fresh build makes.
fn built(place: &Place) -> Vec<u8> {
    let other = Place::new();
    let output = other.path("output");
    let ran = place.run(&["build", "--output", output.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.printed());
    tree(&output.join("public")).remove(&PDF[1..]).unwrap()
}

fn version(page: &str) -> &str {
    page.split("data-version=\"").nth(1).unwrap().split('"').next().unwrap()
}

#[test]
fn a_saved_chapter_is_shown_while_the_pdf_is_set_and_the_pdf_asked_for_then_is_the_new_one() {
    let place = case("mapping-and-report");
    let serving = Serving::start(&place, &ANY_PORT);
    let mut news = serving.news();
    news.next().unwrap();
    let first = serving.get(PDF);
    assert_eq!((first.status, first.header("content-type")), (200, Some("application/pdf")));
    assert!(first.body == built(&place));

    write(&place, "Et helt nytt avsnitt.");
    let told = news.next().unwrap();
    let asked = serving.begin(PDF);
    let page = serving.get(CHAPTER).text();
    assert!(!asked.is_finished(), "the page came before the PDF");
    assert!(page.contains("Et helt nytt avsnitt.") && version(&page) == told);
    assert!(!page.contains("<pre>"), "the link to the PDF is not dead");
    let second = asked.join().unwrap();
    assert_eq!(second.status, 200);
    assert!(second.body != first.body && second.body == built(&place));
    // What is on screen is the same as before the PDF was there, and is not loaded again.
    assert_eq!(version(&serving.get(CHAPTER).text()), told);
    assert_eq!(news.within(Duration::from_secs(1)), None);
}

#[test]
fn what_is_wrong_on_paper_is_told_and_the_last_whole_site_stays() {
    let place = case("mapping-and-report");
    let serving = Serving::start(&place, &ANY_PORT);
    let mut news = serving.news();
    let good = serving.until_built(&place, &mut news, &Tree::new(), "the start");
    write(&place, "Bra 😀");
    serving.until(&mut news, "the problem", |serving| serving.get(CHAPTER).text().contains("<pre>"));
    assert!(serving.site(good.keys()) == good, "the last whole site, its PDF too");
    let page = serving.get(CHAPTER).text();
    let words = page.split("<pre>").nth(1).unwrap().split("</pre>").next().unwrap();
    let words = words.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let mut check = place.program(&["check"]);
    let terminal = Ran::of(check.env("COLUMNS", "100").output().unwrap());
    assert!(words.contains('😀') && terminal.err.starts_with(words.trim_end()), "{words}\n{}", terminal.err);
    write(&place, "Bra");
    let mended = serving.until_built(&place, &mut news, &good, "mended");
    assert!(mended != good);
}

#[test]
fn a_chapter_that_is_saved_again_and_again_ends_settled() {
    let place = case("mapping-and-report");
    let serving = Serving::start(&place, &ANY_PORT);
    let mut news = serving.news();
    let mut before = serving.until_built(&place, &mut news, &Tree::new(), "the start");
    for round in 0..3 {
        for part in 0..4 {
            let text = format!("Runde {round}, del {part}.");
            write(&place, &text);
            // Saved anew at once, or when the page is there and its PDF is not.
            if part % 2 == round % 2 {
                serving.until(&mut news, &text, |serving| serving.get(CHAPTER).text().contains(&text));
            }
        }
        before = serving.until_built(&place, &mut news, &before, "the last of them");
        assert!(serving.get(PDF).body == built(&place));
    }
    // A change that is taken back, and a mistake beside it.
    write(&place, "Runde 0, del 0.");
    place.write("content/pages/feil.md", "---\ntitel: \"Feil\"\n---\n");
    serving.until(&mut news, "the mistake", |serving| serving.get(CHAPTER).text().contains("<pre>"));
    fs::remove_file(place.path("content/pages/feil.md")).unwrap();
    serving.until_built(&place, &mut news, &before, "taken back");
}

#[test]
fn what_a_build_kept_is_read_and_nothing_is_written() {
    let place = case("mapping-and-report");
    place.build();
    let before = tree(&place.path("output"));
    let serving = Serving::start(&place, &ANY_PORT);
    assert!(serving.get(PDF).body == before[&format!("public{PDF}")]);
    write(&place, "Noe annet.");
    let mut news = serving.news();
    serving.until(&mut news, "the change", |serving| serving.get(CHAPTER).text().contains("Noe annet."));
    assert_eq!(serving.get(PDF).status, 200);
    assert!(tree(&place.path("output")) == before);
}

#[test]
fn a_report_that_comes_and_goes_takes_its_pdf_along() {
    let place = case("mapping-and-report");
    let serving = Serving::start(&place, &ANY_PORT);
    let mut news = serving.news();
    let with = serving.until_built(&place, &mut news, &Tree::new(), "with the report");
    crate::place::copy(&place.path("content/reports"), &place.path("aside"));
    fs::remove_dir_all(place.path("content/reports")).unwrap();
    let without = serving.until_built(&place, &mut news, &with, "without the report");
    assert_eq!(serving.get(PDF).status, 404);
    crate::place::copy(&place.path("aside"), &place.path("content/reports"));
    assert!(serving.until_built(&place, &mut news, &without, "with it again") == with);
}

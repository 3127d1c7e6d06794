//! `utsyn serve`: shows what `build` would write, and follows every change.

use std::fs;
use std::net::TcpListener;
use std::time::Duration;

use crate::place::{Tree, copy, project, with_real_content};
use crate::serving::{ANY_PORT, Serving, case, page, small};

#[test]
fn every_path_is_served_as_it_would_be_written() {
    for (place, more) in [
        (case("registry"), &[][..]),
        (case("mapping-and-report"), &[]),
        (case("base-path"), &[]),
        (case("tiny-theme"), &[]),
        (case("drafts"), &["--drafts"]),
        (with_real_content(), &[]),
    ] {
        let serving = Serving::start(&place, &[&ANY_PORT, more].concat());
        let ran = place.run(&[&["build"], more].concat());
        assert_eq!(ran.code, 0, "{}", ran.printed());
        let folder = if more.is_empty() { "public" } else { "drafts" };
        let built = crate::place::tree(&place.path(&format!("output/{folder}")));
        assert!(built.len() > 3, "{}", built.len());
        crate::place::assert_same(&serving.site(built.keys()), &built, "what is served");
        assert!(!built.values().any(|bytes| String::from_utf8_lossy(bytes).contains("utsyn-preview")), "a bar is published");
    }
}

#[test]
fn a_change_is_told_when_its_bytes_are_ready() {
    let place = small();
    let serving = Serving::start(&place, &ANY_PORT);
    let mut news = serving.news();
    let first = news.next().unwrap();
    assert!(serving.get("/om/").text().contains(&format!("data-version=\"{first}\"")));
    place.write("content/pages/om.md", page("Om", "Andre ord."));
    let second = news.next().unwrap();
    let shown = serving.get("/om/").text();
    assert!(first != second && shown.contains(&format!("data-version=\"{second}\"")), "{first} {second}");
    assert!(shown.contains("Andre ord.") && !shown.contains("Første ord."));
}

#[test]
fn a_save_that_changes_nothing_is_no_news() {
    let place = small();
    let serving = Serving::start(&place, &ANY_PORT);
    let mut news = serving.news();
    let first = news.next().unwrap();
    place.write("content/pages/om.md", page("Om", "Første ord."));
    place.write("content/pages/.om.md.swp", "noe et program la igjen");
    assert_eq!(news.within(Duration::from_secs(2)), None);
    place.write("content/pages/ny.md", page("Ny", "Ny."));
    let second = news.next().unwrap();
    assert_eq!((first.split('-').nth(1), second.split('-').nth(1)), (Some("0"), Some("1")));
    assert_eq!(serving.get("/ny/").status, 200);
}

#[test]
fn drafts_are_shown_and_hidden_from_the_page() {
    let place = small();
    place.write("content/pages/utkast.md", "---\ntitle: \"Utkast\"\ndraft: true\n---\n\nIkke ferdig.\n");
    let serving = Serving::start(&place, &ANY_PORT);
    let mut news = serving.news();
    news.next().unwrap();
    let origin = format!("http://127.0.0.1:{}", serving.port);
    let ask = |address: &str| serving.ask("POST", address, &[("Origin", &origin), ("Content-Length", "0")]).status;
    assert_eq!(serving.get("/utkast/").status, 404);
    for _ in 0..2 {
        assert_eq!(ask("/.utsyn/drafts/on"), 202);
        serving.until(&mut news, "with drafts", |serving| serving.get("/utkast/").status == 200);
        let shown = serving.get("/utkast/").text();
        assert!(shown.contains("Ikke ferdig.") && shown.contains("data-address=\"/.utsyn/drafts/off\""));
        // A save meanwhile leaves the drafts where they are.
        place.write("content/pages/om.md", page("Om", "Første ord, med kladd."));
        serving.until(&mut news, "a save", |serving| serving.get("/om/").text().contains("med kladd"));
        assert_eq!(serving.get("/utkast/").status, 200);
        assert_eq!(ask("/.utsyn/drafts/off"), 202);
        serving.until(&mut news, "without drafts", |serving| serving.get("/utkast/").status == 404);
        place.write("content/pages/om.md", page("Om", "Første ord."));
        serving.until(&mut news, "another save", |serving| !serving.get("/om/").text().contains("med kladd"));
    }
    serving.until_built(&place, &mut serving.news(), &Tree::new(), "without drafts");
    let mut news = serving.news();
    news.next().unwrap();
    for headers in [vec![], vec![("Origin", "http://evil.example")], vec![("Origin", "null")]] {
        assert!([403, 405].contains(&serving.ask("POST", "/.utsyn/drafts/on", &headers).status), "{headers:?}");
    }
    assert_eq!(news.within(Duration::from_secs(1)), None);
}

#[test]
fn the_bar_leads_to_the_page_in_its_other_languages() {
    let place = case("translations");
    let serving = Serving::start(&place, &ANY_PORT);
    let bar = |address: &str| {
        let page = serving.get(address).text();
        page[page.find("<utsyn-preview").unwrap()..].to_owned()
    };
    assert!(bar("/under/om/").contains(
        "<span class=\"languages\">Siden på andre språk: <a href=\"/under/mii/\">davvisámegiella</a>, \
         <a href=\"/under/about/\">English</a></span>"
    ));
    assert!(!bar("/under/alene/").contains("andre språk"));
}

#[test]
fn a_problem_lies_over_the_last_good_page_until_it_is_mended() {
    let place = small();
    let serving = Serving::start(&place, &ANY_PORT);
    let mut news = serving.news();
    let good = serving.get("/om/");
    place.write("content/pages/om.md", "---\ntitle: \"Om\"\ntitel: \"<b>Om</b> & mer\"\n---\n\nAndre ord.\n");
    serving.until(&mut news, "the problem", |serving| serving.get("/om/").text().contains("<pre>"));
    let shown = serving.get("/om/");
    assert_eq!(serving.without_bar(&shown.body), serving.without_bar(&good.body));
    let text = shown.text();
    let words = text.split("<pre>").nth(1).unwrap().split("</pre>").next().unwrap();
    let words = words.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let mut check = place.program(&["check"]);
    let terminal = crate::place::Ran::of(check.env("COLUMNS", "100").output().unwrap());
    assert!(!words.is_empty() && terminal.err.starts_with(words.trim_end()), "{words}\n{}", terminal.err);
    let line = serving.said.recv().unwrap();
    assert!(line.starts_with("Lot seg ikke bygge (") && line.contains(" ms): 1 feil og 0 advarsler. "), "{line}");
    assert!(text.contains("1 feil og 0 advarsler") && text.contains("role=\"alert\""), "{text}");
    assert!(text.contains(&format!("vscode://file{}:3\"", place.path("content/pages/om.md").display())), "{text}");
    assert!(!text.contains("<b>Om"), "the author's text is taken for the bar's own");

    place.write("content/pages/om.md", page("Om", "Andre ord."));
    serving.until(&mut news, "the mended page", |serving| !serving.get("/om/").text().contains("<pre>"));
    assert!(serving.get("/om/").text().contains("Andre ord."));
}

#[test]
fn a_site_that_cannot_be_built_at_the_start_is_shown_when_it_can() {
    let place = small();
    place.write("content/pages/om.md", "---\ntitel: \"Om\"\n---\n");
    let serving = Serving::start(&place, &ANY_PORT);
    let mut news = serving.news();
    let shown = serving.get("/om/");
    assert_eq!(shown.status, 503);
    assert!(shown.text().contains("<pre>feil[") && serving.built.starts_with("Lot seg ikke bygge"), "{}", shown.text());
    place.write("content/pages/om.md", page("Om", "Første ord."));
    serving.until(&mut news, "the site", |serving| serving.get("/om/").status == 200);
    serving.until_built(&place, &mut news, &Tree::new(), "the mended site");
}

#[test]
fn a_page_that_is_deleted_or_renamed_is_gone_and_the_near_ones_are_named() {
    let place = small();
    place.write("content/pages/tilgang.md", page("Tilgang", "Ord."));
    let serving = Serving::start(&place, &ANY_PORT);
    let mut news = serving.news();
    assert_eq!(serving.get("/tilgang/").status, 200);
    fs::rename(place.path("content/pages/tilgang.md"), place.path("content/pages/tilganger.md")).unwrap();
    serving.until(&mut news, "the rename", |serving| serving.get("/tilgang/").status == 404);
    let gone = serving.get("/tilgang/").text();
    assert!(gone.contains("<a href=\"/tilganger/\">/tilganger/</a>"), "{gone}");
    assert_eq!(serving.get("/tilganger/").status, 200);
    fs::remove_file(place.path("content/pages/tilganger.md")).unwrap();
    serving.until(&mut news, "the removal", |serving| serving.get("/tilganger/").status == 404);
}

#[test]
fn a_save_by_rename_is_seen() {
    let place = small();
    let serving = Serving::start(&place, &ANY_PORT);
    let mut news = serving.news();
    let (old, new, kept) = ("content/pages/om.md", "content/pages/om.md.tmp", "content/pages/om.md~");
    for round in 0..5 {
        place.write(new, page("Om", &format!("Runde {round}.")));
        fs::rename(place.path(old), place.path(kept)).unwrap();
        fs::rename(place.path(new), place.path(old)).unwrap();
        let wanted = format!("Runde {round}.");
        serving.until(&mut news, "the saved page", |serving| serving.get("/om/").text().contains(&wanted));
    }
    serving.until_built(&place, &mut news, &Tree::new(), "after saves by rename");
}

#[test]
fn a_content_folder_that_goes_and_comes_back_is_followed() {
    for more in [&[][..], &["--poll"]] {
        let place = small();
        let serving = Serving::start(&place, &[&ANY_PORT, more].concat());
        let mut news = serving.news();
        let before = place.build();
        assert_eq!(before.code, 0);
        let built = place.site();
        for round in 0..2 {
            copy(&place.path("content"), &place.path("kept"));
            fs::remove_dir_all(place.path("content")).unwrap();
            let gone = |serving: &Serving| serving.get("/om/").text().contains("finnes ikke");
            serving.until(&mut news, "the loss", gone);
            assert!(serving.get("/om/").text().contains("Første ord."), "the last good page stays");
            place.write("kept/pages/om.md", page("Om", &format!("Første ord. Tilbake {round}.")));
            fs::rename(place.path("kept"), place.path("content")).unwrap();
            let now = serving.until_built(&place, &mut news, &built, "the folder that came back");
            assert_ne!(now, built);
        }
    }
}

#[test]
fn a_switch_of_five_hundred_files_is_followed() {
    let place = small();
    let serving = Serving::start(&place, &ANY_PORT);
    let mut news = serving.news();
    let mut before = Tree::new();
    for word in ["første", "andre"] {
        for number in 0..500 {
            place.write(&format!("content/kurs/side-{number}-{word}.md"), page(&format!("Side {number} {word}"), word));
        }
        before = serving.until_built(&place, &mut news, &before, "five hundred more");
        assert!(before.len() > 500);
        fs::remove_dir_all(place.path("content/kurs")).unwrap();
        before = serving.until_built(&place, &mut news, &before, "five hundred fewer");
    }
}

#[test]
fn a_theme_that_comes_changes_and_goes_is_followed() {
    let place = small();
    fs::remove_dir_all(place.path("themes")).unwrap();
    let serving = Serving::start(&place, &ANY_PORT);
    let mut news = serving.news();
    let first = serving.until_built(&place, &mut news, &Tree::new(), "without themes");
    let settings = "title: \"Prøvestedet\"\nbase_url: \"https://prove.example/\"\ntheme: liten\n";
    copy(&project().join("tests/cases/base/themes"), &place.path("themes"));
    place.write("content/site.yaml", settings);
    let second = serving.until_built(&place, &mut news, &first, "a theme of the project");
    place.write("themes/liten/assets/liten.css", "h1 { color: teal }\n");
    let third = serving.until_built(&place, &mut news, &second, "another style");
    fs::remove_dir_all(place.path("themes")).unwrap();
    place.write("content/site.yaml", settings.replace("theme: liten\n", ""));
    let fourth = serving.until_built(&place, &mut news, &third, "the theme taken away");
    assert!(first != second && second != third && first == fourth);
}

#[test]
fn looking_again_and_again_follows_too() {
    let place = small();
    let serving = Serving::start(&place, &[&ANY_PORT[..], &["--poll"]].concat());
    let mut news = serving.news();
    let mut before = serving.until_built(&place, &mut news, &Tree::new(), "at the start");
    for word in ["Andre", "Tredje"] {
        place.write("content/pages/om.md", page("Om", &format!("{word} ord.")));
        place.write(&format!("content/pages/{}.md", word.to_lowercase()), page(word, "Ny."));
        before = serving.until_built(&place, &mut news, &before, word);
    }
}

#[test]
fn a_taken_port_is_told_and_without_one_the_next_free_is_used() {
    let place = small();
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let ran = place.run(&["serve", "--port", &port]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.starts_with(&format!("feil: porten {port} er opptatt\nhjelp: ")), "{}", ran.err);
    let (first, second) = (Serving::start(&place, &[]), Serving::start(&place, &[]));
    assert!(first.port >= 8000 && second.port > first.port, "{} {}", first.port, second.port);
    assert_eq!(second.get("/om/").status, 200);
}

#[test]
fn ctrl_c_ends_it_cleanly() {
    let place = small();
    let serving = Serving::start(&place, &ANY_PORT);
    let mut news = serving.news();
    assert!(news.next().is_some());
    assert_eq!(serving.interrupt(), Some(0));
    assert!(!place.path("output").exists(), "the preview writes nothing");
}

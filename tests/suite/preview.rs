//! `utsyn serve`: shows what `build` would write, follows every change, and lets in nobody else.

use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::time::Duration;

use crate::place::{Place, Tree, copy, project, with_real_content};
use crate::serving::{Serving, case};

const ANY_PORT: [&str; 2] = ["--port", "0"];

/// Makes a place with two pages.
fn small() -> Place {
    let place = case("plain");
    fs::remove_dir_all(place.path("content")).unwrap();
    place.write("content/site.yaml", "title: \"Prøvestedet\"\nbase_url: \"https://prove.example/\"\n");
    place.write("content/pages/om.md", page("Om", "Første ord."));
    place.write("content/pages/mer.md", page("Mer", "Mer å lese."));
    place
}

fn page(title: &str, text: &str) -> String {
    format!("---\ntitle: \"{title}\"\n---\n\n{text}\n")
}

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
fn a_path_never_leads_to_a_file_of_the_disk() {
    let place = small();
    place.write("hemmelig.txt", "HEMMELIG");
    place.write("content/notat.txt", "HEMMELIG");
    let serving = Serving::start(&place, &ANY_PORT);
    let whole = place.path("hemmelig.txt").display().to_string();
    let paths = [
        "/../hemmelig.txt",
        "/om/../../hemmelig.txt",
        "/%2e%2e/hemmelig.txt",
        "/%2E%2E%2Fhemmelig.txt",
        "/%252e%252e/hemmelig.txt",
        "/..%2fhemmelig.txt",
        "/..\\hemmelig.txt",
        "/..%5chemmelig.txt",
        "/c:/windows/win.ini",
        "/c%3a/windows/win.ini",
        "/.",
        "/./om/",
        "/.git/config",
        "/%00",
        "/om/%00",
        "/om%00.html",
        "/%",
        "/%zz",
        "/%c0%ae%c0%ae/hemmelig.txt",
        "/@fs/etc/passwd",
        "/content/pages/om.md",
        "/content/notat.txt",
        "/notat.txt",
        "/.utsyn/../hemmelig.txt",
        "/.utsyn/",
        "/.utsyn",
        "/assets/",
        "/assets",
        "//",
        "///",
        "/om//",
        "//om/",
        whole.as_str(),
        "/om/index.html/",
        "/?/../hemmelig.txt",
        "/%e2%80%ae",
        "/om/.",
        "/om/..",
        "/hemmelig.txt?raw",
        "/hemmelig.txt?raw??",
        "/hemmelig.txt#/../",
        "/~root/",
    ];
    for path in paths {
        let answer = serving.get(path);
        let is_home = path == "/?/../hemmelig.txt";
        assert!(is_home && answer.status == 200 || matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!String::from_utf8_lossy(&answer.body).contains("HEMMELIG"), "{path}");
        assert!(answer.header("location").is_none(), "{path}");
    }
    // What follows a path as a question changes nothing.
    let plain = serving.get("/om/");
    for path in ["/om/?raw", "/om/?raw??", "/om/?inline&import", "/om/?../../hemmelig.txt", "/om/?"] {
        let asked = serving.get(path);
        assert_eq!((asked.status, &asked.body), (200, &plain.body), "{path}");
    }
}

#[test]
fn bytes_that_are_no_request_do_it_no_harm() {
    let place = small();
    let serving = Serving::start(&place, &ANY_PORT);
    let host = format!("Host: 127.0.0.1:{}\r\n", serving.port);
    let large = "x".repeat(1 << 20);
    let many: String = (0..10_000).map(|number| format!("X-{number}: y\r\n")).collect();
    for (request, wanted) in [
        (format!("GET / HTTP/1.1\r\n{host}X-Large: {large}\r\n\r\n"), [431, 400]),
        (format!("GET /{large} HTTP/1.1\r\n{host}\r\n"), [414, 431]),
        (format!("GET / HTTP/1.1\r\n{host}{many}\r\n"), [431, 400]),
        (format!("GET /\0 HTTP/1.1\r\n{host}\r\n"), [400, 404]),
        (format!("GET /a\\..\\b HTTP/1.1\r\n{host}\r\n"), [400, 404]),
        (format!("GET om/ HTTP/1.1\r\n{host}\r\n"), [400, 404]),
        ("\u{16}\u{3}\u{1}hei\r\n\r\n".to_owned(), [400, 0]),
        (format!("GET / HTTP/9.9\r\n{host}\r\n"), [400, 505]),
    ] {
        let answer = serving.raw(request.as_bytes());
        // A server that hangs up while it is still being sent to may not be heard any more.
        let is_lost = answer.status == 0 && request.len() > 64 << 10;
        assert!(is_lost || wanted.contains(&answer.status), "{}: {}", &request[..40.min(request.len())], answer.status);
        assert_eq!(serving.get("/om/").status, 200, "the server lives");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "UTSYN"] {
        let answer = serving.ask(method, "/om/", &[("Content-Length", "0")]);
        assert_eq!((answer.status, answer.header("allow")), (405, Some("get, head")), "{method}");
    }
    let (head, get) = (serving.ask("HEAD", "/om/", &[]), serving.get("/om/"));
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), Some(get.body.len().to_string().as_str()));
}

#[test]
fn who_is_slow_or_silent_holds_up_nobody() {
    let place = small();
    let serving = Serving::start(&place, &ANY_PORT);
    let mut slow: Vec<_> = (0..100).map(|_| serving.connect()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET / HTTP/1.1\r\nHo").unwrap();
    }
    assert_eq!(serving.get("/om/").status, 200);
    // In ten seconds the server has had enough of them.
    for stream in &mut slow {
        let mut rest = Vec::new();
        let _ = std::io::Read::read_to_end(stream, &mut rest);
        assert!(rest.is_empty() || rest.starts_with(b"HTTP/1.1 408"), "{}", String::from_utf8_lossy(&rest));
    }
    assert_eq!(serving.get("/om/").status, 200);
}

#[test]
fn those_who_wait_for_news_are_bounded_and_leave_room() {
    let place = small();
    let serving = Serving::start(&place, &ANY_PORT);
    let mut waiting: Vec<_> = (0..64).map(|_| serving.news()).collect();
    for news in &mut waiting {
        assert!(news.next().is_some());
    }
    assert_eq!(serving.get("/.utsyn/news").status, 503);
    assert_eq!(serving.get("/om/").status, 200);
    place.write("content/pages/om.md", page("Om", "Andre ord."));
    for news in &mut waiting {
        assert!(news.next().is_some());
    }
}

#[test]
fn no_other_site_and_no_other_name_is_answered() {
    let place = small();
    let serving = Serving::start(&place, &ANY_PORT);
    let port = serving.port;
    let own = [format!("127.0.0.1:{port}"), format!("localhost:{port}"), format!("[::1]:{port}")];
    for host in &own {
        let origin = format!("http://{host}");
        assert_eq!(serving.ask("GET", "/om/", &[("Host", host), ("Origin", &origin)]).status, 200, "{host}");
    }
    let foreign =
        ["evil.example".to_owned(), format!("evil.example:{port}"), "localhost".to_owned(), format!("localhost:{}", port ^ 1)];
    for path in ["/om/", "/", "/.utsyn/news", "/.utsyn/preview.js", "/no-such-page", "/../x"] {
        for host in &foreign {
            let answer = serving.ask("GET", path, &[("Host", host)]);
            assert_eq!(answer.status, 403, "{path} of {host}");
            let answer = serving.ask("GET", path, &[("Origin", &format!("http://{host}"))]);
            assert_eq!(answer.status, 403, "{path} from {host}");
            assert!(!answer.text().contains("Første ord."));
        }
        assert_eq!(serving.ask("GET", path, &[("Origin", "null")]).status, 403);
        assert_eq!(serving.ask("GET", path, &[("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors")]).status, 403);
    }
    assert_eq!(serving.raw(b"GET /om/ HTTP/1.0\r\n\r\n").status, 403);
    let as_proxy = format!("GET http://evil.example/ HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", own[0]);
    assert_eq!(serving.raw(as_proxy.as_bytes()).status, 403);
    let upgrade = [("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Origin", "http://evil.example")];
    assert_eq!(serving.ask("GET", "/.utsyn/news", &upgrade).status, 403);
}

#[test]
fn every_answer_says_how_it_may_be_used_and_none_lets_another_site_read_it() {
    let place = small();
    let serving = Serving::start(&place, &ANY_PORT);
    let answers = [
        serving.get("/om/"),
        serving.get("/om"),
        serving.get("/no-such-page"),
        serving.get("/%2e%2e/"),
        serving.get("/.utsyn/preview.js"),
        serving.get("/assets/stil.css"),
        serving.ask("POST", "/om/", &[]),
        serving.ask("GET", "/om/", &[("Origin", "http://evil.example")]),
        serving.ask("HEAD", "/.utsyn/news", &[]),
    ];
    assert_eq!(answers.each_ref().map(|answer| answer.status), [200, 307, 404, 400, 200, 200, 405, 403, 200]);
    for answer in answers {
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{answer:?}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(answer.header("cross-origin-resource-policy"), Some("same-origin"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert!(!answer.head.iter().any(|line| line.starts_with("access-control")), "{answer:?}");
    }
}

#[test]
fn the_only_redirect_adds_a_slash() {
    let place = case("base-path");
    let serving = Serving::start(&place, &ANY_PORT);
    assert_eq!(serving.base, "/usht/prove/");
    for (path, to) in
        [("/usht/prove/om", "/usht/prove/om/"), ("/usht/prove", "/usht/prove/"), ("/usht/prove/om?x=//y", "/usht/prove/om/")]
    {
        let answer = serving.get(path);
        assert_eq!((answer.status, answer.header("location")), (307, Some(to)), "{path}");
    }
    for path in [
        "//evil.example",
        "//evil.example/..",
        "/\\evil.example",
        "/%2f%2fevil.example",
        "/%5cevil.example",
        "//usht/prove/om",
        "/usht/prove//om",
        "/",
    ] {
        let answer = serving.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert_eq!(answer.header("location"), None, "{path}");
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

//! `utsyn serve` against those who should not be there: odd paths, foreign names and origins, the slow and the loud.

use std::io::{Read, Write};

use crate::serving::{ANY_PORT, Serving, case, page, small};

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
        let _ = stream.read_to_end(&mut rest);
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

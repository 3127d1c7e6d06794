//! Secrets in every disguise, and what only looks like one.

use super::super::{Secret, SecretKind, Secrets};
use super::{page, problems_of};
use crate::problem::Code;

fn secret(text: &str, kind: SecretKind, line: usize) -> Secret {
    Secret { text: text.to_owned(), kind, file: "content/kilde.yaml".to_owned(), line }
}

pub(super) fn values(texts: &[&str]) -> Secrets {
    Secrets((1..).zip(texts).map(|(line, text)| secret(text, SecretKind::Value, line)).collect())
}

/// Returns the sources' lines from which something leaks into this one file.
fn leaking(path: &str, bytes: &[u8], secrets: &Secrets) -> Vec<usize> {
    let problems = problems_of(&[(path, bytes)], "/", secrets);
    let leaks = problems.iter().filter(|problem| problem.code == Code::Leak);
    leaks.map(|leak| leak.notes[0].en.rsplit(' ').next().unwrap().parse().unwrap()).collect()
}

fn leaks_in_body(body: &str, secrets: &Secrets) -> bool {
    !leaking("index.html", page(body).as_bytes(), secrets).is_empty()
}

/// Numbers that look like chance and are the same each time.
pub(super) struct Chance(pub u64);

impl Chance {
    pub(super) fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }

    fn word(&mut self, length: usize) -> String {
        const LETTERS: [char; 24] = [
            'b', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 'r', 'v', 'å', 'ø', 'æ', 'e', 'i', 'o', 'u', 'a', 'y', 't', 'p', 'j', 'h',
            'é',
        ];
        (0..length).map(|_| LETTERS[self.next(LETTERS.len())]).collect()
    }
}

fn joined(word: &str, between: &str) -> String {
    word.chars().map(String::from).collect::<Vec<_>>().join(between)
}

/// A way to hide a word, and its name.
type Disguise = (&'static str, fn(&str) -> String);

/// Disguises of any word.
const DISGUISES: &[Disguise] = &[
    ("plain", |w| format!("<p>ord {w}, ord</p>")),
    ("upper case", |w| format!("<p>{}</p>", w.to_uppercase())),
    ("decomposed", |w| unicode_normalization::UnicodeNormalization::nfd(w).collect()),
    ("comment", |w| format!("<!-- {w} -->")),
    ("attribute", |w| format!("<p title='{w}'>x</p>")),
    ("class", |w| format!("<p class=\"x-{w}_y\">x</p>")),
    ("id", |w| format!("<p id=s-{w}>x</p>")),
    ("json-ld", |w| format!("<script type=\"application/ld+json\">{{\"name\":\"\\n{w}\\t\"}}</script>")),
    ("json escapes", |w| {
        let escaped: String = w.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
        format!("<script type=\"application/ld+json\">{{\"name\":\"{escaped}\"}}</script>")
    }),
    ("decimal entities", |w| w.chars().map(|c| format!("&#{};", c as u32)).collect()),
    ("hex entities", |w| w.chars().map(|c| format!("&#x{:X};", c as u32)).collect()),
    ("named entities", |w| w.replace('å', "&aring;").replace('ø', "&oslash;").replace('æ', "&aelig;").replace('é', "&eacute;")),
    ("per cent", |w| {
        let escaped: String = w.bytes().map(|byte| format!("%{byte:02X}")).collect();
        format!("<a href=\"https://x.example/?q={escaped}\">x</a>")
    }),
    ("soft hyphens", |w| joined(w, "\u{AD}")),
    ("soft hyphen entities", |w| joined(w, "&shy;")),
    ("zero width", |w| joined(w, "\u{200B}\u{FEFF}\u{2060}\u{FE0F}")),
    ("inline tags", |w| joined(w, "</b><b>")),
    ("wbr", |w| joined(w, "<wbr>")),
    ("inline tag inside", |w| {
        format!("<p>{}<em class='x'>{}</em></p>", w.chars().take(2).collect::<String>(), w.chars().skip(2).collect::<String>())
    }),
    ("comment inside", |w| joined(w, "<!-- x -->")),
    ("letter-spaced", |w| format!("<p>ordet {} sies</p>", joined(w, " "))),
    ("hyphens as neighbours", |w| format!("<p>et-{w}-ord og _{w}_</p>")),
    ("full width", |w| {
        w.chars().map(|c| if c.is_ascii_lowercase() { char::from_u32(c as u32 + 0xFEE0).unwrap() } else { c }).collect()
    }),
    ("without marks", |w| w.replace('å', "a").replace('ø', "o").replace('æ', "ae").replace('é', "e")),
    ("double letters", |w| w.replace('å', "aa").replace('ø', "oe").replace('æ', "ae")),
    ("genitive", |w| format!("<p>{w}s bok</p>")),
    ("genitive with apostrophe", |w| format!("<p>{w}’s bok</p>")),
    ("escaped twice", |w| joined(w, "&lt;/b&gt;&lt;b&gt;")),
    ("tag name", |w| format!("<x-{w}></x-{w}>")),
    ("closing tag", |w| format!("</x-{w}>")),
    ("title", |w| format!("<title>{w}</title>")),
];

/// Disguises of words of eight letters and more.
const LONG_DISGUISES: &[Disguise] = &[
    ("hyphened", |w| joined(w, "-")),
    ("underscored", |w| joined(w, "_")),
    ("one hyphen", |w| format!("{}-{}", w.chars().take(4).collect::<String>(), w.chars().skip(4).collect::<String>())),
    ("broken over lines", |w| joined(w, "\n  ")),
    ("broken over blocks", |w| {
        format!("<div>{}</div><div>{}</div>", w.chars().take(4).collect::<String>(), w.chars().skip(4).collect::<String>())
    }),
    ("within a word", |w| format!("mitt{w}ene")),
    ("spaced by entities", |w| joined(w, "&nbsp;")),
    ("spaced by per cent", |w| format!("<a href='https://x.example/{}'>x</a>", joined(w, "%20"))),
];

#[test]
fn a_word_is_found_in_every_disguise() {
    let mut chance = Chance(7);
    for round in 0..60 {
        let short = round % 2 == 0;
        let word = if short { chance.word(5) } else { chance.word(9) };
        let secrets = values(&[&word]);
        let long = if short { &[][..] } else { LONG_DISGUISES };
        for (name, disguise) in DISGUISES.iter().chain(long) {
            assert!(leaks_in_body(&disguise(&word), &secrets), "{name}: {word}: {}", disguise(&word));
        }
    }
}

#[test]
fn clean_text_is_clean() {
    let mut chance = Chance(11);
    let texts: Vec<String> = (0..400).map(|n| chance.word(3 + n % 9)).collect();
    let secrets = values(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let known: Vec<String> = texts.iter().flat_map(|text| [text.clone(), format!("{text}s")]).collect();
    let forms = |text: &str| {
        text.replace('å', "a").replace('ø', "o").replace('æ', "ae").replace('é', "e").replace("aa", "a").replace("oe", "o")
    };
    let known: Vec<String> = known.iter().map(|text| forms(text)).collect();
    let mut body = String::new();
    for n in 0..20_000 {
        let word = chance.word(2 + n % 7);
        if !known.contains(&forms(&word)) {
            body.push_str(&format!("<span class=\"ren\">{word}</span> "));
        }
    }
    assert!(!leaks_in_body(&body, &secrets));
}

#[test]
fn a_short_word_is_no_part_of_another() {
    let secrets = values(&["Kari", "Sør-Odal", "Bø", "Hå"]);
    for clean in ["Kariene", "Okari", "kar i dag", "Sør Odalen", "de bor og ha", "k-a-r-ie", "bo", "<b>Ka</b>rin"] {
        assert!(!leaks_in_body(clean, &secrets), "{clean}");
    }
    for leaky in [
        "Kari",
        "k a r i",
        "KARIS",
        "sør odal",
        "SørOdal",
        "Soer-Odal",
        "sor_odals",
        "i Bø.",
        "Bøs",
        "boe",
        "h&aring;",
        "<i>Kari</i>ne",
    ] {
        assert!(leaks_in_body(leaky, &secrets), "{leaky}");
    }
}

#[test]
fn a_telephone_number_is_found_and_other_numbers_are_not() {
    let secrets = values(&["22 33 44 55"]);
    for leaky in [
        "22334455",
        "+47 22 33 44 55",
        "004722334455",
        "223 34 455",
        "22.33.44.55",
        "<a href=\"tel:+4722334455\">x</a>",
        "tlf22334455",
        "2<b>2</b>334455",
    ] {
        assert!(leaks_in_body(leaky, &secrets), "{leaky}");
    }
    for clean in [
        "922334455",
        "223344556",
        "22.334 455",
        "<table><tr><td>22</td><td>33</td><td>44</td><td>55</td></tr></table>",
        "1 2233445",
    ] {
        assert!(!leaks_in_body(clean, &secrets), "{clean}");
    }
}

#[test]
fn six_words_of_prose_betray_it() {
    let prose = "Vi får ikke tak i vikarer om natten, og har stengt to rom siden påske.";
    let secrets = Secrets(vec![secret(prose, SecretKind::Prose, 3), secret("Ingen ville svare", SecretKind::Prose, 9)]);
    let lines = |body: &str| leaking("index.html", page(body).as_bytes(), &secrets);
    assert_eq!(lines("<p>… at de <em>har stengt</em> TO rom siden paske …</p>"), [3]);
    assert_eq!(lines("<p>fikk vikarer om natten, og har</p>"), [0; 0]);
    assert_eq!(lines("<p>vikarer om natten, og har</p><!-- stengt -->"), [0; 0]);
    assert_eq!(lines("<p>Vi får ikke tak i vikarer.</p><p>ingen ville-svare</p>"), [3, 9]);
}

#[test]
fn every_kind_of_file_is_read() {
    let secrets = values(&["Kåre Moen", "kanarifugl"]);
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let picture = |text: &[u8]| [&b"\xFF\xD8\xFF\xE1\x00\x20Exif\0\0"[..], text, b"\xFF\xDA\x01\x02\xFF\xD9"].concat();
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("stil.css", b"/* K\xC3\xA5re Moen */".to_vec()),
        ("stil2.css", br#"a::after{content:"K\e5 re Moen"}"#.to_vec()),
        ("tegn.svg", "<svg><text>K<tspan>å</tspan>re Moen</text></svg>".into()),
        (
            "feed.xml",
            "<feed><summary type=\"html\">&lt;p&gt;K&amp;aring;re &lt;b&gt;M&lt;/b&gt;oen&lt;/p&gt;</summary></feed>".into(),
        ),
        ("sok.json", br#"{"t":"<b>K\u00e5</b>re\nMoen"}"#.to_vec()),
        ("sok2.json", br#"{"t":"a\nkanari\nfugl"}"#.to_vec()),
        ("data.csv", b"navn;tall\nK\xE5re Moen;3\n".to_vec()),
        ("data.txt", "kanari\r\nfugl".into()),
        ("wide.txt", [&b"\xFF\xFE"[..], &wide("Hei Kåre Moen")].concat()),
        ("a.jpg", picture("Kåre Moen".as_bytes())),
        ("b.jpg", picture(&wide("Kåre Moen"))),
        ("c.jpg", [picture(b"x"), b"kanarifugl".to_vec()].concat()),
        ("kaare-moen/index.html", page("x").into()),
        ("x/kanari-fugl.png", b"\x89PNG".to_vec()),
    ];
    for (path, bytes) in files {
        assert!(!leaking(path, &bytes, &secrets).is_empty(), "{path}");
    }
    assert!(leaking("a.jpg", &picture(b"Kare Moenster"), &values(&["Moens"])).is_empty());
}

#[test]
fn a_leak_is_told_by_its_places_alone() {
    let secrets = values(&["kanarifugl"]);
    let html = page("\n<p>\n <i>æ kanarifugl</i> kanarifugl <a href=\"/kanarifugl/\">x</a>");
    let problems = problems_of(&[("agder/kanarifugl.html", html.as_bytes())], "/", &secrets);
    assert_eq!(problems.len(), 1);
    let problem = &problems[0];
    let place = problem.place.as_ref().unwrap();
    assert_eq!((place.file.as_str(), place.line, place.column, &place.excerpt), ("agder/…", 5, 7, &None));
    assert_eq!(problem.headline.nb, "en fortrolig opplysning står i `agder/…`, linje 5");
    assert_eq!(problem.notes[0].nb, "den kommer fra `content/kilde.yaml`, linje 1");
    assert!(!format!("{problem:?}").contains("kanari"));
}

/// A secret may come to a report by any way; the report on paper is looked through like its page.
#[cfg(feature = "pdf")]
#[test]
fn a_secret_in_a_report_on_paper_is_found_wherever_it_stands() {
    use crate::render::printed;

    const NAME: &str = "Skjørrviklandsbygda";
    let secrets = values(&[NAME]);
    let found = |title: &str, body: &str| leaking("rapporter/r/r.pdf", &printed(title, body), &secrets) == [1];
    let figure = "<figure><svg viewBox=\"0 0 9 9\"><title>Kart over NAVN</title><path d=\"M0 0H9V9z\"/></svg></figure>";
    for (body, place) in [
        ("<p>I NAVN er det fint.</p>", "the text"),
        ("<p>I <em>Skjørr</em>viklands<strong>bygda</strong>.</p>", "a word in three shapes"),
        ("<h3>Funn i NAVN</h3><p>x</p>", "a heading, and the outline"),
        (figure, "what a figure shows, in words"),
        ("<p><a href=\"https://x.example/?sted=NAVN\">lenke</a></p>", "an address"),
        ("<table><tr><th>A</th></tr><tr><td>NAVN</td></tr></table>", "a cell"),
        (
            "<p>x<sup class=\"fotnotelenke\"><a href=\"#fn-1\">1</a></sup></p><section class=\"fotnoter\"><ol><li id=\"fn-1\">\
          <p>Se NAVN.</p></li></ol></section>",
            "a note",
        ),
        ("<p lang=\"se\">NAVN</p>", "a text in another language"),
    ] {
        assert!(found("T", &body.replace("NAVN", NAME)), "{place}");
    }
    assert!(found(&format!("Rapport om {NAME}"), "<p>x</p>"), "the title");
    assert!(!found("T", "<p>Ingen ting.</p>"), "nothing");
    // Somewhere in these lines the name is divided; no line may hide it.
    let lines: String = (0..24).map(|more| format!("<p>{} {NAME}</p>", "ord ".repeat(14) + &"i".repeat(more))).collect();
    let divided = super::super::pdf::read(&printed("T", &lines)).unwrap().text;
    let line = divided.lines().find(|line| line.replace('\u{AD}', "").contains(NAME) && !line.contains(NAME)).unwrap();
    let words = line.split(NAME).next().unwrap_or(line).replace('\u{AD}', "");
    assert!(found("T", &format!("<p>{words}</p>")), "a name that is divided at the end of a line");
}

/// Web and paper are made of the same texts, and say the same.
#[cfg(feature = "pdf")]
#[test]
fn a_report_on_paper_says_what_its_page_says() {
    let body = "<h3>Første del</h3>\n<p>Et <em>uthevet</em> ord,\net <a href=\"https://x.example/\">lenket</a> og «sitert» – 14 % av \
                utviklingssentrene.<br>\nNy linje med kompetansehevingstiltakene i spesialisthelsetjenestesamarbeidet, som er langt.</p>\n\
                <ul>\n<li>én</li>\n<li><p>to</p></li>\n</ul><table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>én \
                celle</td><td>2</td></tr></tbody></table><blockquote><p>Sagt.</p></blockquote><aside role=\"note\"><p class=\"tittel\">\
                Merk</p><p>Dette.</p></aside><dl><dt>Ord</dt><dd>Mening</dd></dl>";
    let words = |text: &str| -> Vec<String> {
        let plain = text.replace('\u{AD}', "").replace(['|', '•'], " ");
        plain.split_whitespace().map(str::to_owned).collect()
    };
    let web = super::super::reading(page(&format!("<main>{body}</main>")).as_bytes()).main.join(" ");
    let paper = super::super::pdf::read(&crate::render::printed("T", body)).unwrap().text;
    let (web, paper) = (words(&web), words(&paper));
    let from = paper.windows(2).rposition(|pair| pair == ["Første", "del"]).unwrap();
    let to = paper.windows(2).rposition(|pair| pair == ["Siter", "rapporten"]).unwrap();
    assert_eq!(paper[from..to], web[..]);
}

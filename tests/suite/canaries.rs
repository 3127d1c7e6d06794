//! Canaries: a word found nowhere else is planted in every confidential field, and is neither published nor printed.
//!
//! 1. `plant` makes a site whose every closed place holds a word of its own;
//! 2. a build of it must let none of them out, in any form in which bytes can be letters;
//! 3. each way to break a closed file must be told without repeating what stands in it.

use crate::place::{Place, Ran, TONGUES, Tree, assert_same};

/// The planted words.
#[derive(Default)]
struct Canaries {
    /// What each word is planted in, the word by its number.
    planted: Vec<&'static str>,
}

impl Canaries {
    /// Returns a new word, for the place that `said` names.
    fn word(&mut self, said: &'static str) -> String {
        self.planted.push(said);
        spelt(self.planted.len() - 1)
    }

    /// Returns where the words come from that stand in `bytes`, as UTF-8 or UTF-16, in either case.
    fn heard(&self, bytes: &[u8]) -> Vec<&'static str> {
        let narrow = bytes.to_ascii_lowercase();
        let wide = |from: usize| -> Vec<u8> { narrow.iter().skip(from).step_by(2).copied().collect() };
        let forms = [narrow.clone(), wide(0), wide(1)];
        let sings = |number: usize| forms.iter().any(|form| holds(form, spelt(number).as_bytes()));
        self.planted.iter().enumerate().filter(|(number, _)| sings(*number)).map(|(_, said)| *said).collect()
    }

    fn assert_silent(&self, bytes: &[u8], place: &str) {
        let heard = self.heard(bytes);
        assert!(heard.is_empty(), "{place} lets out: {heard:?}\n{}", String::from_utf8_lossy(bytes));
    }

    fn assert_silent_tree(&self, files: &Tree) {
        let heard = files.iter().map(|(path, bytes)| (path, [self.heard(path.as_bytes()), self.heard(bytes)].concat()));
        let heard: Vec<_> = heard.filter(|(_, heard)| !heard.is_empty()).collect();
        assert!(heard.is_empty(), "let out: {heard:#?}");
    }
}

/// Letters only, so that no program takes the word apart, and of one length, so that none is a part of another.
fn spelt(number: usize) -> String {
    let letter = |digit: usize| char::from(b'a' + u8::try_from(digit % 26).unwrap());
    format!("qvx{}{}xvq", letter(number / 26), letter(number))
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Makes a site with a word in every place from which nothing may come out.
fn plant() -> (Place, Canaries) {
    let mut canaries = Canaries::default();
    let c = &mut canaries;
    let place = Place::new();
    plant_in_public_files(&place, c);
    plant_in_pictures(&place, c);
    plant_in_closed_files(&place, c);
    (place, canaries)
}

/// Comments for the editor, and files to which nothing links.
fn plant_in_public_files(place: &Place, c: &mut Canaries) {
    let mut page = |path: &str, yaml: &str, body: &str| {
        let [yaml_comment, block, inline, far] =
            ["YAML comment in front matter", "HTML comment", "HTML comment in a line", "HTML comment over lines"]
                .map(|said| c.word(said));
        let comments = format!("<!-- {block} -->\n\nMer <!-- {inline} --> tekst.\n\n<!--\n\n{far}\n\n-->\n");
        place.write(path, format!("---\n# {yaml_comment}\n{yaml}\n---\n\n{body}\n\n{comments}"));
    };
    let pictures = "![En liten rute](files/rute.jpg)\n\n![En rute til](files/rute.png)\n\n![Den siste ruten](files/rute.webp)";
    page("content/index.md", "title: \"Forsiden\"", &format!("Velkommen.\n\n{pictures}\n\n[Tabellen](files/tabell.csv)"));
    page("content/news/nytt.md", "title: \"Noe nytt\"\ndate: 2026-11-01\ntags: [prøve]", "En nyhet.");
    page("content/pages/om.md", "title: \"Om oss\"", "Om nettstedet.");
    page("content/centres/tiriltunet.md", "name: \"USHT Tiriltunet\"", "Om senteret.");
    page("content/priorities/nattero.md", "title: \"Nattero\"\nkind: national", "Om satsingen.");
    page("content/mappings/tiriltunet-2024/findings/apent.md", &finding("Et åpent funn", "anonymised: true"), "Noen sov godt.");
    page("content/reports/tiriltunet-2025/01-start.md", "title: \"Start\"", "Første kapittel.");

    let mut yaml = |path: &str, text: &str| {
        let (first, last) = (c.word("YAML comment"), c.word("YAML comment after a value"));
        place.write(path, format!("# {first}\n{text} # {last}\n"));
    };
    yaml("content/site.yaml", "title: \"Prøvestedet\"\nbase_url: \"https://prove.example/\"");
    yaml("content/registry/counties.yaml", "counties:\n  - number: \"91\"\n    names: {nb: \"Tirilfylket\"}");
    yaml(
        "content/registry/actors.yaml",
        "tasks: [{id: rad, name: \"Råd\"}]\nactors:\n  - {id: tirilradet, name: \"Tirilrådet\", kind: civil, about: \"Et råd.\"}",
    );
    yaml("content/registry/references.yaml", "references:\n  - {id: tiril2024, kind: report, title: \"Tirils bok\", year: 2024}");
    yaml(
        "content/mappings/tiriltunet-2024/mapping.yaml",
        "title: \"Kartleggingen\"\ncentre: tiriltunet\nperiod: {from: 2024}\ninvited: 3\nparticipated: 2\nthemes:\n  - {id: sovn, title: \"Søvn\"}",
    );
    yaml(
        "content/reports/tiriltunet-2025/report.yaml",
        "title: \"Rapporten\"\ncentre: tiriltunet\nmapping: tiriltunet-2024\nversion: \"1.0\"\npublished: 2025\nsummary: \"Kort sagt.\"",
    );
    let comment = c.word("comment in CSV");
    place.write("content/registry/municipalities.csv", format!("# {comment}\n{COLUMNS}\n{ROW}\n"));
    place.write("content/files/tabell.csv", "a,b\n1,2\n");
    for (said, ending) in
        [("unlinked text", "txt"), ("unlinked table", "csv"), ("unlinked picture", "png"), ("unlinked document", "docx")]
    {
        place.write(&format!("content/files/{}.{ending}", c.word(said)), c.word(said));
    }
    place.write("content/news/vedlegg.txt", c.word("unlinked file beside a page"));
    place.write(&format!("content/.{}", c.word("hidden file")), c.word("hidden file"));
}

const COLUMNS: &str = "number,name,qualifier,official_name,sami_name,sami_lang,kven_name,county,valid_from,valid_from_precision,\
                       valid_to,end_kind,successors,predecessors,lat,lon,former_names,note";
const ROW: &str = "9101,Tirilby,,Tirilby,,,,91,1990-01-01,on_or_before,,,,,,,,";

fn finding(title: &str, keys: &str) -> String {
    format!("title: \"{title}\"\ntheme: sovn\nkind: view\nextent: noen\n{keys}")
}

/// Files that are closed by their nature, by a key, or by a key that is missing.
fn plant_in_closed_files(place: &Place, c: &mut Canaries) {
    place.write(OBSERVATIONS, observations(c));
    place.write(NOTES, notes(c));
    for keys in ["", "anonymised: false", "anonymised: true\ndraft: true", "anonymised: true\nsynthetic: true"] {
        let name = c.word("file name of a withheld finding");
        place.write(&format!("{FINDINGS}/funn-{name}.md"), withheld(c, keys));
    }
    for folder in ["news", "pages", "kurs"] {
        let name = c.word("file name of a draft");
        place.write(&format!("content/{folder}/kladd-{name}.md"), draft(c));
    }
}

const OBSERVATIONS: &str = "content/mappings/tiriltunet-2024/observations.yaml";
const NOTES: &str = "content/mappings/tiriltunet-2024/notes.yaml";
const FINDINGS: &str = "content/mappings/tiriltunet-2024/findings";

fn observations(c: &mut Canaries) -> String {
    let mut w = |said| c.word(said);
    format!(
        "# {}\nsynthetic: true\nnote: \"{}\"\nobservations:\n  - municipality: \"{}\"\n    date: 2024-04-16\n    meeting: digital\n    \
         contact: {{name: \"Tor {}\", email: \"{}@{}.example\", phone: \"17 38 46 29\"}}\n    answers:\n      - {{theme: sovn, raised: \
         \"yes\", text: \"Ingen {} hos oss siden den {} høsten da alt {} sluttet\"}}\n    internal_note: \"Si {} bare muntlig\"\n",
        w("comment in observations"),
        w("note on observations"),
        w("municipality observed"),
        w("name of a contact"),
        w("e-mail of a contact"),
        w("host of an e-mail"),
        w("answer"),
        w("middle of an answer"),
        w("end of an answer"),
        w("internal note"),
    )
}

fn notes(c: &mut Canaries) -> String {
    let mut w = |said| c.word(said);
    format!(
        "# {}\nnotes:\n  - date: 2024-03-19\n    about: \"{}\"\n    contact: \"Per {}\"\n    text: \"Ringte om {} og ny dato\"\n",
        w("comment in notes"),
        w("whom a note is about"),
        w("contact of a note"),
        w("text of a note"),
    )
}

fn withheld(c: &mut Canaries, keys: &str) -> String {
    let mut w = |said| c.word(said);
    let title = format!("Alt om {} i nord", w("title of a withheld finding"));
    format!(
        "---\n# {}\n{}\ndescription: \"Kort om {} her\"\n---\n\nDe sa at {} er tungt.\n\n- punkt {} i listen\n\n<!-- {} -->\n",
        w("comment in a withheld finding"),
        finding(&title, keys),
        w("description of a withheld finding"),
        w("body of a withheld finding"),
        w("list in a withheld finding"),
        w("HTML comment in a withheld finding"),
    )
}

fn draft(c: &mut Canaries) -> String {
    let mut w = |said| c.word(said);
    format!(
        "---\n# {}\ntitle: \"Nytt om {}\"\ndescription: \"Snart om {}\"\ndate: 2026-11-02\ndraft: true\ntags: [\"{}\"]\nextra: {{{}: \"Mer {} her\"}}\n\
         aliases: [\"/gammelt/{}/\"]\n---\n\n## Om {}\n\nTeksten om {} er uferdig.\n\n<!-- {} -->\n",
        w("comment in a draft"),
        w("title of a draft"),
        w("description of a draft"),
        w("tag of a draft"),
        w("key of a draft's extra"),
        w("extra of a draft"),
        w("alias of a draft"),
        w("heading of a draft"),
        w("body of a draft"),
        w("HTML comment in a draft"),
    )
}

/// Pictures that pages show, with words in all that they can carry along.
fn plant_in_pictures(place: &Place, c: &mut Canaries) {
    for (path, parts) in [("rute.jpg", jpeg(c)), ("rute.png", png(c)), ("rute.webp", webp(c))] {
        place.write(
            &format!("content/files/{path}"),
            parts.iter().map(|(_, bytes)| bytes.as_slice()).collect::<Vec<_>>().concat(),
        );
    }
}

/// A part of a picture, and what of it is published.
type Part = (Vec<u8>, Vec<u8>);

fn kept(bytes: Vec<u8>) -> Part {
    (bytes.clone(), bytes)
}

fn carried(bytes: Vec<u8>) -> Part {
    (Vec::new(), bytes)
}

/// Returns what is published of a picture.
fn shown(parts: &[Part]) -> Vec<u8> {
    parts.iter().flat_map(|(shown, _)| shown.clone()).collect()
}

/// A grey dot, with all segments that can hold a text.
fn jpeg(c: &mut Canaries) -> Vec<Part> {
    let segment = |marker: u8, bytes: &[u8]| {
        let length = u16::try_from(bytes.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker][..], &length, bytes].concat()
    };
    let told = |marker: u8, head: &[u8], text: &str| carried(segment(marker, &[head, text.as_bytes()].concat()));
    let mut w = |said| c.word(said);
    let wide: Vec<u8> = w("UTF-16 in JPEG EXIF").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let codes = |class: u8| [&[class, 1][..], &[0; 16]].concat();
    vec![
        kept(vec![0xFF, 0xD8]),
        told(0xE0, b"JFXX\0\x10", &w("thumbnail in JPEG JFXX")),
        told(0xE1, b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0", &w("JPEG EXIF")),
        carried(segment(0xE1, &[&b"Exif\0\0"[..], &wide].concat())),
        told(0xE1, b"http://ns.adobe.com/xap/1.0/\0", &w("JPEG XMP")),
        told(0xE2, b"MPF\0", &w("JPEG MPF")),
        told(0xED, b"Photoshop 3.0\08BIM\x04\x04\0\0", &w("JPEG IPTC")),
        told(0xEE, b"Adobe", &w("long JPEG APP14")),
        told(0xEF, b"", &w("JPEG APP15")),
        told(0xFE, b"", &w("JPEG comment")),
        kept(segment(0xDB, &[&[0][..], &[1; 64]].concat())),
        kept(segment(0xC0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0])),
        kept(segment(0xC4, &codes(0x00))),
        kept(segment(0xC4, &codes(0x10))),
        kept(segment(0xDA, &[1, 1, 0, 0, 63, 0])),
        kept(vec![0x3F]),
        told(0xFE, b"", &w("JPEG comment after the scan")),
        kept(vec![0xFF, 0xD9]),
        carried(w("after the end of a JPEG").into_bytes()),
    ]
}

/// A grey dot, with all chunks that can hold a text.
fn png(c: &mut Canaries) -> Vec<Part> {
    let chunk = |kind: &[u8; 4], bytes: &[u8]| {
        let length = u32::try_from(bytes.len()).unwrap().to_be_bytes();
        let sum = crc32(&[&kind[..], bytes].concat()).to_be_bytes();
        [&length[..], kind, bytes, &sum].concat()
    };
    let mut w = |said| c.word(said);
    // One line of one dot: the filter and the shade, stored as they are.
    let data = [0x78, 0x01, 0x01, 2, 0, 0xFD, 0xFF, 0, 0x7F, 0, 0x81, 0, 0x80];
    vec![
        kept(b"\x89PNG\r\n\x1a\n".to_vec()),
        kept(chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
        carried(chunk(b"tEXt", format!("Comment\0{}", w("PNG tEXt")).as_bytes())),
        carried(chunk(b"iTXt", format!("XML:com.adobe.xmp\0\0\0\0\0{}", w("PNG iTXt")).as_bytes())),
        carried(chunk(b"eXIf", format!("II*\0\x08\0\0\0\0\0{}", w("PNG eXIf")).as_bytes())),
        carried(chunk(b"prVt", w("private PNG chunk").as_bytes())),
        kept(chunk(b"IDAT", &data)),
        carried(chunk(b"tEXt", format!("Author\0{}", w("PNG tEXt after the picture")).as_bytes())),
        kept(chunk(b"IEND", &[])),
        carried(w("after the end of a PNG").into_bytes()),
    ]
}

/// A dot, with all chunks that can hold a text.
fn webp(c: &mut Canaries) -> Vec<Part> {
    const DOT: [u8; 13] = [0x2F, 0, 0, 0, 0x10, 0x07, 0x10, 0x11, 0x11, 0x88, 0x88, 0xFE, 0x07];
    let chunk = |kind: &[u8; 4], bytes: &[u8]| {
        let length = u32::try_from(bytes.len()).unwrap().to_le_bytes();
        let even = if bytes.len() % 2 == 1 { &[0][..] } else { &[] };
        [&kind[..], &length, bytes, even].concat()
    };
    let mut w = |said| c.word(said);
    // The flags say that there is EXIF and XMP; afterwards there is not.
    let [open, closed] = [0x0C, 0].map(|flags| chunk(b"VP8X", &[flags, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    let chunks = vec![
        (closed, open),
        kept(chunk(b"VP8L", &DOT)),
        carried(chunk(b"EXIF", w("WebP EXIF").as_bytes())),
        carried(chunk(b"XMP ", w("WebP XMP").as_bytes())),
        carried(chunk(b"EXIF", w("second WebP EXIF").as_bytes())),
        carried(chunk(b"ownd", w("private WebP chunk").as_bytes())),
    ];
    let head = |lengths: Vec<usize>| {
        [b"RIFF", &u32::try_from(lengths.iter().sum::<usize>() + 4).unwrap().to_le_bytes(), &b"WEBP"[..]].concat()
    };
    let [ours, all] =
        [|part: &Part| part.0.len(), |part: &Part| part.1.len()].map(|length| head(chunks.iter().map(length).collect()));
    let end = carried(w("after the end of a WebP").into_bytes());
    [vec![(ours, all)], chunks, vec![end]].concat()
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum: u32, &byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 })
    })
}

/// Runs the program in both tongues, with and without `--json`.
fn runs(place: &Place) -> Vec<Ran> {
    TONGUES
        .into_iter()
        .flat_map(|tongue| [vec!["--lang", tongue], vec!["--lang", tongue, "--json"]])
        .map(|said| place.run(&[&["build"], &said[..]].concat()))
        .collect()
}

/// What is printed, without the names of the files that were left out: those are told, so that an editor finds them.
fn without_names(printed: &str) -> String {
    let is_name = |word: &str| word.contains("/funn-qvx") || word.contains("/kladd-qvx");
    printed.split_whitespace().filter(|word| !is_name(word)).collect::<Vec<_>>().join(" ")
}

#[test]
fn nothing_confidential_is_published_or_printed() {
    let (place, canaries) = plant();
    for ran in runs(&place) {
        assert_eq!(ran.code, 0, "{}", ran.printed());
        canaries.assert_silent(without_names(&ran.printed()).as_bytes(), "the report");
    }
    let site = place.site();
    assert!(site.contains_key("filer/tabell.csv"));
    canaries.assert_silent_tree(&site);
    canaries.assert_silent_tree(&crate::place::tree(&place.path("output")));
}

#[test]
fn a_build_with_drafts_lets_out_nothing_but_the_drafts() {
    let (place, canaries) = plant();
    let ran = place.run(&["build", "--drafts"]);
    assert_eq!(ran.code, 0, "{}", ran.printed());
    for (path, bytes) in crate::place::tree(&place.path("output")) {
        let heard = canaries.heard(&[path.as_bytes(), &bytes].concat());
        let others: Vec<_> = heard.into_iter().filter(|said| !said.contains("draft")).collect();
        assert!(others.is_empty(), "{path} lets out: {others:?}");
    }
}

#[test]
fn a_picture_keeps_what_shows_it_and_nothing_else() {
    let (place, _) = plant();
    place.build();
    let site = place.site();
    let mut c = Canaries::default();
    for (path, parts) in [("filer/rute.jpg", jpeg(&mut c)), ("filer/rute.png", png(&mut c)), ("filer/rute.webp", webp(&mut c))] {
        assert!(site[path] == shown(&parts), "{path}: {:02X?}", site[path]);
    }
}

#[test]
fn a_canary_would_be_heard() {
    let mut canaries = Canaries::default();
    let word = canaries.word("a test");
    let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [word.as_bytes(), word.to_uppercase().as_bytes(), &wide, &[b"x", &wide[..]].concat()] {
        assert_eq!(canaries.heard(bytes), ["a test"]);
    }
    assert_eq!(canaries.heard(spelt(1).as_bytes()), [""; 0]);
}

/// Breaks a file of the planted site.
type Spoiler<'a> = &'a dyn Fn(&Place, &mut Canaries);

/// Builds the planted site, breaks it with `broken`, and asserts that the next build says so and nothing more.
fn assert_told_without_quoting(broken: &[(&str, &str, Spoiler<'_>)]) {
    let (place, canaries) = plant();
    place.build();
    let (old, content) = (place.site(), crate::place::tree(&place.path("content")));
    let planted = canaries.planted.len();
    let mut canaries = canaries;
    let mut failures = Vec::new();
    for (said, code, spoil) in broken {
        canaries.planted.truncate(planted);
        spoil(&place, &mut canaries);
        for ran in runs(&place) {
            let heard = canaries.heard(without_names(&ran.printed()).as_bytes());
            if !heard.is_empty() {
                failures.push(format!("{said}: lets out {heard:?}\n{}", ran.printed()));
            }
            if ran.code != 1 || !ran.printed().contains(code) {
                failures.push(format!("{said}: expected {code}, exit code {}\n{}", ran.code, ran.printed()));
            }
        }
        assert_same(&old, &place.site(), said);
        std::fs::remove_dir_all(place.path("content")).unwrap();
        for (path, bytes) in &content {
            place.write(&format!("content/{path}"), bytes);
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn an_error_elsewhere_lets_nothing_out() {
    assert_told_without_quoting(&[
        ("a dead link", "U0401", &|place, _| place.write("content/pages/ny.md", "---\ntitle: Ny\n---\n\n[Se](borte.md)\n")),
        ("an unknown key", "U0205", &|place, _| place.write("content/pages/ny.md", "---\ntitle: Ny\ntitel: Ny\n---\n")),
    ]);
}

#[test]
fn an_error_in_observations_is_told_without_quoting_them() {
    let whole = |text: &'static str| {
        move |place: &Place, c: &mut Canaries| {
            place.write(OBSERVATIONS, text.replace("QVX", &c.word("what is wrong with the observations")));
        }
    };
    let entry = |line: &'static str| {
        move |place: &Place, c: &mut Canaries| {
            let text = format!("observations:\n  - municipality: \"{}\"\n    {line}\n", c.word("municipality"));
            place.write(OBSERVATIONS, text.replace("QVX", &c.word("what is wrong with an observation")));
        }
    };
    assert_told_without_quoting(&[
        ("a quote that never ends", "U0203", &entry("internal_note: \"Si QVX muntlig")),
        ("a colon without quotes", "U0214", &entry("internal_note: Si QVX: bare muntlig QVX")),
        ("a tab", "U0204", &entry("\tinternal_note: \"QVX\"")),
        ("typographic quotes", "U0213", &entry("internal_note: “Si QVX muntlig”")),
        ("an unknown key", "U0205", &entry("QVX: \"Si QVX muntlig\"")),
        ("a key twice", "U0207", &entry("internal_note: \"QVX\"\n    internal_note: \"QVX\"")),
        ("an unknown key twice", "U0205", &entry("QVX: \"1\"\n    QVX: \"2\"")),
        ("a list for a text", "U0208", &entry("internal_note: [\"QVX\", \"QVX\"]")),
        ("a text for a list", "U0208", &entry("answers: \"QVX\"")),
        ("a text for a map", "U0208", &entry("contact: \"QVX\"")),
        ("a choice there is not", "U0215", &entry("meeting: \"QVX\"")),
        ("a nested choice there is not", "U0215", &entry("answers: [{theme: sovn, raised: \"QVX\"}]")),
        ("a theme there is not", "U0302", &entry("answers: [{theme: \"QVX\", raised: \"yes\"}]")),
        ("a missing key", "U0206", &entry("answers: [{text: \"QVX\"}]")),
        ("a date that is none", "U0210", &entry("date: \"QVX\"")),
        ("a date that is not in the calendar", "U0210", &entry("date: \"qv-x-qvxqvx\"")),
        ("a tag", "U0212", &entry("internal_note: !QVX \"QVX\"")),
        ("an anchor", "U0212", &entry("internal_note: &QVX \"QVX\"")),
        ("an alias", "U0212", &entry("internal_note: *QVX")),
        ("a merge key", "U0212", &entry("<<: {internal_note: \"QVX\"}")),
        ("no list at all", "U0208", &whole("QVX")),
        ("another key than the list", "U0205", &whole("QVX: [\"QVX\"]")),
        ("two documents", "U0212", &whole("observations: []\n---\nQVX: \"QVX\"\n")),
        ("a truth value that is none", "U0209", &whole("synthetic: QVX\nobservations: []\n")),
        ("a control character", "U0103", &whole("note: \"QVX \u{7}\"\nobservations: []\n")),
    ]);
}

#[test]
fn an_error_in_notes_is_told_without_quoting_them() {
    let entry = |line: &'static str| {
        move |place: &Place, c: &mut Canaries| {
            let text = format!("notes:\n  - {line}\n");
            place.write(NOTES, text.replace("QVX", &c.word("what is wrong with a note")));
        }
    };
    assert_told_without_quoting(&[
        ("a missing text", "U0206", &entry("about: \"QVX\"")),
        ("an empty text", "U0216", &entry("{about: \"QVX\", text: }")),
        ("an unknown key", "U0205", &entry("{text: \"QVX\", QVX: \"QVX\"}")),
        ("a key that is nearly right", "U0205", &entry("{text: \"QVX\", abuot: \"QVX\"}")),
        ("a list for a text", "U0208", &entry("text: [\"QVX\"]")),
        ("a date that is none", "U0210", &entry("{date: \"QVX\", text: \"QVX\"}")),
        ("a bracket that never ends", "U0203", &entry("{text: \"QVX\"")),
        ("a colon without quotes", "U0214", &entry("text: Om QVX: og QVX")),
    ]);
}

#[test]
fn an_error_in_a_withheld_finding_is_told_without_quoting_it() {
    // Withheld by a key of its own, however that key is written.
    const KEYS: [&str; 6] = [
        "anonymised: false",
        "anonymised: true\ndraft: true",
        "anonymised: true\ndraft: true # fordi",
        "anonymised: true\nsynthetic:  true",
        "anonymised: true\n\"draft\": true",
        "anonymised: true\ndraft: ja",
    ];
    let mut cases: Vec<(String, &str, String)> = Vec::new();
    for keys in KEYS {
        let yes = !keys.ends_with("ja");
        let mut case = |said: &str, code: &'static str, yaml: &str, body: &str| {
            let text = format!("---\ntheme: sovn\nkind: view\nextent: noen\n{yaml}\n{keys}\n---\n\n{body}\n");
            cases.push((format!("{said} with {keys:?}"), if yes { code } else { "U0209" }, text));
        };
        let title = "title: \"Om QVX\"";
        case("no error but in its key", if yes { "" } else { "U0209" }, title, "Om QVX.");
        case("a source there is not", "U0302", &format!("{title}\nsources: [QVX]"), "Om QVX.");
        case("a priority there is not", "U0302", &format!("{title}\npriorities: [QVX]"), "Om QVX.");
        case("a date that is none", "U0210", &format!("{title}\nupdated: QVX"), "Om QVX.");
        case("a reference to nothing", "U0302", title, "Om QVX [[centre:QVX]] QVX.");
        case("a finding there is not", "U0302", title, "Om QVX [[finding:QVX]] QVX.");
        case("a municipality by its name", "U0302", title, "Om QVX [[municipality:QVX]] QVX.");
        case("a work there is not", "U0302", title, "Om QVX [@QVX] QVX.");
        case("a reference of no kind", "U0314", title, "Om QVX [[QVX:QVX]] QVX.");
    }
    let findings = |text: String| {
        move |place: &Place, c: &mut Canaries| {
            place.write(&format!("{FINDINGS}/galt.md"), text.replace("QVX", &c.word("what is wrong with a finding")));
        }
    };
    let spoilers: Vec<_> = cases
        .into_iter()
        .filter(|(_, code, _)| !code.is_empty())
        .map(|(said, code, text)| (said, code, findings(text)))
        .collect();
    let whole = |said: &'static str, code: &'static str, text: &str| (said.to_owned(), code, findings(text.to_owned()));
    let others = [
        whole("a key twice", "U0207", "---\ntitle: \"QVX\"\ntitle: \"QVX\"\n---\n\nQVX\n"),
        whole("a misspelt key", "U0205", "---\ntitle: \"QVX\"\nanonymized: true\n---\n\nQVX\n"),
        whole("a word for true", "U0209", "---\ntitle: \"QVX\"\nanonymised: ja\n---\n\nQVX\n"),
        whole("an own word for true", "U0209", "---\ntitle: \"QVX\"\nanonymised: QVX\n---\n\nQVX\n"),
        whole("a colon without quotes", "U0214", "---\ntitle: Om QVX: og QVX\n---\n\nQVX\n"),
        whole("no front matter", "U0201", "Om QVX\n"),
        whole("an open front matter", "U0202", "---\ntitle: \"QVX\"\n\nQVX\n"),
        whole("a front matter that ends in dots", "U0202", "---\ntitle: \"QVX\"\n...\n\nQVX\n"),
    ];
    let spoilers: Vec<_> = spoilers.into_iter().chain(others).collect();
    let broken: Vec<(&str, &str, Spoiler<'_>)> =
        spoilers.iter().map(|(said, code, spoil)| (said.as_str(), *code, spoil as Spoiler<'_>)).collect();
    assert_told_without_quoting(&broken);
}

#[test]
fn an_error_in_a_draft_is_told_without_quoting_it() {
    const KEYS: [&str; 4] = ["draft: true", "draft: true # fordi", "draft:   true", "\"draft\": true"];
    let mut cases: Vec<(String, &str, String)> = Vec::new();
    for key in KEYS {
        let mut case = |said: &str, code: &'static str, yaml: &str, body: &str| {
            cases.push((format!("{said} with {key:?}"), code, format!("---\n{yaml}\n{key}\n---\n\n{body}\n")));
        };
        let title = "title: \"Om QVX\"";
        case("an unknown key", "U0205", &format!("{title}\nQVX: \"QVX\""), "Om QVX.");
        case("a list for a text", "U0208", "title: [\"QVX\"]", "Om QVX.");
        case("a date that is none", "U0210", &format!("{title}\ndate: QVX"), "Om QVX.");
        case("a language there is not", "U0215", &format!("{title}\nlanguage: QVX"), "Om QVX.");
        case("an address that cannot be", "U0219", &format!("{title}\naliases: [\"QVX:\"]"), "Om QVX.");
        case("a source there is not", "U0302", &format!("{title}\nsources: [QVX]"), "Om QVX.");
        case("a colon without quotes", "U0214", "title: Om QVX: og QVX", "Om QVX.");
        case("typographic quotes", "U0213", "title: “Om QVX”", "Om QVX.");
        case("a reference to nothing", "U0302", title, "Om QVX [[centre:QVX]] QVX.");
        case("a finding there is not", "U0302", title, "Om QVX [[finding:QVX]] QVX.");
        case("a reference of no kind", "U0314", title, "Om QVX [[QVX:QVX]] QVX.");
    }
    cases.push(("a word for true".to_owned(), "U0209", "---\ntitle: Om QVX\ndraft: ja, QVX\n---\n\nOm QVX.\n".to_owned()));
    let draft = |text: String| {
        move |place: &Place, c: &mut Canaries| {
            place.write("content/news/galt.md", text.replace("QVX", &c.word("what is wrong with a draft")));
        }
    };
    let spoilers: Vec<_> = cases.into_iter().map(|(said, code, text)| (said, code, draft(text))).collect();
    let broken: Vec<(&str, &str, Spoiler<'_>)> =
        spoilers.iter().map(|(said, code, spoil)| (said.as_str(), *code, spoil as Spoiler<'_>)).collect();
    assert_told_without_quoting(&broken);
}

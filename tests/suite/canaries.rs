//! Canaries: a word found nowhere else is planted in every confidential field, and is neither published nor printed.
//!
//! 1. `plant` makes a site whose every closed place holds a word of its own;
//! 2. a build of it must let none of them out, in any form in which bytes can be letters;
//! 3. each way to break a closed file must be told without repeating what stands in it (`broken`).

mod broken;
mod pictures;

use crate::place::{Place, Ran, Tree};

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
    pictures::plant(&place, c);
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
        place.write(&format!("content/files/ulenket-{}.{ending}", c.word(said)), c.word(said));
    }
    let (name, folder) = (c.word("name of a working document"), c.word("folder of working documents"));
    place.write(&format!("content/mappings/tiriltunet-2024/{name}.docx"), c.word("working document"));
    place.write(&format!("content/mappings/tiriltunet-2024/{folder}/referat.txt"), c.word("working document in a folder"));
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

/// Runs the program in both tongues, once for people and once for programs.
fn runs(place: &Place) -> [Ran; 2] {
    [&["build", "--lang", "nb"][..], &["build", "--lang", "en", "--json"]].map(|arguments| place.run(arguments))
}

/// What is printed, without the names of the files that were left out: those are told, so that an editor finds them.
fn without_names(printed: &str) -> String {
    let is_name = |word: &str| ["/funn-qvx", "/kladd-qvx", "/ulenket-qvx"].iter().any(|name| word.contains(name));
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
fn a_canary_would_be_heard() {
    let mut canaries = Canaries::default();
    let word = canaries.word("a test");
    let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [word.as_bytes(), word.to_uppercase().as_bytes(), &wide, &[b"x", &wide[..]].concat()] {
        assert_eq!(canaries.heard(bytes), ["a test"]);
    }
    assert_eq!(canaries.heard(spelt(1).as_bytes()), [""; 0]);
}

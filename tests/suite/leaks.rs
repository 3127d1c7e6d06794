//! Leaks: a page, a file or an address that repeats something confidential stops the build, however it is disguised.

use crate::place::{Place, TONGUES, assert_same, tree};

/// Writes each kind of page on lines that do not change when another theme does.
const TEMPLATE: &str = "<!doctype html>\n<html lang=\"{{ page.head.language }}\">\n<title>{{ page.head.title }}</title>\n\
                        <meta name=\"description\" content=\"{{ page.head.description }}\">\n\
                        {% if page.body is defined and page.body %}{{ page.body.html | safe }}{% endif %}</html>\n";

/// A mapping that one municipality took part in, and a page about something else.
const SITE: [(&str, &str); 7] = [
    ("themes/liten/templates/page.html", TEMPLATE),
    ("content/site.yaml", "title: \"Prøvestedet\"\nbase_url: \"https://prove.example/\"\ntheme: liten\n"),
    ("content/centres/tiriltunet.md", "---\nname: \"USHT Tiriltunet\"\n---\n\nOm senteret.\n"),
    (
        "content/mappings/tiriltunet-2024/mapping.yaml",
        "title: \"Kartleggingen\"\ncentre: tiriltunet\nperiod: {from: 2024}\ninvited: 3\nparticipated: 2\n\
         themes:\n  - {id: sovn, title: \"Søvn\"}\n",
    ),
    (OBSERVATIONS, OBSERVED),
    ("content/mappings/tiriltunet-2024/findings/holdt-igjen.md", WITHHELD),
    ("content/pages/om.md", "---\ntitle: \"Om oss\"\n---\n\nOm nettstedet.\n"),
];

const OBSERVATIONS: &str = "content/mappings/tiriltunet-2024/observations.yaml";
const OBSERVED: &str = "synthetic: true
observations:
  - municipality: \"Kråkevik\"
    contact: {name: \"Brit Tangvald\", email: \"brit.tangvald@krakevik.example\", phone: \"17 38 46 29\"}
    answers:
      - theme: sovn
        raised: \"yes\"
        text: \"Ingen nattevakt blir lenger enn én sommer på brygga ved gamle meieriet.\"
";
const WITHHELD: &str = "---\ntitle: \"Nattevaktene drar videre\"\ntheme: sovn\nkind: view\nextent: noen\nanonymised: false\n---\n\n\
                        Skiftene er tunge når ferja står.\n";

/// A place where something leaks: the file in the output, line and column in it (none: its name), the file and line it is from.
type Leak = (&'static str, Option<(u32, u32)>, &'static str, u32);

/// Where the text of the withheld finding begins.
const HELD_BACK: (&str, u32) = ("content/mappings/tiriltunet-2024/findings/holdt-igjen.md", 9);

fn om(body: &str) -> (&'static str, String) {
    ("content/pages/om.md", format!("---\ntitle: \"Om oss\"\ndescription: \"Om stedet.\"\n---\n\n{body}\n"))
}

/// One way in which something gets out: what is planted, and what must be told.
struct Planted {
    said: &'static str,
    files: Vec<(&'static str, String)>,
    leaks: Vec<Leak>,
}

/// Asserts that each build stops with exactly these leaks, that nobody learns what leaked, and that nothing is written.
fn assert_stopped(planted: &[Planted]) {
    let mut failures = String::new();
    for Planted { said, files, leaks } in planted {
        let place = Place::with(&SITE);
        place.build();
        let old = tree(&place.path("output"));
        for (path, text) in files {
            place.write(path, text);
        }
        for tongue in TONGUES {
            let (ran, told) = (place.run(&["build", "--lang", tongue]), told(tongue, leaks));
            if (ran.err.as_str(), ran.out.as_str(), ran.code) != (told.as_str(), "", 2) {
                failures += &format!("\n{said}, exit code {}\n{}\nexpected\n{told}", ran.code, ran.printed());
            }
            let json = place.run(&["build", "--json", "--lang", tongue]);
            let printed = (json.printed() + &ran.printed()).to_lowercase();
            for closed in ["kråkevik", "kraakevik", "krakevik", "tangvald", "173", "nattevakt", "skiftene"] {
                assert!(!printed.contains(closed), "{said}: {closed}\n{printed}");
            }
            assert_eq!((json.err.as_str(), json.code), ("", 2), "{said}");
        }
        assert_same(&old, &tree(&place.path("output")), said);
    }
    assert!(failures.is_empty(), "{failures}");
}

/// Returns what is to be printed, word for word.
fn told(tongue: &str, leaks: &[Leak]) -> String {
    let bokmal = tongue == "nb";
    let mut text = String::new();
    for (path, at, source, line) in leaks {
        let (place, shown) = match at {
            Some((line, column)) => (
                format!("{path}:{line}:{column}"),
                if bokmal { format!("`{path}`, linje {line}") } else { format!("`{path}`, line {line}") },
            ),
            None if bokmal => ((*path).to_owned(), format!("navnet på eller i filen `{path}`")),
            None => ((*path).to_owned(), format!("the name of the file `{path}`, or in it")),
        };
        let made_of = match *path {
            "om/index.html" => Some("content/pages/om.md"),
            "nyheter/nytt/index.html" => Some("content/news/nytt.md"),
            _ => None,
        };
        let [told, because] = if bokmal {
            [BOKMAL, " = fordi: siden lages av `FILE`\n"]
        } else {
            [ENGLISH, " = because: the page is made of `FILE`\n"]
        };
        text += &told
            .replace("PLACE", &place)
            .replace("SHOWN", &shown)
            .replace("SOURCE", source)
            .replace("LINE", &line.to_string())
            .replace("MADE\n", &made_of.map_or_else(String::new, |file| because.replace("FILE", file)));
    }
    let count = leaks.len();
    let errors = if count == 1 { "error" } else { "errors" };
    text + &if bokmal {
        format!(
            "{count} feil og 0 advarsler. Nettstedet er IKKE skrevet, for en fortrolig opplysning ville ha lekket. Det gamle er urørt.\n"
        )
    } else {
        format!(
            "{count} {errors} and 0 warnings. The site was NOT written, for a confidential value would have leaked. The old one is untouched.\n"
        )
    }
}

const BOKMAL: &str = "feil[U0601]: en fortrolig opplysning står i SHOWN
--> PLACE
 = fordi: den kommer fra `SOURCE`, linje LINE
MADE
 = hjelp: skriv om det som vises på siden, eller gi opplysningen fri i kilden hvis den er anonym

";
const ENGLISH: &str = "error[U0601]: a confidential value stands in SHOWN
--> PLACE
 = because: it comes from `SOURCE`, line LINE
MADE
 = help: reword what the page shows, or release the value in its source if it is anonymous

";

#[test]
fn a_leak_stops_the_build_however_it_is_disguised() {
    let planted = [
        ("a sentence", "Ingen nattevakt blir lenger enn én sommer på brygga ved gamle meieriet.", (5, 4)),
        ("six words of it", "Det heter at lenger enn én sommer på brygga blir ingen.", (5, 17)),
        ("six words over lines and emphasis", "Det heter at lenger\n*enn én* **sommer** på brygga.", (5, 17)),
        ("an address in a link", "[Skriv](mailto:brit%2Etangvald%40kr%61kevik.example)", (5, 20)),
        ("a telephone number", "Ring +47 173 84 629.", (5, 10)),
        ("a number with points", "Ring 17.38.46.29 nå.", (5, 9)),
        ("a number from abroad", "Ring 0047-1738-4629 nå.", (5, 9)),
        ("letters with hyphens", "I K-r-å-k-e-v-i-k er det så.", (5, 6)),
        ("an inhabitant", "Hver kråkeviking vet det.", (5, 9)),
        ("letters in a table's cells", "| Kråke | vik |\n|---|---|\n| 1 | 2 |\n", (6, 28)),
        ("an address escaped twice", "[Skriv](https://e.example/?q=Kr%25C3%25A5kevik)", (5, 34)),
        ("an address for people", "Skriv til brit.tangvald (at) krakevik (punktum) example.", (5, 14)),
        ("letters apart", "I K r å k e v i k er det så.", (5, 6)),
        ("emphasis inside", "I Krå**ke**vik er det så.", (5, 6)),
        ("soft hyphens", "I Krå\u{AD}ke\u{AD}vik er det så.", (5, 6)),
        ("entities", "I Kr&aring;k&#101;vik er det så.", (5, 6)),
        ("capitals without marks", "I KRAAKEVIK er det så.", (5, 6)),
        ("look-alike letters", "I Kråk\u{435}vik er det så.", (5, 6)),
        ("combining marks", "I Kra\u{30A}kevik er det så.", (5, 6)),
        ("a genitive", "Kråkeviks vei er det så.", (5, 4)),
        ("code", "```\nkommune = Kråkevik\n```", (5, 35)),
        ("a picture's text", "![Kråkevik i regn](../files/rute.svg)", (5, 51)),
        ("a table's cell", "| a | b |\n|---|---|\n| 1 | Kråkevik |\n", (7, 19)),
        ("a footnote", "Så.[^1]\n\n[^1]: I Kråkevik.\n", (7, 20)),
        ("a heading", "## I Kråkevik\n", (5, 11)),
        ("a task list", "- [x] Ring Brit Tangvald\n", (6, 12)),
        ("a withheld finding", "Skiftene er tunge når ferja står.", (5, 4)),
        ("a withheld title", "Nattevaktene drar videre herfra.", (5, 4)),
    ];
    let svg = || "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><path d=\"M0 0h1\"/></svg>".to_owned();
    let planted = planted.map(|(said, body, at)| {
        let (source, line) = if said.starts_with("a withheld") { HELD_BACK } else { (OBSERVATIONS, 3) };
        let line = if said == "a withheld title" { 1 } else { line };
        Planted {
            said,
            files: vec![om(body), ("content/files/rute.svg", svg())],
            leaks: vec![("om/index.html", Some(at), source, line)],
        }
    });
    assert_stopped(&planted);
}

#[test]
fn a_leak_outside_the_text_of_a_page_stops_the_build() {
    const OM: &str = "content/pages/om.md";
    const NYTT: &str = "content/news/nytt.md";
    let page = |keys: &str, body: &str| format!("---\ntitle: \"Om oss\"\ndescription: \"Om stedet.\"\n{keys}---\n\n{body}\n");
    let table = |body: &str| page("", &format!("[Tabellen](../files/{body})"));
    let planted = [
        (
            "a description",
            vec![(OM, "---\ntitle: \"Om oss\"\ndescription: \"Om Kråkevik.\"\n---\n".to_owned())],
            vec![("om/index.html", Some((4, 38)))],
        ),
        ("a title", vec![(OM, "---\ntitle: \"Om Kråkevik\"\n---\n".to_owned())], vec![("om/index.html", Some((3, 11)))]),
        ("an alias", vec![(OM, page("aliases: [/krakevik/]\n", "Om."))], vec![("…/index.html", None)]),
        (
            "a file of data",
            vec![(OM, table("tabell.csv")), ("content/files/tabell.csv", "sted,antall\nKråkevik,3\n".to_owned())],
            vec![("filer/tabell.csv", Some((2, 1)))],
        ),
        (
            "a list of references",
            vec![(OM, table("liste.bib")), ("content/files/liste.bib", "@book{a,\n  note = {I Kråkevik}\n}\n".to_owned())],
            vec![("filer/liste.bib", Some((2, 13)))],
        ),
        (
            "data with escapes",
            vec![(OM, table("tabell.json")), ("content/files/tabell.json", "{\"sted\": \"Kr\\u00e5kevik\"}\n".to_owned())],
            vec![("filer/tabell.json", Some((1, 11)))],
        ),
        (
            "the name of a file",
            vec![(OM, table("kr%C3%A5kevik.csv")), ("content/files/kråkevik.csv", "a,b\n1,2\n".to_owned())],
            vec![("filer/…", None), ("om/index.html", Some((5, 20)))],
        ),
        (
            "the name of a page",
            vec![("content/pages/i-krakevik.md", page("", "Om."))],
            vec![("sitemap.xml", Some((4, 35))), ("…/index.html", None)],
        ),
        (
            "a tag",
            vec![(NYTT, page("date: 2026-11-01\ntags: [\"Kråkevik\"]\n", "Om."))],
            vec![("emner/…/index.html", Some((3, 8))), ("sitemap.xml", Some((5, 39)))],
        ),
        ("news", vec![(NYTT, page("date: 2026-11-01\n", "Om Kråkevik."))], vec![("nyheter/nytt/index.html", Some((5, 7)))]),
    ];
    let observed = |(path, at)| (path, at, OBSERVATIONS, 3);
    assert_stopped(&planted.map(|(said, files, leaks)| Planted {
        said,
        files,
        leaks: leaks.into_iter().map(observed).collect(),
    }));
}

#[test]
fn what_merely_looks_like_a_leak_is_published() {
    for (said, body) in [
        ("five words", "Det heter at enn én sommer på brygga er lenge."),
        ("a word that holds letters of a name", "Kråken vikler seg inn i et nett."),
        ("a longer number", "Saksnummer 1738462951."),
        ("a part of a name", "Brit liker tang."),
    ] {
        let place = Place::with(&SITE);
        let (path, text) = om(body);
        place.write(path, text);
        let ran = place.run(&["build"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{said}");
    }
}

/// That a municipality is there is known to all; what it said is not.
#[test]
fn a_municipality_of_the_register_may_be_observed() {
    const REGISTER: &str = "number,name,qualifier,official_name,sami_name,sami_lang,kven_name,county,valid_from,\
                            valid_from_precision,valid_to,end_kind,successors,predecessors,lat,lon,former_names,note\n\
                            9101,Kråkevik,,Kråkevik,,,,91,1990-01-01,on_or_before,,,,,,,,\n";
    let place = Place::with(&SITE);
    place.write("content/registry/municipalities.csv", REGISTER);
    place.write("content/registry/counties.yaml", "counties:\n  - number: \"91\"\n    names: {nb: \"Tirilfylket\"}\n");
    let ran = place.run(&["build"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(place.site().contains_key("kommuner/krakevik/index.html"));

    let (path, text) = om("Ingen nattevakt blir lenger enn én sommer på brygga ved gamle meieriet.");
    place.write(path, text);
    let ran = place.run(&["build"]);
    assert_eq!((ran.err, ran.code), (told("nb", &[("om/index.html", Some((5, 4)), OBSERVATIONS, 3)]), 2));
}

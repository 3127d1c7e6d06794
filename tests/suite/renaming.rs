//! `utsyn mv`: the name changes everywhere, nothing else does, and every old address still leads to the same words.

use std::collections::BTreeMap;

use crate::case::tree;
use crate::commands::{Session, play};

/// A house with something of every kind, all of it named by something else.
fn furnish(session: &Session) {
    session.confide();
    let write = |file: &str, text: &str| session.write(&format!("content/{file}"), text);
    write(
        "site.yaml",
        "title: \"Prøvestedet\"\nbase_url: \"https://prove.example/\"\nmenu:\n  - {title: \"Øst\", path: \"/sentre/ost/\"} # til Øst\n  - {title: \"Kurs\", path: /kurs/}\n",
    );
    write(
        "registry/references.yaml",
        "references: # kilder\n  - {id: bok2024, kind: report, title: \"Boken bok2024\", year: 2024}\n  - id: \"bok2024b\"\n    kind: report\n    title: B\n    year: 2024\n",
    );
    write(
        "registry/actors.yaml",
        "tasks:\n  - {id: penger, name: \"Penger\"}\nactors:\n  - id: staten\n    name: Staten\n    kind: state\n    about: \"Staten\"\n    does:\n      - {task: penger, text: \"Betaler\", sources: [bok2024]}\n",
    );
    write(
        "priorities/folk.md",
        "---\ntitle: \"Folk\"\nkind: national\norder: 1\ncentres: [ost]\nreferences: ['bok2024']\n---\n\nOm folk.\n",
    );
    write(
        "mappings/a2024/mapping.yaml",
        "title: \"Kartleggingen\"\ncentre: ost # senteret\nperiod: {from: 2024}\ninvited: 3\nparticipated: 2\nmethod: |\n  Vi spurte, se [[centre:ost]] og\n  [åpent hus](../../news/apent.md).\nthemes:\n  - {id: natt, title: \"Om natten\"}\n  - {id: dag, title: \"Om dagen\"}\n",
    );
    write(
        "mappings/a2024/findings/natten.md",
        "---\ntitle: \"Noen sover lite\"\ntheme: natt\nkind: challenge\nextent: noen\nanonymised: true\npriorities: [folk]\n---\n\nDet er lite ro, og det har vart lenge.\n",
    );
    write(
        "mappings/a2024/findings/hemmelig.md",
        "---\ntitle: \"Varslet flytting av nattevakten\"\ntheme: natt\nkind: challenge\nextent: noen\npriorities: [folk]\n---\n\nSe [[centre:ost]]; vakten skal flyttes ved neste årsskifte.\n",
    );
    write(
        "reports/r2025/report.yaml",
        "title: \"Rapporten\"\ncentre: ost\nmapping: a2024\nversion: \"1\"\npublished: 2025-01-01\nsummary: \"Kort om [[mapping:a2024]], [[chapter:r2025/metode]] og [[report:r2025]].\"\n",
    );
    write(
        "reports/r2025/01-metode.md",
        "---\ntitle: \"Metode\"\n---\n\n## Om\n\nSe [neste](02-svar.md) og [[finding:natten]].\n",
    );
    write(
        "reports/r2025/02-svar.md",
        "---\ntitle: \"Svar\"\n---\n\nSe [[theme:a2024/natt]] og [[chapter:r2025/metode|metoden]].\n",
    );
    write(
        "news/apent.md",
        "---\ntitle: \"Åpent hus\"\ndate: 2026-03-01\naliases: [/gammelt/hus/]\n---\n\nSe [[centre:ost|øst]], [@bok2024, s. 2; @bok2024b], [[actor:staten]] og [[priority:folk]]. \
         Last ned [tabellen](../files/tabell.csv) og les [metoden](/rapporter/r2025/metode/#om).\n\n| A | B |\n|---|---|\n| [[centre:ost\\|x]] | [kurset][k] |\n\n`[[centre:ost]]`\n\n[k]: ../kurs/fall.md\n",
    );
    write("kurs/index.md", "---\ntitle: \"Kurs\"\n---\n\nAlle kurs.\n");
    write(
        "kurs/fall.md",
        "---\r\ntitle: \"Fall\"\r\n---\r\n\r\nSe [åpent hus](../news/apent.md), [tabellen](../files/tabell.csv) og [alle](index.md).\r\n",
    );
    write(
        "kurs/davvi.md",
        "---\ntitle: \"Gahččan\"\nlanguage: se\ntranslates: \"kurs/fall.md\" # på nordsamisk\n---\n\nSe [kurset](fall.md).\n",
    );
    write("kladd.md", "---\ntitle: \"Kladd\"\ndraft: true\n---\n\nSe [[centre:ost]] og [fall](kurs/fall.md).\n");
    write("files/tabell.csv", "a,b\n1,2\n");
}

/// Renames that are tried, each on a house of its own.
const RENAMES: [(&str, &str); 14] = [
    ("centre:ost", "vest"),
    ("content/priorities/folk.md", "content/priorities/mennesker.md"),
    ("mapping:a2024", "b2024"),
    ("content/mappings/a2024/findings/natten.md", "nattesovn"),
    ("content/mappings/a2024/findings/hemmelig.md", "fortrolig"),
    ("reports/r2025", "rapport-2025"),
    ("chapter:r2025/metode", "framgang"),
    ("@bok2024", "bok24"),
    ("actor:staten", "stat"),
    ("news/apent.md", "news/aapent-hus.md"),
    ("kurs/fall.md", "arkiv/2026/fall.md"),
    ("content/kurs", "opplaering"),
    ("content/news", "nyheter"),
    ("files/tabell.csv", "files/tall/tabell-2.csv"),
];

/// The words of each page's own part, by its path; where it leads, for one that leads on.
fn words(session: &Session) -> BTreeMap<String, Result<String, String>> {
    let pages = tree(&session.path("output/public")).into_iter().filter(|(path, _)| path.ends_with(".html"));
    let read = |bytes: Vec<u8>| {
        let page = String::from_utf8(bytes).unwrap();
        if let Some((_, to)) = page.split_once("http-equiv=\"refresh\" content=\"0; url=") {
            return Err(format!("{}index.html", &to[1..to.find('"').unwrap()]));
        }
        let main = page.split_once("<main").map_or("", |(_, main)| main);
        // What is said for paper names the page's own address.
        let is_own = |text: &&str| !text.contains("https://prove.example/");
        let texts = main.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text);
        Ok(texts.filter(is_own).collect())
    };
    pages.map(|(path, bytes)| (path, read(bytes))).collect()
}

#[test]
fn every_old_address_leads_to_the_same_words() {
    for (old, new) in RENAMES {
        let mut session = Session::new("Ørjan Å", "nb");
        furnish(&session);
        assert_eq!(session.run("build --strict --date 2026-11-21"), 0, "{}", session.said());
        let before = words(&session);
        let files = tree(&session.path("content"));
        assert_eq!(session.run(&format!("mv {old} {new} --date 2026-11-21")), 3, "{old}: {}", session.said());
        assert_eq!(tree(&session.path("content")), files, "{old}: written without leave");
        assert_eq!(session.run(&format!("mv {old} {new} --yes --date 2026-11-21")), 0, "{old}: {}", session.said());
        assert_eq!(session.run("build --strict --date 2026-11-21"), 0, "{old}: {}", session.said());
        let after = words(&session);
        for (path, read) in &before {
            let now = match after.get(path) {
                Some(Err(to)) => after.get(to),
                now => now,
            };
            // A page that goes to another section is in another list.
            if old == "kurs/fall.md" && ["index.html", "404.html", "kurs/index.html"].contains(&path.as_str()) {
                continue;
            }
            let is_same = read.is_err() && now.is_some() || now == Some(read);
            assert!(is_same, "{old}: {path} was {read:?} and is {now:?}");
        }
        for withheld in ["Varslet flytting", "årsskifte", "sover sjelden"] {
            assert!(!session.said().contains(withheld), "{old}: tells `{withheld}`");
        }
        let hidden = |name: &String| name.rsplit('/').next().unwrap().starts_with('.');
        assert!(!tree(&session.path("content")).keys().any(hidden), "{old}: something was left behind");
    }
}

#[test]
fn a_name_given_and_taken_back_leaves_one_line() {
    for (old, new, back) in
        [("centre:ost", "vest", "ost"), ("content/kurs", "opplaering", "kurs"), ("report:r2025", "r", "r2025")]
    {
        let mut session = Session::new("prosjekt", "nb");
        furnish(&session);
        let first = tree(&session.path("content"));
        assert_eq!(session.run(&format!("mv {old} {new} --yes --date 2026-11-21")), 0, "{}", session.said());
        let between = match old.split_once(':') {
            Some((kind, _)) => format!("{kind}:{new}"),
            None => format!("content/{new}"),
        };
        assert_eq!(session.run(&format!("mv {between} {back} --yes --date 2026-11-21")), 0, "{}", session.said());
        assert_eq!(session.run("check --strict --date 2026-11-21"), 0, "{}", session.said());
        let last = tree(&session.path("content"));
        assert_eq!(first.keys().collect::<Vec<_>>(), last.keys().collect::<Vec<_>>());
        for (name, bytes) in &last {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let without: String = text(bytes).split_inclusive('\n').filter(|line| !line.starts_with("aliases:")).collect();
            let expected: String =
                text(&first[name]).split_inclusive('\n').filter(|line| !line.starts_with("aliases:")).collect();
            assert_eq!(without, expected, "{old}: {name}");
        }
    }
}

#[test]
fn nothing_else_in_a_file_changes() {
    let mut session = Session::new("prosjekt", "nb");
    furnish(&session);
    let news = String::from_utf8(session.read("content/news/apent.md")).unwrap();
    session.write("content/news/apent.md", format!("\u{FEFF}{}", news.replace('\n', "\r\n")));
    session.run("mv centre:ost vest --yes --date 2026-11-21");
    let now = String::from_utf8(session.read("content/news/apent.md")).unwrap();
    let expected = news.replace("[[centre:ost|", "[[centre:vest|").replace("[[centre:ost\\|", "[[centre:vest\\|");
    assert_eq!(now, format!("\u{FEFF}{}", expected.replace('\n', "\r\n")));
    let mapping = String::from_utf8(session.read("content/mappings/a2024/mapping.yaml")).unwrap();
    assert!(mapping.contains("centre: vest # senteret\n") && mapping.contains("[[centre:vest]] og\n"), "{mapping}");
    let site = String::from_utf8(session.read("content/site.yaml")).unwrap();
    assert!(site.contains("path: \"/sentre/vest/\"} # til Øst\n"), "{site}");
}

#[test]
fn a_kept_edition_follows_a_new_name_and_one_that_was_changed_stays_told_of() {
    let mut session = Session::new("prosjekt", "nb");
    furnish(&session);
    let day = "--date 2026-11-21";
    assert_eq!(session.run(&format!("edition r2025 --yes {day}")), 0, "{}", session.said());
    for (old, new) in
        [("finding:natten", "sovnen"), ("mapping:a2024", "b2024"), ("content/kurs", "opplaering"), ("centre:ost", "vest")]
    {
        assert_eq!(session.run(&format!("mv {old} {new} --yes {day}")), 0, "{old}: {}", session.said());
        assert_eq!(session.run(&format!("check --strict {day}")), 0, "{old}: {}", session.said());
    }
    let kept = String::from_utf8(session.read("content/reports/r2025/editions/1/01-metode.md")).unwrap();
    assert!(kept.contains("[[finding:sovnen]]"), "{kept}");

    let mark = session.read("content/reports/r2025/editions/1/edition.yaml");
    session.write("content/reports/r2025/editions/1/01-metode.md", kept + "\nLagt til senere.\n");
    session.run(&format!("mv finding:sovnen natten --yes {day}"));
    assert_eq!(session.read("content/reports/r2025/editions/1/edition.yaml"), mark, "{}", session.said());
    assert_eq!(session.run(&format!("check {day}")), 1);
    assert!(session.said().contains("U0846"), "{}", session.said());
}

#[test]
fn a_name_is_given_in_so_many_words() {
    play("mv", |session| {
        furnish(session);
        session.run("mv centre:ost vest --date 2026-11-21");
        session.run("mv centre:ost vest --yes --date 2026-11-21");
        session.run("check --quiet --date 2026-11-21");
        session.run("mv mapping:a2024 b2024 --yes --date 2026-11-21");
        session.run("mv @bok2024 bok24 --yes --date 2026-11-21");
        assert_eq!(session.run("check --strict --quiet --date 2026-11-21"), 0);
    });
}

#[test]
fn what_a_name_is_not_enough_for_is_refused() {
    play("mv-refused", |session| {
        furnish(session);
        let files = tree(&session.path("content"));
        for (old, new) in [
            ("centre:ost", "Øst"),
            ("centre:ost", "ost"),
            ("centre:ots", "vest"),
            ("news/apent.md", "kurs/fall.md"),
            ("news/apent.md", "centres/nord.md"),
            ("@bok2024", "bok2024b"),
            ("chapter:r2025/metode", "svar"),
            ("theme:a2024/natt", "dag"),
            ("site.yaml", "sted.yaml"),
            ("content/mappings/a2024/observations.yaml", "svar.yaml"),
            ("/nyheter/", "/aktuelt/"),
            ("kurs/fall.md", "gammelt/hus.md"),
            ("content/kurs", "kurs/kurs"),
        ] {
            session.run(&format!("mv {old} {new} --yes --date 2026-11-21"));
        }
        assert_eq!(tree(&session.path("content")), files);
    });
}

/// Every kind that `[[kind:id]]` can name, and the other ids that files give: an example of each in the site that `init` makes,
/// and a new name; none where a name is public and not ours to change.
const IDS: [(&str, Option<(&str, &str)>); 20] = [
    ("centre", Some(("centre:eksempel", "senteret"))),
    ("municipality", None),
    ("county", None),
    ("priority", Some(("priority:trygg-hjemme", "trygg"))),
    ("actor", Some(("actor:utviklingssenteret", "uie"))),
    ("mapping", Some(("mapping:eksempel-2026", "kartlegging-26"))),
    ("theme", Some(("theme:eksempel-2026/rekruttering", "folk"))),
    ("finding", Some(("finding:laere-pa-jobben", "laering"))),
    ("report", Some(("report:eksempel-2026", "rapport-26"))),
    ("chapter", Some(("chapter:eksempel-2026/det-vi-fant", "funn"))),
    ("sec", Some(("sec:eksempel-2026/vern", "anonymitet"))),
    ("fig", Some(("fig:temaene", "emner"))),
    ("tab", Some(("tab:dagsplan", "dagen"))),
    ("term", Some(("[[term:uie]]", "senteret"))),
    ("a reference", Some(("@eksempel-arsplan", "arsplan"))),
    ("a task", Some(("task:kurs", "opplaering"))),
    ("an attachment", Some(("files/program.csv", "files/dagsplan.csv"))),
    ("a page", Some(("pages/om.md", "om-oss.md"))),
    ("a picture", Some(("files/arbeidet.svg", "steg.svg"))),
    ("another label", Some(("fig:arbeidet", "steg"))),
];

/// Names one of each within a figure, a table, a code span and a link.
const NAMED: &str = "
Se `[[sec:eksempel-2026/vern]]`, [[sec:eksempel-2026/vern]], [[Fig:temaene]], [figuren](#fig-temaene) og [[tab:dagsplan]].

```figure
id: temaene
kind: bars
title: \"Funn etter tema\"
description: \"Like mange om hvert tema.\"
data: funn
category: tema
where: {kartlegging: \"eksempel-2026\"} # den første
order: [kompetanse, rekruttering]
labels:
  rekruttering: \"Folk\"
```

```figure
id: programmet
kind: bars
title: \"Programmet\"
description: \"Én post i hver time.\"
file: files/program.csv
category: Klokka
```

```table
id: dagsplan
title: \"Dagsplan\"
columns: [{title: \"Klokka\"}, {title: \"Hva\"}]
file: /files/program.csv
sources: [eksempel-arsplan]
```
";

fn with_one_of_each() -> Session {
    let mut session = Session::new("prosjekt", "nb");
    assert_eq!(session.run("init nytt --yes"), 0, "{}", session.said());
    let page = String::from_utf8(session.read("nytt/content/pages/om.md")).unwrap();
    session.write("nytt/content/pages/om.md", page + NAMED);
    session
}

#[test]
fn each_kind_of_id_there_is_can_be_renamed() {
    let day = "--content nytt/content --date 2026-11-22";
    let mut session = with_one_of_each();
    session.write("nytt/content/pages/feil.md", "---\ntitle: \"Feil\"\n---\n\n[[xxxxxxxx:a]]\n");
    session.run(&format!("check {day}"));
    let said = session.said();
    let (_, kinds) = said.split_once("slagene er ").expect("the kinds are told");
    let kinds: Vec<&str> =
        kinds.lines().next().unwrap().split('`').filter(|word| word.starts_with(char::is_alphabetic)).collect();
    assert!(kinds.len() > 10, "{kinds:?}");
    for kind in kinds {
        assert!(IDS.iter().any(|(known, _)| *known == kind), "nobody tries to rename a `{kind}`");
    }
    for (kind, example) in IDS {
        let Some((old, new)) = example else { continue };
        let mut session = with_one_of_each();
        assert_eq!(session.run(&format!("build --strict {day}")), 0, "{}", session.said());
        let pages: Vec<String> =
            tree(&session.path("output/public")).into_keys().filter(|path| path.ends_with(".html")).collect();
        assert_eq!(session.run(&format!("mv {old} {new} --yes {day}")), 0, "{kind}: {}", session.said());
        assert_eq!(session.run(&format!("build --strict {day}")), 0, "{kind}: {}", session.said());
        let after = tree(&session.path("output/public"));
        for page in pages {
            assert!(after.contains_key(&page), "{kind}: nothing is left at {page}");
        }
        let mapping = if kind == "mapping" { new } else { "eksempel-2026" };
        assert_eq!(session.run(&format!("release {mapping} --check {day}")), 0, "{kind}: {}", session.said());
        let short = old.trim_matches(['[', ']', '@']).rsplit([':', '/']).next().unwrap();
        let about = String::from_utf8(session.read(if kind == "a page" {
            "nytt/content/pages/om-oss.md"
        } else {
            "nytt/content/pages/om.md"
        }));
        let about = about.unwrap();
        assert!(kind != "theme" || about.contains("order: [kompetanse, folk]\nlabels:\n  folk: \"Folk\""), "{about}");
        assert!(kind != "sec" || about.contains("Se `[[sec:eksempel-2026/vern]]`, [[sec:eksempel-2026/anonymitet]]"), "{about}");
        assert!(kind != "fig" || about.contains("[[Fig:emner]], [figuren](#fig-emner)"), "{about}");
        let (there, back) = match old {
            "@eksempel-arsplan" => (format!("@{new}"), short),
            _ if old.contains(':') => {
                let (kind, id) = old.trim_matches(['[', ']']).split_once(':').unwrap();
                (format!("{kind}:{}{new}", id.rsplit_once('/').map_or(String::new(), |(above, _)| format!("{above}/"))), short)
            }
            _ => continue,
        };
        assert_eq!(session.run(&format!("mv {there} {back} --yes {day}")), 0, "{kind}, back: {}", session.said());
        assert_eq!(session.run(&format!("build --strict {day}")), 0, "{kind}, back: {}", session.said());
    }
}

#[test]
fn a_theme_is_not_renamed_while_its_answers_are_sealed() {
    let mut session = with_one_of_each();
    session.write("nytt/content/mappings/eksempel-2026/observations.yaml.age", "age-encryption.org/v1\n");
    let before = tree(&session.path("nytt/content"));
    assert_eq!(session.run("mv theme:natt kveld --yes --content nytt/content --date 2026-11-22"), 3, "{}", session.said());
    assert_eq!(tree(&session.path("nytt/content")), before);
}

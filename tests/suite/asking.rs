//! Questions about the content: what there is, why a page is (not) there, what links where. An answer never tells what is
//! withheld.

use crate::commands::{Session, play};

/// A small house in which something is published, something not yet, and something never.
fn furnish(session: &Session) {
    session.confide();
    let write = |file: &str, text: &str| session.write(&format!("content/{file}"), text);
    write(
        "registry/references.yaml",
        "references:\n  - {id: bok2024, kind: report, title: \"Boken\", year: 2024, url: \"https://www.bok.example/les\"}\n",
    );
    write(
        "news/apent.md",
        "---\ntitle: \"Åpent hus\"\ndate: 2026-03-01\naliases: [/gammelt/hus/]\n---\n\nSe [[centre:ost]], [@bok2024] og [vitsen](https://vits.example/a). Last ned [tabellen](../files/tabell.csv).\n",
    );
    write("news/til-jul.md", "---\ntitle: \"Til jul\"\ndate: 2026-12-24\n---\n\nSe [åpent hus](apent.md).\n");
    write(
        "news/kladd.md",
        "---\ntitle: \"Hemmelig plan\"\ndraft: true\n---\n\nHemmelig adresse: https://hemmelig.example/plan\n",
    );
    write("om.md", "---\ntitle: \"Om oss\"\n---\n\nLes mer på [vitsen](https://vits.example/a).\n");
    write("gjemt/index.md", "---\ntitle: \"Gjemt\"\n---\n\nEn side.\n");
    write("files/tabell.csv", "a,b\n1,2\n");
    write("files/glemt.csv", "a,b\n1,2\n");
    let finding = |front: &str| {
        format!(
            "---\ntitle: \"Varslet flytting av nattevakten\"\ntheme: natt\nkind: challenge\nextent: noen\n{front}---\n\nDet er planlagt å flytte vakten.\n"
        )
    };
    write(
        "mappings/a2024/findings/natten.md",
        &finding("anonymised: true\n")
            .replace("Varslet flytting av nattevakten", "Noen sover lite")
            .replace("planlagt å flytte vakten", "lite ro om natten"),
    );
    write("mappings/a2024/findings/flytting.md", &finding(""));
    write("mappings/a2024/findings/oppdiktet.md", &finding("anonymised: true\nsynthetic: true\n"));
}

/// What must stand in no answer.
const WITHHELD: [&str; 5] = ["Hemmelig", "hemmelig.example", "Varslet flytting", "sover sjelden", "brøytingen"];

fn assert_silent(session: &Session) {
    for withheld in WITHHELD {
        assert!(!session.said().contains(withheld), "tells `{withheld}`: {}", session.said());
    }
}

#[test]
fn the_content_is_listed_by_kind_state_and_date() {
    play("list", |session| {
        furnish(session);
        session.run("list --date 2026-11-21");
        session.run("list nyhet funn --state draft --state withheld --state synthetic --date 2026-11-21");
        session.run("list reference actor --date 2026-11-21");
        session.run("list news --csv --date 2026-11-21");
        session.run("list findings --json --date 2026-11-21");
        session.run("list sidr");
        session.run("list --state hemmelig");
        assert_eq!(session.run("list --csv --json"), 3);
        assert_silent(session);
    });
}

#[test]
fn a_page_tells_what_made_it_and_why_it_is_there() {
    play("why", |session| {
        furnish(session);
        for asked in [
            "content/centres/ost.md",
            "./content/news/apent.md",
            r"content\news\apent.md",
            "https://prove.example/nyheter/apent/#innhold",
            "output/public/nyheter/apent/index.html",
            "/gammelt/hus",
            "[[centre:ost]]",
            "[@bok2024]",
            "finding:natten",
            "content/mappings/a2024/mapping.yaml",
            "content/news/kladd.md",
            "content/mappings/a2024/findings/flytting.md",
            "content/mappings/a2024/observations.yaml",
            "files/glemt.csv",
            "/nyheter/",
            "til-jul",
            "index.md",
            "nattn",
        ] {
            session.run(&format!("why {asked} --date 2026-11-21"));
        }
        session.run("why content/mappings/a2024/findings/flytting.md --json --date 2026-11-21");
        assert_silent(session);
    });
}

#[test]
fn links_are_told_that_break_leave_or_never_come() {
    play("links", |session| {
        furnish(session);
        session.run("links --date 2026-11-21");
        session.run("links --external --csv --date 2026-11-21");
        session.run("links --orphans --json --date 2026-11-21");
        session.write("content/om.md", "---\ntitle: \"Om oss\"\n---\n\nSe [[centre:vest]] og [borte](borte.md).\n");
        session.run("links --broken --date 2026-11-21");
        session.run("why om.md --date 2026-11-21");
        assert_silent(session);
    });
}

#[test]
fn what_would_change_for_readers_is_read_before_publishing() {
    play("diff", |session| {
        furnish(session);
        session.init();
        session.run("diff --date 2026-11-21");
        session.commit("først");
        session.run("build --quiet --date 2026-11-21");
        session.run("diff --date 2026-11-21");
        let page = String::from_utf8(session.read("content/news/apent.md")).unwrap();
        session.write(
            "content/news/apent.md",
            page.replace("Se [[centre:ost]]", "Kom og se [[centre:ost]]").replace("aliases: [/gammelt/hus/]\n", ""),
        );
        session.write("content/centres/ost.md", "---\nname: \"USHT Østover\"\n---\n\nSenteret i øst.\n");
        session.remove("content/om.md");
        session.write("content/omtale.md", "---\ntitle: \"Om oss\"\naliases: [/om/]\n---\n\nLes mer.\n");
        session.write("content/gjemt/ny.md", "---\ntitle: \"Ny\"\n---\n\nEn ny side.\n");
        session.remove("content/news/til-jul.md");
        session.write("content/files/tabell.csv", "a,b\n1,3\n4,5\n");
        session.run("diff --date 2026-11-21");
        session.run("diff output --stat --date 2026-11-21");
        session.run("diff HEAD --stat --date 2026-11-21");
        session.run("diff HEAD --json --date 2026-11-21");
        session.run("diff --upload-pack=x --date 2026-11-21");
        session.run("diff v1 --date 2026-11-21");
        session.write("content/gjemt/ny.md", "---\ntitel: \"Ny\"\n---\n");
        session.run("diff --date 2026-11-21");
        session.commit("galt");
        session.write("content/gjemt/ny.md", "---\ntitle: \"Ny\"\n---\n");
        session.run("diff HEAD --date 2026-11-21");
        assert_silent(session);
    });
}

#[test]
fn a_leak_silences_every_title() {
    for command in ["list", "list --json", "links --orphans", "why om", "why /om/ --json", "list --csv"] {
        let mut session = Session::new("prosjekt", "en");
        furnish(&session);
        let leak = "---\ntitle: \"Vi sover sjelden hele natten her ute\"\n---\n\nTekst.\n";
        session.write("content/om.md", leak);
        session.run(&format!("{command} --date 2026-11-21"));
        assert_silent(&session);
    }
}

#[test]
fn whatever_is_wrong_with_the_content_it_can_be_asked_about() {
    for folder in ["problems", "build"] {
        for case in crate::case::all(folder) {
            let place = crate::case::Place::with_base();
            if case.join("content/site.yaml").exists() {
                std::fs::remove_dir_all(place.path().join("content")).unwrap();
            }
            for (name, bytes) in crate::case::tree(&case.join("content")) {
                place.write(&format!("content/{name}"), bytes);
            }
            let words = |command: &str| command.split(' ').map(str::to_owned).collect::<Vec<_>>();
            for command in ["list --json", "why site.yaml"] {
                let said = crate::case::run(place.path(), "en", &words(&format!("{command} --date 2026-11-21")), &[]);
                assert!([0, 1].contains(&said.code), "{}: {command}: {}", case.display(), said.text);
            }
        }
    }
}

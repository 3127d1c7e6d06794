//! What is left out is said: which files, how many, and why; and what is no longer public is gone.

use crate::place::{DAY, Place, Tree, with_real_content};

const REAL: [&str; 2] = [
    "Utelatt:
  23 observasjoner
    content/mappings/innlandet-oppland-2024/observations.yaml: er alltid fortrolig
  6 notater
    content/mappings/innlandet-oppland-2024/notes.yaml: er alltid fortrolig
  4 funn
    content/mappings/innlandet-oppland-2024/findings/synt-granvag-nattpatrulje.md: er ikke anonymisert (`anonymised: false`)
    content/mappings/innlandet-oppland-2024/findings/synt-skjorrvik-dosettene.md: sier ikke at det er anonymisert (`anonymised` mangler)
    content/mappings/innlandet-oppland-2024/findings/synt-tjernlia-elleve-strategier.md: er ikke anonymisert (`anonymised: false`)
    content/mappings/innlandet-oppland-2024/findings/synt-ulvrandoy-sauevogna.md: er en kladd (`draft: true`)
  2 kladder
    content/news/utkast-papirbatene-i-regnet.md: er en kladd (`draft: true`)
    content/pages/utkast-maneskinnsmaling.md: er en kladd (`draft: true`)
",
    "Left out:
  23 observations
    content/mappings/innlandet-oppland-2024/observations.yaml: is always confidential
  6 notes
    content/mappings/innlandet-oppland-2024/notes.yaml: is always confidential
  4 findings
    content/mappings/innlandet-oppland-2024/findings/synt-granvag-nattpatrulje.md: is not anonymised (`anonymised: false`)
    content/mappings/innlandet-oppland-2024/findings/synt-skjorrvik-dosettene.md: does not say it is anonymised (`anonymised` is missing)
    content/mappings/innlandet-oppland-2024/findings/synt-tjernlia-elleve-strategier.md: is not anonymised (`anonymised: false`)
    content/mappings/innlandet-oppland-2024/findings/synt-ulvrandoy-sauevogna.md: is a draft (`draft: true`)
  2 drafts
    content/news/utkast-papirbatene-i-regnet.md: is a draft (`draft: true`)
    content/pages/utkast-maneskinnsmaling.md: is a draft (`draft: true`)
",
];

#[test]
fn the_report_on_the_real_content_lists_what_is_left_out_and_why() {
    let place = with_real_content();
    place.build();
    let site = place.site();
    let is_page = |(path, bytes): &(&String, &Vec<u8>)| {
        path.ends_with(".html") && !String::from_utf8_lossy(bytes).contains("http-equiv=\"refresh\"")
    };
    let (files, pages) = (parted(site.len()), parted(site.iter().filter(is_page).count()));
    let ran = place.run(&["build"]);
    let bokmal = format!(
        "Bygde {pages} sider ({files} filer) i output/public.\nNye eller endrede filer: 0. Uendrede: {files}.\n{}",
        REAL[0]
    );
    assert_eq!((ran.out, ran.err), (bokmal, String::new()));
    let ran = place.run(&["build", "--lang", "en"]);
    let english = format!(
        "Built {pages} pages ({files} files) in output/public.\nNew or changed files: 0. Unchanged: {files}.\n{}",
        REAL[1]
    );
    assert_eq!((ran.out, ran.err), (english, String::new()));
    assert_eq!(place.run(&["check"]).out, format!("Alt er i orden: {pages} sider. Ingenting er skrevet.\n{}", REAL[0]));
}

/// Writes a number as the program does.
fn parted(number: usize) -> String {
    match (number / 1000, number % 1000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{thousands}\u{A0}{rest:03}"),
    }
}

/// A site with a page and a finding that are public as yet.
fn small() -> Place {
    Place::with(&[
        ("content/site.yaml", "title: \"Prøvestedet\"\nbase_url: \"https://prove.example/\"\n"),
        ("content/centres/tiriltunet.md", "---\nname: \"USHT Tiriltunet\"\n---\n"),
        (
            "content/mappings/tiriltunet-2024/mapping.yaml",
            "title: \"Kartleggingen\"\ncentre: tiriltunet\nperiod: {from: 2024}\ninvited: 3\nparticipated: 2\n\
             themes:\n  - {id: sovn, title: \"Søvn\"}\n",
        ),
        (FINDING, &finding("anonymised: true")),
        ("content/news/regnet.md", &page("")),
        ("content/news/annet.md", "---\ntitle: \"Noe annet\"\ndate: 2026-11-01\n---\n\nEn annen nyhet.\n"),
    ])
}

const FINDING: &str = "content/mappings/tiriltunet-2024/findings/lysetider.md";

fn finding(key: &str) -> String {
    format!(
        "---\ntitle: \"Lysetider fortrekkes alle steder\"\ntheme: sovn\nkind: view\nextent: noen\n{key}\n---\n\n\
         Gardinene henger igjen fra forrige vinter.\n"
    )
}

fn page(key: &str) -> String {
    format!(
        "---\ntitle: \"Paraplyene kom frem i tide\"\ndate: 2026-11-02\ntags: [paraplyer]\n{key}---\n\n\
         Alle sto tørrskodde under taket.\n"
    )
}

/// Asserts that a word stands nowhere in the files, nor in their names.
fn assert_gone(files: &Tree, word: &str) {
    let holds = |bytes: &[u8]| String::from_utf8_lossy(bytes).to_lowercase().contains(word);
    let found: Vec<&String> =
        files.iter().filter(|(path, bytes)| holds(path.as_bytes()) || holds(bytes)).map(|(path, _)| path).collect();
    assert!(found.is_empty(), "{word} stands in {found:?}");
}

#[test]
fn a_page_that_becomes_a_draft_is_gone_and_is_told_to_be() {
    let place = small();
    place.build();
    let before = place.site();
    assert!(before.contains_key("nyheter/regnet/index.html"));
    place.write("content/news/regnet.md", page("draft: true\n"));
    let ran = place.build();
    let after = place.site();
    for word in ["paraply", "tørrskodde", "regnet"] {
        assert_gone(&after, word);
        assert_gone(&crate::place::tree(&place.path("output/.utsyn")), word);
    }
    assert_eq!(
        ran.out,
        told(
            &before,
            &after,
            "/emner/, /emner/paraplyer/, /nyheter/regnet/",
            "/gammel/adresse/",
            "  1 kladd\n    content/news/regnet.md: er en kladd (`draft: true`)\n"
        )
    );
    assert_eq!(ran.err, "");
}

#[test]
fn a_finding_that_is_taken_back_is_gone() {
    let place = small();
    place.build();
    let before = place.site();
    assert!(String::from_utf8_lossy(&before["kartlegginger/tiriltunet-2024/sovn/index.html"]).contains("Gardinene"));
    place.write(FINDING, finding("anonymised: false"));
    let ran = place.build();
    let after = place.site();
    for word in ["lysetider", "gardinene"] {
        assert_gone(&after, word);
    }
    assert_eq!(
        ran.out,
        told(
            &before,
            &after,
            "/data/funn.csv, /data/funn.json, /data/funn.schema.json, /data/funn.xlsx, /kartlegginger/tiriltunet-2024/oversikt/",
            "/kartlegginger/tiriltunet-2024/oversikt/",
            &format!("  1 funn\n    {FINDING}: er ikke anonymisert (`anonymised: false`)\n")
        )
    );
}

/// Returns what the report must be, word for word.
fn told(before: &Tree, after: &Tree, removed: &str, alias: &str, left_out: &str) -> String {
    let is_page = |(path, _): &(&String, &Vec<u8>)| path.ends_with(".html");
    let changed = after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).count();
    format!(
        "Bygde {} sider ({} filer) i output/public.\nNye eller endrede filer: {changed}. Uendrede: {}.\nTatt bort: {removed}.\n\
         Er en side flyttet, så skriv den gamle adressen i den nye filen: `aliases: [{alias}]`.\nUtelatt:\n{left_out}",
        after.iter().filter(is_page).count(),
        after.len(),
        after.len() - changed,
    )
}

#[test]
fn drafts_are_built_beside_the_site_and_still_hold_nothing_confidential() {
    let place = small();
    place.write("content/news/regnet.md", page("draft: true\n"));
    place.write(FINDING, finding("anonymised: false"));
    place.build();
    let public = place.site();
    let ran = place.run(&["build", "--drafts"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    crate::place::assert_same(&public, &place.site(), "the public site");
    let drafts = crate::place::tree(&place.path("output/drafts"));
    assert!(String::from_utf8_lossy(&drafts["nyheter/regnet/index.html"]).contains("tørrskodde"));
    for word in ["lysetider", "gardinene"] {
        assert_gone(&drafts, word);
    }
}

#[test]
fn an_earlier_day_shows_nothing_more() {
    let place = small();
    place.write("content/news/regnet.md", page("draft: true\n"));
    let ran = place.bare(&["build", "--date", "2020-01-01"]);
    assert_eq!(ran.code, 0, "{DAY}: {}", ran.printed());
    assert_gone(&place.site(), "paraply");
}

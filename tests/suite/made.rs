//! Inputs that no repository can keep as they are: odd bytes, odd names, links, far too much of something.
//!
//! Each is made by code; what must be said of it stands in `tests/cases/made/<name>`.

use std::fs;

use crate::case::{self, Place, TONGUES};

const PAGE: &str = "content/nyheter/hei.md";
const TEXT: &str = "---\ntitle: \"Hei på deg\"\n---\n\nDet er *vår* i dalen.\n";

/// Plays what `make` makes in both tongues, and holds what is said against `tests/cases/made/<name>`.
fn play(name: &str, arguments: &[&str], make: impl Fn(&Place)) {
    let mut differences = Vec::new();
    for tongue in TONGUES {
        let place = Place::with_base();
        make(&place);
        let said = case::run(place.path(), tongue, &case::usual(arguments), &[]);
        differences.extend(case::compare(&case::cases().join("made").join(name), tongue, &said));
    }
    case::tell(&differences);
}

/// Returns the site that is made of a page with these bytes.
fn site_of(page: &str, bytes: impl AsRef<[u8]>) -> std::collections::BTreeMap<String, Vec<u8>> {
    let place = Place::with_base();
    place.write(page, bytes);
    let said = case::run(place.path(), "nb", &case::usual(&["--quiet"]), &[]);
    assert_eq!(said.code, 0, "{}", said.text);
    let site = case::site(&place.path().join("output"));
    assert!(site.keys().any(|name| name.contains("nyheter/")), "{:?}", site.keys());
    site
}

fn in_latin_1(text: &str) -> Vec<u8> {
    text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect()
}

fn in_utf_16(text: &str, low_first: bool) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(|unit| if low_first { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

#[test]
fn row_01_a_byte_order_mark_is_noted_once_and_does_no_harm() {
    let marked = format!("\u{FEFF}{TEXT}");
    play("row-01-byte-order-mark", &[], |place| place.write(PAGE, &marked));
    case::assert_same(&site_of(PAGE, &marked), &site_of(PAGE, TEXT));
}

#[test]
fn row_02_line_ends_of_every_kind_make_the_same_site() {
    let plain = site_of(PAGE, TEXT);
    case::assert_same(&site_of(PAGE, TEXT.replace('\n', "\r\n")), &plain);
    case::assert_same(&site_of(PAGE, TEXT.replace('\n', "\r")), &plain);
    case::assert_same(&site_of(PAGE, TEXT.replacen('\n', "\r\n", 2).replacen("---\n\n", "---\r\r\n", 1)), &plain);
}

#[test]
fn row_02_line_numbers_are_right_whatever_ends_the_lines() {
    let wrong = "---\ntitle: \"Hei\"\n\nfarge: blå\n---\n\nTekst.\n";
    for (name, ends) in [("row-02-crlf", "\r\n"), ("row-02-lone-cr", "\r")] {
        play(name, &[], |place| place.write(PAGE, wrong.replace('\n', ends)));
    }
    play("row-02-mixed", &[], |place| place.write(PAGE, "---\r\ntitle: \"Hei\"\r\rfarge: blå\n---\r\n\nTekst.\r"));
}

#[test]
fn row_03_another_encoding_is_guessed_and_the_remedy_told() {
    play("row-03-windows-1252", &[], |place| place.write(PAGE, in_latin_1(TEXT)));
    play("row-03-utf-16", &[], |place| place.write(PAGE, in_utf_16(TEXT, true)));
    play("row-03-utf-16-big-end-first", &[], |place| place.write(PAGE, in_utf_16(TEXT, false)));
    play("row-03-no-encoding-we-know", &[], |place| place.write(PAGE, [TEXT.as_bytes(), b"\x81\n"].concat()));
    play("row-03-attachment", &[], |place| {
        place.write(PAGE, "---\ntitle: \"Hei\"\n---\n\nSe [tallene](../files/tall.csv).\n");
        place.write("content/files/tall.csv", in_latin_1("sted,tall\nVågen,3\n"));
    });
}

#[test]
fn row_11_signs_that_nobody_sees_are_told_by_their_place() {
    for (name, sign) in [("row-11-nul", "\0"), ("row-11-control-character", "\u{8}"), ("row-11-delete", "\u{7F}")] {
        play(name, &[], |place| place.write(PAGE, TEXT.replace("dalen", &format!("da{sign}len"))));
    }
}

#[test]
fn row_12_ten_thousand_levels_are_refused_at_once() {
    let deep = format!("counties: {}{}\n", "[".repeat(10_000), "]".repeat(10_000));
    let blocks: String = (0..1_000).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
    play("row-12-ten-thousand-levels", &[], |place| place.write("content/registry/counties.yaml", &deep));
    play("row-12-a-thousand-levels-of-blocks", &[], |place| {
        place.write("content/registry/counties.yaml", format!("counties:\n{blocks}"));
    });
}

/// Each of these is known to have made a Markdown parser take time that grows with the square of its length, or worse.
#[test]
fn row_14_intricate_texts_take_time_that_grows_with_their_length() {
    type OfSize = fn(usize) -> String;
    let kinds: [(&str, OfSize); 12] = [
        ("nested quotes", |n| "> ".repeat(n) + "a\n"),
        ("nested lists", |n| (0..n.min(600)).map(|level| format!("{}- a\n", "  ".repeat(level))).collect()),
        ("open brackets", |n| "[".repeat(n) + "a" + &"]".repeat(n) + "\n"),
        ("open links", |n| "[a](".repeat(n) + "\n"),
        ("open references", |n| "[[centre:".repeat(n) + "\n"),
        ("emphasis", |n| "*a_ ".repeat(n) + "\n"),
        ("nested emphasis", |n| "**a *b ".repeat(n) + "\n"),
        ("back quotes", |n| {
            (1..(n / 20).max(2)).map(|length| format!("e{}", "`".repeat(length % 300))).collect::<String>() + "\n"
        }),
        ("open comments", |n| "a <!-- ".repeat(n) + "\n"),
        ("entities", |n| "&".repeat(n) + "\n"),
        ("tables", |n| "a|".repeat(n.min(4_000)) + "\n" + &"-|".repeat(n.min(4_000)) + "\n" + &"a|\n".repeat(20)),
        ("citations", |n| "[@".repeat(n) + "\n"),
    ];
    for (name, text) in kinds {
        let place = Place::with_base();
        let lines = text(10_000);
        place.write(PAGE, format!("---\ntitle: \"Hei\"\n---\n\n{lines}"));
        let said = case::run_within(10, place.path(), "nb", &case::usual(&["--quiet"]), &[]);
        assert!([0, 1].contains(&said.code), "{name}: {}", said.text);
    }
}

#[test]
fn row_14_a_table_that_grows_out_of_a_few_letters_is_stopped() {
    let table = format!("{}\n{}\n{}", "a|".repeat(3_000), "-|".repeat(3_000), "a|\n".repeat(200));
    play("row-14-table-that-grows", &[], |place| place.write(PAGE, format!("{TEXT}\n{table}")));
}

#[test]
fn row_15_what_is_far_too_large_is_not_read() {
    play("row-15-a-hundred-megabytes", &[], |place| {
        place.write(PAGE, TEXT);
        fs::File::options().append(true).open(place.path().join(PAGE)).unwrap().set_len(100 << 20).unwrap();
    });
    play("row-15-an-attachment-of-a-hundred-megabytes", &[], |place| {
        place.write("content/files/tall.csv", "a,b\n");
        fs::File::options().append(true).open(place.path().join("content/files/tall.csv")).unwrap().set_len(100 << 20).unwrap();
    });
    play("row-15-long-line", &[], |place| place.write(PAGE, TEXT.to_owned() + &"å".repeat(60_000) + "\n"));
    play("row-15-seventy-thousand-columns", &[], |place| {
        place.write(PAGE, format!("{TEXT}\n{}\n{}\n", "a|".repeat(70_000), "-|".repeat(70_000)));
    });
}

#[test]
fn row_18_names_that_differ_only_in_case_or_form_are_one() {
    play("row-18-names-that-differ-in-case", &[], |place| {
        place.write("content/kurs/A.md", TEXT);
        place.write("content/kurs/a.md", TEXT);
    });
    play("row-18-names-that-differ-in-form", &[], |place| {
        place.write("content/kurs/v\u{E5}r.md", TEXT);
        place.write("content/kurs/va\u{30A}r.md", TEXT);
    });
}

#[test]
fn row_20_a_page_that_moved_is_named_with_the_line_that_leads_on() {
    let mut differences = Vec::new();
    for tongue in TONGUES {
        let place = Place::with_base();
        place.write("content/kurs/gammel.md", TEXT);
        place.write("content/kurs/annen.md", TEXT);
        case::run(place.path(), tongue, &case::usual(&[]), &[]);
        fs::rename(place.path().join("content/kurs/gammel.md"), place.path().join("content/kurs/ny.md")).unwrap();
        let said = case::run(place.path(), tongue, &case::usual(&[]), &[]);
        differences.extend(case::compare(&case::cases().join("made/row-20-page-that-moved"), tongue, &said));
    }
    case::tell(&differences);
}

#[test]
fn row_21_a_name_is_the_same_in_every_unicode_form() {
    let link = |name: &str| format!("---\ntitle: \"Lenke\"\n---\n\nSe [våren]({name}).\n");
    let site = |file: &str, name: &str| {
        let place = Place::with_base();
        place.write(&format!("content/nyheter/{file}"), TEXT);
        place.write("content/nyheter/lenke.md", link(name));
        let said = case::run(place.path(), "nb", &case::usual(&["--quiet"]), &[]);
        assert_eq!(said.code, 0, "{}", said.text);
        case::tree(&place.path().join("output/public"))
    };
    let composed = site("v\u{E5}r.md", "v\u{E5}r.md");
    assert!(composed.contains_key("nyheter/var/index.html"), "{:?}", composed.keys());
    case::assert_same(&site("va\u{30A}r.md", "v\u{E5}r.md"), &composed);
    case::assert_same(&site("v\u{E5}r.md", "va\u{30A}r.md"), &composed);
    case::assert_same(&site("v\u{E5}r.md", "v%C3%A5r.md"), &composed);
    case::assert_same(&site("va\u{30A}r.md", "va%CC%8Ar.md"), &composed);
}

#[cfg(unix)]
#[test]
fn row_21_signs_that_mean_something_in_addresses_are_fine_in_names() {
    play("row-21-odd-names", &[], |place| {
        place.write("content/kurs/100 % sikker #1.md", TEXT);
        place.write("content/kurs/æøå og  to mellomrom.md", TEXT);
        place.write("content/files/bilde #2 50%.csv", "a,b\n");
        place.write(PAGE, "---\ntitle: \"Hei\"\n---\n\n[a](<../kurs/100 %25 sikker %231.md>), [b](<../kurs/æøå og  to mellomrom.md>), [c](../files/bilde%20%232%2050%25.csv)\n");
    });
    play("row-21-name-without-letters", &[], |place| place.write("content/kurs/---.md", TEXT));
}

#[cfg(unix)]
#[test]
fn row_22_names_that_some_systems_refuse_are_refused_on_all() {
    let names = [
        ("row-22-device-name", "content/kurs/aux.md"),
        ("row-22-device-name-in-capitals", "content/kurs/CON.md"),
        ("row-22-trailing-space", "content/kurs/hei.md "),
        ("row-22-trailing-dot", "content/kurs/hei."),
        ("row-22-question-mark", "content/kurs/hva?.md"),
        ("row-22-line-break", "content/kurs/hei\npå deg.md"),
        ("row-22-folder", "content/nul/hei.md"),
    ];
    for (name, file) in names {
        play(name, &[], |place| place.write(file, TEXT));
    }
    play("row-22-long-name", &[], |place| place.write(&format!("content/kurs/{}.md", "lang".repeat(40)), TEXT));
    play("row-22-long-path", &[], |place| place.write(&format!("content/{}hei.md", "nokså-lang-mappe/".repeat(16)), TEXT));
}

#[cfg(unix)]
#[test]
fn row_23_links_are_not_followed() {
    use std::os::unix::fs::symlink;
    play("row-23-link-to-a-file-outside", &[], |place| {
        place.write("hemmelig.md", TEXT);
        place.write("content/nyheter/annen.md", TEXT);
        symlink(place.path().join("hemmelig.md"), place.path().join(PAGE)).unwrap();
    });
    play("row-23-link-to-a-folder-outside", &[], |place| symlink("/", place.path().join("content/alt")).unwrap());
    play("row-23-ring-of-links", &[], |place| symlink(".", place.path().join("content/igjen")).unwrap());
    play("row-23-link-to-nothing", &[], |place| symlink("borte.md", place.path().join("content/hei.md")).unwrap());
    play("row-23-theme-that-is-a-link", &[], |place| {
        place.write("hemmelig/templates/page.html", "x");
        place.write("content/site.yaml", "title: \"Prøvenettstedet\"\nbase_url: \"https://prove.example/\"\ntheme: lenke\n");
        symlink(place.path().join("hemmelig"), place.path().join("themes/lenke")).unwrap();
    });
}

#[test]
fn row_30_a_registry_from_a_spreadsheet_is_read_as_it_comes() {
    let header = "number;name;qualifier;official_name;sami_name;sami_lang;kven_name;county;valid_from;valid_from_precision;\
                  valid_to;end_kind;successors;predecessors;lat;lon;former_names;note";
    let row = "9701;Granvåg;;Granvåg;;;;97;1971-01-01;on_or_before;;;;;;;;";
    play("row-30-spreadsheet", &[], |place| {
        place.write("content/registry/municipalities.csv", format!("\u{FEFF}{header}\r\n{row}\r\n"));
        place.write("content/registry/counties.yaml", "counties:\n  - number: \"97\"\n    names: {nb: \"Fjordfylket\"}\n");
    });
}

#[test]
fn row_32_a_page_that_becomes_a_draft_is_gone_and_told() {
    let mut differences = Vec::new();
    for tongue in TONGUES {
        let place = Place::with_base();
        place.write("content/kurs/plan.md", TEXT);
        place.write("content/kurs/annen.md", "---\ntitle: \"Annen\"\n---\n\nTekst.\n");
        case::run(place.path(), tongue, &case::usual(&[]), &[]);
        assert!(place.path().join("output/public/kurs/plan/index.html").exists());
        place.write("content/kurs/plan.md", TEXT.replacen("---\n\n", "draft: true\n---\n\n", 1));
        let said = case::run(place.path(), tongue, &case::usual(&[]), &[]);
        assert!(!place.path().join("output/public/kurs/plan").exists());
        differences.extend(case::compare(&case::cases().join("made/row-32-page-that-becomes-a-draft"), tongue, &said));
    }
    case::tell(&differences);
}

#[test]
fn row_36_a_folder_that_is_not_ours_is_never_written_to() {
    play("row-36-output-in-the-content", &["--output", "content/ut"], |_| {});
    play("row-36-output-is-the-theme", &["--output", "themes"], |_| {});
    play("row-36-output-around-the-content", &["--output", "."], |_| {});
    play("row-36-output-is-the-root", &["--output", "/"], |_| {});
    play("row-36-foreign-file", &[], |place| place.write("output/public/budsjett.xlsx", "viktig"));
    let place = Place::with_base();
    place.write("output/public/budsjett.xlsx", "viktig");
    case::run(place.path(), "nb", &case::usual(&[]), &[]);
    assert_eq!(fs::read(place.path().join("output/public/budsjett.xlsx")).unwrap(), b"viktig");
}

#[test]
fn row_37_a_second_build_is_told_who_is_writing() {
    play("row-37-two-builds-at-once", &[], |place| {
        place.write("output/.utsyn/lock", "4711\n2026-11-21 12:00:00\n");
        let file = fs::File::options().write(true).open(place.path().join("output/.utsyn/lock")).unwrap();
        file.try_lock().unwrap();
        // Held until this process ends, as a build that goes on would.
        std::mem::forget(file);
    });
}

#[test]
fn a_content_folder_without_settings_is_told_what_to_begin_with() {
    play("no-settings", &[], |place| fs::remove_file(place.path().join("content/site.yaml")).unwrap());
}

#[test]
fn the_next_run_over_the_same_content_changes_nothing() {
    let mut differences = Vec::new();
    for tongue in TONGUES {
        let place = Place::with_base();
        place.write(PAGE, TEXT);
        case::run(place.path(), tongue, &case::usual(&[]), &[]);
        let said = case::run(place.path(), tongue, &case::usual(&[]), &[]);
        differences.extend(case::compare(&case::cases().join("made/nothing-has-changed"), tongue, &said));
    }
    case::tell(&differences);
}

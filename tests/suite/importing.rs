//! Spreadsheets that become observations: by a map that a person has seen, and nothing on a guess.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use crate::commands::{Session, play};

const WIDE: &str = "Kommune;Dato;Møteform;Kontaktperson;E-post;Om natten;Kommentar;Dag;Dag - kommentar;Løpenr\n\
                    Tjernlia;23.04.2024;Digitalt;;;Nei;;ja;Lyst;2\n\
                    Granvåg;16.04.2024;Fysisk;Tor Fjell;tor@granvag.example;Ja;\"Mørkt; og \"\"kaldt\"\"\";ikke tatt opp;;1\n";

const MAP: &str = "municipality: Kommune\ndate: Dato\nmeeting: Møteform\ncontact: {name: Kontaktperson, email: E-post}\nthemes:\n  \
                   natt: {raised: Om natten, text: Kommentar}\n  dag: {raised: Dag, text: Dag - kommentar}\n";

const PATH: &str = "content/mappings/a2024/observations.yaml";

fn text(session: &Session, path: &str) -> String {
    String::from_utf8(session.read(path)).unwrap()
}

#[test]
fn a_table_is_imported_by_a_map_that_was_looked_over() {
    play("import", |session| {
        session.write("svar.csv", WIDE);
        session.run("import a2024 svar.csv");
        assert!(!session.has(PATH));
        session.write("kart.yaml", MAP);
        session.run("import a2024 svar.csv --columns kart.yaml --dry-run");
        assert!(!session.has(PATH));
        session.run("import a2024 svar.csv --columns kart.yaml");
        session.run("import a2024 svar.csv --columns kart.yaml");
        let first = text(session, PATH);
        session.write("svar.csv", WIDE.replace("Nei", "Ja"));
        session.run("import a2024 svar.csv --columns kart.yaml");
        assert_eq!(text(session, PATH), first);
        session.run("import a2024 svar.csv --columns kart.yaml --yes");
        assert_ne!(text(session, PATH), first);
        session.run("import a2024 svar.csv --columns kart.yaml --observations ../privat");
        assert_eq!(text(session, "../privat/a2024/observations.yaml"), text(session, PATH));
        session.run("check --date 2026-11-21");
        session.write("svar.csv", WIDE.split_inclusive('\n').take(2).collect::<String>());
        session.run("import a2024 svar.csv --columns kart.yaml --dry-run");
    });
}

#[test]
fn what_is_proposed_is_a_map_that_can_be_used() {
    for (tongue, ends) in [("nb", "\n"), ("en", "\r\n")] {
        let mut session = Session::new("prosjekt", tongue);
        session.write("svar.csv", WIDE.replace('\n', ends));
        session.run("import a2024 svar.csv");
        let proposed = session.said().split_once('\n').unwrap().1.to_owned();
        session.write("kart.yaml", proposed);
        assert_eq!(session.run("import a2024 svar.csv --columns kart.yaml"), 0, "{}", session.said());
        let by_proposal = text(&session, PATH);
        session.write("kart.yaml", MAP);
        assert_eq!(session.run("import a2024 svar.csv --columns kart.yaml --yes"), 0, "{}", session.said());
        assert_eq!(text(&session, PATH), by_proposal);
    }
}

#[test]
fn nothing_is_written_where_anything_is_uncertain() {
    play("import-refused", |session| {
        let mut run = |table: &str, map: &str| {
            session.write("svar.csv", table);
            session.write("kart.yaml", map);
            assert_ne!(session.run("import a2024 svar.csv --columns kart.yaml"), 0);
            assert!(!session.has(PATH));
        };
        run(
            &WIDE.replace("Nei", "tja").replace("23.04.2024", "i april").replace("Fysisk", "båt").replace("\nGranvåg", "\n301"),
            MAP,
        );
        run(&WIDE.replace("Nei", ""), MAP);
        run(&WIDE.replace("Granvåg", "TJERNLIA"), MAP);
        run(&WIDE.replace("Lyst;2", "Lyst;2;3"), MAP);
        run(&WIDE.replace("kaldt\"\"\"", "kaldt\"\""), MAP);
        run(WIDE, &MAP.replace("Om natten", "Omnatten").replace("  dag", "  dagg"));
        run(WIDE, &MAP.replace("Kontaktperson", "Dato"));
        run(&WIDE.replace("Løpenr", "Dag"), MAP);
        run("Kommune\n", MAP);
        run(WIDE, "municipality: Kommune\n");
        run(WIDE, "municipality: Kommune\ntema: {}\n");
        session.run("import a2024 mangler.csv --columns kart.yaml");
        session.run("import a2024 svar.csv --columns kart.yaml --sheet Svar");
        session.run("import b2024 svar.csv");
        session.run("import a2024");
    });
}

#[test]
fn clear_text_is_not_imported_to_where_git_sees_it() {
    play("import-into-git", |session| {
        session.init();
        session.write("svar.csv", WIDE);
        session.write("kart.yaml", MAP);
        session.run("import a2024 svar.csv --columns kart.yaml");
        assert!(!session.has(PATH));
        session.write("kart.yaml", format!("{MAP}synthetic: true\nnote: \"Funnet på.\"\n"));
        session.run("import a2024 svar.csv --columns kart.yaml");
        session.git(&["add", PATH]);
        session.run("guard");
    });
}

/// The same answers in a workbook, with dates and numbers as such, give the same bytes as the CSV.
#[test]
fn a_workbook_says_what_the_csv_says() {
    play("import-xlsx", |session| {
        session.write("svar.csv", WIDE);
        session.write("kart.yaml", MAP);
        session.run("import a2024 svar.csv --columns kart.yaml");
        let by_csv = text(session, PATH);
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet().set_name("Svar").unwrap();
        let date = Format::new().set_num_format("dd.mm.yyyy");
        for (row, line) in (0..).zip(WIDE.replace("\"Mørkt; og \"\"kaldt\"\"\"", "Mørkt, og \"kaldt\"").lines()) {
            for (column, cell) in (0..).zip(line.split(';')) {
                match cell.parse::<f64>() {
                    Ok(number) => sheet.write(row, column, number).unwrap(),
                    Err(_) => sheet.write(row, column, cell.replace("Mørkt,", "Mørkt;")).unwrap(),
                };
            }
        }
        for (row, day) in [(1, 23), (2, 16)] {
            sheet.write_with_format(row, 1, ExcelDateTime::from_ymd(2024, 4, day).unwrap(), &date).unwrap();
        }
        session.write("svar.xlsx", workbook.save_to_buffer().unwrap());
        session.run("import a2024 svar.xlsx --columns kart.yaml");
        assert_eq!(text(session, PATH), by_csv);

        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet().set_name("Svar").unwrap();
        for (column, heading) in (0..).zip([
            "Kommune",
            "Dato",
            "Møteform",
            "Kontaktperson",
            "E-post",
            "Om natten",
            "Kommentar",
            "Dag",
            "Dag - kommentar",
        ]) {
            sheet.write(0, column, heading).unwrap();
        }
        sheet.write(1, 0, 301).unwrap();
        sheet.write(1, 1, 45_398).unwrap();
        sheet.write(1, 3, 1e300).unwrap();
        sheet.write(1, 5, Formula::new("=IF(1,\"ja\",\"nei\")").set_result("ja")).unwrap();
        sheet.write_with_format(1, 6, ExcelDateTime::from_ymd(2024, 2, 1).unwrap(), &date).unwrap();
        sheet.merge_range(1, 7, 2, 7, "ja", &Format::new()).unwrap();
        sheet.write(2, 0, "Granvåg").unwrap();
        sheet.write(2, 5, true).unwrap();
        sheet.write(2, 6, false).unwrap();
        session.write("svar.xlsx", workbook.save_to_buffer().unwrap());
        session.run("import a2024 svar.xlsx --columns kart.yaml");
        workbook.add_worksheet().set_name("Mer").unwrap();
        session.write("svar.xlsx", workbook.save_to_buffer().unwrap());
        session.run("import a2024 svar.xlsx --columns kart.yaml");
        session.run("import a2024 svar.xlsx --columns kart.yaml --sheet svar");
        session.write("svar.xlsx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1]);
        session.run("import a2024 svar.xlsx");
        session.write("svar.xlsx", b"PK\x03\x04nei");
        session.run("import a2024 svar.xlsx");
    });
}

#[test]
fn a_row_an_answer_and_an_older_encoding_are_read_too() {
    play("import-long", |session| {
        let table = "Kommune;Tema;Tatt opp;Tekst\nGranvåg;natt;ja;Mørkt\nTjernlia;Om dagen;nei;\nGranvåg;Døgnet rundt;;\n";
        let latin: Vec<u8> = table.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
        session.write("svar.csv", latin);
        session.run("import a2024 svar.csv");
        let map = "municipality: Kommune\nrows: {theme: Tema, raised: Tatt opp, text: Tekst}\n";
        session.write("kart.yaml", map);
        session.run("import a2024 svar.csv --columns kart.yaml");
        session.write(
            "kart.yaml",
            map.replace("Tekst}", "Tekst, names: {\"døgnet rundt\": dag}}\nvalues: {ja: yes, nei: no, \"\": not_raised}"),
        );
        session.run("import a2024 svar.csv --columns kart.yaml");
        assert_eq!(text(session, PATH).matches("- {theme:").count(), 3);
    });
}

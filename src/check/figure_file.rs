//! The tables that figures take from a file: CSV among the attachments, headings first.
//!
//! What is drawn of such a table is published, so it is read like any text of the page: by the last gate.

use crate::domain::{Attachment, AttachmentKind, FigureBlock, FigureData, FigureTable, Said};
use crate::problem::{Code, Lines, Problem, both};

/// Most rows of a table.
const MOST_ROWS: usize = 5000;

/// Puts the tables of the files in place of their names.
pub(super) fn read(figures: &mut [FigureBlock], attachments: &[Attachment]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for figure in figures {
        let FigureData::File(file) = &figure.data else { continue };
        match table(figure, file, attachments) {
            Ok((table, within)) => {
                figure.data = FigureData::Table(table);
                figure.drawn_from = Some(within);
            }
            Err(problem) => problems.push(*problem),
        }
    }
    problems
}

/// Returns the table of a file, and the file's path within the content.
fn table(figure: &FigureBlock, file: &Said, attachments: &[Attachment]) -> Result<(FigureTable, String), Box<Problem>> {
    let lines = Lines { file: figure.source.shown(), first_line: figure.line + 1, text: &figure.text };
    let place = || lines.at(file.line, file.column, file.value.chars().count());
    // What lies with a mapping is working material, and nothing is made of it.
    let is_usable = |attachment: &&Attachment| {
        attachment.kind == AttachmentKind::Text
            && attachment.source.within().ends_with(".csv")
            && !attachment.source.within().starts_with("mappings/")
    };
    let name = file.value.trim_start_matches('/');
    let known = || attachments.iter().filter(is_usable);
    let Some(attachment) = known().find(|attachment| attachment.source.within() == name) else {
        let headline =
            both!("det er ingen tabell `{name}` å hente tallene fra", "there is no table `{name}` to take the numbers from");
        let problem = Problem::new(Code::NotInTable, headline).at(place()).nearest(name, known().map(|one| one.source.within()));
        return Err(Box::new(match problem.help {
            Some(_) => problem,
            None => problem.help(both!(
                "legg en CSV-fil i `files/`, og skriv stien fra innholdsmappen: `files/tall.csv`",
                "put a CSV file in `files/`, and write its path from the content folder: `files/numbers.csv`"
            )),
        }));
    };
    parsed(&attachment.bytes).map(|table| (table, name.to_owned())).ok_or_else(|| {
        let headline = both!("`{name}` er ingen tabell vi kan lese", "`{name}` is no table that we can read");
        Box::new(Problem::new(Code::BadFigureData, headline).at(place()).help(both!(
            "lagre den som CSV i UTF-8, med overskrifter øverst, like mange felt i hver rad og høyst {MOST_ROWS} rader",
            "save it as CSV in UTF-8, with headings at the top, as many cells in each row, and at most {MOST_ROWS} rows"
        )))
    })
}

fn parsed(bytes: &[u8]) -> Option<FigureTable> {
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{FEFF}');
    let first = text.lines().next()?;
    let sign = if first.matches(';').count() > first.matches(',').count() { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(sign).from_reader(text.as_bytes());
    let cells = |record: &csv::StringRecord| record.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let columns = cells(reader.headers().ok()?);
    let rows: Vec<Vec<String>> =
        reader.records().map(|record| record.ok().map(|record| cells(&record))).collect::<Option<_>>()?;
    (!rows.is_empty() && rows.len() <= MOST_ROWS).then_some(FigureTable { columns, rows })
}

#[cfg(test)]
mod tests {
    use super::parsed;

    #[test]
    fn a_table_is_read_with_either_sign_and_refused_when_it_is_uneven() {
        for text in ["navn;antall\nA;3,5\n", "\u{FEFF}navn,antall\r\nA,\"3,5\"\r\n"] {
            let table = parsed(text.as_bytes()).unwrap();
            assert_eq!(
                (table.columns, table.rows),
                (vec!["navn".to_owned(), "antall".to_owned()], vec![vec!["A".to_owned(), "3,5".to_owned()]])
            );
        }
        assert_eq!(parsed(b"a,b\n1,2,3\n"), None);
        assert_eq!(parsed(b"a,b\n"), None);
        assert_eq!(parsed(b"\xff\xfe"), None);
    }
}

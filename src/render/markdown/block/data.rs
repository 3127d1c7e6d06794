//! Tables of data, with their numbers in the forms of the language.

use std::ops::Range;

use super::super::escaping::push_text;
use super::Writer;
use crate::domain::{Cited, DataTable, source_word, unknown_word};
use crate::problem::{Code, Problem, both};

impl Writer<'_, '_, '_> {
    /// Writes the table that a block holds.
    pub(super) fn data_table(&mut self, span: Range<usize>) {
        self.skip_until = span.end;
        let table = self.written.tables.iter().find(|(at, _)| *at == span.start).map(|(_, table)| table.clone());
        let Some(table) = table else {
            let problem = Problem::new(Code::BadDataTable, both!("her kan det ikke stå en tabell", "no table can stand here"))
                .help(both!("flytt den til en side eller et kapittel", "move it to a page or a chapter"));
            return self.object(problem, span);
        };
        let csv = table.file.as_ref().and_then(|file| self.csv(file));
        // `check` has seen that the cells are right.
        let rows = table.cells(csv.as_deref()).unwrap_or_default();
        if let Some(counted) = self.counted.at(span.start).cloned() {
            let mut caption = self.number_of(&counted);
            push_text(&mut caption, &table.title);
            self.caption = Some((counted, caption));
        }
        self.open_table();
        self.head(&table);
        self.rows(&table, &rows);
        self.html.push_str("</tbody></table></div>\n");
        self.below(&table);
    }

    /// Returns what a file holds; it is published with the table.
    fn csv(&mut self, file: &str) -> Option<String> {
        self.sheet.of_attachment(file)?;
        let attachment = self.sheet.setter.attachments.get(file)?;
        std::str::from_utf8(&attachment.bytes).ok().map(str::to_owned)
    }

    fn head(&mut self, table: &DataTable) {
        self.html.push_str("<thead><tr>");
        for column in &table.columns {
            self.html.push_str(if column.kind.is_number() { "<th scope=\"col\" class=\"hoyre\">" } else { "<th scope=\"col\">" });
            push_text(&mut self.html, &column.title);
            self.html.push_str("</th>");
        }
        self.html.push_str("</tr></thead><tbody>\n");
    }

    /// The first cell of a row says what the row is about.
    fn rows(&mut self, table: &DataTable, rows: &[Vec<Option<String>>]) {
        let unknown = unknown_word(self.sheet.language);
        for row in rows {
            self.html.push_str("<tr>");
            for (index, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
                let tag = if index == 0 { "th scope=\"row\"" } else { "td" };
                let class = if column.kind.is_number() { " class=\"hoyre\"" } else { "" };
                self.html.push_str(&format!("<{tag}{class}>"));
                push_text(&mut self.html, cell.as_deref().unwrap_or(unknown));
                self.html.push_str(if index == 0 { "</th>" } else { "</td>" });
            }
            self.html.push_str("</tr>\n");
        }
    }

    fn below(&mut self, table: &DataTable) {
        if table.note.is_none() && table.sources.is_empty() {
            return;
        }
        self.html.push_str("<p class=\"tabellnote\">");
        if let Some(note) = &table.note {
            push_text(&mut self.html, note);
        }
        if !table.sources.is_empty() {
            let word = source_word(self.sheet.language);
            self.html.push_str(&format!("{}{word}: ", if table.note.is_some() { " " } else { "" }));
            let works: Vec<Cited<'_>> = table.sources.iter().map(|id| Cited { id, ..Cited::default() }).collect();
            self.citation(&works, "");
        }
        self.html.push_str("</p>\n");
    }
}

//! What the commands that ask have in common: where the content is, and rows as a table or as CSV.

use std::path::PathBuf;

use clap::Args as ClapArgs;

use super::args::{KeyArgs, SiteArgs, parse_date};
use super::{build, say};
use crate::domain::Date;
use crate::pipeline::Wanted;
use crate::problem::{Fault, Problem, Tongue, both};

/// Where the content is, and for which day it is asked.
#[derive(Clone, ClapArgs)]
#[command(next_help_heading = "Valg")]
pub(super) struct WhereArgs {
    /// Mappen med innholdet (ellers: content)
    #[arg(long, value_name = "MAPPE", default_value = "content", hide_default_value = true, display_order = 50)]
    pub content: PathBuf,

    /// Mappen utenfor innholdet med observasjoner og notater, med en undermappe for hver kartlegging
    #[arg(long, value_name = "MAPPE", display_order = 51)]
    pub observations: Option<PathBuf>,

    #[command(flatten)]
    pub key: KeyArgs,

    /// Mappen med temaer (ellers: themes, om den finnes)
    #[arg(long, value_name = "MAPPE", display_order = 53)]
    pub themes: Option<PathBuf>,

    /// Dagen det spørres for, som 2026-11-21 (ellers: i dag i Oslo)
    #[arg(long, value_name = "DATO", value_parser = parse_date, display_order = 54)]
    pub date: Option<Date>,
}

impl WhereArgs {
    /// Returns what is asked of a run.
    pub(super) fn wanted(&self) -> Result<Wanted, Fault> {
        let site = SiteArgs {
            content: self.content.clone(),
            observations: self.observations.clone(),
            key: self.key.clone(),
            themes: self.themes.clone(),
            date: self.date,
            base_url: None,
            drafts: false,
            strict: false,
            format: None,
            plain: false,
            json: false,
            quiet: false,
        };
        build::wanted(&site)
    }
}

/// Says, beside the answer, that nothing is published as the content stands.
pub(super) fn tell_errors(problems: &[Problem], tongue: Tongue) {
    let errors = problems.iter().filter(|problem| problem.is_error()).count();
    if errors == 0 {
        return;
    }
    let english = say::counted(errors, "error", "errors");
    let said = both!(
        "Innholdet har {errors} feil. Ingenting publiseres før alt er rettet. Se `utsyn check`.\n",
        "The content has {english}. Nothing is published until all is mended. See `utsyn check`.\n"
    );
    say::err(said.in_tongue(tongue));
}

/// Sets rows in columns, all to the left; the first row may be a head.
pub(super) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let line: String = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}  ")).collect();
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Writes rows as CSV, as spreadsheets and programs read it.
///
/// # Errors
///
/// A machine [`Fault`] where a row cannot be written.
pub(super) fn csv(rows: &[Vec<String>]) -> Result<String, Fault> {
    let fault = |cause: &dyn std::fmt::Display| Fault::machine(both!("kunne ikke skrive CSV", "could not write CSV"), cause);
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows {
        // A cell that begins like a formula would be run by a spreadsheet.
        let cells = row.iter().map(|cell| if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell.clone() });
        writer.write_record(cells).map_err(|cause| fault(&cause))?;
    }
    let bytes = writer.into_inner().map_err(|cause| fault(&cause))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

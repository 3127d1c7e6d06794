//! References for reference managers: BibTeX, RIS and CSL-JSON.
//!
//! [`files`] is the way in. Each form escapes by its own rules, so that a title stays a title whatever it holds.

mod bibtex;
mod ris;

use std::sync::Arc;

use serde_json::Value;

use super::RenderedFile;
use crate::domain::SitePath;
use crate::plan::{Literature, csl_json};

/// Returns the files of some works, one of each form.
pub(super) fn files(literature: &Literature) -> Vec<RenderedFile> {
    let file = |ending: &str, text: String| {
        let path = SitePath::new(format!("{}.{ending}", literature.stem));
        path.map(|path| RenderedFile { path, bytes: text.into_bytes().into() })
    };
    let works = &literature.works;
    let files = [file("bib", bibtex::text(works)), file("ris", ris::text(works)), file("csl.json", json(literature))];
    files.into_iter().flatten().collect()
}

/// Returns the files' paths, each with the file of the content that it is made of.
pub(super) fn made_of(literature: &Literature) -> Vec<(SitePath, Arc<str>)> {
    let Some(source) = &literature.made_of else { return Vec::new() };
    let path = |ending| Some((SitePath::new(format!("{}.{ending}", literature.stem))?, Arc::from(source.as_str())));
    ["bib", "ris", "csl.json"].into_iter().filter_map(path).collect()
}

fn json(literature: &Literature) -> String {
    let works: Value = literature.works.iter().map(csl_json).collect();
    serde_json::to_string_pretty(&works).unwrap_or_default() + "\n"
}

/// Returns a text on one line, without characters that no form can hold.
fn on_one_line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;

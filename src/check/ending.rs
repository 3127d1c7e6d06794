//! Files whose names nearly say that they are texts: `Nyhet.MD`, `nyhet.md.txt`, `report.yml`.
//!
//! Nobody reads such a file, and nothing else would tell its writer why the page is missing.

use super::file_kind::kind;
use crate::domain::{Attachment, Source};
use crate::problem::{Code, Place, Problem, both};

/// What people and programs write in place of an ending that is read; whatever their case.
const MEANT: [(&str, &[&str]); 3] = [
    (".md", &[".md.txt", ".markdown", ".mdown", ".mkdn", ".mkd", ".mdtxt", ".mdtext", ".mdx", ".md"]),
    (".yaml", &[".yaml.txt", ".yml.txt", ".yml", ".yaml"]),
    (".csv", &[".csv.txt", ".csv"]),
];

/// Tells of the attachments that were meant as texts.
pub(super) fn near_texts(attachments: &[Attachment]) -> Vec<Problem> {
    let problem = |attachment: &Attachment| {
        let meant = meant(&attachment.source).or_else(|| page_as_plain_text(attachment))?;
        Some(stray(&attachment.source, &meant))
    };
    attachments.iter().filter_map(problem).collect()
}

/// Returns the name under which a file would be read; none where its own name promises no text.
pub(super) fn meant(source: &Source) -> Option<String> {
    let path = source.within();
    let read_as = MEANT.iter().find_map(|(ending, instead)| {
        let written = instead.iter().find(|written| ends_with(path, written))?;
        Some(format!("{}{ending}", &path[..path.len() - written.len()]))
    })?;
    name_of_text(path, read_as)
}

/// Returns the same for a page that an editor of plain text has put `.txt` behind.
fn page_as_plain_text(attachment: &Attachment) -> Option<String> {
    let path = attachment.source.within();
    let stem = path.strip_suffix(".txt")?;
    let is_page = attachment.bytes.starts_with(b"---\n") || attachment.bytes.starts_with(b"---\r\n");
    name_of_text(path, format!("{stem}.md")).filter(|_| is_page)
}

/// Returns the name of the file at `read_as`, where that would be read and this one is not; attachments may be called anything.
fn name_of_text(path: &str, read_as: String) -> Option<String> {
    let is_other = read_as != path && !path.starts_with("files/") && kind(&read_as).is_some();
    is_other.then(|| read_as.rsplit('/').next().unwrap_or_default().to_owned())
}

fn ends_with(path: &str, ending: &str) -> bool {
    let at = path.len().checked_sub(ending.len());
    at.and_then(|at| path.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(ending))
}

/// Tells of a file that is not read, and how it should be called.
pub(super) fn stray(source: &Source, meant: &str) -> Problem {
    let ending = source.within().rsplit_once('.').map_or("", |(_, ending)| ending);
    Problem::new(
        Code::StrayFile,
        both!(
            "filen blir ikke lest, for navnet slutter på `.{ending}`",
            "the file is not read, for its name ends with `.{ending}`"
        ),
    )
    .at(Place::file(source.shown()))
    .help(both!("gi den navnet `{meant}`", "call it `{meant}`"))
}

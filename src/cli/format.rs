//! The forms in which problems are told: as text for who reads or listens, or as data for other programs.

use super::args::SiteArgs;
use super::{Ending, report, say};
use crate::problem::{Fault, Problem, Tongue, github, github_fault, gitlab, sarif, sarif_fault};

/// What `--format` can be.
pub(super) const FORMATS: [&str; 6] = ["text", "plain", "json", "sarif", "github", "gitlab"];

/// A form of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Words on a terminal, drawn or as sentences.
    Words,
    Json,
    Sarif,
    Github,
    Gitlab,
}

/// Returns the form that is asked for; whether words are drawn, `say` decides.
pub(super) fn format(args: &SiteArgs) -> Format {
    match args.format.as_deref() {
        _ if args.json => Format::Json,
        Some("json") => Format::Json,
        Some("sarif") => Format::Sarif,
        Some("github") => Format::Github,
        Some("gitlab") => Format::Gitlab,
        _ => Format::Words,
    }
}

/// Returns problems for a program that reads nothing else; none for words and JSON, which tell more than problems.
pub(super) fn annotated(format: Format, problems: &[Problem], tongue: Tongue) -> Option<String> {
    match format {
        Format::Words | Format::Json => None,
        Format::Sarif => Some(format!("{:#}\n", sarif(problems, tongue))),
        Format::Github => Some(github(problems, tongue)),
        Format::Gitlab => Some(format!("{:#}\n", gitlab(problems, tongue))),
    }
}

/// Says what kept the run from being carried out.
pub(super) fn tell_fault(fault: &Fault, args: &SiteArgs, tongue: Tongue) -> Ending {
    let ending = fault.kind.into();
    match format(args) {
        Format::Json => say::out(&report::fault_json(fault, ending, tongue)),
        Format::Sarif => say::out(&format!("{:#}\n", sarif_fault(fault, ending as u8, tongue))),
        Format::Github => say::out(&github_fault(fault, tongue)),
        // A report of code quality has no word for it, and an empty one would say that all is well.
        Format::Gitlab | Format::Words => say::err(&fault.lines(tongue)),
    }
    ending
}

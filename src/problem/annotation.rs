//! Problems beside the lines of a change, on the two code hosts whose CI reads them from what a command prints.

use serde_json::{Value, json};

use super::fingerprint::fingerprints;
use super::sarif::message;
use super::{Fault, Problem, Severity, Tongue};

/// Returns GitHub's workflow commands, one a line.
pub(crate) fn github(problems: &[Problem], tongue: Tongue) -> String {
    problems.iter().map(|problem| github_one(problem, tongue)).collect()
}

/// Returns a workflow command for what kept the run from being carried out.
pub(crate) fn github_fault(fault: &Fault, tongue: Tongue) -> String {
    format!("::error title=utsyn::{}\n", data(fault.lines(tongue).trim_end()))
}

fn github_one(problem: &Problem, tongue: Tongue) -> String {
    let command = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(place) = &problem.place {
        properties.push(format!("file={}", property(&place.file)));
        if place.has_line() {
            properties.push(format!("line={}", place.line));
            properties.push(format!("endLine={}", place.line));
            properties.push(format!("col={}", place.column.max(1)));
            // Theirs is the last column, ours the one after it.
            properties.extend(place.end_column().map(|end| format!("endColumn={}", end - 1)));
        }
    }
    properties.push(format!("title={}", property(&format!("{} {}", problem.code.code(), problem.code.word()))));
    format!("::{command} {}::{}\n", properties.join(","), data(&message(problem, tongue)))
}

/// Escapes what would end a message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes what would end a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// Returns a report for GitLab's Code Quality.
pub(crate) fn gitlab(problems: &[Problem], tongue: Tongue) -> Value {
    let entries = problems.iter().zip(fingerprints(problems)).map(|(problem, fingerprint)| {
        // Theirs has no place without a line.
        let (path, line) = problem.place.as_ref().map_or((".", 1), |place| (place.file.as_str(), place.line.max(1)));
        json!({
            "description": message(problem, tongue),
            "check_name": format!("{} {}", problem.code.code(), problem.code.word()),
            "fingerprint": fingerprint,
            "severity": grave(problem),
            "location": {"path": path, "lines": {"begin": line}},
        })
    });
    Value::Array(entries.collect())
}

fn grave(problem: &Problem) -> &'static str {
    match problem.severity {
        Severity::Error if problem.code == super::Code::Leak => "blocker",
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Note => "info",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::{Code, Lines, Place, both};

    #[test]
    fn what_would_end_a_command_is_escaped() {
        let place = Lines { file: "a,b:100%.md", first_line: 1, text: "feil" }.place(0..4);
        let problem = Problem::new(Code::Tab, both!("50 %", "50%")).at(place).help(both!("to\nlinjer", "two\nlines"));
        let said = "::error file=a%2Cb%3A100%25.md,line=1,endLine=1,col=1,endColumn=4,title=U0204 tab::50%25%0Atwo%0Alines\n";
        assert_eq!(github(&[problem], Tongue::English), said);
    }

    #[test]
    fn a_leak_is_the_gravest() {
        let at = |code| Problem::new(code, both!("ord", "words")).at(Place::file("a.html"));
        let report = gitlab(&[at(Code::Leak), at(Code::StrayFile)], Tongue::Bokmal);
        assert_eq!((&report[0]["severity"], &report[1]["severity"]), (&json!("blocker"), &json!("minor")));
        assert_eq!(report[0]["location"], json!({"path": "a.html", "lines": {"begin": 1}}));
    }
}

//! `utsyn scan`: reads any text for what singles out, and says where it stands, never what it is.

use std::io::Read;
use std::path::Path;

use serde_json::json;

use super::args::ScanArgs;
use super::{Ending, say};
use crate::load::{self, NotText};
use crate::pipeline;
use crate::problem::{Both, Fault, FaultKind, Problem, Tongue, both};
use crate::scan::{Hit, Register, Severity, read};

/// What came of all files so far.
#[derive(Default)]
struct Tally {
    files: usize,
    certain: usize,
    likely: usize,
    unreadable: bool,
}

/// Scans the files one after the other, and tells of each as it is done.
pub(super) fn scan(args: &ScanArgs, tongue: Tongue) -> Ending {
    let register = match register(args, tongue) {
        Ok(register) => register,
        Err(ending) => return ending,
    };
    let mut tally = Tally::default();
    for path in &args.files {
        match text_of(path) {
            Ok(text) => one(&register, path, &text, args, tongue, &mut tally),
            Err(fault) => {
                say::err(&fault.lines(tongue));
                tally.unreadable = true;
            }
        }
    }
    if !args.json {
        say::out(&format!("{}\n", summary(&tally).in_tongue(tongue)));
    }
    match tally {
        Tally { unreadable: true, .. } => Ending::Machine,
        Tally { certain: 1.., .. } => Ending::Problems,
        Tally { likely: 1.., .. } if args.strict => Ending::Problems,
        _ => Ending::Fine,
    }
}

/// Returns what to look for; a list that cannot be understood would let things pass, so it stops the run.
fn register(args: &ScanArgs, tongue: Tongue) -> Result<Register, Ending> {
    let villages = args.villages.as_deref().map_or(Ok(String::new()), text_of);
    let made = villages.and_then(|villages| pipeline::register(args.content.as_deref(), &villages));
    match made {
        Ok((register, problems)) if !problems.iter().any(Problem::is_error) => Ok(register),
        Ok((_, problems)) => {
            say::shown(&problems, false, tongue);
            Err(Ending::Machine)
        }
        Err(fault) => {
            say::err(&fault.lines(tongue));
            Err(if fault.kind == FaultKind::Usage { Ending::Usage } else { Ending::Machine })
        }
    }
}

fn text_of(path: &Path) -> Result<String, Fault> {
    let read = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(|cause| Fault::read(path, cause))?;
        load::as_text(bytes)
    } else {
        load::loose_text(path)?
    };
    read.map_err(|NotText| {
        let path = path.display();
        let said = both!("`{path}` er ikke tekst i UTF-8 og kan ikke leses", "`{path}` is no text in UTF-8 and cannot be read");
        let help = both!(
            "lagre den som ren tekst (.md, .txt, .html, .csv) med koding «UTF-8»",
            "save it as plain text (.md, .txt, .html, .csv) with the encoding UTF-8"
        );
        Fault { kind: FaultKind::Machine, doing: said, cause: None, help: Some(help) }
    })
}

fn one(register: &Register, path: &Path, text: &str, args: &ScanArgs, tongue: Tongue, tally: &mut Tally) {
    let hits = read(register, text);
    let file = path.display().to_string().replace('\\', "/");
    let mut said = String::new();
    let mut places = Places { text, at: 0, line: 1, line_start: 0 };
    for hit in &hits {
        let place = places.of(hit);
        said.push_str(&if args.json { record(&file, hit, &place, tongue) } else { line(&file, hit, &place, tongue) });
        said.push('\n');
    }
    let certain = hits.iter().filter(|hit| hit.severity == Severity::Block).count();
    tally.files += 1;
    tally.certain += certain;
    tally.likely += hits.len() - certain;
    say::out(&said);
}

/// Where a hit stands: its line, and code points of it.
struct Stands {
    line: usize,
    start: usize,
    /// Within the first line, also where the hit goes on.
    end: usize,
    end_line: usize,
}

/// Counts lines on the way through a text; hits come in the order of their places.
struct Places<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    line_start: usize,
}

impl Places<'_> {
    fn of(&mut self, hit: &Hit) -> Stands {
        let passed = self.text.get(self.at..hit.span.start).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', passed.as_bytes()).count();
        if let Some(last) = memchr::memrchr(b'\n', passed.as_bytes()) {
            self.line_start = self.at + last + 1;
        }
        self.at = self.at.max(hit.span.start);
        let chars = |from: usize, to: usize| self.text.get(from..to).map_or(0, |text| text.chars().count());
        let words = self.text.get(hit.span.clone()).unwrap_or_default();
        let first = words.split('\n').next().unwrap_or_default();
        let start = chars(self.line_start, hit.span.start);
        let end_line = self.line + words.matches('\n').count();
        Stands { line: self.line, start, end: start + first.chars().count(), end_line }
    }
}

fn record(file: &str, hit: &Hit, place: &Stands, tongue: Tongue) -> String {
    let mut record = json!({
        "file": file,
        "line": place.line,
        "start": place.start,
        "end": place.end,
        "kind": hit.kind.word(),
        "severity": hit.severity.word(),
        "reason": hit.reason().in_tongue(tongue),
    });
    if let Some(fields) = record.as_object_mut().filter(|_| place.end_line > place.line) {
        fields.insert("end_line".to_owned(), json!(place.end_line));
    }
    record.to_string()
}

fn line(file: &str, hit: &Hit, place: &Stands, tongue: Tongue) -> String {
    let certainty = match hit.severity {
        Severity::Block => both!("sikkert", "certain"),
        Severity::Warn => both!("mulig", "likely"),
    };
    let (line, column, reason) = (place.line, place.start + 1, hit.reason());
    format!("{file}:{line}:{column}: {}: {} [{}]", certainty.in_tongue(tongue), reason.in_tongue(tongue), hit.kind.word())
}

fn summary(tally: &Tally) -> Both {
    let Tally { files, certain, likely, .. } = tally;
    match (certain, likely) {
        (0, 0) => both!("Ingen treff. Filer: {files}.", "No hits. Files: {files}."),
        _ => both!(
            "Sikre treff: {certain}. Mulige treff: {likely}. Filer: {files}. Ordene selv vises ikke.",
            "Certain hits: {certain}. Likely hits: {likely}. Files: {files}. The words themselves are not shown."
        ),
    }
}

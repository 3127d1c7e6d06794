//! Problems as SARIF 2.1.0, which editors and code hosts read.
//!
//! Columns are counted in characters. No excerpt is given, so a confidential file is told by its place alone.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::explained::{about, explained};
use super::fingerprint::fingerprints;
use super::{Change, Code, Fault, Place, Problem, Severity, Tongue, edit};

/// Returns a log with one run: every problem, and a rule for each code that is met.
pub(crate) fn sarif(problems: &[Problem], tongue: Tongue) -> Value {
    let mut rules: BTreeMap<&str, &Problem> = BTreeMap::new();
    for problem in problems {
        rules.entry(problem.code.code()).or_insert(problem);
    }
    let codes: Vec<&str> = rules.keys().copied().collect();
    let results: Vec<Value> = problems
        .iter()
        .zip(fingerprints(problems))
        .map(|(problem, fingerprint)| {
            let index = codes.iter().position(|code| *code == problem.code.code());
            result(problem, index, fingerprint, tongue)
        })
        .collect();
    let rules: Vec<Value> = rules.values().map(|problem| rule(problem.code, tongue)).collect();
    log(&rules, &results, &json!({"executionSuccessful": true}), tongue)
}

/// Returns a log of a run that could not be carried out.
pub(crate) fn sarif_fault(fault: &Fault, exit: u8, tongue: Tongue) -> Value {
    let said = fault.lines(tongue);
    let notification = json!({"level": "error", "message": {"text": said.trim_end()}});
    let invocation = json!({"executionSuccessful": false, "exitCode": exit, "toolExecutionNotifications": [notification]});
    log(&[], &[], &invocation, tongue)
}

fn log(rules: &[Value], results: &[Value], invocation: &Value, tongue: Tongue) -> Value {
    let language = match tongue {
        Tongue::Bokmal => "nb",
        Tongue::English => "en",
    };
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "utsyn",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": language,
                "rules": rules,
            }},
            "invocations": [invocation],
            "language": language,
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(code: Code, tongue: Tongue) -> Value {
    let meaning = explained(code).map(|explained| explained.meaning.in_tongue(tongue).to_owned());
    let about = about(code, tongue);
    json!({
        "id": code.code(),
        "name": code.word(),
        "shortDescription": {"text": meaning},
        "fullDescription": {"text": about},
        "help": {"text": about, "markdown": about},
        "defaultConfiguration": {"level": level(code.severity())},
    })
}

fn result(problem: &Problem, index: Option<usize>, fingerprint: String, tongue: Tongue) -> Value {
    let mut result = Map::new();
    let mut put = |key: &str, value: Value| result.insert(key.to_owned(), value);
    put("ruleId", json!(problem.code.code()));
    put("ruleIndex", json!(index));
    put("level", json!(level(problem.severity)));
    put("message", json!({"text": message(problem, tongue)}));
    if let Some(place) = &problem.place {
        put("locations", json!([{"physicalLocation": location(place)}]));
    }
    put("partialFingerprints", json!({"utsyn/v1": fingerprint}));
    if let (Some(edit), Some(place)) = (problem.edit(), &problem.place) {
        let replacements: Vec<Value> = edit.changes.iter().map(|change| replacement(place, change)).collect();
        let change = json!({"artifactLocation": {"uri": uri(&place.file)}, "replacements": replacements});
        put("fixes", json!([{"description": {"text": edit::words(tongue)}, "artifactChanges": [change]}]));
    }
    Value::Object(result)
}

/// Returns headline, reason and advice as one text.
pub(super) fn message(problem: &Problem, tongue: Tongue) -> String {
    let advice = problem.advice();
    let parts = [&problem.headline].into_iter().chain(&problem.notes).chain(&advice);
    parts.map(|part| part.in_tongue(tongue)).collect::<Vec<_>>().join("\n")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn location(place: &Place) -> Value {
    let file = json!({"uri": uri(&place.file)});
    if !place.has_line() {
        return json!({"artifactLocation": file});
    }
    let column = place.column.max(1);
    let region = match place.end_column() {
        Some(end) => json!({"startLine": place.line, "startColumn": column, "endLine": place.line, "endColumn": end}),
        None => json!({"startLine": place.line, "startColumn": column}),
    };
    json!({"artifactLocation": file, "region": region})
}

fn replacement(place: &Place, change: &Change) -> Value {
    let end = change.column + change.length;
    let region = json!({"startLine": place.line, "startColumn": change.column, "endLine": place.line, "endColumn": end});
    json!({"deletedRegion": region, "insertedContent": {"text": change.text}})
}

/// Returns a path as a URI reference: what has another meaning there, and all beyond ASCII, in percents.
fn uri(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte);
    let encode = |text: &str| -> String {
        text.bytes().map(|byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
    };
    match path.as_bytes() {
        [b'/', ..] => format!("file://{}", encode(path)),
        [drive, b':', ..] if drive.is_ascii_alphabetic() => format!("file:///{}:{}", char::from(*drive), encode(&path[2..])),
        _ => encode(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::{Lines, both};

    #[test]
    fn a_path_becomes_an_address() {
        assert_eq!(uri("content/pages/å lese.md"), "content/pages/%C3%A5%20lese.md");
        assert_eq!(uri("/home/Ørjan/a.md"), "file:///home/%C3%98rjan/a.md");
        assert_eq!(uri("C:/Users/a.md"), "file:///C:/Users/a.md");
    }

    #[test]
    fn a_result_has_its_rule_its_region_and_its_fix() {
        let text = "titel: Å";
        let problem = Problem::new(Code::UnknownKey, both!("ukjent", "unknown"))
            .at(Lines { file: "a.md", first_line: 4, text }.place(0..5))
            .nearest("titel", ["title"]);
        let log = sarif(&[problem], Tongue::Bokmal);
        let run = &log["runs"][0];
        let index = run["results"][0]["ruleIndex"].as_u64().unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][usize::try_from(index).unwrap()]["id"], run["results"][0]["ruleId"]);
        let region = json!({"startLine": 4, "startColumn": 1, "endLine": 4, "endColumn": 6});
        assert_eq!(run["results"][0]["locations"][0]["physicalLocation"]["region"], region);
        let fix = &run["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"][0];
        assert_eq!(*fix, json!({"deletedRegion": region, "insertedContent": {"text": "title"}}));
    }
}

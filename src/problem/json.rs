//! Problems for programs.

use serde_json::{Value, json as value};

use super::{Both, Edit, Problem, Severity, Tongue};

/// Returns a problem as JSON: the same words as in the terminal, in the chosen tongue.
pub(crate) fn json(problem: &Problem, tongue: Tongue) -> Value {
    let said = |both: &Both| both.in_tongue(tongue).to_owned();
    value!({
        "code": problem.code.code(),
        "rule": problem.code.word(),
        "severity": match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        "message": said(&problem.headline),
        "file": problem.place.as_ref().map(|place| &place.file),
        "line": problem.place.as_ref().filter(|place| place.has_line()).map(|place| place.line),
        "column": problem.place.as_ref().filter(|place| place.has_line()).map(|place| place.column),
        "because": problem.notes.iter().map(said).collect::<Vec<_>>(),
        "help": problem.advice().as_ref().map(said),
        "edit": problem.edit().map(edit),
    })
}

/// The parts of the problem's line that are replaced; columns are counted in characters from 1.
fn edit(edit: &Edit) -> Value {
    let change = |change: &super::Change| value!({"column": change.column, "length": change.length, "text": change.text});
    value!({"safe": edit.is_safe, "changes": edit.changes.iter().map(change).collect::<Vec<_>>()})
}

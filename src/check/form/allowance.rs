//! `allow_names:` in the files of mappings and reports.

use serde::Deserialize;

use crate::check::reader::{Reader, Text};
use crate::domain::Allowance;
use crate::problem::{Code, Problem, both};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AllowanceForm {
    name: Text,
    sentence: Text,
    reason: Text,
}

/// Returns the allowances; one with an empty value allows nothing.
pub(super) fn allowances(reader: &mut Reader<'_>, forms: Vec<AllowanceForm>) -> Vec<Allowance> {
    let mut allowances = Vec::new();
    for AllowanceForm { name, sentence, reason } in forms {
        let empty = [&name, &sentence, &reason].into_iter().find(|text| text.value.trim().is_empty());
        if let Some(empty) = empty {
            let place = reader.place(empty).without_excerpt();
            reader.problems.push(Problem::new(Code::EmptyValue, both!("verdien er tom", "the value is empty")).at(place).help(
                both!(
                    "si hvilket navn som kan stå, i hvilken setning, og hvorfor",
                    "say which name may stand, in which sentence, and why"
                ),
            ));
            continue;
        }
        let line = usize::try_from(name.defined.line()).unwrap_or(1) + reader.page.first_line - 1;
        allowances.push(Allowance { name: name.value, sentence: sentence.value, reason: reason.value, line });
    }
    allowances
}

//! `allow_names:` in the files of mappings and reports.

use schemars::JsonSchema;
use serde::Deserialize;

use super::format;
use crate::check::reader::{Reader, Text};
use crate::domain::Allowance;
use crate::problem::{Code, Problem, both};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AllowanceForm {
    /// Navnet som kan stå, slik det er skrevet i setningen.
    #[schemars(with = "format::Line")]
    name: Text,
    /// Hele setningen navnet kan stå i. Endres setningen, må tillatelsen vurderes på nytt.
    #[schemars(with = "format::Line")]
    sentence: Text,
    /// Hvorfor navnet kan stå, som «Besøksadressen er offentlig».
    #[schemars(with = "format::Line")]
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

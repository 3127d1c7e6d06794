//! An explanation as text for a terminal.

use super::{Explained, explained};
use crate::problem::{Code, Severity, Tongue};

/// Returns an explanation, with a line between its parts.
pub(crate) fn text(one: &Explained, tongue: Tongue) -> String {
    let labels = Labels::of(tongue);
    let mut text = format!("{} ({}), {}\n\n", one.code.code(), one.code.word(), labels.severity(one.code));
    text.push_str(&format!("{}\n\n", one.meaning.in_tongue(tongue)));
    text.push_str(&format!("{}: {}\n\n", labels.why, one.why.in_tongue(tongue)));
    text.push_str(&format!("{}: {}\n", labels.todo, one.todo.in_tongue(tongue)));
    if let Some((wrong, right)) = &one.example {
        let indented = |lines: &str| lines.lines().map(|line| format!("    {line}\n")).collect::<String>();
        text.push_str(&format!("\n{}:\n{}\n{}:\n{}", labels.wrong, indented(wrong), labels.right, indented(right)));
    }
    text
}

/// Returns one text of what a code means, why it matters and what to do: for programs that show help.
pub(crate) fn about(code: Code, tongue: Tongue) -> Option<String> {
    let one = explained(code)?;
    let parts = [&one.meaning, &one.why, &one.todo].map(|part| part.in_tongue(tongue));
    Some(parts.join(" "))
}

/// The words between the parts.
pub(super) struct Labels {
    pub why: &'static str,
    pub todo: &'static str,
    pub wrong: &'static str,
    pub right: &'static str,
    severities: [&'static str; 3],
}

impl Labels {
    pub(super) fn of(tongue: Tongue) -> Self {
        match tongue {
            Tongue::Bokmal => Self {
                why: "Hvorfor det betyr noe",
                todo: "Slik retter du det",
                wrong: "Feil",
                right: "Riktig",
                severities: ["feil", "advarsel", "merknad"],
            },
            Tongue::English => Self {
                why: "Why it matters",
                todo: "What to do",
                wrong: "Wrong",
                right: "Right",
                severities: ["error", "warning", "note"],
            },
        }
    }

    pub(super) fn severity(&self, code: Code) -> &'static str {
        match code.severity() {
            Severity::Error => self.severities[0],
            Severity::Warning => self.severities[1],
            Severity::Note => self.severities[2],
        }
    }
}

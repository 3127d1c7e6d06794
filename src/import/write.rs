//! Observations as the one text that is `observations.yaml`: the same answers are the same bytes.

use super::rows::{Observation, Observed};
use crate::check::{Meeting, Value};

/// Returns the text of `observations.yaml`.
pub(crate) fn write(observed: &Observed) -> String {
    let mut text = String::from("# Skrevet av `utsyn import`. Fortrolig: skal aldri publiseres.\n");
    if observed.synthetic {
        text.push_str("synthetic: true\n");
    }
    if let Some(note) = &observed.note {
        text.push_str(&format!("note: {}\n", quoted(note)));
    }
    if observed.observations.is_empty() {
        text.push_str("observations: []\n");
        return text;
    }
    text.push_str("observations:\n");
    for observation in &observed.observations {
        entry(observation, &observed.themes, &mut text);
    }
    text
}

fn entry(observation: &Observation, themes: &[String], text: &mut String) {
    text.push_str(&format!("  - municipality: {}\n", quoted(&observation.municipality)));
    if let Some(date) = observation.date {
        text.push_str(&format!("    date: {}\n", date.iso()));
    }
    match observation.meeting {
        Some(Meeting::InPerson) => text.push_str("    meeting: in_person\n"),
        Some(Meeting::Digital) => text.push_str("    meeting: digital\n"),
        None => {}
    }
    let contact = ["name", "email", "phone"].iter().zip(&observation.contact);
    let contact: Vec<String> = contact.filter_map(|(key, value)| Some(format!("{key}: {}", quoted(value.as_ref()?)))).collect();
    if !contact.is_empty() {
        text.push_str(&format!("    contact: {{{}}}\n", contact.join(", ")));
    }
    answers(observation, themes, text);
    if let Some(note) = &observation.internal_note {
        text.push_str(&format!("    internal_note: {}\n", quoted(note)));
    }
}

fn answers(observation: &Observation, themes: &[String], text: &mut String) {
    let lines = observation.answers.iter().filter_map(|(theme, (value, said))| {
        let raised = match value {
            Value::Yes => "yes",
            Value::No => "no",
            Value::NotRaised => "not_raised",
            Value::Unanswered => return None,
        };
        let said = said.as_ref().map(|said| format!(", text: {}", quoted(said))).unwrap_or_default();
        Some(format!("      - {{theme: {}, raised: \"{raised}\"{said}}}\n", id(themes.get(*theme)?)))
    });
    let lines: Vec<String> = lines.collect();
    match lines.is_empty() {
        true => text.push_str("    answers: []\n"),
        false => text.push_str(&format!("    answers:\n{}", lines.concat())),
    }
}

/// Writes an id bare where YAML cannot read it as anything else.
pub(super) fn id(id: &str) -> String {
    let is_word = id.starts_with(|letter: char| letter.is_ascii_lowercase()) && id != "null";
    if is_word { id.to_owned() } else { quoted(id) }
}

/// Writes a text in double quotes. What cannot be seen, and what YAML does not take, is written by its number.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\u{20}'..='\u{7E}' | '\u{A1}'..='\u{AC}' | '\u{AE}'..='\u{24F}' => quoted.push(letter),
            letter if letter.is_alphanumeric() || "–—‘’‚“”„•…€№™→−≤≥".contains(letter) => {
                quoted.push(letter);
            }
            letter if u32::from(letter) <= 0xFFFF => quoted.push_str(&format!("\\u{:04X}", u32::from(letter))),
            letter => quoted.push_str(&format!("\\U{:08X}", u32::from(letter))),
        }
    }
    quoted.push('"');
    quoted
}

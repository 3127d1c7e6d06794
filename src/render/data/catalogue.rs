//! The catalogue of the tables, as Turtle and as JSON-LD. Both are made of the same list and say the same.

use serde_json::{Map, Value as Json, json};

use super::json::written;
use crate::plan::{Catalogue, Term, Thing, VOCABULARIES};

const DATE: &str = "http://www.w3.org/2001/XMLSchema#date";

pub(super) fn turtle(catalogue: &Catalogue) -> Vec<u8> {
    let mut text: String = VOCABULARIES.iter().map(|(short, long)| format!("@prefix {short}: <{long}> .\n")).collect();
    for thing in &catalogue.things {
        text.push_str(&format!("\n<{}>\n    a {}", iri(&thing.address), thing.kind));
        for (property, value) in &thing.said {
            text.push_str(&format!(" ;\n    {property} {}", turtle_term(value)));
        }
        text.push_str(" .\n");
    }
    text.into_bytes()
}

fn turtle_term(term: &Term) -> String {
    match term {
        Term::Iri(address) => format!("<{}>", iri(address)),
        Term::Words { text, language } => format!("{}@{language}", quoted(text)),
        Term::Text(text) => quoted(text),
        Term::Day(day) => format!("\"{day}\"^^<{DATE}>"),
    }
}

/// An address cannot hold what would end it; such a sign is written by its number in UTF-8.
fn iri(address: &str) -> String {
    let is_unsafe = |letter: char| letter <= ' ' || "<>\"{}|^`\\".contains(letter);
    let safe = |letter: char| if is_unsafe(letter) { format!("%{:02X}", letter as u32) } else { letter.to_string() };
    address.chars().map(safe).collect()
}

fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            letter if letter.is_control() => quoted.push_str(&format!("\\u{:04X}", letter as u32)),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

pub(super) fn json_ld(catalogue: &Catalogue) -> Vec<u8> {
    let context: Map<String, Json> = VOCABULARIES.iter().map(|(short, long)| ((*short).to_owned(), json!(long))).collect();
    let things: Vec<Json> = catalogue.things.iter().map(thing).collect();
    written(&json!({"@context": context, "@graph": things}))
}

fn thing(thing: &Thing) -> Json {
    let mut object = Map::new();
    object.insert("@id".to_owned(), json!(iri(&thing.address)));
    object.insert("@type".to_owned(), json!(thing.kind));
    for (property, value) in &thing.said {
        let values = object.entry(*property).or_insert_with(|| json!([]));
        if let Json::Array(values) = values {
            values.push(json_term(value));
        }
    }
    Json::Object(object)
}

fn json_term(term: &Term) -> Json {
    match term {
        Term::Iri(address) => json!({"@id": iri(address)}),
        Term::Words { text, language } => json!({"@value": text, "@language": language}),
        Term::Text(text) => json!({"@value": text}),
        Term::Day(day) => json!({"@value": day.to_string(), "@type": DATE}),
    }
}

#[cfg(test)]
mod tests {
    use super::{iri, quoted};

    #[test]
    fn nothing_in_a_text_ends_it() {
        assert_eq!(quoted("Han sa \"ja\\nei\"\nså\u{1}"), "\"Han sa \\\"ja\\\\nei\\\"\\nså\\u0001\"");
        assert_eq!(iri("https://a.no/<x> \"y\"/å"), "https://a.no/%3Cx%3E%20%22y%22/å");
    }
}

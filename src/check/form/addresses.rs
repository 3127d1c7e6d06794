//! `reports/<id>/addresses.yaml`: the addresses of a report's passages, read and written.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Thing;
use super::closed::closed;
use super::format;
use crate::check::reader::{Reader, Text};
use crate::domain::{AddressBook, Kept, PassageKind, Retired};
use crate::problem::{Code, both};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AddressesForm {
    /// Avsnittene i rapporten, i rekkefølge. `utsyn addresses` skriver dem.
    #[serde(default)]
    passages: Vec<PassageForm>,
    /// Adresser til avsnitt som er tatt ut. Ordene i dem er ikke tatt vare på.
    #[serde(default)]
    retired: Vec<RetiredForm>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PassageForm {
    /// Adressen på siden, det som står etter `#`.
    #[schemars(with = "format::Line")]
    id: Text,
    /// Kapitlet det står i: navnet på filen uten nummer og `.md`.
    #[schemars(with = "format::Id")]
    chapter: Text,
    /// Hva det er.
    kind: KindForm,
    /// De første ordene, som det kjennes igjen på.
    #[serde(default)]
    words: Option<Text>,
    /// Andre adresser det har hatt.
    #[serde(default)]
    #[schemars(with = "Vec<format::Line>")]
    also: Vec<Text>,
    /// Kapitler det har stått i før.
    #[serde(default)]
    #[schemars(with = "Vec<format::Id>")]
    was: Vec<Text>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RetiredForm {
    /// Adressen det hadde.
    #[schemars(with = "format::Line")]
    id: Text,
    /// Kapitlet det sto i.
    #[schemars(with = "format::Id")]
    chapter: Text,
    /// Den første utgaven uten det, som `"1.1"`.
    version: Text,
}

closed! {
    KindForm means PassageKind {
        /// En overskrift.
        Heading,
        /// Et avsnitt.
        Paragraph,
        /// En liste.
        List,
        /// Et sitat.
        Quotation,
        /// Et bilde eller en figur.
        Figure,
        /// En tabell.
        Table,
        /// En tekst som vises tegn for tegn.
        Code,
    }
}

pub(super) fn addresses(reader: &mut Reader<'_>, form: AddressesForm) -> Thing {
    let mut kept = Vec::new();
    for passage in form.passages {
        let Some(id) = address(reader, passage.id) else { continue };
        kept.push(Kept {
            id,
            chapter: passage.chapter.value,
            kind: passage.kind.into(),
            words: passage.words.map(|words| words.value).unwrap_or_default(),
            also: passage.also.into_iter().filter_map(|id| address(reader, id)).collect(),
            was: passage.was.into_iter().map(|chapter| chapter.value).collect(),
        });
    }
    let mut retired = Vec::new();
    for one in form.retired {
        let Some(id) = address(reader, one.id) else { continue };
        retired.push(Retired { id, chapter: one.chapter.value, version: one.version.value });
    }
    Thing::Addresses(AddressBook { source: reader.page.source.clone(), kept, retired })
}

/// Returns an id that can stand in a page and in an address as it is.
fn address(reader: &mut Reader<'_>, text: Text) -> Option<String> {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_:.".contains(&byte);
    if text.value.bytes().all(is_plain) && text.value.starts_with(|first: char| first.is_ascii_alphanumeric()) {
        return Some(text.value);
    }
    let headline = both!(
        "en adresse på siden har bare små bokstaver fra a til z, tall, `-` og `_`",
        "an address within the page has only small letters from a to z, digits, `-` and `_`"
    );
    reader.object(Code::BadId, headline, &text);
    None
}

const HEADING: &str = "# Adressene til avsnittene i rapporten, så lenker til dem virker når teksten endres.\n\
                       # Skrevet av `utsyn addresses`. Slett en linje under `retired` når ordene i adressen ikke skal stå noe sted.\n";

/// Writes the file that [`addresses`] reads.
pub(crate) fn addresses_text(register: &AddressBook) -> String {
    let mut text = String::from(HEADING);
    text.push_str(if register.kept.is_empty() { "passages: []\n" } else { "passages:\n" });
    for kept in &register.kept {
        let Kept { id, chapter, kind, words, also, was } = kept;
        let kind = kind.id();
        text.push_str(&format!("  - {{id: \"{id}\", chapter: \"{chapter}\", kind: {kind}, words: \"{words}\""));
        for (key, values) in [("also", also), ("was", was)].into_iter().filter(|(_, values)| !values.is_empty()) {
            text.push_str(&format!(", {key}: [\"{}\"]", values.join("\", \"")));
        }
        text.push_str("}\n");
    }
    if !register.retired.is_empty() {
        text.push_str("retired:\n");
    }
    for Retired { id, chapter, version } in &register.retired {
        let version = version.replace(['"', '\\'], "");
        text.push_str(&format!("  - {{id: \"{id}\", chapter: \"{chapter}\", version: \"{version}\"}}\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::domain::{ChapterPassages, Source, passages, renew};
    use crate::load::SourceText;

    #[test]
    fn what_is_written_is_read_again() {
        let source = Source::new("content", "reports/a/addresses.yaml");
        let empty = AddressBook { source: source.clone(), kept: Vec::new(), retired: Vec::new() };
        let text = "## Null\n\nYes: «no» \"sitat\" \\ {x} æøå – 007\n\n- [ ] en\n- to\n\n|a|b|\n|-|-|\n|1|2|\n";
        let chapter = |slug, text| ChapterPassages { slug, passages: passages(text).into() };
        let first = renew(&empty, &[chapter("en", text)], "1.0").addresses;
        let now = [chapter("to", "## Ny\n\nNull\n"), chapter("en", "## Null\n\nYes: «no» \"sitat\" {x}\n")];
        let renewed = renew(&first, &now, "1.1").addresses;
        assert!(!renewed.retired.is_empty());
        for register in [empty, first, renewed] {
            let file = SourceText { source: source.clone(), text: addresses_text(&register).into() };
            let (read, problems) = read(file);
            assert!(problems.is_empty(), "{problems:?}");
            let Thing::Addresses(read) = read.thing else { panic!("it is no register") };
            assert_eq!(read, register);
        }
    }
}

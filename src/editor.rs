//! What an editor's own tools are given, so that files complete and explain themselves while they are written.
//!
//! [`project_files`] is the way in: the files of a project's `.vscode` folder, made of the schemas and of what is there.
//!
//! 1. `outline` reads a schema as the keys that a person can write;
//! 2. `snippets` makes pieces of text of them for front matter, which no schema reaches;
//! 3. `jsonc` puts our settings among those that are there, and changes nothing else.
//!
//! Must not know: the disk, the content.

mod jsonc;
mod outline;
mod snippets;

use serde_json::{Value, json};

pub(crate) use outline::{Key, Shape, outline};

use crate::check::{KINDS, Kind, schema};

/// The folder of the schemas, below that of the project.
const FOLDER: &str = ".vscode/utsyn";

/// The extension that reads schemas for YAML. None that is known reads them for front matter.
const EXTENSION: &str = "redhat.vscode-yaml";

/// A file as it shall be: its path below the project's folder, and its text.
pub(crate) type ProjectFile = (String, String);

/// A file of the project that could not be read as what it should be, and what to put in by hand.
#[derive(Debug)]
pub(crate) struct NotMerged {
    pub file: &'static str,
    pub wanted: String,
}

/// Returns the text of a schema.
pub(crate) fn schema_text(kind: &Kind) -> String {
    format!("{:#}\n", schema(kind))
}

/// Returns the name of the file a schema is kept in.
pub(crate) fn schema_name(kind: &Kind) -> String {
    format!("{}.schema.json", kind.id)
}

/// Returns the files of the project's `.vscode` folder; `there` is what one holds already, `content` the folder of the content.
///
/// # Errors
///
/// [`NotMerged`] where a file that is there cannot be read.
pub(crate) fn project_files(content: &str, there: impl Fn(&str) -> Option<String>) -> Result<Vec<ProjectFile>, NotMerged> {
    let mut files = vec![settings(content, &there)?, extensions(&there)?];
    files.push((".vscode/utsyn.code-snippets".to_owned(), snippets::snippets(content)));
    files.extend(KINDS.iter().map(|kind| (format!("{FOLDER}/{}", schema_name(kind)), schema_text(kind))));
    Ok(files)
}

fn settings(content: &str, there: &impl Fn(&str) -> Option<String>) -> Result<ProjectFile, NotMerged> {
    const FILE: &str = ".vscode/settings.json";
    let of_kind = |kind: &Kind| {
        let patterns: Vec<String> = kind.files.iter().map(|pattern| format!("{content}/{pattern}")).collect();
        (format!("./{FOLDER}/{}", schema_name(kind)), json!(patterns))
    };
    let wanted: Vec<(String, Value)> = KINDS.iter().filter(|kind| !kind.is_front_matter()).map(of_kind).collect();
    // Each is put in before the others: the last one first, so that they stand in order.
    let merged = wanted.iter().rev().try_fold(there(FILE).unwrap_or_else(|| "{}\n".to_owned()), |text, (name, patterns)| {
        jsonc::set(&text, &["yaml.schemas", name], patterns)
    });
    merged.map(|text| (FILE.to_owned(), text)).ok_or_else(|| {
        let wanted: serde_json::Map<String, Value> = wanted.into_iter().collect();
        NotMerged { file: FILE, wanted: format!("{:#}\n", json!({"yaml.schemas": wanted})) }
    })
}

fn extensions(there: &impl Fn(&str) -> Option<String>) -> Result<ProjectFile, NotMerged> {
    const FILE: &str = ".vscode/extensions.json";
    let text = there(FILE).unwrap_or_else(|| "{}\n".to_owned());
    let merged = jsonc::append(&text, "recommendations", EXTENSION);
    let wanted = || format!("{:#}\n", json!({"recommendations": [EXTENSION]}));
    merged.map(|text| (FILE.to_owned(), text)).ok_or_else(|| NotMerged { file: FILE, wanted: wanted() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_without_settings_gets_them_and_a_second_time_nothing_changes() {
        let files = project_files("content", |_| None).unwrap();
        let settings: Value = serde_json::from_str(&files[0].1).unwrap();
        assert_eq!(
            settings.pointer("/yaml.schemas/.~1.vscode~1utsyn~1mapping.schema.json"),
            Some(&json!(["content/mappings/*/mapping.yaml"]))
        );
        assert_eq!(files[1].1, "{\n  \"recommendations\": [\n    \"redhat.vscode-yaml\"\n  ]\n}\n");
        let again = project_files("content", |path| files.iter().find(|(name, _)| name == path).map(|(_, text)| text.clone()));
        assert_eq!(again.unwrap(), files);
    }

    #[test]
    fn settings_that_cannot_be_read_are_left_alone() {
        let refused = project_files("content", |_| Some("{\"a\": ".to_owned())).unwrap_err();
        assert_eq!(refused.file, ".vscode/settings.json");
        assert!(refused.wanted.contains("yaml.schemas"));
    }
}

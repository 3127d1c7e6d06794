//! Editions of a report: the versions go one way and each says what is new, and an edition that was kept stays as it was.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::check::Registry;
use crate::domain::Report;
use crate::load::SourceText;
use crate::problem::{Code, Place, Problem, both};

/// The file that says that a folder is an edition.
const MARK: &str = "edition.yaml";

/// Returns the digest of the files of each kept edition, by the folder within the content.
pub(in crate::check) fn digests(texts: &[SourceText]) -> BTreeMap<String, String> {
    let mut folders: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for file in texts.iter().filter(|file| file.source.edition().is_some()) {
        let name = file.source.within().rsplit('/').next().unwrap_or_default();
        folders.entry(file.source.folder()).or_default().push((name, &file.text));
    }
    folders.into_iter().map(|(folder, files)| (folder.to_owned(), digest(&files))).collect()
}

/// Returns the digest of an edition's files, which have names and texts; it does not matter how their lines end.
pub(crate) fn digest(files: &[(&str, &str)]) -> String {
    let mut files: Vec<&(&str, &str)> = files.iter().filter(|(name, _)| *name != MARK).collect();
    files.sort_unstable();
    let mut hash = Sha256::new();
    for (name, text) in files {
        let text = text.replace("\r\n", "\n");
        hash.update(format!("{name}\0{}\0{text}", text.len()));
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn hold(registry: &Registry) -> Vec<Problem> {
    let of = |report: &Report| {
        let kept = report.editions.iter().filter_map(|edition| as_it_was(edition, registry));
        explained(report).into_iter().chain(kept).collect::<Vec<_>>()
    };
    registry.reports.iter().flat_map(of).collect()
}

/// The versions in `changes` go one way, each once, and the present one is among them.
fn explained(report: &Report) -> Option<Problem> {
    let versions: Vec<Vec<u64>> = report.changes.iter().map(|(version, ..)| parts(version)).collect();
    let version = &report.version;
    let goes = |backwards: bool| versions.windows(2).all(|pair| if backwards { pair[0] > pair[1] } else { pair[0] < pair[1] });
    let help = if !goes(true) && !goes(false) {
        both!("skriv hver utgave én gang i `changes`, og i rekkefølge", "write each version once in `changes`, and in order")
    } else if !report.changes.is_empty() && !report.changes.iter().any(|(known, ..)| known == version) {
        both!("skriv i `changes` hva som er nytt i utgave {version}", "write in `changes` what is new in version {version}")
    } else {
        return None;
    };
    let headline =
        both!("listen over endringer stemmer ikke med utgave {version}", "the list of changes does not fit version {version}");
    Some(Problem::new(Code::VersionUnexplained, headline).at(Place::file(report.source.shown())).help(help))
}

/// Returns the numbers of a version, to order it by: 1.10 comes after 1.9.
fn parts(version: &str) -> Vec<u64> {
    version.split(|sign: char| !sign.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect()
}

/// A kept edition has the digest that was written when it was kept, and the version of its folder.
fn as_it_was(edition: &Report, registry: &Registry) -> Option<Problem> {
    let folder = edition.source.folder();
    let problem =
        |headline, help| Some(Problem::new(Code::EditionAltered, headline).at(Place::file(edition.source.shown())).help(help));
    let version = &edition.version;
    let name = folder.rsplit('/').next().unwrap_or_default();
    if version != name {
        return problem(
            both!(
                "mappen heter `{name}`, men utgaven i den er {version}",
                "the folder is `{name}`, but the edition in it is {version}"
            ),
            both!("gi mappen navnet på utgaven", "give the folder the edition's name"),
        );
    }
    let Some(frozen) = &edition.frozen else {
        return problem(
            both!(
                "mappen mangler `{MARK}`, som sier at den er en utgave",
                "the folder lacks `{MARK}`, which says it is an edition"
            ),
            both!("lag utgaver med `utsyn edition`, ikke for hånd", "make editions with `utsyn edition`, not by hand"),
        );
    };
    let digest = registry.edition_digests.get(folder)?;
    if frozen.digest == *digest {
        return None;
    }
    problem(
        both!("utgave {version} er endret etter at den ble tatt vare på", "edition {version} was changed after it was kept"),
        both!(
            "hent filene tilbake slik de var; må utgaven endres, så slett mappen, og si det i `changes`",
            "bring the files back as they were; if the edition has to change, delete the folder, and say so in `changes`"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_knows_names_and_words_but_not_line_ends() {
        let of = |name: &str, text: &str| digest(&[("report.yaml", "a"), (name, text)]);
        assert_eq!(of("01-a.md", "en\nto\n"), of("01-a.md", "en\r\nto\r\n"));
        assert_ne!(of("01-a.md", "en\nto\n"), of("01-a.md", "en\nto"));
        assert_ne!(of("01-a.md", "en"), of("01-b.md", "en"));
        assert_eq!(of(MARK, "en"), digest(&[("report.yaml", "a")]));
    }

    #[test]
    fn versions_are_ordered_by_their_numbers() {
        assert!(parts("1.10") > parts("1.9") && parts("2") > parts("1.9") && parts("1.0.1") > parts("1.0"));
    }
}

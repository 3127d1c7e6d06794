//! Observations and notes that are kept outside the content: in a folder or a repository of their own.
//!
//! [`add`] is the way in. The folder holds a folder for each mapping, by the mapping's name, or, where there is but one
//! mapping, its files themselves. They become sources as if they lay in `mappings/<mapping>/`; only the path that
//! people see tells the difference.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::walk::{self, Found};
use crate::domain::Source;
use crate::problem::{Code, Fault, Place, Problem, both};

/// The files of a mapping that are confidential.
const NAMES: [&str; 3] = ["notes.yaml", "observations.yaml", crate::seal::CONTAINER];

/// Adds the files below `folder` to those of the content.
pub(super) fn add(folder: &Path, files: &mut Vec<Found>) -> Result<Vec<Problem>, Fault> {
    let shown = folder.display().to_string().replace('\\', "/");
    let shown = shown.trim_end_matches('/');
    if !folder.is_dir() {
        return Err(Fault::usage(both!("mappen `{shown}` finnes ikke", "there is no folder `{shown}`")));
    }
    let mappings: BTreeSet<String> = files.iter().filter_map(|file| in_mapping(&file.source, &["mapping.yaml"])).collect();
    let mut problems = Vec::new();
    let mut found = Vec::new();
    for name in folders(folder)? {
        let here = of_folder(&folder.join(&name), &format!("{shown}/{name}"), &name);
        if !here.is_empty() && !mappings.contains(&name) {
            problems.push(unknown(shown, &name, &mappings));
        } else {
            found.extend(here);
        }
    }
    if is_of_one(folder) {
        match mappings.iter().collect::<Vec<_>>().as_slice() {
            [only] => found.extend(of_folder(folder, shown, only)),
            _ => problems.push(of_which(shown, mappings.len())),
        }
    }
    problems.extend(twice(files, &found));
    problems.extend(both_in_folder_and_below(&found));
    problems.extend(found.iter().filter(|file| file.path.is_symlink()).map(|file| walk::link(&file.source)));
    found.retain(|file| !file.path.is_symlink());
    files.extend(found);
    files.sort_by(|one, other| one.source.within().cmp(other.source.within()));
    Ok(problems)
}

/// Returns the names of the folders in `folder`, sorted; hidden ones are passed over.
fn folders(folder: &Path) -> Result<Vec<String>, Fault> {
    let fault = |cause| Fault::read(folder, cause);
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(fault)? {
        let entry = entry.map_err(fault)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && entry.path().is_dir() {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn is_of_one(folder: &Path) -> bool {
    NAMES.iter().any(|name| super::there_is(&folder.join(name)))
}

/// Returns the confidential files that lie right in `folder`, as those of `mapping`.
fn of_folder(folder: &Path, shown: &str, mapping: &str) -> Vec<Found> {
    let there = NAMES.iter().filter(|name| super::there_is(&folder.join(name)));
    let found = there.map(|name| Found {
        source: Source::outside(&format!("{shown}/{name}"), &format!("mappings/{mapping}/{name}")),
        path: folder.join(name),
    });
    found.collect()
}

/// Returns the mapping in which a file lies, if it has one of these names.
fn in_mapping(source: &Source, names: &[&str]) -> Option<String> {
    let rest = source.within().strip_prefix("mappings/")?;
    let (mapping, name) = rest.split_once('/')?;
    names.contains(&name).then(|| mapping.to_owned())
}

/// Confidential files of one mapping in two places: nobody could say which of them hold.
fn twice(files: &[Found], found: &[Found]) -> Vec<Problem> {
    let mapping = |file: &Found| in_mapping(&file.source, &NAMES);
    let outside: BTreeSet<String> = found.iter().filter_map(mapping).collect();
    let mut told = BTreeSet::new();
    let twice =
        files.iter().filter(|file| mapping(file).is_some_and(|mapping| outside.contains(&mapping) && told.insert(mapping)));
    let problem = |file: &Found| {
        Problem::new(
            Code::ObservationsTwice,
            both!(
                "kartleggingen har fortrolige filer både her og i mappen fra `--observations`",
                "the mapping has confidential files both here and in the folder of `--observations`"
            ),
        )
        .at(Place::file(file.source.shown()))
        .help(both!(
            "behold dem på ett av stedene, helst utenfor lageret",
            "keep them in one of the places, preferably outside the repository"
        ))
    };
    twice.map(problem).collect()
}

/// A mapping whose files lie in the folder itself and in one below it.
fn both_in_folder_and_below(found: &[Found]) -> Option<Problem> {
    let mut seen = BTreeSet::new();
    let again = found.iter().find(|file| !seen.insert(file.source.within()))?;
    let headline = both!(
        "filen ligger både i mappen fra `--observations` og i en undermappe",
        "the file lies both in the folder of `--observations` and in one below it"
    );
    let problem = Problem::new(Code::ObservationsTwice, headline).at(Place::file(again.source.shown()));
    Some(problem.help(both!("behold den ett av stedene", "keep it in one of the places")))
}

fn unknown(shown: &str, name: &str, mappings: &BTreeSet<String>) -> Problem {
    Problem::new(
        Code::ObservationsAstray,
        both!("det finnes ingen kartlegging for mappen `{name}`", "there is no mapping for the folder `{name}`"),
    )
    .at(Place::file(format!("{shown}/{name}")))
    .help(both!(
        "gi mappen samme navn som kartleggingen har i `content/mappings/`",
        "give the folder the name that the mapping has in `content/mappings/`"
    ))
    .nearest(name, mappings.iter().map(String::as_str))
}

fn of_which(shown: &str, mappings: usize) -> Problem {
    Problem::new(
        Code::ObservationsAstray,
        both!(
            "det er ikke mulig å vite hvilken av {mappings} kartlegginger filene hører til",
            "there is no way to know to which of {mappings} mappings the files belong"
        ),
    )
    .at(Place::file(shown))
    .help(both!("legg dem i en undermappe med kartleggingens navn", "put them in a folder below it, with the mapping's name"))
}

//! Which files there are.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use rayon::prelude::*;
use unicode_normalization::{UnicodeNormalization, is_nfc};
use walkdir::{DirEntry, WalkDir};

use crate::domain::Source;
use crate::problem::{Code, Fault, Place, Problem, both};

/// A file to read: what people see, and where it is on this disk.
pub(super) struct Found {
    pub source: Source,
    pub path: PathBuf,
}

/// Longest path within the content, in bytes: its address must stay below what every system can write.
const LONGEST_PATH: usize = 200;
/// Deepest folder that is looked into. A path of [`LONGEST_PATH`] cannot lie deeper.
const DEEPEST: usize = LONGEST_PATH;

/// Returns all files of `folder` in the order of their paths. Hidden and temporary ones are passed over.
pub(super) fn walk(folder: &Path) -> Result<(Vec<Found>, Vec<Problem>), Fault> {
    let shown = folder.file_name().and_then(OsStr::to_str).unwrap_or("content").to_owned();
    if !folder.is_dir() {
        let missing = folder.display();
        return Err(Fault::usage(both!("mappen `{missing}` finnes ikke", "there is no folder `{missing}`")).help(both!(
            "kjør kommandoen i prosjektmappen, eller oppgi mappen med `--content`",
            "run the command in the project's folder, or name the folder with `--content`"
        )));
    }
    let mut seen = look(folder, WalkDir::new(folder).max_depth(1), &shown)?;
    // Each folder at the top is walked by itself, as many at a time as there are cores.
    let inside = |inner: &PathBuf| look(folder, WalkDir::new(inner).max_depth(DEEPEST - 1), &shown);
    let all: Vec<Result<Seen, Fault>> = seen.folders.par_iter().map(inside).collect();
    for one in all {
        let Seen { files, problems, .. } = one?;
        seen.files.extend(files);
        seen.problems.extend(problems);
    }
    let Seen { mut files, mut problems, .. } = seen;
    files.par_sort_by(|one, other| one.source.cmp(&other.source));
    problems.extend(same_names(&files));
    Ok((files, problems))
}

/// What a walk has met.
#[derive(Default)]
struct Seen {
    files: Vec<Found>,
    folders: Vec<PathBuf>,
    problems: Vec<Problem>,
}

/// Walks below the walk's own root, which lies in `folder` or is it.
fn look(folder: &Path, walk: WalkDir, shown: &str) -> Result<Seen, Fault> {
    let mut seen = Seen::default();
    let mut faults = Vec::new();
    // In the order of the disk: what is seen is sorted once all is seen.
    let mut entries = walk.min_depth(1).into_iter().filter_entry(|entry| !is_passed_over(entry));
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                faults.push((Fault::read(&path, &error), path));
                continue;
            }
        };
        let within = below(folder, entry.path()).replace('\\', "/");
        let within = if is_nfc(&within) { within } else { within.nfc().collect() };
        let source = Source::new(shown, &within.replace(char::is_control, "\u{FFFD}"));
        let is_file = entry.file_type().is_file();
        if entry.path_is_symlink() {
            seen.problems.push(link(&source));
        } else if entry.file_name().to_str().is_none_or(|name| !crate::domain::is_safe_name(name)) {
            seen.problems.push(unsafe_name(&source, is_file));
            if !is_file {
                entries.skip_current_dir();
            }
        } else if is_file && within.len() > LONGEST_PATH {
            seen.problems.push(long_path(&source));
        } else if is_file {
            seen.files.push(Found { source, path: entry.into_path() });
        } else {
            seen.folders.push(entry.into_path());
        }
    }
    seen.folders.sort_unstable();
    match faults.into_iter().min_by(|(_, one), (_, other)| one.cmp(other)) {
        Some((fault, _)) => Err(fault),
        None => Ok(seen),
    }
}

/// Returns a path as it goes on below `folder`.
fn below<'a>(folder: &Path, path: &'a Path) -> Cow<'a, str> {
    // The walk puts names behind the folder as it was given; so it is seldom necessary to take both apart.
    let rest = || path.to_str()?.strip_prefix(folder.to_str()?)?.strip_prefix(MAIN_SEPARATOR);
    match rest() {
        Some(rest) if !rest.starts_with(MAIN_SEPARATOR) => Cow::Borrowed(rest),
        _ => path.strip_prefix(folder).unwrap_or(path).to_string_lossy(),
    }
}

/// Files that programs leave behind: `.git`, `~$rapport.docx`, `notat.md~`, `Thumbs.db`, `desktop.ini`.
fn is_passed_over(entry: &DirEntry) -> bool {
    is_left_behind(&entry.file_name().to_string_lossy())
}

pub(super) fn is_left_behind(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || name.ends_with(".tmp")
        || ["Thumbs.db", "desktop.ini"].contains(&name)
}

pub(super) fn link(source: &Source) -> Problem {
    Problem::new(Code::SymbolicLink, both!("`{source}` er en symbolsk lenke", "`{source}` is a symbolic link"))
        .at(Place::file(source.shown()))
        .note(both!(
            "en lenke kan føre ut av prosjektet, og det som ligger der, er ikke vurdert for publisering",
            "a link can lead out of the project, and what lies there has not been judged for publication"
        ))
        .help(both!("kopier filen inn i stedet", "copy the file in instead"))
}

fn unsafe_name(source: &Source, is_file: bool) -> Problem {
    let headline = match is_file {
        true => both!("filnavnet kan ikke brukes på alle systemer", "the file's name cannot be used on every system"),
        false => both!("mappens navn kan ikke brukes på alle systemer", "the folder's name cannot be used on every system"),
    };
    Problem::new(Code::UnsafeName, headline).at(Place::file(source.shown())).help(both!(
        "bruk et navn uten `< > : \" \\ | ? *`, uten punktum eller mellomrom til slutt, som ikke er et enhetsnavn i Windows (`con`, `aux`, `nul` …), og på høyst 120 byte",
        "use a name without `< > : \" \\ | ? *`, without a final dot or space, that is no Windows device (`con`, `aux`, `nul` …), of 120 bytes at most"
    ))
}

fn long_path(source: &Source) -> Problem {
    Problem::new(
        Code::UnsafeName,
        both!(
            "filen ligger så dypt at noen systemer ikke kan skrive siden",
            "the file lies so deep that some systems cannot write its page"
        ),
    )
    .at(Place::file(source.shown()))
    .help(both!(
        "gi filen og mappene kortere navn: til sammen høyst {LONGEST_PATH} byte",
        "give the file and its folders shorter names: {LONGEST_PATH} bytes at most in all"
    ))
}

/// Names that are one on some systems: they differ only in case or in Unicode form.
fn same_names(files: &[Found]) -> Vec<Problem> {
    // Plain paths differ from each other, and most are plain.
    let is_plain = |file: &Found| !file.source.within().bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii());
    if files.iter().all(is_plain) {
        return Vec::new();
    }
    let mut seen: BTreeMap<String, &Source> = BTreeMap::new();
    let mut problems = Vec::new();
    for file in files {
        let folded = file.source.within().to_lowercase();
        if let Some(first) = seen.insert(folded, &file.source) {
            problems.push(
                Problem::new(
                    Code::SameName,
                    both!(
                        "`{first}` og `{}` er samme fil på noen systemer",
                        "`{first}` and `{}` are one file on some systems",
                        file.source
                    ),
                )
                .at(Place::file(file.source.shown()))
                .help(both!(
                    "navnene skiller seg bare i store og små bokstaver eller i Unicode-form; gi den ene et annet navn",
                    "the names differ only in case or in Unicode form; rename one of them"
                )),
            );
        }
    }
    problems
}

//! The guard of a repository: what is confidential must not enter its history in clear text.
//!
//! 1. `git` finds the files that are meant ([`Range`]) and reads them as git holds them, not as they lie on the disk;
//! 2. `rule` judges one file by its path and its bytes, `text` what a text in it says of participants;
//! 3. [`guard`] puts together what was found; of many editions of a file the first is named;
//! 4. `hook` is what a commit runs.
//!
//! Must not know: the stages of a build. No message repeats a word of a file.

mod git;
mod hook;
mod rule;
mod text;

use std::collections::BTreeMap;

use crate::problem::{Code, Fault, Place, Problem, both};

pub(crate) use git::{Seen, files_at, hooks_folder, seen_by_git};
pub(crate) use hook::{LINE, is_ours, script};

/// Which files are examined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Range {
    /// What the next commit would change.
    Staged,
    /// What git keeps today.
    Tracked,
    /// Every edition of every file in every commit.
    History,
}

/// What an examination found.
#[derive(Debug, Default)]
pub(crate) struct Examined {
    pub files: usize,
    pub problems: Vec<Problem>,
}

/// An objection to a file, and how often it was found.
struct Found {
    problem: Problem,
    commit: Option<String>,
    editions: usize,
}

/// Examines the files of `range` in the repository around the present folder.
///
/// # Errors
///
/// A usage [`Fault`] where there is no repository or not all of its history, a machine one where git cannot be run.
pub(crate) fn guard(range: Range) -> Result<Examined, Fault> {
    let mut files = 0;
    let mut found: BTreeMap<(String, Code), Found> = BTreeMap::new();
    let entries = git::entries(range)?;
    git::read(&entries, &mut |entry, bytes| {
        files += 1;
        let problems = match bytes {
            Some(bytes) => rule::objections(&entry.path, bytes),
            None => vec![not_examined(&entry.path)],
        };
        for problem in problems {
            let known = found.entry((entry.path.clone(), problem.code));
            known.and_modify(|found| found.editions += 1).or_insert(Found { problem, commit: entry.commit.clone(), editions: 1 });
        }
    })?;
    Ok(Examined { files, problems: found.into_values().map(told).collect() })
}

fn told(found: Found) -> Problem {
    let Found { problem, commit, editions } = found;
    let Some(commit) = commit else { return problem };
    let short: String = commit.chars().take(12).collect();
    let problem = problem.note(match editions {
        1 => both!("den kom inn i historien med commit {short}", "it entered the history with commit {short}"),
        _ => both!(
            "den kom inn i historien med commit {short}; i alt {editions} utgaver er slik",
            "it entered the history with commit {short}; {editions} editions in all are like this"
        ),
    });
    problem.note(both!(
        "det som er i historien, kan alle med en kopi av lageret lese, også etter at filen er slettet",
        "what is in the history can be read by all with a copy of the repository, also after the file is deleted"
    ))
}

fn not_examined(path: &str) -> Problem {
    let most = git::MOST >> 20;
    Problem::new(
        Code::NotExamined,
        both!("filen er større enn {most} MB og ble ikke undersøkt", "the file is larger than {most} MB and was not examined"),
    )
    .at(Place::file(path))
    .help(both!("se over den selv", "look it over yourself"))
}

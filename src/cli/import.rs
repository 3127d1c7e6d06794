//! `utsyn import`.

use std::path::{Path, PathBuf};

use super::agree::answer;
use super::args::ImportArgs;
use super::{Ending, say};
use crate::check::{ColumnMap, column_map, mapping_alone, observations_alone};
use crate::domain::{Mapping, Source};
use crate::guard::{Seen, seen_by_git};
use crate::import::{Observed, Table, observe, propose, read_table, write as as_yaml};
use crate::load;
use crate::problem::{Both, Fault, Problem, Tongue, both};
use crate::seal;
use crate::write;

/// Largest table, in bytes.
const MOST: u64 = 64 << 20;

/// Reads a table into a mapping's observations, or proposes how to.
pub(super) fn import(args: &ImportArgs, tongue: Tongue) -> Result<Ending, Fault> {
    let folder = super::seal::folder_of(&args.content, &args.mapping)?;
    let mut problems = Vec::new();
    let read = read(args, &folder, &mut problems)?;
    let Some((mapping, table, map)) = read.filter(|_| !stops(&problems)) else { return Ok(stopped(&problems, tongue)) };
    let Some(map) = map else {
        say::problems(&problems, tongue);
        say::out(&propose(&table, &mapping, tongue));
        return Ok(Ending::Fine);
    };
    let (observed, more) = observe(&table, &map, &mapping);
    problems.extend(more);
    if stops(&problems) {
        return Ok(stopped(&problems, tongue));
    }
    say::problems(&problems, tongue);
    let text = as_yaml(&observed);
    is_read_back(args, &observed, &text)?;
    put(args, &folder, &observed, &text, tongue)
}

fn stops(problems: &[Problem]) -> bool {
    problems.iter().any(Problem::is_error)
}

fn stopped(problems: &[Problem], tongue: Tongue) -> Ending {
    say::problems(problems, tongue);
    say::err(&format!("{}\n", both!("Ingenting er skrevet.", "Nothing was written.").in_tongue(tongue)));
    Ending::Problems
}

/// Reads the mapping, the table, and the map of its columns if there is one.
fn read(
    args: &ImportArgs,
    folder: &Path,
    problems: &mut Vec<Problem>,
) -> Result<Option<(Mapping, Table, Option<ColumnMap>)>, Fault> {
    let within = format!("mappings/{}/mapping.yaml", args.mapping);
    let mapping = text(&folder.join("mapping.yaml"), &within, problems)?.and_then(|text| keep(mapping_alone(text), problems));
    let shown = args.file.display().to_string().replace('\\', "/");
    let table = match read_table(&shown, &load::bytes(&args.file, MOST)?, args.sheet.as_deref()) {
        Ok((table, notes)) => {
            problems.extend(notes);
            Some(table)
        }
        Err(problem) => {
            problems.push(problem);
            None
        }
    };
    let map = match &args.columns {
        None => Some(None),
        Some(path) => text(path, "columns.yaml", problems)?.and_then(|text| keep(column_map(&text), problems)).map(Some),
    };
    Ok(mapping.zip(table).zip(map).map(|((mapping, table), map)| (mapping, table, map)))
}

fn text(path: &Path, within: &str, problems: &mut Vec<Problem>) -> Result<Option<load::SourceText>, Fault> {
    load::text_alone(path, within).map(|read| keep(read, problems))
}

fn keep<T>((value, found): (Option<T>, Vec<Problem>), problems: &mut Vec<Problem>) -> Option<T> {
    problems.extend(found);
    value
}

/// Reads the text as a build will: what is not understood then must not be written now.
fn is_read_back(args: &ImportArgs, observed: &Observed, text: &str) -> Result<(), Fault> {
    let (count, problems) = read_observations(args, text);
    match problems.first() {
        None if count == observed.count() => Ok(()),
        found => Err(Fault::machine(
            both!(
                "det som ble lest, kunne ikke skrives slik at det leses likt igjen",
                "what was read could not be written so that it is read alike again"
            ),
            found.map_or("", |problem| problem.code.code()),
        )),
    }
}

fn read_observations(args: &ImportArgs, text: &str) -> (usize, Vec<Problem>) {
    let source = Source::new("content", &format!("mappings/{}/observations.yaml", args.mapping));
    observations_alone(load::SourceText { source, text: text.into() })
}

/// Writes the observations, after showing what changes; the numbers alone.
fn put(args: &ImportArgs, folder: &Path, observed: &Observed, text: &str, tongue: Tongue) -> Result<Ending, Fault> {
    let path = place(args, folder);
    let shown = path.display();
    say::line(&counts(observed), tongue);
    let old = if load::there_is(&path) { Some(load::bytes(&path, MOST)?) } else { None };
    if old.as_deref() == Some(text.as_bytes()) {
        say::line(&both!("`{shown}` har det samme fra før.", "`{shown}` has the same already."), tongue);
        return Ok(Ending::Fine);
    }
    if let Some(old) = &old {
        say::line(&overwrites(args, &path, old), tongue);
    }
    if !args.dry_run && !observed.synthetic && seen_by_git(&path)? == Seen::Yes {
        return Err(super::seal::seen(&path));
    }
    if args.dry_run || (old.is_some() && !args.yes && !agreed(tongue)?) {
        say::line(&both!("Ingenting er skrevet.", "Nothing was written."), tongue);
        return Ok(if args.dry_run { Ending::Fine } else { Ending::Usage });
    }
    write::replace_file(&path, text.as_bytes(), write::Access::Owner)?;
    say::line(&both!("Skrev `{shown}`.", "Wrote `{shown}`."), tongue);
    if path.with_file_name(seal::CONTAINER).exists() {
        say::line(&seal_again(), tongue);
    }
    Ok(Ending::Fine)
}

/// Where the observations of the mapping are kept: in the folder of its own, or outside the content.
fn place(args: &ImportArgs, folder: &Path) -> PathBuf {
    let name = "observations.yaml";
    match &args.observations {
        None => folder.join(name),
        // The folder may be of this mapping alone.
        Some(outside) if load::there_is(&outside.join(name)) && !outside.join(&args.mapping).exists() => outside.join(name),
        Some(outside) => outside.join(&args.mapping).join(name),
    }
}

fn overwrites(args: &ImportArgs, path: &Path, old: &[u8]) -> Both {
    let shown = path.display();
    match read_observations(args, &String::from_utf8_lossy(old)) {
        (0, problems) if !problems.is_empty() => both!(
            "`{shown}` finnes fra før, men kan ikke leses, og blir overskrevet.",
            "`{shown}` is there already, but cannot be read, and will be overwritten."
        ),
        (count, _) => {
            let deltakere = say::counted(count, "deltaker", "deltakere");
            let participants = say::counted(count, "participant", "participants");
            both!(
                "`{shown}` har {deltakere} fra før og blir overskrevet.",
                "`{shown}` has {participants} already and will be overwritten."
            )
        }
    }
}

fn seal_again() -> Both {
    both!(
        "Den forseglede filen er den samme som før; forsegle på nytt med `utsyn seal`.",
        "The sealed file is as before; seal again with `utsyn seal`."
    )
}

fn counts(observed: &Observed) -> Both {
    let (participants, answers) = (observed.count(), observed.answers());
    let deltakere = say::counted(participants, "deltaker", "deltakere");
    let participants = say::counted(participants, "participant", "participants");
    let several = if answers == 1 { "" } else { "s" };
    both!("Leste {deltakere} og {answers} svar.", "Read {participants} and {answers} answer{several}.")
}

/// Asks whether to overwrite; only a terminal can answer.
fn agreed(tongue: Tongue) -> Result<bool, Fault> {
    let nobody = || {
        let problem =
            both!("det er ingen å spørre om filen kan overskrives", "there is nobody to ask whether the file may be overwritten");
        Fault::usage(problem).help(both!("svar på forhånd med `--yes`", "answer beforehand with `--yes`"))
    };
    answer(&both!("Skrive over? [j/N] ", "Overwrite? [y/N] "), tongue)?.ok_or_else(nobody)
}

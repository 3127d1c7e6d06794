//! Names that stand in files without being entries: labels of headings, figures and tables, and the tasks of actors.
//!
//! [`wish`] understands them as they are written: `fig:kart`, `fig:rapport/kart`, `[[tab:svar]]`, `task:penger`.

use std::collections::BTreeSet;

use super::span::Text;
use super::wish::{Wish, id};
use super::{Edit, Edits, source_text, unmendable};
use crate::check::{Naming, naming, placed};
use crate::domain::{Source, Target, TargetKind, is_labelled, prefix, scope};
use crate::load::RawFile;
use crate::problem::{Fault, Place, both, nearest};

const ACTORS: &str = "registry/actors.yaml";

/// Returns the wish for a new label or task; none where `old` names something else.
pub(super) fn wish(files: &[RawFile], old: &str, new: &str) -> Result<Option<Wish>, Fault> {
    let bare = old.trim().trim_start_matches('[').trim_end_matches(']');
    let Some((word, name)) = bare.split_once(':') else { return Ok(None) };
    let name = name.split('|').next().unwrap_or(name).trim();
    match (word, word.parse::<TargetKind>()) {
        ("task" | "oppgave", _) => task(files, name, new).map(Some),
        (_, Ok(kind)) if is_labelled(kind) => label(files, (kind, name), new).map(Some),
        _ => Ok(None),
    }
}

fn task(files: &[RawFile], old: &str, new: &str) -> Result<Wish, Fault> {
    let file = files.iter().find(|file| file.within == ACTORS).and_then(source_text);
    let all = file.map(|(_, source)| placed(&source)).unwrap_or_default();
    let known: BTreeSet<&str> = all.iter().filter(|one| one.list == "tasks").map(|one| one.value.as_str()).collect();
    let new = id(new)?;
    refuse(old, &new, &known)?;
    let short = (old.to_owned(), new);
    Ok(Wish { long: short.clone(), short, lists: vec![(ACTORS.to_owned(), &["tasks", "does"])], ..Wish::default() })
}

fn label(files: &[RawFile], (kind, name): (TargetKind, &str), new: &str) -> Result<Wish, Fault> {
    let all: BTreeSet<String> = files
        .iter()
        .filter_map(source_text)
        .flat_map(|(_, source)| marks(&source.source, naming(source.clone())))
        .filter(|(target, _)| target.kind == kind)
        .map(|(target, _)| target.id)
        .collect();
    let is_meant = |id: &&String| **id == name || id.rsplit_once('/').is_some_and(|(_, last)| last == name);
    let meant: Vec<&String> = all.iter().filter(is_meant).collect();
    let new = id(new)?;
    let known: BTreeSet<&str> = all.iter().map(|id| id.rsplit_once('/').map_or(id.as_str(), |(_, last)| last)).collect();
    let [old] = meant.as_slice() else {
        let shown: Vec<String> = meant.iter().map(|id| format!("{}:{id}", prefix(kind)).replace("::", ":")).collect();
        return Err(match shown.join("`, `") {
            none if none.is_empty() => missing(name, &known),
            several => {
                Fault::usage(both!("`{name}` er navnet på flere: `{several}`", "`{name}` is the name of several: `{several}`"))
                    .help(both!(
                        "skriv rapporten eller filen foran, slik det står her",
                        "write the report or the file before it, as it stands here"
                    ))
            }
        });
    };
    let (scope, last) = old.rsplit_once('/').unwrap_or(("", old.as_str()));
    let beside: BTreeSet<&str> =
        all.iter().filter_map(|id| id.rsplit_once('/')).filter(|one| one.0 == scope).map(|one| one.1).collect();
    refuse(last, &new, &beside)?;
    let long = ((*old).clone(), format!("{scope}/{new}"));
    Ok(Wish { entry: Some(kind), long, short: (last.to_owned(), new), ..Wish::default() })
}

fn refuse(old: &str, new: &str, known: &BTreeSet<&str>) -> Result<(), Fault> {
    match (known.contains(old), known.contains(new)) {
        (false, _) => Err(missing(old, known)),
        (true, true) if old == new => Err(Fault::usage(both!("det heter allerede det", "it is called that already"))),
        (true, true) => Err(Fault::usage(both!("`{new}` finnes fra før", "`{new}` is there already"))
            .help(both!("velg et annet navn", "choose another name"))),
        (true, false) => Ok(()),
    }
}

fn missing(name: &str, known: &BTreeSet<&str>) -> Fault {
    let fault = Fault::usage(both!("fant ingenting som heter `{name}`", "found nothing that is called `{name}`"));
    match nearest(name, known.iter().copied()) {
        Some(near) => fault.help(both!("mente du `{near}`?", "did you mean `{near}`?")),
        None => fault,
    }
}

/// Returns the labels in a file, each with its place: those that can be referred to, and the names of other figures. A kept
/// edition stays as it is.
fn marks(source: &Source, naming: Naming) -> BTreeSet<(Target, (usize, usize))> {
    if source.within().contains("/editions/") {
        return BTreeSet::new();
    }
    let at = |place: &Place| (place.line, place.column);
    let own = |id: &str| Target { kind: TargetKind::Figure, id: format!("{}/{id}", scope(source)) };
    let figures = naming.figures.iter().map(|figure| (own(&figure.id.value), (figure.line + figure.id.line, figure.id.column)));
    let labels = naming.labels.iter().map(|(target, place)| (target.clone(), at(place)));
    labels.chain(figures).collect()
}

/// Gives labels their new name where they stand.
pub(super) fn rename(wish: &Wish, files: &[RawFile], edits: &mut Edits) -> Result<(), Fault> {
    let Some(kind) = wish.entry.filter(|kind| is_labelled(*kind)) else { return Ok(()) };
    for file in files {
        let Some((text, source)) = source_text(file) else { continue };
        let raw = Text::new(&text);
        let marks = marks(&source.source, naming(source.clone()));
        for (_, (line, column)) in marks.into_iter().filter(|(target, _)| target.kind == kind && target.id == wish.long.0) {
            let span = raw.label((line, column), prefix(kind), &wish.short.0).ok_or_else(|| unmendable(&file.shown, line))?;
            edits.entry(file.within.clone()).or_default().push(Edit {
                start: span.start,
                end: span.end,
                new: wish.short.1.clone(),
            });
        }
    }
    Ok(())
}

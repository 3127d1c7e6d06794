//! Gives an entry another name, in its own file and in every file that names it.
//!
//! [`plan`] is the way in. It writes nothing: it returns the files as they would be, and what would come of them.
//!
//! 1. `wish` understands what is to be renamed, and refuses what a name is not enough for; `mark` labels and tasks, which
//!    are no entries;
//! 2. `span` finds the bytes of each reference that the readers of the content found, `block` those in figures and tables,
//!    `link` those of links to files and addresses, `alias` the place for the old address, `frozen` the digests of kept
//!    editions;
//! 3. the new files are asked as any content is, in memory: what would be newly wrong keeps the name as it is.
//!
//! Invariant: of a file no more is changed than the bytes of names, and a line for the old address.

mod alias;
mod block;
mod frozen;
mod link;
mod mark;
mod span;
mod wish;

pub(crate) use link::links;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::ask::{State, Survey, survey_of};
use crate::check::{Naming, naming, placed};
use crate::domain::{SitePath, Source};
use crate::load::{self, RawFile, SourceText, Themes};
use crate::pipeline::Wanted;
use crate::problem::{Code, Fault, Problem, both};
use span::Text;
use wish::Wish;

/// What renaming would do.
pub(crate) struct Renaming {
    /// The folder or file that changes its place, old and new; none where only an id in a register changes.
    pub moved: Option<(PathBuf, PathBuf)>,
    /// The files whose bytes change.
    pub changed: Vec<Changed>,
    /// Addresses that lead on: old and new.
    pub redirected: Vec<(String, String)>,
    /// Addresses that would lead nowhere.
    pub lost: Vec<String>,
    /// How many files change their place.
    pub files: usize,
    /// Whether an address within a page, or of a file, changes, which no redirect can follow.
    pub anchors: bool,
    /// Whether it is a mapping, whose answers may lie elsewhere.
    pub is_mapping: bool,
    /// Whether it is a theme, and the answers to it lie elsewhere, if there are any.
    pub is_answered_elsewhere: bool,
}

/// A file whose bytes change.
pub(crate) struct Changed {
    /// Where it lies before anything is moved.
    pub old_path: PathBuf,
    /// Where it lies afterwards.
    pub new_path: PathBuf,
    pub shown: String,
    pub old: Vec<u8>,
    pub new: Vec<u8>,
    /// Whether its words must not be repeated.
    pub secret: bool,
}

/// A replacement of some bytes of a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Edit {
    start: usize,
    end: usize,
    new: String,
}

/// The edits of each file, by its path within the content.
type Edits = BTreeMap<String, Vec<Edit>>;

/// Plans to give what `old` means the name `new`.
///
/// # Errors
///
/// A usage [`Fault`] where it cannot or must not be done; with the problems that would be new, if it is for them.
pub(crate) fn plan(wanted: &Wanted, old: &str, new: &str) -> Result<Renaming, (Fault, Vec<Problem>)> {
    let alone = |fault| (fault, Vec::new());
    let themes = load::themes(wanted.themes.as_deref()).map_err(alone)?;
    let before = survey_of(load::sources(&wanted.content, &wanted.confided).map_err(alone)?, &themes, wanted);
    let files = load::raw(&wanted.content).map_err(alone)?;
    let wish = wish::wish(&before, &files, old, new).map_err(alone)?;
    let mut edits = Edits::new();
    references(&wish, &files, &mut edits).map_err(alone)?;
    mark::rename(&wish, &files, &mut edits).map_err(alone)?;
    let bare = look(wanted, &themes, &renamed(&wish, &files, &edits)).map_err(alone)?;
    alias::add(&wish, &files, (&before, &bare), &mut edits).map_err(alone)?;
    alias::add_theme(&wish, &files, (&before, &bare), &mut edits).map_err(alone)?;
    let half = look(wanted, &themes, &renamed(&wish, &files, &edits)).map_err(alone)?;
    let addresses = addresses(&before, &half);
    link::mend(&wish, &files, &addresses, &mut edits).map_err(alone)?;
    menus(&files, &addresses, &mut edits);
    let after = look(wanted, &themes, &renamed(&wish, &files, &edits)).map_err(alone)?;
    refuse_new_problems(&before, &after)?;
    let edits = frozen::with_digests(&files, &edits);
    Ok(told(wanted, wish, files, edits, &before, &after))
}

/// Finds the bytes of every reference to what is renamed, and of the id itself where it stands in a file.
fn references(wish: &Wish, files: &[RawFile], edits: &mut Edits) -> Result<(), Fault> {
    for file in files {
        let Some((text, source)) = source_text(file) else { continue };
        let raw = Text::new(&text);
        let own = edits.entry(file.within.clone()).or_default();
        for one in placed(&source).into_iter().filter(|one| wish.defines(&file.within, one.list, &one.value)) {
            let pair = (one.value.clone(), wish.short.1.clone());
            let span = raw.value(&one.place, &pair.0).ok_or_else(|| unmendable(&file.shown, one.place.line))?;
            own.push(Edit { start: span.start, end: span.end, new: pair.1 });
        }
        let naming = naming(source);
        block::rename(wish, file, &raw, &naming, own)?;
        let Naming { named, translated, .. } = naming;
        if let Some((old, place)) = translated.filter(|(old, _)| wish.new_path(old) != *old) {
            let span = raw.value(&place, &old).ok_or_else(|| unmendable(&file.shown, place.line))?;
            own.push(Edit { start: span.start, end: span.end, new: wish.new_path(&old) });
        }
        for (target, place) in named {
            let spellings = wish.spellings(&target);
            if spellings.is_empty() {
                continue;
            }
            let found = spellings.iter().find_map(|(old, new)| Some((raw.find(&place, &target, old, own)?, new)));
            match found {
                Some((span, new)) => own.push(Edit { start: span.start, end: span.end, new: new.clone() }),
                None if wish.may_be_short(&target) => {}
                None => return Err(unmendable(&file.shown, place.line)),
            }
        }
    }
    edits.retain(|_, edits| !edits.is_empty());
    Ok(())
}

/// Returns a file's text as it stands, and as the readers see it.
fn source_text(file: &RawFile) -> Option<(String, SourceText)> {
    let is_text =
        [".md", ".yaml", ".yml"].iter().any(|ending| file.within.ends_with(ending)) && !file.within.starts_with("files/");
    let text = String::from_utf8(file.bytes.clone()).ok().filter(|_| is_text)?;
    let plain = plain(&text);
    let folder = file.shown.strip_suffix(&format!("/{}", file.within)).unwrap_or("content");
    Some((text, SourceText { source: Source::new(folder, &file.within), text: plain.into() }))
}

/// Returns a text as the readers see it.
fn plain(text: &str) -> String {
    text.strip_prefix('\u{FEFF}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n")
}

/// Menus lead to addresses; one that changes is written anew.
fn menus(files: &[RawFile], addresses: &BTreeMap<String, String>, edits: &mut Edits) {
    let Some(file) = files.iter().find(|file| file.within == "site.yaml") else { return };
    let Some((text, source)) = source_text(file) else { return };
    let raw = Text::new(&text);
    for one in placed(&source).into_iter().filter(|one| one.list == "menu") {
        let new = link::address(&one.value, addresses);
        if let (Some(new), Some(span)) = (new, raw.value(&one.place, &one.value)) {
            edits.entry(file.within.clone()).or_default().push(Edit { start: span.start, end: span.end, new });
        }
    }
}

/// Returns all files as they would be.
fn renamed(wish: &Wish, files: &[RawFile], edits: &Edits) -> Vec<(String, Vec<u8>)> {
    let edits = frozen::with_digests(files, edits);
    let bytes = |file: &RawFile| edits.get(&file.within).map_or_else(|| file.bytes.clone(), |edits| edited(&file.bytes, edits));
    files.iter().map(|file| (wish.new_path(&file.within), bytes(file))).collect()
}

/// Puts the edits into a text, each once.
fn edited(bytes: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut edits = edits.to_vec();
    edits.sort();
    edits.dedup();
    let (mut new, mut done) = (Vec::with_capacity(bytes.len()), 0);
    for edit in edits.iter().filter(|edit| edit.end <= bytes.len()) {
        if edit.start >= done {
            new.extend_from_slice(&bytes[done..edit.start]);
            new.extend_from_slice(edit.new.as_bytes());
            done = edit.end;
        }
    }
    new.extend_from_slice(&bytes[done..]);
    new
}

fn look(wanted: &Wanted, themes: &Themes, files: &[(String, Vec<u8>)]) -> Result<Survey, Fault> {
    let read = load::sources_of(&wanted.content, files.to_vec(), &wanted.confided)?;
    Ok(survey_of(read, themes, wanted))
}

/// Returns where each old address of a page leads now, if it leads elsewhere.
fn addresses(before: &Survey, after: &Survey) -> BTreeMap<String, String> {
    let leads = |address: &str| after.page(address).and_then(|page| page.leads_to.clone());
    let pages = before.pages.iter().filter(|page| page.leads_to.is_none());
    pages.filter_map(|page| Some((page.address.clone(), leads(&page.address)?))).collect()
}

/// A name that would make something wrong that was right is not given.
fn refuse_new_problems(before: &Survey, after: &Survey) -> Result<(), (Fault, Vec<Problem>)> {
    let counted = |survey: &Survey| {
        let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
        for problem in &survey.problems {
            *counts.entry(problem.code).or_default() += 1;
        }
        counts
    };
    let (old, new) = (counted(before), counted(after));
    let is_new = |code: Code| new.get(&code) > old.get(&code);
    let problems: Vec<Problem> = after.problems.iter().filter(|problem| is_new(problem.code)).cloned().collect();
    if problems.is_empty() {
        return Ok(());
    }
    let fault = Fault::usage(both!(
        "navnet er ikke endret, for dette ville blitt galt",
        "the name was not changed, for this would be wrong then"
    ));
    Err((fault, problems))
}

fn unmendable(shown: &str, line: usize) -> Fault {
    Fault::usage(both!(
        "`{shown}`, linje {line}, viser til det gamle navnet på en måte som ikke kan endres av seg selv",
        "`{shown}`, line {line}, refers to the old name in a way that cannot be changed by itself"
    ))
    .help(both!(
        "skriv henvisningen på vanlig måte, på én linje, og prøv igjen",
        "write the reference in the usual way, on one line, and try again"
    ))
}

fn told(wanted: &Wanted, wish: Wish, files: Vec<RawFile>, edits: Edits, before: &Survey, after: &Survey) -> Renaming {
    let is_secret = |shown: &str| before.entries.iter().any(|entry| entry.file == shown && entry.state != State::Public);
    let moved = wish.moved.as_ref().map(|(from, to)| (on_disk(wanted, &files, from), wanted.content.join(to)));
    let is_answered_elsewhere = wish.answers().is_some_and(|answers| !files.iter().any(|file| file.within == answers));
    let mut changed = Vec::new();
    let moves = |within: &str| wish.new_path(within) != within;
    let count = files.iter().filter(|file| moves(&file.within)).count();
    for file in files {
        let Some(edits) = edits.get(&file.within).filter(|edits| !edits.is_empty()) else { continue };
        let new = edited(&file.bytes, edits);
        let new_path = if moves(&file.within) { wanted.content.join(wish.new_path(&file.within)) } else { file.path.clone() };
        let secret = is_secret(&file.shown);
        changed.push(Changed { old_path: file.path, new_path, shown: file.shown, old: file.bytes, new, secret });
    }
    let leads = addresses(before, after);
    let is_lost = |address: &&String| {
        let is_there = SitePath::of_page(address).is_some_and(|path| after.page_at(path.as_str()).is_some());
        !is_there
    };
    let pages = before.pages.iter().map(|page| &page.address);
    let lost = if after.pages.is_empty() { Vec::new() } else { pages.filter(is_lost).cloned().collect() };
    let redirected = leads.into_iter().collect();
    let (anchors, is_mapping) = (wish.has_anchor(), wish.is_mapping());
    Renaming { moved, changed, redirected, lost, files: count, anchors, is_mapping, is_answered_elsewhere }
}

/// Returns where a file or folder of the content really lies: its name on the disk may be decomposed.
fn on_disk(wanted: &Wanted, files: &[RawFile], within: &str) -> PathBuf {
    if let Some(file) = files.iter().find(|file| file.within == within) {
        return file.path.clone();
    }
    let below = files.iter().find(|file| file.within.starts_with(&format!("{within}/")));
    let depth = |file: &RawFile| file.within.matches('/').count() - within.matches('/').count();
    let folder = below.and_then(|file| file.path.ancestors().nth(depth(file)).map(PathBuf::from));
    folder.unwrap_or_else(|| wanted.content.join(within))
}

#[cfg(test)]
mod tests {
    use super::{Edit, edited};

    #[test]
    fn edits_are_put_in_from_the_front_and_each_once() {
        let edit = |start, end, new: &str| Edit { start, end, new: new.to_owned() };
        let edits = [edit(4, 7, "vest"), edit(0, 3, "nord"), edit(4, 7, "vest"), edit(8, 8, "!")];
        assert_eq!(edited("ost ost.\r\n".as_bytes(), &edits), b"nord vest.!\r\n");
    }
}

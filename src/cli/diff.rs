//! `utsyn diff`: what would change for readers, to be read before publishing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;
use serde_json::{Value, json};

use super::query::WhereArgs;
use super::{Ending, report, say};
use crate::ask::{Change, Comparison, Edition, Files, Hunk, Maker, Moved, Survey, compare, survey, survey_at};
use crate::load;
use crate::problem::{Both, Fault, Tongue, both};
use crate::verify::VerifiedSite;

/// What is compared.
#[derive(ClapArgs)]
#[command(next_help_heading = "Valg")]
pub(super) struct DiffArgs {
    /// En mappe med et bygget nettsted, eller en revisjon i git som `HEAD` eller `v1.2` (ellers: output/public).
    /// En revisjon bygges i minnet for samme dag, så bare innholdet skiller
    #[arg(value_name = "GAMMEL", help_heading = "Argumenter")]
    pub old: Option<String>,

    /// Bare oppsummeringen
    #[arg(long)]
    pub stat: bool,

    /// Skriver forskjellene som JSON
    #[arg(long)]
    pub json: bool,

    #[command(flatten)]
    pub place: WhereArgs,
}

/// Most pages that are named in a row.
const MOST: usize = 5;

/// What the site is compared with.
enum Old {
    Folder(BTreeMap<String, Vec<u8>>),
    Revision(Box<Survey>),
}

/// Says what differs. The exit code does not tell.
pub(super) fn diff(args: &DiffArgs, tongue: Tongue) -> Result<Ending, Fault> {
    let wanted = args.place.wanted()?;
    let new = survey(&wanted)?;
    let Some(new_site) = &new.site else {
        return Ok(stopped(&new, args.json, tongue));
    };
    let asked = args.old.clone().unwrap_or_else(|| "output/public".to_owned());
    let old = match folder(Path::new(&asked)) {
        Some(folder) => Old::Folder(load::built(&folder)?),
        None if args.old.is_none() => return Err(nothing_built()),
        None => Old::Revision(Box::new(survey_at(&wanted, &asked)?.ok_or_else(|| unknown(&asked))?)),
    };
    let new = edition(&new, new_site);
    let comparison = match &old {
        Old::Folder(files) => {
            let files = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
            compare(&Edition { files, made_of: BTreeMap::new(), base_path: new.base_path }, &new)
        }
        Old::Revision(old) => {
            let site = old.site.as_ref().ok_or_else(|| unbuildable(&asked, old))?;
            compare(&edition(old, site), &new)
        }
    };
    if args.json {
        say::out(&format!("{:#}\n", as_json(&comparison)));
    } else {
        say::out(&text(&comparison, args.stat, tongue));
    }
    Ok(Ending::Fine)
}

/// Returns the folder of the site, where there is one: itself, or `public` in it.
fn folder(path: &Path) -> Option<PathBuf> {
    let below = path.join("public");
    [below, path.to_path_buf()].into_iter().find(|path| path.is_dir())
}

fn nothing_built() -> Fault {
    Fault::usage(both!("det er ikke bygget noe i output/public", "nothing is built in output/public")).help(both!(
        "kjør `utsyn build` først, eller oppgi en mappe eller en revisjon, som `utsyn diff HEAD`",
        "run `utsyn build` first, or name a folder or a revision, such as `utsyn diff HEAD`"
    ))
}

fn unknown(asked: &str) -> Fault {
    Fault::usage(both!(
        "`{asked}` er verken en mappe eller en revisjon i git",
        "`{asked}` is neither a folder nor a revision in git"
    ))
    .help(both!("se revisjonene med `git log --oneline`", "see the revisions with `git log --oneline`"))
}

fn unbuildable(asked: &str, old: &Survey) -> Fault {
    let errors = old.problems.iter().filter(|problem| problem.is_error()).count();
    Fault::usage(both!(
        "innholdet kan ikke bygges slik det var ved `{asked}`; feil i det: {errors}",
        "the content cannot be built as it was at `{asked}`; errors in it: {errors}"
    ))
    .help(both!(
        "velg en annen revisjon, eller sammenlign med en mappe der det gamle nettstedet ligger",
        "choose another revision, or compare with a folder that holds the old site"
    ))
}

fn stopped(new: &Survey, json: bool, tongue: Tongue) -> Ending {
    if json {
        say::out(&report::problems_json(&new.problems, Ending::Problems, tongue));
    } else {
        say::problems(&new.problems, tongue);
        let said = both!(
            "Det nye nettstedet kan ikke bygges, så det er ikke sammenlignet.\n",
            "The new site cannot be built, so it was not compared.\n"
        );
        say::err(said.in_tongue(tongue));
    }
    Ending::Problems
}

fn edition<'a>(survey: &'a Survey, site: &'a VerifiedSite) -> Edition<'a> {
    let made_of = |page: &'a crate::ask::PageSeen| match &page.maker {
        Maker::File(file) => Some((page.path.as_str(), file.as_str())),
        Maker::Alias(_) | Maker::Program(_) => None,
    };
    Edition {
        files: site.files().iter().map(|file| (file.path.as_str(), &*file.bytes)).collect(),
        made_of: survey.pages.iter().filter_map(made_of).collect(),
        base_path: &survey.base_path,
    }
}

fn text(found: &Comparison, stat: bool, tongue: Tongue) -> String {
    let mut text = String::new();
    let mut line = |said: &Both| {
        text.push_str(said.in_tongue(tongue));
        text.push('\n');
    };
    if found.is_empty() {
        line(&both!("Ingenting er endret for leserne.", "Nothing changes for readers."));
        return text;
    }
    summary(found, &mut line);
    if stat {
        return text;
    }
    pages(found, &mut line);
    for change in &found.changes {
        changed(change, &mut line);
    }
    for (path, added, removed) in &found.data {
        if (*added, *removed) == (0, 0) {
            line(&both!("\n/{path} (samme rader, ny forklaring)", "\n/{path} (the same rows, explained anew)"));
            continue;
        }
        line(&both!("\n/{path} (rader: nye {added}, borte {removed})", "\n/{path} (rows: new {added}, gone {removed})"));
    }
    text
}

fn summary(found: &Comparison, line: &mut impl FnMut(&Both)) {
    let (added, removed, moved) = (found.added.len(), found.removed.len(), found.moved.len());
    let mut changed: Vec<&String> =
        found.changes.iter().filter(|change| !change.around).flat_map(|change| &change.pages).collect();
    changed.sort();
    changed.dedup();
    let (changed, dates) = (changed.len(), found.dates.len());
    line(&both!(
        "Sider: nye {added}, borte {removed}, flyttet {moved}, med endret tekst {changed}",
        "Pages: new {added}, gone {removed}, moved {moved}, with changed text {changed}"
    ));
    let mut around: Vec<&String> = found.changes.iter().filter(|change| change.around).flat_map(|change| &change.pages).collect();
    around.sort();
    around.dedup();
    let around = around.len();
    if around > 0 {
        line(&both!("Sider med endret meny, sti eller bunn: {around}", "Pages with another menu, trail or foot: {around}"));
    }
    if dates > 0 {
        line(&both!(
            "Sider der bare datoen for siste oppdatering er ny: {dates}",
            "Pages of which only the date of the last change is new: {dates}"
        ));
    }
    let Files { added, changed, removed } = found.others;
    if found.others != Files::default() || !found.data.is_empty() {
        let tables = found.data.len();
        line(&both!(
            "Endrede tabeller: {tables}. Andre filer: nye {added}, endret {changed}, borte {removed}",
            "Changed tables: {tables}. Other files: new {added}, changed {changed}, gone {removed}"
        ));
    }
    let dead = found.removed.iter().filter(|(.., to)| to.is_none()).count()
        + found.moved.iter().filter(|moved| !moved.redirected).count()
        + found.lost_redirects.len();
    if dead > 0 {
        line(&both!(
            "Adresser som virker i dag, men ikke vil føre noe sted: {dead}. Skriv dem i `aliases:` i filen som tar over.",
            "Addresses that work today and will lead nowhere: {dead}. Write them in `aliases:` of the file that takes over."
        ));
    }
}

fn pages(found: &Comparison, line: &mut impl FnMut(&Both)) {
    let nothing = found.added.is_empty() && found.removed.is_empty() && found.moved.is_empty();
    if !nothing || !found.lost_redirects.is_empty() || !found.new_redirects.is_empty() {
        line(&both!("", ""));
    }
    for (address, title) in &found.added {
        line(&both!("ny:      {address}  «{title}»", "new:     {address}  “{title}”"));
    }
    for (address, title, to) in &found.removed {
        match to {
            Some(to) => line(&both!(
                "borte:   {address}  «{title}», leder nå til {to}",
                "gone:    {address}  “{title}”, now leads to {to}"
            )),
            None => line(&both!(
                "borte:   {address}  «{title}», UTEN videresending",
                "gone:    {address}  “{title}”, WITHOUT a redirect"
            )),
        }
    }
    for Moved { from, to, title, redirected } in &found.moved {
        match redirected {
            true => line(&both!("flyttet: {from} → {to}  «{title}»", "moved:   {from} → {to}  “{title}”")),
            false => line(&both!(
                "flyttet: {from} → {to}  «{title}», UTEN videresending",
                "moved:   {from} → {to}  “{title}”, WITHOUT a redirect"
            )),
        }
    }
    for from in &found.lost_redirects {
        line(&both!("videresending borte: {from}", "redirect gone: {from}"));
    }
    for (from, to) in &found.new_redirects {
        line(&both!("ny videresending: {from} → {to}", "new redirect: {from} → {to}"));
    }
}

/// Shows a change, and on which pages it is.
fn changed(change: &Change, line: &mut impl FnMut(&Both)) {
    let named = change.pages.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = change.pages.len().saturating_sub(MOST);
    let (nb, en) = match more {
        0 => (named.clone(), named),
        _ => (format!("{named} og {more} til"), format!("{named} and {more} more")),
    };
    match change.around {
        true => line(&both!("\n{nb} (meny, sti eller bunn)", "\n{en} (menu, trail or foot)")),
        false => line(&both!("\n{nb}", "\n{en}")),
    }
    // A name that stands many times on a page is told once.
    let mut told = BTreeSet::new();
    for (old, new) in change.hunks.iter().flat_map(Hunk::pairs).filter(|pair| told.insert(pair.clone())) {
        if let Some(old) = old {
            line(&both!("  - {old}", "  - {old}"));
        }
        if let Some(new) = new {
            line(&both!("  + {new}", "  + {new}"));
        }
    }
}

fn as_json(found: &Comparison) -> Value {
    let change = |change: &Change| {
        let hunks: Vec<Value> = change.hunks.iter().map(|hunk| json!({"old": hunk.old, "new": hunk.new})).collect();
        json!({"pages": change.pages, "around": change.around, "hunks": hunks})
    };
    json!({
        "added": found.added.iter().map(|(address, title)| json!({"address": address, "title": title})).collect::<Vec<_>>(),
        "removed": found.removed.iter().map(|(address, title, to)| json!({"address": address, "title": title, "leads_to": to})).collect::<Vec<_>>(),
        "moved": found.moved.iter().map(|moved| json!({"from": moved.from, "to": moved.to, "title": moved.title, "redirected": moved.redirected})).collect::<Vec<_>>(),
        "lost_redirects": found.lost_redirects,
        "new_redirects": found.new_redirects.iter().map(|(from, to)| json!({"from": from, "to": to})).collect::<Vec<_>>(),
        "changes": found.changes.iter().map(change).collect::<Vec<_>>(),
        "only_dates": found.dates,
        "data": found.data.iter().map(|(path, added, removed)| json!({"path": path, "added": added, "removed": removed})).collect::<Vec<_>>(),
        "files": {"added": found.others.added, "changed": found.others.changed, "removed": found.others.removed},
    })
}

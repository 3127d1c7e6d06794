//! What is to be renamed: understands the old name and the new, and refuses what a name is not enough for.

use std::path::Path;

use super::mark;
use crate::ask::{Found, Kind, Survey, find};
use crate::domain::{Target, TargetKind, anchor, is_labelled, is_safe_name, slug};
use crate::load::RawFile;
use crate::problem::{Both, Fault, both};

/// What is to be renamed.
#[derive(Debug, Default)]
pub(super) struct Wish {
    /// The file or folder that changes its place, within the content.
    pub moved: Option<(String, String)>,
    /// The entry that others name; none for pages and attachments, which are linked to.
    pub entry: Option<TargetKind>,
    /// The whole id, as texts write it: `rapport/metode`.
    pub long: (String, String),
    /// Its last part.
    pub short: (String, String),
    /// The files that hold the id itself, each with the lists in which it stands.
    pub lists: Vec<(String, &'static [&'static str])>,
}

/// Returns what `old` and `new` mean.
pub(super) fn wish(survey: &Survey, files: &[RawFile], old: &str, new: &str) -> Result<Wish, Fault> {
    let wish = match (folder(files, old), mark::wish(files, old, new)?) {
        (Some(folder), _) => of_path(files, &folder, new)?,
        (None, Some(mark)) => return Ok(mark),
        (None, None) => match meant(survey, old)? {
            Found::File(shown) => {
                let file = files.iter().find(|file| file.shown == shown).ok_or_else(|| outside(&shown))?;
                of_path(files, &file.within, new)?
            }
            Found::Entry(index) => of_entry(survey, files, index, new)?,
            Found::Page(path) => return Err(by_the_program(&path)),
        },
    };
    wish.refuse_taken(survey, files)?;
    Ok(wish)
}

fn meant(survey: &Survey, old: &str) -> Result<Found, Fault> {
    match find(survey, old) {
        Ok(found) if found.len() == 1 => found.into_iter().next().ok_or_else(|| nothing(old, None)),
        Ok(found) => {
            let count = found.len();
            Err(Fault::usage(both!("`{old}` kan være {count} ting", "`{old}` may be {count} things")).help(both!(
                "oppgi filen; `utsyn why {old}` viser hvilke det er",
                "name the file; `utsyn why {old}` shows which they are"
            )))
        }
        Err(near) => Err(nothing(old, near)),
    }
}

fn nothing(old: &str, near: Option<String>) -> Fault {
    let fault = Fault::usage(both!("fant ingenting som er eller heter `{old}`", "found nothing that is or is called `{old}`"));
    match near {
        Some(near) => fault.help(both!("mente du `{near}`?", "did you mean `{near}`?")),
        None => fault,
    }
}

/// Returns the folder of the content that is meant, where it is one.
fn folder(files: &[RawFile], old: &str) -> Option<String> {
    let path = plain(old);
    let first = files.first()?;
    let top = first.shown.strip_suffix(&format!("/{}", first.within)).unwrap_or("content");
    let within = path.split_once(&format!("{top}/")).filter(|(before, _)| before.is_empty() || before.ends_with('/'));
    let within = within.map_or(path.as_str(), |(_, within)| within);
    let is_folder = |folder: &str| !folder.is_empty() && files.iter().any(|file| file.within.starts_with(&format!("{folder}/")));
    is_folder(within).then(|| within.to_owned())
}

fn plain(path: &str) -> String {
    let path = path.trim().replace('\\', "/");
    path.trim_start_matches("./").trim_end_matches('/').to_owned()
}

fn of_path(files: &[RawFile], within: &str, new: &str) -> Result<Wish, Fault> {
    let parts: Vec<&str> = within.split('/').collect();
    let top = files.first().and_then(|file| file.shown.strip_suffix(&format!("/{}", file.within))).unwrap_or("content");
    let new = plain(new);
    let new = new.split_once(&format!("{top}/")).filter(|(before, _)| before.is_empty()).map_or(new.as_str(), |(_, rest)| rest);
    match parts.as_slice() {
        ["centres", name] => of_file(TargetKind::Centre, within, stem(name), new),
        ["priorities", name] => of_file(TargetKind::Priority, within, stem(name), new),
        ["mappings", _, "findings", name] => of_file(TargetKind::Finding, within, stem(name), new),
        ["mappings", id] | ["mappings", id, "mapping.yaml"] => of_folder(TargetKind::Mapping, "mappings", id, new),
        ["reports", id] | ["reports", id, "report.yaml"] => of_folder(TargetKind::Report, "reports", id, new),
        ["reports", report, name] if name.ends_with(".md") => of_chapter(report, stem(name), new),
        ["site.yaml" | "index.md"] | ["registry" | "centres" | "priorities" | "mappings" | "reports", ..] | ["files"] => {
            Err(fixed(within))
        }
        ["files", ..] => of_page(within, new, true),
        _ => of_page(within, new, false),
    }
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Returns the last part of a name, however it is written: `vest`, `vest.md`, `centre:vest`, `centres/vest.md`.
pub(super) fn id(new: &str) -> Result<String, Fault> {
    let last = new.rsplit(['/', ':']).next().unwrap_or(new);
    let id = last.strip_suffix(".md").unwrap_or(last);
    let is_id = !id.is_empty()
        && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !id.starts_with('-')
        && !id.ends_with('-');
    if is_id && is_safe_name(id) {
        return Ok(id.to_owned());
    }
    let fault = Fault::usage(both!("`{id}` kan ikke være en id", "`{id}` cannot be an id")).help(both!(
        "en id har bare små bokstaver a–z, tall og bindestrek, for den blir en del av adressen",
        "an id has only lower-case letters a–z, digits and hyphens, for it becomes part of the address"
    ));
    let better = slug(id);
    Err(if better.is_empty() { fault } else { fault.help(both!("kall den `{better}`", "call it `{better}`")) })
}

fn of_file(kind: TargetKind, within: &str, old: &str, new: &str) -> Result<Wish, Fault> {
    let new = id(new)?;
    let folder = within.rsplit_once('/').map_or("", |(folder, _)| folder);
    let short = (old.to_owned(), new.clone());
    let moved = Some((within.to_owned(), format!("{folder}/{new}.md")));
    Ok(Wish { moved, entry: Some(kind), long: short.clone(), short, ..Wish::default() })
}

fn of_folder(kind: TargetKind, above: &str, old: &str, new: &str) -> Result<Wish, Fault> {
    let new = new.strip_suffix("/mapping.yaml").or(new.strip_suffix("/report.yaml")).unwrap_or(new);
    let new = id(new)?;
    let short = (old.to_owned(), new.clone());
    let moved = Some((format!("{above}/{old}"), format!("{above}/{new}")));
    Ok(Wish { moved, entry: Some(kind), long: short.clone(), short, ..Wish::default() })
}

/// The number says the order and stays, unless the new name has one.
fn of_chapter(report: &str, old: &str, new: &str) -> Result<Wish, Fault> {
    let id = id(new)?;
    let numbered = |name: &str| {
        let parted = name.split_once('-').filter(|(number, _)| number.bytes().all(|byte| byte.is_ascii_digit()));
        parted.map(|(number, slug)| (number.to_owned(), slug.to_owned()))
    };
    let (number, old_slug) = numbered(old).ok_or_else(|| fixed(&format!("reports/{report}/{old}.md")))?;
    let (number, slug) = numbered(&id).unwrap_or((number, id));
    let (from, to) = (format!("reports/{report}/{old}.md"), format!("reports/{report}/{number}-{slug}.md"));
    let long = (format!("{report}/{old_slug}"), format!("{report}/{slug}"));
    Ok(Wish { moved: Some((from, to)), entry: Some(TargetKind::Chapter), long, short: (old_slug, slug), ..Wish::default() })
}

/// A page, an attachment, or a folder of such: its new place is a path, or a name in the same folder.
fn of_page(within: &str, new: &str, is_attachment: bool) -> Result<Wish, Fault> {
    let (folder, name) = within.rsplit_once('/').map_or(("", within), |(folder, name)| (folder, name));
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).map(|ending| format!(".{ending}"));
    let mut to = if new.contains('/') || folder.is_empty() { new.to_owned() } else { format!("{folder}/{new}") };
    if let Some(ending) = ending.filter(|ending| !to.to_lowercase().ends_with(&ending.to_lowercase())) {
        to.push_str(&ending);
    }
    let belongs = |path: &str| {
        path.split('/').next().is_some_and(|top| ["registry", "centres", "priorities", "mappings", "reports"].contains(&top))
    };
    let is_safe = to.split('/').all(|part| is_safe_name(part) && !part.starts_with('.'));
    if !is_safe
        || belongs(&to)
        || to.starts_with("files/") != is_attachment
        || slug(stem(to.rsplit('/').next().unwrap_or(""))).is_empty()
    {
        return Err(Fault::usage(both!("`{to}` kan ikke være det nye stedet", "`{to}` cannot be the new place")).help(both!(
            "sider ligger i egne mapper eller øverst, vedlegg i `files/`, og navnet må virke på alle systemer",
            "pages lie in folders of their own or at the top, attachments in `files/`, and the name must do on every system"
        )));
    }
    Ok(Wish { moved: Some((within.to_owned(), to)), ..Wish::default() })
}

/// An id that stands in a register.
fn of_register(kind: TargetKind, old: String, new: String, file: &str, lists: &'static [&'static str]) -> Wish {
    let short = (old, new);
    Wish { moved: None, entry: Some(kind), long: short.clone(), short, lists: vec![(file.to_owned(), lists)] }
}

/// A theme's id stands with its mapping, and so do the answers and the published editions of the numbers, which must all
/// get the new one: what is sealed cannot.
fn of_theme(files: &[RawFile], old: &str, new: &str) -> Result<Wish, Fault> {
    let (mapping, theme) = old.split_once('/').unwrap_or(("", old));
    let new = id(new)?;
    let below = |name: &str| format!("mappings/{mapping}/{name}");
    let sealed = below("observations.yaml.age");
    if files.iter().any(|file| file.within == sealed) {
        return Err(Fault::usage(both!(
            "svarene er forseglet, og de bruker temaets id",
            "the answers are sealed, and they use the theme's id"
        ))
        .help(both!("åpne dem først med `utsyn unseal {mapping}`", "open them first with `utsyn unseal {mapping}`")));
    }
    Ok(Wish {
        moved: None,
        entry: Some(TargetKind::Theme),
        long: (old.to_owned(), format!("{mapping}/{new}")),
        short: (theme.to_owned(), new),
        lists: vec![
            (below("mapping.yaml"), &["themes", "waivers"]),
            (below("release.yaml"), &["counted"]),
            (below("release-ledger.yaml"), &["counted"]),
        ],
    })
}

fn of_entry(survey: &Survey, files: &[RawFile], index: usize, new: &str) -> Result<Wish, Fault> {
    let entry = &survey.entries[index];
    let old = entry.id.clone().unwrap_or_default();
    let last = |id: &str| id.rsplit_once('/').map_or(id.to_owned(), |(_, last)| last.to_owned());
    match entry.kind {
        Kind::Actor => Ok(of_register(TargetKind::Actor, old, id(new)?, "registry/actors.yaml", &["actors"])),
        Kind::Term => Ok(of_register(TargetKind::Term, old, id(new)?, "registry/glossary.yaml", &["terms"])),
        Kind::Reference => {
            let new = new.trim_start_matches(['[', '@']).trim_end_matches(']').rsplit(':').next().unwrap_or(new).to_owned();
            let is_id = !new.is_empty() && new.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            if !is_id {
                return Err(Fault::usage(both!("`{new}` kan ikke være en id", "`{new}` cannot be an id")).help(both!(
                    "en kildes id har bokstaver a–z, tall og bindestrek",
                    "a reference's id has letters a–z, digits and hyphens"
                )));
            }
            Ok(of_register(TargetKind::Reference, old, new, "registry/references.yaml", &["references"]))
        }
        Kind::Theme => of_theme(files, &old, new),
        Kind::Municipality | Kind::County => {
            let number = last(&old);
            Err(Fault::usage(both!("`{number}` er et offentlig nummer og får ikke nytt navn", "`{number}` is a public number and is not renamed")).help(both!(
                "en sammenslåing eller et nytt nummer er en ny rad i registeret: gi den gamle raden `valid_to`, og legg til den nye med `valid_from`",
                "a merger or a new number is a new row in the register: give the old row its `valid_to`, and add the new one with `valid_from`"
            )))
        }
        _ => Err(fixed(&entry.file)),
    }
}

fn fixed(within: &str) -> Fault {
    Fault::usage(both!("`{within}` har et fast navn", "`{within}` has a fixed name")).help(both!(
        "sentre, satsinger, sider, funn, kartlegginger, temaer, rapporter, kapitler, kilder, aktører, oppgaver, ord, vedlegg og merkelapper kan få nytt navn",
        "centres, priorities, pages, findings, mappings, themes, reports, chapters, references, actors, tasks, terms, attachments and labels can be renamed"
    ))
}

fn outside(shown: &str) -> Fault {
    Fault::usage(both!("`{shown}` ligger utenfor innholdet", "`{shown}` lies outside the content"))
}

fn by_the_program(path: &str) -> Fault {
    Fault::usage(both!("`/{path}` lages av programmet, ikke av en fil", "`/{path}` is made by the program, not by a file"))
        .help(both!("`utsyn why` sier hva den lages av", "`utsyn why` says what it is made of"))
}

impl Wish {
    fn refuse_taken(&self, survey: &Survey, files: &[RawFile]) -> Result<(), Fault> {
        let taken = |what: &str| {
            Err(Fault::usage(both!("`{what}` finnes fra før", "`{what}` is there already"))
                .help(both!("velg et annet navn", "choose another name")))
        };
        let same = |said: Both| Err(Fault::usage(said));
        if let Some((from, to)) = &self.moved {
            if from == to {
                return same(both!("det heter allerede det", "it is called that already"));
            }
            let below = |file: &RawFile, path: &str| {
                let (within, path) = (file.within.to_lowercase(), path.to_lowercase());
                within == path || within.starts_with(&format!("{path}/"))
            };
            // A name that differs only in case takes the place of itself.
            if files.iter().any(|file| below(file, to) && !below(file, from)) {
                return taken(to);
            }
            if to.starts_with(&format!("{from}/")) {
                return same(both!("en mappe kan ikke flyttes inn i seg selv", "a folder cannot be moved into itself"));
            }
        }
        let kind = match self.entry {
            Some(TargetKind::Reference) => Kind::Reference,
            Some(TargetKind::Actor) => Kind::Actor,
            Some(TargetKind::Term) => Kind::Term,
            Some(TargetKind::Theme) => Kind::Theme,
            Some(TargetKind::Finding) => Kind::Finding,
            Some(TargetKind::Chapter) => Kind::Chapter,
            _ => return Ok(()),
        };
        if self.long.0 == self.long.1 && self.moved.is_none() {
            return same(both!("det heter allerede det", "it is called that already"));
        }
        let is_other = self.long.0 != self.long.1;
        match survey.entries.iter().any(|entry| is_other && entry.kind == kind && entry.id.as_ref() == Some(&self.long.1)) {
            true => taken(&self.long.1),
            false => Ok(()),
        }
    }

    /// Tells whether this value in this list of this file is the id itself.
    pub(super) fn defines(&self, within: &str, list: &str, value: &str) -> bool {
        value == self.short.0 && self.lists.iter().any(|(file, lists)| file == within && lists.contains(&list))
    }

    /// Returns how `target` may be written, before and after; nothing where it is another entry.
    pub(super) fn spellings(&self, target: &Target) -> Vec<(String, String)> {
        let (old, new) = &self.long;
        let below = |kind: TargetKind| {
            let rest = target.id.strip_prefix(old).filter(|rest| target.kind == kind && rest.starts_with('/'));
            rest.map(|rest| vec![(target.id.clone(), format!("{new}{rest}"))]).unwrap_or_default()
        };
        match self.entry {
            // Below its own mapping or report it can be written without them.
            Some(kind) if target.kind == kind && target.id == *old && (kind == TargetKind::Theme || is_labelled(kind)) => {
                vec![self.short.clone(), self.long.clone()]
            }
            Some(kind) if target.kind == kind && target.id == *old => vec![(old.clone(), new.clone())],
            Some(TargetKind::Mapping) => below(TargetKind::Theme),
            Some(TargetKind::Report) if is_labelled(target.kind) => below(target.kind),
            Some(TargetKind::Report) => below(TargetKind::Chapter),
            _ => Vec::new(),
        }
    }

    /// Whether the target can be written without what is renamed: a finding's `theme: natt` is one of its mapping, and
    /// `[[fig:kart]]` of its report.
    pub(super) fn may_be_short(&self, target: &Target) -> bool {
        self.entry == Some(TargetKind::Mapping) && target.kind == TargetKind::Theme
            || self.entry == Some(TargetKind::Report) && is_labelled(target.kind)
    }

    /// Returns where a file of the content lies afterwards.
    pub(super) fn new_path(&self, within: &str) -> String {
        let Some((from, to)) = &self.moved else { return within.to_owned() };
        match within.strip_prefix(from) {
            Some("") => to.clone(),
            Some(rest) if rest.starts_with('/') => format!("{to}{rest}"),
            _ => within.to_owned(),
        }
    }

    /// Whether the old address of a file's page must be written in it: that of a mapping or a report stands for all below it.
    pub(super) fn stands_for(&self, within: &str) -> bool {
        match self.entry {
            Some(TargetKind::Mapping) => within.ends_with("/mapping.yaml"),
            Some(TargetKind::Report) => within.ends_with("/report.yaml"),
            _ => true,
        }
    }

    pub(super) fn is_mapping(&self) -> bool {
        self.entry == Some(TargetKind::Mapping)
    }

    /// Returns the address within its page that a label gives, before and after, and where that holds.
    pub(super) fn anchor(&self) -> Option<(&str, String, String)> {
        let kind = self.entry.filter(|kind| is_labelled(*kind))?;
        let (scope, _) = self.long.0.rsplit_once('/')?;
        Some((scope, anchor(kind, &self.short.0), anchor(kind, &self.short.1)))
    }

    /// Returns the file of the answers that use the id, where it is one that answers use.
    pub(super) fn answers(&self) -> Option<String> {
        let (mapping, _) = self.long.0.split_once('/').filter(|_| self.entry == Some(TargetKind::Theme))?;
        Some(format!("mappings/{mapping}/observations.yaml"))
    }

    /// Whether what is renamed has an address that no redirect can follow: a place on a page, or a file.
    pub(super) fn has_anchor(&self) -> bool {
        let is_file = self.moved.as_ref().is_some_and(|(from, _)| from.starts_with("files/"));
        let is_part = |kind: TargetKind| match kind {
            TargetKind::Finding | TargetKind::Reference | TargetKind::Actor | TargetKind::Term => true,
            kind => is_labelled(kind),
        };
        is_file || self.entry.is_some_and(is_part)
    }
}

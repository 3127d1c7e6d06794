//! Whatever is referred to exists and may be named.

use std::collections::{BTreeMap, BTreeSet};

use super::{lost, named};
use crate::check::Registry;
use crate::check::reader::Use;
use crate::check::registry::FindingState;
use crate::domain::{Target, TargetKind, is_labelled};
use crate::problem::{Both, Code, Place, Problem, both, nearest};

pub(super) fn exist(registry: &Registry, uses: &[Use]) -> Vec<Problem> {
    let known = known(registry);
    told_once(uses.iter().filter_map(|used| Some((used, object(registry, &known, used)?))))
}

/// Tells of what is missing where it is first named, with the other places: one thing is wrong.
fn told_once<'u>(objections: impl Iterator<Item = (&'u Use, Problem)>) -> Vec<Problem> {
    let mut told: Vec<(&Use, Problem, Vec<&Place>)> = Vec::new();
    let mut first: BTreeMap<&Target, usize> = BTreeMap::new();
    for (used, problem) in objections {
        let is_open = problem.code == Code::UnknownTarget && used.place.excerpt.is_some();
        match first.get(&used.target).filter(|_| is_open).and_then(|at| told.get_mut(*at)) {
            Some((.., others)) => others.push(&used.place),
            None => {
                if is_open {
                    first.insert(&used.target, told.len());
                }
                told.push((used, problem, Vec::new()));
            }
        }
    }
    let whole = |(used, problem, others): (&Use, Problem, Vec<&Place>)| match others.is_empty() {
        true => problem,
        false => named_elsewhere(problem, used.target.kind, &others),
    };
    told.into_iter().map(whole).collect()
}

/// Says where else something is named that is not there. What many name has been there: its file was named anew by hand.
fn named_elsewhere(problem: Problem, kind: TargetKind, others: &[&Place]) -> Problem {
    const MOST: usize = 3;
    let shown: Vec<String> = others.iter().take(MOST).map(|place| format!("`{}:{}`", place.file, place.line)).collect();
    let shown = shown.join(", ");
    let elsewhere = match others.len().saturating_sub(MOST) {
        0 => both!("det samme gjelder {shown}", "the same holds for {shown}"),
        1 => both!("det samme gjelder {shown} og ett sted til", "the same holds for {shown} and one more place"),
        more => both!("det samme gjelder {shown} og {more} steder til", "the same holds for {shown} and {more} more places"),
    };
    let is_a_file = matches!(
        kind,
        TargetKind::Centre
            | TargetKind::Priority
            | TargetKind::Mapping
            | TargetKind::Finding
            | TargetKind::Report
            | TargetKind::Chapter
    );
    let renamed = is_a_file.then(|| {
        both!(
            "har filen fått nytt navn? Gi den det gamle igjen, og bruk `utsyn mv`, som retter alle henvisninger",
            "has the file been renamed? Give it its old name back and use `utsyn mv`, which mends every reference"
        )
    });
    let mend = || both!("rett skrivemåten, eller lag det som mangler", "correct the spelling, or make what is missing");
    let first = problem.help.clone().unwrap_or_else(mend);
    let all: Vec<Both> = [first, elsewhere].into_iter().chain(renamed).collect();
    let joined = |words: fn(&Both) -> &String| all.iter().map(words).map(String::as_str).collect::<Vec<_>>().join("\n");
    let help = Both { nb: joined(|both| &both.nb), en: joined(|both| &both.en) };
    problem.help(help)
}

/// Returns the targets that there are, findings aside.
fn known(registry: &Registry) -> BTreeSet<Target> {
    let target = |kind: TargetKind, id: &str| Target { kind, id: id.to_owned() };
    let mut known = BTreeSet::new();
    known.extend(registry.centres.iter().map(|centre| target(TargetKind::Centre, &centre.id)));
    known.extend(registry.priorities.iter().map(|priority| target(TargetKind::Priority, &priority.id)));
    known.extend(registry.who_does.actors.iter().map(|actor| target(TargetKind::Actor, &actor.id)));
    known.extend(registry.references.iter().map(|reference| target(TargetKind::Reference, &reference.id)));
    known.extend(registry.terms.iter().map(|term| target(TargetKind::Term, &term.id)));
    known.extend(registry.counties.iter().map(|county| target(TargetKind::County, &county.number.to_string())));
    known.extend(registry.municipalities.rows().iter().map(|row| target(TargetKind::Municipality, &row.number.to_string())));
    for mapping in &registry.mappings {
        known.insert(target(TargetKind::Mapping, &mapping.id));
        for theme in &mapping.themes {
            known.insert(target(TargetKind::Theme, &format!("{}/{}", mapping.id, theme.id)));
            known.insert(target(TargetKind::Theme, &theme.id));
        }
    }
    known.extend(registry.labels.iter().map(|(label, _)| label.clone()));
    for report in &registry.reports {
        known.insert(target(TargetKind::Report, &report.id));
        for chapter in &report.chapters {
            known.insert(target(TargetKind::Chapter, &format!("{}/{}", report.id, chapter.slug)));
        }
    }
    known
}

fn object(registry: &Registry, known: &BTreeSet<Target>, used: &Use) -> Option<Problem> {
    // That its file cannot be read has been told, and it may well be in there.
    if lost::may_hold(&registry.lost, &used.target) {
        return None;
    }
    if used.target.kind == TargetKind::Finding {
        return object_to_finding(registry, used);
    }
    if known.contains(&used.target) || is_of_lost_mapping(known, &used.target) {
        return None;
    }
    if used.may_lack && !looks_like_a_work(known, &used.target.id) {
        return None;
    }
    let (nb, en) = name(used.target.kind);
    let id = last_part(&used.target.id);
    let secret = used.place.excerpt.is_none();
    let headline = match secret {
        false => Both { nb: format!("{nb} `{id}` finnes ikke"), en: format!("there is no {en} `{id}`") },
        // The file is confidential: its words are not repeated.
        true => Both { nb: format!("{nb} som er nevnt her, finnes ikke"), en: format!("the {en} named here is not there") },
    };
    let problem = Problem::new(Code::UnknownTarget, headline).at(used.place.clone());
    // What is near to a confidential word would tell it; the themes are the mapping's own.
    if secret && used.target.kind != TargetKind::Theme {
        return Some(problem.help(both!("sjekk hvordan det er skrevet", "check how it is written")));
    }
    if let Some(meant) = without_nought(known, &used.target) {
        return Some(problem.meant(id, &meant));
    }
    if let Some(meant) = by_name(registry, &used.target) {
        let (by, by_en) = if used.target.kind == TargetKind::County { ("nummer", "number") } else { ("id", "id") };
        let mut problem = problem.meant(id, &meant);
        problem.headline =
            both!("{nb} `{id}` er nevnt med navn, ikke med {by}", "the {en} `{id}` is named, not given by its {by_en}");
        return Some(problem);
    }
    let near = || known.iter().filter(|target| is_among(&used.target, target));
    let problem = problem.nearest(id, near().map(|target| last_part(&target.id)));
    Some(match (&problem.help, used.target.kind) {
        (None, TargetKind::Municipality) => named::advise(problem, &registry.municipalities, id),
        (None, _) => match choices(near()) {
            Some(only) if !only.contains('`') => problem.help(both!("bare `{only}` finnes", "there is only `{only}`")),
            Some(all) => problem.help(both!("velg en av `{all}`", "choose one of `{all}`")),
            None => problem,
        },
        _ => problem,
    })
}

/// Returns the number that a spreadsheet has taken the nought from.
fn without_nought(known: &BTreeSet<Target>, target: &Target) -> Option<String> {
    let whole = Target { kind: target.kind, id: format!("0{}", target.id) };
    let has_number = matches!(target.kind, TargetKind::Municipality | TargetKind::County);
    (has_number && known.contains(&whole)).then_some(whole.id)
}

/// Returns the id of what is named by its title, where only one has it.
fn by_name(registry: &Registry, target: &Target) -> Option<String> {
    let name = target.id.to_lowercase();
    let mut ids: BTreeSet<String> = BTreeSet::new();
    let mut among = |title: &str, id: &str| {
        if title.to_lowercase() == name {
            ids.insert(id.to_owned());
        }
    };
    match target.kind {
        TargetKind::Centre => registry.centres.iter().for_each(|one| {
            among(&one.name, &one.id);
            one.long_name.iter().for_each(|long| among(long, &one.id));
        }),
        TargetKind::County => registry.counties.iter().for_each(|one| among(&one.name, &one.number.to_string())),
        TargetKind::Priority => registry.priorities.iter().for_each(|one| among(&one.title, &one.id)),
        TargetKind::Actor => registry.who_does.actors.iter().for_each(|one| among(&one.name, &one.id)),
        TargetKind::Term => registry.terms.iter().for_each(|one| among(&one.term, &one.id)),
        TargetKind::Mapping => registry.mappings.iter().for_each(|one| among(&one.title, &one.id)),
        TargetKind::Report => registry.reports.iter().for_each(|one| among(&one.title, &one.id)),
        _ => {}
    }
    ids.pop_first().filter(|_| ids.is_empty())
}

/// Tells whether an `@word` is most likely a work misspelt: a number is wrong in it, or a letter beside its number.
fn looks_like_a_work(known: &BTreeSet<Target>, id: &str) -> bool {
    let works = known.iter().filter(|target| target.kind == TargetKind::Reference).map(|target| target.id.as_str());
    id.bytes().any(|byte| byte.is_ascii_digit()) && nearest(id, works).is_some()
}

/// A theme of a mapping that is not there: that the mapping is missing has been told.
fn is_of_lost_mapping(known: &BTreeSet<Target>, target: &Target) -> bool {
    let mapping = target.id.split_once('/').filter(|_| target.kind == TargetKind::Theme);
    mapping.is_some_and(|(id, _)| !known.contains(&Target { kind: TargetKind::Mapping, id: id.to_owned() }))
}

/// Tells whether `target` could be meant by `used`: of the same kind, and a label of the same report or page.
fn is_among(used: &Target, target: &Target) -> bool {
    let scope = |target: &Target| target.id.rsplit_once('/').map(|(scope, _)| scope.to_owned());
    target.kind == used.kind && (!is_labelled(used.kind) || scope(target) == scope(used))
}

/// Returns all ids, where they are few enough to be read.
fn choices<'t>(among: impl Iterator<Item = &'t Target>) -> Option<String> {
    let ids: BTreeSet<&str> = among.map(|target| last_part(&target.id)).collect();
    let few = (1..=12).contains(&ids.len());
    few.then(|| ids.into_iter().collect::<Vec<_>>().join("`, `"))
}

fn object_to_finding(registry: &Registry, used: &Use) -> Option<Problem> {
    let id = &used.target.id;
    let place = used.place.clone();
    match registry.finding_ids.get(id) {
        Some(FindingState::Public) => None,
        Some(FindingState::Draft) => Some(
            Problem::new(Code::DraftTarget, both!("funnet det vises til, er en kladd", "the finding referred to is a draft"))
                .at(place)
                .help(both!("ta bort henvisningen, eller gjør funnet ferdig", "take the reference away, or finish the finding")),
        ),
        Some(FindingState::Withheld) => Some(
            Problem::new(
                Code::WithheldTarget,
                both!("funnet det vises til, blir ikke publisert", "the finding referred to is not published"),
            )
            .at(place)
            .note(both!(
                "bare et funn med `anonymised: true`, som ikke er oppdiktet, blir publisert",
                "only a finding with `anonymised: true` that is not invented is published"
            ))
            .help(both!("ta bort henvisningen", "take the reference away")),
        ),
        None => {
            if place.excerpt.is_none() {
                let headline = both!("funnet som er nevnt her, finnes ikke", "the finding named here is not there");
                let help = both!("sjekk hvordan det er skrevet", "check how it is written");
                return Some(Problem::new(Code::UnknownTarget, headline).at(place).help(help));
            }
            let public =
                registry.finding_ids.iter().filter(|(_, state)| **state == FindingState::Public).map(|(id, _)| id.as_str());
            Some(
                Problem::new(Code::UnknownTarget, both!("funnet `{id}` finnes ikke", "there is no finding `{id}`"))
                    .at(place)
                    .nearest(id, public),
            )
        }
    }
}

fn last_part(id: &str) -> &str {
    id.rsplit_once('/').map_or(id, |(_, last)| last)
}

/// Returns the definite form in bokmål and the English word.
fn name(kind: TargetKind) -> (&'static str, &'static str) {
    match kind {
        TargetKind::Centre => ("senteret", "centre"),
        TargetKind::Municipality => ("kommunen", "municipality"),
        TargetKind::County => ("fylket", "county"),
        TargetKind::Priority => ("satsingen", "priority"),
        TargetKind::Actor => ("aktøren", "actor"),
        TargetKind::Mapping => ("kartleggingen", "mapping"),
        TargetKind::Theme => ("temaet", "theme"),
        TargetKind::Finding => ("funnet", "finding"),
        TargetKind::Report => ("rapporten", "report"),
        TargetKind::Chapter => ("kapitlet", "chapter"),
        TargetKind::Reference => ("kilden", "reference"),
        TargetKind::Term => ("ordet", "term"),
        TargetKind::Section => ("overskriften med merkelappen", "heading with the label"),
        TargetKind::Figure => ("figuren", "figure"),
        TargetKind::Table => ("tabellen", "table"),
    }
}

//! `/kommuner/`: every name from A to Å, every number, and a page for each municipality of today and of the past.

use rayon::prelude::*;

use super::addresses::of_municipality;
use super::centres::part_text;
use super::desk::{About, Desk, names, shown};
use super::page::{
    Ground, HistoryRow, IndexEntry, Letter, Link, LocalName, Municipality, MunicipalityList, NumberList, NumberRow, Page, Role,
    Service,
};
use super::{Claimant, Planned};
use crate::domain::{self, AreaBasis, Claim, EndKind, MunicipalityRow, PartialDate, Servants, TargetKind, slug};

pub(super) fn pages(desk: &Desk<'_>) -> Vec<Planned> {
    let all = &desk.view.municipalities;
    if all.is_empty() {
        return Vec::new();
    }
    let of_registry = Claimant::Program(["kommuneregisteret", "the register of municipalities"]);
    let list = Page::MunicipalityList(list(desk));
    let numbers = Page::NumberList(numbers(desk));
    let own = all.all().par_iter().with_min_len(16).filter_map(|municipality| {
        desk.planned(&of_municipality(municipality), Page::Municipality(Box::new(page(desk, municipality))), of_registry.clone())
    });
    let own: Vec<Planned> = own.collect();
    let lists =
        [desk.planned("/kommuner/", list, of_registry.clone()), desk.planned("/kommuner/nummer/", numbers, of_registry.clone())];
    lists.into_iter().flatten().chain(own).collect()
}

fn list(desk: &Desk<'_>) -> MunicipalityList {
    let all = &desk.view.municipalities;
    let mut entries: Vec<IndexEntry> = all.all().iter().flat_map(|municipality| entries(desk, municipality)).collect();
    desk.order.sort_by(&mut entries, |entry| &entry.name);
    let mut letters: Vec<Letter> = Vec::new();
    for entry in entries {
        let letter = desk.order.letter(&entry.name).to_string();
        match letters.last_mut().filter(|last| last.letter == letter) {
            Some(last) => last.entries.push(entry),
            None => letters.push(Letter { id: letter_id(&letter), letter, entries: vec![entry] }),
        }
    }
    let count = all.valid_on(desk.today).count();
    let description = format!(
        "Alle {count} kommuner fra A til Å, med tidligere, samiske og kvenske navn og alle kommunenumre siden 2017. Finn utviklingssenteret for kommunen din."
    );
    let head = desk.head(About {
        kind: "municipality_list",
        title: "Finn kommunen din",
        description: Some(description),
        address: "/kommuner/",
        language: None,
        updated: None,
        breadcrumbs: vec![desk.home()],
    });
    MunicipalityList { head, count, letters, numbers: desk.link("Alle kommunenumre", "/kommuner/nummer/") }
}

/// Returns the letters of the list as links into it, for the front page.
pub(super) fn letters(desk: &Desk<'_>) -> Vec<Link> {
    let names = desk.view.municipalities.all().iter().flat_map(|municipality| entries(desk, municipality));
    let mut letters: Vec<String> = names.map(|entry| desk.order.letter(&entry.name).to_string()).collect();
    desk.order.sort_by(&mut letters, |letter| letter);
    letters.dedup();
    letters
        .into_iter()
        .map(|letter| Link { href: desk.addresses.href(&format!("/kommuner/#{}", letter_id(&letter))), title: letter })
        .collect()
}

fn letter_id(letter: &str) -> String {
    let plain = slug(letter);
    match letter {
        "Æ" => "bokstav-ae".to_owned(),
        "Ø" => "bokstav-oe".to_owned(),
        "Å" => "bokstav-aa".to_owned(),
        _ if plain.is_empty() => "andre-tegn".to_owned(),
        _ => format!("bokstav-{plain}"),
    }
}

/// Returns the entries of a municipality in the list: its name, its names in other languages, its former names.
fn entries(desk: &Desk<'_>, municipality: &domain::Municipality) -> Vec<IndexEntry> {
    let all = &desk.view.municipalities;
    let newest = all.newest(municipality);
    let current = newest.valid_to.is_none_or(|end| desk.today < end);
    let base = IndexEntry {
        name: newest.name.clone(),
        href: desk.addresses.href(&of_municipality(municipality)),
        numbers: municipality.rows.iter().map(|&row| all.row(row).number.to_string()).collect(),
        county: desk.county(newest.county).title,
        note: (!current).then(|| format!("tidligere kommune, nå {}", now(desk, municipality))),
        language: None,
        current,
    };
    let mut entries = vec![base.clone()];
    for &row in &municipality.rows {
        let row = all.row(row);
        for (language, name) in &row.names {
            add(
                &mut entries,
                &base,
                name,
                format!("{} navn på {}", language.name(), newest.name),
                Some(language.code().to_owned()),
            );
        }
        if row.name != newest.name {
            add(&mut entries, &base, &row.name, format!("tidligere navn på {}", newest.name), None);
        }
        for name in row.former_names.iter().flat_map(|(_, name)| name.split(" - ")) {
            let name = name.split_once(" (").map_or(name, |(name, _)| name);
            add(&mut entries, &base, name, format!("tidligere navn på {}", newest.name), None);
        }
    }
    entries
}

fn add(entries: &mut Vec<IndexEntry>, base: &IndexEntry, name: &str, note: String, language: Option<String>) {
    if !entries.iter().any(|entry| entry.name == name) {
        entries.push(IndexEntry { name: name.to_owned(), note: Some(note), language, numbers: Vec::new(), ..base.clone() });
    }
}

/// Says what a municipality of the past is today: "Sunnfjord", "Narvik og Hamarøy".
fn now(desk: &Desk<'_>, municipality: &domain::Municipality) -> String {
    let all = &desk.view.municipalities;
    let last = municipality.rows[municipality.rows.len() - 1];
    let mut names: Vec<String> =
        all.successors(last).iter().map(|&row| all.newest(&all.all()[all.owner(row)]).name.clone()).collect();
    names.dedup();
    if names.is_empty() { "en annen kommune".to_owned() } else { join(&names) }
}

/// Joins words as they are read: "a, b og c".
pub(super) fn join(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} og {last}", first.join(", ")),
    }
}

fn numbers(desk: &Desk<'_>) -> NumberList {
    let all = &desk.view.municipalities;
    let row = |(index, row): (usize, &MunicipalityRow)| NumberRow {
        number: row.number.to_string(),
        name: row.name.clone(),
        href: desk.addresses.href(&of_municipality(&all.all()[all.owner(index)])),
        period: row.period().to_string(),
        current: row.holds_on(desk.today),
    };
    let head = desk.head(About {
        kind: "number_list",
        title: "Kommunenumre",
        description: Some("Alle kommunenumre som har vært i bruk siden 2017, med navn og tidsrom.".to_owned()),
        address: "/kommuner/nummer/",
        language: None,
        updated: None,
        breadcrumbs: vec![desk.home(), desk.link("Kommuner", "/kommuner/")],
    });
    let rows = all.rows().iter().enumerate().filter(|(_, row)| row.valid_to.is_none_or(|end| end > domain::FORMERLY));
    NumberList { head, rows: rows.map(row).collect() }
}

fn page(desk: &Desk<'_>, municipality: &domain::Municipality) -> Municipality {
    let all = &desk.view.municipalities;
    let newest = all.newest(municipality);
    let last = municipality.rows[municipality.rows.len() - 1];
    let current = newest.holds_on(desk.today);
    let title = title(municipality, newest);
    let service = service(desk, last, current);
    let ended = newest.valid_to.filter(|_| !current).map(|end| ended(desk, municipality, PartialDate::from(end)));
    let head = desk.head(About {
        kind: "municipality",
        title: &title,
        description: Some(description(&title, &service, ended.as_deref())),
        address: &of_municipality(municipality),
        language: None,
        updated: None,
        breadcrumbs: vec![desk.home(), desk.link("Kommuner", "/kommuner/")],
    });
    let mut local: Vec<LocalName> = Vec::new();
    for name in municipality.rows.iter().rev().flat_map(|&row| names(&all.row(row).names)) {
        if !local.iter().any(|known| known.name == name.name) {
            local.push(name);
        }
    }
    let notes = municipality.rows.iter().filter_map(|&row| all.row(row).note.clone()).collect();
    Municipality {
        head,
        name: newest.name.clone(),
        official_name: newest.official_name.clone(),
        number: newest.number.to_string(),
        current,
        ended,
        names: local,
        county: desk.county(newest.county),
        service,
        roles: roles(desk, municipality),
        history: history(desk, municipality),
        predecessors: predecessors(desk, municipality),
        successors: all.successors(last).iter().map(|&row| other(desk, row)).collect(),
        notes,
        sources: desk.registry_sources(),
    }
}

/// Names that are not alone are told apart: "Herøy kommune (Nordland)", "Nes kommune (0236)".
fn title(municipality: &domain::Municipality, newest: &MunicipalityRow) -> String {
    let alone = municipality.slug == slug(&newest.name);
    match &newest.qualifier {
        Some(qualifier) => format!("{} kommune ({qualifier})", newest.name),
        None if alone => format!("{} kommune", newest.name),
        None => format!("{} kommune ({})", newest.name, newest.number),
    }
}

fn description(title: &str, service: &Service, ended: Option<&str>) -> String {
    let centres: Vec<String> = service.grounds.iter().map(|ground| ground.centre.title.clone()).collect();
    match (ended, service.state) {
        (Some(ended), _) => ended.to_owned(),
        (None, "known") => {
            format!("{title} hører til {}. Kontakt, grunnlag, navn og kommunenumre gjennom tidene.", join(&centres))
        }
        (None, "unknown") => {
            format!("Ingen kilde sier hvilket utviklingssenter {title} hører til. Mulige sentre: {}.", join(&centres))
        }
        _ => format!("{title}: navn og kommunenumre gjennom tidene, og hva kildene sier om utviklingssenter."),
    }
}

/// Says what became of it: "Kommunen ble en del av Sunnfjord 1. januar 2020."
fn ended(desk: &Desk<'_>, municipality: &domain::Municipality, end: PartialDate) -> String {
    let all = &desk.view.municipalities;
    let kind = all.newest(municipality).end_kind;
    let last = municipality.rows[municipality.rows.len() - 1];
    let then: Vec<String> = all.successors(last).iter().map(|&row| all.row(row).name.clone()).collect();
    match kind {
        Some(EndKind::Split) => format!("Kommunen ble delt mellom {} {end}.", join(&then)),
        _ => format!("Kommunen ble en del av {} {end}.", join(&then)),
    }
}

fn service(desk: &Desk<'_>, row: usize, current: bool) -> Service {
    let others = if current { of_peoples(desk, row) } else { Vec::new() };
    let (state, grounds) = match desk.served.get(&row) {
        _ if !current => ("former", Vec::new()),
        Some(Servants::Known(known)) => {
            ("known", known.iter().filter_map(|&(centre, claim)| ground(desk, row, centre, Some(claim))).collect())
        }
        Some(Servants::Candidates(some)) => {
            ("unknown", some.iter().filter_map(|&(centre, part)| candidate(desk, centre, part)).collect())
        }
        Some(Servants::None) | None => ("none", Vec::new()),
    };
    Service { state, grounds, others }
}

/// Returns the centres for a people whose county this is: the Sámi centre in Finnmark.
fn of_peoples(desk: &Desk<'_>, row: usize) -> Vec<Ground> {
    let all = &desk.view.municipalities;
    let county = all.row(row).county;
    let centres = desk.view.centres.iter().enumerate().filter(|(_, centre)| centre.area.basis == AreaBasis::Population);
    let here = centres.filter(|(_, centre)| super::centres::county_of(desk, centre) == Some(county));
    here.filter_map(|(index, _)| ground(desk, row, index, None)).collect()
}

fn ground(desk: &Desk<'_>, row: usize, centre: usize, claim: Option<Claim>) -> Option<Ground> {
    let centre = &desk.view.centres[centre];
    let name = &desk.view.municipalities.row(row).name;
    let (text, sources) = match claim {
        Some(Claim::Host) => (format!("{name} er vertskommune for senteret."), Vec::new()),
        Some(Claim::Part(part)) => {
            let part = &centre.area.parts[part];
            let basis = if part.derived { "Utledet" } else { "Oppgitt" };
            (format!("{basis}: senteret dekker {}.", part_text(desk, &part.extent)), desk.sources(&part.sources))
        }
        None => (format!("Senterets oppgave: {}.", centre.area.text), desk.sources(&centre.sources)),
    };
    Some(Ground {
        centre: desk.entry(TargetKind::Centre, &centre.id)?,
        text,
        since: centre.since.map(shown),
        email: centre.email.clone(),
        sources,
    })
}

fn candidate(desk: &Desk<'_>, centre: usize, part: usize) -> Option<Ground> {
    let centre = &desk.view.centres[centre];
    let part = &centre.area.unknown[part];
    let text = part.note.clone().unwrap_or_else(|| "Ingen kilde sier om kommunen hører til dette senteret.".to_owned());
    Some(Ground {
        centre: desk.entry(TargetKind::Centre, &centre.id)?,
        text,
        since: None,
        email: centre.email.clone(),
        sources: desk.sources(&part.sources),
    })
}

/// Returns where the municipality is or was host or satellite. A role that went on under a new number is one role.
fn roles(desk: &Desk<'_>, municipality: &domain::Municipality) -> Vec<Role> {
    let all = &desk.view.municipalities;
    let mut roles = Vec::new();
    for centre in &desk.view.centres {
        let Some(link) = desk.entry(TargetKind::Centre, &centre.id) else { continue };
        let mut held: Vec<(&str, domain::Period)> = Vec::new();
        for holder in centre.hosts.iter().chain(&centre.satellites) {
            let then = match holder.period.from.date() {
                Some(from) => all.on(holder.municipality, from.first_day()),
                None => all.with_number(holder.municipality).last().copied(),
            };
            if !then.is_some_and(|row| municipality.rows.contains(&row)) {
                continue;
            }
            match held.last_mut().filter(|(role, period)| *role == holder.role && period.meets(&holder.period)) {
                Some((_, period)) => period.to = holder.period.to,
                None => held.push((&holder.role, holder.period)),
            }
        }
        roles.extend(held.into_iter().map(|(role, period)| Role {
            centre: link.clone(),
            role: role.to_owned(),
            period: period.to_string(),
            current: period.holds_on(desk.today),
        }));
    }
    roles
}

/// Returns the municipality under each number and name it has had.
fn history(desk: &Desk<'_>, municipality: &domain::Municipality) -> Vec<HistoryRow> {
    let all = &desk.view.municipalities;
    let mut history = Vec::new();
    for &row in &municipality.rows {
        let row = all.row(row);
        let event = match row.end_kind {
            Some(EndKind::Renumbered) => "fikk nytt nummer",
            Some(EndKind::Merged) => "slått sammen",
            Some(EndKind::Split) => "delt",
            None => "",
        };
        let mut period = row.period();
        for (until, name) in &row.former_names {
            let until = domain::Bound::On(PartialDate::from(*until));
            let earlier = domain::Period { from: period.from, to: until };
            history.push(HistoryRow { name: name.clone(), event: "endret navn".to_owned(), ..history_row(desk, row, earlier) });
            period.from = until;
        }
        history.push(HistoryRow { event: event.to_owned(), ..history_row(desk, row, period) });
    }
    history
}

fn history_row(desk: &Desk<'_>, row: &MunicipalityRow, period: domain::Period) -> HistoryRow {
    HistoryRow {
        number: row.number.to_string(),
        name: row.official_name.clone(),
        href: String::new(),
        county: desk.county(row.county),
        period: period.to_string(),
        event: String::new(),
    }
}

/// Returns the other municipalities that became part of this one.
fn predecessors(desk: &Desk<'_>, municipality: &domain::Municipality) -> Vec<HistoryRow> {
    let all = &desk.view.municipalities;
    let into = municipality.rows.iter().flat_map(|&row| all.merged_into(row));
    into.filter(|row| !municipality.rows.contains(row)).map(|&row| other(desk, row)).collect()
}

fn other(desk: &Desk<'_>, row: usize) -> HistoryRow {
    let all = &desk.view.municipalities;
    let owner = &all.all()[all.owner(row)];
    let row = all.row(row);
    HistoryRow { href: desk.addresses.href(&of_municipality(owner)), ..history_row(desk, row, row.period()) }
}

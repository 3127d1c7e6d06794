//! `/fylker/`: the counties of today and of the past.

use super::centres::{county_of, municipality_row, row};
use super::desk::{About, Desk, names, shown};
use super::page::{CentreRow, Count, County, CountyList, CountyRow, Link, Page};
use super::{Claimant, Planned};
use crate::domain::{self, AreaExtent, Date, EndKind, PartialDate, TargetKind};

pub(super) fn pages(desk: &Desk<'_>) -> Vec<Planned> {
    if desk.view.counties.is_empty() {
        return Vec::new();
    }
    let own = desk.view.counties.iter().filter_map(|county| {
        let address = format!("/fylker/{}/", county.slug);
        desk.planned(
            &address,
            Page::County(page(desk, county)),
            Claimant::Program(["fylkesregisteret", "the register of counties"]),
        )
    });
    desk.planned("/fylker/", Page::CountyList(list(desk)), Claimant::Program(["fylkesregisteret", "the register of counties"]))
        .into_iter()
        .chain(own)
        .collect()
}

fn list(desk: &Desk<'_>) -> CountyList {
    let (mut current, mut former): (Vec<CountyRow>, Vec<CountyRow>) = (Vec::new(), Vec::new());
    for county in &desk.view.counties {
        let row = county_row(desk, county);
        if county.holds_on(desk.today) { current.push(row) } else { former.push(row) }
    }
    desk.order.sort_by(&mut current, |row| &row.name);
    desk.order.sort_by(&mut former, |row| &row.name);
    let head = desk.head(About {
        kind: "county_list",
        title: "Fylker",
        description: Some("Dagens fylker og de som er slått sammen eller delt siden 2017, med sentre og kommuner.".to_owned()),
        address: "/fylker/",
        language: None,
        updated: None,
        breadcrumbs: vec![desk.home()],
    });
    CountyList { head, current, former }
}

fn county_row(desk: &Desk<'_>, county: &domain::County) -> CountyRow {
    CountyRow {
        number: county.number.to_string(),
        name: county.name.clone(),
        href: desk.addresses.href(&format!("/fylker/{}/", county.slug)),
        period: county.period().to_string(),
        municipalities: members(desk, county).len(),
        centres: centres(desk, county).into_iter().map(|centre| Link { title: centre.name, href: centre.href }).collect(),
    }
}

/// Returns the day for which a county is shown: today, or its last.
fn day(desk: &Desk<'_>, county: &domain::County) -> Date {
    match county.valid_to {
        Some(end) if end <= desk.today => end.yesterday().unwrap_or(end),
        _ => desk.today,
    }
}

fn members(desk: &Desk<'_>, county: &domain::County) -> Vec<usize> {
    let all = &desk.view.municipalities;
    all.valid_on(day(desk, county)).filter(|&row| all.row(row).county == county.number).collect()
}

/// Returns the centres whose host lies here today, or whose area names the county.
fn centres(desk: &Desk<'_>, county: &domain::County) -> Vec<CentreRow> {
    let names_it = |centre: &domain::Centre| {
        let parts = centre.area.parts.iter().chain(&centre.area.unknown);
        parts.filter(|part| part.period.holds_on(day(desk, county))).any(|part| match part.extent {
            AreaExtent::County { county: number, .. } => number == county.number,
            AreaExtent::Municipalities(_) => false,
        })
    };
    let here = desk.view.centres.iter().enumerate().filter(|(_, centre)| {
        names_it(centre) || (county.holds_on(desk.today) && county_of(desk, centre) == Some(county.number))
    });
    let mut rows: Vec<CentreRow> = here.map(|(index, _)| row(desk, index)).collect();
    desk.order.sort_by(&mut rows, |row| &row.name);
    rows
}

fn page(desk: &Desk<'_>, county: &domain::County) -> County {
    let current = county.holds_on(desk.today);
    let period = county.period().to_string();
    let title =
        if county.slug == domain::slug(&county.name) { county.name.clone() } else { format!("{} ({period})", county.name) };
    let mut municipalities: Vec<_> = members(desk, county).into_iter().map(|row| municipality_row(desk, row)).collect();
    desk.order.sort_by(&mut municipalities, |row| &row.name);
    let count = municipalities.len();
    let description = if current {
        format!("{title} fylke: utviklingssentrene, de {count} kommunene og historien.")
    } else {
        format!("{title} var et fylke {period}. Se hva det ble, og hvilke kommuner som lå der.")
    };
    let head = desk.head(About {
        kind: "county",
        title: &title,
        description: Some(description),
        address: &format!("/fylker/{}/", county.slug),
        language: None,
        updated: None,
        breadcrumbs: vec![desk.home(), desk.link("Fylker", "/fylker/")],
    });
    let links = |numbers: &[domain::CountyNo]| {
        numbers.iter().filter_map(|number| desk.entry(TargetKind::County, &number.to_string())).collect()
    };
    County {
        head,
        name: county.name.clone(),
        number: county.number.to_string(),
        current,
        names: names(&county.names),
        ended: county.end_kind.filter(|_| !current).map(|kind| match kind {
            EndKind::Split => "delt".to_owned(),
            EndKind::Merged => "slått sammen".to_owned(),
            EndKind::Renumbered => "fikk nytt nummer".to_owned(),
        }),
        predecessors: links(&county.predecessors),
        successors: links(&county.successors),
        note: county.note.clone(),
        centres: centres(desk, county),
        municipalities,
        counts: counts(desk, county),
        sources: if county.sources.is_empty() { desk.registry_sources() } else { desk.sources(&county.sources) },
        period,
    }
}

/// Returns the number of municipalities on 1 January of the first year and of each in which it changed.
fn counts(desk: &Desk<'_>, county: &domain::County) -> Vec<Count> {
    let all = &desk.view.municipalities;
    let mut counts: Vec<Count> = Vec::new();
    for year in domain::FORMERLY.year()..=desk.today.year() {
        let day = jiff::civil::date(year, 1, 1);
        if !county.holds_on(day) {
            continue;
        }
        let number = all.valid_on(day).filter(|&row| all.row(row).county == county.number).count();
        if counts.last().is_none_or(|last| last.number != number) {
            counts.push(Count { date: shown(PartialDate::from(day)), number });
        }
    }
    counts
}

//! `/sentre/`: all centres by county, and one page each.

use serde_json::json;

use super::desk::{About, Desk, file, json_ld, names, shown, summary};
use super::page::{Area, AreaPart, Centre, CentreList, CentreRow, CountyGroup, DatedLink, Link, MunicipalityRow, Page};
use super::sources::behind;
use super::{Claimant, Planned};
use crate::domain::{self, AreaBasis, AreaExtent, Bound, Claim, Holder, PriorityCentres, Servants, TargetKind};

pub(super) fn pages(desk: &Desk<'_>) -> Vec<Planned> {
    if desk.view.centres.is_empty() {
        return Vec::new();
    }
    let centres = desk.view.centres.iter().enumerate();
    let own = centres.filter_map(|(index, centre)| {
        desk.planned(&format!("/sentre/{}/", centre.id), Page::Centre(Box::new(page(desk, index))), file(&centre.source))
    });
    desk.planned("/sentre/", Page::CentreList(list(desk)), Claimant::Program(["listen over sentre", "the list of centres"]))
        .into_iter()
        .chain(own)
        .collect()
}

fn list(desk: &Desk<'_>) -> CentreList {
    let title = "Utviklingssentrene";
    let count = desk.view.centres.len();
    let mut groups: Vec<CountyGroup> = Vec::new();
    for (index, centre) in desk.view.centres.iter().enumerate() {
        let county =
            county_of(desk, centre).map_or_else(|| desk.link("Fylket er ikke oppgitt", "/fylker/"), |county| desk.county(county));
        let row = row(desk, index);
        match groups.iter_mut().find(|group| group.county == county) {
            Some(group) => group.centres.push(row),
            None => groups.push(CountyGroup { county, centres: vec![row] }),
        }
    }
    desk.order.sort_by(&mut groups, |group| &group.county.title);
    for group in &mut groups {
        desk.order.sort_by(&mut group.centres, |centre| &centre.name);
    }
    let description =
        format!("Alle {count} utviklingssentre for sykehjem og hjemmetjenester, etter fylke, med vertskommune og område.");
    let head = desk.head(About {
        kind: "centre_list",
        title,
        description: Some(description),
        address: "/sentre/",
        language: None,
        updated: None,
        breadcrumbs: vec![desk.home()],
    });
    CentreList { head, count, map: desk.map.clone(), groups }
}

/// Returns the county in which a centre's host lies today; none where no host is given.
pub(super) fn county_of(desk: &Desk<'_>, centre: &domain::Centre) -> Option<domain::CountyNo> {
    let all = &desk.view.municipalities;
    let host = centre.hosts.iter().rev().find(|host| host.period.holds_on(desk.today)).or(centre.hosts.last())?;
    let now = all.on(host.municipality, desk.today).map(|row| all.row(row).county);
    Some(now.unwrap_or_else(|| host.municipality.county()))
}

/// Returns a centre as it stands in lists.
pub(super) fn row(desk: &Desk<'_>, index: usize) -> CentreRow {
    let centre = &desk.view.centres[index];
    let host = centre.hosts.iter().find(|host| host.period.holds_on(desk.today));
    let serves = served(desk, index).len();
    CentreRow {
        name: centre.name.clone(),
        href: desk.addresses.href(&format!("/sentre/{}/", centre.id)),
        host: host.and_then(|host| desk.entry(TargetKind::Municipality, &host.municipality.to_string())),
        area: centre.area.text.clone(),
        municipalities: Some(serves).filter(|_| has_stated_parts(desk, centre)),
    }
}

/// Only where the area is given by counties can its municipalities be counted.
fn has_stated_parts(desk: &Desk<'_>, centre: &domain::Centre) -> bool {
    centre.area.parts.iter().any(|part| part.period.holds_on(desk.today))
}

/// Returns the rows of the municipalities that a centre serves today.
fn served(desk: &Desk<'_>, index: usize) -> Vec<usize> {
    let is_served =
        |servants: &Servants| matches!(servants, Servants::Known(known) if known.iter().any(|(centre, _)| *centre == index));
    desk.served.iter().filter(|(_, servants)| is_served(servants)).map(|(row, _)| *row).collect()
}

fn candidates(desk: &Desk<'_>, index: usize) -> Vec<usize> {
    let is_candidate =
        |servants: &Servants| matches!(servants, Servants::Candidates(some) if some.iter().any(|(centre, _)| *centre == index));
    desk.served.iter().filter(|(_, servants)| is_candidate(servants)).map(|(row, _)| *row).collect()
}

fn page(desk: &Desk<'_>, index: usize) -> Centre<domain::Written> {
    let centre = &desk.view.centres[index];
    let address = format!("/sentre/{}/", centre.id);
    let description = centre.description.clone().or_else(|| summary(&centre.body.text, &desk.addresses));
    let mut head = desk.head(About {
        kind: "centre",
        title: &centre.name,
        description,
        address: &address,
        language: Some(centre.language),
        updated: centre.updated,
        breadcrumbs: vec![desk.home(), desk.link("Sentre", "/sentre/")],
    });
    head.json_ld = json_ld(&json!({
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "name": centre.long_name.as_ref().unwrap_or(&centre.name),
        "alternateName": centre.name,
        "url": head.canonical,
        "areaServed": centre.area.text,
        "email": centre.email,
        "sameAs": centre.websites,
        "location": host_today(desk, centre),
    }));
    let works_with = |priority: &&domain::Priority| match &priority.centres {
        PriorityCentres::All => true,
        PriorityCentres::These(ids) => ids.contains(&centre.id),
    };
    let priorities = desk.view.priorities.iter().filter(works_with);
    let mappings = desk.view.mappings.iter().filter(|mapping| mapping.about.centre == centre.id);
    let reports = desk.view.reports.iter().filter(|report| report.centre == centre.id);
    Centre {
        head,
        name: centre.name.clone(),
        long_name: centre.long_name.clone(),
        names: names(&centre.names),
        since: centre.since.map(shown),
        body: centre.body.clone(),
        hosts: centre.hosts.iter().map(|host| holder(desk, host)).collect(),
        satellites: centre.satellites.iter().map(|satellite| holder(desk, satellite)).collect(),
        area: area(desk, index),
        small_map: super::map::small_map_of(desk, centre),
        websites: centre.websites.iter().map(|url| website(url)).collect(),
        email: centre.email.clone(),
        mappings: mappings.filter_map(|mapping| desk.entry(TargetKind::Mapping, &mapping.about.id)).collect(),
        reports: reports.filter_map(|report| desk.entry(TargetKind::Report, &report.id)).collect(),
        priorities: priorities.filter_map(|priority| desk.entry(TargetKind::Priority, &priority.id)).collect(),
        references: behind(desk, [&centre.source], &centre.sources),
        sources: desk.sources(&centre.sources),
    }
}

/// Returns the municipality that hosts a centre today, in the words of schema.org.
fn host_today(desk: &Desk<'_>, centre: &domain::Centre) -> Option<serde_json::Value> {
    let host = centre.hosts.iter().find(|host| host.period.holds_on(desk.today))?;
    let all = &desk.view.municipalities;
    let name = &all.row(all.on(host.municipality, desk.today)?).name;
    Some(json!({"@type": "AdministrativeArea", "name": name, "identifier": host.municipality.to_string()}))
}

/// Shows an address without its scheme, as people say it.
fn website(url: &str) -> Link {
    let shown = url.split_once("://").map_or(url, |(_, rest)| rest).trim_start_matches("www.").trim_end_matches('/');
    Link { title: shown.to_owned(), href: url.to_owned() }
}

fn holder(desk: &Desk<'_>, holder: &Holder) -> DatedLink {
    let all = &desk.view.municipalities;
    let then = match holder.period.from {
        Bound::On(from) => all.on(holder.municipality, from.first_day()),
        _ => all.with_number(holder.municipality).last().copied(),
    };
    let name = then.map_or_else(|| holder.municipality.to_string(), |row| all.row(row).name.clone());
    let page = desk.entry(TargetKind::Municipality, &holder.municipality.to_string());
    DatedLink {
        title: name,
        href: page.map(|link| link.href).unwrap_or_default(),
        number: holder.municipality.to_string(),
        role: holder.role.clone(),
        period: holder.period.to_string(),
        current: holder.period.holds_on(desk.today),
        derived: holder.derived,
        note: holder.note.clone(),
        sources: desk.sources(&holder.sources),
    }
}

fn area(desk: &Desk<'_>, index: usize) -> Area {
    let area = &desk.view.centres[index].area;
    let stated = area.parts.iter().any(|part| part.period.holds_on(desk.today) && !part.derived);
    let basis = match area.basis {
        AreaBasis::Population => "Senteret er for en befolkning, ikke for bestemte kommuner.",
        AreaBasis::Unknown => "Ingen kilde sier hvilke kommuner som hører til.",
        AreaBasis::County if stated => "Området er oppgitt av en kilde.",
        AreaBasis::County => "Kommunene er utledet av fylkesgrensene; ingen kilde lister dem opp.",
    };
    let rows = |rows: Vec<usize>| {
        let mut rows: Vec<MunicipalityRow> = rows.into_iter().map(|row| municipality_row(desk, row)).collect();
        desk.order.sort_by(&mut rows, |row| &row.name);
        rows
    };
    Area {
        text: area.text.clone(),
        basis: basis.to_owned(),
        parts: area.parts.iter().map(|each| part(desk, each)).collect(),
        unknown: area.unknown.iter().map(|each| part(desk, each)).collect(),
        municipalities: rows(served(desk, index)),
        candidates: rows(candidates(desk, index)),
    }
}

fn part(desk: &Desk<'_>, part: &domain::AreaPart) -> AreaPart {
    AreaPart {
        text: part_text(desk, &part.extent),
        period: part.period.to_string(),
        current: part.period.holds_on(desk.today),
        derived: part.derived,
        note: part.note.clone(),
        sources: desk.sources(&part.sources),
    }
}

/// Says which municipalities a part means: "kommunene i Innlandet som lå i Oppland i 2017".
pub(super) fn part_text(desk: &Desk<'_>, extent: &AreaExtent) -> String {
    match extent {
        AreaExtent::County { county, formerly: None } => format!("kommunene i {}", desk.county(*county).title),
        AreaExtent::County { county, formerly: Some(then) } => {
            let (now, then) = (desk.county(*county).title, desk.county(*then).title);
            if now == then {
                format!("kommunene i {now} som også lå der i 2017")
            } else {
                format!("kommunene i {now} som lå i {then} i 2017")
            }
        }
        AreaExtent::Municipalities(numbers) => {
            let all = &desk.view.municipalities;
            let name = |number: &domain::MunicipalityNo| {
                all.with_number(*number).last().map_or_else(|| number.to_string(), |&row| all.row(row).name.clone())
            };
            numbers.iter().map(name).collect::<Vec<_>>().join(", ")
        }
    }
}

/// Returns a municipality as it stands in lists.
pub(super) fn municipality_row(desk: &Desk<'_>, row: usize) -> MunicipalityRow {
    let all = &desk.view.municipalities;
    let municipality = all.row(row);
    let owner = &all.all()[all.owner(row)];
    let (centres, known): (Vec<usize>, bool) = match desk.served.get(&row) {
        Some(Servants::Known(known)) => (known.iter().map(|(centre, _): &(usize, Claim)| *centre).collect(), true),
        Some(Servants::Candidates(some)) => (some.iter().map(|(centre, _)| *centre).collect(), false),
        Some(Servants::None) | None => (Vec::new(), false),
    };
    let link = |centre: usize| desk.entry(TargetKind::Centre, &desk.view.centres[centre].id);
    MunicipalityRow {
        name: municipality.name.clone(),
        href: desk.addresses.href(&super::addresses::of_municipality(owner)),
        number: municipality.number.to_string(),
        county: desk.county(municipality.county).title,
        centres: centres.into_iter().filter_map(link).collect(),
        known,
    }
}

//! The map of the centres: Norway's outline, a dot for each centre, a smaller one for each satellite.
//!
//! [`centre_map`] is the way in. `projection` turns degrees into metres, `land` metres into places on the map, `labels`
//! finds room for names. All is reckoned here, so that a theme only draws.
//!
//! The map has two parts to one measure, north and south, each as wide as a phone.
//! Svalbard and Jan Mayen are not on the map; what lies outside it is named beside it.

mod labels;
mod land;
mod projection;
mod small;

use super::desk::Desk;
use super::page::{CentreMap, Link, MapLabel, MapLine, MapPart, MapPlace};
use crate::domain::{Centre, Holder, TargetKind};
use labels::{Label, labels};
use land::{HEIGHT, Land, PARTS, WIDTH, place};
pub(super) use small::{of_centre as small_map_of, of_centres as small_map};

/// A centre and where it lies.
type Known<'a> = ((i64, i64), &'a Centre);

/// Returns the map; none where no centre's place is known.
pub(super) fn centre_map(desk: &Desk<'_>) -> Option<CentreMap> {
    let mut known: Vec<Vec<Known<'_>>> = PARTS.iter().map(|_| Vec::new()).collect();
    let mut missing = Vec::new();
    for centre in &desk.view.centres {
        match position(desk, centre).and_then(place) {
            Some((part, at)) => known[part].push((at, centre)),
            None => missing.extend(desk.entry(TargetKind::Centre, &centre.id)),
        }
    }
    let names: Vec<&str> = desk.view.centres.iter().map(|centre| centre.name.as_str()).collect();
    let common = common_word(&names);
    let parts = known.into_iter().enumerate().filter(|(_, known)| !known.is_empty());
    let parts: Vec<MapPart> = parts.map(|(part, known)| of_part(desk, part, known, common)).collect();
    (!parts.is_empty()).then_some(CentreMap { parts, missing })
}

fn of_part(desk: &Desk<'_>, part: usize, mut known: Vec<Known<'_>>, common: Option<&str>) -> MapPart {
    known.sort_by_key(|((x, y), centre)| (*y, *x, centre.id.clone()));
    let satellites = satellites(desk, part);
    let short = |name: &str| common.and_then(|word| name.strip_prefix(word)).unwrap_or(name).trim_start().to_owned();
    let dots: Vec<((i64, i64), String)> = known.iter().map(|(at, centre)| (*at, short(&centre.name))).collect();
    let others: Vec<(i64, i64)> = satellites.iter().map(|(at, _)| *at).collect();
    let land = &Land::all()[part];
    let labels = labels(&dots, &others, land);
    let centres = known.into_iter().zip(labels).map(|((at, centre), label)| of_centre(desk, at, centre, label));
    MapPart {
        title: PARTS[part].title,
        width: shown(WIDTH),
        height: shown(HEIGHT),
        outline: land.path(),
        centres: centres.collect(),
        satellites: satellites.into_iter().map(|(_, place)| place).collect(),
    }
}

/// Returns where a centre is: its own place, or a point in the municipality that is its host today.
fn position(desk: &Desk<'_>, centre: &Centre) -> Option<(f64, f64)> {
    let own = centre.place.as_ref().map(|(_, latitude, longitude)| (*latitude, *longitude));
    let host = || centre.hosts.iter().find(|host| host.period.holds_on(desk.today)).and_then(|host| of_holder(desk, host));
    own.or_else(host)
}

fn of_holder(desk: &Desk<'_>, holder: &Holder) -> Option<(f64, f64)> {
    let all = &desk.view.municipalities;
    all.on(holder.municipality, desk.today).and_then(|row| all.row(row).position)
}

fn of_centre(desk: &Desk<'_>, (x, y): (i64, i64), centre: &Centre, label: Option<Label>) -> MapPlace {
    let link = desk.entry(TargetKind::Centre, &centre.id);
    let host = centre.hosts.iter().find(|host| host.period.holds_on(desk.today));
    let host = host.and_then(|host| desk.entry(TargetKind::Municipality, &host.municipality.to_string()));
    let about = match host {
        Some(host) => format!("{}, vertskommune {}", centre.name, host.title),
        None => centre.name.clone(),
    };
    MapPlace {
        href: link.map(|link| link.href).unwrap_or_default(),
        about,
        x: shown(x),
        y: shown(y),
        of: None,
        label: label.map(drawn),
    }
}

fn drawn(label: Label) -> MapLabel {
    let line = |(text, y): (String, i64)| MapLine { text, y: shown(y) };
    let leader = label.leader.map(|((x1, y1), (x2, y2))| format!("M{} {}L{} {}", shown(x1), shown(y1), shown(x2), shown(y2)));
    MapLabel {
        x: shown(label.x),
        anchor: if label.ends { "end" } else { "start" },
        size: shown(labels::SIZE),
        lines: label.lines.into_iter().map(line).collect(),
        leader,
    }
}

/// Returns today's satellites on a part of the map, each with the centre it belongs to.
fn satellites(desk: &Desk<'_>, part: usize) -> Vec<((i64, i64), MapPlace)> {
    let mut places = Vec::new();
    for centre in &desk.view.centres {
        let own = desk.entry(TargetKind::Centre, &centre.id).unwrap_or(Link { title: centre.name.clone(), href: String::new() });
        for satellite in centre.satellites.iter().filter(|satellite| satellite.period.holds_on(desk.today)) {
            let Some((own_part, (x, y))) = of_holder(desk, satellite).and_then(place) else { continue };
            if own_part != part {
                continue;
            }
            let Some(link) = desk.entry(TargetKind::Municipality, &satellite.municipality.to_string()) else { continue };
            let about = format!("{}, {} for {}", link.title, satellite.role, centre.name);
            let (of, href) = (Some(own.clone()), link.href);
            places.push(((x, y), MapPlace { href, about, x: shown(x), y: shown(y), of, label: None }));
        }
    }
    places.sort_by(|(one, first), (other, second)| (one.1, one.0, &first.about).cmp(&(other.1, other.0, &second.about)));
    places
}

/// Returns the first word of the names where all begin with it: on the map it would stand everywhere.
fn common_word<'n>(names: &[&'n str]) -> Option<&'n str> {
    let first = |name: &'n str| name.split_once(' ').map(|(first, _)| first);
    let word = first(names.first()?)?;
    (names.len() > 1 && names.iter().all(|name| first(name) == Some(word))).then_some(word)
}

/// Returns a length as a drawing has it: `12` or `12.5`.
fn shown(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, part) = (tenths.abs() / 10, tenths.abs() % 10);
    if part == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

#[cfg(test)]
mod tests {
    use super::{common_word, shown};

    #[test]
    fn a_word_that_all_names_begin_with_is_found() {
        assert_eq!(common_word(&["USHT Oslo", "USHT Troms (sør)"]), Some("USHT"));
        assert_eq!(common_word(&["USHT Oslo", "Senteret"]), None);
        assert_eq!(common_word(&["USHT Oslo"]), None);
    }

    #[test]
    fn lengths_are_written_in_tenths() {
        assert_eq!((shown(120), shown(-5), shown(127)), ("12".to_owned(), "-0.5".to_owned(), "12.7".to_owned()));
    }
}

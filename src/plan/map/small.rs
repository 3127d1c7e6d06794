//! A small map of the whole country in one piece: only dots. Its land is a drawing of the theme, `norge.svg`, which every
//! page shares.
//!
//! [`of_centre`] and [`of_centres`] are the ways in. The test below holds the drawing against the outline: a dot lies on
//! the land only while both have one measure. Where they differ, it prints the drawing as it has to be.

use super::projection::utm33;
use super::{position, shown};
use crate::domain::{Centre, TargetKind};
use crate::plan::desk::Desk;
use crate::plan::page::{SmallDot, SmallMap};

/// The drawing's size.
const WIDTH: i64 = 480;
const HEIGHT: i64 = 608;
/// The grid's place of the upper left corner, in kilometres, and how many units a kilometre takes.
const WEST: f64 = -75.0;
const NORTH: f64 = 7955.0;
const SCALE: f64 = 0.4;

/// Returns where in the drawing a place lies, in tenths; none where it lies outside.
fn point((latitude, longitude): (f64, f64)) -> Option<(i64, i64)> {
    if !(50.0..=75.0).contains(&latitude) || !(-5.0..=40.0).contains(&longitude) {
        return None;
    }
    let (east, north) = utm33(latitude, longitude);
    let tenths = |kilometres: f64| (kilometres * SCALE * 10.0).round() as i64;
    let (x, y) = (tenths(east / 1000.0 - WEST), tenths(NORTH - north / 1000.0));
    ((0..=WIDTH * 10).contains(&x) && (0..=HEIGHT * 10).contains(&y)).then_some((x, y))
}

/// Returns the map on which one centre is; none where its place is not known.
pub(in crate::plan) fn of_centre(desk: &Desk<'_>, centre: &Centre) -> Option<SmallMap> {
    let at = point(position(desk, centre)?)?;
    let host = centre.hosts.iter().find(|host| host.period.holds_on(desk.today));
    let host = host.and_then(|host| desk.entry(TargetKind::Municipality, &host.municipality.to_string())).map(|host| host.title);
    // A place of the centre's own has its own name; else the dot is the host.
    let own = centre.place.as_ref().map(|(name, ..)| name.clone()).filter(|name| Some(name) != host.as_ref());
    (own.is_some() || host.is_some()).then(|| SmallMap { place: own, host, ..of(vec![at]) })
}

/// Returns the map on which all centres are, from north to south; none where no place is known.
pub(in crate::plan) fn of_centres(desk: &Desk<'_>) -> Option<SmallMap> {
    let mut dots: Vec<(i64, i64)> =
        desk.view.centres.iter().filter_map(|centre| position(desk, centre).and_then(point)).collect();
    dots.sort_by_key(|(x, y)| (*y, *x));
    (!dots.is_empty()).then(|| of(dots))
}

fn of(dots: Vec<(i64, i64)>) -> SmallMap {
    let dot = |(x, y): (i64, i64)| SmallDot { x: shown(x), y: shown(y) };
    SmallMap {
        place: None,
        host: None,
        width: WIDTH.to_string(),
        height: HEIGHT.to_string(),
        dots: dots.into_iter().map(dot).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The drawing, in whole units: a corner that falls together with the one before is left out.
    fn drawing() -> String {
        let mut path = String::new();
        for line in include_str!("outline.txt").lines().filter(|line| !line.starts_with('#')) {
            let pair = |pair: &str| {
                let (longitude, latitude) = pair.split_once(',').unwrap();
                let (x, y) = point((latitude.parse().unwrap(), longitude.parse().unwrap())).unwrap();
                ((x + 5) / 10, (y + 5) / 10)
            };
            let mut ring: Vec<(i64, i64)> = line.split(' ').map(pair).collect();
            ring.dedup();
            if ring.len() < 4 {
                continue;
            }
            let steps = ring.windows(2).map(|two| format!("{} {}", two[1].0 - two[0].0, two[1].1 - two[0].1));
            let steps = steps.collect::<Vec<_>>().join(" ").replace(" -", "-");
            path.push_str(&format!("M{} {}l{steps}z", ring[0].0, ring[0].1));
        }
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\"><path d=\"{path}\"/></svg>\n")
    }

    #[test]
    fn the_theme_has_the_land_in_the_measure_of_the_dots() {
        let there = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/themes/standard/assets/norge.svg"));
        assert!(there == drawing(), "this is what norge.svg has to be:\n{}", drawing());
    }

    #[test]
    fn a_place_lies_where_it_lies() {
        let oslo = point((59.9127, 10.7461)).unwrap();
        let vadso = point((70.0734, 29.7492)).unwrap();
        assert!(oslo.0 < vadso.0 && oslo.1 > vadso.1, "{oslo:?} {vadso:?}");
        assert_eq!(oslo, (1349, 5223));
        assert_eq!((point((78.2, 15.6)), point((f64::NAN, 10.0))), (None, None));
    }
}

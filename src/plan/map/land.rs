//! The land that the map shows, and where on the map a place lies, in tenths of a unit; the map is 360 units wide.
//!
//! The outline lies in `outline.txt`; `outline.mjs` beside it says where it comes from and makes it anew.

use std::sync::LazyLock;

use super::projection::utm33;

const OUTLINE: &str = include_str!("outline.txt");

pub(super) const WIDTH: i64 = 3600;
pub(super) const HEIGHT: i64 = 2880;
/// Tenths of a unit to a kilometre, the same in all parts.
const SCALE: f64 = 3.6;
/// The side of the squares in which land is looked up.
const SQUARE: i64 = 40;
/// How far outside a part the outline is kept, so that its edges run straight out of it.
const BEYOND: i64 = 120;

/// A part of the map. All parts are as large, and there is room for words beside the land.
pub(super) struct Part {
    pub title: &'static str,
    /// The grid's place of the upper left corner, in kilometres.
    west: f64,
    north: f64,
    /// Places farther south than this do not belong here, in kilometres of the grid.
    southmost: f64,
}

/// From north to south.
pub(super) const PARTS: [Part; 2] = [
    Part { title: "Nord-Norge", west: 128.0, north: 7972.0, southmost: 7212.0 },
    Part { title: "Sør-Norge", west: -348.0, north: 7226.0, southmost: f64::MIN },
];

impl Part {
    /// Returns where on this part a place lies.
    fn point(&self, (latitude, longitude): (f64, f64)) -> (i64, i64) {
        let (east, north) = utm33(latitude, longitude);
        let tenths = |kilometres: f64| (kilometres * SCALE).round() as i64;
        (tenths(east / 1000.0 - self.west), tenths(self.north - north / 1000.0))
    }
}

/// Returns the part on which a place lies, and where; none where it lies on none.
pub(super) fn place(position: (f64, f64)) -> Option<(usize, (i64, i64))> {
    if !(50.0..=75.0).contains(&position.0) || !(-5.0..=40.0).contains(&position.1) {
        return None;
    }
    let north = utm33(position.0, position.1).1 / 1000.0;
    let part = PARTS.iter().position(|part| north >= part.southmost)?;
    let (x, y) = PARTS[part].point(position);
    ((0..=WIDTH).contains(&x) && (0..=HEIGHT).contains(&y)).then_some((part, (x, y)))
}

/// The land on a part of the map.
pub(super) struct Land {
    rings: Vec<Vec<(i64, i64)>>,
    /// Whether there is land in a square, row by row.
    squares: Vec<bool>,
}

static LAND: LazyLock<Vec<Land>> = LazyLock::new(|| PARTS.iter().map(Land::read).collect());

const COLUMNS: i64 = WIDTH / SQUARE;
const ROWS: i64 = HEIGHT / SQUARE;

impl Land {
    /// Returns the land of each part; it comes with the program.
    pub(super) fn all() -> &'static [Self] {
        &LAND
    }

    fn read(part: &Part) -> Self {
        let pair = |pair: &str| {
            let (longitude, latitude) = pair.split_once(',')?;
            let (x, y) = part.point((latitude.parse().ok()?, longitude.parse().ok()?));
            Some((x.clamp(-BEYOND, WIDTH + BEYOND), y.clamp(-BEYOND, HEIGHT + BEYOND)))
        };
        let lines = OUTLINE.lines().filter(|line| !line.starts_with('#'));
        let rings = lines.map(|line| without_turns_back(line.split(' ').filter_map(pair).collect()));
        let rings: Vec<Vec<(i64, i64)>> = rings.filter(|ring| ring.len() > 2).collect();
        let middle = |number: i64| number * SQUARE + SQUARE / 2;
        let row = |row: i64| {
            let crossings: Vec<Vec<i64>> = rings.iter().map(|ring| crossings(ring, middle(row))).collect();
            (0..COLUMNS).map(move |column| crossings.iter().any(|crossings| is_inside(crossings, middle(column))))
        };
        let squares = (0..ROWS).flat_map(row).collect();
        Self { rings, squares }
    }

    /// Returns the outline as the path of a drawing.
    pub(super) fn path(&self) -> String {
        let mut path = String::new();
        for ring in &self.rings {
            let mut last = (0, 0);
            for (number, &(x, y)) in ring.iter().enumerate() {
                let (sign, dx, dy) = if number == 0 { ('M', x, y) } else { ('l', x - last.0, y - last.1) };
                path.push_str(&format!("{sign}{} {}", super::shown(dx), super::shown(dy)));
                last = (x, y);
            }
            path.push('z');
        }
        path
    }

    /// Counts the squares of land below a box.
    pub(super) fn below(&self, (left, top, right, bottom): (i64, i64, i64, i64)) -> i64 {
        let rows = top.max(0) / SQUARE..=(bottom.max(0) / SQUARE).min(ROWS - 1);
        let columns =
            |row: i64| (left.max(0) / SQUARE..=(right.max(0) / SQUARE).min(COLUMNS - 1)).map(move |column| (row, column));
        let is_land = |&(row, column): &(i64, i64)| {
            usize::try_from(row * COLUMNS + column).ok().and_then(|at| self.squares.get(at)).copied().unwrap_or(false)
        };
        i64::try_from(rows.flat_map(columns).filter(is_land).count()).unwrap_or(0)
    }
}

/// Leaves out points between others on one edge, of which there are many where a ring was cut off.
fn without_turns_back(points: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    let mut kept: Vec<(i64, i64)> = Vec::with_capacity(points.len());
    for point in points {
        let is_between = |one: (i64, i64), other: (i64, i64)| {
            one == other || other == point || one.0 == other.0 && other.0 == point.0 || one.1 == other.1 && other.1 == point.1
        };
        while let [.., one, other] = kept.as_slice()
            && is_between(*one, *other)
        {
            kept.pop();
        }
        kept.push(point);
    }
    kept
}

/// Returns where a line from west to east crosses a ring.
fn crossings(ring: &[(i64, i64)], y: i64) -> Vec<i64> {
    let edges = ring.iter().zip(ring.iter().skip(1).chain(ring.first()));
    let crossed = edges.filter(|((_, y1), (_, y2))| (*y1 > y) != (*y2 > y));
    crossed.map(|(&(x1, y1), &(x2, y2))| x1 + (x2 - x1) * (y - y1) / (y2 - y1)).collect()
}

/// Tells whether a place on that line lies inside the ring: to the east of it the ring is crossed an odd number of times.
fn is_inside(crossings: &[i64], x: i64) -> bool {
    crossings.iter().filter(|crossing| x < **crossing).count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_has_its_land() {
        for land in Land::all() {
            assert!(land.rings.len() > 10 && land.rings.iter().all(|ring| ring.len() > 2));
            let share = land.squares.iter().filter(|square| **square).count() * 100 / land.squares.len();
            assert!((10..60).contains(&share), "{share} %");
            assert!(land.path().starts_with('M') && land.path().len() < 30_000, "{}", land.path().len());
        }
    }

    #[test]
    fn towns_lie_on_land_and_the_sea_does_not() {
        let around = |latitude: f64, longitude: f64| {
            let (part, (x, y)) = place((latitude, longitude)).unwrap();
            (part, Land::all()[part].below((x - 40, y - 40, x + 40, y + 40)))
        };
        let towns = [(59.9127, 10.7461, 1), (60.7945, 11.068, 1), (69.411, 25.1383, 0), (63.7933, 11.4817, 1), (66.0, 13.5, 0)];
        for (latitude, longitude, part) in towns {
            let found = around(latitude, longitude);
            assert!(found.0 == part && found.1 > 0, "{latitude} {longitude}");
        }
        for (latitude, longitude) in [(62.0, 3.0), (67.0, 9.5), (57.9, 9.5)] {
            assert_eq!(around(latitude, longitude).1, 0, "{latitude} {longitude}");
        }
        assert_eq!(place((78.2, 15.6)), None);
        assert_eq!(place((f64::NAN, 10.0)), None);
    }
}

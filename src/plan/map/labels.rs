//! Names beside dots: none over another, none over a dot, each as near its own dot as there is room for.
//!
//! [`labels`] is the way in. The dots with most neighbours choose first; each tries places around it, nearer before farther,
//! and rather over the sea than over land. Where there is no room, there is no name: the list beside the map has it.

use super::land::{HEIGHT, Land, WIDTH};
use crate::plan::letters::{width_of, wrapped};

pub(super) const SIZE: i64 = 110;
const LINE: i64 = 125;
const WIDEST: i64 = 1050;
pub(super) const RADIUS: i64 = 28;
/// Between a dot or the end of its line and the name.
const GAP: i64 = 25;
/// Around the dots of others, so that nobody takes the name for theirs.
const CLEAR: i64 = 40;

/// A name and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    /// The lines, each with its baseline.
    pub lines: Vec<(String, i64)>,
    /// Where the lines begin, or end.
    pub x: i64,
    pub ends: bool,
    /// From the dot to the name, where that is not beside it.
    pub leader: Option<((i64, i64), (i64, i64))>,
    /// Left, top, right, bottom.
    area: Area,
}

type Area = (i64, i64, i64, i64);
type Point = (i64, i64);
/// What decides when a dot chooses: of where it lies, and how many lie near it.
type Way = fn(Point, usize) -> (i64, i64);

/// Directions to the right and their lengths in hundredths; each is tried to the left too.
const DIRECTIONS: [(i64, i64); 9] =
    [(100, 0), (94, -34), (94, 34), (77, -64), (77, 64), (50, -87), (50, 87), (17, -98), (17, 98)];
const DISTANCES: [i64; 10] = [0, 90, 160, 240, 340, 460, 600, 760, 950, 1200];

/// What a name costs that has no room: more than any place.
const NO_ROOM: i64 = 20_000;

/// Finds a place for the name of each dot. Of the ways round the dots, the one is kept by which the names stand best.
pub(super) fn labels(dots: &[(Point, String)], others: &[Point], land: &Land) -> Vec<Option<Label>> {
    let all = || dots.iter().map(|(at, _)| *at).chain(others.iter().copied());
    let tried: Vec<Tried> = dots.iter().map(|(at, name)| Tried::new(*at, all(), candidates(*at, name, land))).collect();
    let near = |at: Point| dots.iter().filter(|(other, _)| (other.0 - at.0).abs() + (other.1 - at.1).abs() < 500).count();
    let ways: [Way; 5] = [
        |at, near| (-i64::try_from(near).unwrap_or(0), at.1),
        |at, _| (-at.0, at.1),
        |at, _| (at.0, at.1),
        |at, _| (at.1, at.0),
        |at, _| (-at.1, at.0),
    ];
    let one_way = |way: Way| {
        let mut order: Vec<usize> = (0..dots.len()).collect();
        order.sort_by_key(|&dot| (way(dots[dot].0, near(dots[dot].0)), dot));
        in_order(&order, &tried)
    };
    ways.into_iter().map(one_way).min_by_key(|(cost, _)| *cost).map(|(_, placed)| placed).unwrap_or_default()
}

/// The places for the name of one dot that the dots leave free, each with what speaks against it, the best first.
struct Tried {
    strict: Vec<(i64, Label)>,
    /// With less room around the dots, and lines across them.
    loose: Vec<(i64, Label)>,
}

impl Tried {
    fn new(own: Point, dots: impl Iterator<Item = Point> + Clone, mut candidates: Vec<(i64, Label)>) -> Self {
        candidates.sort_by_key(|(cost, _)| *cost);
        let free = |strict: bool| {
            let free = candidates.iter().filter(|(_, label)| is_clear(label, own, dots.clone(), strict));
            free.cloned().collect()
        };
        Self { strict: free(true), loose: free(false) }
    }

    /// Returns the best place there is room for. A line across another line is better than no name.
    fn best(&self, taken: &[&Label]) -> (i64, Option<Label>) {
        for (strict, tried, more) in [(true, &self.strict, 0), (false, &self.loose, NO_ROOM / 4)] {
            if let Some((cost, label)) = tried.iter().find(|(_, label)| fits(label, taken, strict)) {
                return (cost + more, Some(label.clone()));
            }
        }
        (NO_ROOM, None)
    }
}

/// Gives each dot in turn the best place that is left; returns what all of it costs.
fn in_order(order: &[usize], tried: &[Tried]) -> (i64, Vec<Option<Label>>) {
    let mut placed: Vec<Option<Label>> = vec![None; tried.len()];
    let mut sum = 0;
    for &dot in order {
        let taken: Vec<&Label> = placed.iter().flatten().collect();
        let (cost, best) = tried[dot].best(&taken);
        sum += cost;
        placed[dot] = best;
    }
    (sum, placed)
}

/// Returns the places to be tried, each with what speaks against it.
fn candidates(at: Point, name: &str, land: &Land) -> Vec<(i64, Label)> {
    let lines = parted(name);
    let mut candidates = Vec::new();
    for distance in DISTANCES {
        for (dx, dy) in DIRECTIONS {
            for side in [1, -1] {
                let reach = RADIUS + distance;
                let to = (at.0 + side * dx * reach / 100, at.1 + dy * reach / 100);
                let label = label(at, to, side < 0, &lines, distance > 0);
                let (left, top, right, bottom) = label.area;
                if left >= 0 && top >= 0 && right <= WIDTH && bottom <= HEIGHT {
                    candidates.push((distance + dy.abs() / 4 + land.below(label.area) * 9, label));
                }
            }
        }
    }
    candidates
}

/// A long name is parted before what stands in brackets.
fn parted(name: &str) -> Vec<String> {
    if width_of(name, SIZE) <= WIDEST {
        return vec![name.to_owned()];
    }
    let (first, rest) = name.find(" (").map_or((name, ""), |at| (&name[..at], &name[at + 1..]));
    [first, rest].into_iter().filter(|part| !part.is_empty()).flat_map(|part| wrapped(part, WIDEST, SIZE)).collect()
}

fn label(at: Point, to: Point, ends: bool, lines: &[String], is_led: bool) -> Label {
    let count = i64::try_from(lines.len()).unwrap_or(1);
    let width = lines.iter().map(|line| width_of(line, SIZE)).max().unwrap_or(0);
    let x = if ends { to.0 - GAP } else { to.0 + GAP };
    let top = to.1 - count * LINE / 2;
    let baseline = |number: usize| top + LINE * i64::try_from(number).unwrap_or(0) + LINE - 35;
    let (left, right) = if ends { (x - width, x) } else { (x, x + width) };
    Label {
        lines: lines.iter().enumerate().map(|(number, line)| (line.clone(), baseline(number))).collect(),
        x,
        ends,
        leader: is_led.then_some((at, to)),
        area: (left, top, right, top + count * LINE),
    }
}

/// Tells whether a name lies over no dot and, if `strict`, leaves room around them and crosses none with its line.
fn is_clear(label: &Label, own: Point, dots: impl Iterator<Item = Point>, strict: bool) -> bool {
    let mut dots = dots.filter(|dot| *dot != own);
    let is_free = dots.all(|dot| {
        let beside = |leader: (Point, Point)| strict && is_beside(dot, leader, RADIUS + 15);
        let room = RADIUS + if strict { CLEAR } else { 0 };
        !touches(label.area, (dot.0 - room, dot.1 - room, dot.0 + room, dot.1 + room)) && !label.leader.is_some_and(beside)
    });
    is_free && !touches(label.area, (own.0 - RADIUS, own.1 - RADIUS, own.0 + RADIUS, own.1 + RADIUS))
}

/// Tells whether a name lies over no other name and no line and, if `strict`, crosses no line with its own.
fn fits(label: &Label, taken: &[&Label], strict: bool) -> bool {
    taken.iter().all(|other| {
        let crosses = |one: Option<(Point, Point)>, area: Area| one.is_some_and(|leader| passes(leader, area));
        let meet = match (label.leader, other.leader) {
            (Some(one), Some(two)) => strict && meet(one, two),
            _ => false,
        };
        !touches(label.area, other.area) && !crosses(label.leader, other.area) && !crosses(other.leader, label.area) && !meet
    })
}

fn touches(one: Area, other: Area) -> bool {
    one.0 < other.2 && other.0 < one.2 && one.1 < other.3 && other.1 < one.3
}

/// Tells whether a line passes through a box: one of its points does, a tenth of the way after the other.
fn passes((from, to): (Point, Point), area: Area) -> bool {
    touches(around(from, to, 5), area)
        && (0..=20).any(|step| {
            let (x, y) = (from.0 + (to.0 - from.0) * step / 20, from.1 + (to.1 - from.1) * step / 20);
            touches((x - 5, y - 5, x + 5, y + 5), area)
        })
}

/// Tells whether a point lies nearer to a line than so far, roughly.
fn is_beside(point: Point, (from, to): (Point, Point), near: i64) -> bool {
    let at = |step: i64| (from.0 + (to.0 - from.0) * step / 40, from.1 + (to.1 - from.1) * step / 40);
    let square = |(x, y): Point| (x - point.0) * (x - point.0) + (y - point.1) * (y - point.1);
    let (left, top, right, bottom) = around(from, to, near);
    let may_be = left <= point.0 && point.0 <= right && top <= point.1 && point.1 <= bottom;
    may_be && (0..=40).any(|step| square(at(step)) < near * near)
}

/// Returns the box around a line, with so much room on each side.
fn around(from: Point, to: Point, room: i64) -> Area {
    (from.0.min(to.0) - room, from.1.min(to.1) - room, from.0.max(to.0) + room, from.1.max(to.1) + room)
}

fn meet(one: (Point, Point), two: (Point, Point)) -> bool {
    let side = |(a, b): (Point, Point), c: Point| ((b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)).signum();
    side(one, two.0) != side(one, two.1) && side(two, one.0) != side(two, one.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_apart(dots: &[(Point, String)], labels: &[Option<Label>]) {
        let placed: Vec<&Label> = labels.iter().flatten().collect();
        for (at, one) in placed.iter().enumerate() {
            let (left, top, right, bottom) = one.area;
            assert!(left >= 0 && top >= 0 && right <= WIDTH && bottom <= HEIGHT, "{one:?}");
            for other in &placed[at + 1..] {
                assert!(!touches(one.area, other.area), "{one:?}\n{other:?}");
            }
            for ((x, y), _) in dots {
                assert!(!touches(one.area, (x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS)), "{one:?} {x} {y}");
            }
        }
    }

    #[test]
    fn no_two_names_overlap_wherever_the_dots_lie() {
        let mut chance: u64 = 3;
        let mut below = |most: u64| {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i64::try_from((chance >> 33) % most).unwrap()
        };
        for round in 0..12 {
            let spread = 300 + 270 * round;
            let dots: Vec<(Point, String)> = (0..25)
                .map(|dot| ((100 + below(spread as u64), 50 + below(spread as u64)), format!("Senteret i bygd nummer {dot}")))
                .map(|((x, y), name)| ((x, y.min(HEIGHT)), name))
                .collect();
            let labels = labels(&dots, &[], &Land::all()[1]);
            assert_apart(&dots, &labels);
            assert_eq!(labels, super::labels(&dots, &[], &Land::all()[1]), "the same each time");
            if round > 6 {
                assert!(labels.iter().flatten().count() > 12, "room for most of them: {}", labels.iter().flatten().count());
            }
        }
    }

    #[test]
    fn one_dot_has_its_name_right_beside_it() {
        let dots = [((1800, 1600), "Her".to_owned())];
        let label = labels(&dots, &[], &Land::all()[1]).remove(0).unwrap();
        assert_eq!(label.leader, None);
    }
}

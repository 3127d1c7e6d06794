//! Lists all points of a model with many equations, by halves that meet in the middle.
//!
//! [`meet`] writes down what each half of the variables can add to all equations at once, as one number, and looks for
//! pairs that make up the right-hand sides. That number is a hash, but a linear one: pairs that fit always agree in it,
//! and each pair that agrees is held against every row, so nothing is missed and nothing wrong is shown.

use super::model::{Model, Row};
use super::search::{Work, narrowed};

/// Most entries of a half.
const MOST_HALF: u64 = 1 << 20;
/// Most points of a box that is small.
const MOST_SMALL: u64 = 1 << 34;
/// Fewest equations, those that follow from others among them, that make it worth while.
const FEWEST_EQUATIONS: usize = 16;
/// Most pairs that are looked at.
const MOST_PAIRS: u64 = 1 << 17;
/// Entries or pairs for the price of a node.
const PER_NODE: u64 = 64;

/// Tells whether the model is small enough for [`meet`], and has what makes it worth while.
pub(super) fn suits(model: &Model) -> bool {
    is_tied(model) && halves(model).is_some()
}

/// Tells whether equations are so many that few pairs of halves agree in all of them.
pub(super) fn is_tied(model: &Model) -> bool {
    model.rows.iter().filter(|row| row.lo == row.hi).count() >= FEWEST_EQUATIONS
}

/// Tells whether the model is so small that [`meet`] takes no time to speak of.
pub(super) fn is_small(model: &Model) -> bool {
    let open = (0..model.len()).map(|variable| width(model, variable));
    open.fold(1_u64, u64::saturating_mul) <= MOST_SMALL
}

/// Fixes variables one after the other until what is left of `model` is small; none where that leads nowhere.
///
/// Which ones is chance, the same in every run for a `number`; those of `last` come last. Each is fixed as it is at
/// `near`.
pub(super) fn corner(model: &Model, near: &[i64], last: &[(usize, i64)], number: usize, work: &mut Work) -> Option<Model> {
    let mut chance = spread(number);
    let mut below = |end: usize| {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        (chance >> 33) as usize % end.max(1)
    };
    let mut corner = model.clone();
    while !is_small(&corner) {
        let open = (0..corner.len()).filter(|variable| corner.lo[*variable] < corner.hi[*variable]);
        let (later, sooner): (Vec<usize>, Vec<usize>) = open.partition(|variable| last.iter().any(|(own, _)| own == variable));
        let from = if sooner.is_empty() { later } else { sooner };
        let variable = *from.get(below(from.len()))?;
        let value = near[variable].clamp(corner.lo[variable], corner.hi[variable]);
        (corner.lo[variable], corner.hi[variable]) = (value, value);
        corner = narrowed(&corner, work)?;
    }
    Some(corner)
}

/// Shows every point of `model`; false where that was given up.
pub(super) fn meet(model: &Model, work: &mut Work, seen: &mut dyn FnMut(&[i64])) -> bool {
    let Some((left, right)) = halves(model) else { return false };
    let (own, other) = (Half::of(model, &left), Half::of(model, &right));
    if !work.spend((own.entries.len() + other.entries.len()) as u64 / PER_NODE) {
        return false;
    }
    let wanted = wanted(model);
    let mut needs: Vec<(u64, u32)> = other.entries.iter().map(|(hash, code)| (wanted.wrapping_sub(*hash), *code)).collect();
    let mut has = own.entries.clone();
    has.sort_unstable();
    needs.sort_unstable();
    let mut point = model.lo.clone();
    let (mut at, mut pairs) = (0, 0);
    for &(hash, code) in &has {
        while needs.get(at).is_some_and(|(need, _)| *need < hash) {
            at += 1;
        }
        for &(_, other_code) in needs[at..].iter().take_while(|(need, _)| *need == hash) {
            pairs += 1;
            if pairs > MOST_PAIRS || pairs.is_multiple_of(PER_NODE) && !work.spend(1) {
                return false;
            }
            own.write(code, &mut point);
            other.write(other_code, &mut point);
            if model.rows.iter().all(|row| holds(row, &point)) {
                seen(&point);
            }
        }
    }
    true
}

/// One half of the variables: all that they can be, and what that adds to the equations.
struct Half {
    /// Each variable with its least value and how many it has.
    variables: Vec<(usize, i64, u64)>,
    entries: Vec<(u64, u32)>,
}

impl Half {
    fn of(model: &Model, variables: &[usize]) -> Self {
        let variables: Vec<_> =
            variables.iter().map(|&variable| (variable, model.lo[variable], width(model, variable))).collect();
        let mut entries = vec![(0_u64, 0_u32)];
        for &(variable, _, width) in &variables {
            let by = hash(model, variable);
            let steps = (0..width).map(|step| (step as u32, by.wrapping_mul(step)));
            let steps: Vec<_> = steps.collect();
            let more = |&(sum, code): &(u64, u32)| {
                let steps = &steps;
                steps.iter().map(move |(step, added)| (sum.wrapping_add(*added), code * steps.len() as u32 + step))
            };
            entries = entries.iter().flat_map(more).collect();
        }
        Self { variables, entries }
    }

    /// Writes the values that an entry stands for.
    fn write(&self, mut code: u32, point: &mut [i64]) {
        for &(variable, lo, width) in self.variables.iter().rev() {
            point[variable] = lo + i64::from(code % width as u32);
            code /= width as u32;
        }
    }
}

fn width(model: &Model, variable: usize) -> u64 {
    model.lo[variable].abs_diff(model.hi[variable]).saturating_add(1)
}

/// Parts the open variables into two halves with about as many entries; none where those are too many.
fn halves(model: &Model) -> Option<(Vec<usize>, Vec<usize>)> {
    let mut halves = [(1_u64, Vec::new()), (1_u64, Vec::new())];
    for variable in (0..model.len()).filter(|variable| model.lo[*variable] < model.hi[*variable]) {
        let smaller = usize::from(halves[1].0 < halves[0].0);
        let (count, variables) = &mut halves[smaller];
        *count = count.checked_mul(width(model, variable)).filter(|count| *count <= MOST_HALF)?;
        variables.push(variable);
    }
    let [(_, left), (_, right)] = halves;
    Some((left, right))
}

/// Returns what the variables above their least values must add to the equations.
fn wanted(model: &Model) -> u64 {
    let mut wanted = 0_u64;
    for (number, row) in equations(model) {
        let least: i64 = row.terms.iter().map(|&(variable, by)| by * model.lo[variable]).sum();
        wanted = wanted.wrapping_add(spread(number).wrapping_mul((row.lo - least) as u64));
    }
    wanted
}

/// Returns what one more of a variable adds to the equations.
fn hash(model: &Model, variable: usize) -> u64 {
    let by = |row: &Row| row.terms.iter().find(|(own, _)| *own == variable).map_or(0, |(_, by)| *by);
    equations(model).fold(0, |sum: u64, (number, row)| sum.wrapping_add(spread(number).wrapping_mul(by(row) as u64)))
}

fn equations(model: &Model) -> impl Iterator<Item = (usize, &Row)> {
    model.rows.iter().enumerate().filter(|(_, row)| row.lo == row.hi)
}

/// Returns 1 or -1 by chance, the same in every run.
pub(super) fn either(number: usize, variable: usize) -> i64 {
    let chance = spread(number.wrapping_mul(1009).wrapping_add(variable));
    if chance >> 40 & 1 == 1 { 1 } else { -1 }
}

/// Returns a large odd number for each equation (splitmix).
fn spread(number: usize) -> u64 {
    let mut spread = (number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    spread = (spread ^ (spread >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    spread = (spread ^ (spread >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (spread ^ (spread >> 31)) | 1
}

fn holds(row: &Row, point: &[i64]) -> bool {
    let sum: i64 = row.terms.iter().map(|&(variable, by)| by * point[variable]).sum();
    row.lo <= sum && sum <= row.hi
}

#[cfg(test)]
mod tests {
    use super::super::model::{Model, Row};
    use super::super::search::{End, Wanted, Work, search};
    use super::{corner, is_small, meet};

    /// Makes a model of so many variables with equations, and one range, all true of a point.
    fn made(seed: u64, variables: usize, equations: usize) -> Model {
        let mut chance = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let mut below = |end: i64| {
            chance ^= chance << 13;
            chance ^= chance >> 7;
            chance ^= chance << 17;
            i64::try_from(chance >> 33).unwrap() % end
        };
        let lo: Vec<i64> = (0..variables).map(|_| below(3) - 1).collect();
        let hi: Vec<i64> = lo.iter().map(|lo| lo + below(4)).collect();
        let point: Vec<i64> = lo.iter().zip(&hi).map(|(lo, hi)| lo + below(hi - lo + 1)).collect();
        let mut rows = Vec::new();
        for number in 0..=equations {
            let terms: Vec<(usize, i64)> = (0..variables).map(|at| (at, below(4) - 1)).filter(|(_, by)| *by != 0).collect();
            let value: i64 = terms.iter().map(|(at, by)| by * point[*at]).sum();
            let slack = i64::from(number == equations);
            rows.push(Row { terms, lo: value - slack, hi: value + slack });
        }
        Model { lo, hi, rows }
    }

    fn points(model: &Model) -> Vec<Vec<i64>> {
        let mut points = Vec::new();
        let end = search(model, None, &[], Wanted::Every, &mut Work { left: 1_000_000 }, &mut |point| {
            points.push(point.to_vec());
            true
        });
        assert_eq!(end, End::Exhausted);
        points.sort();
        points
    }

    #[test]
    fn halves_meet_in_exactly_the_points_that_a_search_finds() {
        for seed in 0..400 {
            let model = made(seed, 3 + usize::try_from(seed % 6).unwrap(), usize::try_from(seed % 4).unwrap());
            let mut met = Vec::new();
            assert!(meet(&model, &mut Work { left: 1_000_000 }, &mut |point| met.push(point.to_vec())), "seed {seed}");
            met.sort();
            assert_eq!(met, points(&model), "seed {seed}");
        }
    }

    #[test]
    fn a_corner_around_a_point_that_fits_holds_it() {
        for seed in 0..20 {
            let model = made(seed, 30, 8);
            let mut known = Vec::new();
            search(&model, None, &[], Wanted::Any, &mut Work { left: 1_000_000 }, &mut |point| {
                known = point.to_vec();
                false
            });
            let corner = corner(&model, &known, &[(0, 1)], 7, &mut Work { left: 1_000_000 }).unwrap();
            assert!(is_small(&corner));
            assert!((0..30).all(|at| corner.lo[at] <= known[at] && known[at] <= corner.hi[at]), "seed {seed}");
        }
    }
}

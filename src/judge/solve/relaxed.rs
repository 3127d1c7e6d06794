//! The greatest value of a sum when fractions are allowed: a bound from above, in exact arithmetic.
//!
//! [`Relaxed`] keeps a tableau over a common denominator, so that no fraction and no rounding occurs. [`Relaxed::greatest`]
//! makes the dual simplex method's steps, by the smallest index, from wherever the last question left the tableau.
//!
//! Invariant: a number that grows too large ends the attempt; there is then no bound, never a wrong one.

use super::draft::gcd;
use super::model::Model;
use super::search::Work;

/// What the fractions allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Relaxation {
    /// No whole value is greater (`is_more`: a fraction is), if it `is_proved` without a bound that is made up. The point is where it is reached, rounded down
    /// where that `is_whole` not.
    AtMost { value: i64, is_more: bool, is_proved: bool, point: Vec<i64>, is_whole: bool },
    /// Not even fractions fit.
    NothingFits,
    /// The attempt was given up.
    Unknown,
}

/// A tableau: `denominator * basic = Σ table * free`, where each free variable stands at one of its bounds.
#[derive(Debug, Clone)]
pub(super) struct Relaxed {
    lo: Vec<i64>,
    hi: Vec<i64>,
    /// How many of the variables are the model's; the others are the values of its rows.
    own: usize,
    basic: Vec<usize>,
    free: Vec<usize>,
    is_high: Vec<bool>,
    /// Which lower and upper bounds are made up, because nobody knows any: nothing is proved by them.
    is_made_up: Vec<(bool, bool)>,
    table: Vec<Vec<i128>>,
    denominator: i128,
}

/// Most places of a tableau.
const MOST_PLACES: usize = 1 << 16;

impl Relaxed {
    /// Returns the tableau of `model`; none where it would be too large.
    pub(super) fn of(model: &Model, rays: Option<&Model>) -> Option<Self> {
        let own = model.len();
        if own.saturating_mul(model.rows.len()) > MOST_PLACES {
            return None;
        }
        let dense = |row: &super::model::Row| {
            let mut places = vec![0_i128; own];
            row.terms.iter().for_each(|&(variable, by)| places[variable] = i128::from(by));
            places
        };
        Some(Self {
            lo: model.lo.iter().copied().chain(model.rows.iter().map(|row| row.lo)).collect(),
            hi: model.hi.iter().copied().chain(model.rows.iter().map(|row| row.hi)).collect(),
            own,
            basic: (own..own + model.rows.len()).collect(),
            free: (0..own).collect(),
            is_high: vec![false; own],
            is_made_up: rays.map_or_else(|| vec![(false, false); own + model.rows.len()], made_up),
            table: model.rows.iter().map(dense).collect(),
            denominator: 1,
        })
    }

    /// Returns what the sum of `terms` cannot pass.
    pub(super) fn greatest(&mut self, terms: &[(usize, i64)], work: &mut Work) -> Relaxation {
        self.solve(terms, work).unwrap_or(Relaxation::Unknown)
    }

    fn solve(&mut self, terms: &[(usize, i64)], work: &mut Work) -> Option<Relaxation> {
        let mut goal = self.in_free(terms)?;
        for (place, is_high) in goal.iter().zip(&mut self.is_high) {
            *is_high = *place > 0 || *place == 0 && *is_high;
        }
        let most_steps = 20 * (self.basic.len() + 5);
        for _ in 0..most_steps {
            if !work.spend(1 + self.table.len() as u64 / 4) {
                return None;
            }
            let values = self.values()?;
            let Some((row, is_below)) = self.leaving(&values) else { return self.finish(&goal, &values) };
            let Some(column) = self.entering(row, is_below, &goal) else { return self.refute(row, is_below) };
            self.pivot(row, column, &mut goal)?;
            self.is_high[column] = !is_below;
        }
        None
    }

    /// Returns the goal's coefficients over the free variables, times the denominator.
    fn in_free(&self, terms: &[(usize, i64)]) -> Option<Vec<i128>> {
        let mut by_variable = vec![0_i128; self.own];
        terms.iter().for_each(|&(variable, by)| by_variable[variable] += i128::from(by));
        let of = |variable: usize| by_variable.get(variable).copied().unwrap_or(0);
        let mut goal: Vec<i128> =
            self.free.iter().map(|&variable| of(variable).checked_mul(self.denominator)).collect::<Option<_>>()?;
        goal.iter().try_for_each(|place| is_small(*place))?;
        for (row, &variable) in self.table.iter().zip(&self.basic) {
            let by = of(variable);
            if by != 0 {
                for (place, own) in goal.iter_mut().zip(row) {
                    *place = place.checked_add(own.checked_mul(by)?)?;
                    is_small(*place)?;
                }
            }
        }
        Some(goal)
    }

    fn at(&self, column: usize) -> i128 {
        let variable = self.free[column];
        i128::from(if self.is_high[column] { self.hi[variable] } else { self.lo[variable] })
    }

    /// Returns the basic variables' values, times the denominator.
    fn values(&self) -> Option<Vec<i128>> {
        let at: Vec<i128> = (0..self.free.len()).map(|column| self.at(column)).collect();
        self.table.iter().map(|row| weighted(row, &at)).collect()
    }

    /// Returns the row whose variable is out of its bounds, with the smallest index, and on which side.
    fn leaving(&self, values: &[i128]) -> Option<(usize, bool)> {
        let out = self.basic.iter().enumerate().filter_map(|(row, &variable)| {
            let bound = |bound: i64| i128::from(bound).saturating_mul(self.denominator);
            let (is_below, is_above) = (values[row] < bound(self.lo[variable]), values[row] > bound(self.hi[variable]));
            (is_below || is_above).then_some((variable, row, is_below))
        });
        out.min().map(|(_, row, is_below)| (row, is_below))
    }

    /// Returns the free variable that can mend the row and costs the goal least.
    fn entering(&self, row: usize, is_below: bool, goal: &[i128]) -> Option<usize> {
        let mut best: Option<usize> = None;
        for (column, &by) in self.table[row].iter().enumerate() {
            let variable = self.free[column];
            let rises = (by > 0) == is_below;
            let can_move = by != 0 && self.lo[variable] < self.hi[variable] && rises != self.is_high[column];
            if can_move && best.is_none_or(|best| self.is_cheaper(row, column, best, goal)) {
                best = Some(column);
            }
        }
        best
    }

    fn is_cheaper(&self, row: usize, one: usize, other: usize, goal: &[i128]) -> bool {
        let cost = |column: usize| goal[column].abs();
        let by = |column: usize| self.table[row][column].abs();
        (cost(one) * by(other), self.free[one]) < (cost(other) * by(one), self.free[other])
    }

    /// Lets the free variable of `column` and the basic one of `row` change places.
    fn pivot(&mut self, row: usize, column: usize, goal: &mut [i128]) -> Option<()> {
        let (old, pivot) = (self.denominator, self.table[row][column]);
        let pivot_row = self.table[row].clone();
        let change = |places: &mut [i128]| -> Option<()> {
            let by = places[column];
            for (at, place) in places.iter_mut().enumerate() {
                if at != column {
                    *place = place.checked_mul(pivot)?.checked_sub(by.checked_mul(pivot_row[at])?)? / old;
                    is_small(*place)?;
                }
            }
            Some(())
        };
        for (at, places) in self.table.iter_mut().enumerate() {
            if at == row {
                places.iter_mut().for_each(|place| *place = -*place);
                places[column] = old;
            } else {
                change(places)?;
            }
        }
        change(goal)?;
        self.denominator = pivot;
        if pivot < 0 {
            self.denominator = -pivot;
            self.table.iter_mut().flatten().for_each(|place| *place = -*place);
            goal.iter_mut().for_each(|place| *place = -*place);
        }
        std::mem::swap(&mut self.basic[row], &mut self.free[column]);
        Some(())
    }

    fn finish(&self, goal: &[i128], values: &[i128]) -> Option<Relaxation> {
        let at: Vec<i128> = (0..self.free.len()).map(|column| self.at(column)).collect();
        let is_proved = !goal.iter().enumerate().any(|(column, by)| *by != 0 && self.leans(column));
        let value = weighted(goal, &at)?;
        let (value, is_more) = (value.div_euclid(self.denominator), value.rem_euclid(self.denominator) > 0);
        let mut point = vec![0_i64; self.own];
        let mut is_whole = true;
        for (column, &variable) in self.free.iter().enumerate().filter(|(_, variable)| **variable < self.own) {
            point[variable] = i64::try_from(at[column]).ok()?;
        }
        for (row, &variable) in self.basic.iter().enumerate().filter(|(_, variable)| **variable < self.own) {
            is_whole &= values[row] % self.denominator == 0;
            point[variable] = i64::try_from(values[row].div_euclid(self.denominator)).ok()?;
        }
        Some(Relaxation::AtMost { value: i64::try_from(value).ok()?, is_more, is_proved, point, is_whole })
    }

    /// Returns how many times each row is taken in the bound just found, how many times the sum that bounds, and whether
    /// a bound of a variable is leant on too.
    pub(super) fn times(&self, terms: &[(usize, i64)]) -> Option<(Vec<i64>, i64, bool)> {
        let goal = self.in_free(terms)?;
        let rows = || self.free.iter().zip(&goal).filter(|(variable, _)| **variable >= self.own);
        let shared = rows().fold(self.denominator, |shared, (_, by)| gcd(shared, *by));
        let mut times = vec![0_i64; self.basic.len()];
        for (&variable, by) in rows() {
            times[variable - self.own] = i64::try_from(by / shared).ok()?;
        }
        let leans = self.free.iter().zip(&goal).any(|(variable, by)| *variable < self.own && *by != 0);
        Some((times, i64::try_from(self.denominator / shared).ok()?, leans))
    }

    /// Says that nothing fits, unless the row leans on a bound that is made up.
    fn refute(&self, row: usize, is_below: bool) -> Option<Relaxation> {
        let (low, high) = self.is_made_up[self.basic[row]];
        let leans = |column: usize| self.table[row][column] != 0 && self.leans(column);
        let is_proved = !(if is_below { low } else { high }) && !(0..self.free.len()).any(leans);
        is_proved.then_some(Relaxation::NothingFits)
    }

    fn leans(&self, column: usize) -> bool {
        let (low, high) = self.is_made_up[self.free[column]];
        if self.is_high[column] { high } else { low }
    }
}

/// Returns which sides of the variables, and of the rows behind them, nobody knows.
fn made_up(rays: &Model) -> Vec<(bool, bool)> {
    let variables = rays.lo.iter().zip(&rays.hi).map(|(lo, hi)| (*lo < 0, *hi > 0));
    variables.chain(rays.rows.iter().map(|row| (row.lo < 0, row.hi > 0))).collect()
}

/// Keeps every place so small that two can be multiplied.
fn is_small(place: i128) -> Option<()> {
    (place.abs() < 1 << 62).then_some(())
}

fn weighted(row: &[i128], at: &[i128]) -> Option<i128> {
    row.iter().zip(at).try_fold(0_i128, |sum, (by, value)| sum.checked_add(by.checked_mul(*value)?))
}

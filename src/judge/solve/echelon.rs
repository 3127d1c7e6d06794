//! What the equations of a model say together: some variables in terms of the others.
//!
//! [`Echelon::of`] solves them as far as whole numbers of reasonable size go. Its rows follow from the model's, so
//! adding them narrows a search and changes no answer; where a number grows too large a row is simply left out.

use super::draft::gcd;
use super::model::{Model, Row};

/// Coefficients beyond this are not worth having.
const MOST: i128 = 1 << 40;

/// An equation between whole numbers: the terms, in the order of the variables, and their sum.
#[derive(Debug, Clone)]
struct Equation {
    terms: Vec<i128>,
    value: i128,
}

/// Equations, each with a variable of its own that stands in no other.
#[derive(Debug, Clone, Default)]
pub(super) struct Echelon {
    solved: Vec<(usize, Equation)>,
}

/// That no whole numbers, of any size, solve the equations.
pub(super) struct NoneFits;

impl Echelon {
    /// Solves the equations of `model`.
    pub(super) fn of(model: &Model) -> Result<Self, NoneFits> {
        let mut open: Vec<Equation> = model.rows.iter().filter(|row| row.lo == row.hi).map(|row| dense(model, row)).collect();
        let mut echelon = Self::default();
        while let Some((at, pivot)) = next(&open) {
            let chosen = open.swap_remove(at);
            open = open.iter().filter_map(|other| without(other, &chosen, pivot)).collect();
            let (pivots, solved): (Vec<_>, Vec<_>) = std::mem::take(&mut echelon.solved).into_iter().unzip();
            echelon.solved =
                pivots.into_iter().zip(solved).filter_map(|(own, other)| Some((own, without(&other, &chosen, pivot)?))).collect();
            echelon.solved.push((pivot, chosen));
            if open.iter().any(|equation| !equation.is_solvable()) {
                return Err(NoneFits);
            }
        }
        let is_solvable = echelon.solved.iter().all(|(_, equation)| equation.is_solvable());
        if is_solvable { Ok(echelon) } else { Err(NoneFits) }
    }

    /// Returns the solved equations as rows of the model.
    pub(super) fn rows(&self, model: &Model) -> Vec<Row> {
        let rows = self.solved.iter().filter_map(|(_, equation)| equation.row());
        rows.filter(|row| row.terms.len() > 1 && model.fits(&row.terms)).collect()
    }

    /// Returns the value of a sum that the equations alone fix.
    pub(super) fn value(&self, terms: &[(usize, i64)], variables: usize) -> Option<i64> {
        let mut goal = vec![0_i128; variables + 1];
        terms.iter().for_each(|&(variable, by)| goal[variable] = i128::from(by));
        // The last place is the common denominator.
        goal[variables] = 1;
        let mut value = 0_i128;
        for (pivot, equation) in &self.solved {
            let (by, own) = (goal[*pivot], equation.terms[*pivot]);
            if by == 0 {
                continue;
            }
            for (at, place) in goal.iter_mut().enumerate() {
                let other = equation.terms.get(at).copied().unwrap_or(0);
                *place = place.checked_mul(own)?.checked_sub(other.checked_mul(by)?)?;
            }
            value = value.checked_mul(own)?.checked_sub(equation.value.checked_mul(by)?)?;
        }
        let is_fixed = goal[..variables].iter().all(|by| *by == 0);
        is_fixed.then(|| i64::try_from(-value / goal[variables]).ok())?
    }
}

impl Equation {
    /// Tells whether whole numbers can solve it at all.
    fn is_solvable(&self) -> bool {
        let shared = self.terms.iter().fold(0, |shared, by| gcd(shared, *by));
        if shared == 0 { self.value == 0 } else { self.value % shared == 0 }
    }

    fn row(&self) -> Option<Row> {
        let terms: Option<Vec<_>> = self
            .terms
            .iter()
            .enumerate()
            .filter(|(_, by)| **by != 0)
            .map(|(at, by)| Some((at, i64::try_from(*by).ok()?)))
            .collect();
        let value = i64::try_from(self.value).ok()?;
        Some(Row { terms: terms?, lo: value, hi: value })
    }
}

fn dense(model: &Model, row: &Row) -> Equation {
    let mut terms = vec![0; model.len()];
    row.terms.iter().for_each(|&(variable, by)| terms[variable] = i128::from(by));
    Equation { terms, value: i128::from(row.lo) }
}

/// Returns the equation to solve next, and for which variable: the smallest coefficient of the shortest.
fn next(open: &[Equation]) -> Option<(usize, usize)> {
    let candidates = open.iter().enumerate().flat_map(|(at, equation)| {
        let length = equation.terms.iter().filter(|by| **by != 0).count();
        let places = equation.terms.iter().enumerate().filter(|(_, by)| **by != 0);
        places.map(move |(pivot, by)| (by.abs(), length, at, pivot))
    });
    candidates.min().map(|(_, _, at, pivot)| (at, pivot))
}

/// Takes `pivot` out of `other`; none where the numbers grow too large, or nothing is left of it.
fn without(other: &Equation, chosen: &Equation, pivot: usize) -> Option<Equation> {
    let (by, own) = (other.terms[pivot], chosen.terms[pivot]);
    if by == 0 {
        return Some(other.clone());
    }
    let shared = gcd(by, own);
    let (by, own) = (by / shared, own / shared);
    let terms: Vec<i128> = other.terms.iter().zip(&chosen.terms).map(|(one, two)| one * own - two * by).collect();
    let value = other.value * own - chosen.value * by;
    let shared = terms.iter().fold(0, |shared, by| gcd(shared, *by));
    let equation = match shared > 1 && value % shared == 0 {
        true => Equation { terms: terms.iter().map(|by| by / shared).collect(), value: value / shared },
        false => Equation { terms, value },
    };
    let is_small = equation.terms.iter().all(|by| by.abs() <= MOST) && equation.value.abs() <= MOST * MOST;
    let is_something = shared != 0 || value != 0;
    (is_small && is_something).then_some(equation)
}

//! Exact bounds: the least and greatest whole number that a sum can be under a system's statements.
//!
//! [`Solver::new`] settles the plain consequences and parts the system into components that share no row;
//! [`Solver::range`] asks each component for its share of a sum and adds them up.
//!
//! 1. [`draft`] draws bounds tighter and drops what says nothing;
//! 2. [`component`] puts like unknowns together; [`echelon`] solves the equations;
//! 3. [`climb`] answers questions, with [`search`] and [`relaxed`].

mod climb;
mod component;
mod draft;
mod echelon;
mod goal;
mod meet;
mod model;
mod relaxed;
mod search;
mod together;

use std::collections::BTreeMap;

use climb::{Limit, greatest};
use component::Component;
use draft::{Draft, DraftRow};
use goal::Goal;
use search::Work;
pub(super) use together::{Together, equations_together, together};

use super::sum::Sum;
use super::system::System;

/// How many nodes may be searched, in all. Never a time: the same question always has the same answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Budget(pub u64);

/// Why nothing can be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unfit {
    /// No whole numbers fit.
    Impossible,
    /// A number is larger than we compute with.
    TooLarge,
}

/// For each component, its unknowns in a sum, with their coefficients.
type Shares = BTreeMap<usize, BTreeMap<usize, i64>>;

/// One side of what a sum can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Side {
    /// The outermost value that was found; none where there is no end, or nothing was found.
    pub value: Option<i64>,
    pub is_endless: bool,
    pub is_proved: bool,
}

/// A system, ready to be asked.
#[derive(Debug)]
pub(super) struct Solver {
    draft: Draft,
    components: Vec<Component>,
    /// The component of each unknown that is not known.
    of: Vec<Option<usize>>,
    work: Work,
}

impl Solver {
    /// Settles `system` and finds a first point of it. `seeds` are points that are known to fit.
    pub(super) fn new(system: &System, seeds: &[Vec<i64>], Budget(left): Budget) -> Result<Self, Unfit> {
        let draft = draft::settle(system)?;
        let groups = parts(&draft);
        let mut of = vec![None; draft.lo.len()];
        let mut components = Vec::new();
        for (unknowns, rows) in &groups {
            unknowns.iter().for_each(|unknown| of[*unknown] = Some(components.len()));
            components.push(Component::of(&draft, unknowns, rows)?);
        }
        let mut solver = Self { draft, components, of, work: Work { left } };
        for component in &mut solver.components {
            component.points = seeds.iter().map(|seed| component.gather(seed)).collect();
            component.begin(&mut solver.work)?;
        }
        Ok(solver)
    }

    /// Returns how much work is left.
    pub(super) fn left(&self) -> Budget {
        Budget(self.work.left)
    }

    /// Returns the least and greatest value of a sum.
    pub(super) fn range(&mut self, sum: &Sum) -> Result<(Side, Side), Unfit> {
        Ok((self.least(sum, None)?, self.greatest(sum, None)?))
    }

    /// Returns the greatest value of a sum, or one that is `enough`.
    pub(super) fn greatest(&mut self, sum: &Sum, enough: Option<i64>) -> Result<Side, Unfit> {
        self.side(sum, enough, 1)
    }

    /// Returns the least value of a sum, or one that is `enough`.
    pub(super) fn least(&mut self, sum: &Sum, enough: Option<i64>) -> Result<Side, Unfit> {
        let side = self.side(sum, enough.map(|enough| enough.saturating_neg()), -1)?;
        Ok(Side { value: side.value.map(|value| -value), ..side })
    }

    fn side(&mut self, sum: &Sum, enough: Option<i64>, sign: i64) -> Result<Side, Unfit> {
        let (known, shares) = self.shares(sum, sign)?;
        let mut side = Side { value: Some(0), is_endless: false, is_proved: true };
        let mut total = known;
        let alone = shares.len() == 1;
        for (at, terms) in shares {
            let component = &mut self.components[at];
            let goal = Goal::of(&terms, &component.classes);
            let enough = enough.filter(|_| alone).and_then(|enough| i64::try_from(i128::from(enough) - known).ok());
            let reached = greatest(component, &goal, enough, &mut self.work)?;
            side.is_endless |= reached.limit == Limit::Unlimited;
            side.is_proved &= reached.limit != Limit::Unproved;
            match reached.found {
                Some(found) => total += i128::from(found),
                None => side.value = None,
            }
        }
        let value = i64::try_from(total).map_err(|_| Unfit::TooLarge)?;
        // Without a point in every component nothing is known, not even that there is no end.
        side.is_endless &= side.value.is_some();
        side.value = side.value.filter(|_| !side.is_endless).map(|_| value);
        side.is_proved |= side.is_endless;
        Ok(side)
    }

    /// Counts the points of the components that a sum touches, up to `most`.
    pub(super) fn count(&mut self, sum: &Sum, most: u64) -> Option<u64> {
        let (_, shares) = self.shares(sum, 1).ok()?;
        let mut count = 1_u64;
        for at in shares.keys() {
            count = count.checked_mul(self.components[*at].count(most, &mut self.work)?).filter(|count| *count <= most)?;
        }
        Some(count)
    }

    /// Parts a sum: what is known of it, and what each component has of it.
    fn shares(&self, sum: &Sum, sign: i64) -> Result<(i128, Shares), Unfit> {
        let mut known = 0_i128;
        let mut shares = Shares::new();
        for &(unknown, by) in sum.terms() {
            let by = by.checked_mul(sign).filter(|by| by.unsigned_abs() <= 1 << 40).ok_or(Unfit::TooLarge)?;
            match (self.of[unknown.index()], self.draft.known(unknown.index())) {
                (Some(at), _) => drop(shares.entry(at).or_default().insert(unknown.index(), by)),
                (None, value) => known += value.unwrap_or(0) * i128::from(by),
            }
        }
        Ok((known, shares))
    }

    /// Returns points, as a value for every unknown: one, and for each point of a component one with it.
    pub(super) fn points(&self, most: usize) -> Vec<Vec<i64>> {
        let known = |unknown: usize| self.draft.known(unknown).and_then(|value| i64::try_from(value).ok()).unwrap_or(0);
        let mut first: Vec<i64> = (0..self.of.len()).map(known).collect();
        for component in &self.components {
            let Some(point) = component.points.first() else { return Vec::new() };
            component.scatter(point, &mut first);
        }
        let mut points = vec![first.clone()];
        for component in &self.components {
            for point in component.points.iter().rev().take(most) {
                let mut values = first.clone();
                component.scatter(point, &mut values);
                points.push(values);
            }
        }
        points
    }
}

/// Parts the unknowns that are not known, and the rows, so that no row stands in two parts.
fn parts(draft: &Draft) -> Vec<(Vec<usize>, Vec<&DraftRow>)> {
    let mut leader: Vec<usize> = (0..draft.lo.len()).collect();
    fn find(leader: &mut [usize], mut at: usize) -> usize {
        while leader[at] != at {
            leader[at] = leader[leader[at]];
            at = leader[at];
        }
        at
    }
    for row in &draft.rows {
        for pair in row.terms.windows(2) {
            let (one, other) = (find(&mut leader, pair[0].0), find(&mut leader, pair[1].0));
            leader[one.max(other)] = one.min(other);
        }
    }
    let mut parts: BTreeMap<usize, (Vec<usize>, Vec<&DraftRow>)> = BTreeMap::new();
    for unknown in (0..leader.len()).filter(|unknown| draft.known(*unknown).is_none()) {
        parts.entry(find(&mut leader, unknown)).or_default().0.push(unknown);
    }
    for row in &draft.rows {
        if let Some((unknown, _)) = row.terms.first() {
            parts.entry(find(&mut leader, *unknown)).or_default().1.push(row);
        }
    }
    parts.into_values().collect()
}

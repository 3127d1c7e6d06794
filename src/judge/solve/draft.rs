//! Draws the plain consequences of all claims, and leaves what must be searched.
//!
//! [`settle`] is the way in: bounds are drawn tighter row by row until nothing changes, known unknowns are put in,
//! rows are divided by what all their coefficients share, and rows that say nothing more are dropped.
//!
//! Invariant: all numbers are kept below [`MOST`], so that no sum of this module can overflow.

use std::collections::BTreeMap;

use super::Unfit;
use crate::judge::system::System;

/// Largest bound and largest coefficient that are understood.
const MOST: i128 = 1 << 60;
const MOST_COEFFICIENT: i128 = 1 << 40;
/// Rounds in which bounds are drawn tighter, at most. Past them they are merely wider than they could be.
const ROUNDS: usize = 100;

type Bound = Option<i128>;

/// That a sum of unknowns lies between two numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DraftRow {
    pub terms: Vec<(usize, i128)>,
    pub lo: Bound,
    pub hi: Bound,
}

/// The unknowns' bounds, and the rows that still say something.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub lo: Vec<Bound>,
    pub hi: Vec<Bound>,
    pub rows: Vec<DraftRow>,
}

/// Draws all plain consequences.
pub(super) fn settle(system: &System) -> Result<Draft, Unfit> {
    let mut draft = read(system)?;
    for _ in 0..ROUNDS {
        let merged = merge(&draft)?;
        let rows_changed = merged != draft.rows;
        draft.rows = merged;
        if !draft.tighten()? && !rows_changed {
            break;
        }
    }
    draft.rows = merge(&draft)?;
    Ok(draft)
}

fn read(system: &System) -> Result<Draft, Unfit> {
    let fits = |bound: Option<i64>| match bound.map(i128::from) {
        Some(bound) if bound.abs() > MOST => Err(Unfit::TooLarge),
        bound => Ok(bound),
    };
    let mut draft = Draft { lo: Vec::new(), hi: Vec::new(), rows: Vec::new() };
    for bounds in &system.unknowns {
        let (lo, hi) = (fits(bounds.lo)?, fits(bounds.hi)?);
        if lo.zip(hi).is_some_and(|(lo, hi)| lo > hi) {
            return Err(Unfit::Impossible);
        }
        draft.lo.push(lo);
        draft.hi.push(hi);
    }
    for (_, claim) in &system.claims {
        let terms: Vec<_> = claim.sum.terms().iter().map(|&(unknown, by)| (unknown.index(), i128::from(by))).collect();
        if terms.iter().any(|(_, by)| by.abs() > MOST_COEFFICIENT) || terms.len() > 1 << 16 {
            return Err(Unfit::TooLarge);
        }
        draft.rows.push(DraftRow { terms, lo: fits(claim.within.lo)?, hi: fits(claim.within.hi)? });
    }
    Ok(draft)
}

impl Draft {
    /// Returns the value of an unknown that can have only one.
    pub(super) fn known(&self, unknown: usize) -> Option<i128> {
        self.lo[unknown].filter(|_| self.lo[unknown] == self.hi[unknown])
    }

    /// Returns the least and greatest value of a sum under the bounds alone.
    pub(super) fn reach(&self, terms: &[(usize, i128)]) -> (Bound, Bound) {
        let side = |upper: bool| {
            terms.iter().try_fold(0_i128, |sum, &(unknown, by)| {
                let bound = if (by > 0) == upper { self.hi[unknown] } else { self.lo[unknown] };
                Some(sum + by * bound?)
            })
        };
        (side(false), side(true))
    }

    /// Draws the bounds tighter by each row once; tells whether any moved.
    fn tighten(&mut self) -> Result<bool, Unfit> {
        let mut moved = false;
        for at in 0..self.rows.len() {
            let row = self.rows[at].clone();
            for (skipped, &(unknown, by)) in row.terms.iter().enumerate() {
                let others: Vec<_> =
                    row.terms.iter().enumerate().filter(|(other, _)| *other != skipped).map(|(_, term)| *term).collect();
                let (least, greatest) = self.reach(&others);
                // `by * x` lies between these.
                let from = row.lo.zip(greatest).map(|(lo, greatest)| lo - greatest);
                let to = row.hi.zip(least).map(|(hi, least)| hi - least);
                moved |= self.narrow(unknown, by, from, to)?;
            }
        }
        Ok(moved)
    }

    fn narrow(&mut self, unknown: usize, by: i128, from: Bound, to: Bound) -> Result<bool, Unfit> {
        let (from, to) = if by > 0 { (from, to) } else { (to.map(|to| -to), from.map(|from| -from)) };
        let by = by.abs();
        let lo = from.map(|from| -(-from).div_euclid(by)).filter(|lo| lo.abs() <= MOST);
        let hi = to.map(|to| to.div_euclid(by)).filter(|hi| hi.abs() <= MOST);
        let higher = lo.filter(|&lo| self.lo[unknown].is_none_or(|old| lo > old));
        let lower = hi.filter(|&hi| self.hi[unknown].is_none_or(|old| hi < old));
        self.lo[unknown] = higher.or(self.lo[unknown]);
        self.hi[unknown] = lower.or(self.hi[unknown]);
        match (self.lo[unknown], self.hi[unknown]) {
            (Some(lo), Some(hi)) if lo > hi => Err(Unfit::Impossible),
            _ => Ok(higher.is_some() || lower.is_some()),
        }
    }
}

/// Puts in what is known, divides, drops what says nothing, and puts rows over the same sum together.
fn merge(draft: &Draft) -> Result<Vec<DraftRow>, Unfit> {
    let mut together: BTreeMap<Vec<(usize, i128)>, (Bound, Bound)> = BTreeMap::new();
    for row in &draft.rows {
        let Some(row) = plain(draft, row)? else { continue };
        let sides = together.entry(row.terms).or_insert((None, None));
        sides.0 = sides.0.max(row.lo);
        sides.1 = match (sides.1, row.hi) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }
    let rows = together.into_iter().map(|(terms, (lo, hi))| DraftRow { terms, lo, hi });
    let rows: Vec<_> = rows.collect();
    match rows.iter().any(|row| row.lo.zip(row.hi).is_some_and(|(lo, hi)| lo > hi)) {
        true => Err(Unfit::Impossible),
        false => Ok(rows),
    }
}

/// Returns the row in its plainest form; none where the bounds alone say as much.
fn plain(draft: &Draft, row: &DraftRow) -> Result<Option<DraftRow>, Unfit> {
    let known: i128 = row.terms.iter().filter_map(|&(unknown, by)| Some(draft.known(unknown)? * by)).sum();
    let terms: Vec<_> = row.terms.iter().copied().filter(|(unknown, _)| draft.known(*unknown).is_none()).collect();
    let mut row = DraftRow { terms, lo: row.lo.map(|lo| lo - known), hi: row.hi.map(|hi| hi - known) };
    if row.terms.first().is_some_and(|(_, by)| *by < 0) {
        row.terms.iter_mut().for_each(|(_, by)| *by = -*by);
        (row.lo, row.hi) = (row.hi.map(|hi| -hi), row.lo.map(|lo| -lo));
    }
    let shared = row.terms.iter().fold(0, |shared, (_, by)| gcd(shared, *by));
    if shared > 1 {
        row.terms.iter_mut().for_each(|(_, by)| *by /= shared);
        row.lo = row.lo.map(|lo| -(-lo).div_euclid(shared));
        row.hi = row.hi.map(|hi| hi.div_euclid(shared));
    }
    let (least, greatest) = draft.reach(&row.terms);
    let is_out = |(bound, reached): (i128, i128)| reached < bound;
    if row.lo.zip(greatest).is_some_and(is_out) || least.zip(row.hi).is_some_and(|(least, hi)| least > hi) {
        return Err(Unfit::Impossible);
    }
    row.lo = row.lo.filter(|lo| least.is_none_or(|least| least < *lo));
    row.hi = row.hi.filter(|hi| greatest.is_none_or(|greatest| greatest > *hi));
    Ok(Some(row).filter(|row| row.lo.is_some() || row.hi.is_some()))
}

/// Returns the greatest number that divides both.
pub(super) fn gcd(one: i128, other: i128) -> i128 {
    let (mut one, mut other) = (one.abs(), other.abs());
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

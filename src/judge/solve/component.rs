//! One part of a system: unknowns that the same rows bind together, and the points of it that were found.
//!
//! [`Component::of`] puts like unknowns together: those that stand alike in every row are one variable. Every point
//! that is found is kept, and is a witness for all later questions; [`climb`](super::climb) asks them.

use std::collections::BTreeMap;

use super::Unfit;
use super::draft::{Draft, DraftRow};
use super::echelon::Echelon;
use super::goal::Goal;
use super::meet;
use super::model::{Model, Row};
use super::relaxed::{Relaxation, Relaxed};
use super::search::{End, Wanted, Work, search};

/// Most that members can share before their ways are too many to count.
const MOST_SPARE: i64 = 10_000;
/// Stands in for a bound that nobody knows.
const FAR_OFF: i128 = 1 << 32;
/// Most points that are kept.
const MOST_POINTS: usize = 1024;
/// Nodes of the search for a first point that is tried before the relaxation.
const SHORT: u64 = 300;
/// Nodes of the one that is tried after it.
const LONGER: u64 = 3_000;
/// Corners that are looked into for a first point, and how many points are taken from one.
const MOST_CORNERS: usize = 30;
const FIRST_POINTS: usize = 16;
/// Most places of a system whose equations are solved together.
const MOST_PLACES: usize = 1 << 16;

/// Unknowns that rows bind together.
#[derive(Debug)]
pub(super) struct Component {
    /// Which unknowns each variable is the sum of.
    pub classes: Vec<Vec<Member>>,
    pub model: Model,
    /// Where bounds are not known: in which directions the unknowns can go without end.
    pub rays: Option<Model>,
    pub echelon: Echelon,
    /// The tableau of the last question; none before the first.
    pub relaxed: Option<Relaxed>,
    pub points: Vec<Vec<i64>>,
    /// Whether `points` are all there are; none where that was not tried.
    pub is_complete: Option<bool>,
    /// How many corners were looked into.
    pub corners: usize,
    /// Whether there were too many points to look at all by halves.
    pub is_crowded: bool,
}

/// An unknown within a variable.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    pub unknown: usize,
    pub lo: i64,
    pub hi: i64,
}

impl Component {
    /// Makes the component of these unknowns and all rows over them.
    pub(super) fn of(draft: &Draft, unknowns: &[usize], rows: &[&DraftRow]) -> Result<Self, Unfit> {
        let classes = classes(draft, unknowns, rows);
        let first: BTreeMap<usize, usize> = classes.iter().enumerate().map(|(variable, class)| (class[0], variable)).collect();
        let is_unbounded = unknowns.iter().any(|&unknown| draft.lo[unknown].is_none() || draft.hi[unknown].is_none());
        let classes: Vec<Vec<Member>> = classes
            .iter()
            .map(|class| class.iter().map(|&unknown| member(draft, unknown)).collect::<Result<_, _>>())
            .collect::<Result<_, _>>()?;
        let mut model = Model::default();
        for class in &classes {
            model.lo.push(class.iter().map(|member| member.lo).sum());
            model.hi.push(class.iter().map(|member| member.hi).sum());
        }
        let mut rays = is_unbounded.then(|| rays(draft, &classes));
        for row in rows {
            let terms: Vec<(usize, i64)> = row
                .terms
                .iter()
                .filter_map(|(unknown, by)| first.get(unknown).map(|variable| (*variable, by)))
                .map(|(variable, by)| i64::try_from(*by).map(|by| (variable, by)).map_err(|_| Unfit::TooLarge))
                .collect::<Result<_, _>>()?;
            if let Some(rays) = &mut rays {
                let (lo, hi) =
                    (row.lo.map_or(-rays.greatest(&turned(&terms)), |_| 0), row.hi.map_or(rays.greatest(&terms), |_| 0));
                rays.rows.push(Row { terms: terms.clone(), lo, hi });
            }
            model.rows.push(bounded(&model, terms, row)?);
        }
        let mut component = Self {
            classes,
            model,
            rays,
            echelon: Echelon::default(),
            relaxed: None,
            points: Vec::new(),
            is_complete: None,
            corners: 0,
            is_crowded: false,
        };
        component.solve_equations()?;
        Ok(component)
    }

    fn solve_equations(&mut self) -> Result<(), Unfit> {
        let equations = self.model.rows.iter().filter(|row| row.lo == row.hi).count();
        if equations < 2 || equations * self.model.len() > MOST_PLACES {
            return Ok(());
        }
        self.echelon = Echelon::of(&self.model).map_err(|_| Unfit::Impossible)?;
        for row in self.echelon.rows(&self.model) {
            if let Some(rays) = &mut self.rays {
                rays.rows.push(Row { terms: row.terms.clone(), lo: 0, hi: 0 });
            }
            self.model.rows.push(row);
        }
        Ok(())
    }

    /// Looks for a first point: a short search, then the relaxation to fractions, then a long search.
    ///
    /// # Errors
    ///
    /// That there is none. Where bounds were made up, or the work runs out, nothing is known, and there is no point.
    pub(super) fn begin(&mut self, work: &mut Work) -> Result<(), Unfit> {
        if !self.points.is_empty() || self.look(SHORT, work)? {
            return Ok(());
        }
        self.relaxed = Relaxed::of(&self.model, self.rays.as_ref());
        match self.relaxed.as_mut().map(|relaxed| relaxed.greatest(&[], work)) {
            Some(Relaxation::NothingFits) => return Err(Unfit::Impossible),
            Some(Relaxation::AtMost { point, is_whole: true, .. }) => self.points.push(point),
            _ if self.look(LONGER, work)? => {}
            _ => {
                self.look_into_corners(work);
                if self.points.is_empty() {
                    self.look(u64::MAX, work)?;
                }
            }
        }
        Ok(())
    }

    /// Looks for a point in corners around what the relaxation reaches in directions that chance chooses.
    fn look_into_corners(&mut self, work: &mut Work) {
        let corners = if meet::is_tied(&self.model) { MOST_CORNERS } else { 0 };
        for number in 0..corners {
            let direction: Vec<(usize, i64)> =
                (0..self.model.len()).map(|variable| (variable, meet::either(number, variable))).collect();
            let Some(relaxed) = &mut self.relaxed else { return };
            let Relaxation::AtMost { point, .. } = relaxed.greatest(&direction, work) else { continue };
            let Some(corner) = meet::corner(&self.model, &point, &[], number, work) else { continue };
            let points = &mut self.points;
            meet::meet(&corner, work, &mut |point| {
                if points.len() < FIRST_POINTS {
                    points.push(point.to_vec());
                }
            });
            if !self.points.is_empty() {
                break;
            }
        }
    }

    /// Searches for a point with at most so many nodes; tells whether that is settled.
    fn look(&mut self, nodes: u64, work: &mut Work) -> Result<bool, Unfit> {
        let mut slice = Work { left: nodes.min(work.left) };
        let before = slice.left;
        let mut found = None;
        let end = search(&self.model, None, &[], Wanted::Any, &mut slice, &mut |point: &[i64]| {
            found = Some(point.to_vec());
            false
        });
        work.spend(before - slice.left);
        self.points.extend(found);
        match end {
            End::Exhausted if self.rays.is_none() => Err(Unfit::Impossible),
            End::Stopped => Ok(true),
            _ => Ok(false),
        }
    }

    /// Counts the points, with every way in which a variable's members can share it; none where there are more than `most`.
    pub(super) fn count(&self, most: u64, work: &mut Work) -> Option<u64> {
        if self.rays.is_some() {
            return None;
        }
        let mut count = Some(0_u64);
        let end = search(&self.model, None, &[], Wanted::Every, work, &mut |point| {
            let ways = self.classes.iter().zip(point).map(|(class, total)| ways(class, *total));
            let ways = ways.fold(1_u64, u64::saturating_mul);
            count = count.and_then(|count| count.checked_add(ways)).filter(|count| *count <= most);
            count.is_some()
        });
        count.filter(|_| end == End::Exhausted)
    }

    pub(super) fn keep(&mut self, point: Vec<i64>) {
        if self.points.len() < MOST_POINTS {
            self.points.push(point);
        }
    }

    /// Returns the greatest value of `goal` at any point found.
    pub(super) fn best(&self, goal: &Goal) -> Option<i64> {
        self.points.iter().map(|point| goal.at(point)).max()
    }

    /// Returns the point of a value for every unknown.
    pub(super) fn gather(&self, values: &[i64]) -> Vec<i64> {
        self.classes.iter().map(|class| class.iter().map(|member| values[member.unknown]).sum()).collect()
    }

    /// Writes the unknowns' values at a point, which leaves open how a variable's members share it.
    pub(super) fn scatter(&self, point: &[i64], values: &mut [i64]) {
        for (class, total) in self.classes.iter().zip(point) {
            let mut left = total - class.iter().map(|member| member.lo).sum::<i64>();
            for member in class {
                let more = left.min(member.hi - member.lo);
                left -= more;
                values[member.unknown] = member.lo + more;
            }
        }
    }
}

/// Puts together unknowns that stand alike in every row. One without a bound stays by itself.
fn classes(draft: &Draft, unknowns: &[usize], rows: &[&DraftRow]) -> Vec<Vec<usize>> {
    let mut places: BTreeMap<usize, Vec<(usize, i128)>> = unknowns.iter().map(|&unknown| (unknown, Vec::new())).collect();
    for (at, row) in rows.iter().enumerate() {
        for (unknown, by) in &row.terms {
            places.entry(*unknown).or_default().push((at, *by));
        }
    }
    let mut alike: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (unknown, places) in places {
        let is_alone = draft.lo[unknown].is_none() || draft.hi[unknown].is_none();
        alike.entry((is_alone.then_some(unknown), places)).or_default().push(unknown);
    }
    let mut classes: Vec<_> = alike.into_values().collect();
    classes.sort_unstable();
    classes
}

/// Returns in how many ways the members can share a total.
fn ways(class: &[Member], total: i64) -> u64 {
    let spare = total - class.iter().map(|member| member.lo).sum::<i64>();
    if class.len() > 1 && spare > MOST_SPARE {
        return u64::MAX;
    }
    let mut ways: BTreeMap<i64, u64> = BTreeMap::from([(0, 1)]);
    for (at, member) in class.iter().enumerate() {
        if at + 1 == class.len() {
            return ways.iter().filter(|(sum, _)| (member.lo..=member.hi).contains(&(total - **sum))).map(|(_, ways)| ways).sum();
        }
        let mut more: BTreeMap<i64, u64> = BTreeMap::new();
        for (sum, ways) in &ways {
            for value in member.lo..=member.hi.min(member.lo + spare) {
                let sum = more.entry(sum + value).or_default();
                *sum = sum.saturating_add(*ways);
            }
        }
        ways = more;
    }
    0
}

fn member(draft: &Draft, unknown: usize) -> Result<Member, Unfit> {
    let (lo, hi) = match (draft.lo[unknown], draft.hi[unknown]) {
        (Some(lo), Some(hi)) => (lo, hi),
        (Some(lo), None) => (lo, lo + FAR_OFF),
        (None, Some(hi)) => (hi - FAR_OFF, hi),
        (None, None) => (-FAR_OFF, FAR_OFF),
    };
    let number = |number: i128| i64::try_from(number).map_err(|_| Unfit::TooLarge);
    Ok(Member { unknown, lo: number(lo)?, hi: number(hi)? })
}

/// Returns the directions in which each variable can go without end.
fn rays(draft: &Draft, classes: &[Vec<Member>]) -> Model {
    let down = |class: &Vec<Member>| if draft.lo[class[0].unknown].is_none() { -1 } else { 0 };
    let up = |class: &Vec<Member>| if draft.hi[class[0].unknown].is_none() { 1 } else { 0 };
    Model { lo: classes.iter().map(down).collect(), hi: classes.iter().map(up).collect(), rows: Vec::new() }
}

/// Returns a row with both sides: one that it lacks is what the bounds allow anyway.
fn bounded(model: &Model, terms: Vec<(usize, i64)>, row: &DraftRow) -> Result<Row, Unfit> {
    if !model.fits(&terms) {
        return Err(Unfit::TooLarge);
    }
    let (least, greatest) = (-model.greatest(&turned(&terms)), model.greatest(&terms));
    let side = |side: Option<i128>, reach: i64| match side {
        Some(side) => i64::try_from(side).map_err(|_| Unfit::TooLarge),
        None => Ok(reach),
    };
    let (lo, hi) = (side(row.lo, least)?, side(row.hi, greatest)?);
    Ok(Row { terms, lo: lo.max(least), hi: hi.min(greatest) })
}

fn turned(terms: &[(usize, i64)]) -> Vec<(usize, i64)> {
    terms.iter().map(|&(variable, by)| (variable, -by)).collect()
}

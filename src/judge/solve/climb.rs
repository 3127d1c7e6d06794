//! Finds how large a sum can be, cheapest means first.
//!
//! 1. the points already found, and what the equations fix;
//! 2. a short search for a larger value;
//! 3. the relaxation to fractions, whose best point is often whole and then settles it;
//! 4. all points at once, where they are few;
//! 5. all points once more, by halves, where equations are many: of a larger model, those of some random corners;
//! 6. a long search, as long as there is work left.

use super::Unfit;
use super::component::Component;
use super::goal::Goal;
use super::meet;
use super::model::{Model, Row};
use super::relaxed::{Relaxation, Relaxed};
use super::search::{End, Wanted, Work, search};

/// Nodes of a search that is tried before the relaxation.
const SHORT: u64 = 100;
/// Nodes of the attempt to list all points, and the most points it lists.
const LISTING: u64 = 30_000;
const MOST_LISTED: usize = 1000;
/// Corners that are looked into for one component.
const MOST_CORNERS: usize = 24;
/// Corners that are looked into for one question, around what the relaxation reaches.
const OWN_CORNERS: usize = 4;
/// Widest range in which the next value is asked for; a wider one is halved.
const NARROW: i64 = 8;

/// How large a sum can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reached {
    /// The greatest value that was found; none where no point was.
    pub found: Option<i64>,
    pub limit: Limit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Limit {
    /// It is proved that there is no more than was found.
    Found,
    /// There is as much as one likes.
    Unlimited,
    /// The search ended first.
    Unproved,
}

/// Returns how large `goal` can be; less than the greatest only where it is `enough`.
pub(super) fn greatest(component: &mut Component, goal: &Goal, enough: Option<i64>, work: &mut Work) -> Result<Reached, Unfit> {
    let Some(found) = component.best(goal) else { return Ok(Reached { found: None, limit: Limit::Unproved }) };
    let fixed = goal.whole().and_then(|terms| component.echelon.value(&terms, component.model.len()));
    if component.is_complete == Some(true) || fixed == Some(found) {
        return Ok(Reached { found: Some(found), limit: Limit::Found });
    }
    let mut climb = Climb::new(component, goal, found, enough)?;
    if climb.is_unlimited(work) {
        return Ok(Reached { found: Some(climb.found), limit: Limit::Unlimited });
    }
    climb.run(work);
    let limit = if climb.found >= climb.ceiling && climb.is_sound { Limit::Found } else { Limit::Unproved };
    Ok(Reached { found: Some(climb.found), limit })
}

struct Climb<'a> {
    component: &'a mut Component,
    goal: &'a Goal,
    /// The model in which the goal takes whole variables, and the goal's terms in it.
    parted: Model,
    rays: Option<Model>,
    terms: Vec<(usize, i64)>,
    found: i64,
    /// The highest point so far, in the parted model.
    hint: Vec<i64>,
    /// Where fractions reach highest, rounded down.
    near: Vec<i64>,
    /// Nothing above this is looked for.
    ceiling: i64,
    /// Whether it is proved that there is nothing above the ceiling.
    is_sound: bool,
    enough: Option<i64>,
}

impl<'a> Climb<'a> {
    fn new(component: &'a mut Component, goal: &'a Goal, found: i64, enough: Option<i64>) -> Result<Self, Unfit> {
        let (mut parted, mut rays) = (component.model.clone(), component.rays.clone());
        let terms = goal.part(&mut parted, rays.as_mut());
        if !parted.fits(&terms) {
            return Err(Unfit::TooLarge);
        }
        let ceiling = parted.greatest(&terms);
        let highest = component.points.iter().max_by_key(|point| goal.at(point));
        let hint = highest.map(|point| goal.parted(point)).unwrap_or_default();
        // No bound that is made up counts towards the ceiling.
        let is_sound = rays.as_ref().is_none_or(|rays| rays.greatest(&terms) == 0);
        Ok(Self { component, goal, parted, rays, terms, found, hint, near: Vec::new(), ceiling, is_sound, enough })
    }

    fn run(&mut self, work: &mut Work) {
        self.look(SHORT, work);
        if !self.is_done() {
            self.relax(work);
        }
        if !self.is_done() && self.component.is_complete.is_none() {
            self.list(work);
        }
        if !self.is_done() {
            self.meet(work);
        }
        self.look(u64::MAX, work);
    }

    fn is_done(&self) -> bool {
        self.found >= self.ceiling || self.enough.is_some_and(|enough| self.found >= enough)
    }

    /// Tells whether some direction raises the goal without end.
    fn is_unlimited(&self, work: &mut Work) -> bool {
        let Some(rays) = &self.rays else { return false };
        match Relaxed::of(rays, None).map(|mut relaxed| relaxed.greatest(&self.terms, work)) {
            Some(Relaxation::AtMost { value, is_more, .. }) => value > 0 || is_more,
            _ => false,
        }
    }

    /// Returns the value to ask for next.
    fn target(&self) -> i64 {
        match self.enough {
            Some(enough) if enough > self.found && enough <= self.ceiling => enough,
            _ if self.ceiling - self.found <= NARROW => self.found + 1,
            _ => self.found + (self.ceiling - self.found) / 2 + 1,
        }
    }

    /// Searches for larger values, with at most so many nodes for each.
    fn look(&mut self, nodes: u64, work: &mut Work) {
        while !self.is_done() {
            let target = self.target();
            let row = Row { terms: self.terms.clone(), lo: target, hi: self.ceiling };
            let mut slice = Work { left: nodes.min(work.left) };
            let before = slice.left;
            let mut point = None;
            let end = search(&self.parted, Some(&row), &self.hint, Wanted::Any, &mut slice, &mut |found| {
                point = Some(found.to_vec());
                false
            });
            work.spend(before - slice.left);
            match (end, point) {
                (End::Stopped, Some(point)) => self.rise(point),
                (End::Exhausted, _) => {
                    self.ceiling = target - 1;
                    self.is_sound &= self.rays.is_none();
                }
                _ => break,
            }
        }
    }

    fn rise(&mut self, point: Vec<i64>) {
        let joined = self.goal.joined(point, self.component.model.len());
        self.found = self.found.max(self.goal.at(&joined));
        self.hint = self.goal.parted(&joined);
        self.component.keep(joined);
    }

    fn relax(&mut self, work: &mut Work) {
        let mut fresh;
        let relaxed = match self.goal.whole() {
            Some(_) => {
                if self.component.relaxed.is_none() {
                    self.component.relaxed = Relaxed::of(&self.component.model, self.component.rays.as_ref());
                }
                self.component.relaxed.as_mut()
            }
            None => {
                fresh = Relaxed::of(&self.parted, self.rays.as_ref());
                fresh.as_mut()
            }
        };
        let Some(relaxed) = relaxed else { return };
        let Relaxation::AtMost { value, is_proved, point, is_whole, .. } = relaxed.greatest(&self.terms, work) else { return };
        if is_proved {
            self.is_sound |= value <= self.ceiling;
            self.ceiling = self.ceiling.min(value);
        }
        if is_whole {
            self.rise(point);
        } else {
            self.near = point;
        }
    }

    /// Looks at all points by halves. Of a model too large for that, looks into corners, where points are still many.
    fn meet(&mut self, work: &mut Work) {
        if self.rays.is_some() || !meet::is_tied(&self.component.model) {
            return;
        }
        if meet::suits(&self.component.model) && !self.component.is_crowded {
            self.meet_all(work);
        }
        for number in 0..OWN_CORNERS {
            if !self.is_done() && self.near.len() == self.component.model.len() {
                let corner = meet::corner(&self.component.model, &self.near, &self.terms, number, work);
                self.meet_in(corner, work);
            }
        }
        while !self.is_done() && self.component.corners < MOST_CORNERS {
            self.component.corners += 1;
            let number = self.component.corners;
            let Some(known) = self.component.points.get(number * 7 % self.component.points.len().max(1)) else { return };
            let corner = meet::corner(&self.component.model, known, &self.terms, number, work);
            self.meet_in(corner, work);
        }
    }

    fn meet_all(&mut self, work: &mut Work) {
        let mut sights = Sights::of(self.component);
        let is_all = meet::meet(&self.component.model, work, &mut |point| sights.see(point, self.goal));
        self.found = sights.best.map_or(self.found, |(best, _)| best.max(self.found));
        sights.points.into_iter().for_each(|point| self.component.keep(point));
        self.component.is_crowded = !is_all;
        if is_all {
            self.ceiling = self.found;
            // No other value of a variable fits: later questions begin there.
            (self.component.model.lo, self.component.model.hi) = sights.ranges.into_iter().unzip();
        }
    }

    fn meet_in(&mut self, corner: Option<Model>, work: &mut Work) {
        let Some(corner) = corner else { return };
        let mut sights = Sights::of(self.component);
        meet::meet(&corner, work, &mut |point| sights.see(point, self.goal));
        self.found = sights.best.as_ref().map_or(self.found, |(best, _)| self.found.max(*best));
        let best = sights.best.map(|(_, point)| point);
        sights.points.into_iter().chain(best).for_each(|point| self.component.keep(point));
    }

    /// Lists all points, where they are few: then no question about this component needs a search.
    fn list(&mut self, work: &mut Work) {
        let mut points = Vec::new();
        let mut slice = Work { left: LISTING.min(work.left) };
        let before = slice.left;
        let end = search(&self.component.model, None, &[], Wanted::Every, &mut slice, &mut |point| {
            points.push(point.to_vec());
            points.len() < MOST_LISTED
        });
        work.spend(before - slice.left);
        let is_complete = end == End::Exhausted && self.rays.is_none();
        self.component.is_complete = Some(is_complete);
        if is_complete {
            self.component.points = points;
            self.found = self.component.best(self.goal).unwrap_or(self.found);
            self.ceiling = self.found;
        } else {
            points.into_iter().for_each(|point| self.component.keep(point));
            self.found = self.component.best(self.goal).unwrap_or(self.found);
        }
    }
}

/// What was seen at many points: the range of each variable, the points that showed its ends, and the best for the goal.
struct Sights {
    ranges: Vec<(i64, i64)>,
    points: Vec<Vec<i64>>,
    best: Option<(i64, Vec<i64>)>,
}

impl Sights {
    /// Begins with the points that are known already.
    fn of(component: &Component) -> Self {
        let mut sights = Self { ranges: vec![(i64::MAX, i64::MIN); component.model.len()], points: Vec::new(), best: None };
        for point in &component.points {
            sights.widen(point);
        }
        sights
    }

    fn see(&mut self, point: &[i64], goal: &Goal) {
        if self.widen(point) {
            self.points.push(point.to_vec());
        }
        let value = goal.at(point);
        if self.best.as_ref().is_none_or(|(best, _)| value > *best) {
            self.best = Some((value, point.to_vec()));
        }
    }

    /// Takes a point's values into the ranges; tells whether one of them is new there.
    fn widen(&mut self, point: &[i64]) -> bool {
        let mut is_new = false;
        for ((lo, hi), value) in self.ranges.iter_mut().zip(point) {
            is_new |= value < lo || value > hi;
            (*lo, *hi) = ((*lo).min(*value), (*hi).max(*value));
        }
        is_new
    }
}

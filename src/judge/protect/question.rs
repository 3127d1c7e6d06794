//! What is asked again and again while cells are chosen: does this pass when these are hidden?

use super::super::judgement::{Group, judge_one};
use super::super::solve::{Budget, Solver, Unfit};
use super::super::system::{Interval, Relation, System};
use super::super::verdict::Threshold;
use super::{Cell, Protect, is_exempt};

/// What must pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// A hidden cell.
    Cell(usize),
    Group(usize),
}

/// A table, its groups, and how much work is left.
pub(super) struct Question<'a> {
    base: &'a System,
    pub cells: &'a [Cell],
    pub groups: &'a [Group],
    pub threshold: Threshold,
    protect: Protect,
    pub budget: Budget,
    pub left: u64,
    /// Whether something was taken to fail only because the work ran out.
    pub is_doubtful: bool,
    /// Points that fit when everything is published; they always fit.
    seeds: Vec<Vec<i64>>,
}

/// Nodes that even the last questions get.
const LEAST: u64 = 2_000;
/// Points that one question leaves for the next ones.
const PASSED_ON: usize = 8;
const MOST_SEEDS: usize = 1;

impl<'a> Question<'a> {
    pub(super) fn new(
        base: &'a System,
        cells: &'a [Cell],
        groups: &'a [Group],
        threshold: Threshold,
        protect: Protect,
        budget: Budget,
    ) -> Self {
        Self { base, cells, groups, threshold, protect, budget, left: budget.0, is_doubtful: false, seeds: Vec::new() }
    }

    /// Tells whether hiding less can never let a target pass: it is no answer of everybody that may be shown.
    ///
    /// Such a target is a primary cell or a group, so it must pass whatever else is hidden.
    pub(super) fn is_lasting(&self, target: Target) -> bool {
        match target {
            Target::Cell(cell) => {
                let cell = &self.cells[cell];
                !is_exempt(Interval::exactly(cell.value), cell.size, self.protect)
            }
            Target::Group(_) => self.protect.zero && self.protect.all,
        }
    }

    pub(super) fn seed(&mut self, solver: &Solver) {
        self.seeds = solver.points(PASSED_ON);
        self.seeds.truncate(MOST_SEEDS);
    }

    /// Returns all that is known when these cells are hidden.
    pub(super) fn system(&self, hidden: &[bool]) -> System {
        let mut system = self.base.clone();
        for (cell, _) in self.cells.iter().zip(hidden).filter(|(_, hidden)| !**hidden) {
            system.state(cell.sum.clone(), Relation::Equal, cell.value);
        }
        system
    }

    pub(super) fn solver(&self, hidden: &[bool], budget: Budget) -> Result<Solver, Unfit> {
        Solver::new(&self.system(hidden), &self.seeds, budget)
    }

    pub(super) fn group(&self, target: Target) -> Group {
        match target {
            Target::Cell(cell) => Group { sum: self.cells[cell].sum.clone(), size: self.cells[cell].size },
            Target::Group(group) => self.groups[group].clone(),
        }
    }

    /// Returns what must pass when these cells are hidden.
    pub(super) fn targets(&self, hidden: &[bool]) -> Vec<Target> {
        let cells = (0..self.cells.len()).filter(|cell| hidden[*cell]).map(Target::Cell);
        cells.chain((0..self.groups.len()).map(Target::Group)).collect()
    }

    /// Returns the first of `targets` that fails when these cells are hidden.
    pub(super) fn failing(&mut self, hidden: &[bool], targets: &[Target]) -> Result<Option<Target>, Unfit> {
        let slice = self.left.min(self.budget.0 / 50).max(LEAST);
        let mut solver = self.solver(hidden, Budget(slice))?;
        let mut failing = None;
        for &target in targets {
            if !self.passes(&mut solver, target)? {
                failing = Some(target);
                break;
            }
        }
        let Budget(left) = solver.left();
        self.left = self.left.saturating_sub(1 + slice - left);
        Ok(failing)
    }

    /// Returns all that fail when these cells are hidden.
    pub(super) fn all_failing(&mut self, hidden: &[bool]) -> Result<Vec<Target>, Unfit> {
        let mut solver = self.solver(hidden, self.budget)?;
        let mut failing = Vec::new();
        for target in self.targets(hidden) {
            if !self.passes(&mut solver, target)? {
                failing.push(target);
            }
        }
        Ok(failing)
    }

    /// Judges a target; what cannot be proved fails.
    fn passes(&mut self, solver: &mut Solver, target: Target) -> Result<bool, Unfit> {
        let group = self.group(target);
        if self.is_open(solver, &group)? {
            return Ok(true);
        }
        let judged = judge_one(solver, &group, self.threshold)?;
        let passes = judged.verdict.is_publishable() || judged.proved && is_exempt(judged.interval, group.size, self.protect);
        self.is_doubtful |= !passes && !judged.proved;
        Ok(passes)
    }

    /// Tells whether both sides can be large, without asking how large.
    fn is_open(&self, solver: &mut Solver, group: &Group) -> Result<bool, Unfit> {
        let threshold = i64::from(self.threshold.0);
        let many = solver.greatest(&group.sum, Some(threshold))?;
        if threshold == 0 || !many.is_endless && many.value.is_none_or(|many| many < threshold) {
            return Ok(false);
        }
        let Some(most) = group.size.and_then(|size| size.checked_sub(threshold)) else { return Ok(group.size.is_none()) };
        let few = solver.least(&group.sum, Some(most))?;
        Ok(few.is_endless || few.value.is_some_and(|few| few <= most))
    }
}

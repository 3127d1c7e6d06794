//! Looks for whole numbers that fit a [`Model`]: narrow the bounds, branch, step back.
//!
//! [`search`] is the way in. Each point that fits is shown to the caller, who says whether to go on. Work is counted in
//! nodes, never in time, so that the same question always ends in the same way.

use super::model::{Model, Row};

/// Rows that are looked at for the price of a node.
const STEPS: u64 = 64;

/// How much may still be done.
#[derive(Debug, Clone, Copy)]
pub(super) struct Work {
    pub left: u64,
}

impl Work {
    /// Takes `amount`; false once there is too little.
    pub(super) fn spend(&mut self, amount: u64) -> bool {
        let enough = self.left >= amount;
        self.left = self.left.saturating_sub(amount);
        enough
    }
}

/// How a search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The caller had seen enough.
    Stopped,
    /// Every point that fits was shown.
    Exhausted,
    /// The work was used up.
    Spent,
}

/// Whether every point is wanted, or any of those that differ in nothing a row sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Any,
    Every,
}

/// Shows points of `model` with `goal`, if any, until `seen` says false. Near `hint`, and high in the goal, comes first.
pub(super) fn search(
    model: &Model,
    goal: Option<&Row>,
    hint: &[i64],
    wanted: Wanted,
    work: &mut Work,
    seen: &mut dyn FnMut(&[i64]) -> bool,
) -> End {
    let mut state = State::new(model, goal, hint);
    state.level = 1;
    state.queue_all();
    let mut stack: Vec<Choice> = Vec::new();
    let mut fits = state.narrow(work);
    loop {
        if !work.spend(1) {
            return End::Spent;
        }
        if fits {
            match state.choose(wanted) {
                Some(choice) => {
                    let (variable, (lo, hi)) = (choice.variable, choice.first);
                    stack.push(choice);
                    state.level += 1;
                    state.set(variable, lo, hi);
                    fits = state.narrow(work);
                    continue;
                }
                None if !seen(&state.point(hint)) => return End::Stopped,
                None => {}
            }
        }
        let Some(choice) = stack.pop() else { return End::Exhausted };
        state.undo(choice.trail);
        let (lo, hi) = choice.second;
        state.level += 1;
        state.set(choice.variable, lo, hi);
        fits = state.narrow(work);
    }
}

/// Narrows the bounds of `model` by all its rows; none where no point can fit.
pub(super) fn narrowed(model: &Model, work: &mut Work) -> Option<Model> {
    let mut state = State::new(model, None, &[]);
    state.level = 1;
    state.queue_all();
    let fits = state.narrow(work);
    fits.then(|| Model { lo: state.lo, hi: state.hi, rows: model.rows.clone() })
}

/// Two halves of a variable's values, of which the first is tried first.
struct Choice {
    variable: usize,
    first: (i64, i64),
    second: (i64, i64),
    trail: usize,
}

struct State<'a> {
    rows: Vec<&'a Row>,
    /// The rows in which each variable stands.
    of: Vec<Vec<usize>>,
    lo: Vec<i64>,
    hi: Vec<i64>,
    /// Bounds as they were before each change.
    trail: Vec<(usize, i64, i64)>,
    /// Each choice begins a level; on which level a variable's bounds were last noted in the trail.
    level: u64,
    changed: Vec<u64>,
    queue: Vec<usize>,
    queued: Vec<bool>,
    /// Which half comes first: up, down, or nearest to the hint.
    leaning: Vec<i64>,
    hint: &'a [i64],
}

impl<'a> State<'a> {
    fn new(model: &'a Model, goal: Option<&'a Row>, hint: &'a [i64]) -> Self {
        let rows: Vec<&Row> = model.rows.iter().chain(goal).collect();
        let mut of = vec![Vec::new(); model.len()];
        for (at, row) in rows.iter().enumerate() {
            row.terms.iter().for_each(|(variable, _)| of[*variable].push(at));
        }
        let mut leaning = vec![0; model.len()];
        goal.into_iter().flat_map(|goal| &goal.terms).for_each(|&(variable, by)| leaning[variable] = by);
        let queued = vec![false; rows.len()];
        Self {
            rows,
            of,
            lo: model.lo.clone(),
            hi: model.hi.clone(),
            trail: Vec::new(),
            level: 0,
            changed: vec![0; model.len()],
            queue: Vec::new(),
            queued,
            leaning,
            hint,
        }
    }

    fn queue_all(&mut self) {
        self.queue = (0..self.rows.len()).rev().collect();
        self.queued.fill(true);
    }

    fn set(&mut self, variable: usize, lo: i64, hi: i64) {
        if self.changed[variable] != self.level {
            self.changed[variable] = self.level;
            self.trail.push((variable, self.lo[variable], self.hi[variable]));
        }
        self.lo[variable] = lo;
        self.hi[variable] = hi;
        for &row in &self.of[variable] {
            if !self.queued[row] {
                self.queued[row] = true;
                self.queue.push(row);
            }
        }
    }

    fn undo(&mut self, to: usize) {
        while self.trail.len() > to {
            if let Some((variable, lo, hi)) = self.trail.pop() {
                self.lo[variable] = lo;
                self.hi[variable] = hi;
            }
        }
    }

    /// Narrows the bounds until no row moves them; false where a row cannot hold any more, or the work is used up.
    fn narrow(&mut self, work: &mut Work) -> bool {
        let mut steps = 0_u64;
        while let Some(at) = self.queue.pop() {
            self.queued[at] = false;
            steps += 1;
            // Bounds that creep towards each other cost as much as other work does.
            let goes_on = !steps.is_multiple_of(STEPS) || work.spend(1);
            if !goes_on || !self.narrow_by(at) {
                for row in self.queue.drain(..) {
                    self.queued[row] = false;
                }
                return false;
            }
        }
        true
    }

    fn narrow_by(&mut self, at: usize) -> bool {
        let row = self.rows[at];
        let (least, greatest) = self.reach(row);
        if least > row.hi || greatest < row.lo {
            return false;
        }
        // How far the sum may rise from its least, and fall from its greatest.
        let (rise, fall) = (row.hi - least, greatest - row.lo);
        if rise >= greatest - least && fall >= greatest - least {
            return true;
        }
        for &(variable, by) in &row.terms {
            let (lo, hi) = (self.lo[variable], self.hi[variable]);
            let (up, down) = if by > 0 { (rise / by, fall / by) } else { (fall / -by, rise / -by) };
            let (new_lo, new_hi) = (lo.max(hi - down.min(hi - lo)), hi.min(lo + up.min(hi - lo)));
            if new_lo > new_hi {
                return false;
            }
            if new_lo != lo || new_hi != hi {
                self.set(variable, new_lo, new_hi);
            }
        }
        true
    }

    fn reach(&self, row: &Row) -> (i64, i64) {
        let (mut least, mut greatest) = (0, 0);
        for &(variable, by) in &row.terms {
            let (lo, hi) = (self.lo[variable] * by, self.hi[variable] * by);
            least += lo.min(hi);
            greatest += lo.max(hi);
        }
        (least, greatest)
    }

    /// Returns the next choice: a variable of the row that is nearest to being decided.
    fn choose(&self, wanted: Wanted) -> Option<Choice> {
        let mut best: Option<(usize, usize)> = None;
        for (at, row) in self.rows.iter().enumerate() {
            let open = row.terms.iter().filter(|(variable, _)| self.is_open(*variable)).count();
            if open > 0 && best.is_none_or(|(fewest, _)| open < fewest) && !self.holds_anyway(row) {
                best = Some((open, at));
            }
        }
        let variable = match best {
            Some((_, at)) => {
                let open = self.rows[at].terms.iter().map(|(variable, _)| *variable).filter(|variable| self.is_open(*variable));
                open.max_by_key(|variable| (self.of[*variable].len(), std::cmp::Reverse(*variable)))?
            }
            None if wanted == Wanted::Every => (0..self.lo.len()).find(|variable| self.is_open(*variable))?,
            None => return None,
        };
        Some(self.halves(variable))
    }

    fn halves(&self, variable: usize) -> Choice {
        let (lo, hi) = (self.lo[variable], self.hi[variable]);
        let middle = lo + (hi - lo) / 2;
        let (low, high) = ((lo, middle), (middle + 1, hi));
        let is_high_first = match self.leaning[variable] {
            0 => self.hint.get(variable).is_some_and(|hint| *hint > middle),
            leaning => leaning > 0,
        };
        let (first, second) = if is_high_first { (high, low) } else { (low, high) };
        Choice { variable, first, second, trail: self.trail.len() }
    }

    fn is_open(&self, variable: usize) -> bool {
        self.lo[variable] < self.hi[variable]
    }

    fn holds_anyway(&self, row: &Row) -> bool {
        let (least, greatest) = self.reach(row);
        least >= row.lo && greatest <= row.hi
    }

    /// Returns a point within the bounds, as near the hint as they allow; every row holds for all of them.
    fn point(&self, hint: &[i64]) -> Vec<i64> {
        let near = |variable: usize| hint.get(variable).copied().unwrap_or(0).clamp(self.lo[variable], self.hi[variable]);
        (0..self.lo.len()).map(near).collect()
    }
}

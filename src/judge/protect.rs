//! Hides cells of a table until nobody can work out what is small.
//!
//! 1. a cell that its own value condemns is hidden: it is primary;
//! 2. `few` finds the fewest further cells, the secondary ones, that bring every hidden cell and every group up to the
//!    rule, with all that stays published as exact knowledge;
//! 3. what is hidden and every group is judged once more, and the intervals are the answer.
//!
//! Of several smallest choices the one with the lowest sum of preferences is taken, then the first in the order of the cells.

mod few;
mod question;

use super::judgement::{Conflict, Group, Judged, conflict, judge_one};
use super::solve::{Budget, Solver};
use super::sum::Sum;
use super::system::{Interval, StatementId, System};
use super::verdict::{Threshold, Verdict};
use question::{Question, Target};

/// A number that is to be published, or hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cell {
    pub sum: Sum,
    pub value: i64,
    pub size: Option<i64>,
    /// Whether it may be hidden. One that may not is public, and is not judged.
    pub hideable: bool,
    /// The lower, the sooner it is hidden.
    pub preference: u32,
}

/// Whether an answer that is known of every member is to be hidden too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Protect {
    /// That nobody does.
    pub zero: bool,
    /// That all do.
    pub all: bool,
}

impl Default for Protect {
    fn default() -> Self {
        Self { zero: true, all: true }
    }
}

/// Which cells are hidden, and what can be worked out then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Suppression {
    /// Cells that their own value condemns, in their order.
    pub primary: Vec<usize>,
    /// Cells that are hidden to protect others, in their order.
    pub secondary: Vec<usize>,
    /// Whether it is proved that no fewer secondary cells would do.
    pub minimum: bool,
    /// Every cell as judged in the end; one that is published has exactly its value.
    pub cells: Vec<Judged>,
    /// Every group as judged in the end.
    pub groups: Vec<Judged>,
}

/// Why a table cannot be protected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unprotected {
    /// These cells' values and these statements cannot all be true.
    Conflict { cells: Vec<usize>, statements: Vec<StatementId> },
    /// These can be worked out though all is hidden that may be.
    Exposed { cells: Vec<usize>, groups: Vec<usize> },
    /// A number is larger than we compute with.
    TooLarge,
}

/// Chooses which cells to hide. What `system` says is public already and stays so.
pub(crate) fn protect(
    system: &System,
    cells: &[Cell],
    groups: &[Group],
    threshold: Threshold,
    protect: Protect,
    budget: Budget,
) -> Result<Suppression, Unprotected> {
    let mut question = Question::new(system, cells, groups, threshold, protect, budget);
    let primary: Vec<usize> = (0..cells.len()).filter(|cell| is_primary(&cells[*cell], threshold, protect)).collect();
    let all = question.system(&vec![false; cells.len()]);
    let first = Solver::new(&all, &[], budget).map_err(|unfit| named(system, conflict(&all, unfit, budget)))?;
    question.seed(&first);
    let few = few::fewest(&mut question, &primary)?;
    let mut hidden = vec![false; cells.len()];
    primary.iter().chain(&few.secondary).for_each(|cell| hidden[*cell] = true);
    let (cells, groups) = finish(&question, &hidden).map_err(|_| Unprotected::TooLarge)?;
    Ok(Suppression { primary, secondary: few.secondary, minimum: few.minimum, cells, groups })
}

fn is_primary(cell: &Cell, threshold: Threshold, protect: Protect) -> bool {
    let interval = Interval::exactly(cell.value);
    let verdict = Verdict::of(interval, cell.size, threshold);
    cell.hideable && !verdict.is_publishable() && !is_exempt(interval, cell.size, protect)
}

/// Tells whether all that is known is an answer of everybody that need not be hidden.
fn is_exempt(interval: Interval, size: Option<i64>, protect: Protect) -> bool {
    interval.exact().is_some_and(|value| value == 0 && !protect.zero || Some(value) == size && !protect.all)
}

/// Judges everything as it can be worked out in the end.
fn finish(question: &Question<'_>, hidden: &[bool]) -> Result<(Vec<Judged>, Vec<Judged>), super::solve::Unfit> {
    let mut solver = question.solver(hidden, question.budget)?;
    let mut judge = |target: Target| {
        let group = question.group(target);
        match target {
            Target::Cell(cell) if !hidden[cell] => {
                let interval = Interval::exactly(question.cells[cell].value);
                Ok(Judged { interval, verdict: Verdict::of(interval, group.size, question.threshold), proved: true })
            }
            _ => judge_one(&mut solver, &group, question.threshold),
        }
    };
    let cells = (0..question.cells.len()).map(|cell| judge(Target::Cell(cell))).collect::<Result<_, _>>()?;
    let groups = (0..question.groups.len()).map(|group| judge(Target::Group(group))).collect::<Result<_, _>>()?;
    Ok((cells, groups))
}

/// Says which cells and which statements are in conflict: the cells' values were stated after the statements.
fn named(system: &System, conflict: Conflict) -> Unprotected {
    match conflict {
        Conflict::TooLarge => Unprotected::TooLarge,
        Conflict::Statements(named) => {
            let (statements, cells): (Vec<_>, Vec<_>) = named.into_iter().partition(|id| id.index() < system.statements());
            Unprotected::Conflict { cells: cells.iter().map(|id| id.index() - system.statements()).collect(), statements }
        }
    }
}

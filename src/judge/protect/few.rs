//! Finds the fewest cells to hide beside the primary ones.
//!
//! [`fewest`] deepens one cell at a time. Where something fails, [`Search::cut`] grows what is hidden as far as the same
//! thing still fails; every choice that passes must then hide one of the cells that are left over, and only those are
//! tried. Each set is tried once, so the proof that no fewer cells will do is complete.
//!
//! Hiding more only widens what is possible, so what fails goes on failing between a set and the one it was grown to,
//! also where an exact nought is let pass. A target whose own value is no such nought must pass in any case: what was
//! learnt about it anywhere holds everywhere, and cuts that share no cell say how many cells are still needed.

use std::collections::BTreeMap;

use super::super::solve::Unfit;
use super::Unprotected;
use super::question::{Question, Target};

/// The secondary cells, and whether it is proved that there are none fewer.
pub(super) struct Few {
    pub secondary: Vec<usize>,
    pub minimum: bool,
}

/// Finds the fewest secondary cells.
pub(super) fn fewest(question: &mut Question<'_>, primary: &[usize]) -> Result<Few, Unprotected> {
    let mut hidden = vec![false; question.cells.len()];
    primary.iter().for_each(|cell| hidden[*cell] = true);
    let mut search = Search { question, cuts: BTreeMap::new(), everywhere: Vec::new(), passed: BTreeMap::new() };
    let quick = search.quick(&hidden).map_err(too_large)?;
    let most = quick.as_ref().map_or(hidden.len(), Vec::len);
    let shallowest = search.deepen(&hidden, most).map_err(too_large)?;
    let is_doubtful = search.question.is_doubtful;
    match (shallowest, quick) {
        (Deepened::Found(secondary), _) => Ok(Few { secondary, minimum: !is_doubtful }),
        (_, Some(secondary)) => Ok(Few { secondary, minimum: false }),
        _ => Err(exposed(question, &hidden)),
    }
}

fn too_large(_: Unfit) -> Unprotected {
    Unprotected::TooLarge
}

/// Says what can be worked out though all is hidden that may be.
fn exposed(question: &mut Question<'_>, hidden: &[bool]) -> Unprotected {
    let all: Vec<bool> = question.cells.iter().zip(hidden).map(|(cell, hidden)| *hidden || cell.hideable).collect();
    let Ok(failing) = question.all_failing(&all) else { return Unprotected::TooLarge };
    let mut exposed = (Vec::new(), Vec::new());
    for target in failing {
        match target {
            Target::Cell(cell) => exposed.0.push(cell),
            Target::Group(group) => exposed.1.push(group),
        }
    }
    Unprotected::Exposed { cells: exposed.0, groups: exposed.1 }
}

/// How the deepening ended.
enum Deepened {
    Found(Vec<usize>),
    Nothing,
    Spent,
}

struct Search<'q, 'a> {
    question: &'q mut Question<'a>,
    /// What fails when these are hidden, and one of which cells must then be hidden too.
    cuts: BTreeMap<Vec<bool>, Vec<usize>>,
    /// Cells of which one must be hidden in any case.
    everywhere: Vec<Vec<usize>>,
    /// What fails first when these are hidden; none where all passes.
    passed: BTreeMap<Vec<bool>, Option<Target>>,
}

/// A choice with its price: the sum of the preferences, then the cells in their order.
type Priced = (u64, Vec<usize>);

impl Search<'_, '_> {
    /// Hides one cell after the other until all passes, then shows again what need not be hidden.
    fn quick(&mut self, primary: &[bool]) -> Result<Option<Vec<usize>>, Unfit> {
        let mut hidden = primary.to_vec();
        let mut chosen = Vec::new();
        while let Some(target) = self.failing(&hidden)? {
            let Some(&cell) = self.cut(&hidden, target)?.first() else { return Ok(None) };
            hidden[cell] = true;
            chosen.push(cell);
        }
        for cell in chosen.clone().into_iter().rev() {
            hidden[cell] = false;
            match self.failing(&hidden)? {
                None => chosen.retain(|kept| *kept != cell),
                Some(_) => hidden[cell] = true,
            }
        }
        chosen.sort_unstable();
        Ok(Some(chosen))
    }

    /// Tries all choices of no cell, of one, of two … up to `most`.
    fn deepen(&mut self, primary: &[bool], most: usize) -> Result<Deepened, Unfit> {
        for count in 0..=most {
            let mut hidden = primary.to_vec();
            let mut barred = vec![false; hidden.len()];
            let mut best: Option<Priced> = None;
            self.choose(&mut hidden, &mut barred, &mut Vec::new(), count, &mut best)?;
            match best {
                _ if self.question.left == 0 => return Ok(Deepened::Spent),
                Some((_, cells)) => return Ok(Deepened::Found(cells)),
                None => {}
            }
        }
        Ok(Deepened::Nothing)
    }

    fn choose(
        &mut self,
        hidden: &mut Vec<bool>,
        barred: &mut Vec<bool>,
        chosen: &mut Vec<usize>,
        left: usize,
        best: &mut Option<Priced>,
    ) -> Result<(), Unfit> {
        if self.question.left == 0 || self.needs_more_than(left, hidden) {
            return Ok(());
        }
        if let Some(cells) = self.smallest(hidden, barred) {
            return self.branch(&cells, (hidden, barred, chosen), left, best);
        }
        let Some(target) = self.failing(hidden)? else {
            let priced = self.priced(chosen);
            if best.as_ref().is_none_or(|best| priced < *best) {
                *best = Some(priced);
            }
            return Ok(());
        };
        if left == 0 {
            return Ok(());
        }
        let cells: Vec<usize> = self.cut(hidden, target)?.into_iter().filter(|cell| !barred[*cell]).collect();
        self.branch(&cells, (hidden, barred, chosen), left, best)
    }

    /// Hides each of the cells in turn; one that was tried is not hidden again beside the later ones.
    fn branch(
        &mut self,
        cells: &[usize],
        (hidden, barred, chosen): (&mut Vec<bool>, &mut Vec<bool>, &mut Vec<usize>),
        left: usize,
        best: &mut Option<Priced>,
    ) -> Result<(), Unfit> {
        for &cell in cells {
            hidden[cell] = true;
            chosen.push(cell);
            self.choose(hidden, barred, chosen, left - 1, best)?;
            chosen.pop();
            hidden[cell] = false;
            barred[cell] = true;
        }
        cells.iter().for_each(|cell| barred[*cell] = false);
        Ok(())
    }

    /// Tells whether cuts that share no cell already ask for more cells than may still be hidden.
    fn needs_more_than(&self, left: usize, hidden: &[bool]) -> bool {
        let mut taken = hidden.to_vec();
        let mut needed = 0;
        for cut in &self.everywhere {
            if !cut.iter().any(|cell| taken[*cell]) {
                cut.iter().for_each(|cell| taken[*cell] = true);
                needed += 1;
            }
        }
        needed > left
    }

    /// Returns the smallest cut of which nothing is hidden yet, without the cells that are barred.
    fn smallest(&self, hidden: &[bool], barred: &[bool]) -> Option<Vec<usize>> {
        let open = self.everywhere.iter().filter(|cut| !cut.iter().any(|cell| hidden[*cell]));
        let allowed = open.map(|cut| cut.iter().copied().filter(|cell| !barred[*cell]).collect::<Vec<_>>());
        allowed.min_by_key(Vec::len)
    }

    fn priced(&self, chosen: &[usize]) -> Priced {
        let mut cells = chosen.to_vec();
        cells.sort_unstable();
        (cells.iter().map(|cell| u64::from(self.question.cells[*cell].preference)).sum(), cells)
    }

    fn failing(&mut self, hidden: &[bool]) -> Result<Option<Target>, Unfit> {
        if let Some(known) = self.passed.get(hidden) {
            return Ok(*known);
        }
        let targets = self.question.targets(hidden);
        let failing = self.question.failing(hidden, &targets)?;
        self.passed.insert(hidden.to_vec(), failing);
        Ok(failing)
    }

    /// Returns cells of which one must be hidden for `target` to pass, those to be hidden sooner first.
    fn cut(&mut self, hidden: &[bool], target: Target) -> Result<Vec<usize>, Unfit> {
        if let Some(known) = self.cuts.get(hidden) {
            return Ok(known.clone());
        }
        let mut cells: Vec<usize> =
            (0..hidden.len()).filter(|cell| !hidden[*cell] && self.question.cells[*cell].hideable).collect();
        cells.sort_by_key(|cell| (self.question.cells[*cell].preference, *cell));
        let mut grown = hidden.to_vec();
        let mut cut = Vec::new();
        for cell in cells {
            grown[cell] = true;
            if self.question.failing(&grown, &[target])?.is_none() {
                grown[cell] = false;
                cut.push(cell);
            }
        }
        self.cuts.insert(hidden.to_vec(), cut.clone());
        if self.question.is_lasting(target) && !self.everywhere.contains(&cut) {
            self.everywhere.push(cut.clone());
            self.everywhere.sort_by_key(Vec::len);
        }
        Ok(cut)
    }
}

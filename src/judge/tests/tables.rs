//! Tables: the example worked out by hand, then random ones against a search over every set of cells.

use super::super::{Cell, Interval, Protect, Relation, Unprotected, Verdict, protect};
use super::chance::Chance;
use super::{Budget, Group, Sum, System, Threshold};

/// A table of counts with all its margins, as plain numbers.
#[derive(Debug)]
struct Made {
    rows: usize,
    columns: usize,
    inner: Vec<i64>,
    /// For inner cells, totals of rows, totals of columns, and the grand total.
    sizes: Vec<Option<i64>>,
    public: Vec<bool>,
    threshold: i64,
    protect: Protect,
    group: Option<(Vec<i64>, Option<i64>)>,
}

impl Made {
    /// Returns which inner cells make up each cell.
    fn sums(&self) -> Vec<Vec<i64>> {
        let count = self.rows * self.columns;
        let of = |holds: &dyn Fn(usize) -> bool| (0..count).map(|at| i64::from(holds(at))).collect::<Vec<_>>();
        let mut sums: Vec<Vec<i64>> = (0..count).map(|one| of(&|at| at == one)).collect();
        sums.extend((0..self.rows).map(|row| of(&|at| at / self.columns == row)));
        sums.extend((0..self.columns).map(|column| of(&|at| at % self.columns == column)));
        sums.push(vec![1; count]);
        sums
    }

    /// The rule for a group whose least and greatest value are these.
    fn passes(&self, lo: i64, hi: i64, size: Option<i64>) -> bool {
        if lo == hi && (lo == 0 && !self.protect.zero || Some(lo) == size && !self.protect.all) {
            return true;
        }
        let Some(size) = size else { return hi >= self.threshold };
        (lo == 0 && hi == size) || (hi >= self.threshold && size - lo >= self.threshold && !(lo == hi && (lo == 0 || lo == size)))
    }
}

fn sum_at(sum: &[i64], point: &[i64]) -> i64 {
    sum.iter().zip(point).map(|(by, value)| by * value).sum()
}

/// No cell without a size can hold more than this: the grand total is public then.
const MOST: i64 = 8;

fn made(chance: &mut Chance) -> Option<Made> {
    let (rows, columns) = [(2, 2), (2, 2), (1, 3), (3, 1)][usize::try_from(chance.below(4)).unwrap()];
    let inner: Vec<i64> = (0..rows * columns).map(|_| chance.below(5)).collect();
    let protect = Protect { zero: chance.one_in(2), all: chance.one_in(2) };
    let threshold = 1 + chance.below(3);
    let mut made = Made { rows, columns, inner, sizes: Vec::new(), public: Vec::new(), threshold, protect, group: None };
    let sums = made.sums();
    let around: Vec<i64> = made.inner.iter().map(|value| value + chance.below(3)).collect();
    let (all_sized, some_sized) = (chance.one_in(3), chance.one_in(2));
    for (at, sum) in sums.iter().enumerate() {
        let is_sized = all_sized || some_sized && chance.one_in(2);
        made.sizes.push(is_sized.then(|| sum_at(sum, &around)));
        let is_total = at >= rows * columns;
        made.public.push(at + 1 == sums.len() && !all_sized || is_total && chance.one_in(4));
    }
    if chance.one_in(3) {
        let sum: Vec<i64> = (0..rows * columns).map(|_| chance.below(2)).collect();
        let size = sum_at(&sum, &around);
        made.group = Some((sum, all_sized.then_some(size)));
    }
    (all_sized || made.inner.iter().sum::<i64>() <= MOST).then_some(made)
}

/// The primary cells, and all smallest sets of secondary ones, by trying every set and every assignment.
fn by_trying(made: &Made) -> (Vec<usize>, Vec<Vec<usize>>) {
    let sums = made.sums();
    let values: Vec<i64> = sums.iter().map(|sum| sum_at(sum, &made.inner)).collect();
    let worlds = worlds(made, &sums, &values);
    let may_hide: Vec<usize> = (0..sums.len()).filter(|cell| !made.public[*cell]).collect();
    let is_primary = |cell: &usize| !made.passes(values[*cell], values[*cell], made.sizes[*cell]);
    let (primary, free): (Vec<usize>, Vec<usize>) = may_hide.into_iter().partition(is_primary);
    let mut best: Vec<Vec<usize>> = Vec::new();
    for mask in 0..1_u32 << free.len() {
        let secondary: Vec<usize> = (0..free.len()).filter(|at| mask >> at & 1 == 1).map(|at| free[at]).collect();
        let fewest = best.first().map_or(usize::MAX, Vec::len);
        if secondary.len() > fewest || !is_safe(made, &worlds, values.len(), &[primary.as_slice(), &secondary].concat()) {
            continue;
        }
        if secondary.len() < fewest {
            best.clear();
        }
        best.push(secondary);
    }
    (primary, best)
}

/// A table that fits: its cells, then the group; and in which cells it differs from the true one.
struct World {
    cells: Vec<i64>,
    differs: u32,
}

/// Every table that fits the sizes and what is public.
fn worlds(made: &Made, sums: &[Vec<i64>], values: &[i64]) -> Vec<World> {
    let mut worlds = Vec::new();
    let caps: Vec<i64> = (0..made.inner.len()).map(|at| made.sizes[at].unwrap_or(MOST)).collect();
    let mut point = vec![0; made.inner.len()];
    loop {
        let mut cells: Vec<i64> = sums.iter().map(|sum| sum_at(sum, &point)).collect();
        let fits =
            |at: usize| made.sizes[at].is_none_or(|size| cells[at] <= size) && (!made.public[at] || cells[at] == values[at]);
        if (0..cells.len()).all(fits) {
            cells.extend(made.group.iter().map(|(sum, _)| sum_at(sum, &point)));
            let differs = values.iter().zip(&cells).rev().fold(0, |mask, (value, cell)| mask << 1 | u32::from(value != cell));
            worlds.push(World { cells, differs });
        }
        let Some(next) = (0..point.len()).find(|at| point[*at] < caps[*at]) else { return worlds };
        point[next] += 1;
        point[..next].fill(0);
    }
}

fn is_safe(made: &Made, worlds: &[World], cells: usize, hidden: &[usize]) -> bool {
    let mask = hidden.iter().fold(0_u32, |mask, cell| mask | 1 << cell);
    let fitting: Vec<&World> = worlds.iter().filter(|world| world.differs & !mask == 0).collect();
    let passes = |at: usize, size: Option<i64>| {
        let range = fitting.iter().map(|world| world.cells[at]);
        made.passes(range.clone().min().unwrap(), range.max().unwrap(), size)
    };
    hidden.iter().all(|cell| passes(*cell, made.sizes[*cell])) && made.group.iter().all(|(_, size)| passes(cells, *size))
}

fn cells(made: &Made) -> (System, Vec<Cell>, Vec<Group>) {
    let mut system = System::new();
    let ids: Vec<_> = (0..made.inner.len()).map(|at| system.unknown(0, made.sizes[at])).collect();
    let sum = |by: &[i64]| Sum::of(ids.iter().copied().zip(by.iter().copied()));
    let mut cells = Vec::new();
    for (at, by) in made.sums().iter().enumerate() {
        if let Some(size) = made.sizes[at] {
            system.state(sum(by), Relation::AtMost, size);
        }
        let preference = u32::from(at >= ids.len());
        let value = sum_at(by, &made.inner);
        cells.push(Cell { sum: sum(by), value, size: made.sizes[at], hideable: !made.public[at], preference });
    }
    let groups = made.group.iter().map(|(by, size)| Group { sum: sum(by), size: *size }).collect();
    (system, cells, groups)
}

#[test]
fn no_smaller_set_of_hidden_cells_is_safe() {
    let (mut tried, mut impossible, mut by_count) = (0, 0, [0; 8]);
    for seed in 0..6_000 {
        let Some(made) = made(&mut Chance::new(seed)) else { continue };
        tried += 1;
        let (primary, best) = by_trying(&made);
        let (system, cells, groups) = cells(&made);
        let threshold = Threshold(u32::try_from(made.threshold).unwrap());
        match (best.is_empty(), protect(&system, &cells, &groups, threshold, made.protect, Budget(500_000))) {
            (true, Err(Unprotected::Exposed { cells, groups })) => {
                assert!(!cells.is_empty() || !groups.is_empty(), "seed {seed}");
                impossible += 1;
            }
            (false, Ok(found)) => {
                let price = |set: &Vec<usize>| (set.iter().map(|cell| cells[*cell].preference).sum::<u32>(), set.clone());
                let first = best.iter().min_by_key(|set| price(set)).unwrap();
                assert_eq!((&found.primary, &found.secondary, found.minimum), (&primary, first, true), "seed {seed}: {made:?}");
                by_count[first.len()] += 1;
            }
            (_, found) => panic!("seed {seed}: {found:?} against {best:?}: {made:?}"),
        }
    }
    assert!(
        tried > 2_000 && impossible > 100 && by_count[1..4].iter().all(|count| *count > 50),
        "{tried} {impossible} {by_count:?}"
    );
}

/// The table of the manual, with a cell for each unknown.
fn manual(protect_all: bool) -> Result<super::super::Suppression, Unprotected> {
    let mut system = System::new();
    let told = [6, 3, 1, 6, 7, 9, 9, 7, 16];
    let sizes = [Some(9), None, Some(7), None, Some(16), None, None, None, None];
    let ids = sizes.map(|size| system.unknown(0, size));
    for (total, parts) in [(6, [0, 1]), (7, [2, 3]), (4, [0, 2])] {
        system.state(Sum::of([(ids[total], 1), (ids[parts[0]], -1), (ids[parts[1]], -1)]), Relation::Equal, 0);
    }
    let cell = |at: usize| Cell {
        sum: Sum::one(ids[at]),
        value: told[at],
        size: sizes[at],
        hideable: at < 6,
        preference: u32::from(at == 4 || at > 5),
    };
    let cells: Vec<Cell> = (0..9).map(cell).collect();
    let protect_ = Protect { zero: protect_all, all: protect_all };
    protect(&system, &cells, &[], Threshold(3), protect_, Budget(100_000))
}

#[test]
fn the_table_of_the_manual() {
    let found = manual(false).unwrap();
    assert_eq!((found.primary, found.secondary, found.minimum), (vec![2], vec![3, 4], true));
    assert_eq!(found.cells[2].interval, Interval { lo: Some(0), hi: Some(7) });
    assert_eq!(found.cells[4].interval, Interval { lo: Some(6), hi: Some(13) });
    assert_eq!(found.cells[8].interval, Interval::exactly(16));
    assert!(found.cells[2].verdict == Verdict::NothingLearnt && found.cells[4].verdict == Verdict::Open);
}

#[test]
fn cells_that_nothing_can_protect_are_named() {
    let mut system = System::new();
    let [a, b] = [(); 2].map(|()| system.unknown(0, Some(9)));
    system.state(Sum::of([(a, 1), (b, 1)]), Relation::Equal, 2);
    let cell = |id, hideable| Cell { sum: Sum::one(id), value: 1, size: Some(9), hideable, preference: 0 };
    let found = protect(&system, &[cell(a, true), cell(b, true)], &[], Threshold(3), Protect::default(), Budget(100_000));
    assert_eq!(found, Err(Unprotected::Exposed { cells: vec![0, 1], groups: vec![] }));
}

#[test]
fn values_that_cannot_be_true_are_named() {
    let mut system = System::new();
    let [a, b] = [(); 2].map(|()| system.unknown(0, Some(9)));
    let equation = system.state(Sum::of([(a, 1), (b, 1)]), Relation::Equal, 7);
    let cell = |id, value| Cell { sum: Sum::one(id), value, size: Some(9), hideable: true, preference: 0 };
    let found = protect(&system, &[cell(a, 4), cell(b, 4)], &[], Threshold(3), Protect::default(), Budget(100_000));
    assert_eq!(found, Err(Unprotected::Conflict { cells: vec![0, 1], statements: vec![equation] }));
}

#[test]
fn a_table_of_six_by_six_is_protected_with_a_proof() {
    let mut chance = Chance::new(7);
    let mut system = System::new();
    let values: Vec<i64> = (0..36).map(|at| if at % 11 == 0 { 1 } else { 3 + chance.below(5) }).collect();
    let ids: Vec<_> = (0..36).map(|_| system.unknown(0, None)).collect();
    let of = |line: usize, is_row: bool| (0..36).filter(move |at| if is_row { at / 6 == line } else { at % 6 == line });
    for (line, is_row) in (0..6).flat_map(|line| [(line, true), (line, false)]) {
        let total = of(line, is_row).map(|at| values[at]).sum();
        system.state(Sum::of(of(line, is_row).map(|at| (ids[at], 1))), Relation::Equal, total);
    }
    let cell = |at: usize| Cell { sum: Sum::one(ids[at]), value: values[at], size: None, hideable: true, preference: 0 };
    let cells: Vec<Cell> = (0..36).map(cell).collect();
    let found = protect(&system, &cells, &[], Threshold(3), Protect::default(), Budget(2_000_000)).unwrap();
    assert_eq!(found.primary, [0, 11, 22, 33]);
    // In no row and no column of the four may a hidden cell be alone.
    assert!(found.minimum && found.secondary.len() >= 3, "{found:?}");
    assert!(found.cells.iter().all(|judged| judged.verdict.is_publishable()));
}

//! A bounded system in machine numbers, ready to be searched.
//!
//! Invariant: no sum of a row (or of a goal that [`Model::fits`]) over values within the bounds passes [`FAR`] / 2, so
//! that the arithmetic of a search cannot overflow.

/// Stands for a side that a row lacks: beyond every sum.
pub(super) const FAR: i64 = 1 << 61;

/// That a sum of variables lies between two numbers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    pub terms: Vec<(usize, i64)>,
    pub lo: i64,
    pub hi: i64,
}

/// Variables between bounds, and rows over them.
#[derive(Debug, Clone, Default)]
pub(super) struct Model {
    pub lo: Vec<i64>,
    pub hi: Vec<i64>,
    pub rows: Vec<Row>,
}

impl Model {
    pub(super) fn len(&self) -> usize {
        self.lo.len()
    }

    /// Tells whether sums of these terms stay far from overflowing.
    pub(super) fn fits(&self, terms: &[(usize, i64)]) -> bool {
        let most: Option<i128> = terms.iter().try_fold(0_i128, |sum, &(variable, by)| {
            let far = i128::from(self.lo[variable]).abs().max(i128::from(self.hi[variable]).abs());
            sum.checked_add(i128::from(by).abs().checked_mul(far)?)
        });
        most.is_some_and(|most| most <= i128::from(FAR / 2))
    }

    /// Returns the greatest value of a sum under the bounds alone.
    pub(super) fn greatest(&self, terms: &[(usize, i64)]) -> i64 {
        terms.iter().map(|&(variable, by)| by * if by > 0 { self.hi[variable] } else { self.lo[variable] }).sum()
    }

    /// Adds a variable that stands in every row where `like` stands.
    pub(super) fn add_like(&mut self, like: usize, lo: i64, hi: i64) -> usize {
        let new = self.len();
        self.lo.push(lo);
        self.hi.push(hi);
        for row in &mut self.rows {
            if let Some(&(_, by)) = row.terms.iter().find(|(variable, _)| *variable == like) {
                row.terms.push((new, by));
            }
        }
        new
    }
}

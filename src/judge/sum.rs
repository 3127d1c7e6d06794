//! Whole-number sums over unknowns: `2a + b`. They know no values and no bounds.

use std::collections::BTreeMap;

/// One unknown of a [`System`](super::System).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct UnknownId(pub(super) usize);

impl UnknownId {
    /// Returns how many unknowns its system had before it.
    pub(crate) fn index(self) -> usize {
        self.0
    }
}

/// A sum of unknowns, each with a coefficient that is not 0; in the order of the unknowns.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sum(Vec<(UnknownId, i64)>);

impl Sum {
    /// Returns the sum of these terms; those of one unknown are put together.
    ///
    /// A coefficient past the range of `i64` stays at its end, where every use of the sum is refused as too large.
    pub(crate) fn of(terms: impl IntoIterator<Item = (UnknownId, i64)>) -> Self {
        let mut together: BTreeMap<UnknownId, i64> = BTreeMap::new();
        for (unknown, coefficient) in terms {
            let sum = together.entry(unknown).or_default();
            *sum = sum.saturating_add(coefficient);
        }
        Self(together.into_iter().filter(|(_, coefficient)| *coefficient != 0).collect())
    }

    /// Returns the sum that is one unknown.
    pub(crate) fn one(unknown: UnknownId) -> Self {
        Self(vec![(unknown, 1)])
    }

    pub(crate) fn terms(&self) -> &[(UnknownId, i64)] {
        &self.0
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

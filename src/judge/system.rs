//! What an outsider knows: unknown whole numbers, their bounds, and linear statements over them.

use super::sum::{Sum, UnknownId};

/// The least and greatest value there can be; none where no bound is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Interval {
    pub lo: Option<i64>,
    pub hi: Option<i64>,
}

impl Interval {
    pub(crate) fn exactly(value: i64) -> Self {
        Self { lo: Some(value), hi: Some(value) }
    }

    /// Returns the only value it holds.
    pub(crate) fn exact(self) -> Option<i64> {
        self.lo.filter(|_| self.lo == self.hi)
    }
}

/// How a sum stands to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    Equal,
    AtLeast,
    AtMost,
}

impl Relation {
    /// Returns the values that stand so to `value`.
    fn interval(self, value: i64) -> Interval {
        match self {
            Self::Equal => Interval::exactly(value),
            Self::AtLeast => Interval { lo: Some(value), hi: None },
            Self::AtMost => Interval { lo: None, hi: Some(value) },
        }
    }
}

/// One statement, in the order in which they were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct StatementId(pub(super) usize);

impl StatementId {
    pub(crate) fn index(self) -> usize {
        self.0
    }
}

/// That a sum lies in an interval. A statement says one or more such things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claim {
    pub sum: Sum,
    pub within: Interval,
}

/// Unknowns and all that is said about them.
#[derive(Debug, Clone, Default)]
pub(crate) struct System {
    pub(super) unknowns: Vec<Interval>,
    pub(super) claims: Vec<(StatementId, Claim)>,
    statements: usize,
}

impl System {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds an unknown between `least` and `greatest`.
    pub(crate) fn unknown(&mut self, least: i64, greatest: Option<i64>) -> UnknownId {
        self.unknown_within(Interval { lo: Some(least), hi: greatest })
    }

    /// Adds an unknown that may lack either bound.
    pub(crate) fn unknown_within(&mut self, bounds: Interval) -> UnknownId {
        self.unknowns.push(bounds);
        UnknownId(self.unknowns.len() - 1)
    }

    /// Adds the statement that `sum` stands so to `value`.
    pub(crate) fn state(&mut self, sum: Sum, relation: Relation, value: i64) -> StatementId {
        self.state_all([Claim { sum, within: relation.interval(value) }])
    }

    /// Adds one statement that makes all these claims.
    pub(crate) fn state_all(&mut self, claims: impl IntoIterator<Item = Claim>) -> StatementId {
        let id = StatementId(self.statements);
        self.statements += 1;
        self.claims.extend(claims.into_iter().map(|claim| (id, claim)));
        id
    }

    pub(crate) fn bounds(&self, unknown: UnknownId) -> Interval {
        self.unknowns[unknown.0]
    }

    pub(crate) fn unknowns(&self) -> impl Iterator<Item = UnknownId> + use<> {
        (0..self.unknowns.len()).map(UnknownId)
    }

    pub(crate) fn claims(&self) -> &[(StatementId, Claim)] {
        &self.claims
    }

    /// Returns how many statements were made.
    pub(crate) fn statements(&self) -> usize {
        self.statements
    }

    /// Returns the same unknowns with only those statements that `keeps`.
    pub(crate) fn with_only(&self, keeps: impl Fn(StatementId) -> bool) -> Self {
        let claims = self.claims.iter().filter(|(id, _)| keeps(*id)).cloned().collect();
        Self { unknowns: self.unknowns.clone(), claims, statements: self.statements }
    }

    /// Returns the greatest value of `sum` that the bounds alone allow.
    pub(crate) fn greatest(&self, sum: &Sum) -> Option<i64> {
        sum.terms().iter().try_fold(0_i64, |total, &(unknown, coefficient)| {
            let bounds = self.unknowns[unknown.0];
            let bound = if coefficient > 0 { bounds.hi } else { bounds.lo };
            total.checked_add(coefficient.checked_mul(bound?)?)
        })
    }
}

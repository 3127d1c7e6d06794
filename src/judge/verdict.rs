//! The rule: what an interval says about the members of a group, and whether that may be public.

use super::system::Interval;

/// How many people, at least, there must be on a side before it is not small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Threshold(pub u32);

impl Default for Threshold {
    fn default() -> Self {
        Self(3)
    }
}

/// What an outsider learns about a group. The first that applies, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The statements say nothing about it.
    NothingLearnt,
    /// Every member's answer is known.
    AllOrNone,
    /// The value is known, and large on both sides.
    ExactAndLarge,
    /// Neither side is known to be small.
    Open,
    /// One side is known to be small.
    Small,
}

impl Verdict {
    /// Judges a group of `size` members of whom between `lo` and `hi` say yes.
    ///
    /// A group whose size nobody knows has one side only: it cannot be known to be all, and its other side cannot be
    /// known to be small. A difference may be negative; that is never as much as the threshold, so a difference is
    /// open only where it can be large, and small where it is known to be negative.
    pub(crate) fn of(interval: Interval, size: Option<i64>, Threshold(threshold): Threshold) -> Self {
        let Interval { lo, hi } = interval;
        let threshold = i128::from(threshold);
        let is_many = |value: Option<i64>| value.is_none_or(|value| i128::from(value) >= threshold);
        let others_are_many = match (size, lo) {
            (Some(size), Some(lo)) => i128::from(size) - i128::from(lo) >= threshold,
            _ => true,
        };
        match interval.exact() {
            _ if lo == Some(0) && hi == size => Self::NothingLearnt,
            Some(value) if value == 0 || Some(value) == size => Self::AllOrNone,
            Some(_) if is_many(lo) && others_are_many => Self::ExactAndLarge,
            _ if is_many(hi) && others_are_many => Self::Open,
            _ => Self::Small,
        }
    }

    pub(crate) fn is_publishable(self) -> bool {
        matches!(self, Self::NothingLearnt | Self::ExactAndLarge | Self::Open)
    }

    /// Returns its name for programs: `exact_and_large`.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::NothingLearnt => "nothing_learnt",
            Self::AllOrNone => "all_or_none",
            Self::ExactAndLarge => "exact_and_large",
            Self::Open => "open",
            Self::Small => "small",
        }
    }
}

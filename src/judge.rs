//! What an outsider can work out: exact bounds on unknown counts, the rule about them, and the fewest cells to hide.
//!
//! Everything that is published about a group of people is a linear statement over unknown whole numbers. Ways in:
//!
//! 1. [`judge`] computes, for each group, the least and greatest value that fits all statements of a [`System`], in
//!    whole numbers and exactly, and gives its [`Verdict`];
//! 2. [`protect()`] chooses which cells of a table to hide so that every group passes, as few as can be;
//! 3. [`explain()`] shows how an outsider would work a group out, [`dominance()`] whether one amount shows through a sum;
//! 4. [`Statement`] reads statements as people write them.
//!
//! Work is counted in nodes ([`Budget`]), never in time. What cannot be proved within it counts as failing: more is then
//! hidden, and the answer says so.
//!
//! Invariant: pure, and knows nothing of the program around it: neither files, nor mappings, nor words for people.

mod dominance;
mod explain;
mod judgement;
mod protect;
mod solve;
mod statement;
mod sum;
mod system;
mod verdict;

#[cfg(test)]
mod tests;

pub(crate) use dominance::{Held, Percent, Rule, Rules, dominance};
pub(crate) use explain::{End, Explanation, Step, Way, explain};
pub(crate) use judgement::{Conflict, Group, Judged, judge};
pub(crate) use protect::{Cell, Protect, Suppression, Unprotected, protect};
pub(crate) use solve::Budget;
pub(crate) use statement::{Decimal, Expected, Misread, Names, Statement, Why, Words, group, is_name};
pub(crate) use sum::{Sum, UnknownId};
#[cfg(test)]
use system::Claim;
pub(crate) use system::{Interval, Relation, StatementId, System};
pub(crate) use verdict::{Threshold, Verdict};

//! Numbers of a mapping: how they are made, and how they are proved again at each build.
//!
//! 1. `tally` counts the observations, for each combination of public facts;
//! 2. `suppress` hides what tells too much, and as little more as it takes (`propose`);
//! 3. `file` writes what is left: `release.yaml` and its ledger, which hold public statements only;
//! 4. `proof` judges every edition ever published together, as a stranger with all of them at hand would, with no
//!    observation at hand. A release is never trusted because it was read from a file.
//!
//! `frame` says which participants a number speaks of, over the editions; `question` turns the numbers on one theme into
//! statements for the judge.
//!
//! Must not know: pages, and in `proof` and what it uses, observations.

mod file;
mod frame;
mod insider;
mod objections;
mod proof;
mod propose;
mod question;
mod suppress;
mod tally;
mod words;

/// How much work one question to the judge may cost. What is not proved within it is hidden.
const BUDGET: crate::judge::Budget = crate::judge::Budget(2_000_000);

pub(crate) use file::{ledger_text, release_text};
pub(crate) use frame::Part;
pub(crate) use proof::Inferred;
pub(super) use proof::prove;
pub(super) use propose::outgrown;
pub(crate) use propose::{Proposal, propose};
pub(super) use question::statements;
pub(crate) use suppress::Reason;

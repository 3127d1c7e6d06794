//! A spreadsheet in, `observations.yaml` out: what each participant said, as the map of the columns reads it.
//!
//! 1. [`read_table`] makes a [`Table`] of a file's bytes (`csv`, `xlsx`): a row of headings and rows of cells;
//! 2. [`propose()`] suggests a map of its columns, to be looked over by a person;
//! 3. [`observe`] reads the rows by a map (`columns` finds what the map names, `rows` reads, `cell` understands one cell);
//! 4. [`write()`] puts the observations down in the one canonical form that `check` reads.
//!
//! Invariant: nothing is guessed. A word, a date, a column or a row that is not certain is a problem.
//! Invariant: no problem repeats what stands in a cell; it says which cell.
//!
//! Must not know: the disk, and what becomes of observations.

mod cell;
mod columns;
mod csv;
mod propose;
mod rows;
mod table;
mod write;
mod xlsx;

pub(crate) use propose::propose;
pub(crate) use rows::{Observed, observe};
pub(crate) use table::{Table, read_table};
pub(crate) use write::write;

//! Asks the content: what there is and in what state, why a page is (not) there, what links where, what would change.
//!
//! 1. [`survey()`] runs the stages as a build does, in memory, and keeps what each of them knows: it judges nothing itself;
//! 2. `entry` lists what the content holds, and what was left out, by its file alone;
//! 3. `find` understands how people name a thing: a file, an address, an id, a title;
//! 4. `lead` turns the links of the finished pages round: who links here, what nobody links to, what leaves the site.
//! 5. `compare` holds two editions of the site beside each other, as a reader would.
//!
//! Invariant: of what is withheld only file, kind and reason are known here; a title comes from what was let out.
//!
//! Must not know: how an answer looks.

mod compare;
mod entry;
mod find;
mod lead;
mod survey;

pub(crate) use compare::{Change, Comparison, Edition, Files, Hunk, Moved, compare};
pub(crate) use entry::{Entry, Kind, State};
pub(crate) use find::{Answer, Found, find};
pub(crate) use lead::{Because, Orphan, Outside, broken, orphans, outside};
pub(crate) use survey::{Maker, PageSeen, Survey, survey, survey_at, survey_of};

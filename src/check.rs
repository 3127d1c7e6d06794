//! [`Sources`] in, [`Registry`] out: what the files say, understood, and every reference in it known to lead somewhere.
//!
//! [`check`] is the way in.
//!
//! 1. `front_matter` parts a Markdown file, `yaml` reads YAML by its type (never by the look of a value);
//! 2. `form` turns what was written into domain types, one kind of file after the other;
//! 3. `mention` finds the references inside texts;
//! 4. `rule` holds the registry together: ids, references, dates, areas.
//!
//! All problems of all files are found before the door; nothing is published past one.
//!
//! Must not know: how a page looks, what may be published.

mod form;
mod front_matter;
mod mention;
mod reader;
mod registry;
mod rule;
mod yaml;

use rayon::prelude::*;

pub(crate) use form::{Amounts, Asked, StatementSet, Table, asked, municipality_rows, part_base_url};
pub(crate) use registry::{Mention, Registry};

use crate::domain::Date;
use crate::load::Sources;
use crate::problem::Problem;

/// Understands all files and checks what they say of each other on the day `today`.
pub(crate) fn check(sources: Sources, today: Date) -> (Registry, Vec<Problem>) {
    let (read, problems): (Vec<_>, Vec<_>) = sources.texts.into_par_iter().with_min_len(32).map(form::read).unzip();
    let mut problems: Vec<Problem> = problems.into_iter().flatten().collect();
    let (mut registry, uses) = registry::assemble(read, &mut problems);
    registry.attachments = sources.attachments;
    problems.extend(rule::all(&registry, &uses, today));
    (registry, problems)
}

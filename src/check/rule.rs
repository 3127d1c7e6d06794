//! What holds the registry together, one rule a file.

mod areas;
mod editions;
mod hosts;
mod ids;
mod labels;
mod lost;
mod named;
mod succession;
mod tables;
mod targets;
mod translations;

pub(crate) use editions::digest;
pub(super) use editions::digests;

use super::Registry;
use super::reader::Use;
use crate::domain::Date;
use crate::problem::Problem;

/// Returns what the rules object to.
pub(super) fn all(registry: &Registry, uses: &[Use], today: Date) -> Vec<Problem> {
    let mut problems = ids::unique(registry);
    problems.extend(succession::successors_exist(registry));
    problems.extend(labels::unique(registry));
    problems.extend(tables::files_hold(registry));
    problems.extend(targets::exist(registry, uses));
    problems.extend(hosts::hold_then(registry));
    problems.extend(hosts::one_at_a_time(registry));
    problems.extend(areas::one_centre_each(registry, today));
    problems.extend(translations::hold(registry));
    problems.extend(editions::hold(registry));
    problems
}

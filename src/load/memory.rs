//! What was read last time, so that only what has changed is read again.
//!
//! [`Memory::read`] is the way in. A file counts as unchanged where it looks the same from outside ([`Mark`]) and was left
//! alone long enough before it was read: one changed twice within a tick of the disk's clock looks the same too. Where the
//! system does not say when a file was last touched, everything is read.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use rayon::prelude::*;

use super::marks::Mark;
use super::walk::Found;
use super::{Outcome, ReadFile, read};
use crate::domain::Source;
use crate::problem::Problem;

/// How much later than a file another must have been touched, for the first to be left alone. No disk's clock ticks slower.
const SETTLED: Duration = Duration::from_secs(2);

/// The files of the last run, in the order of their paths.
#[derive(Debug, Default)]
pub(crate) struct Memory(Vec<Arc<Known>>);

#[derive(Debug)]
struct Known {
    source: Source,
    path: PathBuf,
    mark: Mark,
    file: Option<ReadFile>,
    problems: Vec<Problem>,
}

impl Memory {
    /// Reads those files that have changed, and remembers all.
    pub(super) fn read(&mut self, files: Vec<Found>) -> Vec<Outcome> {
        // Looked at before they are read: a change in between is seen next time.
        let marks: Vec<Option<Mark>> = files.par_iter().with_min_len(64).map(|file| Mark::at(&file.path)).collect();
        let newest = marks.iter().flatten().filter_map(Mark::touched).max();
        let is_settled = |mark: &Mark| mark.touched().is_some_and(|touched| Some(touched + SETTLED) < newest);
        let last = std::mem::take(&mut self.0);
        let read: Vec<(Outcome, Option<Arc<Known>>)> = files
            .into_par_iter()
            .zip(marks)
            .with_min_len(16)
            .map_init(Vec::new, |buffer, (file, mark)| {
                if let Some(known) = find(&last, &file, mark.as_ref()) {
                    return (Ok((known.file.clone(), known.problems.clone())), Some(Arc::clone(known)));
                }
                let (outcome, _) = read(&file, buffer);
                let known = mark.filter(is_settled).zip(outcome.as_ref().ok()).map(|(mark, (read, problems))| {
                    let Found { source, path } = file;
                    Arc::new(Known { source, path, mark, file: read.clone(), problems: problems.clone() })
                });
                (outcome, known)
            })
            .collect();
        let (outcomes, known): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        self.0 = known.into_iter().flatten().collect();
        self.0.sort_by(|one, other| one.source.cmp(&other.source));
        outcomes
    }
}

fn find<'a>(last: &'a [Arc<Known>], file: &Found, mark: Option<&Mark>) -> Option<&'a Arc<Known>> {
    let at = last.binary_search_by(|known| known.source.cmp(&file.source)).ok()?;
    last.get(at).filter(|known| known.path == file.path && Some(&known.mark) == mark)
}

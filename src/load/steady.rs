//! The content as it was at one moment: where a file was changed while all were read, all are read again.
//!
//! [`steadily`] is the way in. A site made of half of what was saved, or of half of what `git` brought, is one that nobody
//! wrote; with rules that hold several files together it could also tell of problems that there are not.

use std::path::PathBuf;
use std::time::Duration;

use rayon::prelude::*;

use super::marks::Mark;
use crate::problem::{Fault, FaultKind, both};

/// How often is read before it is given up.
const MOST: usize = 5;
/// How long to wait before reading again: whoever saves many files has then most often saved them all.
const BREATH: Duration = Duration::from_millis(200);

/// How each file looked when it was opened; none where it was gone.
///
/// Who looks once more when all are read, and finds each as it was, has them all as they were when the last was opened.
#[derive(Debug, Default)]
pub(super) struct Seen(pub Vec<(PathBuf, Option<Mark>)>);

impl Seen {
    fn is_still(&self) -> bool {
        self.0.par_iter().with_min_len(64).all(|(path, seen)| seen.is_some() && Mark::at(path) == *seen)
    }
}

/// Reads until nothing changes meanwhile.
///
/// # Errors
///
/// What reading says, or that the files do not come to rest.
pub(super) fn steadily<T>(mut read: impl FnMut(&mut Seen) -> Result<T, Fault>) -> Result<T, Fault> {
    for attempt in 0..MOST {
        if attempt > 0 {
            breathe();
        }
        let mut seen = Seen::default();
        let outcome = read(&mut seen);
        if seen.is_still() {
            return outcome;
        }
    }
    let doing = both!("innholdet ble endret hver gang det ble lest", "the content was changed each time it was read");
    let fault = Fault { kind: FaultKind::Machine, ..Fault::usage(doing) };
    Err(fault.help(both!(
        "vent til programmet som lagrer, synkroniserer eller henter filene, er ferdig, og kjør på nytt",
        "wait until the program that saves, synchronises or fetches the files is done, and run again"
    )))
}

#[expect(clippy::disallowed_methods, reason = "no event tells that all who save have saved; what is made depends on no clock")]
fn breathe() {
    std::thread::sleep(BREATH);
}

#[cfg(test)]
mod tests;

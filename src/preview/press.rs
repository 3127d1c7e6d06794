//! Sets on paper what a site still waits for, on a thread of its own: pages are never kept waiting for a PDF.
//!
//! [`Press::set`] says what is wanted now; what was wanted before and is not begun is forgotten. Each time something is
//! finished the bell rings, and [`Press::finished`] hands it over.

use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::watch::Ring;
use crate::pipeline::{self, Finished, Job};

/// The thread, as others see it.
pub(super) struct Press(Arc<Table>);

#[derive(Default)]
struct Table {
    work: Mutex<Work>,
    has_work: Condvar,
}

#[derive(Default)]
struct Work {
    waiting: Vec<Job>,
    /// The digest of what is being set.
    begun: Option<String>,
    finished: Vec<Finished>,
}

impl Press {
    /// Starts the thread, which ends with the program.
    pub(super) fn start(bell: Sender<Ring>) -> io::Result<Self> {
        // Its own, so that the pages never queue behind a report.
        let threads = rayon::ThreadPoolBuilder::new().build().map_err(io::Error::other)?;
        let table = Arc::new(Table::default());
        let own = Arc::clone(&table);
        std::thread::Builder::new().name("press".to_owned()).spawn(move || {
            loop {
                let job = own.next();
                let finished = threads.install(|| pipeline::set(&job));
                own.put_down(finished);
                if bell.send(Ring::Set).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self(table))
    }

    /// Takes what is wanted now. What is being set, or is finished and not yet handed over, is not set twice.
    pub(super) fn set(&self, jobs: Vec<Job>) {
        let mut work = self.0.work();
        let Work { waiting, begun, finished } = &mut *work;
        *waiting = jobs;
        waiting
            .retain(|job| begun.as_ref() != Some(&job.digest) && !finished.iter().any(|finished| finished.digest == job.digest));
        self.0.has_work.notify_one();
    }

    /// Hands over what is finished.
    pub(super) fn finished(&self) -> Vec<Finished> {
        std::mem::take(&mut self.0.work().finished)
    }
}

impl Table {
    fn work(&self) -> MutexGuard<'_, Work> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the next job and begins it.
    fn next(&self) -> Job {
        let mut work = self.work();
        loop {
            if !work.waiting.is_empty() {
                let job = work.waiting.remove(0);
                work.begun = Some(job.digest.clone());
                return job;
            }
            work = self.has_work.wait(work).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn put_down(&self, finished: Finished) {
        let mut work = self.work();
        work.begun = None;
        work.finished.push(finished);
    }
}

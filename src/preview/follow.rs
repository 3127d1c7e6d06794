//! Builds again whenever something has changed.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::watch::Sender;

use super::Told;
use super::press::Press;
use super::state::State;
use super::watch::{Ring, Watch};
use crate::pipeline::{self, Finished, Made, Memory, Wanted};
use crate::problem::Fault;
use crate::verify::ShownSite;

/// What is remembered of the last sites: the one without drafts, and the one with them.
pub(super) struct Memories([Memory; 2]);

impl Memories {
    /// Begins with what the last build kept in `output`.
    pub(super) fn knowing(output: &Path) -> Self {
        Self([Memory::knowing(output), Memory::default()])
    }

    fn learn(&mut self, finished: &Finished) {
        self.0.iter_mut().for_each(|memory| memory.learn(finished.clone()));
    }

    fn tidy(&mut self) {
        self.0.iter_mut().for_each(Memory::tidy);
    }
}

/// Makes the site, and says how long that took. What has not changed since the last time is not done again.
pub(super) fn timed(wanted: &Wanted, memories: &mut Memories) -> Result<(Made<ShownSite>, Duration), Fault> {
    let begun = Instant::now();
    let [without, with] = &mut memories.0;
    let made = pipeline::look_again(wanted, if wanted.shows_drafts() { with } else { without })?;
    Ok((made, begun.elapsed()))
}

/// Keeps the state in step with the folders, for as long as the program runs.
///
/// What is wanted is asked anew each time: a folder of themes may have come, and at midnight it is another day. What a site
/// waits for is set meanwhile by the `press`, and shown with the next look.
pub(super) fn follow(
    mut watch: Watch,
    (mut memories, press): (Memories, Press),
    wanted: &dyn Fn() -> Result<Wanted, Fault>,
    tell: &dyn Fn(Told<'_>),
    news: &Sender<Arc<State>>,
) {
    if watch.is_polling() {
        tell(Told::Polling);
    }
    let mut drafts = None;
    let wanted = |drafts: Option<bool>| {
        wanted().map(|wanted| match drafts {
            Some(show) => wanted.with_drafts(show),
            None => wanted,
        })
    };
    loop {
        let ring = watch.wait(&|| wanted(None).ok());
        if let Ring::Drafts(show) = ring {
            drafts = Some(show);
        }
        let now = wanted(drafts);
        // First the watch, then the reading: what changes while it is read is seen next time.
        if ring == (Ring::Changed { is_whole: true }) {
            watch.renew(now.as_ref().ok());
        }
        press.finished().iter().for_each(|finished| memories.learn(finished));
        let old = Arc::clone(&news.borrow());
        let mut jobs = None;
        let next = match now.and_then(|now| timed(&now, &mut memories).map(|(made, took)| (made, took, now))) {
            Ok((mut made, took, now)) => {
                jobs = Some(std::mem::take(&mut made.jobs));
                rebuilt(&old, made, took, &now, tell)
            }
            Err(fault) => {
                // What came back between the reading and this is not to be taken for seen.
                watch.renew(wanted(drafts).ok().as_ref());
                watch.forget();
                let next = old.with_fault(&fault);
                if next.is_some() {
                    tell(Told::Fault(&fault));
                }
                next
            }
        };
        if let Some(next) = next {
            news.send_replace(Arc::new(next));
        }
        // When the pages are there: nobody waits for them now.
        jobs.into_iter().for_each(|jobs| press.set(jobs));
        drop(old);
        memories.tidy();
    }
}

/// Returns the next state and tells of it; a build that changes nothing on screen is passed over in silence.
fn rebuilt(old: &State, mut made: Made<ShownSite>, took: Duration, wanted: &Wanted, tell: &dyn Fn(Told<'_>)) -> Option<State> {
    let next = old.next(&mut made, wanted)?;
    if !next.looks_like(old) {
        tell(Told::built(&made, &next, took));
    }
    Some(next)
}

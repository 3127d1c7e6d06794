//! Builds again whenever something has changed.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::watch::Sender;

use super::Told;
use super::state::State;
use super::watch::Watch;
use crate::pipeline::{self, Made, Wanted};
use crate::problem::Fault;

/// Makes the site, and says how long that took.
pub(super) fn timed(wanted: &Wanted) -> Result<(Made, Duration), Fault> {
    let begun = Instant::now();
    let made = pipeline::look(wanted, &mut |_| ())?;
    Ok((made, begun.elapsed()))
}

/// Keeps the state in step with the folders, for as long as the program runs.
///
/// What is wanted is asked anew each time: a folder of themes may have come, and at midnight it is another day.
pub(super) fn follow(
    mut watch: Watch,
    wanted: &dyn Fn() -> Result<Wanted, Fault>,
    tell: &dyn Fn(Told<'_>),
    news: &Sender<Arc<State>>,
) {
    if watch.is_polling() {
        tell(Told::Polling);
    }
    loop {
        watch.wait(&|| wanted().ok());
        let now = wanted();
        // First the watch, then the reading: what changes while it is read is seen next time.
        watch.renew(now.as_ref().ok());
        let old = Arc::clone(&news.borrow());
        let next = match now.and_then(|now| timed(&now).map(|(made, took)| (made, took, now))) {
            Ok((made, took, now)) => rebuilt(&old, made, took, &now, tell),
            Err(fault) => {
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
    }
}

/// Returns the next state and tells of it; a build that changes nothing is passed over in silence.
fn rebuilt(old: &State, mut made: Made, took: Duration, wanted: &Wanted, tell: &dyn Fn(Told<'_>)) -> Option<State> {
    let next = old.next(&mut made, wanted)?;
    tell(Told::built(&made, &next, took));
    Some(next)
}

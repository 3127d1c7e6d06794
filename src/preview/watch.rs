//! Waits until something has changed in the folders, and it is still again.
//!
//! The system tells of changes at once, but not of all: not on every network drive, not when a watched folder is taken away
//! and comes back. So the folders are also looked at from outside now and then ([`pipeline::marks`]), and often where the
//! system is silent. Both only say *that* something has changed; then everything is read anew. Whatever is missed here can
//! delay a page, and cannot make it another than a fresh build makes.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::domain::Date;
use crate::pipeline::{self, Marks, Wanted};

/// How long it must have been still. An editor saves in several steps.
const SETTLE: Duration = Duration::from_millis(25);
/// How long stillness is waited for before what there is is built.
const LONGEST_SETTLE: Duration = Duration::from_secs(1);
/// How often the folders are looked at where the system tells of changes.
const SELDOM: Duration = Duration::from_secs(2);
/// How often where it does not.
const OFTEN: Duration = Duration::from_millis(500);
/// How many more looks follow a change that the system did not tell of. Within a tick of a drive's clock (two seconds at
/// most) a file can be changed again and look the same.
const ECHOES: u8 = 6;

/// Watches the folders of one site.
pub(super) struct Watch {
    bell: Sender<()>,
    rung: Receiver<()>,
    /// None: nothing is told by the system.
    watcher: Option<RecommendedWatcher>,
    may_listen: bool,
    /// All folders are watched.
    is_whole: bool,
    seen: Option<(Date, Marks)>,
    echoes: u8,
}

impl Watch {
    /// Begins to watch; nothing is watched before [`Watch::renew`].
    pub(super) fn new(poll: bool) -> Self {
        let (bell, rung) = channel();
        Self { bell, rung, watcher: None, may_listen: !poll, is_whole: false, seen: None, echoes: 0 }
    }

    /// Watches the folders as they now are. To be called before they are read.
    pub(super) fn renew(&mut self, wanted: Option<&Wanted>) {
        // The old one is let go first: systems give only so many.
        self.watcher = None;
        (self.watcher, self.is_whole) = match (wanted, self.may_listen) {
            (Some(wanted), true) => listen(wanted, &self.bell),
            _ => (None, false),
        };
        self.seen = wanted.map(look);
    }

    /// Tells whether the system says nothing, so that it is looked again and again.
    pub(super) fn is_polling(&self) -> bool {
        self.watcher.is_none()
    }

    /// Waits for the next change and until it is still.
    pub(super) fn wait(&mut self, wanted: &dyn Fn() -> Option<Wanted>) {
        loop {
            let often = if self.is_whole { SELDOM } else { OFTEN };
            match self.rung.recv_timeout(often) {
                Ok(()) => break self.settle(),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
            }
            if wanted().as_ref().map(look) != self.seen {
                self.echoes = if self.is_whole { 0 } else { ECHOES };
                break self.settle();
            }
            if self.echoes > 0 {
                self.echoes -= 1;
                break;
            }
        }
    }

    fn settle(&self) {
        let end = Instant::now() + LONGEST_SETTLE;
        while Instant::now() < end && self.rung.recv_timeout(SETTLE).is_ok() {}
    }
}

fn look(wanted: &Wanted) -> (Date, Marks) {
    (wanted.today, pipeline::marks(wanted))
}

/// Returns who rings the bell at each change in the folders, and whether all of them are watched.
fn listen(wanted: &Wanted, bell: &Sender<()>) -> (Option<RecommendedWatcher>, bool) {
    let bell = bell.clone();
    let ring = move |event: notify::Result<Event>| {
        if !event.is_ok_and(|event| is_reading(event.kind)) {
            // Nobody listens any more only when the program ends.
            bell.send(()).ok();
        }
    };
    let Ok(mut watcher) = notify::recommended_watcher(ring) else { return (None, false) };
    let folders = pipeline::protected(wanted);
    let watched: Vec<bool> = folders.iter().map(|folder| watcher.watch(folder, RecursiveMode::Recursive).is_ok()).collect();
    let is_whole = watched.iter().all(|&is_watched| is_watched);
    (watched.contains(&true).then_some(watcher), is_whole)
}

/// Tells whether a file was only opened or read, by us perhaps.
fn is_reading(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write))
}

//! Waits until something has changed in the folders, and it is still again.
//!
//! The system tells of changes at once, but not of all: not on every network drive, not when a watched folder is taken away
//! and comes back. So the folders are also looked at from outside now and then ([`pipeline::marks`]), and often where the
//! system is silent. Both only say *that* something has changed; then everything that has changed is read. Whatever is missed here can
//! delay a page, and cannot make it another than a fresh build makes.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::domain::Date;
use crate::pipeline::{self, Marks, Wanted};

/// How long it must have been still. An editor saves in several steps, which follow each other closely.
const SETTLE: Duration = Duration::from_millis(5);
/// How long stillness is waited for before what there is is built.
const LONGEST_SETTLE: Duration = Duration::from_secs(1);
/// How often the folders are looked at where the system tells of changes.
const SELDOM: Duration = Duration::from_secs(2);
/// How often where it does not.
const OFTEN: Duration = Duration::from_millis(500);
/// How many more looks follow a change that the system did not tell of. Within a tick of a drive's clock (two seconds at
/// most) a file can be changed again and look the same.
const ECHOES: u8 = 6;

/// What there is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ring {
    /// Something has changed in the folders. With `is_whole`, perhaps a folder that is watched was itself taken away or
    /// exchanged, so that nothing more would be told of it.
    Changed { is_whole: bool },
    /// Something is set on paper.
    Set,
    /// Drafts are to be shown, or no longer.
    Drafts(bool),
}

/// Watches the folders of one site.
pub(super) struct Watch {
    bell: Sender<Ring>,
    rung: Receiver<Ring>,
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

    /// Returns a bell that wakes who waits.
    pub(super) fn bell(&self) -> Sender<Ring> {
        self.bell.clone()
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

    /// Forgets how the folders looked, so that the next look finds them changed.
    pub(super) fn forget(&mut self) {
        self.seen = None;
    }

    /// Tells whether the system says nothing, so that it is looked again and again.
    pub(super) fn is_polling(&self) -> bool {
        self.watcher.is_none()
    }

    /// Waits for the next change and until it is still.
    pub(super) fn wait(&mut self, wanted: &dyn Fn() -> Option<Wanted>) -> Ring {
        loop {
            let often = if self.is_whole { SELDOM } else { OFTEN };
            match self.rung.recv_timeout(often) {
                Ok(drafts @ Ring::Drafts(_)) => break drafts,
                Ok(Ring::Changed { is_whole }) => break self.settle(is_whole),
                Ok(Ring::Set) => break self.unless_changed(),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
            }
            if wanted().as_ref().map(look) != self.seen {
                self.echoes = if self.is_whole { 0 } else { ECHOES };
                break self.settle(true);
            }
            if self.echoes > 0 {
                self.echoes -= 1;
                break Ring::Changed { is_whole: false };
            }
        }
    }

    /// What is set can wait, and somebody's save cannot.
    fn unless_changed(&self) -> Ring {
        match self.rung.recv_timeout(SETTLE) {
            Ok(Ring::Changed { is_whole }) => self.settle(is_whole),
            Ok(asked) => asked,
            Err(_) => Ring::Set,
        }
    }

    fn settle(&self, mut is_whole: bool) -> Ring {
        let end = Instant::now() + LONGEST_SETTLE;
        let mut drafts = None;
        while Instant::now() < end {
            match self.rung.recv_timeout(SETTLE) {
                Ok(Ring::Changed { is_whole: too }) => is_whole |= too,
                Ok(Ring::Set) => {}
                Ok(asked) => drafts = Some(asked),
                Err(_) => break,
            }
        }
        // Asked for again when this change is shown; this very watch hears it.
        drafts.and_then(|asked| self.bell.send(asked).ok());
        Ring::Changed { is_whole }
    }
}

fn look(wanted: &Wanted) -> (Date, Marks) {
    (wanted.today, pipeline::marks(wanted))
}

/// Returns who rings the bell at each change in the folders, and whether all of them are watched.
fn listen(wanted: &Wanted, bell: &Sender<Ring>) -> (Option<RecommendedWatcher>, bool) {
    let bell = bell.clone();
    let folders = pipeline::protected(wanted);
    let own = folders.clone();
    let ring = move |event: notify::Result<Event>| {
        let is_whole = match event {
            Ok(event) if is_reading(event.kind) => return,
            Ok(event) => event.need_rescan() || may_be_gone(&event, &own),
            Err(_) => true,
        };
        // Nobody listens any more only when the program ends.
        bell.send(Ring::Changed { is_whole }).ok();
    };
    let Ok(mut watcher) = notify::recommended_watcher(ring) else { return (None, false) };
    let watched: Vec<bool> = folders.iter().map(|folder| watcher.watch(folder, RecursiveMode::Recursive).is_ok()).collect();
    let is_whole = watched.iter().all(|&is_watched| is_watched);
    (watched.contains(&true).then_some(watcher), is_whole)
}

/// Tells whether one of the `folders` themselves may be gone or another now.
fn may_be_gone(event: &Event, folders: &[PathBuf]) -> bool {
    !matches!(event.kind, EventKind::Modify(ModifyKind::Data(_)) | EventKind::Access(_))
        && event.paths.iter().any(|path| folders.iter().any(|folder| path.ends_with(folder) || folder.ends_with(path)))
}

/// Tells whether a file was only opened or read, by us perhaps.
fn is_reading(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write))
}

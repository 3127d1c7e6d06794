//! Runs on a disk whose n-th call fails, for every n: the site is always whole, and the next run puts all right.

use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::problem::Fault;
use crate::verify::RenderedFile;
use crate::write::disk::{Disk, Kind, RealDisk};
use crate::write::{Target, Written, write_files};

use super::{Scratch, assert_tidy, content, content_of, site};

/// What happens from the failing call on.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum After {
    /// One call fails, the run goes on and may clean up.
    Recovers,
    /// No call succeeds any more: as if the run had been killed.
    Killed,
}

pub(super) struct FailingDisk {
    calls: AtomicUsize,
    fails_at: usize,
    after: After,
    cause: ErrorKind,
    can_exchange: bool,
}

impl FailingDisk {
    pub(super) fn new(fails_at: usize, after: After, cause: ErrorKind) -> Self {
        Self { calls: AtomicUsize::new(0), fails_at, after, cause, can_exchange: true }
    }

    fn call(&self) -> io::Result<()> {
        let call = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
        let fails = call == self.fails_at || (call > self.fails_at && self.after == After::Killed);
        if fails { Err(self.cause.into()) } else { Ok(()) }
    }

    pub(super) fn was_reached(&self) -> bool {
        self.calls.load(Ordering::Relaxed) >= self.fails_at
    }
}

impl Disk for FailingDisk {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        self.call()?;
        RealDisk.kind(path)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<(OsString, Kind)>> {
        self.call()?;
        RealDisk.names(folder)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.call()?;
        RealDisk.read(path)
    }

    fn holds(&self, path: &Path, bytes: &[u8]) -> io::Result<bool> {
        self.call()?;
        RealDisk.holds(path, bytes)
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.call()?;
        RealDisk.make_folder(path)
    }

    /// Leaves half a file where it fails, as a full disk does.
    fn make_file(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if let Err(cause) = self.call() {
            if self.calls.load(Ordering::Relaxed) == self.fails_at {
                let _ = RealDisk.make_file(path, &bytes[..bytes.len() / 2]);
            }
            return Err(cause);
        }
        RealDisk.make_file(path, bytes)
    }

    fn make_lasting_file(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.make_file(path, bytes)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call()?;
        RealDisk.link(from, to)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call()?;
        RealDisk.rename(from, to)
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        if !self.can_exchange {
            return Err(ErrorKind::Unsupported.into());
        }
        self.call()?;
        RealDisk.exchange(one, other)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.call()?;
        RealDisk.remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.call()?;
        RealDisk.remove_folder(path)
    }
}

/// The old site, the one whose writing fails, and the one that the next run writes.
struct Sites {
    old: Option<Vec<RenderedFile>>,
    new: Vec<RenderedFile>,
    next: Vec<RenderedFile>,
}

fn sites() -> [Sites; 3] {
    let old = || site(&[("a/1.html", "1"), ("a/2.html", "2"), ("gone/deep/x.html", "x"), ("index.html", "old"), ("z.css", "z")]);
    let new = || site(&[("a/1.html", "1"), ("a/2.html", "changed"), ("index.html", "new"), ("new/y.html", "y"), ("z.css", "z")]);
    let next = || site(&[("a/1.html", "1"), ("b/next.html", "n"), ("index.html", "next")]);
    [
        Sites { old: None, new: new(), next: next() },
        Sites { old: Some(old()), new: new(), next: next() },
        Sites { old: Some(old()), new: old(), next: new() },
    ]
}

fn run(disk: &dyn Disk, output: &Path, files: &[RenderedFile]) -> Result<Written, Fault> {
    write_files(disk, files, output, Target::Public)
}

/// Lets every call fail in turn; `check` looks at what that left.
fn fail_everywhere(after: After, cause: ErrorKind, can_exchange: bool, check: impl Fn(&Path, &Sites, &Result<Written, Fault>)) {
    for sites in sites() {
        for fails_at in 1.. {
            let scratch = Scratch::new();
            if let Some(old) = &sites.old {
                run(&RealDisk, scratch.path(), old).unwrap();
            }
            let disk = FailingDisk { calls: AtomicUsize::new(0), fails_at, after, cause, can_exchange };
            let done = run(&disk, scratch.path(), &sites.new);
            check(scratch.path(), &sites, &done);
            run(&RealDisk, scratch.path(), &sites.next)
                .unwrap_or_else(|fault| panic!("next run after call {fails_at}: {fault:?}"));
            assert_eq!(content(&scratch.path().join("public")), content_of(&sites.next));
            assert_tidy(scratch.path());
            if !disk.was_reached() {
                assert!(done.is_ok_and(|written| written.unfinished.is_none()));
                break;
            }
        }
    }
}

/// Says that the old site stands after a fault and the new one after success.
fn whole(output: &Path, sites: &Sites, done: &Result<Written, Fault>) {
    let stands = content(&output.join("public"));
    match (done, &sites.old) {
        (Ok(_), _) => assert_eq!(stands, content_of(&sites.new)),
        (Err(_), Some(old)) => assert_eq!(stands, content_of(old)),
        (Err(_), None) => assert!(!output.join("public").exists()),
    }
}

/// Says so too, and that a run which can still clean up leaves no rubbish to fill the disk.
fn whole_and_clean(output: &Path, sites: &Sites, done: &Result<Written, Fault>) {
    whole(output, sites, done);
    if done.is_err() {
        assert!(!output.join(".utsyn/public.new").exists() && !output.join(".utsyn/public.old").exists());
    }
}

#[test]
fn one_failing_call_leaves_the_old_site_or_makes_the_new_one() {
    for cause in [ErrorKind::StorageFull, ErrorKind::PermissionDenied, ErrorKind::Other] {
        fail_everywhere(After::Recovers, cause, true, whole_and_clean);
    }
}

#[test]
fn one_failing_call_does_no_harm_either_where_the_file_system_cannot_exchange() {
    fail_everywhere(After::Recovers, ErrorKind::StorageFull, false, whole_and_clean);
}

#[test]
fn a_run_killed_at_any_call_leaves_a_whole_site() {
    fail_everywhere(After::Killed, ErrorKind::Other, true, whole);
}

#[test]
fn without_exchange_a_killed_run_leaves_a_whole_site_or_one_that_the_next_run_puts_back() {
    fail_everywhere(After::Killed, ErrorKind::Other, false, |output, sites, done| {
        let aside = output.join(".utsyn/public.old");
        match &sites.old {
            Some(old) if !output.join("public").exists() => assert_eq!(content(&aside), content_of(old)),
            _ => whole(output, sites, done),
        }
    });
}

#[test]
fn a_site_that_was_moved_aside_is_put_back_before_it_is_compared() {
    let scratch = Scratch::new();
    let files = site(&[("index.html", "old")]);
    run(&RealDisk, scratch.path(), &files).unwrap();
    fs::rename(scratch.path().join("public"), scratch.path().join(".utsyn/public.old")).unwrap();
    let written = run(&RealDisk, scratch.path(), &files).unwrap();
    assert_eq!((written.written, written.unchanged), (0, 1));
    assert_tidy(scratch.path());
}

#[test]
fn a_fault_names_the_file_and_what_helps() {
    use crate::problem::{FaultKind, Tongue};
    let scratch = Scratch::new();
    for (cause, help) in [(ErrorKind::StorageFull, "the disk is full"), (ErrorKind::PermissionDenied, "close programs")] {
        let named = (1..20).any(|fails_at| {
            let disk = FailingDisk { calls: AtomicUsize::new(0), fails_at, after: After::Recovers, cause, can_exchange: true };
            let Err(fault) = run(&disk, scratch.path(), &site(&[("a/b.html", "b")])) else { return false };
            let said = fault.lines(Tongue::English);
            fault.kind == FaultKind::Machine && said.contains("public.new/a/b.html`\ncause: ") && said.contains(help)
        });
        assert!(named, "{cause:?}");
    }
}

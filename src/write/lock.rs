//! One build at a time: a lock that the system lets go of when its owner ends, however it ends.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use crate::problem::{Both, Fault, FaultKind, both};

/// Held while a build writes.
#[derive(Debug)]
pub(super) struct Lock(#[expect(dead_code, reason = "the lock lasts as long as the file is open")] File);

/// Locks the output folder for this process, or tells who holds it.
pub(super) fn lock(output: &Path, path: &Path) -> Result<Lock, Fault> {
    let opened = File::options().read(true).write(true).create(true).truncate(false).open(path);
    let mut file = opened.map_err(|cause| Fault::write(path, &cause))?;
    match file.try_lock() {
        Ok(()) => {
            // Who holds it is only for the message to others; a full disk is told where it matters.
            let _ = sign(&mut file);
            Ok(Lock(file))
        }
        Err(TryLockError::WouldBlock) => Err(taken(output, owner(&mut file))),
        Err(TryLockError::Error(cause)) => Err(Fault::write(path, &cause)),
    }
}

/// Writes the number of this process and the time of day into the file.
#[expect(clippy::disallowed_methods, reason = "told to the next build, and in no file of the site")]
fn sign(file: &mut File) -> std::io::Result<()> {
    let now = jiff::Timestamp::now();
    let since = now.in_tz("Europe/Oslo").map_or_else(|_| now.to_string(), |now| now.strftime("%Y-%m-%d %H:%M:%S").to_string());
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{}\n{since}", std::process::id())
}

/// Reads who holds the lock. Nobody is known where the owner has not signed yet, or the system keeps others from reading.
fn owner(file: &mut File) -> Option<(u32, String)> {
    let mut text = String::new();
    file.take(100).read_to_string(&mut text).ok()?;
    let mut lines = text.lines();
    let process = lines.next()?.parse().ok()?;
    Some((process, lines.next()?.to_owned()))
}

fn taken(output: &Path, owner: Option<(u32, String)>) -> Fault {
    let output = output.display();
    let doing = match owner {
        Some((process, since)) => both!(
            "et annet bygg skriver til `{output}`: prosess {process}, startet {since}",
            "another build is writing to `{output}`: process {process}, started {since}"
        ),
        None => both!("et annet bygg skriver til `{output}`", "another build is writing to `{output}`"),
    };
    Fault { kind: FaultKind::Machine, doing, cause: None, help: Some(wait()) }
}

fn wait() -> Both {
    both!("vent til det er ferdig, eller velg en annen utmappe", "wait until it is done, or choose another output folder")
}

#[cfg(test)]
mod tests {
    use crate::problem::{FaultKind, Tongue};
    use crate::write::tests::Scratch;

    use super::lock;

    #[test]
    fn a_second_build_is_told_who_holds_the_lock_until_it_is_let_go() {
        let scratch = Scratch::new();
        let path = scratch.path().join("lock");
        let held = lock(scratch.path(), &path).unwrap();
        let fault = lock(scratch.path(), &path).unwrap_err();
        assert_eq!(fault.kind, FaultKind::Machine);
        assert!(fault.lines(Tongue::Bokmal).contains(&format!("prosess {}, startet 20", std::process::id())), "{fault:?}");
        drop(held);
        assert!(lock(scratch.path(), &path).is_ok());
    }

    #[test]
    fn the_lock_of_a_dead_build_is_free_and_an_unsigned_one_is_still_held() {
        let scratch = Scratch::new();
        let path = scratch.path().join("lock");
        std::fs::write(&path, "4711\n2026-01-01 12:00:00, and a longer line than the next owner writes\n").unwrap();
        drop(lock(scratch.path(), &path).unwrap());
        assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 2);

        let held = lock(scratch.path(), &path).unwrap();
        std::fs::write(&path, "").unwrap();
        assert!(
            lock(scratch.path(), &path).unwrap_err().lines(Tongue::English).starts_with("error: another build is writing to")
        );
        drop(held);
    }
}

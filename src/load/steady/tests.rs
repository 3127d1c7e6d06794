//! Files that change while they are read.

use std::fs;
use std::sync::atomic::{AtomicU32, Ordering};

use super::{MOST, Seen, steadily};
use crate::domain::Source;
use crate::load;
use crate::load::walk::Found;
use crate::problem::{Fault, FaultKind, both};

/// Reads a file that is changed while it is read, the first `times`; returns what was read, and how often.
fn read(times: usize, change: &dyn Fn(&std::path::Path, usize)) -> (Result<String, Fault>, usize) {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("utsyn-steady-{}-{number}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("a.md");
    fs::write(&path, "0").unwrap();
    let mut count = 0;
    let outcome = steadily(|seen: &mut Seen| {
        let found = Found { source: Source::new("content", "a.md"), path: path.clone() };
        let mut buffer = Vec::new();
        let (outcome, mark) = load::read(&found, &mut buffer);
        seen.0.push((path.clone(), mark));
        let text = outcome.map(|_| String::from_utf8(buffer).unwrap());
        if count < times {
            change(&path, count);
        }
        count += 1;
        text
    });
    fs::remove_dir_all(&folder).unwrap();
    (outcome, count)
}

#[test]
fn what_was_changed_while_it_was_read_is_read_again() {
    let (text, count) = read(0, &|_, _| ());
    assert_eq!((text.unwrap().as_str(), count), ("0", 1));
    let (text, count) = read(2, &|path, count| fs::write(path, "x".repeat(count + 2)).unwrap());
    assert_eq!((text.unwrap().as_str(), count), ("xxx", 3));
}

#[test]
fn a_file_that_is_exchanged_or_comes_back_is_read_again() {
    let exchange = |path: &std::path::Path, _| {
        let other = path.with_extension("new");
        fs::write(&other, "1").unwrap();
        fs::rename(&other, path).unwrap();
    };
    assert_eq!(read(1, &exchange).0.unwrap(), "1");
    let gone = |path: &std::path::Path, count| match count {
        0 => fs::remove_file(path).unwrap(),
        _ => fs::write(path, "igjen").unwrap(),
    };
    let (text, count) = read(2, &gone);
    assert_eq!((text.unwrap().as_str(), count), ("igjen", 3));
}

#[test]
fn a_fault_that_stays_is_told_at_once_and_restless_files_in_the_end() {
    let mut count = 0;
    let fault = steadily(|_| {
        count += 1;
        Err::<(), _>(Fault::usage(both!("nei", "no")))
    });
    assert_eq!((fault.unwrap_err().kind, count), (FaultKind::Usage, 1));
    let (text, count) = read(usize::MAX, &|path, count| fs::write(path, "x".repeat(count + 2)).unwrap());
    assert_eq!((text.unwrap_err().kind, count), (FaultKind::Machine, MOST));
}

#[test]
fn a_file_is_read_to_its_end_but_no_further_than_asked() {
    let path = std::env::temp_dir().join(format!("utsyn-steady-{}-fill", std::process::id()));
    let mut buffer = b"noe".to_vec();
    for (length, most, read) in [(0, 4, 0), (3, 4, 3), (4, 4, 4), (5, 4, 4), (50, 4, 4)] {
        fs::write(&path, "x".repeat(length)).unwrap();
        load::fill(&fs::File::open(&path).unwrap(), most, &mut buffer).unwrap();
        assert_eq!(buffer, "x".repeat(read).as_bytes(), "{length} {most}");
    }
    fs::remove_file(&path).unwrap();
    // Its size says nothing of how long it is.
    if let Ok(version) = fs::read("/proc/version") {
        load::fill(&fs::File::open("/proc/version").unwrap(), 1000, &mut buffer).unwrap();
        assert_eq!(buffer, version);
    }
}

//! What is kept for the next build: whole, or as if it were not there.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::write::disk::RealDisk;
use crate::write::kept::{read, replace};
use crate::write::lock;

use super::Scratch;
use super::faults::{After, FailingDisk};

const ONE: &str = "1111111111111111111111111111111111111111111111111111111111111111";
const TWO: &str = "2222222222222222222222222222222222222222222222222222222222222222";

fn keep(output: &Path, set: &[(&str, &[u8])]) {
    fs::create_dir_all(output.join(".utsyn")).unwrap();
    replace(&RealDisk, &set.iter().copied().collect(), output);
}

fn kept(output: &Path) -> BTreeMap<String, Vec<u8>> {
    read(&RealDisk, output).into_iter().map(|(name, bytes): (String, Arc<[u8]>)| (name, bytes.to_vec())).collect()
}

fn of(set: &[(&str, &[u8])]) -> BTreeMap<String, Vec<u8>> {
    set.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect()
}

fn file(output: &Path, name: &str) -> PathBuf {
    output.join(".utsyn/pdf").join(name)
}

#[test]
fn what_is_kept_is_there_again_and_what_is_no_more_is_gone() {
    let scratch = Scratch::new();
    let at = scratch.path();
    assert_eq!(kept(at), BTreeMap::new());
    keep(at, &[(ONE, b"en"), (TWO, b"")]);
    assert_eq!(kept(at), of(&[(ONE, b"en"), (TWO, b"")]));
    keep(at, &[(TWO, b"to")]);
    assert_eq!(kept(at), of(&[(TWO, b"to")]));
    keep(at, &[]);
    assert!(!at.join(".utsyn/pdf").exists());
}

#[test]
fn what_is_damaged_cut_off_or_exchanged_is_not_there() {
    let scratch = Scratch::new();
    let at = scratch.path();
    let both: [(&str, &[u8]); 2] = [(ONE, b"den ene"), (TWO, b"den andre")];
    let length = fs::metadata({
        keep(at, &both);
        file(at, ONE)
    })
    .unwrap()
    .len() as usize;
    let whole = fs::read(file(at, ONE)).unwrap();
    for position in 0..length {
        let mut bytes = whole.clone();
        bytes[position] ^= 1;
        fs::write(file(at, ONE), bytes).unwrap();
        assert_eq!(kept(at), of(&both[1..]), "the byte {position} is another");
        fs::write(file(at, ONE), &whole[..position]).unwrap();
        assert_eq!(kept(at), of(&both[1..]), "cut off after {position}");
    }
    keep(at, &both);
    assert_eq!(kept(at), of(&both), "kept anew");
    fs::rename(file(at, ONE), at.join("aside")).unwrap();
    fs::rename(file(at, TWO), file(at, ONE)).unwrap();
    fs::rename(at.join("aside"), file(at, TWO)).unwrap();
    assert_eq!(kept(at), BTreeMap::new(), "exchanged");
}

#[test]
fn what_others_put_there_is_left_alone() {
    let scratch = Scratch::new();
    let at = scratch.path();
    keep(at, &[(ONE, b"en")]);
    fs::write(file(at, "notat.txt"), "mitt").unwrap();
    fs::create_dir(file(at, TWO)).unwrap();
    fs::write(file(at, &format!("{TWO}.new")), "half a fi").unwrap();
    keep(at, &[]);
    assert_eq!(fs::read_dir(at.join(".utsyn/pdf")).unwrap().count(), 2);
    assert_eq!(kept(at), BTreeMap::new());
}

#[cfg(unix)]
#[test]
fn a_link_is_neither_read_nor_written_through() {
    use std::os::unix::fs::symlink;
    let scratch = Scratch::new();
    let (at, other) = (scratch.path().join("output"), scratch.path().join("other"));
    keep(&other, &[(ONE, b"en")]);
    fs::create_dir_all(at.join(".utsyn")).unwrap();
    symlink(other.join(".utsyn/pdf"), at.join(".utsyn/pdf")).unwrap();
    assert_eq!(kept(&at), BTreeMap::new());
    keep(&at, &[(TWO, b"to")]);
    assert_eq!(kept(&other), of(&[(ONE, b"en")]));
    fs::remove_file(at.join(".utsyn/pdf")).unwrap();
    fs::create_dir(at.join(".utsyn/pdf")).unwrap();
    symlink(file(&other, ONE), file(&at, ONE)).unwrap();
    assert_eq!(kept(&at), BTreeMap::new());
    keep(&at, &[(ONE, b"en")]);
    assert!(!file(&at, ONE).is_symlink() && kept(&at) == of(&[(ONE, b"en")]));
}

#[test]
fn another_build_is_left_in_peace() {
    let scratch = Scratch::new();
    let at = scratch.path();
    keep(at, &[(ONE, b"en")]);
    let held = lock::lock(at, &at.join(".utsyn/lock")).unwrap();
    keep(at, &[(TWO, b"to")]);
    assert_eq!(kept(at), of(&[(ONE, b"en")]));
    drop(held);
}

#[test]
fn whichever_call_fails_only_what_is_whole_is_read() {
    for after in [After::Recovers, After::Killed] {
        for fails_at in 1.. {
            let scratch = Scratch::new();
            let at = scratch.path();
            keep(at, &[(ONE, b"en")]);
            let disk = FailingDisk::new(fails_at, after, ErrorKind::StorageFull);
            let new: [(&str, &[u8]); 1] = [(TWO, b"to, som er lang nok til aa bli halv")];
            replace(&disk, &new.into_iter().collect(), at);
            let found = kept(at);
            assert!(found.iter().all(|(name, bytes)| match name.as_str() {
                ONE => bytes == b"en",
                _ => *bytes == new[0].1,
            }));
            keep(at, &new);
            assert_eq!(kept(at), of(&new), "the next build keeps it, after the call {fails_at}");
            assert_eq!(fs::read_dir(at.join(".utsyn/pdf")).unwrap().count(), 1, "nothing is left");
            if !disk.was_reached() {
                break;
            }
        }
    }
}

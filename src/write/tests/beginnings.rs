//! A folder of new files on a disk whose n-th call fails, for every n: it is whole, or there is nothing of it.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::write::disk::RealDisk;
use crate::write::new_folder::make;

use super::faults::{After, FailingDisk};
use super::{Scratch, content};

fn files() -> Vec<(String, &'static str)> {
    let file = |within: &str, text: &'static str| (within.to_owned(), text);
    vec![
        file("content/mappings/a/mapping.yaml", "a"),
        file("content/mappings/b.md", "b"),
        file("content/site.yaml", "s"),
        file("README.md", "r"),
        file("z/y.md", "y"),
    ]
}

fn folders(at: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(at).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.is_symlink() {
            found.push(path.display().to_string());
            found.extend(folders(&path));
        }
    }
    found.sort();
    found
}

/// Fails each call in turn, in a folder that `prepare` has made ready; `aftermath` looks at what that left.
fn fail_everywhere(after: After, prepare: impl Fn(&Path), aftermath: impl Fn(&Path, bool)) {
    for cause in [ErrorKind::StorageFull, ErrorKind::PermissionDenied] {
        for fails_at in 1.. {
            let scratch = Scratch::new();
            let folder = scratch.path().join("Ørjan Å/mitt nettsted");
            prepare(&folder);
            let disk = FailingDisk::new(fails_at, after, cause);
            let done = make(&disk, &folder, &files());
            aftermath(&folder, done.is_ok());
            if !disk.was_reached() {
                assert!(done.is_ok());
                break;
            }
        }
    }
}

fn whole() -> Vec<(String, String)> {
    let mut files: Vec<_> = files().into_iter().map(|(within, text)| (within, text.to_owned())).collect();
    files.sort();
    files
}

#[test]
fn one_failing_call_leaves_the_whole_folder_or_no_trace() {
    fail_everywhere(
        After::Recovers,
        |_| {},
        |folder, is_done| {
            let above = folder.parent().unwrap();
            match is_done {
                true => assert_eq!(content(folder).into_iter().collect::<Vec<_>>(), whole()),
                false => assert!(!above.exists(), "{:?}", folders(above)),
            }
            assert!(!is_done || fs::read_dir(above).unwrap().count() == 1);
        },
    );
}

#[test]
fn a_run_killed_at_any_call_leaves_the_whole_folder_or_none_and_the_next_one_succeeds() {
    fail_everywhere(
        After::Killed,
        |_| {},
        |folder, is_done| {
            if folder.exists() {
                assert_eq!(content(folder).into_iter().collect::<Vec<_>>(), whole());
            } else {
                assert!(!is_done);
                make(&RealDisk, folder, &files()).unwrap();
                assert_eq!(content(folder).into_iter().collect::<Vec<_>>(), whole());
            }
            assert_eq!(fs::read_dir(folder.parent().unwrap()).unwrap().count(), 1);
        },
    );
}

#[test]
fn a_repository_without_files_gets_all_of_them_or_stays_as_it_was() {
    let prepare = |folder: &Path| {
        fs::create_dir_all(folder.join(".git")).unwrap();
        fs::write(folder.join(".git/HEAD"), "ref").unwrap();
    };
    fail_everywhere(After::Recovers, prepare, |folder, is_done| {
        let found: Vec<(String, String)> = content(folder).into_iter().filter(|(path, _)| path != ".git/HEAD").collect();
        assert_eq!(found, if is_done { whole() } else { Vec::new() });
        assert!(is_done || folders(folder).len() == 1, "{:?}", folders(folder));
        assert_eq!(fs::read_to_string(folder.join(".git/HEAD")).unwrap(), "ref");
    });
}

#[test]
fn what_is_not_ours_is_neither_replaced_nor_deleted() {
    let scratch = Scratch::new();
    let folder = scratch.path().join("nytt");
    let foreign = scratch.path().join(".nytt.new/viktig.txt");
    fs::create_dir_all(foreign.parent().unwrap()).unwrap();
    fs::write(&foreign, "viktig").unwrap();
    make(&RealDisk, &folder, &files()).unwrap_err();
    assert_eq!((fs::read_to_string(&foreign).unwrap(), folder.exists()), ("viktig".to_owned(), false));
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("README.md"), "min").unwrap();
    make(&RealDisk, &folder, &files()).unwrap_err();
    assert_eq!(content(&folder).into_iter().collect::<Vec<_>>(), [("README.md".to_owned(), "min".to_owned())]);
}

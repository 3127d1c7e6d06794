//! The least a build can cost: read all that it reads, write as many files of the same sizes in the same places, and
//! compute nothing. Standard library only: `rustc -O floor.rs`.
//!
//!     floor plan BUILT                 prints the size and path of every file below BUILT, one a line
//!     floor write PLAN DEST INPUT…     reads every file below INPUT, then creates every file of PLAN below DEST, which is fresh

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs, io, thread};

fn main() -> io::Result<()> {
    let args: Vec<String> = env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["plan", built] => plan(Path::new(built)),
        ["write", plan, dest, ref inputs @ ..] if !inputs.is_empty() => write(plan, Path::new(dest), inputs),
        _ => Err(io::Error::other("usage: floor plan BUILT | floor write PLAN DEST INPUT…")),
    }
}

fn plan(built: &Path) -> io::Result<()> {
    let mut files = Vec::new();
    walk(built, &mut files)?;
    files.sort();
    for file in files {
        println!("{}\t{}", fs::metadata(&file)?.len(), file.strip_prefix(built).unwrap_or(&file).display());
    }
    Ok(())
}

fn write(plan: &str, dest: &Path, inputs: &[&str]) -> io::Result<()> {
    let mut sources = Vec::new();
    for input in inputs {
        walk(Path::new(input), &mut sources)?;
    }
    in_parallel(&sources, |source| fs::read(source).map(drop))?;

    let plan = fs::read_to_string(plan)?;
    let lines = plan.lines().filter_map(|line| line.split_once('\t'));
    let files: Vec<(usize, PathBuf)> = lines.map(|(size, path)| (size.parse().unwrap_or(0), dest.join(path))).collect();
    let largest = files.iter().map(|(size, _)| *size).max().unwrap_or(0);
    let text = vec![b'u'; largest];
    let folders: BTreeSet<&Path> = files.iter().filter_map(|(_, path)| path.parent()).collect();
    folders.into_iter().try_for_each(fs::create_dir_all)?;
    in_parallel(&files, |(size, path)| fs::write(path, &text[..*size]))
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() { walk(&entry.path(), files)? } else { files.push(entry.path()) }
    }
    Ok(())
}

/// Does `work` on every item, with one thread a core; each takes the next few from one counter.
fn in_parallel<T: Sync>(items: &[T], work: impl Fn(&T) -> io::Result<()> + Sync) -> io::Result<()> {
    const FEW: usize = 16;
    let next = AtomicUsize::new(0);
    let thread = || {
        loop {
            let start = next.fetch_add(FEW, Ordering::Relaxed).min(items.len());
            let few = &items[start..(start + FEW).min(items.len())];
            if few.is_empty() {
                return Ok(());
            }
            few.iter().try_for_each(&work)?;
        }
    };
    thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(thread)).collect();
        threads.into_iter().try_for_each(|thread| thread.join().expect("a thread does not panic"))
    })
}

//! Cases that are data: a folder with what goes in and exactly what must come out.
//!
//! A case has `content/` (and `themes/`), laid over those of `tests/cases/base`, and beside them:
//!
//! - `arguments`: what follows the usual command line; or, beginning with `utsyn`, the whole of it;
//! - `environment`: a `NAME=value` a line;
//! - `expected.nb.txt`, `expected.en.txt`: what is said in each tongue, to the letter;
//! - `code`: the exit code;
//! - `output/`: the whole site, to the byte, where the case is about it.
//!
//! `UTSYN_REFRESH=1 cargo test --test suite` writes the expectations anew. Then somebody reads them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::place::limited;

/// The tongues in which everything is said.
pub(crate) const TONGUES: [&str; 2] = ["nb", "en"];

/// What follows the program's name, unless a case says it all.
const USUAL: [&str; 3] = ["build", "--date", "2026-11-21"];

/// A folder of its own below the system's temporary one; gone when it is dropped.
pub(crate) struct Place(PathBuf);

impl Place {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("utsyn-case-{}-{number}", process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Returns a place with the base that cases are laid over.
    pub(crate) fn with_base() -> Self {
        let place = Self::new();
        copy(&cases().join("base"), place.path());
        place
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file, and the folders above it.
    pub(crate) fn write(&self, file: &str, bytes: impl AsRef<[u8]>) {
        let path = self.0.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

/// What the program said, and how it ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) text: String,
}

/// Runs the program in `folder`, speaking `tongue` unless the arguments say otherwise.
///
/// What it says on its two outputs is put together: `[stderr]` first, then `[stdout]`, each where there is any.
pub(crate) fn run(folder: &Path, tongue: &str, arguments: &[String], environment: &[(String, String)]) -> Said {
    /// More work than any case takes, in seconds.
    const MOST: u32 = 120;
    run_within(MOST, folder, tongue, arguments, environment)
}

/// Runs as [`run`] does, and ends the program, with the code -1, once it has worked for that many seconds.
pub(crate) fn run_within(
    seconds: u32,
    folder: &Path,
    tongue: &str,
    arguments: &[String],
    environment: &[(String, String)],
) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_utsyn"));
    command.args(arguments).current_dir(folder);
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "TERM", "CLICOLOR_FORCE", "TZ", "RAYON_NUM_THREADS"] {
        command.env_remove(name);
    }
    command.env("UTSYN_LANG", tongue).env("COLUMNS", "100");
    command.envs(environment.iter().map(|(name, value)| (name, value)));
    let output = limited(&command, seconds).stdin(Stdio::null()).output().unwrap();
    let mut text = String::new();
    for (name, bytes) in [("stderr", output.stderr), ("stdout", output.stdout)] {
        let said = String::from_utf8(bytes).unwrap();
        if !said.is_empty() {
            text.push_str(&format!("[{name}]\n{said}"));
        }
    }
    Said { code: output.status.code().unwrap_or(-1), text }
}

/// Returns the usual arguments and `more`.
pub(crate) fn usual(more: &[&str]) -> Vec<String> {
    USUAL.iter().chain(more).map(|&argument| argument.to_owned()).collect()
}

/// Returns the folder of all cases.
pub(crate) fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// Returns the cases of a kind, in the order of their names.
pub(crate) fn all(kind: &str) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(cases().join(kind)).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    assert!(!folders.is_empty(), "there are no cases in `{kind}`");
    folders
}

/// Plays the cases of a kind, and tells of all that differ.
pub(crate) fn play_all(kind: &str) {
    let folders = all(kind);
    let next = AtomicUsize::new(0);
    let play_some = || {
        let mut differences = Vec::new();
        while let Some(folder) = folders.get(next.fetch_add(1, Ordering::Relaxed)) {
            differences.extend(play(folder));
        }
        differences
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let differences: Vec<String> = std::thread::scope(|scope| {
        let players: Vec<_> = (0..threads).map(|_| scope.spawn(play_some)).collect();
        players.into_iter().flat_map(|player| player.join().unwrap()).collect()
    });
    tell(&differences);
}

/// Returns a place with the base, and the case laid over it.
pub(crate) fn laid(folder: &Path) -> Place {
    let place = Place::with_base();
    if folder.join("content/site.yaml").exists() {
        drop(fs::remove_dir_all(place.path().join("content")));
    }
    for part in ["content", "themes"] {
        copy(&folder.join(part), &place.path().join(part));
    }
    place
}

/// Plays one case in both tongues.
fn play(folder: &Path) -> Vec<String> {
    let arguments = arguments(folder);
    let environment = environment(folder);
    let mut differences = Vec::new();
    for tongue in TONGUES {
        let place = laid(folder);
        let said = run(place.path(), tongue, &arguments, &environment);
        differences.extend(compare(folder, tongue, &said));
        let expected = folder.join("output");
        if tongue == "nb" && (expected.exists() || folder.parent().unwrap().ends_with("build")) {
            differences.extend(compare_trees(&expected, &place.path().join("output")));
        }
    }
    differences
}

/// Holds what was said against what a case expects, or writes it down.
pub(crate) fn compare(folder: &Path, tongue: &str, said: &Said) -> Vec<String> {
    let mut differences = Vec::new();
    differences.extend(compare_file(&folder.join(format!("expected.{tongue}.txt")), said.text.as_bytes()));
    differences.extend(compare_file(&folder.join("code"), format!("{}\n", said.code).as_bytes()));
    differences
}

/// Holds a folder against the expected one, or makes the expected one equal to it.
pub(crate) fn compare_trees(expected: &Path, made: &Path) -> Vec<String> {
    let (wanted, got) = (tree(expected), site(made));
    let mut differences = Vec::new();
    for name in wanted.keys().filter(|name| !got.contains_key(*name)) {
        let path = expected.join(name);
        if refreshing() {
            fs::remove_file(&path).unwrap();
        } else {
            differences.push(format!("{}: is not made any more\n", path.display()));
        }
    }
    for (name, bytes) in &got {
        differences.extend(compare_file(&expected.join(name), bytes));
    }
    differences
}

fn compare_file(path: &Path, got: &[u8]) -> Option<String> {
    let expected = fs::read(path).ok();
    if expected.as_deref() == Some(got) {
        return None;
    }
    if refreshing() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, got).unwrap();
        return None;
    }
    let path = path.display();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Some(match expected {
        None => format!("{path}: is not expected\n{}", marked('+', &text(got))),
        Some(_) if got.contains(&0) => format!("{path}: differs\n"),
        Some(expected) => format!("{path}: differs\n{}{}", marked('-', &text(&expected)), marked('+', &text(got))),
    })
}

fn marked(mark: char, text: &str) -> String {
    text.lines().take(60).map(|line| format!("{mark} {line}\n")).collect()
}

/// Fails with all differences, and says how to accept them.
pub(crate) fn tell(differences: &[String]) {
    assert!(
        differences.is_empty(),
        "{}\n{} differences. If they are meant: `UTSYN_REFRESH=1 cargo test --test suite`, then read what changed",
        differences.concat(),
        differences.len()
    );
}

/// Returns the files of the sites in an output folder, without what the program keeps there for its next run, and
/// without the assets of the standard theme: they are compared with the theme itself.
pub(crate) fn site(output: &Path) -> BTreeMap<String, Vec<u8>> {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/standard/assets");
    let is_asset = |name: &str, bytes: &[u8]| {
        let within = name.strip_prefix("public/assets/");
        within.is_some_and(|within| fs::read(assets.join(within)).is_ok_and(|asset| asset == bytes))
    };
    let mut files = tree(output);
    files.retain(|name, bytes| !name.starts_with(".utsyn/") && !is_asset(name, bytes));
    files
}

/// Fails unless both sites have the same files, to the byte; tells only their names.
pub(crate) fn assert_same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) {
    let differing = one.keys().chain(other.keys()).filter(|name| one.get(*name) != other.get(*name));
    let differing: std::collections::BTreeSet<_> = differing.collect();
    assert!(differing.is_empty(), "these files differ: {differing:?}");
}

/// Returns all files below `folder` with their bytes, by path.
pub(crate) fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(folder: &Path, within: &str, files: &mut BTreeMap<String, Vec<u8>>) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        for entry in entries.map(Result::unwrap) {
            let name = format!("{within}{}", entry.file_name().to_string_lossy());
            if entry.file_type().unwrap().is_dir() {
                walk(&entry.path(), &format!("{name}/"), files);
            } else {
                files.insert(name, fs::read(entry.path()).unwrap());
            }
        }
    }
    let mut files = BTreeMap::new();
    walk(folder, "", &mut files);
    files
}

fn copy(from: &Path, to: &Path) {
    for (name, bytes) in tree(from) {
        let path = to.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

pub(crate) fn arguments(folder: &Path) -> Vec<String> {
    let written = fs::read_to_string(folder.join("arguments")).unwrap_or_default();
    let mut words = written.split_whitespace().peekable();
    match words.next_if_eq(&"utsyn") {
        Some(_) => words.map(str::to_owned).collect(),
        None => usual(&words.collect::<Vec<_>>()),
    }
}

fn environment(folder: &Path) -> Vec<(String, String)> {
    let written = fs::read_to_string(folder.join("environment")).unwrap_or_default();
    let pairs = written.lines().filter_map(|line| line.split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

pub(crate) fn refreshing() -> bool {
    std::env::var_os("UTSYN_REFRESH").is_some_and(|value| !value.is_empty())
}

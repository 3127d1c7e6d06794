//! Where a property is tried: a folder of its own, gone afterwards, with the program run in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

/// The day on which everything here is built.
pub(crate) const DAY: &str = "2026-11-21";

/// Both tongues in which the program speaks.
pub(crate) const TONGUES: [&str; 2] = ["nb", "en"];

/// A folder that is removed when the test is done.
pub(crate) struct Place(PathBuf);

impl Place {
    /// Makes an empty folder.
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let root = std::env::temp_dir().join(format!("utsyn-place-{}-{number}", std::process::id()));
        fs::create_dir_all(&root).unwrap();
        Self(root.canonicalize().unwrap())
    }

    /// Makes a folder with these files in it.
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let place = Self::new();
        for (path, text) in files {
            place.write(path, text);
        }
        place
    }

    pub(crate) fn path(&self, within: &str) -> PathBuf {
        self.0.join(within)
    }

    /// Writes a file, and the folders it lies in.
    pub(crate) fn write(&self, within: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(within);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Returns the program, ready to be run here on [`DAY`] with nothing of the machine's settings.
    pub(crate) fn program(&self, arguments: &[&str]) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_utsyn"));
        program.args(arguments).args(["--date", DAY]).current_dir(&self.0).env_clear();
        program
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.program(arguments).output().unwrap())
    }

    /// Runs the program with nothing but `arguments`.
    pub(crate) fn bare(&self, arguments: &[&str]) -> Ran {
        let mut program = Command::new(env!("CARGO_BIN_EXE_utsyn"));
        Ran::of(program.args(arguments).current_dir(&self.0).env_clear().output().unwrap())
    }

    /// Builds the site, which must succeed.
    pub(crate) fn build(&self) -> Ran {
        let ran = self.run(&["build"]);
        assert_eq!(ran.code, 0, "{}{}", ran.err, ran.out);
        ran
    }

    /// Returns the published files with their bytes.
    pub(crate) fn site(&self) -> Tree {
        tree(&self.path("output/public"))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Returns the same command, ended once it has worked for that many seconds: its own work, whatever else the machine does.
pub(crate) fn limited(command: &Command, seconds: u32) -> Command {
    let mut limited = Command::new("/bin/sh");
    limited.args(["-c", "ulimit -t \"$0\" && exec \"$@\"", &seconds.to_string()]);
    limited.arg(command.get_program()).args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        limited.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => limited.env(name, value),
            None => limited.env_remove(name),
        };
    }
    limited
}

/// What came of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub(crate) fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Returns all that was printed.
    pub(crate) fn printed(&self) -> String {
        format!("{}{}", self.err, self.out)
    }
}

/// Files by their path below a folder; a link is its target, an empty folder ends in `/`.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// Reads a folder; one that is not there is empty.
pub(crate) fn tree(folder: &Path) -> Tree {
    let mut files = Tree::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let Ok(entries) = fs::read_dir(&next) else { continue };
        let mut is_empty = true;
        for entry in entries {
            let (path, kind) = entry.map(|entry| (entry.path(), entry.file_type().unwrap())).unwrap();
            is_empty = false;
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_symlink() {
                files.insert(name(folder, &path), fs::read_link(&path).unwrap().to_string_lossy().into_owned().into_bytes());
            } else {
                files.insert(name(folder, &path), fs::read(&path).unwrap());
            }
        }
        if is_empty && next != folder {
            files.insert(name(folder, &next) + "/", Vec::new());
        }
    }
    files
}

fn name(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned()
}

/// Asserts that two folders are the same, and tells in which files they differ rather than all their bytes.
pub(crate) fn assert_same(one: &Tree, other: &Tree, said: &str) {
    if one == other {
        return;
    }
    let paths: std::collections::BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let differ: Vec<&String> = paths.into_iter().filter(|path| one.get(*path) != other.get(*path)).collect();
    panic!("{said}: {} files differ, such as {:?}", differ.len(), &differ[..differ.len().min(5)]);
}

/// Copies a folder with all that lies in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    for (path, bytes) in tree(from) {
        let target = to.join(path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, bytes).unwrap();
    }
}

/// Returns the folder of the project.
pub(crate) fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Makes a place with the real content in it.
pub(crate) fn with_real_content() -> Place {
    let place = Place::new();
    copy(&project().join("content"), &place.path("content"));
    place
}

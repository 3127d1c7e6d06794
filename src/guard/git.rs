//! Asks git: which files there are, what they hold, where hooks lie, what is ignored. The only place that runs a program.
//!
//! Paths come from git ended by NUL, so that no letter in them is read as anything else. In a hook git says by its
//! environment which repository and which index are meant; that is left as it is. Only [`seen_by_git`], which asks about
//! a path that may lie elsewhere, takes it away.

use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, ChildStdout, Command, Output, Stdio};

use super::Range;
use crate::problem::{Fault, both};

/// Largest file that is examined, in bytes.
pub(super) const MOST: u64 = 64 << 20;

/// An edition of a file, as git knows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    /// From the top of the repository, with `/`.
    pub path: String,
    pub blob: String,
    /// The first commit that has it, where the history is examined.
    pub commit: Option<String>,
}

/// Files by their path in a folder.
pub(crate) type Files = Vec<(String, Vec<u8>)>;

fn git() -> Command {
    let mut git = Command::new("git");
    git.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").env("GIT_NO_REPLACE_OBJECTS", "1").stdin(Stdio::null());
    for pathspec in ["GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"] {
        git.env_remove(pathspec);
    }
    git
}

fn no_git(cause: &io::Error) -> Fault {
    let fault = Fault::machine(both!("kunne ikke kjøre git", "could not run git"), cause);
    match cause.kind() {
        ErrorKind::NotFound => fault.help(both!("installer git, og kjør på nytt", "install git, and run again")),
        _ => fault,
    }
}

fn ran(git: &mut Command) -> Result<Output, Fault> {
    git.output().map_err(|cause| no_git(&cause))
}

/// Runs git, which must succeed, and returns what it says.
fn said(arguments: &[&str]) -> Result<Vec<u8>, Fault> {
    let output = ran(git().args(arguments))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let cause = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    if cause.contains("not a git repository") || cause.contains("must be run in a work tree") {
        return Err(Fault::usage(both!("her er det ikke noe git-lager", "there is no git repository here"))
            .help(both!("kjør kommandoen i prosjektmappen", "run the command in the project's folder")));
    }
    let command = arguments.first().unwrap_or(&"");
    Err(Fault::machine(both!("`git {command}` gikk ikke", "`git {command}` failed"), cause))
}

fn line(arguments: &[&str]) -> Result<String, Fault> {
    Ok(String::from_utf8_lossy(&said(arguments)?).trim_end_matches(['\n', '\r']).to_owned())
}

/// Returns the files of `range`, each edition at each path once.
pub(super) fn entries(range: Range) -> Result<Vec<Entry>, Fault> {
    // Outside a repository some commands of git do something else altogether.
    said(&["rev-parse", "--git-dir"])?;
    match range {
        Range::Staged => {
            // Without a commit yet, everything in the index is new.
            let changed = said(&[
                "diff",
                "--cached",
                "--raw",
                "-z",
                "--no-abbrev",
                "--no-renames",
                "--no-relative",
                "--no-ext-diff",
                "--no-color",
            ])?;
            Ok(changes(&changed))
        }
        Range::Tracked => Ok(tracked(&said(&["ls-files", "--stage", "-z", "--full-name", "--", ":/"])?)),
        Range::History => {
            if line(&["rev-parse", "--is-shallow-repository"])? == "true" {
                return Err(Fault::usage(both!(
                    "historien er ikke hentet i sin helhet, så den kan ikke undersøkes",
                    "not all of the history was fetched, so it cannot be examined"
                ))
                .help(both!("kjør `git fetch --unshallow` først", "run `git fetch --unshallow` first")));
            }
            let raw = [
                "--raw",
                "-z",
                "--no-abbrev",
                "--no-renames",
                "--no-relative",
                "--no-ext-diff",
                "--no-color",
                "--diff-merges=first-parent",
            ];
            let log =
                [&["log", "--all", "--reverse", "--root", "--format=%H", "--no-show-signature", "--no-notes"], &raw[..]].concat();
            Ok(changes(&said(&log)?))
        }
    }
}

/// Reads `:100644 100644 <old> <new> M␀path␀`, with commits in between where there are any.
fn changes(raw: &[u8]) -> Vec<Entry> {
    let mut fields = raw.split(|&byte| byte == 0).map(|field| String::from_utf8_lossy(field).into_owned());
    let mut commit = None;
    let mut known = BTreeSet::new();
    let mut entries = Vec::new();
    while let Some(field) = fields.next() {
        // Between a commit and its changes stands a line end too.
        let field = field.trim_start_matches('\n');
        let Some(change) = field.strip_prefix(':') else {
            commit = Some(field.to_owned()).filter(|field| !field.is_empty()).or(commit);
            continue;
        };
        let words: Vec<&str> = change.split(' ').collect();
        let path = fields.next().unwrap_or_default();
        if let [_, mode, _, blob, status] = words.as_slice()
            && is_file(mode)
            && !status.starts_with('D')
            && known.insert((path.clone(), (*blob).to_owned()))
        {
            entries.push(Entry { path, blob: (*blob).to_owned(), commit: commit.clone() });
        }
    }
    entries
}

/// Reads `100644 <blob> 0␉path␀`.
fn tracked(listed: &[u8]) -> Vec<Entry> {
    let listed = listed.split(|&byte| byte == 0).map(String::from_utf8_lossy);
    let entry = |field: std::borrow::Cow<'_, str>| {
        let (about, path) = field.split_once('\t')?;
        let mut words = about.split(' ');
        let (mode, blob) = (words.next()?, words.next()?);
        is_file(mode).then(|| Entry { path: path.to_owned(), blob: blob.to_owned(), commit: None })
    };
    let entries: BTreeSet<Entry> = listed.filter_map(entry).collect();
    entries.into_iter().collect()
}

/// Links and submodules hold nothing of their own.
fn is_file(mode: &str) -> bool {
    mode.starts_with("100")
}

/// Reads the files one after the other; one that is too large is handed on without its bytes.
pub(super) fn read(entries: &[Entry], take: &mut dyn FnMut(&Entry, Option<&[u8]>)) -> Result<(), Fault> {
    if entries.is_empty() {
        return Ok(());
    }
    read_by(&mut git(), entries, take)
}

fn read_by(git: &mut Command, entries: &[Entry], take: &mut dyn FnMut(&Entry, Option<&[u8]>)) -> Result<(), Fault> {
    let mut child = git
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|cause| no_git(&cause))?;
    let read = match (child.stdin.take(), child.stdout.take()) {
        (Some(asks), Some(answers)) => read_all(entries, asks, BufReader::new(answers), take),
        _ => Err(ErrorKind::BrokenPipe.into()),
    };
    // What it says when it is done is of no interest: all was read, or that it was not is told.
    let _ = child.wait();
    read.map_err(|cause| Fault::machine(both!("kunne ikke lese filene ut av git", "could not read the files out of git"), cause))
}

fn read_all(
    entries: &[Entry],
    mut asks: ChildStdin,
    mut answers: BufReader<ChildStdout>,
    take: &mut dyn FnMut(&Entry, Option<&[u8]>),
) -> io::Result<()> {
    let mut bytes = Vec::new();
    for entry in entries {
        asks.write_all(format!("{}\n", entry.blob).as_bytes())?;
        asks.flush()?;
        let mut about = String::new();
        answers.read_line(&mut about)?;
        let size = about.trim_end().rsplit_once(" blob ").map(|(_, size)| size).or(about.trim_end().rsplit(' ').next());
        let size: u64 = size.and_then(|size| size.parse().ok()).ok_or_else(|| io::Error::other(about.trim_end().to_owned()))?;
        bytes.clear();
        let small = size <= MOST;
        let mut contents = answers.by_ref().take(size);
        if small {
            contents.read_to_end(&mut bytes)?;
        } else {
            io::copy(&mut contents, &mut io::sink())?;
        }
        let mut end = [0];
        answers.read_exact(&mut end)?;
        take(entry, small.then_some(bytes.as_slice()));
    }
    Ok(())
}

/// Returns the files below `folder` as they were at `revision`, by their path in it; none where there is no such revision.
///
/// # Errors
///
/// A usage [`Fault`] where the folder lies in no repository, a machine one where git cannot be run.
pub(crate) fn files_at(revision: &str, folder: &Path) -> Result<Option<Files>, Fault> {
    let whole = std::path::absolute(folder).map_err(|cause| Fault::read(folder, cause))?;
    let (Some(above), Some(name)) = (whole.parent(), whole.file_name()) else { return Ok(None) };
    let name = name.to_string_lossy();
    let inside = |arguments: &[&str]| {
        let mut git = git();
        git.arg("-C").arg(above).args(arguments);
        git
    };
    let known = ran(&mut inside(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")]))?;
    if !known.status.success() {
        return Ok(None);
    }
    let commit = String::from_utf8_lossy(&known.stdout).trim().to_owned();
    let listed = ran(&mut inside(&["ls-tree", "-r", "-z", &commit, "--", &format!("{name}/")]))?;
    let within = format!("{name}/");
    let entries: Vec<Entry> = in_tree(&listed.stdout).into_iter().filter(|entry| entry.path.starts_with(&within)).collect();
    let mut files = Vec::new();
    if !entries.is_empty() {
        read_by(&mut inside(&[]), &entries, &mut |entry, bytes| {
            files.push((entry.path[within.len()..].to_owned(), bytes.unwrap_or_default().to_vec()));
        })?;
    }
    Ok(Some(files))
}

/// Reads `100644 blob <blob>␉path␀`.
fn in_tree(listed: &[u8]) -> Vec<Entry> {
    let listed = listed.split(|&byte| byte == 0).map(String::from_utf8_lossy);
    let entry = |field: std::borrow::Cow<'_, str>| {
        let (about, path) = field.split_once('\t')?;
        let mut words = about.split(' ');
        let (mode, _, blob) = (words.next()?, words.next()?, words.next()?);
        is_file(mode).then(|| Entry { path: path.to_owned(), blob: blob.to_owned(), commit: None })
    };
    listed.filter_map(entry).collect()
}

/// Returns the folder of the repository's own hooks; none where they lie outside it and belong to other repositories too.
pub(crate) fn hooks_folder() -> Result<(PathBuf, bool), Fault> {
    let folder = PathBuf::from(line(&["rev-parse", "--git-path", "hooks"])?);
    let own = [line(&["rev-parse", "--git-common-dir"])?, line(&["rev-parse", "--show-toplevel"])?];
    let real = |path: &Path| existing(path).canonicalize().ok();
    let inside = own.iter().any(|own| match (real(&folder), real(Path::new(own))) {
        (Some(folder), Some(own)) => folder.starts_with(own),
        _ => false,
    });
    Ok((folder, inside))
}

/// Whether git would see a file that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    /// It lies in no repository.
    Outside,
    Ignored,
    /// A `git add` would take it along, or it is tracked already.
    Yes,
}

/// Tells whether git would see a file at `path`, which need not be there yet.
///
/// # Errors
///
/// A machine [`Fault`] where that cannot be found out.
pub(crate) fn seen_by_git(path: &Path) -> Result<Seen, Fault> {
    let fault = |cause: io::Error| Fault::read(path, cause);
    let path = std::path::absolute(path).map_err(fault)?;
    let there = existing(&path);
    let rest = path.strip_prefix(there).unwrap_or(&path).to_path_buf();
    let real = there.canonicalize().map_err(fault)?;
    let folder = if real.is_dir() { real.clone() } else { real.parent().unwrap_or(&real).to_path_buf() };
    let real = if rest.as_os_str().is_empty() { real } else { real.join(rest) };
    let ask = |arguments: &[&str]| {
        let mut git = git();
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY"] {
            git.env_remove(name);
        }
        git.arg("-C").arg(&folder).args(arguments);
        git
    };
    let inside = match ask(&["rev-parse", "--is-inside-work-tree"]).output() {
        Ok(output) => output,
        // Without git there is nobody to ask, but what a repository looks like is known.
        Err(_) if !folder.ancestors().any(|folder| folder.join(".git").exists()) => return Ok(Seen::Outside),
        Err(cause) => return Err(no_git(&cause)),
    };
    if !inside.status.success() {
        let cause = String::from_utf8_lossy(&inside.stderr).trim().to_owned();
        let doing = both!("kunne ikke spørre git om filen", "could not ask git about the file");
        return if cause.contains("not a git repository") { Ok(Seen::Outside) } else { Err(Fault::machine(doing, cause)) };
    }
    if !inside.stdout.starts_with(b"true") {
        return Ok(Seen::Outside);
    }
    let ignored = ran(ask(&["check-ignore", "-q", "--"]).arg(&real))?;
    Ok(if ignored.status.success() { Seen::Ignored } else { Seen::Yes })
}

/// Returns the nearest part of the path that is there.
fn existing(path: &Path) -> &Path {
    path.ancestors().find(|path| path.exists()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_says_is_read_field_by_field() {
        let raw = b"c0ffee\0\n:000000 100644 000 aaa A\0\xC3\x98rjan \xC3\x85/:x\ny\0:100644 100755 aaa bbb M\0b\0d00d\0\n\
                    :100644 000000 bbb 000 D\0b\0:000000 160000 000 ccc A\0sub\0:000000 100644 000 aaa A\0kopi\0:000000 100644 000 bbb A\0b\0";
        let entry = |path: &str, blob: &str, commit: &str| Entry {
            path: path.to_owned(),
            blob: blob.to_owned(),
            commit: Some(commit.to_owned()),
        };
        assert_eq!(
            changes(raw),
            [entry("Ørjan Å/:x\ny", "aaa", "c0ffee"), entry("b", "bbb", "c0ffee"), entry("kopi", "aaa", "d00d")]
        );
        assert_eq!(changes(b""), []);
        let listed = tracked(b"100644 aaa 0\tmed\ttab\x00120000 bbb 0\tlenke\x00100755 ccc 0\ta\0");
        let paths: Vec<_> = listed.iter().map(|entry| (entry.path.as_str(), entry.blob.as_str())).collect();
        assert_eq!(paths, [("a", "ccc"), ("med\ttab", "aaa")]);
    }
}

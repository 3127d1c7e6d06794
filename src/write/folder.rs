//! Which folders are written to, and which are not.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::problem::{Both, Fault, both};

use super::Target;
use super::disk::{Disk, Kind};

/// All paths that a run touches.
#[derive(Debug)]
pub(super) struct Folders {
    /// What is published: `output/public`.
    pub site: PathBuf,
    /// Where the next site is made, and where the old one is deleted.
    pub staged: PathBuf,
    /// Where the old site waits on file systems that cannot exchange.
    pub aside: PathBuf,
    pub list: PathBuf,
    pub next_list: PathBuf,
    pub lock: PathBuf,
}

impl Folders {
    /// Makes the output folder and the workshop in it, where they are missing.
    pub(super) fn make(disk: &dyn Disk, output: &Path, target: Target) -> Result<Self, Fault> {
        fs::create_dir_all(output).map_err(|cause| Fault::write(output, &cause))?;
        let (name, workshop) = (target.folder(), output.join(".utsyn"));
        match disk.kind(&workshop).map_err(|cause| Fault::read(&workshop, cause))? {
            Some(Kind::Folder) => {}
            None => make_workshop(disk, &workshop)?,
            Some(Kind::File | Kind::Other) => {
                let workshop = workshop.display();
                return Err(refuse(both!("`{workshop}` er ikke en vanlig mappe", "`{workshop}` is not a plain folder")));
            }
        }
        Ok(Self {
            site: output.join(name),
            staged: workshop.join(format!("{name}.new")),
            aside: workshop.join(format!("{name}.old")),
            list: workshop.join(format!("{name}.list")),
            next_list: workshop.join(format!("{name}.list.new")),
            lock: workshop.join("lock"),
        })
    }
}

fn make_workshop(disk: &dyn Disk, workshop: &Path) -> Result<(), Fault> {
    match disk.make_folder(workshop) {
        // Another build was quicker; the lock decides between the two.
        Err(cause) if cause.kind() == ErrorKind::AlreadyExists => Ok(()),
        made => made.map_err(|cause| Fault::write(workshop, &cause)),
    }
}

/// Refuses output folders where writing could do harm. Nothing is made before this has passed.
pub(super) fn check(output: &Path, home: Option<&Path>, protected: &[PathBuf]) -> Result<(), Fault> {
    let shown = output.display();
    let real_output = real(output).map_err(|cause| unreachable_folder(output, &cause))?;
    if real_output.parent().is_none() {
        return Err(refuse(both!(
            "utmappen `{shown}` er roten av disken",
            "the output folder `{shown}` is the root of the disk"
        )));
    }
    if real_output.is_file() {
        return Err(refuse(both!("utmappen `{shown}` er en fil", "the output folder `{shown}` is a file")));
    }
    if let Some(home) = home
        && within(&real_or_given(home), &real_output)
    {
        return Err(refuse(both!(
            "utmappen `{shown}` er eller inneholder hjemmemappen din",
            "the output folder `{shown}` is or holds your home folder"
        )));
    }
    protected.iter().try_for_each(|sources| keep_apart(output, &real_output, sources))
}

fn keep_apart(output: &Path, real_output: &Path, sources: &Path) -> Result<(), Fault> {
    let real_sources = real_or_given(sources);
    let (shown, sources) = (output.display(), sources.display());
    if within(&real_sources, real_output) {
        return Err(refuse(both!(
            "utmappen `{shown}` er eller inneholder kildene i `{sources}`",
            "the output folder `{shown}` is or holds the sources in `{sources}`"
        )));
    }
    if within(real_output, &real_sources) {
        return Err(refuse(both!(
            "utmappen `{shown}` ligger inne i kildene i `{sources}`",
            "the output folder `{shown}` lies inside the sources in `{sources}`"
        )));
    }
    Ok(())
}

fn refuse(doing: Both) -> Fault {
    Fault::usage(doing).help(both!(
        "velg en egen mappe for det ferdige nettstedet, for eksempel `output` ved siden av `content`",
        "choose a folder of its own for the finished site, such as `output` beside `content`"
    ))
}

fn unreachable_folder(output: &Path, cause: &io::Error) -> Fault {
    let shown = output.display();
    let fault = refuse(both!("utmappen `{shown}` fører ingen steder", "the output folder `{shown}` leads nowhere"));
    Fault { cause: Some(cause.to_string()), ..fault }
}

/// Returns the path without links and `..`, also where its last parts are not there yet.
fn real(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(cause) if cause.kind() == ErrorKind::NotFound && !path.is_symlink() => {
            let whole = std::path::absolute(path)?;
            match (whole.parent(), whole.file_name()) {
                (Some(parent), Some(name)) => Ok(real(parent)?.join(name)),
                _ => Err(cause),
            }
        }
        found => found,
    }
}

fn real_or_given(path: &Path) -> PathBuf {
    real(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

/// Tells whether `inner` is `outer` or lies in it.
fn within(inner: &Path, outer: &Path) -> bool {
    let id = identity(outer);
    inner.ancestors().any(|folder| folder == outer || (id.is_some() && identity(folder) == id))
}

/// Returns what tells a folder from all others on the machine: two spellings, or two mounts, can be one folder.
#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|found| (found.dev(), found.ino()))
}

#[cfg(not(unix))]
fn identity(_: &Path) -> Option<(u64, u64)> {
    None
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use crate::problem::FaultKind;
    use crate::write::tests::Scratch;

    use super::check;

    /// A project with sources, and what is said of an output folder in it.
    fn said(output: impl Fn(&Path) -> PathBuf) -> Result<(), String> {
        let scratch = Scratch::new();
        let at = scratch.path();
        fs::create_dir_all(at.join("home/me/project/content/pages")).unwrap();
        let protected = [at.join("home/me/project/content"), at.join("home/me/project/themes")];
        check(&output(at), Some(&at.join("home/me")), &protected).map_err(|fault| {
            assert_eq!(fault.kind, FaultKind::Usage);
            fault.doing.en.replace(&at.display().to_string(), "…")
        })
    }

    fn refused(output: &str) -> String {
        said(|at| at.join(output)).unwrap_err()
    }

    #[test]
    fn a_folder_of_its_own_is_fine_also_where_it_is_not_there_yet() {
        assert_eq!(said(|at| at.join("home/me/project/output")), Ok(()));
        assert_eq!(said(|at| at.join("home/me/project/content-out/new/deep")), Ok(()));
        assert_eq!(said(|at| at.join("home/me/project/content/../output")), Ok(()));
    }

    #[test]
    fn the_root_and_the_home_folder_are_refused() {
        assert_eq!(said(|_| PathBuf::from("/")).unwrap_err(), "the output folder `/` is the root of the disk");
        assert_eq!(refused("home/me"), "the output folder `…/home/me` is or holds your home folder");
        assert_eq!(refused("home"), "the output folder `…/home` is or holds your home folder");
        assert_eq!(refused("home/me/project/.."), "the output folder `…/home/me/project/..` is or holds your home folder");
    }

    #[test]
    fn a_folder_that_holds_the_sources_or_lies_in_them_is_refused() {
        assert_eq!(
            refused("home/me/project"),
            "the output folder `…/home/me/project` is or holds the sources in `…/home/me/project/content`"
        );
        assert!(refused("home/me/project/content").contains("is or holds the sources"));
        assert!(refused("home/me/project/content/pages/out").contains("lies inside the sources"));
        assert!(refused("home/me/project/themes/out").contains("lies inside the sources"));
        assert!(refused("home/me/missing/../project/content").contains("leads nowhere"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_judged_by_what_it_leads_to() {
        use std::os::unix::fs::symlink;
        let through = |target: &'static str, output: &'static str| {
            said(move |at| {
                symlink(at.join(target), at.join("link")).unwrap();
                at.join(output)
            })
        };
        assert!(through("home/me/project/content", "link").unwrap_err().contains("is or holds the sources"));
        assert!(through("home/me/project/content", "link/out").unwrap_err().contains("lies inside the sources"));
        assert!(through("home/me", "link").unwrap_err().contains("home folder"));
        assert!(through("nowhere", "link").unwrap_err().contains("leads nowhere"));
        assert_eq!(through("home/me/project", "link/output"), Ok(()));
    }
}

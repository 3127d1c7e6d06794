//! `utsyn init`: a whole site to begin with.

use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;

use super::{Ending, agree, say};
use crate::load;
use crate::problem::{Fault, Tongue, both};
use crate::starter::site;
use crate::write;

#[derive(ClapArgs)]
#[command(next_help_heading = "Valg")]
pub(super) struct InitArgs {
    /// Mappen nettstedet lages i: ny, eller tom
    #[arg(value_name = "MAPPE", help_heading = "Hva")]
    pub folder: PathBuf,

    /// Skriver uten å spørre
    #[arg(long, short)]
    pub yes: bool,
}

/// Makes a site in a folder that holds nothing.
pub(super) fn init(args: &InitArgs, tongue: Tongue) -> Result<Ending, Fault> {
    let (folder, shown) = (&args.folder, args.folder.display());
    refuse_full(folder)?;
    let files = site();
    let filer = say::counted(files.len(), "fil", "filer");
    let said = say::counted(files.len(), "file", "files");
    let question = both!("Lage et nettsted i `{shown}`, {filer}? [j/N] ", "Make a site in `{shown}`, {said}? [y/N] ");
    if !agree::told_to(args.yes, &question, tongue) {
        return Ok(Ending::Usage);
    }
    write::new_folder(folder, &files)?;
    let into = typed(folder);
    say::line(
        &both!(
            "Laget et nettsted i `{shown}`, {filer}. Alt i det er oppdiktet.\n\nGjør dette nå:\n  cd {into}\n  utsyn serve --open\n\nREADME.md i mappen forteller hva som ligger hvor. Bruker dere git, så kjør `utsyn guard --install` etter `git init`: da\nkommer ingenting fortrolig inn. `utsyn schema --install` lærer VS Code hva hver fil kan inneholde.",
            "Made a site in `{shown}`, {said}. Everything in it is invented.\n\nDo this now:\n  cd {into}\n  utsyn serve --open\n\nREADME.md in the folder tells what lies where. If you use git, run `utsyn guard --install` after `git init`: then\nnothing confidential gets in. `utsyn schema --install` teaches VS Code what each file can hold."
        ),
        tongue,
    );
    Ok(Ending::Fine)
}

/// A folder with something in it belongs to somebody; a repository without files is empty.
fn refuse_full(folder: &Path) -> Result<(), Fault> {
    let shown = folder.display();
    if load::there_is(folder) && !folder.is_dir() {
        return Err(Fault::usage(both!("`{shown}` er en fil", "`{shown}` is a file"))
            .help(both!("velg en mappe som ikke finnes ennå", "choose a folder that is not there yet")));
    }
    let names = load::names_in(folder)?;
    match names.iter().find(|name| *name != ".git") {
        None => Ok(()),
        Some(name) => Err(Fault::usage(both!(
            "mappen `{shown}` er ikke tom: der ligger `{name}`",
            "the folder `{shown}` is not empty: `{name}` is in it"
        ))
        .help(both!(
            "velg en mappe som ikke finnes ennå; det som ligger der, røres ikke",
            "choose a folder that is not there yet; what is there is left alone"
        ))),
    }
}

/// Returns a path as it is typed in a shell.
fn typed(path: &Path) -> String {
    let path = path.display().to_string();
    let plain = path.chars().all(|letter| letter.is_alphanumeric() || "/\\.:_-~".contains(letter));
    if plain { path } else { format!("\"{path}\"") }
}

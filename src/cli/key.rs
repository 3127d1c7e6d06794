//! `utsyn keygen`, and where one's own key is found.

use std::env;
use std::path::{Path, PathBuf};

use super::args::{KeyArgs, KeygenArgs};
use super::{Ending, say};
use crate::guard::{Seen, seen_by_git};
use crate::load;
use crate::problem::{Fault, Tongue, both};
use crate::seal::{RECIPIENTS, Unsealed, new_identity};
use crate::write;

/// Returns the file with one's key: the one named, then that of `UTSYN_IDENTITY`, then the usual one if it is there.
pub(super) fn found(args: &KeyArgs) -> Option<PathBuf> {
    let variable = || env::var_os("UTSYN_IDENTITY").filter(|value| !value.is_empty()).map(PathBuf::from);
    args.identity.clone().or_else(variable).or_else(|| usual().filter(|path| load::there_is(path)))
}

/// Where a key lies if nothing else is said.
fn usual() -> Option<PathBuf> {
    let folder = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let settings = if cfg!(windows) {
        folder("APPDATA")
    } else {
        folder("XDG_CONFIG_HOME").or_else(|| folder("HOME").map(|home| home.join(".config")))
    };
    Some(settings?.join("utsyn/identity.txt"))
}

/// Makes a key that nobody has had before.
pub(super) fn keygen(args: &KeygenArgs, tongue: Tongue) -> Result<Ending, Fault> {
    let path = args.output.clone().or_else(usual).ok_or_else(|| {
        Fault::usage(both!("det er ikke sagt hvor nøkkelen skal ligge", "it is not said where the key shall lie"))
            .help(both!("oppgi filen med `--output`", "name the file with `--output`"))
    })?;
    if seen_by_git(&path)? == Seen::Yes {
        return Err(in_repository(&path));
    }
    let made = new_identity().map_err(unsealed)?;
    write::new_file(&path, made.file.as_bytes(), write::Access::Owner).map_err(|fault| match fault.cause {
        Some(_) => fault,
        None => fault.help(both!(
            "en nøkkel overskrives aldri: uten den kan ingen åpne det som er forseglet for den. Velg en annen fil med `--output`",
            "a key is never overwritten: without it nobody can open what is sealed for it. Choose another file with `--output`"
        )),
    })?;
    let (shown, recipient) = (path.display(), &made.recipient);
    say::line(
        &both!(
            "Nøkkelen ligger i `{shown}`. Vis den ikke til noen, og ta en kopi.",
            "The key is in `{shown}`. Show it to nobody, and keep a copy."
        ),
        tongue,
    );
    say::line(
        &both!(
            "Mottakeren er offentlig. Legg den til i `content/{RECIPIENTS}`:",
            "The recipient is public. Add it to `content/{RECIPIENTS}`:"
        ),
        tongue,
    );
    say::out(&format!("{recipient}\n"));
    Ok(Ending::Fine)
}

fn in_repository(path: &Path) -> Fault {
    let path = path.display();
    Fault::usage(both!("nøkkelen ville havne i git: `{path}`", "the key would end up in git: `{path}`"))
        .help(both!("velg en fil utenfor lageret", "choose a file outside the repository"))
}

/// Says why nothing was sealed.
pub(super) fn unsealed(why: Unsealed) -> Fault {
    match why {
        Unsealed::TooLarge => {
            Fault::usage(both!("det er for mye å forsegle: mer enn 32 MB", "there is too much to seal: more than 32 MB"))
        }
        Unsealed::Cipher => Fault::machine(both!("kunne ikke forsegle", "could not seal"), "age"),
        Unsealed::NotBuiltIn => not_built_in(),
    }
}

/// Says that this edition of the program cannot seal.
pub(super) fn not_built_in() -> Fault {
    Fault::usage(both!("denne utgaven av utsyn er bygd uten forsegling", "this edition of utsyn was built without sealing"))
        .help(both!("bygg den med `--features seal`", "build it with `--features seal`"))
}

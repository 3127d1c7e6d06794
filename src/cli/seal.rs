//! `utsyn seal` and `utsyn unseal`.

use std::path::{Path, PathBuf};

use super::args::{SealArgs, UnsealArgs};
use super::{Ending, key, say};
use crate::guard::{Seen, seen_by_git};
use crate::load;
use crate::problem::{Both, Fault, FaultKind, Problem, Tongue, both, nearest};
use crate::seal::{self, CONTAINER, Clear, Identities, NAMES, RECIPIENTS, Unopened};
use crate::write;

/// Largest clear text, and largest container, in bytes.
const MOST: u64 = 64 << 20;

/// Seals a mapping's confidential files, and deletes them when they are known to come out again as they were.
pub(super) fn seal(args: &SealArgs, tongue: Tongue) -> Result<Ending, Fault> {
    let folder = folder_of(&args.content, &args.mapping)?;
    let recipients = match load::recipients(&args.content)? {
        Ok(recipients) => recipients,
        Err(problem) => return Ok(objected(problem, tongue)),
    };
    let clear = clear_text(&folder)?;
    let identities = key::found(&args.key).map(|path| load::identities(&path)).transpose()?;
    let container = folder.join(CONTAINER);
    let sealed = seal::seal(&clear, &recipients).map_err(key::unsealed)?;
    match &identities {
        Some(identities) => comes_out(&sealed, identities, &clear).map_err(not_a_recipient)?,
        None if args.keep => {}
        None => return Err(no_key_to_try()),
    }
    keep_what_is_there(&container, identities.as_ref(), &clear)?;

    write::replace_file(&container, &sealed, write::Access::Usual)?;
    say::line(&sealed_for(clear.files().count(), recipients.count(), &container), tongue);
    if args.keep {
        say::line(&both!("Klarteksten er der fortsatt.", "The clear text is still there."), tongue);
        return Ok(Ending::Fine);
    }
    let identities = identities.ok_or_else(no_key_to_try)?;
    let written = load::bytes(&container, MOST)?;
    comes_out(&written, &identities, &clear_text(&folder)?).map_err(|_| changed(&container))?;
    for (name, _) in clear.files() {
        write::remove_file(&folder.join(name))?;
    }
    say::line(
        &both!(
            "Den er lest tilbake og stemmer. Klarteksten er slettet.",
            "It was read back and is right. The clear text is deleted."
        ),
        tongue,
    );
    Ok(Ending::Fine)
}

fn sealed_for(files: usize, people: usize, container: &Path) -> Both {
    let shown = container.display();
    let (filer, mottakere) = (say::counted(files, "fil", "filer"), say::counted(people, "mottaker", "mottakere"));
    let (files, people) = (say::counted(files, "file", "files"), say::counted(people, "recipient", "recipients"));
    both!("Forseglet {filer} for {mottakere} i `{shown}`.", "Sealed {files} for {people} in `{shown}`.")
}

/// Writes a mapping's confidential files in clear text, where git will not take them along, or shows them.
pub(super) fn unseal(args: &UnsealArgs, tongue: Tongue) -> Result<Ending, Fault> {
    let folder = folder_of(&args.content, &args.mapping)?;
    let container = folder.join(CONTAINER);
    let sealed = load::bytes(&container, MOST).map_err(|fault| match fault.cause {
        Some(_) => fault,
        None => fault.help(both!("kartleggingen er ikke forseglet", "the mapping is not sealed")),
    })?;
    let identity = key::found(&args.key).ok_or_else(no_key)?;
    let clear = match seal::open(&sealed, Some(&load::identities(&identity)?)) {
        Ok(clear) => clear,
        Err(Unopened::Damaged) => return Ok(objected(load::damaged(&container.display().to_string()), tongue)),
        Err(Unopened::NoKeyFits) => return Err(no_key_fits(&container)),
        Err(Unopened::NotBuiltIn) => return Err(key::not_built_in()),
    };
    if args.output.as_deref() == Some(Path::new("-")) {
        show(&clear);
        return Ok(Ending::Fine);
    }
    let folder = args.output.clone().unwrap_or(folder);
    // All is looked at before anything is written.
    for (name, bytes) in clear.files() {
        may_be_written(&folder.join(name), bytes)?;
    }
    for (name, bytes) in clear.files() {
        let path = folder.join(name);
        let shown = path.display();
        if load::there_is(&path) {
            say::line(&both!("Klarteksten i `{shown}` er den samme.", "The clear text in `{shown}` is the same."), tongue);
        } else {
            write::new_file(&path, bytes, write::Access::Owner)?;
            say::line(&both!("Skrev klarteksten i `{shown}`.", "Wrote the clear text to `{shown}`."), tongue);
        }
    }
    Ok(Ending::Fine)
}

/// Shows the files on standard output, each under its name.
fn show(clear: &Clear) {
    for (name, bytes) in clear.files() {
        say::out(&format!("# {name}\n{}", String::from_utf8_lossy(bytes)));
    }
}

/// Returns the folder of a mapping, which must be one.
pub(super) fn folder_of(content: &Path, mapping: &str) -> Result<PathBuf, Fault> {
    let folder = content.join("mappings").join(mapping);
    // The name is one folder's, not a way to another place.
    let is_name = !mapping.is_empty() && !mapping.contains(['/', '\\']) && mapping != "." && mapping != "..";
    if is_name && load::there_is(&folder.join("mapping.yaml")) {
        return Ok(folder);
    }
    let shown = content.join("mappings");
    let shown = shown.display();
    let fault = both!("det er ingen kartlegging `{mapping}` i `{shown}`", "there is no mapping `{mapping}` in `{shown}`");
    let known = load::mappings(content);
    if let Some(near) = nearest(mapping, known.iter().map(String::as_str)) {
        return Err(Fault::usage(fault).help(both!("mente du `{near}`?", "did you mean `{near}`?")));
    }
    Err(Fault::usage(fault)
        .help(both!("oppgi navnet på mappen som `mapping.yaml` ligger i", "name the folder in which `mapping.yaml` lies")))
}

fn clear_text(folder: &Path) -> Result<Clear, Fault> {
    let mut clear = Clear::default();
    for name in NAMES {
        let path = folder.join(name);
        if load::there_is(&path) {
            clear.add(name, load::bytes(&path, MOST)?);
        }
    }
    if clear.is_empty() {
        let folder = folder.display();
        return Err(Fault::usage(both!(
            "det er ingen klartekst å forsegle i `{folder}`",
            "there is no clear text to seal in `{folder}`"
        )));
    }
    Ok(clear)
}

/// Makes sure that what is sealed can be opened and is what was to be sealed.
fn comes_out(sealed: &[u8], identities: &Identities, clear: &Clear) -> Result<(), Unopened> {
    let opened = seal::open(sealed, Some(identities))?;
    if opened == *clear { Ok(()) } else { Err(Unopened::Damaged) }
}

/// Refuses to write over what could not be had back: a container that one cannot open, or that holds more.
fn keep_what_is_there(container: &Path, identities: Option<&Identities>, clear: &Clear) -> Result<(), Fault> {
    if !load::there_is(container) {
        return Ok(());
    }
    let shown = container.display();
    match seal::open(&load::bytes(container, MOST)?, identities) {
        // A damaged one is mended by sealing again.
        Err(Unopened::Damaged) => Ok(()),
        Err(_) => Err(Fault::usage(both!(
            "`{shown}` er der fra før, og nøkkelen din åpner den ikke",
            "`{shown}` is there already, and your key does not open it"
        ))
        .help(both!(
            "finn ut hva den holder før den blir borte, eller flytt den selv",
            "find out what it holds before it is gone, or move it yourself"
        ))),
        Ok(old) => match old.files().find(|(name, _)| !clear.has(name)) {
            None => Ok(()),
            Some((name, _)) => Err(Fault::usage(both!(
                "`{shown}` holder også `{name}`, som ikke er her i klartekst og ville blitt borte",
                "`{shown}` also holds `{name}`, which is not here in clear text and would be gone"
            ))
            .help(both!("åpne den først med `utsyn unseal`", "open it first with `utsyn unseal`"))),
        },
    }
}

/// Refuses clear text that git would take along, or that would overwrite another.
fn may_be_written(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let shown = path.display();
    if seen_by_git(path)? == Seen::Yes {
        return Err(seen(path));
    }
    if load::there_is(path) && load::bytes(path, MOST)? != bytes {
        return Err(Fault::usage(both!(
            "`{shown}` er der fra før og er en annen",
            "`{shown}` is there already and is different"
        ))
        .help(both!(
            "flytt den, eller velg en annen mappe med `--output`",
            "move it, or choose another folder with `--output`"
        )));
    }
    Ok(())
}

/// Says why clear text is not written where git would see it.
pub(super) fn seen(path: &Path) -> Fault {
    let shown = path.display();
    let fault = Fault::usage(both!(
        "klarteksten skrives ikke i `{shown}`: den neste `git add` ville tatt den med",
        "the clear text is not written to `{shown}`: the next `git add` would take it along"
    ));
    let is_in_mapping = path.ancestors().nth(2).is_some_and(|folder| folder.ends_with("mappings"));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    fault.help(match is_in_mapping {
        true => both!(
            "legg linjen `**/mappings/*/{name}` i `.gitignore`, eller bruk en mappe utenfor lageret. Er filen alt i git, så ta den ut med `git rm --cached`",
            "put the line `**/mappings/*/{name}` into `.gitignore`, or use a folder outside the repository. If the file is in git already, take it out with `git rm --cached`"
        ),
        false => both!("velg en mappe utenfor lageret", "choose a folder outside the repository"),
    })
}

fn objected(problem: Problem, tongue: Tongue) -> Ending {
    say::problems(&[problem], tongue);
    Ending::Problems
}

fn no_key_to_try() -> Fault {
    no_key().help(both!(
        "uten nøkkel kan ingen vite at det som forsegles, kan åpnes igjen. Lag en med `utsyn keygen`, eller behold klarteksten med `--keep`",
        "without a key nobody can know that what is sealed can be opened again. Make one with `utsyn keygen`, or keep the clear text with `--keep`"
    ))
}

fn no_key() -> Fault {
    Fault::usage(both!("det er ingen nøkkel på denne maskinen", "there is no key on this machine"))
        .help(both!("oppgi filen den ligger i med `--identity`", "name the file in which it lies with `--identity`"))
}

fn not_a_recipient(_: Unopened) -> Fault {
    Fault::usage(both!(
        "du er ikke blant mottakerne, så du kunne ikke ha åpnet det igjen",
        "you are not among the recipients, so you could not have opened it again"
    ))
    .help(both!(
        "legg mottakeren din til i `{RECIPIENTS}`; den står øverst i filen med nøkkelen",
        "add your recipient to `{RECIPIENTS}`; it stands at the top of the file with the key"
    ))
}

fn no_key_fits(container: &Path) -> Fault {
    let shown = container.display();
    Fault::usage(both!("nøkkelen din åpner ikke `{shown}`", "your key does not open `{shown}`")).help(both!(
        "be en som kan åpne den, legge mottakeren din til i `{RECIPIENTS}` og forsegle på nytt",
        "ask somebody who can open it to add your recipient to `{RECIPIENTS}` and seal again"
    ))
}

fn changed(container: &Path) -> Fault {
    let shown = container.display();
    let doing = both!(
        "`{shown}` er skrevet, men stemmer ikke lenger med klarteksten, som derfor ikke er slettet",
        "`{shown}` is written, but no longer agrees with the clear text, which is therefore not deleted"
    );
    let help = both!(
        "ble klarteksten endret imens? Kjør kommandoen på nytt",
        "was the clear text changed meanwhile? Run the command again"
    );
    Fault { kind: FaultKind::Machine, ..Fault::usage(doing).help(help) }
}

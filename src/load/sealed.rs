//! Opens what is sealed, where a key is at hand. What was opened is a source like any other.
//!
//! Without a key the site is built all the same, byte for byte: nothing of what is sealed is ever published.

use std::path::Path;

use super::{SourceText, Sources, file, text};
use crate::domain::{Attachment, Source};
use crate::problem::{Both, Code, Fault, Place, Problem, both};
use crate::seal::{self, CONTAINER, Clear, Identities, NoKey, RECIPIENTS, Recipients, Unopened, WhyNoKey};

/// Largest file of keys, in bytes.
const MOST_KEYS: u64 = 1 << 20;

/// Takes the containers out of the attachments and puts what they hold among the texts.
pub(super) fn open_all(sources: &mut Sources, identity: Option<&Path>) -> Result<Vec<Problem>, Fault> {
    let all = std::mem::take(&mut sources.attachments);
    let (sealed, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|attachment| is_container(&attachment.source));
    // Who can open the containers is nothing for a page to link to either.
    sources.attachments = rest.into_iter().filter(|attachment| attachment.source.within() != RECIPIENTS).collect();
    if sealed.is_empty() {
        return Ok(Vec::new());
    }
    let identities = identity.map(identities).transpose()?;
    let mut problems = Vec::new();
    let mut unread = Vec::new();
    for container in sealed {
        if has_clear_text(sources, &container.source) {
            problems.push(beside_clear_text(&container.source));
            continue;
        }
        match seal::open(&container.bytes, identities.as_ref()) {
            Ok(clear) => problems.extend(add(sources, &container.source, clear)),
            Err(Unopened::Damaged) => problems.push(damaged(container.source.shown())),
            Err(why) => unread.push((container, why)),
        }
    }
    sources.texts.sort_by(|one, other| one.source.within().cmp(other.source.within()));
    problems.extend(told_once(&unread, identities.is_some()));
    Ok(problems)
}

fn is_container(source: &Source) -> bool {
    let parts: Vec<&str> = source.within().split('/').collect();
    matches!(parts.as_slice(), ["mappings", _, name] if *name == CONTAINER)
}

fn has_clear_text(sources: &Sources, container: &Source) -> bool {
    let is_beside = |text: &SourceText| text.source.folder() == container.folder();
    let is_clear =
        |text: &SourceText| text.source.within().ends_with("/observations.yaml") || text.source.within().ends_with("/notes.yaml");
    sources.texts.iter().any(|text| is_beside(text) && is_clear(text))
}

/// Adds the files of a container as if they lay beside it.
fn add(sources: &mut Sources, container: &Source, clear: Clear) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (name, bytes) in clear.into_files() {
        let source = container.beside(name);
        let (text, found) = text::plain(&source, &bytes);
        problems.extend(found);
        sources.texts.extend(text.map(|text| SourceText { source, text }));
    }
    problems
}

/// One note for all that stayed closed.
fn told_once(unread: &[(Attachment, Unopened)], has_key: bool) -> Option<Problem> {
    let (first, why) = unread.first()?;
    let problem = match (why, has_key) {
        (Unopened::NotBuiltIn, _) => Problem::new(Code::SealedUnread, sealed_unread()).note(both!(
            "denne utgaven av utsyn er bygd uten forsegling (`--features seal`)",
            "this edition of utsyn was built without sealing (`--features seal`)"
        )),
        (_, false) => Problem::new(Code::SealedUnread, sealed_unread())
            .note(both!(
                "det er ingen nøkkel på denne maskinen; nettstedet blir det samme uten",
                "there is no key on this machine; the site is the same without"
            ))
            .help(both!(
                "vil du lese dem her, så oppgi nøkkelen med `--identity`",
                "to read them here, name the key with `--identity`"
            )),
        (_, true) => Problem::new(
            Code::NoKeyFits,
            both!(
                "observasjonene er forseglet for andre nøkler enn din og ble ikke lest",
                "the observations are sealed for other keys than yours and were not read"
            ),
        )
        .note(both!("nettstedet blir det samme uten", "the site is the same without"))
        .help(both!(
            "be en som kan åpne dem, legge mottakeren din til i `recipients.txt` og forsegle på nytt",
            "ask somebody who can open them to add your recipient to `recipients.txt` and seal again"
        )),
    };
    let count = unread.len();
    let problem = problem.at(Place::file(first.source.shown()));
    Some(if count == 1 {
        problem
    } else {
        problem.note(both!("det gjelder {count} kartlegginger", "so it is with {count} mappings"))
    })
}

fn sealed_unread() -> Both {
    both!("observasjonene er forseglet og ble ikke lest", "the observations are sealed and were not read")
}

/// Objects to a container that is not what was sealed.
pub(crate) fn damaged(shown: &str) -> Problem {
    Problem::new(Code::SealDamaged, both!("den forseglede filen er skadet", "the sealed file is damaged"))
        .at(Place::file(shown))
        .note(both!(
            "den er kuttet, endret etter at den ble forseglet, eller noe helt annet enn en forseglet kartlegging",
            "it was cut off, changed after it was sealed, or is no sealed mapping at all"
        ))
        .help(both!(
            "hent den siste hele utgaven, for eksempel med `git checkout`, eller forsegle klarteksten på nytt",
            "fetch the last whole edition, for example with `git checkout`, or seal the clear text again"
        ))
}

fn beside_clear_text(source: &Source) -> Problem {
    Problem::new(
        Code::SealedAndClear,
        both!(
            "klarteksten ligger ved siden av den forseglede filen, og det er klarteksten som brukes",
            "the clear text lies beside the sealed file, and it is the clear text that is used"
        ),
    )
    .at(Place::file(source.shown()))
    .help(both!("forsegle den med `utsyn seal` når du er ferdig", "seal it with `utsyn seal` when you are done"))
}

/// Reads a file of one's own keys.
///
/// # Errors
///
/// A usage [`Fault`] where it is not there or holds no key; never a word of what it holds.
pub(crate) fn identities(path: &Path) -> Result<Identities, Fault> {
    let bytes = file::bytes(path, MOST_KEYS)?;
    Identities::parse(&String::from_utf8_lossy(&bytes)).map_err(|no_key| no_identity(path, no_key))
}

fn no_identity(path: &Path, no_key: NoKey) -> Fault {
    let (path, line) = (path.display(), no_key.line);
    let doing = match no_key.why {
        WhyNoKey::Empty => both!("det er ingen nøkkel i `{path}`", "there is no key in `{path}`"),
        WhyNoKey::OtherKind => both!(
            "nøkkelen på linje {line} i `{path}` er av et slag som ikke brukes her",
            "the key in line {line} of `{path}` is of a kind that is not used here"
        ),
        WhyNoKey::Secret | WhyNoKey::NoKey => {
            both!("linje {line} i `{path}` er ingen nøkkel", "line {line} of `{path}` is no key")
        }
    };
    Fault::usage(doing).help(both!("lag en nøkkel med `utsyn keygen`", "make a key with `utsyn keygen`"))
}

/// Reads `recipients.txt` of a content folder; what is wrong in it is a problem.
///
/// # Errors
///
/// A usage [`Fault`] where the file is not there.
pub(crate) fn recipients(content: &Path) -> Result<Result<Recipients, Problem>, Fault> {
    let path = content.join(RECIPIENTS);
    let bytes = file::bytes(&path, MOST_KEYS).map_err(|fault| match fault.cause {
        Some(_) => fault,
        None => fault.help(both!(
            "skriv én mottaker (`age1…`) på hver linje; `utsyn keygen` lager en nøkkel og viser mottakeren",
            "write one recipient (`age1…`) on each line; `utsyn keygen` makes a key and shows its recipient"
        )),
    })?;
    let shown = path.display().to_string().replace('\\', "/");
    Ok(Recipients::parse(&String::from_utf8_lossy(&bytes)).map_err(|no_key| no_recipient(&shown, no_key)))
}

fn no_recipient(shown: &str, no_key: NoKey) -> Problem {
    let (headline, help) = match no_key.why {
        WhyNoKey::Empty => (
            both!("filen har ingen mottakere", "the file has no recipients"),
            both!("skriv én mottaker (`age1…`) på hver linje", "write one recipient (`age1…`) on each line"),
        ),
        WhyNoKey::Secret => (
            both!("linjen er en hemmelig nøkkel, ikke en mottaker", "the line is a secret key, not a recipient"),
            both!(
                "lag en ny nøkkel: denne kan andre ha sett. Mottakeren begynner med `age1`",
                "make a new key: others may have seen this one. The recipient begins with `age1`"
            ),
        ),
        WhyNoKey::OtherKind => (
            both!("mottakeren er av et slag som ikke brukes her", "the recipient is of a kind that is not used here"),
            both!("bruk mottakeren som `utsyn keygen` viser", "use the recipient that `utsyn keygen` shows"),
        ),
        WhyNoKey::NoKey => (
            both!("linjen er ingen mottaker", "the line is no recipient"),
            both!(
                "en mottaker begynner med `age1` og har 62 tegn; merknader begynner med `#`",
                "a recipient begins with `age1` and has 62 characters; comments begin with `#`"
            ),
        ),
    };
    let place = if no_key.line == 0 { Place::file(shown) } else { Place::bare(shown, no_key.line, 1) };
    Problem::new(Code::BadRecipient, headline).at(place).help(help)
}

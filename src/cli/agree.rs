//! Shows which files a command would write, asks, writes.
//!
//! Nothing is written that was not shown. Without a terminal nobody can agree, and `--yes` has to say it.

use std::io::{self, BufRead, IsTerminal};
use std::path::{Path, PathBuf};

use super::{Ending, say};
use crate::load;
use crate::problem::{Both, Fault, Tongue, both};
use crate::write;

/// Largest file that is compared, in bytes.
const MOST: u64 = 16 << 20;

/// A file that shall have this text.
pub(super) struct Change {
    path: PathBuf,
    text: String,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    New,
    Changed,
    Same,
}

impl Change {
    /// Holds a text against the file that may be there.
    pub(super) fn of((path, text): (PathBuf, String)) -> Result<Self, Fault> {
        let kind = match load::there_is(&path) {
            false => Kind::New,
            true if load::bytes(&path, MOST)? == text.as_bytes() => Kind::Same,
            true => Kind::Changed,
        };
        Ok(Self { path, text, kind })
    }

    fn line(&self) -> Both {
        let path = self.path.display();
        match self.kind {
            Kind::New => both!("  ny      {path}", "  new      {path}"),
            Kind::Changed => both!("  endres  {path}", "  changed  {path}"),
            Kind::Same => both!("  uendret {path}", "  the same {path}"),
        }
    }
}

/// Writes what is new or changed, after having shown it and been told to.
pub(super) fn write(changes: Vec<Change>, yes: bool, tongue: Tongue) -> Result<Ending, Fault> {
    let changes: Vec<Change> = changes.into_iter().filter(|change| change.kind != Kind::Same).collect();
    if changes.is_empty() {
        say::line(
            &both!("Alt er slik det skal være. Ingenting er skrevet.", "Everything is as it should be. Nothing was written."),
            tongue,
        );
        return Ok(Ending::Fine);
    }
    changes.iter().for_each(|change| say::line(&change.line(), tongue));
    if !told_to(yes, &both!("Skrive dette? [j/N] ", "Write this? [y/N] "), tongue) {
        return Ok(Ending::Usage);
    }
    for change in &changes {
        match change.kind {
            // Should somebody have made it since, it stays.
            Kind::New => write::new_file(&change.path, change.text.as_bytes(), write::Access::Usual)?,
            Kind::Changed | Kind::Same => write::replace_file(&change.path, change.text.as_bytes(), write::Access::Usual)?,
        }
    }
    let filer = say::counted(changes.len(), "fil", "filer");
    let files = say::counted(changes.len(), "file", "files");
    say::line(&both!("Skrev {filer}.", "Wrote {files}."), tongue);
    Ok(Ending::Fine)
}

/// Asks whether to write, unless that is said already; says that nothing is written where it is not.
pub(super) fn told_to(yes: bool, question: &Both, tongue: Tongue) -> bool {
    let told = yes || agreed(question, tongue);
    if !told {
        say::err(&format!("{}\n", refused().in_tongue(tongue)));
    }
    told
}

/// Asks on the terminal; where there is none, nobody agrees.
pub(super) fn agreed(question: &Both, tongue: Tongue) -> bool {
    matches!(answer(question, tongue), Ok(Some(true)))
}

/// Asks on the terminal and returns whether the answer is yes; none where there is nobody to ask.
///
/// # Errors
///
/// A [`Fault`] where the answer cannot be read.
pub(super) fn answer(question: &Both, tongue: Tongue) -> Result<Option<bool>, Fault> {
    if !io::stdin().is_terminal() {
        return Ok(None);
    }
    say::err(question.in_tongue(tongue));
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer).map_err(|cause| Fault::read(Path::new("stdin"), cause))?;
    Ok(Some(["j", "ja", "y", "yes"].contains(&answer.trim().to_lowercase().as_str())))
}

/// Says that nobody told it to write.
pub(super) fn refused() -> Both {
    both!(
        "Ingenting er skrevet. Svar «j», eller bruk `--yes`, for å skrive.",
        "Nothing was written. Answer “y”, or use `--yes`, to write."
    )
}

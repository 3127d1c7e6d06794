//! `utsyn check --fix`: shows what can safely be mended, asks, and mends it.

use super::agree::answer;
use super::args::CheckArgs;
use super::{build, say};
use crate::load::raw_texts;
use crate::mend::{Mended, mends};
use crate::problem::{Both, Fault, Tongue, both};
use crate::write::exchange_file;

/// Mends what is safe, after it was shown and agreed to.
///
/// # Errors
///
/// A [`Fault`] where a file cannot be read or written, or was changed by another program in the meantime.
pub(super) fn fix(args: &CheckArgs, tongue: Tongue) -> Result<(), Fault> {
    let wanted = build::wanted(&args.site)?;
    let mended: Vec<Mended> = raw_texts(&wanted.content, &wanted.confided)?.iter().filter_map(mends).collect();
    if mended.is_empty() {
        tell(&both!("Det er ingenting utsyn trygt kan rette.", "There is nothing that utsyn can safely mend."), tongue);
        return Ok(());
    }
    let is_plain = say::is_plain(args.site.plain());
    for one in &mended {
        say::err(&if is_plain { sentences(one, tongue) } else { difference(one, tongue) });
    }
    let files = mended.len();
    let (filer, several) = (say::counted(files, "fil", "filer"), say::counted(files, "file", "files"));
    if !args.yes && answer(&both!("Endre {filer}? [j/N] ", "Change {several}? [y/N] "), tongue)? != Some(true) {
        tell(
            &both!(
                "Ingenting er endret. Svar «j», eller bruk `--yes`, for å endre {filer}.\n",
                "Nothing was changed. Answer “y”, or use `--yes`, to change {several}.\n"
            ),
            tongue,
        );
        return Ok(());
    }
    for one in &mended {
        exchange_file(&one.path, &one.before, &one.after)?;
    }
    tell(&both!("Endret {filer}.\n", "Changed {several}.\n"), tongue);
    Ok(())
}

fn tell(said: &Both, tongue: Tongue) {
    say::err(&format!("{}\n", said.in_tongue(tongue)));
}

/// What is done in a file, and the lines before and after; of a confidential one only what is done.
fn difference(mended: &Mended, tongue: Tongue) -> String {
    let file = mended.source.shown();
    let mut text = match (&mended.changed, tongue) {
        (Some(_), _) => format!("{file}\n"),
        (None, Tongue::Bokmal) => format!("{file} (fortrolig: linjene vises ikke)\n"),
        (None, Tongue::English) => format!("{file} (confidential: its lines are not shown)\n"),
    };
    for said in done(mended, tongue) {
        text.push_str(&format!("  {said}\n"));
    }
    for (number, before, after) in mended.changed.iter().flatten() {
        text.push_str(&format!("{number:>4} - {before}\n{number:>4} + {after}\n"));
    }
    text + "\n"
}

/// The same, a sentence a line.
fn sentences(mended: &Mended, tongue: Tongue) -> String {
    let file = mended.source.shown();
    let mut text: String = done(mended, tongue).iter().map(|said| format!("{file}: {said}.\n")).collect();
    for (number, before, after) in mended.changed.iter().flatten() {
        let said = both!(
            "Linje {number} er nå: {before}\nLinje {number} blir: {after}\n",
            "Line {number} is now: {before}\nLine {number} becomes: {after}\n"
        );
        text.push_str(said.in_tongue(tongue));
    }
    text
}

/// Says what is done, and in which lines.
fn done(mended: &Mended, tongue: Tongue) -> Vec<String> {
    let lines = |numbers: &[usize]| {
        let mut numbers = numbers.to_vec();
        numbers.sort_unstable();
        let listed = numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
        match (numbers.len(), tongue) {
            (0, _) => String::new(),
            (1, Tongue::Bokmal) => format!(" (linje {listed})"),
            (_, Tongue::Bokmal) => format!(" (linjene {listed})"),
            (1, Tongue::English) => format!(" (line {listed})"),
            (_, Tongue::English) => format!(" (lines {listed})"),
        }
    };
    mended.kinds.iter().map(|(kind, numbers)| kind.done().in_tongue(tongue).to_owned() + &lines(numbers)).collect()
}

//! `utsyn explain`: what a code means, why it matters, and what to do.

use clap::Args as ClapArgs;

use super::{Ending, say};
use crate::problem::{Code, Explained, Fault, Tongue, all_explained, both, explained, explained_page, explained_text, nearest};

#[derive(ClapArgs)]
#[command(next_help_heading = "Valg")]
pub(super) struct ExplainArgs {
    /// Koden (U0302, u302) eller navnet (unknown-target) i meldingen
    #[arg(value_name = "KODE", required_unless_present = "all", help_heading = "Hva")]
    pub codes: Vec<String>,

    /// Forklarer alle koder
    #[arg(long, conflicts_with = "codes")]
    pub all: bool,

    /// Skriver alle forklaringene som én nettside
    #[arg(long, requires = "all")]
    pub html: bool,
}

/// Explains codes on standard output.
///
/// # Errors
///
/// A usage [`Fault`] where there is no such code.
pub(super) fn explain(args: &ExplainArgs, tongue: Tongue) -> Result<Ending, Fault> {
    if args.html {
        say::out(&explained_page(tongue));
        return Ok(Ending::Fine);
    }
    let wanted: Vec<Explained> = match args.all {
        true => all_explained(),
        false => {
            let codes: Vec<Code> = args.codes.iter().map(|written| code(written)).collect::<Result<_, Fault>>()?;
            codes.into_iter().filter_map(explained).collect()
        }
    };
    let texts: Vec<String> = wanted.iter().map(|one| explained_text(one, tongue)).collect();
    say::out(&texts.join("\n\n"));
    Ok(Ending::Fine)
}

/// Returns the code that is meant by `U0302`, `u302`, `302` or `unknown-target`.
fn code(written: &str) -> Result<Code, Fault> {
    let lower = written.trim().trim_matches(['[', ']']).to_lowercase();
    let digits = lower.strip_prefix('u').unwrap_or(&lower);
    let number = digits.parse::<u16>().ok().filter(|_| digits.len() <= 4).map(|number| format!("U{number:04}"));
    let is_meant = |code: &&Code| number.as_deref() == Some(code.code()) || lower == code.word();
    if let Some(code) = Code::ALL.iter().find(is_meant) {
        return Ok(*code);
    }
    let fault = Fault::usage(both!("koden `{written}` finnes ikke", "there is no code `{written}`"));
    let known = Code::ALL.iter().flat_map(|code| [code.code(), code.word()]);
    Err(match nearest(number.as_deref().unwrap_or(&lower), known) {
        Some(near) => fault.help(both!("mente du `{near}`?", "did you mean `{near}`?")),
        None => fault.help(both!("`utsyn explain --all` viser alle", "`utsyn explain --all` shows all")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_known_by_its_number_and_by_its_name() {
        for written in ["U0302", "u302", "302", "0302", "unknown-target", "[U0302]", "Unknown-Target"] {
            assert_eq!(code(written).ok(), Some(Code::UnknownTarget), "{written}");
        }
        for written in ["U9999", "", "u", "00302", "målet"] {
            assert!(code(written).is_err(), "{written}");
        }
    }
}

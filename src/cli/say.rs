//! In which tongue, and in what colours, the program speaks.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::Ending;
use crate::problem::{Both, Drawing, Problem, Problems, Tongue, both, draw, plain};

/// Returns the tongue: `--lang`, then `UTSYN_LANG`, then the locale; bokmål where none says English.
pub(super) fn tongue(arguments: &[OsString]) -> Tongue {
    let said = arguments.iter().position(|argument| argument == "--lang").and_then(|at| arguments.get(at + 1)).cloned();
    let joined = arguments.iter().find_map(|argument| argument.to_str()?.strip_prefix("--lang=").map(OsString::from));
    let variable = || env::var_os("UTSYN_LANG").filter(|value| !value.is_empty());
    let locale = || ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| env::var_os(name).filter(|value| !value.is_empty()));
    let chosen = said.or(joined).or_else(variable).or_else(locale).unwrap_or_default();
    if chosen.to_string_lossy().starts_with("en") { Tongue::English } else { Tongue::Bokmal }
}

/// Returns how problems are drawn on this terminal.
pub(super) fn drawing(tongue: Tongue) -> Drawing {
    let terminal = io::stderr().is_terminal();
    let is_dumb =
        env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) || env::var_os("TERM").is_some_and(|term| term == "dumb");
    let width =
        env::var_os("COLUMNS").and_then(|columns| columns.to_str()?.parse().ok()).filter(|&columns| columns >= 40).unwrap_or(120);
    Drawing { tongue, colour: terminal && !is_dumb, width, most: MOST }
}

/// How many problems are told before the rest is only counted.
pub(super) const MOST: usize = 20;

/// Tells whether sentences are wanted: asked for, or always, by `UTSYN_PLAIN`.
pub(super) fn is_plain(asked: bool) -> bool {
    asked || env::var_os("UTSYN_PLAIN").is_some_and(|value| !value.is_empty() && value != "0")
}

/// Tells problems on standard error, drawn or as sentences.
pub(super) fn shown(problems: &[Problem], is_asked_plainly: bool, tongue: Tongue) {
    let drawing = drawing(tongue);
    err(&if is_plain(is_asked_plainly) { plain(problems, drawing) } else { draw(problems, drawing) });
    if let Some(problem) = problems.first().filter(|_| io::stderr().is_terminal()) {
        err(&more(problem, tongue));
    }
}

/// Says where a problem is explained: to people, who sit at a terminal.
fn more(problem: &Problem, tongue: Tongue) -> String {
    let code = problem.code.code();
    let said = both!("`utsyn explain {code}` forklarer mer.\n\n", "`utsyn explain {code}` tells more.\n\n");
    said.in_tongue(tongue).to_owned()
}

/// Says one line on standard output.
pub(super) fn line(said: &Both, tongue: Tongue) {
    out(&format!("{}\n", said.in_tongue(tongue)));
}

/// Writes a number with its word: `1 fil`, `2 filer`.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Draws problems on standard error, as all of them are drawn.
pub(super) fn problems(problems: &[Problem], tongue: Tongue) {
    let mut sorted = Problems::default();
    sorted.add(problems.iter().cloned());
    shown(&sorted.into_sorted(), false, tongue);
}

/// Prints to standard output. A reader that has gone away is no fault of ours.
pub(super) fn out(text: &str) {
    drop(io::stdout().lock().write_all(text.as_bytes()));
}

/// Prints to standard error.
pub(super) fn err(text: &str) {
    drop(io::stderr().lock().write_all(text.as_bytes()));
}

/// Says what is wrong with the command line, or shows the help that was asked for.
pub(super) fn usage(error: &clap::Error, tongue: Tongue) -> Ending {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    ) {
        let asked = error.kind() != ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
        let help = error.render().to_string();
        if asked {
            out(&help);
        } else {
            err(&help);
        }
        return if asked { Ending::Fine } else { Ending::Usage };
    }
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let (argument, value) = (text(ContextKind::InvalidArg), text(ContextKind::InvalidValue));
    let prior = text(ContextKind::PriorArg);
    let said = match error.kind() {
        ErrorKind::UnknownArgument if !argument.starts_with('-') => {
            both!("`{argument}` er et ord for mye", "`{argument}` is a word too many")
        }
        ErrorKind::UnknownArgument => both!("valget `{argument}` finnes ikke", "there is no option `{argument}`"),
        ErrorKind::InvalidSubcommand => {
            let command = text(ContextKind::InvalidSubcommand);
            both!("kommandoen `{command}` finnes ikke", "there is no command `{command}`")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => {
            both!("`{argument}` mangler en verdi", "`{argument}` lacks a value")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            both!("`{value}` kan ikke brukes i `{argument}`", "`{value}` cannot be used in `{argument}`")
        }
        ErrorKind::ArgumentConflict if !prior.is_empty() && !argument.starts_with(&prior) => {
            both!("`{argument}` kan ikke brukes sammen med `{prior}`", "`{argument}` cannot be used with `{prior}`")
        }
        ErrorKind::MissingRequiredArgument if !argument.is_empty() => both!("`{argument}` mangler", "`{argument}` is missing"),
        ErrorKind::ArgumentConflict => both!("`{argument}` kan bare brukes én gang", "`{argument}` can be used only once"),
        _ => both!("kommandoen kan ikke leses slik den står", "the command cannot be read as it stands"),
    };
    let suggested = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue].map(text);
    let suggestion = suggested.into_iter().find(|text| !text.is_empty());
    let choices = text(ContextKind::ValidValue).replace(", ", "`, `");
    let advice = match &suggestion {
        None if argument.starts_with("--date") && !value.is_empty() => {
            both!("skriv datoen som 2026-11-21", "write the date as 2026-11-21")
        }
        None if argument.starts_with("--base-url") && !value.is_empty() => {
            both!(
                "skriv en hel nettadresse, som https://www.eksempel.no/",
                "write a whole web address, such as https://www.example.org/"
            )
        }
        None if error.kind() == ErrorKind::UnknownArgument && !argument.starts_with('-') => both!(
            "flere ord som hører sammen, settes i anførselstegn: \"…\"",
            "several words that belong together are put in quotation marks: \"…\""
        ),
        None if !choices.is_empty() => both!("velg en av `{choices}`", "choose one of `{choices}`"),
        Some(suggestion) => both!("mente du `{suggestion}`?", "did you mean `{suggestion}`?"),
        None => both!("se `utsyn --help`", "see `utsyn --help`"),
    };
    let (word, help) = match tongue {
        Tongue::Bokmal => ("feil", "hjelp"),
        Tongue::English => ("error", "help"),
    };
    err(&format!("{word}: {}\n{help}: {}\n", said.in_tongue(tongue), advice.in_tongue(tongue)));
    Ending::Usage
}

//! `utsyn completions` and `utsyn man`: what a shell and its manual know of the commands, made of the commands themselves.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args as ClapArgs, Command, CommandFactory};
use clap_complete::{Shell, generate};
use clap_mangen::Man;

use super::agree::{self, Change};
use super::args::Args;
use super::new::MUNICIPALITY;
use super::{Ending, say};
use crate::check::KINDS;
use crate::problem::{Fault, Tongue, both, nearest};
use crate::starter::Thing;

const SHELLS: [(&str, Shell); 5] = [
    ("bash", Shell::Bash),
    ("zsh", Shell::Zsh),
    ("fish", Shell::Fish),
    ("powershell", Shell::PowerShell),
    ("elvish", Shell::Elvish),
];

#[derive(ClapArgs)]
#[command(next_help_heading = "Valg")]
pub(super) struct CompletionsArgs {
    /// Skallet: bash, zsh, fish, powershell eller elvish
    #[arg(value_name = "SKALL", help_heading = "Hva")]
    pub shell: String,
}

#[derive(ClapArgs)]
#[command(next_help_heading = "Valg")]
pub(super) struct ManArgs {
    /// Skriver siden og én for hver kommando i denne mappen (ellers: viser siden)
    #[arg(long, value_name = "MAPPE")]
    pub output: Option<PathBuf>,

    /// Skriver uten å spørre
    #[arg(long, short, requires = "output")]
    pub yes: bool,
}

/// Prints the script that teaches a shell the commands.
pub(super) fn completions(args: &CompletionsArgs) -> Result<Ending, Fault> {
    let asked = args.shell.to_lowercase();
    let names = SHELLS.map(|(name, _)| name);
    let Some((_, shell)) = SHELLS.into_iter().find(|(name, _)| *name == asked) else {
        let fault = Fault::usage(both!("skallet `{asked}` er ikke med", "the shell `{asked}` is not among those known"));
        return Err(match nearest(&asked, names) {
            Some(near) => fault.help(both!("mente du `{near}`?", "did you mean `{near}`?")),
            None => {
                let names = names.join("`, `");
                fault.help(both!("velg en av `{names}`", "choose one of `{names}`"))
            }
        });
    };
    let mut script = Vec::new();
    generate(shell, &mut commands(), "utsyn", &mut script);
    say::out(&String::from_utf8_lossy(&script));
    Ok(Ending::Fine)
}

/// Prints the manual page, or writes it and one for each command.
pub(super) fn man(args: &ManArgs, tongue: Tongue) -> Result<Ending, Fault> {
    let all = commands();
    let Some(folder) = &args.output else {
        say::out(&page(all)?);
        return Ok(Ending::Fine);
    };
    let mut pages = vec![("utsyn".to_owned(), page(all.clone())?)];
    for command in all.get_subcommands() {
        pages.push((format!("utsyn-{}", command.get_name()), page(command.clone())?));
    }
    let changes = pages.into_iter().map(|(name, text)| Change::of((folder.join(format!("{name}.1")), text)));
    agree::write(changes.collect::<Result<_, _>>()?, args.yes, tongue)
}

/// Returns the commands with all that clap adds to them, and with the words that may stand where a command itself says
/// better than clap which word was meant.
fn commands() -> Command {
    let mut commands = Args::command();
    for command in commands.get_subcommands_mut() {
        let (argument, words): (&str, Vec<&'static str>) = match command.get_name() {
            "new" => ("what", Thing::ALL.into_iter().flat_map(Thing::names).chain(MUNICIPALITY).collect()),
            "schema" => ("kind", KINDS.iter().map(|kind| kind.id).collect()),
            "completions" => ("shell", SHELLS.map(|(name, _)| name).to_vec()),
            _ => continue,
        };
        let parser = PossibleValuesParser::new(words);
        let taught = command.clone().mut_arg(argument, |argument| argument.value_parser(parser).hide_possible_values(true));
        *command = taught;
    }
    commands.build();
    commands
}

fn page(command: Command) -> Result<String, Fault> {
    let mut page = Vec::new();
    // No date: a page says the same whenever it is made.
    Man::new(command)
        .source(format!("utsyn {}", env!("CARGO_PKG_VERSION")))
        .manual("utsyn")
        .render(&mut page)
        .map_err(|cause| Fault::machine(both!("kunne ikke lage siden", "could not make the page"), cause))?;
    let page = String::from_utf8_lossy(&page);
    Ok(page.lines().map(|line| format!("{}\n", heading(line))).collect())
}

/// Returns a line of a page, with its heading in the tongue of the rest.
fn heading(line: &str) -> &str {
    const HEADINGS: [(&str, &str); 6] = [
        (".SH NAME", ".SH NAVN"),
        (".SH SYNOPSIS", ".SH BRUK"),
        (".SH DESCRIPTION", ".SH BESKRIVELSE"),
        (".SH Kommandoer", ".SH KOMMANDOER"),
        (".SH EXTRA", ".SH MER"),
        (".SH VERSION", ".SH VERSJON"),
    ];
    HEADINGS.into_iter().find(|(english, _)| *english == line).map_or(line, |(_, ours)| ours)
}

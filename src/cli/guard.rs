//! `utsyn guard`.

use std::env;

use clap::Args;

use super::{Ending, say};
use crate::guard::{LINE, Range, guard as examine, hooks_folder, is_ours, script};
use crate::load;
use crate::problem::{Both, Fault, Problem, Tongue, both};
use crate::write;

/// Largest hook that is read, in bytes.
const MOST_HOOK: u64 = 1 << 20;

#[derive(Args)]
#[command(next_help_heading = "Valg")]
#[group(id = "range", multiple = false)]
pub(super) struct GuardArgs {
    /// Undersøker det neste commit endrer (det vanlige)
    #[arg(long, group = "range")]
    pub staged: bool,

    /// Undersøker alle filer git har i dag
    #[arg(long, group = "range")]
    pub all: bool,

    /// Undersøker alle utgaver av alle filer i hele historien
    #[arg(long, group = "range")]
    pub history: bool,

    /// Lar git kjøre undersøkelsen før hver commit
    #[arg(long, group = "range")]
    pub install: bool,
}

/// Examines the repository, or lets git do so before each commit.
pub(super) fn guard(args: &GuardArgs, tongue: Tongue) -> Result<Ending, Fault> {
    if args.install {
        return install(tongue);
    }
    let range = match (args.all, args.history) {
        (true, _) => Range::Tracked,
        (_, true) => Range::History,
        _ => Range::Staged,
    };
    let examined = examine(range)?;
    say::problems(&examined.problems, tongue);
    if examined.problems.iter().any(Problem::is_error) {
        say::err(&format!("{}\n", refused(range).in_tongue(tongue)));
        return Ok(Ending::Problems);
    }
    if range != Range::Staged {
        let filer = say::counted(examined.files, "fil", "filer");
        let files = say::counted(examined.files, "file", "files");
        say::line(
            &both!("Undersøkte {filer}. Ingenting fortrolig er funnet.", "Examined {files}. Nothing confidential was found."),
            tongue,
        );
    }
    Ok(Ending::Fine)
}

fn refused(range: Range) -> Both {
    match range {
        Range::Staged => both!("Stanset: dette skal ikke inn i git.", "Stopped: this must not enter git."),
        Range::Tracked => both!("Dette skal ikke ligge i git.", "This must not be in git."),
        Range::History => both!("Dette skal ikke ligge i historien.", "This must not be in the history."),
    }
}

/// Writes the hook, unless somebody else's is there.
fn install(tongue: Tongue) -> Result<Ending, Fault> {
    let (folder, is_own) = hooks_folder()?;
    let path = folder.join("pre-commit");
    let shown = path.display();
    let program = env::current_exe().map_err(|cause| {
        Fault::machine(both!("kunne ikke finne ut hvor utsyn ligger", "could not find out where utsyn is"), cause)
    })?;
    if !is_own {
        return Err(Fault::usage(both!(
            "mappen med krokene, `{shown}`, gjelder flere lagre enn dette",
            "the folder of the hooks, `{shown}`, is for more repositories than this"
        ))
        .help(both!("legg selv inn linjen `{LINE}`", "put in the line `{LINE}` yourself")));
    }
    if load::there_is(&path) && !is_ours(&load::bytes(&path, MOST_HOOK)?) {
        return Err(Fault::usage(both!("det er allerede en krok i `{shown}`", "there is a hook in `{shown}` already")).help(
            both!("den røres ikke; legg selv inn linjen `{LINE}`", "it is left alone; put in the line `{LINE}` yourself"),
        ));
    }
    write::replace_file(&path, script(&program).as_bytes(), write::Access::Program)?;
    say::line(
        &both!(
            "Git kjører nå `utsyn guard` før hver commit: `{shown}`.",
            "Git now runs `utsyn guard` before each commit: `{shown}`."
        ),
        tongue,
    );
    Ok(Ending::Fine)
}

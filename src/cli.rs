//! The command line: arguments in, words and an exit code out. The only place that prints.
//!
//! [`run`] is the way in. Each subcommand is a file of its own; `report` says what came of a run.

mod addresses;
mod agree;
mod args;
mod audit;
mod build;
mod completions;
mod diff;
mod edition;
mod explain;
mod fix;
mod format;
mod guard;
mod import;
mod init;
mod judge;
mod key;
mod links;
mod list;
mod mv;
mod new;
mod query;
mod release;
mod report;
mod say;
mod scan;
mod schema;
mod seal;
#[cfg(feature = "serve")]
mod serve;
mod why;

use std::ffi::OsString;
use std::panic;
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};

use crate::problem::{Fault, FaultKind, Tongue};

/// How a run ended, for programs that call this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    Fine = 0,
    /// Problems in the content; nothing was written.
    Problems = 1,
    /// A confidential value stood in the finished site; nothing was written.
    Leak = 2,
    /// The command line cannot be carried out as given.
    Usage = 3,
    /// The machine could not do it.
    Machine = 4,
}

impl From<FaultKind> for Ending {
    fn from(kind: FaultKind) -> Self {
        match kind {
            FaultKind::Usage => Self::Usage,
            FaultKind::Machine => Self::Machine,
        }
    }
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(ending as u8)
    }
}

/// Runs the program with `arguments`, the first of which is its name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    panic::set_hook(Box::new(|bug| {
        let place = bug.location().map(|place| format!(" ({}:{})", place.file(), place.line())).unwrap_or_default();
        eprintln!("feil: utsyn har en feil{place}. Det gamle nettstedet er urørt. Meld gjerne fra.");
        std::process::exit(Ending::Machine as i32);
    }));
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let tongue = say::tongue(&arguments);
    let ending = match Args::try_parse_from(&arguments) {
        Ok(Args { command: Command::Build(args), .. }) => build::build(&args, tongue),
        Ok(Args { command: Command::Check(args), .. }) => build::check(&args, tongue),
        Ok(Args { command: Command::Explain(args), .. }) => said(explain::explain(&args, tongue), tongue),
        Ok(Args { command: Command::Audit(args), .. }) => audit::audit(&args, tongue),
        Ok(Args { command: Command::List(args), .. }) => said(list::list(&args, tongue), tongue),
        Ok(Args { command: Command::Why(args), .. }) => said(why::why(&args, tongue), tongue),
        Ok(Args { command: Command::Links(args), .. }) => said(links::links(&args, tongue), tongue),
        Ok(Args { command: Command::Diff(args), .. }) => said(diff::diff(&args, tongue), tongue),
        Ok(Args { command: Command::Mv(args), .. }) => said(mv::mv(&args, tongue), tongue),
        Ok(Args { command: Command::Addresses(args), .. }) => said(addresses::addresses(&args, tongue), tongue),
        Ok(Args { command: Command::Edition(args), .. }) => said(edition::edition(&args, tongue), tongue),
        Ok(Args { command: Command::Release(args), .. }) => said(release::release(&args, tongue), tongue),
        Ok(Args { command: Command::Judge(args), .. }) => judge::judge(&args, tongue),
        Ok(Args { command: Command::Scan(args), .. }) => scan::scan(&args, tongue),
        Ok(Args { command: Command::Import(args), .. }) => said(import::import(&args, tongue), tongue),
        Ok(Args { command: Command::Seal(args), .. }) => said(seal::seal(&args, tongue), tongue),
        Ok(Args { command: Command::Unseal(args), .. }) => said(seal::unseal(&args, tongue), tongue),
        Ok(Args { command: Command::Keygen(args), .. }) => said(key::keygen(&args, tongue), tongue),
        Ok(Args { command: Command::Guard(args), .. }) => said(guard::guard(&args, tongue), tongue),
        Ok(Args { command: Command::Init(args), .. }) => said(init::init(&args, tongue), tongue),
        Ok(Args { command: Command::New(args), .. }) => said(new::new(&args, tongue), tongue),
        Ok(Args { command: Command::Schema(args), .. }) => said(schema::schema(&args, tongue), tongue),
        Ok(Args { command: Command::Completions(args), .. }) => said(completions::completions(&args), tongue),
        Ok(Args { command: Command::Man(args), .. }) => said(completions::man(&args, tongue), tongue),
        #[cfg(feature = "serve")]
        Ok(Args { command: Command::Serve(args), .. }) => serve::serve(&args, tongue),
        Err(error) => say::usage(&error, tongue),
    };
    ending.into()
}

/// Says what kept a command from being carried out, if anything did.
fn said(ended: Result<Ending, Fault>, tongue: Tongue) -> Ending {
    ended.unwrap_or_else(|fault| {
        say::err(&fault.lines(tongue));
        fault.kind.into()
    })
}

//! `utsyn edition`: keeps the present edition of a report as it is, at an address that stays.

use clap::Args as ClapArgs;

use super::agree::{Change, write};
use super::query::WhereArgs;
use super::{Ending, say};
use crate::pipeline;
use crate::problem::{Fault, Tongue, both};

/// Which report.
#[derive(ClapArgs)]
#[command(next_help_heading = "Valg")]
pub(super) struct EditionArgs {
    /// Rapportens id: navnet på mappen under reports/
    #[arg(value_name = "RAPPORT", help_heading = "Argumenter", display_order = 0)]
    pub report: String,

    /// Skriver uten å spørre
    #[arg(long, short)]
    pub yes: bool,

    #[command(flatten)]
    pub place: WhereArgs,
}

/// Shows the files, asks, writes.
pub(super) fn edition(args: &EditionArgs, tongue: Tongue) -> Result<Ending, Fault> {
    let wanted = args.place.wanted()?;
    let (files, problems) = pipeline::edition(&wanted, &args.report)?;
    let Some(files) = files else {
        say::shown(&problems, false, tongue);
        return Ok(Ending::Problems);
    };
    say::line(
        &both!(
            "Utgaven blir liggende slik den er nå. Endres filene senere, stopper byggingen.",
            "The edition stays as it is now. If the files are changed later, the build stops."
        ),
        tongue,
    );
    let changes = files.into_iter().map(|(within, text)| Change::of((wanted.content.join(within), text)));
    write(changes.collect::<Result<Vec<_>, Fault>>()?, args.yes, tongue)
}

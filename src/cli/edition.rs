//! `utsyn edition`: keeps the present edition of a report as it is, at an address that stays.

use std::collections::BTreeSet;

use clap::Args as ClapArgs;

use super::agree::{Change, write};
use super::query::WhereArgs;
use super::{Ending, say};
use crate::pipeline;
use crate::problem::{Fault, Tongue, both};
use crate::rename::links;
use crate::render::{Destination, destination};

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
    let attached = attached(&files);
    if !attached.is_empty() {
        let all = attached.into_iter().collect::<Vec<_>>().join(", ");
        say::line(
            &both!(
                "Den har ingen egne kopier av disse vedleggene: {all}. La dem ligge uendret, og gi en ny fil et nytt navn.",
                "It has no copies of its own of these attachments: {all}. Leave them as they are, and give a new file a new name."
            ),
            tongue,
        );
    }
    let changes = files.into_iter().map(|(within, text)| Change::of((wanted.content.join(within), text)));
    write(changes.collect::<Result<Vec<_>, Fault>>()?, args.yes, tongue)
}

/// Returns the files that the texts of an edition lead to or draw, apart from other texts.
fn attached(files: &[(String, String)]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (within, text) in files.iter().filter(|(within, _)| within.ends_with(".md")) {
        let folder = within.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (dest, _) in links(text) {
            if let Ok(Destination::File { within, .. }) = destination(&dest, folder)
                && !within.ends_with(".md")
            {
                found.insert(within);
            }
        }
        // The table of a figure, whose path is that within the content.
        let tables = text.lines().filter_map(|line| line.trim().strip_prefix("file:"));
        found.extend(tables.map(|path| path.trim().trim_matches(['"', '\'']).to_owned()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::attached;

    #[test]
    fn files_that_an_edition_leads_to_are_found() {
        let text = "Se [notatet](../../../../files/notat.pdf#side=2), [metoden](02-metode.md) og [nettet](https://example.org/a.pdf).\n\n\
                    ![Et bilde](../../../../files/bilde.png)\n\n```figure\nfile: files/tall.csv\n```\n";
        let files = ["01-a.md", "report.yaml"].map(|name| (format!("reports/r/editions/1.0/{name}"), text.to_owned()));
        let found: Vec<String> = attached(&files).into_iter().collect();
        assert_eq!(found, ["files/bilde.png", "files/notat.pdf", "files/tall.csv"]);
    }
}

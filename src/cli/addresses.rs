//! `utsyn addresses`: writes down the addresses of a report's passages, so that they stay when the text changes.

use std::path::PathBuf;

use clap::Args as ClapArgs;

use super::agree::told_to;
use super::query::WhereArgs;
use super::{Ending, say};
use crate::pipeline::{self, Renewed};
use crate::problem::{Fault, Tongue, both, nearest};
use crate::write::{self, Access};

/// Whose addresses, and whether they are written.
#[derive(ClapArgs)]
#[command(next_help_heading = "Valg")]
pub(super) struct AddressesArgs {
    /// Rapportens id: navnet på mappen under reports/ (ellers: alle)
    #[arg(value_name = "RAPPORT", help_heading = "Argumenter", display_order = 0)]
    pub report: Option<String>,

    /// Ser bare etter om noe skulle vært skrevet; sluttkoden er 1 om det er det
    #[arg(long, conflicts_with = "yes")]
    pub check: bool,

    /// Skriver uten å spørre
    #[arg(long, short)]
    pub yes: bool,

    #[command(flatten)]
    pub place: WhereArgs,
}

/// Shows what is new, asks, writes.
pub(super) fn addresses(args: &AddressesArgs, tongue: Tongue) -> Result<Ending, Fault> {
    let wanted = args.place.wanted()?;
    let (reports, problems) = pipeline::renew_addresses(&wanted)?;
    let Some(reports) = reports else {
        say::shown(&problems, false, tongue);
        return Ok(Ending::Problems);
    };
    if let Some(id) = &args.report
        && !reports.iter().any(|report| report.id == *id)
    {
        return Err(unknown(id, &reports));
    }
    let mut outdated = Vec::new();
    for report in reports.iter().filter(|report| args.report.as_ref().is_none_or(|id| *id == report.id)) {
        if report.is_new {
            tell(report, tongue);
            outdated.push(report);
        } else {
            let id = &report.id;
            say::line(&both!("{id}: alle adressene er skrevet ned.", "{id}: all addresses are written down."), tongue);
        }
    }
    if outdated.is_empty() {
        return Ok(Ending::Fine);
    }
    if args.check {
        let said = both!("Kjør `utsyn addresses` for å skrive dem ned.", "Run `utsyn addresses` to write them down.");
        say::line(&said, tongue);
        return Ok(Ending::Problems);
    }
    if !told_to(args.yes, &both!("Skrive dette? [j/N] ", "Write this? [y/N] "), tongue) {
        return Ok(Ending::Usage);
    }
    for report in outdated {
        let path: PathBuf = wanted.content.join(&report.within);
        write::replace_file(&path, report.text.as_bytes(), Access::Usual)?;
    }
    say::line(&both!("Skrevet. Se over med `git diff`.", "Written. Look it over with `git diff`."), tongue);
    Ok(Ending::Fine)
}

/// Says of a report which addresses are new, moved or taken out.
fn tell(report: &Renewed, tongue: Tongue) {
    /// So many are listed one by one.
    const FEW: usize = 20;
    let Renewed { id, renewal, .. } = report;
    let all = renewal.addresses.kept.len();
    let [new, reworded, moved, retired] = [renewal.new.len(), renewal.reworded.len(), renewal.moved.len(), renewal.retired.len()];
    say::line(
        &both!(
            "{id}: {all} adresser. Nye: {new}. Med andre ord: {reworded}. Flyttet: {moved}. Tatt ut: {retired}.",
            "{id}: {all} addresses. New: {new}. With other words: {reworded}. Moved: {moved}. Taken out: {retired}."
        ),
        tongue,
    );
    let one = |sign: &str, said: &str| say::out(&format!("  {sign} {said}\n"));
    if new <= FEW {
        renewal.new.iter().for_each(|id| one("+", id));
    }
    renewal.reworded.iter().for_each(|id| one("~", id));
    renewal.moved.iter().for_each(|(id, from, to)| one(">", &format!("{id}: {from} → {to}")));
    renewal.retired.iter().for_each(|id| one("-", id));
}

fn unknown(id: &str, reports: &[Renewed]) -> Fault {
    let fault = Fault::usage(both!("rapporten `{id}` finnes ikke", "there is no report `{id}`"));
    let known: Vec<&str> = reports.iter().map(|report| report.id.as_str()).collect();
    match (nearest(id, known.iter().copied()), known.as_slice()) {
        (Some(near), _) => fault.help(both!("mente du `{near}`?", "did you mean `{near}`?")),
        (None, []) => fault.help(both!("det er ingen rapporter i innholdet", "there are no reports in the content")),
        (None, known) => {
            let known = known.join("`, `");
            fault.help(both!("rapportene er `{known}`", "the reports are `{known}`"))
        }
    }
}

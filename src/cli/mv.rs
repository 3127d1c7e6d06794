//! `utsyn mv`: gives an entry another name, everywhere at once.

use clap::Args as ClapArgs;
use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::agree::told_to;
use super::query::WhereArgs;
use super::{Ending, say};
use crate::problem::{Both, Fault, Tongue, both};
use crate::rename::{Changed, Renaming, plan};
use crate::write::{Rewritten, exchange};

/// What gets which name.
#[derive(ClapArgs)]
#[command(next_help_heading = "Valg")]
pub(super) struct MvArgs {
    /// Det som skal få nytt navn: en fil eller mappe i innholdet, en id som `centre:oslo`, en kilde som `@kpmg2023`, en
    /// merkelapp som `fig:kart`
    #[arg(value_name = "GAMMELT", help_heading = "Argumenter", display_order = 0)]
    pub old: String,

    /// Det nye navnet: en id, eller for sider og vedlegg en sti i innholdet
    #[arg(value_name = "NYTT", help_heading = "Argumenter", display_order = 1)]
    pub new: String,

    /// Skriver uten å spørre
    #[arg(long, short)]
    pub yes: bool,

    #[command(flatten)]
    pub place: WhereArgs,
}

/// Shows what would be written, asks, writes.
pub(super) fn mv(args: &MvArgs, tongue: Tongue) -> Result<Ending, Fault> {
    let wanted = args.place.wanted()?;
    let renaming = match plan(&wanted, &args.old, &args.new) {
        Ok(renaming) => renaming,
        Err((fault, problems)) => {
            say::problems(&problems, tongue);
            return Err(fault);
        }
    };
    say::out(&shown(&renaming, tongue));
    if !told_to(args.yes, &both!("Skrive dette? [j/N] ", "Write this? [y/N] "), tongue) {
        return Ok(Ending::Usage);
    }
    let rewritten: Vec<Rewritten<'_>> = renaming.changed.iter().map(rewritten).collect();
    exchange(renaming.moved.as_ref(), &rewritten)?;
    say::line(&both!("Skrevet. Se over med `git diff`.", "Written. Look it over with `git diff`."), tongue);
    Ok(Ending::Fine)
}

fn rewritten(changed: &Changed) -> Rewritten<'_> {
    let name = changed.old_path.file_name().unwrap_or_default();
    Rewritten {
        old_path: &changed.old_path,
        new_path: &changed.new_path,
        old: &changed.old,
        new: &changed.new,
        is_confidential: name == "observations.yaml" || name == "notes.yaml",
    }
}

fn shown(renaming: &Renaming, tongue: Tongue) -> String {
    let mut text = String::new();
    let mut line = |said: &Both| {
        text.push_str(said.in_tongue(tongue));
        text.push('\n');
    };
    if let Some((from, to)) = &renaming.moved {
        let plain = |path: &std::path::Path| path.display().to_string().replace('\\', "/");
        let (from, to, files) = (plain(from), plain(to), renaming.files);
        match files {
            1 => line(&both!("Flytter {from} → {to}", "Moves {from} → {to}")),
            _ => line(&both!("Flytter {from}/ → {to}/ ({files} filer)", "Moves {from}/ → {to}/ ({files} files)")),
        }
    }
    for changed in &renaming.changed {
        line(&both!("\n{}", "\n{}", changed.shown));
        for said in lines(changed) {
            line(&said);
        }
    }
    if !renaming.redirected.is_empty() {
        line(&both!("\nGamle adresser som leder videre:", "\nOld addresses that lead on:"));
    }
    for (from, to) in &renaming.redirected {
        line(&both!("  {from} → {to}", "  {from} → {to}"));
    }
    if !renaming.lost.is_empty() {
        line(&both!("\nAdresser som ikke lenger fører noe sted:", "\nAddresses that will lead nowhere:"));
    }
    for address in &renaming.lost {
        line(&both!("  {address}", "  {address}"));
    }
    if renaming.anchors {
        line(&both!(
            "\nAdressen til et sted på en side (etter #) eller til en fil endres, og den kan ikke videresendes.",
            "\nThe address of a place on a page (after the #) or of a file changes, and it cannot be redirected."
        ));
    }
    if renaming.is_mapping {
        line(&both!(
            "\nLigger svarene utenfor innholdet, må mappen deres få det nye navnet også.",
            "\nIf the answers are kept outside the content, their folder must get the new name too."
        ));
    }
    if renaming.is_answered_elsewhere {
        line(&both!(
            "\nLigger svarene utenfor innholdet, må de få den nye id-en også.",
            "\nIf the answers are kept outside the content, they must get the new id too."
        ));
    }
    line(&both!("", ""));
    text.trim_start_matches('\n').to_owned()
}

/// Returns the lines that change; of a file that is withheld only how many.
fn lines(changed: &Changed) -> Vec<Both> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (old, new) = (text(&changed.old), text(&changed.new));
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let operations = capture_diff_slices(Algorithm::Patience, &old, &new);
    let operations: Vec<_> = operations.iter().filter(|operation| operation.tag() != DiffTag::Equal).collect();
    if changed.secret {
        let count: usize = operations.iter().map(|operation| operation.new_range().len()).sum();
        return vec![both!(
            "  linjer som endres: {count} (vises ikke, for filen er holdt tilbake)",
            "  lines that change: {count} (not shown, for the file is withheld)"
        )];
    }
    let mut said = Vec::new();
    for operation in operations {
        let (old_range, new_range) = (operation.old_range(), operation.new_range());
        said.extend(old_range.map(|at| (at + 1, '-', old[at])));
        said.extend(new_range.map(|at| (at + 1, '+', new[at])));
    }
    said.into_iter().map(|(number, sign, words)| both!("{number:>5} {sign} {words}", "{number:>5} {sign} {words}")).collect()
}

//! Says what came of a run: problems, what was left out and why, what was written.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::args::SiteArgs;
use super::format::{Format, annotated, format};
use super::{Ending, say};
use crate::anonymise::{Held, LeftOut, LeftOutKind};
use crate::pipeline::Made;
use crate::problem::{self, Both, Code, Fault, Problem, Tongue, both, tally};
use crate::write::Written;

/// Prints the report and returns how the run ended.
pub(super) fn tell(made: &Made, written: Option<&Written>, output: Option<&Path>, args: &SiteArgs, tongue: Tongue) -> Ending {
    let ending = ending(made);
    let format = format(args);
    let data = match format {
        Format::Json => Some(as_json(made, written, ending, tongue)),
        format => annotated(format, &made.problems, tongue),
    };
    if let Some(data) = data {
        say::out(&data);
        return ending;
    }
    let shown: Vec<Problem> = made.problems.iter().filter(|problem| !args.quiet || problem.is_error()).cloned().collect();
    say::shown(&shown, args.plain(), tongue);
    if shown.len() > say::MOST {
        say::err(both!("Se alle med `--json`.\n\n", "See all with `--json`.\n\n").in_tongue(tongue));
    }
    if let Some(mendable) = mendable(&shown) {
        say::err(&format!("{}\n", mendable.in_tongue(tongue)));
    }
    if !made.problems.is_empty() && !args.quiet || ending != Ending::Fine {
        say::err(&format!("{}\n", verdict(made, ending, output.is_some()).in_tongue(tongue)));
    }
    if let Some(unfinished) = written.and_then(|written| written.unfinished.as_ref()) {
        say::err(&unfinished.lines(tongue));
    }
    if ending == Ending::Fine && !args.quiet {
        say::out(&summary(made, written, output, args, tongue));
    }
    ending
}

/// Says how many problems can be mended without being understood.
fn mendable(problems: &[Problem]) -> Option<Both> {
    match problems.iter().filter(|problem| problem.mend().is_some_and(|edit| edit.is_safe)).count() {
        0 => None,
        1 if problems.len() == 1 => Some(both!("`utsyn check --fix` kan rette den.", "`utsyn check --fix` can mend it.")),
        1 => Some(both!("`utsyn check --fix` kan rette én av dem.", "`utsyn check --fix` can mend one of them.")),
        count => Some(both!("`utsyn check --fix` kan rette {count} av dem.", "`utsyn check --fix` can mend {count} of them.")),
    }
}

fn ending(made: &Made) -> Ending {
    match &made.site {
        Some(_) => Ending::Fine,
        None if made.problems.iter().any(|problem| problem.code == Code::Leak) => Ending::Leak,
        None => Ending::Problems,
    }
}

fn verdict(made: &Made, ending: Ending, writes: bool) -> Both {
    let Both { nb, en } = tally(&made.problems);
    match (ending, writes) {
        (Ending::Fine, _) => both!("{nb}.", "{en}."),
        (Ending::Leak, true) => both!(
            "{nb}. Nettstedet er IKKE skrevet, for en fortrolig opplysning ville ha lekket. Det gamle er urørt.",
            "{en}. The site was NOT written, for a confidential value would have leaked. The old one is untouched."
        ),
        (_, true) => both!(
            "{nb}. Nettstedet er ikke skrevet; det gamle er urørt.",
            "{en}. The site was not written; the old one is untouched."
        ),
        (_, false) => both!("{nb}.", "{en}."),
    }
}

fn summary(made: &Made, written: Option<&Written>, output: Option<&Path>, args: &SiteArgs, tongue: Tongue) -> String {
    let mut text = String::new();
    let mut line = |both: Both| {
        text.push_str(both.in_tongue(tongue));
        text.push('\n');
    };
    let pages = thousands(made.pages);
    match (written, output) {
        (Some(written), Some(output)) => {
            let place = output.join(if args.drafts { "drafts" } else { "public" });
            let place = place.display();
            let files = thousands(written.files);
            line(both!("Bygde {pages} sider ({files} filer) i {place}.", "Built {pages} pages ({files} files) in {place}."));
            let (new, same) = (thousands(written.written), thousands(written.unchanged));
            line(both!("Nye eller endrede filer: {new}. Uendrede: {same}.", "New or changed files: {new}. Unchanged: {same}."));
            if let Some(removed) = removed(&written.removed, tongue) {
                line(removed);
                line(moved(&written.removed));
            }
        }
        _ => line(both!(
            "Alt er i orden: {pages} sider. Ingenting er skrevet.",
            "All is well: {pages} pages. Nothing was written."
        )),
    }
    if args.drafts {
        line(both!(
            "Kladder er tatt med. Denne utgaven kan ikke publiseres.",
            "Drafts are included. This edition cannot be published."
        ));
    }
    match say::is_plain(args.plain()) {
        true => text + &left_out_plainly(&made.left_out, tongue),
        false => text + &left_out(&made.left_out, tongue),
    }
}

/// Says how a page that has moved is still found; with the line to write, where only one page is gone.
fn moved(removed: &[String]) -> Both {
    let pages: Vec<&str> = removed.iter().filter_map(|path| path.strip_suffix("index.html")).collect();
    let [nb, en] = if let [only] = pages.as_slice() { [*only; 2] } else { ["gammel/adresse/", "old/address/"] };
    both!(
        "Er en side flyttet, så skriv den gamle adressen i den nye filen: `aliases: [/{nb}]`.",
        "If a page has moved, write its old address into the new file: `aliases: [/{en}]`."
    )
}

/// Names the first files that are gone, and counts the rest.
fn removed(removed: &[String], tongue: Tongue) -> Option<Both> {
    const NAMED: usize = 5;
    if removed.is_empty() {
        return None;
    }
    let named =
        removed.iter().take(NAMED).map(|path| format!("/{}", path.trim_end_matches("index.html"))).collect::<Vec<_>>().join(", ");
    let more = removed.len().saturating_sub(NAMED);
    let rest = match (more, tongue) {
        (0, _) => String::new(),
        (_, Tongue::Bokmal) => format!(" og {more} til"),
        (_, Tongue::English) => format!(" and {more} more"),
    };
    Some(both!("Tatt bort: {named}{rest}.", "Removed: {named}{rest}."))
}

/// How many files that nothing is read from are named.
const NAMED: usize = 20;

/// Lists what was left out, by kind, with file and reason; never a value.
fn left_out(left_out: &[LeftOut], tongue: Tongue) -> String {
    if left_out.is_empty() {
        return both!("Ingenting er utelatt.\n", "Nothing was left out.\n").in_tongue(tongue).to_owned();
    }
    let mut text = both!("Utelatt:\n", "Left out:\n").in_tongue(tongue).to_owned();
    let mut kinds: BTreeMap<LeftOutKind, Vec<&LeftOut>> = BTreeMap::new();
    for one in left_out {
        kinds.entry(one.kind).or_default().push(one);
    }
    for (kind, those) in kinds {
        let count: usize = those.iter().map(|one| one.count).sum();
        text.push_str(&format!("  {}\n", kind.counted(count).in_tongue(tongue)));
        // Of pictures and the like there may be hundreds; what is confidential is named, every file of it.
        let named = if kind == LeftOutKind::File { those.len().min(NAMED) } else { those.len() };
        for one in &those[..named] {
            text.push_str(&format!("    {}: {}\n", one.file, one.why.in_tongue(tongue)));
        }
        if let more @ 1.. = those.len() - named {
            text.push_str(both!("    og {more} til\n", "    and {more} more\n").in_tongue(tongue));
        }
    }
    text
}

/// The same, a sentence a line.
fn left_out_plainly(left_out: &[LeftOut], tongue: Tongue) -> String {
    if left_out.is_empty() {
        return self::left_out(left_out, tongue);
    }
    let said = left_out.iter().map(|one| {
        let (file, why) = (&one.file, &one.why);
        let what = match one.kind {
            LeftOutKind::File if one.held == Held::Unlinked => both!("{file}", "{file}"),
            kind => {
                let Both { nb, en } = kind.counted(one.count);
                both!("{nb} i {file}", "{en} in {file}")
            }
        };
        let nb = format!("Utelatt: {} ({}).\n", what.nb, why.nb);
        Both { nb, en: format!("Left out: {} ({}).\n", what.en, why.en) }.in_tongue(tongue).to_owned()
    });
    said.collect()
}

/// Writes a number as Norwegians do: `1 432`, with a narrow space that does not break.
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{A0}');
        }
        text.push(digit);
    }
    text
}

fn as_json(made: &Made, written: Option<&Written>, ending: Ending, tongue: Tongue) -> String {
    let problems: Vec<Value> = made.problems.iter().map(|problem| problem::json(problem, tongue)).collect();
    let left_out: Vec<Value> = made
        .left_out
        .iter()
        .map(|one| json!({"kind": one.kind.word(), "file": one.file, "count": one.count, "because": one.why.in_tongue(tongue)}))
        .collect();
    let value = json!({
        "outcome": outcome(ending),
        "pages": made.pages,
        "written": written.map(|written| json!({
            "files": written.files,
            "changed": written.written,
            "unchanged": written.unchanged,
            "removed": written.removed,
        })),
        "left_out": left_out,
        "problems": problems,
    });
    format!("{value:#}\n")
}

/// Returns problems as JSON.
pub(super) fn problems_json(problems: &[Problem], ending: Ending, tongue: Tongue) -> String {
    let problems: Vec<Value> = problems.iter().map(|problem| problem::json(problem, tongue)).collect();
    format!("{:#}\n", json!({"outcome": outcome(ending), "problems": problems}))
}

/// Returns a fault as JSON.
pub(super) fn fault_json(fault: &Fault, ending: Ending, tongue: Tongue) -> String {
    let value = json!({
        "outcome": outcome(ending),
        "message": fault.doing.in_tongue(tongue),
        "cause": fault.cause,
        "help": fault.help.as_ref().map(|help| help.in_tongue(tongue)),
    });
    format!("{value:#}\n")
}

pub(super) fn outcome(ending: Ending) -> &'static str {
    match ending {
        Ending::Fine => "fine",
        Ending::Problems => "problems",
        Ending::Leak => "leak",
        Ending::Usage => "usage",
        Ending::Machine => "machine",
    }
}

#[cfg(test)]
mod tests {
    use super::thousands;

    #[test]
    fn a_number_is_parted_in_thousands() {
        assert_eq!([0, 999, 1432, 1_234_567].map(thousands), ["0", "999", "1\u{A0}432", "1\u{A0}234\u{A0}567"]);
    }
}

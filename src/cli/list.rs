//! `utsyn list`: what the content holds, by kind, state and date.

use clap::Args as ClapArgs;
use serde_json::{Value, json};

use super::query::{self, WhereArgs};
use super::{Ending, say};
use crate::ask::{Entry, Kind, State, survey};
use crate::problem::{Fault, Tongue, both, nearest};

/// What is listed, and how.
#[derive(ClapArgs)]
#[command(next_help_heading = "Valg")]
pub(super) struct ListArgs {
    /// Hva som listes: side, nyhet, aktivitet, senter, satsing, kartlegging, tema, funn, rapport, kapittel, vedlegg,
    /// observasjon, notat, kilde, aktør, fylke, kommune (ellers: alt utenom registrene)
    #[arg(value_name = "SLAG", help_heading = "Hva")]
    pub kinds: Vec<String>,

    /// Bare det som er i denne tilstanden: public, draft, withheld, synthetic eller unlinked. Kan gjentas
    #[arg(long, value_name = "TILSTAND")]
    pub state: Vec<String>,

    /// Skriver listen som JSON
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,

    /// Skriver listen som CSV
    #[arg(long)]
    pub csv: bool,

    #[command(flatten)]
    pub place: WhereArgs,
}

fn kind(word: &String) -> Result<Kind, Fault> {
    word.parse().map_err(|()| {
        let fault = Fault::usage(both!("`{word}` er ikke et slag innhold", "`{word}` is no kind of content"));
        let all = Kind::written().join("`, `");
        match nearest(word, Kind::written()) {
            Some(near) => fault.help(both!("mente du `{near}`?", "did you mean `{near}`?")),
            None => fault.help(both!("velg blant `{all}`", "choose among `{all}`")),
        }
    })
}

fn state(word: &String) -> Result<State, Fault> {
    let found = State::ALL.iter().find(|(known, _)| known == word).map(|(_, state)| *state);
    found.ok_or_else(|| {
        let all = State::ALL.map(|(known, _)| known).join("`, `");
        Fault::usage(both!("`{word}` er ingen tilstand", "`{word}` is no state"))
            .help(both!("velg en av `{all}`", "choose one of `{all}`"))
    })
}

/// Lists the content.
pub(super) fn list(args: &ListArgs, tongue: Tongue) -> Result<Ending, Fault> {
    let kinds = args.kinds.iter().map(kind).collect::<Result<Vec<_>, _>>()?;
    let states = args.state.iter().map(state).collect::<Result<Vec<_>, _>>()?;
    let survey = survey(&args.place.wanted()?)?;
    let is_wanted = |entry: &&Entry| {
        let of_kind = if kinds.is_empty() { !entry.kind.is_of_register() } else { kinds.contains(&entry.kind) };
        of_kind && (states.is_empty() || states.contains(&entry.state))
    };
    let entries: Vec<&Entry> = survey.entries.iter().filter(is_wanted).collect();
    if args.json {
        let all: Vec<Value> = entries.iter().map(|entry| as_json(entry, tongue)).collect();
        say::out(&format!("{:#}\n", Value::from(all)));
    } else if args.csv {
        say::out(&query::csv(&csv_rows(&entries, tongue))?);
    } else {
        say::out(&text(&entries, tongue));
    }
    query::tell_errors(&survey.problems, tongue);
    Ok(Ending::Fine)
}

/// Returns an entry for programs; what is withheld has neither id nor title.
pub(super) fn as_json(entry: &Entry, tongue: Tongue) -> Value {
    json!({
        "kind": entry.kind.word(),
        "id": entry.id,
        "title": entry.title,
        "state": entry.state.word(),
        "because": entry.why.as_ref().map(|why| why.in_tongue(tongue)),
        "date": entry.date,
        "file": entry.file,
        "address": entry.address,
        "count": entry.count,
    })
}

fn csv_rows(entries: &[&Entry], tongue: Tongue) -> Vec<Vec<String>> {
    let head = ["kind", "id", "title", "state", "because", "date", "file", "address", "count"].map(str::to_owned).to_vec();
    let row = |entry: &&Entry| {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        vec![
            entry.kind.word().to_owned(),
            text(&entry.id),
            text(&entry.title),
            entry.state.word().to_owned(),
            entry.why.as_ref().map(|why| why.in_tongue(tongue).to_owned()).unwrap_or_default(),
            text(&entry.date),
            entry.file.clone(),
            text(&entry.address),
            entry.count.to_string(),
        ]
    };
    std::iter::once(head).chain(entries.iter().map(row)).collect()
}

fn text(entries: &[&Entry], tongue: Tongue) -> String {
    if entries.is_empty() {
        return both!("Det er ingenting av dette i innholdet.\n", "There is nothing of this in the content.\n")
            .in_tongue(tongue)
            .to_owned();
    }
    let head =
        [both!("Slag", "Kind"), both!("Id", "Id"), both!("Tilstand", "State"), both!("Dato", "Date"), both!("Tittel", "Title")];
    let mut rows = vec![head.iter().map(|word| word.in_tongue(tongue).to_owned()).collect::<Vec<_>>()];
    rows.extend(entries.iter().map(|entry| row(entry, tongue)));
    let mut text = query::table(&rows);
    let mut reasons = entries.iter().filter(|entry| entry.why.is_some()).peekable();
    if reasons.peek().is_some() {
        text.push('\n');
    }
    for entry in reasons {
        let count = if entry.count > 1 { format!(" ({})", entry.count) } else { String::new() };
        let why = entry.why.as_ref().map(|why| why.in_tongue(tongue)).unwrap_or_default();
        text.push_str(&format!("{}{count}: {why}\n", entry.file));
    }
    text
}

/// What is withheld is known by its file alone.
fn row(entry: &Entry, tongue: Tongue) -> Vec<String> {
    const LONGEST: usize = 60;
    let title = match &entry.title {
        Some(title) if title.chars().count() > LONGEST => title.chars().take(LONGEST - 1).chain(['…']).collect(),
        Some(title) => title.clone(),
        None => format!("({})", entry.file),
    };
    vec![
        entry.kind.said().in_tongue(tongue).to_owned(),
        entry.id.clone().unwrap_or_else(|| "–".to_owned()),
        entry.state.said().in_tongue(tongue).to_owned(),
        entry.date.clone().unwrap_or_default(),
        title,
    ]
}

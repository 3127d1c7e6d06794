//! `utsyn release`: counts the answers to a mapping, shows what can be published of them, asks, writes.
//!
//! A hidden number is shown on a terminal only, and only to who asks for it: what is printed elsewhere ends up in logs.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};

use serde_json::{Value, json};

use super::args::ReleaseArgs;
use super::{Ending, agree, key, report, say};
use crate::anonymise::{Drafts, Part, Proposal, Reason};
use crate::domain::{Answer, Count, Edition, Grouping, Mapping, Shown, today_in_oslo};
use crate::load::Confided;
use crate::pipeline::{self, Counted, Wanted};
use crate::problem::{self, Both, Fault, Tongue, both, nearest};

/// Makes the next edition of a mapping's numbers.
pub(super) fn release(args: &ReleaseArgs, tongue: Tongue) -> Result<Ending, Fault> {
    let wanted = Wanted {
        content: args.content.clone(),
        confided: Confided { observations: args.observations.clone(), identity: key::found(&args.key) },
        themes: None,
        today: args.date.unwrap_or_else(today_in_oslo),
        drafts: Drafts::LeaveOut,
        strict: false,
        base_url: None,
    };
    tell(args, pipeline::count(&wanted, &args.mapping)?, tongue)
}

fn tell(args: &ReleaseArgs, counted: Counted, tongue: Tongue) -> Result<Ending, Fault> {
    if !counted.mappings.contains(&args.mapping) && counted.problems.is_empty() {
        return Err(unknown(&args.mapping, &counted.mappings));
    }
    let Some(made) = counted.proposal else {
        if args.json {
            let problems: Vec<Value> = counted.problems.iter().map(|problem| problem::json(problem, tongue)).collect();
            say::out(&format!("{:#}\n", json!({"outcome": report::outcome(Ending::Problems), "problems": problems})));
        } else {
            say::shown(&counted.problems, false, tongue);
        }
        return Ok(Ending::Problems);
    };
    let (mapping, proposal) = &made;
    if args.json {
        say::out(&format!("{:#}\n", as_json(mapping, proposal)));
    } else {
        let shows_all = args.show_confidential && io::stdout().is_terminal();
        if args.show_confidential && !shows_all {
            say::err(&line(
                &both!(
                    "Skjulte tall vises bare på en skjerm, ikke i en fil eller til et annet program.",
                    "Hidden numbers are shown on a terminal only, not in a file or to another program."
                ),
                tongue,
            ));
        }
        say::out(&table(mapping, proposal, shows_all, tongue));
    }
    decide(args, &made, tongue)
}

fn decide(args: &ReleaseArgs, made: &(Mapping, Proposal), tongue: Tongue) -> Result<Ending, Fault> {
    let (mapping, proposal) = made;
    let tell = |said: &Both| {
        if !args.json {
            say::out(&line(said, tongue));
        }
    };
    let folder = args.content.join("mappings").join(&mapping.id);
    let file = folder.join("release.yaml");
    let file = file.display();
    if proposal.is_known {
        tell(&both!(
            "Tallene er de samme som i utgaven som er publisert. Ingenting er skrevet.",
            "The numbers are those of the published edition. Nothing was written."
        ));
        return Ok(Ending::Fine);
    }
    if args.check {
        tell(&both!(
            "Tallene er andre enn de som er publisert. Ingenting er skrevet.",
            "The numbers are not those that are published. Nothing was written."
        ));
        return Ok(Ending::Problems);
    }
    let number = proposal.edition.number;
    if !args.yes
        && !agree::agreed(&both!("Skrive utgave {number} i {file}? [j/N] ", "Write edition {number} to {file}? [y/N] "), tongue)
    {
        say::err(&line(&agree::refused(), tongue));
        return Ok(Ending::Usage);
    }
    pipeline::keep(&args.content, made)?;
    tell(&both!("Skrev utgave {number} i {file}.", "Wrote edition {number} to {file}."));
    Ok(Ending::Fine)
}

fn unknown(id: &str, known: &[String]) -> Fault {
    let fault = Fault::usage(both!("kartleggingen `{id}` finnes ikke", "there is no mapping `{id}`"));
    match (nearest(id, known.iter().map(String::as_str)), known) {
        (Some(near), _) => fault.help(both!("mente du `{near}`?", "did you mean `{near}`?")),
        (None, []) => fault.help(both!("det er ingen kartlegginger i innholdet", "there are no mappings in the content")),
        (None, known) => {
            let known = known.join("`, `");
            fault.help(both!("kartleggingene er `{known}`", "the mappings are `{known}`"))
        }
    }
}

fn line(said: &Both, tongue: Tongue) -> String {
    format!("{}\n", said.in_tongue(tongue))
}

/// Returns the table of what will be public, and why the rest is not.
fn table(mapping: &Mapping, proposal: &Proposal, shows_all: bool, tongue: Tongue) -> String {
    let edition = &proposal.edition;
    let groupings = mapping.counting.as_ref().map_or(&[][..], |counting| &counting.groupings);
    // What is published already is no new edition.
    let number = edition.number - u32::from(proposal.is_known);
    let (title, asked, threshold) = (&mapping.title, edition.participants(), edition.threshold);
    let mut text = line(
        &both!(
            "{title}: utgave {number}. {asked} deltakere, terskel {threshold}.\n",
            "{title}: edition {number}. {asked} participants, threshold {threshold}.\n"
        ),
        tongue,
    );
    let mut rows = vec![head(edition, groupings, tongue), sizes(proposal, groupings, tongue)];
    rows.extend(edition.counts.iter().map(|count| row(mapping, proposal, count, (shows_all, tongue))));
    text.push_str(&aligned(&rows));
    text.push_str(&reasons(mapping, proposal, groupings, tongue));
    if !proposal.minimum {
        text.push_str(&line(
            &both!(
                "Det ble for mye å regne på, så flere tall enn nødvendig kan være skjult.",
                "There was too much to compute, so more numbers than necessary may be hidden."
            ),
            tongue,
        ));
    }
    text
}

fn head(edition: &Edition, groupings: &[Grouping], tongue: Tongue) -> Vec<String> {
    let all = both!("Alle", "All");
    let values = groupings.iter().enumerate().flat_map(|(index, grouping)| {
        let has_members = move |value: &usize| edition.size_of(index, *value) > 0;
        (0..grouping.values.len()).filter(has_members).map(|value| grouping.values[value].title.clone())
    });
    let theme = both!("Tema", "Theme");
    let answer = both!("Svar", "Answer");
    [theme, answer, all].iter().map(|said| said.in_tongue(tongue).to_owned()).chain(values).collect()
}

fn sizes(proposal: &Proposal, groupings: &[Grouping], tongue: Tongue) -> Vec<String> {
    let edition = &proposal.edition;
    let size = |(grouping, about): (usize, &Grouping)| {
        let sizes = (0..about.values.len()).map(move |value| edition.size_of(grouping, value));
        sizes.filter(|&size| size > 0).map(|size| size.to_string())
    };
    let title = both!("(deltakere)", "(participants)").in_tongue(tongue).to_owned();
    [title, String::new(), edition.participants().to_string()]
        .into_iter()
        .chain(groupings.iter().enumerate().flat_map(size))
        .collect()
}

fn row(mapping: &Mapping, proposal: &Proposal, count: &Count, (shows_all, tongue): (bool, Tongue)) -> Vec<String> {
    let title = theme_title(mapping, &count.theme);
    let shown = |(part, shown): (Part, Shown)| match shown {
        Shown::Hidden if shows_all => match proposal.peek(&count.theme, count.answer, part) {
            Some(number) => format!("({number})"),
            None => Shown::SIGN.to_owned(),
        },
        shown => shown.to_string(),
    };
    let edition = &proposal.edition;
    let has_members = |(part, _): &(Part, Shown)| match *part {
        Part::All => true,
        Part::Value { grouping, value } => edition.size_of(grouping, value) > 0,
    };
    let numbers = std::iter::once(count.all).chain(count.by.iter().flatten().copied());
    let cells = Part::of(&edition.groupings).into_iter().zip(numbers).filter(has_members).map(shown);
    [title, answered(count.answer, tongue)].into_iter().chain(cells).collect()
}

fn answered(answer: Answer, tongue: Tongue) -> String {
    let said = match answer {
        Answer::Yes => both!("ja", "yes"),
        Answer::No => both!("nei", "no"),
        Answer::NotRaised => both!("ikke tatt opp", "not raised"),
    };
    said.in_tongue(tongue).to_owned()
}

fn theme_title(mapping: &Mapping, id: &str) -> String {
    mapping.themes.iter().find(|theme| theme.id == id).map_or_else(|| id.to_owned(), |theme| theme.title.clone())
}

/// Sets rows in columns: words to the left, numbers to the right.
fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            let gap = " ".repeat(widths[column] - cell.chars().count());
            line.push_str(&if column < 2 { format!("{cell}{gap}  ") } else { format!("{gap}{cell}  ") });
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn reasons(mapping: &Mapping, proposal: &Proposal, groupings: &[Grouping], tongue: Tongue) -> String {
    if proposal.reasons.is_empty() {
        return line(&both!("\nIngen tall er skjult.", "\nNo number is hidden."), tongue);
    }
    let count = proposal.reasons.len();
    let mut text = line(&both!("\nSkjult («:»): {count}", "\nHidden (“:”): {count}"), tongue);
    let mut alike: BTreeMap<(usize, Answer, Reason), Vec<String>> = BTreeMap::new();
    for ((theme, answer, part), reason) in &proposal.reasons {
        let theme = mapping.themes.iter().position(|known| known.id == *theme).unwrap_or(0);
        alike.entry((theme, *answer, *reason)).or_default().push(part_title(*part, groupings, tongue));
    }
    for ((theme, answer, reason), parts) in alike {
        let (title, answer, parts) = (&mapping.themes[theme].title, answered(answer, tongue), parts.join(", "));
        let why = why(reason, proposal.edition.threshold);
        text.push_str(&format!("  {title}, {answer}: {parts}\n    {}\n", why.in_tongue(tongue)));
    }
    text
}

fn part_title(part: Part, groupings: &[Grouping], tongue: Tongue) -> String {
    match part {
        Part::All => both!("Alle", "All").in_tongue(tongue).to_owned(),
        Part::Value { grouping, value } => groupings[grouping].values[value].title.clone(),
    }
}

fn why(reason: Reason, threshold: u32) -> Both {
    match reason {
        Reason::Small => both!(
            "færre enn {threshold} på den ene siden, eller alle svarte likt",
            "fewer than {threshold} on one side, or all answered alike"
        ),
        Reason::Derivable => {
            both!("et annet skjult tall kunne regnes ut av det", "another hidden number could be worked out from it")
        }
        Reason::Participant => both!(
            "en deltaker som vet hva de selv svarte, kunne regne ut hva andre svarte",
            "a participant who knows their own answer could work out what others answered"
        ),
        Reason::Known => both!(
            "det som alt er publisert, sier så mye at ingenting kan legges til",
            "what is published already tells so much that nothing may be added"
        ),
        Reason::Editions => both!(
            "sammen med en tidligere utgave ville det vise hvem som har endret svar, kommet til eller falt fra",
            "with an earlier edition it would show who changed an answer, joined or left"
        ),
    }
}

fn as_json(mapping: &Mapping, proposal: &Proposal) -> Value {
    let edition = &proposal.edition;
    let shown = |shown: &Shown| match shown {
        Shown::Number(number) => json!(number),
        Shown::Hidden => Value::Null,
    };
    let counts: Vec<Value> = edition
        .counts
        .iter()
        .map(|count| {
            let by: Vec<Vec<Value>> = count.by.iter().map(|by| by.iter().map(shown).collect()).collect();
            json!({"theme": count.theme, "answer": count.answer.id(), "all": shown(&count.all), "by": by})
        })
        .collect();
    let hidden: Vec<Value> = proposal
        .reasons
        .iter()
        .map(|((theme, answer, part), reason)| {
            json!({"theme": theme, "answer": answer.id(), "part": part.name(&edition.groupings), "because": reason.word()})
        })
        .collect();
    json!({
        "mapping": mapping.id,
        "edition": edition.number,
        "date": edition.date.to_string(),
        "threshold": edition.threshold,
        "synthetic": edition.synthetic,
        "participants": edition.participants(),
        "groups": edition.groupings.iter().map(|(id, values)| json!({"id": id, "values": values})).collect::<Vec<_>>(),
        "counts": counts,
        "hidden": hidden,
        "published_already": proposal.is_known,
    })
}

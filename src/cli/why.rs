//! `utsyn why`: which file made a page, what it shows, why it is (not) there, who links to it.

use clap::Args as ClapArgs;
use serde_json::{Value, json};

use super::list::as_json as entry_json;
use super::query::{self, WhereArgs};
use super::{Ending, say};
use crate::ask::{Answer, Entry, Found, Maker, PageSeen, State, Survey, find, survey};
use crate::problem::{self, Both, Fault, Problem, Tongue, both, draw};

/// What is asked about.
#[derive(ClapArgs)]
#[command(next_help_heading = "Valg")]
pub(super) struct WhyArgs {
    /// En fil i innholdet, en side, en adresse (også hele, med https://), en id som `oslo` eller `centre:oslo`, eller en tittel
    #[arg(value_name = "HVA", help_heading = "Argumenter")]
    pub what: String,

    /// Skriver svaret som JSON
    #[arg(long)]
    pub json: bool,

    #[command(flatten)]
    pub place: WhereArgs,
}

/// Most pages or files that are named in a row.
const MOST: usize = 10;

/// Answers.
pub(super) fn why(args: &WhyArgs, tongue: Tongue) -> Result<Ending, Fault> {
    let survey = survey(&args.place.wanted()?)?;
    let found = find(&survey, &args.what).map_err(|near| unknown(&args.what, near))?;
    let answers: Vec<Answer<'_>> = found.iter().map(|found| survey.answer(found)).collect();
    if args.json {
        let all: Vec<Value> = answers.iter().map(|answer| as_json(answer, &survey, tongue)).collect();
        say::out(&format!("{:#}\n", Value::from(all)));
        return Ok(Ending::Fine);
    }
    match answers.as_slice() {
        [answer] => say::out(&text(answer, &survey, tongue)),
        many => say::out(&several(&args.what, &found, many, tongue)),
    }
    query::tell_errors(&survey.problems, tongue);
    Ok(Ending::Fine)
}

fn unknown(asked: &str, near: Option<String>) -> Fault {
    let fault =
        Fault::usage(both!("fant ingenting som er eller heter `{asked}`", "found nothing that is or is called `{asked}`"));
    match near {
        Some(near) => fault.help(both!("mente du `{near}`?", "did you mean `{near}`?")),
        None => fault.help(both!("se hva som finnes, med `utsyn list`", "see what there is with `utsyn list`")),
    }
}

fn several(asked: &str, found: &[Found], answers: &[Answer<'_>], tongue: Tongue) -> String {
    let count = answers.len();
    let head =
        both!("`{asked}` kan være {count} ting. Spør om én av dem:\n", "`{asked}` may be {count} things. Ask for one of them:\n");
    let mut text = head.in_tongue(tongue).to_owned();
    for (found, answer) in found.iter().zip(answers) {
        let name = match (found, answer.entry) {
            (Found::Entry(_), Some(entry)) => format!("{}:{}", entry.kind.word(), entry.id.as_deref().unwrap_or_default()),
            (Found::Page(_), _) => answer.pages.first().map(|page| page.address.clone()).unwrap_or_default(),
            _ => answer.file.clone().unwrap_or_default(),
        };
        let what = answer.entry.map(|entry| named(entry, tongue)).unwrap_or_default();
        text.push_str(format!("  {name}  {what}").trim_end());
        text.push('\n');
    }
    text
}

/// Returns "senter «USHT Øst»".
fn named(entry: &Entry, tongue: Tongue) -> String {
    let kind = entry.kind.said();
    match &entry.title {
        Some(title) => both!("{} «{title}»", "{} “{title}”", if tongue == Tongue::Bokmal { &kind.nb } else { &kind.en })
            .in_tongue(tongue)
            .to_owned(),
        None => kind.in_tongue(tongue).to_owned(),
    }
}

fn text(answer: &Answer<'_>, survey: &Survey, tongue: Tongue) -> String {
    let mut lines = Vec::new();
    let mut say = |said: Both| lines.push(said.in_tongue(tongue).to_owned());
    match (answer.entry, answer.pages.first(), &answer.file) {
        (Some(entry), ..) => {
            let name = named(entry, tongue);
            say(both!("{name}", "{name}"));
        }
        (None, Some(page), _) if !page.title.is_empty() => say(both!("siden «{}»", "the page “{}”", page.title)),
        (None, Some(page), _) => say(both!("siden {}", "the page {}", page.address)),
        (None, None, Some(file)) => say(both!("filen {file}", "the file {file}")),
        (None, None, None) => {}
    }
    state(answer, survey, tongue, &mut say);
    made_by(answer, tongue, &mut say);
    beside(answer, tongue, &mut say);
    leading(answer, tongue, &mut say);
    shows(answer, &mut say);
    let mut text = lines.join("\n") + "\n";
    if !answer.problems.is_empty() {
        let problems: Vec<Problem> = answer.problems.iter().map(|&problem| problem.clone()).collect();
        text.push('\n');
        text.push_str(&draw(&problems, problem::Drawing { colour: false, ..say::drawing(tongue) }));
    }
    text
}

fn state(answer: &Answer<'_>, survey: &Survey, tongue: Tongue, say: &mut impl FnMut(Both)) {
    let stopped = survey.site.is_none();
    match answer.entry {
        Some(entry) => {
            let (state, why) = (entry.state.said(), entry.why.clone());
            let state = match (entry.state, stopped) {
                (State::Public, true) => {
                    both!(
                        "blir publisert når feilene i innholdet er rettet",
                        "will be public when the errors in the content are mended"
                    )
                }
                _ => state,
            };
            match why {
                Some(why) if entry.state == State::Draft => say(both!("  Tilstand:  {}", "  State:     {}", pick(&why, tongue))),
                Some(why) => say(both!("  Tilstand:  {}; {}", "  State:     {}; {}", pick(&state, tongue), pick(&why, tongue))),
                None => say(both!("  Tilstand:  {}", "  State:     {}", pick(&state, tongue))),
            }
            if let Some(date) = &entry.date {
                say(both!("  Dato:      {date}", "  Date:      {date}"));
            }
        }
        None if answer.makes_nothing => {
            say(both!("  Tilstand:  leses, men lager ingen side", "  State:     is read, but makes no page"));
        }
        None => {}
    }
}

fn pick(both: &Both, tongue: Tongue) -> String {
    both.in_tongue(tongue).to_owned()
}

fn made_by(answer: &Answer<'_>, tongue: Tongue, say: &mut impl FnMut(Both)) {
    let attached = answer.entry.filter(|_| answer.pages.is_empty()).and_then(|entry| entry.address.clone());
    if let Some(address) = attached {
        say(both!("  Adresse:   {address}", "  Address:   {address}"));
    }
    let part = answer.entry.and_then(|entry| entry.address.clone()).filter(|address| address.contains('#'));
    for page in &answer.pages {
        let address = part.as_deref().filter(|part| part.split('#').next() == Some(&page.address)).unwrap_or(&page.address);
        say(both!("  Adresse:   {address}", "  Address:   {address}"));
        if let Some(to) = &page.leads_to {
            say(both!("  Leder til: {to}", "  Leads to:  {to}"));
        }
    }
    let made = answer.pages.first().map(|page| maker(page, tongue));
    match (&answer.file, made) {
        (Some(file), Some(made)) if made != *file => {
            say(both!("  Står i:    {file}", "  Stands in: {file}"));
            say(both!("  Siden lages av: {made}", "  The page is made of: {made}"));
        }
        (Some(file), _) => say(both!("  Fil:       {file}", "  File:      {file}")),
        (None, Some(made)) => say(both!("  Lages av:  {made}", "  Made of:   {made}")),
        (None, None) => {}
    }
}

fn maker(page: &PageSeen, tongue: Tongue) -> String {
    match &page.maker {
        Maker::File(file) => file.clone(),
        Maker::Alias(file) => both!("`aliases:` i {file}", "`aliases:` in {file}").in_tongue(tongue).to_owned(),
        Maker::Program([nb, en]) => {
            Both { nb: format!("programmet, av {nb}"), en: format!("the program: {en}") }.in_tongue(tongue).to_owned()
        }
    }
}

fn beside(answer: &Answer<'_>, tongue: Tongue, say: &mut impl FnMut(Both)) {
    if answer.beside.is_empty() {
        return;
    }
    let mut counts = std::collections::BTreeMap::new();
    for entry in &answer.beside {
        *counts.entry((entry.kind, entry.state)).or_insert(0) += entry.count;
    }
    let told = |((kind, state), count): ((crate::ask::Kind, State), usize)| {
        format!("{count} × {}, {}", kind.said().in_tongue(tongue), state.said().in_tongue(tongue))
    };
    let all = counts.into_iter().map(told).collect::<Vec<_>>().join("; ");
    say(both!("  I filen:   {all}", "  In it:     {all}"));
}

fn shows(answer: &Answer<'_>, say: &mut impl FnMut(Both)) {
    if answer.shows.is_empty() {
        return;
    }
    let count = answer.shows.len();
    let (nb, en) = if count == 1 {
        ("1 annen fil".to_owned(), "1 other file".to_owned())
    } else {
        (format!("{count} andre filer"), format!("{count} other files"))
    };
    say(both!("  Viser også noe fra {nb}:", "  Shows something of {en} too:"));
    for file in answer.shows.iter().take(MOST) {
        say(both!("    {file}", "    {file}"));
    }
    if count > MOST {
        let more = count - MOST;
        say(both!("    … og {more} til (alle med `--json`)", "    … and {more} more (all with `--json`)"));
    }
}

fn leading(answer: &Answer<'_>, tongue: Tongue, say: &mut impl FnMut(Both)) {
    for page in &answer.redirects {
        let (address, made) = (&page.address, maker(page, tongue));
        say(both!("  Videresender hit: {address} ({made})", "  Redirects here: {address} ({made})"));
    }
    let can_be_linked_to = !answer.pages.is_empty() || answer.entry.is_some_and(|entry| entry.address.is_some());
    if !can_be_linked_to {
        return;
    }
    let count = answer.linked_from.len();
    match count {
        0 => say(both!("  Ingen side lenker hit fra teksten sin.", "  No page links here from its text.")),
        1 => say(both!("  1 side lenker hit:", "  1 page links here:")),
        _ => say(both!("  {count} sider lenker hit:", "  {count} pages link here:")),
    }
    for page in answer.linked_from.iter().take(MOST) {
        let made = maker(page, tongue);
        say(both!("    {} ({made})", "    {} ({made})", page.address));
    }
    if count > MOST {
        let more = count - MOST;
        say(both!("    … og {more} til (alle med `--json`)", "    … and {more} more (all with `--json`)"));
    }
    if answer.linked_around > 0 {
        let around = answer.linked_around;
        say(both!("  Menyen eller bunnen lenker hit på {around} sider.", "  The menu or the foot links here on {around} pages."));
    }
}

fn as_json(answer: &Answer<'_>, survey: &Survey, tongue: Tongue) -> Value {
    let page = |page: &&PageSeen| json!({"address": page.address, "title": page.title, "kind": page.kind, "made_by": made(page)});
    json!({
        "entry": answer.entry.map(|entry| entry_json(entry, tongue)),
        "beside": answer.beside.iter().map(|entry| entry_json(entry, tongue)).collect::<Vec<_>>(),
        "file": answer.file,
        "site_is_stopped": survey.site.is_none(),
        "pages": answer.pages.iter().map(page).collect::<Vec<_>>(),
        "leads_to": answer.pages.first().and_then(|page| page.leads_to.clone()),
        "shows": answer.shows,
        "redirects": answer.redirects.iter().map(page).collect::<Vec<_>>(),
        "linked_from": answer.linked_from.iter().map(page).collect::<Vec<_>>(),
        "linked_around": answer.linked_around,
        "problems": answer.problems.iter().map(|problem| problem::json(problem, tongue)).collect::<Vec<_>>(),
    })
}

fn made(page: &PageSeen) -> Value {
    match &page.maker {
        Maker::File(file) => json!({"file": file}),
        Maker::Alias(file) => json!({"alias_in": file}),
        Maker::Program([_, en]) => json!({"program": en}),
    }
}

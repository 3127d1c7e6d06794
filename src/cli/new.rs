//! `utsyn new`: a file with every key, in its right place.

use std::path::PathBuf;

use clap::Args as ClapArgs;

use super::agree::{self, Change};
use super::args::parse_date;
use super::{Ending, say};
use crate::domain::{Date, MunicipalityNo, today_in_oslo};
use crate::load;
use crate::problem::{Fault, Tongue, both, nearest};
use crate::starter::{Facts, NewFile, Thing, Wish, facts, municipality_file, new_file};

/// Where municipalities are listed, below the folder of the content.
const LIST: &str = "registry/municipalities.csv";

/// What a municipality is called on the command line: in English, as in the files, and in bokmål.
pub(super) const MUNICIPALITY: [&str; 2] = ["municipality", "kommune"];

#[derive(ClapArgs)]
#[command(next_help_heading = "Valg")]
pub(super) struct NewArgs {
    /// Hva som skal lages: senter, kommune, satsing, kartlegging, funn, rapport, kapittel, nyhet, aktivitet eller side
    #[arg(value_name = "HVA", help_heading = "Hva", display_order = 0)]
    pub what: String,

    /// Tittelen eller navnet, i anførselstegn. Filen får navn etter den
    #[arg(value_name = "TITTEL", help_heading = "Hva")]
    pub title: String,

    /// Kartleggingen et funn hører til (når det er flere), eller en rapport bygger på
    #[arg(long, value_name = "ID")]
    pub mapping: Option<String>,

    /// Temaet et funn hører til (ellers: det første i kartleggingen)
    #[arg(long, value_name = "ID")]
    pub theme: Option<String>,

    /// Rapporten et kapittel hører til (når det er flere)
    #[arg(long, value_name = "ID")]
    pub report: Option<String>,

    /// Senteret bak en kartlegging eller rapport (når det er flere)
    #[arg(long, value_name = "ID")]
    pub centre: Option<String>,

    /// Mappen en side skal ligge i, i innholdet (ellers: pages)
    #[arg(long, value_name = "MAPPE")]
    pub folder: Option<String>,

    /// Kommunenummeret, fire siffer
    #[arg(long, value_name = "NUMMER")]
    pub number: Option<String>,

    /// Navnet filen får, i stedet for det tittelen gir
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,

    /// Datoen som skrives i filen, som 2026-11-21 (ellers: i dag i Oslo)
    #[arg(long, value_name = "DATO", value_parser = parse_date)]
    pub date: Option<Date>,

    /// Viser filen, men skriver ingenting
    #[arg(long, visible_alias = "dry-run", conflicts_with = "yes")]
    pub print: bool,

    /// Skriver uten å spørre
    #[arg(long, short)]
    pub yes: bool,

    /// Mappen med innholdet (ellers: content)
    #[arg(long, value_name = "MAPPE", default_value = "content", hide_default_value = true)]
    pub content: PathBuf,
}

/// Makes a new file, or puts a municipality in its list.
pub(super) fn new(args: &NewArgs, tongue: Tongue) -> Result<Ending, Fault> {
    let thing = thing(&args.what)?;
    if args.title.trim().is_empty() {
        return Err(Fault::usage(both!("tittelen er tom", "the title is empty")));
    }
    let today = args.date.unwrap_or_else(today_in_oslo);
    let facts = facts(&args.content, today)?;
    if thing.is_some() && args.number.is_some() {
        return Err(Fault::usage(both!(
            "`--number` kan bare brukes med `kommune`",
            "`--number` can be used with `municipality` only"
        )));
    }
    let (file, change) = match thing {
        Some(thing) => {
            let file = new_file(&wish(args, thing, today), &facts)?;
            let path = args.content.join(&file.within);
            if load::there_is(&path) {
                return Err(taken(&path.display().to_string()));
            }
            let change = Change::of((path, file.text.clone()))?;
            (file, change)
        }
        None => municipality(args, &facts, today)?,
    };
    if args.print {
        say::out(&file.text);
        return Ok(Ending::Fine);
    }
    let ending = agree::write(vec![change], args.yes, tongue)?;
    if ending == Ending::Fine {
        next(thing, tongue);
    }
    Ok(ending)
}

/// Returns what shall be made; none for a municipality.
fn thing(what: &str) -> Result<Option<Thing>, Fault> {
    let asked = what.to_lowercase();
    if MUNICIPALITY.contains(&asked.as_str()) {
        return Ok(None);
    }
    let known = Thing::ALL.into_iter().find(|thing| thing.names().contains(&asked.as_str()));
    known.map(Some).ok_or_else(|| {
        let names: Vec<[&str; 2]> = Thing::ALL.into_iter().map(Thing::names).chain([MUNICIPALITY]).collect();
        let fault = Fault::usage(both!("`{what}` kan ikke lages", "`{what}` cannot be made"));
        match nearest(&asked, names.iter().flatten().copied()) {
            Some(near) => fault.help(both!("mente du `{near}`?", "did you mean `{near}`?")),
            None => {
                let nb = names.iter().map(|names| names[1]).collect::<Vec<_>>().join("`, `");
                let en = names.iter().map(|names| names[0]).collect::<Vec<_>>().join("`, `");
                fault.help(both!("velg en av `{nb}`", "choose one of `{en}`"))
            }
        }
    })
}

fn wish(args: &NewArgs, thing: Thing, today: Date) -> Wish {
    Wish {
        thing,
        title: args.title.clone(),
        id: args.id.clone(),
        centre: args.centre.clone(),
        mapping: args.mapping.clone(),
        theme: args.theme.clone(),
        report: args.report.clone(),
        folder: args.folder.clone(),
        today,
    }
}

fn taken(path: &str) -> Fault {
    Fault::usage(both!("filen `{path}` finnes fra før", "the file `{path}` is there already")).help(both!(
        "den røres ikke. Velg en annen tittel, eller et annet navn med `--id`",
        "it is left alone. Choose another title, or another name with `--id`"
    ))
}

fn municipality(args: &NewArgs, facts: &Facts, today: Date) -> Result<(NewFile, Change), Fault> {
    let number: MunicipalityNo = args.number.as_deref().and_then(|number| number.parse().ok()).ok_or_else(|| {
        Fault::usage(both!(
            "kommunenummeret mangler eller har ikke fire siffer",
            "the municipality's number is missing, or has not four digits"
        ))
        .help(both!("skriv det med `--number`, som `--number 0301`", "write it with `--number`, such as `--number 0301`"))
    })?;
    let county = number.county().to_string();
    if !facts.counties.contains(&county) {
        return Err(Fault::usage(both!("fylket {county} finnes ikke", "there is no county {county}")).help(both!(
            "fylket er de to første sifrene i nummeret. Er det nytt, så skriv det i `registry/counties.yaml` først",
            "the county is the first two digits of the number. If it is new, write it in `registry/counties.yaml` first"
        )));
    }
    let path = args.content.join(LIST);
    let shown = path.display();
    let there = match load::there_is(&path) {
        false => None,
        true => Some(String::from_utf8(load::bytes(&path, 16 << 20)?).map_err(|_| {
            Fault::usage(both!("filen `{shown}` er ikke lagret som UTF-8", "the file `{shown}` is not saved as UTF-8"))
                .help(both!("lagre den som UTF-8 først", "save it as UTF-8 first"))
        })?),
    };
    let text = municipality_file(there.as_deref(), args.title.trim(), number, today)?;
    let change = Change::of((path, text.clone()))?;
    // Of a long list only the new row is shown.
    let old: Vec<&str> = there.as_deref().unwrap_or_default().lines().collect();
    let row = text.lines().filter(|line| !old.contains(line)).map(|line| format!("{line}\n")).collect();
    Ok((NewFile { within: LIST.to_owned(), text: row }, change))
}

/// Says what to do next.
fn next(thing: Option<Thing>, tongue: Tongue) {
    let said = match thing {
        None => both!(
            "Navn på andre språk og punktet på kartet kan du skrive i raden. Legg kommunen i området til et senter om den mangler der.",
            "Names in other languages and the point on the map can be written in the row. Put the municipality in a centre's area if it is missing there."
        ),
        Some(Thing::Finding) => both!(
            "Funnet publiseres ikke ennå. Skriv hva kommunene fortalte, med egne ord. Les det som en som kjenner dem godt, og sett\n`anonymised: true` når det ikke peker ut noen.",
            "The finding is not published yet. Write what the municipalities told, in your own words. Read it as one who knows them well,\nand set `anonymised: true` when it singles out nobody."
        ),
        Some(Thing::Mapping) => both!(
            "Skriv temaene og tallene i filen. Så kan du lage funn med `utsyn new funn \"Tittel\"`.",
            "Write the themes and the numbers in the file. Then make findings with `utsyn new finding \"Title\"`."
        ),
        Some(Thing::Report) => both!(
            "Skriv sammendraget i filen. Så kan du lage kapitler med `utsyn new kapittel \"Tittel\"`.",
            "Write the summary in the file. Then make chapters with `utsyn new chapter \"Title\"`."
        ),
        Some(_) => both!(
            "Skriv teksten i filen, og se den med `utsyn serve`.",
            "Write the text in the file, and look at it with `utsyn serve`."
        ),
    };
    say::line(&said, tongue);
}

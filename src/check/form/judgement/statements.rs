//! Unknowns, what is published about them, and the groups that are asked about.

use std::collections::BTreeMap;

use super::listed::Listed;
use super::{StatementSet, unknown_name};
use crate::check::reader::{Reader, Text};
use crate::judge::{
    Decimal, Expected, Group, Interval, Misread, Names, Statement, Sum, System, Threshold, Why, Words, group, is_name,
};
use crate::problem::{Both, Code, Place, Problem, both};

/// The keys of a statement set.
pub(super) struct Told {
    pub unknowns: Listed<Vec<Option<i64>>>,
    pub published: Vec<Text>,
    pub groups: Listed<Text>,
    pub sizes: Listed<i64>,
    pub words: Listed<Vec<Text>>,
}

pub(super) fn statements(reader: &mut Reader<'_>, threshold: Threshold, told: Told) -> StatementSet {
    let (mut names, mut system) = (Names::default(), System::new());
    for (name, bounds) in &told.unknowns.0 {
        let within = bounds_of(reader, name, bounds);
        if !is_name(&name.value) {
            bad_name(reader, name);
        }
        names.add(&name.value, system.unknown_within(within));
    }
    let words = words(reader, &told.words);
    let mut statements = Vec::new();
    for text in &told.published {
        let read = Statement::parse(&text.value, &names);
        let claims = read.and_then(|statement| statement.claims(&words).map_err(|why| Misread { at: 0..text.value.len(), why }));
        match claims {
            Ok(claims) => drop(system.state_all(claims)),
            Err(misread) => misunderstood(reader, text, &misread, &names, &words),
        }
        statements.push((text.value.trim().to_owned(), reader.place(text)));
    }
    let groups = groups(reader, &told, &names, &system);
    StatementSet { source: reader.page.source.clone(), threshold, names, system, statements, groups }
}

fn bounds_of(reader: &mut Reader<'_>, name: &Text, bounds: &[Option<i64>]) -> Interval {
    if let [lo, hi] = *bounds
        && lo.zip(hi).is_none_or(|(lo, hi)| lo <= hi)
    {
        return Interval { lo, hi };
    }
    let (place, named) = (reader.place(name), &name.value);
    let problem = Problem::new(
        Code::BadBounds,
        both!("`{named}` må ha en minste og en største verdi", "`{named}` must have a least and a greatest value"),
    );
    let help = both!(
        "skriv `{named}: [0, 9]`; `null` der grensen er ukjent",
        "write `{named}: [0, 9]`; `null` where a bound is not known"
    );
    reader.problems.push(problem.at(place).help(help));
    Interval { lo: None, hi: None }
}

fn bad_name(reader: &mut Reader<'_>, name: &Text) {
    let (place, named) = (reader.place(name), &name.value);
    let problem = Problem::new(Code::BadName, both!("`{named}` kan ikke være et navn", "`{named}` cannot be a name"));
    reader.problems.push(problem.at(place).help(both!(
        "et navn har bokstaver og tall, og `_`, `.` eller `-` mellom dem; minst ett tegn er en bokstav",
        "a name has letters and digits, and `_`, `.` or `-` between them; at least one is a letter"
    )));
}

fn words(reader: &mut Reader<'_>, listed: &Listed<Vec<Text>>) -> Words {
    let mut words = BTreeMap::new();
    for (word, shares) in &listed.0 {
        let numbers: Vec<Decimal> = shares.iter().filter_map(|share| Decimal::parse(&share.value)).collect();
        let is_share = |number: &Decimal| number.units <= number.scale();
        match numbers.as_slice() {
            &[least, greatest] if shares.len() == 2 && [least, greatest].iter().all(is_share) && is_upward(least, greatest) => {
                words.insert(word.value.clone(), (least, greatest));
            }
            _ => {
                let (place, named) = (reader.place(word), &word.value);
                let problem = Problem::new(
                    Code::BadBounds,
                    both!(
                        "ordet `{named}` må ha en minste og en største andel",
                        "the word `{named}` must have a least and a greatest share"
                    ),
                );
                let help = both!(
                    "skriv andelene fra 0 til 1: `{named}: [0.5, 0.95]`",
                    "write shares from 0 to 1: `{named}: [0.5, 0.95]`"
                );
                reader.problems.push(problem.at(place).help(help));
            }
        }
    }
    Words(words)
}

fn is_upward(least: Decimal, greatest: Decimal) -> bool {
    i128::from(least.units) * i128::from(greatest.scale()) <= i128::from(greatest.units) * i128::from(least.scale())
}

/// Every unknown, then every group of the file, each with its size: the greatest value that the bounds alone allow.
fn groups(reader: &mut Reader<'_>, told: &Told, names: &Names, system: &System) -> Vec<(String, Group)> {
    let alone = told.unknowns.0.iter().zip(system.unknowns()).map(|((name, _), id)| (name.value.clone(), Sum::one(id)));
    let mut sums: Vec<(String, Sum)> = alone.collect();
    for (name, text) in &told.groups.0 {
        if names.id(&name.value).is_some() {
            named_twice(reader, name);
        }
        match group(&text.value, names) {
            Ok(sum) => sums.push((name.value.clone(), sum)),
            Err(misread) => misunderstood(reader, text, &misread, names, &Words::default()),
        }
    }
    let mut sizes: BTreeMap<&str, i64> = BTreeMap::new();
    for (name, size) in &told.sizes.0 {
        if sums.iter().any(|(known, _)| *known == name.value) {
            sizes.insert(&name.value, *size);
        } else if !told.groups.0.iter().any(|(known, _)| known.value == name.value) {
            unknown_name(reader, name, names);
        }
    }
    let sized = |(name, sum): (String, Sum)| {
        let size = sizes.get(name.as_str()).copied().or_else(|| system.greatest(&sum));
        (name, Group { sum, size })
    };
    sums.into_iter().map(sized).collect()
}

fn named_twice(reader: &mut Reader<'_>, name: &Text) {
    let (place, named) = (reader.place(name), &name.value);
    let problem = Problem::new(
        Code::NameTwice,
        both!("`{named}` er allerede navnet på en ukjent", "`{named}` is the name of an unknown already"),
    );
    reader.problems.push(problem.at(place).help(both!("gi gruppen et annet navn", "give the group another name")));
}

/// Objects to a statement or a group that cannot be read, at the very word.
fn misunderstood(reader: &mut Reader<'_>, text: &Text, misread: &Misread, names: &Names, words: &Words) {
    let place = within(reader, text, misread);
    let problem = match &misread.why {
        Why::UnknownName { name, is_difference } => {
            let headline = both!("navnet `{name}` finnes ikke i filen", "there is no name `{name}` in the file");
            let problem = Problem::new(Code::UnknownName, headline).at(place);
            let apart = name.replace('-', " - ");
            match is_difference {
                true => problem
                    .help(both!("mente du differansen, så skriv `{apart}`", "if you meant the difference, write `{apart}`")),
                false => problem.nearest(name, names.iter()),
            }
        }
        Why::UnknownWord(word) => {
            let headline = both!("ordet `{word}` står ikke under `words`", "the word `{word}` is not among `words`");
            Problem::new(Code::UnknownName, headline).at(place).nearest(word, words.0.keys().map(String::as_str))
        }
        Why::TooLarge => Problem::new(Code::NumberTooLarge, too_large()).at(place),
        why => Problem::new(Code::UnreadableStatement, why_unreadable(why)).at(place).help(both!(
            "skriv for eksempel `a + b = 12`, `3 <= a - b <= 5`, `a / 9 = 33 %`, `a / 9 er \"de fleste\"` eller `a >= b >= c`",
            "write, say, `a + b = 12`, `3 <= a - b <= 5`, `a / 9 = 33 %`, `a / 9 is \"most\"` or `a >= b >= c`"
        )),
    };
    reader.problems.push(problem);
}

pub(super) fn too_large() -> Both {
    both!("et tall er større enn utsyn regner med", "a number is larger than utsyn computes with")
}

fn why_unreadable(why: &Why) -> Both {
    match why {
        Why::Character(letter) => {
            both!("tegnet `{letter}` har ingen betydning i et utsagn", "the character `{letter}` has no meaning in a statement")
        }
        Why::NotLinear => both!(
            "her må det deles på ett tall eller én sum, og to ukjente kan ikke ganges",
            "this must be divided by one number or one sum, and two unknowns cannot be multiplied"
        ),
        Why::NotComparable => both!(
            "en prosent og et ord kan bare sammenlignes med en andel, som `a / 9`",
            "a percentage and a word can only be compared with a share, such as `a / 9`"
        ),
        Why::TooDeep => both!("det er for mange parenteser i hverandre", "there are too many brackets in each other"),
        Why::Constant => {
            both!("en gruppe er en sum av ukjente, uten et tall alene", "a group is a sum of unknowns, without a number alone")
        }
        Why::Expected(Expected::Sign) => {
            both!("her mangler `=`, `>=`, `<=`, `>` eller `<`", "this lacks `=`, `>=`, `<=`, `>` or `<`")
        }
        Why::Expected(Expected::Close) => both!("her mangler en sluttparentes", "this lacks a closing bracket"),
        Why::Expected(Expected::End) => both!("her skulle utsagnet være slutt", "the statement should have ended here"),
        Why::Expected(Expected::Quote) => both!("her må det stå et ord i anførselstegn", "this must be a word in quotes"),
        Why::Expected(Expected::WholeNumber) => both!(
            "her må det stå et helt tall; desimaler hører til prosenter",
            "this must be a whole number; decimals belong to percentages"
        ),
        _ => both!("her mangler et navn eller et tall", "this lacks a name or a number"),
    }
}

/// Returns the place of what is meant within a value; of the whole value where its line cannot be followed.
fn within(reader: &Reader<'_>, text: &Text, misread: &Misread) -> Place {
    let mut place = reader.place(text);
    let Some((line, span)) = place.excerpt.clone() else { return place };
    let Some(at) = line[span.start..].find(text.value.as_str()).map(|at| span.start + at) else { return place };
    if misread.at.start == 0 && misread.at.end == text.value.len() {
        return place;
    }
    let meant = at + misread.at.start..at + misread.at.end;
    place.column += line[span.start..meant.start].chars().count();
    place.excerpt = Some((line, meant));
    place
}

//! YAML by type: what a value is, its key says, never its look.
//!
//! [`parse`] is the way in. `NO`, `0301` and `12:30` stay text where text is asked for; `ja` is no truth value; a
//! repeated or unknown key, a tag, an alias or a second document is refused. `entry` sets aside what is wrong, so that all
//! else that is wrong can be told with it.

mod entry;
mod norwegian;

use serde::de::DeserializeOwned;
use serde_yaml::{DuplicateKeyPolicy, Error, Location, MergeKeyPolicy, Options};

use super::mend;
use super::reader::{Page, not_a_truth};
use crate::problem::{Both, Code, Problem, both};

/// Most levels inside each other. Ours have five.
const DEEPEST: usize = 32;

fn options() -> Options {
    serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_anchors: 0,
            max_aliases: 0,
            max_documents: 1,
            max_depth: DEEPEST,
            max_events: 4_000_000,
            max_nodes: 2_000_000,
            flow_nesting_limit: DEEPEST,
        },
        duplicate_keys: DuplicateKeyPolicy::Error,
        merge_keys: MergeKeyPolicy::Error,
        strict_booleans: true,
        reject_unsupported_tags: true,
        with_snippet: false,
    }
}

/// Most problems that are told of one file's YAML.
const MOST: usize = 20;
/// Largest YAML, in bytes, of which more than the first problem is told: it is read once for each.
const LARGEST: usize = 1 << 20;

/// Reads the YAML of `page` as a `T`.
pub(super) fn parse<T: DeserializeOwned>(page: &Page<'_>) -> Result<T, Vec<Problem>> {
    if let Some(problem) = smart_quotes(page).or_else(|| tag(page)) {
        return Err(vec![problem]);
    }
    read(page.yaml).map_err(|error| all_problems::<T>(page, error))
}

fn read<T: DeserializeOwned>(yaml: &str) -> Result<T, Error> {
    // No keys at all are an empty mapping: then the key that is missing can be named.
    serde_yaml::from_str_with_options(if says_nothing(yaml) { "{}" } else { yaml }, options())
}

/// Returns what is wrong: the first error, and those that show themselves when what each points at is set aside.
fn all_problems<T: DeserializeOwned>(page: &Page<'_>, first: Error) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut yaml = page.yaml.to_owned();
    // Keys that are there for their writer: set aside here, or written otherwise.
    let mut there: Vec<String> = Vec::new();
    let mut next = Some(first);
    let most = if yaml.len() > LARGEST { 1 } else { MOST };
    while let Some(error) = next.take().filter(|_| problems.len() < most) {
        let error = error.without_snippet();
        if !matches!(error, Error::SerdeMissingField { field, .. } if there.iter().any(|key| key == field)) {
            let told = problem(page, error);
            if matches!(error, Error::SerdeUnknownField { .. }) {
                there.extend(told.near_name().map(str::to_owned));
            }
            problems.push(match keys_wanted::<T>(&yaml, error) {
                Some(help) => told.help(help),
                None => as_list(told, page, error),
            });
        }
        let set_aside = if is_of_one_entry(error) { entry::without } else { entry::without_item };
        let place = place(error).filter(|_| is_of_one_entry(error) || is_missing(error));
        let Some(blanked) = place.and_then(|(line, column)| set_aside(&yaml, line, column)) else { break };
        there.extend(blanked.keys);
        yaml = blanked.yaml;
        // What is no YAML any more, its writer did not write.
        next = read::<T>(&yaml)
            .err()
            .filter(|error| is_of_one_entry(error.without_snippet()) || is_missing(error.without_snippet()));
    }
    problems
}

/// Returns the help for a value that stands where keys belong: which keys. The parser says so when it meets one there that no
/// form has.
fn keys_wanted<T: DeserializeOwned>(yaml: &str, error: &Error) -> Option<Both> {
    let (line, column) = place(error).filter(|_| wants_keys(expected(error)) || wants_list(expected(error)))?;
    let keys = |value: &str| {
        let yaml = entry::with_value(yaml, line, column, value)?;
        match read::<T>(&yaml).err()?.without_snippet() {
            Error::SerdeUnknownField { field, expected, .. } if field == NO_KEY => Some(expected.join("`, `")),
            _ => None,
        }
    };
    if let Some(keys) = keys(&format!("{{\"{NO_KEY}\": 0}}")) {
        return Some(both!(
            "skriv nøkler med innrykk på linjene under; de som kan brukes her, er `{keys}`",
            "write keys, indented, on the lines below; those that can stand here are `{keys}`"
        ));
    }
    let keys = keys(&format!("[{{\"{NO_KEY}\": 0}}]"))?;
    Some(both!(
        "skriv hvert ledd i listen med nøkler; de som kan brukes her, er `{keys}`",
        "write each item of the list with keys; those that can stand here are `{keys}`"
    ))
}

/// Adds the line as it should be, where one value stands and a list belongs.
fn as_list(problem: Problem, page: &Page<'_>, error: &Error) -> Problem {
    let at = error.location().filter(|_| wants_list(expected(error)) && !page.secret);
    match at.and_then(|at| mend::list(page, at)) {
        Some(edit) => problem.with_edit(edit),
        None => problem,
    }
}

/// A key that no form has.
const NO_KEY: &str = "?";

/// Returns the line and the column of an error, counted from 1.
fn place(error: &Error) -> Option<(usize, usize)> {
    let at = error.location()?;
    Some((usize::try_from(at.line()).ok()?, usize::try_from(at.column()).ok()?))
}

fn is_missing(error: &Error) -> bool {
    matches!(error, Error::SerdeMissingField { .. })
}

/// Tells whether an error is of the entry at its place, and the rest may be well.
fn is_of_one_entry(error: &Error) -> bool {
    matches!(
        error,
        Error::SerdeUnknownField { .. }
            | Error::DuplicateMappingKey { .. }
            | Error::InvalidBooleanStrict { .. }
            | Error::NullIntoString { .. }
            | Error::SerdeUnknownVariant { .. }
            | Error::InvalidScalar { .. }
            | Error::SerdeInvalidType { .. }
            | Error::Unexpected { .. }
            | Error::SerdeInvalidLength { .. }
            | Error::SerdeInvalidValue { .. }
    )
}

/// Tells whether there is nothing but blank lines and comments.
pub(super) fn says_nothing(yaml: &str) -> bool {
    yaml.lines().map(str::trim_start).all(|line| line.is_empty() || line.starts_with('#'))
}

fn problem(page: &Page<'_>, error: &Error) -> Problem {
    if is_syntax(error)
        && let Some(problem) = tab(page).or_else(|| unquoted_colon(page, error)).or_else(|| open_quote(page, error))
    {
        return problem;
    }
    let location = error.location().unwrap_or(Location::UNKNOWN);
    let at = |length: usize| page.at(location, length);
    match error {
        Error::SerdeUnknownField { field, expected, .. } => {
            let named = if page.secret { String::new() } else { format!(" `{field}`") };
            let keys = expected.join("`, `");
            let problem =
                Problem::new(Code::UnknownKey, both!("ukjent nøkkel{named}", "unknown key{named}")).at(at(field.chars().count()));
            let problem = match norwegian::key(field).filter(|key| expected.contains(key)) {
                Some(key) => problem.meant(field, key),
                None => problem.nearest(field, expected.iter().copied()),
            };
            if problem.help.is_some() {
                return mend::key(problem, page, location, field, expected);
            }
            problem.help(both!("nøklene som kan brukes her, er `{keys}`", "the keys that can stand here are `{keys}`"))
        }
        Error::SerdeMissingField { field, .. } => {
            Problem::new(Code::MissingKey, both!("nøkkelen `{field}` mangler", "the key `{field}` is missing"))
                .at(at(1))
                .help(both!("legg til en linje `{field}: …`", "add a line `{field}: …`"))
        }
        Error::DuplicateMappingKey { key, .. } => {
            let named = key.as_ref().filter(|_| !page.secret).map(|key| format!(" `{key}`")).unwrap_or_default();
            let length = key.as_ref().map_or(1, |key| key.chars().count());
            Problem::new(Code::DuplicateKey, both!("nøkkelen{named} står to ganger", "the key{named} stands twice"))
                .at(at(length))
                .help(both!("slett eller gi nytt navn til den ene", "delete or rename one of them"))
        }
        Error::InvalidBooleanStrict { .. } => not_a_truth().at(at(page.value_length(location))),
        Error::NullIntoString { .. } => Problem::new(Code::EmptyValue, both!("verdien mangler", "the value is missing"))
            .at(at(1))
            .help(both!("skriv en verdi, eller ta bort linjen", "write a value, or take the line away")),
        Error::SerdeUnknownVariant { variant, expected, .. } => {
            let named = if page.secret { String::new() } else { format!(" `{variant}`") };
            let choices = expected.join("`, `");
            let problem = Problem::new(Code::UnknownChoice, both!("verdien{named} finnes ikke", "there is no value{named}"))
                .at(at(page.value_length(location)));
            let problem = if page.secret { problem } else { problem.nearest(variant, expected.iter().copied()) };
            match problem.help {
                Some(_) => problem,
                None => problem.help(both!("velg en av `{choices}`", "choose one of `{choices}`")),
            }
        }
        Error::InvalidScalar { .. } => Problem::new(Code::BadNumber, both!("her må det stå et tall", "this must be a number"))
            .at(at(page.value_length(location)))
            .help(both!("skriv tallet med siffer, som `3` eller `61.5`", "write the number in digits, such as `3` or `61.5`")),
        Error::UnsupportedTag { .. }
        | Error::TaggedScalarCannotDeserializeIntoString { .. }
        | Error::TaggedEnumMismatch { .. } => tags().at(at(1)),
        Error::MergeKeyNotAllowed { .. } => {
            feature(both!("sammenslåing (`<<`) brukes ikke her", "merge keys (`<<`) are not used here")).at(at(2))
        }
        Error::MultipleDocuments { .. } => several_documents().at(at(3)),
        Error::UnknownAnchor { .. } | Error::AliasError { .. } => {
            feature(both!("henvisninger (`*…`) brukes ikke her", "aliases (`*…`) are not used here")).at(at(1))
        }
        Error::Budget { breach, .. } => budget(breach).at(at(1)),
        Error::SerdeInvalidType { .. } | Error::Unexpected { .. } | Error::SerdeInvalidLength { .. } => {
            Problem::new(Code::WrongType, both!("verdien har feil form", "the value has the wrong form"))
                .at(at(page.value_length(location)))
                .help(expected_form(error))
        }
        Error::SerdeInvalidValue { .. } => {
            Problem::new(Code::WrongType, both!("verdien kan ikke brukes her", "the value cannot be used here"))
                .at(at(page.value_length(location)))
        }
        _ if is_too_deep(page.yaml) => too_much().at(at(1)),
        _ => Problem::new(Code::YamlSyntax, both!("dette er ikke gyldig YAML", "this is not valid YAML")).at(at(1)).help(both!(
            "se etter et anførselstegn som mangler, et innrykk som ikke stemmer, eller et kolon i en verdi uten anførselstegn",
            "look for a missing quote, an indent that does not fit, or a colon in a value without quotes"
        )),
    }
}

fn is_syntax(error: &Error) -> bool {
    !matches!(
        error,
        Error::SerdeUnknownField { .. }
            | Error::SerdeMissingField { .. }
            | Error::DuplicateMappingKey { .. }
            | Error::InvalidBooleanStrict { .. }
            | Error::NullIntoString { .. }
            | Error::SerdeUnknownVariant { .. }
            | Error::Budget { .. }
    )
}

fn feature(headline: Both) -> Problem {
    Problem::new(Code::YamlFeature, headline)
        .help(both!("skriv verdien rett ut der den skal stå", "write the value out where it belongs"))
}

fn tags() -> Problem {
    feature(both!("YAML-merker (`!…`) brukes ikke her", "YAML tags (`!…`) are not used here"))
}

fn several_documents() -> Problem {
    Problem::new(Code::YamlFeature, both!("filen har flere YAML-dokumenter", "the file has several YAML documents"))
        .help(both!("ta bort linjen `---` som deler filen", "take away the line `---` that parts the file"))
}

fn budget(breach: &serde_yaml::budget::BudgetBreach) -> Problem {
    use serde_yaml::budget::BudgetBreach;
    match breach {
        BudgetBreach::Anchors { .. } | BudgetBreach::Aliases { .. } => feature(both!(
            "ankere (`&…`) og henvisninger (`*…`) brukes ikke her",
            "anchors (`&…`) and aliases (`*…`) are not used here"
        )),
        BudgetBreach::Documents { .. } => several_documents(),
        _ => too_much(),
    }
}

fn too_much() -> Problem {
    Problem::new(Code::YamlLimit, both!("filen har for mange eller for dype nivåer", "the file has too many or too deep levels"))
        .help(both!("gjør den flatere eller del den opp", "make it flatter, or split it"))
}

/// Tells whether brackets stand so deep in each other that the parser gave up.
fn is_too_deep(yaml: &str) -> bool {
    let mut depth = 0_usize;
    yaml.bytes().any(|byte| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    })
}

/// Returns what a value should have been, in the parser's words.
fn expected(error: &Error) -> &str {
    match error {
        Error::SerdeInvalidType { expected, .. } => expected.as_str(),
        Error::Unexpected { expected, .. } => expected,
        _ => "",
    }
}

fn wants_list(expected: &str) -> bool {
    expected.contains("sequence")
}

fn wants_keys(expected: &str) -> bool {
    expected.contains("map") || expected.contains("struct")
}

fn expected_form(error: &Error) -> Both {
    let expected = expected(error);
    if wants_list(expected) {
        both!("skriv en liste:\n  - første\n  - andre", "write a list:\n  - first\n  - second")
    } else if wants_keys(expected) {
        both!("skriv nøkler med innrykk:\n  nøkkel: verdi", "write keys, indented:\n  key: value")
    } else {
        both!("skriv én verdi på samme linje som nøkkelen", "write one value on the same line as the key")
    }
}

/// A tab in the indent, which YAML does not allow.
fn tab(page: &Page<'_>) -> Option<Problem> {
    let mut start = 0;
    for line in page.yaml.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(at) = line[..indent].find('\t') {
            return Some(
                Problem::new(Code::Tab, both!("innrykket har en tabulator", "the indent has a tab"))
                    .at(page.span(start + at..start + at + 1))
                    .help(both!("bruk mellomrom: to for hvert nivå", "use spaces: two for each level"))
                    .with_edit(mend::tabs(&line[..indent])),
            );
        }
        start += line.len();
    }
    None
}

/// `title: Rapport: del 1`, which needs quotes.
fn unquoted_colon(page: &Page<'_>, error: &Error) -> Option<Problem> {
    let number = usize::try_from(error.location()?.line()).ok()?;
    let start: usize = page.yaml.split_inclusive('\n').take(number.saturating_sub(1)).map(str::len).sum();
    let line = page.yaml[start..].lines().next()?;
    let (key, value) = line.split_once(": ")?;
    let plain = !value.trim_start().starts_with(['"', '\'', '[', '{', '|', '>', '&', '*', '!']);
    let at = value.find(": ").or_else(|| value.ends_with(':').then(|| value.len() - 1)).filter(|_| plain)?;
    let colon = start + key.len() + 2 + at;
    let problem = Problem::new(
        Code::UnquotedColon,
        both!("et kolon i verdien gjør at YAML leser den feil", "a colon in the value makes YAML misread it"),
    )
    .at(page.span(colon..colon + 1));
    let problem = match mend::quoted(line, key.len() + 2) {
        Some(edit) => problem.with_edit(edit),
        None => problem,
    };
    if page.secret {
        return Some(problem.help(both!("sett hele verdien i anførselstegn", "put the whole value in quotes")));
    }
    Some(problem.help(both!("sett hele verdien i anførselstegn", "put the whole value in quotes")))
}

/// A value that begins with a quote and never ends with one. The parser notices only at the end of the file.
fn open_quote(page: &Page<'_>, error: &Error) -> Option<Problem> {
    let last = error.location().and_then(|location| usize::try_from(location.line()).ok()).unwrap_or(usize::MAX);
    let mut start = 0;
    for line in page.yaml.split_inclusive('\n').take(last) {
        let value = line.split_once(": ").map_or_else(|| line.trim_start().strip_prefix("- "), |(_, value)| Some(value));
        if let Some(value) = value.map(str::trim)
            && let Some(quote) = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))
            && value.matches(quote).count() == 1
            && !goes_on(&page.yaml[start + line.len()..], line)
        {
            let at = start + line.find(quote).unwrap_or(0);
            return Some(
                Problem::new(Code::YamlSyntax, both!("anførselstegnet lukkes aldri", "the quote is never closed"))
                    .at(page.span(at..at + value.len()))
                    .help(both!("sett et `{quote}` til etter verdien", "put another `{quote}` after the value")),
            );
        }
        start += line.len();
    }
    None
}

/// Tells whether the line after `line` is indented further, as the rest of a quoted value must be.
fn goes_on(rest: &str, line: &str) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    rest.lines().next().is_some_and(|next| !next.trim().is_empty() && indent(next) > indent(line))
}

/// A tag before a value (`!!binary …`), also one that YAML itself knows: it would say how the value is read.
fn tag(page: &Page<'_>) -> Option<Problem> {
    let mut start = 0;
    for line in page.yaml.split_inclusive('\n') {
        let at = [": !!", "- !!"].into_iter().find_map(|before| line.find(before)).map(|at| start + at + 2);
        let is_key = |before: &str| !before.contains(char::is_whitespace) && !before.contains(['"', '\'', '#']);
        if let Some(at) = at.filter(|at| is_key(line[..at - start].trim().trim_start_matches("- "))) {
            let length = page.yaml[at..].find(char::is_whitespace).unwrap_or(1);
            return Some(tags().at(page.span(at..at + length)));
        }
        start += line.len();
    }
    None
}

/// A value in typographic quotes, which YAML takes for letters of the value.
fn smart_quotes(page: &Page<'_>) -> Option<Problem> {
    const MARKS: [char; 6] = ['“', '”', '„', '‟', '‘', '’'];
    memchr::memmem::find(page.yaml.as_bytes(), "\u{2018}".as_bytes().get(..2)?)?;
    let mut start = 0;
    for line in page.yaml.split_inclusive('\n') {
        let value = line.split_once(": ").map_or_else(|| line.trim_start().strip_prefix("- "), |(_, value)| Some(value));
        if let Some(value) = value.map(str::trim)
            && let Some(mark) = value.chars().next().filter(|mark| MARKS.contains(mark))
            && value.chars().count() > 1
            && value.ends_with(MARKS)
        {
            let at = start + line.find(mark).unwrap_or(0);
            return Some(
                Problem::new(
                    Code::SmartQuotes,
                    both!(
                        "verdien står i typografiske anførselstegn ({mark})",
                        "the value stands in typographic quotes ({mark})"
                    ),
                )
                .at(page.span(at..at + mark.len_utf8()))
                .note(both!(
                    "YAML kjenner bare rette anførselstegn og ville tatt disse med i verdien",
                    "YAML knows only straight quotes and would take these into the value"
                ))
                .help(both!("skriv rette anførselstegn: \"…\"", "write straight quotes: \"…\""))
                .with_edit(mend::straight(line, at - start, value)),
            );
        }
        start += line.len();
    }
    None
}

//! Reads the values of one file: keeps its problems and knows its places.

use std::ops::Range;

use serde_yaml::Location;

pub(super) use super::text::{Text, Truth, no};
use crate::domain::{Bound, Language, MunicipalityNo, PartialDate, Period, Source, Target, TargetKind, Written};
use crate::problem::{Both, Code, Lines, Place, Problem, both};

/// The YAML of a file, and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page<'a> {
    pub source: &'a Source,
    pub yaml: &'a str,
    /// The line of the file on which the YAML begins.
    pub first_line: usize,
    /// Whether its words must not be repeated in a message.
    pub secret: bool,
}

impl Page<'_> {
    fn lines(&self) -> Lines<'_> {
        Lines { file: self.source.shown(), first_line: self.first_line, text: self.yaml }
    }

    fn guard(&self, place: Place) -> Place {
        if self.secret { place.without_excerpt() } else { place }
    }

    /// Returns the place of a span of the YAML.
    pub(super) fn span(&self, span: Range<usize>) -> Place {
        self.guard(self.lines().place(span))
    }

    /// Returns the place of `length` characters from `location` on.
    pub(super) fn at(&self, location: Location, length: usize) -> Place {
        if location == Location::UNKNOWN {
            return Place::file(self.source.shown());
        }
        let number = |number: u64| usize::try_from(number).unwrap_or(1);
        self.guard(self.lines().at(number(location.line()), number(location.column()), length))
    }

    /// Returns how many characters the value at `location` has on its line.
    pub(super) fn value_length(&self, location: Location) -> usize {
        self.value(location).chars().count().max(1)
    }

    /// Returns what stands at `location`, to the end of its line.
    pub(super) fn value(&self, location: Location) -> &str {
        self.rest_of_line(location).trim_end()
    }

    /// Tells whether what is written at `location` begins with `word`.
    pub(super) fn begins(&self, location: Location, word: &str) -> bool {
        self.rest_of_line(location).starts_with(word)
    }

    fn rest_of_line(&self, location: Location) -> &str {
        let number = |number: u64| usize::try_from(number).unwrap_or(1);
        let lines = Lines { file: "", first_line: 1, text: self.yaml };
        let (begin, line) = lines.line(number(location.line()));
        let skipped = number(location.column()).saturating_sub(1);
        let start = line.char_indices().nth(skipped).map_or(line.len(), |(at, _)| at);
        &self.yaml[begin + start..begin + line.len()]
    }

    /// Tells whether what is written at `location` is in quotes; of a secret value nothing is told.
    fn is_quoted(&self, location: Location) -> bool {
        !self.secret && location != Location::UNKNOWN && self.rest_of_line(location).starts_with(['"', '\''])
    }
}

/// A use of an entry of the registry, to be checked when all are known.
#[derive(Debug, Clone)]
pub(super) struct Use {
    pub target: Target,
    pub place: Place,
    /// An `@word` in running text is a citation where there is such a work, and else the writer's own.
    pub may_lack: bool,
}

/// Takes the values out of a form; what is wrong becomes a problem, and the value its default.
pub(super) struct Reader<'a> {
    pub page: Page<'a>,
    pub problems: Vec<Problem>,
    pub uses: Vec<Use>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(page: Page<'a>) -> Self {
        Self { page, problems: Vec::new(), uses: Vec::new() }
    }

    pub(super) fn place(&self, text: &Text) -> Place {
        let quotes = usize::from(self.page.is_quoted(text.defined));
        let first_line = text.value.lines().next().unwrap_or("");
        self.page.at(text.defined, first_line.chars().count() + 2 * quotes)
    }

    pub(super) fn object(&mut self, code: Code, headline: Both, text: &Text) {
        let place = self.place(text);
        self.problems.push(Problem::new(code, headline).at(place));
    }

    /// Says something of a value, which is shown unless its file is secret.
    fn say_of(&self, value: &str, nb: &str, en: &str) -> Both {
        if self.page.secret { both!("verdien {nb}", "the value {en}") } else { both!("`{value}` {nb}", "`{value}` {en}") }
    }

    /// Returns a `true` or `false` that stands as such: neither in quotes nor in capitals.
    pub(super) fn truth(&mut self, truth: &Truth) -> bool {
        let plain = if truth.value { "true" } else { "false" };
        if truth.defined != Location::UNKNOWN && !self.page.begins(truth.defined, plain) {
            let place = self.page.at(truth.defined, self.page.value_length(truth.defined));
            self.problems.push(not_a_truth().at(place));
        }
        truth.value
    }

    /// Returns the id that the file's own name is.
    pub(super) fn id_of_file(&mut self) -> String {
        let id = self.page.source.stem().to_owned();
        self.named(&id);
        id
    }

    /// Returns the id that the folder's name is, below `mappings/` or `reports/`.
    pub(super) fn id_of_folder(&mut self) -> String {
        let id = self.page.source.within().split('/').nth(1).unwrap_or("").to_owned();
        self.named(&id);
        id
    }

    /// A name that becomes an address is made of what every address can hold.
    fn named(&mut self, id: &str) {
        if is_id(id) {
            return;
        }
        let better = crate::domain::slug(id);
        let problem = Problem::new(
            Code::BadId,
            both!("navnet på filen eller mappen kan ikke være en adresse", "the file's or folder's name cannot be an address"),
        )
        .at(Place::file(self.page.source.shown()))
        .note(both!(
            "navnet blir en del av adressen: bare små bokstaver a–z, tall og bindestrek",
            "the name becomes part of the address: only lower-case letters a–z, digits and hyphens"
        ));
        self.problems.push(if better.is_empty() || self.page.secret {
            problem
        } else {
            problem.help(both!("kall den `{better}`", "call it `{better}`"))
        });
    }

    /// Returns a title: one line, not empty.
    pub(super) fn title(&mut self, text: Text) -> String {
        if text.value.trim().is_empty() {
            let place = self.place(&text);
            let problem = Problem::new(Code::EmptyValue, both!("tittelen er tom", "the title is empty")).at(place);
            self.problems
                .push(problem.help(both!("skriv en tittel mellom anførselstegnene", "write a title between the quotes")));
        }
        text.value.trim().to_owned()
    }

    pub(super) fn date(&mut self, text: Option<&Text>) -> Option<PartialDate> {
        let text = text?;
        let parsed = text.value.trim().parse::<PartialDate>();
        if parsed.is_err() {
            let impossible = text.value.trim().len() == 10 && text.value.chars().filter(|&c| c == '-').count() == 2;
            let (nb, en) = match impossible {
                true => ("finnes ikke i kalenderen", "is not in the calendar"),
                false => ("er ingen dato", "is not a date"),
            };
            let headline = self.say_of(&text.value, nb, en);
            let place = self.place(text);
            self.problems.push(Problem::new(Code::NoDate, headline).at(place).help(both!(
                "skriv datoen som `2026-11-21`, `2026-11` eller `2026`",
                "write the date as `2026-11-21`, `2026-11` or `2026`"
            )));
        }
        parsed.ok()
    }

    /// Returns the end of a period: a date, `unknown`, or nothing.
    fn bound(&mut self, text: Option<&Text>) -> Bound {
        match text {
            None => Bound::Open,
            Some(text) if text.value.trim() == "unknown" => Bound::Unknown,
            Some(text) => self.date(Some(text)).map_or(Bound::Open, Bound::On),
        }
    }

    pub(super) fn period(&mut self, from: Option<&Text>, to: Option<&Text>) -> Period {
        let period = Period { from: self.bound(from), to: self.bound(to) };
        if let (Some(begin), Some(end), Some(text)) = (period.from.date(), period.to.date(), to)
            && end.first_day() < begin.first_day()
        {
            self.object(
                Code::BackwardPeriod,
                both!("perioden slutter før den begynner", "the period ends before it begins"),
                text,
            );
        }
        period
    }

    pub(super) fn language(&mut self, text: Option<&Text>) -> Option<Language> {
        let text = text?;
        let parsed = text.value.parse::<Language>().ok();
        if parsed.is_none() {
            let headline = self.say_of(&text.value, "er ikke et språk vi kjenner", "is not a language we know");
            let (place, codes) = (self.place(text), Language::CODES.join("`, `"));
            self.problems.push(
                Problem::new(Code::UnknownChoice, headline)
                    .at(place)
                    .help(both!("velg en av `{codes}`", "choose one of `{codes}`")),
            );
        }
        parsed
    }

    pub(super) fn municipality(&mut self, text: &Text) -> Option<MunicipalityNo> {
        let parsed = text.value.parse::<MunicipalityNo>().ok();
        if parsed.is_none() && text.value.contains(char::is_alphabetic) {
            // A name: only who knows all municipalities can say which one is meant.
            self.names(TargetKind::Municipality, text);
        } else if parsed.is_none() {
            let headline = self.say_of(&text.value, "er ikke et kommunenummer", "is not a municipality's number");
            let place = self.place(text);
            self.problems.push(Problem::new(Code::BadNumber, headline).at(place).help(both!(
                "et kommunenummer har fire siffer, også med null først: \"0301\"",
                "a municipality's number has four digits, a leading nought included: \"0301\""
            )));
        }
        parsed
    }

    pub(super) fn county(&mut self, text: &Text) -> Option<crate::domain::CountyNo> {
        let parsed = text.value.parse().ok();
        if parsed.is_none() {
            let headline = self.say_of(&text.value, "er ikke et fylkesnummer", "is not a county's number");
            let place = self.place(text);
            self.problems.push(Problem::new(Code::BadNumber, headline).at(place).help(both!(
                "et fylkesnummer har to siffer, også med null først: \"03\"",
                "a county's number has two digits, a leading nought included: \"03\""
            )));
        }
        parsed
    }

    /// Records that this file names an entry of the registry.
    pub(super) fn names(&mut self, kind: TargetKind, text: &Text) -> String {
        let place = self.place(text);
        let target = Target { kind, id: text.value.clone() };
        self.uses.push(Use { target, place, may_lack: false });
        text.value.clone()
    }

    pub(super) fn sources(&mut self, texts: &[Text]) -> Vec<String> {
        texts.iter().map(|text| self.names(TargetKind::Reference, text)).collect()
    }

    /// Returns addresses within the site, each with a slash in front.
    pub(super) fn aliases(&mut self, texts: &[Text]) -> Vec<String> {
        let mut aliases = Vec::new();
        for text in texts {
            let alias = text.value.trim();
            let within = alias.strip_prefix('/').filter(|rest| !rest.is_empty()).map(|rest| rest.trim_end_matches('/'));
            let safe = within.is_some_and(|rest| rest.split('/').all(crate::domain::is_safe_name) && !rest.contains(['%', '#']));
            if safe {
                aliases.push(alias.to_owned());
            } else {
                self.object(
                    Code::BadAddress,
                    both!(
                        "adressen kan ikke brukes; skriv den som `/gammel/adresse/`",
                        "the address cannot be used; write it like `/old/address/`"
                    ),
                    text,
                );
            }
        }
        aliases
    }

    /// Returns a web address: `https://` or `http://` only.
    pub(super) fn url(&mut self, text: &Text) -> Option<String> {
        let url = text.value.trim();
        let web = url.starts_with("https://") || url.starts_with("http://");
        let fine = web && url.len() > 10 && !url.contains(char::is_whitespace) && !url.contains(['"', '<', '>', '\\']);
        if fine {
            return Some(url.to_owned());
        }
        self.object(
            Code::BadAddress,
            both!(
                "dette er ingen nettadresse; den må begynne med `https://`",
                "this is no web address; it must begin with `https://`"
            ),
            text,
        );
        None
    }

    /// Returns an e-mail address.
    pub(super) fn email(&mut self, text: &Text) -> Option<String> {
        let address = text.value.trim();
        let fine = address.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !address.contains(|c: char| c.is_whitespace() || "<>\"'&?".contains(c))
        });
        if fine {
            return Some(address.to_owned());
        }
        self.object(
            Code::BadAddress,
            both!(
                "dette er ingen e-postadresse; skriv den som `navn@eksempel.no`",
                "this is no e-mail address; write it like `name@example.org`"
            ),
            text,
        );
        None
    }

    /// Returns Markdown that stands in a YAML value.
    pub(super) fn prose(&self, text: Text) -> Written {
        let line = usize::try_from(text.defined.line()).unwrap_or(1);
        let first_line = self.page.first_line + line - 1;
        // A block scalar's text begins on the line after its `|`.
        let block = self.page.lines().line(line).1.trim_end().ends_with(['|', '>', '-', '+']);
        Written {
            source: self.page.source.clone(),
            first_line: first_line + usize::from(block),
            text: text.value.into(),
            tables: [].into(),
        }
    }
}

/// Objects to what should be `true` or `false`.
pub(super) fn not_a_truth() -> Problem {
    Problem::new(Code::NotTrueOrFalse, both!("her må det stå `true` eller `false`", "this must be `true` or `false`"))
        .note(both!(
            "bare `true` betyr ja; ord som `ja`, `yes` og `\"true\"` gjettes det aldri på",
            "only `true` means yes; words like `ja`, `yes` and `\"true\"` are never guessed at"
        ))
        .help(both!("skriv `true` eller `false`, uten anførselstegn", "write `true` or `false`, without quotes"))
}

/// Returns `id` if it is one: lower-case ASCII letters, digits and hyphens, as in a file's name.
pub(super) fn is_id(id: &str) -> bool {
    !id.is_empty()
        && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !id.starts_with('-')
        && !id.ends_with('-')
}

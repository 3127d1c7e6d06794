//! What in the texts of a mapping or its report singles out a participant.
//!
//! [`Texts`] is the way in: [`Texts::of_finding`], [`Texts::of_mapping`], [`Texts::of_report`]. Every text that comes to be
//! public is read by `scan`: titles, bodies, lists, names of files, and the data that they link to.
//!
//! 1. what is known to be public is no hit: the address to which one may write;
//! 2. what an editor has allowed is none either (`allowance`);
//! 3. a certain hit is an error, a likely one a warning; six words of a confidential text are a leak.
//!
//! A problem tells the place and the kind, never the words.

use std::collections::BTreeSet;

use super::allowance::Allowed;
use super::memory::{Memory, Names, Reading};
use super::watch::Watch;
use crate::check::Registry;
use crate::domain::{AddressBook, Allowance, Attachment, AttachmentKind, Finding, Mapping, Report, Source, Written};
use crate::problem::{Both, Code, Lines, Place, Problem, both};
use crate::scan::{Hit, Kind, Severity};

/// What texts are read with.
pub(super) struct Texts<'a> {
    reading: Reading,
    /// E-mail addresses that the site names as its own.
    addresses: BTreeSet<String>,
    attachments: &'a [Attachment],
}

/// A text, and where it stands.
struct Said<'a> {
    text: &'a str,
    source: &'a Source,
    at: At,
}

#[derive(Clone, Copy)]
enum At {
    /// From this line of the file on.
    Line(usize),
    /// In the value of a key.
    Key(&'static str),
    /// In the name of the file or its folder.
    Name,
}

/// Whose words they are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    Finding,
    Text,
}

impl<'a> Texts<'a> {
    /// Gets ready to read the texts of `registry`; `observed` are its confidential texts.
    pub(super) fn new<'t>(registry: &'a Registry, observed: impl Iterator<Item = &'t str>, memory: Option<&mut Memory>) -> Self {
        let municipalities = &registry.municipalities;
        let names = Names {
            municipalities: municipalities.names().map(str::to_owned).collect(),
            numbers: municipalities.numbers().collect(),
            villages: registry.mappings.iter().flat_map(|mapping| &mapping.villages).cloned().collect(),
        };
        let centres = registry.centres.iter().filter_map(|centre| centre.email.as_ref());
        let reports = registry.all_reports().filter_map(|report| report.email.as_ref());
        let site = registry.settings.iter().filter_map(|settings| settings.contact_email.as_ref());
        Self {
            reading: Reading::new(names, observed, memory),
            addresses: centres.chain(reports).chain(site).map(|address| address.to_lowercase()).collect(),
            attachments: &registry.attachments,
        }
    }

    /// Reads what would be public of a finding.
    pub(super) fn of_finding(&self, finding: &Finding) -> Vec<Problem> {
        let source = &finding.source;
        let name = source.stem().replace('-', " ");
        let mut said = vec![prose(&finding.body), key(source, "title", &finding.title), named(source, &name)];
        said.extend(finding.description.iter().map(|text| key(source, "description", text)));
        self.of_file(Whose::Finding, source, &finding.allow_names, &said)
    }

    /// Reads the texts of a mapping, but for its findings.
    pub(super) fn of_mapping(&self, mapping: &Mapping) -> Vec<Problem> {
        let source = &mapping.source;
        let name = mapping.id.replace('-', " ");
        let mut said = vec![key(source, "title", &mapping.title), named(source, &name)];
        said.extend(mapping.description.iter().map(|text| key(source, "description", text)));
        said.extend(mapping.questions.iter().map(|text| key(source, "questions", text)));
        said.extend(mapping.aliases.iter().map(|text| key(source, "aliases", text)));
        said.extend(mapping.themes.iter().map(|theme| key(source, "themes", &theme.title)));
        let themes = mapping.themes.iter().filter_map(|theme| theme.text.as_ref());
        said.extend(mapping.invitation.iter().chain(&mapping.method).chain(themes).map(prose));
        self.of_file(Whose::Text, source, &mapping.allow_names, &said)
    }

    /// Reads the texts of a report and of its chapters.
    pub(super) fn of_report(&self, report: &Report) -> Vec<Problem> {
        let source = &report.source;
        let name = report.id.replace('-', " ");
        let mut said = vec![prose(&report.summary), key(source, "title", &report.title), named(source, &name)];
        said.extend(report.subtitle.iter().map(|text| key(source, "subtitle", text)));
        said.extend(report.description.iter().map(|text| key(source, "description", text)));
        said.extend(report.audience.iter().map(|text| key(source, "audience", text)));
        let sent = report.distribution.iter().flat_map(|(to, note)| [Some(to), note.as_ref()]);
        said.extend(sent.flatten().map(|text| key(source, "distribution", text)));
        let withheld = report.withheld.iter().flat_map(|(what, why, ask)| [Some(what), Some(why), ask.as_ref()]);
        said.extend(withheld.flatten().map(|text| key(source, "withheld", text)));
        said.extend(report.corrections.iter().map(|text| key(source, "corrections", text)));
        said.extend(report.changes.iter().map(|(_, _, text)| key(source, "changes", text)));
        said.extend(report.aliases.iter().map(|text| key(source, "aliases", text)));
        let mut problems = self.of_file(Whose::Text, source, &report.allow_names, &said);
        if let Some(register) = &report.addresses {
            // An address outlives the words that it was made of.
            let ids = recorded_ids(register);
            problems.extend(self.of_file(Whose::Text, &register.source, &[], &[key(&register.source, "id", &ids)]));
        }
        for chapter in &report.chapters {
            let source = &chapter.source;
            let name = chapter.slug.replace('-', " ");
            let mut said = vec![prose(&chapter.body), key(source, "title", &chapter.title), named(source, &name)];
            said.extend(chapter.description.iter().map(|text| key(source, "description", text)));
            said.extend(chapter.aliases.iter().map(|text| key(source, "aliases", text)));
            problems.extend(self.of_file(Whose::Text, source, &chapter.allow_names, &said));
        }
        problems
    }

    /// Gives the last gate what it needs to read the finished pages in the same way, and the next run what was found.
    pub(super) fn into_watch(self, registry: &Registry, memory: Option<&mut Memory>) -> Watch {
        let watch = Watch::new(&self.reading, self.addresses, registry);
        self.reading.remember(memory);
        watch
    }

    fn of_file(&self, whose: Whose, source: &Source, allowances: &[Allowance], said: &[Said<'_>]) -> Vec<Problem> {
        let mut allowed = Allowed::new(source, allowances);
        let mut problems = Vec::new();
        let data: Vec<(&Attachment, &str)> = self.data(said);
        let data = data.iter().map(|(file, text)| Said { text, source: &file.source, at: At::Line(1) });
        for said in said.iter().map(|said| Said { ..*said }).chain(data) {
            let hits = allowed.rest(said.text, self.hits(said.text));
            problems.extend(hits.iter().map(|hit| problem(whose, &said, hit)));
        }
        problems.extend(allowed.problems());
        problems
    }

    fn hits(&self, text: &str) -> Vec<Hit> {
        let is_ours = |hit: &Hit| hit.kind == Kind::Email && self.addresses.contains(&text[hit.span.clone()].to_lowercase());
        self.reading.read(text).into_iter().filter(|hit| !is_ours(hit)).collect()
    }

    /// Returns the data files that a text links to, for they are published with it.
    fn data(&self, said: &[Said<'_>]) -> Vec<(&'a Attachment, &'a str)> {
        let is_linked = |file: &&Attachment| {
            let path = file.source.within();
            let name = path.rsplit('/').next().unwrap_or(path);
            said.iter().any(|said| said.text.contains(name))
        };
        let texts = self.attachments.iter().filter(|file| matches!(file.kind, AttachmentKind::Text | AttachmentKind::Svg));
        texts.filter(is_linked).filter_map(|file| Some((file, std::str::from_utf8(&file.bytes).ok()?))).collect()
    }
}

fn recorded_ids(register: &AddressBook) -> String {
    let kept = register.kept.iter().flat_map(|kept| kept.also.iter().chain([&kept.id]));
    let ids = kept.chain(register.retired.iter().map(|retired| &retired.id));
    ids.map(|id| format!("{}.\n\n", id.strip_prefix("a_").unwrap_or(id).replace(['-', '_'], " "))).collect()
}

fn prose(written: &Written) -> Said<'_> {
    Said { text: &written.text, source: &written.source, at: At::Line(written.first_line) }
}

fn key<'a>(source: &'a Source, name: &'static str, text: &'a str) -> Said<'a> {
    Said { text, source, at: At::Key(name) }
}

fn named<'a>(source: &'a Source, name: &'a str) -> Said<'a> {
    Said { text: name, source, at: At::Name }
}

/// Puts a hit into words that do not repeat it.
fn problem(whose: Whose, said: &Said<'_>, hit: &Hit) -> Problem {
    let Both { nb, en } = hit.reason();
    let headline = match whose {
        Whose::Finding => both!("funnet kan peke ut en deltaker: {nb}", "the finding may single out a participant: {en}"),
        Whose::Text => both!("teksten kan peke ut en deltaker: {nb}", "the text may single out a participant: {en}"),
    };
    let code = match (hit.kind, hit.severity) {
        (Kind::Observation, _) => Code::Leak,
        (_, Severity::Block) => Code::SinglesOut,
        (_, Severity::Warn) => Code::MaySingleOut,
    };
    let shown = said.source.shown();
    let problem = Problem::new(code, headline).at(match said.at {
        At::Line(first_line) => {
            let lines = Lines { file: shown, first_line, text: said.text };
            lines.place(hit.span.start..hit.span.start + 1).without_excerpt()
        }
        At::Key(_) | At::Name => Place::file(shown),
    });
    let problem = match said.at {
        At::Key(key) => problem.note(both!("det står i `{key}`", "it stands in `{key}`")),
        At::Name => problem.note(both!(
            "det står i navnet på filen eller mappen, som blir en adresse",
            "it stands in the name of the file or its folder, which becomes an address"
        )),
        At::Line(_) => problem,
    };
    let note = both!(
        "ordene selv vises ikke her, for meldinger kan havne i logger",
        "the words themselves are not shown here, for messages may end up in logs"
    );
    problem.note(note).help(help(whose, hit))
}

fn help(whose: Whose, hit: &Hit) -> Both {
    let is_name = matches!(hit.kind, Kind::Municipality | Kind::Village);
    match (is_name, whose) {
        (true, Whose::Finding) => both!(
            "skriv om setningen, ta bort `anonymised: true`, eller tillat navnet med `allow_names` og en grunn",
            "rewrite the sentence, take `anonymised: true` away, or allow the name with `allow_names` and a reason"
        ),
        (true, Whose::Text) => both!(
            "skriv om setningen, eller tillat navnet med `allow_names` og en grunn",
            "rewrite the sentence, or allow the name with `allow_names` and a reason"
        ),
        (false, Whose::Finding) => {
            both!("skriv om setningen, eller ta bort `anonymised: true`", "rewrite the sentence, or take `anonymised: true` away")
        }
        (false, Whose::Text) => both!("skriv om setningen", "rewrite the sentence"),
    }
}

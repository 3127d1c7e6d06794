//! What the content holds, entry by entry, and in what state each is.
//!
//! The states are those of the stage that decides: what stands in the [`PublicView`] is public, what it left out says why.

use std::fmt;
use std::str::FromStr;

use crate::anonymise::{Held, LeftOut, LeftOutKind, PublicView, why_unlinked};
use crate::domain::{Article, Attachment, Date, PartialDate, Target, TargetKind};
use crate::plan::{Addresses, attachment_address};
use crate::problem::{Both, both};

/// One thing that an editor has written.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub kind: Kind,
    /// As texts and files name it; none where the thing is withheld, for a name can tell.
    pub id: Option<String>,
    /// None: withheld.
    pub title: Option<String>,
    pub state: State,
    /// Why it is not public, or what is odd about it though it is.
    pub why: Option<Both>,
    /// `2026-11-21`, `2026-11`, `2026`.
    pub date: Option<String>,
    /// The file it stands in, as shown to people.
    pub file: String,
    /// Within the site, without the base path; with a `#` where it is a part of a page.
    pub address: Option<String>,
    /// How many things the file holds, where they are told of together.
    pub count: usize,
}

/// What sort of thing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Page,
    News,
    Activity,
    Centre,
    Priority,
    Mapping,
    Theme,
    Finding,
    Report,
    Chapter,
    Attachment,
    Observation,
    Note,
    Reference,
    Actor,
    Term,
    County,
    Municipality,
}

impl Kind {
    /// Each kind with its words: for programs and in English, in bokmål, and in the plural of both.
    const WORDS: [(Self, [&'static str; 4]); 18] = [
        (Self::Page, ["page", "side", "pages", "sider"]),
        (Self::News, ["news", "nyhet", "news", "nyheter"]),
        (Self::Activity, ["activity", "aktivitet", "activities", "aktiviteter"]),
        (Self::Centre, ["centre", "senter", "centres", "sentre"]),
        (Self::Priority, ["priority", "satsing", "priorities", "satsinger"]),
        (Self::Mapping, ["mapping", "kartlegging", "mappings", "kartlegginger"]),
        (Self::Theme, ["theme", "tema", "themes", "temaer"]),
        (Self::Finding, ["finding", "funn", "findings", "funn"]),
        (Self::Report, ["report", "rapport", "reports", "rapporter"]),
        (Self::Chapter, ["chapter", "kapittel", "chapters", "kapitler"]),
        (Self::Attachment, ["attachment", "vedlegg", "attachments", "vedlegg"]),
        (Self::Observation, ["observation", "observasjon", "observations", "observasjoner"]),
        (Self::Note, ["note", "notat", "notes", "notater"]),
        (Self::Reference, ["reference", "kilde", "references", "kilder"]),
        (Self::Actor, ["actor", "aktør", "actors", "aktører"]),
        (Self::Term, ["term", "ord", "terms", "ord"]),
        (Self::County, ["county", "fylke", "counties", "fylker"]),
        (Self::Municipality, ["municipality", "kommune", "municipalities", "kommuner"]),
    ];

    fn words(self) -> [&'static str; 4] {
        Self::WORDS.iter().find(|(kind, _)| *kind == self).map_or([""; 4], |(_, words)| *words)
    }

    /// Returns the word for programs.
    pub(crate) fn word(self) -> &'static str {
        self.words()[0]
    }

    /// Returns the word for people.
    pub(crate) fn said(self) -> Both {
        let [en, nb, ..] = self.words();
        both!("{nb}", "{en}")
    }

    /// Returns the words that may be written, in the tongue that most write in.
    pub(crate) fn written() -> Vec<&'static str> {
        Self::WORDS.iter().map(|(_, words)| words[1]).collect()
    }

    /// Tells whether it is a line of a register rather than something that stands in a file of its own.
    pub(crate) fn is_of_register(self) -> bool {
        matches!(self, Self::Theme | Self::Reference | Self::Actor | Self::Term | Self::County | Self::Municipality)
    }
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        let word = word.to_lowercase();
        Self::WORDS.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(kind, _)| *kind).ok_or(())
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Whether it is on the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    Public,
    Draft,
    /// Confidential, or it does not say that it is not.
    Withheld,
    /// Invented, and not shown as fact.
    Synthetic,
    /// A file that no page links to.
    Unlinked,
}

impl State {
    pub(crate) const ALL: [(&'static str, Self); 5] = [
        ("public", Self::Public),
        ("draft", Self::Draft),
        ("withheld", Self::Withheld),
        ("synthetic", Self::Synthetic),
        ("unlinked", Self::Unlinked),
    ];

    /// Returns the word for programs.
    pub(crate) fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, state)| *state == self).map_or("", |(word, _)| word)
    }

    /// Returns the word for people.
    pub(crate) fn said(self) -> Both {
        match self {
            Self::Public => both!("publisert", "public"),
            Self::Draft => both!("kladd", "draft"),
            Self::Withheld => both!("holdt tilbake", "withheld"),
            Self::Synthetic => both!("oppdiktet", "synthetic"),
            Self::Unlinked => both!("ikke lenket til", "not linked to"),
        }
    }
}

/// What an entry is before its address is known.
pub(super) struct Seed {
    entry: Entry,
    named: Named,
}

/// How its address is found.
enum Named {
    File(String),
    Entry(Target),
    /// Its address, and why it has none where no page brings it along.
    Attachment(String, Both),
}

/// Returns all that is let out, with `today` for dates to come.
pub(super) fn seeds(view: &PublicView, files: [&str; 2], today: Date) -> Vec<Seed> {
    let mut seeds = of_registry(view, files);
    let settings_folder = view.settings.source.shown().trim_end_matches("site.yaml").to_owned();
    seeds.extend(of_mappings(view));
    seeds.extend(of_reports(view));
    seeds.extend(view.articles.iter().map(|article| of_article(article, today)));
    seeds.extend(register_lines(view, &settings_folder));
    seeds
}

fn seed(kind: Kind, id: &str, title: &str, date: Option<PartialDate>, file: &str, named: Named) -> Seed {
    let entry = Entry {
        kind,
        id: Some(id.to_owned()),
        title: Some(title.to_owned()),
        state: State::Public,
        why: None,
        date: date.map(PartialDate::iso),
        file: file.to_owned(),
        address: None,
        count: 1,
    };
    Seed { entry, named }
}

fn entry(kind: TargetKind, id: &str) -> Named {
    Named::Entry(Target { kind, id: id.to_owned() })
}

fn of_registry(view: &PublicView, [counties_file, municipalities_file]: [&str; 2]) -> Vec<Seed> {
    let centre = |centre: &crate::domain::Centre| {
        seed(Kind::Centre, &centre.id, &centre.name, centre.updated, centre.source.shown(), entry(TargetKind::Centre, &centre.id))
    };
    let priority = |one: &crate::domain::Priority| {
        seed(Kind::Priority, &one.id, &one.title, one.updated, one.source.shown(), entry(TargetKind::Priority, &one.id))
    };
    let county = |county: &crate::domain::County| {
        let number = county.number.to_string();
        seed(Kind::County, &number, &county.name, None, counties_file, entry(TargetKind::County, &number))
    };
    let municipality = |one: &crate::domain::Municipality| {
        let newest = view.municipalities.newest(one);
        let number = newest.number.to_string();
        seed(Kind::Municipality, &number, &newest.name, None, municipalities_file, entry(TargetKind::Municipality, &number))
    };
    let centres = view.centres.iter().map(centre).chain(view.priorities.iter().map(priority));
    centres.chain(view.counties.iter().map(county)).chain(view.municipalities.all().iter().map(municipality)).collect()
}

fn register_lines(view: &PublicView, folder: &str) -> Vec<Seed> {
    let (references, actors) = (format!("{folder}registry/references.yaml"), format!("{folder}registry/actors.yaml"));
    let reference = |one: &crate::domain::Reference| {
        seed(Kind::Reference, &one.id, &one.title, None, &references, entry(TargetKind::Reference, &one.id))
    };
    let actor =
        |one: &crate::domain::Actor| seed(Kind::Actor, &one.id, &one.name, None, &actors, entry(TargetKind::Actor, &one.id));
    let glossary = format!("{folder}registry/glossary.yaml");
    let term =
        |one: &crate::domain::Term| seed(Kind::Term, &one.id, &one.term, None, &glossary, entry(TargetKind::Term, &one.id));
    let all = view.references.iter().map(reference).chain(view.who_does.actors.iter().map(actor));
    all.chain(view.terms.iter().map(term)).collect()
}

fn of_mappings(view: &PublicView) -> Vec<Seed> {
    let mut seeds = Vec::new();
    for mapping in &view.mappings {
        let about = &mapping.about;
        let file = about.source.shown();
        let mut own = seed(Kind::Mapping, &about.id, &about.title, about.updated, file, entry(TargetKind::Mapping, &about.id));
        own.entry.why = about.synthetic.then(|| {
            both!(
                "er oppdiktet (`synthetic: true`), og det står på hver side som viser den",
                "is invented (`synthetic: true`), which stands on each page that shows it"
            )
        });
        seeds.push(own);
        for theme in &about.themes {
            let id = format!("{}/{}", about.id, theme.id);
            seeds.push(seed(Kind::Theme, &id, &theme.title, None, file, entry(TargetKind::Theme, &id)));
        }
        for finding in mapping.findings.iter().map(crate::anonymise::Public::get) {
            let named = entry(TargetKind::Finding, &finding.id);
            seeds.push(seed(Kind::Finding, &finding.id, &finding.title, finding.updated, finding.source.shown(), named));
        }
    }
    seeds
}

fn of_reports(view: &PublicView) -> Vec<Seed> {
    let mut seeds = Vec::new();
    for report in &view.reports {
        let date = Some(report.updated.unwrap_or(report.published));
        let named = entry(TargetKind::Report, &report.id);
        seeds.push(seed(Kind::Report, &report.id, &report.title, date, report.source.shown(), named));
        for chapter in &report.chapters {
            let id = format!("{}/{}", report.id, chapter.slug);
            let named = entry(TargetKind::Chapter, &id);
            seeds.push(seed(Kind::Chapter, &id, &chapter.title, chapter.updated.or(date), chapter.source.shown(), named));
        }
    }
    seeds
}

fn of_article(article: &Article, today: Date) -> Seed {
    let within = article.source.within();
    let id = within.strip_suffix(".md").unwrap_or(within);
    let named = Named::File(within.to_owned());
    let date = article.date.or(article.updated);
    let mut seed = seed(kind_of_article(within), id, &article.title, date, article.source.shown(), named);
    if article.draft {
        seed.entry.state = State::Draft;
    }
    let is_to_come = article.date.is_some_and(|date| date.first_day() > today);
    seed.entry.why = is_to_come.then(|| {
        both!(
            "har en dato som ikke er kommet; det holder den ikke tilbake",
            "has a date that is to come; that does not hold it back"
        )
    });
    seed
}

fn kind_of_article(within: &str) -> Kind {
    let in_folder =
        |folders: [&str; 2]| folders.iter().any(|folder| within.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')));
    if in_folder(["news", "nyheter"]) {
        Kind::News
    } else if in_folder(["activities", "aktiviteter"]) {
        Kind::Activity
    } else {
        Kind::Page
    }
}

/// Returns what was left out: by file, kind and reason alone.
pub(super) fn left_out(left_out: &LeftOut) -> Entry {
    let kind = match left_out.kind {
        LeftOutKind::Observation => Kind::Observation,
        LeftOutKind::Note => Kind::Note,
        LeftOutKind::Finding => Kind::Finding,
        LeftOutKind::Draft => kind_of_article(&left_out.within),
        LeftOutKind::File => Kind::Attachment,
    };
    let state = match left_out.held {
        Held::Draft => State::Draft,
        Held::Confidential => State::Withheld,
        Held::Invented => State::Synthetic,
        Held::Unlinked => State::Unlinked,
    };
    let (why, file, count) = (Some(left_out.why.clone()), left_out.file.clone(), left_out.count);
    Entry { kind, id: None, title: None, state, why, date: None, file, address: None, count }
}

/// Returns a file that is no text; that nothing of a mapping's own folder is ever published is said of it.
pub(super) fn attachment(attachment: &Attachment) -> Seed {
    let within = attachment.source.within();
    let name = within.rsplit_once('/').map_or(within, |(_, name)| name);
    let (held, why) = why_unlinked(attachment);
    let named = Named::Attachment(attachment_address(attachment), why.clone());
    let mut seed = seed(Kind::Attachment, within, name, None, attachment.source.shown(), named);
    if held == Held::Confidential {
        (seed.entry.state, seed.entry.why) = (State::Withheld, Some(why));
        (seed.entry.id, seed.entry.title) = (None, None);
    }
    seed
}

impl Seed {
    /// Returns the entry with its address; `is_made` tells which files the site has, by their address.
    pub(super) fn grown(self, addresses: &Addresses, is_made: impl Fn(&str) -> bool) -> Entry {
        let Self { mut entry, named } = self;
        let without_base = |href: &str| href.strip_prefix(&addresses.base_path).map(|rest| format!("/{rest}"));
        match named {
            Named::File(within) => entry.address = addresses.of_file(&within).and_then(without_base),
            Named::Entry(target) => entry.address = addresses.target(&target).and_then(|link| without_base(&link.href)),
            Named::Attachment(address, _) if entry.state == State::Public && is_made(&address) => entry.address = Some(address),
            Named::Attachment(_, why) if entry.state == State::Public => {
                (entry.state, entry.why) = (State::Unlinked, Some(why));
            }
            Named::Attachment(..) => {}
        }
        entry
    }
}

/// Sorts as people look for things: by kind, the newest first, then by title and file.
pub(super) fn sort(entries: &mut [Entry]) {
    entries.sort_by(|one, other| {
        let key = |entry: &Entry| (entry.kind, std::cmp::Reverse(entry.date.clone()));
        key(one).cmp(&key(other)).then_with(|| (&one.title, &one.file, &one.id).cmp(&(&other.title, &other.file, &other.id)))
    });
}

//! What a template can see: one `Serialize` struct for each kind of page, and nothing else.
//!
//! [`Page`] is the way in. A page is a value: all that it shows stands in its struct, so that its bytes follow
//! from (struct, theme) alone. `P` is the form of its prose: [`Written`](crate::domain::Written) (Markdown, not
//! `Serialize`, so a template cannot see it) as planned, [`Html`] as a template gets it. [`Page::set`] turns the
//! one into the other.
//!
//! Invariant: no field holds a domain type; an address is a whole `href`, a date stands as it is read.

mod bibliography;
mod data;
mod glossary;
mod map;
mod numbers;
mod overview;
mod reading;
mod registry;
mod report;
mod site;

use serde::Serialize;

pub(crate) use bibliography::{CiteThis, Part, Reference, SetCitation, Sources};
pub(crate) use data::{Citation, CodeList, CodeMeaning, Column, DataFile, DataForm, DataIndex};
pub(crate) use glossary::{Glossary, GlossaryTerm};
pub(crate) use map::{CentreMap, MapLabel, MapLine, MapPart, MapPlace, SmallDot, SmallMap};
pub(crate) use numbers::{
    Anonymity, Bar, NumberColumn, NumberRules, NumberTable, Numbers, PublishedEdition, ShownWaiver, ThemeRow, WordMeaning,
};
pub(crate) use overview::{FindingGroup, Overview, OverviewFinding, OverviewRow};
pub(crate) use reading::{EditionList, EditionNotice, GoneRow, MovedRow, Reading};
pub(crate) use registry::{
    ActorRow, Area, AreaPart, Cell, Centre, CentreList, CentreRow, Count, County, CountyGroup, CountyList, CountyRow, DatedLink,
    Ground, HistoryRow, IndexEntry, Letter, LocalName, Municipality, MunicipalityList, MunicipalityRow, NumberList, NumberRow,
    Priority, PriorityGroup, PriorityList, Role, Service, WhoDoesWhat,
};
pub(crate) use report::{
    Change, Chapter, ChapterLink, ChapterText, Extent, Finding, FindingLink, FindingRow, Mapping, MappingList, Report,
    ReportList, ReportRow, Sent, Standing, Theme, ThemeSummary, WholeReport, Withheld,
};
pub(crate) use site::{Article, FoundIn, Frame, Home, Item, NotFound, Redirect, Section, Site, Tag, TagList, TagRow};

/// A page of any kind, with prose in the form `P`. What there are thousands of is held as it is; larger ones in a box.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(crate) enum Page<P> {
    Home(Box<Home<P>>),
    CentreList(CentreList),
    Centre(Box<Centre<P>>),
    MunicipalityList(MunicipalityList),
    NumberList(NumberList),
    Municipality(Box<Municipality>),
    CountyList(CountyList),
    County(County),
    PriorityList(PriorityList),
    Priority(Box<Priority<P>>),
    MappingList(MappingList),
    Mapping(Box<Mapping<P>>),
    Theme(Box<Theme<P>>),
    Overview(Box<Overview>),
    Anonymity(Anonymity),
    ReportList(ReportList),
    Report(Box<Report<P>>),
    Chapter(Box<Chapter<P>>),
    WholeReport(Box<WholeReport<P>>),
    EditionList(EditionList),
    WhoDoesWhat(WhoDoesWhat),
    Sources(Sources),
    Glossary(Glossary),
    Article(Article<P>),
    Section(Section<P>),
    Tag(Tag),
    TagList(TagList),
    DataIndex(DataIndex),
    NotFound(NotFound),
    Redirect(Redirect),
}

/// What every page has: the words of its `<head>`, its place in the site, its last change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Head {
    /// The page's own title, shown as its `h1`.
    pub title: String,
    /// One sentence for lists and search engines.
    pub description: String,
    /// Address within the site, with the base path: `/sentre/oslo/`.
    pub href: String,
    /// The whole address: `https://…/sentre/oslo/`.
    pub canonical: String,
    /// BCP 47: `nb`, `nn`, `se`, `en`.
    pub language: String,
    /// The kind of page, which is also the name of its template: `centre`, `municipality` …
    pub kind: &'static str,
    /// "Sist oppdatert".
    pub updated: Option<ShownDate>,
    /// From the front page to the parent; the page itself is not among them.
    pub breadcrumbs: Vec<Link>,
    /// Open Graph type: `website` or `article`.
    pub og_type: &'static str,
    /// JSON-LD, already safe inside a `<script>` element.
    pub json_ld: Option<String>,
    /// The `href` of the menu entry this page belongs to, or "".
    pub menu: String,
    /// The same page in the other languages it is written in.
    pub translations: Vec<Translation>,
    /// Whether the page is a draft (only in a build of drafts).
    pub draft: bool,
}

/// A date: `iso` for machines (`2017-01-01`, `2017-05`, `2017`), `text` for people (`1. januar 2017`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct ShownDate {
    pub iso: String,
    pub text: String,
}

/// A page that says the same in another language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Translation {
    /// BCP 47: `se`.
    pub language: &'static str,
    /// What the language calls itself: "davvisámegiella".
    pub language_name: &'static str,
    pub title: String,
    pub href: String,
    /// The whole address.
    pub canonical: String,
}

/// A link with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Link {
    pub title: String,
    pub href: String,
}

/// Prose as a template gets it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Html {
    /// Safe HTML, footnotes included; shown with `| safe`.
    pub html: String,
    /// The headings in it, in order, for a contents list.
    pub contents: Vec<Heading>,
    /// What in it has an address of its own, in order.
    pub passages: Vec<Passage>,
}

/// A part of a text with an address of its own.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Passage {
    pub id: String,
    /// "overskrift", "avsnitt", "liste", "sitat", "figur", "tabell", "kode".
    pub kind: &'static str,
    /// Its first few words.
    pub text: String,
}

/// A heading in a text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Heading {
    /// 2 to 6.
    pub level: u8,
    pub id: String,
    /// "3.2", in the chapters of a report.
    pub number: Option<String>,
    pub text: String,
}

impl<P> Page<P> {
    /// Sets all prose of the page, in the order in which it is read.
    pub(crate) fn set<Q>(self, set: &mut impl FnMut(P) -> Q) -> Page<Q> {
        match self {
            Self::Home(page) => Page::Home(Box::new(page.set(set))),
            Self::Centre(page) => Page::Centre(Box::new(page.set(set))),
            Self::Priority(page) => Page::Priority(Box::new(page.set(set))),
            Self::Mapping(page) => Page::Mapping(Box::new(page.set(set))),
            Self::Theme(page) => Page::Theme(Box::new(page.set(set))),
            Self::Report(page) => Page::Report(Box::new(page.set(set))),
            Self::Chapter(page) => Page::Chapter(Box::new(page.set(set))),
            Self::WholeReport(page) => Page::WholeReport(Box::new(page.set(set))),
            Self::Article(page) => Page::Article(page.set(set)),
            Self::Section(page) => Page::Section(page.set(set)),
            Self::CentreList(page) => Page::CentreList(page),
            Self::MunicipalityList(page) => Page::MunicipalityList(page),
            Self::NumberList(page) => Page::NumberList(page),
            Self::Municipality(page) => Page::Municipality(page),
            Self::CountyList(page) => Page::CountyList(page),
            Self::County(page) => Page::County(page),
            Self::PriorityList(page) => Page::PriorityList(page),
            Self::MappingList(page) => Page::MappingList(page),
            Self::Overview(page) => Page::Overview(page),
            Self::Anonymity(page) => Page::Anonymity(page),
            Self::ReportList(page) => Page::ReportList(page),
            Self::EditionList(page) => Page::EditionList(page),
            Self::WhoDoesWhat(page) => Page::WhoDoesWhat(page),
            Self::Sources(page) => Page::Sources(page),
            Self::Glossary(page) => Page::Glossary(page),
            Self::Tag(page) => Page::Tag(page),
            Self::TagList(page) => Page::TagList(page),
            Self::DataIndex(page) => Page::DataIndex(page),
            Self::NotFound(page) => Page::NotFound(page),
            Self::Redirect(page) => Page::Redirect(page),
        }
    }

    /// Returns what the page has in common with all others.
    pub(crate) fn head(&self) -> &Head {
        match self {
            Self::Home(page) => &page.head,
            Self::CentreList(page) => &page.head,
            Self::Centre(page) => &page.head,
            Self::MunicipalityList(page) => &page.head,
            Self::NumberList(page) => &page.head,
            Self::Municipality(page) => &page.head,
            Self::CountyList(page) => &page.head,
            Self::County(page) => &page.head,
            Self::PriorityList(page) => &page.head,
            Self::Priority(page) => &page.head,
            Self::MappingList(page) => &page.head,
            Self::Mapping(page) => &page.head,
            Self::Theme(page) => &page.head,
            Self::Overview(page) => &page.head,
            Self::Anonymity(page) => &page.head,
            Self::ReportList(page) => &page.head,
            Self::Report(page) => &page.head,
            Self::Chapter(page) => &page.head,
            Self::WholeReport(page) => &page.head,
            Self::EditionList(page) => &page.head,
            Self::WhoDoesWhat(page) => &page.head,
            Self::Sources(page) => &page.head,
            Self::Glossary(page) => &page.head,
            Self::Article(page) => &page.head,
            Self::Section(page) => &page.head,
            Self::Tag(page) => &page.head,
            Self::TagList(page) => &page.head,
            Self::DataIndex(page) => &page.head,
            Self::NotFound(page) => &page.head,
            Self::Redirect(page) => &page.head,
        }
    }
}

//! The pages of the registry: centres, municipalities, counties, priorities, who does what.

use serde::Serialize;

use super::bibliography::Reference;
use super::map::{CentreMap, SmallMap};
use super::report::FindingRow;
use super::{Head, Link, ShownDate};

/// All centres, by today's county.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct CentreList {
    pub head: Head,
    pub count: usize,
    /// None where no centre's place is known.
    pub map: Option<CentreMap>,
    pub groups: Vec<CountyGroup>,
}

/// The centres whose hosts lie in one county.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct CountyGroup {
    pub county: Link,
    pub centres: Vec<CentreRow>,
}

/// A centre in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct CentreRow {
    pub name: String,
    pub href: String,
    /// Today's host.
    pub host: Option<Link>,
    /// The area as the source words it.
    pub area: String,
    /// How many municipalities it serves today; none where no source lets it be counted.
    pub municipalities: Option<usize>,
}

/// One centre.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Centre<P> {
    pub head: Head,
    pub name: String,
    pub long_name: Option<String>,
    /// The name in other languages.
    pub names: Vec<LocalName>,
    /// First day of today's arrangement.
    pub since: Option<ShownDate>,
    pub body: P,
    /// Today's host comes last; newest last.
    pub hosts: Vec<DatedLink>,
    pub satellites: Vec<DatedLink>,
    pub area: Area,
    /// Where in the country it is.
    pub small_map: Option<SmallMap>,
    pub websites: Vec<Link>,
    pub email: Option<String>,
    pub mappings: Vec<Link>,
    pub reports: Vec<Link>,
    pub priorities: Vec<Link>,
    /// The works that the page cites or names, in the order of the list of references.
    pub references: Vec<Reference>,
    pub sources: Vec<Link>,
}

impl<P> Centre<P> {
    pub(super) fn set<Q>(self, set: &mut impl FnMut(P) -> Q) -> Centre<Q> {
        Centre {
            body: set(self.body),
            head: self.head,
            name: self.name,
            long_name: self.long_name,
            names: self.names,
            since: self.since,
            hosts: self.hosts,
            satellites: self.satellites,
            area: self.area,
            small_map: self.small_map,
            websites: self.websites,
            email: self.email,
            mappings: self.mappings,
            reports: self.reports,
            priorities: self.priorities,
            references: self.references,
            sources: self.sources,
        }
    }
}

/// A name in one language.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct LocalName {
    /// BCP 47: `se`, `smj`, `sma`, `fkv`.
    pub language: String,
    /// "nordsamisk", "kvensk" …
    pub language_name: String,
    pub name: String,
}

/// A municipality in a role for a time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct DatedLink {
    pub title: String,
    pub href: String,
    pub number: String,
    /// "vertskommune", "satellitt", "filialsamarbeid".
    pub role: String,
    /// "fra 1. januar 2017 til 1. januar 2020", "fra 1. januar 2020", "til ukjent dato".
    pub period: String,
    /// Whether it holds on the day the site is built for. An unknown end is not "current".
    pub current: bool,
    /// Whether it is worked out rather than stated.
    pub derived: bool,
    pub note: Option<String>,
    pub sources: Vec<Link>,
}

/// What a centre serves.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Area {
    pub text: String,
    /// "Oppgitt av en kilde", "Utledet av fylkesgrensene", "Ukjent" …
    pub basis: String,
    pub parts: Vec<AreaPart>,
    /// Those whose membership no source states.
    pub unknown: Vec<AreaPart>,
    /// Today's, by name.
    pub municipalities: Vec<MunicipalityRow>,
    /// Today's that may belong here, but no source says so.
    pub candidates: Vec<MunicipalityRow>,
}

/// A part of an area, for a time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct AreaPart {
    /// "Kommunene i Innlandet som lå i Oppland i 2017".
    pub text: String,
    pub period: String,
    pub current: bool,
    pub derived: bool,
    pub note: Option<String>,
    pub sources: Vec<Link>,
}

/// A municipality in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct MunicipalityRow {
    pub name: String,
    pub href: String,
    pub number: String,
    pub county: String,
    /// The centre that serves it, or the ones that may.
    pub centres: Vec<Link>,
    /// Whether a source or a derivation says which centre serves it.
    pub known: bool,
}

/// All names of municipalities from A to Å: today's, Sámi, Kven and former ones.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct MunicipalityList {
    pub head: Head,
    pub count: usize,
    pub letters: Vec<Letter>,
    pub numbers: Link,
}

/// The names that begin with one letter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Letter {
    pub letter: String,
    /// The anchor of the letter.
    pub id: String,
    pub entries: Vec<IndexEntry>,
}

/// One name in the list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct IndexEntry {
    pub name: String,
    pub href: String,
    pub numbers: Vec<String>,
    pub county: String,
    /// "tidligere kommune, nå Sunnfjord", "samisk navn på Karasjok", "tidligere navn på …"; none for today's name.
    pub note: Option<String>,
    /// BCP 47 where the name is not Norwegian.
    pub language: Option<String>,
    pub current: bool,
}

/// All municipality numbers in order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct NumberList {
    pub head: Head,
    pub rows: Vec<NumberRow>,
}

/// One number for a time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct NumberRow {
    pub number: String,
    pub name: String,
    pub href: String,
    pub period: String,
    pub current: bool,
}

/// One municipality, of today or of the past.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Municipality {
    pub head: Head,
    pub name: String,
    pub official_name: String,
    /// Its newest number.
    pub number: String,
    pub current: bool,
    /// For one of the past: "Kommunen ble slått sammen med … 1. januar 2020".
    pub ended: Option<String>,
    pub names: Vec<LocalName>,
    pub county: Link,
    pub service: Service,
    /// Where it is or was host or satellite.
    pub roles: Vec<Role>,
    /// Numbers, names and counties through time, oldest first.
    pub history: Vec<HistoryRow>,
    /// Those it was made of, with the day.
    pub predecessors: Vec<HistoryRow>,
    /// Those it became part of.
    pub successors: Vec<HistoryRow>,
    pub notes: Vec<String>,
    pub sources: Vec<Link>,
}

/// Which centre serves a municipality, and on which ground.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Service {
    /// `known`, `unknown` (candidates only), `former` (see the successors), `none` (no centre claims it).
    pub state: &'static str,
    /// The centre, or the candidates.
    pub grounds: Vec<Ground>,
    /// Centres that serve people rather than areas (the Sámi centre).
    pub others: Vec<Ground>,
}

/// Why a centre serves, or may serve, a municipality.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Ground {
    pub centre: Link,
    /// "Utledet: kommunen ligger i Innlandet og lå i Oppland i 2017."
    pub text: String,
    pub since: Option<ShownDate>,
    /// Shared address of the centre.
    pub email: Option<String>,
    pub sources: Vec<Link>,
}

/// A municipality's role for a centre.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Role {
    pub centre: Link,
    pub role: String,
    pub period: String,
    pub current: bool,
}

/// A municipality under one number for a time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct HistoryRow {
    pub number: String,
    pub name: String,
    /// "" where it is the page itself.
    pub href: String,
    pub county: Link,
    /// "til 1. januar 2020", "fra 1. januar 2020 til 1. januar 2024", "fra 1. januar 2024".
    pub period: String,
    /// "fikk nytt nummer", "slått sammen", "delt" or "".
    pub event: String,
}

/// All counties.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct CountyList {
    pub head: Head,
    pub current: Vec<CountyRow>,
    pub former: Vec<CountyRow>,
}

/// A county in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct CountyRow {
    pub number: String,
    pub name: String,
    pub href: String,
    pub period: String,
    pub municipalities: usize,
    pub centres: Vec<Link>,
}

/// One county, of today or of the past.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct County {
    pub head: Head,
    pub name: String,
    pub number: String,
    pub current: bool,
    pub names: Vec<LocalName>,
    pub period: String,
    /// "slått sammen" or "delt", for one of the past.
    pub ended: Option<String>,
    pub predecessors: Vec<Link>,
    pub successors: Vec<Link>,
    pub note: Option<String>,
    pub centres: Vec<CentreRow>,
    /// The municipalities today, or on its last day.
    pub municipalities: Vec<MunicipalityRow>,
    /// How many municipalities it had on 1 January of the years in which that changed.
    pub counts: Vec<Count>,
    pub sources: Vec<Link>,
}

/// A number on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Count {
    pub date: ShownDate,
    pub number: usize,
}

/// All priorities, by kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct PriorityList {
    pub head: Head,
    pub groups: Vec<PriorityGroup>,
}

/// The priorities of one kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct PriorityGroup {
    /// `national`, `cross_cutting`, `improvement_area`.
    pub id: &'static str,
    pub title: String,
    pub priorities: Vec<super::site::Item>,
}

/// One priority.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Priority<P> {
    pub head: Head,
    /// "Nasjonal satsing", "Går på tvers av satsingene", "Forbedringsområde".
    pub kind: String,
    pub body: P,
    /// The references behind it.
    pub references: Vec<Reference>,
    pub findings: Vec<FindingRow>,
    /// "Alle sentrene", or "".
    pub all_centres: bool,
    pub centres: Vec<Link>,
    pub sources: Vec<Link>,
}

impl<P> Priority<P> {
    pub(super) fn set<Q>(self, set: &mut impl FnMut(P) -> Q) -> Priority<Q> {
        Priority {
            body: set(self.body),
            head: self.head,
            kind: self.kind,
            references: self.references,
            findings: self.findings,
            all_centres: self.all_centres,
            centres: self.centres,
            sources: self.sources,
        }
    }
}

/// Actors against tasks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct WhoDoesWhat {
    pub head: Head,
    /// The names of the tasks, in the order of each row's cells.
    pub tasks: Vec<String>,
    pub actors: Vec<ActorRow>,
}

/// One actor.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ActorRow {
    pub id: String,
    pub name: String,
    pub short: Option<String>,
    /// "departement", "direktorat" …
    pub kind: String,
    pub about: String,
    pub url: Option<String>,
    /// One for each task; none where no source says the actor does it.
    pub cells: Vec<Option<Cell>>,
    pub sources: Vec<Link>,
}

/// What an actor does of one task.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Cell {
    pub task: String,
    pub text: String,
    pub sources: Vec<Link>,
}

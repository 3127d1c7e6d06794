//! The pages of mappings and reports.

use serde::Serialize;

use super::bibliography::{CiteThis, Reference};
use super::numbers::Numbers;
use super::reading::{EditionNotice, GoneRow, MovedRow, Reading};
use super::site::Item;
use super::{Head, Link, ShownDate};

/// All mappings.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct MappingList {
    pub head: Head,
    pub mappings: Vec<Item>,
}

/// One mapping: who was asked, how, what came out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Mapping<P> {
    pub head: Head,
    pub centre: Link,
    /// "2024–2025".
    pub period: String,
    pub invited: u32,
    pub participated: u32,
    pub questions: Vec<String>,
    pub invitation: Option<P>,
    pub method: Option<P>,
    pub themes: Vec<ThemeSummary<P>>,
    pub finding_count: usize,
    /// The findings at a glance.
    pub overview: Option<Link>,
    /// The numbers that were released; none where there are none.
    pub numbers: Option<Numbers>,
    /// Invented, as an example.
    pub synthetic: bool,
    /// The page that says how participants are protected.
    pub anonymity: Link,
    pub reports: Vec<Link>,
    /// The works that the page cites or names, in the order of the list of references.
    pub references: Vec<Reference>,
    pub sources: Vec<Link>,
}

impl<P> Mapping<P> {
    pub(super) fn set<Q>(self, set: &mut impl FnMut(P) -> Q) -> Mapping<Q> {
        self.set_parts(&mut |text, _| set(text))
    }

    /// Sets the prose part by part; the method stands below a heading of its own, under whose id its headings stand.
    pub(crate) fn set_parts<Q>(self, set: &mut impl FnMut(P, Option<&str>) -> Q) -> Mapping<Q> {
        Mapping {
            invitation: self.invitation.map(|text| set(text, Some("invitasjon"))),
            method: self.method.map(|text| set(text, Some("metode"))),
            themes: self.themes.into_iter().map(|theme| theme.set(&mut |text| set(text, None))).collect(),
            head: self.head,
            centre: self.centre,
            period: self.period,
            invited: self.invited,
            participated: self.participated,
            questions: self.questions,
            finding_count: self.finding_count,
            overview: self.overview,
            numbers: self.numbers,
            synthetic: self.synthetic,
            anonymity: self.anonymity,
            reports: self.reports,
            references: self.references,
            sources: self.sources,
        }
    }
}

/// A theme on the mapping's page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ThemeSummary<P> {
    pub id: String,
    pub title: String,
    pub href: String,
    pub text: Option<P>,
    pub findings: Vec<FindingLink>,
}

impl<P> ThemeSummary<P> {
    fn set<Q>(self, set: &mut impl FnMut(P) -> Q) -> ThemeSummary<Q> {
        ThemeSummary { text: self.text.map(set), id: self.id, title: self.title, href: self.href, findings: self.findings }
    }
}

/// A finding in a list of its theme.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct FindingLink {
    pub title: String,
    pub href: String,
    pub extent: Option<Extent>,
    /// "utfordring", "praksis", "ønske", "syn", "tiltak".
    pub kind: String,
}

/// A quantity word, as the source has it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Extent {
    /// `alle`, `nesten-alle`, `de-fleste`, `brorparten`, `mange`, `flere`, `noen`, `enkelte`.
    pub id: &'static str,
    /// "de fleste".
    pub text: &'static str,
}

/// One theme of a mapping, with all its findings.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Theme<P> {
    pub head: Head,
    pub mapping: Link,
    pub text: Option<P>,
    pub findings: Vec<Finding<P>>,
    /// Invented, as an example.
    pub synthetic: bool,
    /// How many of all said yes: "14 av 24"; none where that is hidden or not counted.
    pub count: Option<String>,
    pub previous: Option<Link>,
    pub next: Option<Link>,
    /// The works that the page cites or names, in the order of the list of references.
    pub references: Vec<Reference>,
    pub sources: Vec<Link>,
}

impl<P> Theme<P> {
    pub(super) fn set<Q>(self, set: &mut impl FnMut(P) -> Q) -> Theme<Q> {
        Theme {
            text: self.text.map(&mut *set),
            findings: self.findings.into_iter().map(|finding| finding.set(set)).collect(),
            head: self.head,
            mapping: self.mapping,
            synthetic: self.synthetic,
            count: self.count,
            previous: self.previous,
            next: self.next,
            references: self.references,
            sources: self.sources,
        }
    }
}

/// One finding, whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Finding<P> {
    /// The anchor: `funn-…`.
    pub id: String,
    pub title: String,
    pub extent: Option<Extent>,
    /// "14 av 24", where the word rests on a number that is shown.
    pub count: Option<String>,
    pub kind: String,
    pub body: P,
    pub priorities: Vec<Link>,
    pub sources: Vec<Link>,
}

impl<P> Finding<P> {
    fn set<Q>(self, set: &mut impl FnMut(P) -> Q) -> Finding<Q> {
        Finding {
            body: set(self.body),
            id: self.id,
            title: self.title,
            extent: self.extent,
            count: self.count,
            kind: self.kind,
            priorities: self.priorities,
            sources: self.sources,
        }
    }
}

/// A finding on a priority's page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct FindingRow {
    pub title: String,
    pub href: String,
    pub extent: Option<Extent>,
    pub mapping: Link,
    pub theme: Link,
}

/// All reports.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ReportList {
    pub head: Head,
    pub reports: Vec<ReportRow>,
}

/// A report in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ReportRow {
    pub title: String,
    pub subtitle: Option<String>,
    pub href: String,
    pub centre: Link,
    pub published: ShownDate,
    pub version: String,
    pub description: String,
}

/// The front of a report: what it is, its chapters, what is withheld.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Report<P> {
    pub head: Head,
    pub subtitle: Option<String>,
    pub centre: Link,
    pub mapping: Option<Link>,
    /// The page that says how participants are protected.
    pub anonymity: Option<Link>,
    pub version: String,
    pub published: ShownDate,
    pub authors: Vec<String>,
    pub summary: P,
    pub audience: Option<String>,
    pub distribution: Vec<Sent>,
    pub withheld: Vec<Withheld>,
    pub corrections: Vec<String>,
    pub changes: Vec<Change>,
    pub editions: Link,
    /// The address at which this edition stays: `https://…`.
    pub permanent: String,
    pub email: Option<String>,
    /// The address to which one writes about the report: `mailto:…`.
    pub feedback: Option<String>,
    pub chapters: Vec<ChapterLink>,
    /// Everything on one page.
    pub whole: String,
    /// How long all of it takes to read.
    pub reading: Reading,
    /// The findings of the mapping, at a glance.
    pub overview: Option<Link>,
    /// Everything on paper; none where the program makes no PDF.
    pub pdf: Option<String>,
    /// Those that the report cites, in the order of the list of references.
    pub references: Vec<Reference>,
    pub sources: Vec<Link>,
    pub cite: CiteThis,
}

impl<P> Report<P> {
    pub(super) fn set<Q>(self, set: &mut impl FnMut(P) -> Q) -> Report<Q> {
        Report {
            summary: set(self.summary),
            head: self.head,
            subtitle: self.subtitle,
            centre: self.centre,
            mapping: self.mapping,
            anonymity: self.anonymity,
            version: self.version,
            published: self.published,
            authors: self.authors,
            audience: self.audience,
            distribution: self.distribution,
            withheld: self.withheld,
            corrections: self.corrections,
            changes: self.changes,
            editions: self.editions,
            permanent: self.permanent,
            email: self.email,
            feedback: self.feedback,
            chapters: self.chapters,
            whole: self.whole,
            reading: self.reading,
            overview: self.overview,
            pdf: self.pdf,
            references: self.references,
            sources: self.sources,
            cite: self.cite,
        }
    }
}

/// Who got the report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Sent {
    pub to: String,
    pub note: Option<String>,
}

/// What is not published.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Withheld {
    pub what: String,
    pub why: String,
    /// Whom to ask.
    pub ask: Option<String>,
}

/// An entry of the change log.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Change {
    pub version: String,
    pub date: ShownDate,
    pub text: String,
    /// The edition, where it can be read.
    pub href: Option<String>,
}

/// A chapter in the contents list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ChapterLink {
    pub number: usize,
    pub title: String,
    pub href: String,
    pub description: Option<String>,
    /// Whether it is the page one is on.
    pub current: bool,
    pub reading: Reading,
}

/// Where a chapter stands in its report, so that its text is numbered alike wherever it is set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Standing {
    /// Its own number.
    pub chapter: usize,
    /// How many figures come before it.
    pub figures: usize,
    pub tables: usize,
    /// BCP 47.
    pub language: String,
}

/// One chapter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Chapter<P> {
    pub head: Head,
    pub report: Link,
    pub number: usize,
    pub standing: Standing,
    pub body: P,
    pub chapters: Vec<ChapterLink>,
    pub previous: Option<Link>,
    pub next: Option<Link>,
    pub whole: String,
    /// Those that the chapter cites.
    pub references: Vec<Reference>,
    pub reading: Reading,
    /// Addresses that lead to other chapters now.
    pub moved: Vec<MovedRow>,
    /// Addresses of what was taken out.
    pub gone: Vec<GoneRow>,
}

impl<P> Chapter<P> {
    pub(super) fn set<Q>(self, set: &mut impl FnMut(P) -> Q) -> Chapter<Q> {
        Chapter {
            body: set(self.body),
            head: self.head,
            report: self.report,
            number: self.number,
            standing: self.standing,
            chapters: self.chapters,
            previous: self.previous,
            next: self.next,
            whole: self.whole,
            references: self.references,
            reading: self.reading,
            moved: self.moved,
            gone: self.gone,
        }
    }
}

/// The whole report on one page, for reading and print.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct WholeReport<P> {
    pub head: Head,
    pub report: Link,
    pub subtitle: Option<String>,
    pub version: String,
    pub published: ShownDate,
    pub authors: Vec<String>,
    pub summary: P,
    pub chapters: Vec<ChapterText<P>>,
    pub withheld: Vec<Withheld>,
    pub corrections: Vec<String>,
    pub references: Vec<Reference>,
    pub cite: CiteThis,
    pub reading: Reading,
    /// Of the page of one edition: which it is.
    pub edition: Option<EditionNotice>,
    /// Addresses of what was taken out.
    pub gone: Vec<GoneRow>,
    /// The same on paper; none where the program makes no PDF.
    pub pdf: Option<String>,
}

impl<P> WholeReport<P> {
    pub(super) fn set<Q>(self, set: &mut impl FnMut(P) -> Q) -> WholeReport<Q> {
        self.set_parts(&mut |text, _| set(text))
    }

    /// Sets the prose part by part; each chapter with its id, under which its headings stand.
    pub(crate) fn set_parts<Q>(self, set: &mut impl FnMut(P, Option<&str>) -> Q) -> WholeReport<Q> {
        WholeReport {
            summary: set(self.summary, None),
            chapters: self.chapters.into_iter().map(|chapter| chapter.set_as_part(set)).collect(),
            head: self.head,
            report: self.report,
            subtitle: self.subtitle,
            version: self.version,
            published: self.published,
            authors: self.authors,
            withheld: self.withheld,
            corrections: self.corrections,
            references: self.references,
            cite: self.cite,
            reading: self.reading,
            edition: self.edition,
            gone: self.gone,
            pdf: self.pdf,
        }
    }
}

/// A chapter within the whole report. Its headings' ids begin with the chapter's own.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ChapterText<P> {
    pub number: usize,
    pub id: String,
    pub title: String,
    /// The chapter's own page.
    pub href: String,
    pub standing: Standing,
    pub body: P,
}

impl<P> ChapterText<P> {
    fn set_as_part<Q>(self, set: &mut impl FnMut(P, Option<&str>) -> Q) -> ChapterText<Q> {
        ChapterText {
            body: set(self.body, Some(&self.id)),
            number: self.number,
            id: self.id,
            title: self.title,
            href: self.href,
            standing: self.standing,
        }
    }
}

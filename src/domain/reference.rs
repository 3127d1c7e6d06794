//! References: the literature behind the texts, and how a work is named where it is cited.

use std::collections::BTreeMap;

use super::{Author, NorwegianOrder, PartialDate};

/// An entry of the bibliography.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reference {
    pub id: String,
    pub kind: ReferenceKind,
    pub authors: Vec<Author>,
    pub editors: Vec<Author>,
    /// None: not stated (u.å.).
    pub year: Option<i16>,
    /// The day or the month, where the work has one; of the same year.
    pub date: Option<PartialDate>,
    /// Tells works of one year apart: `a`, `b`.
    pub suffix: Option<String>,
    pub title: String,
    /// The book, newspaper or journal in which it stands.
    pub published_in: Option<String>,
    pub publisher: Option<String>,
    pub series: Option<String>,
    pub edition: Option<String>,
    pub volume: Option<String>,
    pub issue: Option<String>,
    pub pages: Option<String>,
    pub place: Option<String>,
    pub doi: Option<String>,
    pub url: Option<String>,
    pub accessed: Option<PartialDate>,
    pub last_changed: Option<PartialDate>,
    pub note: Option<String>,
}

/// What sort of work it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReferenceKind {
    Report,
    WhitePaper,
    Web,
    News,
    Law,
    Dataset,
    Letter,
    Book,
    Chapter,
    Article,
}

impl ReferenceKind {
    /// Returns its name in bokmål.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Report => "rapport",
            Self::WhitePaper => "stortingsmelding",
            Self::Web => "nettside",
            Self::News => "nyhet",
            Self::Law => "lov",
            Self::Dataset => "datasett",
            Self::Letter => "brev",
            Self::Book => "bok",
            Self::Chapter => "bokkapittel",
            Self::Article => "artikkel",
        }
    }
}

/// What stands in a text where a work is cited: "KPMG" and ", 2023"; "Meld. St. 26" and " (2014–2015)".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InText {
    pub lead: String,
    pub lead_is: Lead,
    pub rest: String,
    /// The year alone, for when the lead stands in the sentence already.
    pub year: String,
}

/// What a citation begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lead {
    Name,
    /// The title of a work that stands alone, which is set in italics.
    Title,
}

impl Reference {
    /// Returns a work of which nothing but its title is known.
    #[cfg(test)]
    pub(crate) fn titled(kind: ReferenceKind, title: &str) -> Self {
        Self {
            id: "verk".to_owned(),
            kind,
            authors: Vec::new(),
            editors: Vec::new(),
            year: None,
            date: None,
            suffix: None,
            title: title.to_owned(),
            published_in: None,
            publisher: None,
            series: None,
            edition: None,
            volume: None,
            issue: None,
            pages: None,
            place: None,
            doi: None,
            url: None,
            accessed: None,
            last_changed: None,
            note: None,
        }
    }

    /// Returns "KPMG og NEO Consulting"; the title where no author is known.
    pub(crate) fn author_line(&self) -> String {
        if let Some(number) = self.number() {
            return number.to_owned();
        }
        match self.responsible() {
            [] => self.title.clone(),
            [only] => only.to_string(),
            [first @ .., last] => {
                let first: Vec<String> = first.iter().map(ToString::to_string).collect();
                format!("{} og {last}", first.join(", "))
            }
        }
    }

    /// Returns the number by which a document of the Storting or a public inquiry is known, such as
    /// "Meld. St. 26 (2014–2015)" or "NOU 2016: 16".
    pub(crate) fn number(&self) -> Option<&str> {
        self.series.as_deref().filter(|_| self.kind == ReferenceKind::WhitePaper)
    }

    /// Returns the years of the session that a number ends with: "2014–2015".
    pub(crate) fn session(&self) -> Option<&str> {
        let (_, session) = self.number()?.strip_suffix(')')?.rsplit_once('(')?;
        session.starts_with(|letter: char| letter.is_ascii_digit()).then_some(session)
    }

    /// Returns the authors; of a book without authors, the editors.
    pub(crate) fn responsible(&self) -> &[Author] {
        let edited = matches!(self.kind, ReferenceKind::Book | ReferenceKind::Report);
        if self.authors.is_empty() && edited { &self.editors } else { &self.authors }
    }

    /// Returns "2023a", or "u.å." where the year is not stated.
    pub(crate) fn year_line(&self) -> String {
        match self.year {
            Some(year) => format!("{year}{}", self.suffix.as_deref().unwrap_or("")),
            None => format!("u.å.{}", self.suffix.as_deref().map(|suffix| format!("-{suffix}")).unwrap_or_default()),
        }
    }

    /// Returns what stands in the text, within parentheses: "KPMG & NEO Consulting, 2023".
    pub(crate) fn in_text(&self) -> String {
        let cited = self.cited();
        cited.lead + &cited.rest
    }

    /// Returns the same in its parts.
    pub(crate) fn cited(&self) -> InText {
        if let Some(number) = self.number() {
            let year = self.session().map_or_else(|| self.year_line(), str::to_owned);
            let rest = self.session().map_or_else(String::new, |session| format!(" ({session})"));
            let lead = number.strip_suffix(rest.as_str()).unwrap_or(number).to_owned();
            return InText { lead, lead_is: Lead::Name, rest, year };
        }
        let (lead, lead_is) = self.lead();
        let year = self.year_line();
        InText { lead, lead_is, rest: format!(", {year}"), year }
    }

    fn lead(&self) -> (String, Lead) {
        let name = |name: String| (name, Lead::Name);
        match self.responsible() {
            [] if self.stands_alone() && !self.is_described() => (self.title.clone(), Lead::Title),
            [] if self.is_described() => name(self.title.clone()),
            [] => name(format!("«{}»", self.title)),
            [one] => name(one.short()),
            [one, other] => name(format!("{} & {}", one.short(), other.short())),
            [one, ..] => name(format!("{} mfl.", one.short())),
        }
    }

    /// Tells whether it is a work of its own, and no part of a book, newspaper or journal.
    pub(crate) fn stands_alone(&self) -> bool {
        match self.kind {
            ReferenceKind::Chapter | ReferenceKind::Article => false,
            ReferenceKind::News => self.published_in.is_none(),
            _ => true,
        }
    }

    /// Tells whether the title is a description in brackets, for want of a title.
    pub(crate) fn is_described(&self) -> bool {
        self.title.starts_with('[') && self.title.ends_with(']')
    }

    /// Returns what follows the title: series, publisher, place.
    pub(crate) fn rest(&self) -> String {
        let by_itself = |publisher: &&String| self.authors.iter().any(|author| author.to_string() == **publisher);
        let publisher = self.publisher.as_ref().filter(|publisher| !by_itself(publisher));
        let parts: Vec<&str> =
            [self.series.as_ref(), publisher, self.place.as_ref()].into_iter().flatten().map(String::as_str).collect();
        parts.join(", ")
    }
}

/// Gives letters to the works that would be cited alike and have none, in the order of their titles.
pub(crate) fn tell_apart(references: &mut [Reference]) {
    let mut alike: BTreeMap<(String, Option<i16>), Vec<usize>> = BTreeMap::new();
    for (index, reference) in references.iter().enumerate().filter(|(_, reference)| reference.number().is_none()) {
        alike.entry((reference.cited().lead, reference.year)).or_default().push(index);
    }
    let order = NorwegianOrder::new();
    for mut same in alike.into_values().filter(|same| same.len() > 1) {
        same.sort_by(|&one, &other| order.compare(&references[one].title, &references[other].title));
        let taken: Vec<String> = same.iter().filter_map(|&index| references[index].suffix.clone()).collect();
        let mut free = ('a'..='z').map(String::from).filter(|letter| !taken.contains(letter));
        for index in same {
            let suffix = &mut references[index].suffix;
            if suffix.is_none() {
                *suffix = free.next();
            }
        }
    }
}

/// Returns works as a list of references has them: by author, then by year, those without one first, then by title.
pub(crate) fn as_listed<T>(order: &NorwegianOrder, works: Vec<T>, of: impl Fn(&T) -> &Reference) -> Vec<T> {
    let mut keyed: Vec<_> = works.into_iter().map(|work| (key(of(&work)), work)).collect();
    keyed.sort_by(|((name, year, rest), _), ((other_name, other_year, other_rest), _)| {
        order.compare(name, other_name).then(year.cmp(other_year)).then_with(|| order.compare(rest, other_rest))
    });
    keyed.into_iter().map(|(_, work)| work).collect()
}

fn key(work: &Reference) -> (String, Option<i16>, String) {
    let names: Vec<String> = work.responsible().iter().map(ToString::to_string).collect();
    let head = match work.number() {
        Some(number) => number.to_owned(),
        None if names.is_empty() => work.title.trim_start_matches(['[', '«', '"']).to_owned(),
        None => names.join(", "),
    };
    (head, work.year, format!("{} {}", work.suffix.as_deref().unwrap_or(""), work.title))
}

#[cfg(test)]
mod tests {
    use super::{Author, NorwegianOrder, Reference, ReferenceKind, as_listed, tell_apart};

    fn work(author: &str, year: Option<i16>, title: &str) -> Reference {
        Reference { authors: vec![Author::of(author)], year, ..Reference::titled(ReferenceKind::Report, title) }
    }

    #[test]
    fn works_that_would_be_cited_alike_get_letters_by_their_titles() {
        let mut works = [work("KPMG", Some(2023), "Øst"), work("KPMG", Some(2023), "Nord"), work("KPMG", Some(2024), "Sør")];
        tell_apart(&mut works);
        assert_eq!(works.map(|work| work.in_text()), ["KPMG, 2023b", "KPMG, 2023a", "KPMG, 2024"]);
        let mut works = [work("KPMG", None, "A"), Reference { suffix: Some("a".to_owned()), ..work("KPMG", None, "B") }];
        tell_apart(&mut works);
        assert_eq!(works.map(|work| work.in_text()), ["KPMG, u.å.-b", "KPMG, u.å.-a"]);
    }

    #[test]
    fn a_list_goes_from_a_to_aa_and_begins_with_works_without_a_year() {
        let works = vec![
            work("Ås, B.", Some(2020), "T"),
            work("Østby, B.", Some(2020), "T"),
            work("KPMG", Some(2020), "T"),
            work("KPMG", None, "T"),
            work("Ærlig, B.", Some(2020), "T"),
            Reference::titled(ReferenceKind::Web, "«Bo trygt»"),
        ];
        let listed = as_listed(&NorwegianOrder::new(), works, |work| work);
        let cited: Vec<String> = listed.iter().map(Reference::in_text).collect();
        assert_eq!(cited, ["«Bo trygt», u.å.", "KPMG, u.å.", "KPMG, 2020", "Ærlig, 2020", "Østby, 2020", "Ås, 2020"]);
    }
}

//! References: the literature behind the texts, and how a work is named where it is cited.

use super::citing::{Abbreviated, InText, Lead};
use super::listed::listed;
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
    /// How many of three authors or more a text names: one, or as many as tell it apart from other works.
    pub named: usize,
    /// Whether a text names the first author's initials, since others have the family name too.
    pub with_initials: bool,
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

listed! {
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

impl Reference {
    /// Returns a work of which nothing but its title is known.
    pub(crate) fn titled(kind: ReferenceKind, title: &str) -> Self {
        Self {
            id: "verk".to_owned(),
            kind,
            authors: Vec::new(),
            editors: Vec::new(),
            year: None,
            date: None,
            suffix: None,
            named: 1,
            with_initials: false,
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
        let by = self.responsible().iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        if let Some(number) = self.number() {
            let year = self.session().map_or_else(|| self.year_line(), str::to_owned);
            let rest = self.session().map_or_else(String::new, |session| format!(" ({session})"));
            let lead = number.strip_suffix(rest.as_str()).unwrap_or(number).to_owned();
            let by = number.to_owned();
            return InText { pair: None, lead, lead_is: Lead::Number, rest, year, by, short: None, place: 0 };
        }
        let (lead, lead_is) = self.lead();
        let by = if by.is_empty() { lead.clone() } else { by };
        let year = self.year_line();
        InText { pair: self.pair(), lead, lead_is, rest: format!(", {year}"), year, by, short: self.abbreviated(), place: 0 }
    }

    fn lead(&self) -> (String, Lead) {
        let name = |name: String| (name, Lead::Name);
        match self.responsible() {
            [] if self.stands_alone() && !self.is_described() => (self.title.clone(), Lead::Title),
            [] if self.is_described() => name(self.title.clone()),
            [] => name(format!("«{}»", self.title)),
            [one] => name(self.first(one)),
            [one, other] => name(format!("{} & {}", self.first(one), other.short())),
            [one, others @ ..] => {
                let mut names = vec![self.first(one)];
                names.extend(others.iter().map(Author::short));
                // "et al." stands for several.
                if self.named + 1 >= names.len() {
                    let last = names.pop().unwrap_or_default();
                    return name(format!("{} & {last}", names.join(", ")));
                }
                name(format!("{} et al.", names[..self.named.max(1)].join(", ")))
            }
        }
    }

    fn first(&self, author: &Author) -> String {
        if self.with_initials { author.with_initials() } else { author.short() }
    }

    /// Returns the names of two, between which a sentence has "og".
    fn pair(&self) -> Option<(String, String)> {
        match self.responsible() {
            [one, other] => Some((self.first(one), other.short())),
            _ => None,
        }
    }

    /// Returns how a text names an institution that is called something for short.
    fn abbreviated(&self) -> Option<Abbreviated> {
        let [only] = self.responsible() else { return None };
        only.abbreviation().map(|short| Abbreviated { full: only.short(), short: short.to_owned() })
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
    use super::{Author, NorwegianOrder, Reference, ReferenceKind, as_listed};

    fn work(author: &str, year: Option<i16>, title: &str) -> Reference {
        Reference { authors: vec![Author::of(author)], year, ..Reference::titled(ReferenceKind::Report, title) }
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

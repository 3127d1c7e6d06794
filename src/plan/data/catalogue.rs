//! The catalogue of the tables, as the Norwegian profile of the Data Catalog Vocabulary wants it (DCAT-AP-NO 3, and what
//! version 2 asked for beside it).
//!
//! A [`Catalogue`] is a list of things and what is said of them; how that is written (Turtle, JSON-LD) is `render`'s affair.
//! Each thing has an address on the page of the tables. What the content does not say is left out, never made up.

use super::{Colophon, DataSet, Form, table::Subject};
use crate::domain::{Date, Language};
use crate::plan::desk::Desk;

/// What is said of the catalogue, its tables and their files.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Catalogue {
    pub things: Vec<Thing>,
}

/// A thing with an address.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Thing {
    pub address: String,
    /// `dcat:Dataset`.
    pub kind: &'static str,
    /// Property and value; a property with several values stands several times, one after the other.
    pub said: Vec<(&'static str, Term)>,
}

/// A value of a property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Term {
    /// An address, or the name of a thing.
    Iri(String),
    /// Words in the language of the site.
    Words {
        text: String,
        language: &'static str,
    },
    /// A text in no language.
    Text(String),
    Day(Date),
}

/// What the short names of properties and kinds stand for.
pub(crate) const VOCABULARIES: [(&str, &str); 4] = [
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
];

/// The lists of the Publications Office of the European Union, to which the profile binds some properties.
const AUTHORITY: &str = "http://publications.europa.eu/resource/authority/";
/// Where the Norwegian catalogue keeps the organisations, by number.
const ORGANISATIONS: &str = "https://organization-catalog.fellesdatakatalog.digdir.no/organizations/";

fn authority(list: &str, code: &str) -> Term {
    Term::Iri(format!("{AUTHORITY}{list}/{code}"))
}

/// Returns the catalogue; none where there is nothing to list.
pub(crate) fn catalogue(desk: &Desk<'_>, sets: &[DataSet]) -> Option<Catalogue> {
    let colophon = &sets.first()?.colophon;
    let maker = Maker { desk, colophon, language: desk.view.settings.language };
    let mut things = vec![maker.catalogue(sets), maker.publisher(), maker.contact()];
    for set in sets {
        things.push(maker.table(set));
        things.extend(set.forms().into_iter().map(|form| maker.file(set, form)));
    }
    Some(Catalogue { things })
}

/// What all things of the catalogue are made from.
struct Maker<'a> {
    desk: &'a Desk<'a>,
    colophon: &'a Colophon,
    language: Language,
}

impl Maker<'_> {
    fn words(&self, text: &str) -> Term {
        Term::Words { text: text.to_owned(), language: self.language.code() }
    }

    /// Returns the address of a thing: a place on the page of the tables.
    fn place(&self, id: &str) -> String {
        format!("{}#{id}", self.colophon.address)
    }

    fn publisher_address(&self) -> String {
        match &self.desk.view.settings.organisation_number {
            Some(number) => format!("{ORGANISATIONS}{number}"),
            None => self.place("utgiver"),
        }
    }

    fn licence(&self) -> Option<Term> {
        self.colophon.licence.as_ref().map(|(_, url)| licence(url))
    }

    fn updated(&self) -> Option<Term> {
        self.colophon.updated.map(|date| Term::Day(date.first_day()))
    }

    /// Says what the profile asks of the catalogue and of every table alike.
    fn common(&self, title: &str, text: &str) -> Vec<(&'static str, Term)> {
        let mut said = vec![
            ("dct:title", self.words(title)),
            ("dct:description", self.words(text)),
            ("dct:publisher", Term::Iri(self.publisher_address())),
            ("dcat:contactPoint", Term::Iri(self.place("kontakt"))),
            ("dct:language", authority("language", language(self.language))),
            ("dct:spatial", authority("country", "NOR")),
        ];
        said.extend(self.updated().map(|updated| ("dct:modified", updated)));
        said
    }

    fn catalogue(&self, sets: &[DataSet]) -> Thing {
        let settings = &self.desk.view.settings;
        let text = settings.description.as_ref().unwrap_or(&settings.title);
        let mut said = self.common(&format!("Data fra {}", settings.title), text);
        said.push(("dct:identifier", Term::Text(self.place("katalog"))));
        said.extend(self.licence().map(|licence| ("dct:license", licence)));
        said.push(("dcat:themeTaxonomy", Term::Iri(format!("{AUTHORITY}data-theme"))));
        said.push(("foaf:homepage", Term::Iri(self.colophon.address.clone())));
        said.extend(sets.iter().map(|set| ("dcat:dataset", Term::Iri(self.place(set.table.id)))));
        Thing { address: self.place("katalog"), kind: "dcat:Catalog", said }
    }

    fn publisher(&self) -> Thing {
        let mut said = vec![("foaf:name", self.words(&self.colophon.publisher))];
        let number = &self.desk.view.settings.organisation_number;
        said.extend(number.as_ref().map(|number| ("dct:identifier", Term::Text(number.clone()))));
        Thing { address: self.publisher_address(), kind: "foaf:Agent", said }
    }

    fn contact(&self) -> Thing {
        let home = || self.desk.addresses.canonical(&self.desk.addresses.href("/"));
        let reached = match &self.desk.view.settings.contact_email {
            Some(email) => ("vcard:hasEmail", Term::Iri(format!("mailto:{email}"))),
            None => ("vcard:hasURL", Term::Iri(home())),
        };
        let said = vec![("vcard:fn", self.words(&self.colophon.publisher)), reached];
        Thing { address: self.place("kontakt"), kind: "vcard:Organization", said }
    }

    fn table(&self, set: &DataSet) -> Thing {
        let table = &set.table;
        let mut said = self.common(table.title, table.text);
        said.push(("dct:identifier", Term::Text(self.place(table.id))));
        said.extend(themes(table.subject).iter().map(|theme| ("dcat:theme", authority("data-theme", theme))));
        said.push(("dct:accessRights", authority("access-right", "PUBLIC")));
        said.push(("dct:accrualPeriodicity", authority("frequency", "IRREG")));
        said.push(("dcat:keyword", self.words(&table.title.to_lowercase())));
        said.push(("dcat:landingPage", Term::Iri(self.colophon.address.clone())));
        let file = |form: Form| ("dcat:distribution", Term::Iri(self.place(&set.place_of(form))));
        said.extend(set.forms().into_iter().map(file));
        Thing { address: self.place(table.id), kind: "dcat:Dataset", said }
    }

    fn file(&self, set: &DataSet, form: Form) -> Thing {
        let mut said = vec![
            ("dct:title", self.words(&format!("{} ({})", set.table.title, form.name()))),
            ("dct:description", self.words(form.about())),
            ("dcat:accessURL", Term::Iri(self.place(set.table.id))),
            ("dcat:downloadURL", Term::Iri(set.address(form))),
            ("dct:format", authority("file-type", form.file_type())),
            ("dcat:mediaType", Term::Iri(format!("https://www.iana.org/assignments/media-types/{}", form.media_type()))),
            ("dct:language", authority("language", language(self.language))),
        ];
        said.extend(self.licence().map(|licence| ("dct:license", licence)));
        let standard = form.standard().map(str::to_owned).or_else(|| (form == Form::Json).then(|| set.schema_address()));
        said.extend(standard.map(|standard| ("dct:conformsTo", Term::Iri(standard))));
        said.extend(self.updated().map(|updated| ("dct:modified", updated)));
        Thing { address: self.place(&set.place_of(form)), kind: "dcat:Distribution", said }
    }
}

fn themes(subject: Subject) -> &'static [&'static str] {
    match subject {
        Subject::Health => &["HEAL"],
        Subject::Government => &["GOVE", "HEAL"],
        Subject::Regions => &["REGI", "GOVE"],
    }
}

fn language(language: Language) -> &'static str {
    match language {
        Language::Bokmal => "NOB",
        Language::Nynorsk => "NNO",
        Language::NorthSami => "SME",
        Language::LuleSami => "SMJ",
        Language::SouthSami => "SMA",
        Language::Kven => "FKV",
        Language::English => "ENG",
    }
}

/// Returns the name by which the catalogues know a licence; another keeps its own address.
fn licence(url: &str) -> Term {
    const KNOWN: [(&str, &str); 5] = [
        ("creativecommons.org/licenses/by/4.0", "CC_BY_4_0"),
        ("creativecommons.org/licenses/by-sa/4.0", "CC_BYSA_4_0"),
        ("creativecommons.org/publicdomain/zero/1.0", "CC0"),
        ("data.norge.no/nlod/no/2.0", "NLOD_2_0"),
        ("data.norge.no/nlod/no/1.0", "NLOD_1_0"),
    ];
    let known = KNOWN.iter().find(|(known, _)| url.contains(known));
    known.map_or_else(|| Term::Iri(url.to_owned()), |(_, code)| authority("licence", code))
}

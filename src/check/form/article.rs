//! Pages of prose, in any folder.

mod plain;

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use super::Thing;
use super::format;
use crate::check::reader::{Reader, Text, Truth, no};
use crate::domain::{Article, Folder, Source, Written, slug};
use crate::problem::{Code, Place, Problem, both};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ArticleForm {
    /// Sidens tittel. Den blir overskriften og navnet i lister.
    #[schemars(with = "format::Line")]
    title: Text,
    /// Én eller to setninger om siden. Vises i lister og i søketreff.
    #[schemars(with = "Option<Text>")]
    description: Option<String>,
    /// Språket i teksten, når det er et annet enn nettstedets eget.
    #[schemars(with = "Option<format::LanguageCode>")]
    language: Option<Text>,
    /// Siden som denne er en oversettelse av: filens plass i innholdet, som `pages/om.md`. Sidene lenker da til hverandre.
    translates: Option<Text>,
    /// Når saken ble publisert, eller når det skjer: `2026-11-21`, `2026-11` eller `2026`. Nyheter sorteres etter den.
    #[schemars(with = "Option<format::Date>")]
    date: Option<Text>,
    /// Når innholdet sist ble endret: `2026-11-21`, `2026-11` eller `2026`.
    #[schemars(with = "Option<format::Date>")]
    updated: Option<Text>,
    /// Emner, som `[Demens, Fallforebygging]`. Hvert emne får en egen side.
    #[serde(default)]
    #[schemars(with = "Vec<format::Line>")]
    tags: Vec<Text>,
    /// Egne verdier for malene, som `sted: "Biblioteket"`.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Text>")]
    extra: BTreeMap<String, String>,
    /// Plassen blant sidene i mappen. De laveste tallene står først.
    order: Option<u32>,
    /// `true`: siden er en kladd og publiseres ikke.
    #[serde(default = "no")]
    draft: Truth,
    /// `true`: innholdet er oppdiktet.
    #[serde(default = "no")]
    synthetic: Truth,
    /// Kilder fra registry/references.yaml, etter id: `[ssb-klass, kpmg2023]`.
    #[serde(default)]
    #[schemars(with = "Vec<format::ReferenceId>")]
    sources: Vec<Text>,
    /// Gamle adresser som skal føre hit: `[/gammel/adresse/]`.
    #[serde(default)]
    #[schemars(with = "Vec<format::Alias>")]
    aliases: Vec<Text>,
}

impl ArticleForm {
    /// Returns the form of a page that has only a title.
    fn titled(title: Text) -> Self {
        Self {
            title,
            description: None,
            language: None,
            translates: None,
            date: None,
            updated: None,
            tags: Vec::new(),
            extra: BTreeMap::new(),
            order: None,
            draft: no(),
            synthetic: no(),
            sources: Vec::new(),
            aliases: Vec::new(),
        }
    }
}

/// Reads the plainest front matter at a glance; none where it takes the full reader.
pub(super) fn at_a_glance(yaml: &str) -> Option<ArticleForm> {
    plain::form(yaml)
}

pub(super) fn article(reader: &mut Reader<'_>, form: ArticleForm, body: Written) -> Thing {
    let source = reader.page.source.clone();
    let (folder, slug) = address(&source);
    if folder.iter().any(String::is_empty) || (slug.is_empty() && source.stem() != "index") {
        let problem = Problem::new(Code::UnsafeName, both!("navnet gir ingen adresse", "the name makes no address"))
            .at(Place::file(source.shown()))
            .help(both!(
                "gi filen og mappen navn med bokstaver eller tall i",
                "give file and folder names that hold letters or digits"
            ));
        reader.problems.push(problem);
    }
    let original = form.translates.as_ref().map(|text| reader.place(text));
    // It marks invented text; on a page it changes nothing.
    reader.truth(&form.synthetic);
    let article = Article {
        title: reader.title(form.title),
        description: form.description,
        language: reader.language(form.language.as_ref()),
        translates: form.translates.map(|text| text.value.nfc().collect()),
        date: reader.date(form.date.as_ref()),
        updated: reader.date(form.updated.as_ref()),
        tags: form.tags.into_iter().map(|tag| named(reader, tag)).collect(),
        extra: form.extra.into_iter().collect(),
        order: form.order,
        draft: reader.truth(&form.draft),
        sources: reader.sources(&form.sources),
        aliases: reader.aliases(&form.aliases),
        source,
        folder,
        slug,
        body,
    };
    Thing::Article(Arc::new(article), original)
}

/// Returns a tag, of which an address can be made.
fn named(reader: &mut Reader<'_>, tag: Text) -> String {
    if slug(&tag.value).is_empty() {
        let headline = both!(
            "emnet har verken bokstaver eller tall; skriv minst én bokstav",
            "the tag has neither letters nor digits; write at least one letter"
        );
        reader.object(Code::BadAddress, headline, &tag);
    }
    tag.value
}

/// Returns the address a file's path means: `news/x.md` is `nyheter/x`, `pages/om.md` is `om`, `kurs/index.md` is `kurs`.
fn address(source: &Source) -> (Folder, String) {
    let mut folders: Vec<&str> = source.folder().split('/').filter(|part| !part.is_empty()).collect();
    match folders.first().copied() {
        Some("pages") => drop(folders.remove(0)),
        Some("news") => folders[0] = "nyheter",
        Some("activities") => folders[0] = "aktiviteter",
        _ => {}
    }
    let folder = folders.into_iter().map(slug).collect();
    let name = if source.stem() == "index" { String::new() } else { slug(source.stem()) };
    (folder, name)
}

//! The catalogue of the tables: what the Norwegian profile asks for is there, and both forms say the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::place::{Place, Tree, with_real_content};

/// What each kind of thing must say, and which edition of the profile asks for it: Standard for beskrivelse av datasett,
/// datatjenester og datakataloger (DCAT-AP-NO). "3": the core shapes of edition 3, `dcatapno3-core-shapes.ttl` as of
/// 2025-01-30, the comment "mandatory properties" of each class. "1.1": what that edition made mandatory beside it, as
/// the European Commission announced it. What is recommended is in the list where a catalogue is poor without it.
const ASKED: [(&str, &str, &str); 33] = [
    ("dcat:Catalog", "dct:description", "3"),
    ("dcat:Catalog", "dcat:contactPoint", "3"),
    ("dcat:Catalog", "dct:title", "3"),
    ("dcat:Catalog", "dct:publisher", "3"),
    ("dcat:Catalog", "dcat:dataset", "1.1; recommended in 3"),
    ("dcat:Catalog", "dct:license", "recommended in 3"),
    ("dcat:Catalog", "dct:language", "recommended in 3"),
    ("dcat:Catalog", "dct:modified", "recommended in 3"),
    ("dcat:Catalog", "dct:spatial", "recommended in 3"),
    ("dcat:Catalog", "foaf:homepage", "recommended in 3"),
    ("dcat:Catalog", "dcat:themeTaxonomy", "recommended in 3"),
    ("dcat:Dataset", "dct:description", "3"),
    ("dcat:Dataset", "dcat:contactPoint", "3"),
    ("dcat:Dataset", "dcat:theme", "3"),
    ("dcat:Dataset", "dct:title", "3"),
    ("dcat:Dataset", "dct:publisher", "3"),
    ("dcat:Dataset", "dct:identifier", "1.1"),
    ("dcat:Dataset", "dcat:distribution", "recommended in 3"),
    ("dcat:Dataset", "dct:spatial", "recommended in 3"),
    ("dcat:Dataset", "dcat:keyword", "recommended in 3"),
    ("dcat:Dataset", "dct:accessRights", "recommended in 3"),
    ("dcat:Dataset", "dcat:landingPage", "optional"),
    ("dcat:Distribution", "dcat:accessURL", "3"),
    ("dcat:Distribution", "dct:format", "1.1; recommended in 3"),
    ("dcat:Distribution", "dct:license", "recommended in 3"),
    ("dcat:Distribution", "dct:description", "recommended in 3"),
    ("dcat:Distribution", "dcat:downloadURL", "optional"),
    ("dcat:Distribution", "dcat:mediaType", "optional"),
    ("dcat:Distribution", "dct:title", "optional"),
    ("foaf:Agent", "foaf:name", "3"),
    ("vcard:Organization", "vcard:fn", "3"),
    ("vcard:Organization", "vcard:hasEmail", "3: this or vcard:hasURL"),
    ("vcard:Organization", "rdf:type", "3: one of the subclasses of vcard:Kind"),
];

/// Properties that may stand once at most (edition 3).
const ONCE: [&str; 10] = [
    "dct:publisher",
    "dct:modified",
    "dct:license",
    "dct:format",
    "dct:accessRights",
    "dct:accrualPeriodicity",
    "dcat:mediaType",
    "foaf:homepage",
    "dct:title",
    "dct:description",
];

/// Properties whose value is the name of a thing.
const NAMES: [&str; 15] = [
    "dct:publisher",
    "dcat:dataset",
    "dcat:theme",
    "dcat:themeTaxonomy",
    "dcat:landingPage",
    "dcat:accessURL",
    "dcat:downloadURL",
    "dcat:mediaType",
    "dct:format",
    "dct:license",
    "dct:language",
    "dct:spatial",
    "dct:accessRights",
    "foaf:homepage",
    "vcard:hasEmail",
];

/// A thing: its properties, and the values of each.
type Things = BTreeMap<String, BTreeMap<String, Vec<String>>>;

fn turtle(site: &Tree) -> BTreeSet<String> {
    let reader = oxttl::TurtleParser::new().for_slice(&site["data/katalog.ttl"]);
    reader.map(|triple| triple.unwrap().to_string()).collect()
}

fn json_ld(site: &Tree) -> BTreeSet<String> {
    let reader = oxjsonld::JsonLdParser::new().for_slice(&site["data/katalog.jsonld"]);
    reader.map(|quad| oxrdf::Triple::from(quad.unwrap()).to_string()).collect()
}

fn things(site: &Tree) -> Things {
    let mut things = Things::new();
    for triple in oxttl::TurtleParser::new().for_slice(&site["data/katalog.ttl"]) {
        let triple = triple.unwrap();
        let thing = things.entry(triple.subject.to_string()).or_default();
        thing.entry(short(triple.predicate.as_str())).or_default().push(short(&triple.object.to_string()));
    }
    things
}

fn short(name: &str) -> String {
    const VOCABULARIES: [(&str, &str); 5] = [
        ("dcat:", "http://www.w3.org/ns/dcat#"),
        ("dct:", "http://purl.org/dc/terms/"),
        ("foaf:", "http://xmlns.com/foaf/0.1/"),
        ("vcard:", "http://www.w3.org/2006/vcard/ns#"),
        ("rdf:", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ];
    let bare = name.trim_start_matches('<').trim_end_matches('>');
    let found = VOCABULARIES.iter().find_map(|(short, long)| Some(format!("{short}{}", bare.strip_prefix(long)?)));
    found.unwrap_or_else(|| name.to_owned())
}

/// Returns the things of a kind.
fn of_kind<'a>(things: &'a Things, kind: &str) -> Vec<&'a BTreeMap<String, Vec<String>>> {
    things.values().filter(|thing| thing["rdf:type"] == [kind]).collect()
}

fn real() -> Tree {
    let place = with_real_content();
    place.build();
    place.site()
}

/// Returns what the profile asks for and the catalogue does not say.
fn missing(things: &Things) -> Vec<String> {
    let mut missing = Vec::new();
    for (kind, property, edition) in ASKED {
        let all = of_kind(things, kind);
        assert!(!all.is_empty(), "there is no {kind}");
        let without = all.iter().filter(|thing| !thing.contains_key(property)).count();
        missing.extend((without > 0).then(|| format!("{kind} {property} ({edition}): {without}")));
    }
    missing
}

#[test]
fn the_catalogue_says_all_that_the_profile_asks_for() {
    let site = real();
    let things = things(&site);
    assert_eq!(missing(&things), [""; 0]);
    for thing in things.values() {
        for (property, values) in thing {
            assert!(values.len() == 1 || !ONCE.contains(&property.as_str()), "{property}: {values:?}");
            let is_name = |value: &String| value.starts_with('<');
            assert!(!NAMES.contains(&property.as_str()) || values.iter().all(is_name), "{property}: {values:?}");
            let has_language = |value: &String| value.ends_with("\"@nb");
            let in_words = ["dct:title", "dct:description", "dcat:keyword"].contains(&property.as_str());
            assert!(!in_words || values.iter().all(has_language), "{property}: {values:?}");
        }
    }
    const THEMES: &str = "<http://publications.europa.eu/resource/authority/data-theme/";
    let is_theme = |theme: &String| theme.starts_with(THEMES);
    assert!(of_kind(&things, "dcat:Dataset").iter().all(|table| table["dcat:theme"].iter().all(is_theme)));
}

#[test]
fn both_forms_of_the_catalogue_say_the_same() {
    let site = real();
    let (one, other) = (turtle(&site), json_ld(&site));
    assert!(one.len() > 400, "{}", one.len());
    assert_eq!(one, other);
}

#[test]
fn what_the_catalogue_names_is_there() {
    let site = real();
    let things = things(&site);
    let page = std::str::from_utf8(&site["data/index.html"]).unwrap();
    for (address, thing) in &things {
        let id = address.split_once("/data/#").unwrap().1.trim_end_matches('>');
        assert!(page.contains(&format!("id=\"{id}\"")), "{id} is no place on the page");
        for file in thing.get("dcat:downloadURL").into_iter().flatten() {
            let path = file.trim_start_matches("<https://utsyn.example/").trim_end_matches('>');
            assert!(site.contains_key(path), "{path}");
        }
        let named = ["dcat:dataset", "dcat:distribution", "dct:publisher", "dcat:contactPoint"];
        for name in named.iter().filter_map(|property| thing.get(*property)).flatten() {
            assert!(things.contains_key(name), "{name}");
        }
    }
    let listed = of_kind(&things, "dcat:Distribution").len();
    let is_form = |path: &&String| {
        // The workbook of all tables is none of a table's forms.
        let is_table =
            [".csv", ".xlsx", ".geojson"].iter().any(|ending| path.ends_with(ending)) && *path != "data/alle-tabeller.xlsx";
        path.starts_with("data/") && (is_table || path.ends_with(".json") && !path.ends_with(".schema.json"))
    };
    assert_eq!(listed, site.keys().filter(is_form).count());
}

#[test]
fn what_the_content_does_not_say_is_not_made_up() {
    let centre = ("content/centres/ost.md", "---\nname: \"Sentret «Øst» \\\\ <b>\"\n---\n");
    let settings = "title: \"A \\\"b\\\" \\\\ c\"\nbase_url: \"https://prove.example/usht/\"\n";
    let built = |more: &str| {
        let place = Place::with(&[("content/site.yaml", &format!("{settings}{more}")), centre]);
        place.build();
        place.site()
    };
    let bare = built("");
    assert_eq!(turtle(&bare), json_ld(&bare));
    let things_of_bare = things(&bare);
    let missing: Vec<String> =
        missing(&things_of_bare).into_iter().map(|said| said.split(" (").next().unwrap().to_owned()).collect();
    let unsaid = [
        "dcat:Catalog dct:license",
        "dcat:Catalog dct:modified",
        "dcat:Distribution dct:license",
        "vcard:Organization vcard:hasEmail",
    ];
    assert_eq!(missing, unsaid);
    assert!(things_of_bare.contains_key("<https://prove.example/usht/data/#utgiver>"));
    let named = built("publisher: {name: \"Sentret\", organisation_number: \"312 345 676\"}\n");
    assert_eq!(turtle(&named), json_ld(&named));
    let address = "<https://organization-catalog.fellesdatakatalog.digdir.no/organizations/312345676>";
    assert_eq!(things(&named)[address]["dct:identifier"], ["\"312345676\""]);
    assert!(of_kind(&things(&named), "dcat:Dataset").iter().all(|table| table["dct:publisher"] == [address]));
}

//! `site.yaml`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::Thing;
use super::format;
use crate::check::reader::{Reader, Text};
use crate::domain::{Extent, Menu, QuantityWord, Settings};
use crate::problem::{Code, both};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SettingsForm {
    /// Nettstedets navn.
    #[schemars(with = "format::Line")]
    title: Text,
    /// Det korte navnet, øverst på hver side.
    short_title: Option<Text>,
    /// Én eller to setninger om nettstedet. Vises i søketreff.
    description: Option<Text>,
    /// Adressen nettstedet får, som `https://www.eksempel.no/`.
    #[schemars(with = "format::SiteAddress")]
    base_url: Text,
    /// Språket sidene er skrevet på når de ikke sier noe annet.
    #[schemars(with = "Option<format::LanguageCode>")]
    language: Option<Text>,
    /// Navnet på temaet, en mappe i themes/. `standard` følger med programmet.
    theme: Option<Text>,
    /// Den som gir ut nettstedet.
    publisher: Option<PublisherForm>,
    /// Hvem leseren kan skrive til.
    contact: Option<ContactForm>,
    /// Adressen til tilgjengelighetserklæringen. `null`: ingen ennå.
    #[schemars(with = "Option<format::WebAddress>")]
    accessibility_statement: Option<Text>,
    /// Lisensen tekstene har.
    licence: Option<LicenceForm>,
    /// De som har laget noe av det nettstedet bygger på.
    #[serde(default)]
    credits: Vec<CreditForm>,
    /// Menyen øverst. Uten den lages en av det som finnes.
    menu: Option<Vec<MenuForm>>,
    /// Menyen nederst.
    #[serde(default)]
    footer_menu: Vec<MenuForm>,
    /// Hva mengdeordene betyr, i prosent: minst og mest. `{de-fleste: [51, 95]}`.
    #[serde(default)]
    #[schemars(with = "format::QuantityWords")]
    quantity_words: BTreeMap<String, Vec<Text>>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PublisherForm {
    /// Utgiverens navn.
    name: Text,
    /// Utgiverens organisasjonsnummer, ni siffer. Datakatalogen kjenner utgiveren igjen på det.
    #[schemars(with = "Option<format::OrganisationNumber>")]
    organisation_number: Option<Text>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ContactForm {
    /// E-postadressen, som `navn@eksempel.no`.
    #[schemars(with = "Option<format::EmailAddress>")]
    email: Option<Text>,
    /// Setningen som står foran adressen.
    text: Option<Text>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct LicenceForm {
    /// Lisensens navn, som «CC BY 4.0».
    name: Text,
    /// Adressen til lisensen.
    #[schemars(with = "format::WebAddress")]
    url: Text,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CreditForm {
    /// Hvem, for hva.
    text: Text,
    /// Hvor det er hentet.
    #[schemars(with = "Option<format::WebAddress>")]
    url: Option<Text>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct MenuForm {
    /// Teksten i menyen.
    title: Text,
    /// Adressen på nettstedet, som `/sentre/`.
    #[schemars(with = "format::SitePath")]
    path: Text,
}

pub(super) fn settings(reader: &mut Reader<'_>, form: SettingsForm) -> Thing {
    let (origin, base_path) = base_url(reader, &form.base_url);
    let publisher = form.publisher.map(|publisher| (publisher.name.value, publisher.organisation_number));
    let (publisher, number) = publisher.map_or((None, None), |(name, number)| (Some(name), number));
    let contact = form.contact.unwrap_or(ContactForm { email: None, text: None });
    let settings = Settings {
        source: reader.page.source.clone(),
        title: reader.title(form.title),
        short_title: form.short_title.map(|text| text.value),
        description: form.description.map(|text| text.value),
        origin,
        base_path,
        language: reader.language(form.language.as_ref()).unwrap_or_default(),
        theme: form.theme.map_or_else(|| "standard".to_owned(), |text| text.value),
        publisher,
        organisation_number: number.and_then(|number| organisation_number(reader, &number)),
        contact_email: contact.email.and_then(|email| reader.email(&email)),
        contact_text: contact.text.map(|text| text.value),
        accessibility_statement: form.accessibility_statement.and_then(|url| reader.url(&url)),
        licence: form.licence.and_then(|licence| reader.url(&licence.url).map(|url| (licence.name.value, url))),
        credits: form
            .credits
            .into_iter()
            .map(|credit| (credit.text.value, credit.url.and_then(|url| reader.url(&url))))
            .collect(),
        menu: form.menu.map(|entries| menu(reader, entries)),
        footer_menu: menu(reader, form.footer_menu),
        quantity_words: quantity_words(reader, &form.quantity_words),
    };
    Thing::Settings(Box::new(settings))
}

/// Returns an organisation number without its spaces, where its last digit fits the others.
fn organisation_number(reader: &mut Reader<'_>, text: &Text) -> Option<String> {
    let digits: String = text.value.chars().filter(|letter| !letter.is_whitespace()).collect();
    if is_organisation_number(&digits) {
        return Some(digits);
    }
    let headline = both!("dette er ikke et organisasjonsnummer", "this is no organisation number");
    reader.object(Code::BadOrganisationNumber, headline, text);
    None
}

/// Nine digits, of which the last follows from the others.
fn is_organisation_number(digits: &str) -> bool {
    const WEIGHTS: [u32; 9] = [3, 2, 7, 6, 5, 4, 3, 2, 1];
    let numbers: Option<Vec<u32>> = digits.chars().map(|digit| digit.to_digit(10)).collect();
    let sum = |numbers: Vec<u32>| numbers.iter().zip(WEIGHTS).map(|(number, weight)| number * weight).sum::<u32>();
    digits.len() == 9 && numbers.is_some_and(|numbers| sum(numbers) % 11 == 0)
}

/// Returns what each word means: what is written, else the usual.
fn quantity_words(reader: &mut Reader<'_>, written: &BTreeMap<String, Vec<Text>>) -> Vec<QuantityWord> {
    for (word, shares) in written.iter().filter(|(word, _)| !Extent::ALL.iter().any(|extent| extent.id() == word.as_str())) {
        if let Some(share) = shares.first() {
            let known = Extent::ALL.map(Extent::id).join("`, `");
            let headline = both!(
                "mengdeordet `{word}` er ukjent; ordene er `{known}`",
                "the quantity word `{word}` is unknown; the words are `{known}`"
            );
            reader.object(Code::UnknownChoice, headline, share);
        }
    }
    let word = |extent: Extent| {
        let usual = || {
            let (least, most) = extent.usual_share();
            QuantityWord { extent, least, most }
        };
        let Some(shares) = written.get(extent.id()) else { return usual() };
        let percents: Option<Vec<u32>> = shares.iter().map(|share| share.value.parse().ok()).collect();
        match percents.as_deref() {
            Some(&[least, most]) if least <= most && most <= 100 => QuantityWord { extent, least, most },
            _ => {
                if let Some(share) = shares.first() {
                    let headline = both!(
                        "her må det stå minst og mest i prosent, som `[51, 95]`",
                        "this must be the least and the most in percent, such as `[51, 95]`"
                    );
                    reader.object(Code::BadCount, headline, share);
                }
                usual()
            }
        }
    };
    Extent::ALL.into_iter().map(word).collect()
}

fn menu(reader: &mut Reader<'_>, entries: Vec<MenuForm>) -> Vec<Menu> {
    let mut menu = Vec::new();
    for entry in entries {
        if !entry.path.value.starts_with('/') || entry.path.value.starts_with("//") {
            reader.object(
                Code::BadAddress,
                both!(
                    "adressen i menyen må begynne med `/`, som `/sentre/`",
                    "an address in the menu must begin with `/`, such as `/centres/`"
                ),
                &entry.path,
            );
            continue;
        }
        menu.push(Menu { title: entry.title.value, path: entry.path.value });
    }
    menu
}

/// Parts `https://host/path/` into `https://host` and `/path/`.
fn base_url(reader: &mut Reader<'_>, text: &Text) -> (String, String) {
    match part_base_url(&text.value) {
        Some(parts) => parts,
        None => {
            reader.object(
                Code::BadAddress,
                both!(
                    "nettstedets adresse må være en hel nettadresse, som `https://www.eksempel.no/`",
                    "the site's address must be a whole web address, such as `https://www.example.org/`"
                ),
                text,
            );
            ("https://example.invalid".to_owned(), "/".to_owned())
        }
    }
}

/// Parts a base address; none where it is none.
pub(crate) fn part_base_url(url: &str) -> Option<(String, String)> {
    let url = url.trim();
    let (scheme, rest) = url.split_once("://")?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let path = path.trim_matches('/');
    let safe_host = !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:".contains(&byte));
    let safe_path = path.is_empty()
        || path
            .split('/')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_~".contains(&byte)));
    if !matches!(scheme, "https" | "http") || !safe_host || !safe_path {
        return None;
    }
    let base_path = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
    Some((format!("{scheme}://{}", host.to_ascii_lowercase()), base_path))
}

//! `centres/<id>.md`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Thing;
use super::format;
use crate::check::reader::{Reader, Text};
use crate::domain::{Area, AreaBasis, AreaExtent, AreaPart, Centre, Holder, Language, Written};
use crate::problem::{Code, both};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CentreForm {
    /// Senterets korte navn, som «USHT Øst».
    #[schemars(with = "format::Line")]
    name: Text,
    /// Hele navnet, når det er et annet enn det korte.
    long_name: Option<Text>,
    /// Navnet på andre språk.
    names: Option<LocalNamesForm>,
    /// Én eller to setninger om siden. Vises i lister og i søketreff.
    description: Option<Text>,
    /// Språket i teksten, når det er et annet enn nettstedets eget.
    #[schemars(with = "Option<format::LanguageCode>")]
    language: Option<Text>,
    /// Når senteret ble til: `2011`, `2011-08` eller `2011-08-01`.
    #[schemars(with = "Option<format::Date>")]
    since: Option<Text>,
    /// Vertskommunene, også tidligere, hver med periode.
    #[serde(default)]
    hosts: Vec<HolderForm>,
    /// Kommuner som er satellitt for senteret, med periode.
    #[serde(default)]
    satellites: Vec<HolderForm>,
    /// Området senteret har ansvar for.
    area: Option<AreaForm>,
    /// Punktet på kartet.
    place: Option<PlaceForm>,
    /// Senterets egne nettsider.
    #[serde(default)]
    #[schemars(with = "Vec<format::WebAddress>")]
    websites: Vec<Text>,
    /// Hvordan senteret nås.
    contact: Option<ContactForm>,
    /// Kilder fra registry/references.yaml, etter id: `[ssb-klass, kpmg2023]`.
    #[serde(default)]
    #[schemars(with = "Vec<format::ReferenceId>")]
    sources: Vec<Text>,
    /// Når innholdet sist ble endret: `2026-11-21`, `2026-11` eller `2026`.
    #[schemars(with = "Option<format::Date>")]
    updated: Option<Text>,
    /// Gamle adresser som skal føre hit: `[/gammel/adresse/]`.
    #[serde(default)]
    #[schemars(with = "Vec<format::Alias>")]
    aliases: Vec<Text>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct LocalNamesForm {
    /// Navnet på nynorsk.
    nn: Option<Text>,
    /// Navnet på nordsamisk.
    se: Option<Text>,
    /// Navnet på lulesamisk.
    smj: Option<Text>,
    /// Navnet på sørsamisk.
    sma: Option<Text>,
    /// Navnet på kvensk.
    fkv: Option<Text>,
    /// Navnet på engelsk.
    en: Option<Text>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct HolderForm {
    /// Kommunenummeret, fire siffer i anførselstegn: `"0301"`.
    #[schemars(with = "format::MunicipalityNumber")]
    municipality: Text,
    /// Når det begynte: `2026-11-21`, `2026-11` eller `2026`. `unknown` når ingen kilde sier det.
    #[schemars(with = "Option<format::Bound>")]
    from: Option<Text>,
    /// Når det tok slutt. La nøkkelen være borte når det varer ennå; `unknown` når ingen kilde sier når.
    #[schemars(with = "Option<format::Bound>")]
    to: Option<Text>,
    /// Rollen, når den er en annen enn vertskommune eller satellitt.
    role: Option<Text>,
    /// Om en kilde sier det rett ut, eller om det er sluttet av noe annet.
    basis: Option<BasisForm>,
    /// Noe leseren bør vite.
    note: Option<Text>,
    /// Kilder fra registry/references.yaml, etter id: `[ssb-klass, kpmg2023]`.
    #[serde(default)]
    #[schemars(with = "Vec<format::ReferenceId>")]
    sources: Vec<Text>,
}

#[derive(Deserialize, JsonSchema, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum BasisForm {
    /// En kilde sier det.
    Stated,
    /// Det er sluttet av det kildene sier.
    Derived,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AreaForm {
    /// Området med ord, som «Kommunene i øst».
    text: Text,
    /// Hva området bygger på.
    basis: AreaBasisForm,
    /// Delene av området: fylker eller kommuner, med periode.
    #[serde(default)]
    parts: Vec<PartForm>,
    /// Deler ingen kilde sier sikkert om senteret har.
    #[serde(default)]
    unknown: Vec<PartForm>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum AreaBasisForm {
    /// Et fylke, slik det er eller var.
    County,
    /// En befolkning, som den samiske.
    Population,
    /// Ingen kilde sier det.
    Unknown,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PartForm {
    /// Fylkesnummeret, to siffer i anførselstegn: `"03"`. Bruk enten `county` eller `municipalities`.
    #[schemars(with = "Option<format::CountyNumber>")]
    county: Option<Text>,
    /// Nummeret på fylket slik det var før, når området følger de gamle grensene.
    #[schemars(with = "Option<format::CountyNumber>")]
    formerly: Option<Text>,
    /// Kommunenumre, når området ikke er et helt fylke: `["0301", "3201"]`.
    #[serde(default)]
    #[schemars(with = "Vec<format::MunicipalityNumber>")]
    municipalities: Vec<Text>,
    /// Når området ble senterets: en dato, eller `unknown`.
    #[schemars(with = "Option<format::Bound>")]
    from: Option<Text>,
    /// Når det ikke lenger var senterets: en dato, eller `unknown`.
    #[schemars(with = "Option<format::Bound>")]
    to: Option<Text>,
    /// Om en kilde sier det rett ut, eller om det er sluttet av noe annet.
    basis: Option<BasisForm>,
    /// Noe leseren bør vite.
    note: Option<Text>,
    /// Kilder fra registry/references.yaml, etter id: `[ssb-klass, kpmg2023]`.
    #[serde(default)]
    #[schemars(with = "Vec<format::ReferenceId>")]
    sources: Vec<Text>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PlaceForm {
    /// Stedet, som «Nordbyen».
    name: Text,
    /// Breddegraden, som `61.5`.
    lat: f64,
    /// Lengdegraden, som `9.5`.
    lon: f64,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ContactForm {
    /// E-postadressen, som `navn@eksempel.no`. Bare en adresse som er offentlig.
    #[schemars(with = "Option<format::EmailAddress>")]
    email: Option<Text>,
}

pub(super) fn centre(reader: &mut Reader<'_>, form: CentreForm, body: Written) -> Thing {
    let local = form.names.unwrap_or(LocalNamesForm { nn: None, se: None, smj: None, sma: None, fkv: None, en: None });
    let names = [
        (Language::Nynorsk, local.nn),
        (Language::NorthSami, local.se),
        (Language::LuleSami, local.smj),
        (Language::SouthSami, local.sma),
        (Language::Kven, local.fkv),
        (Language::English, local.en),
    ];
    let centre = Centre {
        id: reader.id_of_file(),
        source: reader.page.source.clone(),
        name: reader.title(form.name),
        long_name: form.long_name.map(|text| text.value),
        names: names.into_iter().filter_map(|(language, name)| Some((language, name?.value))).collect(),
        description: form.description.map(|text| text.value),
        language: reader.language(form.language.as_ref()).unwrap_or_default(),
        since: reader.date(form.since.as_ref()),
        hosts: form.hosts.into_iter().filter_map(|form| holder(reader, form, "vertskommune")).collect(),
        satellites: form.satellites.into_iter().filter_map(|form| holder(reader, form, "satellitt")).collect(),
        area: form.area.map_or_else(no_area, |form| area(reader, form)),
        place: form.place.map(|place| (place.name.value, place.lat, place.lon)),
        websites: form.websites.iter().filter_map(|url| reader.url(url)).collect(),
        email: form.contact.and_then(|contact| contact.email).and_then(|email| reader.email(&email)),
        sources: reader.sources(&form.sources),
        updated: reader.date(form.updated.as_ref()),
        aliases: reader.aliases(&form.aliases),
        body,
    };
    Thing::Centre(Box::new(centre))
}

fn holder(reader: &mut Reader<'_>, form: HolderForm, role: &str) -> Option<Holder> {
    let municipality = reader.municipality(&form.municipality);
    let period = reader.period(form.from.as_ref(), form.to.as_ref());
    let sources = reader.sources(&form.sources);
    let number = municipality?;
    reader.uses.push(crate::check::reader::Use {
        target: crate::domain::Target { kind: crate::domain::TargetKind::Municipality, id: number.to_string() },
        place: reader.place(&form.municipality),
        may_lack: false,
    });
    Some(Holder {
        municipality: number,
        period,
        role: form.role.map_or_else(|| role.to_owned(), |text| text.value),
        derived: form.basis == Some(BasisForm::Derived),
        note: form.note.map(|text| text.value),
        sources,
    })
}

fn no_area() -> Area {
    Area { text: "ikke oppgitt".to_owned(), basis: AreaBasis::Unknown, parts: Vec::new(), unknown: Vec::new() }
}

fn area(reader: &mut Reader<'_>, form: AreaForm) -> Area {
    Area {
        text: form.text.value,
        basis: match form.basis {
            AreaBasisForm::County => AreaBasis::County,
            AreaBasisForm::Population => AreaBasis::Population,
            AreaBasisForm::Unknown => AreaBasis::Unknown,
        },
        parts: form.parts.into_iter().filter_map(|form| part(reader, form)).collect(),
        unknown: form.unknown.into_iter().filter_map(|form| part(reader, form)).collect(),
    }
}

fn part(reader: &mut Reader<'_>, form: PartForm) -> Option<AreaPart> {
    let period = reader.period(form.from.as_ref(), form.to.as_ref());
    let sources = reader.sources(&form.sources);
    let formerly = form.formerly.as_ref().and_then(|text| reader.county(text));
    let extent = match (&form.county, form.municipalities.as_slice()) {
        (Some(county), []) => AreaExtent::County { county: reader.county(county)?, formerly },
        (None, [_, ..]) => {
            AreaExtent::Municipalities(form.municipalities.iter().filter_map(|text| reader.municipality(text)).collect())
        }
        (Some(county), _) => {
            reader.object(
                Code::WrongType,
                both!(
                    "en del av området har enten `county` eller `municipalities`",
                    "a part of the area has either `county` or `municipalities`"
                ),
                county,
            );
            return None;
        }
        (None, []) => {
            let place = crate::problem::Place::file(reader.page.source.shown());
            reader.problems.push(
                crate::problem::Problem::new(
                    Code::MissingKey,
                    both!(
                        "en del av området mangler `county` eller `municipalities`",
                        "a part of the area lacks `county` or `municipalities`"
                    ),
                )
                .at(place),
            );
            return None;
        }
    };
    let derived = form.basis == Some(BasisForm::Derived);
    Some(AreaPart { extent, period, derived, note: form.note.map(|text| text.value), sources })
}

//! `centres/<id>.md`.

use serde::Deserialize;

use super::Thing;
use crate::check::reader::{Reader, Text};
use crate::domain::{Area, AreaBasis, AreaExtent, AreaPart, Centre, Holder, Language, Written};
use crate::problem::{Code, both};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CentreForm {
    name: Text,
    long_name: Option<Text>,
    names: Option<LocalNamesForm>,
    description: Option<Text>,
    language: Option<Text>,
    since: Option<Text>,
    #[serde(default)]
    hosts: Vec<HolderForm>,
    #[serde(default)]
    satellites: Vec<HolderForm>,
    area: Option<AreaForm>,
    place: Option<PlaceForm>,
    #[serde(default)]
    websites: Vec<Text>,
    contact: Option<ContactForm>,
    #[serde(default)]
    sources: Vec<Text>,
    updated: Option<Text>,
    #[serde(default)]
    aliases: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LocalNamesForm {
    nn: Option<Text>,
    se: Option<Text>,
    smj: Option<Text>,
    sma: Option<Text>,
    fkv: Option<Text>,
    en: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolderForm {
    municipality: Text,
    from: Option<Text>,
    to: Option<Text>,
    role: Option<Text>,
    basis: Option<BasisForm>,
    note: Option<Text>,
    #[serde(default)]
    sources: Vec<Text>,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum BasisForm {
    Stated,
    Derived,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AreaForm {
    text: Text,
    basis: AreaBasisForm,
    #[serde(default)]
    parts: Vec<PartForm>,
    #[serde(default)]
    unknown: Vec<PartForm>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum AreaBasisForm {
    County,
    Population,
    Unknown,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartForm {
    county: Option<Text>,
    formerly: Option<Text>,
    #[serde(default)]
    municipalities: Vec<Text>,
    from: Option<Text>,
    to: Option<Text>,
    basis: Option<BasisForm>,
    note: Option<Text>,
    #[serde(default)]
    sources: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceForm {
    name: Text,
    lat: f64,
    lon: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ContactForm {
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

//! `registry/counties.yaml`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Thing;
use super::format;
use crate::check::reader::{Reader, Text};
use crate::domain::{County, Date, EndKind, Language};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CountiesForm {
    /// Fylkene, også de som ikke er lenger.
    counties: Vec<CountyForm>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CountyForm {
    /// Fylkesnummeret, to siffer i anførselstegn: `"03"`.
    #[schemars(with = "format::CountyNumber")]
    number: Text,
    /// Fylkets navn på hvert språk.
    names: NamesForm,
    /// Når fylket ble til: `2020-01-01`.
    #[schemars(with = "Option<format::Date>")]
    valid_from: Option<Text>,
    /// Når det tok slutt. La nøkkelen være borte når fylket finnes ennå.
    #[schemars(with = "Option<format::Date>")]
    valid_to: Option<Text>,
    /// Hvordan det tok slutt.
    end_kind: Option<EndForm>,
    /// Numrene på fylkene det ble til av.
    #[serde(default)]
    #[schemars(with = "Vec<format::CountyNumber>")]
    predecessors: Vec<Text>,
    /// Numrene på fylkene det ble til.
    #[serde(default)]
    #[schemars(with = "Vec<format::CountyNumber>")]
    successors: Vec<Text>,
    /// Noe leseren bør vite.
    note: Option<Text>,
    /// Kilder fra registry/references.yaml, etter id: `[ssb-klass, kpmg2023]`.
    #[serde(default)]
    #[schemars(with = "Vec<format::ReferenceId>")]
    sources: Vec<Text>,
}

/// Names by language; `nb` is the one it is known by.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NamesForm {
    /// Navnet på bokmål.
    nb: Text,
    /// Navnet på nordsamisk.
    se: Option<Text>,
    /// Navnet på lulesamisk.
    smj: Option<Text>,
    /// Navnet på sørsamisk.
    sma: Option<Text>,
    /// Navnet på kvensk.
    fkv: Option<Text>,
}

/// How something ended.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum EndForm {
    /// Fikk nytt nummer.
    Renumbered,
    /// Ble slått sammen med andre.
    Merged,
    /// Ble delt.
    Split,
}

impl From<EndForm> for EndKind {
    fn from(form: EndForm) -> Self {
        match form {
            EndForm::Renumbered => Self::Renumbered,
            EndForm::Merged => Self::Merged,
            EndForm::Split => Self::Split,
        }
    }
}

pub(super) fn counties(reader: &mut Reader<'_>, form: CountiesForm) -> Thing {
    let mut counties = Vec::new();
    for form in form.counties {
        let number = reader.county(&form.number);
        let valid_from = day(reader, form.valid_from.as_ref());
        let valid_to = day(reader, form.valid_to.as_ref());
        let predecessors = form.predecessors.iter().filter_map(|text| reader.county(text)).collect();
        let successors = form.successors.iter().filter_map(|text| reader.county(text)).collect();
        let sources = reader.sources(&form.sources);
        let names = [
            (Language::NorthSami, form.names.se),
            (Language::LuleSami, form.names.smj),
            (Language::SouthSami, form.names.sma),
            (Language::Kven, form.names.fkv),
        ];
        let Some(number) = number else { continue };
        counties.push(County {
            number,
            name: form.names.nb.value,
            names: names.into_iter().filter_map(|(language, name)| Some((language, name?.value))).collect(),
            valid_from,
            valid_to,
            end_kind: form.end_kind.map(EndKind::from),
            predecessors,
            successors,
            note: form.note.map(|text| text.value),
            sources,
            slug: String::new(),
        });
    }
    Thing::Counties(counties)
}

fn day(reader: &mut Reader<'_>, text: Option<&Text>) -> Option<Date> {
    reader.date(text).map(crate::domain::PartialDate::first_day)
}

//! `registry/counties.yaml`.

use serde::Deserialize;

use super::Thing;
use crate::check::reader::{Reader, Text};
use crate::domain::{County, Date, EndKind, Language};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CountiesForm {
    counties: Vec<CountyForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CountyForm {
    number: Text,
    names: NamesForm,
    valid_from: Option<Text>,
    valid_to: Option<Text>,
    end_kind: Option<EndForm>,
    #[serde(default)]
    predecessors: Vec<Text>,
    #[serde(default)]
    successors: Vec<Text>,
    note: Option<Text>,
    #[serde(default)]
    sources: Vec<Text>,
}

/// Names by language; `nb` is the one it is known by.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NamesForm {
    nb: Text,
    se: Option<Text>,
    smj: Option<Text>,
    sma: Option<Text>,
    fkv: Option<Text>,
}

/// How something ended.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum EndForm {
    Renumbered,
    Merged,
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

//! `registry/glossary.yaml`.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Deserialize;

use super::Thing;
use super::format;
use crate::check::reader::{Reader, Text, is_id};
use crate::domain::{TargetKind, Term};
use crate::problem::{Code, both};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct GlossaryForm {
    /// Ordene og forkortelsene, i den rekkefølgen dere vil. Siden sorterer dem.
    terms: Vec<TermForm>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TermForm {
    /// Det ordet kalles i `[[term:…]]`: små bokstaver, tall og bindestrek, som `kpr`.
    #[schemars(with = "format::Id")]
    id: Text,
    /// Ordet, eller forkortelsen skrevet helt ut.
    #[schemars(with = "format::Line")]
    term: Text,
    /// Forkortelsen, som `KPR`. Første gang den står på en side, blir den en lenke til ordlisten.
    abbreviation: Option<Text>,
    /// Hva det betyr, i én eller to setninger.
    #[schemars(with = "format::Line")]
    explanation: Text,
    /// Andre ord å slå opp, etter id.
    #[serde(default)]
    #[schemars(with = "Vec<format::Id>")]
    see: Vec<Text>,
    /// Kilder fra registry/references.yaml, etter id: `[ssb-klass, kpmg2023]`.
    #[serde(default)]
    #[schemars(with = "Vec<format::ReferenceId>")]
    sources: Vec<Text>,
}

pub(super) fn glossary(reader: &mut Reader<'_>, form: GlossaryForm) -> Thing {
    let mut terms = Vec::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for form in form.terms {
        if !is_id(&form.id.value) {
            reader.object(
                Code::BadId,
                both!("en id har små bokstaver, tall og bindestrek", "an id has small letters, digits and hyphens"),
                &form.id,
            );
        }
        for name in [Some(&form.id), form.abbreviation.as_ref()].into_iter().flatten() {
            let word = name.value.clone();
            let twice = both!("`{word}` står to ganger i ordlisten", "`{word}` stands twice in the glossary");
            if !taken.insert(word) {
                reader.object(Code::DuplicateId, twice, name);
            }
        }
        terms.push(Term {
            see: form.see.iter().map(|id| reader.names(TargetKind::Term, id)).collect(),
            sources: reader.sources(&form.sources),
            id: form.id.value,
            term: form.term.value,
            abbreviation: form.abbreviation.map(|text| text.value),
            explanation: form.explanation.value,
        });
    }
    Thing::Glossary(terms)
}

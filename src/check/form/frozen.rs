//! `reports/<id>/editions/<version>/edition.yaml`: says that the files beside it are an edition as it was, and stay so.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Thing;
use super::format;
use crate::check::reader::{Reader, Text};
use crate::domain::Frozen;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FrozenForm {
    /// Når utgaven ble tatt vare på: `2026-11-21`.
    #[schemars(with = "format::Date")]
    kept: Text,
    /// Fingeravtrykket av filene i mappen. `utsyn edition` skriver det.
    #[schemars(with = "format::Line")]
    digest: Text,
}

pub(super) fn frozen(reader: &mut Reader<'_>, form: FrozenForm) -> Thing {
    reader.date(Some(&form.kept));
    Thing::Frozen(Frozen { source: reader.page.source.clone(), digest: form.digest.value })
}

//! The tables in the words of schema.org, for search engines.

use serde_json::{Value as Json, json};

use super::DataSet;
use crate::plan::desk::{Desk, json_ld};

/// Returns the list of the tables as JSON-LD; none where there are none.
pub(super) fn catalogue(desk: &Desk<'_>, sets: &[DataSet]) -> Option<String> {
    let colophon = &sets.first()?.colophon;
    let settings = &desk.view.settings;
    json_ld(&json!({
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "@id": format!("{}#katalog", colophon.address),
        "name": format!("Data fra {}", settings.title),
        "description": settings.description,
        "url": colophon.address,
        "inLanguage": settings.language.code(),
        "publisher": {"@type": "Organization", "name": colophon.publisher, "email": settings.contact_email},
        "license": colophon.licence.as_ref().map(|(_, url)| url),
        "dataset": sets.iter().map(|set| table(desk, set)).collect::<Vec<Json>>(),
    }))
}

fn table(desk: &Desk<'_>, set: &DataSet) -> Json {
    let (table, colophon) = (&set.table, &set.colophon);
    let place = format!("{}#{}", colophon.address, table.id);
    let file = |form: super::Form| {
        json!({
            "@type": "DataDownload",
            "name": form.name(),
            "encodingFormat": form.media_type(),
            "contentUrl": set.address(form),
        })
    };
    let columns: Vec<Json> = table
        .columns
        .iter()
        .map(|column| json!({"@type": "PropertyValue", "name": column.name, "description": column.text}))
        .collect();
    json!({
        "@type": "Dataset",
        "@id": place,
        "name": table.title,
        "description": table.text,
        "url": place,
        "inLanguage": desk.view.settings.language.code(),
        "isAccessibleForFree": true,
        "identifier": place,
        "keywords": [table.title.to_lowercase()],
        "includedInDataCatalog": {"@type": "DataCatalog", "@id": format!("{}#katalog", colophon.address)},
        "license": colophon.licence.as_ref().map(|(_, url)| url),
        "creator": {"@type": "Organization", "name": colophon.publisher},
        "publisher": {"@type": "Organization", "name": colophon.publisher},
        "dateModified": colophon.updated.map(|date| date.iso()),
        "spatialCoverage": "Norge",
        "variableMeasured": columns,
        "distribution": set.forms().into_iter().map(file).collect::<Vec<Json>>(),
    })
}

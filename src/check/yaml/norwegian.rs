//! The Norwegian words that people write for keys, which are in English.

/// Returns the key that a Norwegian word means; there may be no such key in the file at hand.
pub(super) fn key(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    KEYS.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(key, _)| *key)
}

const KEYS: [(&str, &[&str]); 63] = [
    ("accessed", &["lest", "besøkt", "hentet"]),
    ("allow_names", &["tillat_navn", "tillatte_navn"]),
    ("anonymised", &["anonymisert"]),
    ("answers", &["svar", "svarene"]),
    ("area", &["område", "omrade", "virkeområde"]),
    ("authors", &["forfatter", "forfattere"]),
    ("basis", &["grunnlag"]),
    ("category", &["kategori"]),
    ("centre", &["senter"]),
    ("centres", &["sentre"]),
    ("changes", &["endringer"]),
    ("contact", &["kontakt", "kontaktperson"]),
    ("corrections", &["rettelser"]),
    ("counties", &["fylker"]),
    ("county", &["fylke"]),
    ("data", &["tall"]),
    ("date", &["dato"]),
    ("description", &["beskrivelse", "ingress", "omtale"]),
    ("draft", &["kladd", "utkast"]),
    ("edition", &["utgave"]),
    ("editors", &["redaktør", "redaktører"]),
    ("email", &["epost", "e-post"]),
    ("explanation", &["forklaring"]),
    ("extent", &["omfang"]),
    ("file", &["fil"]),
    ("from", &["fra"]),
    ("group", &["gruppe"]),
    ("hosts", &["vert", "verter", "vertskommune", "vertskommuner"]),
    ("issue", &["hefte"]),
    ("kind", &["type", "typ", "slag"]),
    ("language", &["språk", "sprak"]),
    ("last_changed", &["sist_endret"]),
    ("method", &["metode"]),
    ("municipalities", &["kommuner"]),
    ("municipality", &["kommune", "kommunenummer"]),
    ("name", &["navn"]),
    ("note", &["merknad", "notat"]),
    ("order", &["rekkefølge", "rekkefolge"]),
    ("pages", &["side", "sider", "sidetall"]),
    ("participants", &["deltakere"]),
    ("phone", &["telefon", "tlf"]),
    ("place", &["sted"]),
    ("priorities", &["satsing", "satsinger"]),
    ("publisher", &["utgiver", "forlag"]),
    ("questions", &["spørsmål"]),
    ("reason", &["grunn", "begrunnelse"]),
    ("role", &["rolle"]),
    ("satellites", &["satellitt", "satellitter"]),
    ("sentence", &["setning"]),
    ("since", &["siden"]),
    ("sources", &["kilde", "kilder"]),
    ("subtitle", &["undertittel"]),
    ("summary", &["sammendrag"]),
    ("tags", &["emne", "emner", "emneord", "stikkord"]),
    ("text", &["tekst"]),
    ("theme", &["tema"]),
    ("themes", &["temaer"]),
    ("title", &["tittel", "overskrift"]),
    ("to", &["til"]),
    ("updated", &["oppdatert", "sist_oppdatert"]),
    ("value", &["verdi"]),
    ("version", &["versjon"]),
    ("websites", &["nettsted", "nettsteder", "nettside", "nettsider"]),
];

#[cfg(test)]
mod tests {
    use super::{KEYS, key};
    use crate::check::{FIGURE, KINDS, schema};

    #[test]
    fn every_word_means_one_key_that_there_is() {
        let schemas: Vec<String> = KINDS.iter().chain([&FIGURE]).map(|kind| schema(kind).to_string()).collect();
        let mut words: Vec<&str> = KEYS.iter().flat_map(|(_, words)| words.iter().copied()).collect();
        for (name, _) in KEYS {
            assert!(schemas.iter().any(|schema| schema.contains(&format!("\"{name}\":"))), "{name}");
        }
        words.sort_unstable();
        let all = words.len();
        words.dedup();
        assert_eq!(words.len(), all, "no word means two keys");
        assert!(words.iter().all(|word| key(word).is_some() && *word == word.to_lowercase()));
        assert_eq!(key("Tittel"), Some("title"));
    }
}

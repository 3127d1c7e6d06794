//! Words that rank: `den minste kommunen`, `kommunen med flest innbyggere`, `kommunen lengst nord`.

use super::context::{Page, Word};
use super::phrase::{BLOCK, Found, WARN};

/// Superlatives that say nothing of which municipality is meant.
const PLAIN_SUPERLATIVES: [&str; 14] = [
    "fleste",
    "neste",
    "forste",
    "siste",
    "beste",
    "naermeste",
    "narmaste",
    "meste",
    "eneste",
    "einaste",
    "sjoleste",
    "viktigste",
    "viktigaste",
    "naeraste",
];

/// Those that say it even without `den` before them.
const TELLING: [&str; 26] = [
    "minste",
    "storste",
    "eldste",
    "yngste",
    "lengste",
    "hogste",
    "hoyeste",
    "laveste",
    "lagaste",
    "nordligste",
    "nordlegaste",
    "sorligste",
    "sorlegaste",
    "ostligste",
    "austlegaste",
    "vestligste",
    "vestlegaste",
    "rikeste",
    "rikaste",
    "fattigste",
    "fattigaste",
    "folkerikeste",
    "folkerikaste",
    "hardeste",
    "tettest",
    "minst",
];

pub(super) fn is_superlative(plain: &[u8]) -> bool {
    plain.len() >= 5 && plain.ends_with(b"ste") && !PLAIN_SUPERLATIVES.iter().any(|one| one.as_bytes() == plain)
}

/// `den minste kommunen`, `fylkets nordligste kommune`, `den mest folkerike kommunen`.
pub(super) fn superlative(page: Page<'_>, word: Word, before: Option<Word>) -> Found {
    let adjective = before?;
    let determiner = page.previous_in_phrase(adjective);
    let telling = page.is(before, &TELLING);
    let definite = page.is(determiner, &["den", "denne", "aller"])
        || determiner.is_some_and(|word| page.plain(word).len() > 3 && page.plain(word).ends_with(b"s"));
    if is_superlative(page.plain(adjective)) && (telling || definite) {
        let from = if definite { determiner.map_or(adjective.from, |determiner| determiner.from) } else { adjective.from };
        return Some((BLOCK, from, word.to));
    }
    let most = determiner.filter(|most| page.is(Some(*most), &["mest", "minst"]))?;
    let den = page
        .previous_in_phrase(most)
        .filter(|den| page.is(Some(*den), &["den", "landets", "fylkets", "omradets", "regionens", "norges", "noregs"]))?;
    Some((BLOCK, den.from, word.to))
}

/// `den første kommunen som`, `første kommune i fylket`.
pub(super) fn ordinal(page: Page<'_>, word: Word, before: Option<Word>) -> Found {
    let ordinal = before.filter(|word| page.is(Some(*word), &["forste", "siste", "fyrste"]))?;
    let next = page.next_in_phrase(word);
    page.is(next, &["som", "i", "til", "a", "pa"]).then_some((WARN, ordinal.from, word.to))
}

/// `kommunen med flest innbyggere`, `kommunen som har færrest ansatte`.
pub(super) fn with_most(page: Page<'_>, word: Word) -> Found {
    if !matches!(page.plain(word), b"kommunen" | b"kommuna") {
        return None;
    }
    let next = page.next_in_phrase(word)?;
    let next = match page.plain(next) {
        b"med" => page.next_in_phrase(next)?,
        b"som" => page
            .next_in_phrase(next)
            .filter(|has| page.is(Some(*has), &["har", "hadde"]))
            .and_then(|has| page.next_in_phrase(has))?,
        _ => return None,
    };
    let most = if page.is(Some(next), &["den", "det", "dei", "de"]) { page.next_in_phrase(next)? } else { next };
    let telling = page.is(
        Some(most),
        &["flest", "flestt", "faerrest", "farrest", "minst", "storst", "hoyest", "hogst", "lavest", "lagast", "mest"],
    );
    (telling || page.is(Some(most), &TELLING)).then_some((BLOCK, word.from, most.to))
}

/// `kommunen lengst nord`, `kommunen som ligger lengst inne i fjorden`.
pub(super) fn farthest(page: Page<'_>, word: Word) -> Found {
    let direction = page.next_in_phrase(word).filter(|next| {
        page.is(
            Some(*next),
            &["nord", "sor", "ost", "aust", "vest", "inne", "ute", "unna", "borte", "oppe", "nede", "fra", "inn"],
        )
    })?;
    let municipality = page.sentence_before(word, 6).find(|other| matches!(page.plain(*other), b"kommunen" | b"kommuna"))?;
    Some((BLOCK, municipality.from, direction.to))
}

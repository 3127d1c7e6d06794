//! Words that single out without naming: `den minste kommunen`, `alle unntatt én`, `vertskommunen`.
//!
//! [`cues`] are the words at which to look; [`at_cue`] looks at what stands around one. Bokmål and nynorsk.

use super::context::{Page, Word};
use super::rank::{farthest, ordinal, superlative, with_most};
use super::{Kind, Raw, Severity, Why, mail, people, rank};

/// A word at which something may be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cue {
    Municipality,
    Described,
    Host,
    Only,
    Except,
    Just,
    Others,
    Farthest,
    People,
    /// A word for `@`; the first needs brackets, for it is a word of every sentence.
    At,
    AtSign,
}

/// Heads of words, as compared, and what they may begin.
const CUES: [(&str, Cue); 49] = [
    ("kommun", Cue::Municipality),
    ("vertskommun", Cue::Host),
    ("eneste", Cue::Only),
    ("einaste", Cue::Only),
    ("unntatt", Cue::Except),
    ("unnateke", Cue::Except),
    ("unntak", Cue::Except),
    ("unnatak", Cue::Except),
    ("bortsett", Cue::Except),
    ("utenom", Cue::Except),
    ("utanom", Cue::Except),
    ("foruten", Cue::Except),
    ("forutan", Cue::Except),
    ("minus", Cue::Except),
    ("som", Cue::Except),
    ("bare", Cue::Just),
    ("berre", Cue::Just),
    ("kun", Cue::Just),
    ("andre", Cue::Others),
    ("lengst", Cue::Farthest),
    ("innbygg", Cue::People),
    ("folketal", Cue::People),
    ("befolkning", Cue::People),
    ("folkemengd", Cue::People),
    ("sjeler", Cue::People),
    ("at", Cue::At),
    ("kroll", Cue::AtSign),
    ("alfakroll", Cue::AtSign),
    ("snabel", Cue::AtSign),
    ("oykommun", Cue::Described),
    ("oyakommun", Cue::Described),
    ("bykommun", Cue::Described),
    ("fjellkommun", Cue::Described),
    ("kystkommun", Cue::Described),
    ("industrikommun", Cue::Described),
    ("grensekommun", Cue::Described),
    ("innlandskommun", Cue::Described),
    ("turistkommun", Cue::Described),
    ("hyttekommun", Cue::Described),
    ("skogkommun", Cue::Described),
    ("skogskommun", Cue::Described),
    ("jordbrukskommun", Cue::Described),
    ("landbrukskommun", Cue::Described),
    ("fjordkommun", Cue::Described),
    ("dalkommun", Cue::Described),
    ("fiskerikommun", Cue::Described),
    ("kraftkommun", Cue::Described),
    ("gruvekommun", Cue::Described),
    ("reiselivskommun", Cue::Described),
];

pub(super) fn cues() -> impl Iterator<Item = (&'static [u8], Cue)> {
    CUES.iter().map(|(head, cue)| (head.as_bytes(), *cue))
}

/// One, or so few that they know each other.
const ONE: [&str; 8] = ["en", "ett", "et", "ein", "eitt", "eit", "ei", "1"];
const TWO: [&str; 3] = ["to", "2", "begge"];

/// Looks at what is said around a cue.
pub(super) fn at_cue(page: Page<'_>, cue: Cue, word: Word, hits: &mut Vec<Raw>) {
    let found = match cue {
        Cue::Municipality => municipality(page, word),
        Cue::Described => described(page, word),
        Cue::Host => host(page, word),
        Cue::Only => only(page, word),
        Cue::Except => except(page, word),
        Cue::Just => just(page, word),
        Cue::Others => others(page, word),
        Cue::Farthest => farthest(page, word),
        Cue::People => return people::at_word(page, word, hits),
        Cue::At if page.plain(word) != b"at" => return,
        Cue::At => return mail::spelt(page, word, true, hits),
        Cue::AtSign => return mail::spelt(page, word, false, hits),
    };
    if let Some((severity, from, to)) = found {
        hits.push(Raw { kind: Kind::SinglingOut, severity, why: Why::Singled, from, to });
    }
}

pub(super) type Found = Option<(Severity, usize, usize)>;

pub(super) const BLOCK: Severity = Severity::Block;
pub(super) const WARN: Severity = Severity::Warn;

fn is_singular(plain: &[u8]) -> bool {
    matches!(plain, b"kommune" | b"kommunen" | b"kommuna" | b"kommunes" | b"kommunens" | b"kommunas")
}

fn is_plural(plain: &[u8]) -> bool {
    matches!(plain, b"kommunene" | b"kommunane" | b"kommuner" | b"kommunar" | b"kommunenes" | b"kommunanes")
}

fn is_municipality(plain: &[u8]) -> bool {
    is_singular(plain) || is_plural(plain)
}

/// Tells whether a number word is `én` or `éin`, which is never an article.
fn is_accented(page: Page<'_>, word: Word) -> bool {
    page.shown(word).any(|c| matches!(c, 'é' | 'É' | 'è' | 'È'))
}

fn is_number(page: Page<'_>, word: Option<Word>, numbers: &[&str]) -> bool {
    page.is(word, numbers)
}

fn municipality(page: Page<'_>, word: Word) -> Found {
    let plain = page.plain(word);
    let before = page.previous_in_phrase(word);
    if is_plural(plain) {
        return of_several(page, word, before?);
    }
    if !is_singular(plain) {
        return None;
    }
    superlative(page, word, before)
        .or_else(|| ordinal(page, word, before))
        .or_else(|| with_most(page, word))
        .or_else(|| one(page, word, before))
}

/// `én kommune`; `en kommune svarte`.
fn one(page: Page<'_>, word: Word, before: Option<Word>) -> Found {
    let number = before.filter(|number| is_number(page, Some(*number), &ONE) && page.plain(word) == b"kommune")?;
    let earlier = page.previous_in_phrase(number);
    if page.is(
        earlier,
        &[
            "bare", "berre", "kun", "enn", "minst", "hver", "kvar", "per", "pr", "til", "mer", "meir", "enkelt", "hvilken",
            "fra", "unntatt",
        ],
    ) {
        return None;
    }
    let spoke = page.is(page.next_in_phrase(word), &SPOKE);
    (is_accented(page, number) || spoke).then_some((WARN, number.from, word.to))
}

/// What one who was asked does.
const SPOKE: [&str; 30] = [
    "svarte",
    "svara",
    "sa",
    "mente",
    "meinte",
    "fortalte",
    "fortel",
    "forteller",
    "nevnte",
    "nemnde",
    "meldte",
    "takket",
    "takka",
    "oppga",
    "onsket",
    "onskte",
    "onskjer",
    "hadde",
    "deltok",
    "manglet",
    "mangla",
    "etterlyste",
    "etterspurte",
    "beskrev",
    "skildra",
    "rapporterte",
    "opplevde",
    "valgte",
    "valde",
    "skilte",
];

/// `én av kommunene`, `de to minste kommunene`, `en av de minste kommunene`.
fn of_several(page: Page<'_>, word: Word, before: Word) -> Found {
    let mut at = before;
    let mut few = None;
    // `av de 24`, `av de minste`: at most three words between.
    for _ in 0..4 {
        if page.plain(at) == b"av" {
            let number = page.previous_in_phrase(at)?;
            let earlier = page.previous_in_phrase(number);
            if rank::is_superlative(page.plain(number)) && page.is(earlier, &["den", "klart", "aller"]) {
                return Some((BLOCK, earlier?.from, word.to));
            }
            let counted = is_number(page, Some(number), &ONE) || is_number(page, Some(number), &TWO);
            let excused = page.is(earlier, &["og", "bare", "berre", "kun", "unntatt", "enkelt"]);
            return (counted && !excused).then_some((WARN, number.from, word.to));
        }
        let may_stand = page.is(Some(at), &["de", "dei", "dem", "disse", "desse", "alle", "aller"])
            || page.plain(at).iter().all(u8::is_ascii_digit)
            || is_number(page, Some(at), &TWO)
            || page.plain(at).ends_with(b"ste");
        if !may_stand {
            break;
        }
        if is_number(page, Some(at), &TWO) && rank::is_superlative(page.plain(page.next_in_phrase(at)?)) {
            few = Some(at);
        }
        at = match page.previous_in_phrase(at) {
            Some(earlier) => earlier,
            None => break,
        };
    }
    few.map(|few| (BLOCK, few.from, word.to))
}

fn described(page: Page<'_>, word: Word) -> Found {
    let plain = page.plain(word);
    (plain.ends_with(b"kommunen") || plain.ends_with(b"kommuna")).then_some((WARN, word.from, word.to))
}

/// `vertskommunen`; the law's `vertskommune` and `vertskommunesamarbeid` are everybody's.
fn host(page: Page<'_>, word: Word) -> Found {
    let lawful = || page.sentence_has(word, |other| other.starts_with(b"kommunelov") || other.starts_with(b"samarbeidskommun"));
    match page.plain(word).get("vertskommun".len()..)? {
        b"en" | b"ens" | b"a" | b"as" => Some((if lawful() { WARN } else { BLOCK }, word.from, word.to)),
        b"e" => {
            // `med vertskommune og område`: the word of the law, or of a heading.
            let named = page.is(page.next_in_phrase(word), &["for"]);
            let generic = ["hver", "kvar", "en", "ei", "ein", "som", "annen", "anna", "egen", "eigen", "ny"];
            let generic = page.is(page.previous_in_phrase(word), &generic);
            (named && !generic && !lawful()).then_some((WARN, word.from, word.to))
        }
        _ => None,
    }
}

/// `den eneste kommunen`, `den eneste som`, `som eneste kommune`, `eneste av kommunene`.
fn only(page: Page<'_>, word: Word) -> Found {
    let before = page.previous_in_phrase(word);
    if page.is(before, &["hver", "kvar", "kvart", "hvert", "en", "ei", "ein", "et", "eit", "det", "ikke", "ikkje"])
        || is_number(page, before, &ONE)
    {
        return None;
    }
    let next = page.next_in_phrase(word)?;
    let from =
        before.filter(|before| page.is(Some(*before), &["den", "de", "dei", "som"])).map_or(word.from, |before| before.from);
    if is_singular(page.plain(next)) {
        return Some((BLOCK, from, next.to));
    }
    if page.plain(next) == b"av" && page.sentence_after(next, 4).any(|other| is_plural(page.plain(other))) {
        return Some((BLOCK, from, next.to));
    }
    if is_plural(page.plain(next)) {
        return Some((WARN, from, next.to));
    }
    let lonely = page.is(before, &["den"]) && page.is(Some(next), &["uten", "utan", "med", "i", "pa", "blant"]);
    if lonely && page.sentence_has(word, is_singular) {
        return Some((BLOCK, from, next.to));
    }
    if page.plain(next) != b"som" || !page.is(before, &["den", "de", "dei", "var", "er", "vart"]) {
        return None;
    }
    let one = page.is(before, &["den", "var", "er"]) && page.sentence_has(word, is_singular);
    Some((if one { BLOCK } else { WARN }, from, next.to))
}

/// `alle unntatt én`, `alle bortsett frå éin`, `med unntak av én`, `med ett unntak`, `alle så nær som én`.
fn except(page: Page<'_>, word: Word) -> Found {
    let plain = page.plain(word);
    let before = page.previous_in_phrase(word);
    if plain == b"som" && !page.is(before, &["naer", "naerr"]) {
        return None;
    }
    if matches!(plain, b"unntak" | b"unnatak") && is_number(page, before, &ONE) && !page.is(before, &["en", "et", "eit"]) {
        let all = page.sentence_has(word, is_everybody) && page.sentence_has(word, is_municipality);
        return Some((if all { BLOCK } else { WARN }, before?.from, word.to));
    }
    let mut number = page.next_in_phrase(word)?;
    if page.is(Some(number), &["fra", "av", "for"]) {
        number = page.next_in_phrase(number)?;
    }
    let one = is_number(page, Some(number), &ONE);
    if !one && !is_number(page, Some(number), &TWO) {
        return None;
    }
    let next = page.next_in_phrase(number);
    let of_them =
        next.is_none_or(|next| is_municipality(page.plain(next)) || page.is(Some(next), &["av", "eneste", "einaste", "enkelt"]));
    let accented = one && is_accented(page, number);
    let to = next.filter(|next| is_municipality(page.plain(*next))).map_or(number.to, |next| next.to);
    let all = page.sentence_has(word, is_everybody);
    let named = next.is_some_and(|next| is_municipality(page.plain(next)));
    match (of_them || accented, all || named) {
        (true, true) => Some((BLOCK, word.from, to)),
        (true, false) if accented => Some((WARN, word.from, to)),
        _ => None,
    }
}

fn is_everybody(plain: &[u8]) -> bool {
    matches!(plain, b"alle" | b"samtlige" | b"samtlege" | b"hver" | b"kvar") || is_plural(plain)
}

/// `bare én kommune`, `kun én av dem`, `berre to av kommunane`.
fn just(page: Page<'_>, word: Word) -> Found {
    if !matches!(page.plain(word), b"bare" | b"berre" | b"kun") {
        return None;
    }
    let number = page.next_in_phrase(word)?;
    if !is_number(page, Some(number), &ONE) && !is_number(page, Some(number), &TWO) {
        return None;
    }
    let next = page.next_in_phrase(number);
    let next = if page.is(next, &["eneste", "einaste", "enkelt", "av"]) {
        next.and_then(|next| page.next_in_phrase(next))
    } else {
        next
    }?;
    if is_municipality(page.plain(next)) {
        return Some((BLOCK, word.from, next.to));
    }
    let of = page.is(page.next_in_phrase(number), &["av"]);
    let those = page.is(Some(next), &["de", "dei", "dem", "deltakerne", "deltakarane", "alle", "disse", "desse"]);
    if of && (those || is_number(page, Some(next), &[])) {
        let municipality = page.sentence_after(next, 4).find(|other| is_plural(page.plain(*other)));
        return Some((
            if municipality.is_some() { BLOCK } else { WARN },
            word.from,
            municipality.map_or(next.to, |other| other.to),
        ));
    }
    (page.is(Some(next), &SPOKE) && is_accented(page, number)).then_some((WARN, word.from, number.to))
}

/// `ingen andre kommuner`, `ingen andre enn`, `alle andre enn én`.
fn others(page: Page<'_>, word: Word) -> Found {
    if let Some(all) = page.previous_in_phrase(word).filter(|all| page.is(Some(*all), &["alle", "samtlige", "samtlege"])) {
        let number =
            page.next_in_phrase(word).filter(|than| page.is(Some(*than), &["enn"])).and_then(|than| page.next_in_phrase(than))?;
        let one = is_number(page, Some(number), &ONE);
        let next = page.next_in_phrase(number);
        let of_them = next.is_none_or(|next| is_municipality(page.plain(next)) || page.is(Some(next), &["av"]));
        return (one && (of_them || is_accented(page, number))).then_some((BLOCK, all.from, number.to));
    }
    let none = page.previous_in_phrase(word).filter(|none| page.is(Some(*none), &["ingen", "ikke", "ikkje"]))?;
    let next = page.next_in_phrase(word)?;
    let (municipality, than) = match is_municipality(page.plain(next)) {
        true => (true, page.next_in_phrase(next)),
        false => (false, Some(next)),
    };
    let compared = page.is(than, &["enn"]);
    match (municipality, compared) {
        (true, true) => Some((BLOCK, none.from, word.to)),
        (true, false) if page.plain(none) == b"ingen" => Some((WARN, none.from, next.to)),
        (false, true) if page.sentence_has(word, is_singular) => Some((WARN, none.from, next.to)),
        _ => None,
    }
}

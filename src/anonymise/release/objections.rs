//! What is wrong with a release, in words. No hidden number is named, nor who is in a group.

use crate::domain::{Counting, Edition, Editions, Finding, Mapping, Waiver};
use crate::problem::{Both, Code, Place, Problem, both};

fn at_mapping(mapping: &Mapping) -> Place {
    Place::file(mapping.source.shown())
}

fn at(file: &Editions) -> Place {
    Place::file(file.source.shown())
}

pub(super) fn no_counting(mapping: &Mapping) -> Problem {
    Problem::new(
        Code::NoCounting,
        both!(
            "`mapping.yaml` sier ikke hvordan svarene skal telles",
            "`mapping.yaml` does not say how the answers are to be counted"
        ),
    )
    .at(at_mapping(mapping))
    .help(both!(
        "legg til `release:` med `groups:`, de offentlige opplysningene deltakerne deles etter",
        "add `release:` with `groups:`, the public facts by which participants are grouped"
    ))
}

pub(super) fn no_observations(mapping: &Mapping) -> Problem {
    Problem::new(Code::NoCounting, both!("kartleggingen har ingen svar å telle", "the mapping has no answers to count"))
        .at(at_mapping(mapping))
        .help(both!(
            "legg svarene i `observations.yaml` i samme mappe; filen blir aldri publisert",
            "put the answers into `observations.yaml` in the same folder; the file is never published"
        ))
}

pub(super) fn invented(mapping: &Mapping) -> Problem {
    Problem::new(
        Code::NoCounting,
        both!(
            "svarene er oppdiktet, men kartleggingen sier ikke at den er det",
            "the answers are invented, but the mapping does not say that it is"
        ),
    )
    .at(at_mapping(mapping))
    .note(both!("av oppdiktede svar lages det ingen tall", "no numbers are made of invented answers"))
    .help(both!(
        "bruk virkelige svar, eller merk kartleggingen med `synthetic: true`",
        "use real answers, or mark the mapping `synthetic: true`"
    ))
}

pub(super) fn grouped_anew(mapping: &Mapping) -> Problem {
    Problem::new(
        Code::GroupedAnew,
        both!(
            "gruppene er andre enn i utgavene som er publisert",
            "the groups are not those of the editions that were published"
        ),
    )
    .at(at_mapping(mapping))
    .note(both!(
        "når gruppene endres, kan ingen vite hva nye tall røper sammen med de gamle",
        "when the groups change, nobody can know what new numbers tell together with the old"
    ))
    .help(both!(
        "bruk de samme gruppene som før, i samme rekkefølge, eller start en ny kartlegging",
        "use the same groups as before, in the same order, or begin a new mapping"
    ))
}

pub(super) fn ledger_lacks(release: &Editions) -> Problem {
    Problem::new(
        Code::LedgerBroken,
        both!("utgaven er ikke den siste i `release-ledger.yaml`", "the edition is not the last one in `release-ledger.yaml`"),
    )
    .at(at(release))
    .note(both!(
        "tallene kan være endret for hånd, eller listen over utgaver kan være borte",
        "the numbers may have been changed by hand, or the list of editions may be gone"
    ))
    .help(both!(
        "hent begge filene tilbake fra git, eller kjør `utsyn release` på nytt",
        "take both files back from git, or run `utsyn release` again"
    ))
}

pub(super) fn editions_missing(ledger: &Editions) -> Problem {
    Problem::new(Code::LedgerBroken, both!("utgavene er ikke 1, 2, 3 … i rekkefølge", "the editions are not 1, 2, 3 … in order"))
        .at(at(ledger))
        .note(both!(
            "en utgave som er slettet her, kan fortsatt være lest av noen",
            "an edition deleted here may still have been read by somebody"
        ))
        .help(both!("hent filen tilbake fra git", "take the file back from git"))
}

pub(super) fn does_not_fit(release: &Editions, what: &Both) -> Problem {
    let (nb, en) = (&what.nb, &what.en);
    Problem::new(
        Code::ReleaseDoesNotFit,
        both!("tallene passer ikke til kartleggingen: {nb}", "the numbers do not fit the mapping: {en}"),
    )
    .at(at(release))
    .help(both!("kjør `utsyn release` på nytt", "run `utsyn release` again"))
}

pub(super) fn contradicts(release: &Editions, theme: &str) -> Problem {
    Problem::new(
        Code::ReleaseContradicts,
        both!("tallene for `{theme}` motsier hverandre", "the numbers on `{theme}` contradict each other"),
    )
    .at(at(release))
    .note(both!(
        "det finnes ingen svar som kunne ha gitt dem, alle utgaver og mengdeord sett under ett",
        "no answers could have given them, all editions and quantity words taken together"
    ))
    .help(both!("kjør `utsyn release` på nytt", "run `utsyn release` again"))
}

/// A group about which too much can be told.
pub(super) fn unsafe_group(release: &Editions, theme: &str, group: &Both, why: &Both) -> Problem {
    let (nb, en) = (&group.nb, &group.en);
    Problem::new(
        Code::ReleaseUnsafe,
        both!("tallene for `{theme}` røper for mye om {nb}", "the numbers on `{theme}` tell too much about {en}"),
    )
    .at(at(release))
    .note(why.clone())
    .help(both!(
        "kjør `utsyn release` på nytt, eller skriv et unntak under `release: waivers:` i `mapping.yaml`",
        "run `utsyn release` again, or write a waiver under `release: waivers:` in `mapping.yaml`"
    ))
}

pub(super) fn out_of_date(release: &Editions) -> Problem {
    Problem::new(Code::ReleaseOutOfDate, both!("tallene er eldre enn svarene", "the numbers are older than the answers"))
        .at(at(release))
        .help(both!(
            "kjør `utsyn release` for å se hva som ville blitt publisert nå",
            "run `utsyn release` to see what would be published now"
        ))
}

pub(super) fn waiver_lapsed(counting: &Counting, waiver: &Waiver) -> Problem {
    Problem::new(
        Code::WaiverLapsed,
        both!("unntaket gjelder en påstand som ikke står der", "the waiver is for a statement that is not there"),
    )
    .at(Place::bare(counting.source.shown(), waiver.line, 1))
    .note(both!(
        "et unntak gjelder bare nøyaktig det tallet det nevner; når tallet endres, faller det bort",
        "a waiver holds for exactly the number it names; when the number changes, it lapses"
    ))
    .help(both!(
        "ta det bort, eller skriv påstanden som den er nå, for eksempel `rekruttering: ja, alle = 23`",
        "take it away, or write the statement as it is now, for example `rekruttering: ja, alle = 23`"
    ))
}

/// A finding says another word than the answers allow.
pub(super) fn word_does_not_hold(finding: &Finding, line: usize, edition: &Edition, word: &str) -> Problem {
    let number = edition.number;
    Problem::new(
        Code::WordBeyondEvidence,
        both!(
            "«{word}» stemmer ikke med tallet som er publisert om temaet",
            "“{word}” does not fit the number published on the theme"
        ),
    )
    .at(Place::bare(finding.source.shown(), line, 1))
    .note(both!(
        "i utgave {number} betyr ordet noe annet enn det svarene viser; se `quantity_words:` i `site.yaml`",
        "in edition {number} the word means something else than the answers show; see `quantity_words:` in `site.yaml`"
    ))
    .help(both!(
        "bruk et annet mengdeord, eller skriv `counted: false` hvis ordet bygger på noe annet enn disse svarene",
        "use another quantity word, or write `counted: false` if the word rests on something else than these answers"
    ))
}

/// A finding says a word that tells more than the numbers may.
pub(super) fn word_tells_too_much(finding: &Finding, word: &str) -> Problem {
    Problem::new(
        Code::ReleaseUnsafe,
        both!(
            "«{word}» røper for mye sammen med tallene som er publisert",
            "“{word}” tells too much together with the numbers that were published"
        ),
    )
    .at(Place::bare(finding.source.shown(), 1, 1))
    .help(both!("bruk et videre mengdeord, som «mange» eller «noen»", "use a wider quantity word, such as «mange» or «noen»"))
}

//! Names of municipalities and villages: where one may stand, and whether it does.
//!
//! [`at_word`] gathers what may be a name; [`judge`] tells words from names by capitals, place in the sentence,
//! prepositions and `kommune`; [`settle`] lets names in a row speak for each other.

use super::broken::{Broken, broken};
use super::context::{Look, Page, Word, is_blank, is_hyphen};
use super::ending::{Ending, Form, ending};
use super::letters::GAP;
use super::register::{Entry, Name, Of, Register};
use super::spelling::{Spelling, spelling};
use super::words::{Class, class_when_stripped, is_first_name};
use super::{Kind, Raw, Severity, Why};

/// Something that may be a name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub name: u32,
    /// The letters of the name itself.
    pub core: Word,
    /// With its ending.
    pub word: Word,
    pub ending: Ending,
    pub class: Class,
    pub look: Look,
    pub verdict: Verdict,
}

/// What is known of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Certain,
    Likely,
    /// A name if a name stands beside it.
    Perhaps,
}

/// Gathers the candidates at the word that begins at `from`: the longest that is one.
pub(super) fn at_word(register: &Register, page: Page<'_>, from: usize, found: &mut Vec<Candidate>) {
    if found.last().is_some_and(|last| from < last.word.to) {
        return;
    }
    let rest = page.letters.bytes.get(from..).unwrap_or_default();
    let mut best: Option<Candidate> = None;
    register.index.look(rest, |length, entry| {
        let Entry::Name { name, form } = entry else { return };
        let Some(known) = register.names.get(name as usize) else { return };
        let core = Word { from, to: from + length };
        let longest = best.is_none_or(|best| core.to > best.core.to || core.to == best.core.to && known.of == Of::Municipality);
        if !longest {
            return;
        }
        let candidate =
            candidate(page, name, known, form, core).filter(|candidate| best.is_none_or(|best| better(candidate, &best)));
        if candidate.is_some() {
            best = candidate;
        }
    });
    if best.is_none_or(|best| best.verdict == Verdict::Perhaps)
        && let Some(Broken { name, word, verdict }) = broken(register, page, from)
    {
        let (class, look) = (Class::Certain, Look::Capital);
        best = Some(Candidate { name, core: word, word, ending: Ending::Name, class, look, verdict });
    }
    found.extend(best);
}

/// The longer name, unless it is only guessed at and the shorter is certain.
fn better(one: &Candidate, best: &Candidate) -> bool {
    one.core.to > best.core.to && (one.verdict != Verdict::Perhaps || best.verdict == Verdict::Perhaps)
        || one.verdict == Verdict::Certain
}

fn candidate(page: Page<'_>, index: u32, name: &Name, form: Form, core: Word) -> Option<Candidate> {
    let end = core.to + memchr::memchr(GAP, page.letters.bytes.get(core.to..)?)?;
    let last = memchr::memrchr(GAP, page.letters.bytes.get(core.from..core.to)?).map_or(core.from, |gap| core.from + gap + 1);
    let word = Word { from: core.from, to: end };
    if !may_stand_in_gaps(page, core) {
        return None;
    }
    let shown = page.letters.shown.get(core.from..core.to)?;
    let expected = match form {
        Form::Whole => Some(name.letters.as_slice()),
        Form::Stem => name.letters.get(..name.letters.len() - 1),
        Form::Inhabitant => None,
    };
    let class = match expected.map(|expected| spelling(expected, shown)) {
        Some(None) => return None,
        Some(Some(Spelling::Stripped)) => class_when_stripped(std::str::from_utf8(page.plain(core)).ok()?, name.class),
        _ => name.class,
    };
    let ending = ending(form, class, page.letters.bytes.get(last..end)?, core.to - last)?;
    let look = page.look(word);
    let candidate = Candidate { name: index, core, word, ending, class, look, verdict: Verdict::Perhaps };
    let verdict = if form == Form::Inhabitant { Verdict::Certain } else { judge(page, name, &candidate)? };
    Some(Candidate { verdict, ..candidate })
}

/// Tells whether the gaps within a name of several words are such as stand there: a blank, a hyphen, the end of a line.
fn may_stand_in_gaps(page: Page<'_>, core: Word) -> bool {
    let bytes = page.letters.bytes.get(core.from..core.to).unwrap_or_default();
    memchr::memchr_iter(GAP, bytes).all(|gap| {
        let between = page.between(core.from + gap);
        is_blank(between) || is_hyphen(between)
    })
}

/// Tells how certain it is that a candidate is the name; nothing where it is not.
fn judge(page: Page<'_>, name: &Name, candidate: &Candidate) -> Option<Verdict> {
    let Candidate { word, ending, class, look, .. } = *candidate;
    let next = page.next(word);
    let joined = next.filter(|_| matches!(page.between(word.to), "-" | "‑" | "–") || is_blank(page.between(word.to)));
    if says_municipality(page, name, candidate, joined) {
        return Some(Verdict::Certain);
    }
    match ending {
        Ending::Inhabitant => {
            return (class <= Class::Proper || look != Look::Small || class == Class::Rare).then_some(inhabitant(class));
        }
        Ending::Other => return (look != Look::Small).then_some(Verdict::Likely),
        Ending::Compound if class >= Class::Rare && look == Look::Small => return None,
        Ending::Compound | Ending::Name => {}
    }
    if class >= Class::Proper && look == Look::Small {
        return small(page, name, candidate);
    }
    match person(page, name, word, class) {
        Person::Cited => return None,
        Person::Named => return Some(Verdict::Likely),
        Person::No => {}
    }
    if name.of == Of::Part || is_institution(page, word) {
        return Some(Verdict::Likely);
    }
    by_class(page, name, candidate)
}

/// Of people called after a place with a word for a name it is the place that is doubtful.
fn inhabitant(class: Class) -> Verdict {
    if class <= Class::Proper { Verdict::Certain } else { Verdict::Likely }
}

/// `Nes kommune`, `kommunen Nes`, `Fron-kommunene`: whatever the word means elsewhere, here it is the name.
fn says_municipality(page: Page<'_>, name: &Name, candidate: &Candidate, joined: Option<Word>) -> bool {
    let Candidate { word, class, look, .. } = *candidate;
    let exactly = page.is(joined, &["kommune", "kommunes"]);
    let after = match class {
        Class::Common if look == Look::Small => exactly && name.of == Of::Municipality,
        _ => exactly || page.begins(joined, &["kommune", "kommuna", "kommunal"]),
    };
    let before = page.previous(word).filter(|_| {
        let between = page.between(word.from - 1);
        is_blank(between) || is_blank(between.trim_start().trim_start_matches(':'))
    });
    const BEFORE: [&str; 7] = ["kommune", "kommunen", "kommuna", "kommunene", "kommunane", "vertskommunen", "bygda"];
    let labelled = page.between(word.from - 1).contains(':') && page.is(before, &["municipality", "kommuner", "kommunar"]);
    after || look != Look::Small && (labelled || page.is(before, &BEFORE))
}

/// A name without its capital.
fn small(page: Page<'_>, name: &Name, candidate: &Candidate) -> Option<Verdict> {
    let after_place = is_after_place(page, candidate.word);
    (candidate.class == Class::Proper && name.of == Of::Municipality && after_place).then_some(Verdict::Likely)
}

fn by_class(page: Page<'_>, name: &Name, candidate: &Candidate) -> Option<Verdict> {
    let Candidate { word, class, look, .. } = *candidate;
    let begins = page.begins_sentence(word.from - 1);
    let after_place = is_after_place(page, word);
    let surname = name.is_surname && !after_place;
    let shouted = look == Look::Capitals && is_among_capitals(page, word);
    let genitive = page.between(word.to).starts_with(['\'', '’']) && page.plain(word).ends_with(b"s") && look == Look::Capital;
    let stripped = class == Class::Common && name.class != Class::Common;
    let lies_in =
        page.next_in_phrase(word).filter(|next| page.is(Some(*next), &["i", "pa"])).and_then(|next| page.next_in_phrase(next));
    let lies_in = look == Look::Capital && lies_in.is_some_and(|place| page.look(place) == Look::Capital);
    let short = look == Look::Capitals && word.to - word.from < 3;
    Some(match class {
        Class::Certain => Verdict::Certain,
        Class::Proper if shouted && !after_place || surname && !begins => Verdict::Likely,
        Class::Proper => Verdict::Certain,
        _ if short || page.between(word.to) == "-" && begins => Verdict::Perhaps,
        _ if shouted && after_place => Verdict::Likely,
        _ if shouted => Verdict::Perhaps,
        Class::Rare if genitive || lies_in => Verdict::Certain,
        Class::Rare if begins => match says_something(page, word, class) || is_alone(page, word) {
            true => Verdict::Likely,
            false => Verdict::Perhaps,
        },
        Class::Rare if surname => Verdict::Likely,
        Class::Rare => Verdict::Certain,
        Class::Common if begins && (lies_in || says_something(page, word, class)) => Verdict::Likely,
        Class::Common if begins => Verdict::Perhaps,
        Class::Common if page.between(word.to) == "-" => Verdict::Likely,
        Class::Common if after_place => Verdict::Certain,
        Class::Common if stripped => Verdict::Perhaps,
        Class::Common => Verdict::Likely,
    })
}

/// Words after which a place stands.
fn is_after_place(page: Page<'_>, word: Word) -> bool {
    const PLACE: [&str; 19] = [
        "i", "pa", "fra", "til", "ved", "mot", "mellom", "rundt", "kring", "omkring", "naer", "utenfor", "utanfor", "innen",
        "innan", "hos", "besokte", "besokt", "gjennom",
    ];
    page.is(page.previous_in_phrase(word), &PLACE)
}

/// Tells whether a word stands alone in a cell of a table or an item of a list.
fn is_alone(page: Page<'_>, word: Word) -> bool {
    let parts = |gap: usize| {
        let between = page.between(gap);
        gap == 0 || gap + 1 >= page.letters.bytes.len() || between.contains(['|', ';', '\t', '\n', '<'])
    };
    parts(word.from - 1) && parts(word.to) && page.letters.bytes.len() > word.to - word.from + 2
}

/// Verbs of those who were asked: at the beginning of a sentence, who says, wants or takes part is a participant.
fn says_something(page: Page<'_>, word: Word, class: Class) -> bool {
    const VERBS: [&str; 45] = [
        "svarte",
        "svarer",
        "svara",
        "svarar",
        "deltok",
        "deltar",
        "deltek",
        "onsker",
        "onsket",
        "onskte",
        "onskjer",
        "onskte",
        "takket",
        "takka",
        "meldte",
        "melder",
        "mener",
        "mente",
        "meiner",
        "meinte",
        "nevnte",
        "nevner",
        "nemnde",
        "nemner",
        "prioriterer",
        "prioriterte",
        "sa",
        "seier",
        "sier",
        "etterlyste",
        "etterlyser",
        "oppga",
        "oppgir",
        "rapporterte",
        "fortalte",
        "fortel",
        "forteller",
        "har",
        "hadde",
        "vil",
        "fikk",
        "fekk",
        "trenger",
        "treng",
        "manglet",
    ];
    // `har` follows many a word; only of seldom words it says something.
    const ALWAYS: usize = 37;
    let next = page.next_in_phrase(word);
    let verbs = if class == Class::Common { VERBS.get(..ALWAYS).unwrap_or(&VERBS) } else { &VERBS };
    page.is(next, verbs)
}

enum Person {
    No,
    /// As an author in a reference.
    Cited,
    Named,
}

/// Tells whether a surname rather than a place is meant.
fn person(page: Page<'_>, name: &Name, word: Word, class: Class) -> Person {
    let before = page.previous(word);
    let after = page.next(word);
    let sign_before = page.between(word.from - 1);
    let sign_after = page.between(word.to);
    let initial =
        |other: Option<Word>| other.is_some_and(|other| other.to - other.from == 1 && page.look(other) == Look::Capital);
    if name.is_surname || class >= Class::Rare {
        let initial_after =
            sign_after.starts_with(", ") && initial(after) && after.is_some_and(|after| page.between(after.to).starts_with('.'));
        let initial_before = sign_before.trim() == "." && initial(before);
        let year =
            sign_after.trim_end().ends_with('(') && after.is_some_and(|year| page.plain(year).iter().all(u8::is_ascii_digit));
        let others = page.is(after, &["et", "mfl", "mf"]) && is_blank(sign_after);
        if initial_after || initial_before || year || others || sign_before.contains('&') && !sign_before.contains(';') {
            return Person::Cited;
        }
    }
    let before = before.filter(|_| is_blank(sign_before));
    let first = before.is_some_and(|before| is_first_name(page.plain(before)) && page.look(before) == Look::Capital);
    let capital =
        |other: Word| page.look(other) == Look::Capital && !page.begins_sentence(other.from - 1) && other.to - other.from > 2;
    if first || name.is_surname && before.is_some_and(|before| capital(before) && !is_function_word(page, before)) {
        return Person::Named;
    }
    Person::No
}

fn is_function_word(page: Page<'_>, word: Word) -> bool {
    page.begins(Some(word), &["kommun", "usht", "senter", "region", "ogsa", "bade", "helse"])
}

/// `Universitetet i Oslo`, `Helse Bergen`, `Bergens Tidende`, `Oslo: Forlaget`: called after the place, but elsewhere known.
fn is_institution(page: Page<'_>, word: Word) -> bool {
    let before = page.previous_in_phrase(word);
    let of = before.filter(|before| page.is(Some(*before), &["i", "og"])).and_then(|before| page.previous_in_phrase(before));
    let after = page.next_in_phrase(word);
    let capital = after.is_some_and(|after| page.look(after) == Look::Capital);
    let publisher = page.between(word.to) == ": "
        && page.next(word).is_some_and(|next| page.look(next) == Look::Capital)
        && page.between(word.from - 1).contains(['.', ',']);
    publisher
        || page.begins(of, &["universitetet", "hogskol", "hogskul", "hoyskol", "tingrett", "lagmannsrett"])
        || page.is(before, &["helse", "ntnu", "universitetssykehuset"])
        || capital && page.is(after, &["tidende", "aftenblad", "avis", "blad", "universitetssykehus", "universitet", "economics"])
        || page.is(after, &["universitetssykehus", "universitetssjukehus", "bispedomme", "tingrett"])
}

/// Tells whether the words on both sides are capitals too, so that capitals prove nothing.
fn is_among_capitals(page: Page<'_>, word: Word) -> bool {
    let sides = [page.previous(word), page.next(word)];
    let letters = |side: Word| page.plain(side).iter().any(u8::is_ascii_alphabetic);
    let mut sides = sides.into_iter().flatten().filter(|side| letters(*side)).peekable();
    let any = sides.peek().is_some();
    any && sides.all(|side| page.look(side) == Look::Capitals || side.to - side.from == 1 && page.look(side) == Look::Capital)
}

/// Lets names in a row speak for each other (`Gran, Lunner og Os`), and returns those that are names.
pub(super) fn settle(register: &Register, page: Page<'_>, candidates: &mut [Candidate], hits: &mut Vec<Raw>) {
    let order = |index: usize, length: usize, back: bool| if back { length - 1 - index } else { index };
    for back in [false, true] {
        for index in 1..candidates.len() {
            let (this, other) = (order(index, candidates.len(), back), order(index - 1, candidates.len(), back));
            let (Some(one), Some(two)) = (candidates.get(this).copied(), candidates.get(other).copied()) else { continue };
            let (left, right) = if back { (one, two) } else { (two, one) };
            let doubtful = one.verdict != Verdict::Certain && one.look != Look::Small && one.ending == Ending::Name;
            if doubtful
                && two.verdict == Verdict::Certain
                && two.ending == Ending::Name
                && are_in_a_row(page, left, right)
                && let Some(candidate) = candidates.get_mut(this)
            {
                candidate.verdict = Verdict::Certain;
            }
        }
    }
    for candidate in candidates.iter().filter(|candidate| candidate.verdict != Verdict::Perhaps) {
        let Some(name) = register.names.get(candidate.name as usize) else { continue };
        let (from, to) = with_shared_part(page, name, candidate.word);
        let severity = if candidate.verdict == Verdict::Certain { Severity::Block } else { Severity::Warn };
        let (kind, why) = match (name.of, candidate.ending) {
            (Of::Village, _) => (Kind::Village, Why::Village),
            (_, Ending::Inhabitant) => (Kind::Municipality, Why::Inhabitant),
            (Of::Part, _) => (Kind::Municipality, Why::Part),
            _ if severity == Severity::Warn => (Kind::Municipality, Why::MaybeName),
            _ => (Kind::Municipality, Why::Name),
        };
        hits.push(Raw { kind, severity, why, from, to });
    }
}

/// Tells whether two names follow on each other in a list.
fn are_in_a_row(page: Page<'_>, left: Candidate, right: Candidate) -> bool {
    if right.word.from <= left.word.to {
        return false;
    }
    if right.word.from == left.word.to + 1 {
        let between = page.between(left.word.to).trim();
        let item = between.is_empty() && page.between(left.word.to).contains('\n');
        return item || matches!(between, "," | "/" | "–" | "-" | ";" | "|" | "*" | "|\n|");
    }
    let Some(and) = page.next(left.word).filter(|and| and.to + 1 == right.word.from) else { return false };
    page.is(Some(and), &["og", "eller", "and", "samt"]) && is_blank(page.between(and.to)) && is_blank(page.between(left.word.to))
}

/// Widens a hit by what shares its name: `Nord- og Sør-Fron`, `Nordre Land og Søndre`.
fn with_shared_part(page: Page<'_>, name: &Name, word: Word) -> (usize, usize) {
    if !name.has_direction {
        return (word.from, word.to);
    }
    let is_shared =
        |other: Option<Word>| other.filter(|other| super::register::is_direction(&page.shown(*other).collect::<String>()));
    let before = page.previous_in_phrase(word).filter(|and| page.is(Some(*and), &["og", "eller"]));
    let before = is_shared(before.and_then(|and| page.previous(and)));
    let after = page.next_in_phrase(word).filter(|and| page.is(Some(*and), &["og", "eller"]));
    let after = is_shared(after.and_then(|and| page.next_in_phrase(and)));
    (before.map_or(word.from, |before| before.from), after.map_or(word.to, |after| after.to))
}

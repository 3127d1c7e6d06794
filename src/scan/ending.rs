//! What may follow a name within the same word: `Gjøviks`, `gjøvikenser`, `Gjøvikregionen`.

use super::words::Class;

/// What a word is that begins with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// The name, or its genitive.
    Name,
    /// Somebody from there.
    Inhabitant,
    /// A region, a project, a mayor: `Gjøvikmodellen`.
    Compound,
    /// Something else that is called after it, perhaps: `Gjøvikregnet`.
    Other,
}

/// What must follow a form of a name that is no name alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    Whole,
    /// Without its last vowel: `snås` in `snåsning`.
    Stem,
    /// An inhabitant already: `gausdøl`, `totning`.
    Inhabitant,
}

/// People are called after their place with one of these, each with its inflections.
const PEOPLE: [(&str, &[&str]); 9] = [
    ("vaering", ING),
    ("varing", ING),
    ("ning", ING),
    ("ing", ING),
    ("ling", ING),
    ("enser", &["", "e", "en", "ens", "ene", "ne", "nes", "es", "s"]),
    ("ensar", &["", "ar", "en", "ane", "arar", "arane", "s"]),
    ("bu", &["", "en", "ens", "er", "ers", "ene", "enes", "ar", "ane", "s"]),
    ("bugenser", &["", "e", "en", "ne", "ene"]),
];
const ING: &[&str] = &["", "s", "a", "en", "ens", "er", "ers", "ene", "enes", "ar", "ars", "ane", "anes"];
/// Of places in `-sund` and `-sand`: `ålesunder`.
const OF_SOUNDS: [&str; 10] = ["er", "ere", "eren", "erne", "ers", "eres", "ar", "arar", "aren", "arane"];
/// Of places in `-en`: `drammenser`.
const OF_EN: [&str; 10] = ["ser", "sere", "seren", "serens", "serne", "seres", "sar", "sarar", "saren", "sarane"];
const OF_FORMS: [&str; 12] = ["", "s", "en", "ens", "er", "ers", "ene", "enes", "ar", "ane", "ere", "erne"];

/// Second parts that make a word about the place.
const HEADS: [&str; 36] = [
    "avdeling",
    "barn",
    "bruker",
    "bygd",
    "distrikt",
    "folk",
    "fylke",
    "gutt",
    "helse",
    "hjem",
    "heim",
    "jente",
    "kommun",
    "kontor",
    "kvinn",
    "lege",
    "mann",
    "menn",
    "modell",
    "mote",
    "naering",
    "omrad",
    "ordforer",
    "ordforar",
    "politik",
    "prosjekt",
    "radmann",
    "region",
    "samarbeid",
    "sjukehus",
    "sjukeheim",
    "skole",
    "skule",
    "sykehus",
    "sykehjem",
    "tjenest",
];

/// Words that only begin as a name does, by chance.
const CHANCE: [&str; 34] = [
    "bambles",
    "bamblesju",
    "bamblesyk",
    "bardun",
    "dovregubb",
    "donning",
    "fauskes",
    "follom",
    "fusing",
    "gloppen",
    "halsing",
    "hemning",
    "hortensia",
    "klepping",
    "larvikitt",
    "mandala",
    "molding",
    "rissing",
    "rodoyd",
    "sandoyr",
    "stanging",
    "steigen",
    "steinkjern",
    "stokking",
    "storfjorde",
    "tokking",
    "vardoger",
    "veging",
    "vestbyg",
    "vindafjorde",
    "seljeflo",
    "stordom",
    "haldene",
    "bergene",
];

/// Tells what a word is that begins with a name as long as `length` and goes on with `rest`.
pub(super) fn ending(form: Form, class: Class, word: &[u8], length: usize) -> Option<Ending> {
    let rest = word.get(length..)?;
    let is_one = |endings: &[&str]| endings.iter().any(|ending| ending.as_bytes() == rest);
    if form == Form::Whole && (rest.is_empty() || rest == b"s") {
        return Some(Ending::Name);
    }
    if CHANCE.iter().any(|chance| word.starts_with(chance.as_bytes())) {
        return None;
    }
    if form == Form::Inhabitant {
        return is_one(&OF_FORMS).then_some(Ending::Inhabitant);
    }
    if is_inhabitant(class, form, word.get(..length)?, rest) {
        return Some(Ending::Inhabitant);
    }
    if form == Form::Stem || class == Class::Common {
        return None;
    }
    let joined = rest.strip_prefix(b"s").unwrap_or(rest);
    let is_compound = |rest: &[u8]| HEADS.iter().any(|head| rest.starts_with(head.as_bytes()));
    if length >= 3 && (is_compound(rest) || is_compound(joined)) {
        return Some(Ending::Compound);
    }
    (class == Class::Certain && length >= 6 && rest.len() >= 4).then_some(Ending::Other)
}

fn is_inhabitant(class: Class, form: Form, name: &[u8], rest: &[u8]) -> bool {
    let is_one = |endings: &[&str]| endings.iter().any(|ending| ending.as_bytes() == rest);
    if class <= Class::Proper && form == Form::Whole {
        let sound = name.len() >= 7 && (name.ends_with(b"sund") || name.ends_with(b"sand"));
        if sound && is_one(&OF_SOUNDS) || name.len() >= 6 && name.ends_with(b"en") && is_one(&OF_EN) {
            return true;
        }
    }
    // Of a word, hardly anything but `-væring` is safe: a `viking` is not from Vik.
    let allowed = match (class, form) {
        (Class::Rare | Class::Common, _) => &PEOPLE[..2],
        (_, Form::Stem) => &PEOPLE[..7],
        _ if name.len() < 4 => &PEOPLE[..2],
        _ => &PEOPLE[..],
    };
    allowed.iter().any(|(people, inflections)| {
        rest.strip_prefix(people.as_bytes()).is_some_and(|rest| inflections.iter().any(|ending| ending.as_bytes() == rest))
    })
}

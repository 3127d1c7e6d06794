//! What is put into a name to hide it never hides it, and no text, however broken, is too much.

use super::{LABELLED, labelled, register};
use crate::scan::{Hit, Kind, Register, Severity, read};

/// Numbers that come out the same on every machine, for all that looks random here.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }
}

/// Every name of the public list.
fn names() -> Vec<&'static str> {
    let lines = include_str!("../municipalities.txt").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('|').next().unwrap()).collect()
}

/// Reads a sentence around a name and tells whether it is found, with a span that covers it but for signs around it.
fn is_found(register: &Register, written: &str, severity: Severity) -> bool {
    const SIGNS: usize = 4;
    let before = "Neste buss til ";
    let text = format!("{before}{written} går klokka ti.");
    let covers = |hit: &Hit| hit.span.start <= before.len() + SIGNS && hit.span.end + SIGNS >= before.len() + written.len();
    let hits = read(register, &text);
    hits.iter().any(|hit| hit.kind == Kind::Municipality && hit.severity >= severity && covers(hit))
}

#[test]
fn every_name_of_the_list_is_found_as_it_is() {
    let register = register();
    let missed: Vec<&str> = names().into_iter().filter(|name| !is_found(&register, name, Severity::Block)).collect();
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn nothing_put_into_a_name_hides_it() {
    const INVISIBLE: [&str; 8] = ["\u{AD}", "\u{200B}", "\u{200D}", "\u{FEFF}", "\u{FE0F}", "\u{2060}", "&shy;", "&#8203;"];
    let register = register();
    let mut dice = Dice(20_261_121);
    let mut missed = Vec::new();
    for name in names() {
        let letters: Vec<char> = name.chars().collect();
        let inner = |dice: &mut Dice| 1 + dice.roll(letters.len() - 1);
        let (head, tail) = {
            let at = inner(&mut dice);
            (letters[..at].iter().collect::<String>(), letters[at..].iter().collect::<String>())
        };
        let between_letters = letters.iter().all(|c| c.is_alphabetic());
        let invisible = INVISIBLE[dice.roll(INVISIBLE.len())];
        let entity = |c: &char| if dice.roll(2) == 0 { format!("&#{};", *c as u32) } else { format!("&#x{:X};", *c as u32) };
        let mut ways = vec![
            format!("{head}{invisible}{tail}"),
            letters.iter().map(|c| format!("{c}\u{200B}")).collect::<String>(),
            letters.iter().map(entity).collect::<String>(),
            name.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>(),
            unicode_normalization::UnicodeNormalization::nfd(name).collect::<String>(),
        ];
        if between_letters {
            ways.push(format!("{head}<b>{tail}</b>"));
            ways.push(format!("<i>{head}</i>{tail}"));
            ways.push(format!("{head}**{tail}**"));
            ways.push(format!("*{head}*{tail}"));
            ways.push(format!("{head}<!-- x -->{tail}"));
        }
        missed.extend(ways.into_iter().filter(|way| !is_found(&register, way, Severity::Warn)));
    }
    assert!(missed.is_empty(), "{} are missed: {missed:?}", missed.len());
}

#[test]
fn no_broken_text_is_too_much_and_every_span_is_whole() {
    const PIECES: [&str; 24] = [
        "<",
        ">",
        "&",
        "&#",
        "&#x1F600;",
        "%",
        "%C3",
        "\\u",
        "\\",
        "**",
        "`",
        "\u{AD}",
        "\u{200B}",
        "\u{30A}",
        "\u{1D406}",
        "Gjøvik",
        "61 23 45 67",
        "@",
        "\n\n",
        "<!--",
        "-->",
        "kommune ",
        "\u{FFFF}",
        "én ",
    ];
    let sentences: Vec<String> = labelled(LABELLED).map(|(_, sentence)| sentence).collect();
    let register = register().with_observations(sentences.iter().take(200).map(String::as_str));
    let mut dice = Dice(42);
    for _ in 0..6_000 {
        let mut letters: Vec<char> = sentences[dice.roll(sentences.len())].chars().collect();
        for _ in 0..=dice.roll(6) {
            let at = dice.roll(letters.len() + 1);
            match dice.roll(4) {
                0 if at < letters.len() => drop(letters.remove(at)),
                1 => letters.truncate(at),
                2 => letters.splice(at..at, sentences[dice.roll(sentences.len())].chars()).for_each(drop),
                _ => letters.splice(at..at, PIECES[dice.roll(PIECES.len())].chars()).for_each(drop),
            }
        }
        let text: String = letters.into_iter().collect();
        let mut last = 0;
        for hit in read(&register, &text) {
            assert!(text.get(hit.span.clone()).is_some_and(|words| !words.is_empty()), "{text:?}: {hit:?}");
            assert!(hit.span.start >= last, "{text:?}: {hit:?}");
            last = hit.span.start;
        }
    }
}

#[test]
fn a_long_text_is_read_in_pieces_as_if_it_were_whole() {
    let sentence = "Neste buss til Gjøvik går klokka ti, sa de som ventet ved stoppet. ";
    let register = register();
    for gap in ["", "\n\n", "ord"] {
        let text = format!("{sentence}{gap}").repeat(12_000);
        assert_eq!(read(&register, &text).len(), 12_000);
    }
    let unbroken = "gjøvik".repeat(100_000);
    assert!(read(&register, &unbroken).len() <= 1);
}

//! Known text: what is found in labelled sentences, and what is not.

mod disguises;

use std::collections::BTreeMap;

use super::{Hit, Register, Severity, read, read_part};

const LABELLED: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scan/labelled.tsv"));

const HELD_OUT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scan/heldout.tsv"));

/// The public register with invented municipalities and villages.
pub(super) fn register() -> Register {
    let municipalities = ["Granvåg", "Tjernlia", "Skjorrvik"];
    Register::with_standard(municipalities, [], ["Bråtagrenda", "Vollen"])
}

/// Returns the sentences of a list with what is expected of each.
fn labelled(list: &str) -> impl Iterator<Item = (BTreeMap<String, Severity>, String)> {
    let lines = list.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| {
        let (expected, sentence) = line.split_once('\t').unwrap();
        let kind = |one: &str| match one.split_at(one.len() - 1) {
            (kind, "!") => (kind.to_owned(), Severity::Block),
            (kind, "?") => (kind.to_owned(), Severity::Warn),
            _ => panic!("{line}"),
        };
        let expected = expected.split(',').filter(|one| *one != "-").map(kind).collect();
        (expected, written(sentence))
    })
}

fn written(sentence: &str) -> String {
    const SIGNS: [(&str, &str); 10] = [
        ("{NL}", "\n"),
        ("{SHY}", "\u{AD}"),
        ("{ZWSP}", "\u{200B}"),
        ("{ZWJ}", "\u{200D}"),
        ("{BOM}", "\u{FEFF}"),
        ("{VS}", "\u{FE0F}"),
        ("{RING}", "\u{30A}"),
        ("{STROKE}", "\u{338}"),
        ("{NBSP}", "\u{A0}"),
        ("{NNBSP}", "\u{202F}"),
    ];
    SIGNS.iter().fold(sentence.to_owned(), |text, (sign, meant)| text.replace(sign, meant))
}

/// A long text is read in pieces; where it is cut is nowhere to be seen.
#[test]
fn a_long_text_is_read_as_its_sentences_are() {
    let register = register();
    let sentences: Vec<String> = labelled(LABELLED).map(|(_, sentence)| sentence).collect();
    // Far from each other, so that no sentence is judged by the next.
    let filler = " og så går alle hjem".repeat(20);
    for before in [0, 7, 1000, 1999, 2048, 31_000, 32_700, 32_768] {
        let mut text = "x ".repeat(before / 2);
        let mut expected = Vec::new();
        for sentence in sentences.iter().chain(&sentences) {
            for gap in ["\n\n", "\n"] {
                let alone = format!("{filler}.{gap}{sentence}{gap}{filler}.{gap}");
                let shift = |hit: Hit| (hit.kind, hit.severity, text.len() + hit.span.start..text.len() + hit.span.end);
                expected.extend(read(&register, &alone).into_iter().map(shift));
                text.push_str(&alone);
            }
        }
        assert!(text.len() > 8 << 15, "{}", text.len());
        let found: Vec<_> = read(&register, &text).into_iter().map(|hit| (hit.kind, hit.severity, hit.span)).collect();
        let odd: Vec<_> = found.iter().filter(|hit| !expected.contains(hit)).map(|hit| (hit, &text[hit.2.clone()])).collect();
        let missed: Vec<_> = expected.iter().filter(|hit| !found.contains(hit)).map(|hit| (hit, &text[hit.2.clone()])).collect();
        assert!(odd.is_empty() && missed.is_empty(), "{before}: too many {odd:?}, too few {missed:?}");
    }
}

/// Where nothing singled out before, all that can now is found by what is new and what stands near it.
#[test]
fn what_is_new_in_a_clean_text_is_read_as_the_whole_would_be() {
    let register = register();
    let twice = |(_, sentence): (_, String)| format!("{sentence} Og så går alle hjem.\n\n").repeat(2);
    let clean = labelled(LABELLED).map(twice).filter(|sentences| read(&register, sentences).is_empty());
    let text: String = clean.collect();
    assert!(text.len() > 20_000 && read(&register, &text).is_empty(), "{}", text.len());
    let mut found = 0;
    for (number, (_, sentence)) in labelled(LABELLED).enumerate().step_by(4) {
        let at = text.floor_char_boundary(number * 7919 % text.len());
        let changed = format!("{}{sentence}{}", &text[..at], &text[at..]);
        let hits = read_part(&register, &changed, at..at + sentence.len());
        assert_eq!(hits, read(&register, &changed), "{sentence}");
        found += hits.len();
    }
    assert!(found > 60, "{found}");
}

/// How often a kind was expected, found, found as grave as expected, and found where it is not.
#[derive(Default, Clone, Copy)]
struct Count {
    expected: usize,
    found: usize,
    as_grave: usize,
    false_alarms: usize,
}

/// Measures a list; returns the counts by kind, how many sentences are clean and how many of these alarm, and all that is wrong.
fn measure(list: &str) -> (BTreeMap<String, Count>, [usize; 2], String) {
    let register = register();
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let (mut clean, mut alarmed, mut wrong) = (0, 0, String::new());
    for (expected, sentence) in labelled(list) {
        let hits = read(&register, &sentence);
        clean += usize::from(expected.is_empty());
        alarmed += usize::from(expected.is_empty() && !hits.is_empty());
        for (kind, severity) in &expected {
            let count = counts.entry(kind.clone()).or_default();
            let found = hits.iter().filter(|hit| hit.kind.word() == kind).map(|hit| hit.severity).max();
            count.expected += 1;
            count.found += usize::from(found.is_some());
            count.as_grave += usize::from(found == Some(*severity));
            match found {
                None => wrong += &format!("missed {kind}: {sentence}\n"),
                Some(found) if found != *severity => wrong += &format!("{kind} is {}: {sentence}\n", found.word()),
                Some(_) => {}
            }
        }
        for hit in hits.iter().filter(|hit| !expected.contains_key(hit.kind.word())) {
            counts.entry(hit.kind.word().to_owned()).or_default().false_alarms += 1;
            wrong +=
                &format!("false alarm, {} {}: {sentence} [{}]\n", hit.kind.word(), hit.severity.word(), said(&sentence, hit));
        }
    }
    (counts, [clean, alarmed], wrong)
}

fn said<'t>(text: &'t str, hit: &Hit) -> &'t str {
    &text[hit.span.clone()]
}

/// Prints the measure of a list and returns recall, severity and false alarms in per cent.
fn report(list: &str) -> (f64, f64, f64) {
    let (counts, [clean, alarmed], wrong) = measure(list);
    let mut all = Count::default();
    println!("{:<22} {:>8} {:>6} {:>8} {:>12}", "kind", "expected", "found", "as grave", "false alarms");
    for (kind, count) in &counts {
        println!("{kind:<22} {:>8} {:>6} {:>8} {:>12}", count.expected, count.found, count.as_grave, count.false_alarms);
        all.expected += count.expected;
        all.found += count.found;
        all.as_grave += count.as_grave;
    }
    let sentences = labelled(list).count();
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole as f64;
    let (recall, grave, alarms) = (share(all.found, all.expected), share(all.as_grave, all.expected), share(alarmed, clean));
    println!(
        "{sentences} sentences, {clean} clean: recall {recall:.2} %, as grave {grave:.2} %, false alarms {alarms:.2} %\n{wrong}"
    );
    (recall, grave, alarms)
}

#[test]
fn labelled_sentences_are_read_as_they_should_be() {
    let (recall, grave, alarms) = report(LABELLED);
    assert!(labelled(LABELLED).count() >= 400);
    assert!(
        recall >= 98.0 && grave >= 95.0 && alarms <= 2.0,
        "recall {recall:.2} %, as grave {grave:.2} %, false alarms {alarms:.2} %"
    );
}

#[test]
fn sentences_that_no_rule_was_made_for_are_read_too() {
    let (recall, _, alarms) = report(HELD_OUT);
    assert!(labelled(HELD_OUT).count() >= 100);
    assert!(recall >= 98.0 && alarms <= 2.0, "recall {recall:.2} %, false alarms {alarms:.2} %");
}

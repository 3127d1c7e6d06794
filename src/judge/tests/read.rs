//! Statements as text: every form, every objection, and whatever else somebody may type.

use std::collections::BTreeMap;

use super::super::statement::{Expected, Misread, Why};
use super::super::{Claim, Decimal, dominance};
use super::chance::Chance;
use super::{Interval, Names, Statement, System, Words, group};

fn names() -> Names {
    let (mut names, mut system) = (Names::default(), System::new());
    for name in ["a", "b", "c", "nord.ja", "øst-vest", "2024x", "2a_", "er"] {
        names.add(name, system.unknown(0, Some(9)));
    }
    names
}

fn words() -> Words {
    let share = |text: &str| Decimal::parse(text).unwrap();
    Words(BTreeMap::from([
        ("de fleste".to_owned(), (share("0.5"), share("0.95"))),
        ("alle".to_owned(), (share("1"), share("1"))),
    ]))
}

/// What a statement claims, as `2*a - b in [-9, …]`.
fn meant(text: &str) -> String {
    let names = names();
    let claims = Statement::parse(text, &names).unwrap().claims(&words()).unwrap();
    let end = |end: Option<i64>| end.map_or("…".to_owned(), |end| end.to_string());
    let said = |claim: &Claim| {
        let Interval { lo, hi } = claim.within;
        format!("{} in [{}, {}]", names.sum(&claim.sum), end(lo), end(hi))
    };
    claims.iter().map(said).collect::<Vec<_>>().join(" and ")
}

#[test]
fn every_form_means_what_it_says() {
    let forms = [
        ("a + b = 12", "a + b in [12, 12]"),
        ("a >= 5", "a in [5, …]"),
        ("2*a - b <= 9", "2*a - b in […, 9]"),
        ("2a - b <= 9", "2*a - b in […, 9]"),
        ("a ≥ 5", "a in [5, …]"),
        ("a > 5", "a in [6, …]"),
        ("a < 5", "a in […, 4]"),
        ("12 = a + b", "-a - b in [-12, -12]"),
        ("3 <= a + b <= 5", "-a - b in […, -3] and a + b in […, 5]"),
        ("a >= b >= c", "a - b in [0, …] and b - c in [0, …]"),
        ("a + 2 = b + c", "a - b - c in [-2, -2]"),
        ("2(a + b) - 3 * (c - 1) = 9", "2*a + 2*b - 3*c in [6, 6]"),
        ("sum(a, b, 2c) = 12", "a + b + 2*c in [12, 12]"),
        ("-a + b = 0", "-a + b in [0, 0]"),
        ("a − b = 0", "a - b in [0, 0]"),
        ("nord.ja + øst-vest = 3", "nord.ja + øst-vest in [3, 3]"),
        ("2024x + 2a_ + er = 3", "2024x + 2a_ + er in [3, 3]"),
        ("a / 9 = 33 %", "200*a in [585, …] and 200*a in […, 603]"),
        ("33 % = a / 9", "200*a in [585, …] and 200*a in […, 603]"),
        ("(a + b) / 16 = 56,3 %", "2000*a + 2000*b in [18000, …] and 2000*a + 2000*b in […, 18032]"),
        ("a / 9 >= 30 %", "100*a in [270, …]"),
        ("30 % <= a / 9 < 40 %", "100*a in [270, …] and 100*a in […, 359]"),
        ("a / (a + b) = 50 %", "a + b in [1, …] and 101*a - 99*b in [0, …] and 99*a - 101*b in […, 0]"),
        ("a / 9 er \"de fleste\"", "10*a in [45, …] and 100*a in […, 855]"),
        ("a / 9 is «alle»", "a in [9, …] and a in […, 9]"),
        ("a / (a + b) is 'alle'", "a + b in [1, …] and -b in [0, …] and -b in […, 0]"),
        ("a / 9 >= b / 7", "7*a - 9*b in [0, …]"),
    ];
    for (text, meaning) in forms {
        assert_eq!(meant(text), meaning, "{text}");
    }
}

#[test]
fn a_half_step_is_inside_at_both_ends() {
    // 1 of 8 is 12.5 per cent: rounded up it is 13, to even it is 12, and both may be meant.
    let (system, names) = super::stated(&[("a", 0, 8)], &["a / 8 = 13 %"]);
    assert_eq!(super::judged(&system, &names, "a", Some(8), 3).interval, super::between(1, 1));
    let (system, names) = super::stated(&[("a", 0, 8)], &["a / 8 = 12 %"]);
    assert_eq!(super::judged(&system, &names, "a", Some(8), 3).interval, super::between(1, 1));
}

#[test]
fn what_cannot_be_read_is_told_at_its_place() {
    let unknown = |name: &str, is_difference| Why::UnknownName { name: name.to_owned(), is_difference };
    let faulty = [
        ("", 0..0, Why::Expected(Expected::Term)),
        ("a", 1..1, Why::Expected(Expected::Sign)),
        ("a b", 2..3, Why::Expected(Expected::Sign)),
        ("a = b 4", 6..7, Why::Expected(Expected::End)),
        ("a + = 3", 4..5, Why::Expected(Expected::Term)),
        ("(a = 3", 3..4, Why::Expected(Expected::Close)),
        ("a = 2.5", 4..7, Why::Expected(Expected::WholeNumber)),
        ("a / 9 er mange", 9..14, Why::Expected(Expected::Quote)),
        ("a ? 3", 2..3, Why::Character('?')),
        ("a != 3", 2..3, Why::Character('!')),
        ("x = 3", 0..1, unknown("x", false)),
        ("a = 3 + a-b", 8..11, unknown("a-b", true)),
        ("a * b = 3", 4..5, Why::NotLinear),
        ("a + b / 2 = 3 %", 6..7, Why::NotLinear),
        ("a / 0 = 3 %", 4..5, Why::NotLinear),
        ("a = 99999999999999999999", 4..5, Why::TooLarge),
        ("9999999999 * 9999999999 = a", 13..23, Why::TooLarge),
    ];
    for (text, at, why) in faulty {
        assert_eq!(Statement::parse(text, &names()), Err(Misread { at, why }), "{text}");
    }
    let deep = format!("{}a{} = 3", "(".repeat(40), ")".repeat(40));
    assert!(matches!(Statement::parse(&deep, &names()), Err(Misread { why: Why::TooDeep, .. })));
    let why = |text: &str| Statement::parse(text, &names()).unwrap().claims(&words()).unwrap_err();
    assert_eq!(why("a = 3 %"), Why::NotComparable);
    assert_eq!(why("a er \"alle\""), Why::NotComparable);
    assert_eq!(why("a / (a + b) = b / 3"), Why::NotLinear);
    assert_eq!(why("a / 9 er \"mange\""), Why::UnknownWord("mange".to_owned()));
    assert_eq!(group("a + 3", &names()).unwrap_err().why, Why::Constant);
    assert_eq!(group("a - a", &names()).unwrap_err().why, Why::Constant);
}

/// Statements as people have typed them, one a line, and what mutations of them led astray.
const TYPED: &str = include_str!("../../../tests/fuzz/statements/typed.txt");

#[test]
fn whatever_is_typed_is_read_or_refused_and_reads_the_same_when_written() {
    let names = names();
    let lines: Vec<&str> = TYPED.lines().collect();
    assert!(lines.len() > 30);
    let mut chance = Chance::new(11);
    let (mut read, mut refused) = (0, 0);
    for number in 0..24_000 {
        let mut letters: Vec<char> = lines[number % lines.len()].chars().collect();
        let changes = if number < lines.len() { 0 } else { 1 + chance.below(4) };
        (0..changes).for_each(|_| mutate(&mut letters, &lines, &mut chance));
        let text: String = letters.into_iter().collect();
        match Statement::parse(&text, &names) {
            Ok(statement) => {
                let written = statement.written(&names);
                assert_eq!(Statement::parse(&written, &names), Ok(statement.clone()), "`{text}` was written `{written}`");
                // Meaning must not fail either, but for what it refuses.
                drop(statement.claims(&words()));
                read += 1;
            }
            Err(Misread { at, .. }) => {
                assert!(text.get(at.clone()).is_some(), "`{text}`: {at:?} is no place in it");
                refused += 1;
            }
        }
    }
    assert!(read > 3_000 && refused > 3_000, "{read} read, {refused} refused");
}

fn mutate(letters: &mut Vec<char>, lines: &[&str], chance: &mut Chance) {
    const LETTERS: &[char] =
        &['a', 'b', '2', '9', ' ', '-', '+', '*', '/', '%', '(', ')', '=', '<', '>', '.', ',', '"', 'ø', '«', '€', '\u{301}'];
    let pick = |chance: &mut Chance, end: usize| usize::try_from(chance.below(i64::try_from(end).unwrap())).unwrap();
    let at = pick(chance, letters.len() + 1);
    match chance.below(5) {
        0 => letters.insert(at, LETTERS[pick(chance, LETTERS.len())]),
        1 if at < letters.len() => drop(letters.remove(at)),
        2 if at < letters.len() => letters[at] = LETTERS[pick(chance, LETTERS.len())],
        3 => {
            let other: Vec<char> = lines[pick(chance, lines.len())].chars().collect();
            let from = pick(chance, other.len() + 1);
            letters.truncate(at);
            letters.extend(&other[from..]);
        }
        _ => {
            let again: Vec<char> = letters[at..].iter().take(5).copied().collect();
            letters.splice(at..at, again);
        }
    }
}

#[test]
fn one_amount_that_dominates_is_seen_by_either_rule() {
    use super::super::{Percent, Rules};
    let percent = |units| Percent { units, scale: 1 };
    let both = Rules { largest: Some((1, percent(75))), closeness: Some(percent(10)) };
    let dominant = |amounts: &[i64], rules| dominance(amounts, rules).iter().map(|held| held.is_dominant).collect::<Vec<_>>();
    assert_eq!(dominant(&[4000, 200, 100], both), [true, true]);
    assert_eq!(dominant(&[100, 100, 100, 100], both), [false, false]);
    // Exactly at the limit is not past it.
    assert_eq!(dominant(&[75, 15, 10], both), [false, false]);
    assert_eq!(dominant(&[76, 14, 10], both), [true, false]);
    // Nobody but two: each knows the other.
    assert_eq!(dominant(&[50, 50], both), [false, true]);
    assert_eq!(dominant(&[], both), [false, false]);
    assert_eq!(dominant(&[0, 0], both), [false, false]);
}

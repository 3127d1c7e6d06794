//! Sentences as editors write them, beside findings of our making.

use super::{Memory, unfounded};
use crate::domain::{Extent, Finding, FindingKind, Source, Written};

fn written(text: &str) -> Written {
    Written { source: Source::new("content", "reports/r/01-a.md"), first_line: 5, text: text.into(), tables: [].into() }
}

fn finding(id: &str, extent: Option<Extent>, title: &str) -> Finding {
    Finding {
        id: id.to_owned(),
        source: Source::new("content", &format!("mappings/m/findings/{id}.md")),
        title: title.to_owned(),
        description: None,
        theme: "t".to_owned(),
        kind: FindingKind::View,
        extent,
        counted: false,
        priorities: Vec::new(),
        anonymised: Some(true),
        draft: false,
        synthetic: false,
        order: 1,
        sources: Vec::new(),
        updated: None,
        allow_names: Vec::new(),
        body: written(""),
    }
}

/// Returns what is told of a text: the word, and the finding it is not in.
fn told(text: &str) -> Vec<(String, usize, usize)> {
    let findings = [
        finding("folk", Some(Extent::Mange), "Det er vanskelig å få tak i folk"),
        finding("kurs", Some(Extent::DeFleste), "De fleste vil ha kurs"),
        finding("lys", None, "Lampene er for svake"),
        finding("natt", None, "Noen vil ha flere nattevakter"),
    ];
    let shown = |problem: crate::problem::Problem| {
        let place = problem.place.unwrap();
        (problem.headline.nb, place.line, place.column)
    };
    let texts = [&written(text), &written("Noen trenger [[finding:natt|hjelp]].")];
    let fresh: Vec<_> = unfounded(texts, &findings, None).into_iter().map(shown).collect();
    let mut memory = Memory::default();
    for _ in 0..2 {
        let again: Vec<_> = unfounded(texts, &findings, Some(&mut memory)).into_iter().map(shown).collect();
        assert_eq!(again, fresh, "{text}");
    }
    fresh
}

fn words(text: &str) -> Vec<String> {
    told(text).into_iter().map(|(nb, ..)| nb.split(['«', '»']).nth(1).unwrap().to_owned()).collect()
}

#[test]
fn a_sentence_says_what_its_finding_says() {
    for text in [
        "Mange sa at det er [[finding:folk|vanskelig å få folk]].",
        "[[finding:kurs|De fleste ville ha kurs]], og det er bra.",
        "De fleste kommunene ville ha kurs: [[finding:kurs]].",
        "Det er [[finding:folk|vanskelig]], pekte mange på.",
        "De fleste ville ha [[finding:kurs|kurs]], og mange sa at det er [[finding:folk|vanskelig å få folk]].",
        "Noen trenger [[finding:natt|hjelp]]. Lampene er [[finding:lys|svake]].",
        "Alle kommunene var med. Mange sa at det er [[finding:folk|vanskelig]].",
        "Mange etterlyste flere [[finding:folk|kurs]], slik at flere kan delta for alle ansatte.",
        "```\nAlle sa [[finding:folk]]\n```\n\n<!-- Alle sa [[finding:folk]] -->",
    ] {
        assert_eq!(words(text), [""; 0], "{text}");
    }
}

#[test]
fn a_stronger_or_another_word_is_told() {
    for (text, word) in [
        ("De fleste sa at det er [[finding:folk|vanskelig å få folk]].", "de fleste"),
        ("Noen sa at det er [[finding:folk|vanskelig å få folk]].", "noen"),
        ("[[finding:folk|Alle kommunene]] strever.", "alle"),
        ("Det er [[finding:folk|vanskelig]], pekte nesten alle på.", "nesten alle"),
        ("Mange sa at lampene er [[finding:lys|for svake]].", "mange"),
        ("Halvparten av kommunene vil ha [[finding:kurs|kurs]].", "halvparten"),
        ("De\nfleste strever med [[finding:folk|folk]].", "de fleste"),
        ("De fleste ville ha [[finding:kurs|kurs]], og alle sa at det er [[finding:folk|vanskelig]].", "alle"),
        ("- **Folk:** [[finding:folk|Flere sa]] det\n- De fleste ville ha [[finding:kurs|kurs]]", "flere"),
        ("Most municipalities find it [[finding:folk|hard]].", "most"),
    ] {
        assert_eq!(words(text), [word], "{text}");
    }
}

#[test]
fn the_problem_says_where_and_what_the_finding_says() {
    let text = "Først noe annet.\n\nSå sa de fleste at det er [[finding:folk|vanskelig]].\n";
    assert_eq!(told(text), [("setningen sier «de fleste», men ikke funnet den viser til".to_owned(), 7, 7)]);
    let findings = [finding("folk", Some(Extent::Mange), "T"), finding("lys", None, "L")];
    let both = "Alle sa [[finding:folk|det]]. Alle sa [[finding:lys|det]].";
    let problems = unfounded([&written(both)], &findings, None);
    let said: Vec<_> =
        problems.iter().map(|problem| (problem.notes[0].nb.as_str(), problem.help.as_ref().unwrap().en.as_str())).collect();
    let expected = [
        ("funnet `folk` sier «mange»", "write “mange”, or cite a finding that says “alle”"),
        ("funnet `lys` sier ikke hvor mange det gjelder", "take the quantity word away, or cite a finding that says “alle”"),
    ];
    assert_eq!(said, expected);
}

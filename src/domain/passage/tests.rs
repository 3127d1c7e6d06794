//! Addresses stay through edits: by hand, and by chance.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

fn empty() -> AddressBook {
    AddressBook { source: Source::new("content", "reports/a/addresses.yaml"), kept: Vec::new(), retired: Vec::new() }
}

fn recorded(chapters: &[(&str, String)]) -> AddressBook {
    renew(&empty(), &texts(chapters), "1.0").addresses
}

fn texts<'a>(chapters: &'a [(&'a str, String)]) -> Vec<ChapterPassages<'a>> {
    chapters.iter().map(|(slug, text)| ChapterPassages { slug, passages: passages(text).into() }).collect()
}

/// Returns the id of the passage of each chapter that begins with `words`.
fn id_of(register: &AddressBook, chapters: &[(&str, String)], words: &str) -> (usize, String) {
    let recognised = recognise(Some(register), &texts(chapters));
    for (chapter, all) in recognised.chapters.iter().enumerate() {
        for placed in all {
            if chapters[chapter].1[placed.start..].starts_with(words) {
                return (chapter, placed.id.clone());
            }
        }
    }
    panic!("{words} is nowhere");
}

const METHOD: &str = "## Framgangsmåte\n\nVi besøkte alle kommunene i løpet av våren og snakket med lederne.\n\n\
                      - Først møttes vi alle sammen\n- Så hver for seg\n\nHver samtale varte i omtrent to timer.\n";
const RESULTS: &str =
    "## Bemanning\n\nDe fleste strever med å finne vikarer om sommeren.\n\n## Kurs\n\nMange vil ha korte kurs på nett.\n";

fn before() -> Vec<(&'static str, String)> {
    vec![("metode", METHOD.to_owned()), ("funn", RESULTS.to_owned())]
}

#[test]
fn the_parts_of_a_text_are_passages() {
    let text = "## Én\n\nTo [tre](x).\n\n- fire\n\n  fem\n\n> seks\n\n|a|b|\n|-|-|\n|c|d|\n\n![bilde](b.png)\n\n```\nkode\n```\n\n## Én\n\n[^n]: note\n\nSlutt ola@b.example ![b](b.png)[^n]\n";
    let found: Vec<(PassageKind, String)> =
        passages(text).into_iter().map(|one| (one.kind, one.own.unwrap_or(one.words))).collect();
    let expected = [
        (PassageKind::Heading, "en"),
        (PassageKind::Paragraph, "To tre"),
        (PassageKind::List, "fire fem"),
        (PassageKind::Quotation, "seks"),
        (PassageKind::Table, "a b c d"),
        (PassageKind::Figure, "bilde"),
        (PassageKind::Code, "kode"),
        (PassageKind::Heading, "en-2"),
        (PassageKind::Paragraph, "Slutt b n"),
    ];
    let found: Vec<(PassageKind, &str)> = found.iter().map(|(kind, words)| (*kind, words.as_str())).collect();
    assert_eq!(found[..8], expected[..8]);
}

#[test]
fn an_address_stays_when_words_change_and_text_comes_before_it() {
    let register = recorded(&before());
    let was = id_of(&register, &before(), "De fleste").1;
    assert_eq!(was, "a_de-fleste-strever-med");
    let edited = RESULTS
        .replace("De fleste strever med å finne vikarer om sommeren", "Om sommeren strever nesten alle med å finne gode vikarer");
    let edited = format!("Et helt nytt avsnitt om noe annet, som ingen har sett før.\n\n{edited}");
    let now = vec![("metode", METHOD.to_owned()), ("funn", edited)];
    assert_eq!(id_of(&register, &now, "Om sommeren").1, was);
    assert_ne!(id_of(&register, &now, "Et helt nytt").1, was);
}

#[test]
fn an_address_follows_to_another_chapter_and_the_old_page_says_so() {
    let register = recorded(&before());
    let moving = "Hver samtale varte i omtrent to timer.\n";
    let now = vec![("metode", METHOD.replace(moving, "")), ("funn", format!("{RESULTS}\n{moving}"))];
    let recognised = recognise(Some(&register), &texts(&now));
    let row = Moved {
        kind: PassageKind::Paragraph,
        from: 0,
        id: "a_hver-samtale-varte-i".to_owned(),
        to: 1,
        to_id: "a_hver-samtale-varte-i".to_owned(),
    };
    assert_eq!(recognised.moved, [row]);
    assert_eq!(recognised.gone, []);
    let renewed = renew(&register, &texts(&now), "1.1").addresses;
    assert_eq!(recognise(Some(&renewed), &texts(&now)), recognised);
}

#[test]
fn what_is_taken_out_says_since_when() {
    let register = recorded(&before());
    let now = vec![("metode", METHOD.to_owned()), ("funn", RESULTS.replace("Mange vil ha korte kurs på nett.\n", ""))];
    let gone =
        |version: Option<&str>| [Gone { chapter: 1, id: "a_mange-vil-ha-korte".to_owned(), version: version.map(str::to_owned) }];
    assert_eq!(recognise(Some(&register), &texts(&now)).gone, gone(None));
    let renewed = renew(&register, &texts(&now), "1.1").addresses;
    assert_eq!(recognise(Some(&renewed), &texts(&now)).gone, gone(Some("1.1")));
    assert!(!renewed.kept.iter().any(|kept| kept.words.contains("korte")));
}

#[test]
fn a_heading_with_another_name_answers_to_the_old_one() {
    let register = recorded(&before());
    let now = vec![("metode", METHOD.to_owned()), ("funn", RESULTS.replace("## Kurs", "## Opplæring"))];
    let of = |register: &AddressBook, now: &[(&str, String)]| {
        let recognised = recognise(Some(register), &texts(now));
        let heading = recognised.chapters[1].iter().filter(|placed| placed.kind == PassageKind::Heading).nth(1).unwrap().clone();
        (heading.id, heading.also)
    };
    assert_eq!(of(&register, &now), ("opplaering".to_owned(), vec!["kurs".to_owned()]));
    let renewed = renew(&register, &texts(&now), "1.1").addresses;
    assert_eq!(of(&renewed, &now), ("opplaering".to_owned(), vec!["kurs".to_owned()]));
    let again = vec![("metode", METHOD.to_owned()), ("funn", RESULTS.replace("## Kurs", "## Læring"))];
    assert_eq!(of(&renewed, &again), ("laering".to_owned(), vec!["kurs".to_owned(), "opplaering".to_owned()]));
}

#[test]
fn an_old_address_gives_way_to_a_new_heading_of_that_name() {
    let register = recorded(&before());
    let text = RESULTS.replace("## Kurs", "## Opplæring").replace("## Bemanning", "## Kurs");
    let now = vec![("metode", METHOD.to_owned()), ("funn", text)];
    let recognised = recognise(Some(&register), &texts(&now));
    let ids: Vec<&String> = recognised.chapters[1].iter().flat_map(|placed| placed.also.iter().chain([&placed.id])).collect();
    let each: BTreeSet<&&String> = ids.iter().collect();
    assert_eq!(ids.len(), each.len(), "{ids:?}");
}

#[test]
fn a_chapter_with_another_name_keeps_its_addresses() {
    let register = recorded(&before());
    let now = vec![("metode", METHOD.to_owned()), ("hva-vi-fant", RESULTS.to_owned())];
    assert_eq!(id_of(&register, &now, "De fleste").1, "a_de-fleste-strever-med");
    assert_eq!(recognise(Some(&register), &texts(&now)).moved, []);
}

#[test]
fn without_a_register_ids_come_of_the_words() {
    let recognised = recognise(None, &texts(&before()));
    let ids: Vec<&str> = recognised.chapters[0].iter().map(|placed| placed.id.as_str()).collect();
    assert_eq!(ids, ["framgangsmate", "a_vi-besokte-alle-kommunene", "a_forst-mottes-vi-alle", "a_hver-samtale-varte-i"]);
}

/// Chance that is the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    /// Returns a word, the first ones far more often than the others, as in any language.
    fn word(&mut self) -> String {
        let rank = [30, 300, 3000][self.below(3)];
        format!("ord{}", self.below(rank))
    }

    fn paragraph(&mut self) -> Vec<String> {
        (0..12 + self.below(40)).map(|_| self.word()).collect()
    }
}

/// Chapters of paragraphs, each with the name by which the test knows it.
type Story = Vec<Vec<(usize, Vec<String>)>>;

fn shown(story: &Story) -> Vec<(&'static str, String)> {
    let names = ["en", "to", "tre", "fire"];
    let text = |chapter: &Vec<(usize, Vec<String>)>| {
        chapter.iter().map(|(_, words)| format!("{}.\n\n", words.join(" "))).collect::<String>()
    };
    story.iter().zip(names).map(|(chapter, name)| (name, text(chapter))).collect()
}

/// Returns the id of every paragraph, by the name by which the test knows it.
fn known(register: &AddressBook, story: &Story) -> BTreeMap<usize, String> {
    let chapters = shown(story);
    let recognised = recognise(Some(register), &texts(&chapters));
    let all = story.iter().zip(&recognised.chapters).flat_map(|(said, placed)| said.iter().zip(placed));
    all.map(|((name, _), placed)| (*name, placed.id.clone())).collect()
}

/// Edits a story: words changed, paragraphs added, taken out, moved within and between chapters.
fn edit(story: &mut Story, chance: &mut Chance, next: &mut usize) {
    for _ in 0..1 + chance.below(6) {
        let (from, to) = (chance.below(story.len()), chance.below(story.len()));
        if story[from].len() < 3 {
            continue;
        }
        let at = chance.below(story[from].len());
        match chance.below(4) {
            0 => {
                let words = &mut story[from][at].1;
                for _ in 0..words.len() / 5 {
                    let place = chance.below(words.len());
                    words[place] = chance.word();
                }
            }
            1 => {
                *next += 1;
                story[from].insert(at, (*next, chance.paragraph()));
            }
            2 => {
                story[from].remove(at);
            }
            _ => {
                let moved = story[from].remove(at);
                let place = chance.below(story[to].len() + 1);
                story[to].insert(place, moved);
            }
        }
    }
}

#[test]
fn by_chance_every_paragraph_keeps_its_address_through_edits() {
    let mut edits = 0;
    for seed in 1..=20 {
        let chance = &mut Chance(u64::wrapping_mul(seed, 0x9E37_79B9_7F4A_7C15));
        let mut next = 0;
        let mut story: Story = (0..4)
            .map(|_| {
                (0..8)
                    .map(|_| {
                        next += 1;
                        (next, chance.paragraph())
                    })
                    .collect()
            })
            .collect();
        let mut register = recorded(&shown(&story));
        let mut ids = known(&register, &story);
        for round in 0..8 {
            edit(&mut story, chance, &mut next);
            let now = known(&register, &story);
            for (name, id) in &now {
                if let Some(was) = ids.get(name) {
                    assert_eq!(id, was, "seed {seed}, round {round}");
                } else {
                    assert!(!ids.values().any(|old| old == id), "an address was given to another, seed {seed}, round {round}");
                }
            }
            let chapters = shown(&story);
            let renewed = renew(&register, &texts(&chapters), &format!("1.{round}")).addresses;
            assert_eq!(known(&renewed, &story), now, "the register changes no address");
            let again = renew(&renewed, &texts(&chapters), "9");
            assert_eq!(again.addresses, renewed, "a register that is up to date stays as it is");
            let recognised = recognise(Some(&renewed), &texts(&chapters));
            let reachable: BTreeSet<&String> = recognised
                .chapters
                .iter()
                .flatten()
                .map(|placed| &placed.id)
                .chain(recognised.gone.iter().map(|gone| &gone.id))
                .collect();
            assert!(register.kept.iter().all(|kept| reachable.contains(&kept.id)), "an address leads nowhere");
            (register, ids) = (renewed, now);
            edits += 1;
        }
    }
    assert_eq!(edits, 160);
}

#[test]
fn a_name_that_a_reference_shows_is_no_part_of_what_is_recorded() {
    let text = "[[actor:hdir]] dekker en del av utgiftene.\n\n[[actor:hdir|Direktoratet]] gir føringer.\n";
    let chapters = [("a", text.to_owned())];
    let words: Vec<String> = passages(text).into_iter().map(|passage| passage.words).collect();
    assert_eq!(words, ["dekker en del av utgiftene", "Direktoratet gir føringer"]);
    let placed = recognise(None, &texts(&chapters)).chapters.concat();
    let begins = |one: &Placed| one.begins(|target| (target.id == "hdir").then(|| "Helsedirektoratet".to_owned()));
    let begins: Vec<String> = placed.iter().map(begins).collect();
    assert_eq!(begins, ["Helsedirektoratet dekker en del av utgiftene", "Direktoratet gir føringer"]);
}

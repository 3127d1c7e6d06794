//! Works that a text would name alike are told apart: by more names, by initials, by letters after the year.
//!
//! [`tell_apart`] is the way in, by the order of APA: first the names, so that letters are for works by the same authors only.

use std::collections::{BTreeMap, BTreeSet};

use super::{Author, NorwegianOrder, Reference};

/// Tells the works apart that would be cited alike.
pub(crate) fn tell_apart(references: &mut [Reference]) {
    give_initials(references);
    name_more(references);
    give_letters(references);
}

/// Gives initials to first authors who share their family name with another.
fn give_initials(references: &mut [Reference]) {
    let first = |work: &Reference| work.responsible().first().filter(|one| matches!(one, Author::Person { .. })).cloned();
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for author in references.iter().filter_map(first) {
        names.entry(author.short()).or_default().insert(author.with_initials());
    }
    for work in references {
        work.with_initials = first(work).is_some_and(|author| names.get(&author.short()).is_some_and(|all| all.len() > 1));
    }
}

/// Names more of three authors or more, where others have the same first ones.
fn name_more(references: &mut [Reference]) {
    let names = |work: &Reference| work.responsible().iter().map(ToString::to_string).collect::<Vec<_>>();
    for group in alike(references, |work| work.cited().lead) {
        let authors: Vec<Vec<String>> = group.iter().map(|&index| names(&references[index])).collect();
        for (&index, own) in group.iter().zip(&authors).filter(|(_, own)| own.len() > 2) {
            let others = || authors.iter().filter(|other| *other != own);
            let shared = |other: &Vec<String>| own.iter().zip(other).take_while(|(one, other)| one == other).count();
            references[index].named = others().map(|other| shared(other) + 1).max().unwrap_or(1).min(own.len());
        }
    }
}

/// Gives letters to the works that have none, in the order of their titles.
fn give_letters(references: &mut [Reference]) {
    let order = NorwegianOrder::new();
    for mut same in alike(references, |work| work.cited().lead) {
        same.sort_by(|&one, &other| order.compare(&references[one].title, &references[other].title));
        let taken: Vec<String> = same.iter().filter_map(|&index| references[index].suffix.clone()).collect();
        let mut free = ('a'..='z').map(String::from).filter(|letter| !taken.contains(letter));
        for index in same {
            let suffix = &mut references[index].suffix;
            if suffix.is_none() {
                *suffix = free.next();
            }
        }
    }
}

/// Returns the works of one year that have the same `lead`, two or more of each.
fn alike(references: &[Reference], lead: impl Fn(&Reference) -> String) -> Vec<Vec<usize>> {
    let mut alike: BTreeMap<(String, Option<i16>), Vec<usize>> = BTreeMap::new();
    for (index, reference) in references.iter().enumerate().filter(|(_, reference)| reference.number().is_none()) {
        alike.entry((lead(reference), reference.year)).or_default().push(index);
    }
    alike.into_values().filter(|same| same.len() > 1).collect()
}

#[cfg(test)]
mod tests {
    use super::{Author, Reference, tell_apart};
    use crate::domain::ReferenceKind;

    fn work(authors: &[&str], year: Option<i16>, title: &str) -> Reference {
        let authors = authors.iter().map(|author| Author::of(author)).collect();
        Reference { authors, year, ..Reference::titled(ReferenceKind::Report, title) }
    }

    fn told(mut works: Vec<Reference>) -> Vec<String> {
        tell_apart(&mut works);
        works.iter().map(Reference::in_text).collect()
    }

    #[test]
    fn works_that_would_be_cited_alike_get_letters_by_their_titles() {
        let of = |year, title| work(&["KPMG"], year, title);
        let works = vec![of(Some(2023), "Øst"), of(Some(2023), "Nord"), of(Some(2024), "Sør")];
        assert_eq!(told(works), ["KPMG, 2023b", "KPMG, 2023a", "KPMG, 2024"]);
        let works = vec![of(None, "A"), Reference { suffix: Some("a".to_owned()), ..of(None, "B") }];
        assert_eq!(told(works), ["KPMG, u.å.-b", "KPMG, u.å.-a"]);
    }

    #[test]
    fn more_names_come_before_letters() {
        let works = vec![
            work(&["Lie, A.", "Moe, B.", "Vik, C.", "Dal, D."], Some(2020), "En"),
            work(&["Lie, A.", "Ås, B.", "Vik, C.", "Dal, D."], Some(2020), "To"),
            work(&["Lie, A.", "Moe, B.", "Ek, C."], Some(2020), "Tre"),
            work(&["Lie, A.", "Moe, B.", "Ek, C."], Some(2020), "Fire"),
            work(&["Lie, A.", "Moe, B.", "Ek, C."], Some(2021), "Fem"),
        ];
        let names = [
            "Lie, Moe, Vik & Dal, 2020",
            "Lie, Ås et al., 2020",
            "Lie, Moe & Ek, 2020b",
            "Lie, Moe & Ek, 2020a",
            "Lie et al., 2021",
        ];
        assert_eq!(told(works), names);
    }

    #[test]
    fn two_of_one_family_name_have_their_initials() {
        let works = vec![
            work(&["Berg, Kari Marie"], Some(2020), "En"),
            work(&["Berg, Per-Ole", "Lie, A."], Some(2021), "To"),
            work(&["Berg, K. M."], Some(2022), "Tre"),
            work(&["Dal, D."], Some(2022), "Fire"),
        ];
        assert_eq!(told(works), ["K. M. Berg, 2020", "P.-O. Berg & Lie, 2021", "K. M. Berg, 2022", "Dal, 2022"]);
    }
}

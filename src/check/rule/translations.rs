//! A translation is of a page that there is, in another language than that, and no two are in the same language.

use std::collections::BTreeMap;

use crate::check::Registry;
use crate::check::registry::Translation;
use crate::domain::{Chapter, Language};
use crate::problem::{Code, Problem, both};

pub(super) fn hold(registry: &Registry) -> Vec<Problem> {
    if registry.translations.is_empty() {
        return Vec::new();
    }
    let languages = languages(registry);
    let mut problems = Vec::new();
    let mut taken: BTreeMap<(&str, Language), &Translation> = BTreeMap::new();
    for one in &registry.translations {
        let is_lost = registry.lost.iter().any(|source| source.within() == one.original);
        if is_lost {
            continue;
        }
        let Some(&language) = languages.get(one.original.as_str()) else {
            problems.push(no_original(one, &languages));
            continue;
        };
        let own = one.language.unwrap_or(of_site(registry));
        if one.source.within() == one.original || own == language {
            problems.push(same_language(one, own));
        } else if let Some(first) = taken.insert((&one.original, own), one) {
            problems.push(twice(one, first, own));
        }
    }
    problems
}

fn of_site(registry: &Registry) -> Language {
    registry.settings.as_ref().map(|settings| settings.language).unwrap_or_default()
}

/// Returns the language of each file that becomes a page: its own, its report's, or the site's.
fn languages(registry: &Registry) -> BTreeMap<&str, Language> {
    let of_site = of_site(registry);
    let mut languages: BTreeMap<&str, Language> = registry.page_files.iter().map(|file| (file.as_str(), of_site)).collect();
    let stated = registry.articles.iter().filter_map(|article| Some((article.source.within(), article.language?)));
    languages.extend(stated);
    for report in &registry.reports {
        let own = |chapter: &Chapter| chapter.language.unwrap_or(report.language);
        languages.extend(report.chapters.iter().map(|chapter| (chapter.source.within(), own(chapter))));
    }
    languages
}

fn no_original(one: &Translation, pages: &BTreeMap<&str, Language>) -> Problem {
    let original = &one.original;
    let problem = Problem::new(
        Code::NoOriginal,
        both!("det finnes ingen side `{original}` å oversette", "there is no page `{original}` to translate"),
    )
    .at(one.place.clone())
    .nearest(original, pages.keys().copied());
    match problem.help {
        Some(_) => problem,
        None => problem.help(both!(
            "skriv filens plass i innholdsmappen, som `translates: pages/om.md`",
            "write where the file lies in the content folder, like `translates: pages/om.md`"
        )),
    }
}

fn same_language(one: &Translation, language: Language) -> Problem {
    let (name, english) = (language.name(), language.english_name());
    Problem::new(
        Code::SameLanguage,
        both!(
            "siden og den den oversetter, er på samme språk ({name})",
            "the page and the one it translates are in the same language ({english})"
        ),
    )
    .at(one.place.clone())
    .help(both!(
        "skriv `language: se` eller et annet språk i oversettelsen, eller ta bort `translates:`",
        "write `language: se` or another language in the translation, or take `translates:` away"
    ))
}

fn twice(one: &Translation, first: &Translation, language: Language) -> Problem {
    let (name, english) = (language.name(), language.english_name());
    let other = &first.source;
    Problem::new(
        Code::SameLanguage,
        both!("`{other}` oversetter allerede den siden til {name}", "`{other}` translates that page into {english} already"),
    )
    .at(one.place.clone())
    .help(both!("behold bare den ene", "keep only one of them"))
}

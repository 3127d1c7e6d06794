//! Where the names stand that a file gives: ids of registers and themes, and addresses in menus. For a command that mends
//! them; what is wrong in a file is told elsewhere.

use serde::Deserialize;

use crate::check::reader::{Page, Text};
use crate::check::yaml;
use crate::load::SourceText;
use crate::problem::Place;

/// A value and its place.
pub(crate) struct Placed {
    /// The key of the list in which it stands: `references`, `actors`, `tasks`, `does`, `terms`, `themes`, `waivers`, `menu`;
    /// `counted` for the themes of an edition of the numbers.
    pub list: &'static str,
    pub value: String,
    pub place: Place,
}

#[derive(Deserialize)]
struct ListsForm {
    #[serde(default)]
    references: Vec<IdForm>,
    #[serde(default)]
    actors: Vec<ActorForm>,
    #[serde(default)]
    tasks: Vec<IdForm>,
    #[serde(default)]
    terms: Vec<IdForm>,
    #[serde(default)]
    themes: Vec<IdForm>,
    #[serde(default)]
    release: Option<CountingForm>,
    #[serde(default)]
    menu: Vec<PathForm>,
    #[serde(default)]
    footer_menu: Vec<PathForm>,
}

#[derive(Deserialize)]
struct IdForm {
    id: Text,
}

#[derive(Deserialize)]
struct ActorForm {
    id: Text,
    #[serde(default)]
    does: Vec<DeedForm>,
}

#[derive(Deserialize)]
struct DeedForm {
    task: Text,
}

#[derive(Deserialize)]
struct CountingForm {
    #[serde(default)]
    waivers: Vec<WaiverForm>,
}

/// Begins with a theme: `bolig: ja, alle = 4`.
#[derive(Deserialize)]
struct WaiverForm {
    statement: Text,
}

/// An edition of the numbers, or the ledger of them all.
#[derive(Deserialize)]
struct EditionForm {
    #[serde(default)]
    counts: Vec<OnThemeForm>,
    #[serde(default)]
    words: Vec<OnThemeForm>,
    #[serde(default)]
    editions: Vec<EditionForm>,
}

#[derive(Deserialize)]
struct OnThemeForm {
    theme: Text,
}

#[derive(Deserialize)]
struct PathForm {
    path: Text,
}

/// Returns the names that a YAML file gives, with their places; none where it cannot be read.
pub(crate) fn placed(file: &SourceText) -> Vec<Placed> {
    let page = Page { source: &file.source, yaml: &file.text, first_line: 1, secret: true };
    let is_edition = ["/release.yaml", "/release-ledger.yaml"].iter().any(|name| file.source.within().ends_with(name));
    let all = match is_edition {
        true => yaml::parse::<EditionForm>(&page).map(counted),
        false => yaml::parse::<ListsForm>(&page).map(listed),
    };
    let all = all.unwrap_or_default().into_iter();
    all.map(|(list, text)| Placed { list, place: page.at(text.defined, 1), value: text.value }).collect()
}

fn listed(form: ListsForm) -> Vec<(&'static str, Text)> {
    let mut all = Vec::new();
    let ids = |list, ids: Vec<IdForm>| ids.into_iter().map(move |form| (list, form.id));
    all.extend(ids("references", form.references));
    for actor in form.actors {
        all.push(("actors", actor.id));
        all.extend(actor.does.into_iter().map(|deed| ("does", deed.task)));
    }
    all.extend(ids("tasks", form.tasks).chain(ids("terms", form.terms)).chain(ids("themes", form.themes)));
    for waiver in form.release.into_iter().flat_map(|release| release.waivers) {
        let Some((theme, _)) = waiver.statement.value.split_once(':') else { continue };
        all.push(("waivers", Text { value: theme.trim().to_owned(), defined: waiver.statement.defined }));
    }
    all.extend(form.menu.into_iter().chain(form.footer_menu).map(|form| ("menu", form.path)));
    all
}

fn counted(form: EditionForm) -> Vec<(&'static str, Text)> {
    let own = form.counts.into_iter().chain(form.words).map(|form| ("counted", form.theme));
    own.chain(form.editions.into_iter().flat_map(counted)).collect()
}

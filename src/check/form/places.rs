//! Where the names stand that a file gives: ids of registers and themes, and addresses in menus. For a command that mends
//! them; what is wrong in a file is told elsewhere.

use serde::Deserialize;

use crate::check::reader::{Page, Text};
use crate::check::yaml;
use crate::load::SourceText;
use crate::problem::Place;

/// A value and its place.
pub(crate) struct Placed {
    /// The key of the list in which it stands: `references`, `actors`, `themes`, `menu`.
    pub list: &'static str,
    pub value: String,
    pub place: Place,
}

#[derive(Deserialize)]
struct ListsForm {
    #[serde(default)]
    references: Vec<IdForm>,
    #[serde(default)]
    actors: Vec<IdForm>,
    #[serde(default)]
    themes: Vec<IdForm>,
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
struct PathForm {
    path: Text,
}

/// Returns the names that a YAML file gives, with their places; none where it cannot be read.
pub(crate) fn placed(file: &SourceText) -> Vec<Placed> {
    let page = Page { source: &file.source, yaml: &file.text, first_line: 1, secret: true };
    let Ok(form) = yaml::parse::<ListsForm>(&page) else { return Vec::new() };
    let ids = |list, ids: Vec<IdForm>| ids.into_iter().map(move |form| (list, form.id));
    let paths = form.menu.into_iter().chain(form.footer_menu).map(|form| ("menu", form.path));
    let all = ids("references", form.references).chain(ids("actors", form.actors)).chain(ids("themes", form.themes)).chain(paths);
    all.map(|(list, text)| Placed { list, place: page.at(text.defined, 1), value: text.value }).collect()
}

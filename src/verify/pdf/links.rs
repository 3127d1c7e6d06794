//! Where the links of a PDF lead, its bookmarks among them: to an address, or to a page of its own.
//!
//! [`all`] is the way in. A place is a page and where on it, or a name for that, which the file's own list explains.
//!
//! Invariant: a link whose end is not understood leads nowhere.

use std::collections::BTreeMap;

use super::file::File;
use super::object::{Dict, Object};
use super::said::plain;

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::verify) enum Leading {
    /// An address, as it is written.
    Address(Vec<u8>),
    /// A page of the same file.
    Inside,
    /// Nowhere; with the name of the place that is not there, if it has one.
    Nowhere(String),
}

/// Deepest nesting of the list of names.
const DEEPEST: usize = 50;

/// Returns where each link leads, in the order of the file.
pub(super) fn all(file: &File) -> Vec<Leading> {
    let mut names = BTreeMap::new();
    if let Some(list) = root(file).and_then(|root| file.get(root, "Names")?.dict()).and_then(|names| file.get(names, "Dests")) {
        gather(file, list, &mut names, 0);
    }
    file.parts.values().filter_map(|part| leading(file, part.value.dict()?, &names)).collect()
}

fn root(file: &File) -> Option<&Dict> {
    file.get(&file.trailer, "Root")?.dict()
}

/// Gathers the names of places, from all branches of their list.
fn gather<'f>(file: &'f File, list: &'f Object, names: &mut BTreeMap<&'f [u8], &'f Object>, depth: usize) {
    let Some(list) = list.dict().filter(|_| depth < DEEPEST) else { return };
    for pair in file.get(list, "Names").and_then(Object::array).unwrap_or_default().chunks(2) {
        if let [Object::Text(name), place] = pair {
            names.insert(name, place);
        }
    }
    for branch in file.get(list, "Kids").and_then(Object::array).unwrap_or_default() {
        if let Some(branch) = file.meant(branch) {
            gather(file, branch, names, depth + 1);
        }
    }
}

/// Returns where an object leads; none if it is no link and no bookmark.
fn leading(file: &File, part: &Dict, names: &BTreeMap<&[u8], &Object>) -> Option<Leading> {
    let is_link = file.get(part, "Subtype").and_then(Object::name) == Some(b"Link");
    let is_bookmark = part.contains_key(&b"Title"[..]) && part.contains_key(&b"Parent"[..]);
    let ways = (file.get(part, "A").and_then(Object::dict), file.get(part, "Dest"));
    let way = match ways {
        (Some(action), _) => by_action(file, action, names),
        (None, Some(place)) => Some(to_place(file, place, names)),
        (None, None) => None,
    };
    (is_link || is_bookmark).then(|| way.unwrap_or_else(|| Leading::Nowhere(String::new())))
}

fn by_action(file: &File, action: &Dict, names: &BTreeMap<&[u8], &Object>) -> Option<Leading> {
    match file.get(action, "S")?.name()? {
        b"URI" => match file.get(action, "URI")? {
            Object::Text(address) => Some(Leading::Address(address.clone())),
            _ => None,
        },
        b"GoTo" => Some(to_place(file, file.get(action, "D")?, names)),
        _ => None,
    }
}

fn to_place(file: &File, place: &Object, names: &BTreeMap<&[u8], &Object>) -> Leading {
    let (place, name) = match place {
        Object::Text(name) => (names.get(name.as_slice()).and_then(|place| file.meant(place)), plain(name)),
        place => (Some(place), String::new()),
    };
    if place.is_some_and(|place| is_page(file, place)) { Leading::Inside } else { Leading::Nowhere(name) }
}

/// Tells whether a place, `[page /XYZ 0 700 0]`, is on a page that is there.
fn is_page(file: &File, place: &Object) -> bool {
    let place = place.dict().and_then(|place| file.get(place, "D")).unwrap_or(place);
    let page = place.array().and_then(<[Object]>::first).and_then(|page| file.meant(page)).and_then(Object::dict);
    page.and_then(|page| file.get(page, "Type")).and_then(Object::name) == Some(b"Page")
}

#[cfg(test)]
mod tests {
    use super::Leading;
    use crate::verify::pdf::read;
    use crate::verify::pdf::tests::pdf;

    fn links(more: &[&str]) -> Vec<Leading> {
        read(&pdf("", more)).unwrap().links
    }

    #[test]
    fn a_link_leads_to_an_address_or_to_a_page_that_is_there() {
        let nowhere = |name: &str| Leading::Nowhere(name.to_owned());
        for (link, way) in [
            ("<</Subtype/Link/A<</S/URI/URI(https://x.example/)>>>>", Leading::Address(b"https://x.example/".to_vec())),
            ("<</Subtype/Link/Dest[3 0 R/XYZ 0 700 0]>>", Leading::Inside),
            ("<</Subtype/Link/A<</S/GoTo/D[3 0 R/Fit]>>>>", Leading::Inside),
            ("<</Subtype/Link/Dest[5 0 R/Fit]>>", nowhere("")),
            ("<</Subtype/Link/Dest[99 0 R/Fit]>>", nowhere("")),
            ("<</Subtype/Link/Dest(borte)>>", nowhere("borte")),
            ("<</Subtype/Link>>", nowhere("")),
            ("<</Subtype/Link/A<</S/GoToR/F(annen.pdf)>>>>", nowhere("")),
            ("<</Title(Kapittel)/Parent 1 0 R/Dest[2 0 R/Fit]>>", nowhere("")),
        ] {
            assert_eq!(links(&[link]), [way], "{link}");
        }
    }

    #[test]
    fn a_name_is_looked_up_in_the_list_of_the_file() {
        let named = |list: &str| {
            let text = String::from_utf8(pdf("", &["<</Subtype/Link/Dest(del)>>"])).unwrap();
            read(text.replace("<</Type/Catalog", &format!("<</Type/Catalog/Names<</Dests{list}>>")).as_bytes()).unwrap().links
        };
        assert_eq!(named("<</Names[(annet)[3 0 R/Fit](del)[3 0 R/Fit]]>>"), [Leading::Inside]);
        assert_eq!(named("<</Kids[<</Names[(del)<</D[3 0 R/Fit]>>]>>]>>"), [Leading::Inside]);
        assert_eq!(named("<</Names[(annet)[3 0 R/Fit]]>>"), [Leading::Nowhere("del".to_owned())]);
    }
}

//! In which order a document is read aloud: the pieces of its pages as its structure has them.

use super::file::File;
use super::object::{Dict, Object};

/// A piece: the number of its page, and its own on that page.
pub(super) type Piece = (u32, usize);

/// Deepest structure that is followed.
const DEEPEST: usize = 200;

/// Returns the pieces of a document in the order in which they are read; none where the structure cannot be followed.
pub(super) fn pieces(file: &File) -> Option<Vec<Piece>> {
    let catalog = file.get(&file.trailer, "Root")?.dict()?;
    let mut pieces = Vec::new();
    if let Some(root) = file.get(catalog, "StructTreeRoot").and_then(Object::dict) {
        kids(file, root, None, &mut pieces, 0)?;
    }
    Some(pieces)
}

fn kids(file: &File, element: &Dict, page: Option<u32>, pieces: &mut Vec<Piece>, depth: usize) -> Option<()> {
    let page = number(element.get(&b"Pg"[..])).or(page);
    match element.get(&b"K"[..]) {
        Some(kid) if depth < DEEPEST => follow(file, kid, page, pieces, depth + 1),
        Some(_) => None,
        None => Some(()),
    }
}

fn follow(file: &File, kid: &Object, page: Option<u32>, pieces: &mut Vec<Piece>, depth: usize) -> Option<()> {
    match file.meant(kid)? {
        Object::Array(all) => all.iter().try_for_each(|kid| follow(file, kid, page, pieces, depth)),
        Object::Dict(element) => {
            // A piece named with its page, or an object such as a link, which has no letters of its own.
            if let Some(piece) = element.get(&b"MCID"[..]).and_then(Object::count) {
                let page = number(element.get(&b"Stm"[..])).or(number(element.get(&b"Pg"[..]))).or(page)?;
                pieces.push((page, piece));
                return Some(());
            }
            kids(file, element, page, pieces, depth)
        }
        value => {
            pieces.push((page?, value.count()?));
            Some(())
        }
    }
}

fn number(value: Option<&Object>) -> Option<u32> {
    if let Some(Object::Reference(number)) = value { Some(*number) } else { None }
}

//! The register as it is after an edit.

use super::recognise::{Blocks, before, ids, left, pairs};
use super::{AddressBook, ChapterPassages, Kept, Retired};

/// A register brought up to date, and what is new in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Renewal {
    pub addresses: AddressBook,
    /// Ids of passages that have other words than recorded.
    pub reworded: Vec<String>,
    /// Ids of passages that stand in another chapter, with the chapter they left and the one they stand in.
    pub moved: Vec<(String, String, String)>,
    pub new: Vec<String>,
    pub retired: Vec<String>,
}

/// Brings the register up to date with the chapters of `version`.
pub(crate) fn renew(register: &AddressBook, chapters: &[ChapterPassages<'_>], version: &str) -> Renewal {
    let blocks = Blocks::read(chapters);
    let pairs = pairs(&register.kept, &blocks);
    let ids = ids(Some(register), &blocks, &pairs);
    let renewed = AddressBook { source: register.source.clone(), kept: Vec::new(), retired: register.retired.clone() };
    let mut renewal =
        Renewal { addresses: renewed, reworded: Vec::new(), moved: Vec::new(), new: Vec::new(), retired: Vec::new() };
    for ((block, id), pair) in blocks.all.iter().zip(ids).zip(&pairs.of_blocks) {
        let chapter = blocks.names[block.chapter].to_owned();
        let (kind, words) = (block.passage.kind, block.passage.words.clone());
        let Some(known) = pair.map(|pair| &register.kept[pair]) else {
            renewal.new.push(id.clone());
            renewal.addresses.kept.push(Kept { id, chapter, kind, words, also: Vec::new(), was: Vec::new() });
            continue;
        };
        if known.words != words {
            renewal.reworded.push(id.clone());
        }
        if known.chapter != chapter {
            renewal.moved.push((id.clone(), known.chapter.clone(), chapter.clone()));
        }
        let (also, was) = (before(known, &id), left(known, &chapter));
        renewal.addresses.kept.push(Kept { id, chapter, kind, words, also, was });
    }
    for (known, _) in register.kept.iter().zip(&pairs.of_kept).filter(|(_, pair)| pair.is_none()) {
        for id in known.also.iter().chain([&known.id]) {
            renewal.retired.push(id.clone());
            let retired = Retired { id: id.clone(), chapter: known.chapter.clone(), version: version.to_owned() };
            if !renewal.addresses.retired.iter().any(|old| (&old.id, &old.chapter) == (id, &retired.chapter)) {
                renewal.addresses.retired.push(retired);
            }
        }
    }
    renewal
}

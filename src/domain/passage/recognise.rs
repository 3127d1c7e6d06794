//! Finds today's passages among those recorded.
//!
//! [`recognise`] is the way in; `pairs` decides which is which, surest first:
//!
//! 1. the same words in the same order within a chapter;
//! 2. the same words elsewhere in the chapter, or in another, where there are enough words to tell;
//! 3. the most alike within a chapter, between the same neighbours rather than elsewhere;
//! 4. one old and one new of a kind between the same neighbours;
//! 5. the most alike in another chapter.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::likeness::Likeness;
use super::{AddressBook, ChapterPassages, Kept, Passage, PassageKind, derived, first_words};
use crate::domain::Target;

/// Today's passages with their addresses.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Recognised {
    /// For each chapter its passages, in order.
    pub chapters: Vec<Vec<Placed>>,
    /// Addresses that a chapter has no more because the passage stands in another.
    pub moved: Vec<Moved>,
    /// Addresses whose passage was taken out.
    pub gone: Vec<Gone>,
}

/// A passage in its chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placed {
    pub kind: PassageKind,
    /// Where in the text it begins.
    pub start: usize,
    /// The id; of a heading the one that the page gives it.
    pub id: String,
    /// Ids it had before, in this chapter.
    pub also: Vec<String>,
    /// Ids it had in chapters where it stood before, with the chapter's name.
    pub elsewhere: Vec<(String, String)>,
    /// Its first few words.
    pub begins: String,
    /// Its whole text, where there are references in it.
    pub refers: Option<Arc<str>>,
}

impl Placed {
    /// Returns its first few words as the reader sees them: with what each reference is called.
    pub(crate) fn begins(&self, name: impl FnMut(&Target) -> Option<String>) -> String {
        self.refers.as_ref().map_or_else(|| self.begins.clone(), |text| begins(&first_words(text, name)))
    }
}

/// A passage stands in another chapter than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moved {
    pub kind: PassageKind,
    /// The chapter in which it stood, by its place.
    pub from: usize,
    /// The id it had there.
    pub id: String,
    /// The chapter in which it stands, and its id there.
    pub to: usize,
    pub to_id: String,
}

/// A passage was taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gone {
    pub chapter: usize,
    pub id: String,
    /// The first version without it; none where the register does not know yet.
    pub version: Option<String>,
}

/// Gives each passage of a report its address.
pub(crate) fn recognise(register: Option<&AddressBook>, chapters: &[ChapterPassages<'_>]) -> Recognised {
    let blocks = Blocks::read(chapters);
    let kept = register.map_or(&[][..], |register| &register.kept);
    let pairs = pairs(kept, &blocks);
    let mut recognised = Recognised { chapters: vec![Vec::new(); chapters.len()], ..Recognised::default() };
    let ids = ids(register, &blocks, &pairs);
    for ((block, id), pair) in blocks.all.iter().zip(ids).zip(&pairs.of_blocks) {
        let known = pair.map(|index| &kept[index]);
        let placed = Placed {
            kind: block.passage.kind,
            start: block.passage.start,
            also: known.map_or_else(Vec::new, |known| before(known, &id)),
            elsewhere: known.map_or_else(Vec::new, |known| elsewhere(known, &id, blocks.names[block.chapter])),
            begins: begins(&block.passage.words),
            refers: block.passage.refers.clone(),
            id,
        };
        recognised.chapters[block.chapter].push(placed);
    }
    recognised.moved = moved(&recognised, &blocks);
    recognised.gone = gone(register, &blocks, &pairs);
    only_free(&mut recognised, &blocks.names);
    recognised
}

/// Returns the ids of a passage in the chapters that it has left.
fn elsewhere(known: &Kept, id: &str, now: &str) -> Vec<(String, String)> {
    let mut ids = before(known, id);
    ids.push(id.to_owned());
    left(known, now).into_iter().flat_map(|chapter| ids.iter().map(move |id| (chapter.clone(), id.clone()))).collect()
}

/// Returns the first few words of a passage, to name it by.
fn begins(words: &str) -> String {
    const FEW: usize = 8;
    let few = words.split(' ').take(FEW).collect::<Vec<_>>().join(" ");
    if few.len() < words.len() { format!("{few} …") } else { few }
}

/// The passages of all chapters, one after the other.
pub(super) struct Blocks<'a> {
    pub names: Vec<&'a str>,
    pub all: Vec<Block<'a>>,
}

pub(super) struct Block<'a> {
    pub chapter: usize,
    pub passage: &'a Passage,
}

impl<'a> Blocks<'a> {
    pub(super) fn read(chapters: &'a [ChapterPassages<'a>]) -> Self {
        let of =
            |(chapter, one): (usize, &'a ChapterPassages<'a>)| one.passages.iter().map(move |passage| Block { chapter, passage });
        Self {
            names: chapters.iter().map(|chapter| chapter.slug).collect(),
            all: chapters.iter().enumerate().flat_map(of).collect(),
        }
    }
}

/// Which recorded passage is which of today's.
pub(super) struct Pairs {
    pub of_blocks: Vec<Option<usize>>,
    pub of_kept: Vec<Option<usize>>,
}

impl Pairs {
    fn join(&mut self, kept: usize, block: usize) {
        self.of_kept[kept] = Some(block);
        self.of_blocks[block] = Some(kept);
    }

    /// Tells whether nothing is left to pair: all that was recorded stands in the text, or all in the text was recorded.
    fn are_all(&self) -> bool {
        self.of_kept.iter().all(Option::is_some) || self.of_blocks.iter().all(Option::is_some)
    }

    fn are_free(&self, kept: usize, block: usize) -> bool {
        self.of_kept[kept].is_none() && self.of_blocks[block].is_none()
    }
}

/// Enough words to tell a passage from others that happen to say the same, or nearly.
const TELLING: usize = 6;
/// Alike enough, in thousandths: in the same chapter, in another, and where nothing else can be meant.
const ALIKE: u32 = 450;
const ALIKE_ELSEWHERE: u32 = 600;
const ALIKE_ALONE: u32 = 200;
/// What it counts to stand between the same neighbours.
const SAME_GAP: u32 = 150;

pub(super) fn pairs(kept: &[Kept], blocks: &Blocks<'_>) -> Pairs {
    let mut pairs = Pairs { of_blocks: vec![None; blocks.all.len()], of_kept: vec![None; kept.len()] };
    if kept.is_empty() {
        return pairs;
    }
    let homes = homes(kept, blocks);
    let gaps = in_order(kept, blocks, &homes, &mut pairs);
    let in_chapter = |old: usize, new: usize| homes[old] == Some(blocks.all[new].chapter);
    let words = |old: usize| kept[old].words.split(' ').count();
    the_same(kept, blocks, &mut pairs, in_chapter);
    the_same(kept, blocks, &mut pairs, |old, _| words(old) >= TELLING);
    if pairs.are_all() {
        return pairs;
    }
    let of_blocks = blocks.all.iter().map(|block| block.passage.words.as_str());
    let all: Vec<&str> = kept.iter().map(|kept| kept.words.as_str()).chain(of_blocks).collect();
    let is_free = |at: usize| match at.checked_sub(kept.len()) {
        None => pairs.of_kept[at].is_none(),
        Some(new) => pairs.of_blocks[new].is_none(),
    };
    let likeness = Likeness::new(&all, is_free);
    let alike = |old: usize, new: usize| likeness.of(old, kept.len() + new);
    most_alike(kept, blocks, &mut pairs, |old, new| {
        let bonus = if gaps.olds[old] == gaps.news[new] { SAME_GAP } else { 0 };
        in_chapter(old, new).then(|| alike(old, new) + bonus).filter(|score| *score >= ALIKE)
    });
    alone(kept, blocks, &gaps, &mut pairs, alike);
    most_alike(kept, blocks, &mut pairs, |old, new| {
        let tells = likeness.length(old) >= TELLING && likeness.length(kept.len() + new) >= TELLING;
        Some(alike(old, new)).filter(|score| tells && *score >= ALIKE_ELSEWHERE)
    });
    the_same(kept, blocks, &mut pairs, |old, _| kept[old].kind == PassageKind::Heading);
    pairs
}

/// Returns the chapter in which each recorded passage stood, as it is called now: a chapter that got another name is the one
/// that shares most with it.
fn homes(kept: &[Kept], blocks: &Blocks<'_>) -> Vec<Option<usize>> {
    let mut places: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for one in kept {
        places.entry(&one.chapter).or_insert_with(|| blocks.names.iter().position(|name| *name == one.chapter));
    }
    let taken: BTreeSet<usize> = places.values().copied().flatten().collect();
    for (name, place) in places.iter_mut().filter(|(_, place)| place.is_none()) {
        let old: BTreeSet<&str> = kept.iter().filter(|one| one.chapter == **name).map(|one| one.words.as_str()).collect();
        let shared = |chapter: usize| {
            let of_chapter = blocks.all.iter().filter(|block| block.chapter == chapter);
            of_chapter.filter(|block| old.contains(block.passage.words.as_str())).count()
        };
        let free = (0..blocks.names.len()).filter(|chapter| !taken.contains(chapter));
        *place = free.filter(|chapter| shared(*chapter) > 0).max_by_key(|chapter| (shared(*chapter), Reverse(*chapter)));
    }
    kept.iter().map(|one| places.get(one.chapter.as_str()).copied().flatten()).collect()
}

/// Between which neighbours a passage stands: chapter, and how many pairs stand before it.
type Gap = Option<(usize, usize)>;

struct Gaps {
    olds: Vec<Gap>,
    news: Vec<Gap>,
}

/// Pairs what has the same words and stands in the same order.
fn in_order(kept: &[Kept], blocks: &Blocks<'_>, homes: &[Option<usize>], pairs: &mut Pairs) -> Gaps {
    let mut gaps = Gaps { olds: vec![None; kept.len()], news: vec![None; blocks.all.len()] };
    for chapter in 0..blocks.names.len() {
        let olds: Vec<usize> = (0..kept.len()).filter(|old| homes[*old] == Some(chapter)).collect();
        let news: Vec<usize> = (0..blocks.all.len()).filter(|new| blocks.all[*new].chapter == chapter).collect();
        let of_old: Vec<_> = olds.iter().map(|old| (kept[*old].kind, kept[*old].words.as_str())).collect();
        let of_new: Vec<_> = news.iter().map(|new| said(&blocks.all[*new])).collect();
        let mut before = 0;
        for operation in capture_diff_slices(Algorithm::Patience, &of_old, &of_new) {
            if let DiffOp::Equal { old_index, new_index, len } = operation {
                (0..len).for_each(|at| pairs.join(olds[old_index + at], news[new_index + at]));
                before += len;
            } else {
                olds[operation.old_range()].iter().for_each(|old| gaps.olds[*old] = Some((chapter, before)));
                news[operation.new_range()].iter().for_each(|new| gaps.news[*new] = Some((chapter, before)));
            }
        }
    }
    gaps
}

fn said<'a>(block: &Block<'a>) -> (PassageKind, &'a str) {
    (block.passage.kind, block.passage.words.as_str())
}

/// Pairs what has the same words wherever it stands, if it `may` be the same.
fn the_same(kept: &[Kept], blocks: &Blocks<'_>, pairs: &mut Pairs, may: impl Fn(usize, usize) -> bool) {
    for (old, one) in kept.iter().enumerate().filter(|(old, _)| pairs.of_kept[*old].is_none()).collect::<Vec<_>>() {
        let is_same = |new: &usize| {
            pairs.are_free(old, *new) && said(&blocks.all[*new]) == (one.kind, one.words.as_str()) && may(old, *new)
        };
        if let Some(new) = (0..blocks.all.len()).find(is_same) {
            pairs.join(old, new);
        }
    }
}

/// Pairs what is most alike, the best pair first; of equals, the first in the report.
fn most_alike(kept: &[Kept], blocks: &Blocks<'_>, pairs: &mut Pairs, score: impl Fn(usize, usize) -> Option<u32>) {
    let mut found = Vec::new();
    for old in (0..kept.len()).filter(|old| pairs.of_kept[*old].is_none()) {
        for new in (0..blocks.all.len()).filter(|new| pairs.of_blocks[*new].is_none()) {
            if kept[old].kind == blocks.all[new].passage.kind {
                found.extend(score(old, new).map(|score| (Reverse(score), old, new)));
            }
        }
    }
    found.sort_unstable();
    for (_, old, new) in found {
        if pairs.are_free(old, new) {
            pairs.join(old, new);
        }
    }
}

/// Pairs the only old with the only new passage of a kind between two neighbours.
fn alone(kept: &[Kept], blocks: &Blocks<'_>, gaps: &Gaps, pairs: &mut Pairs, alike: impl Fn(usize, usize) -> u32) {
    let mut groups: BTreeMap<(Gap, PassageKind), (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for old in (0..kept.len()).filter(|old| pairs.of_kept[*old].is_none() && gaps.olds[*old].is_some()) {
        groups.entry((gaps.olds[old], kept[old].kind)).or_default().0.push(old);
    }
    for new in (0..blocks.all.len()).filter(|new| pairs.of_blocks[*new].is_none() && gaps.news[*new].is_some()) {
        groups.entry((gaps.news[new], blocks.all[new].passage.kind)).or_default().1.push(new);
    }
    for ((_, kind), (olds, news)) in groups {
        let says_little = matches!(kind, PassageKind::Heading | PassageKind::Figure | PassageKind::Table | PassageKind::Code);
        if let ([old], [new]) = (olds.as_slice(), news.as_slice())
            && (says_little || alike(*old, *new) >= ALIKE_ALONE)
        {
            pairs.join(*old, *new);
        }
    }
}

/// Returns the id of every passage: a heading's own, the recorded one, or one from its first words.
pub(super) fn ids(register: Option<&AddressBook>, blocks: &Blocks<'_>, pairs: &Pairs) -> Vec<String> {
    let kept = register.map_or(&[][..], |register| &register.kept);
    let retired = register.map_or(&[][..], |register| &register.retired).iter().map(|retired| retired.id.clone());
    let mut taken: BTreeSet<String> = kept.iter().map(|kept| kept.id.clone()).chain(retired).collect();
    let mut id = |(block, pair): (&Block<'_>, &Option<usize>)| match (&block.passage.own, pair) {
        (Some(own), _) => own.clone(),
        (None, Some(pair)) => kept[*pair].id.clone(),
        (None, None) => {
            let id = derived(block.passage, |id| taken.contains(id));
            taken.insert(id.clone());
            id
        }
    };
    blocks.all.iter().zip(&pairs.of_blocks).map(&mut id).collect()
}

/// Returns the ids that a passage has had beside the one it has.
pub(super) fn before(known: &Kept, id: &str) -> Vec<String> {
    let all: BTreeSet<&String> = known.also.iter().chain([&known.id]).filter(|before| *before != id).collect();
    all.into_iter().cloned().collect()
}

/// Returns the chapters that a passage has left, now that it stands in `now`.
pub(super) fn left(known: &Kept, now: &str) -> Vec<String> {
    let all: BTreeSet<&String> = known.was.iter().chain([&known.chapter]).filter(|chapter| *chapter != now).collect();
    all.into_iter().cloned().collect()
}

fn moved(recognised: &Recognised, blocks: &Blocks<'_>) -> Vec<Moved> {
    let mut moved = Vec::new();
    for (to, placed) in recognised.chapters.iter().enumerate().flat_map(|(to, all)| all.iter().map(move |placed| (to, placed))) {
        for (chapter, id) in &placed.elsewhere {
            let from = blocks.names.iter().position(|known| known == chapter);
            let row = |from| Moved { kind: placed.kind, from, id: id.clone(), to, to_id: placed.id.clone() };
            moved.extend(from.map(row));
        }
    }
    moved
}

fn gone(register: Option<&AddressBook>, blocks: &Blocks<'_>, pairs: &Pairs) -> Vec<Gone> {
    let Some(register) = register else { return Vec::new() };
    let of = |chapter: &str, id: &str, version: Option<&String>| {
        let chapter = blocks.names.iter().position(|name| *name == chapter)?;
        Some(Gone { chapter, id: id.to_owned(), version: version.cloned() })
    };
    let now = register.kept.iter().zip(&pairs.of_kept).filter(|(_, pair)| pair.is_none());
    let now = now.flat_map(|(kept, _)| kept.also.iter().chain([&kept.id]).filter_map(|id| of(&kept.chapter, id, None)));
    let before = register.retired.iter().filter_map(|retired| of(&retired.chapter, &retired.id, Some(&retired.version)));
    before.chain(now).collect()
}

/// An address that a passage of the page has now leads there, and nowhere else; what is old gives way.
fn only_free(recognised: &mut Recognised, names: &[&str]) {
    let Recognised { chapters, moved, gone } = recognised;
    let mut taken: Vec<BTreeSet<String>> =
        chapters.iter().map(|all| all.iter().map(|placed| placed.id.clone()).collect()).collect();
    for (chapter, all) in chapters.iter_mut().enumerate() {
        all.iter_mut().for_each(|placed| placed.also.retain(|id| taken[chapter].insert(id.clone())));
    }
    moved.retain(|moved| taken[moved.from].insert(moved.id.clone()));
    let led: BTreeSet<(&str, &str)> = moved.iter().map(|moved| (names[moved.from], moved.id.as_str())).collect();
    for placed in chapters.iter_mut().flatten() {
        placed.elsewhere.retain(|(chapter, id)| led.contains(&(chapter.as_str(), id.as_str())));
    }
    gone.retain(|gone| taken[gone.chapter].insert(gone.id.clone()));
}

//! Which participants a number speaks of, over all editions.
//!
//! Participants who joined between two editions are a group of their own: whoever subtracts the one from the other learns
//! about them. Those are [`Slice`]s. Where an atom has lost members, nobody but the centre knows whom, so its numbers can no
//! longer be compared: they are not shown again ([`Frame::is_torn`]).

use std::collections::BTreeMap;

use crate::domain::Edition;
use crate::problem::{Both, both};

/// What a number of a table is about: all participants, or those with one value of a grouping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    All,
    Value { grouping: usize, value: usize },
}

impl Part {
    pub(super) fn holds(self, atom: &[usize]) -> bool {
        match self {
            Self::All => true,
            Self::Value { grouping, value } => atom.get(grouping) == Some(&value),
        }
    }

    /// Returns all parts of a table with these groupings: everybody first.
    pub(crate) fn of(groupings: &[(String, Vec<String>)]) -> Vec<Self> {
        let values = |(grouping, (_, values)): (usize, &(String, Vec<String>))| {
            (0..values.len()).map(move |value| Self::Value { grouping, value }).collect::<Vec<_>>()
        };
        std::iter::once(Self::All).chain(groupings.iter().enumerate().flat_map(values)).collect()
    }

    /// Returns how a statement names it: `alle`, `region nord`.
    pub(crate) fn name(self, groupings: &[(String, Vec<String>)]) -> String {
        match self {
            Self::All => "alle".to_owned(),
            Self::Value { grouping, value } => {
                let (id, values) = &groupings[grouping];
                format!("{id} {}", values[value])
            }
        }
    }
}

/// Participants whom neither a public fact nor the time of joining tells apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slice {
    pub atom: Vec<usize>,
    /// Index of the edition in which they first took part.
    pub from: usize,
    pub size: u32,
}

/// All participants of all editions.
#[derive(Debug)]
pub(super) struct Frame {
    pub groupings: Vec<(String, Vec<String>)>,
    pub slices: Vec<Slice>,
    /// Atoms that lost members, and the index of the edition from which on.
    torn: BTreeMap<Vec<usize>, usize>,
}

/// The editions are not grouped alike, so nobody can tell what their numbers say of each other.
#[derive(Debug)]
pub(super) struct GroupedAnew;

impl Frame {
    /// Puts the editions over each other.
    pub(super) fn over(editions: &[&Edition]) -> Result<Self, GroupedAnew> {
        let groupings = editions.first().map(|edition| edition.groupings.clone()).unwrap_or_default();
        let mut frame = Self { groupings, slices: Vec::new(), torn: BTreeMap::new() };
        let mut sizes: BTreeMap<Vec<usize>, u32> = BTreeMap::new();
        for (index, edition) in editions.iter().enumerate() {
            if edition.groupings != frame.groupings {
                return Err(GroupedAnew);
            }
            frame.take(index, edition, &mut sizes);
        }
        frame.slices.sort();
        Ok(frame)
    }

    fn take(&mut self, index: usize, edition: &Edition, sizes: &mut BTreeMap<Vec<usize>, u32>) {
        let mut now: BTreeMap<Vec<usize>, u32> = sizes.keys().map(|atom| (atom.clone(), 0)).collect();
        for atom in &edition.atoms {
            *now.entry(atom.values.clone()).or_default() += atom.size;
        }
        for (atom, size) in now {
            let before = sizes.insert(atom.clone(), size).unwrap_or(0);
            if size > before {
                self.slices.push(Slice { atom, from: index, size: size - before });
            } else if size < before {
                self.torn.entry(atom).or_insert(index);
            }
        }
    }

    /// Tells whether a number on `part` in an edition speaks of an atom that has lost members.
    pub(super) fn is_torn(&self, part: Part, edition: usize) -> bool {
        self.torn.iter().any(|(atom, &from)| from <= edition && part.holds(atom))
    }

    /// Returns the slices that a number on `part` in an edition speaks of.
    pub(super) fn members(&self, part: Part, edition: usize) -> Vec<usize> {
        let is_member = |slice: &&usize| {
            let slice = &self.slices[**slice];
            slice.from <= edition && part.holds(&slice.atom)
        };
        (0..self.slices.len()).collect::<Vec<_>>().iter().filter(is_member).copied().collect()
    }

    /// Returns the groups that an outsider can name: atoms, parts of tables and what is left of all beside each, and of every
    /// one also those who joined in one edition.
    pub(super) fn groups(&self, last: usize) -> Vec<Vec<usize>> {
        let parts = Part::of(&self.groupings);
        let everybody = self.members(Part::All, last);
        let mut groups: Vec<Vec<usize>> = parts.iter().map(|&part| self.members(part, last)).collect();
        let rest = |group: &Vec<usize>| everybody.iter().filter(|slice| !group.contains(slice)).copied().collect::<Vec<_>>();
        groups.extend(groups.iter().map(rest).collect::<Vec<_>>());
        let atoms: BTreeMap<&[usize], Vec<usize>> = everybody.iter().fold(BTreeMap::new(), |mut atoms, &slice| {
            atoms.entry(self.slices[slice].atom.as_slice()).or_insert_with(Vec::new).push(slice);
            atoms
        });
        groups.extend(atoms.into_values());
        let joined = |group: &Vec<usize>| -> Vec<Vec<usize>> {
            (0..=last)
                .map(|edition| group.iter().filter(|&&slice| self.slices[slice].from == edition).copied().collect())
                .collect()
        };
        groups.extend(groups.iter().flat_map(joined).collect::<Vec<_>>());
        groups.sort();
        groups.dedup();
        groups.retain(|group| !group.is_empty());
        groups
    }

    pub(super) fn size(&self, group: &[usize]) -> u32 {
        group.iter().map(|&slice| self.slices[slice].size).sum()
    }

    /// Says which participants a group is, for people: `region nord`, `nord × liten`, `alle unntatt region nord`, and of each
    /// also those who were there in one edition only.
    pub(super) fn describe(&self, group: &[usize], last: usize) -> Both {
        let named = self.named(last);
        let from = |edition: usize| move |slice: &&usize| self.slices[**slice].from == edition;
        if let Some((_, name)) = named.iter().find(|(members, _)| members == group) {
            return name.clone();
        }
        let joined = (0..=last).flat_map(|edition| named.iter().map(move |(members, name)| (edition, members, name)));
        let is = |(edition, members, _): &(usize, &Vec<usize>, &Both)| members.iter().filter(from(*edition)).eq(group);
        match joined.into_iter().find(is) {
            Some((0, _, Both { nb, en })) => both!("{nb}, de som var med fra utgave 1", "{en}, those there from edition 1 on"),
            Some((edition, _, Both { nb, en })) => {
                let number = edition + 1;
                both!("{nb}, de som kom til i utgave {number}", "{en}, those who joined in edition {number}")
            }
            None => both!("en gruppe", "a group"),
        }
    }

    /// Returns the groups that have a name of their own.
    fn named(&self, last: usize) -> Vec<(Vec<usize>, Both)> {
        let everybody = self.members(Part::All, last);
        let parts =
            Part::of(&self.groupings).into_iter().map(|part| (part, self.members(part, last), part.name(&self.groupings)));
        let parts: Vec<(Part, Vec<usize>, String)> = parts.collect();
        let name = |(part, members, name): &(Part, Vec<usize>, String)| {
            (members.clone(), if *part == Part::All { both!("alle", "all") } else { both!("{name}", "{name}") })
        };
        let rest = |(_, members, name): &(Part, Vec<usize>, String)| {
            let rest = everybody.iter().filter(|slice| !members.contains(slice)).copied().collect();
            (rest, both!("alle unntatt {name}", "all but {name}"))
        };
        let mut named: Vec<(Vec<usize>, Both)> = parts.iter().map(name).chain(parts.iter().map(rest)).collect();
        for slice in &everybody {
            let atom = &self.slices[*slice].atom;
            let words: Vec<&str> = atom.iter().zip(&self.groupings).map(|(&value, (_, values))| values[value].as_str()).collect();
            let (name, is_of) = (words.join(" × "), |other: &&usize| self.slices[**other].atom == *atom);
            named.push((everybody.iter().filter(is_of).copied().collect(), both!("{name}", "{name}")));
        }
        named
    }
}

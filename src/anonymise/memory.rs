//! What was found in the texts of the last run, so that only those are read that have changed.
//!
//! What singles out in a text follows from the register and the text alone. Only what was read because it would be public
//! is remembered, for as long as the preview runs.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::evidence;
use crate::scan::{Hit, Register, read};

/// What was found in the last run.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    singled: Option<Known>,
    claims: evidence::Memory,
}

impl Memory {
    /// Gives what texts claim of findings.
    pub(super) fn claims(&mut self) -> &mut evidence::Memory {
        &mut self.claims
    }
}

/// The register of the last run, and what was found with it.
#[derive(Debug)]
struct Known {
    names: Names,
    register: Arc<Register>,
    found: Found,
}

/// By the text.
type Found = BTreeMap<Box<str>, Vec<Hit>>;

/// What a register is made of, observations aside.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Names {
    pub municipalities: Vec<String>,
    pub numbers: Vec<u16>,
    pub villages: Vec<String>,
}

/// Reads texts with a register.
#[derive(Debug)]
pub(super) struct Reading {
    names: Names,
    pub register: Arc<Register>,
    last: Found,
    /// None: nothing is remembered.
    now: Option<RefCell<Found>>,
}

impl Reading {
    /// Gets ready to read; `observed` are the confidential texts.
    pub(super) fn new<'t>(names: Names, observed: impl Iterator<Item = &'t str>, memory: Option<&mut Memory>) -> Self {
        let remembers = memory.is_some();
        let last = memory.and_then(|memory| memory.singled.take()).filter(|last| last.names == names);
        let (register, last) = match last {
            Some(Known { register, found, .. }) => {
                let observes = Register::observes(observed);
                if register.has(&observes) { (register, found) } else { (Arc::new(register.with(observes)), Found::new()) }
            }
            None => {
                let Names { municipalities, numbers, villages } = &names;
                let (more, villages) = (municipalities.iter().map(String::as_str), villages.iter().map(String::as_str));
                let register = Register::with_standard(more, numbers.iter().copied(), villages);
                (Arc::new(register.with_observations(observed)), Found::new())
            }
        };
        Self { names, register, last, now: remembers.then(RefCell::default) }
    }

    /// Returns what singles out in a text, or may.
    pub(super) fn read(&self, text: &str) -> Vec<Hit> {
        let Some(now) = &self.now else { return read(&self.register, text) };
        let known = now.borrow().get(text).or_else(|| self.last.get(text)).cloned();
        let hits = known.unwrap_or_else(|| read(&self.register, text));
        now.borrow_mut().insert(text.into(), hits.clone());
        hits
    }

    /// Leaves what was found to the next run.
    pub(super) fn remember(self, memory: Option<&mut Memory>) {
        let Self { names, register, now, .. } = self;
        if let (Some(memory), Some(now)) = (memory, now) {
            memory.singled = Some(Known { names, register, found: now.into_inner() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(village: &str) -> Names {
        Names { municipalities: Vec::new(), numbers: Vec::new(), villages: vec![village.to_owned()] }
    }

    #[test]
    fn the_same_is_found_as_without_a_memory() {
        let texts = ["Vi snakket med Bråtagrenda.", "Rett skjema ligger i skuffen ved døren, sa hun.", "Ingenting."];
        let secret = ["rett skjema ligger i skuffen ved døren"];
        let mut memory = Memory::default();
        let rounds: [(&str, &[&str]); 5] =
            [("Bråtagrenda", &[]), ("Bråtagrenda", &secret), ("Bråtagrenda", &secret), ("Skogli", &secret), ("Bråtagrenda", &[])];
        for (village, observed) in rounds {
            let reading = Reading::new(names(village), observed.iter().copied(), Some(&mut memory));
            let fresh = Reading::new(names(village), observed.iter().copied(), None);
            for text in texts.into_iter().chain(texts) {
                assert_eq!(reading.read(text), fresh.read(text), "{village} {observed:?} {text}");
            }
            assert_eq!(reading.register, fresh.register);
            reading.remember(Some(&mut memory));
        }
    }

    #[test]
    fn only_the_texts_of_the_last_run_are_remembered() {
        let mut memory = Memory::default();
        for text in ["Den første.", "Den andre."] {
            let reading = Reading::new(names("Skogli"), [].into_iter(), Some(&mut memory));
            reading.read(text);
            reading.remember(Some(&mut memory));
        }
        let found: Vec<&str> = memory.singled.iter().flat_map(|known| known.found.keys()).map(AsRef::as_ref).collect();
        assert_eq!(found, ["Den andre."]);
    }
}

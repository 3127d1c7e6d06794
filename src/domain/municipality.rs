//! Municipalities through time.
//!
//! [`Municipalities`] is the way in. A [`MunicipalityRow`] is one number for one time, as Statistics Norway lists it. A
//! [`Municipality`] is what people mean by the name: the chain of rows that carry it on through new numbers, mergers
//! and splits under the same name.
//!
//! 1. [`Municipalities::new`] joins rows to municipalities;
//! 2. [`Municipalities::on`] finds a row by number *and* day, for numbers are used again;
//! 3. [`Municipalities::lineage`] says which rows' land a row has, on an earlier day.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use super::slug::slug;
use super::{Bound, CountyNo, Date, EndKind, Language, PartialDate, Period};

/// The four digits of a municipality, such as `0301`. Kept with its nought, which spreadsheets drop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct MunicipalityNo(u16);

impl MunicipalityNo {
    /// Returns the county that the number says: its first two digits.
    pub(crate) fn county(self) -> CountyNo {
        CountyNo::of_municipality(self.0)
    }
}

impl FromStr for MunicipalityNo {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        if digits { text.parse().map(Self).map_err(|_| ()) } else { Err(()) }
    }
}

impl fmt::Display for MunicipalityNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

/// One number for one time.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MunicipalityRow {
    pub number: MunicipalityNo,
    /// The Norwegian name alone.
    pub name: String,
    /// What tells equal names apart: a county's name.
    pub qualifier: Option<String>,
    /// Names of all official languages, in the official order.
    pub official_name: String,
    /// Names in Sámi languages and Kven.
    pub names: Vec<(Language, String)>,
    pub county: CountyNo,
    pub valid_from: Date,
    /// Whether it was valid before `valid_from` too (the oldest list read begins there).
    pub older: bool,
    /// The first day it is no longer valid.
    pub valid_to: Option<Date>,
    pub end_kind: Option<EndKind>,
    pub successors: Vec<MunicipalityNo>,
    /// Earlier official names, each with the day until which it held.
    pub former_names: Vec<(Date, String)>,
    pub note: Option<String>,
    pub position: Option<(f64, f64)>,
}

impl MunicipalityRow {
    pub(crate) fn holds_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|end| day < end)
    }

    /// Returns the names in every language, today's and former ones.
    pub(crate) fn every_name(&self) -> impl Iterator<Item = &str> {
        let others = self.names.iter().map(|(_, name)| name.as_str());
        let former = self.former_names.iter().flat_map(|(_, name)| name.split(" - "));
        std::iter::once(self.name.as_str()).chain(others).chain(former)
    }

    pub(crate) fn period(&self) -> Period {
        let from = if self.older { Bound::Open } else { Bound::On(self.valid_from.into()) };
        Period { from, to: self.valid_to.map_or(Bound::Open, |end| Bound::On(PartialDate::from(end))) }
    }
}

/// What people mean by the name: rows that carry it on, oldest first.
#[derive(Debug, PartialEq)]
pub(crate) struct Municipality {
    /// Indices into [`Municipalities::rows`]; never empty.
    pub rows: Vec<usize>,
    pub slug: String,
}

/// All municipalities.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Municipalities {
    rows: Vec<MunicipalityRow>,
    municipalities: Vec<Municipality>,
    /// Row → municipality.
    owner: Vec<usize>,
    by_number: BTreeMap<MunicipalityNo, Vec<usize>>,
    /// Row → the rows that ended in it.
    merged_into: Vec<Vec<usize>>,
}

/// The rows whose land a row has, on an earlier day.
pub(crate) type Lineage = BTreeSet<usize>;

impl Municipalities {
    /// Joins rows to municipalities and gives each an address of its own.
    pub(crate) fn new(mut rows: Vec<MunicipalityRow>) -> Self {
        rows.sort_by_key(|row| (row.number, row.valid_from));
        let mut by_number: BTreeMap<MunicipalityNo, Vec<usize>> = BTreeMap::new();
        for (index, row) in rows.iter().enumerate() {
            by_number.entry(row.number).or_default().push(index);
        }
        let mut all = Self {
            owner: vec![0; rows.len()],
            merged_into: vec![Vec::new(); rows.len()],
            rows,
            by_number,
            municipalities: Vec::new(),
        };
        all.link_successors();
        all.join_rows();
        all.name_addresses();
        all
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns every name that a municipality has or had, in every language; some more than once.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().flat_map(MunicipalityRow::every_name)
    }

    /// Returns every number that a municipality has or had; some more than once.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = u16> {
        self.rows.iter().map(|row| row.number.0)
    }

    /// Returns every row, by number and day.
    pub(crate) fn rows(&self) -> &[MunicipalityRow] {
        &self.rows
    }

    pub(crate) fn row(&self, index: usize) -> &MunicipalityRow {
        &self.rows[index]
    }

    /// Returns every municipality, by its first number.
    pub(crate) fn all(&self) -> &[Municipality] {
        &self.municipalities
    }

    /// Returns the index of the municipality that a row belongs to.
    pub(crate) fn owner(&self, row: usize) -> usize {
        self.owner[row]
    }

    /// Returns the newest row of a municipality.
    pub(crate) fn newest(&self, municipality: &Municipality) -> &MunicipalityRow {
        self.row(municipality.rows[municipality.rows.len() - 1])
    }

    /// Returns the row with `number` on `day`.
    pub(crate) fn on(&self, number: MunicipalityNo, day: Date) -> Option<usize> {
        self.with_number(number).iter().copied().find(|&row| self.rows[row].holds_on(day))
    }

    /// Returns all rows with `number`, oldest first.
    pub(crate) fn with_number(&self, number: MunicipalityNo) -> &[usize] {
        self.by_number.get(&number).map_or(&[], Vec::as_slice)
    }

    /// Returns the rows valid on `day`, by number.
    pub(crate) fn valid_on(&self, day: Date) -> impl Iterator<Item = usize> {
        (0..self.rows.len()).filter(move |&row| self.rows[row].holds_on(day))
    }

    /// Returns the rows that ended in `row`, whole or in part.
    pub(crate) fn merged_into(&self, row: usize) -> &[usize] {
        &self.merged_into[row]
    }

    /// Returns the rows that `row` became, whole or in part.
    pub(crate) fn successors(&self, row: usize) -> Vec<usize> {
        let Some(end) = self.rows[row].valid_to else { return Vec::new() };
        self.rows[row].successors.iter().filter_map(|&number| self.on(number, end)).collect()
    }

    /// Returns the rows of `day` whose land `row` has. Boundary adjustments are not known here.
    pub(crate) fn lineage(&self, row: usize, day: Date) -> Lineage {
        let mut lineage = Lineage::new();
        let mut seen = BTreeSet::from([row]);
        let mut open = vec![row];
        while let Some(row) = open.pop() {
            if self.rows[row].holds_on(day) {
                lineage.insert(row);
            }
            let older = self.merged_into[row].iter().filter(|&&older| self.rows[older].valid_to.is_some_and(|end| end > day));
            open.extend(older.filter(|&&older| seen.insert(older)));
        }
        lineage
    }

    fn link_successors(&mut self) {
        for row in 0..self.rows.len() {
            for successor in self.successors(row) {
                self.merged_into[successor].push(row);
            }
        }
    }

    /// A row is carried on by the successor with its name, or by the only one where it was merely renumbered.
    fn join_rows(&mut self) {
        let mut carried_on_by: BTreeMap<usize, usize> = BTreeMap::new();
        let mut taken = BTreeSet::new();
        for row in 0..self.rows.len() {
            let renumbered = self.rows[row].end_kind == Some(EndKind::Renumbered);
            let next = self.successors(row).into_iter().find(|&next| renumbered || self.rows[next].name == self.rows[row].name);
            if let Some(next) = next.filter(|&next| next != row && taken.insert(next)) {
                carried_on_by.insert(row, next);
            }
        }
        for first in (0..self.rows.len()).filter(|row| !taken.contains(row)) {
            let mut rows = vec![first];
            while let Some(&next) = carried_on_by.get(&rows[rows.len() - 1]).filter(|next| !rows.contains(next)) {
                rows.push(next);
            }
            for &row in &rows {
                self.owner[row] = self.municipalities.len();
            }
            self.municipalities.push(Municipality { rows, slug: String::new() });
        }
    }

    /// Today's municipality has its plain name where no other of today has it; all others add their newest number.
    fn name_addresses(&mut self) {
        let mut names: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, municipality) in self.municipalities.iter().enumerate() {
            names.entry(slug(&self.newest(municipality).name)).or_default().push(index);
        }
        for (name, holders) in names {
            let living = |&&holder: &&usize| self.newest(&self.municipalities[holder]).valid_to.is_none();
            let plain = match (holders.as_slice(), holders.iter().filter(living).copied().collect::<Vec<_>>().as_slice()) {
                ([only], _) | (_, [only]) => Some(*only),
                _ => None,
            };
            for holder in holders {
                let number = self.newest(&self.municipalities[holder]).number;
                self.municipalities[holder].slug = if plain == Some(holder) { name.clone() } else { format!("{name}-{number}") };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: &str, name: &str, from: i16, to: Option<i16>, end: Option<EndKind>, successors: &[&str]) -> MunicipalityRow {
        let number: MunicipalityNo = number.parse().unwrap();
        MunicipalityRow {
            number,
            name: name.to_owned(),
            qualifier: None,
            official_name: name.to_owned(),
            names: Vec::new(),
            county: number.county(),
            valid_from: jiff::civil::date(from, 1, 1),
            older: from < 2000,
            valid_to: to.map(|year| jiff::civil::date(year, 1, 1)),
            end_kind: end,
            successors: successors.iter().map(|number| number.parse().unwrap()).collect(),
            former_names: Vec::new(),
            note: None,
            position: None,
        }
    }

    fn world() -> Municipalities {
        use EndKind::{Merged, Renumbered, Split};
        Municipalities::new(vec![
            row("9101", "Vik", 1971, Some(2020), Some(Merged), &["9201"]),
            row("9102", "Nes", 1971, Some(2020), Some(Merged), &["9201"]),
            row("9103", "Berg", 1971, Some(2018), Some(Renumbered), &["9150"]),
            row("9150", "Berg", 2018, None, None, &[]),
            row("9201", "Vik", 2020, Some(2024), Some(Split), &["9301", "9302"]),
            row("9301", "Vik", 2024, None, None, &[]),
            row("9302", "Nes", 2024, None, None, &[]),
        ])
    }

    fn slugs(world: &Municipalities) -> Vec<(String, Vec<String>)> {
        let numbers = |m: &Municipality| m.rows.iter().map(|&r| world.row(r).number.to_string()).collect();
        world.all().iter().map(|m| (m.slug.clone(), numbers(m))).collect()
    }

    #[test]
    fn a_name_is_carried_on_through_mergers_splits_and_new_numbers() {
        let own = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
        assert_eq!(
            slugs(&world()),
            [
                ("vik".to_owned(), own(&["9101", "9201", "9301"])),
                ("nes-9102".to_owned(), own(&["9102"])),
                ("berg".to_owned(), own(&["9103", "9150"])),
                ("nes".to_owned(), own(&["9302"])),
            ]
        );
    }

    #[test]
    fn lineage_reaches_through_merger_and_split() {
        let world = world();
        let today = world.on("9302".parse().unwrap(), jiff::civil::date(2024, 5, 1)).unwrap();
        let then = world.lineage(today, jiff::civil::date(2017, 1, 1));
        let numbers: Vec<String> = then.iter().map(|&row| world.row(row).number.to_string()).collect();
        assert_eq!(numbers, ["9101", "9102"]);
    }

    #[test]
    fn a_number_keeps_its_nought_and_needs_four_digits() {
        assert_eq!("0301".parse::<MunicipalityNo>().unwrap().to_string(), "0301");
        for text in ["301", "03011", "03O1", "", "+301"] {
            assert!(text.parse::<MunicipalityNo>().is_err(), "{text}");
        }
    }
}

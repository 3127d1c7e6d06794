//! Which centre serves which municipality, and on which ground.
//!
//! [`servants`] is the way in. An area is given by counties and by numbers, each for a time, as the sources word it.
//! What no source states is listed as unknown, and unknown wins: a guess is never shown as a fact.

use super::{Centre, CountyNo, Date, Municipalities, MunicipalityNo, Period};

/// What a centre serves.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Area {
    /// As the source words it.
    pub text: String,
    pub basis: AreaBasis,
    pub parts: Vec<AreaPart>,
    /// Those whose membership no source states.
    pub unknown: Vec<AreaPart>,
}

/// What an area is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AreaBasis {
    /// Counties, or parts of them.
    County,
    /// A people, wherever they live.
    Population,
    /// No source says.
    Unknown,
}

/// A part of an area, for a time.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AreaPart {
    pub extent: Extent,
    pub period: Period,
    /// Whether it is worked out rather than stated.
    pub derived: bool,
    pub note: Option<String>,
    pub sources: Vec<String>,
}

/// Which municipalities a part means.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Extent {
    /// All of a county; with `formerly`, those of it whose land all lay in that county on 1 January 2017.
    County { county: CountyNo, formerly: Option<CountyNo> },
    /// Those with these numbers.
    Municipalities(Vec<MunicipalityNo>),
}

/// The day whose counties `formerly` means: the first of the arrangement with 21 centres.
pub(crate) const FORMERLY: Date = jiff::civil::date(2017, 1, 1);

impl Extent {
    /// Tells whether `row`, valid on the day in question, belongs to it.
    pub(crate) fn has(&self, all: &Municipalities, row: usize) -> bool {
        let municipality = all.row(row);
        match self {
            Self::Municipalities(numbers) => numbers.contains(&municipality.number),
            Self::County { county, .. } if municipality.county != *county => false,
            Self::County { formerly: None, .. } => true,
            Self::County { formerly: Some(then), .. } => {
                let lineage = all.lineage(row, FORMERLY);
                !lineage.is_empty() && lineage.iter().all(|&row| all.row(row).county == *then)
            }
        }
    }
}

/// Why a centre is said to serve a municipality.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Claim {
    /// The municipality hosts the centre.
    Host,
    /// The area's part with this index has it.
    Part(usize),
}

/// The centres that serve a municipality on a day, or that may.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Servants {
    /// A source, or a derivation from one, says so. Index of the centre, and why.
    Known(Vec<(usize, Claim)>),
    /// No source says which; these are possible. Indices of the centre and of the unknown part.
    Candidates(Vec<(usize, usize)>),
    /// No centre's area has to do with it.
    None,
}

/// Returns the centres that serve the municipality `row` on `day`.
///
/// A host is served by the centre it hosts, also where the rest of the area is not stated.
pub(crate) fn servants(centres: &[Centre], all: &Municipalities, row: usize, day: Date) -> Servants {
    let mut known = Vec::new();
    let mut candidates = Vec::new();
    for (index, centre) in centres.iter().enumerate() {
        let find = |parts: &[AreaPart]| parts.iter().position(|part| part.period.holds_on(day) && part.extent.has(all, row));
        if hosts(centre, all, row, day) {
            return Servants::Known(vec![(index, Claim::Host)]);
        }
        match (find(&centre.area.unknown), find(&centre.area.parts)) {
            (Some(part), _) => candidates.push((index, part)),
            (None, Some(part)) => known.push((index, Claim::Part(part))),
            (None, None) => {}
        }
    }
    match (known.is_empty(), candidates.is_empty()) {
        (false, true) => Servants::Known(known),
        (true, true) => Servants::None,
        // Where one centre is only possible, another one's claim to the whole county proves nothing for this municipality.
        (_, false) => Servants::Candidates(candidates),
    }
}

/// Tells whether the municipality `row` hosts `centre` on `day`. A centre for a people serves no area, not even its host's.
fn hosts(centre: &Centre, all: &Municipalities, row: usize, day: Date) -> bool {
    let number = all.row(row).number;
    let is_row =
        |holder: &super::Holder| holder.municipality == number && holder.period.holds_on(day) && all.on(number, day) == Some(row);
    centre.area.basis != AreaBasis::Population && centre.hosts.iter().any(is_row)
}

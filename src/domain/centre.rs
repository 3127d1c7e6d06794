//! Development centres: who hosts them, what they serve.

use super::{Area, Language, MunicipalityNo, PartialDate, Period, Source, Written};

/// A development centre for nursing homes and home care.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Centre {
    pub id: String,
    pub source: Source,
    pub name: String,
    pub long_name: Option<String>,
    pub names: Vec<(Language, String)>,
    pub description: Option<String>,
    pub language: Language,
    /// First day of today's arrangement.
    pub since: Option<PartialDate>,
    pub hosts: Vec<Holder>,
    pub satellites: Vec<Holder>,
    pub area: Area,
    /// The name of the place and its position, for a map.
    pub place: Option<(String, f64, f64)>,
    pub websites: Vec<String>,
    pub email: Option<String>,
    pub sources: Vec<String>,
    pub updated: Option<PartialDate>,
    pub aliases: Vec<String>,
    pub body: Written,
}

/// A municipality that is host or satellite for a time.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Holder {
    /// The number it had when the period began.
    pub municipality: MunicipalityNo,
    pub period: Period,
    /// "vertskommune", "satellitt", or the source's own word.
    pub role: String,
    /// Whether it is worked out rather than stated.
    pub derived: bool,
    pub note: Option<String>,
    pub sources: Vec<String>,
}

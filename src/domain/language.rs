//! The languages a page can be in.

use std::str::FromStr;

/// The language of a site or a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Language {
    #[default]
    Bokmal,
    Nynorsk,
    NorthSami,
    LuleSami,
    SouthSami,
    Kven,
    English,
}

impl Language {
    pub(crate) const CODES: [&'static str; 7] = ["nb", "nn", "se", "smj", "sma", "fkv", "en"];

    /// Returns the BCP 47 code.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Bokmal => "nb",
            Self::Nynorsk => "nn",
            Self::NorthSami => "se",
            Self::LuleSami => "smj",
            Self::SouthSami => "sma",
            Self::Kven => "fkv",
            Self::English => "en",
        }
    }

    /// Returns its own name for itself, for those who read it.
    pub(crate) fn own_name(self) -> &'static str {
        match self {
            Self::Bokmal => "bokmål",
            Self::Nynorsk => "nynorsk",
            Self::NorthSami => "davvisámegiella",
            Self::LuleSami => "julevsámegiella",
            Self::SouthSami => "åarjelsaemien gïele",
            Self::Kven => "kvääni",
            Self::English => "English",
        }
    }

    /// Returns its name in English.
    pub(crate) fn english_name(self) -> &'static str {
        match self {
            Self::Bokmal => "Bokmål",
            Self::Nynorsk => "Nynorsk",
            Self::NorthSami => "Northern Sámi",
            Self::LuleSami => "Lule Sámi",
            Self::SouthSami => "Southern Sámi",
            Self::Kven => "Kven",
            Self::English => "English",
        }
    }

    /// Returns its name in bokmål.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Bokmal => "bokmål",
            Self::Nynorsk => "nynorsk",
            Self::NorthSami => "nordsamisk",
            Self::LuleSami => "lulesamisk",
            Self::SouthSami => "sørsamisk",
            Self::Kven => "kvensk",
            Self::English => "engelsk",
        }
    }
}

impl FromStr for Language {
    type Err = ();

    fn from_str(code: &str) -> Result<Self, ()> {
        match code {
            "nb" => Ok(Self::Bokmal),
            "nn" => Ok(Self::Nynorsk),
            "se" => Ok(Self::NorthSami),
            "smj" => Ok(Self::LuleSami),
            "sma" => Ok(Self::SouthSami),
            "fkv" => Ok(Self::Kven),
            "en" => Ok(Self::English),
            _ => Err(()),
        }
    }
}

//! The languages a page can be in.

use std::str::FromStr;

/// The language of a site or a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
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

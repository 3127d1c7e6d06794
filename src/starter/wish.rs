//! What can be made anew, and what is said of it on the command line.

use crate::domain::Date;

/// What can be made anew, but for a municipality, which is a row of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Thing {
    Centre,
    Priority,
    Mapping,
    Finding,
    Report,
    Chapter,
    News,
    Activity,
    Page,
}

impl Thing {
    pub(crate) const ALL: [Self; 9] = [
        Self::Centre,
        Self::Priority,
        Self::Mapping,
        Self::Finding,
        Self::Report,
        Self::Chapter,
        Self::News,
        Self::Activity,
        Self::Page,
    ];

    /// Returns what it is called on the command line: in English, as in the files, and in bokmål.
    pub(crate) fn names(self) -> [&'static str; 2] {
        match self {
            Self::Centre => ["centre", "senter"],
            Self::Priority => ["priority", "satsing"],
            Self::Mapping => ["mapping", "kartlegging"],
            Self::Finding => ["finding", "funn"],
            Self::Report => ["report", "rapport"],
            Self::Chapter => ["chapter", "kapittel"],
            Self::News => ["news", "nyhet"],
            Self::Activity => ["activity", "aktivitet"],
            Self::Page => ["page", "side"],
        }
    }

    /// Returns the kind of file it is, as [`crate::check::KINDS`] name it.
    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::News | Self::Activity | Self::Page => "page",
            other => other.names()[0],
        }
    }

    /// Returns what first stands below the keys; none where the whole file is YAML.
    pub(super) fn body(self) -> Option<&'static str> {
        Some(match self {
            Self::Mapping | Self::Report => return None,
            Self::Centre => "Skriv kort om senteret: hvem det er for, og hva kommunene kan få hjelp til.",
            Self::Priority => "Skriv hva satsingen er, hvem den gjelder, og hva kommunene gjør.",
            // Shorter than what the last gate looks for: it is withheld at first, and others may say the same.
            Self::Finding => "Skriv funnet her.",
            Self::Chapter => "Skriv kapittelet her. Overskrifter begynner med `##`.",
            Self::News => "Skriv det viktigste først: hva som er nytt, og hva det betyr for leseren.",
            Self::Activity => "Skriv når og hvor det er, hvem det er for, og hvordan man melder seg på.",
            Self::Page => "Skriv teksten her. Overskrifter begynner med `##`.",
        })
    }
}

/// What is wished for.
#[derive(Debug)]
pub(crate) struct Wish {
    pub thing: Thing,
    /// Its title, or a centre's name.
    pub title: String,
    /// In place of the id that the title makes.
    pub id: Option<String>,
    pub centre: Option<String>,
    pub mapping: Option<String>,
    pub theme: Option<String>,
    pub report: Option<String>,
    pub folder: Option<String>,
    pub today: Date,
}

impl Wish {
    /// Returns the options that were given and mean nothing for this thing.
    pub(super) fn idle(&self) -> impl Iterator<Item = &'static str> {
        use Thing::{Chapter, Finding, Mapping, Page, Report};
        let given: [(&str, &Option<String>, &[Thing]); 5] = [
            ("--centre", &self.centre, &[Mapping, Report]),
            ("--mapping", &self.mapping, &[Finding, Report]),
            ("--theme", &self.theme, &[Finding]),
            ("--report", &self.report, &[Chapter]),
            ("--folder", &self.folder, &[Page]),
        ];
        let thing = self.thing;
        given.into_iter().filter(move |(_, value, of)| value.is_some() && !of.contains(&thing)).map(|(name, _, _)| name)
    }
}

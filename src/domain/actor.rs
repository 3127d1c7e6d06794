//! Who does what: the actors around the centres, and their tasks.

use super::listed::listed;

/// All actors and the tasks by which they are compared.
#[derive(Debug, Clone, Default)]
pub(crate) struct WhoDoes {
    pub tasks: Vec<Task>,
    pub actors: Vec<Actor>,
}

/// A task that actors have.
#[derive(Debug, Clone)]
pub(crate) struct Task {
    pub id: String,
    pub name: String,
}

/// A ministry, a directorate, an organisation, a research centre …
#[derive(Debug, Clone)]
pub(crate) struct Actor {
    pub id: String,
    pub name: String,
    pub short: Option<String>,
    pub kind: ActorKind,
    pub about: String,
    pub url: Option<String>,
    pub deeds: Vec<Deed>,
    pub sources: Vec<String>,
}

/// What an actor does of one task.
#[derive(Debug, Clone)]
pub(crate) struct Deed {
    pub task: String,
    pub text: String,
    pub sources: Vec<String>,
}

listed! {
    /// What sort of actor it is.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(crate) enum ActorKind {
        Ministry,
        Directorate,
        State,
        InterestOrganisation,
        Municipal,
        Research,
        Competence,
        HealthTrust,
        Cooperation,
        Consultant,
        Civil,
    }
}

impl ActorKind {
    /// Returns its name in bokmål.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ministry => "departement",
            Self::Directorate => "direktorat",
            Self::State => "statlig",
            Self::InterestOrganisation => "interesseorganisasjon",
            Self::Municipal => "kommunal",
            Self::Research => "forskning",
            Self::Competence => "kompetansemiljø",
            Self::HealthTrust => "spesialisthelsetjeneste",
            Self::Cooperation => "samarbeidsorgan",
            Self::Consultant => "utredningsmiljø",
            Self::Civil => "sivilsamfunn",
        }
    }
}

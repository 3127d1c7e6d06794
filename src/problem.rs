//! What the program objects to: what, where, why, what to do.
//!
//! A [`Problem`] is the author's to mend; a [`Fault`] is the machine's. Both speak bokmål and English ([`Both`]), and
//! neither ever shows a confidential value: a place in a confidential file has no excerpt.
//!
//! 1. a stage makes problems with [`Problem::new`] and adds to them ([`Problem::at`], [`Problem::help`] …);
//! 2. inside a stage they are collected, at its door it is decided once ([`Problems::gate`]);
//! 3. `draw` shows them in a terminal, `plain` to who listens, `json`, `sarif` and `annotation` to programs;
//! 4. an [`Edit`] is what can be written instead, where that is certain;
//! 5. `explained` says of each code what it means.
//!
//! Must not know: any stage.

mod annotation;
mod code;
mod draw;
mod edit;
mod explained;
mod fault;
mod fingerprint;
mod json;
mod nearest;
mod place;
mod plain;
mod sarif;

pub(crate) use annotation::{github, github_fault, gitlab};
pub(crate) use code::{Code, Severity};
pub(crate) use draw::{Drawing, draw, tally};
pub(crate) use edit::{Change, Edit};
pub(crate) use explained::{Explained, all as all_explained, explained, page as explained_page, text as explained_text};
pub(crate) use fault::{Fault, FaultKind};
pub(crate) use json::json;
#[cfg(feature = "serve")]
pub(crate) use nearest::nearest_few;
pub(crate) use nearest::{nearest, nearest_only};
pub(crate) use place::{Lines, Place};
pub(crate) use plain::plain;
pub(crate) use sarif::{sarif, sarif_fault};

/// The tongue in which the program speaks to its user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tongue {
    #[default]
    Bokmal,
    English,
}

/// The same words in both tongues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Both {
    pub nb: String,
    pub en: String,
}

impl Both {
    pub(crate) fn in_tongue(&self, tongue: Tongue) -> &str {
        match tongue {
            Tongue::Bokmal => &self.nb,
            Tongue::English => &self.en,
        }
    }
}

/// Makes a [`Both`] of two format strings over the same values.
macro_rules! both {
    ($nb:literal, $en:literal $(, $value:expr)* $(,)?) => {
        $crate::problem::Both { nb: format!($nb $(, $value)*), en: format!($en $(, $value)*) }
    };
}
pub(crate) use both;

/// Something the author must mend (or, as a warning, should look at).
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    pub code: Code,
    pub severity: Severity,
    pub headline: Both,
    pub place: Option<Place>,
    /// Why it matters, where that is not plain.
    pub notes: Vec<Both>,
    pub help: Option<Both>,
    /// What to write instead. [`Problem::edit`] says whether it may be shown.
    mend: Option<Edit>,
    /// What was written and what was meant, until the place is known.
    near: Option<(String, String)>,
}

impl Problem {
    pub(crate) fn new(code: Code, headline: Both) -> Self {
        Self { code, severity: code.severity(), headline, place: None, notes: Vec::new(), help: None, mend: None, near: None }
    }

    pub(crate) fn at(mut self, place: Place) -> Self {
        if let Some((written, near)) = &self.near
            && self.mend.is_none()
        {
            self.mend = edit::instead(&place, written, near);
        }
        self.place = Some(place);
        self
    }

    pub(crate) fn note(mut self, note: Both) -> Self {
        self.notes.push(note);
        self
    }

    pub(crate) fn help(mut self, help: Both) -> Self {
        self.help = Some(help);
        self
    }

    pub(crate) fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// The problems of a run so far.
#[derive(Debug, Default)]
pub(crate) struct Problems(Vec<Problem>);

/// Says that a stage's door stayed shut: there were errors.
#[derive(Debug)]
pub(crate) struct Stopped;

impl Problems {
    pub(crate) fn add(&mut self, problems: impl IntoIterator<Item = Problem>) {
        self.0.extend(problems);
    }

    /// Tells whether there is a problem like this.
    pub(crate) fn any(&self, is_like: impl Fn(&Problem) -> bool) -> bool {
        self.0.iter().any(is_like)
    }

    /// Turns warnings into errors: `--strict`.
    pub(crate) fn strict(&mut self) {
        for problem in &mut self.0 {
            if problem.severity == Severity::Warning {
                problem.severity = Severity::Error;
            }
        }
    }

    /// Lets the value of a stage through if there is no error.
    pub(crate) fn gate<T>(&mut self, (value, problems): (T, Vec<Problem>), strict: bool) -> Result<T, Stopped> {
        self.add(problems);
        if strict {
            self.strict();
        }
        if self.0.iter().any(Problem::is_error) { Err(Stopped) } else { Ok(value) }
    }

    /// Returns them as people read them: errors first, then by place. Equal ones are told once. Where something leaks, warnings
    /// wait: they show words of the texts, and those may be the ones that leak.
    pub(crate) fn into_sorted(mut self) -> Vec<Problem> {
        if self.0.iter().any(|problem| problem.code == Code::Leak) {
            self.0.retain(Problem::is_error);
        }
        let key = |problem: &Problem| {
            let place = problem.place.as_ref();
            (problem.severity, place.map(|place| (place.file.clone(), place.line, place.column)), problem.code.code())
        };
        self.0.sort_by_cached_key(key);
        self.0.dedup_by(|one, other| one.headline == other.headline && one.code == other.code && one.place == other.place);
        self.0
    }
}

//! What is shown: the last good site, and what the last build said.
//!
//! A [`State`] is never changed, only exchanged for the next. Its version is another where anything in it is.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::pipeline::{Made, Wanted};
use crate::problem::{Drawing, Fault, Problem, Tongue, draw, tally};
use crate::verify::VerifiedSite;

/// Columns of a problem as it is drawn in the browser.
const WIDTH: usize = 100;
/// How many problems are drawn.
const MOST: usize = 20;

/// What is shown now.
pub(super) struct State {
    /// Never the same in two runs of the program.
    pub(super) version: String,
    number: u64,
    /// None: no build has succeeded yet.
    pub(super) site: Option<Arc<VerifiedSite>>,
    pub(super) report: Report,
}

/// What the last build said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Report {
    pub(super) tongue: Tongue,
    /// The site is not the newest: something keeps it from being built.
    pub(super) is_stopped: bool,
    /// "1 feil og 0 advarsler"; none where there is nothing to tell.
    pub(super) tally: Option<String>,
    /// In the words of the terminal.
    pub(super) words: String,
    /// Files with problems, and the line; 0 where the file as a whole is meant.
    pub(super) places: Vec<(String, usize)>,
    /// The codes of the problems.
    pub(super) codes: Vec<&'static str>,
    /// What was left out, the file, and why.
    pub(super) left_out: Vec<[String; 3]>,
    pub(super) shows_drafts: bool,
    /// No other machine can see the preview, so that drafts can be asked for from the page.
    pub(super) is_alone: bool,
    /// The folder of the content, whole.
    pub(super) content: PathBuf,
}

impl State {
    pub(super) fn first(made: &mut Made, wanted: &Wanted, tongue: Tongue, is_alone: bool) -> Self {
        let report = Report::of(made, wanted, tongue, is_alone);
        Self::new(0, made.site.take().map(Arc::new), report)
    }

    fn new(number: u64, site: Option<Arc<VerifiedSite>>, report: Report) -> Self {
        Self { version: format!("{}-{number}", std::process::id()), number, site, report }
    }

    /// Takes the site of another build, and returns the state after it; none where nothing is different.
    pub(super) fn next(&self, made: &mut Made, wanted: &Wanted) -> Option<Self> {
        let mut report = Report::of(made, wanted, self.report.tongue, self.report.is_alone);
        if made.site.is_none() {
            // Of the site that is shown, the same is left out as before.
            report.left_out.clone_from(&self.report.left_out);
        }
        let is_same = match (&made.site, &self.site) {
            (Some(new), Some(old)) => are_equal(new, old),
            (Some(_), None) => false,
            (None, _) => true,
        };
        let site = made.site.take().map(Arc::new).or_else(|| self.site.clone());
        (!is_same || report != self.report).then(|| Self::new(self.number + 1, site, report))
    }

    /// Returns the state where the folders cannot even be read; none where that is known.
    pub(super) fn with_fault(&self, fault: &Fault) -> Option<Self> {
        let old = self.report.clone();
        let tongue = old.tongue;
        let tally = Some(tongue_of(tongue, "1 feil", "1 error").to_owned());
        let words = fault.lines(tongue);
        let report = Report { is_stopped: true, tally, words, places: Vec::new(), codes: Vec::new(), ..old };
        (report != self.report).then(|| Self::new(self.number + 1, self.site.clone(), report))
    }

    pub(super) fn base_path(&self) -> &str {
        self.site.as_ref().map_or("/", |site| site.base_path())
    }
}

impl Report {
    fn of(made: &Made, wanted: &Wanted, tongue: Tongue, is_alone: bool) -> Self {
        let left_out = made.left_out.iter().map(|one| {
            let what = one.kind.counted(one.count).in_tongue(tongue).to_owned();
            [what, one.file.clone(), one.why.in_tongue(tongue).to_owned()]
        });
        Self {
            tongue,
            is_stopped: made.site.is_none(),
            tally: (!made.problems.is_empty()).then(|| tally(&made.problems).in_tongue(tongue).to_owned()),
            words: draw(&made.problems, Drawing { tongue, colour: false, width: WIDTH, most: MOST }),
            places: places(&made.problems),
            codes: codes(&made.problems),
            left_out: left_out.collect(),
            shows_drafts: wanted.shows_drafts(),
            is_alone,
            content: std::path::absolute(&wanted.content).unwrap_or_else(|_| wanted.content.clone()),
        }
    }

    /// Returns where a file lies on this disk that people are shown as `content/pages/om.md`; none where it is not of the content.
    pub(super) fn on_disk(&self, shown: &str) -> Option<PathBuf> {
        let (first, within) = shown.split_once('/')?;
        let folder = self.content.file_name().and_then(|name| name.to_str()).unwrap_or("content");
        (first == folder).then(|| self.content.join(Path::new(within)))
    }
}

/// Returns the words in the tongue.
pub(super) fn tongue_of<'a>(tongue: Tongue, nb: &'a str, en: &'a str) -> &'a str {
    match tongue {
        Tongue::Bokmal => nb,
        Tongue::English => en,
    }
}

fn places(problems: &[Problem]) -> Vec<(String, usize)> {
    let mut places: Vec<(String, usize)> = Vec::new();
    for place in problems.iter().take(MOST).filter_map(|problem| problem.place.as_ref()) {
        let place = (place.file.clone(), place.line);
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

fn codes(problems: &[Problem]) -> Vec<&'static str> {
    let mut codes: Vec<&'static str> = problems.iter().take(MOST).map(|problem| problem.code.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn are_equal(one: &VerifiedSite, other: &VerifiedSite) -> bool {
    let (one, other) = (one.files(), other.files());
    one.len() == other.len()
        && one
            .iter()
            .zip(other)
            .all(|(one, other)| one.path == other.path && (Arc::ptr_eq(&one.bytes, &other.bytes) || one.bytes == other.bytes))
}

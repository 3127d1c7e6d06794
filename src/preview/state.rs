//! What is shown: the last good site, and what the last build said.
//!
//! A [`State`] is never changed, only exchanged for the next. Its version is another where anything that a page shows is: the
//! pages, what they load, the report. A PDF that is ready is no reason to load a page again.
//!
//! A site that still waits for its PDFs is shown, and is not yet good: where it comes to nothing, the last whole one is shown.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::pipeline::{Made, Wanted};
use crate::problem::{Drawing, Fault, Problem, Tongue, draw, tally};
use crate::verify::{RenderedFile, ShownSite};

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
    pub(super) site: Option<Arc<ShownSite>>,
    /// The last good site, all of it, and what was left out of it.
    whole: Option<(Arc<ShownSite>, Vec<[String; 3]>)>,
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
    pub(super) fn first(made: &mut Made<ShownSite>, wanted: &Wanted, tongue: Tongue, is_alone: bool) -> Self {
        let report = Report::of(made, wanted, tongue, is_alone);
        Self::new(0, made.site.take().map(Arc::new), None, report)
    }

    fn new(number: u64, site: Option<Arc<ShownSite>>, whole: Option<(Arc<ShownSite>, Vec<[String; 3]>)>, report: Report) -> Self {
        let is_whole = site.as_ref().filter(|site| !report.is_stopped && site.is_whole());
        let whole = is_whole.map(|site| (Arc::clone(site), report.left_out.clone())).or(whole);
        Self { version: format!("{}-{number}", std::process::id()), number, site, whole, report }
    }

    /// Takes the site of another build, and returns the state after it; none where nothing is different.
    pub(super) fn next(&self, made: &mut Made<ShownSite>, wanted: &Wanted) -> Option<Self> {
        let report = Report::of(made, wanted, self.report.tongue, self.report.is_alone);
        match made.site.take() {
            Some(site) => self.after(Some(Arc::new(site)), report),
            None => self.stopped(report),
        }
    }

    /// Returns the state where the folders cannot even be read; none where that is known.
    pub(super) fn with_fault(&self, fault: &Fault) -> Option<Self> {
        let old = self.report.clone();
        let tongue = old.tongue;
        let tally = Some(tongue_of(tongue, "1 feil", "1 error").to_owned());
        let words = fault.lines(tongue);
        self.stopped(Report { is_stopped: true, tally, words, places: Vec::new(), codes: Vec::new(), ..old })
    }

    /// Goes back to the last whole site.
    fn stopped(&self, report: Report) -> Option<Self> {
        let (site, left_out) = self.whole.clone().unzip();
        // Of the site that is shown, the same is left out as before.
        self.after(site, Report { left_out: left_out.unwrap_or_else(|| self.report.left_out.clone()), ..report })
    }

    fn after(&self, site: Option<Arc<ShownSite>>, report: Report) -> Option<Self> {
        let is_same_screen = report == self.report
            && match (&site, &self.site) {
                (Some(new), Some(old)) => Arc::ptr_eq(new, old) || are_equal(new.on_screen(), old.on_screen()),
                (None, None) => true,
                _ => false,
            };
        let is_same = match (&site, &self.site) {
            (Some(new), Some(old)) => are_equal(new.files().iter(), old.files().iter()) && new.is_whole() == old.is_whole(),
            (new, old) => new.is_none() == old.is_none(),
        };
        (!is_same || !is_same_screen).then(|| {
            let number = self.number + u64::from(!is_same_screen);
            Self::new(number, site, self.whole.clone(), report)
        })
    }

    /// Tells whether this state shows the same as the one before it, but for what is set on paper.
    pub(super) fn looks_like(&self, before: &Self) -> bool {
        self.number == before.number
    }

    pub(super) fn base_path(&self) -> &str {
        self.site.as_ref().map_or("/", |site| site.base_path())
    }
}

impl Report {
    fn of(made: &Made<ShownSite>, wanted: &Wanted, tongue: Tongue, is_alone: bool) -> Self {
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

fn are_equal<'a>(mut one: impl Iterator<Item = &'a RenderedFile>, mut other: impl Iterator<Item = &'a RenderedFile>) -> bool {
    let is_same = |one: &RenderedFile, other: &RenderedFile| {
        one.path == other.path && (Arc::ptr_eq(&one.bytes, &other.bytes) || one.bytes == other.bytes)
    };
    loop {
        match (one.next(), other.next()) {
            (Some(one), Some(other)) if is_same(one, other) => {}
            (None, None) => return true,
            _ => return false,
        }
    }
}

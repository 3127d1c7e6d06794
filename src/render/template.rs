//! Fills templates. A template sees `site` and `page`, and nothing else.
//!
//! The top and the bottom of a page are alike on most pages. Where a theme has the templates `top.html` and
//! `bottom.html`, they see `site` and `frame` ([`Frame`]), are filled once for each form they take, and stand as `top`
//! and `bottom` before every other template.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use tera::{Context, ErrorKind, Tera, Value};

use crate::load::Theme;
use crate::plan::page::{Frame, Head, Html, Page, Site};
use crate::problem::{Both, Code, Lines, Place, Problem, both};

/// The templates of a theme, ready to be filled by many threads.
pub(super) struct Templates {
    tera: Tera,
    /// Made once, shared by all pages.
    site: Value,
    theme: Arc<Theme>,
    /// The templates that show the list of references of their page.
    listing: BTreeSet<String>,
    /// The addresses that the frame itself leads to.
    linked: BTreeSet<String>,
    /// The tops and bottoms made so far.
    frames: Mutex<BTreeMap<Frame, (Value, Value)>>,
}

const TOP: &str = "top.html";
const BOTTOM: &str = "bottom.html";

/// The template for kinds that have none of their own.
const ANY: &str = "page.html";

/// Returns the templates that show `page.references`: themselves, or by a template that they name.
fn listing(theme: &Theme) -> BTreeSet<String> {
    let shows = |text: &str| text.contains("page.references");
    let names = |text: &str| theme.templates.iter().any(|(name, other)| shows(other) && text.contains(name.as_str()));
    let listing = theme.templates.iter().filter(|(_, text)| shows(text) || names(text));
    listing.map(|(name, _)| name.clone()).collect()
}

impl Templates {
    pub(super) fn new(theme: &Arc<Theme>, site: &Site) -> Result<Self, Vec<Problem>> {
        let mut tera = Tera::default();
        let texts = theme.templates.iter().map(|(name, text)| (name.as_str(), text.as_ref()));
        let menus = site.menu.iter().chain(&site.footer_menu).map(|link| link.href.clone());
        let templates = Self {
            site: Value::from_serializable(site),
            tera: Tera::default(),
            theme: Arc::clone(theme),
            listing: listing(theme),
            linked: menus.chain([site.home.clone()]).collect(),
            frames: Mutex::default(),
        };
        tera.add_raw_templates(texts).map_err(|error| vec![templates.problem(&error, None)])?;
        Ok(Self { tera, ..templates })
    }

    /// Tells whether they are the templates of this theme.
    pub(super) fn are_of(&self, theme: &Theme) -> bool {
        *self.theme == *theme
    }

    /// Tells whether pages of this kind show the list of their references; a theme need not.
    pub(super) fn list_references(&self, kind: &'static str) -> bool {
        let own = template_name(kind);
        self.listing.contains(if self.tera.contains_template(own) { own } else { ANY })
    }

    /// Returns the page as HTML. It is written to `buffer` first, which is used again: what is kept has its exact size.
    pub(super) fn render(&self, page: &Page<Html>, buffer: &mut Vec<u8>) -> Result<Arc<[u8]>, Problem> {
        let kind = page.head().kind;
        let own = template_name(kind);
        let name = if self.tera.contains_template(own) { own } else { ANY };
        let mut context = Context::new();
        context.insert_value("site", self.site.clone());
        context.insert("page", page);
        if self.tera.contains_template(TOP) && self.tera.contains_template(BOTTOM) {
            let (top, bottom) = self.frame(page.head()).map_err(|error| self.problem(&error, Some(kind)))?;
            context.insert_value("top", top);
            context.insert_value("bottom", bottom);
        }
        buffer.clear();
        self.tera.render_to(name, &context, &mut *buffer).map_err(|error| self.problem(&error, Some(kind)))?;
        Ok(buffer.as_slice().into())
    }

    /// Returns the top and the bottom of a page, made before or now.
    fn frame(&self, head: &Head) -> Result<(Value, Value), tera::Error> {
        let is_linked = self.linked.contains(&head.href);
        let frame = Frame {
            language: head.language.clone(),
            menu: head.menu.clone(),
            here: if is_linked { head.href.clone() } else { String::new() },
            draft: head.draft,
            updated: head.updated.clone().filter(|_| head.kind == "home"),
        };
        let frames = || self.frames.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = frames().get(&frame) {
            return Ok(made.clone());
        }
        let mut context = Context::new();
        context.insert_value("site", self.site.clone());
        context.insert("frame", &frame);
        let fill = |name: &str| self.tera.render(name, &context).map(|html| Value::normal_string(&html));
        let made = (fill(TOP)?, fill(BOTTOM)?);
        frames().insert(frame, made.clone());
        Ok(made)
    }

    fn problem(&self, error: &tera::Error, kind: Option<&str>) -> Problem {
        let report = match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Some(report),
            _ => None,
        };
        let said = report.map_or_else(|| error.to_string(), |report| report.message().to_owned());
        let problem =
            Problem::new(Code::Template, both!("malen kan ikke brukes: «{said}»", "the template cannot be used: “{said}”"));
        let problem = match report {
            Some(report) => problem.at(self.place(report.filename(), report.span().range.clone())),
            None => problem.at(Place::file(&*self.theme.shown)),
        };
        match (error.kind(), kind) {
            (ErrorKind::TemplateNotFound(_), Some(kind)) => problem.help(missing(kind)),
            _ => problem,
        }
    }

    fn place(&self, name: &str, span: std::ops::Range<usize>) -> Place {
        let file = format!("{}/templates/{name}", self.theme.shown);
        match self.theme.templates.get(name) {
            Some(text) => Lines { file: &file, first_line: 1, text }.place(span),
            None => Place::file(file),
        }
    }
}

fn missing(kind: &str) -> Both {
    both!("temaet må ha malen `{kind}.html` eller `{ANY}`", "the theme must have the template `{kind}.html` or `{ANY}`")
}

/// Returns the name of the template of a kind of page.
fn template_name(kind: &'static str) -> &'static str {
    match kind {
        "home" => "home.html",
        "centre_list" => "centre_list.html",
        "centre" => "centre.html",
        "municipality_list" => "municipality_list.html",
        "number_list" => "number_list.html",
        "municipality" => "municipality.html",
        "county_list" => "county_list.html",
        "county" => "county.html",
        "priority_list" => "priority_list.html",
        "priority" => "priority.html",
        "mapping_list" => "mapping_list.html",
        "mapping" => "mapping.html",
        "theme" => "theme.html",
        "overview" => "overview.html",
        "anonymity" => "anonymity.html",
        "report_list" => "report_list.html",
        "report" => "report.html",
        "chapter" => "chapter.html",
        "whole_report" | "edition" => "whole_report.html",
        "edition_list" => "edition_list.html",
        "who_does_what" => "who_does_what.html",
        "sources" => "sources.html",
        "glossary" => "glossary.html",
        "article" => "article.html",
        "section" => "section.html",
        "tag" => "tag.html",
        "tag_list" => "tag_list.html",
        "data_index" => "data_index.html",
        "not_found" => "not_found.html",
        "redirect" => "redirect.html",
        _ => ANY,
    }
}

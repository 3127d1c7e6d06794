//! The answer to a request that was let in: bytes of the site, or a word about why not.

use axum::http::StatusCode;

use super::address::{Found, address_of, file, look_up};
use super::bar::{bar, with_bar};
use super::state::{State, tongue_of};
use super::{CODES, SCRIPT, STYLE};
use crate::problem::{explained_page, nearest_few};
use crate::verify::ShownSite;

const HTML: &str = "text/html; charset=utf-8";
const PLAIN: &str = "text/plain; charset=utf-8";

/// How many pages are named to one who found none.
const NEAR: usize = 5;

/// What is sent.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) kind: &'static str,
    /// Where to go instead: a path of this server.
    pub(super) location: Option<String>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    fn new(status: StatusCode, kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, kind, location: None, body: body.into() }
    }

    /// Returns a line of text.
    pub(super) fn words(status: StatusCode, words: &str) -> Self {
        Self::new(status, PLAIN, format!("{words}\n"))
    }
}

/// Tells whether a request for `path` must wait: what lies there is still being made.
pub(super) fn is_pending(path: &str, state: &State) -> bool {
    state.site.as_ref().is_some_and(|site| matches!(look_up(site, path), Found::Pending))
}

/// Answers a request for `path`, asked of `host`.
pub(super) fn answer(path: &str, host: &str, state: &State) -> Answer {
    match path {
        SCRIPT => return Answer::new(StatusCode::OK, "text/javascript; charset=utf-8", include_str!("preview.js")),
        STYLE => return Answer::new(StatusCode::OK, "text/css; charset=utf-8", include_str!("preview.css")),
        CODES => return Answer::new(StatusCode::OK, HTML, explained_page(state.report.tongue)),
        _ => {}
    }
    let tongue = state.report.tongue;
    let Some(site) = &state.site else {
        let said = tongue_of(tongue, "Nettstedet kan ikke bygges ennå", "The site cannot be built yet");
        let page = with_bar(empty_page(said).as_bytes(), &bar(state, None, &[]), host);
        return Answer::new(StatusCode::SERVICE_UNAVAILABLE, HTML, page);
    };
    match look_up(site, path) {
        Found::File(file) if is_html(file.path.as_str()) => {
            let bar = bar(state, Some(file.path.as_str()), &[]);
            Answer::new(StatusCode::OK, HTML, with_bar(&file.bytes, &bar, host))
        }
        Found::File(file) => Answer::new(StatusCode::OK, kind(file.path.as_str()), &*file.bytes),
        Found::Pending => {
            let said =
                tongue_of(tongue, "PDF-en settes fortsatt. Prøv igjen om litt.", "The PDF is still being set. Try again soon.");
            Answer::words(StatusCode::SERVICE_UNAVAILABLE, said)
        }
        Found::Folder(address) => Answer { location: Some(address), ..Answer::new(StatusCode::TEMPORARY_REDIRECT, PLAIN, "") },
        Found::Missing(address) => missing(state, site, &address, host),
        Found::Unreadable => {
            let said = tongue_of(tongue, "Adressen kan ikke leses.", "The address cannot be read.");
            Answer::words(StatusCode::BAD_REQUEST, said)
        }
    }
}

/// The site's own page for what is not there, with the nearest pages named in the bar.
fn missing(state: &State, site: &ShownSite, address: &str, host: &str) -> Answer {
    let pages: Vec<String> =
        site.files().iter().filter(|file| is_html(file.path.as_str())).map(|file| address_of(site, file)).collect();
    let near = nearest_few(address, pages.iter().map(String::as_str), NEAR);
    let bar = bar(state, None, &near);
    let said = tongue_of(state.report.tongue, "Siden finnes ikke", "There is no such page");
    let page = match file(site, "404.html") {
        Some(page) => with_bar(&page.bytes, &bar, host),
        None => with_bar(empty_page(said).as_bytes(), &bar, host),
    };
    Answer::new(StatusCode::NOT_FOUND, HTML, page)
}

fn empty_page(said: &str) -> String {
    format!(
        "<!doctype html>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{said}</title>\n<h1>{said}</h1>\n"
    )
}

fn is_html(path: &str) -> bool {
    kind(path) == HTML
}

/// Returns the kind of a file, by the ending of its name. What is not known is not guessed at: it is offered to be saved.
fn kind(path: &str) -> &'static str {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "html" | "htm" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "geojson" => "application/geo+json; charset=utf-8",
        "jsonld" => "application/ld+json; charset=utf-8",
        "ttl" => "text/turtle; charset=utf-8",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "csv" => "text/csv; charset=utf-8",
        "bib" => "application/x-bibtex; charset=utf-8",
        "ris" => "application/x-research-info-systems; charset=utf-8",
        "txt" => PLAIN,
        "xml" => "application/xml; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

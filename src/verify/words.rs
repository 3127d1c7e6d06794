//! What a reader reads of a page: its title and its paragraphs, without markup. For those who ask, not for the gate.

use super::name::{Element, element, name};
use super::scan::{Attribute, Markup, SCRIPT, STYLE, Scanner, TITLE, Token};
use super::views::without_entities;

/// A page as it is read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Reading {
    pub title: String,
    /// The paragraphs, headings, items and rows of the page's own part.
    pub main: Vec<String>,
    /// What surrounds it: menus, the trail, the foot.
    pub around: Vec<String>,
    /// The line that says when the page was last changed.
    pub updated: Option<String>,
    /// Where the page sends its reader at once.
    pub leads_to: Option<String>,
}

const ALT: u128 = name(b"alt");
const CELL: [u128; 2] = [name(b"td"), name(b"th")];
const CONTENT: u128 = name(b"content");
const HTTP_EQUIV: u128 = name(b"http-equiv");
const IMG: u128 = name(b"img");
const MAIN: u128 = name(b"main");
const META: u128 = name(b"meta");

/// How the line on a page's age begins.
const UPDATED: &str = "Sist oppdatert";

/// Reads a page.
pub(crate) fn reading(bytes: &[u8]) -> Reading {
    let mut attributes = Vec::new();
    let mut scanner = Scanner::new(bytes, Markup::Html, &mut attributes);
    let (mut reading, mut text, mut in_main) = (Reading::default(), String::new(), false);
    while let Some(token) = scanner.next() {
        match token {
            Token::Text(range) => text.push_str(&plain(bytes.get(range))),
            Token::Raw(TITLE, range) => reading.title = one_line(&plain(bytes.get(range))),
            Token::Raw(SCRIPT | STYLE, _) => {}
            Token::Open(IMG, _) => {
                let words = value(bytes, scanner.attributes, ALT).unwrap_or_default();
                text.push_str(&format!(" [{words}] "));
            }
            Token::Open(META, _) => reading.leads_to = reading.leads_to.take().or(refresh(bytes, scanner.attributes)),
            Token::Open(tag, _) | Token::Close(tag, _) if CELL.contains(&tag) => text.push_str(" \u{2009} "),
            Token::Open(tag, _) | Token::Close(tag, _) => {
                if element(tag) == Element::Block {
                    reading.take(&mut text, in_main);
                }
                in_main = if tag == MAIN { !in_main } else { in_main };
            }
            Token::Raw(..) | Token::Aside(_) | Token::Unclosed(..) => {}
        }
    }
    reading.take(&mut text, in_main);
    reading
}

impl Reading {
    /// Ends a paragraph.
    fn take(&mut self, text: &mut String, in_main: bool) {
        let cells: Vec<String> = text.split('\u{2009}').map(one_line).filter(|cell| !cell.is_empty()).collect();
        text.clear();
        let line = cells.join(" | ");
        match line {
            line if line.is_empty() || line == "[]" => {}
            line if line.starts_with(UPDATED) => self.updated = Some(line),
            line if in_main => self.main.push(line),
            line => self.around.push(line),
        }
    }
}

fn plain(bytes: Option<&[u8]>) -> String {
    // An ampersand that begins nothing is left as it is by a reader of disguises.
    String::from_utf8_lossy(&without_entities(bytes.unwrap_or_default())).replace("&amp;", "&")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn value(bytes: &[u8], attributes: &[Attribute], name: u128) -> Option<String> {
    let range = attributes.iter().find(|attribute| attribute.name == name)?.value.clone()?;
    Some(plain(bytes.get(range)))
}

/// Returns where `<meta http-equiv="refresh" content="0; url=…">` leads.
fn refresh(bytes: &[u8], attributes: &[Attribute]) -> Option<String> {
    let is_refresh = value(bytes, attributes, HTTP_EQUIV)?.eq_ignore_ascii_case("refresh");
    let content = value(bytes, attributes, CONTENT).filter(|_| is_refresh)?;
    content.split_once("url=").map(|(_, to)| to.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::reading;

    #[test]
    fn a_page_is_read_as_its_reader_does() {
        let page = "<!doctype html><html lang=nb><head><title>Om &amp; oss</title><style>p{}</style></head><body><nav>Meny</nav>\
                    <main><h1>Om  oss</h1><p>Vi er <b>to</b>\n&lt;her&gt;.</p><img src=a alt=\"En bro\"><table><tr><th>A</th><td>1</td></tr>\
                    <tr><th>B<td>2</tr></table><p>Sist oppdatert 1. mai</p></main><footer>Bunn</footer></body></html>";
        let read = reading(page.as_bytes());
        assert_eq!(read.title, "Om & oss");
        assert_eq!(read.main, ["Om oss", "Vi er to <her>.", "[En bro]", "A | 1", "B | 2"]);
        assert_eq!(
            (read.around, read.updated),
            (vec!["Meny".to_owned(), "Bunn".to_owned()], Some("Sist oppdatert 1. mai".to_owned()))
        );
    }

    #[test]
    fn a_redirect_says_where_it_leads() {
        let page = "<!doctype html><meta http-equiv=\"Refresh\" content=\"0; url=/x/\"><title>Flyttet</title>";
        assert_eq!(reading(page.as_bytes()).leads_to, Some("/x/".to_owned()));
    }
}

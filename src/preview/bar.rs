//! The bar at the foot of each page in the preview, and only there.
//!
//! It has a tree of its own (a shadow root), so that the theme's style does not reach it and its own does not reach the page.

use super::address::encoded;
use super::policy::loosen;
use super::state::{Report, State, tongue_of};
use super::{CODES, SCRIPT, STYLE, WITH_DRAFTS, WITHOUT_DRAFTS};
use crate::problem::Tongue;

/// Returns the page with the bar before the end of its body, and its policy loosened so that the bar may do its work.
pub(super) fn with_bar(page: &[u8], bar: &str, host: &str) -> Vec<u8> {
    let page = loosen(&String::from_utf8_lossy(page), host);
    let at = page.to_ascii_lowercase().rfind("</body>").unwrap_or(page.len());
    [&page[..at], bar, &page[at..]].concat().into_bytes()
}

/// Returns the bar for the page at `path` (none: there is no such page), with the addresses of pages that may be meant.
pub(super) fn bar(state: &State, path: Option<&str>, near: &[&str]) -> String {
    let report = &state.report;
    let lang = tongue_of(report.tongue, "nb", "en");
    let said = |nb: &'static str, en: &'static str| tongue_of(report.tongue, nb, en);
    let print = said("Skriv ut", "Print");
    format!(
        "<!--utsyn-preview--><utsyn-preview data-version=\"{version}\" lang=\"{lang}\"><template shadowrootmode=\"open\">\
         <link rel=\"stylesheet\" href=\"{STYLE}\"><aside aria-label=\"{label}\">{near}{problems}<div class=\"line\">\
         <strong>{label}</strong>{source}{languages}{left_out}{drafts}\
         <button type=\"button\" class=\"print\">{print}</button></div></aside></template></utsyn-preview>\
         <script src=\"{SCRIPT}\" defer></script><!--/utsyn-preview-->",
        version = state.version,
        label = said("Forhåndsvisning", "Preview"),
        near = near_pages(report, near),
        problems = problems(report, state.site.is_some()),
        source = source(state, path),
        languages = languages(state, path),
        left_out = left_out(report, path.and_then(|path| state.site.as_ref()?.made_of(path))),
        drafts = drafts(report),
    )
}

fn near_pages(report: &Report, near: &[&str]) -> String {
    if near.is_empty() {
        return String::new();
    }
    let links: String = near.iter().map(|address| format!("<li><a href=\"{0}\">{0}</a></li>", escaped(address))).collect();
    let title = tongue_of(report.tongue, "Her er ingen side. Kanskje mente du:", "There is no page here. Perhaps you meant:");
    format!("<nav class=\"near\"><p>{title}</p><ul>{links}</ul></nav>")
}

/// The problems in the words of the terminal: open, over the page, where they keep the site from being built.
fn problems(report: &Report, has_site: bool) -> String {
    let Some(tally) = &report.tally else {
        let none = tongue_of(report.tongue, "Ingen feil", "No problems");
        return format!("<p class=\"problems none\">{none}</p>");
    };
    let note = match report.is_stopped {
        true if !has_site => {
            tongue_of(report.tongue, "nettstedet vises når de er rettet", "the site is shown when they are mended")
        }
        true => tongue_of(
            report.tongue,
            "siden under er den siste som lot seg bygge",
            "the page below is the last that could be built",
        ),
        false => tongue_of(report.tongue, "siden under er den nyeste", "the page below is the newest"),
    };
    let (open, role) = if report.is_stopped { (" open", " role=\"alert\"") } else { ("", "") };
    let links: String = report
        .places
        .iter()
        .filter_map(|(file, line)| link(report, file, *line))
        .map(|link| format!("<li>{link}</li>"))
        .collect();
    let meaning = tongue_of(report.tongue, "Hva betyr", "What is");
    let codes: String =
        report.codes.iter().map(|code| format!("<li><a href=\"{CODES}#{code}\">{meaning} {code}?</a></li>")).collect();
    let words = escaped(report.words.trim_end());
    format!(
        "<details id=\"problems\" class=\"problems\"{open}><summary>{tally} – {note}</summary>\
         <div{role}><pre>{words}</pre><ul>{links}{codes}</ul></div></details>",
        tally = escaped(tally),
    )
}

/// Says what file the page is made of, with a link that opens it in the editor.
fn source(state: &State, path: Option<&str>) -> String {
    let report = &state.report;
    let (Some(path), Some(site)) = (path, &state.site) else { return String::new() };
    match site.made_of(path) {
        Some(file) => {
            let file = link(report, file, 0).unwrap_or_else(|| escaped(file));
            format!("<span class=\"source\">{file}</span>")
        }
        None => {
            let said = tongue_of(report.tongue, "Laget av programmet", "Made by the program");
            format!("<span class=\"source\">{said}</span>")
        }
    }
}

/// Leads to the page in its other languages, where it has any.
fn languages(state: &State, path: Option<&str>) -> String {
    let (Some(path), Some(site)) = (path, &state.site) else { return String::new() };
    let link = |(name, href): &(String, String)| format!("<a href=\"{}\">{}</a>", escaped(href), escaped(name));
    let links: Vec<String> = site.translations(path).iter().map(link).collect();
    if links.is_empty() {
        return String::new();
    }
    let said = tongue_of(state.report.tongue, "Siden på andre språk:", "The page in other languages:");
    format!("<span class=\"languages\">{said} {}</span>", links.join(", "))
}

/// Returns a link that opens a file of the content in the editor.
fn link(report: &Report, file: &str, line: usize) -> Option<String> {
    let path = report.on_disk(file)?;
    let path = path.to_str()?.replace('\\', "/");
    let slash = if path.starts_with('/') { "" } else { "/" };
    let (at, said) = match (line, report.tongue) {
        (0, _) => (String::new(), String::new()),
        (line, tongue) => (format!(":{line}"), format!(", {} {line}", tongue_of(tongue, "linje", "line"))),
    };
    let title = tongue_of(report.tongue, "Åpne i VS Code", "Open in VS Code");
    Some(format!("<a href=\"vscode://file{slash}{}{at}\" title=\"{title}\">{}{said}</a>", encoded(&path), escaped(file)))
}

/// Says whether drafts are shown, with a switch where there may be one.
fn drafts(report: &Report) -> String {
    let (said, does, address) = match report.shows_drafts {
        true => (
            tongue_of(report.tongue, "Kladder er med", "Drafts are included"),
            tongue_of(report.tongue, "Vis uten kladder", "Show without drafts"),
            WITHOUT_DRAFTS,
        ),
        false => (
            tongue_of(report.tongue, "Uten kladder", "Without drafts"),
            tongue_of(report.tongue, "Vis kladder", "Show drafts"),
            WITH_DRAFTS,
        ),
    };
    if report.is_alone {
        format!("<span>{said} <button type=\"button\" class=\"drafts\" data-address=\"{address}\">{does}</button></span>")
    } else {
        format!("<span>{said}</span>")
    }
}

/// Lists what is left out of the site: first what lies with the file that the page is made of.
fn left_out(report: &Report, made_of: Option<&str>) -> String {
    if report.left_out.is_empty() {
        let none = tongue_of(report.tongue, "Ingenting er utelatt", "Nothing is left out");
        return format!("<span>{none}</span>");
    }
    let title = tongue_of(report.tongue, "Utelatt", "Left out");
    let folder = made_of.and_then(own_folder);
    let is_here = |[_, file, _]: &&[String; 3]| folder.is_some_and(|folder| file.starts_with(folder));
    let (here, others): (Vec<_>, Vec<_>) = report.left_out.iter().partition(is_here);
    let list = |entries: &[&[String; 3]]| -> String {
        let items: String = entries
            .iter()
            .map(|[what, file, why]| {
                // A folder would be opened in place of what is open.
                let shown = link(report, file, 0).filter(|_| !file.ends_with('/')).unwrap_or_else(|| escaped(file));
                format!("<li>{}: {shown} – {}</li>", escaped(what), escaped(why))
            })
            .collect();
        if items.is_empty() { items } else { format!("<ul>{items}</ul>") }
    };
    let shown = match (here.is_empty(), others.is_empty()) {
        (true, _) | (_, true) => list(&here) + &list(&others),
        (false, false) => {
            let (from_here, elsewhere) = (
                tongue_of(report.tongue, "Fra det siden er laget av:", "From what this page is made of:"),
                tongue_of(report.tongue, "Ellers på nettstedet:", "Elsewhere in the site:"),
            );
            format!("<p>{from_here}</p>{}<p>{elsewhere}</p>{}", list(&here), list(&others))
        }
    };
    let count = match here.len() {
        0 => report.left_out.len().to_string(),
        here => match report.tongue {
            Tongue::Bokmal => format!("{here} herfra, {} i alt", report.left_out.len()),
            Tongue::English => format!("{here} from here, {} in all", report.left_out.len()),
        },
    };
    format!("<details id=\"left-out\" class=\"left-out\"><summary>{title}: {count}</summary>{shown}</details>")
}

/// Returns the folder that belongs to a mapping or a report alone: what is left out there concerns its pages.
fn own_folder(file: &str) -> Option<&str> {
    let mut slashes = file.match_indices('/').map(|(at, _)| at);
    let (kind, own) = (slashes.next()?, slashes.nth(1)?);
    ["mappings/", "reports/"].iter().any(|folder| file[kind + 1..].starts_with(folder)).then(|| &file[..=own])
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{own_folder, with_bar};

    #[test]
    fn what_is_left_out_of_a_mapping_belongs_to_its_pages() {
        assert_eq!(own_folder("content/mappings/natt/mapping.yaml"), Some("content/mappings/natt/"));
        assert_eq!(own_folder("content/mappings/natt/findings/a.md"), Some("content/mappings/natt/"));
        assert_eq!(own_folder("content/centres/oslo.md"), None);
        assert_eq!(own_folder("content/news/a/b.md"), None);
    }

    #[test]
    fn the_bar_stands_last_in_the_body() {
        let with = |page: &str| String::from_utf8(with_bar(page.as_bytes(), "BAR", "localhost:8000")).unwrap();
        assert_eq!(with("<body>æ</body></html>\n"), "<body>æBAR</body></html>\n");
        assert_eq!(with("<pre>&lt;/body></BODY>x</BODY>"), "<pre>&lt;/body></BODY>xBAR</BODY>");
        assert_eq!(with("<p>no end"), "<p>no endBAR");
    }
}

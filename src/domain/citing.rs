//! How works are cited in a text, by the rules of Norwegian APA.
//!
//! [`said`] is the way in: what stands where an editor wrote `[@kpmg2023, s. 12; @hdir2019; @hdir2023]` or `@kpmg2023`.
//!
//! 1. works in one bracket stand in the order of the list of references, but where a word leads from one to the next;
//! 2. several works by the same authors are gathered: "(Helsedirektoratet, 2019, 2023a)";
//! 3. the first time an institution is named, it has its name and what it is called for short; then that alone;
//! 4. places in a work are written as the manual has them: `side 12-14` is "s. 12–14" ([`locator`]).
//!
//! Must not know: addresses, HTML.

use super::{Cited, Language};

/// What stands in a text where a work is cited: "KPMG" and ", 2023"; "Meld. St. 26" and " (2014–2015)".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InText {
    pub lead: String,
    pub lead_is: Lead,
    pub rest: String,
    /// The year alone, for when the lead stands in the sentence already.
    pub year: String,
    /// Where there are two authors: a sentence has "og" between them.
    pub pair: Option<(String, String)>,
    /// Works of which this is the same are by the same authors.
    pub by: String,
    pub short: Option<Abbreviated>,
    /// Its place in a list of all references.
    pub place: usize,
}

/// What a citation begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lead {
    Name,
    /// The title of a work that stands alone, which is set in italics.
    Title,
    /// The number of a document of the Storting or of a public inquiry.
    Number,
}

/// An institution that has a short name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Abbreviated {
    pub full: String,
    pub short: String,
}

/// A piece of a citation.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum CitationPart<'a> {
    Words(String),
    /// The words that lead to a work; what stands in `title` is set in italics, before the rest.
    Work {
        id: &'a str,
        title: String,
        words: String,
    },
}

/// Returns what stands in the text for works cited together. `first` tells whether the institution is named for the first
/// time, and is asked once for each time that it is.
pub(crate) fn said<'a, 'n>(
    works: &[Cited<'a>],
    named: &dyn Fn(&str) -> Option<&'n InText>,
    language: Language,
    first: &mut dyn FnMut(&str) -> bool,
) -> Vec<CitationPart<'a>> {
    if let [work] = works
        && work.in_sentence
    {
        return named(work.id).map(|known| in_sentence(work, known, language, first)).into_iter().collect();
    }
    let mut said = vec![CitationPart::Words("(".to_owned())];
    let mut before: Option<(&Cited<'_>, &InText)> = None;
    let ordered = in_order(works, named);
    for work in &ordered {
        let Some(known) = named(work.id) else { continue };
        let is_gathered = before.is_some_and(|earlier| is_gathered(earlier, (work, known)));
        let parted = match before {
            None => "",
            Some(_) if is_gathered || work.after_comma && work.prefix.is_some() => ", ",
            Some(_) => "; ",
        };
        let prefix = work.prefix.map(|prefix| format!("{prefix} ")).unwrap_or_default();
        push(&mut said, &format!("{parted}{prefix}"));
        said.push(if is_gathered || work.only_year { year_alone(work, known) } else { whole(work, known, first) });
        if let Some(written) = work.locator {
            push(&mut said, &format!(", {}", locator(written, language)));
        }
        before = Some((work, known));
    }
    push(&mut said, ")");
    said
}

fn push(said: &mut Vec<CitationPart<'_>>, words: &str) {
    match said.last_mut() {
        Some(CitationPart::Words(last)) => last.push_str(words),
        _ if words.is_empty() => {}
        _ => said.push(CitationPart::Words(words.to_owned())),
    }
}

/// Returns the works as they stand: by the list of references, between words that lead from one to the next. What stands
/// before the first of them stays in front.
fn in_order<'a, 'n>(works: &[Cited<'a>], named: &dyn Fn(&str) -> Option<&'n InText>) -> Vec<Cited<'a>> {
    let mut ordered: Vec<Cited<'a>> = Vec::with_capacity(works.len());
    let mut from = 0;
    while from < works.len() {
        let leads_on = |work: &Cited<'_>| work.prefix.is_some() || work.after_comma || work.only_year;
        let until = works[from + 1..].iter().position(leads_on).map_or(works.len(), |at| from + 1 + at);
        let mut run: Vec<Cited<'a>> = works[from..until].to_vec();
        if let Some(leading) = run.first_mut().filter(|work| !work.only_year) {
            let (prefix, after_comma) = (leading.prefix.take(), leading.after_comma);
            leading.after_comma = false;
            run.sort_by_key(|work| named(work.id).map(|known| known.place));
            if let Some(now_first) = run.first_mut() {
                (now_first.prefix, now_first.after_comma) = (prefix, after_comma);
            }
        }
        ordered.append(&mut run);
        from = until;
    }
    ordered
}

/// Tells whether the year of the later work is enough. A place in either of them would be read as a place in both.
fn is_gathered((earlier, same): (&Cited<'_>, &InText), (work, known): (&Cited<'_>, &InText)) -> bool {
    let is_plain = earlier.locator.is_none() && work.locator.is_none() && work.prefix.is_none();
    is_plain && earlier.only_year == work.only_year && same.by == known.by && known.lead_is != Lead::Number
}

fn year_alone<'a>(work: &Cited<'a>, known: &InText) -> CitationPart<'a> {
    CitationPart::Work { id: work.id, title: String::new(), words: known.year.clone() }
}

fn whole<'a>(work: &Cited<'a>, known: &InText, first: &mut dyn FnMut(&str) -> bool) -> CitationPart<'a> {
    let rest = &known.rest;
    let (title, words) = match (&known.short, known.lead_is) {
        (Some(Abbreviated { full, short }), _) if first(full) => (String::new(), format!("{full} [{short}]{rest}")),
        (Some(Abbreviated { short, .. }), _) => (String::new(), format!("{short}{rest}")),
        (None, Lead::Title) => (known.lead.clone(), rest.clone()),
        (None, Lead::Name | Lead::Number) => (String::new(), format!("{}{rest}", known.lead)),
    };
    CitationPart::Work { id: work.id, title, words }
}

/// Returns a work that is part of its sentence: "KPMG (2023, s. 12)", "Moe og Lie (2019)".
fn in_sentence<'a>(
    work: &Cited<'a>,
    known: &InText,
    language: Language,
    first: &mut dyn FnMut(&str) -> bool,
) -> CitationPart<'a> {
    let and = match language {
        Language::English => "and",
        Language::NorthSami | Language::LuleSami => "ja",
        _ => "og",
    };
    let mut inside: Vec<String> = Vec::new();
    let mut title = String::new();
    let lead = match (&known.short, &known.pair, known.lead_is) {
        (Some(Abbreviated { full, short }), ..) if first(full) => {
            inside.push(short.clone());
            full.clone()
        }
        (Some(Abbreviated { short, .. }), ..) => short.clone(),
        (None, Some((one, other)), _) => format!("{one} {and} {other}"),
        (None, None, Lead::Title) => {
            title.clone_from(&known.lead);
            String::new()
        }
        (None, None, Lead::Name | Lead::Number) => known.lead.clone(),
    };
    // A number that has no session has its year already: "NOU 2016: 16".
    inside.extend((known.lead_is != Lead::Number || !known.rest.is_empty()).then(|| known.year.clone()));
    inside.extend(work.locator.map(|written| locator(written, language)));
    let inside = if inside.is_empty() { String::new() } else { format!(" ({})", inside.join(", ")) };
    CitationPart::Work { id: work.id, title, words: lead + &inside }
}

/// Returns a place in a work as the manual writes it: "s. 12–14", "kap. 3", "avsn. 4". What is none of these stays as written.
pub(crate) fn locator(written: &str, language: Language) -> String {
    let written = written.trim();
    let (word, number) = match written.find(|c: char| c.is_ascii_digit()) {
        Some(0) => ("", written),
        Some(at) => (written[..at].trim(), &written[at..]),
        None => return written.to_owned(),
    };
    let name = word.trim_end_matches('.').to_lowercase();
    let number = with_dashes(number);
    let is_several = number.contains(['–', ',']);
    let term = match (name.as_str(), language) {
        ("" | "s" | "p" | "pp" | "side" | "sider" | "page" | "pages", Language::English) => {
            if is_several {
                "pp."
            } else {
                "p."
            }
        }
        ("" | "s" | "p" | "pp" | "side" | "sider" | "page" | "pages", _) => "s.",
        ("kap" | "kapittel" | "kapitler" | "ch" | "chap" | "chapter", Language::English) => "chap.",
        ("kap" | "kapittel" | "kapitler" | "ch" | "chap" | "chapter", _) => "kap.",
        ("avsn" | "avsnitt" | "para" | "paragraph", Language::English) => "para.",
        ("avsn" | "avsnitt" | "para" | "paragraph", _) => "avsn.",
        _ => return written.to_owned(),
    };
    format!("{term} {number}")
}

/// Writes a range with the sign for it: `12-14` and `12--14` as "12–14".
fn with_dashes(number: &str) -> String {
    let mut dashed = String::with_capacity(number.len() + 2);
    let mut rest = number;
    while let Some(at) = rest.find('-') {
        let (before, after) = (&rest[..at], rest[at..].trim_start_matches('-'));
        let is_range = before.ends_with(|c: char| c.is_ascii_digit()) && after.starts_with(|c: char| c.is_ascii_digit());
        dashed.push_str(before);
        dashed.push_str(if is_range { "–" } else { &rest[at..rest.len() - after.len()] });
        rest = after;
    }
    dashed + rest
}

/// Tells whether what stands in brackets after a work is a place in it.
pub(super) fn is_locator(written: &str) -> bool {
    let number = written.find(|c: char| c.is_ascii_digit());
    number.is_some_and(|at| at == 0 || locator(written, Language::Bokmal) != written || written[..at].trim().ends_with('.'))
}

#[cfg(test)]
mod tests;

//! What a work must say of itself, so that a reader finds it by its entry in a list of references.
//!
//! [`look_at`] warns; nothing here stops a site. Where something cannot be known, a `note` that tells the reader is enough.

use super::{KindForm, ReferenceForm};
use crate::check::reader::{Reader, Text};
use crate::domain::PartialDate;
use crate::problem::{Both, Code, Problem, both};

pub(super) fn look_at(reader: &mut Reader<'_>, form: &ReferenceForm) {
    if let Some((what, todo)) = lacks(form).filter(|_| form.note.is_none()) {
        let id = &form.id.value;
        let headline =
            Both { nb: format!("kilden `{id}` mangler {}", what.nb), en: format!("the reference `{id}` lacks {}", what.en) };
        let problem = Problem::new(Code::ReferenceLacks, headline).at(reader.place(&form.id)).help(todo);
        reader.problems.push(problem);
    }
    let dated = form.date.as_ref().filter(|date| {
        let date = date.value.trim().parse::<PartialDate>();
        date.is_ok_and(|date| form.year.is_some_and(|year| year != date.year()))
    });
    if let Some(date) = dated {
        let problem = Problem::new(
            Code::DateNotOfYear,
            both!("datoen er ikke fra året som står i `year`", "the date is not of the year that stands in `year`"),
        )
        .at(reader.place(date))
        .help(both!("rett den ene, eller ta bort `year`", "correct one of them, or take `year` away"));
        reader.problems.push(problem);
    }
}

/// Returns what a work of this kind cannot be found without, and what to do.
fn lacks(form: &ReferenceForm) -> Option<(Both, Both)> {
    let nowhere = form.url.is_none() && form.doi.is_none();
    match form.kind {
        KindForm::Web | KindForm::Dataset if nowhere => Some((
            both!("nettadresse", "an address on the web"),
            both!("skriv `url`, eller si i `note` hvorfor den mangler", "write `url`, or say in `note` why it is missing"),
        )),
        KindForm::News if nowhere && form.published_in.is_none() => Some((
            both!("stedet den sto", "the place where it stood"),
            both!("skriv avisen i `published_in`, eller `url`", "write the newspaper in `published_in`, or `url`"),
        )),
        KindForm::Chapter | KindForm::Article if form.published_in.is_none() => Some((
            both!("boken eller tidsskriftet den står i", "the book or journal in which it stands"),
            both!("skriv `published_in`", "write `published_in`"),
        )),
        KindForm::WhitePaper | KindForm::Law if form.series.is_none() => Some((
            both!("nummeret", "its number"),
            both!(
                "skriv `series`, som `Meld. St. 26 (2014–2015)` eller `LOV-2011-06-24-29`",
                "write `series`, such as `Meld. St. 26 (2014–2015)` or `LOV-2011-06-24-29`"
            ),
        )),
        _ => None,
    }
}

/// Returns a DOI without the address that leads to it.
pub(super) fn doi(reader: &mut Reader<'_>, text: &Text) -> Option<String> {
    let written = text.value.trim();
    let doi =
        ["https://doi.org/", "http://doi.org/", "http://dx.doi.org/", "doi:"].iter().find_map(|head| written.strip_prefix(head));
    let doi = doi.unwrap_or(written).trim();
    let fine =
        doi.starts_with("10.") && doi.contains('/') && !doi.contains(|c: char| c.is_whitespace() || "\"<>\\{}".contains(c));
    if fine {
        return Some(doi.to_owned());
    }
    reader.object(
        Code::BadAddress,
        both!("dette er ingen DOI; den begynner med `10.`", "this is no DOI; it begins with `10.`"),
        text,
    );
    None
}

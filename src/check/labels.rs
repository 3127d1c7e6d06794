//! The labels of a text, and what is wrong with them by themselves.

use crate::domain::{Label, Numbered, Target, TargetKind, Unfit, Written, may_label, outline, prefix, scope};
use crate::problem::{Both, Code, Lines, Place, Problem, both};

/// What a text has labelled.
#[derive(Default)]
pub(super) struct Labelled {
    pub labels: Vec<(Target, Place)>,
    pub problems: Vec<Problem>,
}

/// Reads the labels of a text, whose words no message repeats if they are `secret`. Only a text that is alone on its page
/// `can_be` labelled.
pub(super) fn labels(written: &Written, secret: bool, can_be: bool) -> Labelled {
    let mut found = Labelled::default();
    if !may_label(&written.text) {
        return found;
    }
    let lines = Lines { file: written.source.shown(), first_line: written.first_line, text: &written.text };
    let place = |label: &Label| {
        let place = lines.place(label.span.clone());
        if secret { place.without_excerpt() } else { place }
    };
    let outline = outline(&written.text);
    let labelled = |one: &Numbered| one.label.clone().map(|label| (one.kind, label));
    for (kind, label) in outline.numbered.iter().filter_map(labelled) {
        let at = place(&label);
        // The `id:` of a figure is its own name too, wherever it stands; there it is no label.
        let is_written_out = written.text.get(label.span.clone()).is_some_and(|label| label.starts_with("{#"));
        match label.name(kind) {
            _ if !can_be && !is_written_out => {}
            _ if !can_be => found.problems.push(not_here(at)),
            Ok(name) => found.labels.push((Target { kind, id: format!("{}/{name}", scope(&written.source)) }, at)),
            Err(why) => found.problems.push(unfit(kind, why, at)),
        }
    }
    found.problems.extend(outline.alone.iter().map(|label| alone(place(label))));
    found
}

fn unfit(kind: TargetKind, why: Unfit, place: Place) -> Problem {
    let prefix = prefix(kind);
    let (nb, en) = match kind {
        TargetKind::Section => ("en overskrift", "a heading"),
        TargetKind::Figure => ("en figur", "a figure"),
        _ => ("en tabell", "a table"),
    };
    let headline = match why {
        Unfit::Kind => Both {
            nb: format!("merkelappen på {nb} begynner ikke med `{prefix}:`"),
            en: format!("the label of {en} does not begin with `{prefix}:`"),
        },
        Unfit::Name => both!("merkelappen har et navn som ikke kan brukes", "the label has a name that cannot be used"),
    };
    Problem::new(Code::BadLabel, headline).at(place).help(Both {
        nb: format!("skriv `{{#{prefix}:navn}}`, der navnet har små bokstaver fra a til z, sifre og bindestrek"),
        en: format!("write `{{#{prefix}:name}}`, where the name has small letters from a to z, digits and hyphens"),
    })
}

fn not_here(place: Place) -> Problem {
    Problem::new(Code::BadLabel, both!("teksten kan ikke ha merkelapper", "the text cannot have labels"))
        .at(place)
        .note(both!(
            "den står sammen med andre tekster på samme side, så nummeret ville ikke vært ett",
            "it stands with other texts on one page, so that the number would not be one"
        ))
        .help(both!("ta bort merkelappen", "take the label away"))
}

fn alone(place: Place) -> Problem {
    Problem::new(
        Code::CaptionAlone,
        both!("bildeteksten står verken ved en tabell eller et bilde", "the caption stands beside neither a table nor a picture"),
    )
    .at(place)
    .help(both!(
        "sett `Tabell: …` rett over tabellen, og `Figur: …` rett under bildet",
        "put `Tabell: …` right above the table, and `Figur: …` right below the picture"
    ))
}

//! Problems as text for a terminal.

use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};

use super::{Both, Problem, Severity, Tongue, edit};

/// How to draw.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Drawing {
    pub tongue: Tongue,
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// How many problems are drawn before the rest is only counted.
    pub most: usize,
}

/// Returns the first problems drawn, and the count of the others.
pub(crate) fn draw(problems: &[Problem], drawing: Drawing) -> String {
    let renderer = if drawing.colour { Renderer::styled() } else { Renderer::plain() }.term_width(drawing.width);
    let mut text = String::new();
    for problem in problems.iter().take(drawing.most) {
        let groups: Vec<Group<'_>> =
            [group(problem, drawing.tongue)].into_iter().chain(suggestion(problem, drawing.tongue)).collect();
        text.push_str(&renderer.render(&groups));
        text.push_str("\n\n");
    }
    let more = problems.len().saturating_sub(drawing.most);
    if more > 0 {
        text.push_str(&match drawing.tongue {
            Tongue::Bokmal => format!("… og {more} til. Rett disse først.\n\n"),
            Tongue::English => format!("… and {more} more. Mend these first.\n\n"),
        });
    }
    text
}

/// The suggested edit, as the line before and after it.
fn suggestion(problem: &Problem, tongue: Tongue) -> Option<Group<'_>> {
    let (edit, (line, _)) = (problem.edit()?, problem.edited()?);
    let offset =
        |characters: usize| line.char_indices().map(|(at, _)| at).chain([line.len()]).nth(characters).unwrap_or(line.len());
    let patch = |change: &super::Change| {
        let (from, to) = (offset(change.column.saturating_sub(1)), offset(change.column.saturating_sub(1) + change.length));
        Patch::new(from..to, change.text.clone())
    };
    let first_line = problem.place.as_ref()?.line;
    let snippet = Snippet::source(line).line_start(first_line).patches(edit.changes.iter().map(patch));
    let title = format!("{}:", edit::words(tongue));
    Some(Group::with_title(Level::HELP.no_name().secondary_title(title)).element(snippet))
}

/// Counts errors and warnings: "1 feil og 2 advarsler".
pub(crate) fn tally(problems: &[Problem]) -> Both {
    let count = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let plural = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let nb = format!("{} og {}", plural(errors, "feil", "feil"), plural(warnings, "advarsel", "advarsler"));
    let en = format!("{} and {}", plural(errors, "error", "errors"), plural(warnings, "warning", "warnings"));
    Both { nb, en }
}

fn group(problem: &Problem, tongue: Tongue) -> Group<'_> {
    let level = match (problem.severity, tongue) {
        (Severity::Error, Tongue::Bokmal) => Level::ERROR.with_name("feil"),
        (Severity::Error, Tongue::English) => Level::ERROR.with_name("error"),
        (Severity::Warning, Tongue::Bokmal) => Level::WARNING.with_name("advarsel"),
        (Severity::Warning, Tongue::English) => Level::WARNING.with_name("warning"),
        (Severity::Note, Tongue::Bokmal) => Level::NOTE.with_name("merknad"),
        (Severity::Note, Tongue::English) => Level::NOTE.with_name("note"),
    };
    let title = level.primary_title(problem.headline.in_tongue(tongue)).id(problem.code.code());
    let mut group = Group::with_title(title);
    if let Some(place) = &problem.place {
        group = match &place.excerpt {
            Some((line, span)) => {
                let annotation = AnnotationKind::Primary.span(span.clone());
                let snippet = Snippet::source(line.as_str()).line_start(place.line).annotation(annotation);
                // Of a cropped line the drawing would count the columns from where it begins.
                let is_whole = line[..span.start].chars().count() + 1 == place.column;
                match is_whole {
                    true => group.element(snippet.path(&place.file)),
                    false => {
                        let origin = annotate_snippets::Origin::path(&place.file).line(place.line).char_column(place.column);
                        group.element(origin).element(snippet)
                    }
                }
            }
            None if place.has_line() => {
                let origin = annotate_snippets::Origin::path(&place.file).line(place.line).char_column(place.column.max(1));
                group.element(origin)
            }
            None => group.element(annotate_snippets::Origin::path(&place.file)),
        };
    }
    let (note, help) = match tongue {
        Tongue::Bokmal => (Level::NOTE.with_name("fordi"), Level::HELP.with_name("hjelp")),
        Tongue::English => (Level::NOTE.with_name("because"), Level::HELP.with_name("help")),
    };
    for said in &problem.notes {
        group = group.element(note.clone().message(said.in_tongue(tongue)));
    }
    if let Some(said) = problem.advice() {
        group = group.element(help.message(said.in_tongue(tongue).to_owned()));
    }
    group
}

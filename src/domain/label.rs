//! Labels that editors give to what can be referred to: `{#sec:formal}`, `{#tab:deltakelse}`, `{#fig:kart}`.
//!
//! A label belongs to its report, or to the one file in which it stands ([`scope`]); a reference is read from where it is
//! written ([`qualified`]), so that the same word can label other things elsewhere.

use std::ops::Range;

use super::{Language, Source, Target, TargetKind};

/// A label as written, with its bytes in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    /// `fig:kart`, without `{#` and `}`.
    pub word: String,
    pub span: Range<usize>,
}

/// Why a label is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// It does not begin with `sec:`, `fig:` or `tab:`, or with the one of another kind.
    Kind,
    /// What follows is no name of small letters, digits and hyphens.
    Name,
}

impl Label {
    /// Returns the name without its kind, if it is a label for a thing of `kind`.
    pub(crate) fn name(&self, kind: TargetKind) -> Result<&str, Unfit> {
        let name = self.word.strip_prefix(prefix(kind)).and_then(|rest| rest.strip_prefix(':')).ok_or(Unfit::Kind)?;
        if is_name(name) { Ok(name) } else { Err(Unfit::Name) }
    }
}

/// Tells whether `name` can follow `fig:`: small letters, digits and hyphens, a letter first.
pub(crate) fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Returns the label at the end of a line that begins at `start` of its text, and what stands before it.
pub(crate) fn at_end(line: &str, start: usize) -> (&str, Option<Label>) {
    let none = (line, None);
    let Some(inside) = line.trim_end().strip_suffix('}') else { return none };
    let Some(open) = inside.rfind("{#") else { return none };
    let before = &line[..open];
    if before.ends_with(|last: char| !last.is_whitespace()) || inside[open..].contains('}') {
        return none;
    }
    let span = start + open..start + inside.len() + 1;
    (before.trim_end(), Some(Label { word: inside[open + 2..].to_owned(), span }))
}

/// Returns what begins a label of a kind; `""` for kinds that are not labelled.
pub(crate) fn prefix(kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::Section => "sec",
        TargetKind::Figure => "fig",
        TargetKind::Table => "tab",
        _ => "",
    }
}

/// Tells whether entries of this kind are labels in texts.
pub(crate) fn is_labelled(kind: TargetKind) -> bool {
    !prefix(kind).is_empty()
}

/// Returns the id of a labelled thing on its page.
pub(crate) fn anchor(kind: TargetKind, name: &str) -> String {
    format!("{}-{name}", prefix(kind))
}

/// Tells whether an id could be that of a label.
pub(crate) fn is_reserved(id: &str) -> bool {
    [TargetKind::Section, TargetKind::Figure, TargetKind::Table]
        .iter()
        .any(|kind| id.strip_prefix(prefix(*kind)).is_some_and(|rest| rest.starts_with('-')))
}

/// Returns within what the labels of a file are unique: its report; for other texts the file itself.
pub(crate) fn scope(source: &Source) -> String {
    match source.within().split('/').collect::<Vec<_>>().as_slice() {
        ["reports", report, _] => (*report).to_owned(),
        _ => format!(":{}", source.within()),
    }
}

/// Returns the target that `target`, written in `source`, means: `[[fig:kart]]` is the figure of this very report.
pub(crate) fn qualified(target: Target, source: &Source) -> Target {
    if !is_labelled(target.kind) {
        return target;
    }
    let id = match target.id.split_once('/') {
        None => format!("{}/{}", scope(source), target.id),
        Some((report, name)) if !report.contains([':', '.']) && !name.contains('/') => target.id,
        // No scope is empty: it is told as unknown.
        Some(_) => format!("/{}", target.id),
    };
    Target { kind: target.kind, id }
}

/// Returns the word before a number, as in "tabell 2", and whether it is of another language than asked for.
pub(crate) fn word(kind: TargetKind, language: Language) -> (&'static str, bool) {
    use Language as L;
    match (kind, language) {
        (TargetKind::Figure, L::Bokmal | L::Nynorsk) => ("figur", false),
        (TargetKind::Figure, L::NorthSami) => ("govus", false),
        (TargetKind::Figure, L::English) => ("figure", false),
        (TargetKind::Figure, _) => ("figur", true),
        (TargetKind::Table, L::Bokmal | L::Nynorsk) => ("tabell", false),
        (TargetKind::Table, L::NorthSami) => ("tabealla", false),
        (TargetKind::Table, L::English) => ("table", false),
        (TargetKind::Table, _) => ("tabell", true),
        (_, L::Bokmal | L::Nynorsk) => ("kapittel", false),
        (_, L::NorthSami) => ("kapihttal", false),
        (_, L::English) => ("chapter", false),
        (_, _) => ("kapittel", true),
    }
}

/// Returns a word with a capital letter first.
pub(crate) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_stands_at_the_end_of_its_line() {
        let (words, label) = at_end("Formål {#sec:formal}\n", 3);
        assert_eq!((words, label), ("Formål", Some(Label { word: "sec:formal".to_owned(), span: 11..24 })));
        assert_eq!(at_end("{#sec:a}", 0).0, "");
        for none in ["Skjema {A}", "x{#sec:a}", "x \\{#sec:a}", "x {#sec:a} y", "x {#a} }", "x {#", "}"] {
            assert_eq!(at_end(none, 0), (none, None), "{none}");
        }
    }

    #[test]
    fn a_label_says_its_kind_and_a_plain_name() {
        let name = |word: &str| {
            let label = Label { word: word.to_owned(), span: 0..0 };
            label.name(TargetKind::Table).map(str::to_owned)
        };
        assert_eq!(name("tab:svar-2"), Ok("svar-2".to_owned()));
        assert_eq!((name("fig:x"), name("x"), name("tab")), (Err(Unfit::Kind), Err(Unfit::Kind), Err(Unfit::Kind)));
        for bad in ["tab:", "tab:Svar", "tab:å", "tab:a b", "tab:a .b", "tab:2", "tab:a/b"] {
            assert_eq!(name(bad), Err(Unfit::Name), "{bad}");
        }
    }

    #[test]
    fn a_reference_is_read_from_where_it_is_written() {
        let chapter = Source::new("content", "reports/natt/02-b.md");
        let page = Source::new("content", "pages/om.md");
        let mean = |id: &str, source: &Source| qualified(Target { kind: TargetKind::Figure, id: id.to_owned() }, source).id;
        assert_eq!(mean("kart", &chapter), "natt/kart");
        assert_eq!(mean("kart", &page), ":pages/om.md/kart");
        assert_eq!(mean("natt/kart", &page), "natt/kart");
        assert_eq!(mean(":pages/om.md/kart", &chapter), "/:pages/om.md/kart");
        let centre = Target { kind: TargetKind::Centre, id: "oslo".to_owned() };
        assert_eq!(qualified(centre.clone(), &page), centre);
    }
}

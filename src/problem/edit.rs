//! What an editor can write instead, where that is certain or the nearest name is the only one.
//!
//! An [`Edit`] says where on the line of its problem's place something is put in the place of something else. It never holds
//! what was written there, so it can be made of a confidential file too; only [`Problem::edit`] decides what is shown.

use super::{Both, Place, Problem, Tongue, nearest_only};

/// A change of one line: parts that do not overlap, from left to right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edit {
    pub changes: Vec<Change>,
    /// Whether it may be made without being understood: it changes how a thing is spelt, never what is published.
    pub is_safe: bool,
}

/// A part of a line, and what comes in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    /// In characters, counted from 1.
    pub column: usize,
    /// In characters; 0 where something is only put in.
    pub length: usize,
    pub text: String,
}

impl Edit {
    /// Returns the edit that one name is put in the place of another.
    pub(crate) fn replace(column: usize, length: usize, text: impl Into<String>) -> Self {
        Self { changes: vec![Change { column, length, text: text.into() }], is_safe: false }
    }

    pub(crate) fn safe(mut self) -> Self {
        self.is_safe = true;
        self
    }

    /// Returns `line` after the edit; none where the line is not as long as it should be.
    pub(crate) fn applied(&self, line: &str) -> Option<String> {
        let mut made = line.to_owned();
        for change in self.changes.iter().rev() {
            let from = offset(line, change.column.checked_sub(1)?)?;
            let to = offset(line, change.column - 1 + change.length)?;
            made.replace_range(from..to, &change.text);
        }
        Some(made)
    }
}

impl Problem {
    pub(crate) fn with_edit(mut self, edit: Edit) -> Self {
        self.mend = Some(edit);
        self
    }

    /// Returns the suggested edit, which is not shown where the file's words are not shown.
    pub(crate) fn edit(&self) -> Option<&Edit> {
        let place = self.place.as_ref()?;
        self.mend.as_ref().filter(|_| place.whole_line().is_some())
    }

    /// Returns the line before the suggested edit and after it.
    pub(crate) fn edited(&self) -> Option<(&str, String)> {
        let line = self.place.as_ref()?.whole_line()?;
        Some((line, self.edit()?.applied(line)?))
    }

    /// Suggests the nearest of `known`, where one is near; as an edit where it is the only one.
    pub(crate) fn nearest<'a>(self, written: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        let Some(near) = super::nearest(written, known.iter().copied()) else { return self };
        let is_only = nearest_only(written, known.iter().copied()) == Some(near);
        if is_only { self.meant(written, near) } else { self.help(did_you_mean(near)) }
    }

    /// Adds the name that was meant by `written`, as an edit too.
    pub(crate) fn meant(self, written: &str, name: &str) -> Self {
        let mut problem = self.help(did_you_mean(name));
        if problem.mend.is_none() {
            problem.mend = problem.place.as_ref().and_then(|place| instead(place, written, name));
            problem.near = Some((written.to_owned(), name.to_owned()));
        }
        problem
    }

    /// Returns what to write instead, also where it may not be shown: for who mends the file.
    pub(crate) fn mend(&self) -> Option<&Edit> {
        self.mend.as_ref()
    }

    /// Suggests that `meant` is put in the place of `written`, where that stands once in what the place shows.
    pub(crate) fn instead(mut self, written: &str, meant: &str) -> Self {
        self.mend = self.place.as_ref().and_then(|place| instead(place, written, meant));
        self
    }

    /// Returns the only name that is near to what was written.
    pub(crate) fn near_name(&self) -> Option<&str> {
        self.near.as_ref().map(|(_, near)| near.as_str())
    }
}

fn did_you_mean(name: &str) -> Both {
    super::both!("mente du `{name}`?", "did you mean `{name}`?")
}

/// Returns the edit that writes `near` for `written` in what a place shows, where it stands there once.
pub(super) fn instead(place: &Place, written: &str, near: &str) -> Option<Edit> {
    let line = place.whole_line()?;
    let (_, span) = place.excerpt.as_ref()?;
    let mut found = line[span.clone()].match_indices(written).map(|(at, _)| span.start + at);
    let at = found.next().filter(|_| !written.is_empty())?;
    if found.next().is_some() {
        return None;
    }
    Some(Edit::replace(line[..at].chars().count() + 1, written.chars().count(), near))
}

fn offset(line: &str, characters: usize) -> Option<usize> {
    line.char_indices().map(|(at, _)| at).chain([line.len()]).nth(characters)
}

/// Says before an edited line what it is.
pub(super) fn words(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::Bokmal => "Skriv linjen slik",
        Tongue::English => "Write the line like this",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::{Code, Lines, both};

    fn at(text: &str, part: &str) -> Problem {
        let from = text.find(part).unwrap();
        let place = Lines { file: "a.md", first_line: 1, text }.place(from..from + part.len());
        Problem::new(Code::UnknownTarget, both!("finnes ikke", "is not there")).at(place)
    }

    #[test]
    fn the_nearest_name_becomes_an_edit_where_it_is_the_only_one() {
        let problem = at("Å se [[centre:osst]].", "[[centre:osst]]");
        let edited = |problem: Problem| problem.edited().map(|(_, line)| line);
        assert_eq!(edited(problem.clone().nearest("osst", ["ost", "vest"])).as_deref(), Some("Å se [[centre:ost]]."));
        assert_eq!(edited(problem.clone().nearest("osst", ["ost", "osts"])), None, "two are equally near");
        assert_eq!(edited(problem.nearest("osst", ["nordre"])), None);
    }

    #[test]
    fn an_edit_of_a_confidential_file_is_kept_but_not_shown() {
        let place = Place::bare("observations.yaml", 3, 1);
        let problem = Problem::new(Code::UnknownKey, both!("ukjent", "unknown")).at(place).with_edit(Edit::replace(1, 4, "text"));
        assert!(problem.edit().is_none() && problem.edited().is_none() && problem.mend.is_some());
    }

    #[test]
    fn several_parts_of_a_line_change_at_once() {
        let mark = |column| Change { column, length: 1, text: "\"".to_owned() };
        let edit = Edit { changes: vec![mark(4), mark(8)], is_safe: true };
        assert_eq!(edit.applied("a: “bøk”").as_deref(), Some("a: \"bøk\""));
        assert_eq!(edit.applied("a:"), None);
    }
}

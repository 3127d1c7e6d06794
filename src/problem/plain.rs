//! Problems for who listens: no drawing, no colour, one whole sentence a line.

use super::{Both, Drawing, Place, Problem, Severity, Tongue, edit};

/// Returns the first problems as sentences, and the count of the others.
pub(crate) fn plain(problems: &[Problem], drawing: Drawing) -> String {
    let mut text: String = problems.iter().take(drawing.most).map(|problem| one(problem, drawing.tongue)).collect();
    let more = problems.len().saturating_sub(drawing.most);
    if more > 0 {
        text.push_str(&match drawing.tongue {
            Tongue::Bokmal => format!("Det er {more} til. Rett disse først.\n"),
            Tongue::English => format!("There are {more} more. Mend these first.\n"),
        });
    }
    text
}

fn one(problem: &Problem, tongue: Tongue) -> String {
    let (because, mending) = match tongue {
        Tongue::Bokmal => ("Grunn", "Slik retter du det"),
        Tongue::English => ("Reason", "How to mend it"),
    };
    let mut lines = Lines { text: String::new(), tongue };
    lines.say(&format!("{}: {}", opening(problem, tongue), problem.headline.in_tongue(tongue)));
    if let Some(marked) = problem.place.as_ref().and_then(marked) {
        lines.say(&match tongue {
            Tongue::Bokmal => format!("Det gjelder: {marked}"),
            Tongue::English => format!("This is meant: {marked}"),
        });
    }
    for note in &problem.notes {
        lines.both(because, note);
    }
    if let Some(help) = problem.advice() {
        lines.both(mending, &help);
    }
    if let Some((_, line)) = problem.edited() {
        lines.line(&format!("{}: {}", edit::words(tongue), line.trim()));
    }
    lines.text
}

/// "Feil U0302 i content/x.md, linje 4, kolonne 7".
fn opening(problem: &Problem, tongue: Tongue) -> String {
    let word = match (problem.severity, tongue) {
        (Severity::Error, Tongue::Bokmal) => "Feil",
        (Severity::Error, Tongue::English) => "Error",
        (Severity::Warning, Tongue::Bokmal) => "Advarsel",
        (Severity::Warning, Tongue::English) => "Warning",
        (Severity::Note, Tongue::Bokmal) => "Merknad",
        (Severity::Note, Tongue::English) => "Note",
    };
    let mut said = format!("{word} {}", problem.code.code());
    if let Some(place) = &problem.place {
        let (within, line, column) = match tongue {
            Tongue::Bokmal => ("i", "linje", "kolonne"),
            Tongue::English => ("in", "line", "column"),
        };
        said.push_str(&format!(" {within} {}", place.file));
        if place.has_line() {
            said.push_str(&format!(", {line} {}, {column} {}", place.line, place.column.max(1)));
        }
    }
    said
}

/// Returns what the carets would stand under, unless that is a mark that cannot be heard.
fn marked(place: &Place) -> Option<&str> {
    let (line, span) = place.excerpt.as_ref()?;
    let marked = line[span.clone()].trim();
    if marked.chars().any(char::is_alphanumeric) { Some(marked) } else { Some(line.trim()).filter(|line| !line.is_empty()) }
}

struct Lines {
    text: String,
    tongue: Tongue,
}

impl Lines {
    /// Says one sentence; further lines of the same are what should be written, a line each.
    fn say(&mut self, said: &str) {
        let mut parts = said.lines();
        self.push(parts.next().unwrap_or(""));
        for part in parts {
            let line = part.trim_start();
            let spaces = part.len() - line.len();
            self.line(&match (self.tongue, spaces) {
                (Tongue::Bokmal, 0) => format!("Skriv linjen: {line}"),
                (Tongue::English, 0) => format!("Write the line: {line}"),
                (Tongue::Bokmal, _) => format!("Skriv linjen, med {spaces} mellomrom først: {line}"),
                (Tongue::English, _) => format!("Write the line, with {spaces} spaces first: {line}"),
            });
        }
    }

    /// Adds a line whose end is what should be written: no full stop, which would be written too.
    fn line(&mut self, said: &str) {
        self.text.push_str(said);
        self.text.push('\n');
    }

    fn both(&mut self, before: &str, said: &Both) {
        let said = said.in_tongue(self.tongue);
        self.say(&format!("{before}: {said}"));
    }

    /// Ends a sentence that has no end; quotes are heard as quotes, and as nothing.
    fn push(&mut self, said: &str) {
        let said = quoted(said.trim_end(), self.tongue);
        let ends = said.ends_with(['.', '?', '!', '…', ':']);
        self.text.push_str(&said);
        self.text.push_str(if ends { "\n" } else { ".\n" });
    }
}

/// Puts quotation marks in the place of paired backticks, which a screen reader says aloud.
fn quoted(said: &str, tongue: Tongue) -> String {
    let marks = match tongue {
        Tongue::Bokmal => ["«", "»"],
        Tongue::English => ["“", "”"],
    };
    if said.matches('`').count() % 2 == 1 {
        return said.to_owned();
    }
    said.split('`').enumerate().fold(String::new(), |text, (index, part)| match index {
        0 => part.to_owned(),
        index => text + marks[(index + 1) % 2] + part,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::{Code, Lines as Text, both};

    const DRAWING: Drawing = Drawing { tongue: Tongue::Bokmal, colour: false, width: 100, most: 1 };

    #[test]
    fn a_problem_is_heard_a_sentence_a_line() {
        let text = "---\ntitel: \"Hei\"\n---\n";
        let problem = Problem::new(Code::UnknownKey, both!("ukjent nøkkel `titel`", "unknown key `titel`"))
            .at(Text { file: "a.md", first_line: 1, text }.place(4..9))
            .nearest("titel", ["title", "date"]);
        let said = "Feil U0205 i a.md, linje 2, kolonne 1: ukjent nøkkel «titel».\nDet gjelder: titel.\nSlik retter du det: mente du «title»?\nSkriv linjen slik: title: \"Hei\"\n";
        assert_eq!(plain(std::slice::from_ref(&problem), DRAWING), said);
        assert_eq!(plain(&[problem.clone(), problem], DRAWING), format!("{said}Det er 1 til. Rett disse først.\n"));
    }

    #[test]
    fn a_confidential_place_is_told_and_not_its_words() {
        let problem = Problem::new(Code::Tab, both!("tabulator", "a tab")).at(Place::bare("observations.yaml", 3, 1));
        let problem = problem.help(both!("bruk mellomrom", "use spaces"));
        let said = "Feil U0204 i observations.yaml, linje 3, kolonne 1: tabulator.\nSlik retter du det: bruk mellomrom.\n";
        assert_eq!(plain(&[problem], DRAWING), said);
    }

    #[test]
    fn lines_to_be_written_are_said_one_by_one() {
        let problem = Problem::new(Code::WrongType, both!("feil form", "wrong form")).help(both!("skriv:\n- a", "write:\n- a"));
        assert_eq!(plain(&[problem], DRAWING), "Feil U0208: feil form.\nSlik retter du det: skriv:\nSkriv linjen: - a\n");
    }
}

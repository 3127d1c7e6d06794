//! Who wrote a work: a person, or an institution whose name is kept whole.

use std::fmt;

/// An author, as written in the list of references.
///
/// `Nordmann, Kari` is a person: the family name, a comma, the given names. Everything else is an institution. A name with
/// a comma that is no person's stands in braces, as in BibTeX: `{Oslo, Bydel Sør}`. What an institution is called for
/// short stands after its name: `Helse- og omsorgsdepartementet [HOD]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Author {
    Person {
        /// "van Berg" is `van` and `Berg`.
        particle: Option<String>,
        family: String,
        given: String,
    },
    Institution {
        name: String,
        /// As it is named from the second time on.
        short: Option<String>,
    },
}

impl Author {
    pub(crate) fn of(written: &str) -> Self {
        let written = written.trim();
        if let Some(whole) = written.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            return Self::institution(whole.trim());
        }
        let abbreviated = written.strip_suffix(']').and_then(|rest| rest.rsplit_once(" ["));
        if let Some((name, short)) = abbreviated.filter(|(name, short)| !name.trim().is_empty() && !short.trim().is_empty()) {
            let name = name.trim();
            let name = name.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(name);
            return Self::Institution { name: name.trim().to_owned(), short: Some(short.trim().to_owned()) };
        }
        person(written).unwrap_or_else(|| Self::institution(written))
    }

    /// Returns an institution that is called nothing else for short.
    pub(crate) fn institution(name: &str) -> Self {
        Self::Institution { name: name.to_owned(), short: None }
    }

    /// Returns what stands in a text: the family name, or the whole institution.
    pub(crate) fn short(&self) -> String {
        match self {
            Self::Person { particle: Some(particle), family, .. } => format!("{particle} {family}"),
            Self::Person { family, .. } => family.clone(),
            Self::Institution { name, .. } => name.clone(),
        }
    }
}

impl Author {
    /// Returns the initials and the family name, "K. M. Dahl": for two authors of one family name.
    pub(crate) fn with_initials(&self) -> String {
        let Self::Person { given, .. } = self else { return self.short() };
        let initial = |name: &str| name.chars().next().map(|first| format!("{first}."));
        let of_name = |name: &str| name.split('-').filter_map(initial).collect::<Vec<_>>().join("-");
        let initials: Vec<String> = given.split_whitespace().map(of_name).collect();
        format!("{} {}", initials.join(" "), self.short())
    }

    /// Returns what an institution is called from the second time on.
    pub(crate) fn abbreviation(&self) -> Option<&str> {
        match self {
            Self::Institution { short, .. } => short.as_deref(),
            Self::Person { .. } => None,
        }
    }
}

impl fmt::Display for Author {
    /// "van Berg, Kari", "KPMG".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person { given, .. } => write!(f, "{}, {given}", self.short()),
            Self::Institution { name, .. } => f.write_str(name),
        }
    }
}

/// Names have capital letters; "Oslo kommune, Helseetaten" and "Helse, omsorg og velferd" have words that are no names.
fn person(written: &str) -> Option<Author> {
    let (family, given) = written.split_once(',')?;
    let (family, given) = (family.trim(), given.trim());
    let particles = family.split_whitespace().take_while(|word| is_particle(word)).count();
    let words: Vec<&str> = family.split_whitespace().collect();
    let (particle, family) = words.split_at(particles);
    let all_names = |words: &[&str]| !words.is_empty() && words.iter().all(|word| word.starts_with(char::is_uppercase));
    let given_names: Vec<&str> = given.split_whitespace().collect();
    if given.contains(',') || given_names.len() > 4 || !all_names(family) || !all_names(&given_names) {
        return None;
    }
    let particle = Some(particle.join(" ")).filter(|particle| !particle.is_empty());
    Some(Author::Person { particle, family: family.join(" "), given: given_names.join(" ") })
}

fn is_particle(word: &str) -> bool {
    ["af", "av", "da", "de", "den", "der", "di", "du", "la", "le", "ten", "ter", "van", "von"].contains(&word)
}

#[cfg(test)]
mod tests {
    use super::Author;

    #[test]
    fn an_institution_is_never_split() {
        for name in ["Helse- og omsorgsdepartementet", "KPMG", "Oslo kommune, Helseetaten", "Helse, omsorg og velferd", "A, B, C"]
        {
            assert_eq!(Author::of(name), Author::institution(name));
        }
        assert_eq!(Author::of("{Direktoratet, Avdeling Sør}"), Author::institution("Direktoratet, Avdeling Sør"));
        for written in ["Direktoratet [Dir]", "{Direktoratet} [Dir]"] {
            let short = Some("Dir".to_owned());
            assert_eq!(Author::of(written), Author::Institution { name: "Direktoratet".to_owned(), short });
        }
    }

    #[test]
    fn a_person_has_a_family_name_a_comma_and_given_names() {
        for (written, short) in [("Dahl, Kari Marie", "Dahl"), ("van Berg, P.-O.", "van Berg"), ("Ås Lie, Å.", "Ås Lie")] {
            let author = Author::of(written);
            assert!(matches!(author, Author::Person { .. }), "{written}");
            assert_eq!((author.short().as_str(), author.to_string().as_str()), (short, written));
        }
    }
}

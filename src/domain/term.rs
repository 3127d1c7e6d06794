//! Terms and abbreviations that the texts use, explained.

/// An entry of the glossary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Term {
    pub id: String,
    /// Written out: "Kommunalt pasient- og brukerregister".
    pub term: String,
    /// "KPR".
    pub abbreviation: Option<String>,
    pub explanation: String,
    /// Other terms, by id.
    pub see: Vec<String>,
    pub sources: Vec<String>,
}

impl Term {
    /// Returns what it is called in a text: the abbreviation, where there is one.
    pub(crate) fn in_text(&self) -> &str {
        self.abbreviation.as_deref().unwrap_or(&self.term)
    }
}

/// Returns the words of a text that could be abbreviations: two signs or more, a capital letter among the first two, and no
/// letter, digit or hyphen right beside them. Each with the byte at which it begins.
pub(crate) fn abbreviations(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_sign = |c: char| c.is_alphanumeric() || c == '-' || c == '\u{ad}' || c == '_';
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text[at..].find(is_sign)?;
            let end = text[start..].find(|c| !is_sign(c)).map_or(text.len(), |length| start + length);
            at = end;
            let word = &text[start..end];
            let capitals = word.chars().filter(|c| c.is_uppercase()).count();
            if capitals >= 2 && !word.contains(['-', '\u{ad}', '_']) {
                return Some((start, word));
            }
        }
    })
}

/// Tells whether a text explains the abbreviation that stands at `start..end` itself: "registeret (KPR)", "KPR (registeret)".
/// What is called by its name, as "USHT Oslo", is not broken by an explanation either.
pub(crate) fn is_explained(text: &str, start: usize, end: usize) -> bool {
    let (before, after) = (&text[..start], &text[end..]);
    let goes_on = after.strip_prefix(' ').is_some_and(|next| next.starts_with(|c: char| c.is_uppercase() || c == '('));
    before.ends_with('(') || goes_on
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_whole_words_of_capitals() {
        let found = |text| abbreviations(text).map(|(at, word)| format!("{at} {word}")).collect::<Vec<_>>();
        assert_eq!(found("KPR og KS-avtalen, KPRs, «USHT», en KPI."), ["0 KPR", "19 KPRs", "27 USHT", "38 KPI"]);
        assert_eq!(found("Ordet A og iPhone, æØÅ."), ["19 æØÅ"]);
        assert_eq!(found(""), Vec::<String>::new());
    }

    #[test]
    fn what_explains_itself_is_left_alone() {
        let told = |text: &str| {
            let start = text.find("KPR").unwrap_or(0);
            is_explained(text, start, start + 3)
        };
        assert!(told("Registeret (KPR) er") && told("KPR (registeret) er") && told("KPR Oslo"));
        assert!(!told("KPR er nytt") && !told("I KPR, her") && !told("KPR"));
    }
}

//! A first map of a table's columns, from its headings alone, for a person to look over.
//!
//! It is printed, never used: what is not certain is marked, and what was not found is said. A heading is repeated only
//! where it is (nearly) a word that is known here or in the mapping; where the first row is no row of headings, what
//! stands in it is not shown.

use std::collections::BTreeMap;

use super::table::{Table, letters};
use super::write::{id as spelt_id, quoted};
use crate::check::{USUAL_VALUES, Value, word};
use crate::domain::{Mapping, Theme};
use crate::problem::{Both, Tongue, both, nearest};

/// What a column can be beside an answer, and the words by which it is known.
const ROLES: [(&str, &[&str]); 7] = [
    ("municipality", &["kommune", "kommunenavn", "navn på kommune", "deltaker", "municipality"]),
    ("date", &["dato", "møtedato", "besøksdato", "date"]),
    ("meeting", &["møteform", "møtetype", "type møte", "meeting"]),
    ("name", &["kontaktperson", "kontakt", "navn", "navn på kontaktperson", "contact"]),
    ("email", &["e-post", "epost", "e-postadresse", "mail", "e-mail", "email"]),
    ("phone", &["telefon", "telefonnummer", "tlf", "mobil", "phone"]),
    ("internal_note", &["internt", "internt notat", "intern merknad", "notat", "internal note"]),
];

/// Words for the column that says the theme, where each answer has its own row.
const THEME: [&str; 2] = ["tema", "theme"];
/// Words for the column that says whether a theme was raised.
const RAISED: [&str; 5] = ["tatt opp", "ja/nei", "svar", "raised", "tok opp"];
/// Words for what was said.
const TEXT: [&str; 10] =
    ["kommentar", "kommentarer", "tekst", "utdyping", "beskrivelse", "merknad", "hva de sa", "begrunnelse", "comment", "text"];

/// A column, and whether it is certain that it is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Guess {
    column: usize,
    is_certain: bool,
}

/// Proposes a map of the columns of `table` for `mapping`.
pub(crate) fn propose(table: &Table, mapping: &Mapping, tongue: Tongue) -> String {
    let headings: Vec<String> = table.headings.iter().map(|heading| word(heading)).collect();
    let mut free: Vec<usize> = (0..headings.len()).filter(|column| !headings[*column].is_empty()).collect();
    let mut roles = BTreeMap::new();
    let theme = take(&headings, &mut free, &THEME, true);
    // First what is certain, so that a near miss cannot take another's column.
    for exact in [true, false] {
        for (role, words) in ROLES {
            if let (false, Some(guess)) = (roles.contains_key(role), take(&headings, &mut free, words, exact)) {
                roles.insert(role, guess);
            }
        }
    }
    let mut draft = Draft { table, tongue, text: String::new() };
    draft.say(&both!(
        "# Forslag fra `utsyn import`. Se over hver linje; det som er merket, er usikkert.\n",
        "# Proposed by `utsyn import`. Look over each line; what is marked is uncertain.\n"
    ));
    draft.roles(&roles);
    match theme {
        Some(theme) => draft.long(theme, take(&headings, &mut free, &RAISED, true), take(&headings, &mut free, &TEXT, true)),
        None => draft.wide(&mapping.themes, &answers(&headings, &mut free, &mapping.themes)),
    }
    draft.values();
    draft.unused(&free);
    draft.text
}

/// Takes the first column whose heading is one of `words`, or nearly so.
fn take(headings: &[String], free: &mut Vec<usize>, words: &[&str], exact: bool) -> Option<Guess> {
    let fits = |column: &usize| {
        let heading = headings[*column].as_str();
        if exact { words.contains(&heading) } else { heading.len() > 3 && nearest(heading, words.iter().copied()).is_some() }
    };
    let index = free.iter().position(fits)?;
    Some(Guess { column: free.remove(index), is_certain: exact })
}

/// The columns of each theme's answer, by the theme's number: whether it was raised, and what was said.
type Answers = BTreeMap<usize, (Option<Guess>, Option<Guess>)>;

fn answers(headings: &[String], free: &mut Vec<usize>, themes: &[Theme]) -> Answers {
    let mut answers = Answers::new();
    let mut last = None;
    for column in free.clone() {
        let heading = headings[column].as_str();
        // «Kommentar» alone belongs to the theme before it.
        let found = match TEXT.contains(&heading) {
            true => last.map(|theme| (theme, false, true)),
            false => {
                let (bare, is_text) = without_text_word(heading);
                theme_of(&bare, themes).map(|(theme, is_certain)| (theme, is_certain, is_text))
            }
        };
        let Some((theme, is_certain, is_text)) = found else {
            last = None;
            continue;
        };
        let (raised, text) = answers.entry(theme).or_default();
        let place = if is_text { text } else { raised };
        if place.is_none() {
            *place = Some(Guess { column, is_certain });
            free.retain(|other| *other != column);
            last = Some(theme);
        }
    }
    answers
}

/// Takes `kommentar` off `rekruttering – kommentar`, and tells whether there was such a word.
fn without_text_word(heading: &str) -> (String, bool) {
    let is_sign = |letter: char| letter.is_whitespace() || "-–—:,./()".contains(letter);
    let rest = TEXT.iter().find_map(|word| {
        let heading = heading.trim_matches(is_sign);
        let before = heading.strip_suffix(word).filter(|rest| rest.ends_with(is_sign));
        before.or_else(|| heading.strip_prefix(word).filter(|rest| rest.starts_with(is_sign)))
    });
    (rest.unwrap_or(heading).trim_matches(is_sign).to_owned(), rest.is_some())
}

fn theme_of(heading: &str, themes: &[Theme]) -> Option<(usize, bool)> {
    let spelt = |id: &str| id.replace('-', " ");
    let exact =
        themes.iter().position(|theme| theme.id == heading || spelt(&theme.id) == heading || word(&theme.title) == heading);
    if let Some(theme) = exact {
        return Some((theme, true));
    }
    let names: Vec<String> = themes.iter().flat_map(|theme| [spelt(&theme.id), word(&theme.title)]).collect();
    let near =
        Some(heading).filter(|heading| heading.len() > 3).and_then(|heading| nearest(heading, names.iter().map(String::as_str)));
    let index = names.iter().position(|name| Some(name.as_str()) == near)?;
    Some((index / 2, false))
}

/// The text of a proposal, as far as it is written.
struct Draft<'a> {
    table: &'a Table,
    tongue: Tongue,
    text: String,
}

impl Draft<'_> {
    fn say(&mut self, said: &Both) {
        self.text.push_str(said.in_tongue(self.tongue));
    }

    /// Writes the name of a column: its heading, or its letter where others are called the same.
    fn column(&self, guess: Guess) -> String {
        let heading = &self.table.headings[guess.column];
        let is_only = self.table.headings.iter().filter(|other| *other == heading).count() == 1;
        let letter = letters(guess.column);
        if is_only { quoted(heading) } else { quoted(&format!("kolonne {letter}")) }
    }

    /// Ends a line, with a mark where a column on it is uncertain.
    fn end(&mut self, guesses: &[Option<Guess>]) {
        if guesses.iter().flatten().any(|guess| !guess.is_certain) {
            self.say(&both!("  # usikkert", "  # uncertain"));
        }
        self.text.push('\n');
    }

    fn roles(&mut self, roles: &BTreeMap<&str, Guess>) {
        for (role, _) in ROLES.iter().filter(|(role, _)| !["name", "email", "phone", "internal_note"].contains(role)) {
            self.role(role, roles.get(role).copied());
        }
        let contact: Vec<(&str, Guess)> =
            ["name", "email", "phone"].iter().filter_map(|role| Some((*role, *roles.get(role)?))).collect();
        if !contact.is_empty() {
            let keys: Vec<String> = contact.iter().map(|(role, guess)| format!("{role}: {}", self.column(*guess))).collect();
            self.text.push_str(&format!("contact: {{{}}}", keys.join(", ")));
            self.end(&contact.iter().map(|(_, guess)| Some(*guess)).collect::<Vec<_>>());
        }
        self.role("internal_note", roles.get("internal_note").copied());
    }

    fn role(&mut self, role: &str, guess: Option<Guess>) {
        match guess {
            Some(found) => {
                self.text.push_str(&format!("{role}: {}", self.column(found)));
                self.end(&[guess]);
            }
            None if role == "municipality" => {
                self.say(&both!(
                    "municipality: \"\"  # fyll inn: fant ingen kolonne\n",
                    "municipality: \"\"  # fill in: no column was found\n"
                ));
            }
            None => {}
        }
    }

    fn wide(&mut self, themes: &[Theme], answers: &Answers) {
        self.text.push_str("themes:\n");
        for (number, theme) in themes.iter().enumerate() {
            let id = &theme.id;
            match answers.get(&number).copied().unwrap_or_default() {
                (Some(raised), text) => {
                    self.text.push_str(&format!("  {}: {{raised: {}", spelt_id(id), self.column(raised)));
                    if let Some(text) = text {
                        self.text.push_str(&format!(", text: {}", self.column(text)));
                    }
                    self.text.push('}');
                    self.end(&[Some(raised), text]);
                }
                (None, Some(text)) => {
                    let column = self.column(text);
                    self.say(&both!(
                        "  # {id}: {{raised: \"\", text: {column}}}  fyll inn: fant ikke kolonnen som sier om temaet ble tatt opp\n",
                        "  # {id}: {{raised: \"\", text: {column}}}  fill in: the column that says whether the theme was raised was not found\n"
                    ));
                }
                (None, None) => self.say(&both!("  # {id}: fant ingen kolonne\n", "  # {id}: no column was found\n")),
            }
        }
    }

    fn long(&mut self, theme: Guess, raised: Option<Guess>, text: Option<Guess>) {
        let theme_column = self.column(theme);
        let raised_column = raised.map_or("\"\"".to_owned(), |raised| self.column(raised));
        self.text.push_str(&format!("rows: {{theme: {theme_column}, raised: {raised_column}"));
        if let Some(text) = text {
            self.text.push_str(&format!(", text: {}", self.column(text)));
        }
        self.text.push('}');
        if raised.is_none() {
            self.say(&both!("  # fyll inn `raised`", "  # fill in `raised`"));
        }
        self.end(&[Some(theme), text]);
    }

    fn values(&mut self) {
        let name = |value: &Value| match value {
            Value::Yes => "yes",
            Value::No => "no",
            Value::NotRaised => "not_raised",
            Value::Unanswered => "unanswered",
        };
        let words: Vec<String> = USUAL_VALUES.iter().map(|(word, value)| format!("{}: {}", quoted(word), name(value))).collect();
        self.text.push_str(&format!("values: {{{}}}\n", words.join(", ")));
        self.say(&both!(
            "# Hva betyr en tom celle? Legg til `\"\": not_raised` (ikke tatt opp) eller `\"\": unanswered` (ikke svart).\n",
            "# What does an empty cell mean? Add `\"\": not_raised` or `\"\": unanswered`.\n"
        ));
    }

    fn unused(&mut self, free: &[usize]) {
        let columns: Vec<String> = free.iter().map(|column| letters(*column)).collect();
        let columns = columns.join(", ");
        if !columns.is_empty() {
            self.say(&both!("# Ikke med i kartet: kolonne {columns}\n", "# Not in the map: column {columns}\n"));
        }
    }
}

//! Quantity words in running text that say how many of the participants something holds for.
//!
//! [`claims`] is the way in. A quantity word is such a claim where it
//!
//! - stands before those who were asked: "de fleste kommunene", "noen av dem";
//! - begins a sentence or a part of one: "Flere sa at …", "…, og mange etterlyser …";
//! - stands by a verb of saying: "erkjente mange at …", "…, pekte noen på".
//!
//! Before others it says something else ("alle ansatte", "flere kurs"), and what might be is no claim ("hvis flere kommuner").
//! Bokmål, nynorsk and English are read.

use std::ops::Range;

use crate::domain::Extent;

/// A quantity word and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claim {
    pub span: Range<usize>,
    /// None: a word of quantity that no finding can have.
    pub extent: Option<Extent>,
}

/// Words of quantity, as they are written; those of several words first.
const WORDS: [(&[&str], Option<Extent>); 34] = [
    (&["nesten", "alle"], Some(Extent::NestenAlle)),
    (&["nesten", "samtlige"], Some(Extent::NestenAlle)),
    (&["nearly", "all"], Some(Extent::NestenAlle)),
    (&["almost", "all"], Some(Extent::NestenAlle)),
    (&["de", "aller", "fleste"], None),
    (&["dei", "aller", "fleste"], None),
    (&["de", "fleste"], Some(Extent::DeFleste)),
    (&["dei", "fleste"], Some(Extent::DeFleste)),
    (&["svært", "mange"], None),
    (&["ganske", "mange"], None),
    (&["very", "many"], None),
    (&["a", "few"], Some(Extent::Enkelte)),
    (&["en", "del"], None),
    (&["et", "flertall"], None),
    (&["et", "fåtall"], None),
    (&["et", "mindretall"], None),
    (&["alle"], Some(Extent::Alle)),
    (&["samtlige"], Some(Extent::Alle)),
    (&["all"], Some(Extent::Alle)),
    (&["most"], Some(Extent::DeFleste)),
    (&["brorparten"], Some(Extent::Brorparten)),
    (&["mange"], Some(Extent::Mange)),
    (&["many"], Some(Extent::Mange)),
    (&["flere"], Some(Extent::Flere)),
    (&["fleire"], Some(Extent::Flere)),
    (&["several"], Some(Extent::Flere)),
    (&["noen"], Some(Extent::Noen)),
    (&["nokre"], Some(Extent::Noen)),
    (&["some"], Some(Extent::Noen)),
    (&["enkelte"], Some(Extent::Enkelte)),
    (&["somme"], Some(Extent::Enkelte)),
    (&["flertallet"], None),
    (&["halvparten"], None),
    (&["ingen"], None),
];

/// Those who were asked, by how the words for them begin; and words that stand for them.
const ASKED: [&str; 6] = ["kommune", "deltaker", "deltakar", "municipalit", "participant", "informant"];
const THEM: [&str; 5] = ["dem", "dei", "disse", "desse", "them"];
/// What may stand between the quantity and those who were asked.
const BETWEEN: [&str; 11] = ["av", "de", "dei", "som", "deltok", "of", "the", "små", "store", "besøkte", "deltakende"];
/// Others than those who were asked, by how the words for them begin.
const OTHERS: [&str; 37] = [
    "ansatt",
    "person",
    "menneske",
    "pasient",
    "bruker",
    "brukar",
    "innbygg",
    "pårørende",
    "tjenest",
    "tenest",
    "tiltak",
    "møte",
    "oppgave",
    "oppgåve",
    "kurs",
    "sted",
    "stad",
    "prosjekt",
    "område",
    "år",
    "dag",
    "gang",
    "sykepleier",
    "sjukepleiar",
    "eldre",
    "unge",
    "gamle",
    "barn",
    "funn",
    "sider",
    "ting",
    "slag",
    "andre",
    "employee",
    "patient",
    "service",
    "meeting",
];
/// Verbs of saying, past and present.
const SAYING: [&str; 44] = [
    "sa",
    "sier",
    "seier",
    "fortalte",
    "forteller",
    "fortel",
    "mente",
    "mener",
    "meiner",
    "erkjente",
    "erkjenner",
    "nevnte",
    "nevner",
    "nemner",
    "ønsket",
    "ønsker",
    "ønskte",
    "ønskjer",
    "opplevde",
    "opplever",
    "svarte",
    "svarer",
    "svarar",
    "uttrykte",
    "uttrykker",
    "beskrev",
    "beskriver",
    "påpekte",
    "påpeker",
    "pekte",
    "peker",
    "peikte",
    "peikar",
    "understreket",
    "understreker",
    "spurte",
    "spør",
    "etterlyste",
    "etterlyser",
    "said",
    "say",
    "told",
    "reported",
    "mentioned",
];
/// Words that lead on to a new part of a sentence, or begin one and leave the place to what comes next.
const LEADING: [&str; 17] = [
    "og", "men", "mens", "så", "for", "også", "dessuten", "likevel", "samtidig", "her", "videre", "dermed", "derfor", "and",
    "but", "while", "also",
];

/// Words that begin what might be.
const IF: [&str; 4] = ["hvis", "dersom", "viss", "if"];
/// What follows a word that stands alone by a verb of saying: "erkjente mange at", "pekte noen på"; not "nevnte flere kurs".
const ALONE: [&str; 16] =
    ["at", "på", "om", "for", "til", "hvor", "hvordan", "hva", "kor", "seg", "det", "dette", "også", "uttrykkelig", "that", "to"];

/// Returns the claims in a text without markup; `starts` are the places where the words of links begin.
pub(super) fn claims(plain: &str, starts: &[usize]) -> Vec<Claim> {
    let tokens = tokens(plain);
    let mut claims = Vec::new();
    let mut index = 0;
    while index < tokens.len() {
        let Some((length, extent)) = word_at(&tokens, index) else {
            index += 1;
            continue;
        };
        let last = &tokens[index + length - 1];
        if is_claim(plain, &tokens, index, length, starts) {
            claims.push(Claim { span: tokens[index].span.start..last.span.end, extent });
        }
        index += length;
    }
    claims
}

/// Returns where sentences begin: at a word, or at the markup before it.
pub(super) fn sentence_starts(plain: &str) -> Vec<usize> {
    let tokens = tokens(plain);
    let ends = std::iter::once(0).chain(tokens.iter().map(|token| token.span.end));
    let first = tokens.iter().zip(ends).filter(|(token, _)| token.is_first);
    // A sign that ends a sentence stays with it; what comes before the first word belongs to the next one.
    let gap_ends = |(token, end): (&Token, usize)| {
        let gap = &plain[end..token.span.start];
        end + gap.rfind(['.', '!', '?']).map_or_else(|| gap.find("\n\n").unwrap_or(0), |at| at + 1)
    };
    first.map(gap_ends).collect()
}

struct Token {
    word: String,
    span: Range<usize>,
    /// Whether a sentence begins with it.
    is_first: bool,
}

fn word_at(tokens: &[Token], index: usize) -> Option<(usize, Option<Extent>)> {
    let stands = |words: &&[&str]| {
        let found = tokens[index..].iter().take(words.len()).enumerate();
        found.filter(|(at, token)| token.word == words[*at] && (*at == 0 || !token.is_first)).count() == words.len()
    };
    WORDS.iter().find(|(words, _)| stands(words)).map(|(words, extent)| (words.len(), *extent))
}

fn is_claim(plain: &str, tokens: &[Token], index: usize, length: usize, starts: &[usize]) -> bool {
    let mut after =
        tokens[index + length..].iter().take_while(|token| !token.is_first).map(|token| token.word.as_str()).peekable();
    let mut of = false;
    while let Some(word) = after.next_if(|word| BETWEEN.contains(word)) {
        of = of || ["av", "of"].contains(&word);
    }
    let next = after.next().unwrap_or("");
    let token = &tokens[index];
    if !token.is_first && IF.contains(&tokens[index - 1].word.as_str()) {
        return false;
    }
    if ASKED.iter().any(|stem| next.starts_with(stem)) || of && THEM.contains(&next) {
        return true;
    }
    if OTHERS.iter().any(|stem| next.starts_with(stem)) {
        return false;
    }
    if token.is_first || starts.contains(&token.span.start) {
        return true;
    }
    let before = &tokens[index - 1];
    let gap = &plain[before.span.end..token.span.start];
    let leads_on = LEADING.contains(&before.word.as_str())
        && (before.is_first || plain[..before.span.start].trim_end().ends_with([',', ';', ':', '–']));
    let is_alone = || {
        let following = tokens.get(index + length).filter(|next| !next.is_first);
        let ends = |next: &Token| plain[tokens[index + length - 1].span.end..next.span.start].contains([',', ';', ':', '–', ')']);
        following.is_none_or(|next| ALONE.contains(&next.word.as_str()) || ends(next))
    };
    let is_told = gap.trim().is_empty() && SAYING.contains(&before.word.as_str()) && is_alone();
    gap.contains([':', ';', '–']) || leads_on || is_told
}

/// Takes a text apart into words, in small letters; what is no letter parts them.
fn tokens(plain: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut start = None;
    let mut end_of_last = 0;
    for (at, c) in plain.char_indices().chain([(plain.len(), ' ')]) {
        match (c.is_alphabetic() || c.is_ascii_digit(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let gap = &plain[end_of_last..from];
                let is_first = tokens.is_empty() || ends_sentence(gap, &plain[from..]);
                tokens.push(Token { word: plain[from..at].to_lowercase(), span: from..at, is_first });
                (start, end_of_last) = (None, at);
            }
            _ => {}
        }
    }
    tokens
}

/// Tells whether a sentence ends within `gap`: by its sign, an empty line, or the mark of a list.
fn ends_sentence(gap: &str, next: &str) -> bool {
    let mut lines = gap.split('\n').skip(1).map(str::trim_start);
    if lines.any(|line| line.is_empty() && gap.matches('\n').count() > 1 || line.starts_with(['-', '*', '#', '|', '>'])) {
        return true;
    }
    let by_sign = gap.trim_end_matches(|c: char| !".!?".contains(c));
    by_sign.len() < gap.len() && !by_sign.is_empty() && next.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, Option<Extent>)> {
        claims(text, &[]).into_iter().map(|claim| (&text[claim.span], claim.extent)).collect()
    }

    #[test]
    fn a_word_speaks_of_those_who_were_asked() {
        for (text, word, extent) in [
            ("De fleste kommunene sa det.", "De fleste", Some(Extent::DeFleste)),
            ("Slik er det i mange av kommunene.", "mange", Some(Extent::Mange)),
            ("Brorparten av dem sier det.", "Brorparten", Some(Extent::Brorparten)),
            ("Samtidig erkjente mange at det er slik.", "mange", Some(Extent::Mange)),
            ("Det er vanskelig, pekte noen på.", "noen", Some(Extent::Noen)),
            ("De er opptatt av det, og mange etterlyser mer.", "mange", Some(Extent::Mange)),
            ("Slik er det. Nesten alle var der.", "Nesten alle", Some(Extent::NestenAlle)),
            ("- **Kurs:** Enkelte ville ha kurs", "Enkelte", Some(Extent::Enkelte)),
            ("Halvparten av kommunene sa ja.", "Halvparten", None),
            ("De aller fleste sa ja.", "De aller fleste", None),
            ("Dei fleste kommunane sa ja.", "Dei fleste", Some(Extent::DeFleste)),
            ("Most municipalities said yes.", "Most", Some(Extent::DeFleste)),
        ] {
            assert_eq!(found(text), [(word, extent)], "{text}");
        }
    }

    #[test]
    fn a_word_that_speaks_of_others_is_no_claim() {
        for text in [
            "Alle ansatte får tilbud.",
            "Det er flere kurs, slik at flere kan delta.",
            "De vil ha flere digitale tilbud.",
            "Kommunalleder i de fleste samarbeid.",
            "I noen av møtene var det slik.",
            "Det gjelder f.eks. mange ting.",
            "De nevnte flere digitale tilbud.",
            "Hvis flere kommuner går sammen, blir det lettere.",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}

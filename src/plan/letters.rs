//! How wide words are, and how they are parted in lines: for drawings, which have no lines of their own.

/// Returns how wide a text is at most in common typefaces, in the unit of `size`.
pub(crate) fn width_of(text: &str, size: i64) -> i64 {
    let of = |letter: char| match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'í' => 31,
        'f' | 't' | 'r' | ' ' | '(' | ')' | '[' | ']' | '-' | '/' | '"' => 40,
        'm' | 'w' => 90,
        'M' | 'W' | 'Æ' | '@' | '%' | '—' | '…' => 100,
        'æ' | 'œ' => 92,
        letter if letter.is_uppercase() => 74,
        letter if letter.is_ascii() || ('\u{a0}'..'\u{250}').contains(&letter) => 60,
        _ => 100,
    };
    text.chars().map(of).sum::<i64>() * size / 100
}

/// Parts a text in lines of at most `width`; a word that is wider is parted too.
pub(crate) fn wrapped(text: &str, width: i64, size: i64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        for piece in pieces(word, width, size) {
            let joined = if line.is_empty() { piece.clone() } else { format!("{line} {piece}") };
            if line.is_empty() || width_of(&joined, size) <= width {
                line = joined;
            } else {
                lines.push(std::mem::replace(&mut line, piece));
            }
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Returns a word whole, or its parts where it is wider than a line.
fn pieces(word: &str, width: i64, size: i64) -> Vec<String> {
    if width_of(word, size) <= width {
        return vec![word.to_owned()];
    }
    let mut pieces = vec![String::new()];
    for letter in word.chars() {
        let full = pieces.last().is_some_and(|piece| !piece.is_empty() && width_of(&format!("{piece}{letter}-"), size) > width);
        if full {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(letter);
        }
    }
    let last = pieces.len() - 1;
    pieces.into_iter().enumerate().map(|(at, piece)| if at < last { piece + "-" } else { piece }).collect()
}

#[cfg(test)]
mod tests {
    use super::{width_of, wrapped};

    #[test]
    fn no_line_is_wider_than_asked_and_no_letter_is_lost() {
        let text = "Samarbeid på tvers av kompetansehevingsplansamordningsgrupper og WWWWWWWWWWWW";
        for width in [300, 700, 2000] {
            let lines = wrapped(text, width, 130);
            assert!(lines.iter().all(|line| width_of(line, 130) <= width), "{lines:?}");
            let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
            assert_eq!(letters(&lines.concat()), letters(text));
        }
        assert_eq!(wrapped("", 100, 130), [""]);
    }
}
